"""What an audit says: relations that were worked out, and findings that a person should look at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from jixiao.documents import Document, Excerpt
from jixiao.evaluations import Evaluation
from jixiao.quantities import Interval


class Severity(StrEnum):
    """``ERROR``: provably wrong. ``WARNING``: suspicious or unexplained. ``INFO``: wording, form, not to be judged."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Match(StrEnum):
    """How a relation holds: at face value, by rounding, by cutting off, or not at all.

    ``JUDGED`` marks a relation of words or dates, where no arithmetic was needed.
    """

    FACE = "face"
    ROUNDING = "rounding"
    TRUNCATION = "truncation"
    NONE = "none"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Relation:
    """An expression over printed figures, and whether the printed result can follow from it.

    ``excerpts`` begins with the place of the reported figure; the operands follow.
    """

    check: str
    expression: str
    reported: str
    holds: bool
    match: Match
    excerpts: tuple[Excerpt, ...]
    interval: Interval | None = None
    computed: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a reviewer should look at.

    ``excerpts`` begins with the place that has to be mended. ``kind`` is ``fault``, or ``incomplete`` when the document
    does not show enough to judge. ``working`` is the sum worked out, in words that a clerk can follow.
    """

    check: str
    severity: Severity
    message: str
    excerpts: tuple[Excerpt, ...]
    expected: str = ""
    reported: str = ""
    interval: Interval | None = None
    kind: str = "fault"
    working: str = ""

    def fingerprint(self) -> str:
        """Identify the finding across runs: it depends on the check and the quoted words, not on positions."""
        words = "\x1f".join([self.check, self.reported, *(e.text for e in self.excerpts[:3])])
        return hashlib.sha256(words.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class DocumentAudit:
    """The audit of one document: what was recognised, what was verified, what was found."""

    document: Document
    evaluations: tuple[Evaluation, ...]
    figures: int
    relations: tuple[Relation, ...]
    findings: tuple[Finding, ...]

    @property
    def held(self) -> int:
        """Number of relations that hold."""
        return sum(1 for relation in self.relations if relation.holds)


@dataclass(frozen=True, slots=True)
class Audit:
    """The audit of a dossier: one :class:`DocumentAudit` a document, in the order given."""

    documents: tuple[DocumentAudit, ...] = field(default=())
