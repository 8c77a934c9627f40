"""What a clerk does to a workbook: told by sheet and cell, or read as it was meant. One bad workbook for each fault."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from jixiao.evaluations import SelfEvaluation
from jixiao.packs import find_pack
from jixiao.scoring import score
from jixiao.workbook import WorkbookError, load_evaluations, new_workbook
from samples.random_evaluations import random_evaluation

PACK = find_pack("sichuan/project-2023")
Change = Callable[[Workbook], object]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "填报.xlsx"
    file.write_bytes(new_workbook(PACK, random_evaluation(PACK, 5)))
    return file


def changed(path: Path, change: Change) -> Path:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(WorkbookError) as told:
        load_evaluations(path)
    return [line.removeprefix(str(path)) for line in str(told.value).splitlines()]


def put(sheet: str, cell: str, value: object, code: str | None = None) -> Change:
    def change(book: Workbook) -> None:
        book[sheet][cell].value = value
        if code is not None:
            book[sheet][cell].number_format = code

    return change


def both(*changes: Change) -> Change:
    def change(book: Workbook) -> None:
        for each in changes:
            each(book)

    return change


def row_below_again(book: Workbook) -> None:
    """Paste the first indicator over the second."""
    for above, below in zip(book["指标"][3], book["指标"][4], strict=True):
        below.value, below.number_format = above.value, above.number_format


# The third row of the sheet of indicators is the first indicator: ≥, a number, a unit.
BAD: dict[str, tuple[Change, str]] = {
    "words where an amount is due": (put("资金", "D3", "一百多"), "“资金”表D3：应是数（万元），或者"),
    "a vague amount": (put("资金", "D3", "约100万元"), "“资金”表D3：应是数（万元）"),
    "an amount with another unit": (put("资金", "D3", "1707.31万人"), "“资金”表D3：应是数（万元）"),
    "a negative amount": (put("资金", "F3", -5), "“资金”表F3：不能是负数"),
    "a share in a column of points": (put("指标", "I3", 0.1, "0%"), "“指标”表I3：分值应是不小于0的数，现在写的是“10%”"),
    "words in a column of points": (put("指标", "I3", "十分"), "“指标”表I3：分值应是不小于0的数"),
    "a score above the weight": (put("指标", "K3", 99), "“指标”表K3：得分超过了分值"),
    "a negative score": (put("指标", "K3", -1), "“指标”表K3：评定得分应是不小于0的数"),
    "words for a number": (put("指标", "G3", "已完成"), "“指标”表G3：指标性质是“≥”，实际完成值应填数"),
    "a number that Excel made a date": (
        put("指标", "G3", datetime.date(2024, 3, 5), "m月d日"),
        "“指标”表G3：实际完成值成了日期（可能是 Excel 自动改的）",
    ),
    "an amount that Excel made a date": (
        put("资金", "D3", datetime.date(2024, 3, 5), "m月d日"),
        "“资金”表D3：应是数（万元）",
    ),
    "a division by zero": (put("指标", "G3", "#DIV/0!"), "“指标”表G3：是错误值 #DIV/0!，请改正公式"),
    "a lost reference": (put("资金", "K3", "#REF!"), "“资金”表K3：是错误值 #REF!，请改正公式"),
    "an unknown degree": (put("指标", "J3", "完成"), "“指标”表J3：达成程度只能选"),
    "an unknown mark of a core indicator": (put("指标", "Q3", "非常"), "“指标”表Q3：核心指标选“是”"),
    "an unknown subject": (put("基本情况", "B4", "政策"), "“基本情况”表B4：评价对象只能选 部门、项目"),
    "a year in words": (put("基本情况", "B5", "二〇二四"), "“基本情况”表B5：评价年度应是四位数的年份"),
    "an indicator without a name": (put("指标", "C3", None), "“指标”表E3：这一行没有写三级指标的名称"),
    "the same indicator twice": (row_below_again, "“指标”表C4：与第3行的指标完全相同"),
    "a level mistyped": (put("指标", "A3", "产岀指标"), "“指标”表A3：规则包里没有这个一级指标，是不是“产出指标”"),
    "a category mistyped": (put("指标", "B3", "数里指标"), "“指标”表B3：规则包里没有这个二级指标，是不是“数量指标”"),
    "a fund row without a name": (put("资金", "B3", None), "这一行没有写资金来源"),
    "rows merged by hand": (lambda book: book["指标"].merge_cells("I3:I4"), "“指标”表I3：几行合并成了一格"),
    "columns merged by hand": (lambda book: book["指标"].merge_cells("B3:C3"), "“指标”表B3：几列合并成了一格"),
    "a copied sheet": (
        lambda book: book.copy_worksheet(book["指标"]),
        "“指标 Copy”表与“指标”表都是“指标”表，不知道以哪张为准",
    ),
    "the heads deleted": (lambda book: book["指标"].delete_rows(2), "“指标”表找不到写着列名的一行"),
    "a needed column deleted": (lambda book: book["指标"].delete_cols(7), "“指标”表缺“实际完成值”栏"),
    "a column renamed": (put("指标", "N2", "扣分说明"), "“指标”表缺“偏差原因”栏；认不出的有“扣分说明”"),
    "a label renamed": (put("基本情况", "A7", "填报的单位"), "“基本情况”表A7：认不出左边的名称"),
    "a label deleted": (lambda book: book["基本情况"].delete_rows(4), "“基本情况”表没有“评价对象”一行"),
    "the first sheet deleted": (lambda book: book.remove(book["基本情况"]), "没有“基本情况”表"),
    "evidence of no indicator": (
        both(put("佐证材料", "C3", "没有的指标"), put("佐证材料", "D3", "发票")),
        "“佐证材料”表C3：“指标”表里没有这个指标",
    ),
    "evidence without a name": (put("佐证材料", "D3", "发票"), "“佐证材料”表D3：这一行没有写是哪个三级指标的"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_fault_is_one_sentence_with_sheet_and_cell(path: Path, name: str) -> None:
    change, told = BAD[name]
    lines = faults(changed(path, change))
    assert any(line.startswith(told) or told in line for line in lines), lines
    assert all(re.fullmatch(r".*[。；”]", line) for line in lines)


def test_all_faults_of_a_book_come_at_once(path: Path) -> None:
    lines = faults(
        changed(path, both(*(BAD[name][0] for name in BAD if name.startswith(("a negative", "an unknown")))))
    )
    assert len(lines) == 5


def read(path: Path) -> SelfEvaluation:
    [evaluation] = load_evaluations(path)
    return evaluation.model_copy(update={"source": None})


def placeless(evaluation: SelfEvaluation) -> object:
    """Return EVALUATION without the places of its rows, which change when rows are moved."""
    text = evaluation.model_dump_json(exclude={"source"})
    return re.sub(r'"place":"[^"]*"', '"place":null', text)


def rename(book: Workbook) -> None:
    for name in ("指标", "资金", "目标"):
        book[name].title = f"我的{name}"


SAME: dict[str, Change] = {
    "sheets in another order": lambda book: book.move_sheet("指标", -3),
    "sheets renamed": rename,
    "rows put in": lambda book: book["指标"].insert_rows(5, 2),
    "rows above the heads": lambda book: book["资金"].insert_rows(1, 3),
    "hidden rows": lambda book: setattr(book["指标"].row_dimensions[4], "hidden", True),
    "blank rows at the end deleted": lambda book: book["问题与措施"].delete_rows(8, 4),
    "an optional column deleted": lambda book: book["指标"].delete_cols(17),
    "a column of her own": put("指标", "Z2", "我的备注"),
    "a sheet of her own": lambda book: book.create_sheet("底稿").append(["随手记", 1]),
    "heads with line breaks": put("指标", "G2", "实际\n完成值 "),
    "computed cells typed over": put("指标", "L3", 3),
}


@pytest.mark.parametrize("name", SAME)
def test_what_changes_nothing_changes_nothing(path: Path, name: str) -> None:
    before = read(path)
    assert placeless(read(changed(path, SAME[name]))) == placeless(before)


MEANT: dict[str, tuple[Change, Callable[[SelfEvaluation], object], object]] = {
    "an amount with its unit": (put("资金", "D3", "1,707.31万元"), lambda e: e.funds[0].adjusted, Decimal("1707.31")),
    "an amount in 元": (put("资金", "D3", "17073100元"), lambda e: e.funds[0].adjusted, Decimal("1707.31")),
    "an amount with separators": (put("资金", "D3", " 1，707.31 "), lambda e: e.funds[0].adjusted, Decimal("1707.31")),
    "full-width digits": (put("资金", "D3", "１７０７．３１"), lambda e: e.funds[0].adjusted, Decimal("1707.31")),
    "full-width points": (put("指标", "I3", "１０"), lambda e: next(e.leaves()).weight, Decimal(10)),
    "points with the word": (put("指标", "I3", "10分"), lambda e: next(e.leaves()).weight, Decimal(10)),
    "persons with the word": (
        both(put("基本情况", "A9", "编制人数"), put("基本情况", "B9", "60人")),
        lambda e: e.department.posts,
        Decimal(60),
    ),
    "a year with the word": (put("基本情况", "B5", "２０２４年度"), lambda e: e.year, 2024),
    "blanks and line breaks around": (put("基本情况", "B7", "\n 某局　 "), lambda e: e.department.name, "某局"),
    "a line break inside": (put("指标", "N3", "一是\n二是"), lambda e: next(e.leaves()).reason, "一是\n二是"),
    "a share as a share": (put("指标", "G3", 0.963, "0.0%"), lambda e: next(e.leaves()).actual, "96.3%"),
    "a day as a date": (
        both(put("指标", "D3", "期限"), put("指标", "E3", datetime.date(2024, 12, 31), 'yyyy"年"m"月"d"日"')),
        lambda e: next(e.leaves()).target,
        "2024年12月31日",
    ),
    "a level merged over its rows": (
        both(*(put("指标", f"A{row}", None) for row in (4, 5)), lambda book: book["指标"].merge_cells("A3:A5")),
        lambda e: [row.name for row in e.indicators],
        ["产出指标", "效益指标", "满意度指标"],
    ),
    "a reason merged over two rows": (
        both(put("指标", "N3", "停办三周"), put("指标", "N4", None), lambda book: book["指标"].merge_cells("N3:N4")),
        lambda e: [row.reason for row in e.leaves()][:2],
        ["停办三周", "停办三周"],
    ),
}


@pytest.mark.parametrize("name", MEANT)
def test_what_leaves_no_doubt_is_taken_as_meant(path: Path, name: str) -> None:
    change, look, meant = MEANT[name]
    assert look(read(changed(path, change))) == meant


def test_a_pasted_formula_counts_with_its_result(path: Path) -> None:
    """Excel stores the result beside the formula; the library that changes the other workbooks here cannot."""
    before = read(path)
    leaf = next(before.leaves())
    rewrite(path, lambda text: re.sub(r'(<c r="G3"[^>]*>)<v>', r"\1<f>A1*1</f><v>", text))
    assert next(read(path).leaves()).actual == leaf.actual
    rewrite(path, lambda text: re.sub(r"<f>A1\*1</f><v>[^<]*</v>", "<f>A1*1</f>", text))
    assert faults(path) == ["“指标”表G3：是公式，但文件里没有保存计算结果，请用 Excel 或 WPS 打开、保存。"]


def rewrite(path: Path, change: Callable[[str], str], *, drop: str | None = None) -> None:
    """Change the text of every sheet in the package at PATH; DROP leaves one part out."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist() if name != drop}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            sheet = name.startswith("xl/worksheets/sheet")
            package.writestr(name, change(content.decode()) if sheet else content)


