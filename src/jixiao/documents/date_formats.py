"""Prints a day number of a workbook as a date or a time of day."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from jixiao.documents.chinese_digits import counted, spelled
from jixiao.documents.format_codes import Part, Piece, Section

_EPOCH_1900 = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_LAST_DAY_1900 = 2_958_465
_LAST_DAY_1904 = 2_957_003
_DAY = 86_400
_WEEKDAYS = "一二三四五六日"
_CLOCK_PARTS = (Part.DATE, Part.ELAPSED)


def is_date(section: Section) -> bool:
    """Tell whether a section of a format prints dates or times."""
    return section.has(*_CLOCK_PARTS, Part.HALF_DAY)


def date_text(section: Section, days: Decimal, epoch_1904: bool) -> str | None:
    """Return the date that DAYS since the workbook's epoch stands for, or None outside the workbook's calendar."""
    decimals = _fraction_places(section)
    if not 0 <= days < (_LAST_DAY_1904 if epoch_1904 else _LAST_DAY_1900):
        return None
    seconds = (days * _DAY).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole = int(seconds)
    start = _EPOCH_1904 if epoch_1904 else _EPOCH_1900
    # Days below 60 count from a day later: the 1900 calendar has a 29 February that never was.
    shift = 0 if epoch_1904 or whole >= 60 * _DAY else 1
    moment = start + timedelta(days=shift + whole // _DAY, seconds=whole % _DAY)
    clock = _Clock(moment, whole, f"{seconds - whole:f}"[2:], section)
    return "".join(clock.write(at) for at in range(len(section.pieces))).strip()


def _fraction_places(section: Section) -> int:
    """Return how many decimals the seconds of a section have."""
    parts = [piece.part for piece in section.pieces]
    if Part.POINT not in parts:
        return 0
    return min(parts[parts.index(Part.POINT) :].count(Part.DIGIT), 6)


class _Clock:
    """Writes the pieces of one section for one moment."""

    def __init__(self, moment: datetime, seconds: int, fraction: str, section: Section) -> None:
        self._moment = moment
        self._seconds = seconds
        self._fraction = fraction
        self._pieces = section.pieces
        self._half_day = section.has(Part.HALF_DAY)
        self._numerals = section.numerals
        self._fraction_at = 0

    def write(self, at: int) -> str:
        """Return the text of the piece at AT; an ``m`` beside hours or seconds means minutes."""
        piece = self._pieces[at]
        token = piece.text.lower()
        if piece.part is Part.DATE:
            if token[0] == "m" and _is_minute(self._pieces, at):
                return self._padded(self._moment.minute, len(token))
            return self._date(token)
        if piece.part is Part.ELAPSED:
            divisor = {"h": 3600, "m": 60, "s": 1}[token[0]]
            return self._padded(self._seconds // divisor, len(token))
        if piece.part is Part.HALF_DAY:
            morning, evening = piece.text.split("/")
            return morning if self._moment.hour < 12 else evening
        if piece.part is Part.DIGIT:
            self._fraction_at += 1
            return self._fraction[self._fraction_at - 1 : self._fraction_at]
        return piece.text

    def _date(self, token: str) -> str:
        moment = self._moment
        letter, length = token[0], len(token)
        if letter in "ye":
            year = f"{moment.year:04d}" if length > 2 or letter == "e" else f"{moment.year % 100:02d}"
            return spelled(year, self._numerals == 2) if self._numerals else year
        if letter == "m":
            return self._padded(moment.month, length) if length < 3 else f"{self._padded(moment.month, 1)}月"
        if letter == "a" or (letter == "d" and length > 2):
            return ("周" if token in ("aaa", "ddd") else "星期") + _WEEKDAYS[moment.weekday()]
        if letter == "d":
            return self._padded(moment.day, length)
        if letter == "h":
            return self._padded((moment.hour - 1) % 12 + 1 if self._half_day else moment.hour, length)
        return self._padded(moment.second, length)

    def _padded(self, number: int, length: int) -> str:
        if self._numerals:
            written = counted(number, self._numerals == 2)
            return written[1:] if 10 <= number < 20 and self._numerals == 1 else written
        return f"{number:0{min(length, 2)}d}"


def _is_minute(pieces: tuple[Piece, ...], at: int) -> bool:
    before = next((piece for piece in reversed(pieces[:at]) if piece.part in _CLOCK_PARTS), None)
    after = next((piece for piece in pieces[at + 1 :] if piece.part in _CLOCK_PARTS), None)
    return (before is not None and before.text[0] in "hH") or (after is not None and after.text[0] in "sS")
