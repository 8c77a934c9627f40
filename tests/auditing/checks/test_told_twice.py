"""One amount told in two places, with a slip in one."""

from __future__ import annotations

import pytest

from tests.auditing.specimens import report
from tests.support import only_finding, run


class TestToldTwice:
    @pytest.mark.parametrize(
        ("first", "second", "reported"),
        [
            ("全年资助困难群众参保13998人。资助困难群众参保13998人。", "资助参保13898人中有变动。", "13898人"),
            ("全年追回违规基金452.6万元。", "全年追回违规基金425.6万元。", "425.6万元"),
            ("向乡镇拨付参保动员经费38.64万元。", "拨付参保动员经费38.64元。", "38.64元"),
            ("统筹基金当年支付门诊费用1238.8万元。", "统筹基金支付门诊费用12388万元。", "12388万元"),
        ],
        ids=["digit", "swapped", "unit", "point"],
    )
    def test_a_slip(self, first: str, second: str, reported: str) -> None:
        assert only_finding("told-twice", report(first, second)).reported == reported

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("追回违规基金452.6万元。", "全年追回违规基金452.6万元。"),
            ("追回违规基金452.6万元。", "发放宣传资料425.6万元。"),
            ("高倍率病例1102份。", "低倍率病例1104份。"),
            ("追回违规基金452.6万元。", "上年追回违规基金425.6万元。"),
            ("追回违规基金45万元。", "追回违规基金54万元。"),
            ("追回违规基金452.6万元。", "追回违规基金468.1万元。"),
        ],
        ids=["the same", "another name", "one shared word", "another year", "few digits", "far off"],
    )
    def test_nothing_to_prove(self, first: str, second: str) -> None:
        assert run("told-twice", report(first, second)) == ([], [])
