"""Text of the template that was left in."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, piped, quoted, run


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("调整的主要原因是××××××。", "××××××"),
        ("本项目由XX县医疗保障局组织实施。", "XX"),
        ("支出××万元。", "××"),
        ("20XX年预算执行良好。", "20XX年"),
        ("某某局负责实施。", "某某"),
        ("实施单位：（请填写单位全称）", "（请填写单位全称）"),
        ("三、存在问题（500字以内）", "（500字以内）"),
        ("此处填写单位名称", "此处填写单位名称"),
        ("单击或点击此处输入文字。", "单击或点击此处输入文字"),
        ("满意度（待补充）。", "（待补充）"),
        ("依据清财绩〔2023〕 号文件。", "〔2023〕 号"),
        ("2024年3月 日", "2024年3月 日"),
        ("单位：{{单位名称}}", "{{单位名称}}"),
        ("示例：全年检查100家。", "示例："),
        ("……", "……"),
        ("对照年度目标，说明完成情况（100字以内）", "对照年度目标，说明完成情况（100字以内）"),
    ],
)
def test_left_in_a_paragraph(text: str, words: str) -> None:
    finding = only_finding("template-text", report(text))
    assert finding.severity is Severity.WARNING
    assert quoted(finding) == [words]
    assert finding.message.endswith("请改为实际内容")


@pytest.mark.parametrize(
    "cell",
    [
        "（请针对自评发现的问题填写改进意见，200字以内）",
        "（此处填写审计发现的问题，没有的填“无”）",
        "……",
        "指标1：",
        "结合自评情况，分析存在的问题。(200字以内)",
    ],
)
def test_left_in_a_cell(cell: str) -> None:
    assert quoted(only_finding("template-text", piped([["改进措施", cell], ["负责人", "某某"]]))) == [cell]


@pytest.mark.parametrize(
    "text",
    [
        "补助标准为353417人×89.6元，执行率=支出÷预算×100%。",
        "系统编号XX-2023，型号EXX3，第XX届会议。",
        "填表人：某某。救助对象李××已享受待遇。",
        "备注：文字说明控制在200字以内（200字以内）。",
        "请说明原因的已说明，（详见附件）。",
        "2024年3月5日，7×24小时服务。",
        "依据清财绩〔2023〕6号文件。",
        "包括参保、征缴……均已完成，例如资助参保。",
    ],
)
def test_what_is_no_template(text: str) -> None:
    findings, _ = run("template-text", report(text))
    assert [finding.message for finding in findings] == []


def test_a_label_may_carry_its_instruction() -> None:
    rows = [["存在问题（200字以内）", "宣传不够。"], ["其他说明（请注明）", "无"], ["指标1：参保人数", "100人"]]
    findings, _ = run("template-text", piped(rows))
    assert findings == []
