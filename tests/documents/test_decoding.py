"""Bytes to text: marks, UTF-8, GB18030, damage, and noise that is refused."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.documents import UnreadableFileError, read_bytes
from jixiao.documents.decoding import Decoded, decode

_TEXT = "全年执行1707.31万元，执行率99.74%。\n满意度≥95%\n"


@pytest.mark.parametrize(
    "data",
    [
        _TEXT.encode("utf-8"),
        _TEXT.encode("utf-8-sig"),
        _TEXT.encode("gb18030"),
        _TEXT.encode("gbk"),
        _TEXT.encode("utf-16"),
        b"\xfe\xff" + _TEXT.encode("utf-16-be"),
        _TEXT.encode("utf-32"),
        _TEXT.replace("\n", "\r\n").encode("utf-8"),
        _TEXT.replace("\n", "\r").encode("gbk"),
        _TEXT.replace("\n", "\r\n").encode("utf-16"),
    ],
)
def test_every_usual_encoding_gives_the_same_text(data: bytes) -> None:
    assert decode("报告.txt", data) == Decoded(_TEXT)


def test_rare_characters_of_gb18030() -> None:
    assert decode("报告.txt", "㎡与𠮷".encode("gb18030")).text == "㎡与𠮷"


def test_declared_big5_is_believed_and_other_declarations_are_not_needed() -> None:
    page = '<meta charset="{}"><p>績效自評</p>'

    assert decode("页.html", page.format("big5").encode("big5")).text == page.format("big5")
    assert decode("页.html", page.format("big5").encode("utf-8")).text == page.format("big5")
    assert decode("页.html", page.format("gb2312").encode("gbk")).text == page.format("gb2312")
    assert decode("页.html", page.format("iso-8859-1").encode("gbk")).text == page.format("iso-8859-1")


def test_text_cut_off_in_mid_character_is_told() -> None:
    data = (_TEXT * 20).encode("utf-8")[:-5]
    decoded = decode("报告.txt", data)

    assert decoded.damaged == 1
    assert decoded.text.startswith(_TEXT)


def test_damage_becomes_a_problem_at_its_place() -> None:
    data = ("正文一段。\n" * 50).encode("utf-8") + "坏".encode()[:-1] + "尾\n".encode()
    document = read_bytes("报告.txt", data)

    assert [problem.message for problem in document.problems] == ["有1处文字已损坏，认不出来，以“\ufffd”代替"]
    span = document.problems[0].span
    assert document.text[span.start : span.end] == "\ufffd"


def test_replacement_characters_that_were_there_are_no_damage() -> None:
    assert decode("报告.txt", "字\ufffd字".encode()).damaged == 0


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)),
        b"\x00\x01\x02\x03",
        "字".encode("utf-16-le") * 3 + b"\x00",
        b"\xff\xfe" + random.Random(1).randbytes(4000),
        random.Random(2).randbytes(4000),
        random.Random(3).randbytes(4000).replace(b"\0", b"\1"),
        b"\x80\x81" * 100 + b"\xff" * 100,
    ],
)
def test_noise_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        decode("附件.dat", data)
    assert str(refusal.value) == (
        "附件.dat：内容不是文字，也不是认得的文档格式。请确认文件没有损坏，用 Word 或 WPS 另存为 .docx 后再交。"
    )


@given(st.text())
def test_utf8_text_survives_but_for_line_ends(text: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    printable = "".join(sign for sign in plain if sign >= " " or sign in "\n\t")

    assert decode("报告.txt", b"\xef\xbb\xbf" + printable.encode("utf-8", "ignore")).text == printable.encode(
        "utf-8", "ignore"
    ).decode("utf-8").replace("\x00", "")
