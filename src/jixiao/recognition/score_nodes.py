"""The nodes that scores told in prose make, which of them are parts of others, and the indicators they become."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.documents import Excerpt
from jixiao.evaluations import Indicator, Points
from jixiao.recognition.passages import Passage
from jixiao.recognition.score_wording import SUBTOTAL

_BULLET_MARK = 2
_MOST_PARTS = 12
_REASON_NEXT = re.compile(r"[。；](?:未完成|未达标|扣分|偏差|失分|主要)*(?:的)?(?:主要)?原因[^。]+")
_NO_PART = re.compile(r"(?:决策|投入|过程|产出|效益|效果)(?:指标)?$")  # the top of a tree, below nothing


@dataclass(slots=True)
class ScoreNode:
    """What prose tells of one indicator; ``rank`` (10 a heading level) says how deep it stands.

    ``start`` and ``end`` are the opening of its statement in the passage, ``stop`` where the statement ends when that
    is known. ``heading`` tells that it opens a numbered paragraph.
    """

    name: str
    rank: int
    excerpt: Excerpt
    passage: Passage
    start: int
    end: int
    heading: bool = False
    stop: int = 0
    weight: Points | None = None
    score: Points | None = None
    target: Excerpt | None = None
    actual: Excerpt | None = None
    body: list[Passage] = field(default_factory=list)
    children: list[ScoreNode] = field(default_factory=list)


def gathered(nodes: Sequence[ScoreNode]) -> list[ScoreNode]:
    """Return NODES, those that are parts of the one before them below it."""
    kept: list[ScoreNode] = []
    at = 0
    while at < len(nodes):
        node, parts = nodes[at], _parts_of(nodes, at)
        node.children = [*_within(node), *parts]
        at += 1 + len(parts)
        if node.children and node.score is None:
            node.score = _sum_told(node, nodes[at].start if at < len(nodes) else None)
        kept.append(node)
    return kept


def _within(node: ScoreNode) -> list[ScoreNode]:
    """Return the children of a node, parts below their own indicator where just this makes the weight of the node.

    ``1.数量指标20分，得20分。一是参保人数12分，得12分；二是检查家数8分，得8分。`` stands below 产出指标（50分）.
    """
    if node.weight is None or _weights(node.children) in (None, node.weight.value):
        return node.children
    parts = [_parts_of(node.children, at) for at in range(len(node.children))]
    inner = {id(part) for own in parts for part in own}
    outer = [child for child in node.children if id(child) not in inner]
    if not inner or _weights(outer) != node.weight.value:
        return node.children
    for child, own in zip(node.children, parts, strict=True):
        child.children = [*child.children, *own]
    return outer


def _weights(nodes: Sequence[ScoreNode]) -> Decimal | None:
    """Return the sum of the weights; ``None`` where a weight is not told."""
    known = [node.weight.value for node in nodes if node.weight is not None]
    return sum(known, Decimal(0)) if len(known) == len(nodes) else None


def _parts_of(roots: Sequence[ScoreNode], at: int) -> list[ScoreNode]:
    """Return the nodes behind one without children, in its own paragraph, whose weights make its weight exactly."""
    node, parts, total = roots[at], list[ScoreNode](), Decimal(0)
    for other in roots[at + 1 : at + 1 + _MOST_PARTS] if node.weight is not None and not node.children else ():
        if other.passage is not node.passage or other.weight is None or node.weight is None or other.children:
            return []
        if _NO_PART.match(other.name):
            return []
        parts.append(other)
        total += other.weight.value
        if total >= node.weight.value:
            return parts if total == node.weight.value and len(parts) > 1 else []
    return []


def _sum_told(node: ScoreNode, stop: int | None) -> Points | None:
    """Return the score told behind the parts of a node in their paragraph: 小计得49.89分."""
    last, weight = node.children[-1], node.weight
    if last.passage is not node.passage or weight is None:
        return None
    clean = node.passage.clean
    end = stop if stop is not None and stop > last.start else len(clean)
    found = SUBTOTAL.search(clean, last.start, end)
    if found is None or found["name"] or Decimal(found["s"]) > weight.value:
        return None
    return Points(value=Decimal(found["s"]), excerpt=node.passage.excerpt(*found.span()))


def same_statement(known: ScoreNode, node: ScoreNode) -> bool:
    """Tell whether NODE tells more of KNOWN: one of them lacks the weight or the score and nothing contradicts."""
    if known.weight is not None and node.weight is not None and known.weight.value != node.weight.value:
        return False
    told_at_length = node.heading and not known.heading and known.weight is not None and node.weight is not None
    return known.score is None or node.score is None or told_at_length


def scored(node: ScoreNode) -> bool:
    """Tell whether weight or score was told of a node or of any below it."""
    return node.weight is not None or node.score is not None or any(scored(child) for child in node.children)


def indicator_of(node: ScoreNode, level: int) -> Indicator:
    """Return the indicator that a node and those below it make."""
    return Indicator(
        level=level,
        name=node.excerpt,
        weight=node.weight,
        score=node.score,
        target=node.target,
        actual=node.actual,
        body=_body(node),
        children=tuple(indicator_of(child, level + 1) for child in node.children if scored(child)),
    )


def _body(node: ScoreNode) -> Excerpt:
    """Return the text that speaks of a node: the rest of its statement and the paragraphs below its heading."""
    own_paragraph = node.heading or node.start <= _BULLET_MARK
    end = node.stop or _segment_end(node)
    text = node.passage.clean[node.end : len(node.passage.clean) if own_paragraph else end]
    if not own_paragraph and (reason := _REASON_NEXT.match(node.passage.clean, end)):
        text += reason[0]
    if not own_paragraph and len(node.name) >= 4:
        text += "".join(_sentences_naming(node))
    joined = "\n".join([text, *(p.clean for p in node.body)])
    last = node.body[-1].whole(10**9).end if node.body else node.passage.whole(10**9).end
    return Excerpt(joined, node.passage.raw(max(node.end - 1, 0)) + 1, last, node.passage.source)


def _sentences_naming(node: ScoreNode) -> Iterator[str]:
    """Yield the later sentences of the same paragraph that name the indicator again."""
    for start, end in node.passage.sentences():
        if start > node.end and node.name in node.passage.clean[start:end]:
            yield node.passage.clean[start:end]


def _segment_end(node: ScoreNode) -> int:
    stops = [at for at in (node.passage.clean.find(mark, node.end) for mark in "；。") if at >= 0]
    return min(stops, default=len(node.passage.clean))
