"""An evaluation as the rows of a page: each cell with its path, its words, whether it is open; scores beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pydantic import BaseModel

from jixiao.evaluations import Attainment, FundRow, IndicatorRow, SelfEvaluation, joined_target
from jixiao.packs import Kind
from jixiao.quantities import plain
from jixiao.rendering.forms.boxes import entry_text
from jixiao.rendering.scorecard import explanation_rows
from jixiao.scoring import Basis, Line, Scorecard
from jixiao.web.sheets.editing import OPEN
from jixiao.web.sheets.models import State

_JOINED = "joined"
Head = tuple[str, str, str]
GOALS_HEADS: tuple[Head, ...] = (
    ("name", "指标名称", "wide"),
    ("weight", "分值", "narrow"),
    ("nature", "符号", "narrow"),
    ("target", "指标值", ""),
    ("unit", "单位", "narrow"),
    ("last_year", "上年完成", ""),
)
_FILLING_HEADS: tuple[Head, ...] = (
    ("weight", "分值", "narrow"),
    (_JOINED, "年度指标值", ""),
    ("actual", "实际完成值", ""),
    ("attainment", "达成程度", ""),
    ("reason", "偏差原因及改进措施", "wide"),
    ("score", "评定得分", "narrow"),
)
FUND_HEADS: tuple[Head, ...] = (
    ("initial", "年初预算数", ""),
    ("adjusted", "全年预算数", ""),
    ("executed", "全年执行数", ""),
    ("reason", "说明", "wide"),
)
GOAL_HEADS: tuple[Head, ...] = (("expected", "预期目标", "wide"), ("reached", "实际完成情况", "wide"))
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
    """A row of the page: the names of its levels, its cells, and what scoring says of it."""

    path: str
    levels: tuple[str, ...]
    cells: tuple[Cell, ...]
    score: str = ""
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet as a page shows it; ``heads`` are those of the indicators."""

    heads: tuple[Head, ...]
    funds: tuple[Row, ...]
    goals: tuple[Row, ...]
    indicators: tuple[Row, ...]
    execution: Row | None


def page_of(evaluation: SelfEvaluation, card: Scorecard | None, state: State, may_edit: bool) -> Page:
    """Return EVALUATION as rows; cells are open as STATE lets them be, none where the person may not edit."""
    builder = _Builder(card, OPEN.get(state) if may_edit else None)
    heads = GOALS_HEADS if state is State.GOALS else _filling_heads(card)
    return Page(
        heads=heads,
        funds=tuple(builder.fund(at, fund) for at, fund in enumerate(evaluation.funds)),
        goals=tuple(
            Row(f"goals/{at}", (), builder.cells(f"goals/{at}", "目标", GOAL_HEADS, goal))
            for at, goal in enumerate(evaluation.goals)
        ),
        indicators=tuple(builder.below(evaluation.indicators, "indicators", (), heads)),
        execution=builder.execution(),
    )


def _filling_heads(card: Scorecard | None) -> tuple[Head, ...]:
    """Leave out what no indicator asks for: the degree of attainment, the points that a person gives."""
    lines = card.lines if card is not None else ()
    unasked = set()
    if not any(line.kind is Kind.QUALITATIVE or (line.row and line.row.attainment) for line in lines):
        unasked.add("attainment")
    if all(line.basis is Basis.COMPUTED for line in lines) and lines:
        unasked.add("score")
    return tuple(head for head in _FILLING_HEADS if head[0] not in unasked)


class _Builder:
    """Rows of a page; ``opened`` is the pattern of the paths that may be typed into, ``None`` where none may."""

    def __init__(self, card: Scorecard | None, opened: re.Pattern[str] | None) -> None:
        self._card = card
        self._opened = opened
        self._lines = {id(line.row): line for line in card.lines} if card is not None else {}

    def fund(self, at: int, fund: FundRow) -> Row:
        """Return the row of a fund."""
        path = f"funds/{at}"
        return Row(path, (fund.label,), self.cells(path, fund.label, FUND_HEADS, fund))

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
        """Yield the rows of the lowest indicators below a node."""
        for at, row in enumerate(rows):
            here, levels = f"{path}/{at}", (*above, row.name)
            if row.children:
                yield from self.below(row.children, f"{here}/children", levels, heads)
                continue
            line = self._lines.get(id(row))
            cells = tuple(self._scored(cell, line) for cell in self.cells(here, row.name, heads, row))
            yield Row(here, levels, cells, points(line), tuple(explanation_rows(line)) if line is not None else ())

    def _scored(self, cell: Cell, line: Line | None) -> Cell:
        """Close the points that come by a formula: nobody has to type them."""
        computed = line is not None and line.basis is Basis.COMPUTED
        return replace(cell, open=False, text="") if cell.path.endswith("/score") and computed else cell

    def execution(self) -> Row | None:
        """Return the row of budget execution where it earns points."""
        line = self._card.execution if self._card is not None else None
        return Row("execution", ("预算执行率",), (), points(line), tuple(explanation_rows(line))) if line else None


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
