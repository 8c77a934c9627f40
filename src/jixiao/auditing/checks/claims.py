"""Words against facts: 全部完成, 应发尽发, 问题“无”, full points – while the same dossier tells otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.auditing.budgets import accounts_of, whole
from jixiao.auditing.building import NO_REASON, label, printed, short
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.papers import Claim, Paper, claims, papers, shared_words
from jixiao.auditing.registry import check
from jixiao.auditing.shortfalls import (
    Shortfall,
    admissions,
    late_payments,
    missed_targets,
    undone_items,
    unsettled_payments,
)
from jixiao.documents import Cell, Excerpt, Layout
from jixiao.evaluations import Indicator
from jixiao.recognition import Dossier, clean_text

_FAMILY = "文字与数字"
_BASIS = "财预〔2020〕10号：绩效自评应当内容完整、数据真实、结果客观，文字结论与数据相符"
_MOST_NAMED = 3
_LOW_RATE = Decimal("0.9")
_VERY_LOW_RATE = Decimal("0.8")

_ALL_DONE = re.compile(
    r"(?:全部|全都|均已?|全面|圆满|不折不扣地?|百分之百)(?:按[时期质量要求]{1,4})?(?:圆满|全面|不折不扣)?"
    r"(?:(?:完成|实现|达成)(?!率|值|情况|数|程度|的(?:比例|占))|达标|(?:达到|符合)(?:了)?(?:年初|年度|预期)?(?:设定的?)?(?:目标|要求|指标值))"
    r"|顺利完成(?:了)?(?=(?:年初|年度|全年|各项|本年度)[^，。；]{0,8}(?:目标|任务|指标))"
)
_WHOLE = re.compile(
    r"(?:各项|年度|全年|年初|总体|总|所有|全部|阶段性|绩效|工作|预定|既定|预期)[^，。；“”]{0,6}(?:目标|任务|指标)|^(?:目标|任务|指标)|目标任务"
)
_ONE_KIND = re.compile(r"产出|效益|质量指标|数量|时效|成本|满意度|效果|过程|投入")
_STOP_WORDS = re.compile(r"全县|全市|全区|年度|全年|任务|工作|目标|指标|项目|均|已|全部|我局|本|完成|情况|按|时|期")
_YEAR = re.compile(r"20\d\d年度?")
_MOSTLY = re.compile(
    r"(?:目标|任务|指标)[^，。；]{0,6}基本(?:完成|实现|达到|达成)"
    r"|基本(?:完成|实现|达到)(?:了)?[^，。；]{0,12}(?:目标|任务|指标)"
)


@check(
    "claim-all-done",
    title="称全部完成应与指标完成情况相符",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.WARNING,
    explanation="文中说各项目标“全部完成”“圆满完成”“不折不扣完成”，而同一份材料里有没达到的指标、没做完的事项，"
    "或者结论只说“基本完成”。只说某一件事完成的，只与那一件事核对。",
)
def claim_all_done(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A claim that all was done is held against missed targets, items not done, and the paper's own 基本完成."""
    accounts, known = accounts_of(dossier), _Undone()
    for paper in accounts.papers:
        told = list(claims(paper, _ALL_DONE))
        if not told:
            continue
        missed = [s for one in accounts.related_papers(paper) for s in known.of(one)]
        seen: set[int] = set()
        for claim in told:
            against = _against(claim, missed, paper)
            if against and claim.placed.passage.start not in seen:
                seen.add(claim.placed.passage.start)
                yield _all_done(claim, against)


class _Undone:
    """What each paper missed or left undone, worked out once."""

    def __init__(self) -> None:
        self._known: dict[int, list[Shortfall]] = {}

    def of(self, paper: Paper) -> list[Shortfall]:
        if id(paper) not in self._known:
            self._known[id(paper)] = [*missed_targets(paper), *undone_items(paper)]
        return self._known[id(paper)]


def _against(claim: Claim, missed: Sequence[Shortfall], paper: Paper) -> list[Shortfall]:
    """Return what contradicts the claim: everything missed for a claim on all targets, else what is named alike."""
    behind = re.match(r"[^，。；]{0,16}", claim.placed.passage.clean[claim.end :])
    about = claim.clause + (behind[0] if behind else "")
    if re.search(r"\d", _YEAR.sub("", about)):
        return []
    if _WHOLE.search(about) and not _ONE_KIND.search(about):
        return [*missed, *admissions(paper), *_mostly_done(paper)]
    thing = _STOP_WORDS.sub("", claim.clause)
    return [s for s in missed if _names(thing, s.name)]


def _names(thing: str, name: str) -> bool:
    """Tell whether two names share four characters in a row, or nearly all that the shorter one has."""
    shared = shared_words(thing, _STOP_WORDS.sub("", name))
    return shared >= 4 or (len(thing) >= 2 and shared >= 3 and shared >= len(thing) - 1)


def _mostly_done(paper: Paper) -> Iterator[Shortfall]:
    for claim in claims(paper, _MOSTLY):
        excerpt = claim.placed.passage.excerpt(claim.start, claim.end)
        yield Shortfall("", f"又说“{clean_text(excerpt.text)}”", (short(excerpt),))


