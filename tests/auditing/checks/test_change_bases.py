"""Changes whose earlier figure is left out, and per cent where percentage points are meant."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Match, Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run


class TestChangeBase:
    def test_a_rate_of_this_years_figure(self) -> None:
        """0.36 of 8.62 is 4.18 %; of the 8.26 of the year before it is 4.36 %."""
        finding = only_finding("change-base", report("三公支出8.62万元，比上年增加0.36万元，增长4.18%。"))
        assert finding.severity is Severity.ERROR
        assert finding.message == "8.62万元减0.36万元得上年数，变动幅度应为4.36%，写的是4.18%"
        assert (finding.expected, finding.reported) == ("4.36%", "4.18%")
        assert quoted(finding) == ["增长4.18%", "比上年增加0.36万元", "三公支出8.62万元"]
        assert finding.working == "0.36万元 ÷（8.62万元 － 0.36万元） = 4.36%"

    def test_a_rate_of_the_later_figure_where_the_earlier_is_told(self) -> None:
        words = "年初预算612.00万元，年中调整为765.40万元，净增加153.40万元，增幅20.04%。"
        finding = only_finding("change-base", report(words))
        assert (finding.expected, finding.reported) == ("25.07%", "20.04%")

    @pytest.mark.parametrize(
        ("words", "expression"),
        [
            ("三公支出8.62万元，比上年增加0.36万元，增长4.36%。", "0.36万元 ÷（8.62万元 － 0.36万元）"),
            ("三公支出8.62万元，比上年减少0.36万元，下降4.01%。", "0.36万元 ÷（8.62万元 ＋ 0.36万元）"),
            ("2022年支出8.26万元，2023年比上年增加0.36万元，增长4.36%。", "0.36万元 ÷ 8.26万元"),
            ("年初预算612.00万元，年中调整为765.40万元，净增加153.40万元，增幅25.07%。", "153.40万元 ÷ 612.00万元"),
        ],
    )
    def test_a_rate_of_the_year_before(self, words: str, expression: str) -> None:
        findings, relations = run("change-base", report(words))
        assert findings == []
        assert [(r.expression, r.match) for r in relations] == [(expression, Match.FACE)]

    @pytest.mark.parametrize(
        "words",
        [
            "三公支出8.62万元，比上年增加0.36万元。",  # no rate
            "三公支出8.62万元，增长4.18%。",  # no amount
            "比上年增加0.36万元，增长4.18%。",  # no level
            "检查机构52家，比上年增加0.36万元，增长4.18%。",  # unlike units
            "三公支出8.62万元，比上年减少0.36万元，增长4.18%。",  # two directions
            "2021年预算160.00万元，执行150.00万元；2022年执行数比上年增加9.00万元，增长6.50%。",  # other levels
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("change-base", report(words)) == ([], [])


class TestPointsNotPercent:
    @pytest.mark.parametrize("word", ["提高", "上升", "提高了"])
    def test_a_difference_of_rates_in_per_cent(self, word: str) -> None:
        finding = only_finding("points-not-percent", report(f"报销比例由58.12%提高到60.45%，{word}2.33%。"))
        assert finding.severity is Severity.WARNING
        assert finding.message == "58.12%与60.45%相差2.33个百分点，写成了2.33%"
        assert (finding.expected, finding.reported) == ("2.33个百分点", "2.33%")
        assert quoted(finding)[0] == f"{word}2.33%"

    @pytest.mark.parametrize(
        "words",
        [
            "报销比例由58.12%提高到60.45%，提高2.33个百分点。",
            "报销比例由58.12%提高到60.45%，提高4.01%。",  # a quotient
            "支出由58.12万元增加到60.45万元，增加2.33%。",
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("points-not-percent", report(words)) == ([], [])


class TestLevelIsTheBase:
    @pytest.mark.parametrize(
        "text",
        [
            "2022年支出463.20万元，本年增加35.15万元，增长7.59%。",
            "住院救助人次由10115人次减少255人次，下降2.52%。",
            "年初批复预算1108.60万元，年中调增177.80万元，增幅16.04%。",
            "2022年报销198.63万元，2023年比2022年增加12.15万元，增长6.12%。",
        ],
    )
    def test_the_change_sets_out_from_it(self, text: str) -> None:
        findings, relations = run("change-base", report(text))
        assert findings == []
        assert [relation.holds for relation in relations] == [True]

    def test_a_wrong_rate(self) -> None:
        finding = only_finding("change-base", report("2022年支出463.20万元，本年增加35.15万元，增长7.95%。"))
        assert (finding.reported, finding.expected) == ("7.95%", "7.59%")

    def test_two_words_that_contradict(self) -> None:
        finding = only_finding("change-base", report("2022年保障对象90人，本年减少4人，增长4.44%。"))
        assert (finding.reported, finding.expected) == ("4.44%", "下降4.44%")
