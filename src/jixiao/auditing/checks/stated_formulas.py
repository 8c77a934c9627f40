"""Rates for which a paper writes down its own formula: 预算调整率=预算调整数÷年初预算数×100%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from jixiao.auditing.arithmetic import Formula, Verdict, judge, shown
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.papers import Paper, papers
from jixiao.auditing.prose import exact_enough, prose_relation
from jixiao.auditing.registry import check
from jixiao.quantities import Interval
from jixiao.recognition import Dossier, Figure, Passage

_FORMULA = re.compile(
    r"(?P<name>[\u4e00-\u9fa5“”]{2,12}(?:率|比例|占比|度))=[（]?(?P<part>[\u4e00-\u9fa5“”]{2,20})[÷/]"
    r"(?P<whole>[\u4e00-\u9fa5“”]{2,20})[）]?(?:[×*]100%?)?"
)
_NEAR = 40
_TOLD = r"(?:为|是|达到?|只有|仅为?|：|=)?(?=\d)"


class _Role(StrEnum):
    """What an operand of a formula stands for."""

    INITIAL = "年初预算"
    LAST = "全年预算"
    CHANGE = "预算调整数"
    EXECUTED = "支出"
    ARRIVED = "到位资金"
    CARRIED = "结转结余"


# What the words of a formula mean, the first that fits; and by which words a paper tells the amount.
_TERMS = (
    (_Role.CHANGE, re.compile(r"预算调整[数额]?$|调整[数额]$|追加[数额]$")),
    (_Role.CARRIED, re.compile(r"结转|结余")),
    (_Role.ARRIVED, re.compile(r"到位")),
    (_Role.INITIAL, re.compile(r"年初.*预算|年初批复")),
    (_Role.LAST, re.compile(r"预算")),
    (_Role.EXECUTED, re.compile(r"支出|执行|支付|使用")),
)
_YEAR = r"(?P<year>20\d\d)?年?度?"
_WHOLE_YEAR = r"(?:全年|年度|当年|本年度?|年末|截至)"
_END = r"(?:资金|经费|数|总额|额|合计|共|为|是|：)*$"
# By which words a paper tells the amounts of all its money, the surest first; a surer one puts the others aside.
_AMOUNTS = {
    _Role.INITIAL: (rf"^{_YEAR}(?:部门|项目)?年初(?:部门|批复|安排|的)*预算(?:批复|安排)?{_END}",),
    _Role.LAST: (
        rf"^{_YEAR}(?:部门|项目|的)*调整后(?:的)?(?:全年)?(?:部门|项目)?预算{_END}",
        rf"^{_YEAR}(?:{_WHOLE_YEAR}|部门|项目|资金|总|的)*预算(?:安排)?{_END}",
    ),
    _Role.EXECUTED: (
        rf"^{_YEAR}{_WHOLE_YEAR}(?:部门|项目|实际|累计|总|共)*(?:支出|执行|支付|使用){_END}",
        rf"^{_YEAR}(?:部门|项目)?(?:实际|累计|总|共)+(?:支出|执行|支付|使用){_END}",
    ),
    _Role.ARRIVED: (rf"^{_YEAR}{_WHOLE_YEAR}?(?:合计|共|实际|资金|累计)+到位{_END}",),
    _Role.CARRIED: (rf"^{_YEAR}{_WHOLE_YEAR}?(?:结转|结余)+{_END}",),
}
_OF_OTHERS = re.compile(r"上年|去年|同期|前年|上一年|三公|采购|公用|人员|项目支出|基本支出|专项")
_SPECIAL = re.compile(r"三公|采购|公用经费|人员经费|会议费|培训费|接待")


@dataclass(frozen=True, slots=True)
class _Operand:
    """Figures that make an operand: one, or the adjusted and the initial budget of which it is the difference."""

    role: _Role
    figures: tuple[Figure, ...]

    @property
    def words(self) -> str:
        """The operand as the arithmetic of a finding prints it."""
        told = " － ".join(str(f.quantity) for f in self.figures)
        return f"（{told}）" if len(self.figures) > 1 else told


@check(
    "stated-formula",
    title="比率按材料自己写的公式计算",
    family="预算执行",
    basis="材料写明计算公式的比率，应由公式里的两个数算出",
    severity=Severity.ERROR,
    explanation="材料写明“预算执行率＝实际支出÷全年预算×100%”等公式，公式里的预算、支出、到位、结转数全文各只有一个数时，按公式重算所写的比率。",
)
def stated_formula(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A rate equals what its own formula gives with the amounts that the paper tells."""
    for paper in papers(dossier):
        formulas = [(p, found) for p in paper.passages for found in _FORMULA.finditer(p.clean) if "=" in p.clean]
        for passage, found in formulas:
            operands = [_operand(paper, found[group]) for group in ("part", "whole")]
            if operands[0] is None or operands[1] is None or operands[0].role is operands[1].role:
                continue
            values = {f.quantity.value for operand in operands if operand for f in operand.figures}
            for figure in _rates(paper, passage, found):
                if not _of_other_money(figure.passage, values):
                    yield from _judge(figure, found["name"], operands[0], operands[1])


