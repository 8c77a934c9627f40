"""What a browser would show of a page: text, folded blanks, boxes, and tables with spans."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.documents import Document, Layout, Limits, UnreadableFileError, read_bytes
from tests.documents.office import first_table, misplaced, rows, texts


def _read(body: str, limits: Limits | None = None) -> Document:
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>标题</title></head><body>{body}</body></html>'
    document = read_bytes("公示.html", page.encode(), limits or Limits())
    assert not misplaced(document)
    return document


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>一、概况</p><div>正文</div>", ["一、概况", "正文"]),
        ("散文<p>段</p>尾", ["散文", "段", "尾"]),
        ("<p>甲<br>乙<br/></p>", ["甲\n乙"]),
        ("<p>  年初 \n\t 预算  <b>100</b> 万元 </p>", ["年初预算 100 万元"]),
        ("<p>执行\n数 was\nread</p>", ["执行数 was read"]),
        ("<p>&nbsp;&nbsp;缩进&emsp;&lt;5&amp;6&gt; &ldquo;三公&rdquo;</p>", ["  缩进\u2003<5&6> “三公”"]),
        ("<p>&nbsp;</p><p></p><p>字</p>", ["字"]),
        ("<pre>  甲 1\n  乙 2</pre>", ["  甲 1\n  乙 2"]),
        ("<p>见<span style='display: none'>不见</span>得</p>", ["见得"]),
        ("<p>见<span hidden>不见</span>得</p>", ["见得"]),
        ("<script>var a='<p>不见</p>';</script><style>p{}</style><p>见</p>", ["见"]),
        ("<noscript>不见</noscript><template><p>不见</p></template><p>见</p>", ["见"]),
        ("<p>见<!-- 不见 -->得</p>", ["见得"]),
        ("<p>见<?php 不见 ?>得</p>", ["见得"]),
        ("<a href='#'>链接</a><span>行内</span>", ["链接行内"]),
        ("<p>开头<div>内块</div>结尾</p>", ["开头", "内块", "结尾"]),
        ("<p>没有结束<p>下一段", ["没有结束", "下一段"]),
    ],
)
def test_text_reads_as_shown(body: str, shown: list[str]) -> None:
    assert texts(_read(body)) == shown


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("<input type='checkbox' checked> 优", "☑ 优"),
        ('<input checked="" type="checkbox"/> 优', "☑ 优"),
        ("<input type=CHECKBOX> 良", "☐ 良"),
        ("<input type=radio checked>中", "☑中"),
        ("☑是 □否 √", "☑是 □否 √"),
        ('<span style="font-family:Wingdings">&thorn;</span>是', "☑是"),
        ("<font face='Wingdings 2'>R</font>是", "☑是"),
        ("<span style='font-family:Wingdings'>¨<span style='font-family:宋体'>R</span></span>", "☐R"),
        ("得分<input value='98.5'>分", "得分98.5分"),
        ("<input type=hidden value=token>字", "字"),
        ("<select><option>优<option selected>良</select>", "良"),
        ("<select><option>优<option>良</select>", "优"),
        ("<textarea>一行\n两行</textarea>", "一行\n两行"),
    ],
)
def test_form_fields_show_their_state(field: str, shown: str) -> None:
    assert texts(_read(f"<p>{field}</p>")) == [shown]


@pytest.mark.parametrize(
    ("listed", "shown"),
    [
        ("<ol><li>甲</li><li>乙</li></ol>", ["1. 甲", "2. 乙"]),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", ["3. 甲", "7. 乙", "8. 丙"]),
        ("<ol type=I><li>甲<li>乙</ol>", ["I. 甲", "II. 乙"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲</ol>", ["一、甲"]),
        ("<ol style='list-style: none'><li>甲</ol>", ["甲"]),
        ("<ul><li>甲<ol><li>乙</ol><li>丙</ul>", ["甲", "1. 乙", "丙"]),
        ("<ol><li> <p>甲</p><p>乙</p></li><li></li><li>丙</ol>丁", ["1. 甲", "乙", "3. 丙", "丁"]),
        ("<ol><li><table><tr><td>格</table></ol>", []),
        ("<li>甲", ["甲"]),
    ],
)
def test_numbers_of_lists_are_printed(listed: str, shown: list[str]) -> None:
    assert texts(_read(listed)) == shown


def test_table_with_spans() -> None:
    document = _read(
        "前<table><caption>附表</caption>"
        "<tr><th rowspan=2>一级</th><th colspan='2'>二级</th></tr>"
        "<tr><td>甲<p>乙</p></td><td rowspan=9>丙</td></tr><tr><td>丁</td><td>&nbsp;</td></tr></table>后"
    )
    table = first_table(document)

    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in table.cells] == [
        ("一级", 0, 0, 2, 1),
        ("二级", 0, 1, 1, 2),
        ("甲\n乙", 1, 1, 1, 1),
        ("丙", 1, 2, 2, 1),
        ("丁", 2, 0, 1, 1),
        ("", 2, 1, 1, 1),
    ]
    assert (table.rows, table.columns, table.layout) == (3, 3, Layout.GRID)
    assert texts(document) == ["前", "附表", "后"]
    assert document.text == "前\n附表\n\n\t一级\n\t二级\n\n\t\n\t甲\n乙\n\t丙\n\n\t丁\n\t\n\t\n\n后\n"


@pytest.mark.parametrize(
    ("attributes", "spans"),
    [
        ("rowspan=0", (2, 1)),
        ("rowspan=x colspan=-2", (1, 1)),
        ("colspan=999999999", (1, 1000)),
        ("rowspan=' 2 ' colspan='0'", (2, 1)),
    ],
)
def test_odd_spans_are_taken_as_browsers_do(attributes: str, spans: tuple[int, int]) -> None:
    cell = first_table(_read(f"<table><tr><td {attributes}>甲</td></tr><tr><td>乙</td></tr></table>")).cells[0]

    assert (cell.row_span, cell.column_span) == spans


def test_nested_table_follows_and_is_not_repeated() -> None:
    inner = "<table><tr><td>内<table><tr><td>最内</td></tr></table></td></tr></table>"
    document = _read(f"<table><tr><td>前{inner}后</td><td>旁</td></tr></table>尾")

    assert [(table.place, rows(table)) for table in document.tables()] == [
        ("表1", [["前\n后", "旁"]]),
        ("表2", [["内"]]),
        ("表3", [["最内"]]),
    ]
    assert texts(document) == ["尾"]


def test_line_breaks_at_the_edge_of_a_cell_are_not_text() -> None:
    assert rows(first_table(_read("<table><tr><td><br>甲<br>乙<br></table>"))) == [["甲\n乙"]]


def test_rows_and_cells_that_were_not_closed() -> None:
    assert rows(first_table(_read("<table><tr><td>1<td>2<tr><td>3</table>"))) == [["1", "2"], ["3"]]


def test_cells_outside_a_table_are_text() -> None:
    assert texts(_read("<div><td>甲</td></div>")) == ["甲"]


def test_page_without_anything_to_see_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match=r"公示\.html：文件里没有文字（是空表，或内容全是图片）"):
        _read("<img src=x><script>1</script>")


@pytest.mark.parametrize("page", ["<!DOCTYPE html>", "<!-- 空 --><?x <p ?>"])
def test_page_without_elements_is_refused(page: str) -> None:
    with pytest.raises(UnreadableFileError, match="网页里没有内容。请用浏览器打开核对，重新保存后再交"):
        read_bytes("空.html", page.encode())


def test_tree_that_is_too_deep_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="网页元素嵌套超过50层的上限。请用浏览器打开，把内容复制到 Word"):
        _read("<div>" * 60 + "字", Limits(nesting=50))


def test_spans_that_multiply_are_refused() -> None:
    row = "<tr><td rowspan=1000 colspan=1000>x</td></tr>"
    with pytest.raises(UnreadableFileError, match="单元格超过300000个的上限"):
        _read(f"<table>{row * 1000}</table>")


def test_page_beyond_the_limit_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(UnreadableFileError, match="网页超过1 MB 的上限。请用浏览器打开，把要核查的内容复制到 Word"):
        _read("<p>字</p>" * 200_000, Limits(xml_bytes=1024 * 1024))


def test_markup_does_not_count_as_text() -> None:
    assert texts(_read(f"<p class='{'x' * 500}'>字</p>", Limits(text_chars=10))) == ["字"]


def test_endless_nesting_ends() -> None:
    with pytest.raises(UnreadableFileError, match="网页元素嵌套超过1000层"):
        _read("<div>" * 100_000)
    with pytest.raises(UnreadableFileError, match="网页元素嵌套超过1000层"):
        _read("<table><tr><td>" * 50_000)


_SPANS = st.lists(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), max_size=4), min_size=1, max_size=5)


@settings(max_examples=60)
@given(_SPANS)
def test_cells_fill_free_places_from_the_left(spans: list[list[tuple[int, int]]]) -> None:
    """Against the plain algorithm of the HTML standard, on a grid of marks."""
    lines = ["".join(f"<td rowspan={down} colspan={across}>x</td>" for down, across in line) for line in spans]
    body = f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"
    taken: set[tuple[int, int]] = set()
    expected = []
    for row, line in enumerate(spans):
        column = 0
        for down, across in line:
            while (row, column) in taken:
                column += 1
            height = min(down, len(spans) - row)
            expected.append((row, column, height, across))
            taken |= {(row + i, column + j) for i in range(height) for j in range(across)}
            column += across

    document = _read(body + "尾")
    found = [(c.row, c.column, c.row_span, c.column_span) for table in document.tables() for c in table.cells]
    assert found == expected
