"""Which pack an evaluation is scored by: that of its place and year where there is one, else the nationwide form.

A pack is taken on its own only when place or tree prove it; otherwise the caller is told what there is to choose from.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jixiao.evaluations import IndicatorRow, SelfEvaluation
from jixiao.packs.model import Pack

NATIONWIDE = "全国"
_WORDS_OF_PLACE = ("省", "市", "县", "区", "自治区", "自治州", "壮族自治区")


def choose_pack(evaluation: SelfEvaluation, packs: Sequence[Pack]) -> Pack | None:
    """Return the one of PACKS that fits EVALUATION; ``None`` when none does.

    Subject and year must fit. A place that is named must be that of the pack; the weights at the top of the tree, as
    far as both state them, must be the same. Among those that fit, a named place counts most, then equal weights.
    """
    fitting = [(rank, pack) for pack in packs if (rank := _rank(evaluation, pack)) is not None]
    if not fitting:
        return None
    best = max(rank for rank, _ in fitting)
    return next(pack for rank, pack in fitting if rank == best)


def _rank(evaluation: SelfEvaluation, pack: Pack) -> tuple[int, int, int] | None:
    """Return how well PACK fits: named place, equal weights, nearness of its first year; ``None`` when it does not."""
    if not pack.scored or evaluation.subject not in pack.subjects:
        return None
    if evaluation.year is not None and not pack.years.hold_for(evaluation.year):
        return None
    weights = _same_weights(evaluation.indicators, pack)
    here = _names_place(evaluation, pack)
    if weights is False or (not here and NATIONWIDE not in pack.places and weights is not True):
        return None
    return (2 if here else 1 if NATIONWIDE in pack.places else 0, int(weights is True), pack.years.first)


def _names_place(evaluation: SelfEvaluation, pack: Pack) -> bool:
    """Tell whether the evaluation names the narrowest place of PACK."""
    words = [evaluation.place, evaluation.department.name, evaluation.source]
    name = pack.places[-1]
    short = name[:-1] if len(name) > 2 and name.endswith(_WORDS_OF_PLACE) else name
    return name != NATIONWIDE and any(short in word for word in words if word)


def _same_weights(rows: Sequence[IndicatorRow], pack: Pack) -> bool | None:
    """Compare the weights at the top of both trees; ``None`` when one of them states none."""
    fixed = {node.name.removesuffix("指标"): node.weight for node in pack.indicators if node.weight is not None}
    told = {_dimension(row.name, fixed): row.weight for row in rows if row.weight is not None}
    shared = {name: weight for name, weight in told.items() if name in fixed}
    if not fixed or not shared:
        return None
    return len(shared) == len(fixed) and all(weight == fixed[name] for name, weight in shared.items())


def _dimension(name: str, fixed: dict[str, Decimal]) -> str:
    return next((dimension for dimension in fixed if name.startswith(dimension)), name)
