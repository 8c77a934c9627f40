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


@check(
    "document-number-swapped",
    title="再次引用文件时文号没有颠倒",
    family="引用文件",
    basis="一份文件只有一个文号（GB/T 9704—2012 7.2.5）",
    severity=Severity.ERROR,
    explanation="只写文号、没有写文件名的引用，发文机关与前面写了文件名的一处相同，只有序号（或年份）里相邻两位对调，疑为同一文件抄错。",
)
def document_number_swapped(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A number cited without any title, but for two digits that of a titled document, is that one."""
    titled: dict[tuple[str, tuple[str, ...], int], _Reference] = {}
    bare: list[tuple[DocumentNumber, Excerpt]] = []
    keys: set[tuple[str, int, int]] = set()
    for passage in all_texts(dossier):
        references = {reference.number.start: reference for reference in _references(passage)}
        for number in find_document_numbers(passage.clean):
            reference = references.get(number.start)
            if reference is None:
                bare.append((number, passage.excerpt(number.start, number.end)))
                continue
            titled.setdefault((number.issuer, _digits_of(number), len(str(number.serial))), reference)
            keys.add((number.issuer, *reference.key))
    for number, excerpt in bare:
        meant = titled.get((number.issuer, _digits_of(number), len(str(number.serial))))
        known = (number.issuer, number.year, number.serial) in keys
        if meant is not None and number.issuer and not known and _neighbours_swapped(number, meant.number):
            yield from _swapped(number, excerpt, meant)


def _digits_of(number: DocumentNumber) -> tuple[str, ...]:
    return (*sorted(str(number.year)), *sorted(str(number.serial)))


def _neighbours_swapped(one: DocumentNumber, other: DocumentNumber) -> bool:
    """Tell whether year and serial have the same digits but for two neighbours that changed places."""
    digits = f"{one.year}{one.serial}", f"{other.year}{other.serial}"
    unlike = [at for at, (a, b) in enumerate(zip(*digits, strict=True)) if a != b]
    return len(unlike) == 2 and unlike[1] == unlike[0] + 1


def _swapped(number: DocumentNumber, excerpt: Excerpt, meant: _Reference) -> Iterator[Relation | Finding]:
    places = (excerpt, meant.excerpt)
    expression = f"{meant.number.text} ＝ {number.text}"
    yield Relation("document-number-swapped", expression, number.text, False, Match.NONE, places)
    yield Finding(
        "document-number-swapped",
        Severity.ERROR,
        f"此处写“{number.text}”，前后写明名称的《{meant.title[:30]}》是“{meant.number.text}”，疑为数字颠倒",
        places,
        expected=meant.number.text,
        reported=number.text,
    )
