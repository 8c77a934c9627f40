"""Which words stand in which box of an official form: the self-evaluation table, as the pack declares it.

Columns are named in the pack as they are printed. What belongs under a head is told by the same words by which
recognition reads a stranger's form, so that what is printed can be read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from jixiao.evaluations import (
    FundRow,
    IndicatorRow,
    SelfEvaluation,
    joined_actual,
    joined_target,
    parted,
    plain_name,
    pointed_name,
)
from jixiao.packs import Band, Fact, FormCell, FormTable, Pack, core_label, placed
from jixiao.quantities import plain
from jixiao.recognition import Column, column_of
from jixiao.rendering.forms.boxes import Block, BlockKind, Box, BoxStyle, Sheet, title_of
from jixiao.rendering.forms.facts import FactPrinter, signature_line
from jixiao.rendering.forms.printed import LEVELS, meaning_of

_WIDTHS = {
    **dict.fromkeys(LEVELS, 12),
    **dict.fromkeys((Column.WEIGHT, Column.SCORE, Column.UNIT, Column.NATURE, Column.COEFFICIENT), 7),
    Column.INDICATOR: 18,
    Column.REASON: 20,
    Column.EXPLANATION: 24,
}
_WIDTH_OF_OTHERS = 12
_WIDTH_OF_LABELS = 6
_AROUND_NUMBERS = 3
_SHORT_HEAD = 3
_FUND_SIDE = "资金情况（万元）"


def form_sheets(evaluation: SelfEvaluation, pack: Pack) -> tuple[Sheet, ...]:
    """Return the self-evaluation tables of PACK filled with EVALUATION, whose scores are filled in already."""
    forms = pack.evaluation_forms(evaluation.subject, evaluation.edition)
    return tuple(_Form(evaluation, pack, form).sheet() for form in forms)


class _Form:
    """One form on its way from data to boxes, row by row."""

    def __init__(self, evaluation: SelfEvaluation, pack: Pack, form: FormTable) -> None:
        self._evaluation = evaluation
        self._pack = pack
        self._form = form
        self._facts = FactPrinter(evaluation, pack, form)
        self._columns = [column_of(head) for head in form.indicator_columns]
        self._width = form.width
        self._side = self._width - len(self._columns)
        self._boxes: list[Box] = []
        self._blocks: list[Block] = []
        self._row = 0

    def sheet(self) -> Sheet:
        """Return the finished form."""
        self._cells(self._form.head_for(self._evaluation.subject), 0)
        self._funds()
        self._goals()
        self._indicators()
        self._sum()
        self._grade()
        title, subtitle = title_of(self._form, self._evaluation.year)
        widths = (_WIDTH_OF_LABELS,) * self._side + tuple(map(self._width_of, range(len(self._columns))))
        below = (*self._form.notes, *signature_line(self._form, self._evaluation))
        form, boxes, blocks = self._form, tuple(self._boxes), tuple(self._blocks)
        return Sheet(title, subtitle, boxes, widths, form.landscape, form.annex or "", below, blocks, form.name)

    def _width_of(self, place: int) -> int:
        """Return the width of a column in characters: that of its kind, or what numbers and short heads need."""
        boxes = [box for box in self._boxes if box.column == place + self._side and box.column_span == 1]
        numbers = [len(box.text) for box in boxes if box.style is BoxStyle.NUMBER]
        heads = [2 * len(box.text) for box in boxes if box.style is BoxStyle.HEAD and len(box.text) <= _SHORT_HEAD]
        usual = _WIDTHS.get(self._columns[place], _WIDTH_OF_OTHERS)
        return max(usual, max([*numbers, *heads], default=0) + _AROUND_NUMBERS)

    def _put(self, text: str, column: int, columns: int = 1, rows: int = 1, style: BoxStyle = BoxStyle.VALUE) -> None:
        self._boxes.append(Box(text, self._row, column, rows, columns, style))

    def _next(self, rows: int = 1) -> None:
        self._row += rows

    def _block(self, kind: BlockKind, rows: int, heads: Iterable[tuple[int, str]]) -> None:
        """Note that the next ROWS rows are filled from a list."""
        self._blocks.append(Block(kind, self._row, rows, tuple(heads)))

    def _put_side(self, text: str, rows: int) -> None:
        """Put the label down the left of a block; a form without a side has none."""
        if self._side:
            self._put(text, 0, self._side, rows, BoxStyle.LABEL)

    def _cells(self, rows: Sequence[Sequence[FormCell]], left: int) -> None:
        """Put free rows from column LEFT on."""
        for number, column, cell in placed(rows):
            box = Box(self._facts.text(cell), self._row + number, left + column, cell.rows, cell.columns, _style(cell))
            self._boxes.append(box)
        self._next(len(rows))

    def _funds(self) -> None:
        """Put the fund table: heads, the rows of the data and those of the form that it leaves blank, and its foot."""
        form = self._form
        rows = self._fund_rows()
        if not form.fund_columns or not rows:
            return
        first = self._width - len(form.fund_columns)
        self._put_side(form.fund_side or _FUND_SIDE, 1 + len(rows) + len(form.fund_foot))
        self._put(form.fund_corner, self._side, first - self._side, style=BoxStyle.HEAD)
        for place, head in enumerate(form.fund_columns):
            self._put(head, first + place, style=BoxStyle.HEAD)
        self._next()
        self._block(BlockKind.FUNDS, len(rows), ((self._side, ""), *enumerate(form.fund_columns, first)))
        for row in rows:
            self._put(row.label, self._side, first - self._side, style=BoxStyle.LABEL)
            for place, head in enumerate(form.fund_columns):
                self._put(self._fund_text(row, column_of(head)), first + place, style=BoxStyle.NUMBER)
            self._next()
        self._cells(form.fund_foot, self._side)

    def _fund_rows(self) -> list[FundRow]:
        """Return the rows of the data in order, with the form's rows that it lacks where the form has them."""
        rows = list(self._evaluation.funds)
        at = 0
        for name in self._form.fund_rows:
            same = (place for place, row in enumerate(rows) if core_label(row.label) == core_label(name))
            place = next(same, None)
            if place is None:
                rows.insert(at, FundRow(label=name))
                place = at
            at = place + 1
        return [*(FundRow(label="") for _ in range(self._form.blank_rows.before_funds)), *rows]

    def _fund_text(self, row: FundRow, column: Column) -> str:
        texts = {
            Column.INITIAL: self._facts.entry(row.initial),
            Column.ADJUSTED: self._facts.entry(row.adjusted),
            Column.EXECUTED: self._facts.entry(row.executed),
            Column.RATE: row.rate or "",
            Column.WEIGHT: _points(row.weight),
            Column.SCORE: _points(row.score),
            Column.REASON: row.reason or "",
        }
        return texts.get(column, "")

    def _goals(self) -> None:
        goals = self._evaluation.goals
        if not goals or self._form.goals_in_head:
            return
        pairs = [(goal.expected or "", goal.reached or "") for goal in goals]
        pairs += [("", "")] * self._form.blank_rows.after_goals
        half = (self._width - self._side) // 2
        named = ((self._side, "预期目标"), (self._side + half, "实际完成情况"))
        self._blocks.append(Block(BlockKind.GOALS, self._row + 1, len(pairs), named))
        self._put_side(self._form.goal_side, 1 + len(pairs))
        for texts, style in ((self._form.goal_heads, BoxStyle.HEAD), *((pair, BoxStyle.VALUE) for pair in pairs)):
            expected, reached = texts
            self._put(expected, self._side, half, style=style)
            self._put(reached, self._side + half, self._width - self._side - half, style=style)
            self._next()

    def _indicators(self) -> None:
        leaves = sum(1 for _ in self._evaluation.leaves())
        if not leaves:
            return
        blank = self._form.blank_rows.before_indicators
        self._put_side(self._form.indicator_side, 1 + blank + leaves)
        for place, head in enumerate(self._form.indicator_columns):
            self._put(head, self._side + place, style=BoxStyle.HEAD)
        self._next()
        self._block(BlockKind.INDICATORS, blank + leaves, enumerate(self._form.indicator_columns, self._side))
        for _ in range(blank):
            for place in range(len(self._columns)):
                self._put("", self._side + place)
            self._next()
        for node in self._evaluation.indicators:
            self._branch(node, 0)

    def _branch(self, node: IndicatorRow, depth: int) -> None:
        """Put the boxes of a branch: each level once, down all of its rows, and a row for every lowest indicator."""
        if node.children:
            self._level(node, depth, sum(1 for _ in node.leaves()))
            for child in node.children:
                self._branch(child, depth + 1)
            return
        self._lowest_name(node, depth)
        for place, column in enumerate(self._columns):
            if column not in LEVELS and not self._is_level_weight(place):
                style = BoxStyle.NUMBER if column in (Column.WEIGHT, Column.SCORE) else BoxStyle.VALUE
                head = self._form.indicator_columns[place]
                self._put(self._indicator_text(node, column, head), self._side + place, style=style)
        self._next()

    def _level_columns(self) -> list[int]:
        return [place for place, column in enumerate(self._columns) if column in LEVELS]

    def _level(self, node: IndicatorRow, depth: int, rows: int) -> None:
        levels = self._level_columns()
        if depth >= len(levels) - 1:
            return
        place = levels[depth]
        weight_apart = self._is_level_weight(place + 1)
        name = node.name if weight_apart else _level_name(node)
        self._put(name, self._side + place, rows=rows, style=BoxStyle.LABEL)
        if weight_apart:
            self._put(_points(node.weight), self._side + 1 + place, rows=rows, style=BoxStyle.NUMBER)

    def _lowest_name(self, node: IndicatorRow, depth: int) -> None:
        """Put the name of a lowest row into the last level column; level columns that it skips stay empty."""
        levels = self._level_columns()
        for place in levels[depth:-1]:
            self._put("", self._side + place)
            if self._is_level_weight(place + 1):
                self._put("", self._side + 1 + place, style=BoxStyle.NUMBER)
        if levels:
            self._put(node.name, self._side + levels[-1])

    def _is_level_weight(self, place: int) -> bool:
        """Tell whether the column at PLACE is the weight of the level before it, with another level still to come."""
        later = any(column in LEVELS for column in self._columns[place + 1 :])
        return 0 < place < len(self._columns) and self._columns[place] is Column.WEIGHT and later

    def _indicator_text(self, row: IndicatorRow, column: Column, head: str) -> str:
        apart = parted(row)
        whole = Column.NATURE not in self._columns and Column.UNIT not in self._columns
        texts = {
            Column.TARGET: joined_target(row) if whole else apart.target,
            Column.ACTUAL: joined_actual(row) if whole else apart.actual,
            Column.NATURE: apart.sign,
            Column.UNIT: apart.unit,
            Column.WEIGHT: _points(row.weight),
            Column.SCORE: _points(row.score),
            Column.REASON: row.measure if head.startswith("改进") else row.reason,
            Column.EXPLANATION: meaning_of(row, self._pack),
        }
        return texts.get(column) or ""

    def _sum(self) -> None:
        """Put the total: the words over all columns before the points, then full points and score."""
        if self._form.total_row:
            self._cells((self._form.total_row,), 0)
            return
        points = [place for place, column in enumerate(self._columns) if column in (Column.WEIGHT, Column.SCORE)]
        points = [place for place in points if not self._is_level_weight(place)]
        if not points:
            return
        self._put("总分", 0, self._side + points[0], style=BoxStyle.LABEL)
        for place in range(points[0], len(self._columns)):
            texts = {Column.WEIGHT: self._facts.whole(), Column.SCORE: _points(self._evaluation.total)}
            column = self._columns[place] if place in points else Column.OTHER
            self._put(texts.get(column, ""), self._side + place, style=BoxStyle.NUMBER)
        self._next()

    def _grade(self) -> None:
        """Put the grade as ticked boxes, with the limits of each."""
        if not self._form.grade_row:
            return
        label = 1 + self._side
        self._put("评价等级", 0, label, style=BoxStyle.LABEL)
        self._put(ticked_grades(self._evaluation, self._pack), label, self._width - label)
        self._next()


