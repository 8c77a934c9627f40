"""Statements on one indicator in a paragraph: where they open, what they name, and what target and result they tell."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from decimal import Decimal

from jixiao.documents import Excerpt
from jixiao.evaluations import Points
from jixiao.quantities import Quantity, find_dates, find_quantities
from jixiao.recognition.outline import numbering
from jixiao.recognition.passages import Passage
from jixiao.recognition.score_nodes import ScoreNode
from jixiao.recognition.score_wording import (
    ACTUAL,
    BAD_NAME,
    BULLET,
    COLON_SCORED,
    COMMA_HEADED,
    GOT,
    HEADED,
    INDICATOR_NAME,
    LED_SCORED,
    LONG_HEADED,
    NO_INDICATOR,
    NUMBERED_NAME,
    OWN_TARGET,
    REACHED,
    REACHED_NEXT,
    SCORE_FIRST,
    SCORED_HEAD,
    SET_OUT,
    TARGET_AND_ACTUAL,
    TARGETED,
    WEIGHTED,
    key_of,
    name_of,
    score_follows,
    scores_listed,
    sentence_end,
    weighs_the_whole,
)

_LEADS_ON = re.compile(r"）?[，：](?:主要)?(?:考核|评价|衡量|反映|考察)?")
_WHOLE = Decimal(100)
_IN_FULL = re.compile(r"（(?:满分|分值|权重)")
_THIS_ONE = re.compile(r"[本该此]项(?:指标)?|[本该此]指标")
_TITLE = re.compile(r"[\u4e00-\u9fa5“”]{2,20}(?=[。：])")
_TOP_NAME = re.compile(r"(?:预算执行率?|决策|投入|过程|产出|效益|效果|满意度|服务对象满意度)(?:指标)?$")

Number = tuple[int, int, int]


def openings(passage: Passage, heading: ScoreNode | None = None) -> Iterator[re.Match[str]]:
    """Yield where statements on an indicator open in PASSAGE, in no order; HEADING is the one that stands above it."""
    clean = passage.clean
    number = numbering(clean)
    named = COLON_SCORED.match(clean, number[2] if number is not None else 0)
    bullet = BULLET.match(clean) or NUMBERED_NAME.match(clean) or named
    if bullet is not None:
        yield bullet
        return
    led = LED_SCORED.match(clean) if number is None else None
    if led is not None and _is_part(led, heading) and TARGETED.match(clean) is None:
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


def _is_part(led: re.Match[str], heading: ScoreNode | None) -> bool:
    """Tell whether a paragraph ``名称：…，得5分`` scores an indicator of its own below the HEADING that is open."""
    if heading is None or heading.weight is None or Decimal(led["s"]) > heading.weight.value:
        return False
    alone = len(GOT.findall(led.string)) == 1
    return alone and key_of(led["name"]) != key_of(heading.name) and not NO_INDICATOR.search(led["name"])


def _headed(clean: str, start: int) -> re.Match[str] | None:
    """Return the name and weight that open a numbered paragraph: ``产出指标（50分）``, ``数量：参保人数，15分。``"""
    return HEADED.match(clean, start) or LONG_HEADED.match(clean, start) or COMMA_HEADED.match(clean, start)


def open_node(
    passage: Passage, found: re.Match[str], number: Number | None, base: int, known: Container[str]
) -> ScoreNode | None:
    """Return the node of the statement that FOUND opens, ``None`` where it is none; KNOWN has the names told before."""
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
    if "s" in groups and "w" not in groups and key_of(name) in known:
        return None
    first = number is not None and (start <= number[2] + 2 or found.re is COMMA_HEADED)
    heading = first and ("w" in groups or "s" in groups)
    rank = number[0] * 10 if heading and number is not None else base
    node = ScoreNode(name, rank, passage.excerpt(start, end), passage, start, end, heading)
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


def is_own_target(passage: Passage, node: ScoreNode, opening: re.Match[str]) -> bool:
    """Tell whether 考核支付比例，目标75% goes on with a statement that has told its weight, not yet its score."""
    if opening.re is not TARGETED or node.weight is None or node.score is not None or node.heading:
        return False
    words = passage.clean[node.end : opening.start("name")]
    return _LEADS_ON.fullmatch(words) is not None


def rank_among(passage: Passage, node: ScoreNode, opened: Sequence[ScoreNode], rank: int) -> int:
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


def read_own_target(node: ScoreNode, passage: Passage, scored: int, stop: int) -> None:
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


def read_set_out(node: ScoreNode, passage: Passage) -> None:
    """Text below a scored heading may tell its target (年初设定的数量指标为…23万人) and what was reached."""
    found = SET_OUT.search(passage.clean)
    if found is None or node.target is not None or node.children:
        return
    node.target = passage.excerpt(*found.span("target"))
    reached = REACHED.search(passage.clean, found.end())
    if reached is not None:
        behind = [q for q in passage.quantities if q.start >= reached.end() - 1 and q.start <= reached.end() + 1]
        node.actual = passage.excerpt(behind[0].start, behind[0].end) if behind else None


def pieces(start: int, scores: Sequence[re.Match[str]]) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield each score with the offset at which the words on it begin."""
    for found in scores:
        yield start, found
        start = found.end()


def unnamed(node: ScoreNode, passage: Passage, start: int, found: re.Match[str]) -> ScoreNode:
    """Return the node of a score below a heading whose indicator has no name but the clause that leads to it."""
    lead = re.match(r"[）。；，：]*", passage.clean[start:])
    start += lead.end() if lead else 0
    clause = re.split(r"[，。；：]", passage.clean[start : found.start()], maxsplit=1)[0][:24]
    end = start + len(clause)
    child = ScoreNode(clause, node.rank + 5, passage.excerpt(start, max(end, start + 1)), passage, start, end)
    child.score = Points(value=Decimal(found["s"]), excerpt=passage.excerpt(*found.span()))
    return child


def actual_of(passage: Passage, node: ScoreNode, stop: int) -> Excerpt | None:
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
