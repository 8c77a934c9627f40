"""Persons and visits: each counted in its own unit."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, piped, quoted, run


class TestPersonsOrVisits:
    def test_a_head_count_in_visits(self) -> None:
        finding = only_finding("persons-or-visits", report("推送后认定人数33人次，回访人数1446人。"))
        assert finding.severity is Severity.WARNING
        assert quoted(finding) == ["33人次"]
        assert finding.expected == "33人"
        assert "应为“人”" in finding.message

    def test_visits_counted_in_persons(self) -> None:
        assert only_finding("persons-or-visits", report("住院救助人次达2.1万人。")).expected == "2.1万人次"

    def test_in_an_indicator_row(self) -> None:
        rows = [
            ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
            ["产出指标", "数量指标", "培训人数", "≥300人次", "312人次", "50", "50"],
        ]
        finding = only_finding("persons-or-visits", "清芦县2023年度项目支出绩效自评表\n" + piped(rows))
        assert quoted(finding) == ["300人次"]

    def test_each_with_its_own_unit(self) -> None:
        findings, _ = run(
            "persons-or-visits", report("参保人数23.9万人，救助1.8万人次，接待旅游人数30万人次，困难群众27名。")
        )
        assert findings == []

    @pytest.mark.parametrize(
        ("text", "slip", "right"),
        [
            ("全年享受待遇68.4万人，其中住院5.2万人次、门诊63.2万人次。", "68.4万人", "68.4万人次"),
            ("共补助4607人次，其中住院补助742人次，门诊补助3865人。", "3865人", "3865人次"),
            ("住院38420人次、门诊412806人次，合计451226人。", "451226人", "451226人次"),
            ("补助优抚对象1184人，其中残疾军人364人次，参战人员410人，其他对象410人。", "364人次", "364人"),
        ],
    )
    def test_a_sum_with_one_odd_unit(self, text: str, slip: str, right: str) -> None:
        finding = only_finding("persons-or-visits", report(text))
        assert (quoted(finding), finding.expected) == ([slip], right)

    def test_one_number_told_twice(self) -> None:
        finding = only_finding("persons-or-visits", report("住院救助9836人次。", "全年住院救助9836人，资金全部拨付。"))
        assert quoted(finding) == ["9836人"]

    @pytest.mark.parametrize(
        "text",
        [
            "救助8420人、9836人次，其中住院救助3120人次。",
            "住院救助9836人次。全县参保9836人。",
            "培训30人，服务30人次；参保10000人，就诊10000人次。",
            "参保1184人，其中职工364人、居民820人，就诊1184.5万人次。",
        ],
    )
    def test_persons_and_visits_side_by_side(self, text: str) -> None:
        findings, _ = run("persons-or-visits", report(text))
        assert findings == []
