"""The tables of an official form and the outline of its report, as the paper of a place prints them.

A form is its head (free rows of words and blanks to fill in), a fund table, goals, indicators, a total, a grade, notes
and the line of those who sign. What a place does not say is printed as the nationwide form has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from jixiao.evaluations import Subject
from jixiao.packs.items import Item, Subjects

_LABEL = 2


class Fact(StrEnum):
    """What is filled into a blank of a form; those of a budget line name the line in ``项``."""

    DEPARTMENT = "单位名称"
    PROJECT = "项目名称"
    SUPERVISING = "主管部门"
    IMPLEMENTING = "实施单位"
    RESPONSIBLE = "项目负责人"
    UNITS = "单位数"
    EXPECTED = "预期目标"
    REACHED = "实际完成情况"
    GOAL_REASON = "未完成原因"
    INITIAL = "年初预算数"
    ADJUSTED = "全年预算数"
    EXECUTED = "全年执行数"
    FULL_MARK = "满分"
    TOTAL = "总分"

    @property
    def of_a_line(self) -> bool:
        """Tell whether it is an amount of a budget line."""
        return self in (Fact.INITIAL, Fact.ADJUSTED, Fact.EXECUTED)


class FormCell(Item):
    """A box of a form: printed words, a blank to be filled in, or words with a blank behind them."""

    text: str = Field(default="", alias="文字")
    fact: Fact | None = Field(default=None, alias="填")
    line: str | None = Field(default=None, alias="项")
    columns: int = Field(default=1, alias="列", ge=1)
    rows: int = Field(default=1, alias="行", ge=1)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        of_a_line = self.fact is not None and self.fact.of_a_line
        if of_a_line is not (self.line is not None):
            raise ValueError(
                f"填“{self.fact}”要写明“项”（哪一项资金）" if of_a_line else "“项”只在填预算数、执行数时写"
            )
        return self


class BlankRows(Item):
    """Rows that the paper of a place leaves blank, how many and where."""

    before_funds: int = Field(default=0, alias="资金前", ge=0, le=9)
    after_goals: int = Field(default=0, alias="目标后", ge=0, le=9)
    before_indicators: int = Field(default=0, alias="指标前", ge=0, le=9)


class FormTable(Item):
    """A table of the official form: its words from top to bottom, what it is filled in for, and who signs.

    A side (``侧栏``) is the box down the left of a block; an empty one means that the form has no such column. A form
    with an ``edition`` is another printing of the form of the same title, for evaluations that ask for it.
    """

    title: str = Field(alias="名称")
    subjects: Subjects = Field(alias="用于")
    edition: str | None = Field(default=None, alias="版式")
    annex: str | None = Field(default=None, alias="附件")
    dated_title: bool = Field(default=False, alias="名称带年度")
    landscape: bool = Field(default=False, alias="横排")
    grouped: bool = Field(default=False, alias="千分位")
    head: tuple[tuple[FormCell, ...], ...] = Field(default=(), alias="表头")
    staff_heads: tuple[str, ...] = Field(
        default=("财政供养人员情况（人）", "编制数", "实际在职人数", "控制率"),
        alias="人员栏",
        min_length=4,
        max_length=4,
    )
    building_heads: tuple[str, ...] = Field(
        default=(
            "批复规模（㎡）",
            "实际规模（㎡）",
            "规模控制率",
            "预算投资（万元）",
            "实际投资（万元）",
            "投资概算控制率",
        ),
        alias="楼堂馆所栏",
        min_length=6,
        max_length=6,
    )
    fund_side: str | None = Field(default=None, alias="资金侧栏")
    fund_corner: str = Field(default="", alias="资金首格")
    fund_columns: tuple[str, ...] = Field(default=(), alias="资金栏")
    fund_rows: tuple[str, ...] = Field(default=(), alias="资金行")
    fund_foot: tuple[tuple[FormCell, ...], ...] = Field(default=(), alias="资金附行")
    goal_side: str = Field(default="年度总体目标", alias="目标侧栏")
    goal_heads: tuple[str, ...] = Field(
        default=("预期目标", "实际完成情况"), alias="目标栏", min_length=2, max_length=2
    )
    indicator_side: str = Field(default="绩效指标", alias="指标侧栏")
    indicator_columns: tuple[str, ...] = Field(default=(), alias="指标栏")
    total_row: tuple[FormCell, ...] = Field(default=(), alias="总分行")
    grade_row: bool = Field(default=False, alias="等级行")
    blank_rows: BlankRows = Field(default=BlankRows(), alias="空行")
    notes: tuple[str, ...] = Field(default=(), alias="附注")
    signatures: tuple[str, ...] = Field(default=(), alias="署名")

    @property
    def name(self) -> str:
        """What the form is called among those of its pack: its title, with the edition where it is one of several."""
        return self.title if self.edition is None else f"{self.title}（{self.edition}）"

    @property
    def width(self) -> int:
        """How many columns the table has: those of the indicators, and the side where there is one."""
        return len(self.indicator_columns) + bool(self.indicator_side)

    @property
    def goals_in_head(self) -> bool:
        """Tell whether the goals are filled into the head, so that there is no block of goals."""
        return any(cell.fact in (Fact.EXPECTED, Fact.REACHED) for row in self.head for cell in row)

    def head_for(self, subject: Subject) -> tuple[tuple[FormCell, ...], ...]:
        """Return the head of the form: as declared, else as the nationwide form has it for SUBJECT."""
        if self.head:
            return self.head
        rest = self.width - _LABEL
        if subject is Subject.DEPARTMENT:
            return ((_words("部门名称", _LABEL), _blank(Fact.DEPARTMENT, rest)),)
        half = rest // 2
        supervised = (_words("主管部门", _LABEL), _blank(Fact.SUPERVISING, half))
        carried_out = (_words("实施单位", 1), _blank(Fact.IMPLEMENTING, rest - half - 1))
        return (_words("项目名称", _LABEL), _blank(Fact.PROJECT, rest)), (*supervised, *carried_out)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.indicator_columns:
            _require_width("表头", self.head, self.width)
            _require_width("资金附行", self.fund_foot, self.width - 1)
            if self.total_row:
                _require_width("总分行", (self.total_row,), self.width)
        return self


def _words(text: str, columns: int) -> FormCell:
    return FormCell.model_validate({"文字": text, "列": columns})


def _blank(fact: Fact, columns: int) -> FormCell:
    return FormCell.model_validate({"填": fact, "列": columns})


def placed(rows: Sequence[Sequence[FormCell]]) -> Iterator[tuple[int, int, FormCell]]:
    """Yield the boxes of free rows with their row and column: each in the first column that is still free."""
    taken: dict[int, set[int]] = {}
    for number, row in enumerate(rows):
        for cell in row:
            used = taken.setdefault(number, set())
            column = next(at for at in range(len(used) + 1) if at not in used)
            for below in range(number, number + cell.rows):
                taken.setdefault(below, set()).update(range(column, column + cell.columns))
            yield number, column, cell


def _require_width(name: str, rows: Sequence[Sequence[FormCell]], width: int) -> None:
    """Raise ``ValueError`` where the boxes of a row, and those that come down into it, do not fill WIDTH columns."""
    standing = [0] * len(rows)
    for at, _, cell in placed(rows):
        if at + cell.rows > len(rows):
            raise ValueError(f"{name}第{at + 1}行“{cell.text or cell.fact}”占{cell.rows}行，超出了{name}")
        for below in range(at, at + cell.rows):
            standing[below] += cell.columns
    for number, filled in enumerate(standing, 1):
        if filled != width:
            raise ValueError(f"{name}第{number}行各格合计占{filled}列，这张表有{width}列，请改“列”或“行”")


class ChartKind(StrEnum):
    """What a chart of the report compares."""

    SCORES = "各项得分"
    FUNDS = "预算执行"


class OutlineChart(Item):
    """A chart of the report and the section that it stands in."""

    kind: ChartKind = Field(alias="图")
    section: str = Field(alias="章节")


class ReportOutline(Item):
    """The sections of the report in prose, in order, and its charts."""

    subjects: Subjects = Field(alias="用于")
    sections: tuple[str, ...] = Field(alias="章节", min_length=1)
    charts: tuple[OutlineChart, ...] = Field(default=(), alias="配图")

    @model_validator(mode="after")
    def _charts_have_a_section(self) -> Self:
        lost = next((chart for chart in self.charts if chart.section not in self.sections), None)
        if lost is not None:
            known = "、".join(self.sections)
            raise ValueError(f"配图“{lost.kind}”的章节“{lost.section}”不在这份提纲里，只能是 {known}")
        return self
