"""Scores told in prose → the same indicator tree that a table gives.

A statement opens with an indicator's name and its weight (``数量指标（满分10分，实得9分）``, ``产出指标65分``)
or its target (``参保人数目标27万人，实际26.84万人，分值15分，得14.91分``) and reaches to the next statement;
inside it stand score and deductions. What belongs below what is told by the numbering of headings, by markers
(``一级指标：``), by ``其中``, and where all are missing by the order of the statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.documents import Excerpt
from jixiao.evaluations import Grade, GradeBand, Indicator, Points, Restatement
from jixiao.quantities import Quantity, find_dates, find_quantities
from jixiao.recognition.grades import find_bands, stated_grade
from jixiao.recognition.outline import numbering
from jixiao.recognition.passages import Passage
from jixiao.recognition.score_totals import OF_THE_WHOLE, TOTAL, first_strong, totals_again, totals_in
from jixiao.recognition.score_wording import (
    ACTUAL,
    BAD_NAME,
    BULLET,
    COLON_SCORED,
    COMMA_HEADED,
    FULL_TOTAL,
    GOT,
    HEADED,
    INDICATOR_NAME,
    LATER_WEIGHT,
    LED_SCORED,
    LONG_HEADED,
    NO_INDICATOR,
    NUMBERED_NAME,
    OWN_TARGET,
    REACHED,
    REACHED_NEXT,
    SCORE_FIRST,
    SCORE_ONLY,
    SCORED_HEAD,
    SET_OUT,
    SUBTOTAL,
    TARGET_AND_ACTUAL,
    TARGETED,
    WEIGHTED,
    enumerated,
    inline_rank,
    is_quoted,
    key_of,
    name_of,
    score_follows,
    scores_listed,
    sentence_end,
    weighs_the_whole,
)

_LEADS_ON = re.compile(r"）?[，：](?:主要)?(?:考核|评价|衡量|反映|考察)?")
_BULLET_MARK = 2
_MOST_PARTS = 12
_WHOLE = Decimal(100)
_REASON_NEXT = re.compile(r"[。；](?:未完成|未达标|扣分|偏差|失分|主要)*(?:的)?(?:主要)?原因[^。]+")
_IN_FULL = re.compile(r"（(?:满分|分值|权重)")
_THIS_ONE = re.compile(r"[本该此]项(?:指标)?|[本该此]指标")
_TITLE = re.compile(r"[\u4e00-\u9fa5“”]{2,20}(?=[。：])")
_TOP_NAME = re.compile(r"(?:预算执行率?|决策|投入|过程|产出|效益|效果|满意度|服务对象满意度)(?:指标)?$")


_NO_PART = re.compile(r"(?:决策|投入|过程|产出|效益|效果)(?:指标)?$")  # the top of a tree, below nothing


@dataclass(slots=True)
class _Node:
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
    children: list[_Node] = field(default_factory=list)


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
        self.roots: list[_Node] = []
        self.stack: list[_Node] = []
        self.known: dict[str, _Node] = {}
        self.restated: list[Restatement] = []
        self.heading: _Node | None = None
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
            self._set_out(self.heading, passage)
        self._scores_alone(passage, nodes)
        self._subtotals(passage)

    def _take(self, passage: Passage, nodes: list[_Node]) -> None:
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

    def _score_of_title(self, node: _Node, passage: Passage, start: int) -> None:
        """Give a node the one score that its own paragraph tells: ``（一）预算执行率。执行率89%，得8.9分。``"""
        found = [m for m in GOT.finditer(passage.clean, start) if not is_quoted(passage.clean, m.start())]
        if node.score is not None or node.weight is None or len({m["s"] for m in found}) != 1:
            return
        value = Decimal(found[0]["s"])
        if value <= node.weight.value and TOTAL.search(passage.clean, start) is None:
            node.score = Points(value=value, excerpt=passage.excerpt(*found[0].span()))

    def _all(self, nodes: Sequence[_Node]) -> Iterator[_Node]:
        for node in nodes:
            yield node
            yield from self._all(node.children)

    def _path(self, nodes: Sequence[_Node], wanted: _Node) -> list[_Node]:
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

    def _statements(self, passage: Passage, number: tuple[int, int, int] | None) -> Iterator[_Node]:
        found = sorted(self._openings(passage), key=lambda m: m.start("name"))
        marked, end = int("级指标：" in passage.clean), -1
        opened: list[_Node] = []
        base = self._base_rank(number)
        for opening in found:
            if opening.start("name") < end or (opened and self._is_own_target(passage, opened[-1], opening)):
                continue
            node = self._open(passage, opening, number, base)
            if node is None:
                continue
            marker = opening.groupdict().get("marker")
            marked = "一二三四".index(marker[0]) + 1 if marker else marked
            node.rank = 10 * (marked + 1) if marked else node.rank
            if not marked and not node.heading and (inline := inline_rank(passage.clean, node.start)):
                node.rank = inline
            elif not marked and not node.heading:
                node.rank = self._rank_among(passage, node, opened, node.rank)
            if node.heading:
                base = node.rank + 5
            end = opening.end()
            opened.append(node)
            yield node

    def _enumerated(self, passage: Passage, number: tuple[int, int, int] | None) -> Iterator[_Node]:
        """Yield the indicators whose names are listed first and whose weights follow in the same order."""
        for (start, end), place in enumerated(passage.clean) if "分" in passage.clean else ():
            name = passage.clean[start:end]
            node = _Node(name, self._base_rank(number), passage.excerpt(start, end), passage, start, end)
            weight = passage.clean[slice(*place)].removesuffix("分")
            node.weight = Points(value=Decimal(weight), excerpt=passage.excerpt(*place))
            yield node

    def _is_own_target(self, passage: Passage, node: _Node, opening: re.Match[str]) -> bool:
        """Tell whether 考核支付比例，目标75% goes on with a statement that has told its weight, not yet its score."""
        if opening.re is not TARGETED or node.weight is None or node.score is not None or node.heading:
            return False
        words = passage.clean[node.end : opening.start("name")]
        return _LEADS_ON.fullmatch(words) is not None

    def _rank_among(self, passage: Passage, node: _Node, opened: Sequence[_Node], rank: int) -> int:
        """Statements behind 其中, up to the end of its sentence or bracket, stand below the statement before it."""
        text = passage.clean
        among = text.rfind("其中", 0, node.start + 2)
        stop = max(text.rfind("。", 0, node.start), text.rfind("）", 0, node.start) if "（其中" in text else -1)
        if _TOP_NAME.match(node.name):
            stop = max(stop, text.rfind("；", 0, node.start) + 2)
        if among < 0 or among < stop - 1:
            return rank
        first = next((n.start for n in opened if n.start > among), node.start)
        if re.search(r"\d", text[among:first]):
            return rank  # 其中医院29家、药店98家，得10分；…: parts of a figure, no indicators
        before = [n for n in opened if n.start < among]
        return before[-1].rank + 5 if before else rank

    def _openings(self, passage: Passage) -> Iterator[re.Match[str]]:
        clean = passage.clean
        number = numbering(clean)
        named = COLON_SCORED.match(clean, number[2] if number is not None else 0)
        bullet = BULLET.match(clean) or NUMBERED_NAME.match(clean) or named
        if bullet is not None:
            yield bullet
            return
        led = LED_SCORED.match(clean) if number is None else None
        if led is not None and self._is_part(led) and TARGETED.match(clean) is None:
            yield led
            return
        yield from TARGETED.finditer(passage.clean)
        yield from SCORE_FIRST.finditer(passage.clean)
        headed = _headed(passage.clean, number[2]) if number is not None else None
        if headed is None and number is not None and (alone := SCORED_HEAD.match(passage.clean, number[2])):
            yield alone
        if headed is not None:
            yield headed
        for found in WEIGHTED.finditer(passage.clean, headed.end() if headed is not None else 0):
            if BAD_NAME.search(name_of(found)) or len(name_of(found)) < 2 or weighs_the_whole(found):
                continue
            opens = re.search(r"满分|分值|权重|占|标准分|总分", found["between"])
            scored = GOT.search(passage.clean, found.end(), sentence_end(passage.clean, found.end()))
            bracketed = found["between"].startswith("（") and passage.clean[found.end() : found.end() + 1] == "）"
            if opens or scored or bracketed or INDICATOR_NAME.search(name_of(found)):
                yield found

    def _is_part(self, led: re.Match[str]) -> bool:
        """Tell whether a paragraph ``名称：…，得5分`` scores an indicator of its own below the heading that is open."""
        heading, name = self.heading, led["name"]
        if heading is None or heading.weight is None or Decimal(led["s"]) > heading.weight.value:
            return False
        alone = len(GOT.findall(led.string)) == 1
        return alone and key_of(name) != key_of(heading.name) and not NO_INDICATOR.search(name)

    def _base_rank(self, number: tuple[int, int, int] | None) -> int:
        if number is not None:
            return number[0] * 10 + 5
        return self.heading.rank + 5 if self.heading is not None else 15

    def _open(
        self, passage: Passage, found: re.Match[str], number: tuple[int, int, int] | None, base: int
    ) -> _Node | None:
        whole = found.re in (HEADED, LONG_HEADED) and _IN_FULL.match(found["between"]) is not None
        name, end = found["name"] if whole else name_of(found), found.end()
        start = told = found.end("name") - len(name)
        if _THIS_ONE.fullmatch(name):  # 本项20分，得20分 at the end of a numbered paragraph speaks of its title
            title = _TITLE.match(passage.clean, number[2]) if number is not None else None
            name, start, end = (title[0], *title.span()) if title is not None else ("", start, end)
        if len(name) < 2 or (BAD_NAME.search(name) and not whole):
            return None
        groups = found.groupdict()
        if "w" in groups and Decimal(found["w"]) == _WHOLE:
            return None
        if "s" in groups and "w" not in groups and key_of(name) in self.known:
            return None
        first = number is not None and (start <= number[2] + 2 or found.re is COMMA_HEADED)
        heading = first and ("w" in groups or "s" in groups)
        rank = number[0] * 10 if heading and number is not None else base
        node = _Node(name, rank, passage.excerpt(start, end), passage, start, end, heading)
        bare = "w" in groups and "s" not in groups and not found["between"]
        if bare and scores_listed(passage.clean, found.end()) and not score_follows(passage.clean, found):
            node.score = Points(value=Decimal(found["w"]), excerpt=passage.excerpt(told, found.end()))
            return node
        if "w" in groups and "s" in groups:
            node.score = Points(value=Decimal(found["s"]), excerpt=passage.excerpt(told, found.end()))
        if "w" in groups:
            node.weight = Points(value=Decimal(found["w"]), excerpt=passage.excerpt(told, found.end()))
        elif "s" in groups:
            if found.re is not LED_SCORED:  # there the points stand at the end of the paragraph
                node.score = Points(value=Decimal(found["s"]), excerpt=passage.excerpt(told, found.end()))
        else:
            node.target = passage.excerpt(*found.span("target"))
        return node

    def _fill(self, node: _Node, passage: Passage, stop: int) -> None:
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
            and (node.weight is None or Decimal(m["s"]) <= 2 * node.weight.value)  # more is a score of all of them
        ]
        got = scores[0] if scores else None
        if got is not None and node.heading and got.start() - node.end > 6 and (len(scores) > 1 or stop < len(text)):
            node.children += [_unnamed(node, passage, before, found) for before, found in _pieces(node.end, scores)]
            got = None
        if got is not None:
            if node.weight is None and node.score is not None and Decimal(got["s"]) <= node.score.value:
                node.weight = node.score  # bare points, and the score behind them after all
            close = got.start() - node.end <= 6
            node.score = Points(
                value=Decimal(got["s"]), excerpt=passage.excerpt(node.start if close else got.start(), got.end())
            )
        if node.target is None and node.heading and not node.children:
            self._own_target(node, passage, got.start() if got is not None else stop, stop)
        elif node.target is not None:
            node.actual = _actual(passage, node, got.start() if got else stop)
        if node.heading:
            self.heading = node
            self._heading_again(node, passage, got.end() if got else node.end, stop)

    def _own_target(self, node: _Node, passage: Passage, scored: int, stop: int) -> None:
        """Read target and result that a heading tells ahead of its score: ``目标27万人，实际26.84万人``.

        Where they are called 指标值 and 完成值 they may stand behind the score, up to STOP, and be words.
        """
        both = TARGET_AND_ACTUAL.search(passage.clean, node.end)
        if both is not None and both.end() <= stop:
            node.target = passage.excerpt(*both.span("target"))
            node.actual = passage.excerpt(*both.span("actual"))
            return
        found = OWN_TARGET.search(passage.clean, node.end, scored)
        reached = REACHED_NEXT.match(passage.clean, found.end()) if found is not None else None
        if found is None or reached is None:
            return
        told = next((q for q in passage.quantities if q.start == reached.end()), None)
        if told is not None and told.end <= scored:
            node.target = passage.excerpt(*found.span("target"))
            node.actual = passage.excerpt(told.start, told.end)

    def _set_out(self, node: _Node, passage: Passage) -> None:
        """Text below a scored heading may tell its target (年初设定的数量指标为…23万人) and what was reached."""
        found = SET_OUT.search(passage.clean)
        if found is None or node.target is not None or node.children:
            return
        node.target = passage.excerpt(*found.span("target"))
        reached = REACHED.search(passage.clean, found.end())
        if reached is not None:
            behind = [q for q in passage.quantities if q.start >= reached.end() - 1 and q.start <= reached.end() + 1]
            node.actual = passage.excerpt(behind[0].start, behind[0].end) if behind else None

    def _heading_again(self, node: _Node, passage: Passage, start: int, stop: int) -> None:
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

    def _scores_alone(self, passage: Passage, nodes: Sequence[_Node]) -> None:
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

    def _score_again(self, node: _Node, points: Points) -> None:
        if node.score is None:
            node.score = points
        elif node.score.excerpt != points.excerpt and node.score.excerpt.end <= points.excerpt.start:
            self.restated.append(Restatement(name=node.name, first=node.score, again=points))

    def _place(self, node: _Node) -> None:
        known = self.known.get(key_of(node.name))
        if known is not None and _same_statement(known, node):
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

    def _merge(self, known: _Node, node: _Node) -> None:
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

    def _move(self, node: _Node) -> None:
        """A node first told in a list takes the place of the heading under which it is told at length."""
        self._drop(self.roots, node)
        self.stack = [n for n in self.stack if n is not node and n.heading]
        while self.stack and self.stack[-1].rank >= node.rank:
            self.stack.pop()
        (self.stack[-1].children if self.stack else self.roots).append(node)
        self.stack.append(node)

    def _drop(self, nodes: list[_Node], node: _Node) -> None:
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
        self.roots = _gathered(self.roots)

    def indicators(self) -> tuple[Indicator, ...]:
        self._gather_parts()
        self._take_early_scores()
        return tuple(_indicator(node, level=1) for node in self.roots if _scored(node))


def _gathered(nodes: Sequence[_Node]) -> list[_Node]:
    """Return NODES, those that are parts of the one before them below it."""
    kept: list[_Node] = []
    at = 0
    while at < len(nodes):
        node, parts = nodes[at], _parts_of(nodes, at)
        node.children = [*_within(node), *parts]
        at += 1 + len(parts)
        if node.children and node.score is None:
            node.score = _sum_told(node, nodes[at].start if at < len(nodes) else None)
        kept.append(node)
    return kept


def _within(node: _Node) -> list[_Node]:
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


def _weights(nodes: Sequence[_Node]) -> Decimal | None:
    """Return the sum of the weights; ``None`` where a weight is not told."""
    known = [node.weight.value for node in nodes if node.weight is not None]
    return sum(known, Decimal(0)) if len(known) == len(nodes) else None


def _parts_of(roots: Sequence[_Node], at: int) -> list[_Node]:
    """Return the nodes behind one without children, in its own paragraph, whose weights make its weight exactly."""
    node, parts, total = roots[at], list[_Node](), Decimal(0)
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


def _sum_told(node: _Node, stop: int | None) -> Points | None:
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


def _headed(clean: str, start: int) -> re.Match[str] | None:
    """Return the name and weight that open a numbered paragraph: ``产出指标（50分）``, ``数量：参保人数，15分。``"""
    return HEADED.match(clean, start) or LONG_HEADED.match(clean, start) or COMMA_HEADED.match(clean, start)


def _pieces(start: int, scores: Sequence[re.Match[str]]) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield each score with the offset at which the words on it begin."""
    for found in scores:
        yield start, found
        start = found.end()


