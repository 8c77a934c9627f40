"""A small document built by hand, with one finding of each kind, so that every output has something to show."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from jixiao.auditing.model import Audit, DocumentAudit, Finding, Match, Relation, Severity
from jixiao.documents import Block, Cell, Document, Excerpt, Layout, Paragraph, Span, Table
from jixiao.evaluations import Evaluation, Form, Grade, Points, Subject
from jixiao.quantities import Interval
from jixiao.rendering.report import Report, shown_documents

Quote = Callable[..., Excerpt]

TITLE = "2023年度部门整体支出绩效自评报告"
PROSE = "产出指标（满分50分，实得50分），其中数量指标9分，质量指标10分。执行率为99.74%。"
HOSTILE = "<script>alert(1)</script> & \"引号\" 'q'"
ROWS = [["项目", "年初预算", "执行数"], ["公用经费", "", "608.41"], ["项目支出合计", "1000.00", "990.5"]]


def build_document(source: str = "自评报告.docx") -> Document:
    """Return a document of three paragraphs and a table with a merged head cell and a blank cell."""
    text, blocks = "", []
    for number, words in enumerate((TITLE, PROSE, HOSTILE), 1):
        blocks.append(Paragraph(words, Span(len(text), len(text) + len(words)), f"第{number}段"))
        text += words + "\n"
    table_start, cells = len(text), []
    for row, words_of_row in enumerate(ROWS):
        for column, words in enumerate(words_of_row):
            cells.append(Cell(words, Span(len(text), len(text) + len(words)), row, column))
            text += words + "\t"
        text += "\n"
    table: Block = Table(tuple(cells), 3, 3, Span(table_start, len(text)), "表1", Layout.GRID)
    return Document(source, "docx", text, (*blocks, table))


def quote(document: Document, words: str, source: int = 0) -> Excerpt:
    """Return the first excerpt of WORDS."""
    start = document.text.index(words)
    return Excerpt(words, start, start + len(words), source)


def blank_cell(document: Document, source: int = 0) -> Excerpt:
    """Return the excerpt of the blank cell."""
    cell = next(cell for table in document.tables() for cell in table.cells if not cell.text)
    return Excerpt("", cell.span.start, cell.span.end, source)


def build_findings(document: Document) -> tuple[Finding, ...]:
    """Return an error, a twice-said warning, a hint, and a place that cannot be judged."""
    return (
        Finding(
            "score-sum",
            Severity.ERROR,
            "产出指标写50分，下级合计19分",
            (quote(document, "实得50分"), quote(document, "9分"), quote(document, "10分")),
            expected="19",
            reported="50",
            interval=Interval.point(Decimal(19)),
            working="9+10 = 19，与50相差31",
        ),
        Finding(
            "execution-rate",
            Severity.ERROR,
            "执行率按990.5÷1000.00应为99.05%",
            (quote(document, "99.74%"), quote(document, "990.5"), quote(document, "1000.00")),
            expected="99.05%",
            reported="99.74%",
            interval=Interval(Decimal("0.990395"), Decimal("0.990605")),
        ),
        Finding("vague-indicator", Severity.WARNING, "目标不可衡量", (quote(document, "数量指标"),)),
        Finding("vague-indicator", Severity.WARNING, "目标不可衡量", (quote(document, "质量指标"),)),
        Finding("numbering", Severity.INFO, "编号不连续", (quote(document, TITLE),)),
        Finding("blank-cell", Severity.INFO, "这一格是空的", (blank_cell(document),), kind="incomplete"),
    )


def build_relations(document: Document) -> tuple[Relation, ...]:
    """Return a relation that holds and one that does not."""
    return (
        Relation(
            "score-total",
            "9＋10",
            "19",
            True,
            Match.FACE,
            (quote(document, "满分50分"), quote(document, "9分")),
            Interval.point(Decimal(19)),
            "96.5",
        ),
        Relation(
            "execution-rate",
            "990.5 ÷ 1000.00",
            "99.74%",
            False,
            Match.NONE,
            (quote(document, "99.74%"), quote(document, "990.5"), quote(document, "1000.00")),
            Interval(Decimal("0.990395"), Decimal("0.990605"), True, False),
            "99.05%",
        ),
    )


def build_evaluation(document: Document) -> Evaluation:
    """Return an evaluation whose total is printed where the relation that holds has its result."""
    return Evaluation(
        form=Form.DEPARTMENT_REPORT,
        subject=Subject.DEPARTMENT,
        source=0,
        start=0,
        end=len(document.text),
        title=quote(document, TITLE),
        year=2023,
        total=Points(value=Decimal("97.50"), excerpt=quote(document, "满分50分")),
        grade=Grade(name="优", excerpt=quote(document, "实得50分")),
    )


@pytest.fixture
def document() -> Document:
    """The document."""
    return build_document()


@pytest.fixture
def audit(document: Document) -> Audit:
    """Its audit."""
    return Audit(
        (
            DocumentAudit(
                document,
                (build_evaluation(document),),
                12,
                build_relations(document),
                build_findings(document),
            ),
        )
    )


@pytest.fixture
def report(audit: Audit) -> Report:
    """What the outputs show of it."""
    return Report(shown_documents(audit))


@pytest.fixture
def dossier() -> Report:
    """Two documents of one dossier; the finding of the second quotes the first as well."""
    first, second = build_document("报告.docx"), build_document("自评表.xlsx")
    crossing = Finding(
        "stated-twice",
        Severity.ERROR,
        "执行数与报告不一致",
        (quote(second, "990.5", 1), quote(first, "608.41", 0), quote(second, "1000.00", 1)),
        expected="608.41",
        reported="990.5",
    )
    return Report(
        shown_documents(
            Audit(
                (
                    DocumentAudit(first, (), 12, (), ()),
                    DocumentAudit(second, (), 12, (), (crossing,)),
                )
            )
        )
    )