def test_a_workbook_without_shared_strings_reads_alike(path: Path) -> None:
    """As programs other than Excel save it: every text in its cell, no shared strings, plain styles."""
    before = read(path)
    with zipfile.ZipFile(path) as package:
        items = re.findall(r"<si>(.*?)</si>", package.read("xl/sharedStrings.xml").decode(), re.S)

    def inline(text: str) -> str:
        def put_in(found: re.Match[str]) -> str:
            return f'<c r="{found[1]}"{found[2]} t="inlineStr"><is>{items[int(found[3])]}</is></c>'

        return re.sub(r'<c r="(\w+)"( s="\d+")? t="s"><v>(\d+)</v></c>', put_in, text)

    rewrite(path, inline, drop="xl/sharedStrings.xml")
    assert read(path) == before
    assert score(read(path), PACK).total == score(before, PACK).total


def test_the_sheets_that_are_checked_are_those_of_the_workbook(path: Path) -> None:
    sheets = openpyxl.load_workbook(path).worksheets
    titles = [sheet.title for sheet in sheets]
    assert {"基本情况", "资金", "目标", "指标", "佐证材料", "问题与措施", "得分"} <= set(titles)
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in sheets)
    assert all(sheet.page_setup.fitToWidth == 1 for sheet in sheets if sheet.page_setup.fitToWidth is not None)
