"""The kinds of errors that are planted: each spoils one spot of a printed paper, or takes a row out of one."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from benchmarks.spots import TITLE, Spot, value_of
from jixiao.rendering.forms import Box, Sheet
from jixiao.rendering.self_report import Report
from samples.papers import Paper

MISSING_ROW, AGAINST_TABLE = "少一行", "正文与表不符"
_LEADING = 3
_LEAST_LINES = 4  # the sum, the line that is taken out, and two that are left
_NUMBERS = ("amount", "number", "points", "measure", "rate")
_OPPOSITES = {"增长": "下降", "下降": "增长", "增加": "减少", "减少": "增加", "节约": "超支"}
_UNITS = (("万元", "元"), ("人次", "人"), ("万人", "人"))
_GRADES = ("优", "良", "中", "差")


@dataclass(frozen=True, slots=True)
class Plant:
    """One planted error: the papers with it, the spot that was spoilt, and what was put in its place.

    ``removed`` is the row of the form that was taken out.
    """

    papers: tuple[Paper, ...]
    spot: Spot
    put: str
    removed: int | None = None


Spoil = Callable[[Spot, Random], str | None]


def planted(kind: str, papers: Sequence[Paper], spots: Sequence[Spot], random: Random) -> Plant | None:
    """Plant one error of KIND in one of SPOTS drawn by RANDOM; ``None`` where none allows it."""
    if kind == MISSING_ROW:
        return _missing_row(papers, spots, random)
    if kind == AGAINST_TABLE:
        return _spoilt(papers, _told_of_forms(papers, spots), _other_figure, random)
    wanted, spoil = _SPOILING[kind]
    return _spoilt(papers, [spot for spot in spots if wanted(spot)], spoil, random)


def _spoilt(papers: Sequence[Paper], spots: Sequence[Spot], spoil: Spoil, random: Random) -> Plant | None:
    for spot in random.sample(spots, len(spots)):
        put = spoil(spot, random)
        if put is not None and put != spot.word:
            return Plant(_with_text(papers, spot, put), spot, put)
    return None


def _told_of_forms(papers: Sequence[Paper], spots: Sequence[Spot]) -> list[Spot]:
    """Return the figures of reports that a form has too."""
    of_forms = {each for spot in spots if not isinstance(papers[spot.paper].content, Report) for each in spot.relations}
    numbers = [spot for spot in spots if spot.role in _NUMBERS and isinstance(papers[spot.paper].content, Report)]
    return [spot for spot in numbers if spot.relations & of_forms]


def _with_text(papers: Sequence[Paper], spot: Spot, put: str) -> tuple[Paper, ...]:
    """Return PAPERS with PUT in place of what stands at SPOT; the unit behind may be part of what is replaced."""
    paper = papers[spot.paper]
    text = with_put(spot, put)
    changed = replace(paper, content=_replaced(paper.content, spot, text))
    return tuple(changed if each is paper else each for each in papers)


def with_put(spot: Spot, put: str) -> str:
    """Return the words of the box or paragraph with PUT in place of what stands at SPOT."""
    return spot.text[: spot.start] + put + spot.text[spot.end :]


def _replaced(content: tuple[Sheet, ...] | Report, spot: Spot, text: str) -> tuple[Sheet, ...] | Report:
    if isinstance(content, Report):
        if spot.piece == TITLE:
            return replace(content, title=text)
        paragraphs = list(content.paragraphs)
        paragraphs[spot.piece] = replace(paragraphs[spot.piece], text=text)
        return replace(content, paragraphs=tuple(paragraphs))
    sheets = list(content)
    if spot.piece == TITLE:
        sheets[spot.sheet] = replace(sheets[spot.sheet], subtitle=text)
        return tuple(sheets)
    boxes = list(sheets[spot.sheet].boxes)
    boxes[spot.piece] = replace(boxes[spot.piece], text=text)
    sheets[spot.sheet] = replace(sheets[spot.sheet], boxes=tuple(boxes))
    return tuple(sheets)


def _without(sheet: Sheet, row: int) -> Sheet:
    """Return SHEET without one of its rows; boxes that reach over it become shorter."""
    return replace(sheet, boxes=tuple(_without_row(sheet.boxes, row)))


def _without_row(boxes: Sequence[Box], row: int) -> Iterator[Box]:
    for box in boxes:
        if box.row <= row < box.row + box.row_span:
            if box.row_span > 1:
                yield replace(box, row_span=box.row_span - 1)
        else:
            yield replace(box, row=box.row - 1) if box.row > row else box


def _missing_row(papers: Sequence[Paper], spots: Sequence[Spot], random: Random) -> Plant | None:
    """Take out of a form a row whose points or amounts others add up with.

    Where a single line of money is left below a sum, it may be one part of it as well as all.
    """
    held = Counter(relation for spot in spots for relation in spot.relations)

    def adds_up(relation: str) -> bool:
        lines = relation.startswith("base:") and held[relation] >= _LEAST_LINES
        return lines or "sum of" in relation or ":funds:" in relation

    rows = [
        spot
        for spot in spots
        if not spot.total and not isinstance(papers[spot.paper].content, Report) and any(map(adds_up, spot.relations))
    ]
    if not rows:
        return None
    spot = random.choice(rows)
    paper = papers[spot.paper]
    if isinstance(paper.content, Report):
        return None
    sheets = list(paper.content)
    row = sheets[spot.sheet].boxes[spot.piece].row
    beside = [each for each in spots if (each.paper, each.sheet) == (spot.paper, spot.sheet) and each.piece != TITLE]
    beside = [each for each in beside if sheets[spot.sheet].boxes[each.piece].row == row]
    spot = replace(spot, relations=frozenset().union(*(each.relations for each in beside)))
    sheets[spot.sheet] = _without(sheets[spot.sheet], row)
    changed = replace(paper, content=tuple(sheets))
    return Plant(tuple(changed if each is paper else each for each in papers), spot, spot.word, row)


def _digit(spot: Spot, random: Random) -> str | None:
    places = _significant(spot.word)[:_LEADING]
    at = random.choice(places)
    digit = random.choice([each for each in "123456789" if each != spot.word[at]])
    return _kept_in_bounds(spot, spot.word[:at] + digit + spot.word[at + 1 :])


def _significant(word: str) -> list[int]:
    """Return where the digits of a number stand, from its first that is not zero."""
    digits = [at for at, char in enumerate(word) if char.isdigit()]
    first = next((place for place, at in enumerate(digits) if word[at] != "0"), 0)
    return digits[first:]


def _kept_in_bounds(spot: Spot, word: str) -> str | None:
    """Refuse a rate above 100 %, which would be another kind of error."""
    value = Decimal(word.rstrip("%").replace(",", ""))
    return None if spot.role == "rate" and value > 100 else word


def _transposed(spot: Spot, random: Random) -> str | None:
    places = _significant(spot.word)
    pairs = [
        (left, right)
        for left, right in itertools.pairwise(places)
        if spot.word[left] != spot.word[right] and not (left == places[0] and spot.word[right] == "0")
    ][:_LEADING]
    if not pairs:
        return None
    left, right = random.choice(pairs)
    word = list(spot.word)
    word[left], word[right] = word[right], word[left]
    return _kept_in_bounds(spot, "".join(word))


def _moved_point(spot: Spot, random: Random) -> str | None:
    """Move the decimal point by one place."""
    whole, point, rest = spot.word.replace(",", "").rstrip("%").partition(".")
    if not point or value_of(spot) == 0:
        return None
    left = random.choice((True, False)) and len(whole) > 1
    moved = f"{whole[:-1]}.{whole[-1]}{rest}" if left else f"{whole}{rest[0]}.{rest[1:]}".rstrip(".")
    return moved + ("%" if spot.word.endswith("%") else "")


def _other_sum(spot: Spot, random: Random) -> str | None:
    return _scaled(spot, 1 + Decimal(random.choice((-9, -6, -4, 4, 6, 9))) / 100)


def _other_figure(spot: Spot, random: Random) -> str | None:
    return _scaled(spot, 1 + Decimal(random.choice((-30, -20, -12, 12, 20, 30))) / 100)


def _scaled(spot: Spot, factor: Decimal) -> str | None:
    value = value_of(spot)
    other = (value * factor).quantize(Decimal(1).scaleb(value.as_tuple().exponent))  # type: ignore[arg-type]
    sign = "%" if spot.word.endswith("%") else ""
    comma = "," if "," in spot.word else ""
    return _kept_in_bounds(spot, f"{other:{comma}f}{sign}") if other != value else None


def _other_rate(spot: Spot, random: Random) -> str | None:
    value = value_of(spot)
    other = value + Decimal(random.choice((-1, 1)) * random.randint(110, 900)) / 100
    return f"{other.quantize(value)}%" if 0 < other < 100 and spot.word.endswith("%") else None


def _other_grade(spot: Spot, random: Random) -> str | None:
    return random.choice([grade for grade in _GRADES if grade != spot.word])


def _other_tick(spot: Spot, random: Random) -> str | None:
    """Tick another of the boxes."""
    boxes = [at for at, char in enumerate(spot.word) if char == "□"]
    at = random.choice(boxes)
    blank = spot.word.replace("☑", "□")
    return f"{blank[:at]}☑{blank[at + 1 :]}"


def _other_grade_or_tick(spot: Spot, random: Random) -> str | None:
    return _other_tick(spot, random) if spot.role == "tick" else _other_grade(spot, random)


def _opposite(spot: Spot, _: Random) -> str | None:
    return _OPPOSITES.get(spot.word)


def _other_count(spot: Spot, random: Random) -> str | None:
    return str(int(spot.word) + random.choice((1, 2)))


def _beyond(spot: Spot, random: Random) -> str | None:
    return f"{spot.most + random.randint(1, 5):f}" if spot.most is not None else None


def _other_year(spot: Spot, random: Random) -> str | None:
    return str(int(spot.word) + random.choice((-1, 1)))


def _other_unit(spot: Spot, _: Random) -> str | None:
    return dict(_UNITS).get(spot.word)


def units_behind(spots: Sequence[Spot]) -> list[Spot]:
    """Return the units that stand right behind the numbers of SPOTS, as spots in the same relations."""
    behind = []
    for spot in spots:
        unit = next((unit for unit, _ in _UNITS if spot.text.startswith(unit, spot.end)), None)
        if unit is not None and spot.role in _NUMBERS:
            behind.append(replace(spot, start=spot.end, end=spot.end + len(unit), role="unit", total=False))
    return behind


_SPOILING: dict[str, tuple[Callable[[Spot], bool], Spoil]] = {
    "错一位数": (lambda spot: spot.role in _NUMBERS, _digit),
    "数字颠倒": (lambda spot: spot.role in _NUMBERS, _transposed),
    "小数点移位": (lambda spot: spot.role in ("amount", "measure"), _moved_point),
    "合计": (lambda spot: spot.total, _other_sum),
    "比率": (lambda spot: spot.role == "rate", _other_rate),
    "单位": (lambda spot: spot.role == "unit", _other_unit),
    "等级": (lambda spot: spot.role in ("grade", "tick"), _other_grade_or_tick),
    "得分超过分值": (lambda spot: spot.most is not None, _beyond),
    "升降方向": (lambda spot: spot.role == "word", _opposite),
    "年度": (lambda spot: spot.role == "year", _other_year),
    "项数": (lambda spot: spot.role == "count", _other_count),
}
KINDS = (*_SPOILING, MISSING_ROW, AGAINST_TABLE)
"""The kinds of errors by their Chinese names."""
