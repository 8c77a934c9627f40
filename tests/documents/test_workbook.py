"""Excel sheets as tables: values as shown, merged areas, hidden parts, and cells that cannot be read."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]  # the library ships no types
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from jixiao.documents import Document, Limits, Table, UnreadableFileError, read_bytes
from jixiao.documents.composing import DraftCell
from jixiao.documents.sheet_grid import Area, TooManyCellsError, grid
from tests.documents.office import first_table, misplaced, rows, sheet_part, xlsx


def _saved(fill: Callable[[openpyxl.Workbook, Worksheet], None]) -> bytes:
    """A workbook written by openpyxl, with its first sheet named 自评表."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "自评表"
    fill(workbook, sheet)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _written(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """A workbook written by XlsxWriter."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file)
    fill(workbook)
    workbook.close()
    return file.getvalue()


def _read(data: bytes) -> Document:
    document = read_bytes("自评表.xlsx", data)
    assert not misplaced(document)
    return document


def _sheet(content: str, **parts: tuple[str, str]) -> Document:
    """The document of a workbook with one sheet, 甲, that has these rows."""
    return _read(
        xlsx(
            {"甲": f"<sheetData>{content}</sheetData>"}, {name.replace("_", "."): part for name, part in parts.items()}
        )
    )


def _messages(document: Document) -> list[str]:
    return [problem.message for problem in document.problems]


def test_cells_read_as_they_are_shown() -> None:
    def fill(_: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.append(["指标", 0.5623, 1711.75, 45448, True, "文字", 12.5])
        for column, code in zip("BCD", ("0.00%", "#,##0.00", 'yyyy"年"m"月"d"日"'), strict=True):
            sheet[f"{column}1"].number_format = code
        sheet["A2"] = date(2024, 6, 5)
        sheet["B2"] = datetime(2024, 6, 5, 14, 30)

    assert rows(first_table(_read(_saved(fill)))) == [
        ["指标", "56.23%", "1,711.75", "2024年6月5日", "TRUE", "文字", "12.5"],
        ["2024-06-05", "2024-06-05 14:30:00", "", "", "", "", ""],
    ]


def test_formats_with_a_number_of_their_own_are_known() -> None:
    styles = sheet_part(
        "styleSheet", '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="31"/><xf numFmtId="x"/></cellXfs>'
    )
    cells = (
        '<row><c s="1"><v>0.9974</v></c><c s="2"><v>45448</v></c><c s="3"><v>1.5</v></c><c s="99"><v>2.5</v></c></row>'
    )

    assert rows(first_table(_sheet(cells, styles_xml=("styles", styles)))) == [["99.74%", "2024年6月5日", "1.5", "2.5"]]


def test_dates_follow_the_calendar_of_the_workbook() -> None:
    styles = sheet_part("styleSheet", '<cellXfs><xf numFmtId="14"/></cellXfs>')
    content = {"甲": "<sheetData><row><c><v>43986</v></c></row></sheetData>"}
    parts = {"styles.xml": ("styles", styles)}

    assert rows(first_table(_read(xlsx(content, parts)))) == [["2020/6/4"]]
    assert rows(first_table(_read(xlsx(content, parts, '<workbookPr date1904="1"/>')))) == [["2024/6/5"]]


def test_merged_areas_appear_once_and_text_beneath_them_does_not_show() -> None:
    cells = (
        '<row r="1"><c r="A1" t="str"><v>总表</v></c></row>'
        '<row r="2"><c r="A2" t="str"><v>产出</v></c><c r="B2" t="str"><v>数量</v></c><c r="C2"><v>10</v></c></row>'
        '<row r="3"><c r="A3" t="str"><v>盖住</v></c><c r="B3" t="str"><v>质量</v></c><c r="C3"><v>20</v></c></row>'
    )
    merged = '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A2:A3"/></mergeCells>'
    table = first_table(_read(xlsx({"甲": f"<sheetData>{cells}</sheetData>{merged}"})))

    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in table.cells] == [
        ("总表", 0, 0, 1, 3),
        ("产出", 1, 0, 2, 1),
        ("数量", 1, 1, 1, 1),
        ("10", 1, 2, 1, 1),
        ("质量", 2, 1, 1, 1),
        ("20", 2, 2, 1, 1),
    ]


def test_each_sheet_is_a_table_named_after_it_and_its_places_are_those_of_the_sheet() -> None:
    def fill(workbook: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet["C5"] = "合计"
        workbook.create_sheet("空表")
        workbook.create_sheet("台账")["A1"] = 3

    document = _read(_saved(fill))
    first, second = document.tables()

    assert (first.place, second.place) == ("表1（自评表）", "表2（台账）")
    assert first.place_of(first.cells[0]) == "表1（自评表）!R5C3"
    assert document.text == "\t合计\n\n\n\t3\n\n"


def test_stray_entry_far_away_costs_nothing() -> None:
    def fill(_: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"], sheet["XFD1000000"] = "甲", "乙", "远"

    table = first_table(_read(_saved(fill)))

    assert [(cell.text, cell.row, cell.column) for cell in table.cells if cell.text] == [
        ("甲", 0, 0),
        ("乙", 0, 1),
        ("远", 999_999, 16_383),
    ]
    assert len(table.cells) == 6


def test_blank_cells_around_the_table_are_left_out() -> None:
    def fill(_: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.append(["甲", None, "丙", "  ", None])
        sheet.append(["  ", "乙"])
        sheet["F9"].number_format = "0.00"

    table = first_table(_read(_saved(fill)))

    assert rows(table) == [["甲", "", "丙"], ["", "乙", ""]]
    assert (table.rows, table.columns) == (2, 3)


def test_hidden_sheets_rows_and_columns_are_read_and_said() -> None:
    def fill(workbook: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.append(["甲", "乙"])
        sheet.column_dimensions["B"].hidden = True
        spare = workbook.create_sheet("备查")
        spare["A1"] = "底数"
        spare.sheet_state = "hidden"

    document = _read(_saved(fill))

    assert [rows(table) for table in document.tables()] == [[["甲", "乙"]], [["底数"]]]
    assert [(problem.place, problem.message) for problem in document.problems] == [
        ("表1（自评表）", "工作表“自评表”有隐藏的行或列，已一并读取"),
        ("表2（备查）", "工作表“备查”是隐藏的，已一并读取"),
    ]


def test_formula_shows_its_saved_result() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet("甲")
        percent = workbook.add_format({"num_format": "0.00%"})
        sheet.write_formula("A1", "=C1/D1", percent, 0.9974)

    document = _read(_written(fill))

    assert rows(first_table(document)) == [["99.74%"]]
    assert not document.problems


def test_formula_may_result_in_no_text() -> None:
    document = _sheet(
        '<row><c><v>1</v></c><c t="str"><f>IF(A1>1,"超","")</f><v></v></c></row>'.replace(">1,", "&gt;1,")
    )

    assert rows(first_table(document)) == [["1"]]
    assert not document.problems


def test_formula_without_a_result_is_said_and_not_taken_for_blank() -> None:
    def fill(_: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.append(["合计", "=1+2"])

    document = _read(_saved(fill))
    table = first_table(document)

    assert rows(table) == [["合计", ""]]
    assert document.problems[0].place == "表1（自评表）!R1C2"
    assert document.problems[0].span == table.cells[1].span
    assert _messages(document) == [
        "单元格 B1 是公式，但文件里没有保存计算结果，请用 Excel 或 WPS 打开、保存后再交",
    ]


def test_results_that_a_program_left_at_zero_are_said() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        workbook.add_worksheet("甲").write_formula("A1", "=1+2")

    assert _messages(_read(_written(fill))) == [
        "有1个公式的结果是 0，而工作簿生成后还没有计算过，请用 Excel 或 WPS 打开、保存后再交"
    ]


def test_error_values_are_kept_and_said() -> None:
    document = _sheet('<row r="4"><c r="C4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>')

    assert rows(first_table(document))[3] == ["#DIV/0!"]
    assert [(each.place, each.message) for each in document.problems] == [
        ("表1（甲）!R4C3", "单元格 C4 是错误值 #DIV/0!，请改正公式后再交")
    ]


def test_many_faults_of_one_sheet_are_summed_up() -> None:
    document = _sheet("".join('<row><c t="e"><v>#N/A</v></c></row>' for _ in range(25)))

    assert len(document.problems) == 21
    assert _messages(document)[-1] == "工作表“甲”还有5个单元格有同类问题，不再逐一列出"


@pytest.mark.parametrize(
    ("cell", "text", "remark"),
    [
        ('<c t="s"><v>0</v></c>', "", "单元格 A1 的文字在文件里缺失，请用 Excel 或 WPS 打开、保存后再交"),
        ('<c t="s"><v>x</v></c>', "", "单元格 A1 的文字在文件里缺失，请用 Excel 或 WPS 打开、保存后再交"),
        ("<c><v>12abc</v></c>", "12abc", "单元格 A1 的内容不是数值，按原样读取"),
    ],
)
def test_damaged_cells_are_said(cell: str, text: str, remark: str) -> None:
    document = _sheet(f"<row>{cell}</row>")

    assert [each.text for each in first_table(document).cells] == [text]
    assert _messages(document) == [remark]


def test_strings_of_every_kind() -> None:
    strings = sheet_part(
        "sst",
        "<si><t>整段</t></si><si><r><t>分</t></r><r><t>段</t></r><rPh><t>fen</t></rPh></si><si><t>行_x000D_\n尾</t></si>",
    )
    cells = (
        '<row><c t="s"><v> 0\n</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="inlineStr"><is><t>内</t></is></c>'
        '<c t="d"><v>2024-06-05T00:00:00</v></c><c t="inlineStr"/><c t="b"><v>0</v></c></row>'
    )
    table = first_table(_sheet(cells, sharedStrings_xml=("sharedStrings", strings)))

    assert rows(table) == [["整段", "分段", "行\n尾", "内", "2024-06-05", "FALSE"]]


def test_strict_variant_is_read_alike() -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    content = f'<worksheet xmlns="{strict}"><sheetData><row><c><v>5</v></c></row></sheetData></worksheet>'
    usual = xlsx({}, {"strict.xml": ("worksheet", content)}, '<sheets><sheet name="甲" r:id="rId1"/></sheets>')

    assert rows(first_table(_read(usual))) == [["5"]]


def test_chart_sheets_and_missing_sheets_are_said() -> None:
    listed = (
        '<sheets><sheet name="图" r:id="rId1"/><sheet name="丢" r:id="rId9"/><sheet name="好" r:id="rId2"/></sheets>'
    )
    good = sheet_part("worksheet", "<sheetData><row><c><v>5</v></c></row></sheetData>")
    parts = {"chart.xml": ("chartsheet", sheet_part("chartsheet", "")), "good.xml": ("worksheet", good)}
    document = _read(xlsx({}, parts, listed))

    assert rows(first_table(document)) == [["5"]]
    assert _messages(document) == [
        "工作表“图”是图表页或宏表，没有读取",
        "工作表“丢”没有读出来：文件内部缺少“工作表 丢”",
    ]


def test_sheet_that_two_names_point_to_is_read_once() -> None:
    good = sheet_part("worksheet", "<sheetData><row><c><v>5</v></c></row></sheetData>")
    listed = '<sheets><sheet name="甲" r:id="rId1"/><sheet name="乙" r:id="rId1"/></sheets>'
    document = _read(xlsx({}, {"good.xml": ("worksheet", good)}, listed))

    assert [table.place for table in document.tables()] == ["表1（甲）"]
    assert _messages(document) == ["工作表“乙”与另一张工作表指向同一处，没有重复读取"]


def test_rows_and_cells_without_an_address_follow_the_one_before() -> None:
    document = _sheet(
        '<row r="3"><c r="B3"><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c><c r="D5"><v>4</v></c></row>'
    )

    assert [(cell.text, cell.row, cell.column) for cell in first_table(document).cells if cell.text] == [
        ("1", 2, 1),
        ("2", 2, 2),
        ("3", 4, 0),
        ("4", 4, 3),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "<sheetData><row>",
        '<sheetData><row r="0"/></sheetData>',
        '<sheetData><row r="1048577"/></sheetData>',
        '<sheetData><row r="x"/></sheetData>',
        '<sheetData><row><c r="1A"><v>1</v></c></row></sheetData>',
        '<sheetData><row><c r="XFE1"><v>1</v></c></row></sheetData>',
        '<mergeCells><mergeCell ref="B2:A1"/></mergeCells>',
        '<mergeCells><mergeCell ref="A1:B2:C3"/></mergeCells>',
        "<mergeCells><mergeCell/></mergeCells>",
    ],
)
def test_damaged_sheet_is_a_problem_beside_others_and_a_refusal_alone(content: str) -> None:
    good = "<sheetData><row><c><v>5</v></c></row></sheetData>"
    document = _read(xlsx({"坏": content, "好": good}))

    assert [table.place for table in document.tables()] == ["表1（好）"]
    assert _messages(document) == ["工作表“坏”没有读出来：文件内部的“xl/sheet1.xml”已损坏"]
    with pytest.raises(UnreadableFileError, match=r"文件内部的“xl/sheet1\.xml”已损坏"):
        _read(xlsx({"坏": content}))


def test_workbook_without_any_entry_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="文件里没有文字（是空表，或内容全是图片）"):
        _read(_saved(lambda _workbook, _sheet: None))


def test_sheet_beyond_the_limit_is_refused_while_it_streams() -> None:
    row = "<row><c><v>1</v></c><c><v>2</v></c></row>"
    data = xlsx({"甲": f"<sheetData>{row * 60}<这里已坏"})

    with pytest.raises(UnreadableFileError, match="单元格超过100个的上限。请删去与绩效自评无关的表页"):
        read_bytes("明细.xlsx", data, Limits(cells=100))


@pytest.mark.parametrize(
    ("content", "strings", "sentence"),
    [
        ("<row>" + "<c/>" * 1001 + "<这里已坏", "", "单元格超过100个的上限"),
        ("<row/>", "<si/>" * 101, "单元格超过100个的上限"),
        ("<row/>", "<si><t>很长</t></si>" * 30, "文字超过50字的上限"),
    ],
)
def test_emptiness_and_strings_have_limits_too(content: str, strings: str, sentence: str) -> None:
    data = xlsx({"甲": f"<sheetData>{content}"}, {"strings.xml": ("sharedStrings", sheet_part("sst", strings))})

    with pytest.raises(UnreadableFileError, match=sentence):
        read_bytes("明细.xlsx", data, Limits(cells=100, text_chars=50))


def test_very_many_sheets_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match=r"表格超过2个的上限。请拆成几个文件再交"):
        read_bytes("表.xlsx", xlsx(dict.fromkeys("甲乙丙", "<sheetData/>")), Limits(tables=2))


_FILLED = st.dictionaries(
    st.integers(0, 6), st.dictionaries(st.integers(0, 6), st.text(alphabet="甲乙1", min_size=1, max_size=2), max_size=5)
)
_CORNERS = st.tuples(*[st.integers(0, 7)] * 4)


@given(_FILLED, st.lists(_CORNERS, max_size=3))
def test_grid_places_each_text_once_and_nothing_overlaps(
    filled: dict[int, dict[int, str]], corners: list[tuple[int, int, int, int]]
) -> None:
    areas: list[Area] = []
    for top, left, bottom, right in corners:
        area = Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
        if not any(_overlap(area, other) for other in areas):
            areas.append(area)
    cells = grid(filled, areas, 10_000)

    places = [(row, column) for cell in cells for row, column in _covered(cell)]
    assert len(places) == len(set(places))
    assert [(cell.row, cell.column) for cell in cells] == sorted((cell.row, cell.column) for cell in cells)
    shown = {(cell.row, cell.column): cell.text for cell in cells if cell.text}
    hidden = {
        (row, column) for area in areas for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1) if (row, column) != (area.top, area.left)
    }  # fmt: skip
    assert shown == {
        (row, column): text
        for row, texts in filled.items()
        for column, text in texts.items()
        if (row, column) not in hidden
    }


def _overlap(one: Area, other: Area) -> bool:
    return one.top <= other.bottom and other.top <= one.bottom and one.left <= other.right and other.left <= one.right


def _covered(cell: DraftCell) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]


def test_grid_is_refused_before_it_is_built() -> None:
    diagonal = {at: {at: "1"} for at in range(1000)}
    tall = [Area(0, 0, 1_048_575, 16_383)] * 10

    with pytest.raises(TooManyCellsError):
        grid(diagonal, [], 300_000)
    with pytest.raises(TooManyCellsError):
        grid({at: {0: "1", 1: "2"} for at in range(1000)}, tall, 10_000)


_PLAIN_VALUES = st.one_of(
    st.text(alphabet="甲乙丙 1,.%\n", min_size=1, max_size=6).filter(lambda text: bool(text.strip())),
    st.decimals(min_value=-(10**9), max_value=10**9, places=2).map(float),
    st.booleans(),
)


@settings(max_examples=40)
@given(st.lists(st.lists(_PLAIN_VALUES, min_size=1, max_size=4), min_size=1, max_size=5))
def test_plain_cells_agree_with_openpyxl(values: list[list[str | float | bool]]) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet("甲")
        for row, line in enumerate(values):
            for column, value in enumerate(line):
                if isinstance(value, bool):
                    sheet.write_boolean(row, column, value)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value)
                else:
                    sheet.write_number(row, column, value)

    data = _written(fill)
    oracle = openpyxl.load_workbook(io.BytesIO(data))["甲"]
    table = first_table(_read(data))

    for cell in table.cells:
        expected = oracle.cell(cell.row + 1, cell.column + 1).value
        if isinstance(expected, bool):
            assert cell.text == str(expected).upper()
        elif isinstance(expected, int | float):
            assert Decimal(cell.text) == Decimal(repr(expected))
        else:
            assert cell.text == str(expected or "").strip("\n")


def test_table_is_the_only_block_of_a_sheet() -> None:
    document = _sheet("<row><c><v>1</v></c></row>")

    assert all(isinstance(block, Table) for block in document.blocks)
    assert document.format == "xlsx"
