"""The advisers: each looks at the goals of one evaluation for one weakness."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from jixiao.advising.examples import example_for
from jixiao.evaluations import SelfEvaluation
from jixiao.packs import IndicatorRule, Kind, Pack
from jixiao.quantities import find_quantities, plain
from jixiao.scoring.execution import execution_of, without
from jixiao.scoring.measures import measure
from jixiao.scoring.tree import Place, matching, places

# These limits are house rules for advice, not rules of any place: advice is shown as such and refuses nothing.
_FAR_BELOW = Decimal("0.9")
_TOO_MANY_POINTS = Decimal("0.3")
_HUNDRED = Decimal(100)
_MONEY = re.compile(r"经费|资金|金额|补助款|拨款|投入|支出|预算")
_NOTHING = frozenset({"无", "无影响", "不适用"})
_MONEY_UNITS = ("元",)
_PROCESS = re.compile(
    r"领导小组|(?:召开|组织).{0,6}会议?|制定.{0,8}(?:制度|方案|计划)|印发|"
    r"^(?:加强|推进|落实|完善|做好|深化|贯彻|健全|规范|强化|提高|开展).{0,14}(?:工作|管理|建设|政策|制度|机制|执行)$|"
    r"^(?:按政策|按规定|全年|年度内)"
)


@dataclass(frozen=True, slots=True)
class Advice:
    """A weakness of a goal, where it is, and a better example; ``rule`` is the adviser's id."""

    rule: str
    path: tuple[str, ...]
    message: str
    example: str


_Adviser = Callable[[SelfEvaluation, Pack, tuple[Place, ...]], Iterator[Advice]]


def advise(evaluation: SelfEvaluation, pack: Pack) -> tuple[Advice, ...]:
    """Return the advice on EVALUATION, whose form is that of PACK, adviser by adviser."""
    execution = execution_of(evaluation, pack.execution)
    rows = without(evaluation.indicators, execution.row if execution is not None else None)
    found = tuple(places(rows, pack))
    return tuple(advice for adviser in ADVISERS.values() for advice in adviser(evaluation, pack, found))


def _in_words(place: Place) -> bool:
    """Tell whether a target is told in words; 无 beside a harm to be avoided is a plain yes or no."""
    return place.kind is Kind.QUALITATIVE and (place.row.target or "").strip() not in _NOTHING


def _unmeasurable(_: SelfEvaluation, __: Pack, found: tuple[Place, ...]) -> Iterator[Advice]:
    for place in found:
        if _in_words(place):
            message = f"指标值“{place.row.target}”没有数量、比例或期限，到年底无法衡量是否完成"
            yield Advice("unmeasurable", place.path, message, example_for(place.path))


def _low_target(_: SelfEvaluation, __: Pack, found: tuple[Place, ...]) -> Iterator[Advice]:
    for place in found:
        if place.row.last_year is None:
            continue
        last_year = measure(place.row.model_copy(update={"actual": place.row.last_year}), Decimal(1), place.kind)
        aim, before = last_year.aim, last_year.reached
        if aim is None or before is None or before <= 0 or aim <= 0:
            continue
        less = place.kind is Kind.LESS_IS_BETTER
        far = aim * _FAR_BELOW > before if less else aim < before * _FAR_BELOW
        if far and place.kind in (Kind.MORE_IS_BETTER, Kind.EQUAL, Kind.LESS_IS_BETTER):
            than = f"比上年完成的{place.row.last_year}{'宽松' if less else '低'}得多"
            message = f"指标值{place.row.target}{than}，不用努力就能完成"
            better = f"{place.path[-1]} {'≤' if less else '≥'}{place.row.last_year}（不差于上年）"
            yield Advice("low-target", place.path, message, better)


def _piled_points(_: SelfEvaluation, pack: Pack, found: tuple[Place, ...]) -> Iterator[Advice]:
    whole = pack.full.value if pack.full is not None else _HUNDRED
    for place in found:
        fixed = place.rule is not None and any(
            place.row.name in (n.name, *n.aliases) and n.weight for n in _nodes(pack)
        )
        if place.weight is not None and place.weight > whole * _TOO_MANY_POINTS and not fixed:
            message = f"一个指标占{plain(place.weight)}分，一项没做好就决定全局，做好了也看不出别的"
            yield Advice("piled-points", place.path, message, "分成几个指标，每个5至15分；分值多少与任务轻重相当")


def _nodes(pack: Pack) -> Iterator[IndicatorRule]:
    for node in pack.indicators:
        yield from node.walk()


def _missing_category(evaluation: SelfEvaluation, pack: Pack, _: tuple[Place, ...]) -> Iterator[Advice]:
    tops = [row for row in evaluation.indicators if matching(row.name, pack.indicators)]
    if not tops:
        # Without a single dimension of the form the tree was lost in reading, or is of another form.
        return
    for node in pack.indicators:
        here = next((row for row in tops if matching(row.name, (node,))), None)
        if here is None:
            if node.required:
                yield Advice("missing-category", (node.name,), f"没有设“{node.name}”", example_for((node.name,)))
            continue
        # Where none of the categories is found the form has none: its indicators stand right below the dimension.
        names = [child.name for child in here.children if matching(child.name, node.children)]
        for child in node.children:
            if child.required and names and not any(matching(name, (child,)) for name in names):
                path = (node.name, child.name)
                yield Advice("missing-category", path, f"“{node.name}”下没有设“{child.name}”", example_for(path))


def _money_as_output(_: SelfEvaluation, __: Pack, found: tuple[Place, ...]) -> Iterator[Advice]:
    for place in found:
        if "产出" not in place.path[0] or any("成本" in name for name in place.path) or place.row.target is None:
            continue
        amounts = find_quantities(place.row.target)
        money = any(q.unit in _MONEY_UNITS for q in amounts) or place.row.unit in ("元", "万元", "万")
        if _MONEY.search(place.path[-1]) and (money or amounts):
            message = "花出去的钱不是产出：钱花完了，事做成多少看不出来"
            yield Advice("money-as-output", place.path, message, example_for(place.path))


def _process_as_output(_: SelfEvaluation, __: Pack, found: tuple[Place, ...]) -> Iterator[Advice]:
    for place in found:
        if _PROCESS.search(place.path[-1]) and place.kind in (Kind.QUALITATIVE, Kind.UNTARGETED, Kind.BY_DATE):
            message = f"“{place.path[-1]}”说的是做法，不是结果"
            yield Advice("process-as-output", place.path, message, example_for(place.path))


def _copied_target(_: SelfEvaluation, __: Pack, found: tuple[Place, ...]) -> Iterator[Advice]:
    for place in found:
        target, actual = place.row.target, place.row.actual
        if target and actual and _in_words(place) and "".join(target.split()) == "".join(actual.split()):
            message = f"完成值照抄指标值“{target}”，没有写做到了什么程度"
            yield Advice(
                "copied-target", place.path, message, "完成值写实际的数和取数的来源，如 96.2%（抽样问卷312份）"
            )


ADVISERS: dict[str, _Adviser] = {
    "unmeasurable": _unmeasurable,
    "low-target": _low_target,
    "piled-points": _piled_points,
    "missing-category": _missing_category,
    "money-as-output": _money_as_output,
    "process-as-output": _process_as_output,
    "copied-target": _copied_target,
}
