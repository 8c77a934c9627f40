"""``python -m benchmarks.mutants [COUNT]``: spoil one true figure of a labelled document, and see whether it is found.

The corpus labels relations that hold (sums, shares, changes …) with the place of the figure. Each mutant is one of its
documents with one such figure spoilt as people do it: a digit, two digits swapped, the decimal point, the unit, the
word for the direction. A mutant counts as found when the audit raises something, at that figure or one it is worked
out from, that it does not raise on the untouched document.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.results import Figure, Section
from benchmarks.screen import new_console, show
from jixiao.auditing import Finding, Severity, audit
from jixiao.documents.plain_text import read_text

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "corpus"
_COUNT = 1500
_LONGEST_QUOTE = 60
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_OPPOSITE = {
    "增长": "下降", "增加": "减少", "提高": "降低", "上升": "下降", "下降": "上升", "减少": "增加", "降低": "提高",
}  # fmt: skip
_DIRECTION = re.compile("|".join(_OPPOSITE))
_OTHER_UNIT = {"万元": "元", "亿元": "万元", "元": "万元", "万人": "人", "人": "万人", "万人次": "人次"}
_UNIT = re.compile("|".join(sorted(_OTHER_UNIT, key=len, reverse=True)))
_MOST_BEFORE = 8
# A target that is missed by less or by more is no contradiction, and a date has no figure that follows from others.
_LEFT_OUT = frozenset(("target-met", "date", "completeness"))
_ROUNDED = frozenset(
    ("ratio", "execution-rate", "growth", "growth-rate", "share", "per-capita", "per-head", "quotient")
)
_ALIKE = 0.004


@dataclass(frozen=True, slots=True)
class Target:
    """A figure of a relation that holds: ``kind`` is the relation's, ``start`` and ``end`` are the number's place.

    ``operands`` are the places of the figures that it is worked out from; ``computed`` is what they give, if labelled.
    """

    document: Path
    kind: str
    start: int
    end: int
    operands: tuple[tuple[int, int], ...]
    computed: float | None


@dataclass(frozen=True, slots=True)
class Mutant:
    """A document's text with one figure spoilt; ``start`` and ``end`` are where the change stands."""

    target: Target
    how: str
    text: str
    start: int
    end: int

    def operands(self, grown: int) -> Iterator[tuple[int, int]]:
        """Yield the places of the operands in a text that grew by GROWN characters behind the change."""
        for start, end in self.target.operands:
            yield (start + grown, end + grown) if start >= self.target.end else (start, end)


def measure(count: int = _COUNT, seed: int = 0, corpus: Path = CORPUS) -> tuple[Section, list[str]]:
    """Make COUNT mutants of CORPUS; return the shares that were found, and one line on each that was not."""
    missed: list[str] = []
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    mutants = sorted(mutants_of(targets(corpus), count, seed), key=lambda m: m.target.document)
    before: set[tuple[str, str]] = set()
    at: Path | None = None
    for mutant in mutants:
        if mutant.target.document != at:
            at = mutant.target.document
            before = {(f.check, f.message) for f in _raised(at.read_text(encoding="utf-8"))}
        hit = is_found(mutant, before)
        for key in ("", f"关系：{mutant.target.kind}", f"改法：{mutant.how}"):
            made[key] += 1
            found[key] += hit
        if not hit:
            missed.append(described(mutant))
    return _section(made, found), missed


def _section(made: Counter[str], found: Counter[str]) -> Section:
    figures = tuple(
        Figure(key or "all", f"查出：{key or '全部'}（改了{made[key]}处）", 100 * found[key] / made[key], "%")
        for key in sorted(made, key=lambda key: (key.partition("：")[0], -made[key]))
    )
    return Section("mutants", f"改一处：语料里成立的关系各改一个数，共{made['']}份", figures)


def described(mutant: Mutant) -> str:
    """Return one line on a mutant: its document, the relation, and the spoilt words with those around them."""
    line = mutant.text[max(0, mutant.start - 60) : mutant.start]
    behind = mutant.text[mutant.end : mutant.end + 25]
    words = f"{line}【{mutant.text[mutant.start : mutant.end]}】{behind}".replace("\n", "⏎")
    return f"{mutant.target.document.stem}\t{mutant.target.kind}\t{mutant.how}\t{words}"


def is_found(mutant: Mutant, before: set[tuple[str, str]]) -> bool:
    """Tell whether the audit raises something at the change or at an operand that is not among BEFORE."""
    original = mutant.target.document.read_text(encoding="utf-8")
    places = [(mutant.start, mutant.end), *mutant.operands(len(mutant.text) - len(original))]
    return any(
        excerpt.start < end and start < excerpt.end
        for finding in _raised(mutant.text)
        if (finding.check, finding.message) not in before
        for excerpt in finding.excerpts
        if excerpt.end - excerpt.start <= _LONGEST_QUOTE
        for start, end in places
    )


def _raised(text: str) -> list[Finding]:
    [audited] = audit([read_text("自评.txt", text)]).documents
    return [finding for finding in audited.findings if finding.severity is not Severity.INFO]


def targets(corpus: Path) -> list[Target]:
    """Return the figures of all labelled relations that hold, in every document below CORPUS."""
    return [target for labels in sorted(corpus.rglob("*.json")) for target in _targets(labels)]


