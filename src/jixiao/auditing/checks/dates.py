"""Dates that no calendar has: 9月31日, 9月6月, 2月30日."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace

from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.auditing.texts import texts_with_dates
from jixiao.quantities import DateMention, DatePeriod
from jixiao.recognition import Dossier, Passage

FAMILY = "日期与期间"
_COULD_BE_INVALID = re.compile(r"月|\d[-/.]\d{1,2}[-/.]\d")
_TWO_MONTHS = re.compile(r"\d{1,2}月\d{1,2}月")


@check(
    "impossible-date",
    title="不存在的日期",
    family=FAMILY,
    basis="公历",
    severity=Severity.ERROR,
    explanation="查找日历上没有的日期，如“9月31日”“2月30日”“13月”，以及把“日”写成“月”的“9月6月”。",
)
def impossible_date(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A date that no calendar has."""
    for passage in texts_with_dates(dossier):
        if _COULD_BE_INVALID.search(passage.clean):
            for mention in _with_years(passage):
                if not mention.valid and _is_certain(passage.clean, mention):
                    yield _impossible(passage, mention)


def _with_years(passage: Passage) -> Iterator[DateMention]:
    """Yield the dates; 2月29日 is of the year named before it in the same sentence, and that may not have it."""
    year, end = None, 0
    for mention in passage.dates:
        if "。" in passage.clean[end : mention.start]:
            year = None
        year, end = mention.year or year, mention.end
        lacking = mention.valid and mention.day is not None and year is not None and mention.day_in(year) is None
        yield replace(mention, year=year, valid=False) if lacking else mention


def _is_certain(clean: str, mention: DateMention) -> bool:
    """Leave out lengths of time, periods across the turn of the year, and codes that look like dates."""
    if isinstance(mention, DatePeriod):
        return mention.year is not None and (mention.month or 0) > 12
    if mention.day is None:
        # 缴满15月 is a length of time.
        return mention.year is not None or mention.end_of or clean.startswith("份", mention.end)
    return "月" in mention.text or 1 <= (mention.month or 0) <= 12


def _impossible(passage: Passage, mention: DateMention) -> Finding:
    excerpt = passage.excerpt(mention.start, mention.end)
    if _TWO_MONTHS.search(mention.text):
        # 6月7月 may be short for two months in a row.
        next_month = mention.day == (mention.month or 0) + 1
        severity = Severity.WARNING if next_month else Severity.ERROR
        expected = f"{mention.month}月{mention.day}日"
        message = f"“{mention.text}”有两个“月”，疑为“{expected}”，请核实后改正"
        return Finding("impossible-date", severity, message, (excerpt,), expected=expected, reported=mention.text)
    reported = _stated(mention)
    why, expected = _reason(mention)
    message = f"“{mention.text}”不是真实存在的日期：{why}"
    return Finding("impossible-date", Severity.ERROR, message, (excerpt,), expected=expected, reported=reported)


def _stated(mention: DateMention) -> str:
    """Return the part that cannot be: month and day, with the year only where it decides (29 February)."""
    if mention.day is None or mention.month is None or mention.month == 2 or "月" not in mention.text:
        return mention.text
    return f"{mention.month}月{mention.day}日"


def _reason(mention: DateMention) -> tuple[str, str]:
    month = mention.month or 0
    if not 1 <= month <= 12:
        return "一年只有12个月", "1月至12月之间的月份"
    last = monthrange(mention.year or 2000, month)[1]
    if mention.day == 0:
        return "没有0日", f"{month}月1日至{last}日之间的日期"
    year = f"{mention.year}年" if month == 2 and mention.year else ""
    return f"{year}{month}月只有{last}天", f"{year}{month}月{last}日或以前"
