"""Units mixed up among three figures on end: persons and person-times, 万 and none."""

from __future__ import annotations

import pytest

from tests.auditing.specimens import report
from tests.support import only_finding, run


class TestPersonUnits:
    @pytest.mark.parametrize(
        ("text", "wrong", "right"),
        [
            ("全年零星报销21009人次，比上年的24318人减少3309人次。", "24318人", "24318人次"),
            ("全年零星报销21009人，比上年的24318人次减少3309人次。", "21009人", "21009人次"),
            ("全年住院结算10632人次，其中异地就医4799人，占45.14%。", "4799人", "4799人次"),
        ],
    )
    def test_figures_that_make_one_another_are_of_one_unit(self, text: str, wrong: str, right: str) -> None:
        finding = only_finding("person-units", report(text))
        assert (finding.reported, finding.expected) == (wrong, right)

    @pytest.mark.parametrize(
        "text",
        [
            "全年零星报销21009人次，比上年的24318人次减少3309人次。",
            "全年零星报销21009人次，涉及24318人，回访3308人。",  # no sum
            "全年推送1846人次，新纳入救助92人，占4.98%。",  # a share across units, and told as such
            "抽查5人次、3人、8人次。",  # small numbers meet by chance
        ],
    )
    def test_near_misses(self, text: str) -> None:
        assert run("person-units", report(text)) == ([], [])


class TestScaleInRate:
    @pytest.mark.parametrize(
        "text",
        [
            "年度资金总额：全年预算数22.5万元，全年执行数21.85元，预算执行率97.11%。",
            "年度资金总额：全年预算数22.5元，全年执行数21.85万元，预算执行率97.11%。",
        ],
    )
    def test_a_lost_wan_is_seen_by_the_rate(self, text: str) -> None:
        finding = only_finding("scale-in-rate", report(text))
        assert finding.expected == f"{finding.reported.removesuffix('元')}万元"

    @pytest.mark.parametrize(
        "text",
        [
            "年度资金总额：全年预算数22.5万元，全年执行数21.85万元，预算执行率97.11%。",
            "年度资金总额：全年预算数22.5万元，全年执行数218500元，预算执行率97.11%。",  # right in another unit
            "年度资金总额：全年预算数22.5万元，全年执行数21.85元，预算执行率79.11%。",
        ],
    )
    def test_near_misses(self, text: str) -> None:
        assert run("scale-in-rate", report(text)) == ([], [])
