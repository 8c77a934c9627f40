"""The rate of posts filled, in one row of a form with posts and staff: 编制数 38 … 在职 35 … 控制率 92.11%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from jixiao.auditing.arithmetic import judge, quotient, shown
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.evaluations import Amount
from jixiao.recognition import DataTable, Dossier, Row, amount_of, clean_text, rows_of

POSTS = re.compile(r"^(?:核定)?编制(?:总)?(?:人)?数?$|^编制(?:人数)?合计$")
STAFF = re.compile(r"^(?:年末)?(?:实有|实际)?(?:在职|在编|实有)(?:在职)?(?:人员)?(?:人)?数?$")
_RATE = re.compile(r"(?:在职人员|人员|编制)(?:控制|使用)率$")
_RATE_BELOW = re.compile(r"(?:控制|使用)率$")
_LONGEST = 12


@check(
    "staff-rate",
    title="在职人员控制率等于在职人数除以编制数",
    family="比率与占比",
    basis="部门整体支出自评表：在职人员控制率＝年末实有在职人数÷编制数",
    severity=Severity.ERROR,
    explanation="表的同一行里依次写着编制数、在职人数、控制率的，重算控制率。",
)
def staff_rate(dossier: Dossier) -> Iterator[Relation | Finding]:
    """In a row of labels and values the control rate is the staff ÷ the posts."""
    for recognition in dossier.recognitions:
        document = recognition.document
        for table in document.tables():
            if "编制" not in document.text[table.span.start : table.span.end]:
                continue
            for row in rows_of(table, recognition.source):
                yield from _judge(*(_behind(row, pattern) for pattern in (_RATE, POSTS, STAFF)))
        for table_of_data in (table for form in recognition.forms for table in form.data):
            yield from _judge_below(table_of_data)


def _judge_below(table: DataTable) -> Iterator[Relation | Finding]:
    """Judge numbers that stand below their heads: 编制数, 实际在职人数, 控制率."""
    heads = [clean_text(head.text) for head in table.heads[1:]]
    for row in table.rows:
        if len(row.values) == len(heads):
            by_head = list(zip(heads, row.values, strict=True))
            found = (
                next((value for head, value in by_head if value is not None and pattern.search(head)), None)
                for pattern in (_RATE_BELOW, POSTS, STAFF)
            )
            yield from _judge(*found)


def _judge(rate: Amount | None, posts: Amount | None, staff: Amount | None) -> Iterator[Relation | Finding]:
    if rate is None or posts is None or staff is None or rate.quantity.unit != "%" or posts.quantity.value == 0:
        return
    counted = [replace(a.quantity, unit="人") for a in (staff, posts)]
    verdict = judge(quotient, counted, rate.quantity)
    if verdict is None:
        return
    excerpts = (rate.excerpt, staff.excerpt, posts.excerpt)
    computed = shown(verdict.computed, rate.quantity, max(2, rate.quantity.decimals))
    expression = f"{staff.excerpt.text} ÷ {posts.excerpt.text}"
    printed = rate.excerpt.text
    yield Relation(
        "staff-rate", expression, printed, verdict.holds, verdict.match, excerpts, verdict.interval, computed
    )
    if not verdict.holds:
        yield Finding(
            "staff-rate",
            Severity.ERROR,
            f"控制率按在职{staff.excerpt.text}÷编制{posts.excerpt.text}应为{computed}，表上写{printed}",
            excerpts,
            expected=computed,
            reported=printed,
            interval=verdict.interval,
            working=f"{expression} = {computed}",
        )


def _behind(row: Row, label: re.Pattern[str]) -> Amount | None:
    """Return the number in the cell behind the first cell that bears the label."""
    texts: Sequence[str] = row.texts
    for at, text in enumerate(texts[:-1]):
        if len(text) <= _LONGEST and label.search(text.rstrip("：")):
            return amount_of(row, row.cells[at + 1])
    return None
