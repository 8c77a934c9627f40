"""Plain text → blocks: the four shapes of tables, prose, text broken by a PDF, and what holds for every text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.documents import Document, Layout, Paragraph, Role, Table, plain_text, read_text
from jixiao.recognition import recognise


def read(text: str) -> Document:
    return read_text("自评.txt", text)


def tables(text: str) -> list[list[list[str]]]:
    """Return the cells of every table, row by row."""
    return [[[cell.text for cell in row] for row in table.by_row()] for table in read(text).tables()]


def prose(text: str) -> list[str]:
    return [paragraph.text for paragraph in read(text).paragraphs()]


class TestOneCellALine:
    def test_a_tab_opens_a_cell_and_a_blank_line_a_row(self) -> None:
        text = "自评表\n\n\t指标\n\t分值\n\n\t数量\n\t10\n\n后记。\n"
        assert tables(text) == [[["指标", "分值"], ["数量", "10"]]]
        assert prose(text) == ["自评表", "后记。"]

    def test_a_line_without_a_tab_goes_on_with_its_cell(self) -> None:
        assert tables("\t产出指标\n(50分)\n\t数量\n\n\t效益\n\t6\n") == [[["产出指标\n(50分)", "数量"], ["效益", "6"]]]

    def test_an_empty_cell_is_a_cell(self) -> None:
        assert tables("\t总分\n\t100\n\t\n\n\t等级\n\t优\n") == [[["总分", "100", ""], ["等级", "优"]]]

    def test_a_longer_gap_is_an_empty_paragraph_inside_a_cell(self) -> None:
        text = "\t指标\n\t分值\n\n\t绩效\n\n\n\t一级指标\n\t5\n\n\t数量\n\t6\n"
        assert tables(text) == [[["指标", "分值"], ["绩效", "一级指标", "5"], ["数量", "6"]]]

    def test_a_single_tabbed_line_is_prose(self) -> None:
        assert tables("\t首行缩进的一段话。\n本项目按期完成。\n") == []

    def test_the_layout_is_ragged(self) -> None:
        (table,) = read("\t指标\n\t分值\n\n\t数量\n").tables()
        assert (table.layout, table.rows, table.columns) == (Layout.RAGGED, 2, 2)

    def test_a_page_number_between_rows_leaves_the_rows(self) -> None:
        text = "\t指标\n\t分值\n\n\t数量\n\t10\n\n— 3 —\n\n\t质量\n\t20\n"
        assert [row for table in tables(text) for row in table] == [["指标", "分值"], ["数量", "10"], ["质量", "20"]]

    def test_a_page_number_behind_a_cell_is_none_of_its_lines(self) -> None:
        text = "\t指标\n\t分值\n\n\t数量\n\t10\n— 3 —\n\t质量\n\t20\n"
        assert ["10" in row for table in tables(text) for row in table].count(True) == 1


_LINE_HEADS = ("指标名称", "计量单位", "指标性质", "年度指标值", "全年完成值", "指标权重", "指标得分", "说明")
_LINE_FUNDS = (
    *("项目名称", "医疗救助补助资金", "主管部门", "霜溪县医疗保障局"),
    *("年初预算数", "全年执行数", "860.00", "845.30"),
)


class TestLinesWithoutTabs:
    def lines(self, *rows: list[str]) -> str:
        return "\n".join(cell for row in (_LINE_FUNDS, _LINE_HEADS, *rows) for cell in row) + "\n"

    def test_a_page_with_a_cell_on_every_line(self) -> None:
        rows = [
            ["救助人次", "人次", "≥", "9800", "10246", "15", "15", ""],
            ["结算率", "%", "≥", "95", "96.1", "10", "10", ""],
        ]
        (table,) = read("云墩县项目支出绩效自评表\n" + self.lines(*rows)).tables()
        assert table.layout is Layout.RAGGED
        leaves = [leaf for form in recognise(read(self.lines(*rows))).forms for leaf in form.evaluation.leaves()]
        assert [leaf.name.text for leaf in leaves] == ["救助人次", "结算率"]
        assert [leaf.score.value for leaf in leaves if leaf.score is not None] == [15, 10]

    def test_a_few_heads_do_not_make_a_table(self) -> None:
        assert tables("\n".join(["项目名称", "主管部门", "一、基本情况", "得分", "二、问题", "分值"] * 3)) == []

    def test_sentences_behind_the_table_stay_prose(self) -> None:
        row = ["救助人次", "人次", "≥", "9800", "10246", "15", "15", "按期完成"]
        sentence = (
            "全年按月与民政部门比对名单，发现的差错逐笔更正，更正记录随凭证保存，"
            "便于复核查阅，年末与财政部门对账，台账保存完整。"
        )
        text = self.lines(row) + "\n".join([sentence] * 3)
        assert prose(text) == [sentence] * 3


class TestRowsOfTabs:
    def test_rows_of_different_length_keep_their_cells(self) -> None:
        assert tables("指标\t分值\t得分\n数量\t10\t9\n\t5\n") == [
            [["指标", "分值", "得分"], ["数量", "10", "9"], ["", "5"]]
        ]

    def test_blanks_around_a_cell_are_none_of_its_text(self) -> None:
        assert tables("指标 \t  分值\n数量\t 10 \n") == [[["指标", "分值"], ["数量", "10"]]]

    @pytest.mark.parametrize("number", ["— 3 —", "-3-", "第 3 页", "第3页 共5页"])
    def test_a_page_number_between_rows_is_left_out(self, number: str) -> None:
        assert tables(f"指标\t分值\n数量\t10\n{number}\n质量\t20\n") == [
            [["指标", "分值"], ["数量", "10"], ["质量", "20"]]
        ]

    @pytest.mark.parametrize("separator", ["\t", " | "])
    def test_a_page_number_between_blank_lines(self, separator: str) -> None:
        text = "指标\t分值\n数量\t10\n\n— 3 —\n\n质量\t20\n".replace("\t", separator)
        assert [row for table in tables(text) for row in table] == [["指标", "分值"], ["数量", "10"], ["质量", "20"]]

    def test_a_torn_piece_between_rows_is_a_row_of_its_own(self) -> None:
        assert tables("指标\t分值\n数量\t10\n（续上页）\n质量\t20\n") == [
            [["指标", "分值"], ["数量", "10"], ["（续上页）"], ["质量", "20"]]
        ]

    def test_a_long_line_between_rows_parts_two_tables(self) -> None:
        text = "指标\t分值\n数量\t10\n" + "说明文字" * 20 + "\n质量\t20\n效益\t30\n"
        assert len(tables(text)) == 2

    @pytest.mark.parametrize(
        "text",
        [
            "本项目按期完成。\t\n全年支出100万元。\t\n",  # a tab at the end of a paragraph
            "一、\t基本情况\n本项目按期完成。\n",  # one line with a tab
            "名称\t数值\n\n本项目按期完成。\n",
        ],
    )
    def test_near_misses(self, text: str) -> None:
        assert tables(text) == []


class TestRowsOfBars:
    @pytest.mark.parametrize(
        "text",
        [
            "指标 | 分值\n数量 | 10\n",
            "指标|分值\n数量|10\n",
            "| 指标 | 分值 |\n| 数量 | 10 |\n",
            "|指标|分值|\n|---|:--:|\n|数量|10|\n",
        ],
    )
    def test_bars_part_cells(self, text: str) -> None:
        assert tables(text) == [[["指标", "分值"], ["数量", "10"]]]

    def test_a_closing_bar_leaves_an_empty_cell(self) -> None:
        """Where the first cell of a row was merged away, only the closing bars tell how wide the table is."""
        assert tables("指标 | 分值 |\n数量 | |\n") == [[["指标", "分值", ""], ["数量", "", ""]]]

    def test_one_line_with_a_bar_is_prose(self) -> None:
        assert prose("救助|监管两项资金已拨付。\n下一段。\n") == ["救助|监管两项资金已拨付。", "下一段。"]


class TestRowsOfBlanks:
    ROWS = "数量指标 检查机构数 ≥50家 52家 10 10\n质量指标 案卷合格率 ≥98% 99% 20 20\n效益指标 知晓率 ≥90% 91% 30 30\n"

    def test_three_rows_with_numbers(self) -> None:
        (rows,) = tables(self.ROWS)
        assert rows[0] == ["数量指标", "检查机构数", "≥50家", "52家", "10", "10"]
        assert len(rows) == 3

    @pytest.mark.parametrize(
        "closing",
        ["总分 100 98", "合计 98.5", "自评等级 优", "— 3 —\n总分 100 98", "满意度指标 满意度\n总分 100 98 无 无"],
    )
    def test_short_rows_that_belong_to_it(self, closing: str) -> None:
        (rows,) = tables(self.ROWS + closing + "\n")
        assert rows[-1][0] in ("总分", "合计", "自评等级")

    @pytest.mark.parametrize(
        "text",
        [
            "甲 乙 丙\n丁 戊 己\n庚 辛 壬\n",  # no numbers
            "数量指标 检查机构数 ≥50家 10\n质量指标 案卷合格率 ≥98% 20\n",  # two rows
            "全年检查 52 家。\n抽查案卷 30 份。\n回访群众 90 人。\n",  # sentences
        ],
    )
    def test_near_misses(self, text: str) -> None:
        assert tables(text) == []

    def test_a_whole_table_on_one_line(self) -> None:
        line = "项目资金 年初预算数 全年执行数 执行率 得分 资金总额 100 90 90% 9 三级指标 分值 得分 网点 ≥5家 6家 10 10"
        (table,) = read(f"自评表\n{line}\n").tables()
        assert table.layout is Layout.FLAT
        assert [cell.text for cell in table.cells] == line.split()

    def test_a_long_sentence_with_blanks_is_no_table(self) -> None:
        assert (
            tables("为 做 好 绩 效 自 评 工 作 ， 我 局 按 照 指 标 和 得 分 要 求 逐 项 核 对 材 料 并 分 值 汇 总\n")
            == []
        )


def wrapped(text: str, width: int) -> str:
    """Break TEXT into lines WIDTH characters wide, half-width signs counting half, as a PDF does."""
    lines, line, taken = [], "", 0.0
    for char in text:
        step = 1.0 if ord(char) > 0x2E7F else 0.5
        if taken + step > width:
            lines.append(line)
            line, taken = "", 0.0
        line += char
        taken += step
    return "\n".join([*lines, line])


class TestTextOfPdfs:
    FIRST = (
        "  按照县财政局统一安排，我局对本项目开展了绩效自评，现将有关情况报告如下，请予审核，并将意见反馈我局以便改进。"
    )
    SECOND = (
        "年初预算安排资金1300.5万元，年度内没有调整，全年实际拨付救助资金1234.56万元，其中住院救助资金占比最高，"
        "门诊救助次之，资助参保再次之，均按月与民政部门比对名单后拨付，没有出现漏发和错发的情况。"
    )

    def broken(self, width: int, lead: str) -> str:
        return "\n".join(wrapped(words, width) for words in (self.FIRST, lead + self.SECOND, self.FIRST)) + "\n"

    @pytest.mark.parametrize("width", range(26, 36))
    @pytest.mark.parametrize("lead", ["  ", "  该项目", "  县级救助项目"])
    def test_lines_are_joined_and_numbers_whole_wherever_the_line_breaks(self, width: int, lead: str) -> None:
        passages = recognise(read(self.broken(width, lead))).passages
        assert [passage.clean for passage in passages] == [
            words.replace(" ", "") for words in (self.FIRST, lead + self.SECOND, self.FIRST)
        ]
        assert [q.text for q in passages[1].quantities] == ["1300.5万元", "1234.56万元"]

    def test_a_page_number_inside_a_sentence_is_left_out_of_it(self) -> None:
        lines = self.broken(30, "  ").split("\n")
        at = next(i for i, line in enumerate(lines) if "1234" in line)
        text = "\n".join([*lines[: at + 1], "—2—", *lines[at + 1 :]])
        clean = recognise(read(text)).passages[1].clean
        assert clean == self.SECOND

    def test_a_heading_opens_a_paragraph(self) -> None:
        text = self.broken(30, "  ") + "  二、资金使用情况\n" + wrapped(self.FIRST, 30) + "\n"
        assert "  二、资金使用情况" in prose(text)

    def test_a_paragraph_a_line_is_left_as_it_is(self) -> None:
        assert prose(f"{self.FIRST}\n{self.SECOND}\n") == [self.FIRST, self.SECOND]


class TestPlaces:
    TEXT = "标题\n\n指标\t分值\n数量\t10\n\n结语。\n"

    def test_paragraphs_and_tables_are_counted_apart(self) -> None:
        assert [block.place for block in read(self.TEXT).blocks] == ["第1段", "表1", "第2段"]

    def test_the_place_of_a_cell(self) -> None:
        document = read(self.TEXT)
        assert document.place_at(self.TEXT.index("10")) == "表1!R2C2"
        assert document.place_at(self.TEXT.index("结语")) == "第2段"

    @pytest.mark.parametrize("text", ["", "\n", " \n\t\n ", "\r\n\r\n"])
    def test_nothing_is_nothing(self, text: str) -> None:
        document = read(text)
        assert [block for block in document.blocks if isinstance(block, Paragraph) and block.text.strip()] == []


PIECES = st.sampled_from(
    [
        "指标",
        "得分",
        "分值",
        "执行率",
        "预算数",
        "数量",
        "10",
        "9.5",
        "≥95%",
        "98%",
        "52家",
        "总分",
        "—",
        "。",
        "；",
        "（1）",
        "一、",
    ]
)
MARKS = st.sampled_from(
    ["\t", "\n", "\n\n", "\n\n\n", " ", "  ", "|", " | ", "\n\t", "\r\n", "\u3000", "\n—3—\n", "\n|---|\n", "\x0c", ""]
)
texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.tuples(PIECES, MARKS), max_size=60).map(lambda pairs: "".join(a + b for a, b in pairs)),
)


class TestEveryText:
    """A block quotes the text verbatim; blocks and cells stand in order and do not overlap; no word is lost."""

    @given(texts)
    def test_every_piece_is_where_its_span_says(self, text: str) -> None:
        document = read(text)
        assert document.text == text
        for block in document.blocks:
            if isinstance(block, Paragraph):
                assert text[block.span.start : block.span.end] == block.text
            else:
                for cell in block.cells:
                    assert text[cell.span.start : cell.span.end] == cell.text
                    assert block.span.start <= cell.span.start <= cell.span.end <= block.span.end

    @given(texts)
    def test_pieces_stand_in_order(self, text: str) -> None:
        document = read(text)
        spans = [
            piece.span for block in document.blocks for piece in (block.cells if isinstance(block, Table) else (block,))
        ]
        assert all(before.end <= after.start for before, after in pairwise(spans))

    @given(texts)
    def test_no_word_is_lost(self, text: str) -> None:
        """Only separators, rules and page numbers stand outside every block."""
        document = read(text)
        kept = bytearray(len(text))
        for block in document.blocks:
            for piece in block.cells if isinstance(block, Table) else (block,):
                kept[piece.span.start : piece.span.end] = b"\1" * (piece.span.end - piece.span.start)
        lost = "".join(char for char, inside in zip(text, kept, strict=True) if not inside)
        assert not any(char.isalpha() for char in lost.replace("第", "").replace("页", "").replace("共", ""))

    @given(texts)
    def test_the_same_text_gives_the_same_blocks(self, text: str) -> None:
        assert read(text).blocks == read(text).blocks


def lines_looked_at(monkeypatch: pytest.MonkeyPatch, text: str) -> int:
    """Return how often a line of TEXT was tested for being a row of words parted by blanks."""
    seen = 0
    test = plain_text._is_spaced_row

    def counting(line: str) -> bool:
        nonlocal seen
        seen += 1
        return test(line)

    monkeypatch.setattr(plain_text, "_is_spaced_row", counting)
    read(text)
    return seen


@pytest.mark.parametrize(
    "line",
    [
        "全年检查定点机构52家。\n",
        "指标\t分值\n",
        "\t指标\n\t分值\n\n",
        "指标 | 分值 |\n",
        "检查机构数 ≥50家 52家 10 10\n",
        "甲乙丙丁 戊己庚辛 壬癸子丑\n",
        "总分 100\n甲乙丙\n",
    ],
)
def test_twice_the_lines_are_twice_the_work(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    once, twice = (lines_looked_at(monkeypatch, line * count) for count in (60, 120))
    assert twice <= 2 * once + 20


def test_a_text_of_two_megabytes_is_read() -> None:
    text = "全年检查定点机构52家，追回基金12.5万元。\n指标\t分值\n数量\t10\n\n" * 30_000
    assert len(text.encode()) > 2_000_000
    assert len(read(text).blocks) == 60_000


class TestCellsThatEndInBars:
    FORM = (
        "项目资金\n(万元) |\n年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | |||\n"
        "年度资金总额 | 386.00 | 352.80 | 345.10 | 10 | 97.82% | 9.78 | |||\n"
        "产\n出\n指\n标\n(50分) |\n数量指标 | 资助人数 | ≥17800人 | 18001人 | 10 | 10 | |||\n"
        "质量指标 | 身份核准率 | ≥99% | 99.6% | 8 | 9 | ||||\n"
    )

    def test_line_breaks_inside_cells(self) -> None:
        rows = [[cell for cell in row if cell] for row in tables(self.FORM)[0]]
        assert rows[0][0] == "项目资金\n(万元)"
        assert rows[2][:3] == ["产\n出\n指\n标\n(50分)", "数量指标", "资助人数"]
        assert rows[3][-2:] == ["8", "9"]

    @pytest.mark.parametrize("caption", ["附表2\n自评表\n(2024年度)\n", "附件3：\n", "绩效自评表（2024年度）\n"])
    def test_a_caption_ends_the_table_above_it(self, caption: str) -> None:
        found = tables(self.FORM + caption + self.FORM)
        assert len(found) == 2
        assert found[0] == found[1]


class TestRowsThatWereWrapped:
    """Rows of a PDF's table too long for a line: the last cell goes on, or numbers follow, on the next lines."""

    HEAD = "一级指标 二级指标 三级指标 指标性质 指标值 度量单位 实际完成值 分\n值 得分 偏差原因分析及改进措施\n"
    ROWS = (
        "产出指标 数量指标 救助困难群众人次 ≥ 12000 人次 7944 10 6.62 当年普\n"
        "通门诊费用先由门诊统筹支付，救助人次减少；下年按调整后的口径测\n"
        "算指标值。\n"
        "资助参保人数 ≥ 8500 人 8533 10 10.00\n"
        "效益指标 社会效益指标 救助对象住院费用个人自付比例 ≤ 20 % 26.5\n"
        "15 11.32 部分对象转往省外治疗，目录外费用占比高，已引导基层首\n"
        "诊和规范转诊。\n"
        "满意度指标 服务对象满意度指标 救助对象满意度 ≥ 90 % 99.2 10 10.00\n"
        "总分 100 89.14 自评等级：优\n"
    )
    NOTE = "备注：自评等级按得分划分，九十分以上为优，八十分以上为良，其余为中。\n"
    FIRST = "按照县财政局统一安排，我局对本项目开展了绩效自评，现将有关情况报告如下，请予审核，并将意见反馈我局。"

    def test_the_words_go_on_in_their_row(self) -> None:
        prose = wrapped(self.FIRST * 3, 31)
        (table,) = tables(f"{prose}\n{self.HEAD}{self.ROWS}{self.NOTE}")
        rows = [[cell.replace("\n", "") for cell in row] for row in table]
        assert rows[0][-3:] == ["分值", "得分", "偏差原因分析及改进措施"]
        assert [row[-2] for row in rows[1:5]] == ["6.62", "10", "11.32", "10"]
        assert rows[1][-1].endswith("测算指标值。")
        assert rows[3][-4:-1] == ["26.5", "15", "11.32"]
        assert rows[5] == ["总分", "100", "89.14", "自评等级：优"]

    def test_without_heads_nothing_is_joined(self) -> None:
        prose = wrapped(self.FIRST * 3, 31)
        cells = [cell for table in tables(f"{prose}\n{self.ROWS}") for row in table for cell in row]
        assert not any("\n" in cell for cell in cells)


