"""Targets against actual values against scores: reached or missed, points kept or lost, reasons given or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from jixiao.auditing.building import (
    actual_of,
    form_of,
    label,
    printed,
    same_kind,
    says_no_reason,
    scored_papers,
    short,
    target_of,
)
from jixiao.auditing.checks.missing_scores import blank_actuals
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.documents import Excerpt, Layout
from jixiao.evaluations import EXECUTION_NAME, Indicator, Points
from jixiao.quantities import Direction, Quantity, Target, find_dates, find_quantities
from jixiao.recognition import Dossier, clean_text
from jixiao.scoring.attribution import by_known_methods, printed_as

_NAMED = 3
_MOST_OPERANDS = 8
_FAMILY = "目标、完成与得分"
_BASIS = "财预〔2020〕10号第十八条：未完成的定量指标按完成比例计分；偏差较大的须分析原因"
_NOT_DONE = re.compile(r"未完成|未达|没有完成|未实现|未能|不达标|部分完成|基本未")
_DONE = re.compile(
    r"^(?:已?(?:按时|按期|全部|全面|圆满|及时|足额)?(?:完成|达标|落实|到位|达到|实现)|是|有|优|良好?|无|达成预期指标.*)"
)
_REASON_WORDS = re.compile(
    r"原因|因为|由于|因|主要(?:是|为)|扣[\d.]+分[，、（：]?(?:为|是|主要)|[，、]扣[\d.]+分[，。]?(?=.*(?:笔|份|次|家|人))|按(?!比例).{0,14}(?:计|折算|扣减)|"
    r"(?<![分\d])[^，。；分]{5,}[，、](?:共)?扣[\d.]+分|不足|不齐|逾期|超出|超期|超过|延期|推迟|未能|尚未|未完成|未达|不满意|影响|滞后|差错|缺[少口]|短缺|闲置|取消|晚|迟|低于|少于|未|发现|高于.{0,6}标准"
)
_LESS_IS_BETTER = re.compile(r"成本|费用|支出|经费|金额|标准|时间|时长|时限|天数|周期|差错|投诉|事故|自付|拖欠|违规")
_MORE_IS_BETTER = re.compile(
    r"(?:报销|救助|支付|补助|结算|合格|准确|办结|覆盖|完成|兑付|达标|激活|公开|执行)(?:比例|率|度)(?:（.*）)?$"
)
_DEADLINE = re.compile(r"时限|时长|天数|周期|(?:办理|结算|拨付|报销|送达|审核|等候|平均)时间")
_OVERSHOOT = Decimal("1.3")
_ENOUGH = frozenset({Direction.AT_LEAST, Direction.MORE_THAN})


def leaves(dossier: Dossier) -> Iterator[Indicator]:
    """Yield the lowest indicators of all evaluations."""
    for evaluation, _ in scored_papers(dossier):
        yield from evaluation.leaves()


def gives_reason(node: Indicator) -> bool:
    """Tell whether the reason cell is filled, or the prose on the indicator says why points were lost."""
    if node.reason is not None and not says_no_reason(node.reason):
        return True
    return node.body is not None and bool(_REASON_WORDS.search(node.body.text))


def comparison(node: Indicator) -> tuple[Target, Quantity, bool] | None:
    """Return target, actual value and whether it was reached; ``None`` where the two cannot be compared."""
    target, actual = target_of(node), actual_of(node)
    if target is None or actual is None or target.quantity is None:
        return None
    actual = same_kind(target.quantity, actual)
    met = target.met_by(actual)
    if met is None and target.direction is Direction.EQUAL:
        met = _bare_met(target.quantity, actual, label(node))
    return None if met is None else (target, actual, met)


def _bare_met(target: Quantity, actual: Quantity, name: str) -> bool | None:
    """Judge a target printed as a bare number: more is better, but for costs, delays and faults, where less is."""
    if target.unit != actual.unit:
        return None
    if _LESS_IS_BETTER.search(name) and not _MORE_IS_BETTER.search(name):
        late = _DEADLINE.search(name) is not None and actual.value > target.value
        return True if actual.value < target.value else False if late else None
    return actual.value > target.value


@check(
    "target-met",
    title="目标是否达到",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.WARNING,
    explanation="逐项比较年度指标值与实际完成值。定量目标没有达到却得满分的提示。",
)
def target_met(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Each quantitative target is compared with its actual value; a missed target must not earn full points."""
    for node in leaves(dossier):
        compared = comparison(node)
        if compared is None:
            target_words = target_of(node)
            dated = target_words is not None and target_words.kind == "date"
            told = list(_late(node)) if dated else []
            yield from told or _told_in_words(node)
            continue
        target, actual, met = compared
        if node.target is None or node.actual is None:
            continue
        excerpts = (short(node.name), node.actual, node.target, *([node.score.excerpt] if node.score else []))
        match = Match.FACE if met else Match.NONE
        lost = node.score is not None and node.weight is not None and node.score.value < node.weight.value
        for reported in (clean_text(node.actual.text), *([printed(node.score)] if lost and node.score else [])):
            yield Relation("target-met", f"{actual} 对目标 {target.text}", reported, met, match, excerpts)
        if not met and node.score and node.weight and node.score.value >= node.weight.value:
            yield _missed_in_full(node, node.target, node.actual, printed(node.score))


