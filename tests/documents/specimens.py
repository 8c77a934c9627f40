"""Small sound files that hold something of everything, to be damaged by the robustness tests."""

from __future__ import annotations

from tests.documents.office import docx_members, p, sheet_part, t, tbl, tc, tr, word_part, zipped

_NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_TICK = (
    '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent>'
    "<w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>"
)
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/>'
    '<w:t>3</w:t><w:fldChar w:fldCharType="end"/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
)
_BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"
    f"{p('框')}</w:txbxContent></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>"
)
_TABLE = tbl(
    tr(tc("指标", '<w:vMerge w:val="restart"/>'), tc("得分", '<w:gridSpan w:val="2"/>')),
    tr(tc("", "<w:vMerge/>"), tc("10"), tc(tbl(tr(tc("内"))))),
)
_BODY = (
    p("概况", _NUMBERED)
    + p("<w:ins>" + t("新") + "</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>" + _TICK + _FIELD + _BOX)
    + _TABLE
    + '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/></w:sectPr>'
)
_SHEET = (
    "<worksheet><cols><col hidden='1'/></cols><sheetData>"
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.9974</v></c></row>'
    '<row r="2"><c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C2" t="inlineStr"><is><t>内</t></is></c>'
    '<c r="D2"><f>A1</f></c></row></sheetData><mergeCells><mergeCell ref="B1:C1"/></mergeCells></worksheet>'
)
_STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="0.00%;[Red]-0.0,&quot;万&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
)
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word_members() -> dict[str, str]:
    """Return the members of a Word file with revisions, a field, boxes, lists, a header and nested tables."""
    return docx_members(
        _BODY,
        {
            "numbering.xml": ("numbering", word_part("numbering", _NUMBERING)),
            "header1.xml": ("header", word_part("hdr", p("页眉"))),
            "footnotes.xml": ("footnotes", word_part("footnotes", f'<w:footnote w:id="1">{p("注")}</w:footnote>')),
        },
    )


def excel_members() -> dict[str, str]:
    """Return the members of an Excel file with texts, formats, a merged area, an error and an unsaved formula."""
    main = sheet_part("x", "").split('"')[1]
    package = "http://schemas.openxmlformats.org/package/2006/relationships"

    def links(*targets: tuple[str, str]) -> str:
        found = "".join(
            f'<Relationship Id="rId{at}" Type="{_LINK}/{kind}" Target="{target}"/>'
            for at, (target, kind) in enumerate(targets)
        )
        return f'<Relationships xmlns="{package}">{found}</Relationships>'

    sheets = '<sheets><sheet name="甲" r:id="rId0"/><sheet name="乙" state="hidden" r:id="rId3"/></sheets>'
    return {
        "_rels/.rels": links(("xl/workbook.xml", "officeDocument")),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_LINK}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": links(
            ("sheet1.xml", "worksheet"),
            ("styles.xml", "styles"),
            ("strings.xml", "sharedStrings"),
            ("sheet2.xml", "worksheet"),
        ),
        "xl/sheet1.xml": _SHEET.replace("<worksheet>", f'<worksheet xmlns="{main}">'),
        "xl/sheet2.xml": sheet_part("worksheet", "<sheetData><row><c><v>45448</v></c></row></sheetData>"),
        "xl/styles.xml": sheet_part("styleSheet", _STYLES),
        "xl/strings.xml": sheet_part("sst", "<si><t>指标_x000D_</t></si>"),
    }


def web_page() -> str:
    """Return a page with lists, form fields, hidden parts and nested tables with spans."""
    return (
        '<!DOCTYPE html><html><head><meta charset="gbk"><style>p{}</style></head><body><h1>自评 报告</h1>'
        "<p>一、<b>概况</b>&nbsp;<br>二 <span style='display:none'>x</span><input type=checkbox checked>优</p>"
        "<ol start=2 type=i><li>甲<li>乙</ol><select><option>1<option selected>2</select><pre> a\n b</pre>"
        "<table><caption>附</caption><tr><th rowspan=2>A<th colspan=2>B<tr><td>1<td><table><tr><td>内</table></table>"
        "<span style='font-family:Wingdings'>&thorn;</span></body></html>"
    )


def specimens() -> list[bytes]:
    """Return one sound file of each kind."""
    return [
        zipped(word_members()),
        zipped(excel_members()),
        web_page().encode(),
        "一、概况\n\n\t指标\n\t得分\n\n\t甲\n\t10\n".encode(),
    ]
