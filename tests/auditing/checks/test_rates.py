"""Rates and shares in prose: worked out again from the figures of the same sentence."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import indicator_form, report
from tests.support import only_finding, quoted, run, tabbed


class TestRate:
    @pytest.mark.parametrize(
        ("words", "expected", "reported", "operands"),
        [
            ("全年预算200万元，支出184万元，执行率94%。", "92.00%", "94%", ["支出184万元", "全年预算200万元"]),
            (
                "全年应检查机构240家，实际检查228家，完成率93%。",
                "95.00%",
                "93%",
                ["实际检查228家", "全年应检查机构240家"],
            ),
            (
                "核定编制52名，实有在职人员49人，在职人员控制率92.43%。",
                "94.23%",
                "92.43%",
                ["实有在职人员49人", "核定编制52名"],
            ),
            (
                "预算资金300万元，实际到位资金285万元，资金到位率98%。",
                "95.00%",
                "98%",
                ["实际到位资金285万元", "预算资金300万元"],
            ),
            ("发放问卷600份，收回588份，回收率89%。", "98.00%", "89%", ["收回588份", "发放问卷600份"]),
            (
                "年初目标参保23万人，实际参保23.9万人，完成率107.5%。",
                "103.91%",
                "107.5%",
                ["实际参保23.9万人", "年初目标参保23万人"],
            ),
            (
                "全年受理3215件，按时办结3178件，按时办结率98.94%。",
                "98.85%",
                "98.94%",
                ["按时办结3178件", "全年受理3215件"],
            ),
            (
                "全年住院结算10632人次，其中异地就医4799人次，占40.78%。",
                "45.14%",
                "40.78%",
                ["其中异地就医4799人次", "全年住院结算10632人次"],
            ),
            (
                "年初预算数22.5万元，全年预算数22.5万元，全年执行数21.85万元，预算执行率88.90%。",
                "97.11%",
                "88.90%",
                ["全年执行数21.85万元", "全年预算数22.5万元"],
            ),
            (
                "全年预算数22.5万元，全年执行数218.5万元，预算执行率97.11%。",
                "971.11%",
                "97.11%",
                ["全年执行数218.5万元", "全年预算数22.5万元"],
            ),
            (
                "应复核特困人员951人，实际复核518人，复核率87.65%。",
                "54.47%",
                "87.65%",
                ["实际复核518人", "应复核特困人员951人"],
            ),
        ],
    )
    def test_a_wrong_rate(self, words: str, expected: str, reported: str, operands: list[str]) -> None:
        finding = only_finding("rate", report(words))
        assert finding.severity is Severity.ERROR
        assert finding.message.endswith(f"应为{expected}，写的是{reported}")
        assert (finding.expected, finding.reported) == (expected, reported)
        assert quoted(finding)[0].endswith(reported)
        assert quoted(finding)[1:] == operands
        assert finding.working.endswith(f"= {expected}")

    def test_money_that_arrived_is_measured_by_what_was_allotted(self) -> None:
        finding = only_finding("rate", report("下达资金300万元，到位资金285万元，资金到位率达到98%。"))
        assert finding.expected == "95.00%"

    def test_the_message_names_the_rate_and_the_figures(self) -> None:
        finding = only_finding("rate", report("全年预算200万元，支出184万元，预算执行率为94%。"))
        assert finding.message == "“预算执行率”按184万元÷200万元应为92.00%，写的是94%"

    @pytest.mark.parametrize(
        ("words", "match"),
        [
            ("全年预算200万元，支出184万元，执行率92%。", Match.FACE),
            ("全年受理3215件，按时办结3178件，按时办结率98.85%。", Match.FACE),
            ("全年受理3215件，按时办结3178件，按时办结率98.84%。", Match.TRUNCATION),
            # 3.1亿 may be 3.05亿 and 2.9亿 may be 2.95亿.
            ("全年预算3.1亿元，支出2.9亿元，执行率95%。", Match.ROUNDING),
            ("核定编制52名，实有在职人员49人，控制率94.23%。", Match.FACE),
            ("发放问卷600份，收回588份，满意551份，满意度93.71%。", Match.FACE),
            ("资金到位率95%（预算300万元，到位285万元）。", Match.FACE),
            ("全年预算200万元，支出1840000元，执行率92%。", Match.FACE),
        ],
    )
    def test_how_a_rate_holds(self, words: str, match: Match) -> None:
        findings, relations = run("rate", report(words))
        assert findings == []
        assert [relation.match for relation in relations] == [match]

    def test_the_edge_of_what_rounding_allows(self) -> None:
        """2.95 ÷ 3.05 is 96.7 %: 97 % is the last whole number that can follow, 98 % cannot."""
        assert run("rate", report("全年预算3.1亿元，支出2.9亿元，执行率97%。"))[0] == []
        only_finding("rate", report("全年预算3.1亿元，支出2.9亿元，执行率98%。"))

    @pytest.mark.parametrize(
        "words",
        [
            "参保28万人，检查机构228家，执行率93%。",  # nothing to divide by
            "全年支出184万元，执行率94%。",  # one figure only
            "全年预算约200万元，支出184万元，执行率94%。",  # a near number proves nothing
            "全年预算200万元，支出184万元。居民住院政策范围内报销比例为70%。",  # another rate
            "年度目标为执行率不低于95%，全年预算200万元，支出184万元。",  # a target
            "全年门诊就诊1200人次、住院300人，住院率为20%。",  # 人 and 人次
            "全年预算200万元，支出184万元，同比增长94%。",  # a change
            "全年预算0元，支出184万元，执行率94%。",
            "全年住院结算10632人次，其中异地就医4799人次，占全省的40.78%。",  # of another whole
            "全年住院结算10632人次，异地就医4799人次，占40.78%。",  # nobody says that they are among them
            "应复核特困人员951人，实际到场518人，满意率87.65%。",  # named after neither
            "年初预算数22.5万元，追加预算数3.5万元，全年执行数21.85万元，预算执行率88.90%。",
        ],
    )
    def test_near_misses(self, words: str) -> None:
        findings, relations = run("rate", report(words))
        assert findings == []
        assert all(relation.holds for relation in relations)

    def test_in_the_cell_of_a_form(self) -> None:
        reason = "全年应检查机构240家，实际检查228家，完成率93%，两家机构停业。"
        rows = [["产出指标", "数量指标", "检查机构数", "≥240家", "228家", "20", "19", reason]]
        assert only_finding("rate", indicator_form(rows)).expected == "95.00%"

    def test_figures_of_two_cells_are_not_divided(self) -> None:
        text = tabbed([["全年预算200万元整共计", "执行率94%，较好完成任务"], ["支出184万元整共计", "见说明材料"]])
        assert run("rate", text) == ([], [])


class TestRateBound:
    @pytest.mark.parametrize(
        ("words", "message"),
        [
            ("年末参保率达102.3%。", "“年末参保率”写102.3%，一般不会超过100%，请核对分母或指标含义"),
            ("群众满意度为100.5%。", "“群众满意度”写100.5%，一般不会超过100%，请核对分母或指标含义"),
            ("公用经费控制率为-8.75%。", "“公用经费控制率”写-8.75%，不会是负数，请核对分母或指标含义"),
            ("预算执行率是-3%。", "“预算执行率”写-3%，不会是负数，请核对分母或指标含义"),
        ],
    )
    def test_out_of_bounds(self, words: str, message: str) -> None:
        finding = only_finding("rate-bound", report(words))
        assert finding.severity is Severity.WARNING
        assert finding.message == message
        assert finding.expected == "0%至100%"
        assert quoted(finding) == [words.rstrip("。")]

    @pytest.mark.parametrize(
        "words",
        [
            "年末参保率达100%。",
            "任务完成率为115%。",  # a task may be more than done
            "三公经费变动率为-8.75%。",  # a change has a sign
            "满意度为99.6%。",
            "参保人数102.3万人。",
        ],
    )
    def test_within_bounds(self, words: str) -> None:
        assert run("rate-bound", report(words)) == ([], [])

    def test_in_the_cell_of_a_form(self) -> None:
        rows = [["产出指标", "数量指标", "参保人数", "≥20万人", "21万人，参保率102.3%", "20", "20", ""]]
        assert only_finding("rate-bound", indicator_form(rows)).reported == "102.3%"


class TestOperandsInEarlierSentences:
    BEFORE = "全年可用资金568.60万元，已全部到位。截至年底共支出497.35万元，其中设备84.50万元，培训37.50万元。"

    def test_one_digit_off(self) -> None:
        finding = only_finding("rate", report(self.BEFORE + "资金执行率达84.47%。"))
        assert (finding.reported, finding.expected) == ("84.47%", "87.47%")

    def test_a_rate_that_follows(self) -> None:
        findings, relations = run("rate", report(self.BEFORE + "资金执行率达87.47%。"))
        assert findings == []
        assert [relation.holds for relation in relations] == [True]

    @pytest.mark.parametrize(
        "words",
        ["资金执行率达91.26%。", "群众知晓率达84.47%。", "资金执行率达84%。"],
        ids=["far off", "no role", "two digits"],
    )
    def test_nothing_to_prove(self, words: str) -> None:
        assert run("rate", report(self.BEFORE + words)) == ([], [])

    @pytest.mark.parametrize(
        ("text", "right"),
        [
            ("全年支出3104.68万元。按性质分，基本支出986.34万元，项目支出2118.34万元，项目支出占62.83%。", "68.23%"),
            ("全旗参保人数5.39万人。集中缴费期缴费人数4.65万人，占参保人数的82.67%。", "86.27%"),
        ],
    )
    def test_a_share_whose_words_name_both_figures(self, text: str, right: str) -> None:
        assert only_finding("rate", report(text)).expected == right
