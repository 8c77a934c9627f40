"""Tables that came down to words parted by spaces: rows are gone, so only runs of values that prove themselves count.

A run ``target actual weight score`` is an indicator; a run ``budget executed weight rate% score`` is the fund row.
Everything else in such a table is left alone: its place among rows and columns cannot be known.
"""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.documents import Cell, Excerpt, Layout, Table
from jixiao.evaluations import FundLine, Points
from jixiao.quantities import parse_number, parse_quantity
from jixiao.recognition.columns import CATEGORY_NAME, DIMENSION_NAME, Column, column_of, is_blank
from jixiao.recognition.indicator_tree import Branch, LeafRow
from jixiao.recognition.passages import clean_text
from jixiao.recognition.table_rows import Row, amount_of, points_in_label, points_of
from jixiao.recognition.tables import FormDraft

_COMPARED = re.compile(r"^[≥≤<>=]")
_FUND_LABEL = re.compile(r"资金(?:总额)?[：]?$|财政拨款|^其中")
_TOTAL_WORD = re.compile(r"^(?:总分|合计|总计|总得分)[：]?$")
_HUNDRED = Decimal(100)
_FUND_COLUMNS = (Column.INITIAL, Column.ADJUSTED, Column.EXECUTED, Column.WEIGHT, Column.RATE, Column.SCORE)


def read_flat(table: Table, source: int) -> list[FormDraft]:
    """Return the one form of a flat TABLE."""
    row = Row(table.cells, table.layout, source)
    words = _Words(row)
    draft = FormDraft(start=table.span.start, end=table.span.end, layout=Layout.FLAT)
    draft.funds = words.fund_rows()
    rows = words.indicator_rows()
    if rows:
        draft.scored = True
        words.total(draft)
        draft.complete = words.all_read(rows, draft)
        draft.branches = words.branches(rows) if draft.complete else [Branch(None, branches=[Branch(None, rows=rows)])]
    for cell in row.cells:
        if re.search(r"(?:自评|绩效|数据)(?:情况)?表", clean_text(cell.text)) and len(cell.text) <= 40:
            draft.titles.append(row.excerpt(cell))
    return [draft]


