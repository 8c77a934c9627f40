"""The scoring rules of a pack as spreadsheet formulas, so that Excel and WPS show the scores while a clerk types."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from jixiao.packs import Kind, Method, Pack, Rounding, RoundingMode, ScoringRule, Step
from jixiao.quantities import plain

_SIGNS = {
    "≥": Kind.MORE_IS_BETTER,
    "＞": Kind.MORE_IS_BETTER,
    "≤": Kind.LESS_IS_BETTER,
    "＜": Kind.LESS_IS_BETTER,
    "=": Kind.EQUAL,
}
_STRICT = ("＞", "＜")


def rounded_formula(formula: str, rounding: Rounding) -> str:
    """Wrap FORMULA so that it rounds as the pack does."""
    name = "ROUND" if rounding.mode is RoundingMode.HALF_UP else "ROUNDDOWN"
    return f"{name}({formula},{rounding.decimals})"


def score_formula(pack: Pack, cells: Mapping[str, str]) -> str:
    """Return the formula of one indicator row; CELLS maps the fields to their cells (``target`` → ``E5``).

    A row that is not filled in stays empty; what a person judges is the judged score.
    """
    judged = f'IF({cells["score"]}="","",{cells["score"]})'
    branches = judged
    for sign, kind in reversed(_SIGNS.items()):
        rule = pack.rule_for(kind)
        points = _points(rule, cells, pack, strict=sign in _STRICT) if rule is not None else None
        if points is not None:
            branches = f'IF({cells["nature"]}="{sign}",{points},{branches})'
    return f'IF({cells["weight"]}="","",{branches})'


def _points(rule: ScoringRule, cells: Mapping[str, str], pack: Pack, *, strict: bool) -> str | None:
    """Return the points by RULE, ``None`` for methods that leave them to a person."""
    weight, target, actual = cells["weight"], cells["target"], cells["actual"]
    less = Kind.LESS_IS_BETTER in rule.kinds and Kind.MORE_IS_BETTER not in rule.kinds
    missed = _missed(rule, weight, target, actual, less=less)
    if missed is None or pack.rounding is None:
        return None
    sign = ("<" if less else ">") + ("" if strict else "=")
    points = rounded_formula(f"IF({actual}{sign}{target},{weight},{missed})", pack.rounding)
    return f'IF(OR(NOT(ISNUMBER({target})),NOT(ISNUMBER({actual}))),"",{points})'


def _missed(rule: ScoringRule, weight: str, target: str, actual: str, *, less: bool) -> str | None:
    ratio, inverse = f"{weight}*{actual}/{target}", f"{weight}*{target}/{actual}"
    by_method = {
        Method.MET_OR_RATIO: f"IF({actual}<=0,0,{inverse if less else ratio})",
        Method.INVERSE_RATIO: inverse,
        Method.LINEAR_LOSS: f"MAX(0,{weight}-{weight}*({actual}-{target})/{target})",
        Method.ALL_OR_NOTHING: "0",
    }
    if rule.method is Method.THRESHOLD_RATIO and rule.pass_mark is not None:
        return f"IF({actual}<{target}*{plain(rule.pass_mark)},0,{ratio})"
    return by_method.get(rule.method)


def execution_formula(pack: Pack, executed: str, budget: str) -> str | None:
    """Return the points of budget execution by the amounts in two cells; ``None`` where a person judges them."""
    rule = pack.execution
    if rule is None or pack.rounding is None or rule.method is Method.MANUAL:
        return None
    rate = f"{executed}/{budget}"
    if rule.method is Method.STEPS:
        points = _steps(rate, rule.weight, rule.steps)
    else:
        points = f"IF({rate}>=1,{plain(rule.weight)},MAX(0,{plain(rule.weight)}*{rate}))"
    body = rounded_formula(points, pack.rounding)
    return f'IF(OR(NOT(ISNUMBER({executed})),NOT(ISNUMBER({budget})),N({budget})<=0),"",{body})'


def _steps(rate: str, weight: Decimal, steps: tuple[Step, ...]) -> str:
    formula = "0"
    for step in reversed(steps):
        formula = f"IF({rate}>={plain(step.at_least)},{plain(weight * step.earns)},{formula})"
    return formula


def grade_formula(pack: Pack, total: str) -> str:
    """Return the grade of the total in a cell."""
    formula = '""'
    for band in reversed(pack.grades):
        formula = f'IF({total}>={plain(band.at_least)},"{band.name}",{formula})'
    return f'IF(ISNUMBER({total}),{formula},"")'
