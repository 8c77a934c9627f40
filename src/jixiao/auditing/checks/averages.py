"""Shares of a named whole (占…的) and averages per head (人均, 次均) in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.auditing.arithmetic import Verdict, judge, quotient, shown
from jixiao.auditing.derivation import Derivation, derive, divided, surroundings
from jixiao.auditing.misprint import slip_between, weight_of_digits
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.prose import Sentence, comparable, exact_enough, levels_before, prose_relation, sentences
from jixiao.auditing.registry import check
from jixiao.recognition import Dossier, Figure

_FAMILY = "比率与占比"
_SHARE = re.compile(r"占(?P<noun>[^，。；占]{2,16}?)(?:的|比例|比重|为|达|约)*$")
_WHOLE_TAIL = re.compile(r"(?:总数|总量|总额|合计|总计|全部|总)$")
_OTHER_COUNT = re.compile(r"(?:应|未|拟|计划|目标)$")
_AVERAGE = re.compile(
    r"(?:人均|次均|例均|户均|台均|平均每?(?:[人户件家份次个台期套例名卷所条笔场批班]|人次)|每人次|每[户件家份台套例卷])[^，。；\d]{0,8}$"
)
_MONTHS = re.compile(r"可(?:支付|支撑|维持|使用|保障)(?:月数)?(?:为|约|达)?$")
_COUNTED = frozenset(
    (
        "人",
        "人次",
        "户",
        "件",
        "家",
        "份",
        "次",
        "名",
        "个",
        "台",
        "期",
        "套",
        "例",
        "卷",
        "所",
        "条",
        "笔",
        "场",
        "批",
        "班",
    )
)
_BY_BRACKET = re.compile(r"(?:人均|日均|月均|户均)[\u4e00-\u9fa5]{0,8}（[^（）]{0,20}）$")
_LOOK_BACK = 80
_FAR_OFF = Decimal("0.3")
_CENTS = 2
_LEAST_SLIPPED = 3


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
        wholes: dict[tuple[int, str], Figure] = {}
        open_shares: list[tuple[Sequence[Figure], Figure, str]] = []
        for at, figure in enumerate(figures):
            if figure.quantity.unit != "%":
                continue
            found = _SHARE.search(figure.passage.clean, max(0, figure.start - 24), figure.start)
            if found is None:
                continue
            before = figures[max(0, at - _LOOK_BACK) : at]
            held, failed = _tried(before, figure, found["noun"])
            if held is not None:
                wholes[figure.passage.start, found["noun"]] = held[1]
                yield _relation("named-share", figure, *held)
            elif (wrong := _certain(failed, found["noun"]) or _slipped(figure, failed)) is not None:
                yield _relation("named-share", figure, *wrong)
                yield _wrong_share("named-share", figure, *wrong)
            else:
                open_shares.append((before, figure, found["noun"]))
        yield from _by_siblings(open_shares, wholes)


_Tried = tuple[Figure, Figure, Verdict]


def _certain(failed: Sequence[_Tried], noun: str) -> _Tried | None:
    """Return the one pair that there was to try, where its whole bears the very noun, and its part is another."""
    if len(failed) != 1 or not exact_enough(*failed[0][:2]):
        return None
    part, whole, _ = failed[0]
    if not comparable(part.quantity, whole.quantity):
        return None
    alike = noun == whole.subject[-len(noun) :] and part.quantity.value != whole.quantity.value
    return failed[0] if alike else None


def _slipped(figure: Figure, failed: Sequence[_Tried]) -> _Tried | None:
    """Return the pair of which the share is printed with one slip, where it is the only one."""
    near = [
        tried
        for tried in failed
        if comparable(tried[0].quantity, tried[1].quantity)
        and exact_enough(*tried[:2])
        and slip_between(figure.quantity, tried[2].computed) is not None
        and weight_of_digits(figure.quantity, tried[2].computed) >= _LEAST_SLIPPED
    ]
    return near[0] if len({(n[0].quantity.value, n[1].quantity.value) for n in near}) == 1 else None


def _tried(before: Sequence[Figure], figure: Figure, noun: str) -> tuple[_Tried | None, list[_Tried]]:
    """Return the nearest part and whole that give the share, and all that do not."""
    name = _WHOLE_TAIL.sub("", noun)
    wholes = [f for f in before if f.quantity.unit != "%" and f.quantity.value and _names(f, noun, name)]
    segment = _segment(before, figure)
    held: _Tried | None = None
    failed: list[_Tried] = []
    for whole in wholes[-4:]:
        for part in _parts_of(whole, segment):
            verdict = judge(quotient, [part.quantity, whole.quantity], figure.quantity)
            if verdict is not None and verdict.holds:
                held = held or (part, whole, verdict)
            elif verdict is not None:
                failed.append((part, whole, verdict))
    return held, failed


def _parts_of(whole: Figure, segment: Sequence[Figure]) -> list[Figure]:
    """Return what the share can be of a whole, nearest first.

    A count right before the share is what it is of, also where it is counted by another unit than the whole (86户,
    占预警信息的6.94%); then no figure further off is tried in its place.
    """
    outer = [p for p in segment if p is not whole and not _in_brackets(p)]
    if outer and "元" not in (outer[-1].quantity.unit, whole.quantity.unit):
        nearest = outer[-1].quantity
        if not comparable(nearest, whole.quantity):
            return [outer[-1]] if nearest.value < whole.quantity.value else []
    return [p for p in reversed(segment) if comparable(p.quantity, whole.quantity) and p is not whole]


def _in_brackets(figure: Figure) -> bool:
    clean = figure.passage.clean
    return clean.rfind("（", 0, figure.start) > clean.rfind("）", 0, figure.start)


def _by_siblings(
    open_shares: Sequence[tuple[Sequence[Figure], Figure, str]], wholes: Mapping[tuple[int, str], Figure]
) -> Iterator[Relation | Finding]:
    """Judge a share by the whole that other shares of the same name in its paragraph proved."""
    for before, figure, noun in open_shares:
        whole = wholes.get((figure.passage.start, noun))
        parts = [p for p in _segment(before, figure) if whole is not None and comparable(p.quantity, whole.quantity)]
        if whole is None or not parts:
            continue
        verdict = judge(quotient, [parts[-1].quantity, whole.quantity], figure.quantity)
        if verdict is not None and exact_enough(parts[-1], whole):
            yield _relation("named-share", figure, parts[-1], whole, verdict)
            yield _wrong_share("named-share", figure, parts[-1], whole, verdict)


def _names(figure: Figure, noun: str, name: str) -> bool:
    if _OTHER_COUNT.search(figure.subject.removesuffix(noun)) and figure.subject.endswith(noun):
        return False  # 应参保人数 is not the 参保人数 that a share is taken of
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
    for sentence in sentences(dossier, least=1):
        for at, figure in enumerate(sentence.figures):
            if figure.quantity.unit not in ("元", *_COUNTED):
                continue
            if _AVERAGE.search(figure.subject):
                yield from _judge_average(dossier, sentence, at, figure)
            elif not figure.subject:
                yield from _by_bracket(sentence, at, figure)


def _by_bracket(sentence: Sentence, at: int, figure: Figure) -> Iterator[Relation]:
    """Tell the average whose count stands in a bracket before it: 人均办件（窗口人员14人）2260件."""
    before = sentence.between(max(sentence.start, figure.start - _LOOK_BACK), figure.start)
    if at == 0 or not _BY_BRACKET.search(before) or sentence.figures[at - 1].quantity.value <= 0:
        return
    count = sentence.figures[at - 1]
    for amount in reversed(levels_before(sentence.figures, at - 1, figure.quantity)):
        verdict = judge(quotient, [amount.quantity, count.quantity], figure.quantity)
        if verdict is not None and verdict.holds:
            yield _average_relation(figure, amount, count, verdict)
            return


@check(
    "months-covered",
    title="可支付月数等于结余除以月均支出",
    family=_FAMILY,
    basis="基金可支付月数＝累计结余÷月均支出",
    severity=Severity.ERROR,
    explanation="“累计结余1.26亿元，月均支出0.18亿元，可支付7.0个月”，用前面的两个数重算。",
)
def months_covered(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The months that a fund lasts are its rest ÷ what it spends a month (or a year ÷ 12)."""
    for sentence in sentences(dossier):
        for at, figure in enumerate(sentence.figures):
            if figure.quantity.unit == "个月" and _MONTHS.search(figure.subject):
                yield from _judge_months(sentence.figures[:at], figure)


