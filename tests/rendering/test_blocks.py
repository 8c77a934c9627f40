from __future__ import annotations

from lxml import html

from jixiao.documents import Cell, Document, Excerpt, Layout, Paragraph, Role, Span, Table
from jixiao.evaluations import Evaluation, Form, Heading, Subject
from jixiao.rendering.page.blocks import document_html
from jixiao.rendering.page.marks import Mark, Marker, Part


def table_document(rows: list[list[tuple[str, int, int, int]]], columns: int, layout: Layout = Layout.GRID) -> Document:
    """Return a document of one table; each cell is (text, column, row span, column span)."""
    text, cells = "", []
    for row, found in enumerate(rows):
        for words, column, down, across in found:
            cells.append(Cell(words, Span(len(text), len(text) + len(words)), row, column, down, across))
            text += words + "\t"
    table = Table(tuple(cells), len(rows), columns, Span(0, len(text)), "表1", layout)
    return Document("a.docx", "docx", text, (table,))


def shown(document: Document, *marks: Mark) -> html.HtmlElement:
    return html.fragment_fromstring(document_html(document, (), 0, Marker(document.text, marks)), create_parent="div")


def grid(document: Document) -> list[list[tuple[str, str | None, str | None, bool]]]:
    return [
        [(cell.text_content(), cell.get("rowspan"), cell.get("colspan"), cell.get("class") == "gap") for cell in row]
        for row in shown(document).iter("tr")
    ]


def test_merged_cells_keep_their_spans() -> None:
    document = table_document(
        [[("指标", 0, 2, 1), ("分值", 1, 1, 2)], [("满分", 1, 1, 1), ("得分", 2, 1, 1)]], columns=3
    )
    assert grid(document) == [
        [("指标", "2", None, False), ("分值", None, "2", False)],
        [("满分", None, None, False), ("得分", None, None, False)],
    ]


def test_missing_cells_are_filled_so_that_columns_line_up() -> None:
    document = table_document([[("甲", 1, 2, 1), ("乙", 3, 1, 1)], [("丙", 0, 1, 1)], [("丁", 2, 1, 1)]], columns=5)
    assert grid(document) == [
        [
            ("", None, "1", True),
            ("甲", "2", None, False),
            ("", None, "1", True),
            ("乙", None, None, False),
            ("", None, "1", True),
        ],
        [("丙", None, None, False), ("", None, "3", True)],
        [("", None, "2", True), ("丁", None, None, False), ("", None, "2", True)],
    ]


def test_a_row_of_long_texts_stands_apart_where_columns_are_uncertain() -> None:
    rows = [[("甲", 0, 1, 1), ("1", 1, 1, 1)], [("说明" * 40, 0, 1, 1)], [("乙", 0, 1, 1), ("2", 1, 1, 1)]]
    assert len(list(shown(table_document(rows, 2, Layout.RAGGED)).iter("table"))) == 3
    assert len(list(shown(table_document(rows, 2, Layout.GRID)).iter("table"))) == 1


def test_a_table_without_rows_is_shown_in_order_and_says_so() -> None:
    page = shown(table_document([[("指标", 0, 1, 1), ("10", 1, 1, 1)]], 2, Layout.FLAT))
    assert [cell.text for cell in page.find_class("cell")] == ["指标", "10"]
    assert "没有保留行列" in page.text_content()


def test_a_blank_cell_with_a_finding_is_coloured() -> None:
    document = table_document([[("得分", 0, 1, 1), ("", 1, 1, 1)]], columns=2)
    at = document.text.index("\t") + 1
    page = shown(document, Mark(Span(at, at), Part.MENDED, "0-1", "error", 1, "m-0-1"))
    assert [cell.get("class") for cell in page.iter("td")] == ["mid", "mid blank error"]


def test_check_boxes_are_shown() -> None:
    cells = (Cell("是", Span(0, 1), 0, 0, checked=True), Cell("否", Span(2, 3), 0, 1, checked=False))
    document = Document("a", "docx", "是\t否", (Table(cells, 1, 2, Span(0, 3), "表1"),))
    assert [cell.text_content() for cell in shown(document).iter("td")] == ["☑ 是", "☐ 否"]


def test_everything_is_escaped() -> None:
    text = "<b>&\"'</b>"
    document = Document("a", "txt", text, (Paragraph(text, Span(0, len(text)), '第1段"><i>'),))
    page = shown(document, Mark(Span(1, 4), Part.MENDED, "0-1", "error", 1, "m-0-1"))
    assert page.find(".//p").text_content().replace("1", "", 1) == text
    assert not list(page.iter("b", "i"))


def test_headings_and_roles_are_told_apart() -> None:
    text = "报告\n一、概况\n正文\n页脚"
    blocks = (
        Paragraph("报告", Span(0, 2), "第1段"),
        Paragraph("一、概况", Span(3, 7), "第2段"),
        Paragraph("正文", Span(8, 10), "第3段"),
        Paragraph("页脚", Span(11, 13), "页脚", Role.FOOTER),
    )
    heading = Heading(level=1, number=1, title="概况", excerpt=Excerpt("一、概况", 3, 7))
    evaluation = Evaluation(
        form=Form.PROJECT_REPORT,
        subject=Subject.PROJECT,
        source=0,
        start=0,
        end=13,
        title=Excerpt("报告", 0, 2),
        outline=(heading,),
    )
    document = Document("a", "txt", text, blocks)
    page = html.fragment_fromstring(document_html(document, (evaluation,), 0, Marker(text, ())), create_parent="div")
    assert [p.get("class") for p in page.iter("p")] == ["para title", "para h1", "para", "para aside"]
    assert [p.get("data-place") for p in page.iter("p")] == ["1", "2", "3", ""]
