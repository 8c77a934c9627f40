"""An evaluation as the rows of a page: each cell with its path, its words, whether it is open; scores beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pydantic import BaseModel

from jixiao.evaluations import Attainment, FundRow, IndicatorRow, SelfEvaluation, joined_target, plain_name
from jixiao.packs import Kind
from jixiao.quantities import plain
from jixiao.rendering.forms.boxes import entry_text
from jixiao.rendering.scorecard import explanation_rows
from jixiao.scoring import Basis, LevelSum, Line, Scorecard
from jixiao.web.sheets.editing import OPEN
from jixiao.web.sheets.models import State

_JOINED = "joined"
_DEEPEST = 3
Head = tuple[str, str, str]
GOALS_HEADS: tuple[Head, ...] = (
    ("name", "指标名称", "wide"),
    ("weight", "分值", "narrow"),
    ("nature", "符号", "narrow"),
    ("target", "指标值", ""),
    ("unit", "单位", "narrow"),
    ("last_year", "上年完成", ""),
)
FILLING_HEADS: tuple[Head, ...] = (
    ("weight", "分值", "narrow"),
    (_JOINED, "年度指标值", ""),
    ("actual", "实际完成值", ""),
    ("attainment", "达成程度", ""),
    ("reason", "偏差原因及改进措施", "wide"),
    ("score", "评定得分", "narrow"),
)
FUND_HEADS: tuple[Head, ...] = (
    ("initial", "年初预算数", "number"),
    ("adjusted", "全年预算数", "number"),
    ("executed", "全年执行数", "number"),
    ("reason", "说明", "wide"),
)
GOAL_HEADS: tuple[Head, ...] = (("expected", "预期目标", "wide"), ("reached", "实际完成情况", "wide"))
_ONLY_AFTER_THE_YEAR = frozenset({"executed", "reason", "reached"})
_CHOICES = {"attainment": tuple(each.value for each in Attainment), "nature": ("≥", "≤", "＝", "＞", "＜")}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: ``open`` where it may be typed into; ``choices`` where one of several has to be chosen."""

    path: str
    label: str
    text: str
    open: bool
    look: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the page: the names of its levels, its cells, and what scoring says of it.

    ``group`` tells that it is the heading of a level; ``parts`` is then what its rows add up to, ``empty`` tells that
    it has none; ``wrong`` that the sum is another than it should be.
    """

    path: str
    levels: tuple[str, ...]
    cells: tuple[Cell, ...] = ()
    score: str = ""
    why: tuple[str, ...] = ()
    group: bool = False
    empty: bool = False
    parts: str = ""
    wrong: bool = False

    @property
    def depth(self) -> int:
        """How deep in the tree it stands, from 1."""
        return len(self.levels)

    @property
    def may_part(self) -> bool:
        """Tell whether there may be rows below it."""
        return self.depth < _DEEPEST


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet as a page shows it; ``heads`` are those of the indicators."""

    heads: tuple[Head, ...]
    fund_heads: tuple[Head, ...]
    goal_heads: tuple[Head, ...]
    funds: tuple[Row, ...]
    goals: tuple[Row, ...]
    indicators: tuple[Row, ...]
    execution: Row | None

    @property
    def scored_rows(self) -> tuple[Row, ...]:
        """The rows that earn points, and headings with their sums."""
        return (*self.indicators, *((self.execution,) if self.execution is not None else ()))


def page_of(evaluation: SelfEvaluation, card: Scorecard | None, state: State, may_edit: bool) -> Page:
    """Return EVALUATION as rows; cells are open as STATE lets them be, none where the person may not edit."""
    builder = _Builder(card, OPEN.get(state) if may_edit else None)
    early = state is State.GOALS
    heads = GOALS_HEADS if early else _filling_heads(card)
    fund_heads, goal_heads = (_early(each) if early else each for each in (FUND_HEADS, GOAL_HEADS))
    return Page(
        heads=heads,
        fund_heads=fund_heads,
        goal_heads=goal_heads,
        funds=tuple(builder.fund(at, fund, fund_heads) for at, fund in enumerate(evaluation.funds)),
        goals=tuple(
            Row(f"goals/{at}", (), builder.cells(f"goals/{at}", "目标", goal_heads, goal))
            for at, goal in enumerate(evaluation.goals)
        ),
        indicators=tuple(builder.below(evaluation.indicators, "indicators", (), heads)),
        execution=builder.execution(),
    )


def _early(heads: tuple[Head, ...]) -> tuple[Head, ...]:
    return tuple(head for head in heads if head[0] not in _ONLY_AFTER_THE_YEAR)