def _of_other_money(passage: Passage, values: Set[Decimal]) -> bool:
    """Tell whether a paragraph tells amounts, and none of VALUES: then its rates are of that money."""
    told = {f.quantity.value for f in passage.figures if f.quantity.unit == "元"}
    return bool(told) and not told & values


def _operand(paper: Paper, words: str) -> _Operand | None:
    role = next((role for role, pattern in _TERMS if pattern.search(words)), None)
    if role is None or _OF_OTHERS.search(words):
        return None
    roles = (_Role.LAST, _Role.INITIAL) if role is _Role.CHANGE else (role,)
    found = [_only(paper, each) for each in roles]
    known = tuple(figure for figure in found if figure is not None)
    return _Operand(role, known) if len(known) == len(roles) else None


def _only(paper: Paper, role: _Role) -> Figure | None:
    """Return the amount of all money of the paper in ROLE, where all places that tell it so tell the same."""
    for words in _AMOUNTS[role]:
        told = [f for passage in paper.passages for f in passage.figures if _tells(paper, f, words)]
        if told:
            return told[0] if len({f.quantity.value for f in told}) == 1 else None
    return None


def _tells(paper: Paper, figure: Figure, words: str) -> bool:
    found = re.search(words, figure.subject) if figure.quantity.unit == "元" and exact_enough(figure) else None
    if found is None or (found["year"] and paper.evaluation.year not in (None, int(found["year"]))):
        return False
    clean = figure.passage.clean
    lead = clean[max(0, clean.rfind("。", 0, figure.start)) : figure.start]
    before = clean[: figure.start] if len(clean[: figure.start]) <= _NEAR else lead
    return _SPECIAL.search(before) is None


def _rates(paper: Paper, passage: Passage, formula: re.Match[str]) -> Iterator[Figure]:
    """Yield the rates that bear the name of FORMULA: right behind it, and elsewhere in the paper."""
    name = re.compile(re.escape(formula["name"]) + _TOLD)
    for figure in passage.figures:
        if figure.quantity.unit == "%" and passage.clean[formula.end() : figure.start] == "=":
            yield figure
    for other in paper.passages:
        ends = {found.end() for found in name.finditer(other.clean)}
        yield from (f for f in other.figures if f.quantity.unit == "%" and f.start in ends)


def _judge(figure: Figure, name: str, part: _Operand, whole: _Operand) -> Iterator[Relation | Finding]:
    operands: Sequence[Figure] = (*part.figures, *whole.figures)
    verdict = judge(_formula(len(part.figures)), [f.quantity for f in operands], figure.quantity)
    if verdict is None:
        return
    computed = shown(verdict.computed, figure.quantity, max(2, figure.quantity.decimals))
    expression = f"{part.words} ÷ {whole.words}"
    yield prose_relation("stated-formula", expression, figure, verdict, operands, computed)
    if not verdict.holds:
        yield _wrong(figure, name, expression, computed, verdict, operands)


def _formula(parts: int) -> Formula:
    def rate(values: Sequence[Interval]) -> Interval:
        part = values[0] if parts == 1 else values[0] - values[1]
        return part / values[-1]

    return rate


def _wrong(
    figure: Figure, name: str, expression: str, computed: str, verdict: Verdict, operands: Sequence[Figure]
) -> Finding:
    return Finding(
        "stated-formula",
        Severity.ERROR,
        f"“{name}”按文中写的公式应为{computed}（{expression}），写的是{figure.quantity.text}",
        (figure.excerpt(), *(f.excerpt() for f in operands)),
        expected=computed,
        reported=figure.quantity.text,
        interval=verdict.interval,
        working=f"{expression} = {computed}",
    )
