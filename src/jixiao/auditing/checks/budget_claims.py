"""Words on money against figures: 严格按预算, 无超支, 经费不足, 提高执行率, 年末无结余, 追加X万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from jixiao.auditing.arithmetic import shown
from jixiao.auditing.budgets import Accounts, Budget, accounts_of, whole
from jixiao.auditing.building import short
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.papers import Claim, Paper, claims, contradicted, papers
from jixiao.auditing.registry import check
from jixiao.quantities import find_quantities
from jixiao.recognition import Dossier, Figure

_FAMILY = "文字与数字"
_BASIS = "财预〔2020〕10号：绩效自评应当内容完整、数据真实、结果客观，文字结论与数据相符"
_FAR_ABOVE = Decimal("1.2")
_LEFT_OVER = Decimal("0.03")
_WELL = Decimal("0.8")
_NEARLY_ALL = Decimal("0.99")
_ONE = Decimal(1)

_STRICT = re.compile(
    r"严格(?:按照?|执行|依照|遵守|控制)[^，。；]{0,14}预算[^，。；]{0,8}?(?:执行|支出|开支|使用|安排(?:各项)?(?:支出)?)"
    r"|严格按(?:照)?(?:序时)?进度(?:执行|支出)|(?:无|没有|未|不存在|均未|未发生)(?:出现|发生)?(?:任何)?超(?:预算|支)|未突破预算|严控预算追加"
    r"|(?:严格)?控制在[^，。；\d]{0,8}预算数?(?:\d[\d.]*[万亿]?元)?(?:之|以|范围|额度)?(?:之)?内"
    r"|(?:做到|实现|确保了|力求)(?:了)?预算(?:编制)?(?:的)?(?:更加|较为)?(?:精细|精准|准确|科学)[^，。；]{0,4}|预算编制(?:较为|比较|更加)?(?:科学合理|精细准确|精准|准确)(?!性|度)"
)
_FIRST_BUDGET = re.compile(r"年初|人代会|人大|批准|批复|追加|精细|精准|准确|科学")
_THREE_PUBLIC = re.compile(r"三公")
_ALL_MONEY = re.compile(r"(?:总支出|总成本|总投入|支出总额|资金总额)(?:严格)?$")
_NO_OVERRUN = re.compile(r"超(?:预算|支)|未突破")
_BY_SCHEDULE = re.compile(r"进度")
_WEAK_EXECUTION = re.compile(
    r"(?:预算)?执行(?:力度|进度|率)?[^，。；]{0,4}(?:有待|还(?:要|需)|需要?进一步|不到位|不力|偏慢|较慢|偏低|较低|不高)[^，。；]{0,6}"
)


@check(
    "claim-strict-budget",
    title="称严格按预算执行应与预算、支出相符",
    family=_FAMILY,
    basis="《预算法》第十三条：未列入预算的不得支出；" + _BASIS,
    severity=Severity.ERROR,
    explanation="文中说“严格按预算执行”“无超支”“预算编制精准”，而支出大于所说的预算，或者是年初预算的1.2倍以上又没有调整预算。"
    "只说“三公”经费的，只与“三公”经费核对；没有决算数的，提示无法核对。",
)
def claim_strict_budget(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A claim of keeping to the budget is held against budget and spending of the same money (预算法 art. 13)."""
    accounts = accounts_of(dossier)
    for paper in accounts.papers:
        budgets: list[Budget] = []
        seen: set[tuple[int, bool]] = set()
        for claim in claims(paper, _STRICT):
            budgets = budgets or accounts.related(paper)
            key = (claim.sentence_start, _BY_SCHEDULE.search(claim.words) is not None)
            found = None if key in seen else _strict(claim, paper, budgets)
            if found is not None:
                seen.add(key)
                yield found


