"""Points that a paper tells and that found no place in its indicator tree: what seems to be missing may be there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from jixiao.documents import Excerpt
from jixiao.evaluations import Evaluation, Points
from jixiao.recognition import Dossier, between

_POINTS = "分"
_NEAR_BY = 90
_FEW = 6
_NO_OWN_POINTS = re.compile(r"扣|减|每|加|低于|高于|不足|达到|大于|小于|至|到$|满分$|总分$|合计$")


def may_be_unread(dossier: Dossier, evaluation: Evaluation, gap: Decimal, scores: Sequence[Points] = ()) -> bool:
    """Tell whether a paper tells just the GAP points somewhere, and they belong to no indicator that was read.

    In a report they may be told in two places, of a few numbers, since of many two make any gap by chance; or they are
    the points beside one of SCORES, which was read in their place.
    """
    unread = dossier.once(f"unread points {id(evaluation)}", lambda: list(_unread(dossier, evaluation)))
    values = {value for value, _, _ in unread}
    if abs(gap) in values or evaluation.form.is_table:
        return abs(gap) in values
    two = len(values) <= _FEW and any(abs(gap) - value in values for value in values)
    return two or any(
        score.value + gap == value and source == score.excerpt.source and abs(start - score.excerpt.start) < _NEAR_BY
        for score in scores
        for value, source, start in unread
    )


def _unread(dossier: Dossier, evaluation: Evaluation) -> Iterator[tuple[Decimal, int, int]]:
    """Yield the value and the place of all points that no indicator was read from."""
    read = {(e.source, at) for e in _read(evaluation) for at in range(e.start, e.end)}
    recognition = dossier.recognitions[evaluation.source]
    cells = recognition.once("cells by place", lambda: sorted(chain(*recognition.cell_texts), key=lambda p: p.start))
    passages = recognition.passages_in(evaluation)
    for passage in (*passages, *between(cells, evaluation.start, evaluation.end)):
        for figure in passage.figures if _POINTS in passage.clean else ():
            place = passage.source, passage.raw(figure.start)
            own = figure.quantity.unit == _POINTS and not _NO_OWN_POINTS.search(figure.subject)
            if own and place not in read:
                yield figure.quantity.value, *place


def _read(evaluation: Evaluation) -> Iterator[Excerpt]:
    points = [evaluation.total, evaluation.total_weight]
    points += [p for root in evaluation.indicators for node in root.walk() for p in (node.weight, node.score)]
    points += [p for told in evaluation.restatements for p in (told.first, told.again)]
    return (p.excerpt for p in points if p is not None)
