"""How long one audit takes, held against python-docx reading the same tables and lxml parsing the same parts."""

from __future__ import annotations

import zipfile

import docx
from lxml import etree

from benchmarks.inputs import BUNDLE
from benchmarks.results import Figure, Section
from benchmarks.timing import medians
from jixiao.auditing import audit
from jixiao.documents import read_document

_RUNS = 25
_MOST = 1.0


def measure() -> Section:
    """Time a whole audit of the Word bundle, only reading it, and what two libraries need for less than reading."""
    whole, reading, tables, parsing = medians([_audit, _read, _walk_tables, _parse_parts], _RUNS)
    return Section(
        "whole_audit",
        f"一次完整核查（{BUNDLE.name}，CPU 时间，{_RUNS}次的中位数）",
        (
            Figure("audit_over_python_docx", "完整核查 ÷ python-docx 读表格", whole / tables, "倍", _MOST, 2),
            Figure("audit_ms", "完整核查：读文件、识别、全部核查项", whole * 1000, "ms"),
            Figure("read_ms", "其中读文件", reading * 1000, "ms"),
            Figure("python_docx_ms", "python-docx：打开文件，逐行逐格读出全部表格文字", tables * 1000, "ms"),
            Figure("lxml_ms", "lxml：只解析同一文件的全部 XML 部件", parsing * 1000, "ms"),
        ),
    )


def _audit() -> object:
    return audit([read_document(BUNDLE)])


def _read() -> object:
    return read_document(BUNDLE)


def _walk_tables() -> int:
    document = docx.Document(str(BUNDLE))
    return sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)


def _parse_parts() -> int:
    with zipfile.ZipFile(BUNDLE) as package:
        names = [name for name in package.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return sum(len(etree.fromstring(package.read(name))) for name in names)
