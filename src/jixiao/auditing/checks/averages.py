"""Shares of a named whole (占…的) and averages per head (人均, 次均) in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.auditing.arithmetic import Verdict, judge, quotient, shown
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.prose import Sentence, comparable, exact_enough, levels_before, prose_relation, sentences
from jixiao.auditing.registry import check
from jixiao.recognition import Dossier, Figure

_FAMILY = "比率与占比"
_SHARE = re.compile(r"占(?P<noun>[^，。；占]{2,16}?)(?:的|比例|比重|为|达|约)*$")
_WHOLE_TAIL = re.compile(r"(?:总数|总量|总额|合计|总计|全部|总)$")
_AVERAGE = re.compile(r"(?:人均|平均每人|次均|平均每?人次|平均每?[户件家份次]|每人次|每[户件家份])[^，。；\d]{0,8}$")
_COUNTED = ("人", "人次", "户", "件", "家", "份", "次", "名")
_LOOK_BACK = 80


@check(
    "named-share",
    title="占某个总数的比例算得对",
    family=_FAMILY,
    basis="文中“占…的百分之几”，总数在前文写明",
    severity=Severity.ERROR,
    explanation="“占项目支出总额的79.09%”，用前文的项目支出总额和本句的数额重算。",
)
def named_share(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A share of a whole that was named before is the part in its clause ÷ that whole."""
    for recognition in dossier.recognitions:
        figures = recognition.figures()
        for at, figure in enumerate(figures):
            if figure.quantity.unit != "%":
                continue
            found = _SHARE.search(figure.passage.clean, max(0, figure.start - 24), figure.start)
            if found is not None:
                yield from _judge_share(figures[max(0, at - _LOOK_BACK) : at], figure, found["noun"])


def _judge_share(before: Sequence[Figure], figure: Figure, noun: str) -> Iterator[Relation | Finding]:
    name = _WHOLE_TAIL.sub("", noun)
    wholes = [f for f in before if f.quantity.unit != "%" and f.quantity.value and _names(f, noun, name)]
    segment = _segment(before, figure)
    held: tuple[Figure, Figure, Verdict] | None = None
    failed: list[tuple[Figure, Figure, Verdict]] = []
    for whole in wholes[-4:]:
        for part in reversed([p for p in segment if comparable(p.quantity, whole.quantity) and p is not whole]):
            verdict = judge(quotient, [part.quantity, whole.quantity], figure.quantity)
            if verdict is not None and verdict.holds:
                held = held or (part, whole, verdict)
            elif verdict is not None:
                failed.append((part, whole, verdict))
    if held is not None:
        yield _relation("named-share", figure, *held)
    elif len(failed) == 1 and noun == failed[0][1].subject[-len(noun) :] and exact_enough(*failed[0][:2]):
        yield _relation("named-share", figure, *failed[0])
        yield _wrong_share("named-share", figure, *failed[0])


def _names(figure: Figure, noun: str, name: str) -> bool:
    return figure.subject.endswith(noun) or (
        len(name) >= 2 and bool(re.search(rf"{re.escape(name)}(?:共|总数|总额|合计)?$", figure.subject))
    )


def _segment(before: Sequence[Figure], figure: Figure) -> list[Figure]:
    """Return the figures of the same clause group: from the last semicolon or full stop on."""
    text = figure.passage.clean
    start = max(text.rfind("；", 0, figure.start), text.rfind("。", 0, figure.start)) + 1
    return [f for f in before if f.passage is figure.passage and f.start >= start and f.quantity.unit != "%"]


def _relation(check_id: str, figure: Figure, part: Figure, whole: Figure, verdict: Verdict) -> Relation:
    computed = shown(verdict.computed, figure.quantity, max(2, figure.quantity.decimals))
    expression = f"{part.quantity} ÷ {whole.quantity}"
    return prose_relation(check_id, expression, figure, verdict, [part, whole], computed)


def _wrong_share(check_id: str, figure: Figure, part: Figure, whole: Figure, verdict: Verdict) -> Finding:
    computed = shown(verdict.computed, figure.quantity, max(2, figure.quantity.decimals))
    return Finding(
        check_id,
        Severity.ERROR,
        f"{part.quantity.text}占{whole.quantity.text}的比例应为{computed}，写的是{figure.quantity.text}",
        (figure.excerpt(), part.excerpt(), whole.excerpt()),
        expected=computed,
        reported=figure.quantity.text,
        interval=verdict.interval,
        working=f"{part.quantity} ÷ {whole.quantity} = {computed}",
    )


_OWN_SHARE = re.compile(r"(?P<name>[\u4e00-\u9fa5]{2,10})占(?:比|总数|总量|全部)?(?:为|达|约)?$")


