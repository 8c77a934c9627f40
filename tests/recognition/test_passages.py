"""Prose made ready for patterns, and the way back from any range of it to the words as printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.documents import Paragraph, Span
from jixiao.recognition import Passage, clean_text
from tests.support import one_line, recognised, tabbed


def passage(text: str, start: int = 0) -> Passage:
    return Passage(Paragraph(text, Span(start, start + len(text)), "第1段"), 0, 0)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("执行率 为 ９９．７４％", "执行率为99.74%"),
        ("共计12\n34.5万元", "共计1234.5万元"),
        ("（含）≧90﹤100", "（含）≥90<100"),
        ("产出(50分):得分", "产出（50分）：得分"),
        ("编号 12 34", "编号12 34"),
        ("正文。\n—3—\n接着说", "正文。接着说"),
        ("结论[bookmark: _GoBack]如下", "结论如下"),
        ("共1,234.5元,其余", "共1,234.5元，其余"),
        ("", ""),
    ],
)
def test_what_patterns_see(text: str, clean: str) -> None:
    assert passage(text).clean == clean


def test_excerpts_quote_the_document() -> None:
    text = "前言。\n全年支出 １２\n３.５ 万元，执行率９２％。"
    (figure, rate) = passage(text, 100).figures
    assert figure.excerpt().text == "全年支出 １２\n３.５ 万元"
    assert (figure.excerpt().start, figure.excerpt().end) == (100 + text.index("全年"), 100 + text.index("，"))
    assert rate.number().text == "９２％"


def test_the_subject_ends_at_the_mark_or_number_before() -> None:
    words = "2023年，全县参保30万人，其中职工4.2万人、居民25.8万人（含新增1.1万人）"
    assert [(figure.subject, figure.quantity.text) for figure in passage(words).figures] == [
        ("全县参保", "30万人"),
        ("其中职工", "4.2万人"),
        ("居民", "25.8万人"),
        ("含新增", "1.1万人"),
    ]


def test_sentences_end_at_full_stops_and_semicolons() -> None:
    words = passage("一是按期完成；二是没有结余。三是")
    assert [words.clean[a:b] for a, b in words.sentences()] == ["一是按期完成；", "二是没有结余。", "三是"]
    assert words.sentence_of(words.clean.index("没有")) == (7, 14)


def test_cells_with_sentences_are_passages_too() -> None:
    text = tabbed([["指标", "实际完成值"], ["检查机构数", "检查52家，其中医院12家、药店40家"]])
    recognition = recognised(text)
    assert [p.clean for p in recognition.cell_passages] == ["检查52家，其中医院12家、药店40家"]
    assert [figure.quantity.text for figure in recognition.figures()] == ["52家", "12家", "40家"]


MARKS = st.sampled_from(
    [*"０１5６.．,，。；：（)％%\u3000 \n\t\u00a0", "12", "万元", "\n—3—\n", "[bookmark: x]", "执行率", "abc"]
)


class TestEveryText:
    @given(st.lists(MARKS, max_size=30).map("".join))
    def test_every_clean_character_leads_back_to_its_own(self, text: str) -> None:
        made = passage(text, 7)
        for at, char in enumerate(made.clean):
            raw = made.raw(at) - 7
            printed = clean_text(text[raw : raw + 1])
            # A blank that keeps two numbers apart is made, not printed; a comma is of words or of numbers.
            assert printed == char or char == " " or {printed, char} == {"，", ","}

    @given(st.lists(MARKS, max_size=30).map("".join), st.integers(0, 30), st.integers(0, 30))
    def test_an_excerpt_quotes_its_span(self, text: str, a: int, b: int) -> None:
        made = passage(text, 7)
        start, end = sorted((min(a, len(made.clean)), min(b, len(made.clean))))
        excerpt = made.excerpt(start, end)
        assert excerpt.text == text[excerpt.start - 7 : excerpt.end - 7]

    @given(st.text(max_size=80))
    def test_any_text_is_recognised(self, text: str) -> None:
        recognition = recognised(text.replace("<", "＜"))
        assert all(figure.excerpt().text for figure in recognition.figures())


class TestTablesOnOneLine:
    """Words of a table that came down on one line: the lines of one cell are put together again."""

    @staticmethod
    def cells(*goal: str) -> list[str]:
        rows = [
            ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            ["", "年度资金总额", "160.00", "150.00", "139.56", "10", "93.04%", "9.30"],
            list(goal),
            ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
            ["产出指标", "数量指标", "巡查次数", "≥24次", "26次", "90", "90"],
        ]
        return [p.clean for table in recognised("自评表\n" + one_line(rows)).cell_texts for p in table]

    def test_a_sentence_that_was_torn(self) -> None:
        torn = ["住院救助1926人次275.61万元，门诊救助2410人次", "76.87万元，共救助4336人次，支出", "352.48万元。"]
        assert "".join(torn) in self.cells(*torn)

    def test_names_and_numbers_stay_apart(self) -> None:
        words = self.cells("按月比对救助对象名单，全年没有错漏，", "139.56", "≥90%", "实际完成情况")
        assert {"按月比对救助对象名单，全年没有错漏，", "139.56", "≥90%", "实际完成情况"} <= set(words)
