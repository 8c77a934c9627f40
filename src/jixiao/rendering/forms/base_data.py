"""The base data table (基础数据表): staff, expenses, procurement, buildings, savings, in the rows that the pack names.

Only sums of lines that are all filled in are worked out; a blank stays blank.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from jixiao.evaluations import BudgetLine, Building, Mark, SelfEvaluation, Subject
from jixiao.packs import FormTable, Pack
from jixiao.rendering.forms.layout import Block, BlockKind, Box, BoxStyle, Sheet, entry_text

Entry = Decimal | Mark | None
_AMOUNT_COLUMNS = (("上年", "last_year"), ("预算", "initial"), ("决算", "executed"))
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
        _Table(evaluation, form).sheet()
        for form in pack.forms
        if evaluation.subject in form.subjects and not form.indicator_columns
    )


class _Table:
    """One table on its way from data to boxes, row by row."""

    def __init__(self, evaluation: SelfEvaluation, form: FormTable) -> None:
        self._evaluation = evaluation
        self._form = form
        self._boxes: list[Box] = []
        self._blocks: list[Block] = []
        self._row = 0

    def sheet(self) -> Sheet:
        """Return the finished table."""
        self._staff()
        self._amount_heads()
        for name in self._form.fund_rows:
            self._section(name)
        year = f"（{self._evaluation.year}年度）" if self._evaluation.year else ""
        blocks = tuple(self._blocks)
        name = self._form.title
        return Sheet(name, year, tuple(self._boxes), _WIDTHS, self._form.landscape, blocks, name)

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
        self._put(("财政供养人员情况（人）", "编制数", "实际在职人数", "控制率"), BoxStyle.HEAD, label_rows=2)
        self._put(("", entry_text(posts), entry_text(staff), rate_text(staff, posts)), BoxStyle.NUMBER, label_rows=0)

    def _amount_heads(self) -> None:
        self._put(("经费控制情况（万元）", *map(self._dated, self._form.fund_columns)), BoxStyle.HEAD)

    def _dated(self, head: str) -> str:
        """Return a head of the form with the years that it is filled in for: 上年决算数 is 2022年决算数."""
        year = self._evaluation.year
        if year is None:
            return head
        return re.sub("^本年", f"{year}年", re.sub("^上年", f"{year - 1}年", head))

    def _section(self, name: str) -> None:
        sections = ((words, fill) for words, fill in _SECTIONS if words in name)
        _, fill = next(sections, ("", _Table._line_of_budget))
        fill(self, name)

    def _lines(self, name: str, lines: Sequence[BudgetLine]) -> None:
        """Put the row NAME with its sums, then its lines; a line of that name brings its own numbers."""
        own = next((line for line in lines if _same(line.label, name)), None)
        others = [line for line in lines if line is not own]
        if own is not None:
            self._amounts(name, own)
        else:
            sums = {field: _sum([getattr(line, field) for line in others]) for _, field in _AMOUNT_COLUMNS}
            self._amounts(name, BudgetLine(label=name, **sums))
        for line in (*(own.parts if own is not None else ()), *others):
            self._with_parts(line)

    def _with_parts(self, line: BudgetLine) -> None:
        self._amounts(line.label, line)
        for part in line.parts:
            self._with_parts(part)

    def _amounts(self, label: str, line: BudgetLine) -> None:
        texts = (entry_text(getattr(line, _field_of(head))) for head in self._form.fund_columns)
        heads = ((1 + place * _SPAN, head) for place, head in enumerate(self._form.fund_columns))
        self._count(BlockKind.AMOUNTS, ((0, ""), *heads))
        self._put((label, *texts), BoxStyle.NUMBER)

    def _count(self, kind: BlockKind, heads: tuple[tuple[int, str], ...]) -> None:
        """Note that the next row is filled from a list: one more of the block above it, or the first of a block."""
        last = self._blocks[-1] if self._blocks else None
        if last is not None and last.kind is kind and last.first + last.rows == self._row:
            self._blocks[-1] = replace(last, rows=last.rows + 1)
        else:
            self._blocks.append(Block(kind, self._row, 1, heads))

    def _three_public(self, name: str) -> None:
        self._lines(name, self._evaluation.department.three_public)

    def _projects(self, name: str) -> None:
        self._lines(name, self._evaluation.department.projects)

    def _operating(self, name: str) -> None:
        self._lines(name, self._evaluation.department.operating)

    def _procurement(self, name: str) -> None:
        bought = self._evaluation.department.procurement
        planned, actual = (bought.planned, bought.actual) if bought is not None else (None, None)
        self._amounts(name, BudgetLine(label=name, initial=planned, executed=actual))

    def _line_of_budget(self, name: str) -> None:
        lines = (*self._evaluation.department.by_nature, *self._evaluation.department.by_source)
        self._amounts(name, next((line for line in lines if _same(line.label, name)), BudgetLine(label=name)))

    def _buildings(self, name: str) -> None:
        buildings = self._evaluation.department.buildings
        heads = (
            "批复规模（㎡）",
            "实际规模（㎡）",
            "规模控制率",
            "预算投资（万元）",
            "实际投资（万元）",
            "投资概算控制率",
        )
        self._put((name, *heads), BoxStyle.HEAD, span=1)
        for building in buildings or (Building(name=""),):
            self._count(BlockKind.BUILDINGS, ((0, ""), *enumerate(heads, 1)))
            self._put((building.name, *_building(building)), BoxStyle.NUMBER, span=1)

    def _savings(self, name: str) -> None:
        self._put((name, self._evaluation.department.saving_measures or ""), BoxStyle.VALUE, span=3 * _SPAN)


_SECTIONS: tuple[tuple[str, Callable[[_Table, str], None]], ...] = (
    ("三公", _Table._three_public),
    ("项目支出", _Table._projects),
    ("公用经费", _Table._operating),
    ("采购", _Table._procurement),
    ("楼堂馆所", _Table._buildings),
    ("节约", _Table._savings),
)


def _field_of(head: str) -> str:
    return next((field for words, field in _AMOUNT_COLUMNS if words in head), "adjusted")


def _same(label: str, name: str) -> bool:
    return re.sub(r"[“”\"：]", "", label) == re.sub(r"[“”\"：]", "", name)


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
