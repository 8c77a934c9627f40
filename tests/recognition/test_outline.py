"""Section headings: their level, their number, their title, and whether anything follows them."""

from __future__ import annotations

import pytest

from jixiao.evaluations import Heading
from jixiao.recognition.outline import chinese_ordinal, numbering
from tests.auditing.specimens import report
from tests.support import evaluation


def outline(*paragraphs: str) -> tuple[Heading, ...]:
    return evaluation(report(*paragraphs)).outline


@pytest.mark.parametrize(
    ("text", "level", "number"),
    [
        ("一、项目概况", 1, 1),
        ("十二、附件", 1, 12),
        ("二十一、其他", 1, 21),
        ("（三）资金使用", 2, 3),
        ("(三)资金使用", None, None),  # patterns are matched against clean text, where brackets are full-width
        ("4.数量指标", 3, 4),
        ("4、数量指标", 3, 4),
        ("（2）抽查情况", 4, 2),
        ("3.2024年预算执行", 3, 3),  # the number of a section in front of a year
        ("1.1项目背景", 2, 1),
        ("2.3.4评价方法", 3, 4),
        ("3.5万元已经拨付", None, None),  # an amount
        ("十四五期间", None, None),
        ("全年完成", None, None),
    ],
)
def test_numbers_of_sections(text: str, level: int | None, number: int | None) -> None:
    found = numbering(text)
    assert (found[:2] if found else (None, None)) == (level, number)


@pytest.mark.parametrize(
    ("words", "value"), [("一", 1), ("九", 9), ("十", 10), ("十五", 15), ("二十", 20), ("九十九", 99)]
)
def test_ordinals(words: str, value: int) -> None:
    assert chinese_ordinal(words) == value


def test_level_number_title_and_words() -> None:
    first, second, third = outline(
        "一、项目概况", "（一）资金情况", "资金按时拨付，没有结余。", "二、存在问题", "宣传不够。"
    )
    assert [(h.level, h.number, h.title) for h in (first, second, third)] == [
        (1, 1, "项目概况"),
        (2, 1, "资金情况"),
        (1, 2, "存在问题"),
    ]
    assert second.excerpt.text == "（一）资金情况"


@pytest.mark.parametrize(
    ("paragraphs", "empty"),
    [
        (("二、存在问题", "三、改进措施", "加强管理。"), [True, False]),
        (("（一）存在问题", "（二）改进措施", "加强管理。"), [True, False]),
        (("二、存在问题", "（一）宣传不够", "三、改进措施", "加强管理。"), [False, False, False]),
        (("二、存在问题：无。", "三、改进措施", "加强管理。"), [False, False]),
        (("1.存在问题", "2.改进措施", "加强管理。"), [False, False]),  # items of a list are no sections
    ],
)
def test_sections_without_a_word(paragraphs: tuple[str, ...], empty: list[bool]) -> None:
    assert [heading.empty for heading in outline(*paragraphs)] == empty


@pytest.mark.parametrize(
    "paragraph",
    [
        "一、全年资助困难群众1200人。资金按时拨付。",  # sentences
        "二、" + "项目资金使用情况及其效果分析说明" * 3,  # far too long
    ],
)
def test_numbered_sentences_are_no_headings(paragraph: str) -> None:
    assert outline(paragraph, "资金按时拨付。") == ()
