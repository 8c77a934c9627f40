"""The base data table (基础数据表): staff, expenses, procurement, buildings, savings, in the rows that the pack names.

Only sums of lines that are all filled in are worked out; a blank stays blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from jixiao.evaluations import BudgetLine, Building, Mark, SelfEvaluation, Subject
from jixiao.packs import FormTable, Pack, Section, amount_field, core_label, rows_by_section
from jixiao.rendering.forms.boxes import Block, BlockKind, Box, BoxStyle, Sheet, entry_text, title_of
from jixiao.rendering.forms.facts import FactPrinter, all_lines, signature_line

Entry = Decimal | Mark | None
_FUND_SIDE = "经费控制情况（万元）"
_THIS_YEAR, _LAST_YEAR = re.compile(r"(?:^|(?<=[（(\s]))本年"), re.compile(r"(?:^|(?<=[（(\s]))上年")
_SPAN = 2
_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_WIDTHS = (26, 12, 12, 12, 12, 12, 12)


def base_data_sheets(evaluation: SelfEvaluation, pack: Pack) -> tuple[Sheet, ...]:
    """Return the base data tables of PACK filled with EVALUATION; none where it holds nothing for them."""
    department = evaluation.department
    filled = (department.posts, department.staff, department.three_public, department.operating, department.projects)
    if evaluation.subject is not Subject.DEPARTMENT or not any(value not in (None, ()) for value in filled):
        return ()
    return tuple(
        _Table(evaluation, pack, form).sheet()
        for form in pack.forms
        if evaluation.subject in form.subjects and not form.indicator_columns
    )


class _Table:
    """One table on its way from data to boxes, row by row."""

    def __init__(self, evaluation: SelfEvaluation, pack: Pack, form: FormTable) -> None:
        self._evaluation = evaluation
        self._form = form
        self._facts = FactPrinter(evaluation, pack, form)
        self._boxes: list[Box] = []
        self._blocks: list[Block] = []
        self._row = 0

    def sheet(self) -> Sheet:
        """Return the finished table."""
        form = self._form
        self._staff()
        self._put((form.fund_side or _FUND_SIDE, *map(self._dated, form.fund_columns)), BoxStyle.HEAD)
        for name, section, below in rows_by_section(form.fund_rows):
            self._section(name, section, below)
        title, subtitle = title_of(form, self._evaluation.year)
        return Sheet(
            title,
            subtitle,
            tuple(self._boxes),
            _WIDTHS,
            form.landscape,
            form.annex or "",
            (*form.notes, *signature_line(form, self._evaluation)),
            tuple(self._blocks),
            form.name,
        )

    def _put(self, texts: Sequence[str], style: BoxStyle, label_rows: int = 1, span: int = _SPAN) -> None:
        """Put a row: the label, if any, then TEXTS, each SPAN columns wide."""
        label, *others = texts
        if label_rows:
            look = BoxStyle.HEAD if style is BoxStyle.HEAD else BoxStyle.LABEL
            self._boxes.append(Box(label, self._row, 0, label_rows, 1, look))
        for place, text in enumerate(others):
            self._boxes.append(Box(text, self._row, 1 + place * span, 1, span, style))
        self._row += 1

    def _staff(self) -> None:
        department = self._evaluation.department
        posts, staff = department.posts, department.staff
        self._put([*map(self._dated, self._form.staff_heads)], BoxStyle.HEAD, label_rows=2)
        self._put(("", entry_text(posts), entry_text(staff), rate_text(staff, posts)), BoxStyle.NUMBER, label_rows=0)

    def _dated(self, words: str) -> str:
        """Return words of the form with the years that it is filled in for: 上年决算数 is 2022年决算数."""
        year = self._evaluation.year
        if year is None:
            return words
        return _LAST_YEAR.sub(f"{year - 1}年", _THIS_YEAR.sub(f"{year}年", words))

    def _section(self, name: str, section: Section, below: Sequence[str]) -> None:
        department = self._evaluation.department
        if section.listed:
            self._lines(name, below, getattr(department, section))
        elif section is Section.PROCUREMENT:
            self._procurement(name)
        elif section is Section.BUILDINGS:
            self._buildings(name)
        elif section is Section.SAVINGS:
            self._put((name, department.saving_measures or ""), BoxStyle.VALUE, span=3 * _SPAN)
        else:
            lines = all_lines((*department.by_nature, *department.by_source))
            self._amounts(name, next((line for line in lines if _same(line.label, name)), None))

    def _lines(self, name: str, below: Sequence[str], lines: Sequence[BudgetLine]) -> None:
        """Put the row NAME with its sums, then those BELOW it in the form, then the lines that the form does not name.

        A line of that name brings its own numbers.
        """
        own = next((line for line in lines if _same(line.label, name)), None)
        others = [line for line in lines if line is not own]
        fields = map(amount_field, self._form.fund_columns)
        sums = {field: _sum([getattr(line, field) for line in others]) for field in fields}
        self._amounts(name, own if own is not None else BudgetLine(label=name, **sums))
        rest = [*all_lines((*(own.parts if own is not None else ()), *others))]
        for label in below:
            line = next((line for line in rest if _same(line.label, label)), None)
            rest = [each for each in rest if each is not line]
            self._amounts(label, line)
        for line in rest:
            self._amounts(line.label, line)

    def _amounts(self, label: str, line: BudgetLine | None) -> None:
        heads = self._form.fund_columns
        texts = (self._facts.entry(getattr(line, amount_field(head))) if line is not None else "" for head in heads)
        named = ((1 + place * _SPAN, head) for place, head in enumerate(heads))
        self._count(BlockKind.AMOUNTS, ((0, ""), *named))
        self._put((self._dated(label), *texts), BoxStyle.NUMBER)

    def _count(self, kind: BlockKind, heads: tuple[tuple[int, str], ...]) -> None:
        """Note that the next row is filled from a list: one more of the block above it, or the first of a block."""
        last = self._blocks[-1] if self._blocks else None
        if last is not None and last.kind is kind and last.first + last.rows == self._row:
            self._blocks[-1] = replace(last, rows=last.rows + 1)
        else:
            self._blocks.append(Block(kind, self._row, 1, heads))

    def _procurement(self, name: str) -> None:
        bought = self._evaluation.department.procurement
        if bought is None:
            self._amounts(name, None)
            return
        line = BudgetLine(label=name, last_year=bought.last_year, initial=bought.planned, executed=bought.actual)
        self._amounts(name, line)

    def _buildings(self, name: str) -> None:
        """Put the heads and a row for each building; the label goes down beside a building without a name."""
        buildings = self._evaluation.department.buildings or (Building(name=""),)
        tall = 1 + len(buildings) if all(not building.name for building in buildings) else 1
        self._put((self._dated(name), *self._form.building_heads), BoxStyle.HEAD, label_rows=tall, span=1)
        for building in buildings:
            label_rows = 0 if tall > 1 else 1
            self._count(BlockKind.BUILDINGS, ((0, ""), *enumerate(self._form.building_heads, 1)))
            self._put((building.name, *_building(building)), BoxStyle.NUMBER, label_rows, span=1)


def _same(label: str, name: str) -> bool:
    return core_label(label) == core_label(name)


def _sum(values: Sequence[Entry]) -> Decimal | None:
    numbers = [value for value in values if isinstance(value, Decimal)]
    return sum(numbers, Decimal(0)) if numbers and len(numbers) == len(values) else None


def _building(building: Building) -> Iterator[str]:
    pairs = (
        (building.approved_area, building.actual_area),
        (building.approved_investment, building.actual_investment),
    )
    for approved, actual in pairs:
        yield from (entry_text(approved), entry_text(actual), rate_text(actual, approved))


def rate_text(part: Entry, whole: Entry) -> str:
    """Return PART ÷ WHOLE in per cent with two decimals at most; blank where one is missing or WHOLE is zero."""
    if not isinstance(part, Decimal) or not isinstance(whole, Decimal) or whole == 0:
        return ""
    share = (part / whole * _HUNDRED).quantize(_CENT, rounding=ROUND_HALF_UP).normalize()
    return f"{share:f}%"
