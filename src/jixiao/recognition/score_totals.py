"""Total scores that prose states, and which of them are meant to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.evaluations import Points, Restatement
from jixiao.recognition.passages import Passage
from jixiao.recognition.score_wording import NUMBER

TOTAL = re.compile(
    r"(?P<head>(?:附表|自评表)?(?:绩效)?(?:综合|自评|评价|总|最终|整体|绩效|项目)*(?:综合得分|综合评分|自评总?得?分|自评|总得分|总分|评价得分|自我评价|评价分值|自评分数|"
    r"自评结果|评分结果|绩效得分|项目得分|共计得分?|合计得分?|总计得分?|[四五各]项合计|[四五各]部分合计|得分合计|评价总分|以上[各四五]?项?(?=[共合总]计))"
    rf"(?:合计|共计?|总计)?(?:为|是|：|达到?|虽有|得分为?|得)?)(?P<t>{NUMBER})分"
)
_SUMMED_SCORES = re.compile(
    rf"(?:得分|得{NUMBER}分)[^。；]{{2,200}}?(?P<head>合计|共计|总计)(?:为|得)?(?P<t>{NUMBER})分"
)
_WE_GOT = re.compile(
    rf"(?P<head>经(?:综合)?(?:自评|评价|评定)[^。；\d]{{0,10}}(?:20\d\d年度?[^。；\d]{{0,10}})?得分?为?|合计(?={NUMBER}分[，、]?(?:评价|自评)?等[级次])|(?<=。)(?:合计|共计|总计)(?:得分?|为)?(?={NUMBER}分[^。]{{0,160}}等[级次](?:为|是|：)))(?P<t>{NUMBER})分"
)
_SECTION_BEFORE = re.compile(
    r"(?:产出|效益|效果|满意度|过程|投入|决策|成本|管理|数量|质量|时效|影响)(?:类|部分|性)?(?:指标)?(?:自评)?$"
)
_OF_ATTACHED_FORM = re.compile(r"^(?:附表|自评表)")
_OWN_TOTAL = re.compile(r"自评总(?:得)?分|综合得分|总得分")
_GRADE_NEXT = re.compile(r"[，、（]?(?:评价|自评|评定)?等[级次](?:为|是|：)?“?[优良中差]")
# 自评总分为100分，各部分得分如下: the 100 points are those to be had.
_POINTS_FOLLOW = re.compile(
    r"[，。；：]?(?:具体|其中)?(?:各(?:部分|项|类|级|个)?(?:指标)?(?:的)?(?:得分|分值|权重|评分|自评)|得分情况|评分情况|具体得分|分为|设)"
)
_POINTS = re.compile(r"\d分")
OF_THE_WHOLE = re.compile(r"综合|总得分|总分|自评总|整体")


def first_strong(totals: Sequence[Points]) -> Points | None:
    """Return the first total that is called that of the whole, else the first."""
    strong = [t for t in totals if OF_THE_WHOLE.search(t.excerpt.text)]
    return next(iter([*strong, *totals]), None)


def totals_again(totals: Sequence[Points]) -> Iterator[Restatement]:
    """Yield the totals that are told again: meant to be the first one, whether they agree with it or not."""
    first = first_strong(totals)
    for total in totals:
        if first is not None and total is not first and same_total(first, total):
            yield Restatement(name="总分", first=first, again=total)


def same_total(first: Points, again: Points, *, of_form: bool = False) -> bool:
    """Tell whether two totals are meant to be one: equal, a slip of digits, or both called the total of the whole.

    The total row of a form (OF_FORM) is that of the whole by its place, as is 自评总分 in the form's own words. The
    form that a report attaches (附表自评97分) scores the same work.
    """
    if _OF_ATTACHED_FORM.match(again.excerpt.text):
        return True
    if of_form and _OWN_TOTAL.search(again.excerpt.text):
        return True
    digits = [sorted(c for c in f"{p.value:f}" if c.isdigit()) for p in (first, again)]
    strong = all(OF_THE_WHOLE.search(p.excerpt.text) for p in (first, again))
    return first.value == again.value or digits[0] == digits[1] or strong


def totals_in(passage: Passage) -> list[Points]:
    """Return the total scores that PASSAGE states."""
    totals: list[Points] = []
    if _POINTS.search(passage.clean) is None:
        return totals
    patterns = (TOTAL, _SUMMED_SCORES, _WE_GOT)
    for found in (m for pattern in patterns for m in pattern.finditer(passage.clean)):
        value = Decimal(found["t"])
        graded = _GRADE_NEXT.match(passage.clean, found.end()) is not None
        announced = _POINTS_FOLLOW.match(passage.clean, found.end()) is not None
        full = (
            value == 100 and not graded and (found["head"].endswith("总分") or (announced and "总分" in found["head"]))
        )
        before = passage.clean[max(0, found.start() - 12) : found.start()]
        weak = not re.search(r"综合|总|共计|合计|项目得分|自我评价", found["head"])
        of_one = (weak and _behind_weight(before)) or _SECTION_BEFORE.search(before) is not None
        behind = passage.clean[found.end() : found.end() + 4]
        if of_one or full or not (graded or 30 < value <= 120) or re.match(r"（?含|[-—~至]|及?以[上下]", behind):
            continue
        totals.append(Points(value=value, excerpt=passage.excerpt(*found.span())))
    return totals


def _behind_weight(before: str) -> bool:
    """Tell whether the words BEFORE a score name the weight of one indicator; 100 is the weight of all of them."""
    full = re.search(rf"(?:满分|分值|权重)(?:为|：)?(?P<w>{NUMBER})?[^。；]*$", before)
    beside = re.search(rf"(?P<w>{NUMBER})分[）]?[，、]?$", before)
    return any(found is not None and found["w"] not in ("100", "100.00") for found in (full, beside))