def _judge_months(before: Sequence[Figure], figure: Figure) -> Iterator[Relation | Finding]:
    money = [f for f in before if f.quantity.unit == "元"]
    monthly = [f for f in money if re.search(r"月均|每月|平均每月", f.subject) and f.quantity.value > 0]
    rests = [f for f in money if re.search(r"结余|结存|余额", f.subject) and f not in monthly]
    if len(monthly) != 1 or not rests:
        return
    verdict = judge(quotient, [rests[-1].quantity, monthly[0].quantity], figure.quantity)
    if verdict is None:
        return
    computed = shown(verdict.computed, figure.quantity, max(1, figure.quantity.decimals))
    expression = f"{rests[-1].quantity} ÷ {monthly[0].quantity}"
    operands = [rests[-1], monthly[0]]
    yield prose_relation("months-covered", expression, figure, verdict, operands, computed)
    if not verdict.holds and exact_enough(figure, *operands):
        yield Finding(
            "months-covered",
            Severity.ERROR,
            f"结余{rests[-1].quantity.text}÷月均支出{monthly[0].quantity.text}应为{computed}，写的是{figure.quantity.text}",
            (figure.excerpt(), *(f.excerpt() for f in operands)),
            expected=computed,
            reported=figure.quantity.text,
            interval=verdict.interval,
            working=f"{expression} = {computed}",
        )