def _strict(claim: Claim, paper: Paper, budgets: Sequence[Budget]) -> Finding | None:
    beside = _told_beside(claim, budgets)
    if beside is not None and _NO_OVERRUN.search(claim.words):
        return _overrun(claim, beside) if _over(beside) else None
    if _THREE_PUBLIC.search(claim.clause):
        return _three_public(claim, budgets)
    if _BY_SCHEDULE.search(claim.words):
        weak = next(claims(paper, _WEAK_EXECUTION, planned=True), None)
        if weak is not None:
            return contradicted("claim-strict-budget", claim, f"文中又说“{weak.said()}”", (weak.excerpt(),))
    passed = _passed_limit(claim, budgets)
    if passed is not None:
        return passed
    strictly = _FIRST_BUDGET.search(claim.clause + claim.words) is not None
    for budget in whole(budgets):
        if _breaks(budget, strictly, "年初" in claim.words):
            return contradicted("claim-strict-budget", claim, budget.told() + _excess(budget), budget.excerpts)
    return None


def _passed_limit(claim: Claim, budgets: Sequence[Budget]) -> Finding | None:
    """Return the fault of all spending that passes the very amount it is said to keep: 总支出控制在预算300万元以内."""
    limit = next((q for q in find_quantities(claim.words) if q.unit == "元"), None)
    if limit is None or not _ALL_MONEY.search(claim.clause):
        return None
    for executed in (b.executed for b in whole(budgets)):
        if executed is not None and executed.quantity.rounding().low > limit.rounding().high:
            return Finding(
                "claim-strict-budget",
                Severity.ERROR,
                f"称“{claim.said()}”，但支出{executed.quantity.text}，超出了这个数",
                (claim.excerpt(), short(executed.excerpt)),
                expected=executed.quantity.text,
                reported=limit.text,
                working=f"{executed.quantity.text} > {limit.text}",
            )
    return None


def _told_beside(claim: Claim, budgets: Sequence[Budget]) -> Budget | None:
    """Return budget and executed amount told in the very sentence of the claim."""
    passage = claim.placed.passage
    start, end = (passage.raw(at) for at in _full_sentence(passage.clean, claim.start))
    for budget in budgets:
        beside = all(e.source == passage.source and start <= e.start < end for e in budget.excerpts)
        if budget.executed and budget.last and beside:
            return budget
    return None


def _full_sentence(clean: str, at: int) -> tuple[int, int]:
    stop = clean.find("。", at)
    return clean.rfind("。", 0, at) + 1, max((stop if stop >= 0 else len(clean)) - 1, 0)


def _over(budget: Budget) -> bool:
    executed, planned = budget.executed, budget.last
    return bool(executed and planned and executed.quantity.rounding().low > planned.quantity.rounding().high)


def _overrun(claim: Claim, budget: Budget) -> Finding:
    executed, planned = budget.executed, budget.last
    spent = executed.quantity.text if executed else ""
    limit = planned.quantity.text if planned else ""
    return Finding(
        "claim-strict-budget",
        Severity.ERROR,
        f"称“{claim.said()}”，但同一句里支出{spent}大于预算{limit}",
        (*(short(e) for e in budget.excerpts), claim.excerpt()),
        expected=f"不大于{limit}",
        reported=spent,
        working=f"{spent} > {limit}",
    )


def _three_public(claim: Claim, budgets: Sequence[Budget]) -> Finding | None:
    known = [b for b in budgets if _THREE_PUBLIC.search(b.topic)]
    for budget in known:
        if _over(budget):
            return contradicted("claim-strict-budget", claim, budget.told(), budget.excerpts)
    if any(budget.executed for budget in known):
        return None
    return Finding(
        "claim-strict-budget",
        Severity.WARNING,
        f"称“{claim.said()}”，但全文没有“三公”经费决算数，无法核对",
        (claim.excerpt(),),
        expected="写明“三公”经费预算数和决算数",
        reported=claim.words,
        kind="incomplete",
    )


def _breaks(budget: Budget, strictly: bool, names_initial: bool) -> bool:
    """Tell whether spending breaks the budget that is claimed to be kept.

    An adjusted budget excuses spending above the initial one, unless the claim is about the initial budget itself.
    """
    if budget.executed is None:
        return False
    if names_initial and budget.initial is not None:
        return budget.executed.quantity.rounding().low > budget.initial.quantity.rounding().high
    if budget.adjusted is not None and not strictly:
        return _over(budget)
    times = budget.times_first if budget.adjusted is None else _times_initial(budget)
    return times is not None and times > _FAR_ABOVE


