"""Targets told in prose that were far exceeded."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run


class TestOvershootInProse:
    @pytest.mark.parametrize(
        ("words", "place", "percent"),
        [
            ("政策宣传活动目标不少于20场，实际开展61场。", "61场", "305.0%"),
            ("配备自助服务机目标为6台，实际配备10台。", "10台", "166.7%"),
            ("检查家次目标90家次，实际148家次，达到预期。", "148家次", "164.4%"),
            ("年度计划抽查定点机构病历200份，实际抽查385份。", "385份", "192.5%"),
            ("追回金额目标不少于100万元，实际追回130万元。", "130万元", "130.0%"),
        ],
    )
    def test_far_above_the_target(self, words: str, place: str, percent: str) -> None:
        finding = only_finding("overshoot-in-prose", report(words))
        assert finding.severity is Severity.WARNING
        assert finding.message == f"“{place}”是目标的{percent}，没有说明原因，请核对目标是否定得太低"
        assert quoted(finding) == [place]

    @pytest.mark.parametrize(
        "words",
        ["追回基金268.90万元，完成年度目标的149.39%。", "追回基金为年初目标200万元的180.08%。", "任务完成率为158%。"],
    )
    def test_told_as_a_multiple(self, words: str) -> None:
        assert only_finding("overshoot-in-prose", report(words)).message.startswith("完成目标的1")

    @pytest.mark.parametrize(
        "words",
        [
            "政策宣传活动目标不少于20场，实际开展25场。",
            "政策宣传活动目标20场，实际开展61场，原因是参保扩面宣传进村入户。",
            "政策宣传活动目标20场，实际开展61场。超出较多，主要是年中新增扩面任务。",
            "投诉件目标5件，实际12件。",  # more is worse
            "平均办理时限目标20个工作日，实际30个工作日。",
            "单价目标100元，实际150元。",
            "检查家次目标90家，实际148家次。",  # unlike units
            "追回基金268.90万元，完成年度目标的109.39%。",
            "支出为上年的149.39%。",
        ],
    )
    def test_near_misses(self, words: str) -> None:
        assert run("overshoot-in-prose", report(words)) == ([], [])
