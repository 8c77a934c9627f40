"""Products and written-out formulas: heads × standard = amount, ``104/104×100%=100%``; money as an indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.auditing.arithmetic import Verdict, judge, product, quotient, shown
from jixiao.auditing.building import actual_of, label, scored_papers, short, target_of
from jixiao.auditing.derivation import derive, multiplied, surroundings
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.prose import Sentence, exact_enough, prose_relation, sentences
from jixiao.auditing.registry import check
from jixiao.documents import Excerpt
from jixiao.evaluations import Evaluation, Indicator
from jixiao.quantities import Interval, Quantity, parse_quantity
from jixiao.recognition import Dossier, Figure, Passage, clean_text

_FAMILY = "乘积与算式"
_WAN = Decimal(10**4)
_STANDARD = re.compile(
    r"每(?P<each>人次|人|名|份|户|家|次|件|个|台|套|期|场|例)(?:每年|每月|年)?[\u4e00-\u9fa5]{0,6}(?:为|：)?$"
    r"|(?P<person>人均)(?:补助|资助|缴费|标准)?(?:为)?$|(?P<unit>单价)(?:为)?$"
)
_MONEY = re.compile(r"金额|资金|经费|共计?|合计|支出|支付|计|筹集|补助|拨付|入库")
_ALL = re.compile(r"^(?:合计|总计|共计?)$")
_PIECES = frozenset(["份", "件", "次", "场", "台", "套", "张", "人次"])  # 每家抽查病历200份，共8600份
_FORMULA = re.compile(
    r"(?P<a>\d[\d,]*(?:\.\d+)?)(?:[\u4e00-\u9fa5]{0,3})(?:（[^（）]{0,24}）)?[/÷](?P<b>\d[\d,]*(?:\.\d+)?)(?:[\u4e00-\u9fa5]{0,3})(?:（[^（）]{0,24}）)?"
    r"(?:[×*xX]100%?)?=(?P<c>\d[\d,]*(?:\.\d+)?%)"
)


@check(
    "heads-times-standard",
    title="人数乘以标准等于金额",
    family=_FAMILY,
    basis="按人头定额安排的资金：金额＝人数×人均标准",
    severity=Severity.ERROR,
    explanation="同一句里写了人数、每人标准和金额的，重算金额；“43家，每家200份，共8600份”一类也算。",
)
def heads_times_standard(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Persons × standard per person = amount, where one sentence states all three."""
    for sentence in sentences(dossier):
        for at, standard in enumerate(sentence.figures):
            if not _is_standard(standard):
                continue
            counted = _counted(standard)
            clause = _clause(sentence, at)
            heads = [f for f in clause if f.quantity.unit in counted]
            unit = "元" if standard.quantity.unit == "元/人" else standard.quantity.unit
            money = [f for f in clause if f.quantity.unit == unit and f is not standard]
            judged = list(_judge_product(standard, heads, money)) or list(_far_heads(dossier, standard, counted, money))
            yield from judged


def _is_standard(figure: Figure) -> bool:
    if figure.quantity.unit == "元/人":
        return True
    found = _STANDARD.search(figure.subject)
    if figure.quantity.unit in _PIECES:
        return found is not None and found["each"] not in (None, figure.quantity.unit) and "平均" not in figure.subject
    return figure.quantity.unit == "元" and found is not None


def _clause(sentence: Sentence, at: int) -> list[Figure]:
    """Return the figures around position AT that no semicolon parts from it."""
    text, own = sentence.passage.clean, sentence.figures[at]
    start, stop = text.rfind("；", sentence.start, own.start), text.find("；", own.end, sentence.end)
    near = sentence.figures[max(0, at - 3) : at + 5]
    return [f for f in near if f.start > start and (stop < 0 or f.end <= stop)]


def _counted(figure: Figure) -> tuple[str, ...]:
    """Return the units that a standard is per: 人 for 元/人 and 每人, else what stands behind 每; any for 单价."""
    found = _STANDARD.search(figure.subject)
    if found is None or found["person"]:
        return ("人", "名")
    if found["unit"]:
        return ("台", "件", "套", "个", "份", "辆")
    return ("人", "名") if found["each"] in ("人", "名") else (found["each"],)


