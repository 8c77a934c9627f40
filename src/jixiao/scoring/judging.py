"""From one prepared indicator and its rule to points: full, none, computed, left to a person, or not to be scored."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from jixiao.evaluations import joined_actual
from jixiao.packs import Kind, Method, ScoringRule, Step
from jixiao.quantities import Direction, find_quantities, parse_quantity, plain
from jixiao.scoring.measures import Measure
from jixiao.scoring.methods import by_inverse_ratio, by_linear_loss, by_rate, by_ratio, less_deductions
from jixiao.scoring.terms import Term

_ZERO, _ONE = Decimal(0), Decimal(1)
_RATE_BEFORE = re.compile(r"(?:[=＝]|率(?:为|是|达到?)?)\s*$")
_BETTER_LOW = (Direction.AT_MOST, Direction.LESS_THAN)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a rule says of an indicator.

    ``exact`` are its points before rounding. Where a person decides, ``exact`` is ``None`` and ``low`` to ``high`` are
    the points that may be given; where nothing can be said at all, these are ``None`` too. ``because`` says why.
    """

    because: str
    exact: Decimal | None = None
    formula: Term | None = None
    inputs: tuple[Term, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None


def judge(measure: Measure, rule: ScoringRule) -> Judgement:
    """Apply RULE to an indicator."""
    return _JUDGES[rule.method](measure, rule)


def weight_term(weight: Decimal) -> Term:
    """Return the weight as an input of a formula."""
    return Term(weight, plain(weight), "分值")


def share_text(share: Decimal) -> str:
    """Write a share as a percentage, with no more decimals than it has."""
    return f"{plain(share * 100)}%"


def _inputs(measure: Measure) -> tuple[Term, Term, Term]:
    row = measure.row
    aim, reached = measure.aim or _ZERO, measure.reached or _ZERO
    target_words = measure.target.quantity.text if measure.target and measure.target.quantity else ""
    return (
        weight_term(measure.weight),
        Term(aim, _with_scale(target_words, aim, measure), "目标值", row.place),
        Term(
            reached, _with_scale(measure.actual.text if measure.actual else "", reached, measure), "完成值", row.place
        ),
    )


def _with_scale(words: str, value: Decimal, measure: Measure) -> str:
    """Write a number as printed when its words alone say its value; else with the unit that it was understood in."""
    quantity = parse_quantity(words)
    target = measure.target.quantity if measure.target else None
    if quantity is not None and quantity.value == value and (target is None or quantity.unit in ("", target.unit)):
        return words
    if target is None:
        return plain(value)
    return str(target).replace(f"{target.number:f}", plain(value / target.scale), 1)


def _seen(measure: Measure) -> tuple[Term, ...]:
    """Return the inputs that were looked at: of a target in words or a date, only the weight is a number."""
    return _inputs(measure) if measure.reached is not None else (weight_term(measure.weight),)


def _full(measure: Measure, because: str) -> Judgement:
    return Judgement(because, measure.weight, inputs=_seen(measure))


def _none(measure: Measure, because: str) -> Judgement:
    return Judgement(because, _ZERO, inputs=_seen(measure))


def _by(term: Term, because: str) -> Judgement:
    return Judgement(because, term.value, term, term.inputs())


def _reached(measure: Measure) -> str:
    return f"完成值{measure.told}达到目标{measure.asked}，得满分"


def _missed(measure: Measure) -> str:
    return f"完成值{measure.told}没有达到目标{measure.asked}"


def _when_missed(formula: Callable[[Measure, ScoringRule], Judgement]) -> Callable[[Measure, ScoringRule], Judgement]:
    """Wrap a method that says what a missed target earns: a reached one is full, an incomparable one is refused."""

    def judged(measure: Measure, rule: ScoringRule) -> Judgement:
        if measure.met is None:
            return Judgement(measure.obstacle)
        return _full(measure, _reached(measure)) if measure.met else formula(measure, rule)

    return judged


def _ratio(measure: Measure, rule: ScoringRule) -> Judgement:
    if measure.kind is Kind.BETWEEN:
        return _ratio_to_range(measure)
    if is_ceiling(measure):
        return _inverse(measure, rule)
    weight, aim, reached = _inputs(measure)
    if aim.value == 0:
        return _none(measure, f"{_missed(measure)}，目标为0而完成值不为0，得0分")
    if aim.value < 0:
        return Judgement(f"目标值{measure.asked}不是正数，不能按比例计分")
    if reached.value <= 0:
        return _none(measure, f"{_missed(measure)}，完成值不大于0，得0分")
    return _by(by_ratio(weight, aim, reached), f"{_missed(measure)}，按完成比例计分")


def _ratio_to_range(measure: Measure) -> Judgement:
    weight, low, reached = _inputs(measure)
    if reached.value >= low.value:
        return _above(measure, by_inverse_ratio, "按反向比例计分")
    if low.value <= 0 or reached.value <= 0:
        return Judgement(f"目标值{measure.asked}或完成值不是正数，不能按比例计分")
    return _by(by_ratio(weight, low, reached), f"{_missed(measure)}，低于下限，按完成比例计分")


def _above(measure: Measure, formula: Callable[[Term, Term, Term], Term], how: str) -> Judgement:
    """Score a target that was missed by going above it: a ceiling, or the upper end of a range."""
    weight, aim, reached = _inputs(measure)
    if measure.kind is Kind.BETWEEN and measure.limit is not None:
        upper = measure.target.upper if measure.target else None
        aim = Term(measure.limit, upper.text if upper else plain(measure.limit), "目标上限", measure.row.place)
    elif not is_ceiling(measure):
        return Judgement(f"目标{measure.asked}是下限，不能{how}")
    if reached.value < aim.value:
        return Judgement(f"完成值{measure.told}低于目标{measure.asked}的下限，不能{how}")
    if aim.value < 0 or reached.value <= 0:
        return Judgement(f"目标值{measure.asked}或完成值不是正数，不能{how}")
    term = formula(weight, aim, reached)
    return _by(term, f"{_missed(measure)}，{how}") if term.value > 0 else _none(measure, f"{_missed(measure)}，得0分")


def is_ceiling(measure: Measure) -> bool:
    """Tell whether downwards is better, by the target's own words before anything else."""
    direction = measure.target.direction if measure.target else None
    return direction in _BETTER_LOW or measure.kind is Kind.LESS_IS_BETTER


def _inverse(measure: Measure, _: ScoringRule) -> Judgement:
    return _above(measure, by_inverse_ratio, "按反向比例计分")


def _loss(measure: Measure, _: ScoringRule) -> Judgement:
    if measure.aim == 0 and measure.kind is not Kind.BETWEEN:
        return Judgement(f"目标值{measure.asked}为0，不能按超出比例扣分")
    return _above(measure, by_linear_loss, "按超出比例扣分")


def _all_or_nothing(measure: Measure, _: ScoringRule) -> Judgement:
    return _none(measure, f"{_missed(measure)}，得0分")


def _threshold(measure: Measure, rule: ScoringRule) -> Judgement:
    weight, aim, reached = _inputs(measure)
    if is_ceiling(measure) or measure.kind is Kind.BETWEEN:
        return Judgement(f"目标{measure.asked}不是下限，不能按及格线和完成比例计分")
    if aim.value <= 0 or rule.pass_mark is None:
        return Judgement(f"目标值{measure.asked}不是正数，不能按比例计分")
    if reached.value < aim.value * rule.pass_mark:
        mark = share_text(rule.pass_mark)
        return _none(measure, f"{_missed(measure)}，完成比例低于及格线{mark}，得0分")
    return _by(by_ratio(weight, aim, reached), f"{_missed(measure)}，已过及格线，按完成比例计分")


def _steps(measure: Measure, rule: ScoringRule) -> Judgement:
    if measure.met is None or measure.reached is None or measure.aim is None:
        return Judgement(measure.obstacle)
    if measure.kind is Kind.BETWEEN:
        return Judgement(f"目标{measure.asked}是区间，不能分档计分")
    if rule.steps_of == "完成值":
        return _steps_of_value(measure, rule, measure.reached)
    aim, reached = (measure.reached, measure.aim) if is_ceiling(measure) else (measure.aim, measure.reached)
    if aim <= 0:
        return Judgement(f"目标值{measure.asked}或完成值不是正数，不能算完成比例")
    return by_steps(measure.weight, max(reached / aim, _ZERO), rule.steps, rule.steps_of, _inputs(measure)[1:])


def _steps_of_value(measure: Measure, rule: ScoringRule, reached: Decimal) -> Judgement:
    """Score by the step that the actual value itself reaches: it must be a share, and more must be better."""
    if measure.actual is None or measure.actual.scale >= 1 or is_ceiling(measure):
        return Judgement(f"完成值{measure.told}不是越大越好的百分数，不能按完成值分档计分")
    return by_steps(measure.weight, max(reached, _ZERO), rule.steps, rule.steps_of, _inputs(measure)[1:])


def by_steps(
    weight: Decimal, share: Decimal, steps: tuple[Step, ...], what: str, inputs: tuple[Term, ...]
) -> Judgement:
    """Return the points of the first step that SHARE reaches; WHAT names the share."""
    step = next(step for step in steps if share >= step.at_least)
    earns = Term(step.earns, share_text(step.earns), "本档得分比例")
    term = by_rate(weight_term(weight), earns)
    because = f"{what}{share_text(round(share, 6))}不低于{share_text(step.at_least)}，得分值的{share_text(step.earns)}"
    return Judgement(because, term.value, term, (*term.inputs(), *inputs))


def _bands(measure: Measure, rule: ScoringRule) -> Judgement:
    """Return the points that a person may give at the stated degree of attainment."""
    attainment = measure.row.attainment
    band = next((band for band in rule.bands if band.attainment is attainment), None)
    if band is None:
        words = "没有写明达成程度" if attainment is None else f"规则包没有“{attainment}”这一档"
        return Judgement(f"定性指标由人评定，{words}", low=_ZERO, high=measure.weight)
    low, high = band.low * measure.weight, band.high * measure.weight
    return Judgement(f"定性指标由人评定：{attainment}，可得{plain(low)}至{plain(high)}分", low=low, high=high)


def _deduct(measure: Measure, _: ScoringRule) -> Judgement:
    if measure.row.deductions is None:
        return Judgement("按规则逐项扣分，没有列出扣分事项，由人评定", low=_ZERO, high=measure.weight)
    if not measure.row.deductions:
        return Judgement("没有扣分事项，得满分", measure.weight, inputs=(weight_term(measure.weight),))
    taken = [
        (Term(d.each, plain(d.each), f"{d.reason}每项扣分"), Term(Decimal(d.cases), str(d.cases), f"{d.reason}项数"))
        for d in measure.row.deductions
    ]
    term = less_deductions(weight_term(measure.weight), taken)
    if term.value < 0:
        return Judgement("应扣分数超过分值，扣完为止", _ZERO, inputs=term.inputs())
    return _by(term, "逐项扣分：" + "、".join(d.reason for d in measure.row.deductions))


def _rate(measure: Measure, _: ScoringRule) -> Judgement:
    rate = _rate_told(measure)
    if rate is None:
        return Judgement("没有写明比率，算不出得分")
    return rated(measure.weight, rate)


def _rate_told(measure: Measure) -> Term | None:
    """Return the rate in the actual value, or the only one that explanation or reason gives behind ``=`` or 率."""
    row = measure.row
    for text, told in ((joined_actual(row), False), (row.explanation, True), (row.reason, True)):
        rates = [q for q in find_quantities(text or "") if q.unit == "%"]
        if told:
            rates = [q for q in rates if _RATE_BEFORE.search((text or "")[: q.start])]
        if rates and len({q.value for q in rates}) == 1:
            return Term(rates[0].value, rates[0].text, "比率", row.place)
    return None


def rated(weight: Decimal, rate: Term) -> Judgement:
    """Return weight × rate; a rate above 100 % earns the weight, one below zero nothing."""
    if rate.value >= _ONE:
        return Judgement(f"{rate.name}{rate.text}不低于100%，得满分", weight, inputs=(weight_term(weight), rate))
    if rate.value < 0:
        return Judgement(f"{rate.name}{rate.text}是负数，得0分", _ZERO, inputs=(weight_term(weight), rate))
    return _by(by_rate(weight_term(weight), rate), f"分值乘以{rate.name}")


def _manual(measure: Measure, _: ScoringRule) -> Judgement:
    return Judgement("由人评定", low=_ZERO, high=measure.weight)


_JUDGES: dict[Method, Callable[[Measure, ScoringRule], Judgement]] = {
    Method.MET_OR_RATIO: _when_missed(_ratio),
    Method.INVERSE_RATIO: _when_missed(_inverse),
    Method.LINEAR_LOSS: _when_missed(_loss),
    Method.ALL_OR_NOTHING: _when_missed(_all_or_nothing),
    Method.THRESHOLD_RATIO: _when_missed(_threshold),
    Method.STEPS: _steps,
    Method.QUALITATIVE_BANDS: _bands,
    Method.DEDUCT: _deduct,
    Method.RATE: _rate,
    Method.MANUAL: _manual,
}
