"""Dates in order: a period ends after it begins and lasts as long as told, and acceptance follows the contract."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from jixiao.auditing.lists import whole_number
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.auditing.texts import texts_with_dates
from jixiao.documents import Excerpt
from jixiao.quantities import DateMention
from jixiao.recognition import Dossier, Passage

# 自2025年3月10日开始，至2025年2月28日结束
_UNTIL = re.compile(r"(?:（[^（）]{0,12}）)?(?:起|开始|启动|开工|动工)?[，、]?(?:至|到|—|-|~)")
_LASTS = re.compile(
    r"(?:止|结束|完成|完工)?[，（]?(?:历时|为期|共计|共)(?P<n>\d{1,4}|[一二三四五六七八九十百]{1,5})(?:天|日(?!内))"
)
# Each pair happens in this order.
_STEPS = (
    (re.compile(r"签订|签署"), re.compile(r"验收")),
    (
        re.compile(r"签订|签署"),
        re.compile(r"(?:按照?|依据|根据)(?:合同|协议)[^，。；]{0,6}(?:支付|拨付|付)|支付(?:合同)?(?:首|预)付?款"),
    ),
    (re.compile(r"开标|中标|成交"), re.compile(r"签订|签署")),
    (re.compile(r"开工|动工"), re.compile(r"竣工|完工|验收")),
    (re.compile(r"收到|到账|到达"), re.compile(r"分解|转下达|分配|拨付|下拨")),
)
_NEAR = 14
_OTHERS = re.compile(r"[原新旧另续]|上[一年]?期|前期|首期|二期")


@check(
    "date-order",
    title="日期先后",
    family="日期与期间",
    basis="期间的结束晚于开始；先中标、后签合同，先签合同、后付款和验收",
    severity=Severity.ERROR,
    explanation="“自某日至某日”结束不早于开始，“历时多少天”与两个日期相符；同一句里付款、验收日期不早于合同签订日期、签订不早于中标、竣工不早于开工。",
)
def date_order(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Dates of one sentence stand in the order in which things happen."""
    for passage in texts_with_dates(dossier):
        days = _days(passage)
        if len(days) < 2:
            continue
        for (first, begin), (second, end) in pairwise(days):
            if _UNTIL.fullmatch(passage.clean, first.end, second.start):
                yield from _period(passage, (first, begin), (second, end))
        yield from _steps(passage, days)


_Dated = tuple[DateMention, date]


def _days(passage: Passage) -> list[_Dated]:
    """Return the single days of PASSAGE; one without a year is of the year named last before it."""
    days: list[_Dated] = []
    year: int | None = None
    for mention in passage.dates:
        year = mention.year or year
        day = mention.day_in(year)
        if day is not None:
            days.append((mention, day))
    return days


def _period(passage: Passage, first: _Dated, second: _Dated) -> Iterator[Relation | Finding]:
    begin, end = first[1], second[1]
    places = (_excerpt(passage, second[0]), _excerpt(passage, first[0]))
    if end < begin:
        yield _out_of_order(f"结束日期{_chinese(end)}早于开始日期{_chinese(begin)}", places, begin)
        return
    lasts = _LASTS.match(passage.clean, second[0].end)
    told = whole_number(lasts["n"]) if lasts else None
    if lasts is not None and told is not None:
        yield from _length(passage, lasts, told, (end - begin).days, places)


def _length(
    passage: Passage, lasts: re.Match[str], told: int, days: int, places: tuple[Excerpt, ...]
) -> Iterator[Relation | Finding]:
    """Compare the length told with the days between, both ends counted or one of them."""
    holds = told in (days, days + 1)
    excerpt = passage.excerpt(lasts.start("n"), lasts.end())
    match = Match.FACE if holds else Match.NONE
    yield Relation("date-order", f"两个日期相隔{days}天", f"{told}天", holds, match, (excerpt, *places))
    if not holds:
        message = f"写{told}天，按起止日期应为{days}天或{days + 1}天（首尾都算）"
        yield Finding(
            "date-order", Severity.ERROR, message, (excerpt, *places), expected=f"{days + 1}天", reported=f"{told}天"
        )


