"""Set phrases mistyped by sound: 高压态式 for 高压态势. The phrases and the alike characters are ``soundalikes.toml``.

Text is typed by sound, so most slips put characters of the same sound. Inside a phrase of four characters or more one
such character leaves no doubt what was meant; two that stand side by side, hardly any.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_SHORTEST = 4
_MOST_WRONG = 2


class PhraseListError(Exception):
    """The list of phrases breaks its own rules; the message names the phrase."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A set phrase; ``allowed`` are characters that make sound words of it when they slip in."""

    text: str
    allowed: frozenset[str]


@dataclass(frozen=True, slots=True)
class PhraseList:
    """The phrases by their first and by their last two characters (a slip leaves one pair); the alike characters."""

    by_pair: dict[str, tuple[tuple[Phrase, int, int, frozenset[str]], ...]]
    alike: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistyped phrase: what is printed at ``[start:end)`` of the text, what was meant, how many characters differ."""

    start: int
    end: int
    printed: str
    meant: str
    differing: int


def find_slips(text: str) -> Iterator[Slip]:
    """Yield the mistyped phrases in TEXT (cleaned: no blanks), left to right, without overlap."""
    if len(text) < _SHORTEST:
        return
    known, floor = _known(), 0
    by_pair = known.by_pair
    for at in range(len(text) - 1):
        for phrase, offset, beside, possible in by_pair.get(text[at : at + 2], ()):
            # Most pairs belong to other words; the character beside the pair tells at once.
            if text[at + beside : at + beside + 1] not in possible:
                continue
            start = at - offset
            if start < floor or text.startswith(phrase.text, start):
                continue
            slip = _slip(known, phrase, text, start)
            if slip is not None:
                floor = slip.end
                yield slip
                break


def _slip(known: PhraseList, phrase: Phrase, text: str, start: int) -> Slip | None:
    printed = text[start : start + len(phrase.text)]
    if len(printed) < len(phrase.text):
        return None
    wrong = [at for at, (one, other) in enumerate(zip(printed, phrase.text, strict=True)) if one != other]
    if not wrong or len(wrong) > _MOST_WRONG or wrong[-1] - wrong[0] != len(wrong) - 1:
        return None
    for at in wrong:
        if printed[at] in phrase.allowed or printed[at] not in known.alike.get(phrase.text[at], ()):
            return None
    return Slip(start, start + len(printed), printed, phrase.text, len(wrong))


@cache
def _known() -> PhraseList:
    return read_phrases(files("jixiao.auditing").joinpath("soundalikes.toml").read_text("utf-8"))


def read_phrases(text: str) -> PhraseList:
    """Read the list. Raises :class:`PhraseListError` for a phrase that is too short or listed twice."""
    content = tomllib.loads(text)
    alike = {char: frozenset(others) for char, others in content["alike"].items()}
    by_pair: dict[str, list[tuple[Phrase, int, int, frozenset[str]]]] = {}
    seen: set[str] = set()
    for entry in content["phrases"]:
        words, _, allowed = entry.partition(" -")
        if len(words) < _SHORTEST or words in seen:
            raise PhraseListError(f"固定词组表：“{words}”不足四个字，或者列了两次。")
        seen.add(words)
        phrase = Phrase(words, frozenset(allowed))
        for offset, beside in ((0, 2), (len(words) - 2, -1)):
            near = words[offset + beside]
            possible = alike.get(near, frozenset()) | {near}
            by_pair.setdefault(words[offset : offset + 2], []).append((phrase, offset, beside, possible))
    return PhraseList({pair: tuple(found) for pair, found in by_pair.items()}, alike)
