"""Grade bands in every order of name and limits, ends in and out of them, and grades stated in words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.documents import Excerpt
from jixiao.evaluations import GradeBand
from jixiao.recognition import clean_text
from jixiao.recognition.grades import find_bands, stated_grade, ticked_grade


def bands(text: str) -> list[GradeBand]:
    clean = clean_text(text)
    return find_bands(clean, lambda start, end: Excerpt(clean[start:end], start, end))


def told(text: str) -> list[str]:
    """Write the bands of TEXT as ``优[90,100]``; an open end is ``..``."""
    return [band.name + _lower(band) + "," + _upper(band) for band in bands(text)]


def _lower(band: GradeBand) -> str:
    return ".." if band.lower is None else ("[" if band.lower_included else "(") + str(band.lower)


def _upper(band: GradeBand) -> str:
    return ".." if band.upper is None else str(band.upper) + ("]" if band.upper_included else ")")


USUAL = ["优[90,100]", "良[80,90)", "中[60,80)", "差..,60)"]
OPEN = ["优[90,..", "良[80,90)", "中[60,80)", "差..,60)"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("优90（含）-100分、良80（含）-90分、中60（含）-80分、差60分以下", USUAL),
        ("90-100分为优，80-90分为良，60-80分为中，60分以下为差", USUAL),
        ("100-90（含90）分为优，90-80（含80）分为良，80-60分为中，60分以下为差", USUAL),
        ("☑优 90分≤得分≤100分；□良 80分≤得分<90分；□中 60分≤得分<80分；□差 得分<60分", USUAL),
        ("[90,100]为优，[80,90)为良，[60,80)为中，60分以下为差", USUAL),
        ("得分90（含）～100分为“优”，80（含）～90分为“良”，60（含）～80分为“中”，60分以下为“差”", USUAL),
        ("评定标准为优≧90分、80≦良＜90分，60≦中＜80分、差＜60分", OPEN),
        ("90分（含）以上的为优，80分（含）至90分的为良，60分（含）至80分的为中，60分以下的为差", OPEN),
        ("90分及以上为优，80分至90分以下为良，60分至80分以下为中，60分以下为差", OPEN),
        ("90分以上（含）为优，80分以上（含）为良，60分以上（含）为中，60分以下为差", OPEN),
        ("得分大于等于90分的为优，大于等于80分小于90分的为良，大于等于60分小于80分的为中，小于60分的为差", OPEN),
        ("90分以上（优）、80分以上90分以下（良）、60分以上80分以下（中）、60分以下（差）", OPEN),
        ("优（得分≥90分）、良（90分＞得分≥80分）、中（80分＞得分≥60分）、差（得分＜60分）", OPEN),
        ("不低于90分为优秀，不低于80分为良好，不低于60分为中等，不足60分为差", OPEN),
    ],
)
def test_the_same_bands_in_many_words(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("优：>90分，良：80-89分，中：60（不含）-79分", ["优(90,..", "良[80,89]", "中(60,79]"]),
        ("优≥90，80≤良≤90", ["优[90,..", "良[80,90]"]),
        (
            "一等≥90分，80≤二等<90，三等60-80（不含），四等<60",
            ["一等[90,..", "二等[80,90)", "三等[60,80)", "四等..,60)"],
        ),
    ],
)
def test_ends_are_kept_as_printed(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "其中60分以下3个，90分以上为优质机构",
        "其中90-100分的项目12个",
        "中标价90-100万元",
        "2022年为优，2023年为良",
        "优良率90%以上",
        "",
    ],
)
def test_what_is_no_band(text: str) -> None:
    assert bands(text) == []


def test_an_excerpt_holds_the_name_and_its_limits() -> None:
    found = bands("评分90分（含）以上的为优，75分（含）至90分的为良。")
    assert [band.excerpt.text for band in found] == ["90分（含）以上的为优", "75分（含）至90分的为良"]


WAYS: list[Callable[[str, int, int], str]] = [
    lambda name, low, high: f"{name}{low}（含）-{high}分",
    lambda name, low, high: f"{low}分（含）至{high}分（不含）为{name}",
    lambda name, low, high: f"{low}≤{name}<{high}",
    lambda name, low, high: f"大于等于{low}分小于{high}分的为{name}",
    lambda name, low, high: f"{name}（{low}分≤得分<{high}分）",
    lambda name, low, high: f"{low}分以上{high}分以下（{name}）",
]


@given(
    edges=st.lists(st.integers(1, 99), min_size=3, max_size=3, unique=True),
    way=st.sampled_from(WAYS),
    score=st.decimals(0, "99.99", places=2),
)
def test_half_open_bands_give_every_score_one_grade(
    edges: list[int], way: Callable[[str, int, int], str], score: Decimal
) -> None:
    third, second, first = sorted(edges)
    limits = zip("优良中差", [(first, 100), (second, first), (third, second), (0, third)], strict=True)
    found = bands("，".join(way(name, low, high) for name, (low, high) in limits))
    assert [band.name for band in found] == ["优", "良", "中", "差"]
    due = "优" if score >= first else "良" if score >= second else "中" if score >= third else "差"
    assert [band.name for band in found if band.holds(score)] == [due]


@given(st.text(alphabet="优良中差一二等90分以上下（）含至-≤<为，。1", max_size=60))
def test_any_text_is_read_without_failing(text: str) -> None:
    for band in bands(text):
        assert band.lower is not None or band.upper is not None
        assert band.name


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("自评等级为“优”", "优"),
        ("评价结论：良好。", "良"),
        ("自评等级：一等", "一等"),
        ("评价等级为优化服务", None),
        ("本项目中标", None),
    ],
)
def test_grades_in_words(text: str, grade: str | None) -> None:
    found = stated_grade(clean_text(text))
    assert (found and found[0]) == grade


def test_a_ticked_box() -> None:
    assert ticked_grade("□优 ☑良 □中 □差") == ("良", 3, 5)
    assert ticked_grade("优□ 良☑ 中□") == ("良", 3, 5)
    assert ticked_grade("□优 □良") is None