def ticked_grades(evaluation: SelfEvaluation, pack: Pack) -> str:
    """Return the grades of PACK with the limits of each, that of EVALUATION ticked."""
    boxes = ("☑" if band.name == evaluation.grade else "□" for band in pack.grades)
    return "；　".join(f"{box}{band.name} {_limits(band)}" for box, band in zip(boxes, pack.grades, strict=True))


def _limits(band: Band) -> str:
    upper = f"<{plain(band.below)}分" if band.below is not None else "≤100分"
    return f"{plain(band.at_least)}分≤得分{upper}" if band.at_least > 0 else f"得分{upper}"


def _points(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _level_name(node: IndicatorRow) -> str:
    """Return the words for a level: as the form had them, unless name or points have changed since."""
    label = node.label
    told = label is not None and plain_name(label) == node.name
    points = "" if node.weight is None else rf"(?<!\d){re.escape(plain(node.weight))}(?!\d)"
    if label is not None and told and re.search(points, label):
        return label
    return pointed_name(node.name, node.weight)


def _style(cell: FormCell) -> BoxStyle:
    if cell.fact is None:
        return BoxStyle.LABEL
    points = cell.fact in (Fact.FULL_MARK, Fact.TOTAL, Fact.UNITS)
    return BoxStyle.NUMBER if not cell.text and (points or cell.fact.of_a_line) else BoxStyle.VALUE
