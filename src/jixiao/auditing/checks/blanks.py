"""Cells that must not stay blank: fields of the form, totals over filled-in parts, budget adjustments, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from jixiao.auditing.arithmetic import shown
from jixiao.auditing.budgets import accounts_of
from jixiao.auditing.building import short
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.documents import Excerpt, Layout
from jixiao.evaluations import Amount, Evaluation, Form, FundLine
from jixiao.recognition import DataRow, DataTable, Dossier, Recognition, clean_text

_FAMILY = "必填项"
_FORM_BASIS = "各地自评表填表说明：表头各栏须填写完整"
_FIELD = re.compile(r"^(?:项目(?:支出)?名称|主管部门|(?:项目)?实施单位|部门名称|预算部门名称|单位名称)(?:（.*）)?$")
_LABEL = re.compile(r"(?:名称|部门|单位|负责人|电话|人|类型|属性|数|金额|资金)(?:（.*）)?$")
_NEAR = 40
_ADJUSTMENT = re.compile(r"预算调整")
_AMONG = re.compile(r"^其中")
_NUMBERED = re.compile(r"^(?:\d+[、.．]|（\d+）|[一二三四五六七八九十][、.．]|（[一二三四五六七八九十]）)")
_FIRST = re.compile(r"^(?:1[、.．]|（1）|一[、.．]|（一）)")


@check(
    "blank-field",
    title="表头各栏不能空着",
    family=_FAMILY,
    basis=_FORM_BASIS,
    severity=Severity.WARNING,
    explanation="自评表的项目名称、主管部门、实施单位、部门名称有栏而没有填。",
)
def blank_field(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The fields that say whose paper it is are filled in."""
    for recognition in dossier.recognitions:
        for field in (f for form in recognition.forms if form.layout is not Layout.FLAT for f in form.fields):
            name = clean_text(field.label.text).rstrip("：")
            unfilled = field.value is not None and not field.value.text.strip()
            if unfilled and _FIELD.match(name) and not _filled_behind(recognition, field.label):
                yield Finding(
                    "blank-field",
                    Severity.WARNING,
                    f"“{name}”一栏空着",
                    (short(field.label),),
                    expected=f"填写{name}",
                    reported="（空）",
                )


def _filled_behind(recognition: Recognition, label: Excerpt) -> bool:
    """Tell whether the next filled cell of the row is no label: then the value only slipped out of its column."""
    table = recognition.table_at(label.start)
    rows = table.by_row() if table is not None else []
    row = next((r for r in rows if r and r[0].span.start <= label.start < r[-1].span.end), [])
    behind = [clean_text(cell.text) for cell in row if cell.span.start > label.start and cell.text.strip()]
    return bool(behind) and not _LABEL.search(behind[0].rstrip("："))


