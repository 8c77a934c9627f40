"""Lists told in prose: how many things they name.

、 parts items for certain; 和, 及 and 与 may part two items or stand inside one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.quantities import chinese_number, find_quantities

NUMBER = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_WRAPPED = re.compile(r"（[^（）]*）|〔[^〔〕]*〕")
_TOKEN = re.compile(r"“[^“”]*”|《[^《》]*》|‘[^‘’]*’")
_MAY_PART = re.compile(r"、|以及|和|及|与|或")
_OPEN_END = re.compile(r"等等?[\u4e00-\u9fa5]{0,6}$")
_LONGEST_NAME = 18
_FEWEST_ALIKE = 3
_OFFICE = re.compile(r"(?:科|股|室|处|中心|部|办|队|站|局|所|院|组|委|会)$")
_DIGIT = re.compile(r"\d")
_SUMS_UP = re.compile(r"[^，]{0,8}(?:合计|共计|总|共|其中|分别)")
_GOES_ON = re.compile(r"以及|及|和|还|另|并|外加|同时|与")
_NOT_AN_ITEM = re.compile(
    r"[均都共现目已未不无各每其分涉并为以用于按截是由主负全合总超占较比同上在从对将经该此这实做确有新]|\d|合计|其他"
)


_AMOUNT = re.compile(r"(?:资金|金额|支出|预算|经费)?\d+(?:\.\d+)?[万亿]?元")


def _amounts(item: str) -> list[Decimal]:
    return [quantity.value for quantity in find_quantities(item) if quantity.unit == "元"]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list read from prose: it names ``least`` to ``most`` things.

    ``items`` are the pieces between 、. ``closed`` is false where the list ends in 等 or may go on behind a comma.
    """

    items: tuple[str, ...]
    least: int
    most: int
    closed: bool

    @property
    def names(self) -> bool:
        """Tell a list of names from one of statements: every item is short, its amount aside."""
        return all(2 <= len(_AMOUNT.sub("", item)) <= _LONGEST_NAME for item in self.items)

    @property
    def amount(self) -> Decimal | None:
        """What the amounts of the items make in 元; ``None`` where one item has no amount, or more than one."""
        amounts = [_amounts(item) for item in self.items]
        if len(amounts) < 2 or any(len(found) != 1 for found in amounts):
            return None
        return sum((found[0] for found in amounts), Decimal(0))

    def can_be(self, count: int) -> bool:
        """Tell whether the list can be read as COUNT things."""
        return self.least <= count <= self.most


def whole_number(text: str) -> int | None:
    """Read 5, 五 or 两; ``None`` when the characters are no number (十四五)."""
    if text.isdecimal():
        return int(text)
    found = chinese_number(text)
    return int(found[0]) if found else None


def read_list(text: str) -> Listing | None:
    """Read the list that TEXT (cleaned, up to the end of the sentence) begins with; ``None`` where there is none."""
    entries = [entry for entry in _mask(text).split("；") if entry]
    if len(entries) > 1:
        return Listing(tuple(entries), len(entries), len(entries), closed=not _OPEN_END.search(entries[-1]))
    clauses = _mask(text).split("，")
    first = clauses[0]
    if "、" in first:
        return _listed_by_marks(first, clauses[1:])
    priced = _priced(clauses)
    if priced is not None:
        return priced
    alone = len(clauses) == 1 or _ends_list(clauses[1], first)
    return Listing((first,), 1, 1, alone and not _OPEN_END.search(first)) if first else None


def read_list_before(text: str) -> Listing | None:
    """Read the list that TEXT (one clause) ends with, as in 从投入、过程、产出; ``None`` when there is no 、 in it."""
    clause = re.split(r"[，：]", _mask(text))[-1]
    return _listed_by_marks(clause, []) if "、" in clause and not clause.endswith("、") else None


def _mask(text: str) -> str:
    """Drop brackets, and make each quotation or title one token, so that marks inside do not part items."""
    while _WRAPPED.search(text):
        text = _WRAPPED.sub("", text)
    text = re.sub(r"([”》])(?=[“《])", r"\1、", text)
    return _TOKEN.sub(lambda found: "□" * len(found[0]), text)


def _listed_by_marks(first: str, rest: list[str]) -> Listing | None:
    items = [item for item in first.split("、") if item]
    if not items:
        return None
    if len(items) > 1 and all(len(_amounts(item)) == 1 for item in items):
        closed = not _OPEN_END.search(first) and (not rest or _ends_list(rest[0], first))
        return Listing(tuple(items), len(items), len(items), closed)
    most = sum(max(1, sum(1 for piece in _MAY_PART.split(item) if piece)) for item in items)
    offices = sum(1 for item in items if _OFFICE.search(item))
    least = min(len(items), offices) if _OFFICE.search(items[-1]) else len(items)
    closed = not _OPEN_END.search(first) and (
        not rest or _ends_list(rest[0], first) or _all_named_alike(items, rest[0])
    )
    return Listing(tuple(items), least, most, closed)


def common_end(items: Sequence[str]) -> str:
    """Return the two characters in which all of three names or more end (甲模块、乙模块、丙模块); empty without any."""
    end = items[0][-2:]
    alike = len(items) >= _FEWEST_ALIKE and all(item.endswith(end) and len(item) > len(end) for item in items)
    return end if alike else ""


def _all_named_alike(items: Sequence[str], clause: str) -> bool:
    """Tell whether all items end in one word that the clause behind the list lacks: it names none of them."""
    end = common_end(items)
    return bool(end) and end not in clause and not _GOES_ON.match(clause)


def _ends_list(clause: str, listed: str) -> bool:
    """Tell whether the clause behind a list is no part of it: it speaks of something else, and joins nothing on."""
    counts_anew = bool(_DIGIT.search(clause)) and not _DIGIT.search(listed)
    return not _GOES_ON.match(clause) and (counts_anew or _NOT_AN_ITEM.match(clause) is not None)


def _priced(clauses: list[str]) -> Listing | None:
    """Read 甲合同86万元，乙合同45万元，…: clauses with one amount each, up to the one that sums up."""
    items: list[str] = []
    for clause in clauses:
        if len(_amounts(clause)) != 1 or _SUMS_UP.match(clause):
            break
        items.append(clause)
    if len(items) < 2:
        return None
    closed = len(items) == len(clauses) or _SUMS_UP.match(clauses[len(items)]) is not None
    return Listing(tuple(items), len(items), len(items), closed)
