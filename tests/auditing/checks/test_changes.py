"""Changes in prose: amount, percentage and direction against the two figures that are compared; surpluses."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run, tabbed


class TestChangeInPerCent:
    def test_a_wrong_rate(self) -> None:
        finding = only_finding("change", report("2023年支出920万元，比上年的800万元增长18%。"))
        assert finding.severity is Severity.ERROR
        assert finding.message == "由800万元到920万元，变动幅度应为15.00%，写的是18%"
        assert (finding.expected, finding.reported) == ("15.00%", "18%")
        assert quoted(finding) == ["增长18%", "2023年支出920万元", "比上年的800万元"]
        assert finding.working == "（920万元 － 800万元）÷ 800万元 = 15.00%"

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            ("本年支出920万元，比上年的800万元下降15%。", "由800万元到920万元是上升，写成了下降15%"),
            ("本年支出680万元，比上年的800万元增长15%。", "由800万元到680万元是下降，写成了上升15%"),
            (
                "三公经费支出7.00万元，上年7.20万元，变动率=2.78%。",
                "由7.20万元到7.00万元，变动率应为-2.78%，写的是2.78%，漏了负号",
            ),
            (
                "三公经费由上年的7.2万元降至7.0万元，变动率2.78%。",
                "由7.2万元到7.0万元，变动率应为-2.78%，写的是2.78%，漏了负号",
            ),
        ],
    )
    def test_a_wrong_direction(self, words: str, message: str) -> None:
        assert only_finding("change", report(words)).message == message

    def test_the_year_before_may_be_named_by_its_number(self) -> None:
        words = "三公经费支出8.12万元。2022年三公经费支出为8.85万元，2023年同比增长8.25%。"
        finding = only_finding("change", report(words))
        assert finding.message == "由8.85万元到8.12万元是下降，写成了上升8.25%"
        assert quoted(finding)[1:] == ["三公经费支出8.12万元", "2022年三公经费支出为8.85万元"]

    def test_the_working_of_a_fall_that_was_a_rise(self) -> None:
        finding = only_finding("change", report("本年支出920万元，比上年的800万元下降15%。"))
        assert finding.working.endswith("= 15.00%")

    def test_from_one_to_the_other(self) -> None:
        words = "救助人次由2022年的1800人次增加到2023年的2100人次，增长14.29%。"
        assert only_finding("change", report(words)).expected == "16.67%"

    @pytest.mark.parametrize(
        ("words", "match"),
        [
            ("本年支出920万元，比上年的800万元增长15%。", Match.FACE),
            ("三公经费支出7.00万元，上年7.20万元，变动率=-2.78%。", Match.FACE),
            ("三公经费支出7.00万元，较上年7.20万元下降2.78%。", Match.FACE),
            ("救助人次由2022年的1800人次增加到2023年的2100人次，增长16.67%。", Match.FACE),
            ("本年办理1700件，上年1500件，同比增长13.3%。", Match.FACE),
            ("本年办理1750件，上年1500件，同比增长16.66%。", Match.TRUNCATION),
            ("本年支出3.1亿元，上年2.9亿元，增长9%。", Match.ROUNDING),
        ],
    )
    def test_how_a_change_holds(self, words: str, match: Match) -> None:
        findings, relations = run("change", report(words))
        assert findings == []
        assert [relation.match for relation in relations] == [match]


class TestChangeInAmount:
    @pytest.mark.parametrize(("less", "faults"), [("6", 0), ("8", 1)])
    def test_a_time_that_was_shortened(self, less: str, faults: int) -> None:
        words = f"核查时间由36个工作日缩短到30个工作日，缩短了{less}个工作日。"
        assert len(run("change", report(words))[0]) == faults

    @pytest.mark.parametrize(
        ("words", "expected", "reported"),
        [
            ("2023年支出920万元，比上年的800万元增加130万元。", "120万元", "130万元"),
            ("年初预算500万元，调整预算560万元，较年初预算增加70万元。", "60万元", "70万元"),
            ("参保人数31.20万人，比上年30.10万人增加2.10万人。", "1.10万人", "2.10万人"),
        ],
    )
    def test_a_wrong_amount(self, words: str, expected: str, reported: str) -> None:
        finding = only_finding("change", report(words))
        assert finding.severity is Severity.ERROR
        assert finding.message.endswith(f"相差{expected}，写的是{reported}")
        assert (finding.expected, finding.reported) == (expected, reported)
        assert quoted(finding)[0].endswith(reported)

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            ("2023年支出920万元，比上年的800万元减少120万元。", "920万元比800万元多，文中写“减少120万元”，方向写反了"),
            ("参保人数29万人，比上年30万人增加1万人。", "29万人比30万人少，文中写“增加1万人”，方向写反了"),
        ],
    )
    def test_the_right_amount_in_the_wrong_direction(self, words: str, message: str) -> None:
        finding = only_finding("change", report(words))
        assert finding.message == message
        assert finding.expected.startswith(message[message.index("比") :].split("，")[0][-1])

    @pytest.mark.parametrize(
        "words",
        [
            "2023年支出920万元，比上年的800万元增加120万元。",
            "年初预算500万元，调整预算560万元，调增60万元。",
            "年初预算500万元，年中追加60万元，调整预算560万元。",
            "参保人数29万人，比上年30万人减少1万人。",
        ],
    )
    def test_a_right_amount(self, words: str) -> None:
        findings, relations = run("change", report(words))
        assert findings == []
        assert [(relation.holds, relation.match) for relation in relations] == [(True, Match.FACE)]

    @pytest.mark.parametrize(
        "words",
        [
            "支出比上年增长5%。",  # nothing to compare with
            "满意度比上年提高2个百分点。",
            "2023年支出约920万元，比上年的800万元增长18%。",  # a near number
            "参保31万人，比上年1200家增加130家。",  # unlike units
            "全年支出920万元、预算800万元，新增支出130万元。",  # nothing is compared
            "政策范围内报销比例提高到70%，全年支出920万元。",
            "年末在册25060人，比年初的24215人净增845人，其中全年新增1362人、退出517人。",  # one way only
            "年末在册25060人，与年初的24215人相比，新增1362人、退出517人。",
        ],
    )
    def test_near_misses(self, words: str) -> None:
        findings, relations = run("change", report(words))
        assert findings == []
        assert all(relation.holds for relation in relations)


class TestChangeFromTable:
    TABLE = "霜溪县2024年度部门整体支出绩效评价基础数据表\n" + tabbed(
        [
            ["经费控制情况（万元）", "2023年决算数", "2024年预算数", "2024年决算数"],
            ["日常公用经费", "96.40", "98.00", "95.27"],
            ["项目支出", "310.00", "325.50", "301.20"],
        ]
    )

    def test_a_change_in_the_wrong_direction(self) -> None:
        text = report("日常公用经费决算95.27万元，比上年增长1.17%。")
        finding = only_finding("change-from-table", self.TABLE, text)
        assert finding.severity is Severity.ERROR
        assert finding.message == "表中上年数是96.40，到95.27万元是下降1.17%，方向写反了"
        assert (finding.expected, finding.reported) == ("下降1.17%", "1.17%")
        assert [excerpt.source for excerpt in finding.excerpts] == [1, 1, 0]

    def test_a_change_in_the_right_direction(self) -> None:
        findings, relations = run(
            "change-from-table", self.TABLE, report("日常公用经费决算95.27万元，比上年下降1.17%。")
        )
        assert findings == []
        assert [(relation.holds, relation.match) for relation in relations] == [(True, Match.FACE)]

    @pytest.mark.parametrize(
        "words",
        [
            "会议培训经费决算95.27万元，比上年增长1.17%。",  # no row of that name
            "日常公用经费决算95.27万元，比年初预算增长1.17%。",  # not the year before
            "日常公用经费决算95.27万元，比上年增长5.5%。",  # may be of another figure
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("change-from-table", self.TABLE, report(words)) == ([], [])


class TestSurplus:
    @pytest.mark.parametrize(
        "words",
        [
            "全年预算500万元，支出462.5万元，年末结余35.7万元。",
            "到位资金500万元，实际支付462.5万元，剩余资金35.7万元。",
        ],
    )
    def test_a_wrong_surplus(self, words: str) -> None:
        finding = only_finding("surplus", report(words))
        assert finding.severity is Severity.ERROR
        assert finding.message == "结余应为37.50万元，写的是35.7万元"
        assert (finding.expected, finding.reported) == ("37.50万元", "35.7万元")
        assert finding.working == "500万元 － 462.5万元 = 37.50万元"
        assert quoted(finding)[0].endswith("35.7万元")

    @pytest.mark.parametrize("rest", ["当期结余", "当年基金结余为", "本年结余"])
    def test_a_deficit_told_as_a_surplus(self, rest: str) -> None:
        words = f"居民医保基金全年收入8200.40万元，支出8361.90万元，{rest}{{}}。"
        finding = only_finding("surplus", report(words.format("161.50万元")))
        assert finding.message.endswith("结余应为-161.50万元，写的是161.50万元，漏了负号")
        assert (finding.severity, finding.expected) == (Severity.ERROR, "-161.50万元")
        assert run("surplus", report(words.format("-161.50万元")))[0] == []

    @pytest.mark.parametrize(
        "words",
        [
            "居民医保基金全年收入8361.90万元，支出8200.40万元，当期结余161.50万元。",
            "居民医保基金全年收入8200.40万元，支出8361.90万元，当期缺口161.50万元。",
            "2022年支出8361.90万元，2023年支出8200.40万元，结余161.50万元。",
        ],
    )
    def test_surpluses_and_deficits_called_so(self, words: str) -> None:
        assert run("surplus", report(words))[0] == []

    def test_a_right_surplus(self) -> None:
        findings, relations = run("surplus", report("全年预算500万元，支出462.5万元，年末结余37.5万元。"))
        assert findings == []
        assert [(r.expression, r.match) for r in relations] == [("500万元 － 462.5万元", Match.FACE)]

    @pytest.mark.parametrize(
        "words",
        [
            "全年收入3200万元，支出3050万元，年末累计结余1450万元。",  # of many years
            "当年收入500万元，其中财政补助400万元，支出462.5万元，结余30万元。",  # three figures: which is less which?
            "全年支出462.5万元，年末结余35.7万元。",
            "全年预算500万元，支出462.5万元，累计结余900万元。",
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("surplus", report(words))[0] == []

    def test_a_surplus_of_several_years(self) -> None:
        findings, relations = run("surplus", report("上年结余20万元，当年结余37.5万元，累计结余57.5万元。"))
        assert findings == []
        assert [relation.reported for relation in relations] == ["57.5万元"]


class TestBounds:
    """What a change is held against is no change: 增幅2.2%，低于3%的控制目标."""

    @pytest.mark.parametrize(
        "words",
        [
            "次均费用由2022年的6000元变为2023年的6120元，增幅2.00%，低于3%的控制目标。",
            "次均费用由2022年的6000元变为2023年的6120元，增幅2.00%，低于3%。",
            "采购金额1500万元，比原来的3000万元节约1500万元，降幅50.00%，目标为不低于45%。",
            "次均费用由6000元变为6120元，增幅2.00%，不超过全省3.5%的要求。",
        ],
    )
    def test_they_are_not_worked_out(self, words: str) -> None:
        assert run("change", report(words))[0] == []

    def test_a_comparison_that_is_a_change(self) -> None:
        finding = only_finding("change", report("2023年支出920万元，高于上年的800万元18%，比上年的800万元增长18%。"))
        assert (finding.expected, finding.reported) == ("15.00%", "18%")

    def test_parts_in_brackets_are_not_compared(self) -> None:
        words = "追回143.62万元（拒付61.37万元、违约金82.25万元），较上年的162.05万元下降12.83%。"
        finding = only_finding("change", report(words))
        assert (finding.expected, finding.reported) == ("11.37%", "12.83%")
        assert run("change", report(words.replace("12.83%", "11.37%")))[0] == []
