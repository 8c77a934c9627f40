"""Targets, actual values and scores: reached or missed, points kept or lost, reasons given or not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import ALL_SHAPES, HEAD, SHAPES, TITLE, indicator_form, report
from tests.support import Rows, only_finding, quoted, run, tabbed, web

Shape = Callable[[Rows], str]
NAME = "检查机构数"
# Around it so that a table on one line is long enough to be one.
REACHED = ["效益指标", "社会效益指标", "政策知晓率", "≥90%", "91%", "40", "40", ""]


def row(target: str, actual: str, score: str = "20", reason: str = "", name: str = NAME) -> list[str]:
    """Return the row of an indicator of 20 points."""
    return ["产出指标", "数量指标", name, target, actual, "20", score, reason]


def one(target: str, actual: str, score: str = "20", reason: str = "", shape: Shape = tabbed) -> str:
    """Return a form with one indicator of 20 points and one that is beyond doubt."""
    return indicator_form([row(target, actual, score, reason), REACHED], ("60", "60"), shape)


def relation_of(check: str, text: str) -> list[tuple[bool, Match]]:
    """Return what the relations on the indicator of 20 points say."""
    _, relations = run(check, text)
    return [(r.holds, r.match) for r in relations if not any("知晓率" in words for words in quoted(r))]


class TestTargetMet:
    @pytest.mark.parametrize("shape", ALL_SHAPES)
    def test_a_missed_target_with_full_points(self, shape: Shape) -> None:
        finding = only_finding("target-met", one("≥95%", "93%", shape=shape))
        assert finding.severity is Severity.WARNING
        assert finding.message == "“检查机构数”目标≥95%，实际93%，没有达到却得满分20分"
        assert (finding.expected, finding.reported) == ("≥95%", "93%")
        assert quoted(finding) == ["93%", "≥95%", "20"]

    @pytest.mark.parametrize(
        ("target", "actual", "met"),
        [
            ("≥95%", "95%", True),
            ("≥95%", "94.99%", False),
            ("不低于95%", "95.2%", True),
            ("＞300家", "300家", False),
            ("≤30天", "30天", True),
            ("≤30天", "31天", False),
            ("控制在86万元以内", "86.9万元", False),
            ("90%以上", "89%", False),
            ("≥0.5万人次", "6200人次", True),
            ("≥60万", "63万", True),
            ("＝12次", "11次", False),
            ("95%-98%", "96%", True),
            ("≥50家", "52", True),
        ],
    )
    def test_on_which_side_the_result_lies(self, target: str, actual: str, met: bool) -> None:
        text = one(target, actual)
        assert relation_of("target-met", text) == [(met, Match.FACE if met else Match.NONE)]
        assert len(run("target-met", text)[0]) == (not met)

    def test_a_missed_target_that_lost_points_is_no_finding(self) -> None:
        text = one("≥95%", "93%", score="19.58")
        findings, relations = run("target-met", text)
        assert findings == []
        assert [(r.reported, r.holds) for r in relations] == [("93%", False), ("19.58", False), ("91%", True)]

    @pytest.mark.parametrize(("target", "actual"), [("≥800人", "900人次"), ("≥95%", "950人")])
    def test_different_units_are_not_compared(self, target: str, actual: str) -> None:
        assert relation_of("target-met", one(target, actual)) == []

    @pytest.mark.parametrize(
        ("target", "actual"),
        [("有效提升", "有效提升"), ("按期完成", "已按期完成"), ("制度健全", "健全"), ("及时", "已按时完成")],
    )
    def test_words_that_say_that_it_is_done(self, target: str, actual: str) -> None:
        assert relation_of("target-met", one(target, actual)) == [(True, Match.JUDGED)]

    @pytest.mark.parametrize("actual", ["基本未提升", "未完成", "部分完成", ""])
    def test_words_that_do_not(self, actual: str) -> None:
        assert relation_of("target-met", one("有效提升", actual)) == []

    @pytest.mark.parametrize(
        ("name", "target", "actual", "told"),
        [
            (NAME, "50家", "52家", [True]),
            (NAME, "50家", "40家", [False]),
            ("参保人数", "27万人", "26.84万人", [False]),
            ("人均补助标准", "100元", "95元", [True]),
            ("人均补助标准", "100元", "125元", []),  # more than that may be right or wrong
            (NAME, "50家", "40次", []),
            ("零星报销时限", "15个工作日", "17个工作日", [False]),
            ("零星报销时限", "15个工作日", "12个工作日", [True]),
            ("住院费用报销比例", "70%", "71.3%", [True]),
            ("住院费用报销比例", "70%", "68.2%", [False]),
            ("自付费用占比", "30%", "33%", []),
        ],
    )
    def test_a_bare_target_is_a_least_but_for_costs(
        self, name: str, target: str, actual: str, told: list[bool]
    ) -> None:
        text = indicator_form([row(target, actual, name=name), REACHED])
        assert [holds for holds, _ in relation_of("target-met", text)] == told

    def test_nature_value_and_unit_in_columns_of_their_own(self) -> None:
        rows = [
            ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重", "得分", "原因"],
            ["产出指标", "时效指标", "故障响应时间", "≤", "30", "分钟", "42", "20", "20", ""],
            ["", "质量指标", "系统可用率", "≥", "99.9", "%", "99.97", "20", "20", ""],
        ]
        finding = only_finding("target-met", TITLE + tabbed(rows))
        assert finding.message == "“故障响应时间”目标30，实际42，没有达到却得满分20分"
        assert quoted(finding) == ["42", "30", "20"]

    def test_in_prose(self) -> None:
        words = "检查机构数：年初目标不少于200家，实际检查195家，分值8分，得8分。"
        finding = only_finding("target-met", report("（一）数量指标（满分8分）", words))
        assert finding.message == "“检查机构数”目标不少于200家，实际195家，没有达到却得满分8分"


class TestPointsLost:
    @pytest.mark.parametrize("shape", SHAPES)
    def test_points_lost_though_the_target_was_reached(self, shape: Shape) -> None:
        finding = only_finding("points-lost", one("≥50家", "52家", "18", shape=shape))
        assert finding.severity is Severity.WARNING
        assert finding.message == "“检查机构数”已达到目标却扣了2分，没有说明原因"
        assert (finding.expected, finding.reported) == ("20分，或者写明扣分原因", "18")
        assert quoted(finding) == ["18", "检查机构数", "52家"]

    @pytest.mark.parametrize("reason", ["", "无", "——", "不适用", "无偏差", "无。"])
    def test_what_gives_no_reason(self, reason: str) -> None:
        assert only_finding("points-lost", one("≥50家", "40家", "16.5", reason)).message == (
            "“检查机构数”扣了3.5分，没有说明原因"
        )

    @pytest.mark.parametrize("reason", ["两家机构停业", "案卷不齐，已补正", "年中调整计划"])
    def test_a_reason_of_any_kind(self, reason: str) -> None:
        assert run("points-lost", one("≥50家", "40家", "16", reason)) == ([], [])

    def test_full_points_need_none(self) -> None:
        assert run("points-lost", one("≥50家", "52家", "20")) == ([], [])

    @pytest.mark.parametrize(
        "told",
        [
            "认定准确率10分，按99.67%得9.97分",
            "救助对象满意度10分，按93.88%与95%的比例得9.88分",
            "满意度指标10分，目标95%，实际91.2%，按比例得9.60分",
            "办结率10分，46件中45件办结，按完成率折算得9.78分",
            "结算率10分，10分×98.5%，得9.85分",
        ],
    )
    def test_prose_that_tells_how_the_score_is_worked_out(self, told: str) -> None:
        words = f"（三）产出（40分）得39.97分。救助人次30分得30分；{told}。"
        assert run("points-lost", report(words))[0] == []

    @pytest.mark.parametrize("told", ["按99.67%得9.50分", "综合评定得9.50分"])
    def test_prose_of_which_the_score_does_not_follow(self, told: str) -> None:
        words = f"（三）产出（40分）得39.50分。救助人次30分得30分；认定准确率10分，{told}。"
        assert run("points-lost", report(words))[0] != []

    def test_a_form_without_a_column_for_reasons_is_not_asked(self) -> None:
        rows = [HEAD[:7], row("≥50家", "40家", "16")[:7], REACHED[:7]]
        assert run("points-lost", TITLE + tabbed(rows)) == ([], [])

    @pytest.mark.parametrize(("reason", "silent"), [("", False), ("两家停业", True)])
    def test_a_table_on_one_line(self, reason: str, silent: bool) -> None:
        """Between a score and the next target stands one name; a word more is a reason."""
        rows = [row("≥50家", "52家", "18", reason), ["", "", "群众了解程度", *REACHED[3:]]]
        assert len(run("points-lost", indicator_form(rows, ("100", "58"), ALL_SHAPES[-1]))[0]) == (not silent)

    def test_points_of_execution_follow_the_rate_and_need_none(self) -> None:
        rows = [row("≥95%", "90%", "18", name="预算执行率"), REACHED]
        assert run("points-lost", indicator_form(rows)) == ([], [])

    @pytest.mark.parametrize(
        ("words", "silent"),
        [
            ("2.质量指标（满分20分，实得18分）。抽查案卷40份，合格39份。", False),
            ("2.质量指标（满分20分，实得18分）。扣分原因是一份案卷缺少签名。", True),
            ("2.质量指标（满分20分，实得18分）。有两份案卷材料不齐。", True),
            ("质量指标分值20分，自评得分18分。", False),
        ],
    )
    def test_in_prose(self, words: str, silent: bool) -> None:
        findings, _ = run("points-lost", report(words))
        assert [finding.reported for finding in findings] == ([] if silent else ["18"])


class TestMissedWithoutReason:
    """Forms of transfers to lower levels print no scores, but a column for reasons."""

    HEAD = (*HEAD[:5], "未完成原因和改进措施")

    def form(self, actual: str, reason: str, shape: Shape = tabbed) -> str:
        other = ["效益指标", "社会效益指标", "政策知晓率", "≥90%", "91%", ""]
        return TITLE + shape([self.HEAD, ["产出指标", "数量指标", NAME, "≥50家", actual, reason], other])

    @pytest.mark.parametrize("reason", ["", "无"])
    @pytest.mark.parametrize("shape", SHAPES[:3])
    def test_a_missed_target(self, reason: str, shape: Shape) -> None:
        finding = only_finding("missed-without-reason", self.form("40家", reason, shape))
        assert finding.severity is Severity.WARNING
        assert finding.message == "“检查机构数”目标≥50家，实际40家，没有达到，也没有说明原因"
        assert (finding.expected, finding.reported) == ("说明未完成原因", "40家")
        assert quoted(finding) == ["40家", "检查机构数", "≥50家"]

    @pytest.mark.parametrize(("actual", "reason"), [("40家", "两家停业，列入次年计划"), ("52家", ""), ("已完成", "")])
    def test_a_reason_and_a_reached_target(self, actual: str, reason: str) -> None:
        assert run("missed-without-reason", self.form(actual, reason)) == ([], [])

    def dated(self, actual: str, reason: str) -> str:
        return self.form("52家", "").replace("≥50家\t52家", f"9月30日前\t{actual}").replace("\t\n", f"\t{reason}\n", 1)

    @pytest.mark.parametrize("reason", ["", "无"])
    def test_a_day_that_was_missed(self, reason: str) -> None:
        finding = only_finding("missed-without-reason", self.dated("11月24日", reason))
        assert finding.message == "“检查机构数”目标9月30日前，实际11月24日，没有达到，也没有说明原因"

    @pytest.mark.parametrize(("actual", "reason"), [("9月24日", ""), ("11月24日", "资金下达较晚"), ("已完成", "")])
    def test_a_day_that_was_kept_or_explained(self, actual: str, reason: str) -> None:
        assert run("missed-without-reason", self.dated(actual, reason)) == ([], [])

    def test_where_points_are_given_their_loss_is_asked_for(self) -> None:
        assert run("missed-without-reason", one("≥50家", "40家", "16")) == ([], [])


class TestRatioScore:
    @pytest.mark.parametrize(
        ("target", "actual", "score", "way"),
        [
            ("≥50家", "40家", "16", "按完成比例"),
            ("≥90%", "88%", "19.56", "按完成比例"),
            ("≥90%", "88%", "19.55", "按完成比例"),  # cut off
            ("≥50家", "40家", "0", "达标得分"),
            ("≤30天", "40天", "15", "按反向比例"),
            ("≤100万元", "125万元", "15", "按超出比例扣分"),
        ],
    )
    def test_the_rule_that_explains_a_score(self, target: str, actual: str, score: str, way: str) -> None:
        findings, relations = run("ratio-score", one(target, actual, score))
        assert findings == []
        assert [(r.holds, r.expression.split("：")[0]) for r in relations] == [(True, way), (True, "达标得满分")]

    def test_a_score_that_no_rule_explains(self) -> None:
        finding = only_finding("ratio-score", one("≥50家", "40家", "17.3"))
        assert finding.severity is Severity.WARNING
        assert finding.message == "“检查机构数”未达标，按完成比例应得16.00分，实得17.3分，通行的计分办法都得不出"
        assert (finding.expected, finding.reported) == ("16.00", "17.3")
        assert quoted(finding) == ["17.3", "40家", "≥50家"]

    def test_a_score_with_a_reason_is_only_remarked(self) -> None:
        assert only_finding("ratio-score", one("≥50家", "40家", "17.3", "两家停业")).severity is Severity.INFO

    @pytest.mark.parametrize(("actual", "score"), [("52家", "18"), ("40家", "20")])
    def test_points_lost_on_a_reached_target_and_full_ones_on_a_missed(self, actual: str, score: str) -> None:
        text = one("≥50家", actual, score)
        assert run("ratio-score", text)[0] == []
        assert relation_of("ratio-score", text) == []

    def test_full_points_follow_from_a_reached_target(self) -> None:
        _, relations = run("ratio-score", one("≥50家", "52家"))
        assert next((r.expression, r.reported, r.holds) for r in relations) == ("达标得满分：20", "20", True)

    def test_a_result_of_zero_is_not_divided_by(self) -> None:
        text = one("≤3起", "0起", "18")
        assert run("ratio-score", text)[0] == []
        assert relation_of("ratio-score", text) == []


class TestOvershoot:
    @pytest.mark.parametrize("shape", SHAPES)
    def test_130_per_cent_and_more(self, shape: Shape) -> None:
        finding = only_finding("overshoot", one("≥50家", "65家", shape=shape))
        assert finding.severity is Severity.WARNING
        assert finding.message == "“检查机构数”完成值是目标的130.0%，没有说明原因，请核对目标是否定得太低"
        assert (finding.expected, finding.reported) == ("说明超额原因", "65家")
        assert quoted(finding) == ["65家", "≥50家", "检查机构数"]
        assert finding.working == "65家 ÷ 50家 = 130.0%"

    @pytest.mark.parametrize(
        ("target", "actual", "reason"),
        [
            ("≥50家", "64家", ""),
            ("≥50家", "65家", "新增网点纳入检查范围"),
            ("≤50家", "20家", ""),
            ("≤50家", "80家", ""),
            ("≥0家", "80家", ""),
            ("有效提升", "大幅提升", ""),
        ],
    )
    def test_less_a_reason_and_less_is_more(self, target: str, actual: str, reason: str) -> None:
        assert run("overshoot", one(target, actual, reason=reason)) == ([], [])

    def test_a_bare_target(self) -> None:
        assert only_finding("overshoot", one("50家", "65家")).reported == "65家"


class TestNumberDue:
    @pytest.mark.parametrize("shape", SHAPES)
    @pytest.mark.parametrize("words", ["已完成", "达标"])
    def test_a_word_where_a_number_is_due(self, words: str, shape: Shape) -> None:
        finding = only_finding("number-due", one("≥50家", words, shape=shape))
        assert finding.severity is Severity.WARNING
        assert finding.message == f"“检查机构数”目标是≥50家，完成值只写“{words}”，没有数字"
        assert (finding.expected, finding.reported) == ("实际完成的数值", words)
        assert quoted(finding) == [words, "≥50家"]

    def test_an_empty_cell_of_a_grid(self) -> None:
        finding = only_finding("number-due", web([HEAD, row("≥50家", ""), REACHED], TITLE.strip()))
        assert finding.message == "“检查机构数”目标是≥50家，完成值空着"
        assert (finding.reported, quoted(finding)) == ("（空）", ["检查机构数", "≥50家"])

    @pytest.mark.parametrize("shape", SHAPES)
    def test_an_empty_cell_of_a_text_may_have_been_lost(self, shape: Shape) -> None:
        assert run("number-due", one("≥50家", "", shape=shape)) == ([], [])

    @pytest.mark.parametrize(
        ("target", "actual"), [("≥50家", "检查52家"), ("≥90%", "百分之九十一"), ("0起", "无"), ("有效提升", "有效提升")]
    )
    def test_a_number_or_no_number_due(self, target: str, actual: str) -> None:
        assert run("number-due", one(target, actual)) == ([], [])

    def test_a_number_in_words(self) -> None:
        assert run("number-due", one("≥50家", "五十二家")) == ([], [])


@pytest.mark.parametrize(("others", "silent"), [("，另3件当事人正在申请听证", True), ("", False), ("，另3件", False)])
def test_what_became_of_the_others_is_a_reason(others: str, silent: bool) -> None:
    words = f"（三）产出（40分，得39.00分）。1.质量指标（40分，得39.00分）：目标100%，查实40件，处理37件{others}。"
    assert (run("points-lost", report(words))[0] == []) is silent