@check(
    "blank-parent",
    title="分项有数，合计不能空着",
    family=_FAMILY,
    basis="基础数据表、资金栏的行次关系：其中行是上一行的分项",
    severity=Severity.WARNING,
    explanation="“其中”各行填了数，上面的合计行却空着。合计至少应等于所列分项之和。",
)
def blank_parent(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A row whose parts (其中…) hold numbers holds a number itself, in data tables and in fund tables."""
    for form in dossier.forms():
        if form.layout is Layout.FLAT:
            continue
        for table in form.data:
            for at, row in enumerate(table.rows):
                if row.blank and len(row.values) > 0:
                    yield from _blank_data_row(table, at)
        yield from _blank_fund_rows(form.evaluation)


def _blank_data_row(table: DataTable, at: int) -> Iterator[Finding]:
    row = table.rows[at]
    parts = [part for part in _parts(table.rows, at) if not part.blank]
    if not parts:
        return
    name = re.sub(r"：$", "", clean_text(row.label.text))
    sums: list[str] = []
    for column in range(len(row.values)):
        known = [v for part in parts if column < len(part.values) and (v := part.values[column]) is not None]
        if known:
            head = _head_of(table, column, len(row.values))
            sums.append(f"{head}{shown(_sum(known), known[0].quantity)}")
    yield Finding(
        "blank-parent",
        Severity.WARNING,
        f"“{name}”一行空着，所列分项合计{'、'.join(sums)}",
        (short(row.label), *(short(v.excerpt) for part in parts for v in part.values if v is not None)),
        expected="不少于" + "、".join(sums),
        reported="（空）",
        working="所列分项：" + "、".join(clean_text(part.label.text)[:12] for part in parts),
    )


def _parts(rows: Sequence[DataRow], at: int) -> list[DataRow]:
    """Return the rows that row AT names as its parts: its numbered children (1、…), or the rows from 其中 on.

    Rows behind 其中 belong to it up to the next row that is numbered or holds parts of its own.
    """
    below = rows[at + 1 :]
    first = clean_text(below[0].label.text) if below else ""
    if _FIRST.match(first) and not _NUMBERED.match(clean_text(rows[at].label.text)):
        return _numbered(below)
    return _among(rows[at], below) if _AMONG.match(first) else []


def _numbered(below: Sequence[DataRow]) -> list[DataRow]:
    """Return the children 1、 2、 3、 up to where the count begins anew."""
    found: list[DataRow] = []
    for row in below:
        label = clean_text(row.label.text)
        if found and _FIRST.match(label):
            break
        if _NUMBERED.match(label):
            found.append(row)
    return found


def _among(parent: DataRow, below: Sequence[DataRow]) -> list[DataRow]:
    found = [below[0]]
    for position, row in enumerate(below[1:], start=1):
        label = clean_text(row.label.text)
        following = clean_text(below[position + 1].label.text) if position + 1 < len(below) else ""
        listed = _indent(row.label) > _indent(parent.label) or "、" in label or _AMONG.match(label)
        if _NUMBERED.match(label) or _AMONG.match(following) or not (listed or _expense(label)):
            break
        found.append(row)
    return found


def _indent(label: Excerpt) -> int:
    return len(label.text) - len(label.text.lstrip())


def _expense(label: str) -> bool:
    """Tell whether a label names a kind of expense, such as stand below 公用经费."""
    return re.search(r"费$|经费$", label) is not None


def _sum(amounts: Sequence[Amount]) -> Decimal:
    return sum((amount.quantity.value for amount in amounts), Decimal(0))


def _head_of(table: DataTable, column: int, width: int) -> str:
    heads = [clean_text(head.text) for head in table.heads][-width:]
    return heads[column] if len(heads) == width else ""


_MONEY_COLUMNS = (("initial", "年初预算数"), ("adjusted", "全年预算数"), ("executed", "全年执行数"))


def _blank_fund_rows(evaluation: Evaluation) -> Iterator[Finding]:
    """A total row of the fund table with a blank column where the rows below it, named as its parts, hold numbers."""
    for total, following in zip(evaluation.funds, evaluation.funds[1:], strict=False):
        if total.part or not _AMONG.match(clean_text(following.label.text)):
            continue
        for column, name in _MONEY_COLUMNS:
            part: Amount | None = getattr(following, column)
            if getattr(total, column) is None and part is not None and _others_filled(total, column):
                label = clean_text(total.label.text).rstrip("：")
                yield Finding(
                    "blank-parent",
                    Severity.WARNING,
                    f"“{label}”的{name}空着，其中一行填了{part.excerpt.text}",
                    (short(total.label), part.excerpt),
                    expected=f"不少于{part.excerpt.text}",
                    reported="（空）",
                )


def _others_filled(total: FundLine, column: str) -> bool:
    """Tell whether another column of the row was read, so that the row was not torn."""
    return any(getattr(total, other) is not None for other, _ in _MONEY_COLUMNS if other != column)


@check(
    "blank-adjustment",
    title="预算有调整的，预算调整栏不能空着",
    family=_FAMILY,
    basis="基础数据表填表说明：部门基本支出预算调整据实填写",
    severity=Severity.WARNING,
    explanation="“预算调整”一行空着，而同一份材料里年初预算与全年预算（没有全年预算的，与支出）不一致。",
)
def blank_adjustment(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The row 预算调整 of a data table is filled in when the dossier shows that the budget changed."""
    accounts = accounts_of(dossier)
    for at, paper in enumerate(accounts.papers):
        form = paper.recognition.form_of(paper.evaluation)
        rows = [row for table in form.data for row in table.rows] if form is not None else []
        blank = [row for row in rows if row.blank and _ADJUSTMENT.search(clean_text(row.label.text))]
        if not blank or paper.evaluation.form is not Form.BASE_DATA_TABLE:
            continue
        near = accounts.papers[max(0, at - _NEAR) : at + _NEAR]  # the work grows with the papers, not their square
        reports = (p for p in near if p.is_report and p.of_department)
        told = chain(accounts.related(paper), (b for report in reports for b in accounts.of(report)))
        for budget in (b for b in told if not b.topic):
            later = budget.adjusted or budget.executed
            if budget.initial is None or later is None or _same(later, budget.initial):
                continue
            yield Finding(
                "blank-adjustment",
                Severity.WARNING,
                f"“{clean_text(blank[0].label.text)}”一行空着，但年初预算{budget.initial.quantity}，"
                f"{'全年预算' if budget.adjusted else '支出'}{later.quantity}",
                (short(blank[0].label), short(later.excerpt), short(budget.initial.excerpt)),
                expected="填写预算调整数",
                reported="（空）",
            )
            break


def _same(a: Amount, b: Amount) -> bool:
    return a.quantity.rounding().meets(b.quantity.rounding())


_SIGNATURE = re.compile(
    r"(?:单位|部门)?(?:主要)?负责人(?:签字|签名|（签字）|（签名）|（签章）)：(?=$|\d|填|联系|日期|财务|经办)"
)


@check(
    "signature-blank",
    title="负责人签字栏",
    family=_FAMILY,
    basis="各地自评表均设“单位负责人签字”",
    severity=Severity.INFO,
    explanation="“单位负责人签字：”后面没有内容。电子件可以不显示签字，故只作提示，全文合为一条。",
)
def signature_blank(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The line for the signature of the head has something behind it; told once a document."""
    for recognition in dossier.recognitions:
        places = [
            passage.excerpt(found.start(), found.end())
            for passage in (*recognition.passages, *recognition.cell_passages)
            if (found := _SIGNATURE.search(passage.clean))
        ]
        if places:
            times = f"（全文{len(places)}处）" if len(places) > 1 else ""
            yield Finding(
                "signature-blank",
                Severity.INFO,
                f"“{clean_text(places[0].text).rstrip('：')}”后面空着{times}",
                tuple(short(place) for place in places[:8]),
                expected="负责人签字",
                reported="（空）",
            )