def _late(node: Indicator) -> Iterator[Relation | Finding]:
    """A date target is met when the day that is told as actual is not later."""
    days = _days(node)
    if days is None or node.target is None or node.actual is None:
        return
    aim, done, late = days
    outcome = printed(node.score) if node.score else node.actual.text
    excerpts = (node.actual, node.target, *([node.score.excerpt] if node.score else []))
    match = Match.NONE if late else Match.FACE
    yield Relation("target-met", f"{done} 对目标 {aim}", outcome, not late, match, excerpts)
    if late and node.score and node.weight and node.score.value >= node.weight.value and not gives_reason(node):
        yield _missed_in_full(node, node.target, node.actual, printed(node.score))


def _days(node: Indicator) -> tuple[str, str, bool] | None:
    """Return the one day of the target and the one told as actual, and whether the latter is later."""
    if node.target is None or node.actual is None:
        return None
    aims = [d for d in find_dates(clean_text(node.target.text)) if d.valid and d.month]
    dones = [d for d in find_dates(clean_text(node.actual.text)) if d.valid and d.month]
    if len(aims) != 1 or len(dones) != 1:
        return None
    aim, done = aims[0], dones[0]
    if aim.year is not None and done.year is not None and aim.year != done.year:
        late = done.year > aim.year
    else:
        late = (done.month or 0, done.day or 31) > (aim.month or 0, aim.day or 31)
    return aim.text, done.text, late


def _told_in_words(node: Indicator) -> Iterator[Relation]:
    """A target in words is verified when its actual value says the same or says that it is done."""
    if node.target is None or node.actual is None or not node.score:
        return
    target, actual = clean_text(node.target.text), clean_text(node.actual.text)
    numbers = target_of(node), actual_of(node)
    measured = numbers[1] is not None and (numbers[0] is None or numbers[0].quantity is not None)
    if not target or not actual or _NOT_DONE.search(actual) or (measured and target != actual):
        return
    if (
        target == actual
        or _DONE.match(actual)
        or any(target[i : i + 2] in actual for i in range(len(target) - 1))
        or (set(target) & set(actual) and len(actual) <= 4)
    ):
        excerpts = (short(node.name), short(node.actual), short(node.target), node.score.excerpt)
        yield Relation(
            "target-met", f"“{actual[:20]}”对“{target[:20]}”", printed(node.score), True, Match.JUDGED, excerpts
        )


def _missed_in_full(node: Indicator, target: Excerpt, actual: Excerpt, score: str) -> Finding:
    return Finding(
        "target-met",
        Severity.WARNING,
        f"“{label(node)}”目标{clean_text(target.text)}，实际{clean_text(actual.text)}，没有达到却得满分{score}分",
        (actual, target, node.score.excerpt if node.score else actual),
        expected=clean_text(target.text),
        reported=clean_text(actual.text),
        working=f"{clean_text(actual.text)} 未达到 {clean_text(target.text)}",
    )


