"""One number in two scales: digits swapped, and a 万 lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import ALL_SHAPES, TITLE, indicator_form, report
from tests.support import Rows, only_finding, quoted, run, tabbed

ROWS = [
    ["产出指标（50分）", "数量指标（30分）", "居民参保人数", "≥245000人", "243610人", "30", "29.83", ""],
    ["", "质量指标（20分）", "案卷合格率", "≥98%", "99%", "20", "20", ""],
]


def told(words: str, shape: Callable[[Rows], str] = tabbed) -> str:
    return indicator_form(ROWS, shape=shape) + f"说明：{words}\n"


class TestScalesSwapped:
    @pytest.mark.parametrize("shape", ALL_SHAPES)
    def test_a_table_against_the_words_beside_it(self, shape: Callable[[Rows], str]) -> None:
        finding = only_finding("scales-swapped", told("全县居民参保24.63万人。", shape))
        assert finding.severity is Severity.ERROR
        assert finding.message == "一处写243610人，即24.36万人，一处写24.63万人，疑为数字颠倒"
        assert (finding.expected, finding.reported) == ("24.36万人", "24.63万人")

    def test_two_places_of_a_report(self) -> None:
        text = report("门诊就诊583042人次。", "全年门诊就诊53.80万人次，比上年增加。")
        assert only_finding("scales-swapped", text).expected == "58.30万人次"

    @pytest.mark.parametrize(
        "words",
        [
            "全县居民参保24.36万人。",
            "上年居民参保24.63万人。",
            "居民参保目标24.63万人。",
            "职工住院24.63万元。",
            "全县居民参保约24.63万人。",
            "全县居民参保24.63万人，即246310人。",
            "全县居民参保24.86万人。",  # no swap
        ],
    )
    def test_no_fault(self, words: str) -> None:
        assert run("scales-swapped", told(words)) == ([], [])


class TestScaleLostAgain:
    LEAFLETS = ("产出指标（20分）", "数量指标（20分）", "政策宣传册印制数量", "≥50000份", "52000份", "20", "20", "")

    @pytest.mark.parametrize(
        ("words", "right"),
        [
            ("全年印制政策宣传册5.2份，发到各乡镇。", "5.2万份"),
            ("全县居民参保24.36人，参保率稳定。", "24.36万人"),
            ("全县居民参保24.361人，参保率稳定。", "24.361万人"),
        ],
    )
    def test_a_count_with_decimals(self, words: str, right: str) -> None:
        finding = only_finding("scale-lost-again", indicator_form([*ROWS, self.LEAFLETS]) + f"说明：{words}\n")
        assert finding.severity is Severity.ERROR
        assert finding.expected == right
        assert quoted(finding)[0].endswith(finding.reported)

    def test_a_unit_column(self) -> None:
        head = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重", "得分"]
        rows = [
            ["产出指标", "数量指标", "政策宣传册印制数量", "≥", "50000", "份", "52000", "20", "20"],
            ["", "质量指标", "案卷合格率", "≥", "98", "%", "99", "20", "20"],
        ]
        text = TITLE + tabbed([head, *rows]) + "说明：全年印制政策宣传册5.2份。\n"
        assert only_finding("scale-lost-again", text).expected == "5.2万份"

    @pytest.mark.parametrize(
        "words",
        [
            "全年印制政策宣传册5.2万份。",
            "人均发放政策宣传册5.2份。",
            "全年印制政策宣传册5.3份。",
            "全年召开座谈会5.2份。",
        ],
    )
    def test_no_fault(self, words: str) -> None:
        assert run("scale-lost-again", indicator_form([*ROWS, self.LEAFLETS]) + f"说明：{words}\n") == ([], [])

    def test_what_is_proven_is_not_doubted_as_well(self) -> None:
        assert run("scale-missing", told("全县居民参保24.36人。"))[0] == []
        assert only_finding("scale-missing", told("全县居民参保25.36人。")).severity is Severity.WARNING
