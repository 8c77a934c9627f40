from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.datafiles import TextError, parse_json, parse_yaml


def test_numbers_keep_their_digits_and_words_stay_words() -> None:
    text = "a: 12.50\nb: 95\nc: 是\nd: no\ne: 1:30\nf: 007\ng: '95'\nh: 2024-03-31\ni:\nj: ~\nk: true\nl: -0.5\n"
    value = parse_yaml(text).value
    assert isinstance(value, dict)
    assert value["a"] == Decimal("12.50")
    assert str(value["a"]) == "12.50"
    assert {key: value[key] for key in "bcdefghijkl"} == {
        "b": Decimal(95),
        "c": "是",
        "d": "no",
        "e": "1:30",
        "f": "007",
        "g": "95",
        "h": "2024-03-31",
        "i": None,
        "j": None,
        "k": True,
        "l": Decimal("-0.5"),
    }


def test_the_line_of_a_value_is_that_of_its_name() -> None:
    tree = parse_yaml("甲: 1\n乙:\n  - 丙: 2\n    丁: 3\n")
    assert tree.line_of(("乙", 0, "丁")) == 4
    assert tree.line_of(("乙", 0, "戊")) == 3
    assert tree.line_of(("己",)) == 1


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\na: 2\n", 2, "“a”写了两次"),
        ("a: [1\n", 2, "不是正确的 YAML"),
        ("a: &x 1\nb: *x\n", 1, "引用别处的内容"),
        ("a:\n\t- 1\n", 2, "制表符"),
        ("a: 1\n---\nb: 2\n", 2, "只能有一份内容"),
        ("? [1, 2]\n: 3\n", 1, "冒号前应是项的名称"),
        ("a: \x07\n", 1, "不允许的字符"),
        ("[" * 5000, 1, "太深"),
    ],
)
def test_what_is_no_plain_yaml_is_refused(text: str, line: int, words: str) -> None:
    with pytest.raises(TextError, match=words) as told:
        parse_yaml(text)
    assert told.value.line == line


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"a": 1, "a": 2}', "“a”写了两次"),
        ('{"a": }', "不是正确的 JSON"),
        ('{"a": NaN}', "“NaN”不是数"),
        ("[" * 100_000, "太深"),
    ],
)
def test_what_is_no_plain_json_is_refused(text: str, words: str) -> None:
    with pytest.raises(TextError, match=words):
        parse_json(text)


def test_json_numbers_are_decimals() -> None:
    assert parse_json('{"a": 0.1, "b": 3}').value == {"a": Decimal("0.1"), "b": Decimal(3)}


def refusal(parse: Callable[[str], object], text: str) -> str | None:
    try:
        parse(text)
    except TextError as fault:
        return str(fault)
    return None


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    assert all(refusal(parse, text) != "" for parse in (parse_yaml, parse_json))
