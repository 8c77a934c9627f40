"""What all outputs show of an audit: documents with their findings in order, named, grouped, with their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from jixiao.auditing.baseline import Baseline, Entry, Verdict
from jixiao.auditing.identity import finding_ids, key_of
from jixiao.auditing.model import Audit, DocumentAudit, Finding, Relation, Severity
from jixiao.documents import Document, Excerpt, Span
from jixiao.rendering.words import CATEGORIES, category

# A longer span points at nothing: it covers a long cell or a whole section.
LONGEST_SPAN = 60


class CheckInfo(Protocol):
    """What an output says about a check."""

    @property
    def title(self) -> str:
        """Chinese name of the check."""

    @property
    def family(self) -> str:
        """Chinese name of its family."""

    @property
    def basis(self) -> str:
        """The clause that it rests on."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an excerpt stands: the document's index in its dossier, the trimmed span there, and the label."""

    source: int
    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding with its id, its places (the place to be mended first) and what was decided about it."""

    id: str
    finding: Finding
    places: tuple[Place, ...]
    entry: Entry | None = None

    @property
    def dismissed(self) -> bool:
        """Tell whether a person decided that nothing is wrong."""
        return self.entry is not None and self.entry.verdict is Verdict.DISMISSED


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one document that say the same, in the order of their places; never empty."""

    members: tuple[ShownFinding, ...]

    @property
    def finding(self) -> Finding:
        """The finding that speaks for all."""
        return self.members[0].finding

    @property
    def category(self) -> str:
        """What the group is listed under."""
        return category(self.finding)


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """One audited document. ``index`` is its position in the dossier, to which excerpts refer."""

    audit: DocumentAudit
    index: int
    findings: tuple[ShownFinding, ...]
    dossier: tuple[Document, ...]

    @property
    def document(self) -> Document:
        """The document itself."""
        return self.audit.document

    @property
    def standing(self) -> tuple[ShownFinding, ...]:
        """The findings that nobody dismissed."""
        return tuple(shown for shown in self.findings if not shown.dismissed)

    @property
    def dismissed(self) -> tuple[ShownFinding, ...]:
        """The findings that a person dismissed."""
        return tuple(shown for shown in self.findings if shown.dismissed)

    def counts(self) -> Counter[str]:
        """Count the standing findings by category."""
        return Counter(category(shown.finding) for shown in self.standing)

    def groups(self) -> tuple[Group, ...]:
        """Return the standing findings, those of one check with one message together, heaviest first."""
        grouped: dict[tuple[str, str, str], list[ShownFinding]] = {}
        for shown in self.standing:
            grouped.setdefault((category(shown.finding), shown.finding.check, shown.finding.message), []).append(shown)
        return tuple(Group(tuple(members)) for members in grouped.values())

    def places(self, excerpts: Sequence[Excerpt]) -> tuple[Place, ...]:
        """Return the places of EXCERPTS; those in other documents of the dossier are named with their file."""
        return tuple(self._place(excerpt) for excerpt in excerpts)

    def _place(self, excerpt: Excerpt) -> Place:
        return _place(excerpt, self.index, self.dossier)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read, and the sentence that says why and what to do."""

    source: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that was audited in one call, ready to be shown."""

    documents: tuple[ShownDocument, ...]
    unreadable: tuple[Unreadable, ...] = ()
    stale: tuple[Entry, ...] = ()
    checks: Mapping[str, CheckInfo] = field(default_factory=dict)

    def worst(self) -> Severity | None:
        """Return the heaviest severity among the standing findings, ``None`` when there is none."""
        found = {shown.finding.severity for document in self.documents for shown in document.standing}
        return next((severity for severity in Severity if severity in found), None)


def shown_documents(
    audit: Audit, baseline: Baseline | None = None, name: Callable[[str], str] = lambda source: source
) -> tuple[ShownDocument, ...]:
    """Arrange the documents of one dossier for showing.

    BASELINE holds what was decided; NAME turns a document's source into the name under which the baseline knows it.
    """
    dossier = tuple(document.document for document in audit.documents)
    decided = baseline or Baseline()
    return tuple(
        ShownDocument(one, index, _shown(one, index, dossier, decided.of(name(one.document.source))), dossier)
        for index, one in enumerate(audit.documents)
    )


def _shown(
    audit: DocumentAudit, index: int, dossier: tuple[Document, ...], entries: Mapping[str, Entry]
) -> tuple[ShownFinding, ...]:
    shown = [
        ShownFinding(
            finding_id,
            finding,
            tuple(_place(excerpt, index, dossier) for excerpt in finding.excerpts),
            entries.get(key_of(finding_id)),
        )
        for finding_id, finding in zip(finding_ids(audit.findings), audit.findings, strict=True)
    ]
    return tuple(sorted(shown, key=_weight))


def _weight(shown: ShownFinding) -> tuple[int, int, str, str]:
    at = shown.places[0].span.start if shown.places else -1
    return CATEGORIES.index(category(shown.finding)), at, shown.finding.check, shown.id


def _place(excerpt: Excerpt, home: int, dossier: Sequence[Document]) -> Place:
    document = dossier[excerpt.source]
    label = document.place_at(excerpt.start)
    if excerpt.source != home:
        label = f"{document.source} {label}".rstrip()
    return Place(excerpt.source, Span(excerpt.start, min(excerpt.end, excerpt.start + LONGEST_SPAN)), label)


def recomputed(relations: Sequence[Relation]) -> dict[tuple[int, int, int], str]:
    """Return what was worked out for each reported figure, by source, start and end of its excerpt.

    A figure can be worked out in several ways; the one that contradicts it counts before those that confirm it.
    """
    found: dict[tuple[int, int, int], str] = {}
    for relation in sorted(relations, key=lambda relation: relation.holds):
        if relation.computed and relation.excerpts:
            reported = relation.excerpts[0]
            found.setdefault((reported.source, reported.start, reported.end), relation.computed)
    return found