def _far_heads(
    dossier: Dossier, standard: Figure, counted: Sequence[str], money: Sequence[Figure]
) -> Iterator[Relation | Finding]:
    """Judge the amounts beside a standard against the heads that sentences before it tell."""
    for amount in money:
        pairs = ((f, standard) for f in surroundings(dossier, amount)[::-1] if f.quantity.unit in counted)
        found = derive(amount, pairs, product, multiplied)
        if found is not None and found.verdict.holds:
            head = found.operands[0]
            expression = f"{head.quantity} × {standard.quantity}"
            computed = shown(found.verdict.computed, amount.quantity)
            operands = [head, standard]
            yield prose_relation("heads-times-standard", expression, amount, found.verdict, operands, computed)
        elif found is not None:
            yield from _wrong_product(found.operands[0], standard, amount, found.verdict)


def _judge_product(standard: Figure, heads: list[Figure], money: list[Figure]) -> Iterator[Relation | Finding]:
    for head in heads:
        for amount in money:
            verdict = _times(head, standard, amount)
            if verdict is not None and verdict.holds:
                computed = shown(verdict.computed, amount.quantity)
                expression = f"{head.quantity} × {standard.quantity}"
                yield prose_relation("heads-times-standard", expression, amount, verdict, [head, standard], computed)
                return
    amounts = [m for m in money if _MONEY.search(m.subject) and m.start > standard.start]
    if len(heads) != 1 or len(amounts) != 1 or not exact_enough(heads[0], standard, amounts[0]):
        return
    verdict = _times(heads[0], standard, amounts[0])
    if verdict is None or not (_near(verdict.computed, amounts[0].quantity) or _ALL.search(amounts[0].subject)):
        return
    yield from _wrong_product(heads[0], standard, amounts[0], verdict)


def _times(head: Figure, standard: Figure, amount: Figure) -> Verdict | None:
    """Judge head × standard = amount; a standard (每人3.2万元) is a set price, an average (人均) is rounded."""
    found = _STANDARD.search(standard.subject)
    if found is None or found["each"] is None:
        return judge(product, [head.quantity, standard.quantity], amount.quantity)
    price = Interval.point(standard.quantity.value)
    return judge(lambda operands: operands[0] * price, [head.quantity], amount.quantity)


def _near(computed: Decimal, reported: Quantity) -> bool:
    """Tell whether a wrong product is a slip: near the printed amount, its digits in another order, or its 万 lost."""
    if reported.value == 0:
        return False
    digits = sorted(c for c in f"{(computed / reported.scale).normalize():f}" if c.isdigit())
    swapped = digits == sorted(c for c in f"{reported.number.normalize():f}" if c.isdigit())
    scaled = computed in (reported.value * _WAN, reported.value / _WAN)
    return swapped or scaled or abs(computed - reported.value) <= Decimal("0.1") * abs(reported.value)


def _wrong_product(head: Figure, standard: Figure, amount: Figure, verdict: Verdict) -> Iterator[Relation | Finding]:
    computed = shown(verdict.computed, amount.quantity)
    expression = f"{head.quantity} × {standard.quantity}"
    yield prose_relation("heads-times-standard", expression, amount, verdict, [head, standard], computed)
    yield Finding(
        "heads-times-standard",
        Severity.ERROR,
        f"{head.quantity.text}×{standard.quantity.text}应为{computed}，写的是{amount.quantity.text}",
        (amount.excerpt(), head.excerpt(), standard.excerpt()),
        expected=computed,
        reported=amount.quantity.text,
        interval=verdict.interval,
        working=f"{expression} = {computed}",
    )


