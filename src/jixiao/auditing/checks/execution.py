"""Budget execution in forms: the rate, its points, overspending, and budgets adjusted without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from jixiao.auditing.arithmetic import Verdict, judge, quotient, shown
from jixiao.auditing.building import NO_REASON, label, layout_of, printed, scored_papers
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.documents import Excerpt, Layout
from jixiao.evaluations import EXECUTION_NAME, Amount, Evaluation, FundLine, Indicator, Points
from jixiao.quantities import Interval
from jixiao.recognition import Dossier, Recognition, clean_text
from jixiao.scoring.attribution import printed_as

_FAMILY = "预算执行"
_RATE_BASIS = "自评表“执行率”＝全年执行数÷全年预算数"
_HUNDRED = Decimal(100)
_HIGHEST_RATE = Decimal(200)
_RULE = re.compile(r"得分[=＝]?(?:按)?(?:(?:执行率|分值|权重|\d+)(?:[×x*]|乘以?)){1,2}(?:执行率|分值|权重|\d+)")
_RATE_TOLD = re.compile(r"(?:执行率|支出率|执行进度|支出进度|(?:预算|支出)完成率)[^，。；\d]{0,8}?(\d+(?:\.\d+)?)%")


def fund_lines(dossier: Dossier) -> Iterator[tuple[Evaluation, FundLine]]:
    """Yield every fund row with its evaluation."""
    for evaluation, _ in scored_papers(dossier):
        for line in evaluation.funds:
            yield evaluation, line


def base_budget(line: FundLine) -> Amount | None:
    """Return the budget that the rate is measured by: the adjusted one, the initial one where no other is printed."""
    return line.adjusted or line.initial


@check(
    "execution-rate",
    title="执行率等于执行数除以预算数",
    family=_FAMILY,
    basis=_RATE_BASIS,
    severity=Severity.ERROR,
    explanation="按印出的预算数和执行数重算执行率；四舍五入或截断能得到印出的数，都算对。",
)
def execution_rate(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Execution rate = executed ÷ adjusted budget (Shanxi, Sichuan, Hubei, Hunan forms)."""
    for evaluation, line in fund_lines(dossier):
        budget = base_budget(line)
        if line.rate is None or line.executed is None or budget is None or budget.quantity.value == 0:
            continue
        if _no_rate(line.rate) and layout_of(dossier, evaluation) is not Layout.GRID:
            continue
        rate = _as_rate(line.rate)
        verdict = judge(quotient, [line.executed.quantity, budget.quantity], rate.quantity)
        if verdict is None:
            continue
        excerpts = (line.rate.excerpt, line.executed.excerpt, budget.excerpt)
        expression = f"{line.executed.quantity} ÷ {budget.quantity}"
        yield _rate_relation(expression, line.rate, verdict, excerpts)
        if not verdict.holds:
            yield _rate_finding(line, rate, budget, verdict, excerpts)


def _no_rate(amount: Amount) -> bool:
    """Tell whether a bare number in a rate column is too large for one: an amount that slipped out of its column."""
    return not amount.quantity.unit and amount.quantity.number > _HIGHEST_RATE


def _as_rate(amount: Amount) -> Amount:
    """Read a bare ``99.74`` in a rate column as per cent, and a bare ``0.9974`` or ``1`` as a share."""
    quantity = amount.quantity
    if not quantity.unit and quantity.number > 2:
        return Amount(quantity=quantity.in_unit("%"), excerpt=amount.excerpt)
    if not quantity.unit and quantity.decimals == 0:
        whole = replace(quantity, number=quantity.number * _HUNDRED).in_unit("%")
        return Amount(quantity=whole, excerpt=amount.excerpt)
    return amount


def _rate_relation(expression: str, rate: Amount, verdict: Verdict, excerpts: tuple[Excerpt, ...]) -> Relation:
    return Relation(
        "execution-rate",
        expression,
        rate.excerpt.text,
        verdict.holds,
        verdict.match,
        excerpts,
        verdict.interval,
        shown(verdict.computed, rate.quantity, 4),
    )


