"""How far a round is: places, bureaus and their sheets as a tree, with counts at every place, and what is late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from jixiao.web.organisations.models import Organisation
from jixiao.web.rounds.models import Round
from jixiao.web.sheets.models import Sheet, State

_SHOWN = (
    (State.GOALS, "定目标"),
    (State.FILLING, "填报"),
    (State.RETURNED, "退回"),
    (State.SIGNING, "待签发"),
    (State.REVIEWING, "待审核"),
    (State.ACCEPTED, "通过"),
    (State.PUBLISHED, "公开"),
)
_DONE = frozenset({State.ACCEPTED, State.PUBLISHED})
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Counts:
    """How many sheets there are and how many of them stand where; how many bureaus are late."""

    sheets: int
    done: int
    states: tuple[tuple[str, str, int], ...]
    late: int = 0

    @property
    def percent(self) -> int:
        """How many of a hundred sheets are done."""
        return self.done * _HUNDRED // self.sheets if self.sheets else 0

    @property
    def stretches(self) -> tuple[tuple[str, int, int], ...]:
        """Where each state begins on a bar as long as there are sheets, and how long it is."""
        found, begin = [], 0
        for state, _, number in self.states:
            if number:
                found.append((state, begin, number))
            begin += number
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Branch:
    """A place or bureau of the tree: what is counted in it and below it, its own sheets, the branches below."""

    organisation: Organisation
    counts: Counts
    sheets: tuple[Sheet, ...]
    below: tuple[Branch, ...]
    late: bool
    takes_part: bool


def due_of(round_: Round, state: State) -> date | None:
    """Return the day by which a sheet in STATE should have been passed on; ``None`` where there is none."""
    if state is State.GOALS:
        return round_.goals_due
    if state is State.REVIEWING:
        return round_.review_due
    return None if state in _DONE else round_.due


def counted(sheets: Iterable[Sheet], late: int = 0) -> Counts:
    """Count SHEETS by their states."""
    return _counts(Counter(sheet.state for sheet in sheets), late)


def _counts(by_state: Counter[str], late: int) -> Counts:
    states = tuple((state.value, label, by_state[state.value]) for state, label in _SHOWN)
    return Counts(by_state.total(), sum(by_state[each.value] for each in _DONE), states, late)


def progress_of(
    round_: Round, bureaus: Iterable[Organisation], places: Iterable[Organisation], sheets: Iterable[Sheet], today: date
) -> tuple[Branch, ...]:
    """Return the tree of BUREAUS, which take part in ROUND_, below the PLACES that hold them, as it is TODAY."""
    by_bureau: dict[int, list[Sheet]] = {}
    for sheet in sheets:
        by_bureau.setdefault(sheet.organisation_id, []).append(sheet)
    taking_part = {each.path: each for each in bureaus}
    nodes = {each.path: each for each in places} | taking_part
    needed = {path for path in nodes if any(bureau.startswith(path) for bureau in taking_part)}
    return _Grower(round_, today, by_bureau, {path: nodes[path] for path in sorted(needed)}, taking_part).grown()


@dataclass(frozen=True, slots=True)
class _Grower:
    round: Round
    today: date
    by_bureau: dict[int, list[Sheet]]
    nodes: dict[str, Organisation]
    taking_part: dict[str, Organisation]

    def grown(self) -> tuple[Branch, ...]:
        """Return the branches that have no place above them."""
        return self._below(list(self.nodes))

    def _below(self, paths: Sequence[str]) -> tuple[Branch, ...]:
        """Return the topmost of PATHS, which are sorted, each with those below it."""
        branches = []
        at = 0
        while at < len(paths):
            end = at + 1
            while end < len(paths) and paths[end].startswith(paths[at]):
                end += 1
            branches.append(self._branch(paths[at], self._below(paths[at + 1 : end])))
            at = end
        return tuple(branches)

    def _branch(self, path: str, below: tuple[Branch, ...]) -> Branch:
        organisation = self.nodes[path]
        sheets = tuple(self.by_bureau.get(organisation.pk, ()))
        late = path in self.taking_part and self._is_late(sheets)
        by_state = Counter(sheet.state for sheet in sheets)
        for each in below:
            by_state.update({state: number for state, _, number in each.counts.states})
        counts = _counts(by_state, late + sum(each.counts.late for each in below))
        return Branch(organisation, counts, sheets, below, late, path in self.taking_part)

    def _is_late(self, sheets: Sequence[Sheet]) -> bool:
        """Tell whether the bureau is late; with nothing begun it is when all should have been handed in."""
        if not sheets:
            return self.round.is_late(self.today)
        dues = (due_of(self.round, State(sheet.state)) for sheet in sheets if sheet.state != State.REVIEWING)
        return any(due is not None and due < self.today for due in dues)
