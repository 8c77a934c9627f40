"""Dates and periods as documents print them: 2024年6月底, 12月31日前, 1-7月, 全年, and impossible ones like 9月6月."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from jixiao.quantities.folding import fold
from jixiao.quantities.numerals import chinese_number

# A line of a hard-wrapped text may end inside a date.
_GAP = "(?: {0,4}| {0,2}\n {0,2})"
_DASH = f"{_GAP}(?:[-—~至到]|——){_GAP}"
_YEAR = r"(?:(?:19|20)[0-9]{2}(?![0-9])|[一二][〇零一二三四五六七八九]{3})"
_MONTH = "(?:[0-9]{1,2}|十[一二]?|[一二三四五六七八九])"
_DAY = "(?:[0-9]{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_EDGE = "(?P<edge>年?底|年?末|初)?"
_BEFORE_DATE = set("0123456789.〇零一二三四五六七八九十百千万第个")
_QUARTERS = dict(zip("一二三四1234", [1, 4, 7, 10] * 2, strict=True))

_LEADING = re.compile("(?:截至|截止到|截止|截至到)(?:时间)?[为到：:]? {0,2}$")
_FOLLOWING = re.compile("(?P<by>之前|以前|前)|(?P<since>以来|起(?![草点])|以后|之后)")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: what is stated is a number, what is not stated is ``None``.

    ``end_of`` marks 底 and 末. ``valid`` is false for what no calendar has: 9月6月, 13月, 2月30日. ``relation`` is
    ``by`` (前), ``since`` (以来, 起), ``until`` (截至) or empty. ``precision`` is ``year``, ``month`` or ``day``.
    """

    text: str
    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    precision: str
    end_of: bool = False
    valid: bool = True
    relation: str = ""

    def day_in(self, year: int | None) -> date | None:
        """Return the day, in YEAR where it states none; ``None`` where it is no single day or the year lacks it."""
        stated = self.year or year
        if not self.valid or stated is None or self.month is None or self.day is None:
            return None
        return date(stated, self.month, self.day) if _possible(stated, self.month, self.day) else None


@dataclass(frozen=True, slots=True)
class DatePeriod(DateMention):
    """A span of months or years: 1-7月, 2023年1-12月, 2020-2022年, 上半年, 全年.

    ``year`` and ``month`` are those of its last month; ``first_year`` and ``first_month`` those of its first.
    """

    first_year: int | None = None
    first_month: int | None = None


_Parts = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a form makes of its matched groups, before text and surroundings are added."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    precision: str = "month"
    first: tuple[int | None, int | None] | None = None
    valid: bool = True


def _number(text: str | None) -> int | None:
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    found = chinese_number(text)
    return int(found[0]) if found else None


def _date(parts: _Parts) -> _Reading:
    year, month, day = (_number(parts.get(name)) for name in ("year", "month", "day"))
    if parts.get("short"):
        year = 2000 + int(parts["short"] or 0)
    precision = "day" if day is not None else "month" if month is not None else "year"
    return _Reading(year, month, day, precision, valid=_possible(year, month, day))


def _possible(year: int | None, month: int | None, day: int | None) -> bool:
    if month is None:
        return True
    # Without a year February may have 29 days.
    return 1 <= month <= 12 and (day is None or 1 <= day <= monthrange(year or 2000, month)[1])


def _twice_month(parts: _Parts) -> _Reading:
    return _Reading(None, _number(parts["month"]), _number(parts["day"]), "day", valid=False)


def _months(parts: _Parts) -> _Reading:
    year, first, last = (_number(parts[name]) for name in ("year", "first", "last"))
    valid = first is not None and last is not None and 1 <= first <= last <= 12
    return _Reading(year, last, None, "month", (year, first), valid)


def _years(parts: _Parts) -> _Reading:
    first, last = _number(parts["first"]), _number(parts["last"])
    return _Reading(last, 12, None, "year", (first, 1), first is not None and last is not None and first <= last)


def _part_of_year(parts: _Parts) -> _Reading:
    year, word = _number(parts["year"]), parts["part"] or ""
    if word.startswith("前"):
        return _Reading(year, 9 if "三" in word else 6, None, "month", (year, 1))
    if "季度" in word:
        first = _QUARTERS[word.removeprefix("第")[0]]
        return _Reading(year, first + 2, None, "month", (year, first))
    first, last = {"上": (1, 6), "下": (7, 12)}.get(word[0], (1, 12))
    return _Reading(year, last, None, "year" if word == "全年" else "month", (year, first))


