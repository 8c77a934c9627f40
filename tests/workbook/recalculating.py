"""Recalculates workbooks with LibreOffice, as Excel or WPS does when a clerk types."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="没有装 LibreOffice（libreoffice-calc-nogui），不能重算工作簿")
Sheets = dict[str, list[list[object]]]

_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


def recalculated(path: Path) -> Sheets:
    """Return the values of all sheets of the workbook at PATH after every formula was worked out anew."""
    [sheets] = all_recalculated([path])
    return sheets


def all_recalculated(paths: Sequence[Path]) -> Iterator[Sheets]:
    """Yield the values of the workbooks at PATHS, which stand in one folder, after one run over all of them."""
    folder = paths[0].parent
    profile, out = folder / "profile", folder / "recalculated"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    command = [OFFICE or "", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), *map(str, paths)], check=True, capture_output=True, timeout=600)
    for path in paths:
        book = openpyxl.load_workbook(out / path.name, data_only=True)
        yield {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}
