"""The tables of a document → forms: one pass over the rows, from head to head."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from jixiao.documents import Cell, Excerpt, Layout, Table
from jixiao.evaluations import Amount, Goal, Grade
from jixiao.recognition.columns import Column, is_blank
from jixiao.recognition.form_draft import FormDraft
from jixiao.recognition.fund_rows import read_fund_row
from jixiao.recognition.grades import find_bands, stated_grade, ticked_grade
from jixiao.recognition.indicator_rows import IndicatorRows
from jixiao.recognition.model import DataRow, DataTable, Field, InlineAmount
from jixiao.recognition.passages import clean_text
from jixiao.recognition.table_rows import (
    Head,
    Row,
    amount_of,
    is_fund_head,
    is_indicator_head,
    is_lower_head,
    is_upper_head,
    join_heads,
    numbers_in,
    points_of,
    read_head,
    rows_of,
    unit_of,
)

_TOTAL = re.compile(r"^(?:总分|总得分|合计|总计|自评总分|评价总分|得分合计|合计得分|总评分|总分值)(?:（.*）)?$")
_TOTAL_FIELD = re.compile(r"^(?:自评|评价)(?:总分|总得分)(?:（.*）)?：?$")
_WEIGHTS_TOTAL = re.compile(r"^(?:指标)?(?:权重|分值)(?:分值?)?(?:合计|总计)")
_FIELD = re.compile(
    r"^(?:项目(?:支出)?名称|主管部门|(?:项目)?(?:主管|实施|预算|资金使用|填报)(?:单位|部门)|实施单位|单位名称|部门名称|预算部门名称|中央主管部门|地方主管部门|转移支付（项目）名称|项目负责人|联系人|联系电话|填报人|填表人|项目类型|项目属性|资金使用单位)(?:（.*）)?$"
)
_GOAL_HEAD = re.compile(
    r"^(?:年度)?(?:总体|预期|年初设定)?(?:绩效)?目标$|^预期目标|^年初设定目标|^(?:项目)?年度目标$|^总体目标$"
)
_REACHED_HEAD = re.compile(r"完成情况")
_TABLE_TITLE = re.compile(r"(?:自评|绩效|数据)(?:情况)?表")
_INLINE = re.compile(r"^(?P<label>(?:其中：?)?[^：\d]{2,20})：(?P<number>-?[\d,.]+(?:万元|元)?)$")
_DATA_HEAD = re.compile(r"(?:数|率|额|规模|投资|人数|人次|金额|预算|决算|占比|比重|费用|合计)(?:[（(].*)?$")
_SHORT_GRADE = 12
_YEAR_LINE = re.compile(r"（?20\d\d年度?）?")
_HUNDRED = Decimal(100)
_CLOSING = re.compile(
    r"^(?:填报|填表|制表|编制|审核|复核|经办|联系|(?:项目|财务|单位|部门)?(?:主要)?负责)(?:单位|部门|人|日期|时间|电话)?(?:（[^）]*）)?："
)
_NOTE_LABEL = re.compile(r"^(?:说明|备注|注|(?:其他)?(?:需要|有关)?说明(?:的(?:问题|事项|情况))?)：?$")
_GRADE_LABEL = re.compile(r"^(?:评价|自评)?(?:等级|结果|等次|结论)$|评价等级|自评等级|自评等次")


def read_table(table: Table, source: int, unit: str = "") -> list[FormDraft]:
    """Return the forms of TABLE in reading order; a table without any figures gives a draft that is ``empty``.

    UNIT is the money unit that a line above the table names (``单位：万元``), for amounts whose heads name none.
    """
    return _Machine(table, source, unit).run()


class _Machine:
    """Walks the rows; the last head seen says how the next rows are to be read."""

    def __init__(self, table: Table, source: int, unit: str) -> None:
        self.source = source
        self.table = table
        self.rows = rows_of(table, source)
        self.draft = self._new_draft(table.span.start)
        self.drafts = [self.draft]
        self.head: Head | None = None
        self.upper: Head | None = None
        self.indicators = IndicatorRows(self.draft, source)
        self.mode = ""
        self.unit = unit
        self.lines: list[DataRow] = []

    def _new_draft(self, start: int) -> FormDraft:
        return FormDraft(start=start, end=self.table.span.end, layout=self.table.layout)

    def run(self) -> list[FormDraft]:
        for at, row in enumerate(self.rows):
            if not row.filled:
                continue
            following = self.rows[at + 1] if at + 1 < len(self.rows) else None
            self._read(row, following)
        self._close_data()
        return self.drafts

    def _read(self, row: Row, following: Row | None) -> None:
        head = read_head(row)
        self.unit = unit_of(row.texts) or self.unit
        self._titles_and_inline(row)
        upper, self.upper = self.upper, head if is_upper_head(head) else None
        if upper is not None and is_lower_head(head):
            self._switch("indicators", join_heads(upper, head))
        elif is_indicator_head(head):
            self._switch("indicators", head)
        elif is_fund_head(head):
            self._switch("funds", head)
        elif self._is_goal_head(row):
            self._switch("goals", head)
        elif (
            self._field_row(row)
            or (self.mode == "indicators" and _is_closing(row))
            or (self.mode == "indicators" and (self._subtotal_row(row) or self._total_row(row)))
            or self._grade_row(row)
        ):
            pass
        elif self.mode == "indicators" and self.head is not None:
            self.indicators.read(row, self.head)
        elif (self.mode == "goals" and self._goal_row(row)) or (
            self.mode == "funds" and self.head is not None and self._fund_row(row, self.head)
        ):
            pass
        elif self._is_data_head(row, following):
            self._switch("data", head)
        elif self.mode == "data" and self.head is not None:
            self._data_row(row, self.head)

    def _switch(self, mode: str, head: Head) -> None:
        self._close_data()
        self.mode, self.head = mode, head

    def _is_goal_head(self, row: Row) -> bool:
        texts = row.texts
        return any("目标" in t and _GOAL_HEAD.search(t) for t in texts) and any(
            _REACHED_HEAD.search(t) and len(t) < 16 for t in texts
        )

    def _field_row(self, row: Row) -> bool:
        """Read ``label, value, label, value``; a second project name opens the next form of the same table."""
        texts = row.texts
        labels = [i for i, text in enumerate(texts) if _FIELD.match(text.rstrip("："))]
        if not labels:
            return False
        if any(texts[i].endswith("名称") for i in labels) and (self.draft.branches or self.draft.funds):
            self._next_form(row)
        for i in labels:
            beside = i + 1 if i + 1 < len(texts) and i + 1 not in labels else None
            value = row.excerpt(row.cells[beside]) if beside is not None else None
            self.draft.fields.append(Field(row.excerpt(row.cells[i]), value))
        self._total_among_fields(row)
        return True

    def _total_among_fields(self, row: Row) -> None:
        """Read the total where the head of a form has a field of it: 项目名称 …  自评总分（分） 99.60."""
        at = next((i for i, text in enumerate(row.texts) if _TOTAL_FIELD.match(text)), None)
        if at is None or at + 1 >= len(row.cells):
            return
        beside = row.cells[at + 1]
        points = points_of(row, beside)
        if points is not None:
            self.draft.total_label, self.draft.total = row.excerpt(row.cells[at]), points

    def _grade_row(self, row: Row) -> bool:
        for cell in row.filled:
            bands = find_bands(clean_text(cell.text), _whole_cell(row, cell))
            if len(bands) >= 2 and not self.draft.bands:
                self.draft.bands = bands
            grade = ticked_grade(cell.text)
            if grade:
                at = cell.span.start + grade[1]
                words = cell.text[grade[1] : grade[2]]
                self.draft.grade = Grade(name=grade[0], excerpt=Excerpt(words, at, at + len(words), self.source))
        self._grade_beside_label(row)
        texts = row.texts
        labels = [at for at, text in enumerate(texts) if _GRADE_LABEL.search(text)]
        if not labels or (labels[0] > 1 and not _TOTAL.match(texts[0])):
            return False
        for cell in row.cells[labels[0] + 1 :]:
            if self.draft.grade is None and clean_text(cell.text) in {"优", "良", "中", "差", "优秀", "良好"}:
                self.draft.grade = Grade(name=clean_text(cell.text)[0], excerpt=row.excerpt(cell))
        return True

    def _grade_beside_label(self, row: Row) -> None:
        """Read a cell that holds the grade with its label: ``自评等级：优``."""
        for cell in row.filled:
            text = clean_text(cell.text)
            found = stated_grade(text) if len(text) <= _SHORT_GRADE and "：" in text else None
            if found is not None and self.draft.grade is None:
                self.draft.grade = Grade(name=found[0], excerpt=row.excerpt(cell))

    def _next_form(self, row: Row) -> None:
        """Begin the next form of a table that holds several."""
        self._close_data()
        self.draft.end = row.cells[0].span.start
        self.draft = self._new_draft(row.cells[0].span.start)
        self.drafts.append(self.draft)
        self.indicators.draft = self.draft
        self.mode, self.head = "", None

    def _titles_and_inline(self, row: Row) -> None:
        for cell in row.filled:
            text = clean_text(cell.text)
            if _YEAR_LINE.fullmatch(text) and len(row.filled) == 1 and not self.draft.funds:
                self.draft.titles.append(row.excerpt(cell))
            if len(text) <= 40 and "表" in text and _TABLE_TITLE.search(text):
                if self.draft.total_label is not None and len(row.filled) == 1:
                    self._next_form(row)
                self.draft.titles.append(row.excerpt(cell))
            found = _INLINE.match(text)
            if found:
                self._inline(row, cell, found)

    def _inline(self, row: Row, cell: Cell, found: re.Match[str]) -> None:
        number = cell.text.rfind(found["number"])
        if number < 0:
            return
        piece = Cell(found["number"], cell.span, cell.row, cell.column)
        amount = amount_of(row, piece, self.unit)
        if amount is not None:
            label = found["label"].removeprefix("其中").lstrip("：")
            self.draft.inline.append(InlineAmount(label, Amount(quantity=amount.quantity, excerpt=row.excerpt(cell))))

    def _subtotal_row(self, row: Row) -> bool:
        """A 小计 row tells weight and score of the dimension above it."""
        if not re.match(r".{0,6}小计(?:得分)?$", clean_text(row.filled[0].text)) or not self.draft.branches:
            return False
        numbers = [p for cell in row.filled[1:] if (p := points_of(row, cell))]
        branch = self.draft.branches[-1]
        if len(numbers) >= 2:
            branch.weight, branch.score = branch.weight or numbers[0], numbers[-1]
        return True

    def _total_row(self, row: Row) -> bool:
        label = row.filled[0]
        if self.head is None:
            return False
        if _WEIGHTS_TOTAL.match(clean_text(label.text)):
            weight = next((p for cell in row.filled[1:] if (p := points_of(row, cell))), None)
            self.draft.total_weight = weight or self.draft.total_weight
            return True
        if not _TOTAL.match(clean_text(label.text).rstrip("：")):
            return False
        told = self.draft.total_label
        if told is not None and _TOTAL_FIELD.match(clean_text(told.text)) and "计" in clean_text(label.text):
            self.mode = ""  # 合计 of the indicators alone: the form tells its total in a field
            return True
        in_place = len(row.cells) == len(self.head.columns) and row.layout is not Layout.GRID
        laid = dict(enumerate(row.cells)) if in_place else self.head.lay(row)
        weights = [laid[i] for i, role in enumerate(self.head.columns) if role is Column.WEIGHT and i in laid]
        score = self.head.find(laid, Column.SCORE)
        self.draft.total_label = row.excerpt(label)
        self.draft.total_weight = next((p for cell in weights if (p := points_of(row, cell))), None)
        self.draft.total = points_of(row, score) or self.draft.total
        self.draft.scored = self.draft.scored or score is not None
        numbers = [p for cell in row.filled[1:] if (p := points_of(row, cell))]
        if in_place and self.draft.total_weight is None and len(numbers) > 1:  # one cell too many before them
            self.draft.total_weight, self.draft.total = numbers[0], numbers[-1]
        unread = self.draft.total is None and self.draft.total_weight is None
        moved = self.draft.total is None and len(numbers) == 2 and numbers[0].value == _HUNDRED >= numbers[1].value
        lone = self.draft.total is None and len(numbers) == 1 and self.draft.scored_in_all == numbers[0].value
        if (unread or moved or lone) and row.layout is not Layout.GRID:
            self._total_out_of_place(row)
        self._grade_row(row)
        self.mode = ""
        return True

    def _total_out_of_place(self, row: Row) -> None:
        """Read the numbers of a closing row whose cells lost their columns: weight and score, or one of the two."""
        numbers = [p for cell in row.filled[1:] if (p := points_of(row, cell))]
        if not numbers:
            return
        if len(numbers) >= 2:
            self.draft.total_weight, self.draft.total = numbers[0], numbers[-1]
        elif numbers[0].value != _HUNDRED or self.draft.all_full:
            self.draft.total_weight, self.draft.total = None, numbers[0]

    def _fund_row(self, row: Row, head: Head) -> bool:
        if all(text.startswith("（") for text in row.texts if text):
            self._lower_fund_head(row, head)
            return True
        return read_fund_row(self.draft, row, head, self.unit)

    def _lower_fund_head(self, row: Row, head: Head) -> None:
        """Take the unit and the weight from the second line of wrapped heads: ``（万元）（20分） （B/A）``."""
        lower = read_head(row)
        self.head = replace(head, weight=head.weight or lower.weight)

    def _goal_row(self, row: Row) -> bool:
        filled = row.filled
        if len(filled) == 3 and len(clean_text(filled[0].text)) <= 12:
            filled = filled[1:]
        if len(filled) != 2 or re.match(r"\d[.、]|.{0,4}指标$", clean_text(filled[0].text)):
            return False
        self.draft.goals.append(Goal(expected=row.excerpt(filled[0]), reached=row.excerpt(filled[1])))
        return True

    def _is_data_head(self, row: Row, following: Row | None) -> bool:
        heads = [t for t in row.texts if t and _DATA_HEAD.search(t) and not re.fullmatch(r"-?[\d,.]+%?", t)]
        return len(heads) >= 2 and following is not None and not numbers_in(row)

    def _data_row(self, row: Row, head: Head) -> None:
        cells = list(row.cells)
        heads = _data_heads(head)
        if len(cells) > len(heads) and is_blank(clean_text(cells[-1].text)) and _blank_end(head):
            cells.pop()  # nothing but the bar that closes the row
        if len(cells) < 2 or len(heads) < 2:
            return
        below_label = row.layout is Layout.GRID and cells[0].column >= heads[0].column + heads[0].column_span
        if below_label:  # a label that is merged with the head's stands over this row too
            cells.insert(0, heads[0])
        values = cells[1:] if len(cells) <= len(heads) else cells[-(len(heads) - 1) :]
        amounts = tuple(amount_of(row, cell, self.unit) for cell in values)
        label = next((c for c in cells[: len(cells) - len(values)] if c.text.strip()), cells[0])
        if any(a is not None for a in amounts) or all(is_blank(clean_text(c.text)) for c in values):
            blanks = tuple(None if a else row.excerpt(c) for a, c in zip(amounts, values, strict=True))
            self.lines.append(DataRow(row.excerpt(label), amounts, blanks))

    def _close_data(self) -> None:
        if self.lines and self.head is not None:
            row = self.head.row
            heads = tuple(row.excerpt(c) for c in _data_heads(self.head))
            self.draft.data.append(DataTable(heads, tuple(self.lines), self.table.layout))
        self.lines = []


def _data_heads(head: Head) -> list[Cell]:
    """Return the head cells of a data table: its corner, which may be blank, and those that name a column."""
    first, *others = head.row.cells
    return [first, *(c for c in others if not is_blank(clean_text(c.text)))]


def _blank_end(head: Head) -> bool:
    return is_blank(clean_text(head.row.cells[-1].text))


def _is_closing(row: Row) -> bool:
    """Tell whether a row below the indicators is a note, or the line that says who filled in the form and when."""
    texts = [clean_text(cell.text) for cell in row.filled]
    return bool(_CLOSING.match(texts[0])) or (len(texts) <= 2 and bool(_NOTE_LABEL.match(texts[0])))


def _whole_cell(row: Row, cell: Cell) -> Callable[[int, int], Excerpt]:
    """Return the function that leads any range of a cell's clean text to the cell as a whole."""
    return lambda _start, _end: row.excerpt(cell)
