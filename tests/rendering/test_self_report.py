"""The report in prose: every figure comes from the data, what is missing is marked, and it reads back as it was."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.auditing import audit
from jixiao.auditing.model import Severity
from jixiao.datafiles import load_model
from jixiao.documents import Document, Role, read_document
from jixiao.evaluations import BudgetLine, Department, Mark, ReportSection, SelfEvaluation, Subject
from jixiao.packs import Pack, all_packs, find_pack
from jixiao.recognition import recognise, transcribe
from jixiao.rendering.self_report import Look, Report, report_of
from jixiao.rendering.self_report.sentences import budget_sentences
from jixiao.rendering.self_report.word import report_document
from jixiao.scoring import score
from jixiao.scoring.completing import completed
from samples.random_evaluations import random_evaluation

SAMPLES = Path(__file__).parents[2] / "samples" / "evaluations"
MILUO = find_pack("hunan/miluo-2023")
# The figures of every form, told in the outlines of one place: most packs set a form or an outline, not both.
PACKS = [
    pack.model_copy(update={"outlines": MILUO.outlines})
    for pack in all_packs()
    if pack.scored and pack.evaluation_forms()
]
SPECIAL = "政府性基金预算支出情况"


def reported(evaluation: SelfEvaluation, pack: Pack) -> Report:
    report = report_of(evaluation, pack)
    assert report is not None
    return report


def sample(name: str) -> tuple[SelfEvaluation, Pack]:
    """Return a sample without the bureau's own words, so that the report tells what the data holds."""
    data = load_model(SAMPLES / f"{name}.yaml", SelfEvaluation).model_copy(update={"sections": ()})
    pack = find_pack(data.pack or "")
    return completed(score(data, pack)), pack


def written(report: Report, folder: Path) -> Document:
    path = folder / "报告.docx"
    path.write_bytes(report_document(report))
    return read_document(path)


def below(report: Report, heading: str) -> list[str]:
    """Return the paragraphs of the section whose heading ends in HEADING."""
    found: list[str] = []
    inside = False
    for paragraph in report.paragraphs:
        if paragraph.look is Look.HEADING:
            inside = paragraph.text.endswith(heading)
        elif inside:
            found.append(paragraph.text)
    return found


def bureau(**facts: object) -> SelfEvaluation:
    return SelfEvaluation.model_validate({"subject": Subject.DEPARTMENT, "year": 2023} | facts)


