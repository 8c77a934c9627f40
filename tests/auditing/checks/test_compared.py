"""Comparisons spelt out in one breath, and the way in which they go."""

from __future__ import annotations

import pytest

from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run


class TestComparedFigures:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("个人负担比例20.70%，比上年的22.4%下降1.5个百分点。", "减少1.7个百分点"),
            ("定点机构18家，比上年末的14家增加5家。", "增加4家"),
            ("次均费用5170元，较上年5268元增长1.86%。", "减少1.86%"),
            ("次均住院费用由5120元降到4864元，下降3%。", "减少5.00%"),
            ("平均21分钟，比上年的26分钟缩短9分钟。", "减少5分钟"),
            ("业务48260件，比上年45310件多办理4950件。", "增加2950件"),
            ("追回183.46万元，其中协议142.30万元、自查41.16万元，比上年的158.70万元增长16.60%。", "增加15.60%"),
        ],
    )
    def test_a_wrong_change(self, text: str, expected: str) -> None:
        finding = only_finding("compared-figures", report(text))
        assert finding.expected == expected
        assert len(quoted(finding)) == 3

    @pytest.mark.parametrize(
        "text",
        [
            "个人负担比例20.70%，比上年的22.4%下降1.7个百分点。",
            "参保512680人，其中居民471935人、职工40745人，比上年的510126人增加2554人。",
            "追回183.46万元，其中协议142.30万元、自查41.16万元，比上年的158.70万元增长15.60%。",
        ],
    )
    def test_a_right_change_is_recorded(self, text: str) -> None:
        findings, relations = run("compared-figures", report(text))
        assert findings == []
        assert [relation.holds for relation in relations] == [True]

    @pytest.mark.parametrize(
        "text",
        [
            "本年收入8036.45万元，较上年增加412.73万元，增长5.41%。",  # the figure before the rate is a change itself
            "单价由0.06元降到0.05元，节约0.64万元。",  # not a saving on one piece
            "采购金额3126.40万元，比集采前节约药费3907.60万元，平均降幅55.55%。",
            "检查360家，其中医院21家、诊所18家，比上年的300家增加5家。",  # none of three is certain
            "参保约512680人，比上年的510126人增加2000人。",
        ],
    )
    def test_nothing_to_prove(self, text: str) -> None:
        assert run("compared-figures", report(text))[0] == []


class TestChangeDirection:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("职工参保4.08万人，比上年增加0.11万人，下降2.77%。", "增长2.77%"),
            ("“三公”经费比上年减少0.48万元，增长9.88%。", "下降9.88%"),
        ],
    )
    def test_opposite_words(self, text: str, expected: str) -> None:
        finding = only_finding("change-direction", report(text))
        assert finding.expected == expected

    @pytest.mark.parametrize(
        "text",
        [
            "职工参保比上年增加0.11万人，增长2.77%。",
            "办件增加120件，次均费用下降2.77%。",
            "全年新增120件；下降2.77%。",
        ],
        ids=["one way", "of another thing", "another clause"],
    )
    def test_nothing_to_prove(self, text: str) -> None:
        assert run("change-direction", report(text)) == ([], [])
