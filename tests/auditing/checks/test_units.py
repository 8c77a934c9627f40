"""Units: amounts without one, a lost 万, yuan beside 万元."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run


class TestAmountWithoutUnit:
    def test_a_bare_amount_in_prose(self) -> None:
        finding = only_finding(
            "amount-without-unit", report("再救助58人，金额394024.87，报销比例达80%，另有支出3万元。")
        )
        assert finding.severity is Severity.WARNING
        assert quoted(finding) == ["金额394024.87"]
        assert finding.reported == "394024.87"
        assert finding.message == "“金额394024.87”没有计量单位（同段其他金额用万元），请补写“元”或“万元”"

    def test_an_item_of_a_list_of_amounts(self) -> None:
        finding = only_finding("amount-without-unit", report("其中退回41.20万元、扣减保证金8.35，另有宣传3万元。"))
        assert quoted(finding) == ["扣减保证金8.35"]

    @pytest.mark.parametrize(
        "text",
        [
            "拨付41.20万元、办结3件、平均用时8.35。",
            "退回41.20万元，扣减保证金8.35。",
            "金额394024.87元，支出12.5万元。",
            "（单位：万元）预算350.00，支出340.00。",
            "支出0，项目支出前10名。",
            "资金来源见2023年12月文件，经费编号100234。",
            "支出120、130万元。",
        ],
    )
    def test_amounts_with_a_unit_and_other_numbers(self, text: str) -> None:
        findings, _ = run("amount-without-unit", report(text))
        assert findings == []

    def test_a_unit_announced_in_the_paragraph_before(self) -> None:
        findings, _ = run("amount-without-unit", report("支出情况（单位：万元）", "基本支出452.18，项目支出957.55。"))
        assert findings == []


class TestScaleMissing:
    def test_parts_that_lost_their_wan(self) -> None:
        text = report("就诊13.47万人次（其中：普通门诊9.5万人次，特病门诊2.51人次，住院1.46人次）。")
        findings, relations = run("scale-missing", text)
        assert [(f.severity, f.reported, f.expected) for f in findings] == [
            (Severity.ERROR, "2.51人次", "2.51万人次"),
            (Severity.ERROR, "1.46人次", "1.46万人次"),
        ]
        assert "漏写“万”，应为2.51万人次：补上后分项之和才等于合计13.47万人次" in findings[0].message
        assert [relation.holds for relation in relations] == [False, False]

    def test_a_total_that_lost_its_wan(self) -> None:
        finding = only_finding("scale-missing", report("支出2018.35元，其中职工475.95万元，居民1542.40万元。"))
        assert (finding.reported, finding.expected) == ("2018.35元", "2018.35万元")

    def test_a_count_with_decimals_outside_of_any_list(self) -> None:
        finding = only_finding("scale-missing", report("全年门诊救助2.36人次。"))
        assert finding.severity is Severity.WARNING
        assert "疑漏写“万”" in finding.message

    @pytest.mark.parametrize(
        "text",
        [
            "就诊13.47万人次（其中：普通门诊9.5万人次，特病门诊2.51万人次，住院1.46万人次）。",
            "支出1.2亿元（其中：职工8000万元，居民4000万元）。",
            "支出100万元，其中会议费5000元，其余为差旅费。",
            "支出13万元（其中：会议费9.5万元，印刷费5000元，邮寄费300元）。",
            "人均就诊2.36人次，平均每户1.5人。",
        ],
    )
    def test_lists_that_add_up_or_that_no_scale_mends(self, text: str) -> None:
        findings, _ = run("scale-missing", report(text))
        assert findings == []


class TestUnitMixed:
    def test_yuan_beside_wan_yuan(self) -> None:
        finding = only_finding("unit-mixed", report("支出25万元，其中会议费9.5万元、差旅费8.5万元、印刷费70000元。"))
        assert finding.severity is Severity.INFO
        assert quoted(finding) == ["70000元", "9.5万元"]
        assert finding.expected == "统一用万元"

    def test_amounts_a_head_are_apart(self) -> None:
        findings, _ = run(
            "unit-mixed", report("支出25万元，其中资助参保15万元、人均350元，聘用人员10万元、每人30000元每年。")
        )
        assert findings == []
