"""What stands beside the running text of a Word file: text boxes, notes, headers, embedded objects."""

from __future__ import annotations

from jixiao.documents import Document, Role
from tests.documents.office import misplaced, p, read_docx, rows, t, tbl, tc, texts, tr, word_part


def _box(content: str) -> str:
    """A run with a text box as Word writes it: the shape and, for old readers, a copy."""
    shape = f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
    copy = f"<w:pict><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></w:pict>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"{shape}</w:drawing></mc:Choice><mc:Fallback>{copy}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def _placed(document: Document) -> list[tuple[str, Role, str]]:
    return [(each.place, each.role, each.text) for each in document.paragraphs()]


def test_text_box_follows_its_paragraph_once() -> None:
    document = read_docx(p(t("正文") + _box(p("说明一") + p("说明二"))) + p("后文"))

    assert _placed(document) == [
        ("第1段", Role.BODY, "正文"),
        ("文本框1", Role.TEXT_BOX, "说明一"),
        ("文本框1", Role.TEXT_BOX, "说明二"),
        ("第2段", Role.BODY, "后文"),
    ]
    assert not misplaced(document)


def test_old_text_box_without_alternatives_is_read() -> None:
    old = "<w:r><w:pict><v:textbox><w:txbxContent>" + p("旧式") + "</w:txbxContent></v:textbox></w:pict></w:r>"

    assert _placed(read_docx(p(old))) == [("文本框1", Role.TEXT_BOX, "旧式")]


def test_text_box_with_a_table_inside_a_cell_follows_the_table() -> None:
    document = read_docx(tbl(tr(tc(p(t("格内") + _box(p("框内") + tbl(tr(tc("框表")))))))) + p("后"))

    assert [block.place for block in document.blocks] == ["表1", "文本框1", "表2", "第1段"]
    assert rows(next(document.tables())) == [["格内"]]
    assert not misplaced(document)


def test_text_box_in_a_text_box_is_read_once() -> None:
    document = read_docx(p(_box(p(t("外") + _box(p("内"))))))

    assert texts(document) == ["外", "内"]


def _note(tag: str, identifier: int, text: str, kind: str = "") -> str:
    return f"<w:{tag} w:id='{identifier}'{f' w:type={kind!r}' if kind else ''}>{p(text)}</w:{tag}>"


def test_notes_are_read_once_without_the_rules_that_part_them() -> None:
    footnotes = (
        _note("footnote", -1, "线", "separator") + _note("footnote", 1, "含结转") + _note("footnote", 2, "未审计")
    )
    parts = {
        "footnotes.xml": ("footnotes", word_part("footnotes", footnotes)),
        "endnotes.xml": ("endnotes", word_part("endnotes", _note("endnote", 1, "见附件"))),
    }
    document = read_docx(p(t("执行数100") + "<w:r><w:footnoteReference w:id='1'/></w:r>"), parts)

    assert _placed(document) == [
        ("第1段", Role.BODY, "执行数100"),
        ("脚注1", Role.FOOTNOTE, "含结转"),
        ("脚注2", Role.FOOTNOTE, "未审计"),
        ("尾注1", Role.FOOTNOTE, "见附件"),
    ]


def _sections(*references: str, title_page: bool = False) -> str:
    return "".join(f"<w:sectPr>{each}{'<w:titlePg/>' if title_page else ''}</w:sectPr>" for each in references)


def _reference(kind: str, identifier: int, pages: str = "default") -> str:
    return f'<w:{kind}Reference w:type="{pages}" r:id="rId{identifier}"/>'


_PARTS = {
    "header1.xml": ("header", word_part("hdr", p("某市医疗保障局"))),
    "header2.xml": ("header", word_part("hdr", p("封面"))),
    "header3.xml": ("header", word_part("hdr", p("某市医疗保障局"))),
    "footer1.xml": ("footer", word_part("ftr", p("第 1 页"))),
    "settings.xml": ("settings", word_part("settings", "")),
}


def test_headers_and_footers_stand_at_the_end_once() -> None:
    first = _reference("header", 1) + _reference("footer", 4)
    again = _reference("header", 3) + _reference("footer", 4)
    document = read_docx(p("正文") + p("", _sections(first)) + _sections(again), _PARTS)

    assert _placed(document)[1:] == [("页眉", Role.HEADER, "某市医疗保障局"), ("页脚", Role.FOOTER, "第 1 页")]
    assert not misplaced(document)


def test_header_of_the_first_page_needs_the_setting_that_shows_it() -> None:
    reference = _reference("header", 2, "first")

    assert texts(read_docx(p("正文") + _sections(reference), _PARTS)) == ["正文"]
    assert texts(read_docx(p("正文") + _sections(reference, title_page=True), _PARTS)) == ["正文", "封面"]


def test_header_of_even_pages_needs_the_setting_that_shows_it() -> None:
    body = p("正文") + _sections(_reference("header", 2, "even"))
    shown = _PARTS | {"settings.xml": ("settings", word_part("settings", "<w:evenAndOddHeaders/>"))}

    assert texts(read_docx(body, _PARTS)) == ["正文"]
    assert texts(read_docx(body, shown)) == ["正文", "封面"]


def test_embedded_object_is_said_with_its_place() -> None:
    spreadsheet = "<w:r><w:object><o:OLEObject ProgID='Excel.Sheet.12'/></w:object></w:r>"
    document = read_docx(p("概况") + p(t("附表：") + spreadsheet) + tbl(tr(tc(p(spreadsheet)))))

    assert [(problem.place, problem.message) for problem in document.problems] == [
        ("第2段", "第2段附近有嵌入的对象（如 Excel 表格、公式），其中的内容没有读取，请改为直接写在文档里的文字或表格"),
        ("表1", "表1附近有嵌入的对象（如 Excel 表格、公式），其中的内容没有读取，请改为直接写在文档里的文字或表格"),
    ]


def test_imported_file_is_said() -> None:
    document = read_docx('<w:altChunk r:id="rId1"/>' + p("正文"))

    assert [problem.message for problem in document.problems] == [
        "文件开头有插入的另一个文件，其中的内容没有读取，请改为直接写在文档里的文字或表格"
    ]


def test_damaged_side_part_is_a_problem_and_the_text_is_read() -> None:
    parts = {"footnotes.xml": ("footnotes", "<w:footnotes"), "numbering.xml": ("numbering", "<")}
    document = read_docx(p("正文"), parts)

    assert texts(document) == ["正文"]
    assert [(problem.place, problem.message) for problem in document.problems] == [
        ("自动编号", "自动编号没有读出来：文件内部的“word/numbering.xml”已损坏"),
        ("脚注", "脚注没有读出来：文件内部的“word/footnotes.xml”已损坏"),
    ]
