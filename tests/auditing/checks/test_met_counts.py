"""Numbers of indicators said to have been reached or missed."""

from __future__ import annotations

import pytest

from tests.auditing.specimens import indicator_form
from tests.support import only_finding, quoted, run

ROWS = [
    ["产出指标", "数量指标", "检查机构数", "≥50家", "52家", "30", "30", ""],
    ["", "", "培训场次", "≥12场", "10场", "20", "16.67", "两场因台风取消"],
    ["", "质量指标", "案卷合格率", "≥98%", "99%", "20", "20", ""],
    ["效益指标", "社会效益指标", "政策知晓率", "≥90%", "91%", "20", "20", ""],
]


def form(words: str) -> str:
    return indicator_form(ROWS, total=("90", "86.67")) + f"说明：{words}，其余见附件，请一并审阅核对。\n"


def test_a_wrong_number() -> None:
    finding = only_finding("met-count", form("4项指标中4项达到年初目标"))
    assert (finding.expected, finding.reported) == ("3", "4")
    assert "“培训场次”" in finding.message
    assert quoted(finding) == ["4项达到年初目标", "培训场次"]


@pytest.mark.parametrize("words", ["4项指标中3项达到年初目标，1项未达到", "四个三级指标，其中三个完成、一个未完成"])
def test_the_right_number(words: str) -> None:
    findings, relations = run("met-count", form(words))
    assert findings == []
    assert [relation.holds for relation in relations] == [True, True]


def test_numbers_that_do_not_make_all() -> None:
    finding = only_finding("met-count", form("4项指标中3项达到年初目标，2项未达到"))
    assert finding.message == "达到的3项、没有达到的2项，合计5项，前面写共4项"


@pytest.mark.parametrize("words", ["5项指标中5项达到目标", "3项重点工作全部完成", "指标设置合理，4项措施到位"])
def test_what_speaks_of_other_things(words: str) -> None:
    assert run("met-count", form(words))[0] == []


def test_an_indicator_that_cannot_be_compared() -> None:
    rows = [*ROWS[:3], ["效益指标", "社会效益指标", "就医秩序", "明显改善", "改善", "20", "", ""]]
    assert run("met-count", indicator_form(rows) + "说明：4项指标中4项达到目标，见附件，请一并审阅核对。\n")[0] == []
