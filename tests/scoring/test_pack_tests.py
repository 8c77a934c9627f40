"""The runner of a pack's own tests: it must be able to fail, and say how."""

from __future__ import annotations

import pytest

from jixiao.datafiles import DataFileError, parse_model
from jixiao.packs import find_pack
from jixiao.scoring.pack_tests import PackTestFile, run_tests
from tests.scoring.building import NATIONAL

DONE = "名称: 参保率, 分值: 10, 目标: ≥95%, 完成: 95%"
BLANK = "名称: 参保率, 分值: 10, 目标: ≥95%"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "{情形: 甲, 指标: {DONE}, 得分: 9}",
            "应得9分，得出10.00分（完成值95%达到目标≥95%，得满分）",
        ),
        (
            "{情形: 甲, 指标: {BLANK}, 得分: 9}",
            "应得9分，得出不能计分（没有写实际完成值）",
        ),
        (
            "{情形: 甲, 指标: {DONE}, 不能计分: 单位}",
            "应当不能计分，理由含“单位”，得出10.00分",
        ),
        ("{情形: 甲, 总分: 90, 等级: 良}", "总分90应为“良”，得出“优”"),
        (
            "{情形: 甲, 指标: {DONE}, 须说明原因: true}",
            "应当要求说明原因，得出：没有要说明的",
        ),
        ("{情形: 甲, 资金: {全年预算数: 400, 全年执行数: 400}, 总分不超过: 89}", "总分应不超过89，得出不设上限"),
        ("{情形: 甲, 资金: {全年预算数: 400, 全年执行数: 400}, 得分: 10}", None),
    ],
)
def test_a_wrong_expectation_is_told(sentence: str, told: str | None) -> None:
    told_in_full = sentence.replace("DONE", DONE).replace("BLANK", BLANK)
    file = parse_model(f"测试:\n- {told_in_full}\n", "a.tests.yaml", PackTestFile)
    [outcome] = run_tests(find_pack(NATIONAL), file)
    assert outcome.passed is (told is None)
    if told is not None:
        assert outcome.told[0].startswith(told)


def test_no_rule_for_execution_is_said() -> None:
    file = parse_model("测试:\n- {情形: 甲, 资金: {全年预算数: 4, 全年执行数: 4}, 得分: 10}\n", "a.yaml", PackTestFile)
    [outcome] = run_tests(find_pack("chongqing/bishan-2022"), file)
    assert outcome.told == ("规则包没有给这一项计分的规定",)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("{情形: 甲, 得分: 1}", "情形里要写“指标”“资金”或“总分”中的一样"),
        ("{情形: 甲, 指标: {名称: 参保率, 分值: 10}}", "要写应当怎样"),
        ("{情形: 甲, 指标: {名称: 参保率, 分值: 10}, 得分: 1, 等级: 优}", "要写应当怎样"),
        ("{情形: 甲, 总分: 90}", "要写应得的“等级”"),
        ("{情形: 甲, 总分: 90, 等级: 优, 得分: 90}", "要写应得的“等级”"),
    ],
)
def test_a_situation_must_expect_something(sentence: str, words: str) -> None:
    with pytest.raises(DataFileError, match=words):
        parse_model(f"测试:\n- {sentence}\n", "a.yaml", PackTestFile)