def _all_done(claim: Claim, against: Sequence[Shortfall]) -> Finding:
    return Finding(
        "claim-all-done",
        Severity.WARNING,
        f"称“{claim.said()}”，但{_list(against)}",
        (claim.excerpt(), *_places(against)),
        expected="与实际完成情况一致",
        reported=claim.words,
    )


def _list(against: Sequence[Shortfall]) -> str:
    """Say the first few things that fell short: ``“满意度”目标≥95%，实际93.4%；…等3项没有达到``."""
    named = list(dict.fromkeys(f"“{s.name}”{s.told}" if s.name else s.told for s in against))
    more = f"等{len(named)}处" if len(named) > _MOST_NAMED else ""
    return "；".join(named[:_MOST_NAMED]) + more


def _places(against: Sequence[Shortfall]) -> tuple[Excerpt, ...]:
    return tuple(short(excerpt) for s in against[:8] for excerpt in s.excerpts[:2])


_IN_FULL = re.compile(
    r"全额(?:及时|足额|按时)?(?:拨付|报销|支付|发放|兑付|兑现)(?:到位)?|(?:及时|按时)足额(?:拨付|支付|发放|报销)(?:到位)?"
    r"|全额[、和]?(?:及时|按时)(?:报销|拨付|支付|发放)(?:到位)?|应发尽发|应报尽报|应付尽付|应拨尽拨"
    r"|(?:全部|均已?|都)(?:严格)?按(?:月|时|期|季)[^，。；]{0,4}(?:拨付|发放|支付|报销|结算)(?:到位|完毕)?"
    r"|(?:已全部|全部已?)(?:及时|足额)?(?:拨付|发放|支付|报销|结算)(?:到位|完毕)?"
)
_QUALIFIED = re.compile(r"能够?(?:以)?结算|可以?结算|已结算|已审核|审核通过|符合条件|部分|除|余下|剩余|验收")
_PAY_VERB = re.compile(r"拨付|报销|支付|发放|结算|兑付|兑现|付|发|拨|报")


