"""A total told in the sentence that announces a table (列示如下, 见下表) against the table's own total row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.auditing.derivation import one_digit_off, significant
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.documents import Table
from jixiao.evaluations import Amount
from jixiao.recognition import Dossier, Figure, Passage, Recognition, amount_of, clean_text, rows_of

_ANNOUNCES = re.compile(r"(?:如下|下表|列示|明细|附表|情况表)")
_TOTAL_ROW = re.compile(r"^(?:合计|总计|共计|小计|计)$")
_BETWEEN = 60
_LEAST_DIGITS = 4


@check(
    "announced-total",
    title="引出表格的总数与表中合计一致",
    family="前后一致",
    basis="正文“……共186.42万元，按类型列示如下”与紧接的表格说的是同一个数",
    severity=Severity.ERROR,
    explanation="紧挨着表格、说明“如下”“见下表”的那句话里的总数，与表中合计行核对；数字颠倒或只差一两位的判错。",
)
def announced_total(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The figure told right before a table is the total of the table."""
    for recognition in dossier.recognitions:
        for table in recognition.document.tables():
            announcing = _announcement(recognition, table)
            totals = _totals(table, recognition.source) if announcing is not None else []
            if announcing is not None and totals:
                yield from _judge(announcing, totals)


def _announcement(recognition: Recognition, table: Table) -> Passage | None:
    """Return the paragraph that ends right before TABLE and announces it."""
    near = recognition.passages_between(max(0, table.span.start - 2000), table.span.start)
    last = near[-1] if near else None
    if last is None or table.span.start - last.paragraph.span.end > _BETWEEN:
        return None
    return last if _ANNOUNCES.search(last.clean[-_BETWEEN:]) else None


def _totals(table: Table, source: int) -> list[Amount]:
    """Return the numbers of the total row, in the unit that the words above the table give them or in none."""
    for row in rows_of(table, source):
        if row.filled and _TOTAL_ROW.match(clean_text(row.filled[0].text)):
            amounts = [amount_of(row, cell) for cell in row.filled[1:]]
            return [a for a in amounts if a is not None and a.quantity.unit in ("", "元", "人", "家", "件")]
    return []


def _judge(passage: Passage, totals: Sequence[Amount]) -> Iterator[Relation | Finding]:
    start = max(passage.clean.rfind("。", 0, len(passage.clean) - 1) + 1, 0)
    told = [f for f in passage.figures if f.start >= start and f.quantity.unit not in ("%", "个百分点")]
    for figure in told:
        same = next((t for t in totals if t.quantity.number == figure.quantity.number), None)
        if same is not None:
            yield _relation(figure, same, holds=True)
            return
    for figure in told:
        near = next((t for t in totals if _misprinted(figure, t)), None)
        if near is not None:
            yield _relation(figure, near, holds=False)
            yield _finding(figure, near)
            return


def _misprinted(figure: Figure, amount: Amount) -> bool:
    """Tell whether two numbers of four digits or more have the same digits, or all but one."""
    if significant(figure.quantity.number) < _LEAST_DIGITS or figure.quantity.decimals != amount.quantity.decimals:
        return False
    value = amount.quantity.number * figure.quantity.scale
    digits = [sorted(c for c in f"{n:f}" if c.isdigit()) for n in (amount.quantity.number, figure.quantity.number)]
    return digits[0] == digits[1] or one_digit_off(figure.quantity, value)


def _relation(figure: Figure, amount: Amount, *, holds: bool) -> Relation:
    match = Match.FACE if holds else Match.NONE
    excerpts = (figure.excerpt(), amount.excerpt)
    expression = f"{figure.quantity} ＝ {amount.excerpt.text}"
    return Relation("announced-total", expression, figure.quantity.text, holds, match, excerpts)


def _finding(figure: Figure, amount: Amount) -> Finding:
    right = clean_text(amount.excerpt.text)
    return Finding(
        "announced-total",
        Severity.ERROR,
        f"“{figure.subject[-10:]}”此处写{figure.quantity.text}，紧接的表格合计是{right}",
        (figure.excerpt(), amount.excerpt),
        expected=right,
        reported=figure.quantity.text,
    )
