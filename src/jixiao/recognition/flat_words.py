"""The words of a table that came down without rows or columns: what each can be, and which are used up."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from jixiao.documents import Cell, Excerpt, Table
from jixiao.quantities import parse_number, parse_quantity
from jixiao.recognition.columns import CATEGORY_NAME, DIMENSION_NAME, Column, column_of
from jixiao.recognition.table_rows import Row

_DASH = re.compile(r"[—–－\-/／]{1,2}")
_HEAD = re.compile(
    r"(?:[一二三]级指标|指标名称|(?:年度|年初|预期|全年|实际)?(?:指标|目标|完成)值|实际|(?:标准)?分值|权重|(?:自评)?得分|执行率"
    r"|(?:年初|全年|调整后?)?预算数|(?:全年)?执行数"
    r"|(?:未完成|偏差|偏离)?(?:原因)(?:分析)?(?:及|和|与)?(?:改进|整改)?(?:措施?)?)(?:（.{1,12}）)?"
)


class FlatWords:
    """The words of a flat table in reading order."""

    def __init__(self, table: Table, source: int) -> None:
        self.row = Row(table.cells, table.layout, source)
        self.cells = self.row.cells
        self.texts = self.row.texts
        self.used = [False] * len(self.texts)

    def plain(self, at: int) -> Decimal | None:
        """Return the number that word AT is, unless it is used up."""
        if not 0 <= at < len(self.texts) or self.used[at]:
            return None
        number = parse_number(self.texts[at].removesuffix("分"))
        return number[0] if number else None

    def percent(self, at: int) -> bool:
        """Tell whether word AT is a percentage."""
        return 0 <= at < len(self.texts) and self.texts[at].endswith("%") and parse_quantity(self.texts[at]) is not None

    def dash(self, at: int) -> bool:
        """Tell whether word AT stands for an empty cell."""
        return 0 <= at < len(self.texts) and _DASH.fullmatch(self.texts[at]) is not None

    def head(self, at: int) -> bool:
        """Tell whether word AT is the head of a column, or the last piece of one (``改进措 施``)."""
        if _HEAD.fullmatch(self.texts[at]):
            return True
        torn = at > 0 and len(self.texts[at]) <= 2
        return torn and _HEAD.fullmatch(self.texts[at - 1] + self.texts[at]) is not None

    def name(self, at: int) -> bool:
        """Tell whether word AT can belong to the name of an indicator."""
        text = self.texts[at]
        return (
            not self.used[at]
            and parse_quantity(text) is None
            and not CATEGORY_NAME.match(text)
            and not DIMENSION_NAME.match(text)
            and column_of(text) is Column.OTHER
        )

    def use(self, *positions: int) -> None:
        """Mark the words at POSITIONS as read."""
        for at in positions:
            self.used[at] = True

    def excerpt(self, first: int, last: int) -> Excerpt:
        """Return the words from FIRST to LAST as one excerpt."""
        words = self.cells[first], self.cells[last]
        span = words[0].span.start, words[1].span.end
        gaps = (
            "" if one.span.end == other.span.start else " " for one, other in pairwise(self.cells[first : last + 1])
        )
        pieces = zip(gaps, (cell.text for cell in self.cells[first + 1 : last + 1]), strict=True)
        text = words[0].text + "".join(gap + piece for gap, piece in pieces)
        return self.row.excerpt(Cell(text, type(words[0].span)(*span), 0, first))

    def nothing_after(self, at: int) -> Excerpt:
        """Return the empty excerpt behind word AT."""
        end = self.cells[at].span.end
        return Excerpt("", end, end, self.row.source)