def _times_initial(budget: Budget) -> Decimal | None:
    if budget.executed is None or budget.initial is None or budget.initial.quantity.value <= 0:
        return None
    return budget.executed.quantity.value / budget.initial.quantity.value


def _excess(budget: Budget) -> str:
    """Say how far spending went beyond the first budget."""
    first = budget.initial or budget.first
    if budget.executed is None or first is None or first.quantity.value <= 0:
        return ""
    times = budget.executed.quantity.value / first.quantity.value
    if times > _FAR_ABOVE:
        return f"，支出是{'年初' if budget.initial else ''}预算的{times.quantize(Decimal('0.01'), ROUND_HALF_UP)}倍"
    return f"，支出比年初预算多{shown(budget.executed.quantity.value - first.quantity.value, first.quantity)}"


_SHORTAGE = re.compile(
    r"(?:经费|资金)[^，。；]{0,8}缺口|(?:资金|经费)不足以[^，。；]{0,12}|远远不够"
    r"|(?:资金|经费)(?:投入|保障|配套|来源)?(?:仍然?|还|明显|严重|相对|较为|普遍)?(?:不足(?!之处|的地方|以|\d)|紧张|短缺)"
)
_FUND = re.compile(r"基金")
_CUT = re.compile(r"调减|压减|收回|核减|缩减|统筹收回")


