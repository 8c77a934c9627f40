"""By which method a printed score arose: every known method is tried, and those that give the score are named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jixiao.packs import Kind, Method
from jixiao.scoring.execution import execution_of
from jixiao.scoring.judging import is_ceiling
from jixiao.scoring.measures import Measure, measure
from jixiao.scoring.methods import by_inverse_ratio, by_linear_loss, by_ratio
from jixiao.scoring.model import Line, Scorecard

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Attribution:
    """A printed score beside what each method gives; ``methods`` are those that give it, none of them where empty.

    ``why_not`` says why nothing could be tried, as for an indicator in words.
    """

    line: Line
    tried: tuple[tuple[Method, Decimal], ...]
    methods: tuple[Method, ...]
    why_not: str = ""


def attribute(card: Scorecard) -> tuple[Attribution, ...]:
    """Return, for each line of CARD with a stated score, the methods that explain it."""
    return tuple(_attribution(card, line) for line in card.all_lines if line.stated is not None)


def _attribution(card: Scorecard, line: Line) -> Attribution:
    if line.stated is None or line.weight is None:
        return Attribution(line, (), (), "没有写分值")
    tried, why_not = _tried(card, line, line.weight)
    fitting = tuple(method for method, exact in tried if _explains(exact, line.stated, line.weight))
    return Attribution(line, tried, tuple(dict.fromkeys(fitting)), why_not)


def _explains(exact: Decimal, stated: Decimal, weight: Decimal) -> bool:
    """Tell whether EXACT points were printed as STATED; full points are earned only by a sum that is full."""
    return printed_as(exact, stated) and (stated != weight or exact == weight)


def _tried(card: Scorecard, line: Line, weight: Decimal) -> tuple[tuple[tuple[Method, Decimal], ...], str]:
    if line is card.execution:
        return _tried_on_execution(card, weight)
    if line.row is None:
        return (), "没有这一行的内容"
    measured = measure(line.row, weight, line.kind or Kind.UNTARGETED, card.evaluation.year)
    told = line.explanation
    own = ((told.method, told.exact),) if told.method is not None and told.exact is not None else ()
    if measured.met is None:
        return own, "" if own else measured.obstacle
    others = ((Method.MET_OR_RATIO, weight),) if measured.met else tuple(when_missed(measured))
    return tuple(dict((*others, *own)).items()), ""


def _tried_on_execution(card: Scorecard, weight: Decimal) -> tuple[tuple[tuple[Method, Decimal], ...], str]:
    execution = execution_of(card.evaluation, card.pack.execution)
    if execution is None:
        return (), "规则包不计执行率"
    rate = execution.rate()
    if isinstance(rate, str):
        return (), rate
    full = Decimal(1)
    return (
        (Method.RATE, weight * min(rate.value, full)),
        (Method.ALL_OR_NOTHING, weight if rate.value >= full else _ZERO),
    ), ""


def when_missed(measured: Measure) -> Iterator[tuple[Method, Decimal]]:
    """Yield what each method gives for a missed target; methods that its numbers do not allow are left out."""
    aim, reached = measured.aim, measured.reached
    if aim is not None and reached is not None:
        between = measured.kind is Kind.BETWEEN and measured.limit is not None and reached >= aim
        aim = measured.limit if between and measured.limit is not None else aim
        yield from by_known_methods(measured.weight, aim, reached, less_is_better=between or is_ceiling(measured))
    else:
        yield Method.ALL_OR_NOTHING, _ZERO


def by_known_methods(
    weight: Decimal, aim: Decimal, reached: Decimal, *, less_is_better: bool
) -> Iterator[tuple[Method, Decimal]]:
    """Yield the points that each method gives where AIM was missed and REACHED was reached, both in one unit."""
    if less_is_better and reached > 0:
        yield Method.INVERSE_RATIO, by_inverse_ratio(weight, aim, reached)
    if less_is_better and aim > 0:
        yield Method.LINEAR_LOSS, max(by_linear_loss(weight, aim, reached), _ZERO)
    if not less_is_better and aim > 0:
        yield Method.MET_OR_RATIO, max(by_ratio(weight, aim, reached), _ZERO)
    yield Method.ALL_OR_NOTHING, _ZERO


def printed_as(exact: Decimal, score: Decimal) -> bool:
    """Tell whether SCORE is EXACT rounded, or cut off where it has decimals; a whole number must be rounded."""
    places = max(-int(score.as_tuple().exponent), 0)
    step = Decimal(1).scaleb(-places)
    return exact.quantize(step, rounding=ROUND_HALF_UP) == score or (places > 0 and score <= exact < score + step)
