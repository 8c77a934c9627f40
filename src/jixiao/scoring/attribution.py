"""By which method a printed score arose: every known method is tried, and those that give the score are named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jixiao.packs import Kind, Method
from jixiao.scoring.execution import execution_rate
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
    fitting = tuple(method for method, exact in tried if printed_as(exact, line.stated))
    return Attribution(line, tried, tuple(dict.fromkeys(fitting)), why_not)


def _tried(card: Scorecard, line: Line, weight: Decimal) -> tuple[tuple[tuple[Method, Decimal], ...], str]:
    if line is card.execution:
        return _tried_on_execution(card, weight, line)
    if line.row is None:
        return (), "没有这一行的内容"
    if line.explanation.method is Method.RATE and line.explanation.exact is not None:
        return ((Method.RATE, line.explanation.exact),), ""
    measured = measure(line.row, weight, line.kind or Kind.UNTARGETED, card.evaluation.year)
    if measured.met is None:
        return (), measured.obstacle
    if measured.met:
        return ((Method.MET_OR_RATIO, weight),), ""
    return tuple(when_missed(measured)), ""


def _tried_on_execution(card: Scorecard, weight: Decimal, line: Line) -> tuple[tuple[tuple[Method, Decimal], ...], str]:
    rule = card.pack.execution
    if rule is None:
        return (), "规则包不计执行率"
    rate = execution_rate(card.evaluation.main_fund, line.row, rule.denominator, None)
    if isinstance(rate, str):
        return (), rate
    full = Decimal(1)
    return (
        (Method.RATE, weight * min(rate.value, full)),
        (Method.ALL_OR_NOTHING, weight if rate.value >= full else _ZERO),
    ), ""


def when_missed(measured: Measure) -> Iterator[tuple[Method, Decimal]]:
    """Yield what each method gives for a missed target; methods that its numbers do not allow are left out."""
    aim, reached, weight = measured.aim, measured.reached, measured.weight
    if aim is not None and reached is not None:
        below = measured.kind is Kind.LESS_IS_BETTER or (measured.kind is Kind.BETWEEN and reached > aim)
        if below and reached > 0:
            yield Method.INVERSE_RATIO, by_inverse_ratio(weight, aim, reached)
        if below and aim > 0:
            yield Method.LINEAR_LOSS, max(by_linear_loss(weight, aim, reached), _ZERO)
        if not below and aim > 0:
            yield Method.MET_OR_RATIO, max(by_ratio(weight, aim, reached), _ZERO)
    yield Method.ALL_OR_NOTHING, _ZERO


def printed_as(exact: Decimal, score: Decimal) -> bool:
    """Tell whether SCORE is EXACT, rounded or cut off to the decimals that the score is printed with."""
    places = max(-int(score.as_tuple().exponent), 0)
    step = Decimal(1).scaleb(-places)
    return exact.quantize(step, rounding=ROUND_HALF_UP) == score or score <= exact < score + step