def _targets(labels: Path) -> Iterator[Target]:
    document = labels.with_suffix(".txt")
    text = document.read_text(encoding="utf-8")
    lines = [0]
    for line in text.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    for entry in json.loads(labels.read_text(encoding="utf-8")).get("relations", []):
        number = _number_of(entry, text)
        if entry["holds"] is True and entry["kind"] not in _LEFT_OUT and number is not None:
            others = zip(entry.get("cross", []), entry.get("cross_lines", []), strict=False)
            found = [(text.find(words, lines[line - 1]), len(words)) for words, line in others]
            operands = tuple((at, at + length) for at, length in found if at >= 0)
            yield Target(document, entry["kind"], *number, operands, _as_number(entry.get("computed")))


def _number_of(entry: dict[str, Any], text: str) -> tuple[int, int] | None:
    """Return where the figure that an entry reports stands, where that is certain."""
    quote, reported = entry.get("quote") or "", _NUMBER.search(entry.get("reported") or "")
    start = entry.get("start", text.find(quote) if text.count(quote) == 1 else -1)
    if start < 0 or reported is None or text[start : start + len(quote)] != quote:
        return None
    numbers = [m for m in _NUMBER.finditer(quote) if m[0] == reported[0]]
    return (start + numbers[-1].start(), start + numbers[-1].end()) if numbers else None


def _as_number(text: object) -> float | None:
    found = _NUMBER.search(str(text or ""))
    return float(found[0].replace(",", "")) if found else None


def mutants_of(candidates: Sequence[Target], count: int, seed: int) -> Iterator[Mutant]:
    """Yield COUNT mutants of CANDIDATES drawn by SEED: each is a figure and one way that can spoil it."""
    random = Random(seed)
    drawn = random.sample(candidates, min(count, len(candidates)))
    for target in drawn:
        text = target.document.read_text(encoding="utf-8")
        ways = [made for how in random.sample(list(_WAYS), len(_WAYS)) if (made := _mutant(target, text, how, random))]
        if ways:
            yield ways[0]


def _mutant(target: Target, text: str, how: str, random: Random) -> Mutant | None:
    changed = _WAYS[how](text, target, random)
    if changed is None:
        return None
    start, end, words = changed
    return Mutant(target, how, text[:start] + words + text[end:], start, start + len(words))


Change = tuple[int, int, str]


def _digit(text: str, target: Target, random: Random) -> Change | None:
    number = text[target.start : target.end]
    places = [at for at, char in enumerate(number) if char.isdigit()]
    at = random.choice(places)
    fresh = random.choice([d for d in "123456789" if d != number[at]])
    return _kept(target, number, number[:at] + fresh + number[at + 1 :])


def _swap(text: str, target: Target, random: Random) -> Change | None:
    number = text[target.start : target.end]
    pairs = [i for i in range(len(number) - 1) if number[i : i + 2].isdigit() and number[i] != number[i + 1]]
    pairs = [i for i in pairs if i or number[1] != "0"]
    if not pairs:
        return None
    at = random.choice(pairs)
    return _kept(target, number, number[:at] + number[at + 1] + number[at] + number[at + 2 :])


def _point(text: str, target: Target, random: Random) -> Change | None:
    number = text[target.start : target.end]
    whole, _, part = number.replace(",", "").partition(".")
    if not part or len(whole) < 2:
        return None
    moved = f"{whole[:-1]}.{whole[-1]}{part}" if random.random() < 0.5 else f"{whole}{part[0]}.{part[1:]}".rstrip(".")
    return _kept(target, number, moved)


def _kept(target: Target, text: str, number: str) -> Change | None:
    """Return the change of TEXT to NUMBER, unless what it writes can be what the operands give."""
    spoilt, true = _as_number(number) or 0.0, _as_number(text) or 0.0
    if target.kind in _ROUNDED and abs(spoilt - true) <= _ALIKE * true:
        return None  # coarse operands may give the spoilt figure as well
    step = 10.0 ** -len(number.partition(".")[2])
    same = target.computed is not None and abs(spoilt - target.computed) <= 1.01 * step
    return None if same else (target.start, target.end, number)


def _unit(text: str, target: Target, _: Random) -> Change | None:
    found = _UNIT.match(text, target.end)
    if found is None or (found[0] == "人" and text[target.end + 1 : target.end + 2] in ("次", "份", "员")):
        return None
    return target.start, found.end(), text[target.start : target.end] + _OTHER_UNIT[found[0]]


def _direction(text: str, target: Target, _: Random) -> Change | None:
    lead = text[max(0, target.start - _MOST_BEFORE) : target.start]
    found = list(_DIRECTION.finditer(lead))
    if not found or re.search(r"[，。；：\d]", lead[found[-1].end() :]):
        return None
    start = target.start - len(lead) + found[-1].start()
    return start, target.end, _OPPOSITE[found[-1][0]] + text[start + 2 : target.end]


_WAYS: dict[str, Callable[[str, Target, Random], Change | None]] = {
    "错一位": _digit,
    "两位对调": _swap,
    "小数点": _point,
    "单位": _unit,
    "方向": _direction,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants", description="改一处，看核查查不查得出。")
    parser.add_argument("count", type=int, nargs="?", default=_COUNT, metavar="份数")
    parser.add_argument("--seed", type=int, default=0, help="抽样用的种子")
    parser.add_argument("--missed", action="store_true", help="列出没有查出的")
    arguments = parser.parse_args()
    console = new_console()
    section, missed = measure(arguments.count, arguments.seed)
    show(console, section)
    for line in missed if arguments.missed else ():
        console.print(line, highlight=False, markup=False, soft_wrap=True)


if __name__ == "__main__":
    main()
