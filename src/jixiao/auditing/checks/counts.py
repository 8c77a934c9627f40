"""Counts against what is listed: 5个，包括：…; 从…四个方面; 三项措施：一是…二是…; 共7项：1.… 2.…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jixiao.auditing.lists import NUMBER, Listing, read_list, read_list_before, whole_number
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.auditing.texts import all_texts
from jixiao.documents import Excerpt
from jixiao.recognition import Dossier, Passage
from jixiao.recognition.outline import numbering

_FAMILY = "个数与列举"
_BASIS = "文中写明的个数应与所列举的项数一致"
_NOT_COUNTED = r"(?<![\d.第余约近超过每前后各某几数百十千万多不至到~一二两三四五六七八九—-])"


@dataclass(frozen=True, slots=True)
class _Count:
    """A printed count: its value, its words (5个股室) and where they stand in the passage."""

    passage: Passage
    value: int
    unit: str
    start: int
    end: int

    @property
    def words(self) -> str:
        """The count with the words before it that say what is counted: 内设机构5个."""
        before = re.split(r"[，。；：（）、！？]", self.passage.clean[max(0, self.start - 8) : self.start])[-1]
        return before + self.passage.clean[self.start : self.end]

    @property
    def reported(self) -> str:
        return f"{self.value}{self.unit}"

    def excerpt(self) -> Excerpt:
        return self.passage.excerpt(self.start, self.end)


_UNIT = "大类|个方面|方面|个部分|部分|个|项|类|种|家|条|名|份|款|所|处|期|场|批|轮"
# A numeral before a unit of a list: without one there is nothing to count. Looking around first would take far longer.
_COUNTS = re.compile(rf"[\d一二两三四五六七八九十](?:{_UNIT}|环节|维度|层面|阶段|步骤)")
_MOST_LISTED = 12
_LONGEST_LIST = 500
_LONGEST_POINTS = 3000
_LEADS_LIST = re.compile(
    rf"{_NOT_COUNTED}(?P<n>{NUMBER})(?P<unit>{_UNIT})(?P<noun>[^，。；：、（）\d]{{0,8}}?)"
    r"(?:：|，?(?:具体|主要)?(?:包括|包含|分别是|分别为|依次是|依次为|即|构成|组成)：?"
    r"|，[^，。；：、]{2,16}，(?:分别是|分别为|依次为|即)：?"
    r"|(?P<far>(?:[^，。；：、\d]|\d(?!\d*[个项类种家条名份所处])){9,30})，(?:分别是|分别为|依次为)：?"
    # 5个，支出合计1567.88万元，其中…: an amount in between is the total of the list.
    r"|（(?=[^（）；，。\\d]{2,20}、[^（）；，。\\d]{2,40}）)"
    r"|(?:，[^，。；：、]{2,20}元){1,2}(?:，?(?:其中|分别|依次|具体|包括|明细|构成)[是为如下]{0,2}：?|：))"
)


@check(
    "count-of-list",
    title="个数与列举不符",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.ERROR,
    explanation="“共5个，包括……”“从……四个方面”，数一数列了几项。写“等”的只列一部分，不判少；项内的“和”“及”有歧义时不判。",
)
def count_of_list(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A count equals the number of things listed behind or before it."""
    for passage in all_texts(dossier):
        if _COUNTS.search(passage.clean) is None:
            continue
        for count, listing, area in _lists_behind(passage):
            yield from _judge(count, listing, area, certain=True, complete=_makes_total(count, listing))
        for count, listing, area, certain in _lists_before(passage):
            yield from _judge(count, listing, area, certain=certain)


def _lists_behind(passage: Passage) -> Iterator[tuple[_Count, Listing, Excerpt]]:
    """Yield the counts that a list follows, with the list and its place."""
    clean = passage.clean
    for found in _LEADS_LIST.finditer(clean):
        value = whole_number(found["n"])
        if clean.startswith(("一是", "一、"), found.end()) or _NO_LIST.search(found["noun"]):
            continue
        end = _list_end(clean, found.end()) if found[0][-1] != "（" else clean.index("）", found.end())
        listing = read_list(clean[found.end() : end])
        if found["far"] and not _named_after(listing, found["noun"] + found["far"]):
            continue
        one_of_many = value != 1 and listing is not None and listing.most == 1
        if value is None or listing is None or one_of_many or _is_breakdown(listing, found["unit"]):
            continue
        count = _Count(passage, value, found["unit"], found.start("n"), found.end("noun"))
        yield count, listing, passage.excerpt(found.end(), min(end, found.end() + 50))