@check(
    "claim-shortage",
    title="称经费不足应与预算结余情况相符",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.WARNING,
    explanation="文中说经费不足、有缺口，而同一笔钱的预算没有用完（余3%以上）。",
)
def claim_shortage(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A claim of too little money is held against budgets of the same money that were not used up."""
    accounts = accounts_of(dossier)
    for paper in (p for p in accounts.papers if p.is_report):
        told: dict[int, list[Claim]] = {}
        for claim in claims(paper, _SHORTAGE, planned=True):
            if _of_money(claim, paper) and not _CUT.search(paper.text):
                told.setdefault(claim.sentence_start, []).append(claim)
        left = max(_left_over(accounts, paper), key=lambda b: b.unspent, default=None) if told else None
        for same in told.values() if left is not None else ():
            share = f"{(left.unspent * 100).quantize(Decimal('0.01'), rounding=ROUND_HALF_UP)}%" if left else ""
            places = [*(c.excerpt() for c in same[1:]), *(left.excerpts if left else ())]
            words = f"{left.told() if left else ''}，还有{share}没有用完"
            yield contradicted("claim-shortage", same[0], words, places)


def _of_money(claim: Claim, paper: Paper) -> bool:
    """Tell whether the money of the paper is meant; the balance of an insurance fund is another matter."""
    if paper.of_department and _FUND.search(claim.sentence):
        return False
    return re.search(r"资金|经费|费用|基金", claim.sentence) is not None


def _left_over(accounts: Accounts, paper: Paper) -> list[Budget]:
    """Return the budgets of the whole paper, or of all its projects, of which a good part was left."""
    known = [b for b in accounts.related(paper) if b.topic in ("", "项目支出")]
    return [b for b in known if b.unspent >= _LEFT_OVER]


_IMPROVE = re.compile(
    r"提高(?:预算|资金|项目)?(?:完成|执行|支出)率|(?:预算|资金)(?:执行|支出)率(?:仍|还)?(?:较|偏|不)(?:低|高)"
    r"|预算执行(?:进度)?(?:不到位|偏慢|较慢)"
)
_GOOD = re.compile(r"预算执行(?:情况)?(?:总体)?(?:良好|较好|到位|有力|有效)")
_DEVIATION = re.compile(
    r"预算(?:编制)?(?:数)?与(?:实际)?(?:执行|支出)[^，。；]{0,6}(?:偏差|差距|差异)|预算执行[^，。；]{0,4}偏差"
)
_ANOTHER_THING = re.compile(r"采购|专项|项目|经费|救助")


@check(
    "claim-execution",
    title="对预算执行的评价应与执行率相符",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.WARNING,
    explanation="执行率全是100%却说要提高执行率；执行率不到80%却说预算执行良好；执行率在99%以上却说预算与执行偏差较大。",
)
def claim_execution(dossier: Dossier) -> Iterator[Relation | Finding]:
    """What is said of the execution of the budget is held against all execution rates of the same money."""
    accounts = accounts_of(dossier)
    for paper in (p for p in accounts.papers if p.is_report):
        rates = [b for b in whole(accounts.related(paper)) if b.rate is not None]
        values = [b.rate.quantity.value for b in rates if b.rate is not None]
        if not values:
            continue
        if all(value == _ONE for value in values):
            yield from _remark(paper, _IMPROVE, rates, "，各处执行率都是100%", Severity.WARNING)
        if all(value < _WELL for value in values):
            yield from _remark(paper, _GOOD, rates, "", Severity.WARNING)
        if all(value > _NEARLY_ALL for value in values):
            yield from _remark(paper, _DEVIATION, rates, "", Severity.INFO)


def _remark(
    paper: Paper, pattern: re.Pattern[str], rates: Sequence[Budget], extra: str, severity: Severity
) -> Iterator[Finding]:
    for claim in claims(paper, pattern, planned=True):
        if _ANOTHER_THING.search(claim.clause):
            continue
        places = tuple(short(b.rate.excerpt) for b in rates[:4] if b.rate is not None)
        told = str(rates[0].rate.quantity) if rates[0].rate is not None else ""
        tail = extra or f"，执行率却是{told}"
        yield Finding(
            "claim-execution",
            severity,
            f"文中说“{claim.said()}”{tail}，两处说法不一致",
            (claim.excerpt(), *places),
            expected="文字与执行率一致",
            reported=claim.words,
        )
        return


_NO_SURPLUS = re.compile(
    r"(?:年末|年终|年底|当年|期末|全年)?(?:资金|财政)?(?:无|没有|零)(?:资金)?(?:结转)?结余"
    r"|(?:年末|年终|年底|当年)(?:累计)?(?:结转)?结余(?:资金)?(?:为|是)?0(?:\.0+)?万?元"
)
_SURPLUS = re.compile(r"(?:年末|年终|年底|当年|项目)?(?:资金)?(?:累计)?(?:结转)?结余(?:资金)?(?:共计?|为|是)?$")
_NOT_THIS_SURPLUS = re.compile(r"上年|年初|期初|去年|基金|收回|上缴|个人账户|统筹")


@check(
    "claim-no-surplus",
    title="称无结余应与写明的结余相符",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.WARNING,
    explanation="一处说年末没有结余，另一处写着结余金额。医保基金的结余和上年结余不算。",
)
def claim_no_surplus(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A claim that nothing was left is held against a surplus stated in the same paper for the same year."""
    for paper in papers(dossier):
        told = [c for c in claims(paper, _NO_SURPLUS) if not _NOT_THIS_SURPLUS.search(c.sentence)]
        figure = next(_surpluses(paper), None) if told else None
        if figure is not None:
            told_words = f"另一处写{figure.subject[-10:]}{figure.quantity.text}"
            for claim in told:
                yield contradicted("claim-no-surplus", claim, told_words, (figure.excerpt(),))


def _surpluses(paper: Paper) -> Iterator[Figure]:
    year = paper.evaluation.year
    for passage in paper.passages:
        for figure in passage.figures:
            start, end = passage.sentence_of(figure.start)
            named = re.search(r"(20\d\d)年", figure.subject)
            other_year = named is not None and year is not None and int(named[1]) != year
            if figure.quantity.unit != "元" or figure.quantity.value <= 0 or other_year:
                continue
            if _SURPLUS.search(figure.subject) and not _NOT_THIS_SURPLUS.search(passage.clean[start:end]):
                yield figure
