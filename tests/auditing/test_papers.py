"""Passages under their titles, what is planned, and what counts as a claim."""

from __future__ import annotations

import re

import pytest

from jixiao.auditing.papers import Paper, claims, clause_around, clause_before, papers, shared_words
from tests.auditing.specimens import GOOD_ROWS, HEAD, TITLE, indicator_form, report
from tests.support import dossier, tabbed

DONE = re.compile(r"全部完成")


def paper(text: str) -> Paper:
    (only,) = papers(dossier(text))
    return only


def titles(text: str, words: str) -> tuple[str, ...]:
    (found,) = [placed.titles for placed in paper(text).placed if placed.passage.clean.startswith(words)]
    return found


def test_titles_of_every_level() -> None:
    text = report("一、项目实施", "（一）过程", "年内完成采购，随后签订合同。", "二、成效", "群众满意，问题减少。")
    assert titles(text, "年内完成")[-2:] == ("项目实施", "过程")
    assert titles(text, "群众满意")[-1:] == ("成效",)


def test_a_title_without_a_number_closes_those_before_it() -> None:
    text = report("（一）过程", "有关建议", "1.加强管理，逐项落实。")
    assert titles(text, "1.加强管理")[0] == "有关建议"


def test_the_lead_of_a_paragraph_is_its_title() -> None:
    assert titles(report("（二）资金安排。资金按月拨付，随后核对。"), "（二）资金安排")[-1] == "资金安排"


@pytest.mark.parametrize("title", ["二、年度绩效目标", "七、改进措施", "（一）主要职责", "五、下一步打算"])
def test_what_stands_below_plans_is_planned(title: str) -> None:
    assert list(claims(paper(report(title, "各项任务全部完成，逐项销号。")), DONE)) == []


@pytest.mark.parametrize("title", ["二、目标完成情况", "三、项目成效", "四、绩效目标实现程度"])
def test_what_stands_below_results_is_claimed(title: str) -> None:
    (claim,) = claims(paper(report(title, "各项任务全部完成，逐项销号。")), DONE)
    assert (claim.clause, claim.words, claim.said()) == ("各项任务", "全部完成", "各项任务全部完成")


def test_a_form_claims_in_its_cells_but_not_in_its_expected_goals() -> None:
    expected, reached = "检查任务全部完成，追回资金九十万元", "检查任务全部完成，追回资金九十三万元"
    goals = [["年度总体目标", "预期目标", "实际完成情况"], ["", expected, reached]]
    found = list(claims(paper(TITLE + tabbed([*goals, HEAD, *GOOD_ROWS])), DONE))
    assert [claim.placed.passage.clean for claim in found] == [reached]
    rows = [["产出指标", "数量指标", "检查家数", "≥50家", "52家", "90", "90", "年内检查任务全部完成，超额两家。"]]
    assert len(list(claims(paper(indicator_form(rows)), DONE))) == 1


def test_words_before_a_colon_only_announce() -> None:
    assert list(claims(paper(report("检查任务全部完成：共检查52家，追回资金。")), DONE)) == []


def test_a_long_clause_is_cut_and_marked() -> None:
    (claim,) = claims(paper(report("一是" + "甲乙丙丁戊己庚辛壬癸" * 4 + "全部完成。")), DONE)
    assert claim.said().startswith("…")
    assert len(claim.excerpt().text) == 30


def test_clauses() -> None:
    assert clause_before("甲，乙丙", 3) == "乙"
    assert clause_before("甲乙丙", 2) == "甲乙"
    assert clause_around("甲，乙丙丁，戊", 3, 4) == (2, 5)


@pytest.mark.parametrize(
    ("a", "b", "length"),
    [("机构检查", "定点机构检查家数", 4), ("参保", "救助", 0), ("", "参保", 0), ("甲乙丙", "乙丙丁", 2)],
)
def test_shared_words(a: str, b: str, length: int) -> None:
    assert shared_words(a, b) == length
