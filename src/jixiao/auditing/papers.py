"""The papers of a dossier with their prose: every passage under its titles, and which forms speak of the same money."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jixiao.auditing.building import short
from jixiao.auditing.model import Finding, Severity
from jixiao.documents import Excerpt
from jixiao.evaluations import Evaluation, Subject
from jixiao.recognition import Dossier, Passage, Recognition
from jixiao.recognition.outline import numbering

_LONGEST_TITLE = 32
_LONGEST_LEAD = 20
_PLAN = re.compile(
    r"目标(?!.*(?:完成|实现|达成|程度|情况|结论))|下一步|今后|措施|举措|建议|打算|计划|改进|方向|思路|职责(?!履行)|职能(?!履行)|依据|原则|要求"
)
_INTENT = re.compile(
    r"确保(?!了)|力争|努力|争取|(?<!已)将(?!能)|拟|必须|要(?=做到|确保|严格|全面|按)|杜绝|防止|避免|未|没有|尚|不能|并非|是否|能否"
    r"|下一步|明年|基本|部分|大部|较好|除.{1,12}外"
)
_LONGEST_CLAIM = 30
_CLAUSE_LEAD = re.compile(r"^(?:[一二三四五六七八九十]是|但是?|并且?|且|故|同时|20\d\d年度?)")
_MARK = re.compile(r"[，。；：！？]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage with the titles that it stands under, outermost first; its own lead (``资金安排。``) is the last."""

    passage: Passage
    titles: tuple[str, ...]

    @property
    def plans(self) -> bool:
        """Tell whether the passage says what is meant to be, not what was done."""
        return _are_of_plans(self.titles)


@lru_cache(maxsize=4096)
def _are_of_plans(titles: tuple[str, ...]) -> bool:
    return any(_PLAN.search(title) for title in titles)


@dataclass(frozen=True, slots=True)
class Paper:
    """An evaluation with its prose: the paragraphs of a report, or the cells of a form that hold sentences."""

    recognition: Recognition
    evaluation: Evaluation
    placed: tuple[Placed, ...]

    @property
    def passages(self) -> list[Passage]:
        """The passages without their titles."""
        return [p.passage for p in self.placed]

    @property
    def is_report(self) -> bool:
        """Tell a report from a form."""
        return not self.evaluation.form.is_table

    @property
    def of_department(self) -> bool:
        """Tell whether the whole department is evaluated, not one project."""
        return self.evaluation.subject is Subject.DEPARTMENT

    @property
    def text(self) -> str:
        """The cleaned words of all passages."""
        return "\n".join(p.passage.clean for p in self.placed)


def papers(dossier: Dossier) -> list[Paper]:
    """Return the papers of DOSSIER in reading order, those without prose too."""
    return dossier.once("papers", lambda: list(_papers(dossier)))


def with_notes(paper: Paper) -> Iterator[Passage]:
    """Yield the passages of a paper; of a form also its text cells and the notes behind it."""
    own = list(paper.passages)
    yield from own
    if not paper.is_report:
        known = {passage.start for passage in own}
        behind = paper.recognition.passages_between(paper.evaluation.start, _end(paper))
        yield from (passage for passage in behind if passage.start not in known)


def _end(paper: Paper) -> int:
    """Return where the next paper of the file begins."""
    recognition = paper.recognition
    starts = recognition.once("starts of papers", lambda: sorted(e.start for e in recognition.evaluations))
    at = bisect_right(starts, paper.evaluation.start)
    return starts[at] if at < len(starts) else len(recognition.document.text)


def _papers(dossier: Dossier) -> Iterator[Paper]:
    for recognition in dossier.recognitions:
        for evaluation in recognition.evaluations:
            yield Paper(recognition, evaluation, tuple(_placed(recognition, evaluation)))


def _placed(recognition: Recognition, evaluation: Evaluation) -> Iterator[Placed]:
    if evaluation.form.is_table:
        planned = [g.expected for g in evaluation.goals if g.expected is not None]
        for passage in recognition.cells_in(evaluation):
            if not any(e.start <= passage.start + 2 < e.end for e in planned):
                yield Placed(passage, ())
    else:
        yield from _under_titles(list(recognition.passages_in(evaluation)))