class _Words:
    """The words of the table, with what has been used up."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.cells = row.cells
        self.texts = row.texts
        self.used = [False] * len(self.texts)
        self.last = 0

    def _plain(self, at: int) -> Decimal | None:
        if not 0 <= at < len(self.texts) or self.used[at]:
            return None
        number = parse_number(self.texts[at])
        return number[0] if number else None

    def _percent(self, at: int) -> bool:
        return 0 <= at < len(self.texts) and self.texts[at].endswith("%") and parse_quantity(self.texts[at]) is not None

    def fund_rows(self) -> list[FundLine]:
        """Return the fund row: the run behind 资金总额 with a number for every head, else a run that proves itself."""
        return self._run_under_heads() or self._proven_run()

    def _run_under_heads(self) -> list[FundLine]:
        label = next((i for i, text in enumerate(self.texts) if "资金总额" in text), -1)
        heads = list(dict.fromkeys(c for c in map(column_of, self.cells_before(label)) if c in _FUND_COLUMNS))
        run = []
        for at in range(label + 1, len(self.texts)):
            if self._plain(at) is None and not self._percent(at):
                break
            run.append(at)
        if label < 0 or len(heads) < 4 or len(run) != len(heads):
            return []
        for at in run:
            self.used[at] = True
        cells = dict(zip(heads, (self.cells[at] for at in run), strict=True))
        money = {
            c: amount_of(self.row, cells.get(c), "万元") for c in (Column.INITIAL, Column.ADJUSTED, Column.EXECUTED)
        }
        return [
            FundLine(
                label=self.row.excerpt(self.cells[label]),
                part=False,
                initial=money[Column.INITIAL],
                adjusted=money[Column.ADJUSTED],
                executed=money[Column.EXECUTED],
                rate=amount_of(self.row, cells.get(Column.RATE)),
                weight=points_of(self.row, cells.get(Column.WEIGHT)),
                score=points_of(self.row, cells.get(Column.SCORE)),
            )
        ]

    def cells_before(self, at: int) -> list[str]:
        """Return the words before position AT."""
        return self.texts[: max(at, 0)]

    def _proven_run(self) -> list[FundLine]:
        """Find ``… budget executed weight rate% score``; the numbers before the weight are the money columns."""
        for at in range(2, len(self.texts) - 2):
            weight, score = self._plain(at), self._plain(at + 2)
            if weight is None or score is None or not self._percent(at + 1) or not 0 < weight <= 30 or score > weight:
                continue
            money = [i for i in range(at - 1, max(at - 4, -1), -1) if self._plain(i) is not None]
            run = [i for step, i in enumerate(money) if i == at - 1 - step]
            if len(run) < 2:
                continue
            executed, adjusted = run[0], run[1]
            for used in [*run, at, at + 1, at + 2]:
                self.used[used] = True
            return [
                FundLine(
                    label=self.row.excerpt(self.cells[adjusted]),
                    part=False,
                    initial=amount_of(self.row, self.cells[run[2]], "万元") if len(run) > 2 else None,
                    adjusted=amount_of(self.row, self.cells[adjusted], "万元"),
                    executed=amount_of(self.row, self.cells[executed], "万元"),
                    rate=amount_of(self.row, self.cells[at + 1]),
                    weight=points_of(self.row, self.cells[at]),
                    score=points_of(self.row, self.cells[at + 2]),
                )
            ]
        return []

    def indicator_rows(self) -> list[LeafRow]:
        """Find the runs ``target actual weight score``, where the score is not above the weight."""
        rows, at = [], 1
        while at + 3 < len(self.texts):
            weight, score = self._plain(at + 2), self._plain(at + 3)
            proven = weight is not None and score is not None and Decimal(0) <= score <= weight and 0 < weight <= 60
            if proven and not self.used[at] and not self.used[at + 1] and self._a_pair(at):
                rows.append(self._leaf(at))
                at += 4
                self.last = at
            else:
                at += 1
        return rows

    def _a_pair(self, at: int) -> bool:
        """Tell whether the words AT and behind it can be a target and its actual value."""
        target, actual = self.texts[at], self.texts[at + 1]
        if is_blank(target) or is_blank(actual) or _FUND_LABEL.search(target) or _FUND_LABEL.search(actual):
            return False
        if column_of(target) is not Column.OTHER or column_of(actual) is not Column.OTHER:
            return False
        measured = parse_quantity(target.lstrip("≥≤<>=")), parse_quantity(actual)
        if measured[0] is None and measured[1] is None:
            return parse_number(target) is None and not CATEGORY_NAME.match(target) and not CATEGORY_NAME.match(actual)
        if measured[0] is None or measured[1] is None:
            return bool(_COMPARED.match(target))
        same = measured[0].unit == measured[1].unit
        return same or (bool(_COMPARED.match(target)) and "" in (measured[0].unit, measured[1].unit))

    def _leaf(self, at: int) -> LeafRow:
        first = at
        while first > self.last and at - first < 3 and self._is_name(first - 1):
            first -= 1
        start, end = (first, at - 1) if first < at else (at, at)
        words = self.cells[start], self.cells[end]
        span = words[0].span.start, words[1].span.end
        text = " ".join(cell.text for cell in self.cells[start : end + 1])
        name = self.row.excerpt(Cell(text, type(words[0].span)(*span), 0, start))
        for used in range(at, at + 4):
            self.used[used] = True
        return LeafRow(
            name=name,
            target=self.row.excerpt(self.cells[at]),
            actual=self.row.excerpt(self.cells[at + 1]),
            weight=points_of(self.row, self.cells[at + 2]),
            score=points_of(self.row, self.cells[at + 3]),
            reason=self._no_reason(at + 4),
        )

    def _no_reason(self, at: int) -> Excerpt | None:
        """Return an empty reason where a number follows at once; words there may be a reason or the next name."""
        if at < len(self.texts) and parse_quantity(self.texts[at]) is None:
            return None
        end = self.cells[at - 1].span.end
        return Excerpt("", end, end, self.row.source)

    def _is_name(self, at: int) -> bool:
        text = self.texts[at]
        return (
            not self.used[at]
            and parse_quantity(text) is None
            and not CATEGORY_NAME.match(text)
            and not DIMENSION_NAME.match(text)
            and column_of(text) is Column.OTHER
        )

    def all_read(self, rows: list[LeafRow], draft: FormDraft) -> bool:
        """Tell whether no number between the first indicator and the total was left over."""
        first = rows[0].weight
        end = draft.total_label
        if first is None or end is None:
            return False
        inside = [i for i, c in enumerate(self.cells) if first.excerpt.start <= c.span.start < end.start]
        return not any(not self.used[i] and parse_number(self.texts[i]) is not None for i in inside)

    def branches(self, rows: list[LeafRow]) -> list[Branch]:
        """Return the rows under the dimensions (``产出指标(50分)``) whose names stand before them."""
        found = [Branch(None)]
        marks = [c for c in self.cells if DIMENSION_NAME.match(clean_text(c.text)) and points_in_label(self.row, c)]
        for row in rows:
            while marks and marks[0].span.start < row.name.start:
                cell = marks.pop(0)
                found.append(Branch(self.row.excerpt(cell), points_in_label(self.row, cell)))
            found[-1].rows.append(row)
        for at, row in enumerate(rows):
            following = rows[at + 1] if at + 1 < len(rows) else None
            if row.reason is None and self._nothing_between(row, following):
                row.reason = self._empty_after(row)
        return [branch for branch in found if branch.name is not None or branch.rows]

    def _nothing_between(self, row: LeafRow, following: LeafRow | None) -> bool:
        """Tell whether only names of categories stand between a score and the name of the next indicator."""
        start = row.score.excerpt.end if row.score is not None else row.name.end
        end = following.name.start if following is not None else start
        words = [clean_text(c.text) for c in self.cells if start <= c.span.start < end]
        single = following is None or " " not in following.name.text
        return single and all(CATEGORY_NAME.match(w) or DIMENSION_NAME.match(w) for w in words)

    def _empty_after(self, row: LeafRow) -> Excerpt:
        end = row.score.excerpt.end if row.score is not None else row.name.end
        return Excerpt("", end, end, self.row.source)

    def total(self, draft: FormDraft) -> None:
        """Read the total: the numbers behind 总分, or a closing pair ``100 94``."""
        for at, text in enumerate(self.texts):
            if _TOTAL_WORD.match(text) and self._plain(at + 1) is not None:
                self._set_total(draft, at + 1, at)
                return
        for at in range(len(self.texts) - 2, self.last - 1, -1):
            if self._plain(at) == _HUNDRED and self._plain(at + 1) is not None:
                self._set_total(draft, at, at)
                return

    def _set_total(self, draft: FormDraft, at: int, label: int) -> None:
        draft.total_label = self.row.excerpt(self.cells[label])
        weight, score = points_of(self.row, self.cells[at]), None
        if self._plain(at + 1) is not None:
            score = points_of(self.row, self.cells[at + 1])
        draft.total_weight, draft.total = (weight, score) if _is_full(weight, score) else (None, weight)


def _is_full(weight: Points | None, score: Points | None) -> bool:
    """Tell whether the first number behind 总分 is the full weight: 100, or a round number that the second is below."""
    if weight is None or weight.value == _HUNDRED:
        return weight is not None
    return score is not None and weight.value % 10 == 0 and 0 <= score.value <= weight.value
