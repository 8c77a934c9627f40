"""The words of a dossier as checks of wording want them: paragraphs and table cells alike."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from jixiao.evaluations import Evaluation
from jixiao.recognition import Dossier, Passage, Recognition


def all_texts(dossier: Dossier) -> Iterator[Passage]:
    """Yield every paragraph and every table cell that holds anything, document by document."""
    yield from dossier.once("texts", lambda: [text for each in dossier.recognitions for text in each.texts()])


def evaluation_at(recognition: Recognition, offset: int) -> Evaluation | None:
    """Return the evaluation in whose range OFFSET lies, the innermost one; ``None`` outside of all."""
    starts, innermost = recognition.once("innermost", lambda: _innermost(recognition.evaluations))
    at = bisect_right(starts, offset) - 1
    return innermost[at] if at >= 0 else None


def _innermost(evaluations: Sequence[Evaluation]) -> tuple[list[int], list[Evaluation | None]]:
    """Return the offsets at which the innermost evaluation changes, and which it is from there on."""
    starts = sorted({offset for e in evaluations for offset in (e.start, e.end)})
    innermost: list[Evaluation | None] = [None] * len(starts)
    largest_first = sorted(range(len(evaluations)), key=lambda at: (evaluations[at].start - evaluations[at].end, -at))
    for evaluation in (evaluations[at] for at in largest_first):
        first, last = bisect_left(starts, evaluation.start), bisect_left(starts, evaluation.end)
        innermost[first:last] = [evaluation] * (last - first)
    return starts, innermost