@check(
    "own-share",
    title="“某项占百分之几”算得对",
    family=_FAMILY,
    basis="文中先列总数和各项、后写其中一项占比的",
    severity=Severity.ERROR,
    explanation="“工单2386件，其中……现场处理319件，现场处理占13.37%”，用列出的数重算。",
)
def own_share(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A share told of a part by its name is that part ÷ the total that the list opens with."""
    for sentence in sentences(dossier):
        for at, figure in enumerate(sentence.figures):
            found = _OWN_SHARE.search(sentence.between(max(sentence.start, figure.start - 14), figure.start))
            if figure.quantity.unit != "%" or found is None:
                continue
            before = [f for f in sentence.figures[:at] if f.quantity.unit != "%"]
            part = next((f for f in reversed(before) if f.subject.endswith(found["name"][-4:])), None)
            whole = _opens_list(sentence, before, part) if part is not None else None
            if part is None or whole is None:
                continue
            verdict = judge(quotient, [part.quantity, whole.quantity], figure.quantity)
            if verdict is not None:
                yield _relation("own-share", figure, part, whole, verdict)
                if not verdict.holds and exact_enough(part, whole):
                    yield _wrong_share("own-share", figure, part, whole, verdict)


def _opens_list(sentence: Sentence, before: Sequence[Figure], part: Figure) -> Figure | None:
    """Return the figure of the unit of PART that stands right before 其中."""
    among = sentence.passage.clean.rfind("其中", sentence.start, part.start)
    wholes = [f for f in before if f.end <= among and comparable(f.quantity, part.quantity) and f.quantity.value]
    return wholes[-1] if wholes and among >= 0 and among - wholes[-1].end <= 2 else None


@check(
    "average",
    title="人均、次均等于总额除以人数",
    family=_FAMILY,
    basis="文中写明的平均数",
    severity=Severity.ERROR,
    explanation="同一句里只有一个总额和一个人数（件数）的，重算平均数。",
)
def average(dossier: Dossier) -> Iterator[Relation | Finding]:
    """An average is the amount ÷ the number told before it."""
    for sentence in sentences(dossier):
        for at, figure in enumerate(sentence.figures):
            if figure.quantity.unit not in ("元", *_COUNTED) or not _AVERAGE.search(figure.subject):
                continue
            yield from _judge_average(sentence, at, figure)


def _judge_average(sentence: Sentence, at: int, figure: Figure) -> Iterator[Relation | Finding]:
    everywhere = sentence.passage.figures
    position = sentence.passage.position(figure)
    near = levels_before(everywhere, position)[-8:]
    for amount in reversed([f for f in near if comparable(f.quantity, figure.quantity)]):
        for count in reversed(
            [f for f in near if f.quantity.unit in _COUNTED and f is not amount and f.quantity.value]
        ):
            verdict = judge(quotient, [amount.quantity, count.quantity], figure.quantity)
            if verdict is not None and verdict.holds:
                yield _average_relation(figure, amount, count, verdict)
                return
    here = levels_before(sentence.figures, at)
    amounts = [f for f in here if comparable(f.quantity, figure.quantity)]
    counts = [f for f in here if f.quantity.unit in _COUNTED and f.quantity.value and f not in amounts]
    if len(amounts) != 1 or len(counts) != 1 or not exact_enough(figure, amounts[0], counts[0]):
        return
    verdict = judge(quotient, [amounts[0].quantity, counts[0].quantity], figure.quantity)
    if verdict is None or abs(verdict.computed - figure.quantity.value) > Decimal("0.3") * abs(verdict.computed):
        return
    yield _average_relation(figure, amounts[0], counts[0], verdict)
    computed = shown(verdict.computed, figure.quantity, max(2, figure.quantity.decimals))
    yield Finding(
        "average",
        Severity.ERROR,
        f"{amounts[0].quantity.text}÷{counts[0].quantity.text}应为{computed}，写的是{figure.quantity.text}",
        (figure.excerpt(), amounts[0].excerpt(), counts[0].excerpt()),
        expected=computed,
        reported=figure.quantity.text,
        interval=verdict.interval,
        working=f"{amounts[0].quantity} ÷ {counts[0].quantity} = {computed}",
    )


def _average_relation(figure: Figure, amount: Figure, count: Figure, verdict: Verdict) -> Relation:
    computed = shown(verdict.computed, figure.quantity, max(2, figure.quantity.decimals))
    return prose_relation(
        "average", f"{amount.quantity} ÷ {count.quantity}", figure, verdict, [amount, count], computed
    )
