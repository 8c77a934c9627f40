"""Evaluations for the tests of scoring, in few words."""

from __future__ import annotations

from decimal import Decimal

from jixiao.evaluations import FundRow, IndicatorRow, SelfEvaluation, Subject
from jixiao.packs import Pack, find_pack
from jixiao.scoring import Line, Scorecard, score

NATIONAL = "mof/project-2020"


def national() -> Pack:
    """Return the nationwide project form."""
    return find_pack(NATIONAL)


def row(name: str = "参保人数", weight: str | None = "10", **facts: object) -> IndicatorRow:
    """Return a lowest row."""
    return IndicatorRow.model_validate({"name": name, "weight": weight and Decimal(weight), **facts})


def under(name: str, *children: IndicatorRow, weight: str | None = None) -> IndicatorRow:
    """Return an inner row."""
    return IndicatorRow(name=name, weight=weight and Decimal(weight), children=children)


def project(*rows: IndicatorRow, fund: FundRow | None = None, **facts: object) -> SelfEvaluation:
    """Return a project with these rows, by default with a budget that is spent to the last cent."""
    money = fund or FundRow(label="年度资金总额", initial=Decimal(400), adjusted=Decimal(400), executed=Decimal(400))
    return SelfEvaluation.model_validate({"subject": Subject.PROJECT, "funds": (money,), "indicators": rows, **facts})


def scored(*rows: IndicatorRow, pack: Pack | None = None, fund: FundRow | None = None, **facts: object) -> Scorecard:
    """Score a project with these rows."""
    return score(project(*rows, fund=fund, **facts), pack or national())


def line_of(**facts: object) -> Line:
    """Score one row on its own and return its line."""
    return scored(row(**facts)).lines[0]  # type: ignore[arg-type]  # the facts are those of a row


def whole(**scores: str) -> SelfEvaluation:
    """Return a complete project of the nationwide form; SCORES replaces actual values by the name of the row."""
    rows = (
        under(
            "产出指标",
            row("参保人数", "20", target="≥23万人", actual=scores.get("参保人数", "23万人")),
            row("现场检查家数", "20", target="≥530家", actual="531家"),
            row("平均审核天数", "10", target="≤20天", actual=scores.get("平均审核天数", "18天")),
            weight="50",
        ),
        under(
            "效益指标",
            row(
                "负担减轻程度", "30", target="有效减轻", actual="有效减轻", score=Decimal(28), reason="自付比例降得不多"
            ),
            weight="30",
        ),
        under("满意度指标", row("群众满意度", "10", target="≥90%", actual="93%"), weight="10"),
    )
    return project(*rows)
