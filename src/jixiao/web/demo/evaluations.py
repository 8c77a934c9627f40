"""Made-up evaluations of the demonstration: goals first, then results that belong to them. The core scores them."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from jixiao.evaluations import Attainment, Department, FundRow, IndicatorRow, OverallGoal, SelfEvaluation, Subject
from jixiao.packs import Pack
from jixiao.web.demo.content import DemoIndicator, DemoSubject, content

_CENT = Decimal("0.01")
_PERCENT = "%"
_HIGHEST_RATE = Decimal("99.9")
_MISSED_IN = 6
_POOR_IN = 7
_FULL, _PARTLY = Decimal("0.96"), Decimal("0.75")


class Maker:
    """Makes the evaluation of one subject of one bureau in one year; the same for the same three, as ``size`` says."""

    def __init__(self, subject: DemoSubject, pack: Pack, bureau: str, year: int, size: Decimal) -> None:
        self._subject = subject
        self._pack = pack
        self._bureau = bureau
        self._year = year
        self._size = size
        self._random = Random(f"{bureau}/{year}/{subject.title}")
        self._poor = self._random.randrange(_POOR_IN) == 0
        self._aims = {each.name: self._aim(each) for each in subject.leaves()}
        self._results = {each.name: self._result(each) for each in subject.leaves()}

    def goals(self, kind: Subject) -> SelfEvaluation:
        """Return the evaluation as it is when its goals are set: nothing of what was reached."""
        return self._made(kind, filled=False)

    def filled(self, kind: Subject) -> SelfEvaluation:
        """Return the evaluation with its results, not yet scored."""
        return self._made(kind, filled=True)

    def _made(self, kind: Subject, *, filled: bool) -> SelfEvaluation:
        goal = OverallGoal(
            expected=self._subject.expected.format(**{name: _in_words(aim) for name, aim in self._aims.items()}),
            reached=self._subject.reached.format(**self._results) if filled else None,
        )
        return SelfEvaluation(
            subject=kind,
            year=self._year,
            pack=self._pack.id,
            department=Department(name=self._bureau),
            project=self._subject.title if kind is Subject.PROJECT else None,
            funds=self._funds(kind, filled),
            goals=(goal,),
            indicators=tuple(
                self._dimension(name, groups, filled) for name, groups in self._subject.indicators.items()
            ),
        )

    def _funds(self, kind: Subject, filled: bool) -> tuple[FundRow, ...]:
        random = Random(f"{self._bureau}/{self._year}/{self._subject.title}/money")
        labels = next(iter(self._pack.evaluation_forms(kind))).fund_rows
        whole = (self._subject.budget * self._size * random.randint(92, 108) / 100).quantize(_CENT)
        carried = (whole * random.randint(2, 9) / 100).quantize(_CENT)
        rates = [Decimal(random.choice((1000, 1000, 994, 981, 966, 943))) / 1000 for _ in range(2)]
        parts = [(whole - carried, rates[0]), (carried, rates[1]), (_CENT - _CENT, Decimal(1))][: len(labels) - 1]
        spent = [(budget * rate).quantize(_CENT) for budget, rate in parts] or [(whole * rates[0]).quantize(_CENT)]
        rows = [_fund(labels[0], whole, sum(spent, Decimal(0)), filled, part=False)]
        for label, (budget, _), executed in zip(labels[1:], parts, spent, strict=False):
            rows.append(_fund(label, budget, executed, filled, part=True))
        return tuple(rows)

    def _dimension(self, name: str, groups: dict[str, tuple[DemoIndicator, ...]], filled: bool) -> IndicatorRow:
        children = tuple(
            IndicatorRow(name=category, children=tuple(self._leaf(each, filled) for each in rows))
            for category, rows in groups.items()
        )
        weight = sum((each.weight for rows in groups.values() for each in rows), Decimal(0))
        return IndicatorRow(name=name, weight=weight, children=children)

    def _leaf(self, each: DemoIndicator, filled: bool) -> IndicatorRow:
        row = IndicatorRow(name=each.name, weight=each.weight, target=self._aims[each.name])
        if not filled:
            return row
        if each.graded:
            return row.model_copy(update=self._graded(each))
        reason = each.reason if self._missed(each) else None
        return row.model_copy(update={"actual": self._results[each.name], "reason": reason})

    def _graded(self, each: DemoIndicator) -> dict[str, object]:
        reached = self._random.random() < 0.85
        share = _FULL if reached else _PARTLY
        return {
            "actual": each.target if reached else "基本达到，部分工作仍在推进",
            "attainment": Attainment.REACHED if reached else Attainment.PARTLY,
            "score": (each.weight * share).quantize(Decimal("0.1")),
            "reason": "有一项配套制度年底前尚在征求意见，次年一季度印发",
        }

    def _aim(self, each: DemoIndicator) -> str:
        if each.graded:
            return each.target
        aim = Decimal(each.target)
        if each.scaled:
            aim = (aim * self._size).quantize(aim)
        return f"{each.sign}{aim:f}{each.unit}"

    def _result(self, each: DemoIndicator) -> str:
        if each.graded:
            return each.target
        aim = _number(self._aims[each.name], each)
        if each.sign == "＝":
            return f"{aim:f}{each.unit}"
        worse = bool(each.reason) and self._random.randrange(2 if self._poor else _MISSED_IN) == 0
        step = Decimal(self._random.randint(12, 48) if worse and self._poor else self._random.randint(1, 7)) / 100
        value = (aim * (1 + step if (each.sign == "≥") is not worse else 1 - step)).quantize(aim)
        return f"{min(value, max(_HIGHEST_RATE, aim)) if each.unit == _PERCENT else value:f}{each.unit}"

    def _missed(self, each: DemoIndicator) -> bool:
        result, aim = _number(self._results[each.name], each), _number(self._aims[each.name], each)
        return result < aim if each.sign == "≥" else result > aim


def _in_words(aim: str) -> str:
    """Write a target as a sentence has it."""
    return aim.replace("≥", "不少于").replace("≤", "不超过").replace("＝", "")


def _number(text: str, each: DemoIndicator) -> Decimal:
    return Decimal(text.removeprefix(each.sign).removesuffix(each.unit))


def _fund(label: str, budget: Decimal, executed: Decimal, filled: bool, *, part: bool) -> FundRow:
    reason = content().late_payment if executed < budget and not part else None
    return FundRow(
        label=label,
        part=part,
        initial=budget,
        adjusted=budget,
        executed=executed if filled else None,
        reason=reason if filled else None,
    )
