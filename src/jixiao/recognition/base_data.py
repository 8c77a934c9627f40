"""The base data table of a department (基础数据表) as data: posts, staff, and its money by what it was spent on.

The rows of such a table form sections (三公经费, 项目支出, 公用经费, …); below a section stand numbered rows, and below
these the single items. Nothing is summed: what a row does not print stays blank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.evaluations import Amount, BudgetLine, Department, Form, Procurement
from jixiao.quantities import EXACT, parse_number
from jixiao.recognition.model import DataRow, DataTable, Recognition
from jixiao.recognition.passages import clean_text

_TEN_THOUSAND = Decimal(10_000)
_SECTIONS = (
    ("three_public", re.compile(r"^“?三公”?经费")),
    ("projects", re.compile(r"^项目支出")),
    ("operating", re.compile(r"^公用经费")),
    ("procurement", re.compile(r"^政府采购")),
    ("by_nature", re.compile(r"^(?:部门)?基本支出|^人员经费")),
)
_NUMBERED = re.compile(r"^\d+[、.．]|^[（(]\d+[)）]")
_AMONG = re.compile(r"^其中[:：]?")
_NOTE = re.compile(r"[（(][^（()）]*[)）]$")
_COLUMNS = (
    ("last_year", re.compile(r"上年|上一年")),
    ("adjusted", re.compile(r"调整|全年预算")),
    ("initial", re.compile(r"预算")),
    ("executed", re.compile(r"决算|支出|执行")),
)
_YEAR = re.compile(r"(20\d\d)年")


@dataclass
class _Line:
    """A line while the rows below it are still to come."""

    label: str
    amounts: dict[str, Decimal]
    parts: list[_Line] = field(default_factory=list)

    def finished(self) -> BudgetLine:
        """Return the line with its parts."""
        parts = tuple(part.finished() for part in self.parts)
        return BudgetLine.model_validate({"label": self.label, **self.amounts, "parts": parts})


def department_data(recognition: Recognition) -> Department:
    """Return what the base data tables of a document say of its department; amounts in 万元, all else blank."""
    tables = [
        table for form in recognition.forms if form.evaluation.form is Form.BASE_DATA_TABLE for table in form.data
    ]
    found: dict[str, object] = {}
    for table in tables:
        found |= _people(table) or _money(table)
    return Department.model_validate(found)


def _people(table: DataTable) -> dict[str, object]:
    """Return posts and staff from a table whose heads name both."""
    heads = [clean_text(head.text) for head in table.heads]
    places = {"posts": _first(heads, "编制"), "staff": _first(heads, "在职")}
    if None in places.values() or not table.rows:
        return {}
    row = table.rows[0]
    numbers = [value.quantity.number if value is not None else None for value in row.values]
    if len(numbers) < len(heads) - 1:
        # The first cell below a label that covers both rows has been taken for the label of the row.
        first = parse_number(clean_text(row.label.text))
        numbers = [first[0] if first is not None else None, *numbers]
    return {
        name: numbers[place - 1] for name, place in places.items() if place is not None and 0 < place <= len(numbers)
    }


def _first(heads: Sequence[str], word: str) -> int | None:
    return next((at for at, head in enumerate(heads) if word in head), None)


def _money(table: DataTable) -> dict[str, object]:
    columns = _columns([clean_text(head.text) for head in table.heads[1:]])
    if len(columns) < 2:
        return {}
    lists: dict[str, list[_Line]] = {}
    procurement: dict[str, object] = {}
    name, numbered = "", False
    for row in table.rows:
        label, line = clean_text(row.label.text), _line(row, columns)
        section = next((each for each, pattern in _SECTIONS if pattern.search(label)), None)
        if section == "procurement":
            procurement = {"planned": line.amounts.get("initial"), "actual": line.amounts.get("executed")}
            name = ""
        elif section is not None:
            lists[section], name, numbered = [line], section, False
        elif name:
            above = lists[name][0]
            inside = numbered and not _NUMBERED.search(label) and bool(above.parts)
            (above.parts[-1].parts if inside else above.parts).append(line)
            numbered = numbered or bool(_NUMBERED.search(label))
    found: dict[str, object] = {each: _finished(lines[0]) for each, lines in lists.items()}
    if any(value is not None for value in procurement.values()):
        found["procurement"] = Procurement.model_validate(procurement)
    return {each: value for each, value in found.items() if value}


def _finished(section: _Line) -> tuple[BudgetLine, ...]:
    """Return a section as one line with parts; one that prints no amounts of its own is only a head for its lines."""
    return (section.finished(),) if section.amounts else tuple(part.finished() for part in section.parts)


def _line(row: DataRow, columns: Sequence[tuple[str, int]]) -> _Line:
    label = _NOTE.sub("", _AMONG.sub("", _NUMBERED.sub("", clean_text(row.label.text)))).strip("：: ")
    values = {name: row.values[place] for name, place in columns if place < len(row.values)}
    return _Line(label, {name: in_ten_thousands(value) for name, value in values.items() if value is not None})


def _columns(heads: Sequence[str]) -> list[tuple[str, int]]:
    """Return which column holds what; of columns with years the earlier year is the one before."""
    years = [int(found[1]) if (found := _YEAR.search(head)) else None for head in heads]
    latest = max((year for year in years if year is not None), default=None)
    columns: dict[str, int] = {}
    for place, (head, year) in enumerate(zip(heads, years, strict=True)):
        before = year is not None and latest is not None and year < latest
        name = "last_year" if before else next((each for each, pattern in _COLUMNS if pattern.search(head)), None)
        if name is not None:
            columns.setdefault(name, place)
    return list(columns.items())


def in_ten_thousands(amount: Amount) -> Decimal:
    """Return an amount in 万元, with the digits that were printed where it is printed in 万元."""
    printed = parse_number(clean_text(amount.excerpt.text))
    value = EXACT.divide(amount.quantity.value, _TEN_THOUSAND)
    return printed[0] if printed is not None and printed[0] == value else value
