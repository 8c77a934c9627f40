"""Scores told in prose → the same indicator tree that a table gives.

A statement opens with an indicator's name and its weight (``数量指标（满分10分，实得9分）``, ``产出指标65分``)
or its target (``参保人数目标27万人，实际26.84万人，分值15分，得14.91分``) and reaches to the next statement;
inside it stand score and deductions. What belongs below what is told by the numbering of headings, by markers
(``一级指标：``), by ``其中``, and where all are missing by the order of the statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.evaluations import Grade, GradeBand, Indicator, Points, Restatement
from jixiao.recognition.grades import find_bands, stated_grade
from jixiao.recognition.outline import numbering
from jixiao.recognition.passages import Passage
from jixiao.recognition.score_nodes import ScoreNode, gathered, indicator_of, same_statement, scored
from jixiao.recognition.score_statements import (
    actual_of,
    is_own_target,
    open_node,
    openings,
    pieces,
    rank_among,
    read_own_target,
    read_set_out,
    unnamed,
)
from jixiao.recognition.score_totals import OF_THE_WHOLE, TOTAL, first_strong, totals_again, totals_in
from jixiao.recognition.score_wording import (
    FULL_TOTAL,
    GOT,
    LATER_WEIGHT,
    SCORE_ONLY,
    SUBTOTAL,
    enumerated,
    inline_rank,
    is_quoted,
    key_of,
    name_of,
    sentence_end,
    tells_pairs,
)


@dataclass(frozen=True, slots=True)
class ProseScores:
    """What a report says of its scores."""

    indicators: tuple[Indicator, ...] = ()
    total: Points | None = None
    total_weight: Points | None = None
    grade: Grade | None = None
    bands: tuple[GradeBand, ...] = ()
    restated: tuple[Restatement, ...] = ()


def read_scores(passages: Sequence[Passage]) -> ProseScores:
    """Return the scores that the prose of one report tells."""
    tree = _Tree()
    totals: list[Points] = []
    grade: Grade | None = None
    bands: list[GradeBand] = []
    full: Points | None = None
    for passage in passages:
        own = totals_in(passage)
        if "分" in passage.clean:
            totals += own
            full = full or _points(passage, FULL_TOTAL.search(passage.clean), "w")
            bands = bands or [*find_bands(passage.clean, passage.excerpt)]
        tree.read(passage)
        grade = _nearer_grade(grade, passage, own, totals)
    indicators = tree.indicators()
    return ProseScores(
        indicators=indicators,
        total=first_strong(totals),
        total_weight=full,
        grade=grade,
        bands=tuple(bands) if len(bands) >= 2 else (),
        restated=(
            *tree.restated,
            *totals_again(totals),
        ),
    )


def _nearer_grade(
    grade: Grade | None, passage: Passage, own: Sequence[Points], totals: Sequence[Points]
) -> Grade | None:
    """Keep the first grade; a paragraph that states another total (its OWN) speaks of another paper."""
    if grade is not None:
        return grade
    return None if own and totals and own[0].value != totals[0].value else _grade(passage)


def _points(passage: Passage, found: re.Match[str] | None, group: str) -> Points | None:
    if found is None or found[group] is None:
        return None
    return Points(value=Decimal(found[group]), excerpt=passage.excerpt(*found.span()))


def _grade(passage: Passage) -> Grade | None:
    found = stated_grade(passage.clean)
    return None if found is None else Grade(name=found[0], excerpt=passage.excerpt(found[1], found[2]))


class _Tree:
    """Collects nodes in reading order; ``rank`` (10 a heading level) says how deep a node stands."""

    def __init__(self) -> None:
        self.roots: list[ScoreNode] = []
        self.stack: list[ScoreNode] = []
        self.known: dict[str, ScoreNode] = {}
        self.restated: list[Restatement] = []
        self.heading: ScoreNode | None = None
        self.early: dict[str, Points] = {}

    def read(self, passage: Passage) -> None:
        number = numbering(passage.clean)
        nodes = list(self._statements(passage, number)) if "分" in passage.clean or "目标" in passage.clean else []
        nodes = nodes or list(self._enumerated(passage, number))
        if number is not None and not (nodes and nodes[0].heading):
            self._leave(number[0])
            self._return_to(passage, number)
        if nodes:
            self._take(passage, nodes)
        elif self.heading is not None:
            self.heading.body.append(passage)
            self._heading_score(passage, 0)
            read_set_out(self.heading, passage)
        self._scores_alone(passage, nodes)
        self._subtotals(passage)

    def _take(self, passage: Passage, nodes: list[ScoreNode]) -> None:
        first = nodes[0]
        if not first.heading and self.heading is not None:
            self.heading.body.append(passage)
        for at, node in enumerate(nodes):
            stop = nodes[at + 1].start if at + 1 < len(nodes) else len(passage.clean)
            self._fill(node, passage, stop)
            self._place(node)

    def _return_to(self, passage: Passage, number: tuple[int, int, int]) -> None:
        """A numbered paragraph that opens with the name of a known node speaks of that node."""
        title = re.split(r"[。：，（]", passage.clean[number[2] :], maxsplit=1)[0]
        known = self.known.get(key_of(title))
        if known is None or known not in self._all(self.roots):
            return
        known.body.append(passage)
        self._score_of_title(known, passage, number[2] + len(title))
        known.rank, known.heading = number[0] * 10, True
        while self.stack and self.stack[-1] is not known:
            self.stack.pop()
        if not self.stack:
            self.stack = self._path(self.roots, known)

    def _score_of_title(self, node: ScoreNode, passage: Passage, start: int) -> None:
        """Give a node the one score that its own paragraph tells: ``（一）预算执行率。执行率89%，得8.9分。``"""
        found = [m for m in GOT.finditer(passage.clean, start) if not is_quoted(passage.clean, m.start())]
        if node.score is not None or node.weight is None or len({m["s"] for m in found}) != 1:
            return
        value = Decimal(found[0]["s"])
        if value <= node.weight.value and TOTAL.search(passage.clean, start) is None:
            node.score = Points(value=value, excerpt=passage.excerpt(*found[0].span()))

    def _all(self, nodes: Sequence[ScoreNode]) -> Iterator[ScoreNode]:
        for node in nodes:
            yield node
            yield from self._all(node.children)

    def _path(self, nodes: Sequence[ScoreNode], wanted: ScoreNode) -> list[ScoreNode]:
        for node in nodes:
            if node is wanted:
                return [node]
            below = self._path(node.children, wanted)
            if below:
                return [node, *below]
        return []

    def _leave(self, level: int) -> None:
        """A heading without points closes the branches that stand at its level or deeper."""
        if self.heading is not None and self.heading.rank >= level * 10:
            self.heading = None

    def _statements(self, passage: Passage, number: tuple[int, int, int] | None) -> Iterator[ScoreNode]:
        found = sorted(openings(passage, self.heading), key=lambda m: m.start("name"))
        marked, end = int("级指标：" in passage.clean), -1
        opened: list[ScoreNode] = []
        base = self._base_rank(number)
        for opening in found:
            if opening.start("name") < end or (opened and is_own_target(passage, opened[-1], opening)):
                continue
            node = open_node(passage, opening, number, base, self.known)
            if node is None:
                continue
            marker = opening.groupdict().get("marker")
            marked = "一二三四".index(marker[0]) + 1 if marker else marked
            node.rank = 10 * (marked + 1) if marked else node.rank
            if not marked and not node.heading and (inline := inline_rank(passage.clean, node.start)):
                node.rank = inline
            elif not marked and not node.heading:
                node.rank = rank_among(passage, node, opened, node.rank)
            if node.heading:
                base = node.rank + 5
            end = opening.end()
            opened.append(node)
            yield node

    def _enumerated(self, passage: Passage, number: tuple[int, int, int] | None) -> Iterator[ScoreNode]:
        """Yield the indicators whose names are listed first and whose weights follow in the same order."""
        for (start, end), place in enumerated(passage.clean) if "分" in passage.clean else ():
            name = passage.clean[start:end]
            node = ScoreNode(name, self._base_rank(number), passage.excerpt(start, end), passage, start, end)
            weight = passage.clean[slice(*place)].removesuffix("分")
            node.weight = Points(value=Decimal(weight), excerpt=passage.excerpt(*place))
            yield node

    def _base_rank(self, number: tuple[int, int, int] | None) -> int:
        if number is not None:
            return number[0] * 10 + 5
        return self.heading.rank + 5 if self.heading is not None else 15

    def _fill(self, node: ScoreNode, passage: Passage, stop: int) -> None:
        """Read weight, score and actual value between the opening of a statement and the next one."""
        text = passage.clean
        node.stop = stop if inline_rank(text, node.start) else 0
        if node.weight is None and (later := LATER_WEIGHT.search(text, node.end, stop)):
            node.weight = Points(value=Decimal(later["w"]), excerpt=passage.excerpt(*later.span()))
        reach = stop if node.heading else min(stop, sentence_end(text, node.end))
        sums = [m.span() for m in TOTAL.finditer(text, node.end, reach) if OF_THE_WHOLE.search(m["head"])]
        scores = [
            m
            for m in GOT.finditer(text, node.end, reach)
            if not is_quoted(text, m.start())
            and not any(a <= m.start() < b for a, b in sums)
            and (node.weight is None or _beside(text, node.end, m) or Decimal(m["s"]) <= 2 * node.weight.value)
        ]
        got = scores[0] if scores else None
        if got is not None and node.heading and got.start() - node.end > 6 and (len(scores) > 1 or stop < len(text)):
            node.children += [unnamed(node, passage, before, found) for before, found in pieces(node.end, scores)]
            got = None
        if got is not None:
            if node.weight is None and node.score is not None and Decimal(got["s"]) <= node.score.value:
                node.weight = node.score  # bare points, and the score behind them after all
            close = got.start() - node.end <= 6
            node.score = Points(
                value=Decimal(got["s"]), excerpt=passage.excerpt(node.start if close else got.start(), got.end())
            )
        if node.target is None and node.heading and not node.children:
            read_own_target(node, passage, got.start() if got is not None else stop, stop)
        elif node.target is not None:
            node.actual = actual_of(passage, node, got.start() if got else stop)
        if node.heading:
            self.heading = node
            self._heading_again(node, passage, got.end() if got else node.end, stop)

    def _heading_again(self, node: ScoreNode, passage: Passage, start: int, stop: int) -> None:
        again = [m for m in GOT.finditer(passage.clean, start, stop) if not passage.clean[: m.start()].endswith("分别")]
        if node.score is not None and len(again) == 1 and stop == len(passage.clean):
            points = Points(value=Decimal(again[0]["s"]), excerpt=passage.excerpt(*again[0].span()))
            self.restated.append(Restatement(name=node.name, first=node.score, again=points))

    def _heading_score(self, passage: Passage, start: int) -> None:
        """Text below a scored heading: its only score is the heading's, told for the first time or again."""
        node = self.heading
        number = numbering(passage.clean)
        if node is None or (number is not None and number[0] * 10 > node.rank):
            return
        sums = [m.span() for m in TOTAL.finditer(passage.clean)]
        found = [m for m in GOT.finditer(passage.clean, start) if not any(a <= m.start() < b for a, b in sums)]
        if len(found) != 1 or node.children or passage.clean[: found[0].start()].endswith("分别"):
            return
        points = Points(value=Decimal(found[0]["s"]), excerpt=passage.excerpt(*found[0].span()))
        if node.score is None:
            node.score = points
        else:
            self.restated.append(Restatement(name=node.name, first=node.score, again=points))

    def _scores_alone(self, passage: Passage, nodes: Sequence[ScoreNode]) -> None:
        """Give scores told alone (``数量指标得20分``, ``预算执行率未得分``) to nodes whose weights were told."""
        for found in SCORE_ONLY.finditer(passage.clean):
            if any(n.start <= found.start() < max(n.end, n.start + 1) for n in nodes):
                continue
            node = self.known.get(key_of(name_of(found)))
            value = Decimal(found["s"]) if found["s"] else Decimal(0)
            start = found.end("name") - len(name_of(found))
            points = Points(value=value, excerpt=passage.excerpt(start, found.end()))
            if node is not None:
                self._score_again(node, points)
            else:
                self.early.setdefault(key_of(name_of(found)), points)

    def _subtotals(self, passage: Passage) -> None:
        """Give ``产出合计49.80分``, or ``合计19.85分`` at the end of a heading's text, to the node it sums up."""
        for found in SUBTOTAL.finditer(passage.clean) if "计" in passage.clean and self.heading is not None else ():
            node = self.known.get(key_of(found["name"])) if found["name"] else self.heading
            value = Decimal(found["s"])
            if node is None or not node.children or node.weight is None or value > node.weight.value:
                continue
            if found["name"] or found.start() > 0:
                self._score_again(node, Points(value=value, excerpt=passage.excerpt(*found.span())))

    def _score_again(self, node: ScoreNode, points: Points) -> None:
        if node.score is None:
            node.score = points
        elif node.score.excerpt != points.excerpt and node.score.excerpt.end <= points.excerpt.start:
            self.restated.append(Restatement(name=node.name, first=node.score, again=points))

    def _place(self, node: ScoreNode) -> None:
        known = self.known.get(key_of(node.name))
        if known is not None and same_statement(known, node):
            moved = node.heading and not known.heading
            self._merge(known, node)
            if moved:
                self._move(known)
            return
        while self.stack and self.stack[-1].rank >= node.rank:
            self.stack.pop()
        (self.stack[-1].children if self.stack else self.roots).append(node)
        self.stack.append(node)
        self.known.setdefault(key_of(node.name), node)

    def _merge(self, known: ScoreNode, node: ScoreNode) -> None:
        """A name told before with its weight alone now comes with its score: go on below the node that is there."""
        if known.score is not None and node.score is not None:
            self.restated.append(Restatement(name=known.name, first=known.score, again=node.score))
        known.score = known.score or node.score
        known.weight = known.weight or node.weight
        known.target, known.actual = known.target or node.target, known.actual or node.actual
        if node.heading:
            known.rank, known.heading = node.rank, True
            known.passage, known.end = node.passage, node.end
            self.heading = known
        while self.stack and self.stack[-1].rank >= known.rank:
            self.stack.pop()
        self.stack.append(known)

    def _move(self, node: ScoreNode) -> None:
        """A node first told in a list takes the place of the heading under which it is told at length."""
        self._drop(self.roots, node)
        self.stack = [n for n in self.stack if n is not node and n.heading]
        while self.stack and self.stack[-1].rank >= node.rank:
            self.stack.pop()
        (self.stack[-1].children if self.stack else self.roots).append(node)
        self.stack.append(node)

    def _drop(self, nodes: list[ScoreNode], node: ScoreNode) -> None:
        for other in nodes:
            self._drop(other.children, node)
        nodes[:] = [other for other in nodes if other is not node]

    def _take_early_scores(self) -> None:
        """Give scores told in a summary ahead of the analysis (``决策得15分``) to the top of the tree."""
        for node in self.roots:
            points = self.early.get(key_of(node.name))
            if points is None or node.weight is None or points.value > node.weight.value:
                continue
            if node.score is None:
                node.score = points
            elif node.score.excerpt != points.excerpt:
                self.restated.append(Restatement(name=node.name, first=points, again=node.score))

    def _gather_parts(self) -> None:
        """Put indicators told in one paragraph behind the one whose weight theirs make below it.

        ``产出指标（50分）：参保任务完成率（15分，得15分）；…。小计得49.89分。``
        """
        self.roots = gathered(self.roots)

    def indicators(self) -> tuple[Indicator, ...]:
        self._gather_parts()
        self._take_early_scores()
        return tuple(indicator_of(node, level=1) for node in self.roots if scored(node))


def _beside(text: str, weighed: int, score: re.Match[str]) -> bool:
    """Tell whether a score stands right behind its weight, in one bracket or in a list of such pairs.

    Elsewhere more than twice a weight is a score of several.
    """
    if text[weighed : score.start()] not in ("，", "、", "；"):
        return False
    return text.startswith("）", score.end()) or tells_pairs(text, score.end())
