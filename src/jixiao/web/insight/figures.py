"""What the dashboard shows, worked out from the sheets that a person may see. Amounts in 万元, rates in per cent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from jixiao.web.sheets.models import State

_HUNDRED = Decimal(100)
_TENTH, _CENT = Decimal("0.1"), Decimal("0.01")
_WITH_BUREAU = (State.GOALS, State.FILLING, State.SIGNING, State.RETURNED)
NO_GRADE = "未评"


@dataclass(frozen=True, slots=True)
class Seen:
    """A sheet as the dashboard needs it. ``dimensions`` are name, weight and score of its first-level indicators."""

    place: str
    year: int
    state: str
    total: Decimal | None
    grade: str
    budget: Decimal | None
    executed: Decimal | None
    errors: int
    warnings: int
    dimensions: tuple[tuple[str, Decimal, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A group of sheets in figures; ``None`` where nothing is known that could be averaged or divided."""

    name: str
    sheets: int
    submitted: int
    mean: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    budget: Decimal
    executed: Decimal
    execution: Decimal | None
    errors: int
    warnings: int
    grades: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dimension:
    """A first-level indicator over many sheets: points earned of points to be had, and the share in per cent."""

    name: str
    weight: Decimal
    score: Decimal
    rate: Decimal | None


def summary(name: str, sheets: Sequence[Seen]) -> Summary:
    """Return SHEETS in figures. Execution is that of all money together, over sheets that tell both amounts."""
    totals = [each.total for each in sheets if each.total is not None]
    paid = [(each.budget, each.executed) for each in sheets if each.budget is not None and each.executed is not None]
    budget = sum((amount for amount, _ in paid), Decimal(0))
    executed = sum((amount for _, amount in paid), Decimal(0))
    return Summary(
        name=name,
        sheets=len(sheets),
        submitted=sum(each.state not in _WITH_BUREAU for each in sheets),
        mean=_rounded(sum(totals, Decimal(0)) / len(totals), _CENT) if totals else None,
        lowest=min(totals, default=None),
        highest=max(totals, default=None),
        budget=budget,
        executed=executed,
        execution=_rounded(executed / budget * _HUNDRED, _TENTH) if budget > 0 else None,
        errors=sum(each.errors for each in sheets),
        warnings=sum(each.warnings for each in sheets),
        grades=dict(Counter(each.grade or NO_GRADE for each in sheets)),
    )


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return value.quantize(step, rounding=ROUND_HALF_UP)


def by_place(sheets: Iterable[Seen], places: Sequence[tuple[str, str]]) -> Iterator[Summary]:
    """Yield a summary for each of PLACES (tree path, name): of all sheets at it or below it."""
    kept = list(sheets)
    for path, name in places:
        yield summary(name, [each for each in kept if each.place.startswith(path)])


def by_year(sheets: Iterable[Seen]) -> Iterator[Summary]:
    """Yield a summary for each year, the earliest first."""
    years: dict[int, list[Seen]] = {}
    for each in sheets:
        years.setdefault(each.year, []).append(each)
    for year in sorted(years):
        yield summary(f"{year}年度", years[year])


def by_dimension(sheets: Iterable[Seen]) -> Iterator[Dimension]:
    """Yield the first-level indicators in the order in which they are met."""
    points: dict[str, tuple[Decimal, Decimal]] = {}
    for each in sheets:
        for name, weight, score in each.dimensions:
            had = points.get(name, (Decimal(0), Decimal(0)))
            points[name] = (had[0] + weight, had[1] + score)
    for name, (weight, score) in points.items():
        rate = _rounded(score / weight * _HUNDRED, _TENTH) if weight > 0 else None
        yield Dimension(name, weight, score, rate)


def standing(summaries: Sequence[Summary]) -> dict[str, int]:
    """Return the rank of each by its mean score, 1 the highest; equals share a rank, those without a mean have none."""
    means = sorted((each.mean for each in summaries if each.mean is not None), reverse=True)
    return {each.name: means.index(each.mean) + 1 for each in summaries if each.mean is not None}
