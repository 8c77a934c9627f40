"""Changing cells of an evaluation, and bringing two people's changes together without losing either. Pure functions.

An evaluation is handled as plain JSON here. A cell is named by its path: ``indicators/0/children/2/actual``. Rows are
added, removed and moved by giving a new list for the path that holds them.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from jixiao.evaluations import IndicatorRow, SelfEvaluation
from jixiao.quantities import parse_number
from jixiao.web.sheets.models import State

Json = Any

_LEAF = r"indicators/\d+(?:/children/\d+)*"
_NUMBERS = re.compile(r"/(?:initial|adjusted|arrived|executed|weight|score|posts|staff)$")
_GOALS = (
    rf"{_LEAF}/(?:name|weight|nature|target|unit|core|measure|last_year)",
    rf"(?:{_LEAF}/children|indicators|funds|goals)",
    r"funds/\d+/(?:label|initial|adjusted)",
    r"goals/\d+/expected",
    r"(?:project|responsible)",
    r"department/(?:name|posts|staff)",
)
_FILLING = (
    rf"{_LEAF}/(?:actual|attainment|score|reason|explanation|evidence|deductions)",
    r"funds/\d+/(?:adjusted|arrived|executed|score|reason)",
    r"goals/\d+/reached",
    r"(?:problems|measures|sections)",
    r"responsible",
)
OPEN = {
    State.GOALS: re.compile("|".join(f"(?:{each})" for each in _GOALS)),
    State.FILLING: re.compile("|".join(f"(?:{each})" for each in _FILLING)),
    State.RETURNED: re.compile("|".join(f"(?:{each})" for each in _FILLING)),
}
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # control signs, halves of characters
_ROWS = re.compile(r"(?:.*/children|indicators|funds|goals)")


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one cell: ``before`` is what its author saw, ``after`` what he wrote."""

    path: str
    before: Json
    after: Json

    @property
    def shapes(self) -> bool:
        """Tell whether the edit adds, removes or moves rows."""
        return _ROWS.fullmatch(self.path) is not None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that was not changed, why, and what stands there now (``None`` where there is no such cell)."""

    path: str
    written: Json
    now: Json
    message: str
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """The content after the edits, those that were made, and those that were not."""

    content: Json
    made: tuple[Edit, ...]
    refused: tuple[Refusal, ...]


class NoSuchCellError(LookupError):
    """There is no cell of that path."""


def value_at(content: Json, path: str) -> Json:
    """Return the value of the cell at PATH. Raises :class:`NoSuchCellError`."""
    value = content
    for step in path.split("/"):
        try:
            value = value[int(step)] if isinstance(value, list) else value[step]
        except (KeyError, IndexError, ValueError, TypeError) as fault:
            raise NoSuchCellError(path) from fault
    return value


def with_value(content: Json, path: str, value: Json) -> Json:
    """Return a copy of CONTENT with VALUE in the cell at PATH. Raises :class:`NoSuchCellError`."""
    value_at(content, path)
    changed = copy.deepcopy(content)
    *above, last = path.split("/")
    holder = value_at(changed, "/".join(above)) if above else changed
    holder[int(last) if isinstance(holder, list) else last] = value
    return changed


def merge(content: Json, edits: Iterable[Edit], state: State, rows_moved: bool) -> Merged:
    """Return CONTENT with EDITS made to it, as far as they may be.

    ROWS_MOVED tells that rows were added or moved since the author looked: paths then no longer mean what he saw.
    An edit is refused where somebody else changed the same cell to something else, where the cell is closed in STATE,
    and where the value does not fit. What is there already is no change at all.
    """
    made: list[Edit] = []
    refused: list[Refusal] = []
    for edit in edits:
        outcome = _tried(content, edit, state, rows_moved)
        if isinstance(outcome, Refusal):
            refused.append(outcome)
        elif outcome is not None:
            content, done = outcome
            made.append(done)
    return Merged(content, tuple(made), tuple(refused))


def _tried(content: Json, edit: Edit, state: State, rows_moved: bool) -> tuple[Json, Edit] | Refusal | None:
    opened = OPEN.get(state)
    if opened is None or opened.fullmatch(edit.path) is None:
        return Refusal(edit.path, edit.after, None, "这一格现在不能改")
    if rows_moved:
        return Refusal(edit.path, edit.after, None, "别人刚增删或移动了行，请看过新表再填", conflict=True)
    try:
        now = value_at(content, edit.path)
    except NoSuchCellError:
        return Refusal(edit.path, edit.after, None, "表里已经没有这一格", conflict=True)
    after = _entered(edit.path, edit.after)
    if now == after:
        return None
    if now != edit.before:
        return Refusal(edit.path, edit.after, now, "别人刚把这一格改成了别的内容", conflict=True)
    changed = with_value(content, edit.path, after)
    fault = fault_in(changed)
    if fault is not None:
        return Refusal(edit.path, edit.after, now, fault)
    return changed, Edit(edit.path, now, after)


def keepable(text: str) -> str:
    """Return TEXT without the signs that no database keeps and no reader sees, as they come along when one pastes."""
    return _UNSEEN.sub("", text)


def cleaned(value: Json) -> Json:
    """Return a JSON value with what nobody can keep left out of its texts."""
    if isinstance(value, list):
        return [cleaned(each) for each in value]
    if isinstance(value, dict):
        return {name: cleaned(each) for name, each in value.items()}
    return keepable(value) if isinstance(value, str) else value


def _entered(path: str, value: Json) -> Json:
    """Return what a person typed as it is kept: blanks as nothing, numbers without commas and full-width digits."""
    value = cleaned(value)
    if not isinstance(value, str):
        return value
    text = value.strip()
    if not text:
        return None
    if _NUMBERS.search(path):
        number = parse_number(text)
        return f"{number[0]:f}" if number is not None else text
    return text


def fault_in(content: Json) -> str | None:
    """Return what keeps CONTENT from being an evaluation, in a sentence; ``None`` where nothing does."""
    try:
        SelfEvaluation.model_validate(content)
    except ValidationError as fault:
        return _sentence(fault)
    return None


def _sentence(fault: ValidationError) -> str:
    kinds = {each["type"] for each in fault.errors()}
    if any("decimal" in kind or "number" in kind for kind in kinds):
        return "应当填数，或者“—”“无”“不适用”"
    if "greater_than_equal" in kinds:
        return "不能小于0"
    if "string_too_short" in kinds:
        return "不能空着"
    if "enum" in kinds or "literal_error" in kinds:
        return "请在给出的几项里选"
    return "这样填程序认不出，请检查"


def inverse(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits that undo EDITS."""
    return tuple(Edit(edit.path, edit.after, edit.before) for edit in reversed(edits))