def _filling_heads(card: Scorecard | None) -> tuple[Head, ...]:
    """Leave out what no indicator asks for: the degree of attainment, the points that a person gives."""
    lines = card.lines if card is not None else ()
    unasked = set()
    if not any(_graded(line) for line in lines):
        unasked.add("attainment")
    if all(line.basis is Basis.COMPUTED for line in lines) and lines:
        unasked.add("score")
    return tuple(head for head in FILLING_HEADS if head[0] not in unasked)


def _graded(line: Line) -> bool:
    return line.kind is Kind.QUALITATIVE or bool(line.row and line.row.attainment)


class _Builder:
    """Rows of a page; ``opened`` is the pattern of the paths that may be typed into, ``None`` where none may."""

    def __init__(self, card: Scorecard | None, opened: re.Pattern[str] | None) -> None:
        self._opened = opened
        self._execution = card.execution if card is not None else None
        self._lines = {id(line.row): line for line in card.lines} if card is not None else {}
        self._levels = {level.path: level for level in card.levels} if card is not None else {}

    def fund(self, at: int, fund: FundRow, heads: tuple[Head, ...]) -> Row:
        """Return the row of a fund."""
        path = f"funds/{at}"
        return Row(path, (fund.label,), self.cells(path, fund.label, heads, fund))

    def cells(self, path: str, name: str, heads: tuple[Head, ...], record: BaseModel) -> tuple[Cell, ...]:
        """Return the cells of RECORD under HEADS."""
        return tuple(
            Cell(
                path=f"{path}/{field}",
                label=f"{name}：{label}",
                text=_text(record, field),
                open=self._opened is not None and self._opened.fullmatch(f"{path}/{field}") is not None,
                look=look,
                choices=_CHOICES.get(field, ()),
            )
            for field, label, look in heads
        )

    def below(
        self, rows: tuple[IndicatorRow, ...], path: str, above: tuple[str, ...], heads: tuple[Head, ...]
    ) -> Iterator[Row]:
        """Yield the rows below a node: a heading for each level, and the lowest indicators."""
        for at, row in enumerate(rows):
            here, levels = f"{path}/{at}", (*above, row.name)
            if row.children or only_a_heading(row, len(levels)):
                yield self._heading(row, here, levels)
                yield from self.below(row.children, f"{here}/children", levels, heads)
                continue
            line = self._lines.get(id(row))
            cells = tuple(self._scored(cell, line) for cell in self.cells(here, row.name, heads, row))
            yield Row(here, levels, cells, points(line), tuple(explanation_rows(line)) if line is not None else ())

    def _heading(self, row: IndicatorRow, path: str, levels: tuple[str, ...]) -> Row:
        level = self._levels.get(tuple(plain_name(name) for name in levels))
        return Row(
            path,
            levels,
            group=True,
            empty=not row.children,
            parts=_parts(row, level),
            wrong=level is not None and level.weight is not None and level.weight != level.parts_weight,
        )

    def _scored(self, cell: Cell, line: Line | None) -> Cell:
        """Close what nobody has to type: points that come by a formula, the degree of what is measured in numbers."""
        if line is None:
            return cell
        if cell.path.endswith("/score") and line.basis is Basis.COMPUTED:
            return replace(cell, open=False, text="")
        if cell.path.endswith("/attainment") and not _graded(line):
            return replace(cell, open=False)
        return cell

    def execution(self) -> Row | None:
        """Return the row of budget execution where it earns points."""
        line = self._execution
        return Row("execution", ("预算执行率",), (), points(line), tuple(explanation_rows(line))) if line else None


def only_a_heading(row: IndicatorRow, depth: int) -> bool:
    """Tell whether a node at DEPTH (from 1) without rows below it is the place for some, and no indicator itself."""
    if depth == 1:
        return True
    return depth < _DEEPEST and row.weight is None and not row.target and not row.actual


def _parts(row: IndicatorRow, level: LevelSum | None) -> str:
    if level is None:
        return f"{plain(row.weight)}分" if row.weight is not None else ""
    told = f"{plain(level.parts_weight)}分"
    if level.weight is None or level.weight == level.parts_weight:
        return told
    return f"应为{plain(level.weight)}分，现在合计{told}"


def _text(record: BaseModel, field: str) -> str:
    if field == _JOINED:
        return joined_target(record) if isinstance(record, IndicatorRow) else ""
    value = getattr(record, field)
    return value.value if isinstance(value, Attainment) else value if isinstance(value, str) else entry_text(value)


def points(line: Line | None) -> str:
    """Return the score of LINE as a page shows it; a blank while it cannot be scored."""
    if line is None or line.score is None:
        return ""
    return plain(line.score)


def shown(value: Decimal | None) -> str:
    """Return a number as a page shows it; nothing where there is none."""
    return "" if value is None else plain(value)