def _judge_average(dossier: Dossier, sentence: Sentence, at: int, figure: Figure) -> Iterator[Relation | Finding]:
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
    far = _from_elsewhere(dossier, figure)
    if far is not None and far.verdict.holds:
        yield _average_relation(figure, *far.operands, far.verdict)
        return
    here = levels_before(sentence.figures, at)
    amounts = [f for f in here if comparable(f.quantity, figure.quantity)]
    counts = [f for f in here if f.quantity.unit in _COUNTED and f.quantity.value and f not in amounts]
    if len(amounts) == 1 and len(counts) == 1 and exact_enough(figure, amounts[0], counts[0]):
        verdict = judge(quotient, [amounts[0].quantity, counts[0].quantity], figure.quantity)
        close = verdict is not None and abs(verdict.computed - figure.quantity.value) <= _FAR_OFF * abs(
            verdict.computed
        )
        if verdict is not None and (close or _ten_times(figure, verdict)):
            yield from _wrong_average(figure, amounts[0], counts[0], verdict)
            return
    slipped = _without_scale(near, figure) or _without_scale(surroundings(dossier, figure), figure)
    if slipped is not None:
        yield from _wrong_average(figure, *slipped)
    elif far is not None:
        yield from _wrong_average(figure, *far.operands, far.verdict)


def _ten_times(figure: Figure, verdict: Verdict) -> bool:
    """Tell whether the printed average is the true one with its point one or two places off."""
    printed = figure.quantity
    shifted = (replace(printed, scale=printed.scale.scaleb(places)) for places in (-2, -1, 1, 2))
    return any(verdict.interval.meets(q.rounding()) for q in shifted)


def _without_scale(near: Sequence[Figure], figure: Figure) -> tuple[Figure, Figure, Verdict] | None:
    """Return amount and count that give the average once its 万 is left out (人均827.89万元)."""
    if figure.quantity.scale == 1 or figure.quantity.decimals < _CENTS:
        return None
    bare = replace(figure.quantity, scale=Decimal(1))
    for amount in (f for f in near if f.quantity.unit == bare.unit):
        for count in (f for f in near if f.quantity.unit in _COUNTED and f.quantity.value):
            held = judge(quotient, [amount.quantity, count.quantity], bare)
            if held is not None and held.holds:
                verdict = judge(quotient, [amount.quantity, count.quantity], figure.quantity)
                return (amount, count, verdict) if verdict is not None else None
    return None


def _from_elsewhere(dossier: Dossier, figure: Figure) -> Derivation | None:
    """Return amount and count from the sentences before that give the average, or give it but for one digit."""
    pool = surroundings(dossier, figure)[::-1]
    pairs = (
        (amount, count)
        for amount in pool
        if comparable(amount.quantity, figure.quantity)
        for count in pool
        if count is not amount and count.quantity.unit in _COUNTED and count.quantity.value
    )
    return derive(figure, pairs, quotient, divided)


def _wrong_average(figure: Figure, amount: Figure, count: Figure, verdict: Verdict) -> Iterator[Relation | Finding]:
    yield _average_relation(figure, amount, count, verdict)
    like = replace(figure.quantity, scale=Decimal(1)) if verdict.computed < figure.quantity.scale else figure.quantity
    computed = shown(verdict.computed, like, max(2, figure.quantity.decimals))
    yield Finding(
        "average",
        Severity.ERROR,
        f"{amount.quantity.text}÷{count.quantity.text}应为{computed}，写的是{figure.quantity.text}",
        (figure.excerpt(), amount.excerpt(), count.excerpt()),
        expected=computed,
        reported=figure.quantity.text,
        interval=verdict.interval,
        working=f"{amount.quantity} ÷ {count.quantity} = {computed}",
    )


def _average_relation(figure: Figure, amount: Figure, count: Figure, verdict: Verdict) -> Relation:
    computed = shown(verdict.computed, figure.quantity, max(2, figure.quantity.decimals))
    return prose_relation(
        "average", f"{amount.quantity} ÷ {count.quantity}", figure, verdict, [amount, count], computed
    )