def _rate_finding(
    line: FundLine, rate: Amount, budget: Amount, verdict: Verdict, excerpts: tuple[Excerpt, ...]
) -> Finding:
    expected = shown(verdict.computed, rate.quantity, max(rate.quantity.decimals, 2))
    working = f"{excerpts[1].text} ÷ {budget.excerpt.text} = {expected}"
    other = ""
    if line.initial is not None and line.adjusted is not None and line.executed is not None:
        by_initial = judge(quotient, [line.executed.quantity, line.initial.quantity], rate.quantity)
        if by_initial is not None and by_initial.holds:
            other = "（这是按年初预算数算出的，应按全年预算数计算）"
    return Finding(
        "execution-rate",
        Severity.ERROR,
        f"执行率应为{expected}，表上写{rate.excerpt.text}{other}",
        excerpts,
        expected=expected,
        reported=rate.excerpt.text,
        interval=verdict.interval,
        working=working,
    )


@check(
    "execution-points",
    title="执行率得分等于分值乘以执行率",
    family=_FAMILY,
    basis="各地自评表通行算法：得分＝分值×执行率，最高不超过分值",
    severity=Severity.ERROR,
    explanation="得分与分值×执行率不一致时提示。有的地方另定计分办法，请核对当地规则；材料自己写明“得分＝分值×执行率”的，判错。",
)
def execution_points(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Points of execution = weight × rate, at most the weight."""
    for evaluation, line in fund_lines(dossier):
        if line.weight is None or line.score is None:
            continue
        rate = _as_rate(line.rate).quantity.value if line.rate is not None else None
        if rate is None and line.executed is not None and (budget := base_budget(line)) and budget.quantity.value:
            rate = line.executed.quantity.value / budget.quantity.value
        if rate is None:
            continue
        place = line.rate.excerpt if line.rate else line.label
        yield from points_by_rate(line.weight, line.score, rate, place, _rule_stated(dossier, evaluation.source))
    yield from _points_in_prose(dossier)


def _points_in_prose(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Execution points told in a report, by the rate told with them or else anywhere in the same report."""
    for recognition in dossier.recognitions:
        for report in recognition.reports:
            for node in (n for root in report.indicators for n in root.walk()):
                if node.weight is None or node.score is None or not EXECUTION_NAME.search(label(node)) or node.children:
                    continue
                if node.body is not None and re.search(r"扣[\d.]+分", node.body.text):
                    continue
                told = _rate_told(node, recognition, report)
                if told is not None:
                    yield from points_by_rate(node.weight, node.score, *told, _rule_stated(dossier, report.source))


def _rule_stated(dossier: Dossier, source: int) -> bool:
    """Tell whether the document itself says that the points are weight × rate."""
    texts = dossier.recognitions[source].texts()
    return dossier.once(f"execution rule {source}", lambda: any(_RULE.search(t.clean) for t in texts))


def _rate_told(node: Indicator, recognition: Recognition, report: Evaluation) -> tuple[Decimal, Excerpt] | None:
    passages = list(recognition.passages_in(report))
    body = node.body
    near = [p for p in passages if body is not None and p.start < body.end and body.start < p.paragraph.span.end]
    for passage in [*near, *passages]:
        found = _RATE_TOLD.search(passage.clean)
        if found is not None:
            return Decimal(found[1]) / _HUNDRED, passage.excerpt(*found.span())
    return None


def points_by_rate(
    weight: Points, score: Points, rate: Decimal, place: Excerpt, stated: bool
) -> Iterator[Relation | Finding]:
    """Compare SCORE with WEIGHT × RATE (a share), rounded or cut off to the decimals that the score is printed with.

    STATED tells whether the document says that this is its rule: then another score is wrong, not only doubtful.
    """
    exact = min(weight.value * rate, weight.value)
    half = Decimal(5).scaleb(min(int(rate.as_tuple().exponent), 0) - 1) * weight.value  # what rounding the rate hides
    holds = any(printed_as(min(value, weight.value), score.value) for value in (exact, exact - half, exact + half))
    percent = f"{(rate * 100).quantize(Decimal('0.01'), rounding=ROUND_HALF_UP):f}%"
    expression = f"{printed(weight)} × {percent}"
    excerpts = (score.excerpt, weight.excerpt, place)
    match = Match.FACE if holds else Match.NONE
    interval = Interval.point(exact)
    yield Relation("execution-points", expression, printed(score), holds, match, excerpts, interval, f"{exact:f}")
    if not holds:
        expected = f"{exact.quantize(Decimal('0.01'), rounding=ROUND_HALF_UP):f}"
        yield Finding(
            "execution-points",
            Severity.ERROR if stated else Severity.WARNING,
            f"执行率{percent}，按比例应得{expected}分，实得{printed(score)}分，"
            + ("不合文中写明的计分规则" if stated else "没有写明另外的计分规则"),
            excerpts,
            expected=expected,
            reported=printed(score),
            interval=interval,
            working=f"{expression} = {expected}",
        )


@check(
    "overspent",
    title="执行数不应大于预算数",
    family=_FAMILY,
    basis="《预算法》第十三条：未列入预算的不得支出",
    severity=Severity.WARNING,
    explanation="全年执行数大于全年预算数，应有调整预算的依据。",
)
def overspent(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The executed amount is at most the adjusted budget (预算法 art. 13)."""
    for _, line in fund_lines(dossier):
        budget = base_budget(line)
        if line.executed is None or budget is None:
            continue
        low, high = line.executed.quantity.rounding().low, budget.quantity.rounding().high
        holds = low <= high
        excerpts = (line.executed.excerpt, budget.excerpt)
        expression = f"{line.executed.quantity} ≤ {budget.quantity}"
        match = Match.FACE if holds else Match.NONE
        yield Relation("overspent", expression, line.executed.excerpt.text, holds, match, excerpts)
        if not holds:
            yield Finding(
                "overspent",
                Severity.WARNING,
                f"“{clean_text(line.label.text)[:16]}”执行数{line.executed.excerpt.text}大于预算数{budget.excerpt.text}",
                excerpts,
                expected=f"不大于{budget.excerpt.text}",
                reported=line.executed.excerpt.text,
                working=expression.replace("≤", ">"),
            )


@check(
    "budget-adjusted",
    title="预算调整应当说明",
    family=_FAMILY,
    basis="四川等地自评表：年度中调整预算的须填写原因；《预算法》第六十九条以下关于预算调整的规定",
    severity=Severity.WARNING,
    explanation="年初预算与全年预算不一致，而执行数恰好等于调整后的预算（执行率因此成为100%），或者调整幅度超过5%，表中又没有说明原因。",
)
def budget_adjusted(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A budget changed to what was spent, or changed much, needs a word of explanation."""
    for evaluation, line in fund_lines(dossier):
        if line.part or line.initial is None or line.adjusted is None or line.executed is None:
            continue
        if layout_of(dossier, evaluation) is Layout.FLAT:
            continue
        initial, adjusted = line.initial.quantity, line.adjusted.quantity
        told = _told_adjustment(dossier, evaluation)
        if adjusted.rounding().meets(initial.rounding()) or told or _explained(evaluation, line):
            continue
        fitted = line.executed.quantity.value == adjusted.value
        large = initial.value == 0 or abs(adjusted.value - initial.value) > _LARGE_CHANGE * initial.value
        if not (fitted or large):
            continue
        yield _adjusted_finding(line, line.initial, line.adjusted, line.executed, fitted)


def _adjusted_finding(line: FundLine, initial: Amount, adjusted: Amount, executed: Amount, fitted: bool) -> Finding:
    by_initial = _by_initial(executed, initial)
    places = [line.rate.excerpt] if line.rate is not None else []
    tail = f"，执行率按年初预算只有{by_initial}" if fitted and by_initial else ""
    return Finding(
        "budget-adjusted",
        Severity.WARNING,
        f"年初预算{initial.excerpt.text}调整为{adjusted.excerpt.text}"
        + ("，与执行数分毫不差" if fitted else "，幅度超过5%")
        + f"，没有说明原因{tail}",
        (*places, adjusted.excerpt, initial.excerpt),
        expected=by_initial if fitted and by_initial else "说明调整原因",
        reported=places[0].text if places else adjusted.excerpt.text,
        working=f"{executed.excerpt.text} ÷ {initial.excerpt.text} = {by_initial}" if fitted and by_initial else "",
    )


def _by_initial(executed: Amount, initial: Amount) -> str:
    if initial.quantity.value == 0:
        return ""
    share = executed.quantity.value / initial.quantity.value * _HUNDRED
    return f"{share.quantize(Decimal('0.01'), rounding=ROUND_HALF_UP):f}%"


_LARGE_CHANGE = Decimal("0.05")
_CHANGED_WORD = re.compile(r"追加|(?:调整|调减|调增|收回|压减|核减)(?!(?:年度)?(?:目标|指标))")
_BUDGET_CHANGED = re.compile(
    r"追加|收回|压减|(?:预算|资金|经费|财政)[^。；]{0,20}(?:调整|调减|调增|核减)|(?:调整|调减|调增|核减)[^。；]{0,8}(?:预算|资金|经费|\d)"
)
_ADJUSTMENT_TOLD = re.compile(
    r"(?:调整|追加|调增|调减|压减|核减|收回|下达|增资|清算)[^。；]{0,24}?(?:\d[\d,.]*(?:万|亿)?元|原因|主要)"
    r"|(?:预算数?)?(?:比|较|与|同)(?:当?年初)(?:预算数?|安排数?|批复数?)?(?:相比)?(?:多|少|净?增|净?减|下降|上升)[^。；]{0,24}?"
    r"(?:为|因|由于|主要|系|是|用于|下达)"
    r"|年(?:度)?中期?(?:新增|核增|增加|补充|增列|增拨|下拨)[^。；]{0,16}\d"
    r"|办理(?:了)?[^。；]{0,6}预算(?:变更|调剂|调整|追加)|(?:变更|调剂)[^。；]{0,4}预算"
    r"|(?:列入|纳入|并入|转入)(?:全年|本年|调整后?)(?:的)?预算"
)


def _told_adjustment(dossier: Dossier, evaluation: Evaluation) -> bool:
    """Tell whether the document says anywhere by how much or why a budget was changed."""
    recognition = dossier.recognitions[evaluation.source]
    if dossier.once(f"adjustment told {evaluation.source}", lambda: _prose_tells_adjustment(recognition)):
        return True
    return any(_ADJUSTMENT_TOLD.search(p.clean) for p in recognition.cells_in(evaluation))


def _prose_tells_adjustment(recognition: Recognition) -> bool:
    told = (p.clean for p in recognition.passages if any(word in p.clean for word in ("预算", "追加", "年中", "年初")))
    return any(map(_ADJUSTMENT_TOLD.search, told))


def _explained(evaluation: Evaluation, line: FundLine) -> bool:
    """Tell whether the form explains the change: a filled reason cell, or words on the adjustment in its goals."""
    if line.reason is not None and clean_text(line.reason.text) not in NO_REASON:
        return True
    goals = [clean_text(g.reached.text) for g in evaluation.goals if g.reached is not None]
    reasons = [clean_text(leaf.reason.text) for leaf in evaluation.leaves() if leaf.reason is not None]
    return any(map(_CHANGED_WORD.search, goals)) or any(map(_BUDGET_CHANGED.search, reasons))


@check(
    "execution-low",
    title="执行率偏低应当说明",
    family=_FAMILY,
    basis="四川等地自评表：执行率低于90%须填写原因；此处从宽，低于80%才提示",
    severity=Severity.WARNING,
    explanation="执行率低于80%，表中又没有填写原因。",
)
def execution_low(dossier: Dossier) -> Iterator[Relation | Finding]:
    """An execution rate below 80 % needs a reason."""
    for evaluation, line in fund_lines(dossier):
        budget = base_budget(line)
        if line.part or line.executed is None or budget is None or budget.quantity.value == 0:
            continue
        if layout_of(dossier, evaluation) is Layout.FLAT or _reason_given(evaluation, line):
            continue
        share = line.executed.quantity.value / budget.quantity.value
        if share < Decimal("0.8"):
            place = line.rate.excerpt if line.rate is not None else line.executed.excerpt
            text = f"{(share * 100).quantize(Decimal('0.01'), rounding=ROUND_HALF_UP):f}%"
            yield Finding(
                "execution-low",
                Severity.WARNING,
                f"执行率只有{text}，没有说明原因和结余资金的去向",
                (place, line.executed.excerpt, budget.excerpt),
                expected="说明原因",
                reported=place.text,
            )


def _reason_given(evaluation: Evaluation, line: FundLine) -> bool:
    if line.reason is not None and clean_text(line.reason.text) not in NO_REASON:
        return True
    reasons = [clean_text(leaf.reason.text) for leaf in evaluation.leaves() if leaf.reason is not None]
    goals = [clean_text(g.reached.text) for g in evaluation.goals if g.reached is not None]
    return any(word in text for text in [*reasons, *goals] for word in ("资金", "执行", "支付", "结余", "拨付", "预算"))
