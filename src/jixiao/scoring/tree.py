"""The tree of an evaluation laid beside the tree of its pack: which rule and which weight each lowest row has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao.evaluations import IndicatorRow, core_name, plain_name
from jixiao.packs import IndicatorRule, Kind, Pack, ScoringRule
from jixiao.scoring.measures import kind_of


@dataclass(frozen=True, slots=True)
class Place:
    """A lowest row of the tree with what applies to it; ``rule`` is ``None`` where the pack has none for its kind."""

    path: tuple[str, ...]
    row: IndicatorRow
    weight: Decimal | None
    kind: Kind
    rule: ScoringRule | None


def places(rows: Sequence[IndicatorRow], pack: Pack) -> Iterator[Place]:
    """Yield the lowest rows in order, each with weight, kind and rule."""
    for row in rows:
        yield from _places(row, (), pack, _Above(pack.indicators))


@dataclass(frozen=True, slots=True)
class _Above:
    """What the nodes above a row hand down: the fixed nodes that may match it, a rule, a lone child's weight."""

    nodes: tuple[IndicatorRule, ...] = ()
    rule: ScoringRule | None = None
    weight: Decimal | None = None
    satisfaction: bool = False


def _places(row: IndicatorRow, path: tuple[str, ...], pack: Pack, above: _Above) -> Iterator[Place]:
    node = matching(row.name, above.nodes)
    fixed = node.weight if node is not None and node.weight is not None else above.weight
    weight = row.weight if row.weight is not None else fixed
    here = replace(
        above,
        nodes=node.children if node is not None else above.nodes,
        rule=node.rule if node is not None and node.rule is not None else above.rule,
        weight=weight if len(row.children) == 1 else None,
        satisfaction=above.satisfaction or "满意" in row.name,
    )
    own = (*path, plain_name(row.name))
    if row.children:
        for child in row.children:
            yield from _places(child, own, pack, here)
        return
    kind = kind_of(row, path)
    yield Place(own, row, weight, kind, here.rule or _rule_by_kind(pack, kind, here.satisfaction))


def _rule_by_kind(pack: Pack, kind: Kind, satisfaction: bool) -> ScoringRule | None:
    measured = kind not in (Kind.QUALITATIVE, Kind.UNTARGETED)
    special = pack.rule_for(Kind.SATISFACTION) if satisfaction and measured else None
    return special or pack.rule_for(kind)


def matching(name: str, nodes: Sequence[IndicatorRule]) -> IndicatorRule | None:
    """Return the fixed node that NAME means, by its name or one of its other names."""
    wanted = core_name(name)
    return next((node for node in nodes if wanted in {core_name(each) for each in (node.name, *node.aliases)}), None)