def _under_titles(passages: Sequence[Passage]) -> Iterator[Placed]:
    """Walk the passages, keeping the title of every level; a short line without a number is of the top level."""
    open_titles: dict[int, str] = {}
    for passage in passages:
        number = numbering(passage.clean)
        level = number[0] if number else 1
        title = passage.clean[number[2] :] if number else passage.clean
        if len(title) <= _LONGEST_TITLE and not re.search(r"[。；，！？\d]", title.rstrip("。：")):
            open_titles = {k: v for k, v in open_titles.items() if k < level} | {level: title}
            yield Placed(passage, tuple(open_titles.values()))
            continue
        kept = [v for k, v in open_titles.items() if number is None or k < level]
        yield Placed(passage, (*kept, _lead(title)) if number else tuple(kept))


def _lead(title: str) -> str:
    """Return the words up to the first colon or full stop, where they are short enough to be a title."""
    lead = re.split(r"[：。]", title, maxsplit=1)[0]
    return lead if len(lead) <= _LONGEST_LEAD and not re.search(r"[，；]", lead) else ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that claim something; offsets are into the passage's clean text, ``clause`` is what stands before them."""

    placed: Placed
    start: int
    end: int
    clause: str

    @property
    def words(self) -> str:
        """The words of the claim."""
        return self.placed.passage.clean[self.start : self.end]

    def said(self) -> str:
        """Return the claim with the end of its own clause, for a message."""
        lead = self._lead()
        cut = lead < len(_CLAUSE_LEAD.sub("", self.clause))
        return ("…" if cut else "") + self.placed.passage.clean[self.start - lead : self.end]

    def excerpt(self) -> Excerpt:
        """Return what :meth:`said` says as printed, 60 characters at the most."""
        return short(self.placed.passage.excerpt(self.start - self._lead(), self.end))

    def _lead(self) -> int:
        """Return how many characters of the clause go with the words of the claim."""
        room = max(_LONGEST_CLAIM - (self.end - self.start), 0)
        return min(len(_CLAUSE_LEAD.sub("", self.clause)), room)

    @property
    def sentence_start(self) -> int:
        """Where the sentence of the claim begins in its document."""
        passage = self.placed.passage
        return passage.raw(passage.sentence_of(self.start)[0])

    @property
    def sentence(self) -> str:
        """The sentence of the claim, up to its full stop or semicolon."""
        start, end = self.placed.passage.sentence_of(self.start)
        return self.placed.passage.clean[start:end]


def claims(paper: Paper, pattern: re.Pattern[str], planned: bool = False) -> Iterator[Claim]:
    """Yield what matches PATTERN in PAPER and is said of what was done; with PLANNED, what is planned as well.

    Words before a colon announce something and claim nothing.
    """
    for placed in paper.placed:
        if placed.plans and not planned:
            continue
        clean = placed.passage.clean
        for found in pattern.finditer(clean):
            clause = clause_before(clean, found.start())
            if clean.startswith("：", found.end()):
                continue
            if planned or not _INTENT.search(clause[-14:]):
                yield Claim(placed, found.start(), found.end(), clause)


def contradicted(check_id: str, claim: Claim, told: str, places: Sequence[Excerpt]) -> Finding:
    """Return the finding that CLAIM says one thing and TOLD, which stands at PLACES, another."""
    return Finding(
        check_id,
        Severity.WARNING,
        f"称“{claim.said()}”，但{told}",
        (claim.excerpt(), *(short(e) for e in places)),
        expected="文字与数字一致",
        reported=claim.words,
    )


def clause_before(clean: str, at: int) -> str:
    """Return the words between the last mark and the offset AT."""
    marks = [m.end() for m in _MARK.finditer(clean, max(0, at - 60), at)]
    return clean[marks[-1] if marks else max(0, at - 60) : at]


def clause_around(clean: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of the clause in which clean[START:END] stands, 60 characters at the most."""
    behind = _MARK.search(clean, end)
    stop = min(behind.start() if behind else len(clean), end + 12)
    first = start - len(clause_before(clean, start))
    return max(first, stop - 58), stop


def shared_words(a: str, b: str) -> int:
    """Return the length of the longest run of characters that both texts hold; both are short."""
    best = 0
    for start in range(len(a)):
        while start + best < len(a) and a[start : start + best + 1] in b:
            best += 1
    return best