def _unnamed(node: _Node, passage: Passage, start: int, found: re.Match[str]) -> _Node:
    """Return the node of a score below a heading whose indicator has no name but the clause that leads to it."""
    lead = re.match(r"[）。；，：]*", passage.clean[start:])
    start += lead.end() if lead else 0
    clause = re.split(r"[，。；：]", passage.clean[start : found.start()], maxsplit=1)[0][:24]
    end = start + len(clause)
    child = _Node(clause, node.rank + 5, passage.excerpt(start, max(end, start + 1)), passage, start, end)
    child.score = Points(value=Decimal(found["s"]), excerpt=passage.excerpt(*found.span()))
    return child


def _same_statement(known: _Node, node: _Node) -> bool:
    """Tell whether NODE tells more of KNOWN: one of them lacks the weight or the score and nothing contradicts."""
    if known.weight is not None and node.weight is not None and known.weight.value != node.weight.value:
        return False
    told_at_length = node.heading and not known.heading and known.weight is not None and node.weight is not None
    return known.score is None or node.score is None or told_at_length


def _actual(passage: Passage, node: _Node, stop: int) -> Excerpt | None:
    """Return the actual value told behind a target: after 实际, else the last figure of the target's unit."""
    text = passage.clean[node.end : stop]
    found = ACTUAL.search(text)
    quantities = find_quantities(text)
    dated = node.target is not None and bool(find_dates(node.target.text))
    if found is not None and dated:
        days = find_dates(text[found.start() :])
        start = node.end + found.start() + days[0].start if days else 0
        return passage.excerpt(start, start + days[0].end - days[0].start) if days else None
    if found is not None:
        behind = [q for q in quantities if q.start >= found.start()]
        return _place_of(passage, node.end, behind[0]) if behind else None
    aimed = find_quantities(node.target.text) if node.target is not None else []
    like = [q for q in quantities if aimed and q.unit == aimed[0].unit]
    return _place_of(passage, node.end, like[-1]) if like else None


def _place_of(passage: Passage, base: int, quantity: Quantity) -> Excerpt:
    return passage.excerpt(base + quantity.start, base + quantity.end)


def _scored(node: _Node) -> bool:
    return node.weight is not None or node.score is not None or any(_scored(child) for child in node.children)


def _indicator(node: _Node, level: int) -> Indicator:
    return Indicator(
        level=level,
        name=node.excerpt,
        weight=node.weight,
        score=node.score,
        target=node.target,
        actual=node.actual,
        body=_body(node),
        children=tuple(_indicator(child, level + 1) for child in node.children if _scored(child)),
    )


def _body(node: _Node) -> Excerpt:
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


def _sentences_naming(node: _Node) -> Iterator[str]:
    """Yield the later sentences of the same paragraph that name the indicator again."""
    for start, end in node.passage.sentences():
        if start > node.end and node.name in node.passage.clean[start:end]:
            yield node.passage.clean[start:end]


def _segment_end(node: _Node) -> int:
    stops = [at for at in (node.passage.clean.find(mark, node.end) for mark in "；。") if at >= 0]
    return min(stops, default=len(node.passage.clean))