def _named_after(listing: Listing | None, counted: str) -> bool:
    """Tell whether every item ends in a character of the words right behind the count: 乡镇…：甲镇、乙乡."""
    return listing is not None and all(item[-1] in counted[:_NOUN] for item in listing.items)


def _makes_total(count: _Count, listing: Listing) -> bool:
    """Tell whether the amounts of a list make a total told in front of it: then no item is missing or too many."""
    amount = listing.amount
    if amount is None:
        return False
    start = count.passage.sentence_of(count.start)[0]
    reach = count.end + _LONGEST_LEAD
    return any(q.unit == "元" and q.value == amount for q in count.passage.quantities if start <= q.start < reach)


_LONGEST_LEAD = 60
_NOUN = 4
_NO_LIST = re.compile(r"^字|[了着过都把被给向又也上]|进行|开展|入手|着手|发力|推进|评价|考核|检查")


def _list_end(clean: str, start: int) -> int:
    """Return where the list that begins at START ends: the full stop or semicolon outside of brackets."""
    depth, limit = 0, min(len(clean), start + _LONGEST_LIST)
    first = clean.find("；", start, limit)
    item = clean[start : max(first, start)]
    by_semicolons = ("，" in item or item.endswith("元")) and "。" not in item
    for at in range(start, limit):
        char = clean[at]
        if char in "（“《":
            depth += 1
        elif char in "）”》":
            depth = max(0, depth - 1)
        elif char in ("。！？" if by_semicolons else "。；！？") and depth == 0:
            return at
    return limit


def _is_breakdown(listing: Listing, unit: str) -> bool:
    """Tell a sum (5家：合格4家、不合格1家) from a list of names."""
    counted = unit.removeprefix("大")
    return any(
        re.search(rf"\d+(?:余|多)?{counted[0]}|[一二三四五六七八九十]{counted[0]}", item) for item in listing.items
    )


_FOLLOWS_LIST = re.compile(
    rf"(?P<etc>等)?(?<![\d.第余约近超每前后各某几数一二两三四五六七八九十百])(?P<n>{NUMBER})"
    r"(?P<unit>个方面|方面|个部分|个环节|环节|个维度|维度|个层面|层面|个股室|个科室|个处室|个内设机构|个一级指标|大类|类|个阶段|个步骤"
    r"|个(?:部门|单位|乡镇|街道|县区|区县|系统)|(?:家|所)?(?:单位|部门|医院)|项|个|种|家|所|级|轮|期|处|名)(?!军)"
)
_ASPECTS = re.compile(r"方面|部分|部门|单位|系统|环节|维度|层面|阶段|步骤|[股科处]室|内设机构|一级指标")
_OPENS_LIST = re.compile(r"^[与同]|协调|组织|从|按照?|围绕|由|在|涵盖|包括|设|分为|聚焦|对|将|把")

# 县局会同公安、民政三部门: the one who speaks may count itself.
_WITH_ITSELF = re.compile(r"会同|联合|协同|携手|牵头|.[与同和](?=[^、]{2,8}、)")


def _lists_before(passage: Passage) -> Iterator[tuple[_Count, Listing, Excerpt, bool]]:
    """Yield the counts that stand right behind a list, and whether the list must be the thing counted."""
    clean = passage.clean
    for found in _FOLLOWS_LIST.finditer(clean):
        value = whole_number(found["n"])
        floor = max(0, found.start() - _LONGEST_LIST)
        start = max([floor, *(clean.rfind(mark, floor, found.start()) + 1 for mark in "，。；：！？")])
        words = clean[start : found.start()]
        listing = read_list_before(words)
        if value is None or value < 2 or listing is None or _is_breakdown(listing, found["unit"]):
            continue
        certain = bool(_ASPECTS.search(found["unit"]) and _OPENS_LIST.search(words)) and not _WITH_ITSELF.search(words)
        listing = replace(listing, closed=listing.closed and not found["etc"] and not words.endswith("的"))
        count = _Count(passage, value, found["unit"], found.start("n"), found.end())
        yield count, listing, passage.excerpt(max(start, found.start() - 50), found.start()), certain


