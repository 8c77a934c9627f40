"""Spans of time whose end lies before their beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.quantities import DateMention, find_dates
from jixiao.recognition import Dossier

_BETWEEN = re.compile(r"(?:开始|起|起始)?[，、]?[^，。；\d]{0,4}(?:至|到|—|-|~|～)$")


@check(
    "date-order",
    title="起止日期先后不颠倒",
    family="日期与期间",
    basis="起始日期不能晚于结束日期",
    severity=Severity.ERROR,
    explanation="“自某日开始，至某日结束”，结束日期早于开始日期的判错。",
)
def date_order(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A span of time does not end before it begins."""
    for passage in dossier.passages():
        dates = find_dates(passage.clean) if passage.clean.count("年") >= 2 else []
        for first, second in pairwise(dates):
            begin, end = _day(first), _day(second)
            if begin is None or end is None or not _BETWEEN.fullmatch(passage.clean[first.end : second.start]):
                continue
            holds = begin <= end
            excerpts = (passage.excerpt(second.start, second.end), passage.excerpt(first.start, first.end))
            match = Match.JUDGED if holds else Match.NONE
            yield Relation("date-order", f"{begin} 至 {end}", second.text, holds, match, excerpts)
            if not holds:
                yield Finding(
                    "date-order",
                    Severity.ERROR,
                    f"结束日期{second.text}早于开始日期{first.text}",
                    excerpts,
                    expected=f"不早于{first.text}",
                    reported=second.text,
                )


def _day(mention: DateMention) -> date | None:
    if not mention.valid or mention.year is None or mention.month is None or mention.day is None:
        return None
    return date(mention.year, mention.month, mention.day)
