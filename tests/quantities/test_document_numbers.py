"""Document numbers (文号)."""

from __future__ import annotations

import pytest

from jixiao.quantities import find_document_numbers


@pytest.mark.parametrize(
    ("text", "words", "issuer", "year", "serial"),
    [
        ("（洪府办发〔2022〕160号）", "洪府办发〔2022〕160号", "洪府办发", 2022, 160),
        ("(赣府厅发[2022]31号)", "赣府厅发[2022]31号", "赣府厅发", 2022, 31),
        ("该项目根据汨常【2021】10号《纪要》", "汨常【2021】10号", "汨常", 2021, 10),
        ("（2023）1号", "（2023）1号", "", 2023, 1),
        ("（洪府办发[2022] 160 号）", "洪府办发[2022] 160 号", "洪府办发", 2022, 160),
        ("国办发﹝2021﹞14号", "国办发﹝2021﹞14号", "国办发", 2021, 14),
        ("按照医保发〔2021〕第5号执行", "医保发〔2021〕第5号", "医保发", 2021, 5),
        ("财预〔２０２０〕１０号", "财预〔２０２０〕１０号", "财预", 2020, 10),
        ("赣经信发 〔2022〕 3 号", "赣经信发 〔2022〕 3 号", "赣经信发", 2022, 3),
    ],
)
def test_issuer_year_and_serial(text: str, words: str, issuer: str, year: int, serial: int) -> None:
    (found,) = find_document_numbers(text)
    assert (found.text, found.issuer, found.year, found.serial) == (words, issuer, year, serial)
    assert text[found.start : found.end] == words


def test_several_stand_apart() -> None:
    found = find_document_numbers("根据财预〔2020〕10号和医保发〔2021〕5号")
    assert [number.text for number in found] == ["财预〔2020〕10号", "医保发〔2021〕5号"]


@pytest.mark.parametrize("text", ["市政府223号", "（2023年）", "〔2022〕", "[1]31号", "（1822）5号", "5号楼"])
def test_no_document_number(text: str) -> None:
    assert find_document_numbers(text) == []