def _judge(
    count: _Count, listing: Listing, area: Excerpt, certain: bool, complete: bool = False
) -> Iterator[Relation | Finding]:
    """Compare; CERTAIN is false where the number may count something else, COMPLETE proves that the list is whole."""
    expression = f"“{count.words}”与所列{len(listing.items)}项"
    if listing.can_be(count.value):
        yield Relation("count-of-list", expression, count.reported, True, Match.FACE, (count.excerpt(), area))
        return
    short = count.value > listing.most
    if not certain or not listing.names or not 2 <= count.value <= _MOST_LISTED or (short and not listing.closed):
        return
    yield Relation("count-of-list", expression, count.reported, False, Match.NONE, (count.excerpt(), area))
    listed = listing.most if short else listing.least
    how = "只列出" if short else "列出"
    proven = "，各项金额之和等于写明的总数" if complete else "，请核实是个数写错还是列举有误"
    doubt = "" if short and not complete else proven
    yield Finding(
        "count-of-list",
        Severity.ERROR if short or complete else Severity.WARNING,
        f"写“{count.words}”，{how}{listed}项（{'、'.join(listing.items)[:40]}）{doubt}",
        (count.excerpt(), area),
        expected=f"{listed}{count.unit}",
        reported=count.reported,
    )


_POINT_NOUN = r"(?:个方面|方面|个环节|个|项|点|条|类|种)"
# The ways of numbering points inside a paragraph; each begins anew with its first.
_MARKS = (
    ("一是", re.compile(r"(?<![第之唯统同])(?P<n>[一二三四五六七八九十])是")),
    ("①", re.compile(r"(?P<n>[①②③④⑤⑥⑦⑧⑨⑩])")),
    ("（一）", re.compile(r"(?<![\u4e00-\u9fa5\d])（(?P<n>[一二三四五六七八九十])）")),
    ("（1）", re.compile(r"(?<![\u4e00-\u9fa5\d])（(?P<n>10|[1-9])）")),
    ("第一，", re.compile(r"(?<=[。；：])第(?P<n>[一二三四五六七八九十])[，、]")),
    ("1.", re.compile(r"(?<=[。；：])(?P<n>10|[1-9])[.．、](?!\d)")),
)
_LEADS_ORDINALS = re.compile(
    rf"{_NOT_COUNTED}(?P<n>{NUMBER})(?P<unit>{_POINT_NOUN})(?P<noun>[^，。；：、\d]{{0,16}})(?P<more>，[^，。；：、\d]{{2,14}})?[：，。]"
    r"(?=一是|①|（一）|（1）|第一，|1[.．、](?!\d))"
)
_ORDINAL = _MARKS[0][1]
_ORDINALS = "一二三四五六七八九十"
_SEQUENCES = (tuple(_ORDINALS), tuple("①②③④⑤⑥⑦⑧⑨⑩"), tuple(str(number) for number in range(1, 11)))


