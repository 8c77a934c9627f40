"""Cells of a flat table that came down without a blank between them."""

from __future__ import annotations

import pytest

from jixiao.documents.glued_words import part_starts


def parts_of(word: str) -> list[str]:
    starts = part_starts(word)
    return [word[a:b] for a, b in zip(starts, [*starts[1:], len(word)], strict=True)]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        (
            "分)预算数(A)执行数(B)执行率(B/A)得分(20分*执行率)",
            ["分)", "预算数(A)", "执行数(B)", "执行率(B/A)", "得分(20分*执行率)"],
        ),
        (
            "自评表单位名称：清芦县医保局填报日期：2024年3月5日",
            ["自评表", "单位名称：清芦县医保局", "填报日期：2024年3月5日"],
        ),
        ("项目名称药店巡查经费主管部门县医保局", ["项目名称", "药店巡查经费", "主管部门", "县医保局"]),
        ("指标数量指标巡查定点药店家数", ["指标", "数量指标", "巡查定点药店家数"]),
        ("巡查定点药店家数(10分)≥40家", ["巡查定点药店家数(10分)", "≥40家"]),
        ("巡查定点药店家数≥40家43家", ["巡查定点药店家数", "≥40家", "43家"]),
        ("记录完整率100%100%", ["记录完整率", "100%", "100%"]),
        ("8分7.5分巡查培训期数≥4期5期", ["8分", "7.5分", "巡查培训期数", "≥4期", "5期"]),
        ("96.69%9.67其中:县级补助762.00", ["96.69%", "9.67", "其中:县级补助", "762.00"]),
        ("18.50年度绩效目标", ["18.50", "年度绩效目标"]),
        ("质量指标巡查记录完整率", ["质量指标", "巡查记录完整率"]),
    ],
)
def test_labels_part_a_word(word: str, parts: list[str]) -> None:
    assert parts_of(word) == parts


@pytest.mark.parametrize(
    "word",
    [
        "",
        "得分",
        "执行率96.09%",
        "数量指标完成",
        "预算数与执行数之差，主要是执行率低，得分相应扣减。",
        "质量指标达标率",
    ],
)
def test_one_cell_stays_whole(word: str) -> None:
    assert parts_of(word) == [word]
