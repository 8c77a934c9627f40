"""Shares of a whole: 分别占…, and amounts that each bring their share (中央补助172.00万元，占比60.06%)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.auditing.arithmetic import Verdict, judge, quotient, shown, total
from jixiao.auditing.derivation import surroundings
from jixiao.auditing.misprint import slip_between
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.prose import Sentence, comparable, exact_enough, is_level, paragraphs, prose_relation, sentences
from jixiao.auditing.registry import check
from jixiao.recognition import Dossier, Figure

_FAMILY = "比率与占比"
_ONE = Decimal(1)
_SHARE_WORD = re.compile(r"占|比重|比例")
_FAR = 24
_NEAR_BY = 160
_OTHER_WHOLE = re.compile(r"[。]|占[\u4e00-\u9fa5]{2,}的")


@check(
    "share-of-total",
    title="各部分占比与数额相符",
    family=_FAMILY,
    basis="同一句中先列数额、后列占比的，逐一对应",
    severity=Severity.ERROR,
    explanation="“支出包括三部分：A、B、C，分别占a%、b%、c%”逐项重算；占比合计也应为100%。",
)
def share_of_total(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Shares told as a list (分别占) belong one by one to the amounts listed before them."""
    for sentence in sentences(dossier):
        found = re.search(r"分别占(?P<noun>[^，。；\d]{2,14}?)?的?(?=\d)", sentence.text)
        if not found:
            continue
        edge = sentence.start + found.start()
        shares = [f for f in sentence.figures if f.start >= edge and f.quantity.unit == "%"]
        parts = [f for f in sentence.figures if f.start < edge and f.quantity.unit not in ("%", "")][-len(shares) :]
        if len(shares) < 2 or len(parts) != len(shares) or len({p.quantity.unit for p in parts}) != 1:
            continue
        whole = _whole_of_list(sentence, edge, found["noun"], shares, parts) or _proven(sentence, edge, shares, parts)
        if whole:
            yield from _shares(parts, shares, whole)


def _whole_of_list(
    sentence: Sentence, edge: int, noun: str | None, shares: Sequence[Figure], parts: Sequence[Figure]
) -> list[Figure]:
    """Return the figures that make the whole: the named one, or all parts where the shares make about 100 %."""
    if noun:
        behind = [
            f
            for f in sentence.figures
            if edge <= f.start < shares[0].start and comparable(f.quantity, parts[0].quantity)
        ]
        named = [f for f in sentence.figures if f.start < edge and f.subject.endswith(noun.removesuffix("的"))]
        return (behind or named)[:1]
    about_all = abs(sum((s.quantity.value for s in shares), -_ONE)) <= Decimal("0.05")
    return list(parts) if about_all else []


def _proven(sentence: Sentence, edge: int, shares: Sequence[Figure], parts: Sequence[Figure]) -> list[Figure]:
    """Return the whole that all shares but one prove: all parts together, or a figure told before or behind them."""
    near = [f for f in sentence.passage.figures if sentence.start - _NEAR_BY <= f.start < edge + _NEAR_BY]
    alike = [f for f in near if comparable(f.quantity, parts[0].quantity) and is_level(f) and f not in parts]
    for whole in (list(parts), *([f] for f in reversed(alike))):
        held = [_held(part, share, whole) for part, share in zip(parts, shares, strict=True)]
        if sum(held) >= max(len(parts) - 1, 2):
            return whole
    return []


def _held(part: Figure, share: Figure, whole: Sequence[Figure]) -> bool:
    operands = [part.quantity, *(w.quantity for w in whole)]
    verdict = judge(lambda values: values[0] / total(values[1:]), operands, share.quantity)
    return verdict is not None and verdict.holds


def _shares(parts: Sequence[Figure], shares: Sequence[Figure], whole: Sequence[Figure]) -> Iterator[Relation | Finding]:
    for part, share in zip(parts, shares, strict=True):
        operands = [part.quantity, *(w.quantity for w in whole)]
        verdict = judge(lambda values: values[0] / total(values[1:]), operands, share.quantity)
        if verdict is None:
            return
        yield from _share("share-of-total", part, share, whole, verdict)


