"""The list of words that are often mistyped, and the search for them. The list is data: ``confusions.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jixiao.auditing.model import Severity

_GUARDS = ("before", "not_before", "after", "not_after")
_KEYS = {"wrong", "right", *_GUARDS}
_LOOK_BACK = 8


class ConfusionListError(Exception):
    """The list of confusions breaks its own rules; the message names the entry and what is allowed."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """A wrong word with the right one, and what must or must not stand right before and behind it."""

    wrong: str
    right: str
    severity: Severity
    before: re.Pattern[str] | None = None
    not_before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    not_after: re.Pattern[str] | None = None

    def stands_at(self, text: str, start: int, end: int) -> bool:
        """Tell whether the words around TEXT[START:END] make it the wrong word and not part of a sound phrase."""
        ahead = text[max(0, start - _LOOK_BACK) : start]
        return (
            (self.before is None or self.before.search(ahead) is not None)
            and (self.not_before is None or self.not_before.search(ahead) is None)
            and (self.after is None or self.after.match(text, end) is not None)
            and (self.not_after is None or self.not_after.match(text, end) is None)
        )


def find_confusions(text: str) -> Iterator[tuple[Confusion, int, int]]:
    """Yield each wrong word in TEXT (cleaned: no blanks, half-width digits) with its range, left to right."""
    known = _known()
    for found in _pattern().finditer(text):
        confusion = known[found[0]]
        if confusion.stands_at(text, *found.span()):
            yield confusion, found.start(), found.end()


@cache
def _known() -> dict[str, Confusion]:
    return {
        c.wrong: c for c in read_confusions(files("jixiao.auditing").joinpath("confusions.toml").read_text("utf-8"))
    }


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _known()), key=len, reverse=True)))


def read_confusions(text: str) -> list[Confusion]:
    """Read the list. Raises :class:`ConfusionListError` for unknown keys, a word listed twice, or a bad pattern."""
    found: list[Confusion] = []
    for severity, entries in tomllib.loads(text).items():
        if severity not in set(Severity):
            raise ConfusionListError(f"易错词表：没有“{severity}”这一级，只有 error、warning、info。")
        found.extend(_confusion(entry, Severity(severity)) for entry in entries)
    words = [confusion.wrong for confusion in found]
    if repeated := next((word for word in words if words.count(word) > 1), None):
        raise ConfusionListError(f"易错词表：“{repeated}”列了两次，请删去一条。")
    return found


def _confusion(entry: dict[str, str], severity: Severity) -> Confusion:
    wrong, right = entry.get("wrong"), entry.get("right")
    if not wrong or not right or wrong == right or set(entry) - _KEYS:
        raise ConfusionListError(f"易错词表：{entry} 应有 wrong 和 right 两个不同的词，另可用 {'、'.join(_GUARDS)}。")
    return Confusion(wrong, right, severity, **{key: _guard(key, entry[key]) for key in _GUARDS if key in entry})


def _guard(key: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(f"(?:{pattern})$" if key.endswith("before") else pattern)
    except re.error as fault:
        raise ConfusionListError(f"易错词表：{key} = “{pattern}”不是正确的正则表达式。") from fault
