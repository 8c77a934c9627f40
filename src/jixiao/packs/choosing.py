"""Which pack an evaluation is scored by: that of its place and year where there is one, else the nationwide form.

A pack of a place is taken on its own only when the evaluation names that place or has its very weights; the nationwide
form for any tree that shares a part with it. Otherwise the caller is told what there is to choose from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.evaluations import Evaluation, SelfEvaluation, Subject, plain_name
from jixiao.packs.loading import all_packs, find_pack
from jixiao.packs.model import Pack

NATIONWIDE = "全国"
_AGREEING = {True: 1, None: 0, False: -1}
_WORDS_OF_PLACE = ("省", "市", "县", "区", "自治区", "自治州", "壮族自治区")


@dataclass(frozen=True, slots=True)
class Traits:
    """What the choice goes by: subject, year, words that name the place, the top of the tree, whether it has points."""

    subject: Subject
    year: int | None
    words: tuple[str, ...]
    names: tuple[str, ...]
    weights: Mapping[str, Decimal]
    pointed: bool


def traits_of(evaluation: SelfEvaluation | Evaluation) -> Traits:
    """Return the traits of an evaluation as data or as printed."""
    if isinstance(evaluation, SelfEvaluation):
        words = (evaluation.place, evaluation.department.name)
        tops = {row.name: row.weight for row in evaluation.indicators}
        nodes = [node for row in evaluation.indicators for node in row.walk()]
        pointed = any(node.weight is not None or node.score is not None for node in nodes)
    else:
        department = evaluation.department.text if evaluation.department is not None else None
        words = (evaluation.place, department)
        tops = {
            plain_name(node.name.text): node.weight.value if node.weight is not None else None
            for node in evaluation.indicators
        }
        printed = [each for node in evaluation.indicators for each in node.walk()]
        pointed = any(each.weight is not None or each.score is not None for each in printed)
    weights = {name: weight for name, weight in tops.items() if weight is not None}
    return Traits(evaluation.subject, evaluation.year, tuple(filter(None, words)), tuple(tops), weights, pointed)


def choose_pack(evaluation: SelfEvaluation | Evaluation, packs: Sequence[Pack]) -> Pack | None:
    """Return the one of PACKS that fits EVALUATION; ``None`` when none does.

    Subject and year must fit. A place that is named must be that of the pack; the weights at the top of the tree, as
    far as both state them, must be the same, but the nationwide form is taken with other weights too: its methods are
    the usual ones, and the difference is told. Among those that fit, a named place counts most, then equal weights,
    then how many parts of the tree are called the same.
    """
    traits = traits_of(evaluation)
    fitting = [(rank, pack) for pack in packs if (rank := _rank(traits, pack)) is not None]
    if not fitting:
        return None
    best = max(rank for rank, _ in fitting)
    return next(pack for rank, pack in fitting if rank == best)


class NoFittingPackError(Exception):
    """No pack fits an evaluation; the message says what to do."""


def pack_for(evaluation: SelfEvaluation, word: str | None = None) -> Pack:
    """Return the pack that WORD names (an id or a file); without WORD, that which the evaluation names or that fits it.

    Raises :class:`NoFittingPackError`, :class:`UnknownPackError` and :class:`~jixiao.datafiles.DataFileError`.
    """
    named = word or evaluation.pack
    if named is not None:
        return find_pack(named)
    chosen = choose_pack(evaluation, all_packs())
    if chosen is None:
        raise NoFittingPackError(
            f"{evaluation.source or '这份自评'}：没有适合它的规则包（对象、年度、地区或分值都对不上）。"
            "请用 --pack 指明一个，全部规则包见 jixiao pack list。"
        )
    return chosen


def _rank(traits: Traits, pack: Pack) -> tuple[int, int, int, int, int] | None:
    """Return how well PACK fits: named place, equal weights, nationwide, same names, nearness of its first year.

    ``None`` when it does not fit.
    """
    # A filled-in tree without any points is that of a form without scores, as for central transfers.
    if pack.scored is not (traits.pointed or not traits.names) or traits.subject not in pack.subjects:
        return None
    if traits.year is not None and not pack.years.hold_for(traits.year):
        return None
    same = _same_weights(traits, pack)
    here, national = _names_place(traits, pack), NATIONWIDE in pack.places
    names = _same_names(traits, pack)
    foreign = bool(traits.names and pack.indicators) and names <= -len(pack.indicators)
    if (same is False and not national) or not (here or same or (national and not foreign)):
        return None
    return (int(here), _AGREEING[same], int(national), names, pack.years.first)


def _same_names(traits: Traits, pack: Pack) -> int:
    """Count the parts at the top of both trees that are called the same, less those of the pack that are not there."""
    fixed = [node.name.removesuffix("指标") for node in pack.indicators]
    found = sum(any(name.startswith(each) for name in traits.names) for each in fixed)
    return 2 * found - len(fixed)


def _names_place(traits: Traits, pack: Pack) -> bool:
    """Tell whether the evaluation names the narrowest place of PACK."""
    name = pack.places[-1]
    short = name[:-1] if len(name) > 2 and name.endswith(_WORDS_OF_PLACE) else name
    return name != NATIONWIDE and any(short in word for word in traits.words)


def _same_weights(traits: Traits, pack: Pack) -> bool | None:
    """Compare the weights at the top of both trees; ``None`` when one of them states none."""
    fixed = {node.name.removesuffix("指标"): node.weight for node in pack.indicators if node.weight is not None}
    told = {_dimension(name, fixed): weight for name, weight in traits.weights.items()}
    shared = {name: weight for name, weight in told.items() if name in fixed}
    if not fixed or not shared:
        return None
    return len(shared) == len(fixed) and all(weight == fixed[name] for name, weight in shared.items())


def _dimension(name: str, fixed: Mapping[str, Decimal]) -> str:
    return next((dimension for dimension in fixed if name.startswith(dimension)), name)
