"""The papers of a pack as templates: each is printed by our own writers, from an evaluation made of placeholders.

So a template looks as the paper does, and follows every change of the forms by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from jixiao.evaluations import (
    BudgetLine,
    Building,
    Department,
    FundRow,
    IndicatorRow,
    OverallGoal,
    SelfEvaluation,
    Signature,
    Subject,
)
from jixiao.packs import Pack
from jixiao.quantities import plain
from jixiao.recognition import Column, column_of
from jixiao.rendering.forms import Block, BlockKind, Box, BoxStyle, Sheet, base_data_sheets, form_sheets
from jixiao.rendering.forms.base_data import rate_text
from jixiao.rendering.forms.facts import AMOUNT_FIELDS
from jixiao.rendering.forms.layout import ticked_grades
from jixiao.rendering.forms.word import forms_document
from jixiao.rendering.self_report.word import report_template
from jixiao.rendering.signing.fitting import Fitted
from jixiao.rendering.signing.word import TITLE as SIGNING_TITLE
from jixiao.rendering.signing.word import signing_page
from jixiao.rendering.templates.fields import fields_of
from jixiao.rendering.templates.names import key_of, named_lines

_YEAR = 2099
_POSTS, _STAFF, _TOTAL = Decimal("9.0101"), Decimal("9.0102"), Decimal("9.0103")
_WEIGHT, _FUND_WEIGHT, _UNITS = Decimal("9.0104"), Decimal("9.0105"), Decimal("9.0106")
_FIRST_LINE = Decimal("9.1001")
_LINE_FIELDS = {field: fact.value for fact, field in AMOUNT_FIELDS.items()}
# Digits of an amount of some thousand 万元 with two decimals, of points, of a rate.
_ROOMS = (("数 }}", 7), ("率 }}", 7), ("分", 6))
_BEGINS, _ENDS = "\ue100", "\ue101"
_WORDS = re.compile(f"{_BEGINS}(.+?){_ENDS}")
_NUMBERS = {
    f"{_POSTS}": "编制数",
    f"{_STAFF}": "实有人数",
    rate_text(_STAFF, _POSTS): "人员控制率",
    f"{_UNITS}": "单位数",
    f"{_TOTAL}": "总分",
    plain(_WEIGHT + _FUND_WEIGHT): "满分",
    f"{_YEAR}": "年度",
    f"{_YEAR - 1}": "上年度",
}
_LEVELS = (Column.DIMENSION, Column.CATEGORY, Column.INDICATOR)
# Blocks that a form leaves out where there is nothing for them, together with their heads.
_LEFT_OUT = (BlockKind.FUNDS, BlockKind.GOALS, BlockKind.INDICATORS)


def templates_of(pack: Pack) -> dict[str, bytes]:
    """Return the templates of the forms and the report of PACK and of the signing page, by the title of the paper."""
    made: dict[str, bytes] = {}
    for subject in pack.subjects:
        for sheet in _sheets(pack, subject):
            made[sheet.form] = forms_document([_template(sheet, pack)])
        if pack.outline_for(subject) is not None:
            made[report_title(subject)] = report_template()
    return made | {SIGNING_TITLE: _signing_template()}


def report_title(subject: Subject) -> str:
    """Return how the template of the report on SUBJECT is called."""
    return f"{'部门整体支出' if subject is Subject.DEPARTMENT else '项目支出'}绩效自评报告"


def _sheets(pack: Pack, subject: Subject) -> Iterator[Sheet]:
    """Yield the forms for SUBJECT, each printing of them, from placeholders."""
    yield from base_data_sheets(_placeholders(pack, subject, 1, None), pack)
    for edition in dict.fromkeys(form.edition for form in pack.forms):
        for at, form in enumerate(pack.evaluation_forms(subject, edition)):
            levels = sum(column_of(head) in _LEVELS for head in form.indicator_columns)
            if form.edition == edition:
                yield form_sheets(_placeholders(pack, subject, levels, edition), pack)[at]


def _placeholders(pack: Pack, subject: Subject, levels: int, edition: str | None) -> SelfEvaluation:
    """Return an evaluation whose facts are placeholders, with one row of each list and a tree of LEVELS levels."""
    row = IndicatorRow(name="行", weight=_WEIGHT)
    for _ in range(levels - 1):
        row = IndicatorRow(name="行", children=(row,))
    words = dict.fromkeys(word for form in pack.forms for word in form.signatures)
    return SelfEvaluation(
        subject=subject,
        edition=edition,
        year=_YEAR,
        department=_department(pack),
        project=_word("项目名称"),
        supervising=_word("主管部门"),
        implementing=_word("实施单位"),
        responsible=_word("负责人"),
        funds=(FundRow(label="行", weight=_FUND_WEIGHT),),
        goals=(OverallGoal(expected=_word("预期目标"), reached=_word("实际完成情况"), reason=_word("未完成原因")),),
        indicators=(row,),
        total=_TOTAL,
        signatures=tuple(Signature(label=word, value=_word(f"署名.{key_of(word)}")) for word in words),
    )


def _department(pack: Pack) -> Department:
    lines = tuple(
        BudgetLine(label=line, **{field: _line_amount(at, field) for field in _LINE_FIELDS})
        for at, line in enumerate(named_lines(pack).values())
    )
    return Department(
        name=_word("部门名称"),
        units=_UNITS,
        posts=_POSTS,
        staff=_STAFF,
        by_nature=lines,
        buildings=(Building(name="行"),),
        saving_measures=_word("节约措施"),
    )


def _line_amount(line: int, field: str) -> Decimal:
    """Return the number that stands for an amount of the line of money with this number, counted from 0."""
    return _FIRST_LINE + Decimal(line) / 100 + Decimal(list(_LINE_FIELDS).index(field)) / 10000


def _line_words(pack: Pack) -> dict[str, str]:
    """Return the placeholders of the lines of money by the numbers that stand for them."""
    return {
        f"{_line_amount(at, field):f}": f"预算项.{key}.{name}"
        for at, key in enumerate(named_lines(pack))
        for field, name in _LINE_FIELDS.items()
    }


def _word(name: str) -> str:
    return f"{_BEGINS}{name}{_ENDS}"


class _Teller:
    """Puts placeholders in place of the words and numbers that stand for them in the forms of a pack."""

    def __init__(self, pack: Pack) -> None:
        self._numbers = _NUMBERS | _line_words(pack)
        self._ticked = ticked_grades(SelfEvaluation(subject=Subject.PROJECT), pack)
        self._full = plain(pack.full.value) if pack.full is not None else None

    def text(self, text: str) -> str:
        """Return TEXT with placeholders; a year at its beginning is left out where none is given."""
        for number, name in self._numbers.items():
            text = text.replace(number, f"{{{{ {name} }}}}")
        text = _WORDS.sub(lambda found: f"{{{{ {found[1]} }}}}", text)
        return re.sub(r"^(（?\{\{ 年度 \}\}年度）?)", r"{% if 年度 %}\1{% endif %}", text)

    def box(self, box: Box) -> str:
        """Return the words of BOX with placeholders."""
        if self._ticked and box.text == self._ticked:
            return "{{ 等级勾选 }}"
        return "{{ 满分 }}" if box.style is BoxStyle.NUMBER and box.text == self._full else self.text(box.text)


def _template(sheet: Sheet, pack: Pack) -> Sheet:
    """Return SHEET with placeholders: a loop in place of each list, a condition around what can be left out."""
    told = _Teller(pack)
    plan = _Plan(sheet)
    fixed = (box for box in sheet.boxes if plan.block_at(box.row) is None)
    boxes = [_with_room(replace(plan.moved(box), text=told.box(box))) for box in fixed]
    boxes += [box for block in sheet.blocks for box in plan.loop_boxes(block)]
    return replace(
        sheet,
        title=told.text(sheet.title),
        subtitle=told.text(sheet.subtitle),
        boxes=(*boxes, *plan.mark_boxes(boxes)),
        below=tuple(map(told.text, sheet.below)),
        blocks=(),
    )


def _with_room(box: Box) -> Box:
    """Return BOX with room for the number that will stand in it."""
    if box.style is not BoxStyle.NUMBER or "{{" not in box.text:
        return box
    return replace(box, room=next((room for ending, room in _ROOMS if ending in box.text), 0))


class _Plan:
    """Where the rows of a sheet stand in its template."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        self._marks: dict[int, str] = {}
        self._rows = 0
        ends = {self._last_row(block): block for block in sheet.blocks if block.kind in _LEFT_OUT}
        firsts = {block.first: block for block in sheet.blocks}
        for row in range(sheet.rows):
            if (block := firsts.get(row + 1)) is not None and block.kind in _LEFT_OUT:
                self._mark(f"{{%tr if {block.kind} %}}")
            self._place(row, firsts.get(row))
            if row in ends:
                self._mark("{%tr endif %}")

    def _last_row(self, block: Block) -> int:
        """Return the last row of what goes with BLOCK: the label down its left can stand beside more rows."""
        beside = (box for box in self._sheet.boxes if box.row == block.first - 1)
        return max(block.first + block.rows, *(box.row + box.row_span for box in beside)) - 1

    def _place(self, row: int, begun: Block | None) -> None:
        if begun is not None:
            self._mark(f"{{%tr for 行 in {begun.kind} %}}")
        elif (block := self.block_at(row)) is not None:
            self._starts[row] = self._ends[row] = self._ends[block.first]
            return
        self._starts[row] = self._ends[row] = self._rows
        self._rows += 1
        if begun is not None:
            self._mark("{%tr endfor %}")
            self._ends[row] = self._rows - 1

    def _mark(self, text: str) -> None:
        self._marks[self._rows] = text
        self._rows += 1

    def block_at(self, row: int) -> Block | None:
        """Return the block that ROW is filled from."""
        return next((each for each in self._sheet.blocks if each.first <= row < each.first + each.rows), None)

    def moved(self, box: Box) -> Box:
        """Return BOX in its row of the template, as tall as what it stands beside."""
        start = self._starts[box.row]
        return replace(box, row=start, row_span=self._ends[box.row + box.row_span - 1] - start + 1)

    def loop_boxes(self, block: Block) -> Iterator[Box]:
        """Yield the boxes of the row that is repeated for each item of the list of BLOCK."""
        fields = fields_of(block)
        for box in self._sheet.boxes:
            if box.row == block.first:
                text = f"{{{{ 行.{fields[box.column]} }}}}" if box.column in fields else ""
                yield _with_room(replace(box, row=self._starts[block.first], row_span=1, text=text))

    def mark_boxes(self, boxes: list[Box]) -> Iterator[Box]:
        """Yield the boxes of the rows with signs, in the columns that no box of BOXES comes down into."""
        for row, text in self._marks.items():
            free = set(range(len(self._sheet.widths)))
            for box in boxes:
                if box.row <= row < box.row + box.row_span:
                    free -= set(range(box.column, box.column + box.column_span))
            first = min(free)
            yield Box(text, row, first, 1, len(free))


def _signing_template() -> bytes:
    rows = [
        *(_told_row(label) for label in ("得分和等级", "离等级线")),
        *_where_there_is("预算执行率", _told_row("预算执行率")),
        _told_row("各项得分"),
        *(Fitted(label, _repeated_line(label)) for label in ("失分", "缺项", "核查发现")),
        *_where_there_is("与上年比", Fitted("与上年比", _repeated_line("与上年比"))),
        _told_row("送签材料"),
    ]
    return signing_page("{{ 摘要对象 }}", rows)


def _told_row(label: str) -> Fitted:
    return Fitted(label, (f"{{{{ {label} }}}}",))


def _where_there_is(name: str, row: Fitted) -> tuple[Fitted, ...]:
    """Return ROW with the condition around it that there is something to tell of NAME."""
    return Fitted(f"{{%tr if {name} %}}", ("",)), row, Fitted("{%tr endif %}", ("",))


def _repeated_line(name: str) -> tuple[str, ...]:
    return (f"{{%p for 行 in {name} %}}", "{{ 行 }}", "{%p endfor %}")