@check(
    "claim-paid-in-full",
    title="称全额及时支付应与支付情况相符",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.WARNING,
    explanation="文中说资金“全额及时拨付”“应发尽发”“全部按月拨付”，而同一份材料承认有费用没能结算（且执行率低于90%），或者有资金推迟拨付。",
)
def claim_paid_in_full(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A claim of full and timely payment is held against payments that the paper itself calls unsettled or late."""
    accounts = accounts_of(dossier)
    for paper in accounts.papers:
        told = [c for c in claims(paper, _IN_FULL) if not _QUALIFIED.search(c.clause)]
        if not told:
            continue
        rates = [(b.spent, b) for b in whole(accounts.related(paper)) if b.spent is not None]
        low = [b for spent, b in rates if spent < _LOW_RATE]
        unsettled = list(unsettled_payments(paper))[:2] if low and len(low) == len(rates) else []
        late = list(late_payments(paper))
        for claim in told:
            against = unsettled or [s for s in late if _same_payment(claim, s, paper)][:2]
            if against:
                reason = f"；{low[0].told()}" if unsettled else ""
                places = low[0].excerpts[:2] if unsettled else ()
                yield _not_in_full(claim, against, reason, places)


def _same_payment(claim: Claim, late: Shortfall, paper: Paper) -> bool:
    """Tell whether the late payment is of the kind claimed; in the paper of a department it must be named alike."""
    verb = _PAY_VERB.search(claim.words)
    if verb is None or verb[0] not in late.told:
        return False
    return not paper.of_department or shared_words(_PAY_VERB.sub("", claim.clause), late.told) >= 3


def _not_in_full(claim: Claim, against: Sequence[Shortfall], reason: str, places: tuple[Excerpt, ...]) -> Finding:
    return Finding(
        "claim-paid-in-full",
        Severity.WARNING,
        f"称“{claim.said()}”，但文中又说{_list(against)}{reason}",
        (claim.excerpt(), *_places(against), *places),
        expected="与支付情况一致",
        reported=claim.words,
    )


_PROBLEM_LABEL = re.compile(
    r"^(?:整体|绩效|总体|年度)*(?:目标)?(?:未(?:能)?(?:如期)?完成(?:的)?(?:主要)?原因|存在的?(?:主要)?问题)(?:及.{2,12}|和.{2,12}|、.{2,12})?$"
)


@check(
    "reason-none",
    title="有未完成的指标，原因或问题不能填“无”",
    family=_FAMILY,
    basis="财预〔2020〕10号：未完成绩效目标的，要分析并说明原因，研究提出改进措施",
    severity=Severity.WARNING,
    explanation="“未能完成原因”“存在问题”填了“无”，而同一张表或同一份报告里有没达到的指标、没做完的事项。",
)
def reason_none(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A reason or problem given as 无 is held against the targets that the same paper missed."""
    for paper in papers(dossier):
        answers = list(_none_in_cells(paper) if not paper.is_report else _none_in_prose(paper))
        if not answers:
            continue
        against = [*missed_targets(paper), *undone_items(paper)]
        for name, answer, title in answers if against else ():
            yield Finding(
                "reason-none",
                Severity.WARNING,
                f"“{name}”填“{clean_text(answer.text)}”，但{_list(against)}",
                (answer, title, *_places(against)),
                expected="写明未完成的情况和原因",
                reported=clean_text(answer.text),
            )


def _none_in_cells(paper: Paper) -> Iterator[tuple[str, Excerpt, Excerpt]]:
    """Yield the cells that answer 无 to a label asking for problems or reasons, beside it or alone in the next row."""
    evaluation, source = paper.evaluation, paper.recognition.source
    for table in paper.recognition.tables_in(evaluation):
        if table.layout is Layout.FLAT:
            continue
        rows = [[cell for cell in row if cell.text.strip()] for row in table.by_row()]
        for at, row in enumerate(rows):
            for position, cell in enumerate(row):
                inside = evaluation.start <= cell.span.start < evaluation.end
                if inside and _PROBLEM_LABEL.match(clean_text(cell.text).rstrip("：")):
                    answer = _answer(row[position + 1 :], rows[at + 1] if at + 1 < len(rows) else [])
                    if answer is not None and _is_none(answer.text):
                        yield clean_text(cell.text), _excerpt(answer, source), short(_excerpt(cell, source))


def _answer(beside: Sequence[Cell], below: Sequence[Cell]) -> Cell | None:
    if beside:
        return beside[0] if len(beside) == 1 else None
    return below[0] if len(below) == 1 else None


def _is_none(text: str) -> bool:
    return clean_text(text).rstrip("。") in NO_REASON - {""}


def _excerpt(cell: Cell, source: int) -> Excerpt:
    left = len(cell.text) - len(cell.text.lstrip())
    text = cell.text.strip()
    return Excerpt(text, cell.span.start + left, cell.span.start + left + len(text), source)


def _none_in_prose(paper: Paper) -> Iterator[tuple[str, Excerpt, Excerpt]]:
    """Yield the paragraphs 无 that stand right below a title asking for problems."""
    for before, placed in zip(paper.placed, paper.placed[1:], strict=False):
        title = before.titles[-1] if before.titles else ""
        asked = _ASKED.search(title) and before.passage.clean.endswith(title)
        if asked and _is_none(placed.passage.clean):
            yield title.rstrip("：。"), placed.passage.whole(), before.passage.whole()


_ASKED = re.compile(r"存在的?(?:主要)?问题|未(?:能)?完成(?:的)?原因")
_TIME_OR_NUMBER = re.compile(r"^(?:产出)?(?P<kind>时效|数量)(?:指标)?$")


@check(
    "score-despite-admission",
    title="承认没能及时支付的，时效、数量指标不应得满分",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.WARNING,
    explanation="报告自己说有费用没能结算或者推迟支付，时效指标仍得满分；执行率低于80%又没有完成数量，数量指标仍得满分。",
)
def score_despite_admission(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Full points for timeliness or quantity are held against payments that the same report calls late or unsettled."""
    accounts = accounts_of(dossier)
    for paper in accounts.papers:
        full = [leaf for leaf in paper.evaluation.leaves() if paper.is_report and _full_without_figures(leaf)]
        told = [*unsettled_payments(paper), *late_payments(paper)] if full else []
        against = [shortfall for shortfall in told if not shortfall.charged]
        if not against:
            continue
        low = [b for b in whole(accounts.related(paper)) if b.spent is not None and b.spent < _VERY_LOW_RATE]
        for leaf in full:
            on_time = "时效" in label(leaf)
            if on_time or low:
                extra = "" if on_time else f"；{low[0].told()}，没有写完成的数量"
                yield _despite(leaf, against, extra, () if on_time else low[0].excerpts[:2])


def _full_without_figures(leaf: Indicator) -> bool:
    """Tell whether a timeliness or quantity indicator has full points and no figure of its own besides points."""
    if not _TIME_OR_NUMBER.match(label(leaf)) or leaf.weight is None or leaf.score is None or leaf.actual is not None:
        return False
    body = re.sub(r"\d+(?:\.\d+)?分", "", leaf.body.text) if leaf.body is not None else ""
    return leaf.score.value >= leaf.weight.value and not re.search(r"\d", body)


def _despite(leaf: Indicator, against: Sequence[Shortfall], extra: str, places: tuple[Excerpt, ...]) -> Finding:
    score = leaf.score.excerpt if leaf.score is not None else leaf.name
    points = printed(leaf.score) if leaf.score is not None else ""
    return Finding(
        "score-despite-admission",
        Severity.WARNING,
        f"“{label(leaf)}”得满分{points}分，但文中说{_list(against[:1])}{extra}",
        (short(score), short(leaf.name), *_places(against[:2]), *places),
        expected="低于满分，或者写明依据",
        reported=points,
    )
