"""Counts and prices, and the amounts that they make."""

from __future__ import annotations

import pytest

from tests.auditing.specimens import report
from tests.support import only_finding, run


class TestPriced:
    @pytest.mark.parametrize(
        ("text", "reported", "expected"),
        [
            ("资助8533人，按每人180元支出153.59元。", "153.59元", "1535940.00元"),
            ("监测对象2732人，每人资助175元，计74.81万元。", "74.81万元", "47.81万元"),
            ("资助1.42万人次，支出2130.0万元，每人次150元。", "2130.0万元", "213.00万元"),
            ("检查241家，每家3份，病历共732份。", "732份", "723份"),
        ],
        ids=["unit", "swapped", "amount before the price", "pieces"],
    )
    def test_a_slip(self, text: str, reported: str, expected: str) -> None:
        finding = only_finding("priced", report(text))
        assert (finding.reported, finding.expected) == (reported, expected)

    @pytest.mark.parametrize(
        "text",
        [
            "监测对象2732人，每人资助175元，计47.81万元。",
            "监测对象2732人，每人资助175元，计60.00万元。",
            "监测对象2732人；每人资助175元；计74.81万元。",
            "监测对象约2732人，每人资助175元，计74.81万元。",
            "监测对象2732人，平均每人175元，计74.81万元。",
            "协办员12人，每月补助175元，计74.81万元。",
        ],
        ids=["right", "far off", "other clauses", "about", "an average", "by the month"],
    )
    def test_nothing_to_prove(self, text: str) -> None:
        assert run("priced", report(text)) == ([], [])
