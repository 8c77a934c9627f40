"""What scoring gives: a scorecard with a line for every indicator, each with the record of how its score arose."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from jixiao.evaluations import IndicatorRow, SelfEvaluation
from jixiao.packs import Band, Confidence, Kind, Method, Occasion, Pack, Rounding, RoundingMode
from jixiao.scoring.terms import Term


class Basis(StrEnum):
    """What a score rests on: a formula, a person, a person outside the range that the rule leaves, or nothing."""

    COMPUTED = "computed"
    JUDGED = "judged"
    DISPUTED = "disputed"
    UNSCORED = "unscored"


@dataclass(frozen=True, slots=True)
class Clause:
    """What a rule rests on: source, how sure it is, and the rule in words where the pack gives them."""

    source: str
    confidence: Confidence
    words: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one score arose: because of what, by which method and clause, from which sum, rounded how.

    ``formula`` is ``None`` where nothing is computed: full points, no points, or a person's judgement. ``inputs`` are
    all numbers and words that were looked at, with their places.
    """

    because: str
    method: Method | None = None
    clause: Clause | None = None
    inputs: tuple[Term, ...] = ()
    formula: Term | None = None
    exact: Decimal | None = None
    rounding: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """The score of one lowest indicator or of budget execution; ``score`` is ``None`` when it cannot be scored.

    ``path`` are the names from the top of the tree down to this one. ``weight`` is ``None`` where none is stated.
    """

    path: tuple[str, ...]
    weight: Decimal | None
    kind: Kind | None
    basis: Basis
    score: Decimal | None
    stated: Decimal | None
    explanation: Explanation
    row: IndicatorRow | None = None

    @property
    def name(self) -> str:
        """The name of the indicator."""
        return self.path[-1]

    @property
    def differs(self) -> bool:
        """Tell whether the stated score is another than the computed one."""
        return self.basis is Basis.COMPUTED and self.stated is not None and self.stated != self.score


@dataclass(frozen=True, slots=True)
class LevelSum:
    """An inner node of the tree: its weight beside that of its children, its score as the sum of theirs.

    ``score`` is ``None`` while any part of it cannot be scored; ``scored`` is the sum of what can. Its lines are
    ``count`` from the position ``first`` on.
    """

    path: tuple[str, ...]
    first: int
    count: int
    weight: Decimal | None
    parts_weight: Decimal
    scored: Decimal
    score: Decimal | None
    stated: Decimal | None


@dataclass(frozen=True, slots=True)
class ReasonDue:
    """A place where the rules ask for a reason and none is written."""

    occasion: Occasion
    path: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Scorecard:
    """An evaluation scored by a pack.

    ``total`` is the sum of all scores, held down to ``cap`` where one applies, and ``None`` while anything is missing
    from it: then ``scored`` of ``scored_weight`` points is what can be said, and ``gaps`` say what is missing.
    """

    evaluation: SelfEvaluation
    pack: Pack
    execution: Line | None
    lines: tuple[Line, ...]
    levels: tuple[LevelSum, ...]
    scored: Decimal
    scored_weight: Decimal
    total: Decimal | None
    cap: Decimal | None
    grade: Band | None
    gaps: tuple[str, ...]
    due: tuple[ReasonDue, ...]
    notes: tuple[str, ...]

    @property
    def all_lines(self) -> tuple[Line, ...]:
        """The lines in the order of the form: budget execution first, then the indicators."""
        return ((self.execution,) if self.execution is not None else ()) + self.lines


def rounded(value: Decimal, rounding: Rounding) -> Decimal:
    """Round VALUE as the pack says; scores are never negative, so that 舍去 is towards zero."""
    step = Decimal(1).scaleb(-rounding.decimals)
    return value.quantize(step, rounding=ROUND_HALF_UP if rounding.mode is RoundingMode.HALF_UP else ROUND_DOWN)
