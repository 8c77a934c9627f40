"""Targets missed, items not done, payments late or not made: what counts as one and what does not."""

from __future__ import annotations

import pytest

from jixiao.auditing.papers import Paper, papers
from jixiao.auditing.shortfalls import (
    admissions,
    late_payments,
    missed_targets,
    undone_items,
    unsettled_payments,
)
from tests.auditing.specimens import indicator_form, report
from tests.support import dossier


def paper(text: str) -> Paper:
    (only,) = papers(dossier(text))
    return only


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("外包成本：年初目标控制在86万元以内，实际86.9万元，扣0.5分。", ["目标控制在86万元以内，实际86.9万元"]),
        ("自付比例：年初目标不高于15%，实际16.2%，扣2分。", ["目标不高于15%，实际16.2%"]),
        ("回访满意度：年初目标不低于95%，收回问卷588份，满意度93.71%。", ["目标不低于95%，实际93.71%"]),
        ("机构检查目标160家，实际检查150家。", ["目标160家，实际150家"]),
        ("机构检查目标160家，实际检查168家。", []),
        ("自付比例目标15%，实际14.2%。", []),
        ("抽查比例10.66%，超过目标10%，覆盖面9%。", []),
        ("完成年度任务36.50万人的100.88%，新增参保0.2万人。", []),
        ("目标100家。实际检查90家。", []),
        ("费用目标不超过1200元，支出932.60万元，平均每人次1108.65元。", []),
    ],
)
def test_targets_in_prose(words: str, expected: list[str]) -> None:
    assert [shortfall.told for shortfall in missed_targets(paper(report(words)))] == expected


def test_targets_in_a_form() -> None:
    rows = [["产出指标", "时效指标", "办结时限", "≤30个工作日", "42个工作日", "90", "90", ""]]
    (missed,) = missed_targets(paper(indicator_form(rows)))
    assert (missed.name, missed.told) == ("办结时限", "目标≤30个工作日，实际42个工作日")
    assert [excerpt.text for excerpt in missed.excerpts] == ["42个工作日", "≤30个工作日", "办结时限"]


def test_a_target_of_the_indicator_tree_is_not_counted_again_in_the_prose() -> None:
    words = "（一）产出20分，得19分。机构检查目标160家，实际检查150家，分值10分，得9分。线索办结率目标100%，实际97%。"
    told = [shortfall.told for shortfall in missed_targets(paper(report(words)))]
    assert sorted(told) == ["目标100%，实际97%", "目标160家，实际150家"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("设置产出目标共11个，到年底，10项指标已完成。", ["共11个，完成10项"]),
        ("计划建设8个服务站，3个选址变更，完成5个。", ["共8个，完成5个"]),
        ("设置产出目标共11个，完成11个。", []),
        ("受理举报86件，办结81件。", []),
        ("设置目标13个。完成采购2项。", []),
    ],
)
def test_items(words: str, told: list[str]) -> None:
    assert [shortfall.told for shortfall in undone_items(paper(report(words)))] == told


@pytest.mark.parametrize(
    ("words", "count"),
    [("有1项指标未完成。", 1), ("没有未完成的指标。", 0), ("未完成率为0。", 0), ("预算未完成的原因是尾款未付。", 0)],
)
def test_admissions(words: str, count: int) -> None:
    assert len(list(admissions(paper(report(words))))) == count


@pytest.mark.parametrize(
    ("words", "late", "unsettled"),
    [
        ("4月资金推迟到5月8日拨付。", 1, 0),
        ("没有延迟拨付的情况。", 0, 0),
        ("定点机构的费用尚未结算。", 0, 1),
        ("部分费用暂无法支付。", 0, 1),
        ("不存在未支付的费用。", 0, 0),
        ("系统升级推迟到5月完成。", 0, 0),
    ],
)
def test_payments(words: str, late: int, unsettled: int) -> None:
    told = paper(report(words))
    assert (len(list(late_payments(told))), len(list(unsettled_payments(told)))) == (late, unsettled)