@check(
    "written-formula",
    title="写出的算式算得对",
    family=_FAMILY,
    basis="文中或表中写明的算式",
    severity=Severity.ERROR,
    explanation="“合同签订及时率=104/104×100%=100%”之类写明的算式，按原样重算。",
)
def written_formula(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A quotient written out gives the result written behind it."""
    for passage in dossier.passages():
        if "=" not in passage.clean:
            continue
        for found in _FORMULA.finditer(passage.clean):
            operands = [parse_quantity(found[name] + "个") or parse_quantity(found[name]) for name in "ab"]
            reported = parse_quantity(found["c"])
            if operands[0] is not None and operands[1] is not None and reported is not None:
                yield from _judge_formula(passage, found, operands[0], operands[1], reported)


def _judge_formula(
    passage: Passage, found: re.Match[str], a: Quantity, b: Quantity, reported: Quantity
) -> Iterator[Relation | Finding]:
    verdict = judge(quotient, [a, b], reported)
    if verdict is None:
        return
    excerpts = (passage.excerpt(*found.span("c")), passage.excerpt(*found.span("a")), passage.excerpt(*found.span("b")))
    computed = shown(verdict.computed, reported, max(2, reported.decimals))
    expression = f"{found['a']} ÷ {found['b']}"
    yield Relation(
        "written-formula", expression, found["c"], verdict.holds, verdict.match, excerpts, verdict.interval, computed
    )
    if not verdict.holds:
        yield Finding(
            "written-formula",
            Severity.ERROR,
            f"{found['a']}÷{found['b']}应为{computed}，写的是{found['c']}",
            excerpts,
            expected=computed,
            reported=found["c"],
            interval=verdict.interval,
            working=f"{expression} = {computed}",
        )


@check(
    "amount-indicator",
    title="用资金额作指标的，与资金栏一致",
    family="前后一致",
    basis="同一张项目表里，以项目资金额为指标值的，应与资金栏的预算数、执行数一致，并写明单位",
    severity=Severity.ERROR,
    explanation="指标名称就是本项目的经费（补助），指标值却与资金总额的预算数、执行数都对不上，或者没有写单位。",
)
def amount_indicator(dossier: Dossier) -> Iterator[Relation | Finding]:
    """An indicator that restates the project's money agrees with the fund row."""
    for evaluation, _ in scored_papers(dossier):
        line = next(iter(evaluation.funds), None)
        if line is None or evaluation.project is None or line.executed is None:
            continue
        for node in evaluation.leaves():
            if _is_project_money(node, evaluation):
                yield from _against_funds(node, evaluation)


def _is_project_money(node: Indicator, evaluation: Evaluation) -> bool:
    name, project = label(node), clean_text(evaluation.project.text) if evaluation.project else ""
    if not re.search(r"经费|资金|补助|金额|支出", name) or re.search(r"率|人数|标准|人均|控制|到位|使用", name):
        return False
    grams = {name[i : i + 2] for i in range(len(name) - 1)}
    others = {project[i : i + 2] for i in range(len(project) - 1)}
    return bool(grams) and len(grams & others) * 10 >= 7 * min(len(grams), len(others))


def _against_funds(node: Indicator, evaluation: Evaluation) -> Iterator[Relation | Finding]:
    line = evaluation.funds[0]
    funds = [a for a in (line.executed, line.adjusted, line.initial) if a is not None]
    target = target_of(node)
    pairs = [(node.target, target.quantity if target else None), (node.actual, actual_of(node))]
    for cell, quantity in pairs:
        if cell is None or quantity is None or quantity.unit not in ("", "元"):
            continue
        value = quantity.value if quantity.unit or quantity.scale != 1 else quantity.number * 10000
        matched = next((f for f in funds if f.quantity.value == value), None)
        holds = matched is not None
        excerpts: tuple[Excerpt, ...] = (cell, (matched or funds[0]).excerpt)
        match = Match.FACE if holds else Match.NONE
        expression = f"{cell.text.strip()} ＝ {(matched or funds[0]).excerpt.text}"
        yield Relation("amount-indicator", expression, cell.text.strip(), holds, match, excerpts)
        if not holds:
            yield _off_funds(node, cell, funds[0].excerpt, cell is node.actual)
        if not quantity.unit and quantity.scale == 1:
            yield _no_unit(node, cell)


def _off_funds(node: Indicator, cell: Excerpt, executed: Excerpt, actual: bool) -> Finding:
    return Finding(
        "amount-indicator",
        Severity.ERROR if actual else Severity.WARNING,
        f"“{label(node)}”{'完成值' if actual else '目标值'}写{cell.text.strip()}，"
        f"与本表资金栏的预算数、执行数（{executed.text}）都不一致",
        (cell, executed),
        expected=executed.text,
        reported=cell.text.strip(),
    )


def _no_unit(node: Indicator, cell: Excerpt) -> Finding:
    return Finding(
        "amount-indicator",
        Severity.WARNING,
        f"“{label(node)}”的指标值{cell.text.strip()}没有写单位",
        (short(node.name), cell),
        expected=f"{cell.text.strip()}万元（或元）",
        reported=cell.text.strip(),
    )
