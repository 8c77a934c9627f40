"""Sums inside forms: sources of money against the total, 其中 rows, loose ``label：number`` cells."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jixiao.auditing.arithmetic import Verdict, judge, shown, total
from jixiao.auditing.building import incomplete
from jixiao.auditing.derivation import one_digit_off, significant
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.auditing.texts import PART_LABEL
from jixiao.evaluations import Amount, Evaluation, FundLine
from jixiao.recognition import DataRow, DataTable, Dossier, Recognition, Row, amount_of, clean_text, rows_of

_FAMILY = "合计与分项"
_FORM_BASIS = "自评表资金栏：年度资金总额＝当年财政拨款＋上年结转资金＋其他资金"
_TOTAL_LABEL = re.compile(r"总额|合计|总计|^计$|^小计|资金总量|项目资金$")
_COLUMNS = (("initial", "年初预算数"), ("adjusted", "全年预算数"), ("executed", "全年执行数"), ("balance", "结余数"))
_LONGEST_AMOUNT = 24
_FEWEST_ROWS = 3
_FEWEST_PROVEN = 2
_LEAST_DIGITS = 5
_MEANT = Decimal("0.02")


@check(
    "fund-parts",
    title="资金总额等于各来源之和",
    family=_FAMILY,
    basis=_FORM_BASIS,
    severity=Severity.ERROR,
    explanation="年初预算、全年预算、全年执行、结余各列分别核对资金总额与各资金来源之和；来源行空着的不当作零。",
)
def fund_parts(dossier: Dossier) -> Iterator[Relation | Finding]:
    """In every money column the total row equals the sum of the rows of sources."""
    for form in dossier.forms():
        for whole, parts in _blocks(form.evaluation):
            for column, name in _COLUMNS:
                yield from _column_sum(whole, parts, column, name)


def _blocks(evaluation: Evaluation) -> Iterator[tuple[FundLine, list[FundLine]]]:
    """Yield each total row with its parts: the rows behind it, or before it where the total closes a list."""
    lines = list(evaluation.funds)
    totals = [i for i, line in enumerate(lines) if _TOTAL_LABEL.search(clean_text(line.label.text).strip("：:"))]
    if not totals and lines and not lines[0].part and evaluation.indicators:
        totals = [0]
    for position, at in enumerate(totals):
        end = totals[position + 1] if position + 1 < len(totals) else len(lines)
        behind = [line for line in lines[at + 1 : end] if line.part]
        if behind:
            yield lines[at], behind
        elif at and position == 0:
            yield lines[at], lines[:at]


def _column_sum(whole: FundLine, parts: Sequence[FundLine], column: str, name: str) -> Iterator[Relation | Finding]:
    reported: Amount | None = getattr(whole, column)
    known = [amount for line in parts if (amount := getattr(line, column)) is not None]
    inner = _parts_of_parts(parts, column)
    if reported is None or not known:
        return
    verdict = judge(total, [a.quantity for a in known], reported.quantity)
    if verdict is None or (column == "balance" and not verdict.holds):
        return  # a wrong rest is told row by row
    yield _sum_relation("fund-parts", reported, known, verdict)
    if verdict.holds or (_nested(known, reported, inner) and not _all_count(whole, parts, column)):
        return
    gaps = len(known) < len(parts)
    short_sum = verdict.computed < reported.quantity.value
    if gaps and short_sum:
        yield incomplete(
            "fund-parts",
            f"{name}的资金总额{reported.excerpt.text}与填了数的来源合计{_text(verdict, reported)}不符，"
            "有的来源行空着，不能判定",
            [reported.excerpt, *(a.excerpt for a in known)],
            _text(verdict, reported),
            reported.excerpt.text,
        )
        return
    yield _sum_finding("fund-parts", f"{name}：资金总额", reported, known, verdict)


def _parts_of_parts(parts: Sequence[FundLine], column: str) -> set[int]:
    """Return the positions, among the filled cells of COLUMN, of 其中 rows behind another 其中 row."""
    filled = [line for line in parts if getattr(line, column) is not None]
    among = [at for at, line in enumerate(filled) if clean_text(line.label.text).startswith("其中")]
    return set(among[1:])


def _nested(known: Sequence[Amount], reported: Amount, inner: set[int]) -> bool:
    """Tell whether leaving out one row makes the sum right: that row is a part of another row."""
    for skipped in range(len(known)):
        rest = [a.quantity for i, a in enumerate(known) if i != skipped]
        verdict = judge(total, rest, reported.quantity) if len(rest) >= 2 or skipped in inner else None
        if verdict is not None and verdict.match is Match.FACE and known[skipped].quantity.value != 0:
            return True
    return False


def _all_count(whole: FundLine, parts: Sequence[FundLine], column: str) -> bool:
    """Tell whether another column adds up with every row that COLUMN fills: then no row is a part of another."""
    rows = [line for line in parts if _filled(line, column)]
    for other, _ in _COLUMNS:
        reported: Amount | None = getattr(whole, other)
        if other == column or reported is None or len(rows) < _FEWEST_ROWS:
            continue
        if not all(_filled(line, other) for line in rows):
            continue
        verdict = judge(total, [getattr(line, other).quantity for line in rows], reported.quantity)
        if verdict is not None and verdict.match is Match.FACE:
            return True
    return False


def _filled(line: FundLine, column: str) -> bool:
    """Tell whether a row holds more than nothing in COLUMN."""
    amount: Amount | None = getattr(line, column)
    return amount is not None and amount.quantity.value != 0


def _text(verdict: Verdict, reported: Amount) -> str:
    number = shown(verdict.computed, reported.quantity, max(reported.quantity.decimals, 2))
    return number if re.search(r"[元人]", reported.excerpt.text) else re.sub(r"[万亿]?[元人]$", "", number)


def _sum_relation(name: str, reported: Amount, parts: Sequence[Amount], verdict: Verdict) -> Relation:
    return Relation(
        name,
        "＋".join(a.excerpt.text for a in parts),
        reported.excerpt.text,
        verdict.holds,
        verdict.match,
        (reported.excerpt, *(a.excerpt for a in parts)),
        verdict.interval,
        _text(verdict, reported),
    )


def _sum_finding(name: str, what: str, reported: Amount, parts: Sequence[Amount], verdict: Verdict) -> Finding:
    computed = _text(verdict, reported)
    return Finding(
        name,
        Severity.ERROR,
        f"{what}写{reported.excerpt.text}，各分项合计{computed}",
        (reported.excerpt, *(a.excerpt for a in parts)),
        expected=computed,
        reported=reported.excerpt.text,
        interval=verdict.interval,
        working="＋".join(a.excerpt.text for a in parts) + f" = {computed}",
    )


@check(
    "inline-sums",
    title="基本支出与项目支出之和等于资金总额",
    family=_FAMILY,
    basis="部门整体支出自评表：资金总额按支出性质分为基本支出和项目支出，按收入性质分为各类拨款",
    severity=Severity.ERROR,
    explanation="单元格里写着“基本支出：…”“项目支出：…”的，与资金总额核对。",
)
def inline_sums(dossier: Dossier) -> Iterator[Relation | Finding]:
    """基本支出 + 项目支出, and the sources of income, equal the executed or the budgeted total."""
    for form in dossier.forms():
        line = next(iter(form.evaluation.funds), None)
        if line is None or not form.inline:
            continue
        wholes = [a for a in (line.executed, line.adjusted, line.initial) if a is not None]
        for wanted in (("基本支出", "项目支出"), ("一般公共预算", "政府性基金", "纳入专户", "其他资金", "国有资本")):
            parts = [i.amount for i in form.inline if any(w in i.label for w in wanted)]
            if parts and wholes and (len(parts) >= 2 or wanted[0] != "基本支出"):
                yield from _inline(parts, wholes)


def _inline(parts: Sequence[Amount], wholes: Sequence[Amount]) -> Iterator[Relation | Finding]:
    held = False
    for whole in {clean_text(w.excerpt.text): w for w in reversed(wholes)}.values():
        verdict = judge(total, [p.quantity for p in parts], whole.quantity)
        if verdict is not None and verdict.holds:
            held = True
            yield _sum_relation("inline-sums", whole, parts, verdict)
            if len(parts) == 1:
                yield _sum_relation("inline-sums", parts[0], [whole], verdict)
    verdict = judge(total, [p.quantity for p in parts], wholes[0].quantity)
    if not held and verdict is not None and len(parts) >= 2:
        yield _sum_relation("inline-sums", wholes[0], parts, verdict)
        yield _sum_finding("inline-sums", "资金总额", wholes[0], parts, verdict)


_KIND_TOTAL = re.compile(r"^(?P<kind>基本|项目)支出总额$")


@check(
    "kind-totals",
    title="基本支出总额加项目支出总额等于整体支出",
    family=_FAMILY,
    basis="湖北等地部门整体支出自评表：部门整体支出总额＝基本支出总额＋项目支出总额",
    severity=Severity.ERROR,
    explanation="表头写的基本支出总额、项目支出总额，与资金栏的预算数或执行数核对；都对不上而与其中一个很接近的判错。",
)
def kind_totals(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The totals of basic and project expenditure make the budgeted or the executed total of the form."""
    for recognition in dossier.recognitions:
        told = list(_told_kinds(recognition))
        starts = [amount.excerpt.start for _, amount in told]
        floor = 0
        for form in recognition.forms if told else ():
            line = next(iter(form.evaluation.funds), None)
            stop = bisect_left(starts, form.evaluation.end)
            kinds = dict(reversed(told[floor:stop]))
            floor = stop
            if line is not None and len(kinds) == len(("基本", "项目")):
                yield from _kinds(list(kinds.values()), line)


