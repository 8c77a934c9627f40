"""Which words stand in which box of an official form: the self-evaluation table, as the pack's columns prescribe it.

Columns are named in the pack as they are printed. What belongs under a head is told by the same words by which
recognition reads a stranger's form, so that what is printed can be read back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from jixiao.evaluations import (
    Department,
    FundRow,
    IndicatorRow,
    Mark,
    SelfEvaluation,
    Subject,
    core_name,
    joined_actual,
    joined_target,
    parted,
)
from jixiao.packs import Band, FormTable, IndicatorRule, Pack
from jixiao.quantities import plain
from jixiao.recognition import Column, column_of

_LEVELS = (Column.DIMENSION, Column.CATEGORY, Column.INDICATOR)
_WIDTHS = {
    **dict.fromkeys(_LEVELS, 12),
    **dict.fromkeys((Column.WEIGHT, Column.SCORE, Column.UNIT, Column.NATURE, Column.COEFFICIENT), 7),
    Column.INDICATOR: 18,
    Column.REASON: 20,
    Column.EXPLANATION: 24,
}
_WIDTH_OF_OTHERS = 12
_WIDTH_OF_LABELS = 6
_AROUND_NUMBERS = 3


class BoxStyle(StrEnum):
    """How a box is set: heads and labels are centred and bold, values to the left, numbers centred."""

    HEAD = "head"
    LABEL = "label"
    VALUE = "value"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a form; rows and columns count from 0."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    style: BoxStyle = BoxStyle.VALUE


class BlockKind(StrEnum):
    """What the rows of a form that are filled from a list stand for."""

    FUNDS = "资金"
    GOALS = "目标"
    INDICATORS = "指标"
    AMOUNTS = "经费"
    BUILDINGS = "楼堂馆所"


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of a form that are filled from a list: what they stand for, the first of them, how many there are.

    ``heads`` tell the column and the head of each of its columns, from left to right.
    """

    kind: BlockKind
    first: int
    rows: int
    heads: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form ready to be drawn: title, the line below it, its boxes, and the widths of its columns in characters.

    ``blocks`` say which of its rows are filled from a list, from top to bottom. ``form`` is what the pack calls it.
    """

    title: str
    subtitle: str
    boxes: tuple[Box, ...]
    widths: tuple[int, ...]
    landscape: bool
    blocks: tuple[Block, ...] = ()
    form: str = ""

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return max((box.row + box.row_span for box in self.boxes), default=0)


def form_sheets(evaluation: SelfEvaluation, pack: Pack) -> tuple[Sheet, ...]:
    """Return the self-evaluation tables of PACK filled with EVALUATION, whose scores are filled in already."""
    return tuple(_Form(evaluation, pack, form).sheet() for form in pack.evaluation_forms(evaluation.subject))


def entry_text(entry: Decimal | Mark | None) -> str:
    """Return what is printed for an entry; a blank stays blank."""
    return "" if entry is None else f"{entry:f}" if isinstance(entry, Decimal) else entry.value


class _Form:
    """One form on its way from data to boxes, row by row."""

    def __init__(self, evaluation: SelfEvaluation, pack: Pack, form: FormTable) -> None:
        self._evaluation = evaluation
        self._pack = pack
        self._form = form
        self._columns = [column_of(head) for head in form.indicator_columns]
        self._width = 1 + len(self._columns)
        self._boxes: list[Box] = []
        self._blocks: list[Block] = []
        self._row = 0

    def sheet(self) -> Sheet:
        """Return the finished form."""
        self._identity()
        self._funds()
        self._goals()
        self._indicators()
        self._sum()
        self._grade()
        self._signatures()
        year = f"（{self._evaluation.year}年度）" if self._evaluation.year else ""
        widths = (_WIDTH_OF_LABELS, *map(self._width_of, range(len(self._columns))))
        blocks = tuple(self._blocks)
        name = self._form.title
        return Sheet(name, year, tuple(self._boxes), widths, self._form.landscape, blocks, name)

    def _width_of(self, place: int) -> int:
        """Return the width of a column in characters: that of its kind, or more where its numbers need it."""
        numbers = (
            len(box.text)
            for box in self._boxes
            if box.style is BoxStyle.NUMBER and box.column == place + 1 and box.column_span == 1
        )
        return max(_WIDTHS.get(self._columns[place], _WIDTH_OF_OTHERS), max(numbers, default=0) + _AROUND_NUMBERS)

    def _put(self, text: str, column: int, columns: int = 1, rows: int = 1, style: BoxStyle = BoxStyle.VALUE) -> None:
        self._boxes.append(Box(text, self._row, column, rows, columns, style))

    def _next(self, rows: int = 1) -> None:
        self._row += rows

    def _block(self, kind: BlockKind, rows: int, heads: Iterable[tuple[int, str]]) -> None:
        """Note that the next ROWS rows are filled from a list."""
        self._blocks.append(Block(kind, self._row, rows, tuple(heads)))

    def _identity(self) -> None:
        department = self._evaluation.department.name or ""
        if self._evaluation.subject is Subject.DEPARTMENT:
            self._put("部门名称", 0, 2, style=BoxStyle.LABEL)
            self._put(department, 2, self._width - 2)
            self._next()
            return
        self._put("项目名称", 0, 2, style=BoxStyle.LABEL)
        self._put(self._evaluation.project or "", 2, self._width - 2)
        self._next()
        half = self._width // 2
        self._put("主管部门", 0, 2, style=BoxStyle.LABEL)
        self._put(department, 2, half - 1)
        self._put("实施单位", half + 1, 1, style=BoxStyle.LABEL)
        self._put(department, half + 2, self._width - half - 2)
        self._next()

    def _funds(self) -> None:
        heads = self._form.fund_columns
        if not heads or not self._evaluation.funds:
            return
        first = self._width - len(heads)
        self._put("资金情况（万元）", 0, rows=1 + len(self._evaluation.funds), style=BoxStyle.LABEL)
        self._put("", 1, first - 1, style=BoxStyle.HEAD)
        for place, head in enumerate(heads):
            self._put(head, first + place, style=BoxStyle.HEAD)
        self._next()
        named = ((1, ""), *((first + place, head) for place, head in enumerate(heads)))
        self._block(BlockKind.FUNDS, len(self._evaluation.funds), named)
        for row in self._evaluation.funds:
            self._put(row.label, 1, first - 1, style=BoxStyle.LABEL)
            for place, head in enumerate(heads):
                self._put(self._fund_text(row, column_of(head)), first + place, style=BoxStyle.NUMBER)
            self._next()

    def _fund_text(self, row: FundRow, column: Column) -> str:
        texts = {
            Column.INITIAL: entry_text(row.initial),
            Column.ADJUSTED: entry_text(row.adjusted),
            Column.EXECUTED: entry_text(row.executed),
            Column.RATE: row.rate or "",
            Column.WEIGHT: _points(row.weight),
            Column.SCORE: _points(row.score),
            Column.REASON: row.reason or "",
        }
        return texts.get(column, "")

    def _goals(self) -> None:
        goals = self._evaluation.goals
        if not goals:
            return
        half = (self._width - 1) // 2
        self._put("年度总体目标", 0, rows=1 + len(goals), style=BoxStyle.LABEL)
        self._put("预期目标", 1, half, style=BoxStyle.HEAD)
        self._put("实际完成情况", 1 + half, self._width - 1 - half, style=BoxStyle.HEAD)
        self._next()
        self._block(BlockKind.GOALS, len(goals), ((1, "预期目标"), (1 + half, "实际完成情况")))
        for goal in goals:
            self._put(goal.expected or "", 1, half)
            self._put(goal.reached or "", 1 + half, self._width - 1 - half)
            self._next()

    def _indicators(self) -> None:
        leaves = sum(1 for _ in self._evaluation.leaves())
        if not leaves:
            return
        self._put("绩效指标", 0, rows=1 + leaves, style=BoxStyle.LABEL)
        for place, head in enumerate(self._form.indicator_columns):
            self._put(head, 1 + place, style=BoxStyle.HEAD)
        self._next()
        self._block(BlockKind.INDICATORS, leaves, enumerate(self._form.indicator_columns, 1))
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
            if column not in _LEVELS and not self._is_level_weight(place):
                style = BoxStyle.NUMBER if column in (Column.WEIGHT, Column.SCORE) else BoxStyle.VALUE
                head = self._form.indicator_columns[place]
                self._put(self._indicator_text(node, column, head), 1 + place, style=style)
        self._next()

    def _level_columns(self) -> list[int]:
        return [place for place, column in enumerate(self._columns) if column in _LEVELS]

    def _level(self, node: IndicatorRow, depth: int, rows: int) -> None:
        levels = self._level_columns()
        if depth >= len(levels) - 1:
            return
        place = levels[depth]
        weight_apart = self._is_level_weight(place + 1)
        points = f"（{plain(node.weight)}分）" if node.weight is not None and not weight_apart else ""
        self._put(node.name + points, 1 + place, rows=rows, style=BoxStyle.LABEL)
        if weight_apart:
            self._put(_points(node.weight), 2 + place, rows=rows, style=BoxStyle.NUMBER)

    def _lowest_name(self, node: IndicatorRow, depth: int) -> None:
        """Put the name of a lowest row into the last level column; level columns that it skips stay empty."""
        levels = self._level_columns()
        for place in levels[depth:-1]:
            self._put("", 1 + place)
            if self._is_level_weight(place + 1):
                self._put("", 2 + place, style=BoxStyle.NUMBER)
        if levels:
            self._put(node.name, 1 + levels[-1])

    def _is_level_weight(self, place: int) -> bool:
        """Tell whether the column at PLACE is the weight of the level before it, with another level still to come."""
        later = any(column in _LEVELS for column in self._columns[place + 1 :])
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
            Column.EXPLANATION: row.explanation or self._meaning(row),
        }
        return texts.get(column) or ""

    def _meaning(self, row: IndicatorRow) -> str | None:
        """Return what the pack says that an indicator of the form means."""
        nodes = (node for top in self._pack.indicators for node in top.walk())
        wanted = core_name(row.name)
        return next((node.meaning for node in nodes if wanted in _names(node)), None)

    def _sum(self) -> None:
        """Put the total: the words over all columns before the points, then full points and score."""
        points = [place for place, column in enumerate(self._columns) if column in (Column.WEIGHT, Column.SCORE)]
        points = [place for place in points if not self._is_level_weight(place)]
        if not points:
            return
        self._put("总分", 0, 1 + points[0], style=BoxStyle.LABEL)
        for place in range(points[0], len(self._columns)):
            texts = {Column.WEIGHT: self._whole(), Column.SCORE: _points(self._evaluation.total)}
            column = self._columns[place] if place in points else Column.OTHER
            self._put(texts.get(column, ""), 1 + place, style=BoxStyle.NUMBER)
        self._next()

    def _grade(self) -> None:
        """Put the grade as ticked boxes, with the limits of each."""
        if not self._form.grade_row:
            return
        self._put("评价等级", 0, 2, style=BoxStyle.LABEL)
        self._put(ticked_grades(self._evaluation, self._pack), 2, self._width - 2)
        self._next()

    def _signatures(self) -> None:
        if self._form.signatures:
            self._put("　　　　　　".join(f"{who}：" for who in self._form.signatures), 0, self._width)
            self._next()

    def _whole(self) -> str:
        weights = [row.weight for row in self._evaluation.leaves()]
        fund = self._evaluation.main_fund
        if any(weight is None for weight in weights):
            return ""
        execution = fund.weight if fund is not None and fund.weight is not None else Decimal(0)
        return plain(sum((weight for weight in weights if weight is not None), execution))


def ticked_grades(evaluation: SelfEvaluation, pack: Pack) -> str:
    """Return the grades of PACK with the limits of each, that of EVALUATION ticked."""
    boxes = ("☑" if band.name == evaluation.grade else "□" for band in pack.grades)
    return "　".join(f"{box}{band.name} {_limits(band)}" for box, band in zip(boxes, pack.grades, strict=True))


def _names(node: IndicatorRule) -> set[str]:
    return {core_name(name) for name in (node.name, *node.aliases)}


def _limits(band: Band) -> str:
    upper = f"<{plain(band.below)}分" if band.below is not None else "≤100分"
    return f"{plain(band.at_least)}分≤得分{upper}" if band.at_least > 0 else f"得分{upper}"


def _points(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def all_boxes(sheet: Sheet) -> Iterator[tuple[int, list[Box]]]:
    """Yield the rows of a form with the boxes that begin in them, from left to right."""
    for row in range(sheet.rows):
        yield row, sorted((box for box in sheet.boxes if box.row == row), key=lambda box: box.column)


def printed_part(evaluation: SelfEvaluation, pack: Pack) -> SelfEvaluation:
    """Return what the self-evaluation table of PACK shows of EVALUATION: what reading the printed form can give back.

    A form without a column for something cannot hold it; one with a single level column shows the lowest rows only.
    """
    forms = pack.evaluation_forms(evaluation.subject)
    if not forms:
        return evaluation.model_copy(update={"funds": (), "goals": (), "indicators": (), "total": None, "grade": None})
    form = forms[0]
    columns = {column_of(head) for head in form.indicator_columns}
    levels = sum(column_of(head) in _LEVELS for head in form.indicator_columns)
    tops = evaluation.indicators if levels > 1 else tuple(evaluation.leaves())
    return SelfEvaluation(
        subject=evaluation.subject,
        year=evaluation.year,
        place=evaluation.place,
        department=Department(name=evaluation.department.name),
        project=evaluation.project,
        funds=tuple(_shown_fund(row, form) for row in evaluation.funds) if form.fund_columns else (),
        goals=evaluation.goals,
        indicators=tuple(_shown_row(row, columns) for row in tops),
        total=evaluation.total if Column.SCORE in columns else None,
        grade=evaluation.grade if form.grade_row else None,
    )


_FUND_FIELDS = {
    Column.INITIAL: "initial",
    Column.ADJUSTED: "adjusted",
    Column.EXECUTED: "executed",
    Column.RATE: "rate",
    Column.WEIGHT: "weight",
    Column.SCORE: "score",
    Column.REASON: "reason",
}
_ROW_FIELDS = {
    Column.TARGET: "target",
    Column.ACTUAL: "actual",
    Column.NATURE: "nature",
    Column.UNIT: "unit",
    Column.WEIGHT: "weight",
    Column.SCORE: "score",
    Column.REASON: "reason",
}


def _shown_fund(row: FundRow, form: FormTable) -> FundRow:
    columns = {column_of(head) for head in form.fund_columns}
    if row.weight is not None and any(f"{plain(row.weight)}分" in head for head in form.fund_columns):
        # A head such as 得分（20分*执行率） tells the weight.
        columns.add(Column.WEIGHT)
    shown = {name: getattr(row, name) for column, name in _FUND_FIELDS.items() if column in columns}
    return FundRow(label=row.label, part=row.part, **shown)


def _shown_row(row: IndicatorRow, columns: set[Column]) -> IndicatorRow:
    if row.children:
        children = tuple(_shown_row(child, columns) for child in row.children)
        return IndicatorRow(name=row.name, weight=row.weight, children=children)
    shown = {name: getattr(row, name) for column, name in _ROW_FIELDS.items() if column in columns}
    return IndicatorRow(name=row.name, **shown)
