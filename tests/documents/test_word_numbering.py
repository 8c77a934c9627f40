"""Numbers that Word prints before paragraphs although they are nowhere in the text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.documents import read_bytes
from jixiao.documents.chinese_digits import counted
from jixiao.documents.number_styles import written
from jixiao.quantities import capital_amount, chinese_number
from tests.documents.office import docx, first_table, p, rows, tbl, tc, texts, tr, word_part


def _level(at: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def _definition(*levels: str, identifier: int = 0) -> str:
    return f'<w:abstractNum w:abstractNumId="{identifier}">{"".join(levels)}</w:abstractNum>'


def _list(identifier: int, definition: int = 0, overrides: str = "") -> str:
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'


def _in(identifier: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{identifier}"/></w:numPr>'


def _style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def _read(body: str, numbering: str, styles: str = "") -> list[str]:
    parts = {
        "numbering.xml": ("numbering", word_part("numbering", numbering)),
        "styles.xml": ("styles", word_part("styles", styles)),
    }
    return texts(read_bytes("报告.docx", docx(body, parts)))


_OFFICIAL = _definition(
    _level(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>'),
    _level(1, "japaneseCounting", "（%2）", '<w:suff w:val="nothing"/>'),
    _level(2, "decimal", "%3."),
    _level(3, "decimal", "%1.%2.%3.%4", "<w:isLgl/>"),
)


def test_levels_count_on_and_begin_again_under_a_higher_one() -> None:
    body = (
        p("概况", _in(1)) + p("职责", _in(1, 1)) + p("贯彻", _in(1, 2)) + p("落实", _in(1, 2)) + p("人员", _in(1, 1))
        + p("细项", _in(1, 2)) + p("结论", _in(1)) + p("得分", _in(1, 1)) + p("明细", _in(1, 3)) + p("正文")
    )  # fmt: skip

    assert _read(body, _OFFICIAL + _list(1)) == [
        "一、概况", "（一）职责", "1. 贯彻", "2. 落实", "（二）人员",
        "1. 细项", "二、结论", "（一）得分", "2.1.1.1 明细", "正文",
    ]  # fmt: skip


def test_lists_of_one_definition_share_their_count_until_one_starts_afresh() -> None:
    numbering = _definition(_level(0, "decimal", "%1.")) + _list(1) + _list(2)
    afresh = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = p("甲", _in(1)) + p("乙", _in(2)) + p("丙", _in(2))

    assert _read(body, numbering) == ["1. 甲", "2. 乙", "3. 丙"]
    assert _read(body, numbering.replace(_list(2), _list(2, overrides=afresh))) == ["1. 甲", "5. 乙", "6. 丙"]


def test_level_may_go_on_counting_under_a_new_heading() -> None:
    numbering = _definition(
        _level(0, "decimal", "%1"), _level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')
    ) + _list(1)
    body = p("a", _in(1)) + p("b", _in(1, 1)) + p("c", _in(1)) + p("d", _in(1, 1))

    assert _read(body, numbering) == ["1 a", "1) b", "2 c", "2) d"]


def test_level_without_a_heading_above_it_opens_the_higher_levels() -> None:
    numbering = _definition(_level(0, "decimal", "%1"), _level(1, "decimal", "%1.%2")) + _list(1)

    assert _read(p("a", _in(1, 1)) + p("b", _in(1)) + p("c", _in(1, 1)), numbering) == ["1.1 a", "2 b", "2.1 c"]


def test_override_replaces_the_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{_level(0, "upperRoman", "%1.", start=4)}</w:lvlOverride>'

    assert _read(p("甲", _in(1)), _definition(_level(0, "decimal", "%1")) + _list(1, overrides=override)) == ["IV. 甲"]


def test_style_brings_its_list_and_its_level() -> None:
    styles = (
        f'<w:style w:styleId="H1"><w:pPr>{_in(1)}</w:pPr></w:style>'
        '<w:style w:styleId="H2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="H1a"><w:basedOn w:val="H1"/></w:style>'
        '<w:style w:styleId="H1b"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="2"/></w:numPr></w:pPr>'
        "</w:style>"
        '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    )
    levels = _definition(
        _level(0, "chineseCounting", "%1、"),
        _level(1, "chineseCounting", "（%2）", _style("H2")),
        _level(2, "decimal", "%3)"),
    )
    body = p("甲", _style("H1")) + p("乙", _style("H2")) + p("丙", _style("H1a")) + p("丁", _style("Loop"))
    body += p("己", _style("H1b"))
    without = p("戊", _style("H1") + _in(0))

    assert _read(body + without, levels + _list(1), styles) == ["一、 甲", "（一） 乙", "二、 丙", "丁", "1) 己", "戊"]


def test_list_style_lends_its_definition() -> None:
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Own"/></w:abstractNum>'
    styles = f'<w:style w:styleId="Own"><w:pPr>{_in(1)}</w:pPr></w:style>'
    numbering = _definition(_level(0, "decimal", "%1)")) + linked + _list(1) + _list(2, definition=1)

    assert _read(p("甲", _in(2)), numbering, styles) == ["1) 甲"]


def test_cells_are_numbered_and_bullets_are_not_printed() -> None:
    numbering = _definition(_level(0, "decimal", "%1")) + _definition(_level(0, "bullet", "•"), identifier=1)
    cells = tbl(tr(tc(p("", _in(1))), tc("甲")), tr(tc(p("", _in(1))), tc("乙")))
    parts = {"numbering.xml": ("numbering", word_part("numbering", numbering + _list(1) + _list(2, 1)))}
    document = read_bytes("报告.docx", docx(cells + p("要点", _in(2)), parts))

    assert [[cell.strip() for cell in row] for row in rows(first_table(document))] == [["1", "甲"], ["2", "乙"]]
    assert texts(document) == ["要点"]


def test_number_stands_before_text_that_a_deleted_end_joins() -> None:
    body = p("年初", _in(1) + "<w:rPr><w:del/></w:rPr>") + p("预算", _in(1)) + p("决算", _in(1))

    assert _read(body, _definition(_level(0, "decimal", "%1.")) + _list(1)) == ["1. 年初预算", "2. 决算"]


@pytest.mark.parametrize(
    "reference", [_in(7), _in(1, 9), '<w:numPr><w:numId w:val="x"/></w:numPr>', "<w:numPr/>", _in(1, 8)]
)
def test_list_that_is_not_defined_prints_nothing(reference: str) -> None:
    assert _read(p("甲", reference), _definition(_level(0, "decimal", "%1")) + _list(1)) == ["甲"]


@pytest.mark.parametrize(
    ("style", "number", "text"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 12, "十二"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("japaneseCounting", 20, "二十"),
        ("chineseLegalSimplified", 3, "叁"),
        ("ideographDigital", 10, "一〇"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 1, "⑴"),
        ("decimalEnclosedFullstop", 20, "⒛"),
        ("ideographEnclosedCircle", 2, "㊁"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 3, "03"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 3, "c"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 4, "iv"),
        ("lowerRoman", 4000, "4000"),
        ("none", 4, ""),
        ("thaiLetters", 4, "4"),
    ],
)
def test_number_styles(style: str, number: int, text: str) -> None:
    assert written(number, style) == text


@given(st.integers(1, 99_999_999))
def test_counted_numerals_read_back(number: int) -> None:
    assert chinese_number(counted(number)) == (Decimal(number), 0)
    assert capital_amount(f"{counted(number, capital=True)}元整") == number