_WORDS = "全年参加培训的乡镇经办员按片区分组由县中心统一组织并逐人登记考核合格后持证上岗，档案随年度归集备查，"
_COUNTED = "1284人次、12.5小时、1271人、98.99%、84人次、0.5小时、1350人次、96.20%，"


class TestHardWrappedLines:
    def test_lines_wrapped_by_count_are_one_paragraph(self) -> None:
        """A line of figures is short on paper, but as long as the others when its characters are counted."""
        text = (_WORDS + _COUNTED + _WORDS) * 3 + "完。"
        lines = [text[at : at + 30] for at in range(0, len(text), 30)]
        assert len(prose("\n".join(lines))) == 1

    def test_a_line_cut_short_before_a_long_figure_reads_on(self) -> None:
        lines = ["全年对乡镇卫生院和村卫生室的药品采购情况逐家进行了核对并且"] * 6
        short = "其中追回违规使用的医保基金，经复核确认后为"
        assert len(prose("\n".join([*lines, short, "1284.56万元。"]))) == 1

    def test_a_heading_does_not_read_on(self) -> None:
        lines = ["全年对乡镇卫生院和村卫生室的药品采购情况逐家进行了核对并且"] * 6
        assert prose("\n".join([*lines, "最后整改完毕。", "二、存在的问题", "核对不够及时。"]))[1:] == [
            "二、存在的问题",
            "核对不够及时。",
        ]

    def test_blanks_around_figures_make_no_table(self) -> None:
        text = (
            "我局 2023 年共安排 180.50 万元，实际支出\n"
            " 176.20 万元，比上年 165.00 万元增加\n"
            " 11.20 万元、药店巡查支出 62.00 万元、培训\n"
            " 支出 41.50 万元、宣传 72.70 万元，其中印制\n"
            " 折页 12.40 万元、租用大屏 60.30 万元，都\n"
            " 按合同支付，没有 2022 年以前的欠款，年末\n"
            " 结余 4.30 万元已由财政收回，明年不再安排。\n"
        )
        assert tables(text) == []

    def test_a_page_number_is_a_foot(self) -> None:
        (before, foot, behind) = read("第一段话说完了。\n— 3 —\n第二段话也说完了。\n").paragraphs()
        assert (before.role, foot.role, behind.role) == (Role.BODY, Role.FOOTER, Role.BODY)