def _share(
    check_id: str, part: Figure, share: Figure, whole: Sequence[Figure], verdict: Verdict
) -> Iterator[Relation | Finding]:
    computed = shown(verdict.computed, share.quantity, max(2, share.quantity.decimals))
    summed = "＋".join(str(w.quantity) for w in whole)
    expression = f"{part.quantity} ÷ " + (f"（{summed}）" if len(whole) > 1 else summed)
    yield prose_relation(check_id, expression, share, verdict, [part, *whole], computed)
    if not verdict.holds:
        yield Finding(
            check_id,
            Severity.ERROR,
            f"{part.quantity.text}所占比例应为{computed}，写的是{share.quantity.text}",
            (share.excerpt(), part.excerpt(), *(w.excerpt() for w in whole if w is not part)),
            expected=computed,
            reported=share.quantity.text,
            interval=verdict.interval,
            working=f"{expression} = {computed}",
        )


@check(
    "share-beside",
    title="逐项写明的占比与数额相符",
    family=_FAMILY,
    basis="“总数……，其中甲……，占a%；乙……，占b%”：各占比以同一个总数为分母",
    severity=Severity.ERROR,
    explanation="几项占比里有的能由同一个总数算出，就用这个总数核对其余各项。",
)
def share_beside(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Shares told each behind its amount are all of one whole, which the shares that hold lay bare."""
    for stretch in paragraphs(dossier):
        pairs = _pairs(stretch)
        whole = (_common_whole(stretch, pairs) or _far_whole(dossier, pairs)) if len(pairs) >= 2 else None
        if whole is not None:
            yield from _of_whole(pairs, whole)


def _pairs(stretch: Sentence) -> list[tuple[Figure, Figure]]:
    """Return the longest run of (amount, share), one right behind the other, with no other figure between them."""
    runs: list[list[tuple[Figure, Figure]]] = [[]]
    outer = [f for f in stretch.figures if f.quantity.unit == "%" or not stretch.bracketed(f)]
    at = 0
    while at + 1 < len(outer):
        amount, share = outer[at : at + 2]
        words = stretch.between(amount.end, share.start)
        told = share.quantity.unit == "%" and _SHARE_WORD.search(words) and not _OTHER_WHOLE.search(words)
        if told and len(words) <= _FAR and amount.quantity.unit not in ("%", "", "个百分点") and exact_enough(amount):
            runs[-1].append((amount, share))
            at += 2
        else:
            runs.append([])
            at += 1
    return max(runs, key=len)


def _common_whole(stretch: Sentence, pairs: Sequence[tuple[Figure, Figure]]) -> Figure | None:
    """Return the figure before all pairs of which the shares hold, all of them but one at the most."""
    before = [f for f in stretch.figures if f.end <= pairs[0][0].start and is_level(f)]
    for whole in reversed(before):
        verdicts = [_share_of(pair, whole) for pair in pairs]
        held = [v for v in verdicts if v is not None and v.holds]
        if None not in verdicts and len(held) >= max(1, len(pairs) - 1):
            return whole
    return None


def _far_whole(dossier: Dossier, pairs: Sequence[tuple[Figure, Figure]]) -> Figure | None:
    """Return the figure of the paragraphs before that gives the shares, or all but one and that but for a slip."""
    for whole in surroundings(dossier, pairs[0][0]):
        verdicts = [_share_of(pair, whole) for pair in pairs]
        failed = [(pair, v) for pair, v in zip(pairs, verdicts, strict=True) if v is None or not v.holds]
        if not failed:
            return whole
        (pair, verdict), rest = failed[0], len(pairs) - len(failed)
        slipped = verdict is not None and slip_between(pair[1].quantity, verdict.computed) is not None
        if len(failed) == 1 and verdict is not None and (rest > 1 or (rest == 1 and slipped)):
            return whole
    return None


def _share_of(pair: tuple[Figure, Figure], whole: Figure) -> Verdict | None:
    amount, share = pair
    if not comparable(amount.quantity, whole.quantity) or whole.quantity.value == 0:
        return None
    return judge(quotient, [amount.quantity, whole.quantity], share.quantity)


def _of_whole(pairs: Sequence[tuple[Figure, Figure]], whole: Figure) -> Iterator[Relation | Finding]:
    for pair in pairs:
        verdict = _share_of(pair, whole)
        if verdict is not None and not verdict.holds:  # those that hold are told by the check of rates
            yield from _share("share-beside", pair[0], pair[1], [whole], verdict)
