"""How far a round is: each bureau with its sheets, and what is late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jixiao.web.organisations.models import Organisation
from jixiao.web.rounds.models import Round
from jixiao.web.sheets.models import Sheet, State

_WITH_BUREAU = frozenset({State.GOALS, State.FILLING, State.SIGNING, State.RETURNED})
_DONE = frozenset({State.ACCEPTED, State.PUBLISHED})


@dataclass(frozen=True, slots=True)
class BureauProgress:
    """A bureau, its sheets, and whether any of them is late."""

    bureau: Organisation
    sheets: tuple[Sheet, ...]
    late: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """The whole round: its bureaus, and how many sheets stand where."""

    bureaus: tuple[BureauProgress, ...]
    states: tuple[tuple[str, int], ...]
    late: int
    done: int
    sheets: int


def progress_of(round_: Round, bureaus: Iterable[Organisation], sheets: Iterable[Sheet], today: date) -> Progress:
    """Return the progress of ROUND_ over BUREAUS and their SHEETS as it is TODAY."""
    by_bureau: dict[int, list[Sheet]] = {}
    counted: Counter[str] = Counter()
    for sheet in sheets:
        by_bureau.setdefault(sheet.organisation_id, []).append(sheet)
        counted[sheet.state] += 1
    rows = tuple(_bureau(round_, bureau, by_bureau.get(bureau.pk, []), today) for bureau in bureaus)
    return Progress(
        bureaus=rows,
        states=tuple((state.label, counted[state.value]) for state in State),
        late=sum(row.late for row in rows),
        done=sum(counted[state.value] for state in _DONE),
        sheets=counted.total(),
    )


def _bureau(round_: Round, bureau: Organisation, sheets: list[Sheet], today: date) -> BureauProgress:
    waiting = any(State(sheet.state) in _WITH_BUREAU for sheet in sheets) or not sheets
    return BureauProgress(bureau, tuple(sheets), waiting and round_.is_late(today))
