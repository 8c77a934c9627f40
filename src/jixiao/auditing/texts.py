"""The words of a dossier as checks of wording want them: paragraphs and table cells alike."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from jixiao.evaluations import Evaluation
from jixiao.recognition import Dossier, Passage, Recognition

PART_LABEL = re.compile(r"^(?:其中|[（(]?\d+[）)、.．]|[一二三四五六七八九十]、|[（(][一二三四五六七八九十][）)])")
"""The beginning of a row's label that makes the row a part of one above: 其中, 1., （一）."""


def all_texts(dossier: Dossier) -> Sequence[Passage]:
    """Return every paragraph and every table cell that holds anything, document by document."""
    return dossier.once("texts", lambda: [text for each in dossier.recognitions for text in each.texts()])


def texts_with_figures(dossier: Dossier) -> Sequence[Passage]:
    """Return those of all texts that hold a quantity: most cells of a form are words alone."""
    return dossier.once("texts with figures", lambda: [text for text in all_texts(dossier) if text.figures])


def texts_with_dates(dossier: Dossier) -> Sequence[Passage]:
    """Return those of all texts that hold a date."""
    return dossier.once("texts with dates", lambda: [text for text in all_texts(dossier) if text.dates])


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
