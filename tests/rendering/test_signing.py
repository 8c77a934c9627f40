"""The page for the person who signs: what it says, and that it is one page whatever it has to say."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.auditing import audit
from jixiao.auditing.model import Severity
from jixiao.datafiles import load_model
from jixiao.documents import read_document
from jixiao.evaluations import BudgetLine, Department, FundRow, IndicatorRow, SelfEvaluation, Subject
from jixiao.packs import find_pack
from jixiao.rendering.papers import papers_of, signing_paper
from jixiao.rendering.pdf import find_office, write_pdfs
from jixiao.rendering.signing import Contradiction, Signing, brief, signing_of
from jixiao.rendering.signing.fitting import Block, fitted, lines_needed, shortened
from jixiao.rendering.signing.word import rows_of, signing_document
from jixiao.scoring import Scorecard, score
from samples.random_evaluations import random_evaluation

SAMPLES = Path(__file__).parents[2] / "samples" / "evaluations"
LONG = "城乡居民基本医疗保险和大病保险、医疗救助“一站式”结算异地就医直接结算备案人员覆盖情况"


def card_of(name: str) -> Scorecard:
    data = load_model(SAMPLES / f"{name}.yaml", SelfEvaluation)
    return score(data, find_pack(data.pack or ""))


def page_of(card: Scorecard, *found: Contradiction) -> Signing:
    return signing_of(card, papers_of(card).gaps, found, ["自评表"])


def told(signing: Signing, label: str) -> tuple[str, ...]:
    [row] = [row for row in rows_of(signing) if row.label == label]
    return row.lines


def crowded() -> Signing:
    """Return the page on sixty indicators that each lost a point, have long names, and are found fault with."""
    rows = tuple(
        IndicatorRow(
            name=f"{LONG}第{number}项（Indicator No. {number} WWW）",
            weight=Decimal(1),
            target="≥100%",
            actual="50%",
            last_year="62.5%",
            reason=f"{LONG}，因Q4集中审核1,234,567.89万元延后。" * 4,
        )
        for number in range(60)
    )
    evaluation = SelfEvaluation(
        subject=Subject.PROJECT,
        year=2024,
        department=Department(name=f"{LONG}医疗保障局"),
        project=LONG * 2,
        funds=(FundRow(label="年度资金总额", initial=Decimal(60), adjusted=Decimal(60), executed=Decimal(30)),),
        indicators=tuple(IndicatorRow(name=f"{LONG}{at}", children=rows[at * 6 : at * 6 + 6]) for at in range(10)),
    )
    card = score(evaluation, find_pack("mof/project-2021"))
    found = [Contradiction("error", f"{LONG}：写{number}，应为{number + 1}", "自评报告第9段") for number in range(60)]
    return signing_of(card, [LONG] * 30, found, [LONG] * 12)


def test_the_head_reads_score_grade_rate_and_the_next_limit() -> None:
    page = page_of(card_of("nanchang-project"))
    assert told(page, "得分和等级") == ("总分89分（满分100分），等级为“良”",)
    assert told(page, "离等级线") == ("离“优”还差1分；再少9分以上就落到“中”",)
    assert told(page, "预算执行率") == ("56.23%，得0分（分值10分）",)


def test_the_heaviest_loss_comes_first_with_its_reason() -> None:
    losses = told(page_of(card_of("hefei-department")), "失分")
    assert losses[0].startswith("1.数量指标：失1分（9/10）。原因：年初目标为居民参保23万人。")
    assert losses[2].startswith("3.预算执行率：失0.03分（9.97/10）。原因：")
    assert told(page_of(card_of("nanchang-project")), "失分")[0] == "1.年初预算执行率：失10分（0/10）。没有写明原因"


def test_a_total_that_cannot_be_worked_out_is_not_given() -> None:
    card = card_of("bishan-department")
    page = page_of(card)
    assert card.total is None
    assert told(page, "得分和等级")[0].startswith("总分不能算出")
    assert "总分不能算出" in brief(page)
    assert told(page, "缺项")[0] == f"1.{card.gaps[0]}"


def test_errors_come_before_what_is_only_suspicious() -> None:
    card = card_of("hefei-department")
    error, hint = Contradiction("error", "合计不对", "自评表"), Contradiction("info", "措辞", "")
    counts, first, *others = told(page_of(card, hint, error), "核查发现")
    assert counts == f"错误1处，疑点{len(card.notes)}处，提示1处，无法判断0处"
    assert first == "1.【错误】合计不对（自评表）"
    assert not [line for line in others if "措辞" in line]


def test_last_year_stands_beside_this_year_the_largest_change_first() -> None:
    lines = (
        BudgetLine(label="公务接待", last_year=Decimal("11.6"), executed=Decimal("0.23")),
        BudgetLine(label="办公经费", last_year=Decimal(70), executed=Decimal(90)),
        BudgetLine(label="会议费", last_year=Decimal(5)),
    )
    leaf = IndicatorRow(name="参保人数", target="≥23", unit="万人", actual="23.9", last_year="22.1", weight=Decimal(90))
    evaluation = SelfEvaluation(
        subject=Subject.PROJECT, department=Department(operating=lines), indicators=(leaf,), year=2024
    )
    page = page_of(score(evaluation, find_pack("mof/project-2021")))
    assert told(page, "与上年比") == (
        "1.参保人数：上年22.1万人，本年23.9万人",
        "2.办公经费：上年70万元，本年90万元，增加20万元",
        "3.公务接待：上年11.6万元，本年0.23万元，减少11.37万元",
    )


def test_nothing_is_said_of_a_last_year_that_nobody_told() -> None:
    assert "与上年比" not in [row.label for row in rows_of(page_of(card_of("hefei-department")))]


def test_what_is_cut_is_counted() -> None:
    page = crowded()
    losses = told(page, "失分")
    shown = sum(line[0].isdigit() for line in losses)
    assert losses[-1] == f"另有{len(page.losses) - shown}项，见自评表或自评报告"
    assert 0 < shown < len(page.losses) == 61


@pytest.mark.skipif(find_office() is None, reason="没有装 LibreOffice")
def test_a_crowded_page_is_one_page(tmp_path: Path) -> None:
    path = tmp_path / "签发摘要.docx"
    path.write_bytes(signing_document(crowded()))
    [pdf] = write_pdfs([path])
    assert pages(pdf) == 1


@pytest.mark.skipif(find_office() is None, reason="没有装 LibreOffice")
def test_the_page_is_full_before_anything_is_cut(tmp_path: Path) -> None:
    """Six more lines would not fit: what is left out is left out for want of room."""
    page = crowded()
    document = signing_document(page)
    path = tmp_path / "满.docx"
    path.write_bytes(_with_more_lines(document, 6))
    [pdf] = write_pdfs([path])
    assert pages(pdf) == 2


def _with_more_lines(document: bytes, lines: int) -> bytes:
    opened = docx.Document(io.BytesIO(document))
    for _ in range(lines):
        opened.tables[0].rows[0].cells[1].add_paragraph("多一行")
    page = io.BytesIO()
    opened.save(page)
    return page.getvalue()


def pages(pdf: Path) -> int:
    return pdf.read_bytes().count(b"/Type/Page") - pdf.read_bytes().count(b"/Type/Pages")


WORDS = st.text(alphabet="医疗保障局第（）“”，。0123456789.%ABCw 万元", max_size=200)


@given(st.lists(st.lists(WORDS, max_size=12), min_size=1, max_size=5), st.integers(12, 40))
@settings(deadline=None, max_examples=80)
def test_cut_lists_never_take_more_lines_than_there_are(lists: list[list[str]], lines: int) -> None:
    blocks = [Block("标签", (), tuple(items), "见别处") for items in lists]
    rows = fitted(blocks, 300, lines)
    assert sum(lines_needed(row.lines, 300) for row in rows) <= lines
    for row, items in zip(rows, lists, strict=True):
        left = [line for line in row.lines if line.startswith("另有")]
        assert len(row.lines) - len(left) + sum(int(line[2 : line.index("项")]) for line in left) == len(items)


@given(WORDS, st.integers(1, 4))
def test_a_shortened_text_says_that_it_is(text: str, lines: int) -> None:
    short = shortened(text, 200, lines)
    assert lines_needed([short], 200) <= max(lines, 1)
    assert short == text or short.endswith("……")


@pytest.mark.parametrize("seed", range(5))
def test_the_page_beside_its_papers_raises_nothing(seed: int, tmp_path: Path) -> None:
    pack = find_pack("hunan/miluo-2023")
    card = score(random_evaluation(pack, seed), pack)
    printed = papers_of(card)
    page = signing_paper(signing_of(card, printed.gaps, (), ["自评表"]))
    documents = []
    for paper in (*printed.papers, page):
        if paper.is_word:
            (tmp_path / paper.name).write_bytes(paper.content)
            documents.append(read_document(tmp_path / paper.name))
    found = [each for one in audit(documents).documents for each in one.findings]
    assert [each.message for each in found if each.severity is Severity.ERROR] == []
    alone = audit([documents[-1]]).documents[0].findings
    assert [each.message for each in alone if each.severity is not Severity.INFO] == []
