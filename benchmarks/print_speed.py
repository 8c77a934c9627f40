"""How long printing takes: the papers of a whole bundle, held against python-docx filling as many cells and paragraphs.

Both begin with data in memory and end with the bytes of Word files. The other side merges no cells and sets no fonts.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import docx

from benchmarks.inputs import SAMPLES
from benchmarks.results import Figure, Section
from benchmarks.timing import medians
from jixiao.datafiles import load_model
from jixiao.evaluations import SelfEvaluation
from jixiao.packs import Pack, find_pack
from jixiao.rendering.forms import Sheet
from jixiao.rendering.forms.word import forms_document
from jixiao.rendering.self_report import Report
from jixiao.rendering.self_report.word import report_document
from jixiao.scoring import score
from jixiao.scoring.completing import completed
from samples.papers import papers_of

_RUNS = 15
_MOST = 1.5
_BUNDLE = ("miluo-department", "miluo-project-collection", "miluo-project-officials", "miluo-project-retired")


def measure(runs: int = _RUNS) -> Section:
    """Time printing the bundle from scored evaluations, and writing files of the same size by hand."""
    evaluations, pack = _scored()
    contents = [paper.content for paper in papers_of(evaluations, pack)]
    by_us, laying_out, by_hand = medians(
        [lambda: _print(evaluations, pack), lambda: papers_of(evaluations, pack), lambda: [*map(_by_hand, contents)]],
        runs,
    )
    tables = [sheet for content in contents if not isinstance(content, Report) for sheet in content]
    cells = sum(len(row) for sheet in tables for row in _texts(sheet))
    paragraphs = sum(len(_lines(content)) for content in contents)
    return Section(
        "print_speed",
        f"出表：{len(contents)}个文件，{len(tables)}张表，{cells}个格子，{paragraphs}段（CPU 时间，{runs}次的中位数）",
        (
            Figure("print_over_python_docx", "出表 ÷ python-docx 手写", by_us / by_hand, "倍", _MOST, 2),
            Figure("print_ms", "从打好分的数据到全部文件的内容", by_us * 1000, "ms"),
            Figure("layout_ms", "其中排好每一格、每一段写什么", laying_out * 1000, "ms"),
            Figure("python_docx_ms", "python-docx：同样多的表、格子和段落，逐个写入，保存", by_hand * 1000, "ms"),
        ),
    )


def _scored() -> tuple[list[SelfEvaluation], Pack]:
    read = [load_model(SAMPLES / "evaluations" / f"{name}.yaml", SelfEvaluation) for name in _BUNDLE]
    pack = find_pack(read[0].pack or "")
    return [completed(score(each, pack)) for each in read], pack


def _print(evaluations: Sequence[SelfEvaluation], pack: Pack) -> list[bytes]:
    contents = [paper.content for paper in papers_of(evaluations, pack)]
    return [report_document(each) if isinstance(each, Report) else forms_document(each) for each in contents]


def _lines(content: tuple[Sheet, ...] | Report) -> list[str]:
    """Return the paragraphs outside tables."""
    if isinstance(content, Report):
        # Charts are drawn where the library for them is installed; here neither side has any.
        words = (paragraph.text for paragraph in content.paragraphs if paragraph.chart is None)
        return [content.title, *words, content.signed]
    return [text for sheet in content for text in (sheet.title, sheet.subtitle) if text]


def _texts(sheet: Sheet) -> Iterator[list[str]]:
    """Yield the words of every cell of the grid, those covered by a merged one blank."""
    grid = [[""] * len(sheet.widths) for _ in range(sheet.rows)]
    for box in sheet.boxes:
        grid[box.row][box.column] = box.text
    yield from grid


def _by_hand(content: tuple[Sheet, ...] | Report) -> bytes:
    document = docx.Document()
    for line in _lines(content):
        document.add_paragraph(line)
    for sheet in () if isinstance(content, Report) else content:
        texts = list(_texts(sheet))
        table = document.add_table(len(texts), len(sheet.widths))
        for row, words in zip(table.rows, texts, strict=True):
            for cell, word in zip(row.cells, words, strict=True):
                cell.text = word
    page = io.BytesIO()
    document.save(page)
    return page.getvalue()
