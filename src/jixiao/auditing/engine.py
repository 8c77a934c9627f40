"""Run the checks over a dossier and sort what they say by document and place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import localcontext

from jixiao.auditing.model import Audit, DocumentAudit, Finding, Match, Relation, Severity
from jixiao.auditing.registry import Check, all_checks
from jixiao.documents import Document, cycle_search_paused
from jixiao.quantities import EXACT
from jixiao.recognition import Dossier, Recognition, recognise

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which checks to run: ids or names of families; ``only`` empty means all."""

    only: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()

    def chosen(self, checks: Iterable[Check]) -> list[Check]:
        """Return the checks that are to run, in their order."""
        return [c for c in checks if self._wanted(c) and not {c.id, c.family} & self.ignore]

    def _wanted(self, check: Check) -> bool:
        return not self.only or bool({check.id, check.family} & self.only)


def audit(documents: Sequence[Document], selection: Selection | None = None) -> Audit:
    """Audit DOCUMENTS as one dossier and return one :class:`DocumentAudit` a document, in the order given."""
    with localcontext(EXACT), cycle_search_paused():
        return _audit(documents, selection or Selection())


def _audit(documents: Sequence[Document], selection: Selection) -> Audit:
    dossier = Dossier(tuple(recognise(document, source) for source, document in enumerate(documents)))
    relations: list[list[Relation]] = [[] for _ in documents]
    findings: list[list[Finding]] = [[] for _ in documents]
    for one in selection.chosen(all_checks()):
        for result in one.run(dossier):
            source = result.excerpts[0].source if result.excerpts else 0
            if isinstance(result, Finding):
                findings[source].append(result)
            else:
                relations[source].append(result)
    for source, found in enumerate(findings):
        findings[source] = _without_repeats(found)
        relations[source] += _judged(findings[source], relations[source])
    return Audit(
        tuple(
            DocumentAudit(
                document=recognition.document,
                evaluations=recognition.evaluations,
                figures=_count_figures(recognition),
                relations=tuple(sorted(relations[at], key=_place)),
                findings=tuple(findings[at]),
            )
            for at, recognition in enumerate(dossier.recognitions)
        )
    )


def _judged(findings: Sequence[Finding], relations: Sequence[Relation]) -> list[Relation]:
    """Return a failed relation for every fault that was judged by words, so that each fault rests on one.

    Checks over figures yield their relations themselves; what is blank, misdated or without its unit has no sum.
    """
    failed = {(r.check, r.excerpts[0].start) for r in relations if not r.holds and r.excerpts}
    return [
        Relation(f.check, f.expected or f.message, f.reported, False, Match.JUDGED, f.excerpts)
        for f in findings
        if f.kind == "fault"
        and f.severity is not Severity.INFO
        and f.excerpts
        and (f.check, f.excerpts[0].start) not in failed
    ]


def _count_figures(recognition: Recognition) -> int:
    """Return the number of figures: quantities in prose and cells that hold a digit."""
    cells = (cell for table in recognition.document.tables() for cell in table.cells)
    return sum(len(p.figures) for p in recognition.passages) + sum(_holds_digit(c.text) for c in cells)


def _holds_digit(text: str) -> bool:
    # Most cells are words alone, which is quicker to see than to look for a digit character by character.
    return not text.isalpha() and any(map(str.isdigit, text))


def _place(result: Relation | Finding) -> tuple[int, str]:
    return (result.excerpts[0].start if result.excerpts else 0, result.check)


def _without_repeats(findings: list[Finding]) -> list[Finding]:
    """Sort by severity and place; two findings of one check at one place with the same words are one.

    So are faults of two checks that want the same number at the same place: they found one slip in two ways.
    """
    kept: dict[tuple[str, int, str], Finding] = {}
    wanted: set[tuple[int, str]] = set()
    for finding in sorted(findings, key=lambda f: (_ORDER[f.severity], _place(f))):
        start = finding.excerpts[0].start if finding.excerpts else 0
        slip = (finding.excerpts[0].end, finding.expected) if finding.excerpts else (0, "")
        number = finding.severity is Severity.ERROR and _holds_digit(finding.expected)
        if number and slip in wanted:
            continue
        if number:
            wanted.add(slip)
        kept.setdefault((finding.check, start, finding.message), finding)
    return list(kept.values())