def _told_kinds(recognition: Recognition) -> Iterator[tuple[str, Amount]]:
    """Yield 基本 or 项目 with the amount beside its total, in reading order."""
    document = recognition.document
    for table in document.tables():
        if "支出总额" not in document.text[table.span.start : table.span.end]:
            continue
        for row in rows_of(table, recognition.source):
            for label, value in pairwise(row.cells):
                found = _KIND_TOTAL.match(clean_text(label.text))
                amount = amount_of(row, value, "万元") if found is not None else None
                if found is not None and amount is not None:
                    yield found["kind"], amount


def _kinds(parts: Sequence[Amount], line: FundLine) -> Iterator[Relation | Finding]:
    wholes = [a for a in (line.executed, line.adjusted, line.initial) if a is not None]
    verdicts = [(w, v) for w in wholes if (v := judge(total, [p.quantity for p in parts], w.quantity)) is not None]
    held = next(((w, v) for w, v in verdicts if v.holds), None)
    if held is not None:
        yield _sum_relation("kind-totals", held[0], parts, held[1])
        return
    near = [(w, v) for w, v in verdicts if abs(v.computed - w.quantity.value) <= _MEANT * w.quantity.value]
    if near:
        whole, verdict = min(near, key=lambda pair: abs(pair[1].computed - pair[0].quantity.value))
        yield _sum_relation("kind-totals", whole, parts, verdict)
        yield _sum_finding("kind-totals", "部门整体支出总额", whole, parts, verdict)