@check(
    "count-of-points",
    title="个数与“一是、二是”不符",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.ERROR,
    explanation="“三个方面：一是……二是……三是……”“共7项：1.…… 2.……”，数一数写了几条。",
)
def count_of_points(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A count equals the number of points told behind it by 一是 二是, or by numbered paragraphs."""
    for recognition in dossier.recognitions:
        for at, passage in enumerate(recognition.passages):
            for found in _LEADS_ORDINALS.finditer(passage.clean):
                told = _points_told(recognition.passages[at : at + _MOST_LISTED], found.end())
                yield from _judge_points(passage, found, told, certain=_leads(passage, found))
            announced = _LEADS_PARAGRAPHS.search(passage.clean)
            if announced is not None:
                behind = recognition.passages[at + 1 : at + 1 + 2 * _MOST_LISTED]
                ordinals = _ordinals_told(behind)
                told = ordinals or _paragraphs_told(behind)
                certain = bool(announced["these"]) or (ordinals > 0 and _announces(passage, announced))
                yield from _judge_points(passage, announced, told, certain=certain)


def _leads(passage: Passage, found: re.Match[str]) -> bool:
    """Tell whether a count leads to the points in its own paragraph: right before 一是, or as so many 方面 or 措施."""
    right_before = passage.clean.startswith("一是", found.end()) and not found["more"] and len(found["noun"]) <= _CLOSE
    return right_before or _of_points(passage, found)


def _announces(passage: Passage, found: re.Match[str]) -> bool:
    """Tell whether a count announces the 一是, 二是 of the next paragraphs: by a colon, or as so many 方面 or 措施."""
    return passage.clean.endswith("：") or _of_points(passage, found)


def _of_points(passage: Passage, found: re.Match[str]) -> bool:
    """Tell whether a count is one of points by its own words.

    One that sums up a list in front of it (宣传、培训、检查三个方面) announces nothing.
    """
    before = passage.clean[max(0, found.start() - 24) : found.start("n")]
    told_of = "方面" in found["unit"] or _POINTS.search(found["noun"])
    return bool(told_of) and not _LISTED_BEFORE.search(before)


_CLOSE = 10
_POINTS = re.compile(
    r"^(?:[\u4e00-\u9fa5]{0,4})?(?:措施|举措|问题|不足|原因|做法|环节|建议|困难|重点|难点|特点|亮点|经验)"
)


def _points_told(passages: Sequence[Passage], start: int) -> int:
    """Count the points from offset START of the first passage on; 0 where they begin anew: then it is not clear."""
    first = passages[0].clean
    mark = next((mark for lead, mark in _MARKS if first.startswith(lead, start) or mark.match(first, start)), None)
    if mark is None:
        return 0
    words = first[start : start + _LONGEST_POINTS]
    for passage in passages[1:]:
        if not mark.match("：" + passage.clean, 1):
            break
        words += "。" + passage.clean
    return _in_sequence([found["n"] for found in mark.finditer("：" + words)])


def _in_sequence(seen: Sequence[str]) -> int:
    """Return how many marks there are, when they are the first of a sequence without a gap or a new beginning."""
    return len(seen) if any(tuple(seen) == whole[: len(seen)] for whole in _SEQUENCES) else 0


_LEADS_PARAGRAPHS = re.compile(
    rf"(?P<these>以下|如下)?{_NOT_COUNTED}(?P<n>{NUMBER})(?P<unit>个方面|方面|个|项|点|条|类)(?P<noun>[^，。；：、\d]{{0,16}})"
    r"(?:，[^，。；：\d]{0,14})?[：。]$"
)
_LISTED_BEFORE = re.compile(r"、[^，。；：]{1,20}(?:等|这)?$")


def _ordinals_told(passages: Sequence[Passage]) -> int:
    """Count the paragraphs that follow and open with 一是, 二是 … without a gap.

    Where another paragraph stands before the next of them, it is not clear what belongs to the count: 0.
    """
    opened = [found[1] if (found := _ORDINAL.match(passage.clean)) else "" for passage in passages]
    told = 0
    while told < min(len(opened), len(_ORDINALS)) and opened[told] == _ORDINALS[told]:
        told += 1
    goes_on = told < len(_ORDINALS) and _ORDINALS[told] in opened[told:]
    return 0 if goes_on else told


def _paragraphs_told(passages: Sequence[Passage]) -> int:
    """Count the paragraphs that follow, numbered from 1 on one level without a gap."""
    level = 0
    for told, passage in enumerate(passages):
        number = numbering(passage.clean)
        if number is None or number[1] != told + 1 or level not in (0, number[0]):
            return told
        level = number[0]
    return len(passages)


def _judge_points(passage: Passage, found: re.Match[str], told: int, certain: bool) -> Iterator[Relation | Finding]:
    value = whole_number(found["n"])
    if value is None or value < 2 or told < 2:
        return
    count = _Count(passage, value, found["unit"], found.start("n"), found.end("noun"))
    holds = value == told
    if holds or certain:
        expression = f"“{count.words}”与所写{told}条"
        match = Match.FACE if holds else Match.NONE
        yield Relation("count-of-points", expression, count.reported, holds, match, (count.excerpt(),))
    if certain and not holds:
        yield Finding(
            "count-of-points",
            Severity.ERROR,
            f"写“{count.words}”，后面写了{told}条，请核实",
            (count.excerpt(),),
            expected=f"{told}{count.unit}",
            reported=count.reported,
        )
