"""Shares of a whole that is named, and averages per head."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run, run_under_any_id


class TestNamedShare:
    WHOLE = "全年项目支出1200万元。"

    @pytest.mark.parametrize(
        "words",
        [
            "其中医疗救助支出949万元，占项目支出的97.08%。",
            "医疗救助支出949万元，占项目支出的97.08%；监管经费另行核算。",
            "医疗救助支出949万元，占项目支出比重为97.08%。",
        ],
    )
    def test_a_wrong_share(self, words: str) -> None:
        finding = only_finding("named-share", report(self.WHOLE + words))
        assert finding.severity is Severity.ERROR
        assert finding.message == "949万元占1200万元的比例应为79.08%，写的是97.08%"
        assert (finding.expected, finding.reported) == ("79.08%", "97.08%")
        assert "97.08%" in quoted(finding)[0]
        assert quoted(finding)[2] == "全年项目支出1200万元"
        assert finding.working == "949万元 ÷ 1200万元 = 79.08%"

    def test_a_whole_named_in_other_words_may_be_another(self) -> None:
        """Told that it holds where it does, and called wrong only where the digits prove which total is meant."""
        words = "医疗救助支出949万元，占项目支出总额的{}。"
        assert run("named-share", report(self.WHOLE + words.format("64.21%")))[0] == []
        assert [r.holds for r in run("named-share", report(self.WHOLE + words.format("79.08%")))[1]] == [True]
        assert only_finding("named-share", report(self.WHOLE + words.format("97.08%"))).expected == "79.08%"

    @pytest.mark.parametrize(
        "words",
        [
            "全年推送预警信息1240条，核查处置1240条，经核查将86户纳入监测，占预警信息的6.94%。",
            "推送预警信息1240条，已核查1180条，纳入监测86户，占预警信息的6.94%。",
            "共受理预警信息1240条，其中86户（涉及210人）经入户核实，占预警信息6.94%。",
        ],
    )
    def test_a_count_of_another_unit_is_what_the_share_is_of(self, words: str) -> None:
        findings, relations = run("named-share", report(words))
        assert findings == []
        assert [(r.holds, r.reported) for r in relations] == [(True, "6.94%")]

    @pytest.mark.parametrize("lead", ["应", "计划", "目标"])
    def test_a_whole_of_another_meaning(self, lead: str) -> None:
        words = f"以{lead}参保人数50000人计算。全县激活电子凭证32000人，占参保人数的66.67%。"
        assert run("named-share", report(words)) == ([], [])
        same = f"以{lead}参保人数50000人计算。全县激活电子凭证32000人，占{lead}参保人数的66.67%。"
        assert only_finding("named-share", report(same)).expected == "64.00%"

    def test_a_whole_told_again_is_no_part_of_itself(self) -> None:
        words = "推送预警信息1240条，全部核查1240条，反馈及时，占预警信息的6.94%。"
        assert run("named-share", report(words))[0] == []

    def test_a_whole_named_in_an_earlier_paragraph(self) -> None:
        finding = only_finding("named-share", report(self.WHOLE, "医疗救助支出949万元，占项目支出的97.08%。"))
        assert quoted(finding)[2] == "全年项目支出1200万元"

    @pytest.mark.parametrize(
        ("share", "match"),
        [("79.08%", Match.FACE), ("79.1%", Match.FACE), ("79%", Match.FACE), ("79.12%", Match.ROUNDING)],
    )
    def test_a_right_share(self, share: str, match: Match) -> None:
        findings, relations = run("named-share", report(f"{self.WHOLE}医疗救助支出949万元，占项目支出的{share}。"))
        assert findings == []
        assert [(r.match, r.expression) for r in relations] == [(match, "949万元 ÷ 1200万元")]

    @pytest.mark.parametrize(
        "words",
        [
            "医疗救助支出949万元，占基本支出的97.08%。",  # a whole that was not told
            "医疗救助949人，占项目支出的97.08%。",  # unlike units
            "医疗救助支出约949万元，占项目支出的97.08%。",  # a near number
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("named-share", report(self.WHOLE + words)) == ([], [])

    def test_of_two_parts_the_fitting_one_is_taken(self) -> None:
        words = "医疗救助支出949万元、监管支出251万元，占项目支出的20.92%。"
        findings, relations = run("named-share", report(self.WHOLE + words))
        assert findings == []
        assert [relation.expression for relation in relations] == ["251万元 ÷ 1200万元"]


class TestOwnShare:
    LIST = "全年受理工单2386件，其中电话答复2067件、现场处理319件，现场处理占{}。"

    def test_a_wrong_share(self) -> None:
        ((finding,), _) = run_under_any_id("own-share", report(self.LIST.format("31.37%")))
        assert finding.severity is Severity.ERROR
        assert finding.message == "319件占2386件的比例应为13.37%，写的是31.37%"
        assert (finding.expected, finding.reported) == ("13.37%", "31.37%")
        assert quoted(finding)[1:] == ["现场处理319件", "全年受理工单2386件"]

    def test_a_right_share(self) -> None:
        findings, relations = run_under_any_id("own-share", report(self.LIST.format("13.37%")))
        assert findings == []
        assert [(r.expression, r.match) for r in relations] == [("319件 ÷ 2386件", Match.FACE)]

    @pytest.mark.parametrize(
        "words",
        [
            "全年受理工单2386件，其中电话答复2067件、现场处理319件，网络答复占31.37%。",  # a part that was not listed
            "全年受理工单2386件。现场处理319件，现场处理占31.37%。",  # no list with a total
            "全年受理工单约2386件，其中电话答复2067件、现场处理319件，现场处理占31.37%。",  # a near number
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run_under_any_id("own-share", report(words))[0] == []

    def test_it_speaks_under_its_own_id(self) -> None:
        findings, relations = run_under_any_id("own-share", report(self.LIST.format("31.37%")))
        assert [finding.check for finding in findings] == ["own-share"]
        assert [relation.check for relation in relations] == ["own-share"]


class TestAverage:
    @pytest.mark.parametrize(
        ("words", "expected", "reported"),
        [
            ("全年救助支出360万元，惠及1200人次，次均救助3200元。", "3000.00元", "3200元"),
            ("全县参保30万人，筹集资金3.15亿元，人均筹资1000元。", "1050.00元", "1000元"),
            ("全年处理投诉案件96件，共用工时480小时，罚没款9.6万元，平均每件1100元。", "1000.00元", "1100元"),
        ],
    )
    def test_a_wrong_average(self, words: str, expected: str, reported: str) -> None:
        finding = only_finding("average", report(words))
        assert finding.severity is Severity.ERROR
        assert (finding.expected, finding.reported) == (expected, reported)
        assert quoted(finding)[0].endswith(reported)

    def test_the_message_shows_the_division(self) -> None:
        finding = only_finding("average", report("全年救助支出360万元，惠及1200人次，次均救助3200元。"))
        assert finding.message == "360万元÷1200人次应为3000.00元，写的是3200元"
        assert quoted(finding) == ["次均救助3200元", "全年救助支出360万元", "惠及1200人次"]
        assert finding.working == "360万元 ÷ 1200人次 = 3000.00元"

    @pytest.mark.parametrize(
        ("words", "match"),
        [
            ("全年救助支出360万元，惠及1200人次，次均救助3000元。", Match.FACE),
            ("全年救助支出360万元，惠及1200人次，次均救助3004元。", Match.ROUNDING),
            ("惠及1200人次，全年救助支出360万元，次均救助3000元。", Match.FACE),
            ("全县参保30万人。筹集资金3亿元，人均筹资1000元。", Match.FACE),
            ("人工复核扣款1124条，扣减费用72.45万元，平均每条扣减644.57元。", Match.FACE),
            ("全年综合窗口办件31640件，人均办件（窗口人员14人）2260件。", Match.FACE),
        ],
    )
    def test_a_right_average(self, words: str, match: Match) -> None:
        findings, relations = run("average", report(words))
        assert findings == []
        assert [relation.match for relation in relations] == [match]

    @pytest.mark.parametrize(
        "words",
        [
            "全年救助支出360万元，惠及1200人次，次均救助约3200元。",
            "全年救助支出360万元，惠及1200余人次，次均救助3200元。",
            "全年救助支出360万元，其中住院240万元，惠及1200人次，次均救助3200元。",  # two amounts: which one?
            "全年救助支出360万元，惠及1200人次，人均缴费380元。",  # far off: another average
            "人均财政补助标准640元。",
            "全年综合窗口办件31640件，人均办件（窗口人员14人）2620件。",  # in brackets only what holds is told
            "惠及0人次，全年救助支出360万元，次均救助3000元。",
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("average", report(words)) == ([], [])


class TestMonthsCovered:
    def test_months_that_do_not_follow(self) -> None:
        finding = only_finding("months-covered", report("年末累计结余1.26亿元，月均支出0.18亿元，可支付7.9个月。"))
        assert finding.severity is Severity.ERROR
        assert (finding.reported, finding.expected) == ("7.9个月", "7.0个月")

    @pytest.mark.parametrize(
        ("words", "relations"),
        [
            ("年末累计结余1.26亿元，月均支出0.18亿元，可支付7.0个月。", 1),
            ("年末累计结余1.26亿元，月均支出0.18亿元，高于规定的6个月。", 0),
            ("年末累计结余1.26亿元，全年支出2.16亿元，可支付7.9个月。", 0),
        ],
        ids=["right", "a limit", "no monthly spending"],
    )
    def test_no_fault(self, words: str, relations: int) -> None:
        findings, found = run("months-covered", report(words))
        assert (findings, len(found)) == ([], relations)


class TestOperandsInEarlierSentences:
    BEFORE = "全年门诊慢特病救助11836人次。从支出看，门诊救助支出114.27万元，占17.50%。"

    def test_a_point_that_slipped(self) -> None:
        finding = only_finding("average", report(self.BEFORE + "门诊次均救助965.45元。"))
        assert (finding.reported, finding.expected) == ("965.45元", "96.54元")

    def test_an_average_that_follows(self) -> None:
        findings, relations = run("average", report(self.BEFORE + "门诊次均救助96.54元。"))
        assert findings == []
        assert [relation.holds for relation in relations] == [True]

    def test_a_unit_too_large(self) -> None:
        text = "居民住院支付3942.50万元。居民住院7164人次，其中县内4280人次。次均基金支付5503.21万元。"
        assert only_finding("average", report(text)).expected == "5503.21元"
