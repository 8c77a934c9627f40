"""The Word samples hold what they are meant to hold: merges, numbering, notes, changes, boxes, turned pages."""

from __future__ import annotations

import io

import docx
import pytest
from lxml import etree

from tests.samples.reading import FOLDER, W, word_part, word_texts

HEFEI, BUNDLE, CLEAN = "hefei-style-department-report.docx", "miluo-style-bundle.docx", "clean-project-table.docx"


def _tables(name: str) -> list[etree._Element]:
    return list(word_part(name).iter(f"{W}tbl"))


def _merges(table: etree._Element) -> tuple[int, int, int, int]:
    """Return rows, cells over several columns, cells that begin a vertical merge, cells that continue one."""
    vertical = [node.get(f"{W}val", "continue") for node in table.iter(f"{W}vMerge")]
    rows, across = len(list(table.iter(f"{W}tr"))), len(list(table.iter(f"{W}gridSpan")))
    return rows, across, vertical.count("restart"), vertical.count("continue")


@pytest.mark.parametrize(
    ("name", "number", "merges"),
    [
        (BUNDLE, 0, (28, 107, 2, 2)),
        (BUNDLE, 1, (23, 61, 6, 25)),
        (BUNDLE, 2, (22, 67, 6, 23)),
        (BUNDLE, 3, (28, 85, 23, 63)),
        (BUNDLE, 4, (22, 67, 6, 23)),
        (CLEAN, 0, (21, 64, 8, 25)),
    ],
)
def test_tables_are_merged_as_planned(name: str, number: int, merges: tuple[int, int, int, int]) -> None:
    assert _merges(_tables(name)[number]) == merges


@pytest.mark.parametrize("name", [BUNDLE, CLEAN])
def test_each_row_fills_the_grid(name: str) -> None:
    for table in _tables(name):
        widths = [int(column.get(f"{W}w", "")) for column in table.iter(f"{W}gridCol")]
        for row in table.iter(f"{W}tr"):
            assert sum(int(cell.get(f"{W}w", "")) for cell in row.iter(f"{W}tcW")) == sum(widths)
            spans = [int(span.get(f"{W}val", "")) for span in row.iter(f"{W}gridSpan")]
            assert sum(spans) + len(list(row.iter(f"{W}tc"))) - len(spans) == len(widths)


def test_a_second_reader_sees_the_merged_head() -> None:
    table = docx.Document(io.BytesIO((FOLDER / BUNDLE).read_bytes())).tables[3]
    assert [table.cell(row, 3).text for row in (2, 3, 4, 5)] == ["年初预算数", "年初预算数", "年初预算数", "400"]
    assert {table.cell(row, 0).text for row in range(2, 9)} == {"项目资金\n(万元)"}


def test_headings_are_numbered_by_word() -> None:
    styles = word_part(HEFEI, "word/styles.xml")
    numbered = {
        style.get(f"{W}styleId") for style in styles.iter(f"{W}style") if style.find(f".//{W}numId") is not None
    }
    assert numbered == {"h1", "h2", "h3"}
    heading_list = next(word_part(HEFEI, "word/numbering.xml").iter(f"{W}abstractNum"))
    assert [level.get(f"{W}val") for level in heading_list.iter(f"{W}lvlText")] == ["%1、", "（%2）", "%3."]


def test_numbers_of_headings_do_not_stand_in_the_text() -> None:
    texts = word_texts(word_part(HEFEI))
    assert "指标分析" in texts
    assert "产出指标（满分50分，实得50分）" in texts
    assert "6、自评依据" in texts


def test_one_list_runs_on_through_the_project_reports() -> None:
    own_list = [node for node in word_part(BUNDLE).iter(f"{W}numId") if node.get(f"{W}val") == "3"]
    assert len(own_list) == 9


def test_changes_are_tracked() -> None:
    body = word_part(HEFEI)
    inserted = ["".join(text.text or "" for text in node.iter(f"{W}t")) for node in body.iter(f"{W}ins")]
    deleted = ["".join(text.text or "" for text in node.iter(f"{W}delText")) for node in body.iter(f"{W}del")]
    assert (inserted, deleted) == (["1711.75", "，年中追加49.17万元"], ["1700.00"])
    assert any("全年预算安排1711.75万元，全年执行1707.31万元" in text for text in word_texts(body))


def test_footnote_is_a_footnote() -> None:
    notes = word_texts(word_part(HEFEI, "word/footnotes.xml"))
    assert [note for note in notes if note] == ["执行数取自部门决算报表，包含上级下达并由本局支付的医疗救助资金。"]
    assert len(list(word_part(HEFEI).iter(f"{W}footnoteReference"))) == 1


def test_text_box_is_stored_as_drawing_and_as_substitute() -> None:
    boxes = ["".join(map(str, box.itertext())) for box in word_part(HEFEI).iter(f"{W}txbxContent")]
    assert boxes == ["自评摘要综合得分97.97分，等级优全年执行1707.31万元，执行率99.74%"] * 2


def test_the_department_table_lies_on_its_side() -> None:
    sizes = list(word_part(BUNDLE).iter(f"{W}pgSz"))
    assert [size.get(f"{W}orient", "portrait") for size in sizes] == ["portrait", "landscape", "portrait", "portrait"]


def test_page_numbers_stand_in_the_footer_only() -> None:
    footer = word_part(BUNDLE, "word/footer1.xml")
    assert [node.text for node in footer.iter(f"{W}instrText")] == [" PAGE "]
    assert list(word_part(BUNDLE).iter(f"{W}instrText")) == []
