"""Documents referred to: one title has one document number throughout the dossier."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.auditing.texts import all_texts
from jixiao.documents import Excerpt
from jixiao.quantities import DocumentNumber, find_document_numbers
from jixiao.recognition import Dossier, Passage

_TITLE_BEFORE = re.compile(r"《([^《》]{4,80})》（?$")
_TITLE_BEHIND = re.compile(r"《([^《》]{4,80})》")


@dataclass(frozen=True, slots=True)
class _Reference:
    """A titled document with its number as printed at one place."""

    title: str
    number: DocumentNumber
    excerpt: Excerpt

    @property
    def key(self) -> tuple[int, int]:
        return (self.number.year, self.number.serial)


@check(
    "document-number-agrees",
    title="同一文件的文号前后一致",
    family="引用文件",
    basis="一份文件只有一个文号（GB/T 9704—2012 7.2.5）",
    severity=Severity.ERROR,
    explanation="同一个文件名后面的文号，年份和序号应处处相同。",
)
def document_number_agrees(dossier: Dossier) -> Iterator[Relation | Finding]:
    """References to one title bear one number (GB/T 9704-2012, 7.2.5)."""
    by_title: dict[str, list[_Reference]] = {}
    for passage in all_texts(dossier):
        for reference in _references(passage):
            by_title.setdefault(reference.title, []).append(reference)
    for references in by_title.values():
        if len(references) > 1:
            yield from _compare(references)


def _references(passage: Passage) -> Iterator[_Reference]:
    clean = passage.clean
    for number in find_document_numbers(clean):
        title = _TITLE_BEFORE.search(clean[max(0, number.start - 90) : number.start]) or _TITLE_BEHIND.match(
            clean, number.end
        )
        if title:
            yield _Reference(title[1], number, passage.excerpt(number.start, number.end))


def _compare(references: Sequence[_Reference]) -> Iterator[Relation | Finding]:
    """Compare each with the number printed most often, the first where there is no such."""
    usual_key = Counter(reference.key for reference in references).most_common(1)[0][0]
    usual = next(reference for reference in references if reference.key == usual_key)
    for reference in references:
        if reference is usual:
            continue
        holds = reference.key == usual.key
        places = (reference.excerpt, usual.excerpt)
        match = Match.JUDGED if holds else Match.NONE
        expression = f"《{reference.title}》的文号两处相同"
        yield Relation("document-number-agrees", expression, reference.number.text, holds, match, places)
        if not holds:
            yield Finding(
                "document-number-agrees",
                Severity.ERROR,
                f"《{reference.title[:30]}》的文号此处写“{reference.number.text}”，另一处写“{usual.number.text}”",
                places,
                expected=usual.number.text,
                reported=reference.number.text,
            )
