"""What a Word paragraph shows: revisions, fields, controls, symbols."""

from __future__ import annotations

import pytest

from jixiao.documents import Role, read_bytes
from tests.documents.office import (
    docx_members,
    first_table,
    misplaced,
    p,
    read_docx,
    rows,
    t,
    tbl,
    tc,
    texts,
    tr,
    zipped,
)


def _shown(content: str) -> str:
    """The text of a document whose only paragraph has this content."""
    return "\n".join(texts(read_docx(p(content))))


def test_paragraphs_are_lines_and_count_from_one() -> None:
    document = read_docx(p("一、部门概况") + p("") + p("  ") + p(t("全年执行") + t("1707.31万元")))

    assert document.text == "一、部门概况\n全年执行1707.31万元\n"
    assert [(each.place, each.role) for each in document.paragraphs()] == [("第1段", Role.BODY), ("第2段", Role.BODY)]
    assert document.place_at(document.text.index("1707")) == "第2段"
    assert not misplaced(document)


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        pytest.param("<w:ins>" + t("新增") + "</w:ins>" + t("原有"), "新增原有", id="inserted"),
        pytest.param(t("留") + "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>", "留", id="deleted"),
        pytest.param(t("留") + "<w:del><w:r><w:tab/><w:t>删</w:t></w:r></w:del>", "留", id="deleted-as-text"),
        pytest.param(
            "<w:moveFrom>" + t("旧处") + "</w:moveFrom><w:moveTo>" + t("新处") + "</w:moveTo>", "新处", id="moved"
        ),
        pytest.param('<w:hyperlink r:id="rId9">' + t("公开网址") + "</w:hyperlink>", "公开网址", id="hyperlink"),
        pytest.param("<w:smartTag>" + t("2024") + "</w:smartTag>" + t("年"), "2024年", id="smart-tag"),
        pytest.param("<w:customXml>" + t("甲") + "</w:customXml>", "甲", id="custom-xml"),
        pytest.param("<w:sdt><w:sdtPr/><w:sdtContent>" + t("控件") + "</w:sdtContent></w:sdt>", "控件", id="control"),
        pytest.param('<w:fldSimple w:instr="PAGE">' + t("3") + "</w:fldSimple>", "3", id="simple-field"),
        pytest.param("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙", id="tab"),
        pytest.param(
            "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t></w:r>", "甲\n乙\n丙", id="line-breaks"
        ),
        pytest.param('<w:r><w:br w:type="page"/><w:t>甲</w:t></w:r>', "甲", id="page-break-at-the-edge"),
        pytest.param("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t></w:r>", "A-B", id="no-break-hyphen"),
        pytest.param(t("看得见") + t("看不见", "<w:vanish/>"), "看得见", id="hidden"),
        pytest.param(t("看得见", '<w:vanish w:val="0"/>'), "看得见", id="hidden-switched-off"),
        pytest.param(
            "<w:r><w:ruby><w:rt><w:r><w:t>ji</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>绩</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "绩",
            id="pronunciation-guide",
        ),
        pytest.param(
            "<m:oMath><m:f><m:num><m:r><m:t>执行数</m:t></m:r></m:num><m:den><m:r><m:t>预算数</m:t></m:r></m:den></m:f></m:oMath>",
            "执行数/预算数",
            id="formula",
        ),
    ],
)
def test_what_is_shown_is_read_and_what_is_not_is_left_out(content: str, shown: str) -> None:
    assert _shown(content) == shown


def test_tab_stops_are_no_text() -> None:
    assert texts(read_docx(p("甲", '<w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs>'))) == ["甲"]


def _field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"{instruction}"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_field_shows_its_result_and_not_its_instruction() -> None:
    inner = _field("<w:r><w:instrText>MERGEFIELD x</w:instrText></w:r>", t("内"))
    outer = _field("<w:r><w:instrText>IF </w:instrText></w:r>" + inner, t("99.74%"))

    assert _shown(t("执行率") + outer) == "执行率99.74%"


def test_field_may_run_over_paragraphs() -> None:
    begin, separate = ('<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="separate"/>')
    first = f"<w:r>{begin}<w:instrText>TOC</w:instrText>{separate}</w:r>"
    last = t("二、结论") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    assert texts(read_docx(p(first + t("一、概况")) + p(last) + p("正文"))) == ["一、概况", "二、结论", "正文"]


def test_field_that_was_never_begun_changes_nothing() -> None:
    ends = '<w:r><w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="end"/></w:r>'

    assert _shown(t("前") + ends + t("后")) == "前后"


def test_field_that_never_ends_does_not_swallow_the_document() -> None:
    assert texts(read_docx(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + p("正文"))) == ["正文"]