ROW_ACTS = {
    "add": "加一行",
    "add-below": "加下级指标",
    "remove": "删一行",
    "up": "上移一行",
    "down": "下移一行",
}
_NEW_NAME = "新指标"


def row_edit(content: Json, path: str, act: str) -> Edit:
    """Return the edit that does ACT, one of :data:`ROW_ACTS`, to the row at PATH (``indicators/0/children/2``).

    Raises :class:`NoSuchCellError` where there is no such row or no such act.
    """
    row = value_at(content, path)
    holder, _, last = path.rpartition("/")
    if not holder or not last.isdecimal() or not isinstance(row, dict) or act not in ROW_ACTS:
        raise NoSuchCellError(path)
    if act == "add-below":
        return Edit(f"{path}/children", row.get("children"), [*(row.get("children") or []), _new_row()])
    rows, at = value_at(content, holder), int(last)
    kept = [*rows[:at], *rows[at + 1 :]]
    to = {"up": max(at - 1, 0), "down": at + 1}.get(act, at)
    after = {
        "add": [*rows[: at + 1], _new_row(), *rows[at + 1 :]],
        "remove": kept,
    }.get(act, [*kept[:to], row, *kept[to:]])
    return Edit(holder, rows, after)


def row_after(path: str, act: str, edit: Edit) -> str:
    """Return where one looks after ACT was done to the row at PATH by EDIT: the new row, the moved one, or the next."""
    if act == "add-below":
        return f"{edit.path}/{len(edit.after) - 1}"
    holder, _, last = path.rpartition("/")
    at = int(last) + {"add": 1, "down": 1, "up": -1}.get(act, 0)
    return f"{holder}/{max(0, min(at, len(edit.after) - 1))}"


def _new_row() -> Json:
    return IndicatorRow(name=_NEW_NAME).model_dump(mode="json")