FLAT_HEAD = (
    "项目支出绩效自评表 (2023年度) 项目名称 药店巡查经费 年初预算数 全年预算数 全年执行数 分值 执行率 得分 "
    "年度资金总额 60.00 64.00 61.50 10 96.09% 9.61 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分"
)


class TestFlatTables:
    def test_lines_of_cells_below_belong_to_the_table(self) -> None:
        (table,) = read(
            FLAT_HEAD
            + "\n数量指标 巡查药店数 ≥40家 43家 20 20\n质量指标 记录完整率 ≥95% 97% 20 20\n总分 100 98\n后记。"
        ).tables()
        assert table.layout is Layout.FLAT
        assert [cell.text for cell in table.cells][-3:] == ["总分", "100", "98"]

    def test_a_table_with_heads_of_its_own_does_not(self) -> None:
        heads = "二级指标 三级指标 年度指标值 实际完成值 分值 得分"
        other = f"{heads}\n数量指标 巡查药店数 ≥40家 43家 20 20\n质量指标 完整率 ≥95% 97% 20 20"
        first, *_ = read(FLAT_HEAD + "\n" + other).tables()
        assert "巡查药店数" not in [cell.text for cell in first.cells]

    def test_cells_that_were_glued_together_come_apart(self) -> None:
        (table,) = read(
            FLAT_HEAD.replace("项目名称 药店巡查经费 年初", "项目名称药店巡查经费主管部门清芦县医保局 年初")
        ).tables()
        assert [cell.text for cell in table.cells][2:6] == ["项目名称", "药店巡查经费", "主管部门", "清芦县医保局"]
