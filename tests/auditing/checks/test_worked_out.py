"""Figures that follow from those beside them but for one slip."""

from __future__ import annotations

import pytest

from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run


class TestWorkedOut:
    @pytest.mark.parametrize(
        ("text", "reported", "expected"),
        [
            ("预算268.00万元，执行243.35万元，执行率92.80%。", "92.80%", "90.80%"),
            ("采购总额400.00万元，面向中小企业采购224.94万元，占46.23%。", "46.23%", "56.24%"),
            ("发现手续不全的13份，抽查260份，占2%。", "2%", "5.00%"),
            ("全年决算1003.40万元，上年为948.20万元，多支出55.20万元，增长5.12%。", "5.12%", "5.82%"),
            ("本年1003.40万元，上年为948.20万元，增长5.12%。", "5.12%", "5.82%"),
            ("救助14600人次，支出670.20万元，次均959.04元。", "959.04元", "459.04元"),
            ("办班两次，分别支出12.50万元、8.36万元，合计20.68万元。", "20.68万元", "20.86万元"),
            ("受理51206件，办结27180件，未办结24062件。", "24062件", "24026件"),
            ("激活率由65.26%到81.74%，提高14.68个百分点。", "14.68个百分点", "16.48个百分点"),
            ("全年支出1498.63元，其中基本支出485.10万元、项目支出1013.53万元。", "1498.63元", "1498.63万元"),
            ("追回基金425.6万元，其中协议处理268.4万元、行政处罚184.2万元。", "425.6万元", "452.6万元"),
            (
                "支出13232.2万元，其中基本支出478.06万元，包括人员经费400.00万元；项目支出845.16万元。",
                "13232.2万元",
                "1323.22万元",
            ),
        ],
        ids=[
            "rate",
            "cut off",
            "the only two",
            "rate of a change",
            "rate of two levels",
            "average",
            "sum",
            "rest",
            "points",
            "unit",
            "listed behind",
            "nested list",
        ],
    )
    def test_a_slip(self, text: str, reported: str, expected: str) -> None:
        finding = only_finding("worked-out", report(text))
        assert (finding.reported, finding.expected) == (reported, expected)
        assert reported in quoted(finding)[0]

    @pytest.mark.parametrize(
        ("text", "reported"),
        [
            ("全年预算3518.66万元。支出3468.20万元，预算执行率985.7%。", "985.7%"),
            ("部门预算3518.66万元。支出3468.20万元，预算执行率95.87%。", "95.87%"),
            ("委托评价涉及386.00万元。自评涉及5864.27万元。两项合计6205.27万元。", "6205.27万元"),
            ("应参保43.47万人，已参保41.86万人。未参保2.61万人，多在外务工。", "2.61万人"),
        ],
        ids=["a share beyond 200 %", "a rate", "a sum", "a rest"],
    )
    def test_operands_in_the_sentence_before(self, text: str, reported: str) -> None:
        assert only_finding("worked-out", report(text)).reported == reported

    @pytest.mark.parametrize(
        "text",
        [
            "预算268.00万元，执行243.35万元，执行率90.80%。",
            "预算268.00万元，执行243.35万元，执行率约92.80%。",
            "预算268.00万元，执行243.35万元，执行率81.15%。",
            "满意286人，调查300人，满意度95.33%，高于90%的目标。",
            "年末参保26.40万人，激活17.36万人，上年末的65.26%为基数。",
            "次均住院费用6204元，比上年增加0.63万人次，同比下降3.83%。",
            "拨付1200.00万元、697.96万元；居民住院费用实际报销比例58.8%。",
            "购置费85.20万元，占60.00%；培训费21.30万元，占15.00%。",
            "到位两笔，省级100.00万元，市级50.00万元，资金到位率100.00%。",
            "支出122.40万元、2.16万元和1.80万元，分别占96.87%、1.71%和1.42%。",
            "支出1388.64万元，其中资助401.81万元，人均资助220元；住院742.66万元，门诊244.17万元。",
        ],
        ids=[
            "right",
            "about",
            "far off",
            "above a target",
            "another time",
            "another unit between",
            "another clause",
            "a share between",
            "two sources",
            "a list of shares",
            "an average among the parts",
        ],
    )
    def test_nothing_to_prove(self, text: str) -> None:
        assert run("worked-out", report(text))[0] == []

    def test_what_the_sentence_before_gives_is_right(self) -> None:
        text = "全年支出243.35万元，预算262.23万元。全年预算268.00万元，执行率92.80%，支出248.70万元。"
        assert run("worked-out", report(text))[0] == []

    def test_the_relation_says_how_it_was_worked_out(self) -> None:
        _, relations = run("worked-out", report("预算268.00万元，执行243.35万元，执行率92.80%。"))
        assert [(r.expression, r.holds) for r in relations] == [("243.35万元 ÷ 268.00万元", False)]
