"""Each adviser trips on its weakness and is silent on a sound goal."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from jixiao.advising import ADVISERS, advise, all_examples, example_for
from jixiao.evaluations import IndicatorRow
from jixiao.quantities import parse_target
from tests.scoring.building import national, project, row, under


def output(*rows: IndicatorRow, category: str = "数量指标") -> IndicatorRow:
    return under("产出指标", under(category, *rows))


SOUND = under(
    "产出指标",
    under("数量指标", row("现场检查定点医药机构", target="≥530家", actual="531家", last_year="520家")),
    under("质量指标", row("费用审核准确率", target="≥98%", actual="99%")),
    under("时效指标", row("费用按期拨付率", target="=100%", actual="100%")),
)
OTHERS = (
    under("效益指标", under("社会效益指标", row("住院报销比例", target="≥70%", actual="71%"))),
    under("满意度指标", under("服务对象满意度指标", row("群众满意度", target="≥90%", actual="93%"))),
)
TRIPS: dict[str, IndicatorRow] = {
    "unmeasurable": output(row("群众负担", target="有效减轻", actual="明显减轻")),
    "low-target": output(row("参保人数", target="≥15万人", actual="22万人", last_year="23万人")),
    "piled-points": output(row("参保人数", "45", target="≥23万人", actual="23万人")),
    "missing-category": output(row("参保人数", target="≥23万人", actual="23万人")),
    "money-as-output": output(row("征收工作经费", target="184.58万元", actual="184.58万元")),
    "process-as-output": output(row("加强基金监管工作", target="加强", actual="已加强")),
    "copied-target": output(row("政策落实", target="落实到位", actual="落实到位")),
}


@pytest.mark.parametrize("rule", ADVISERS)
def test_each_adviser_trips(rule: str) -> None:
    found = [piece for piece in advise(project(TRIPS[rule], *OTHERS), national()) if piece.rule == rule]
    assert found
    assert all(piece.message and piece.example for piece in found)


def test_a_sound_evaluation_gets_no_advice() -> None:
    assert advise(project(SOUND, *OTHERS), national()) == ()


def only(rule: str, tree: IndicatorRow) -> bool:
    return any(piece.rule == rule for piece in advise(project(tree, *OTHERS), national()))


@pytest.mark.parametrize(
    ("rule", "tree"),
    [
        ("low-target", output(row(target="≥20.7万人", last_year="23万人"))),  # just 90 % of last year
        ("low-target", output(row("平均天数", target="≤22天", last_year="20天"))),
        ("piled-points", output(row(weight="30", target="≥1家"))),
        ("money-as-output", output(row("征收工作经费", target="≤184.58万元"), category="成本指标")),
        ("money-as-output", output(row("资金拨付及时", target="12月10日前"), category="时效指标")),
        ("copied-target", output(row("参保率", target="95%", actual="95%"))),
        ("copied-target", output(row("不良影响", target="无", actual="无"))),
        ("unmeasurable", output(row("不良影响", target="无", actual="无"))),
        ("process-as-output", output(row("召开推进会议", target="≥12次", actual="12次"))),
    ],
)
def test_near_misses_stay_silent(rule: str, tree: IndicatorRow) -> None:
    assert not only(rule, tree)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("产出指标", "数量指标", "城乡居民参保人数"), "参保人数 ≥"),
        (("产出指标", "质量指标", "基本医保参保率"), "参保率 ≥95%"),
        (("效益指标", "社会效益指标", "群众就医负担减轻程度"), "住院报销比例"),
        (("效益指标", "生态效益指标", "生态环境改善"), "不设本项"),
        (("产出指标", "时效指标", "按时完成"), "何时做完"),
        (("满意度指标", "服务对象满意度指标", "群众满意度"), "有效样本"),
        (("其他",), "指标 比较符号 数 单位"),
    ],
)
def test_the_example_is_of_the_field(path: tuple[str, ...], words: str) -> None:
    assert words in example_for(path)


@pytest.mark.parametrize("example", all_examples(), ids=lambda example: example.text[:12])
def test_every_better_example_can_itself_be_measured(example: object) -> None:
    text: str = example.text  # type: ignore[attr-defined]  # an Example
    measurable: Callable[[str], bool] = lambda part: parse_target(part).kind in ("quantitative", "date")  # noqa: E731
    assert measurable(text) or "如 " in text or "不设本项" in text
    assert Decimal(len(text)) < 60
