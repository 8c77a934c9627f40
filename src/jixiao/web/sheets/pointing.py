"""What is still to be done in a sheet, each with the row at which it is to be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jixiao.scoring import Line, Scorecard
from jixiao.web.sheets.judging import leaves_of


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
        return {"path": self.path, "kind": self.kind, "message": self.message}


def todos_of(card: Scorecard | None) -> tuple[Todo, ...]:
    """Return what keeps CARD from being complete: values first, then reasons, then what is about no row."""
    if card is None:
        return ()
    paths = {id(row): path for path, row in leaves_of(card.evaluation)}
    rows = {line.path: paths.get(id(line.row), "") for line in card.lines}
    unscored = [line for line in card.all_lines if line.score is None]
    told = {f"“{line.name}”不能计分：{line.explanation.because}" for line in unscored}
    return (
        *(_unscored(line, rows.get(line.path, "")) for line in unscored),
        *_reasons(card, rows),
        *(Todo("", "whole", gap) for gap in card.gaps if gap not in told),
    )


def _unscored(line: Line, path: str) -> Todo:
    blank = line.row is not None and not line.row.actual
    message = f"“{line.name}”{line.explanation.because}"
    if not path:
        return Todo("", "whole", message)
    return Todo(f"{path}/actual", "blank" if blank else "unscored", message)


def _reasons(card: Scorecard, rows: dict[tuple[str, ...], str]) -> Iterator[Todo]:
    for due in card.due:
        path = rows.get(due.path)
        yield Todo(f"{path}/reason" if path else "funds/0/reason", "reason", due.message)
