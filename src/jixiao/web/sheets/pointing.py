"""What is still to be done in a sheet, each with the row at which it is to be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from jixiao.evaluations import plain_name
from jixiao.packs import IndicatorRule
from jixiao.scoring import Line, Scorecard
from jixiao.web.sheets.judging import leaves_of
from jixiao.web.sheets.models import State
from jixiao.web.sheets.presenting import only_a_heading


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to be done. ``path`` is the cell or row that it is about, empty for the whole sheet.

    ``kind``: ``blank`` a value is missing, ``unscored`` a value cannot be scored, ``reason`` a reason is due,
    ``whole`` it is about no row.
    """

    path: str
    kind: str
    message: str

    def as_json(self) -> dict[str, Any]:
        """Return it for a page."""
        return asdict(self)


def todos_of(card: Scorecard | None, state: State) -> tuple[Todo, ...]:
    """Return what has to be done before a sheet in STATE can be passed on: goals alone at first, then all."""
    if card is None:
        return (Todo("", "whole", "还没有可以计分的指标"),)
    if state is State.GOALS:
        return tuple(_goals(card))
    return tuple(_results(card))


def _goals(card: Scorecard) -> Iterator[Todo]:
    fixed = frozenset(_names(card.pack.indicators))
    weighed = {id(line.row) for line in card.lines if line.weight is not None}
    for path, row in leaves_of(card.evaluation):
        if only_a_heading(row, path.count("/children/") + 1):
            yield Todo(path, "whole", f"“{row.name}”下面还没有指标：请加一个；用不到就删掉")
            continue
        if id(row) not in weighed:
            yield Todo(f"{path}/weight", "blank", f"“{row.name}”没有写分值")
        if not row.target and plain_name(row.name) not in fixed:
            yield Todo(f"{path}/target", "blank", f"“{row.name}”没有写指标值")
    yield from _about_no_row(card)


def _names(rules: Iterable[IndicatorRule]) -> Iterator[str]:
    for rule in rules:
        yield plain_name(rule.name)
        yield from _names(rule.children)


def _results(card: Scorecard) -> Iterator[Todo]:
    paths = {id(row): path for path, row in leaves_of(card.evaluation)}
    rows = {line.path: paths.get(id(line.row), "") for line in card.lines}
    for line in card.all_lines:
        if line.score is None:
            yield _unscored(line, rows.get(line.path, ""))
    for due in card.due:
        path = rows.get(due.path)
        yield Todo(f"{path}/reason" if path else "funds/0/reason", "reason", due.message)
    yield from _about_no_row(card)


def _about_no_row(card: Scorecard) -> Iterator[Todo]:
    told = {f"“{line.name}”不能计分：{line.explanation.because}" for line in card.all_lines}
    yield from (Todo("", "whole", gap) for gap in card.gaps if gap not in told)


def _unscored(line: Line, path: str) -> Todo:
    message = f"“{line.name}”{line.explanation.because}"
    if not path:
        return Todo("funds/0/executed", "blank", message)
    blank = line.row is not None and not line.row.actual
    return Todo(f"{path}/actual", "blank" if blank else "unscored", message)
