"""Words of rising or of nothing against figures of the same thing: 稳中有升 beside a fall, 零故障 beside hours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.auditing.model import Finding, Severity
from jixiao.auditing.registry import check
from jixiao.recognition import Dossier, Figure, Passage, Recognition

_FAMILY = "文字与数字"
_RISING = re.compile(
    r"(?P<noun>[\u4e00-\u9fa5]{2,10}?)(?P<claim>稳中有升|稳步增长|稳步提升|持续增长|连年增加|连年增长|逐年增加|逐年增长|逐年上升|不断增加|不断增长|逐年提高)"
)
_FALLING = re.compile(
    r"(?P<noun>[\u4e00-\u9fa5]{2,10}?)(?P<claim>稳中有降|持续下降|逐年下降|逐年减少|连年下降|大幅下降)"
)
_UP = re.compile(r"(?:增加|增长|上升|提高)(?:了|率|额|约)*$")
_DOWN = re.compile(r"(?:减少|下降|降低|回落)(?:了|率|额|约)*$")
_ZERO = re.compile(
    r"(?<!(?<![全当本])年)(?<![月日从归清近])零(?P<thing>故障|投诉|差错|事故|拖欠|违规|上访|超支|欠费|差评)"
)


@check(
    "trend-claim",
    title="升降的说法与数字一致",
    family=_FAMILY,
    basis="文字结论应与所列数据一致",
    severity=Severity.WARNING,
    explanation="写“稳中有升”“连年增加”的，同一事项的数字却写下降（或相反）。",
)
def trend_claim(dossier: Dossier) -> Iterator[Finding]:
    """A claimed trend is not contradicted by a stated change of the same thing."""
    for recognition in dossier.recognitions:
        changes = [(f, bool(_UP.search(f.subject))) for f in recognition.figures() if _moved(f)]
        if not changes:
            continue
        for passage in recognition.passages:
            for pattern, rising in ((_RISING, True), (_FALLING, False)):
                for found in pattern.finditer(passage.clean):
                    yield from _contradicted(passage, found, rising, changes)


def _moved(figure: Figure) -> bool:
    return figure.quantity.unit != "个百分点" and bool(_UP.search(figure.subject) or _DOWN.search(figure.subject))


def _contradicted(
    passage: Passage, found: re.Match[str], rising: bool, changes: Sequence[tuple[Figure, bool]]
) -> Iterator[Finding]:
    noun = found["noun"]
    for figure, up in changes:
        if up is rising or not _speaks_of(figure, noun):
            continue
        yield Finding(
            "trend-claim",
            Severity.WARNING,
            f"写“{noun[-8:]}{found['claim']}”，数字却是{figure.subject[-4:]}{figure.quantity.text}",
            (passage.excerpt(*found.span()), figure.excerpt()),
            reported=found["claim"],
            expected=f"与{figure.subject[-2:]}{figure.quantity.text}一致",
        )
        return


def _speaks_of(figure: Figure, noun: str) -> bool:
    """Tell whether the sentence of a change opens with the noun of the claim."""
    start, end = figure.passage.sentence_of(figure.start)
    words = figure.passage.clean[start : figure.start]
    beside = noun in figure.passage.clean[figure.end : end]
    return noun[-4:] in words or (beside and any(noun[i : i + 2] in words for i in range(len(noun) - 1)))


@check(
    "zero-claim",
    title="“零故障”“零投诉”等说法与数字一致",
    family=_FAMILY,
    basis="文字结论应与所列数据一致",
    severity=Severity.WARNING,
    explanation="写“零故障”等，别处却写出了故障、投诉等的次数或时长。",
)
def zero_claim(dossier: Dossier) -> Iterator[Finding]:
    """Nothing of a kind was claimed while a figure of it stands elsewhere in the report."""
    for recognition in dossier.recognitions:
        for passage in recognition.passages:
            for found in _ZERO.finditer(passage.clean):
                yield from _not_zero(recognition, passage, found)


def _not_zero(recognition: Recognition, passage: Passage, found: re.Match[str]) -> Iterator[Finding]:
    for figure in recognition.figures():
        aim = re.search(r"目标|不超过|控制|零|比|率", figure.subject)
        if figure.quantity.value > 0 and figure.subject.endswith(found["thing"]) and not aim:
            yield Finding(
                "zero-claim",
                Severity.WARNING,
                f"写“零{found['thing']}”，别处却有{figure.subject[-8:]}{figure.quantity.text}",
                (passage.excerpt(*found.span()), figure.excerpt()),
                reported=found[0],
                expected=f"与{figure.quantity.text}一致",
            )
            return