def _steps(passage: Passage, days: Sequence[_Dated]) -> Iterator[Finding]:
    for earlier, later in _STEPS:
        begun = [found for found in days if _named(passage, found[0], earlier)]
        done = [found for found in days if _named(passage, found[0], later)]
        for first, begin in begun[:1]:
            for second, end in done:
                between = passage.clean[min(first.end, second.end) : max(first.start, second.start)]
                behind = passage.clean[second.end : second.end + _NEAR]
                lone = len(begun) == 1 and len(done) == 1 and between.count("。") <= 1
                if end < begin and ("。" not in between or lone) and not _OTHERS.search(between + behind):
                    places = (_excerpt(passage, second), _excerpt(passage, first))
                    steps = (
                        f"{_step(passage, second, later)}日期{_chinese(end)}早于{_step(passage, first, earlier)}日期"
                    )
                    yield _out_of_order(f"{steps}{_chinese(begin)}", places, begin)


_PROCESS = re.compile(r"成立|启动|印发|召开|收集|形成|审议|报送|上报|开展|完成|核对|抽查|汇总|定稿|初稿|部署")
_FEWEST_STEPS = 3


@check(
    "date-sequence",
    title="一串工作日期先后有序",
    family="日期与期间",
    basis="同一句里依次写的工作步骤，日期应当依次向后",
    severity=Severity.ERROR,
    explanation="“3月4日成立小组，3月5日至15日收集资料，2月20日形成初稿，3月25日审议”，只有一个日期不在次序里的，判为写错。",
)
def date_sequence(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The days of a sentence that tells the steps of the work rise; one that does not is wrong."""
    for passage in texts_with_dates(dossier):
        told = _days(passage)
        for start, stop in passage.sentences() if len(told) > _FEWEST_STEPS else ():
            days = [d for d in told if start <= d[0].start < stop]
            odd = _odd_one(days)
            if odd is not None and len(_PROCESS.findall(passage.clean[start:stop])) >= _FEWEST_STEPS:
                place = _excerpt(passage, odd[0])
                before = max(d[1] for d in days if d[0].start < odd[0].start)
                message = f"{_chinese(odd[1])}早于同一句里前面的{_chinese(before)}"
                yield _misplaced(message, place, before)


def _misplaced(message: str, place: Excerpt, before: date) -> Finding:
    return Finding(
        "date-sequence",
        Severity.ERROR,
        f"{message}，工作步骤的日期先后颠倒，请核实",
        (place,),
        expected=f"不早于{_chinese(before)}",
        reported="".join(place.text.split()),
    )


def _odd_one(days: Sequence[_Dated]) -> _Dated | None:
    """Return the one day inside a run of four or more that is earlier than a day before it, if all others rise."""
    if len(days) <= _FEWEST_STEPS:
        return None
    falls = [at for at in range(1, len(days)) if days[at][1] < days[at - 1][1]]
    if len(falls) != 1 or falls[0] == len(days) - 1:
        return None
    rest = [d[1] for at, d in enumerate(days) if at != falls[0]]
    return days[falls[0]] if all(a <= b for a, b in pairwise(rest)) else None


def _named(passage: Passage, mention: DateMention, step: re.Pattern[str]) -> bool:
    """Tell whether the step is named in the words right behind the date, before any comma."""
    words = re.split(r"[，。；、\d]", passage.clean[mention.end : mention.end + _NEAR])[0]
    return step.search(words) is not None


def _step(passage: Passage, mention: DateMention, step: re.Pattern[str]) -> str:
    found = step.search(passage.clean, mention.end)
    return found[0] if found else ""


def _out_of_order(message: str, places: tuple[Excerpt, ...], begin: date) -> Finding:
    return Finding(
        "date-order",
        Severity.ERROR,
        f"{message}，请核实哪一个写错",
        places,
        expected=f"不早于{_chinese(begin)}",
        reported="".join(places[0].text.split()),
    )


def _excerpt(passage: Passage, mention: DateMention) -> Excerpt:
    return passage.excerpt(mention.start, mention.end)


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
