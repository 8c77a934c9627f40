"""Targets told in prose that were missed: said to be reached, or left without a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.quantities import Quantity, find_quantities, parse_target
from jixiao.recognition import Dossier, Passage

_PAIR = re.compile(
    r"目标(?:值)?(?:为|是|：)?(?P<target>(?:不低于|不高于|不少于|不超过|≥|≤|>|<)\d[^，。；：]{0,16})，(?P<between>[^。；]{0,30}?)"
    r"实际(?!得)(?:[按以用由][^，。；]{1,40}?(?:计算|测算|折算)(?:出|得)?)?(?:为|完成|达到|值为|是)?(?![按以用由])(?P<actual>[^，。；]{1,16})(?P<after>[^。；]{0,30})"
)
_CLAIMED = re.compile(r"已?(?:完成|达到|实现)(?:了)?(?:年度|年初|既定|绩效)?(?:目标|任务|要求)|达标|得满分")
_REASON = re.compile(r"原因|因|由于|主要|受.{1,12}影响|未|低|扣")


@check(
    "missed-in-prose",
    title="正文中没有达到的目标要如实写明",
    family="目标、完成与得分",
    basis="财预〔2020〕10号：未完成绩效目标的要说明原因",
    severity=Severity.WARNING,
    explanation="正文写“目标不低于70%，实际68.9%，已完成目标”的，或者没有达到又没有说明原因的。",
)
def missed_in_prose(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A missed target in prose is not called reached, and has a reason in its paragraph."""
    for recognition in dossier.recognitions:
        for passage in recognition.passages:
            if "目标" in passage.clean:
                for found in _PAIR.finditer(passage.clean):
                    yield from _judge(passage, found)


def _judge(passage: Passage, found: re.Match[str]) -> Iterator[Relation | Finding]:
    target = parse_target(found["target"])
    actual = _first(found["actual"])
    if target.quantity is None or actual is None or actual.unit != target.quantity.unit:
        return
    met = target.met_by(actual)
    if met is None:
        return
    start = found.start("actual") + actual.start
    excerpts = (passage.excerpt(start, start + len(actual.text)), passage.excerpt(*found.span("target")))
    match = Match.FACE if met else Match.NONE
    yield Relation("missed-in-prose", f"{actual} 对目标 {found['target']}", actual.text, met, match, excerpts)
    if met:
        return
    claimed = _CLAIMED.search(found["after"])
    if claimed is None and _REASON.search(passage.clean, found.end("actual")):
        return
    tail = "却说已完成" if claimed else "没有说明原因"
    yield Finding(
        "missed-in-prose",
        Severity.WARNING,
        f"目标{found['target']}，实际{actual.text}，没有达到，{tail}",
        excerpts,
        expected=found["target"],
        reported=actual.text,
    )


def _first(text: str) -> Quantity | None:
    quantities = find_quantities(text)
    return quantities[0] if quantities else None
