"""Parts and totals in prose; items done and not done; counts by grade."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import indicator_form, report
from tests.support import only_finding, quoted, run


class TestProseParts:
    @pytest.mark.parametrize("each", ["每个补助", "每村", "每所", "每个"])
    def test_what_each_one_gets_is_no_part(self, each: str) -> None:
        words = f"建成服务点8个，{each}1.50万元，支出12.00万元；培训支出36.20万元，合计{{}}万元。"
        findings, relations = run("prose-parts", report(words.format("48.20")))
        assert findings == []
        assert [r.holds for r in relations] == [True]
        assert only_finding("prose-parts", report(words.format("49.20"))).expected == "48.20万元"

    @pytest.mark.parametrize(
        ("words", "expected", "reported", "gap"),
        [
            ("全年支出610万元，其中救助300万元、监管200万元、宣传100万元。", "600万元", "610万元", "10万元"),
            ("核定编制46名，其中行政编制9名、事业编制36名。", "45人", "46名", "1人"),
            ("全县参保527358人，其中职工38160人、居民488098人。", "526258人", "527358人", "1100人"),
            (
                "项目支出1000.00万元，由三部分构成：救助600.00万元，监管300.00万元，运维40.00万元。",
                "940.00万元",
                "1000.00万元",
                "60.00万元",
            ),
            ("救助支出360万元（住院250万元，门诊120万元）。", "370万元", "360万元", "10万元"),
            ("住院250万元，门诊120万元，合计380万元。", "370万元", "380万元", "10万元"),
            ("检查331家，其中医院24家、基层机构189家、药店108家。", "321家", "331家", "10家"),
            ("全年救助9800人次，包括住院3600人次、门诊6400人次。", "10000人次", "9800人次", "200人次"),
            (
                "追回资金合计1731.99万元，其中：退回769.14万元，检查追回615.05万元，整治追回519.10万元。",
                "1903.29万元",
                "1731.99万元",
                "171.30万元",
            ),
        ],
    )
    def test_parts_that_do_not_make_the_total(self, words: str, expected: str, reported: str, gap: str) -> None:
        finding = only_finding("prose-parts", report(words))
        assert finding.severity is Severity.ERROR
        assert finding.message == f"分项合计{expected}，合计写{reported}，相差{gap}"
        assert (finding.expected, finding.reported) == (expected, reported)
        assert quoted(finding)[0].endswith(reported)
        assert len(finding.excerpts) >= 3
        assert finding.working.endswith(f"= {expected}")

    @pytest.mark.parametrize(
        ("words", "expression", "match"),
        [
            ("全年支出600万元，其中救助300万元、监管200万元、宣传100万元。", "300万元＋200万元＋100万元", Match.FACE),
            ("全县参保526258人，其中职工38160人、居民488098人。", "38160人＋488098人", Match.FACE),
            ("住院250万元，门诊120万元，合计370万元。", "250万元＋120万元", Match.FACE),
            ("全年支付工资44.25万元、保险费8.85万元，共53.10万元。", "44.25万元＋8.85万元", Match.FACE),
            ("第一批到位296.00万元，第二批到位144.00万元，两批共440.00万元。", "296.00万元＋144.00万元", Match.FACE),
            ("救助支出360万元（住院240万元，门诊120万元）。", "240万元＋120万元", Match.FACE),
            # 103.864 + 1603.444 would print as 1707.31.
            (
                "全年总支出1707.31万元，其中基本支出103.86万元，项目支出1603.44万元。",
                "103.86万元＋1603.44万元",
                Match.ROUNDING,
            ),
            ("全年支出600万元，比上年增加50万元，其中救助400万元、监管200万元。", "400万元＋200万元", Match.FACE),
            ("全年支出1亿元，其中住院6000万元，门诊4000万元。", "6000万元＋4000万元", Match.FACE),
        ],
    )
    def test_parts_that_make_the_total(self, words: str, expression: str, match: Match) -> None:
        findings, relations = run("prose-parts", report(words))
        assert findings == []
        assert [(r.expression, r.match) for r in relations] == [(expression, match)]

    def test_the_edge_of_what_rounding_allows(self) -> None:
        """Two parts with two decimals can hide 0.01; 0.02 they cannot."""
        words = "全年总支出{}万元，其中基本支出103.86万元，项目支出1603.44万元。"
        assert run("prose-parts", report(words.format("1707.31")))[0] == []
        assert only_finding("prose-parts", report(words.format("1707.32"))).expected == "1707.30万元"

    @pytest.mark.parametrize(
        "words",
        [
            "全年支出600万元，其中救助300万元。",  # one part
            "全年支出600万元，其中重点用于救助300万元、监管200万元。",  # a part of the parts
            "全年支出600万元，其中救助约300万元、监管210万元、宣传100万元。",  # a near number
            "参保60万人，检查300家，其中医院200家。",  # unlike units
            "全年支出600万元。救助300万元、监管200万元、宣传110万元。",  # nothing joins them
            "总分98分，其中产出50分、效益40分。",  # points are another check's
            "预算执行率95%，其中救助90%、监管4%。",
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("prose-parts", report(words)) == ([], [])

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("检查定点医药机构126家（医疗机构58家、零售药店86家）。", "144家"),
            ("定点医疗机构29家，其中县级医院3家、乡镇卫生院15家、民营医院6家。", "24家"),
            ("培训经办人员20场，其中县级18场、乡镇64场。", "82场"),
        ],
        ids=["a whole bracket", "three parts near the total", "parts beyond the total"],
    )
    def test_lists_that_are_complete_by_their_form(self, words: str, expected: str) -> None:
        assert only_finding("prose-parts", report(words)).expected == expected

    @pytest.mark.parametrize(
        "words",
        [
            "定点机构126家（其中医院58家、药店46家）。",
            "定点医疗机构60家，其中县级医院3家、乡镇卫生院15家、民营医院6家。",
            "当期结余13.78亿元。其中，甲县收入61.35亿元、乙县收入50.18亿元。",
        ],
        ids=["some in a bracket", "some of many", "another sentence"],
    )
    def test_lists_that_need_not_be(self, words: str) -> None:
        assert run("prose-parts", report(words))[0] == []

    def test_a_total_in_one_sentence_and_its_parts_in_the_next(self) -> None:
        finding = only_finding("prose-parts", report("全年支出610万元。其中：救助300万元、监管200万元、宣传100万元。"))
        assert quoted(finding)[0] == "全年支出610万元"

    def test_in_the_cell_of_a_form(self) -> None:
        actual = "检查331家，其中医院24家、基层机构189家、药店108家"
        rows = [["产出指标", "数量指标", "检查机构数", "≥300家", actual, "20", "20", ""]]
        assert only_finding("prose-parts", indicator_form(rows)).expected == "321家"

    @pytest.mark.parametrize(
        "words",
        [
            "补助76.31万元，其中特困人员按每人350元资助21.42万元，低保对象按280元定额资助22.78万元，监测对象按175元资助32.11万元。",
            "建成站点45个，支出64.80万元，每个站点1.44万元；培训支出21.80万元，人均500元；以上两项合计86.60万元。",
        ],
    )
    def test_the_price_that_a_part_is_paid_by_is_no_part(self, words: str) -> None:
        findings, relations = run("prose-parts", report(words))
        assert findings == []
        assert all(relation.holds for relation in relations)
        assert relations

    def test_a_part_with_parts_of_its_own(self) -> None:
        words = "全年支出600万元，其中救助400万元，救助中：住院300万元、门诊100万元；监管200万元。"
        findings, relations = run("prose-parts", report(words))
        assert findings == []
        assert "400万元＋200万元" in [relation.expression for relation in relations]

    def test_a_part_with_parts_of_its_own_in_brackets(self) -> None:
        words = "支出600万元，其中救助400万元（住院300万元、门诊100万元），监管200万元。"
        _, relations = run("prose-parts", report(words))
        assert {r.expression for r in relations} == {"300万元＋100万元", "400万元＋200万元"}

    def test_a_slip_of_scale_is_left_to_the_check_of_units(self) -> None:
        words = "就诊13.47万人次，其中普通门诊9.5万人次、特病门诊2.51人次、住院1.46人次。"
        assert run("prose-parts", report(words))[0] == []

    def test_a_sum_that_holds_only_with_the_scale_supplied_says_so(self) -> None:
        words = "就诊13.47万人次，其中普通门诊9.5万人次、特病门诊2.51人次、住院1.46人次。"
        for relation in run("prose-parts", report(words))[1]:
            assert relation.interval is None or relation.interval.contains(Decimal(134700))


class TestNamedParts:
    WHOLE = "全年支出1200.00万元，其中基本支出688.27万元、项目支出511.73万元。"

    def test_parts_that_do_not_make_the_whole_told_before(self) -> None:
        finding = only_finding(
            "named-parts", report(self.WHOLE + "基本支出中，人员经费601.46万元，公用经费68.81万元。")
        )
        assert finding.severity is Severity.ERROR
        assert (finding.expected, finding.reported) == ("670.27万元", "688.27万元")
        assert finding.message == (
            "分项合计670.27万元，合计写688.27万元，相差18.00万元；若68.81万元是86.81万元之误，则相符"
        )
        assert finding.working == "601.46万元＋68.81万元 = 670.27万元"

    def test_parts_that_do(self) -> None:
        words = self.WHOLE + "基本支出中，人员经费601.46万元，公用经费86.81万元。"
        findings, relations = run("named-parts", report(words))
        assert findings == []
        assert [(r.expression, r.match) for r in relations] == [("601.46万元＋86.81万元", Match.FACE)]

    @pytest.mark.parametrize(
        "words",
        [
            "基本支出中，人员经费601.46万元，公用经费68.81万元。",  # no whole
            WHOLE + "项目支出中，救助300.00万元，监管100.00万元。",  # perhaps not all parts
            WHOLE + "基本支出中，人员经费601.46万元。",
            WHOLE + "基本支出中，在职人员52人，退休人员6人。",
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("named-parts", report(words)) == ([], [])


class TestDoneAndUndone:
    @pytest.mark.parametrize(
        "words",
        [
            "共下达指标15项，完成14项，未完成2项。",
            "年初设置目标15个，已完成14个，未完成的有2个。",
            "全年涉及任务15项，其中完成14项，没有完成2项。",
        ],
    )
    def test_numbers_that_do_not_add_up(self, words: str) -> None:
        finding = only_finding("done-and-undone", report(words))
        assert finding.severity is Severity.ERROR
        assert finding.message == "写共15个，完成14个、未完成2个，合计16个"
        assert (finding.expected, finding.reported) == ("16", "15")
        assert quoted(finding) == ["15", "14", "2"]
        assert finding.working == "14＋2 = 16"

    def test_numbers_that_do(self) -> None:
        findings, relations = run("done-and-undone", report("共下达指标15项，完成14项，未完成1项。"))
        assert findings == []
        assert [(r.expression, r.reported, r.match) for r in relations] == [("14＋1", "15", Match.FACE)]

    @pytest.mark.parametrize("words", ["共下达指标15项，完成14项。", "检查15家，完成整改14家，未完成2家。"])
    def test_near_misses(self, words: str) -> None:
        assert run("done-and-undone", report(words)) == ([], [])

    @pytest.mark.parametrize(
        "words", ["设置13个目标，完成12个，未完成2个。", "全年设置13个绩效目标，已完成12个，未完成2个。"]
    )
    def test_the_wording_of_its_own_explanation(self, words: str) -> None:
        assert only_finding("done-and-undone", report(words)).reported == "13"


class TestCountParts:
    WHOLE = "全局共实施项目26个。"

    @pytest.mark.parametrize(
        "words",
        [
            "19个项目评为一等，5个项目评为二等，1个项目评为三等。",
            "经评审，19个项目为“优”，5个项目为“良”，1个项目为“中”。",
        ],
    )
    def test_grades_that_do_not_make_the_total(self, words: str) -> None:
        findings, relations = run("count-parts", report(self.WHOLE, words))
        assert [(f.severity, f.expected, f.reported) for f in findings] == [(Severity.ERROR, "25个", "26个")]
        assert findings[0].message == "分项合计25个，合计写26个，相差1个"
        assert quoted(findings[0])[0] == "全局共实施项目26个"
        assert [relation.holds for relation in relations] == [False]

    def test_grades_that_do(self) -> None:
        findings, relations = run(
            "count-parts", report(self.WHOLE, "19个项目评为一等，5个项目评为二等，2个项目评为三等。")
        )
        assert findings == []
        assert [(relation.expression, relation.match) for relation in relations] == [("19＋5＋2", Match.FACE)]

    @pytest.mark.parametrize(
        "words", ["19个项目评为一等，5个项目评为二等。", "19个网点评为一等，5个网点评为二等，1个网点评为三等。"]
    )
    def test_near_misses(self, words: str) -> None:
        assert run("count-parts", report(self.WHOLE, words)) == ([], [])

    def test_without_a_total_before_them(self) -> None:
        assert run("count-parts", report("19个项目评为一等，5个项目评为二等，1个项目评为三等。")) == ([], [])
