"""The committed files are what the builder makes, and the builder makes the same on every run."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from samples.builder import catalogue
from tests.samples.reading import FOLDER, parts

WORD = [name for name in catalogue.SAMPLES if name.endswith(".docx")]
EXCEL = [name for name in catalogue.SAMPLES if name.endswith(".xlsx")]
PLAIN = [name for name in catalogue.SAMPLES if not name.endswith((".docx", ".xlsx"))]


def test_builds_every_sample_and_the_readme_and_nothing_else(tmp_path: Path) -> None:
    catalogue.build(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {*catalogue.SAMPLES, "README.md"}


def test_readme_is_the_built_one() -> None:
    assert (FOLDER / "README.md").read_text("utf-8") == catalogue.readme()


def test_readme_presents_every_sample() -> None:
    introduction = catalogue.readme().partition("## ")[0]
    assert [name for name in catalogue.SAMPLES if f"`{name}`" not in introduction] == []


@pytest.mark.parametrize("name", PLAIN)
def test_text_is_the_built_one(name: str) -> None:
    assert (FOLDER / name).read_bytes() == catalogue.SAMPLES[name]()


@pytest.mark.parametrize("name", WORD)
def test_word_parts_are_the_built_ones(name: str) -> None:
    assert parts((FOLDER / name).read_bytes()) == parts(catalogue.SAMPLES[name]())


@pytest.mark.parametrize("name", EXCEL)
def test_excel_cells_and_merges_are_the_built_ones(name: str) -> None:
    assert _sheets((FOLDER / name).read_bytes()) == _sheets(catalogue.SAMPLES[name]())


@pytest.mark.parametrize("name", [*WORD, *EXCEL])
def test_archive_bears_no_trace_of_the_build(name: str) -> None:
    content = catalogue.SAMPLES[name]()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        dates = re.findall(r">(\d{4}-\d\d-\d\d)T", archive.read("docProps/core.xml").decode())
    assert dates == ["2025-01-20", "2025-01-20"]


@pytest.mark.parametrize("name", [*WORD, *EXCEL])
def test_same_bytes_on_every_run(name: str) -> None:
    assert catalogue.SAMPLES[name]() == catalogue.SAMPLES[name]()


def test_files_are_small() -> None:
    assert {name: size for name in catalogue.SAMPLES if (size := (FOLDER / name).stat().st_size) > 30_000} == {}


def _sheets(content: bytes) -> dict[str, tuple[list[str], list[tuple[str, object, str]]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        sheet.title: (
            sorted(map(str, sheet.merged_cells.ranges)),
            [
                (cell.coordinate, cell.value, cell.number_format)
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None
            ],
        )
        for sheet in book.worksheets
    }
