"""A base data table (基础数据表) as data: staff, expenses, procurement, buildings, found by the rows of its form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast

from jixiao.documents import Cell, Table
from jixiao.evaluations import BudgetLine, Building, Department, Mark, Procurement
from jixiao.packs import FormTable, Section, amount_field, core_label, rows_by_section
from jixiao.recognition.form_reading import amount_in
from jixiao.recognition.passages import clean_text

_BUILDING_FIELDS = ("approved_area", "actual_area", None, "approved_investment", "actual_investment", None)
_STAFF_CELLS = 4


@dataclass(slots=True)
class _Opened:
    """A section of the table while its rows are read."""

    name: str
    section: Section
    rows: list[Sequence[Cell]] = field(default_factory=list)


def read_base_data(table: Table, form: FormTable) -> Department:
    """Return what TABLE, a filled-in copy of FORM, tells of the department."""
    sections = {core_label(name): (name, section) for name, section, _ in rows_by_section(form.fund_rows)}
    heads = {clean_text(form.staff_heads[1])}
    facts: dict[str, object] = {}
    opened: _Opened | None = None
    rows = [row for row in table.by_row() if row]
    for at, row in enumerate(rows):
        if len(row) == _STAFF_CELLS and clean_text(row[1].text) in heads and at + 1 < len(rows):
            below = rows[at + 1]
            facts |= {"posts": amount_in(below[-3].text), "staff": amount_in(below[-2].text)}
        elif (named := sections.get(core_label(row[0].text))) is not None:
            facts |= _closed(opened, form, facts)
            opened = _Opened(*named, [row])
        elif opened is not None:
            opened.rows.append(row)
    facts |= _closed(opened, form, facts)
    return Department.model_validate(facts)


def _closed(opened: _Opened | None, form: FormTable, facts: Mapping[str, object]) -> dict[str, object]:
    """Return the field of the department that the rows of a section fill."""
    if opened is None:
        return {}
    first, *others = opened.rows
    section = opened.section
    if section is Section.SAVINGS:
        return {section.value: first[-1].text.strip() or None if len(first) > 1 else None}
    if section is Section.BUILDINGS:
        return {section.value: tuple(_buildings(others))}
    own = _line(opened.name, first, form)
    if section is Section.PROCUREMENT:
        bought = Procurement(last_year=own.last_year, planned=own.initial, actual=own.executed)
        return {section.value: bought if bought != Procurement() else None}
    if section.listed:
        parts = tuple(_line(_label(row[0].text), row, form) for row in others if row[0].text.strip())
        return {section.value: (own.model_copy(update={"parts": parts}),)}
    before = cast("tuple[BudgetLine, ...]", facts.get(section.value, ()))
    return {section.value: (*before, own)} if own != BudgetLine(label=own.label) else {}


def _label(text: str) -> str:
    return "".join(text.split())


def _line(label: str, row: Sequence[Cell], form: FormTable) -> BudgetLine:
    """Return the amounts of a row; those behind the label stand under the heads in order."""
    amounts: dict[str, Decimal | Mark | None] = {
        amount_field(head): amount_in(cell.text) for head, cell in zip(form.fund_columns, row[1:], strict=False)
    }
    return BudgetLine.model_validate({"label": label, **amounts})


def _buildings(rows: Sequence[Sequence[Cell]]) -> Iterator[Building]:
    """Yield a building for each row that says anything; the label down the side may have lost its cell."""
    for row in rows:
        cells = row[-len(_BUILDING_FIELDS) :]
        name = row[0].text.strip() if len(row) > len(_BUILDING_FIELDS) else ""
        pairs = zip(_BUILDING_FIELDS, cells, strict=False)
        told = {name: amount_in(cell.text) for name, cell in pairs if name is not None}
        if name or any(value is not None for value in told.values()):
            yield Building.model_validate({"name": name, **told})