@given(pack=st.sampled_from(PACKS), seed=st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_a_report_is_read_back_and_found_sound(pack: Pack, seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    evaluation = random_evaluation(pack, seed)
    document = written(reported(evaluation, pack), tmp_path_factory.mktemp("report"))
    [audited] = audit([document]).documents
    raised = [each.message for each in audited.findings if each.severity is Severity.ERROR]
    assert raised == []
    recognition = recognise(document, 0)
    [only] = recognition.evaluations
    back = transcribe(recognition, only)
    assert (back.total, back.grade) == (evaluation.total, evaluation.grade)
    read = {leaf.name: (leaf.weight, leaf.score, leaf.target, leaf.actual) for leaf in back.leaves()}
    for leaf in evaluation.leaves():
        assert read[leaf.name][:2] == (leaf.weight, leaf.score)


@pytest.mark.parametrize(
    ("name", "errors"),
    [
        ("bishan-department", []),
        ("hefei-department", ["impossible-date"]),
        ("miluo-department", ["wrong-word"]),
        ("miluo-project-officials", []),
        ("miluo-project-retired", []),
        ("nanchang-project", []),
    ],
)
def test_the_samples_raise_only_their_own_faults(name: str, errors: list[str], tmp_path: Path) -> None:
    evaluation, pack = sample(name)
    document = written(reported(evaluation, pack), tmp_path)
    [audited] = audit([document]).documents
    assert [each.check for each in audited.findings if each.severity is Severity.ERROR] == errors
    recognition = recognise(document, 0)
    assert transcribe(recognition, recognition.evaluations[0]).total == evaluation.total


def test_the_headings_are_those_of_the_pack_in_order() -> None:
    evaluation, pack = sample("miluo-department")
    outline = pack.outline_for(Subject.DEPARTMENT)
    assert outline is not None
    headings = [each.text for each in reported(evaluation, pack).paragraphs if each.look is Look.HEADING]
    assert [heading.partition("、")[2] for heading in headings] == list(outline.sections)
    assert (headings[0], headings[9]) == ("一、部门(单位)基本情况", "十、其他需要说明的情况")


def test_without_a_section_for_the_indicators_they_follow_the_conclusion() -> None:
    evaluation, pack = sample("nanchang-project")
    sections = ("基本情况", "绩效评价结论", "有关建议")
    [outline] = pack.outlines
    short = pack.model_copy(update={"outlines": (outline.model_copy(update={"sections": sections}),)})
    told = below(reported(evaluation, short), "绩效评价结论")
    assert told[0] == "经自评，总分89分，等级为良。"
    names = [leaf.name for top in evaluation.indicators if top.children for leaf in top.leaves()]
    assert all(any(f".{name}（满分" in each for each in told) for name in names)
    assert not any("（满分" in each for each in below(reported(evaluation, pack), "综合评价情况及评价结论"))


def test_a_place_without_an_outline_has_no_report() -> None:
    evaluation, pack = sample("guangzhou-department")
    assert report_of(evaluation, pack) is None


def test_nothing_is_told_of_blanks() -> None:
    report = reported(bureau(), MILUO)
    assert not any(char.isdigit() for each in report.paragraphs for char in each.text)
    assert "自评总分（还有指标没有得分）" not in [each.text for each in report.paragraphs]
    assert "部门的主要职能" in report.gaps
    assert "各项指标的完成情况和得分" in report.gaps


@pytest.mark.parametrize("value", [Decimal(0), Mark.NONE, Mark.DASH, Mark.NOT_APPLICABLE])
def test_only_data_says_that_there_is_no_such_money(value: object) -> None:
    line = BudgetLine.model_validate({"label": "政府性基金预算", "initial": value, "executed": value})
    evaluation = bureau(department=Department(by_source=(line,)))
    assert below(reported(evaluation, MILUO), SPECIAL) == ["本年度没有政府性基金预算支出。"]
    assert below(reported(bureau(), MILUO), SPECIAL) == [f"【待补写：{SPECIAL}；没有这项支出的，请写明“无”】"]


def test_blank_amounts_do_not_say_that_there_is_none() -> None:
    line = BudgetLine(label="政府性基金预算")
    evaluation = bureau(department=Department(by_source=(line,)))
    assert below(reported(evaluation, MILUO), SPECIAL)[0].startswith("【待补写")


def test_amounts_are_printed_as_they_are() -> None:
    line = BudgetLine(label="政府性基金预算", initial=Decimal("1234.50"), executed=Decimal(20))
    evaluation = bureau(department=Department(by_source=(line,)))
    assert below(reported(evaluation, MILUO), SPECIAL) == ["政府性基金预算：年初预算数1,234.50万元，实际支出20万元。"]


def test_a_part_that_is_the_whole_is_not_told_twice() -> None:
    amounts = {"initial": Decimal(5), "executed": Decimal(4)}
    items = (BudgetLine(label="甲", executed=Decimal(1)), BudgetLine(label="乙", executed=Decimal(3)))
    same = BudgetLine(label="专项资金", parts=items, **amounts)
    whole = BudgetLine(label="项目支出", parts=(same,), **amounts)
    assert [each.partition("：")[0] for each in budget_sentences((whole,))] == ["项目支出", "甲", "乙"]
    other = whole.model_copy(update={"executed": Decimal(9)})
    assert [each.partition("：")[0] for each in budget_sentences((other,))][:2] == ["项目支出", "专项资金"]


def test_own_words_come_first_and_fill_the_gap() -> None:
    own = (
        ReportSection(title="其他需要说明的情况", text="无。"),
        ReportSection(title="部门（单位）基本情况", text="甲。\n乙。"),
    )
    report = reported(bureau(sections=own, department=Department(staff=Decimal(5))), MILUO)
    assert below(report, "其他需要说明的情况") == ["无。"]
    assert below(report, "部门(单位)基本情况")[:2] == ["甲。", "乙。"]
    assert "在职5人。" in below(report, "部门(单位)基本情况")
    assert "其他需要说明的情况" not in report.gaps


def test_words_that_stand_alone_are_all_that_a_section_says() -> None:
    title = "部门整体支出绩效情况"
    own = (
        ReportSection(title=title, text="（一）参保\n甲。", alone=True, number="六．"),
        ReportSection(title="下一步改进措施", text="", alone=True, number=""),
    )
    evaluation, pack = sample("miluo-department")
    report = reported(evaluation.model_copy(update={"sections": own}), pack)
    assert below(report, title) == ["（一）参保", "甲。"]
    headings = [each.text for each in report.paragraphs if each.look is Look.HEADING]
    assert headings[5:8] == ["六．部门整体支出绩效情况", "七、存在的问题及原因分析", "下一步改进措施"]
    assert "下一步改进措施" in report.gaps


def test_told_subheadings_go_on_counting_behind_own_ones() -> None:
    own = (ReportSection(title="部门(单位)基本情况", text="（一）历史沿革\n甲。"),)
    report = reported(bureau(sections=own, department=Department(staff=Decimal(5))), MILUO)
    told = [each.text for each in report.paragraphs if each.look is Look.SUBHEADING][:3]
    assert told == ["（一）历史沿革", "（二）主要职能", "（三）机构和人员情况"]


def test_the_day_stands_below_the_name(tmp_path: Path) -> None:
    evaluation = bureau(department=Department(name="甲县医疗保障局"), reported="2024年6月5日")
    texts = [
        each.text for each in written(reported(evaluation, MILUO), tmp_path).paragraphs() if each.role is Role.BODY
    ]
    assert texts[-2:] == ["甲县医疗保障局", "2024年6月5日"]


def test_a_gap_is_marked_in_the_file(tmp_path: Path) -> None:
    written(reported(bureau(), MILUO), tmp_path)
    with zipfile.ZipFile(tmp_path / "报告.docx") as package:
        assert package.read("word/document.xml").decode().count('w:highlight w:val="yellow"') == len(
            reported(bureau(), MILUO).gaps
        )


def test_pages_are_numbered(tmp_path: Path) -> None:
    document = written(reported(bureau(), MILUO), tmp_path)
    assert any(block.text == "— 1 —" for block in document.blocks if hasattr(block, "text"))


def test_headings_stay_with_what_follows(tmp_path: Path) -> None:
    own = (ReportSection(title="其他需要说明的情况", text="1.数量指标（满分10分，实得9分）\n1.按时完成。\n甲"),)
    written(reported(bureau(sections=own), MILUO), tmp_path)
    paragraphs = docx.Document(str(tmp_path / "报告.docx")).paragraphs
    kept = {each.text: bool(each.paragraph_format.keep_with_next) for each in paragraphs}
    assert kept["十、其他需要说明的情况"]
    assert kept["1.数量指标（满分10分，实得9分）"]
    assert not kept["1.按时完成。"]
