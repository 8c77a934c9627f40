"""Templates: printed through ours, a paper is as our own; an edited one prints and reads back; faults are named."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.auditing import audit
from jixiao.auditing.model import Severity
from jixiao.datafiles import load_model
from jixiao.documents import Document, read_document
from jixiao.evaluations import SelfEvaluation
from jixiao.packs import Pack, all_packs, find_pack
from jixiao.recognition import recognise, transcribe
from jixiao.rendering.forms import base_data_sheets, form_sheets
from jixiao.rendering.forms.word import forms_document
from jixiao.rendering.papers import papers_of, signing_paper
from jixiao.rendering.self_report import report_of
from jixiao.rendering.signing import signing_of
from jixiao.rendering.templates import Templates, TemplatesError, faults_of, filled, templates_in, templates_of
from jixiao.rendering.templates.context import form_context, report_context, signing_context
from jixiao.rendering.templates.finding import file_name, kinds_of
from jixiao.rendering.templates.guide import guide_markdown, placeholders_text
from jixiao.rendering.templates.names import GROUPS, Kind, loops_for, names_for
from jixiao.scoring import Scorecard, score
from jixiao.scoring.completing import completed
from samples.random_evaluations import random_evaluation

REPOSITORY = Path(__file__).parents[2]
SAMPLES = REPOSITORY / "samples" / "evaluations"
PACKS = [pack for pack in all_packs() if pack.scored and pack.evaluation_forms()]
MADE = {pack.id: templates_of(pack) for pack in all_packs()}
MOF = find_pack("mof/project-2020")
FORM = "项目支出绩效自评表"
Edit = Callable[[WordDocument], None]


def card_of(name: str) -> Scorecard:
    data = load_model(SAMPLES / f"{name}.yaml", SelfEvaluation)
    return score(data, find_pack(data.pack or ""))


def read(content: bytes, folder: Path, name: str = "表.docx") -> Document:
    path = folder / name
    path.write_bytes(content)
    return read_document(path)


def cells(document: Document) -> list[list[tuple[int, int, int, int, str]]]:
    return [[(c.row, c.column, c.row_span, c.column_span, c.text) for c in t.cells] for t in document.tables()]


def edited(template: bytes, *edits: Edit) -> bytes:
    document = docx.Document(io.BytesIO(template))
    for edit in edits:
        edit(document)
    page = io.BytesIO()
    document.save(page)
    return page.getvalue()


@pytest.mark.parametrize("pack", all_packs(), ids=lambda pack: pack.id)
def test_our_own_templates_are_sound(pack: Pack) -> None:
    kinds = kinds_of(pack)
    for title, content in MADE[pack.id].items():
        assert faults_of(content, kinds[title], pack) == ()


@given(pack=st.sampled_from(PACKS), seed=st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_a_form_printed_through_its_template_is_our_own_cell_by_cell(
    pack: Pack, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    evaluation = random_evaluation(pack, seed)
    folder = tmp_path_factory.mktemp("template")
    for sheet in form_sheets(evaluation, pack):
        ours = read(forms_document([sheet]), folder)
        printed = read(filled(MADE[pack.id][sheet.form], form_context(evaluation, pack, sheet)), folder)
        assert cells(printed) == cells(ours)
        assert printed.text == ours.text


@pytest.mark.parametrize(
    "name", ["miluo-department", "miluo-project-retired", "hefei-department", "guangzhou-department"]
)
def test_all_papers_of_a_sample_are_the_same_through_templates(name: str, tmp_path: Path) -> None:
    card = card_of(name)
    templates = Templates(MADE[card.pack.id])
    ours, through = papers_of(card), papers_of(card, templates)
    page = signing_of(card, ours.gaps, (), ["自评表"])
    pairs = [*zip(ours.papers, through.papers, strict=True), (signing_paper(page), signing_paper(page, templates))]
    assert len(pairs) >= 2
    for one, other in pairs:
        assert other.name == one.name
        if one.is_word:
            first, second = read(one.content, tmp_path), read(other.content, tmp_path)
            assert second.text == first.text
            assert cells(second) == cells(first)


def test_a_base_data_table_is_printed_through_its_template(tmp_path: Path) -> None:
    card = card_of("miluo-department")
    evaluation = completed(card)
    [sheet] = base_data_sheets(evaluation, card.pack)
    printed = filled(MADE[card.pack.id][sheet.form], form_context(evaluation, card.pack, sheet))
    assert cells(read(printed, tmp_path)) == cells(read(forms_document([sheet]), tmp_path))


def test_charts_go_through_the_template_of_the_report(tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    data = load_model(SAMPLES / "miluo-project-retired.yaml", SelfEvaluation).model_copy(update={"sections": ()})
    card = score(data, find_pack("hunan/miluo-2023"))
    [report] = [paper for paper in papers_of(card, Templates(MADE[card.pack.id])).papers if paper.title == "自评报告"]
    pictures = docx.Document(io.BytesIO(report.content)).element.body.findall(f".//{qn('w:drawing')}")
    told = [picture.find(f".//{qn('wp:docPr')}") for picture in pictures]
    assert [each.get("descr", "")[:9] for each in told if each is not None] == [
        "预算安排与执行情况",
        "各项得分与分值（单",
    ]
    assert "图2　各项得分与分值（单位：分）" in read(report.content, tmp_path).text


# An edited template


def table_of(document: WordDocument) -> Table:
    return document.tables[0]


def with_logo_line(document: WordDocument) -> None:
    document.paragraphs[0].insert_paragraph_before("某某县医疗保障局　内部资料")


def with_other_font(document: WordDocument) -> None:
    for row in table_of(document).rows:
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size, run.font.name = Pt(12), "楷体"


def block_rows(document: WordDocument, loop: str) -> list[list[object]]:
    """Return the cells of the row of heads, the three rows of the LOOP, by row."""
    rows = [*table_of(document)._tbl.iterchildren(qn("w:tr"))]
    texts = ["".join(part.text or "" for part in row.iter(qn("w:t"))) for row in rows]
    begin = next(at for at, text in enumerate(texts) if f"in {loop}" in text)
    return [[*row.iterchildren(qn("w:tc"))] for row in rows[begin - 1 : begin + 3]]


def swapped(loop: str, first: str, second: str) -> Edit:
    """Swap the columns with these heads, as somebody does who cuts and pastes them."""

    def edit(document: WordDocument) -> None:
        heads, _, body, _ = block_rows(document, loop)
        names = ["".join(part.text or "" for part in cell.iter(qn("w:t"))) for cell in heads]  # type: ignore[attr-defined]
        one, other = names.index(first), names.index(second)
        for row in (heads, body):
            copied = deepcopy(row[one])
            row[one].getparent().replace(row[one], deepcopy(row[other]))  # type: ignore[attr-defined]
            row[other].getparent().replace(row[other], copied)  # type: ignore[attr-defined]

    return edit


def weight_and_score_swapped(document: WordDocument) -> None:
    """Swap the two columns down to the row of the total."""
    swapped("指标", "分值", "得分")(document)
    for old, new in (("{{ 满分 }}", "{{ 暂 }}"), ("{{ 总分 }}", "{{ 满分 }}"), ("{{ 暂 }}", "{{ 总分 }}")):
        saying(old, new)(document)


def without_column(loop: str, head: str) -> Edit:
    """Empty a column of its head and its placeholder: what a clerk does who does not want it."""

    def edit(document: WordDocument) -> None:
        heads, _, body, _ = block_rows(document, loop)
        names = ["".join(part.text or "" for part in cell.iter(qn("w:t"))) for cell in heads]  # type: ignore[attr-defined]
        at = names.index(head)
        for cell in (heads[at], body[at]):
            for part in [*cell.iter(qn("w:t"))]:  # type: ignore[attr-defined]
                part.text = ""

    return edit


def last_column_deleted(document: WordDocument) -> None:
    """Delete the last column of the indicators and of the total: the cell before it becomes as wide as both."""
    heads, _, body, _ = block_rows(document, "指标")
    rows = [*table_of(document)._tbl.iterchildren(qn("w:tr"))]
    total = next(row for row in rows if "{{ 总分 }}" in "".join(part.text or "" for part in row.iter(qn("w:t"))))
    for row in (heads[0].getparent(), body[0].getparent(), total):  # type: ignore[attr-defined]
        cells = [*row.iterchildren(qn("w:tc"))]
        row.remove(cells[-1])
        cells[-2].grid_span += 1


def facts(evaluation: SelfEvaluation) -> list[tuple[object, ...]]:
    return [(row.name, row.target, row.actual, row.weight, row.score) for row in evaluation.leaves()]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(
    "edit",
    [
        with_other_font,
        with_logo_line,
        swapped("指标", "年度指标值", "实际完成值"),
        weight_and_score_swapped,
        without_column("指标", "偏差原因分析及改进措施"),
        last_column_deleted,
    ],
    ids=["font", "logo", "target-actual", "weight-score", "no-reason", "column-deleted"],
)
def test_an_edited_template_prints_and_reads_back(edit: Edit, seed: int, tmp_path: Path) -> None:
    evaluation = random_evaluation(MOF, seed)
    [sheet] = form_sheets(evaluation, MOF)
    template = edited(MADE[MOF.id][FORM], edit)
    assert faults_of(template, Kind.FORM, MOF) == ()
    document = read(filled(template, form_context(evaluation, MOF, sheet)), tmp_path)
    recognition = recognise(document, 0)
    [only] = recognition.evaluations
    back = transcribe(recognition, only)
    assert facts(back) == facts(evaluation)
    assert (back.total, back.project, [row.executed for row in back.funds]) == (
        evaluation.total,
        evaluation.project,
        [row.executed for row in evaluation.funds],
    )
    assert [row.name for row in back.indicators] == [row.name for row in evaluation.indicators]
    [audited] = audit([document]).documents
    assert [each.message for each in audited.findings if each.severity is Severity.ERROR] == []


def test_words_with_signs_of_templates_and_of_markup_are_printed_as_they_are(tmp_path: Path) -> None:
    evaluation = random_evaluation(MOF, 1).model_copy(update={"project": "A&B<C> {{ 总分 }} {% if x %}\x0b“项目”"})
    [sheet] = form_sheets(evaluation, MOF)
    text = read(filled(MADE[MOF.id][FORM], form_context(evaluation, MOF, sheet)), tmp_path).text
    assert "A&B<C> {{ 总分 }} {% if x %}“项目”" in text


# Faults


def saying(old: str, new: str) -> Edit:
    """Replace words in the template, wherever they stand."""

    def edit(document: WordDocument) -> None:
        changed = [part for part in document.element.body.iter(qn("w:t")) if part.text and old in part.text]
        assert changed
        for part in changed:
            part.text = (part.text or "").replace(old, new)

    return edit


def said_first(words: str) -> Edit:
    def edit(document: WordDocument) -> None:
        document.paragraphs[0].insert_paragraph_before(words)

    return edit


def row_dropped(words: str) -> Edit:
    def edit(document: WordDocument) -> None:
        for row in [*table_of(document)._tbl.iterchildren(qn("w:tr"))]:
            if words in "".join(part.text or "" for part in row.iter(qn("w:t"))):
                table_of(document)._tbl.remove(row)
                return

    return edit


FAULTS: Mapping[str, tuple[Edit, str]] = {
    "unknown name": (
        saying("{{ 项目名称 }}", "{{ 项目名 }}"),
        "表1第1行第2格“{{ 项目名 }}”是不认识的占位符，是不是“项目名称”。",
    ),
    "unknown field": (
        saying("{{ 行.完成值 }}", "{{ 行.完成 }}"),
        "“{{ 行.完成 }}”里没有“完成”这一栏，是不是“完成值”。",
    ),
    "field outside": (said_first("{{ 行.得分 }}"), "第1段“{{ 行.得分 }}”不在循环里：“行”只能写在"),
    "unknown list": (
        saying("for 行 in 指标", "for 行 in 指标表"),
        "里没有“指标表”这个列表，是不是“指标”。",
    ),
    "loop not ended": (
        row_dropped("endfor"),
        "表1第5行第2格“{%tr for 行 in 资金 %}”没有结束，后面要有“{%tr endfor %}”。",
    ),
    "loop not begun": (
        row_dropped("for 行 in 资金"),
        "表1第6行第2格“{%tr endfor %}”前面没有它的循环，开始和结束要成对",
    ),
    "nothing begun": (said_first("{%p endfor %}"), "第1段“{%p endfor %}”前面没有它的循环"),
    "never ended": (said_first("{%p if 总分 %}"), "第1段“{%p if 总分 %}”没有结束，后面要有“{%p endif %}”。"),
    "full width": (said_first("｛｛ 总分 ｝｝"), "第1段用了全角的大括号“｛｝”"),
    "bracket missing": (said_first("{{ 总分 }"), "第1段“{{ 总分 }”里的括号不成对"),
    "no expression": (said_first("{{ 总分 分 }}"), "第1段“{{ 总分 分 }}”写得不对"),
    "unknown sign": (said_first("{% set x = 1 %}"), "第1段“{% set x = 1 %}”看不懂；能用的是 for、endfor"),
    "else alone": (said_first("{%p else %}"), "第1段“{%p else %}”前面没有它的"),
    "for mistyped": (said_first("{%p for 行 资金 %}"), "第1段“{%p for 行 资金 %}”写得不对，应写成"),
    "whole item": (saying("{{ 行.得分 }}", "{{ 行 }}"), "“{{ 行 }}”要写明是哪一栏，如“{{ 行.名称 }}”。"),
    "reaching out": (said_first("{{ ''.__class__.__mro__ }}"), "写得太复杂，只能写“名称”或“行.名称”。"),
    "item": (said_first("{{ 资金[0] }}"), "第1段“{{ 资金[0] }}”写得太复杂"),
    "call": (said_first("{{ 总分.join() }}"), "第1段“{{ 总分.join() }}”写得太复杂"),
    "comparison": (said_first("{% if 总分 > 90 %}优{% endif %}"), "第1段“{% if 总分 > 90 %}”写得太复杂"),
    "filter": (said_first("{{ 总分|tojson }}"), "第1段“{{ 总分|tojson }}”写得太复杂"),
    "sum": (said_first("{{ 总分 + 满分 }}"), "第1段“{{ 总分 + 满分 }}”写得太复杂"),
    "row sign outside": (said_first("{%tr for 行 in 资金 %}"), "第1段“{%tr for 行 in 资金 %}”只能写在表里"),
    "words in a row of signs": (
        saying("{%tr for 行 in 指标 %}", "{%tr for 行 in 指标 %}{{ 行.得分 }}"),
        "“{{ 行.得分 }}”印不出来：这一行有“{%tr …… %}”",
    ),
    "words beside a paragraph sign": (
        said_first("{%p if 总分 %}{{ 总分 }}"),
        "第1段“{{ 总分 }}”印不出来：这一段有“{%p …… %}”",
    ),
    "loop over cells": (
        saying("{%tr for 行 in 指标 %}", "{% for 行 in 指标 %}"),
        "“{% for 行 in 指标 %}”没有结束，后面要有“{% endfor %}”",
    ),
    "unknown line of money": (said_first("{{ 预算项.工资.年初预算数 }}"), "里没有“工资”，这里没有可以写的"),
    "name of another kind": (said_first("{{ 送签材料 }}"), "第1段“{{ 送签材料 }}”是不认识的占位符"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_sentence_with_its_place(name: str) -> None:
    edit, sentence = FAULTS[name]
    told = faults_of(edited(MADE[MOF.id][FORM], edit), Kind.FORM, MOF)
    assert [each for each in told if sentence in each], told


def test_a_fault_in_the_header_is_placed_there() -> None:
    def edit(document: WordDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ 单位 }}"

    [told] = faults_of(edited(MADE[MOF.id][FORM], edit), Kind.FORM, MOF)
    assert told.startswith("页眉第1段“{{ 单位 }}”是不认识的占位符")


def test_placeholders_in_a_header_are_printed() -> None:
    def edit(document: WordDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ 部门名称 }}内部资料"

    evaluation = random_evaluation(MOF, 2)
    [sheet] = form_sheets(evaluation, MOF)
    printed = filled(edited(MADE[MOF.id][FORM], edit), form_context(evaluation, MOF, sheet))
    assert docx.Document(io.BytesIO(printed)).sections[0].header.paragraphs[0].text == (
        f"{evaluation.department.name}内部资料"
    )


def test_a_paper_without_placeholders_is_no_template() -> None:
    [sheet] = form_sheets(random_evaluation(MOF, 3), MOF)
    assert faults_of(forms_document([sheet]), Kind.FORM, MOF) == (
        "里面一个占位符也没有，不能当模板用。占位符的写法见 docs/templates.md。",
    )


@pytest.mark.parametrize("content", ["这是文字".encode(), b"PK\x03\x04 broken", b""], ids=["text", "torn", "empty"])
def test_what_is_no_word_file_is_refused_by_name(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / file_name(FORM)
    path.write_bytes(content)
    with pytest.raises(TemplatesError) as told:
        templates_in(tmp_path, MOF)
    assert str(told.value).startswith(str(path))
    assert "\n" not in str(told.value)


def test_all_faults_of_all_templates_are_told_at_once(tmp_path: Path) -> None:
    pack = find_pack("hunan/miluo-2023")
    for title in (FORM, "签发摘要"):
        (tmp_path / file_name(title)).write_bytes(edited(MADE[pack.id][title], said_first("{{ 单位 }}")))
    with pytest.raises(TemplatesError) as told:
        templates_in(tmp_path, pack)
    assert {line.partition("：")[0] for line in str(told.value).splitlines()} == {
        str(tmp_path / file_name(FORM)),
        str(tmp_path / file_name("签发摘要")),
    }


# The model of the placeholders


@pytest.mark.parametrize("kind", Kind)
def test_the_context_holds_exactly_the_placeholders(kind: Kind) -> None:
    card = card_of("miluo-department")
    evaluation = completed(card)
    report = report_of(evaluation, card.pack)
    assert report is not None
    page = signing_of(card, ("一处",), (), ["自评表"])
    [sheet] = form_sheets(evaluation, card.pack)
    contexts = {
        Kind.FORM: form_context(evaluation, card.pack, sheet),
        Kind.REPORT: report_context(evaluation, card.pack, report, report.charts),
        Kind.SIGNING: signing_context(evaluation, page),
    }
    context = contexts[kind]
    names, loops = names_for(kind), loops_for(kind)
    assert {*context} == {each.name for each in names} | {each.name for each in GROUPS} | {each.name for each in loops}
    for loop in loops_for(kind):
        rows = context[loop.name]
        assert not isinstance(rows, str)
        for row in rows:
            told = {*row} if isinstance(row, dict) else set()
            assert told == {field.name for field in loop.fields}


def test_the_page_for_clerks_is_current_and_names_every_placeholder() -> None:
    page = (REPOSITORY / "docs" / "templates.md").read_text(encoding="utf-8")
    assert page == guide_markdown(), "请运行 make docs"
    for kind in Kind:
        for each in names_for(kind):
            assert f"`{{{{ {each.name} }}}}`" in page
            assert f"{{{{ {each.name} }}}}　{each.meaning}" in placeholders_text()
        for loop in loops_for(kind):
            assert all(f"`{{{{ {loop.item}.{field.name} }}}}`" in page for field in loop.fields)


def test_conditions_and_broken_runs_are_printed_as_meant() -> None:
    """Word parts a placeholder into runs when somebody formats a piece of it or it is spell-checked."""

    def edit(document: WordDocument) -> None:
        paragraph = document.paragraphs[0].insert_paragraph_before(
            "{% if 等级 == “优” %}优秀{% else %}其他{% endif %}：{"
        )
        for piece in ("{ 部门", "名称 ", "}}"):
            paragraph.add_run(piece).bold = True

    template = edited(MADE[MOF.id][FORM], edit)
    assert faults_of(template, Kind.FORM, MOF) == ()
    for grade, words in (("优", "优秀"), ("良", "其他")):
        evaluation = random_evaluation(MOF, 4).model_copy(update={"grade": grade})
        [sheet] = form_sheets(evaluation, MOF)
        printed = docx.Document(io.BytesIO(filled(template, form_context(evaluation, MOF, sheet))))
        assert printed.paragraphs[0].text == f"{words}：{evaluation.department.name}"