@pytest.mark.parametrize(
    ("box", "shown"),
    [
        ("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>", "☑"),
        ("<w:checkBox><w:default w:val='0'/><w:checked w:val='0'/></w:checkBox>", "☐"),
        ("<w:checkBox><w:default w:val='1'/></w:checkBox>", "☑"),
        ("<w:checkBox/>", "☐"),
        ("<w:ddList><w:result w:val='1'/><w:listEntry w:val='优'/><w:listEntry w:val='良'/></w:ddList>", "良"),
        ("<w:ddList><w:listEntry w:val='优'/></w:ddList>", "优"),
        ("<w:ddList><w:result w:val='1'/><w:listEntry w:val='优'/></w:ddList>", ""),
        ("<w:ddList><w:result w:val='-1'/><w:listEntry w:val='优'/></w:ddList>", ""),
    ],
)
def test_old_form_fields_show_their_state(box: str, shown: str) -> None:
    field = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{box}</w:ffData></w:fldChar></w:r>'
    end = '<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'

    assert _shown(t("等级") + field + end) == f"等级{shown}"


@pytest.mark.parametrize(("state", "shown"), [("1", "☑ 优"), ("0", "☐ 优"), ("true", "☑ 优"), ("false", "☐ 优")])
@pytest.mark.parametrize("sign", [t("☒"), "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>", "<w:r/>"])
def test_tick_box_control_shows_its_state_whatever_its_sign(state: str, shown: str, sign: str) -> None:
    control = (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{sign}</w:sdtContent></w:sdt>"
    )

    assert _shown(control + t(" 优")) == shown


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>", "☑"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0A8'/></w:r>", "☐"),
        ("<w:r><w:sym w:font='Wingdings 2' w:char='F052'/></w:r>", "☑"),
        ("<w:r><w:sym w:font='Wingdings 2' w:char='00A3'/></w:r>", "☐"),
        ("<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>" + t("95%"), "≥95%"),
        ("<w:r><w:sym w:font='MS Gothic' w:char='2611'/></w:r>", "☑"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F04A'/></w:r>", "\ufffd"),
        ("<w:r><w:sym w:font='Wingdings' w:char='Z'/></w:r>", "\ufffd"),
        (t("R", '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>') + t("优"), "☑优"),
        (t("£良", '<w:rFonts w:ascii="Wingdings 2"/>'), "☐良"),
        (t("R", '<w:rFonts w:ascii="宋体"/>'), "R"),
        (t("R 是", '<w:rFonts w:hAnsi="Wingdings 2"/>'), "☑ 是"),
        (t("\uf052", '<w:rFonts w:ascii="Wingdings 2"/>'), "☑"),
        (t("\uf0fe是\uf0a3否"), "☑是☐否"),
    ],
)
def test_symbol_fonts_become_plain_characters(content: str, shown: str) -> None:
    assert _shown(content) == shown


def test_only_one_of_the_alternatives_is_read() -> None:
    old = f"<mc:Fallback>{t('旧')}</mc:Fallback>"
    both = f"<mc:AlternateContent><mc:Choice Requires='wps'>{t('新')}</mc:Choice>{old}</mc:AlternateContent>"
    fallback = f"<mc:AlternateContent>{old}</mc:AlternateContent>"

    assert _shown(both) == "新"
    assert _shown(fallback) == "旧"


def test_deleted_paragraph_end_joins_two_paragraphs() -> None:
    joined = p("年初预算", "<w:rPr><w:del/></w:rPr>") + p("1632.87万元") + p("另段")

    assert texts(read_docx(joined)) == ["年初预算1632.87万元", "另段"]
    assert texts(read_docx(p("只有一段", "<w:rPr><w:del/></w:rPr>"))) == ["只有一段"]
    assert texts(read_docx(p(t("不是", "<w:del/>")) + p("段末"))) == ["不是", "段末"]
    assert texts(read_docx(p("表前", "<w:rPr><w:del/></w:rPr>") + tbl(tr(tc("1"))) + p("表后"))) == ["表前", "表后"]


def test_blocks_are_read_through_any_wrapper_in_order() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('乙')}{tbl(tr(tc('表')))}</w:sdtContent></w:sdt>"
    document = read_docx(p("甲") + f"<w:customXml>{control}</w:customXml><w:ins>{p('丙')}</w:ins>")

    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Paragraph", "Table", "Paragraph"]
    assert document.text == "甲\n乙\n\n\t表\n\n丙\n"


def test_strict_variant_is_read_alike() -> None:
    members = docx_members(p("严格格式") + tbl(tr(tc("1"), tc("2"))))
    usual, strict = (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    members["word/document.xml"] = members["word/document.xml"].replace(usual, strict)

    document = read_bytes("严格.docx", zipped(members))

    assert texts(document) == ["严格格式"]
    assert rows(first_table(document)) == [["1", "2"]]