@check(
    "points-lost",
    title="扣分应当说明原因",
    family=_FAMILY,
    basis="财预〔2020〕10号：未完成绩效目标或偏离较大的，要分析并说明原因；各地自评表设“偏差原因分析及改进措施”栏",
    severity=Severity.WARNING,
    explanation="得分低于分值，而偏差原因栏空着或填“无”。目标已经达到仍扣分的，同样提示。",
)
def points_lost(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A score below its weight needs a reason."""
    for node in leaves(dossier):
        if node.weight is None or node.score is None or node.score.value >= node.weight.value:
            continue
        if (node.reason is None and node.body is None) or gives_reason(node) or EXECUTION_NAME.search(label(node)):
            continue
        if _by_formula(node, node.weight.value, node.score.value):
            continue
        if node.body is not None and _told_elsewhere(dossier, node.score, node.weight.value - node.score.value):
            continue
        if _told_behind(dossier, node, node.score.excerpt):
            continue
        compared = comparison(node)
        met = compared is not None and compared[2]
        lost = node.weight.value - node.score.value
        message = (
            f"“{label(node)}”已达到目标却扣了{lost:f}分，没有说明原因"
            if met
            else f"“{label(node)}”扣了{lost:f}分，没有说明原因"
        )
        yield Finding(
            "points-lost",
            Severity.WARNING,
            message,
            (node.score.excerpt, short(node.name), *([short(node.actual)] if node.actual else [])),
            expected=f"{printed(node.weight)}分，或者写明扣分原因",
            reported=printed(node.score),
        )


@check(
    "missed-without-reason",
    title="未达标应当说明原因",
    family=_FAMILY,
    basis="财预〔2020〕10号、中央转移支付自评表：未完成绩效目标的，须填写未完成原因和改进措施",
    severity=Severity.WARNING,
    explanation="定量目标没有达到，表中“未完成原因”一栏却空着或填“无”。",
)
def missed_without_reason(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A missed target has its reason in the column for it, also in forms without scores."""
    for node in leaves(dossier):
        if node.score is not None or node.reason is None or gives_reason(node) or node.actual is None:
            continue
        aim = _missed(node)
        if aim is None:
            continue
        yield Finding(
            "missed-without-reason",
            Severity.WARNING,
            f"“{label(node)}”目标{aim}，实际{clean_text(node.actual.text)}，没有达到，也没有说明原因",
            (node.actual, short(node.name), *([node.target] if node.target else [])),
            expected="说明未完成原因",
            reported=clean_text(node.actual.text),
        )


_PROPORTION = re.compile(r"按|比例|折算|乘以?|×")
_HUNDREDTH = Decimal("0.01")


def _by_formula(node: Indicator, weight: Decimal, score: Decimal) -> bool:
    """Tell whether the prose says how the score is worked out, and it comes out: 按99.67%得9.97分 of ten points."""
    text = clean_text(node.body.text) if node.body is not None else ""
    if not _PROPORTION.search(text):
        return False
    told = [q for q in find_quantities(text)[:_MOST_OPERANDS] if q.unit != "分" and q.value > 0]
    ratios = [q.value for q in told if q.unit == "%"]
    ratios += [a.value / b.value for a in told for b in told if a.unit == b.unit and a.value < b.value]
    return any(abs(weight * ratio - score) < _HUNDREDTH for ratio in ratios)


def _missed(node: Indicator) -> str | None:
    """Return the words of the target that a row missed: its number, or the day that it was to be done by."""
    compared = comparison(node)
    if compared is not None:
        return None if compared[2] else compared[0].text
    target = target_of(node)
    days = _days(node) if target is not None and target.kind == "date" and node.target is not None else None
    return clean_text(node.target.text) if days is not None and days[2] and node.target is not None else None


_REASONS_BEHIND = re.compile(r"原因(?:分析|说明|及(?:改进|整改))")


def _told_behind(dossier: Dossier, node: Indicator, score: Excerpt) -> bool:
    """Tell whether a form without rows goes on, behind its indicators, with reasons that name this one."""
    recognition = dossier.recognitions[score.source]
    table = recognition.table_at(score.start)
    if table is None or table.layout is not Layout.FLAT:
        return False
    behind = recognition.document.text[score.end : table.span.end]
    reasons = _REASONS_BEHIND.search(behind)
    at = reasons.start() if reasons is not None else -1
    name = label(node)
    return at >= 0 and sum(1 for i in range(len(name) - 1) if name[i : i + 2] in behind[at:]) >= _NAMED


def _told_elsewhere(dossier: Dossier, score: Points, lost: Decimal) -> bool:
    """Tell whether the report explains a deduction of just these points, or tells the score again, elsewhere."""
    words = re.compile(rf"扣(?:减|除|了)?{lost.normalize():f}分|扣(?:减|除|了)?{lost:f}分")
    again = f"得{score.value:f}分"
    for passage in dossier.recognitions[score.excerpt.source].passages:
        clean = passage.clean
        if "扣" in clean and words.search(clean) and _REASON_WORDS.search(clean):
            return True
        own = passage.start <= score.excerpt.start <= passage.raw(max(len(clean) - 1, 0))
        if again in clean and not own and ("按比例" in clean or _REASON_WORDS.search(clean)):
            return True
    return False


@check(
    "ratio-score",
    title="未达标的定量指标按完成比例得分",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.WARNING,
    explanation="试算各种通行的计分办法（按完成比例、按反向比例、按超出比例扣分、达标得分），说明印出的得分是哪一种，或者哪种都不是。",
)
def ratio_score(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The printed score of a missed target is explained by one of the known scoring rules, or by none."""
    for node in leaves(dossier):
        compared = comparison(node)
        if compared is None or node.weight is None or node.score is None or compared[0].quantity is None:
            continue
        if compared[2]:
            yield from _full_as_met(node, node.weight, node.score)
            continue
        if node.score.value >= node.weight.value:
            continue
        below = compared[0].direction in (Direction.AT_MOST, Direction.LESS_THAN)
        aim, reached = compared[0].quantity.value, compared[1].value
        ways = [*by_known_methods(node.weight.value, aim, reached, less_is_better=below)]
        explained = next((method for method, exact in ways if printed_as(exact, node.score.value)), None)
        excerpts = (node.score.excerpt, *([node.actual, node.target] if node.actual and node.target else []))
        expected = f"{ways[0][1].quantize(Decimal('0.01'), rounding=ROUND_HALF_UP):f}"
        match = Match.FACE if explained else Match.NONE
        text = f"{explained or '各种计分办法'}：{expected}"
        yield Relation("ratio-score", text, printed(node.score), explained is not None, match, excerpts)
        if explained is None:
            explains = gives_reason(node) or _told_behind(dossier, node, node.score.excerpt)
            yield Finding(
                "ratio-score",
                Severity.INFO if explains else Severity.WARNING,
                f"“{label(node)}”未达标，按完成比例应得{expected}分，实得{printed(node.score)}分，通行的计分办法都得不出",
                excerpts,
                expected=expected,
                reported=printed(node.score),
            )


def _full_as_met(node: Indicator, weight: Points, score: Points) -> Iterator[Relation]:
    """A target that was reached explains full points; points lost all the same are told by another check."""
    if node.actual is not None and node.target is not None and score.value == weight.value:
        excerpts = (score.excerpt, weight.excerpt, node.actual, node.target, short(node.name))
        yield Relation("ratio-score", f"达标得满分：{printed(weight)}", printed(score), True, Match.FACE, excerpts)


@check(
    "overshoot",
    title="大幅超额应当说明",
    family=_FAMILY,
    basis="广西等地规定：完成值达到目标130%以上的按偏差处理，须说明原因（各地比例不一，请核对当地规定）",
    severity=Severity.WARNING,
    explanation="完成值达到目标的1.3倍以上，又没有说明原因，可能是目标定得太低。",
)
def overshoot(dossier: Dossier) -> Iterator[Relation | Finding]:
    """An actual value of 130 % of the target or more needs a reason."""
    for node in leaves(dossier):
        compared = comparison(node)
        if compared is None or compared[0].quantity is None or node.actual is None or node.target is None:
            continue
        target, actual, _ = compared
        plain_number = target.direction is Direction.EQUAL and target.kind == "quantitative"
        if (target.direction not in _ENOUGH and not plain_number) or compared[0].quantity.value <= 0:
            continue
        if actual.value < compared[0].quantity.value * _OVERSHOOT or gives_reason(node) or "月数" in label(node):
            continue  # a fund that lasts longer than it must is no goal set too low
        times = (actual.value / compared[0].quantity.value * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        yield Finding(
            "overshoot",
            Severity.WARNING,
            f"“{label(node)}”完成值是目标的{times}%，没有说明原因，请核对目标是否定得太低",
            (node.actual, node.target, short(node.name)),
            expected="说明超额原因",
            reported=clean_text(node.actual.text),
            working=f"{actual} ÷ {compared[0].quantity} = {times}%",
        )


@check(
    "number-due",
    title="定量目标的完成值应是数字",
    family=_FAMILY,
    basis="财预〔2020〕10号：定量指标应填写实际完成的数值",
    severity=Severity.WARNING,
    explanation="年度指标值是数字，实际完成值却只写了“已完成”之类的文字，或者空着。",
)
def number_due(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Where the target is a number, the actual value is one too."""
    for evaluation, whole in scored_papers(dossier):
        form = form_of(dossier, evaluation)
        told = blank_actuals(form) if form is not None else []
        for node in evaluation.leaves():
            target = target_of(node)
            if target is None or target.quantity is None or target.kind != "quantitative" or node.actual is None:
                continue
            if any(node is other for other in told):
                continue
            text = clean_text(node.actual.text)
            if (
                actual_of(node) is not None
                or re.search(r"\d|[一二三四五六七八九十百]分之", text)
                or (not text and not whole)
                or target.quantity.value == 0
            ):
                continue
            yield Finding(
                "number-due",
                Severity.WARNING,
                f"“{label(node)}”目标是{clean_text(node.target.text) if node.target else ''}，完成值"
                + (f"只写“{text[:12]}”，没有数字" if text else "空着"),
                (short(node.actual) if text else short(node.name), *([node.target] if node.target else [])),
                expected="实际完成的数值",
                reported=text or "（空）",
            )
