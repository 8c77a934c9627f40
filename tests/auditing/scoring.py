"""Score an audit against labelled truth: what was found, what was missed, and how often it cried wolf.

A truth file lists ``findings`` (or ``contradictions``) and ``relations`` with verbatim quotes. A result of the audit
meets an entry when one of its quotes overlaps the entry's own quote or one that it names besides; a quote of more than
sixty characters points at nothing. A result that meets no entry, and is an error or a warning, is a false alarm.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.auditing import DocumentAudit, Finding, Relation, Severity, audit
from jixiao.documents import read_document

Ranges = list[tuple[int, int]]
_LONGEST_QUOTE = 60
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")


@dataclass(slots=True)
class Tally:
    """Counts over one document or many; the lists say in words what the counts left out."""

    errors: int = 0
    errors_met: int = 0
    errors_strict: int = 0
    warnings: int = 0
    warnings_met: int = 0
    raised: int = 0
    false_alarms: int = 0
    relations: int = 0
    relations_met: int = 0
    hard: int = 0
    hard_met: int = 0
    clean: int = 0
    clean_alarms: int = 0
    missed: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    unverified: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Add the counts and lists of OTHER to this tally."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    @property
    def precision(self) -> Decimal:
        """The share of what was raised that meets an entry; 1 when nothing was raised."""
        return Decimal(1) - share(self.false_alarms, self.raised) if self.raised else Decimal(1)


def share(part: int, whole: int) -> Decimal:
    """Return PART ÷ WHOLE; 1 where there was nothing to find."""
    return Decimal(part) / Decimal(whole) if whole else Decimal(1)


def score_folder(truth: Path, documents: Path) -> dict[str, Tally]:
    """Audit every document that has a truth file, and return one tally a document by name."""
    tallies = {}
    for labels in sorted(truth.glob("*.json")):
        document = documents / f"{labels.stem}.txt"
        (audited,) = audit([read_document(document)]).documents
        tallies[labels.stem] = score(audited, json.loads(labels.read_text(encoding="utf-8")))
    return tallies


def score(audited: DocumentAudit, truth: dict[str, Any]) -> Tally:
    """Compare one audit with the truth on its document."""
    text = audited.document.text
    expected = [(entry, _places(text, entry)) for entry in truth.get("findings", truth.get("contradictions", []))]
    raised = [finding for finding in audited.findings if finding.severity is not Severity.INFO]
    tally = Tally(raised=len(raised), clean=int(not expected))
    for entry, places in expected:
        _score_entry(tally, entry, [finding for finding in raised if _meets(finding, places)])
    for finding in raised:
        if not any(_meets(finding, places) for _, places in expected):
            tally.false_alarms += 1
            tally.alarms.append(f"{finding.check}：{finding.message}")
    tally.clean_alarms = tally.false_alarms if tally.clean else 0
    for entry in truth.get("relations", []):
        _score_relation(tally, entry, _places(text, entry), audited.relations)
    return tally


def _score_entry(tally: Tally, entry: dict[str, Any], hits: Sequence[Finding]) -> None:
    if entry.get("severity") == "error":
        tally.errors += 1
        tally.errors_met += bool(hits)
        tally.errors_strict += any(_same_number(finding.reported, entry) for finding in hits)
    elif entry.get("severity") == "warning":
        tally.warnings += 1
        tally.warnings_met += bool(hits)
    else:
        return
    if not hits:
        tally.missed.append(f"{entry['severity']} {entry['quote'][:40]}")


def _score_relation(tally: Tally, entry: dict[str, Any], places: Ranges, relations: Iterable[Relation]) -> None:
    met = any(
        relation.holds == entry["holds"] and _meets(relation, places) and _same_number(relation.reported, entry)
        for relation in relations
    )
    hard = entry.get("strength", "hard") == "hard"
    tally.relations += 1
    tally.relations_met += met
    tally.hard += hard
    tally.hard_met += hard and met
    if not met:
        tally.unverified.append(f"{entry['kind']} {entry['expr']} → {entry['reported']}")


def _places(text: str, entry: dict[str, Any]) -> Ranges:
    """Return where an entry stands: at its offset when it has one, else wherever its quotes stand."""
    quote, others = entry.get("quote") or "", entry.get("cross", [])
    if "start" not in entry:
        return [found for words in (quote, *others) for found in _everywhere(text, words)]
    lines = [0]
    for line in text.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    places = [(entry["start"], entry["start"] + len(quote))]
    for words, line in zip(others, entry.get("cross_lines", []), strict=False):
        at = text.find(words, lines[line - 1])
        if at >= 0:
            places.append((at, at + len(words)))
    return places


def _everywhere(text: str, words: str) -> Iterator[tuple[int, int]]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + 1)


def _meets(result: Finding | Relation, places: Ranges) -> bool:
    quotes = [(excerpt.start, excerpt.end) for excerpt in result.excerpts]
    return any(
        start < there_end and there_start < end
        for start, end in quotes
        if end - start <= _LONGEST_QUOTE
        for there_start, there_end in places
    )


def _same_number(reported: str, entry: dict[str, Any]) -> bool:
    wanted = _number(entry.get("reported"))
    return wanted is None or wanted == _number(reported)


def _number(text: object) -> Decimal | None:
    found = _NUMBER.search(str(text or ""))
    return Decimal(found[0].replace(",", "")) if found else None


def table(tallies: dict[str, Tally]) -> str:
    """Return the tallies as a table, one line a document, with their sum and what was missed below it."""
    total = Tally()
    lines = [f"{'文件':<34} 错误(严格)  存疑   误报/提出  关系  硬关系"]
    for name, tally in tallies.items():
        total.add(tally)
        lines.append(_line(name, tally))
    lines.append(_line("合计", total))
    lines += [f"  漏：{words}" for words in total.missed]
    lines += [f"  误：{words}" for words in total.alarms]
    return "\n".join(lines)


def _line(name: str, tally: Tally) -> str:
    return (
        f"{name:<34} {tally.errors_met}/{tally.errors}({tally.errors_strict})  {tally.warnings_met}/{tally.warnings}  "
        f"{tally.false_alarms}/{tally.raised}  {tally.relations_met}/{tally.relations}  {tally.hard_met}/{tally.hard}"
    )


def summed(tallies: dict[str, Tally]) -> Tally:
    """Return the sum of TALLIES."""
    total = Tally()
    for tally in tallies.values():
        total.add(tally)
    return total