@check(
    "data-sums",
    title="基础数据表中上级行等于下级行之和",
    family=_FAMILY,
    basis="基础数据表的行次关系：其中行、编号行为上一行的分项",
    severity=Severity.ERROR,
    explanation="自动找出哪些行相加等于上面一行，逐列核对；写明“其中”而相加超过上级的判错。",
)
def data_sums(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Rows that are parts of the row above add up to it in every column."""
    for table in (t for form in dossier.forms() for t in form.data):
        closing = _closing_total(table)
        if closing is not None:
            yield from _closing_sums(table, closing)
            continue
        for at, row in enumerate(table.rows):
            if not row.blank:
                yield from _children_sum(table, at)


def _closing_total(table: DataTable) -> int | None:
    """Return the position of the row that closes a list with its total."""
    last = len(table.rows) - 1
    found = last >= 2 and re.match(r"(?:合计|总计|共计|计)$", clean_text(table.rows[last].label.text))
    return last if found else None


def _closing_sums(table: DataTable, at: int) -> Iterator[Relation | Finding]:
    rows, closing = table.rows[:at], table.rows[at]
    for column in range(len(closing.values)):
        found = _column(closing, rows, column)
        if found is None or len(found[1]) != len(rows):
            continue
        reported, parts, verdict = found
        yield _sum_relation("data-sums", reported, parts, verdict)
        if not verdict.holds:
            yield _sum_finding("data-sums", "合计", reported, parts, verdict)


def _children_sum(table: DataTable, at: int) -> Iterator[Relation | Finding]:
    parent = table.rows[at]
    rows = _children(table, at)
    for count in range(len(rows), 0, -1):
        if not _can_add_up(parent, rows[:count]):
            continue
        verdicts = [_column(parent, rows[:count], c) for c in range(len(parent.values))]
        judged = [v for v in verdicts if v is not None]
        wrong = [v for v in judged if not v[2].holds]
        plain_hit = sum(1 for v in judged if v[2].match is Match.FACE and len(v[1]) >= 2 and v[0].quantity.value)
        if judged and (not wrong or (len(wrong) == 1 and plain_hit >= 2)):
            for reported, parts, verdict in judged:
                yield _sum_relation("data-sums", reported, parts, verdict)
            for reported, parts, verdict in wrong:
                what = f"“{clean_text(parent.label.text)[:12]}”"
                yield _sum_finding("data-sums", what, reported, parts, verdict)
            return
    if rows and clean_text(rows[0].label.text).startswith("其中"):
        yield from _over(parent, [r for r in rows if r.label.start >= rows[0].label.start])


def _can_add_up(parent: DataRow, rows: Sequence[DataRow]) -> bool:
    """Tell by plain sums whether all columns but one can add up: most runs of rows fall out here."""
    misses = 0
    for column, reported in enumerate(parent.values):
        parts = [v.quantity for row in rows if column < len(row.values) and (v := row.values[column]) is not None]
        if reported is None or not parts:
            continue
        slack = sum((q.scale.scaleb(-q.decimals) for q in [*parts, reported.quantity]), Decimal(0))
        misses += abs(sum((q.value for q in parts), Decimal(0)) - reported.quantity.value) > slack
    return misses <= 1


def _children(table: DataTable, at: int) -> list[DataRow]:
    """Return the rows that can be parts of row AT: below it, not of its own numbering, until its like comes again."""
    own = _style(table.rows[at])
    below: list[DataRow] = []
    for row in table.rows[at + 1 :]:
        style = _style(row)
        if style == own and (own != "plain" or not below or _style(below[0]) == "plain") and own != "plain":
            break
        if own == "plain" and style == "plain" and below and _style(below[0]) != "plain":
            break
        below.append(row)
    if below and _style(below[0]) == "number":
        return [row for row in below if _style(row) == "number"]
    return below[:20]


def _style(row: DataRow) -> str:
    label = clean_text(row.label.text)
    if label.startswith("其中"):
        return "among"
    return "number" if PART_LABEL.match(label) else "plain"


def _column(parent: DataRow, rows: Sequence[DataRow], column: int) -> tuple[Amount, list[Amount], Verdict] | None:
    reported = parent.values[column] if column < len(parent.values) else None
    parts = [v for row in rows if column < len(row.values) and (v := row.values[column]) is not None]
    if reported is None or not parts or reported.quantity.unit == "%":
        return None
    verdict = judge(total, [p.quantity for p in parts], reported.quantity)
    return None if verdict is None else (reported, parts, verdict)


def _over(parent: DataRow, rows: Sequence[DataRow]) -> Iterator[Finding]:
    """Parts named 其中 must not exceed their whole; that they fall short may mean that not all are listed."""
    listed = [row for row in rows if _style(row) == "among"][:1]
    for column in range(len(parent.values)):
        found = _column(parent, listed, column)
        if found is not None and found[2].computed > found[0].quantity.rounding().high:
            yield _sum_finding("data-sums", f"“{clean_text(parent.label.text)[:12]}”", found[0], found[1], found[2])


@check(
    "row-sums",
    title="同一行里的总数等于后面几格之和",
    family=_FAMILY,
    basis="预算情况表“总预算＝基本支出＋项目支出”等同行关系",
    severity=Severity.ERROR,
    explanation="表头丢失、错位的行里，自动找出恰好等于后面两三格之和的数，作为已核对的关系；同一张表有两行以上这样成立、某一行只差一位数字的判错。",
)
def row_sums(dossier: Dossier) -> Iterator[Relation | Finding]:
    """In rows whose heads are lost, a number that is exactly the sum of the next two or three proves its place."""
    for recognition in dossier.recognitions:
        for table in recognition.document.tables():
            found = list(_decimal_rows(rows_of(table, recognition.source)))
            for amounts in found:
                yield from _self_sums(amounts)
            yield from _odd_rows(found)


def _decimal_rows(rows: Sequence[Row]) -> Iterator[list[Amount]]:
    """Yield the amounts with decimals of every row that has three or more."""
    for row in rows:
        decimal = [cell for cell in row.cells if "." in cell.text and len(cell.text) <= _LONGEST_AMOUNT]
        if len(decimal) > 2:
            yield [a for cell in decimal if (a := amount_of(row, cell)) and a.quantity.decimals >= 2]


def _odd_rows(rows: Sequence[Sequence[Amount]]) -> Iterator[Relation | Finding]:
    """Yield the rows whose first number is one digit off the sum of the rest, where like rows add up."""
    proven = Counter(len(amounts) for amounts in rows if len(amounts) > 2 and _rest(amounts) == 0)
    for amounts in rows:
        if proven[len(amounts)] < _FEWEST_PROVEN or _rest(amounts) == 0 or not all(a.quantity.value for a in amounts):
            continue
        whole, *parts = amounts
        if significant(whole.quantity.number) < _LEAST_DIGITS:
            continue
        verdict = judge(total, [p.quantity for p in parts], whole.quantity)
        if verdict is not None and not verdict.holds and one_digit_off(whole.quantity, verdict.computed):
            yield _sum_relation("row-sums", whole, parts, verdict)
            yield _sum_finding("row-sums", "总额", whole, parts, verdict)


def _rest(amounts: Sequence[Amount]) -> Decimal:
    """Return what the numbers behind the first leave of it."""
    return amounts[0].quantity.value - sum((a.quantity.value for a in amounts[1:]), Decimal(0))


def _self_sums(amounts: Sequence[Amount]) -> Iterator[Relation]:
    for at, whole in enumerate(amounts):
        for count in (2, 3):
            parts = amounts[at + 1 : at + 1 + count]
            values = [p.quantity.value for p in parts]
            if len(parts) == count and all(values) and sum(values) == whole.quantity.value:
                verdict = judge(total, [p.quantity for p in parts], whole.quantity)
                if verdict is not None:
                    yield _sum_relation("row-sums", whole, parts, verdict)
