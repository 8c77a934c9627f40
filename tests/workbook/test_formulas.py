"""The workbook's own formulas give the scores that jixiao gives, for all packs and all ways of scoring.

LibreOffice works them out, all workbooks in one run. Where a rule does not fit into a formula no number is shown, and
the check beside it says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

import openpyxl
import pytest

from jixiao.evaluations import Attainment, Deduction, FundRow, IndicatorRow, SelfEvaluation
from jixiao.packs import Cap, ExecutionRule, IndicatorRule, Kind, Method, Pack, ScoringRule, Step, all_packs, find_pack
from jixiao.scoring import Line, Scorecard, score
from jixiao.workbook import load_evaluations, new_workbook
from jixiao.workbook.sheets import READY
from samples.random_evaluations import random_evaluation
from tests.workbook.recalculating import Sheets, all_recalculated, needs_office

SCORED = [pack for pack in all_packs() if pack.scored]
NATIONAL = find_pack("mof/project-2020")
EACH = 2
LONGEST_FORMULA = 8192
_CENT = Decimal("0.01")
_STEPS = tuple(
    Step.model_validate({"不低于": low, "得": earns}) for low, earns in (("95%", "100%"), ("60%", "70%"), ("0%", "0%"))
)
_KINDS = [kind.value for kind in Kind]


def rule(method: Method, **facts: object) -> ScoringRule:
    return ScoringRule.model_validate({"适用": _KINDS, "办法": method.value, "来源": "公开表", **facts})


def with_rules(*rules: ScoringRule, **changes: object) -> Pack:
    """Return the nationwide pack with other rules."""
    return NATIONAL.model_copy(update={"rules": rules, **changes})


STEPS = {"档次": [{"不低于": "95%", "得": "100%"}, {"不低于": "60%", "得": "70%"}, {"不低于": "0%", "得": "0%"}]}
MADE = {
    "inverse": with_rules(rule(Method.INVERSE_RATIO)),
    "linear": with_rules(rule(Method.LINEAR_LOSS)),
    "threshold": with_rules(rule(Method.THRESHOLD_RATIO, 及格线="60%")),
    "steps-of-value": with_rules(rule(Method.STEPS, **STEPS)),
    "steps-of-ratio": with_rules(rule(Method.STEPS, 档次依据="完成比例", **STEPS)),
    "deduct": with_rules(rule(Method.DEDUCT)),
    "rate": with_rules(rule(Method.RATE)),
    "met-or-nothing": with_rules(rule(Method.ALL_OR_NOTHING)),
    "satisfaction-apart": with_rules(
        ScoringRule.model_validate({"适用": ["满意度"], "办法": "达标得分", "来源": "公开表"}), *NATIONAL.rules
    ),
    "rule-of-a-node": with_rules(
        *NATIONAL.rules,
        indicators=(
            *NATIONAL.indicators[:1],
            NATIONAL.indicators[1].model_copy(update={"rule": rule(Method.ALL_OR_NOTHING)}),
            *NATIONAL.indicators[2:],
        ),
    ),
    "execution-in-steps-with-caps": with_rules(
        *NATIONAL.rules,
        execution=ExecutionRule.model_validate(
            {"指标": "预算执行率", "分值": 10, "分母": "年初预算数", "办法": "分档", "来源": "公开表", **STEPS}
        ),
        caps=(Cap.model_validate({"执行率低于": "70%", "总分不超过": 79, "来源": "公开表"}),),
    ),
}


class Wild:
    """Makes up trees with every kind of row that a clerk may leave behind, sound or not."""

    def __init__(self, pack: Pack, seed: int) -> None:
        self._pack = pack
        self._random = Random(seed)
        self._executed = False

    def evaluation(self) -> SelfEvaluation:
        """Return an evaluation in the tree of the pack, or in the usual one."""
        pick = self._random.choice
        tops = self._pack.indicators or NATIONAL.indicators
        amounts = (None, Decimal(0), Decimal("350.5"), Decimal(400), Decimal("399.99"))
        fund = FundRow(
            label="年度资金总额",
            initial=pick(amounts),
            adjusted=pick(amounts),
            arrived=pick(amounts),
            executed=pick(amounts),
            score=pick((None, Decimal(8))),
            weight=pick((None, Decimal(10))),
        )
        return SelfEvaluation(
            subject=self._pack.subjects[0],
            year=self._pack.years.first,
            funds=(fund,),
            indicators=tuple(self._top(node) for node in tops),
        )

    def _top(self, node: IndicatorRule) -> IndicatorRow:
        children = [
            IndicatorRow(name=child.name, children=tuple(self._leaf(child, word) for word in ("", "甲", "乙")[:2]))
            for child in node.children
        ]
        if not self._executed and self._random.random() < 0.2:
            self._executed = True
            children.append(self._leaf(node, "预算执行率"))
        return IndicatorRow(name=node.name, weight=node.weight, children=tuple(children) or (self._leaf(node, "单列"),))

    def _leaf(self, node: IndicatorRule, word: str) -> IndicatorRow:
        pick, weight = self._random.choice, self._random.choice((None, Decimal(5), Decimal("7.5"), Decimal(10)))
        nature, target, unit, actual = self._values()
        judged = pick((None, Decimal(0), Decimal("3.5"), Decimal(5)))
        fixed = [child.name for child in node.children]
        return IndicatorRow(
            name=(pick(fixed) if fixed else node.name) + word,
            weight=weight,
            nature=nature,
            target=target,
            unit=unit,
            actual=actual,
            score=judged if judged is None or weight is None or judged <= weight else None,
            attainment=pick((None, *Attainment)),
            deductions=pick((None, None, (), (Deduction(reason="迟报", each=Decimal("0.5"), cases=3),))),
            explanation=pick((None, "数值=97.6%")),
        )

    def _values(self) -> tuple[str | None, str | None, str | None, str | None]:
        pick = self._random.choice
        if self._random.random() < 0.25:
            told = (
                (None, "12月31日前", None, pick(("12月31日前", "12月20日", "次年1月5日", "11月", "已完成", None))),
                (None, "2023年6月30日", None, pick(("2023年7月1日", "2022年7月1日", "6月30日", "2023-06-01"))),
                (None, "有效缓解", None, pick(("有效缓解", None))),
                (None, pick(("23000人", "≥95%", "95%—98%", "达到70%以上")), None, pick(("23100人", "96%", None))),
                (None, None, None, pick(("已办结", None))),
                ("定性", "有效", None, "有效"),
            )
            return pick(told)
        unit = pick(("%", "人", "万元", "天", None))
        target = pick(("0", "1", "3.5", "95", "98.50", "12000"))
        near = (str(Decimal(target) + change) for change in (0, 1, Decimal("-0.5"), 100, -3))
        return pick(("≥", "≤", "=", ">", "<")), target, unit, pick((*near, "0", None, "0.9", "15000"))


@dataclass(frozen=True)
class Case:
    """One workbook: as jixiao scores it, and as the spreadsheet shows it."""

    name: str
    card: Scorecard
    sheets: Sheets

    def shown(self, line: Line) -> tuple[object, str]:
        """Return the score and the check that stand in the row of LINE."""
        rows = self.sheets["指标"]
        place = re.search(r"R(\d+)$", (line.row.place if line.row is not None else None) or "")
        assert place is not None
        row = rows[int(place[1]) - 1]
        return row[rows[1].index("得分")], str(row[rows[1].index("检查")] or "")

    @property
    def results(self) -> dict[object, object]:
        """The sheet of results."""
        return {row[0]: row[1] for row in self.sheets["得分"] if row[0]}


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    folder = tmp_path_factory.mktemp("formulas")
    found: list[tuple[str, Pack, SelfEvaluation]] = []
    for pack in SCORED:
        seeds = range(EACH) if pack.evaluation_forms() else ()
        found += [(f"{pack.id}-sound-{seed}", pack, random_evaluation(pack, seed + 50)) for seed in seeds]
        found += [(f"{pack.id}-wild-{seed}", pack, Wild(pack, seed).evaluation()) for seed in range(EACH)]
    for name, pack in MADE.items():
        found += [(f"{name}-{seed}", pack, Wild(pack, seed).evaluation()) for seed in range(EACH)]
    paths = [folder / f"{at}.xlsx" for at in range(len(found))]
    for path, (_, pack, evaluation) in zip(paths, found, strict=True):
        path.write_bytes(new_workbook(pack, evaluation))
    sheets = all_recalculated(paths)
    return [
        Case(name, score(load_evaluations(path)[0], pack), told)
        for path, (name, pack, _), told in zip(paths, found, sheets, strict=True)
    ]


@needs_office
def test_every_score_shown_is_ours(cases: Sequence[Case]) -> None:
    wrong: list[object] = []
    numbers = known = 0
    for case in cases:
        for line in case.card.lines:
            shown, check = case.shown(line)
            known += line.score is not None
            if isinstance(shown, int | float):
                numbers += 1
                ours = line.score.quantize(_CENT) if line.score is not None else None
                if ours != Decimal(str(shown)).quantize(_CENT):
                    wrong.append((case.name, line.row, line.score, shown))
            elif line.score is not None and (not check or check.startswith(READY)):
                wrong.append((case.name, line.row, line.score, check))
    assert wrong == []
    # Only targets without a sign, words around numbers and rates told in prose are left to the program.
    assert numbers / known > 0.85


@needs_office
def test_a_total_is_shown_only_where_it_is_ours(cases: Sequence[Case]) -> None:
    shown = 0
    for case in cases:
        total = case.results["总分"]
        if isinstance(total, int | float):
            shown += 1
            assert case.card.total is not None, case.name
            assert Decimal(str(total)).quantize(_CENT) == case.card.total.quantize(_CENT), case.name
            assert case.results["等级"] == (case.card.grade.name if case.card.grade is not None else None), case.name
        elif "sound" in case.name and "guangzhou" not in case.name:
            raise AssertionError((case.name, case.results))
    assert shown > len(SCORED)


@needs_office
def test_budget_execution_is_ours(cases: Sequence[Case]) -> None:
    for case in cases:
        told = case.results["预算执行率得分"]
        line = case.card.execution
        if isinstance(told, int | float):
            assert line is not None, case.name
            assert line.score is not None, case.name
            assert Decimal(str(told)).quantize(_CENT) == line.score.quantize(_CENT), case.name
        elif line is not None and line.score is not None and line.row is not None and line.row.place:
            shown, check = case.shown(line)
            if isinstance(shown, int | float):
                assert Decimal(str(shown)).quantize(_CENT) == line.score.quantize(_CENT), case.name
            else:
                assert check, case.name
                assert not check.startswith(READY), case.name


@pytest.mark.parametrize("pack", [*SCORED, *MADE.values()], ids=[*(pack.id for pack in SCORED), *MADE])
def test_no_formula_is_longer_than_excel_takes(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    path.write_bytes(new_workbook(pack))
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
    assert max(len(str(cell.value)) for cell in cells if cell.data_type == "f") < LONGEST_FORMULA
