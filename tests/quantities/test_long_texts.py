"""Long and hostile texts are read to the end: the work grows with the length, not with its square.

With quadratic work one of these texts would take hours, and the run would not end.
"""

from __future__ import annotations

import pytest

from jixiao.quantities import find_dates, find_document_numbers, find_quantities, find_ranges

LENGTH = 150_000
ENDING = "。共计1,707.31万元。"
REPEATED = [
    *("1", "0", ",", "1,", "1,234,", "1.", "1.2.", "1-", "1 ", "1、", "1*", "1:", "1：", "0.", "00", "9" * 19 + "."),
    *("一", "十", "亿", "三百万", "三分之", "百分之", "一点", "壹", "拾元", "零", "第", "第1、", "附件", "A1", "A-"),
    *(
        "2024年",
        "2024-",
        "2024.1.",
        "〔2022",
        "(1",
        "（1）",
        "年",
        "月",
        "1月",
        "1-1月",
        " ",
        "\n",
        "-",
        "余",
        "约",
        "≥",
    ),
    *("1,234.5万元", "元/人·年", "5元/人", "1至2", "近三年", "编号", "指标1"),
]


@pytest.mark.parametrize("piece", REPEATED)
def test_a_hostile_text_is_read_to_the_end(piece: str) -> None:
    check(piece * (LENGTH // len(piece)) + ENDING)


@pytest.mark.parametrize("piece", ["1", ",", "1,234,", "一", "三百零五", "壹", "2024年"])
def test_a_million_characters_are_read_to_the_end(piece: str) -> None:
    check(piece * (1_000_000 // len(piece)) + ENDING)


def check(text: str) -> None:
    found = find_quantities(text)
    assert found[-1].text == "1,707.31万元"
    find_dates(text)
    find_document_numbers(text)


def test_ranges_are_found_in_a_long_text() -> None:
    assert len(find_ranges("完成90%-95%，" * 20_000)) == 20_000
