"""A column of shares in a table of numbers: each is its row's number ÷ the total row's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.auditing.arithmetic import Verdict, judge, quotient, shown
from jixiao.auditing.building import short
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.evaluations import Amount
from jixiao.recognition import DataRow, DataTable, Dossier, clean_text

_SHARE = re.compile(r"^(?:所)?占(?:比|总数|总额|支出)?|比重$|占比")
_FEWEST_HELD = 2
_Judged = tuple[DataRow, Amount, Amount, Verdict]


@check(
    "table-share",
    title="表中“占比”一栏与数额相符",
    family="比率与占比",
    basis="明细表“占比”＝本行数额÷合计行数额",
    severity=Severity.ERROR,
    explanation="明细表最后一行占比为100%的，逐行用数额除以合计重算占比；有两行以上相符的，其余不符的行判错。",
)
def table_share(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The shares of a table whose last row has 100 % follow from its numbers."""
    for form in dossier.forms():
        for table in form.data:
            heads = [clean_text(head.text) for head in table.heads][1:]
            for column in (i for i, head in enumerate(heads) if _SHARE.search(head)):
                yield from _judge_column(table, column)


def _judge_column(table: DataTable, column: int) -> Iterator[Relation | Finding]:
    closing = table.rows[-1] if len(table.rows) > _FEWEST_HELD else None
    whole = _amount(closing, column) if closing is not None else None
    if closing is None or whole is None or not whole.quantity.value or _share(closing, column, whole=True) is None:
        return
    judged = list(_rows(table, column, whole))
    wrong = [row for row in judged if not row[3].holds]
    if len(judged) - len(wrong) < max(_FEWEST_HELD, len(wrong)):
        return
    for _, amount, share, verdict in judged:
        yield _relation(amount, share, whole, verdict)
    for row, amount, share, verdict in wrong:
        yield _finding(row, amount, share, whole, verdict)


def _rows(table: DataTable, column: int, whole: Amount) -> Iterator[_Judged]:
    for row in table.rows[:-1]:
        amount, share = _amount(row, column), _share(row, column, whole=False)
        verdict = (
            judge(quotient, [amount.quantity, whole.quantity], share.quantity)
            if amount is not None and share is not None
            else None
        )
        if amount is not None and share is not None and verdict is not None:
            yield row, amount, share, verdict


def _amount(row: DataRow, column: int) -> Amount | None:
    """Return the number nearest on the left of the share that is none itself."""
    values = row.values[:column] if column <= len(row.values) else ()
    return next((v for v in reversed(values) if v is not None and v.quantity.unit != "%"), None)


def _share(row: DataRow, column: int, *, whole: bool) -> Amount | None:
    value = row.values[column] if column < len(row.values) else None
    if value is None or value.quantity.unit != "%":
        return None
    return value if not whole or value.quantity.value == 1 else None


def _relation(amount: Amount, share: Amount, whole: Amount, verdict: Verdict) -> Relation:
    return Relation(
        "table-share",
        f"{amount.excerpt.text} ÷ {whole.excerpt.text}",
        share.excerpt.text,
        verdict.holds,
        verdict.match,
        (share.excerpt, amount.excerpt, whole.excerpt),
        verdict.interval,
        shown(verdict.computed, share.quantity, max(2, share.quantity.decimals)),
    )


def _finding(row: DataRow, amount: Amount, share: Amount, whole: Amount, verdict: Verdict) -> Finding:
    computed = shown(verdict.computed, share.quantity, max(2, share.quantity.decimals))
    return Finding(
        "table-share",
        Severity.ERROR,
        f"“{clean_text(row.label.text)[:12]}”占比应为{computed}，表中写{share.excerpt.text}",
        (share.excerpt, amount.excerpt, whole.excerpt, short(row.label)),
        expected=computed,
        reported=share.excerpt.text,
        interval=verdict.interval,
        working=f"{amount.excerpt.text} ÷ {whole.excerpt.text} = {computed}",
    )
