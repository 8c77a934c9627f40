"""Reports whose line breaks are gone come apart at their numbered sections."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jixiao.documents import read_text
from jixiao.documents.run_together import paragraph_starts

FILLING = "县中心按月核对台账，差错逐笔更正并留存记录。" * 8
PARTS = [
    "清芦县2023年度药店巡查项目绩效自评报告 ",
    "一、基本情况 ",
    f"(一)立项。{FILLING} ",
    f"(二)资金。{FILLING} ",
    "二、得分情况 ",
    "(一)产出(60分,得58分) ",
    "1.巡查家数(30分,得30分)。巡查43家。 ",
    "2.办结天数(30分,得28分)。平均12.5天,比目标多1.5天。",
    "(二)效益(40分,得40分) ",
    "三、问题 ",
    "一是人手不足。 ",
    "清芦县医疗保障局 ",
    "2024年3月5日",
]


def parts_of(line: str) -> list[str]:
    starts = paragraph_starts(line)
    return [line[a:b] for a, b in zip(starts, [*starts[1:], len(line)], strict=True)]


def test_a_report_on_one_line() -> None:
    assert parts_of("".join(PARTS)) == PARTS


def test_behind_a_full_stop_no_blank_is_needed() -> None:
    line = f"一、概况。{FILLING}（一）任务。{FILLING}二、结论。{FILLING}完成。"
    assert [part[:3] for part in parts_of(line)] == ["一、概", "（一）", "二、结"]


def test_sections_numbered_with_a_point() -> None:
    line = f"一.概况 由县、乡两级 承担。{FILLING * 2} 二.结论 {FILLING}"
    assert [part[:4] for part in parts_of(line)] == ["一.概况", "由县、乡", "二.结论", FILLING[:4]]


def test_a_long_paragraph_stays_whole() -> None:
    line = FILLING * 4 + "由一、二级医院和（一）类药店按照 3.5 的系数分摊，见附件（二）。"
    assert paragraph_starts(line) == [0]


def test_numbers_out_of_their_order_part_nothing() -> None:
    line = f"一、概况。{FILLING}二、结论。{FILLING}依据五、六两条和第(三)项。（三）另有说明。{FILLING}"
    assert [part[:2] for part in parts_of(line)] == ["一、", "二、"]


def test_a_short_line_is_not_looked_at() -> None:
    assert paragraph_starts("一、概况。已完成。二、结论。优。") == [0]


@given(st.text(alphabet="一二三、（）()1.。 医保2023年月日报告", max_size=700))
def test_parts_make_the_line(line: str) -> None:
    assert "".join(parts_of(line)) == line


def test_the_document_has_a_paragraph_a_part() -> None:
    text = "".join(PARTS)
    read = list(read_text("报告.txt", text).paragraphs())
    assert [paragraph.text for paragraph in read] == PARTS
    assert all(text[p.span.start : p.span.end] == p.text for p in read)
