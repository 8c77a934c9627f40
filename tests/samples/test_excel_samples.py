"""The workbooks store numbers as numbers, show them as printed, and keep every merge."""

from __future__ import annotations

from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.builder import department_table
from samples.builder.excel import stored
from tests.samples.reading import FOLDER

TABLE, CLEAN = FOLDER / "guangzhou-style-department-table.xlsx", FOLDER / "clean-project-table.xlsx"


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "number_format"),
    [
        ("自评表", "B10", 653204.29, "#,##0.00"),
        ("自评表", "I10", 706.54, "0.00"),
        ("自评表", "H12", 19.91, "0.00"),
        ("取数表", "E3", 0.9981, "0.00%"),
        ("取数表", "E5", -0.0875, "0.00%"),
        ("取数表", "B7", "—", "General"),
    ],
)
def test_number_is_stored_and_shown_as_printed(sheet: str, cell: str, value: object, number_format: str) -> None:
    found = openpyxl.load_workbook(TABLE)[sheet][cell]
    assert (found.value, found.number_format) == (value, number_format)


def test_formula_and_its_stored_result_agree_with_the_cells() -> None:
    formulas, results = openpyxl.load_workbook(TABLE)["自评表"], openpyxl.load_workbook(TABLE, data_only=True)["自评表"]
    assert formulas["H37"].value == "=SUM(H12:H36)"
    scores = [Decimal(str(results.cell(row, 8).value)) for row in range(12, 37)]
    assert sum(scores) == Decimal(str(results["H37"].value)) == Decimal("98.35")


def test_quotient_is_stored_unrounded_and_shown_rounded() -> None:
    formula, result = (openpyxl.load_workbook(TABLE, data_only=only)["取数表"]["E6"] for only in (False, True))
    assert (formula.value, result.number_format) == ("=B6/C6", "0.00%")
    assert abs(Decimal(str(result.value)) - Decimal("24.57") / Decimal("58.22")) < Decimal("1e-12")


def test_nothing_is_lost_from_the_complete_table() -> None:
    sheet = openpyxl.load_workbook(TABLE)["自评表"]
    weights = [Decimal(str(sheet.cell(row, 6).value)) for row in range(12, 37)]
    assert sum(weights) == 100
    assert "绩效管理" in [sheet.cell(row, 3).value for row in range(12, 37)]


@pytest.mark.parametrize("merged", ["A15:A36", "C15:C20", "C28:C29", "C30:C36", "B7:B9", "C7:J7", "A5:A6"])
def test_merges(merged: str) -> None:
    assert merged in [str(found) for found in openpyxl.load_workbook(TABLE)["自评表"].merged_cells.ranges]


def test_every_merge_of_the_grid_is_made() -> None:
    grid = department_table.table()
    planned = [slot for row in grid.slots() for slot in row if slot.begins and slot.cell.columns * slot.cell.rows > 1]
    sheet = openpyxl.load_workbook(TABLE)["自评表"]
    title_lines = 2
    assert len(sheet.merged_cells.ranges) == len(planned) + title_lines


def test_clean_form_shows_its_rate_as_a_percentage() -> None:
    sheet = openpyxl.load_workbook(CLEAN).active
    assert sheet is not None
    rates = [cell for row in sheet.iter_rows() for cell in row if cell.number_format == "0.00%"]
    assert [cell.value for cell in rates] == [0.9974, 0.9973, 1]


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.booleans(), st.booleans())
def test_stored_keeps_value_and_decimals(number: Decimal, thousands: bool, percent: bool) -> None:
    printed = f"{number:,.2f}" if thousands else f"{number:.2f}"
    found = stored(printed + "%" * percent)
    assert found is not None
    value, shown = found
    assert value * (100 if percent else 1) == number
    assert shown.endswith("0.00%" if percent else "0.00")
    assert ("#,##0" in shown) is ("," in printed)


@pytest.mark.parametrize("text", ["", "—", "≥95%", "63万", "12月20日", "1,62", "0x10"])
def test_text_is_not_stored_as_a_number(text: str) -> None:
    assert stored(text) is None
