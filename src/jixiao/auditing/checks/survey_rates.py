"""Rates of indicators against the two counts that the paper gives for them: 发放300份、满意286份 and 满意度93.53%."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.auditing.arithmetic import Verdict, judge, quotient, shown
from jixiao.auditing.building import actual_of, label
from jixiao.auditing.derivation import divided, one_digit_off, shared_words, significant, telling_pairs
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.prose import Sentence, exact_enough, sentences_of
from jixiao.auditing.registry import check
from jixiao.documents import Excerpt
from jixiao.evaluations import Indicator
from jixiao.quantities import Quantity
from jixiao.recognition import Dossier, Figure, Recognition, clean_text

_COUNTED = frozenset({"人", "人次", "份", "户", "家", "件", "例", "笔", "条", "起", "个", "名", "项", "场"})
_LEAST_DIGITS = 3
_MOST_FIGURES = 8
_MOST_NEAR = 3
_BEHIND = 8
_TURNED_OUT = re.compile(
    r"满意|合格|通过|办结|完成|准确|整改|知晓|达标|成功|有效|直接结算|已|参保|激活|核查|回访|正常|认可|按时|及时|线上|在线"
)


@check(
    "indicator-counts",
    title="指标的比率与文中写明的两个数相符",
    family="比率与占比",
    basis="满意度、合格率等的完成值＝满意（合格）数÷有效样本（应办）数",
    severity=Severity.ERROR,
    explanation="偏差原因栏、说明或正文里写了样本数和满意数的，与表中的完成值核对；恰好相符的记为已核对，只差一位或数字颠倒的判错。",
)
def indicator_counts_rate(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The rate that an indicator reached is the quotient of two counts told with words of its name."""
    for recognition in dossier.recognitions:
        leaves = [leaf for form in recognition.forms for leaf in form.evaluation.leaves() if _is_rate(leaf)]
        told = _Told(recognition) if leaves else None
        for leaf in leaves:
            actual = actual_of(leaf)
            if told is not None and leaf.actual is not None and actual is not None:
                yield from _judge(leaf, leaf.actual, actual, told.near(label(leaf), leaf.actual.start))


class _Told:
    """The sentences of a document that hold two counts, by the pairs of characters in them."""

    def __init__(self, recognition: Recognition) -> None:
        self.sentences = sorted(_sentences(recognition), key=_place)
        self.places = [_place(sentence) for sentence in self.sentences]
        self.by_pair: dict[str, list[int]] = defaultdict(list)
        for at, sentence in enumerate(self.sentences):
            for pair in telling_pairs(sentence.text):
                self.by_pair[pair].append(at)

    def near(self, name: str, offset: int) -> list[Sentence]:
        """Return the sentences that share a telling pair of characters with NAME, a few on either side of OFFSET."""
        here = bisect_left(self.places, offset)
        found: set[int] = set()
        for pair in telling_pairs(name):
            numbers = self.by_pair.get(pair, [])
            middle = bisect_left(numbers, here)
            found.update(numbers[max(0, middle - _MOST_NEAR) : middle + _MOST_NEAR])
        return [self.sentences[at] for at in sorted(found, key=lambda at: abs(self.places[at] - offset))]


def _place(sentence: Sentence) -> int:
    return sentence.passage.start + sentence.start


def _is_rate(leaf: Indicator) -> bool:
    actual = actual_of(leaf)
    unit = clean_text(leaf.unit.text) if leaf.unit is not None else ""
    percent = actual is not None and (actual.unit == "%" or unit == "%")
    return percent and actual is not None and significant(actual.number) >= _LEAST_DIGITS


def _sentences(recognition: Recognition) -> Iterator[Sentence]:
    for passage in (*recognition.passages, *recognition.cell_passages):
        for sentence in sentences_of(passage):
            if sum(1 for f in sentence.figures if _is_count(f)) >= 2:
                yield sentence


def _is_count(figure: Figure) -> bool:
    return figure.quantity.unit in _COUNTED and exact_enough(figure) and figure.quantity.value > 0


def _judge(leaf: Indicator, place: Excerpt, actual: Quantity, near: Sequence[Sentence]) -> Iterator[Relation | Finding]:
    rate = actual if actual.unit == "%" else actual.in_unit("%")
    wrong: tuple[Figure, Figure, Verdict] | None = None
    for sentence in near:
        for part, whole in _pairs(sentence):
            rough = divided(part.quantity.value, whole.quantity.value)
            if abs(rough - rate.value) > Decimal("0.1"):
                continue
            verdict = judge(quotient, [part.quantity, whole.quantity], rate)
            if verdict is not None and verdict.holds:
                yield _relation(place, part, whole, verdict, rate)
                return
            close = _taken_from(part, whole) and shared_words(label(leaf), _clause(part) + whole.subject)
            if verdict is not None and wrong is None and close and one_digit_off(rate, verdict.computed):
                wrong = part, whole, verdict
    if wrong is not None:
        yield _relation(place, *wrong, rate)
        yield _finding(leaf, place, *wrong, rate)


def _taken_from(part: Figure, whole: Figure) -> bool:
    """Tell whether the smaller count is told behind the larger one as what turned out well among it."""
    return part.start > whole.start and _TURNED_OUT.search(_clause(part)) is not None


def _clause(figure: Figure) -> str:
    """Return the words before a figure in its clause, and the few behind it (286份满意)."""
    return figure.subject + re.split(r"[，。；]", figure.passage.clean[figure.end : figure.end + _BEHIND])[0]


def _pairs(sentence: Sentence) -> Iterator[tuple[Figure, Figure]]:
    counts = [f for f in sentence.figures if _is_count(f)][:_MOST_FIGURES]
    for at, first in enumerate(counts):
        for second in counts[at + 1 :]:
            if first.quantity.unit == second.quantity.unit:
                part, whole = sorted((first, second), key=lambda f: f.quantity.value)
                yield part, whole


def _relation(place: Excerpt, part: Figure, whole: Figure, verdict: Verdict, rate: Quantity) -> Relation:
    computed = shown(verdict.computed, rate, max(2, rate.decimals))
    expression = f"{part.quantity} ÷ {whole.quantity}"
    excerpts = (place, part.excerpt(), whole.excerpt())
    return Relation(
        "indicator-counts",
        expression,
        place.text,
        verdict.holds,
        verdict.match,
        excerpts,
        verdict.interval,
        computed,
    )


def _finding(leaf: Indicator, place: Excerpt, part: Figure, whole: Figure, verdict: Verdict, rate: Quantity) -> Finding:
    computed = shown(verdict.computed, rate, max(2, rate.decimals))
    return Finding(
        "indicator-counts",
        Severity.ERROR,
        f"“{label(leaf)}”按{part.quantity.text}÷{whole.quantity.text}应为{computed}，表中写{clean_text(place.text)}",
        (place, part.excerpt(), whole.excerpt()),
        expected=computed,
        reported=clean_text(place.text),
        interval=verdict.interval,
        working=f"{part.quantity} ÷ {whole.quantity} = {computed}",
    )