_Builder = Callable[[_Parts], _Reading]
# Longer forms stand first: at each place the first form that matches is taken.
_FORMS: tuple[tuple[re.Pattern[str], _Builder], ...] = tuple(
    (re.compile(pattern), builder)
    for pattern, builder in (
        (rf"(?P<first>{_YEAR}){_GAP}年?度?{_DASH}(?P<last>{_YEAR}){_GAP}年度?(?!{_GAP}[0-9]{{1,2}}{_GAP}月)", _years),
        (
            rf"(?:(?P<year>{_YEAR}){_GAP}年{_GAP})?(?P<first>{_MONTH})(?:{_GAP}月份?)?{_DASH}(?P<last>{_MONTH}){_GAP}月份?"
            rf"(?!{_GAP}[0-9]{{1,2}}{_GAP}[日号])",
            _months,
        ),
        (
            rf"(?:(?P<year>{_YEAR}){_GAP}年度?{_GAP})?(?P<part>全年|[上下]半年|前[二两三]季度|第?[一二三四]季度|第[1-4]季度)",
            _part_of_year,
        ),
        (rf"(?P<month>[0-9]{{1,2}}){_GAP}月{_GAP}(?P<day>[0-9]{{1,2}}){_GAP}月", _twice_month),
        (
            rf"(?:(?P<year>{_YEAR}){_GAP}年{_GAP})?(?P<month>{_MONTH}){_GAP}月份?(?:{_GAP}(?P<day>{_DAY}){_GAP}[日号])?{_EDGE}",
            _date,
        ),
        (
            rf"(?P<short>[0-9]{{2}})年(?P<month>[0-9]{{1,2}})月(?:{_GAP}(?P<day>[0-9]{{1,2}}){_GAP}[日号])?{_EDGE}",
            _date,
        ),
        (
            rf"(?P<year>{_YEAR})(?P<mark>[-/.])(?P<month>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}})(?![0-9]|(?P=mark)[0-9])",
            _date,
        ),
        (rf"(?P<year>{_YEAR})-(?P<month>0[1-9]|1[0-2])(?![0-9.%-])", _date),
        (rf"(?P<year>{_YEAR}){_GAP}年{_GAP}度?{_EDGE}", _date),
        (r"年(?P<edge>底|末)", _date),
    )
)
# Cheap test of what a date can begin with, so that most numbers never reach the forms.
_HINT = re.compile(
    rf"(?:[0-9]{{1,4}}|[〇零一二三四五六七八九十]{{1,4}}){_GAP}(?:[年月/.—~至到-]|季度)"
    r"|全年|[上下]半年|前[二两三]季度|第[一二三四1-4]季度|年[底末]"
)
# No date is without one of these: the cheapest test, which most cells of a table fail.
_MARK = re.compile("[年月季/.—~至到-]")
_START = re.compile("[0-9〇零一二三四五六七八九十全上下第前年]")


def match_date(folded: str, at: int) -> DateMention | None:
    """Return the date that begins exactly at offset ``at`` of an already folded text."""
    if _HINT.match(folded, at) is None or (
        at and folded[at - 1] in _BEFORE_DATE and not _after_list_number(folded, at)
    ):
        return None
    for pattern, build in _FORMS:
        found = pattern.match(folded, at)
        if found:
            return _mention(folded, found, build(found.groupdict()))
    return None


def _after_list_number(folded: str, at: int) -> bool:
    """Tell whether what stands before is a list number stuck to a year: 3.2024年."""
    return re.search(r"(?<![0-9.])[0-9]{1,2}\.$", folded[max(0, at - 4) : at]) is not None


def _mention(folded: str, found: re.Match[str], reading: _Reading) -> DateMention:
    start, end = found.span()
    edge = found.groupdict().get("edge") or ""
    common = (found[0].rstrip(), start, start + len(found[0].rstrip()), reading.year, reading.month, reading.day)
    rest = (reading.precision, edge.endswith(("底", "末")), reading.valid, _relation(folded, start, end))
    if reading.first is None:
        return DateMention(*common, *rest)
    return DatePeriod(*common, *rest, *reading.first)


def _relation(folded: str, start: int, end: int) -> str:
    after = _FOLLOWING.match(folded, end)
    if after:
        return after.lastgroup or ""
    return "until" if _LEADING.search(folded[max(0, start - 8) : start]) else ""


def find_dates(text: str) -> list[DateMention]:
    """Return every date and period in ``text``, left to right; periods are :class:`DatePeriod`."""
    folded = fold(text)
    if _MARK.search(folded) is None or _HINT.search(folded) is None:
        return []
    found: list[DateMention] = []
    at = 0
    while start := _START.search(folded, at):
        at = start.start()
        mention = match_date(folded, at)
        if mention is None:
            at += 1
        else:
            found.append(mention)
            at = mention.end
    return [_verbatim(mention, text) for mention in found]


def _verbatim(mention: DateMention, text: str) -> DateMention:
    words = text[mention.start : mention.end]
    return mention if words == mention.text else replace(mention, text=words)
