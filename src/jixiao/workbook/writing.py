"""Laying out the fill-in workbook of a pack: sheets, drop-down lists, comments, locked formulas with live scores."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # the library ships no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from jixiao.evaluations import Attainment, FundRow, IndicatorRow, Mark, SelfEvaluation, Subject, parted
from jixiao.packs import Denominator, IndicatorRule, Method, Pack, ScoringRule
from jixiao.quantities import Direction, parse_number, parse_target, plain
from jixiao.workbook.formulas import execution_formula, grade_formula, score_formula
from jixiao.workbook.sheets import (
    BASICS,
    DATE_NATURE,
    DEPARTMENT,
    FUND_HEADS,
    FUNDS,
    GOAL_HEADS,
    GOALS,
    HELP,
    INDICATOR_HEADS,
    INDICATORS,
    NATURES,
    PACK,
    PLACE,
    POSTS,
    PROJECT,
    RESULT,
    SECTION_HEADS,
    SECTIONS,
    STAFF,
    SUBJECT,
    SUBJECT_WORDS,
    TEXT_HEADS,
    TEXTS,
    WORDS_NATURE,
    YEAR,
    Head,
)

_HEAD_ROW = 1
_FIRST_ROW = 2
_SPARE_ROWS = 12
_ROWS_EACH = 2
_INSTRUCTIONS = (
    "浅黄色的格子是要填的；白色带公式的格子自动计算，已锁定（审阅→撤消工作表保护，没有密码）。",
    "把鼠标停在列名上，可以看到这一列怎样填。",
    "没有这项资金填 0；这一栏不适用填“不适用”；“空着”表示还没有填，不等于 0。",
    "“指标”表一行一个三级指标。指标值和完成值只填数，符号、单位在各自的列里选或填。",
    "定性和期限指标由人评定：在“评定得分”里填分数，低于分值的要写原因。",
    "“得分”表里看总分、等级和还缺什么。填好保存后：jixiao evaluate 本文件.xlsx -o 结果",
)


def new_workbook(pack: Pack, evaluation: SelfEvaluation | None = None, subject: Subject | None = None) -> bytes:
    """Return the fill-in workbook of PACK as an .xlsx file, filled with EVALUATION as far as it goes.

    SUBJECT chooses between department and project where the pack is for both.
    """
    about = subject or (evaluation.subject if evaluation is not None else pack.subjects[0])
    page = io.BytesIO()
    with Workbook(page, {"in_memory": True}) as book:
        _Writer(book, pack, evaluation or SelfEvaluation(subject=about, pack=pack.id)).write()
    return page.getvalue()


class _Writer:
    """One workbook on its way into the file."""

    def __init__(self, book: Workbook, pack: Pack, evaluation: SelfEvaluation) -> None:
        self._book = book
        self._pack = pack
        self._evaluation = evaluation
        base = {"font_name": "宋体", "font_size": 11, "border": 1, "valign": "vcenter", "text_wrap": True}
        fill = {"bg_color": "#FFF8DC", "locked": False}
        self._title: Format = book.add_format({"font_name": "黑体", "font_size": 14})
        self._head: Format = book.add_format(base | {"bold": True, "align": "center", "bg_color": "#E8EEF4"})
        self._label: Format = book.add_format(base | {"bold": True, "bg_color": "#F4F4F4"})
        self._text: Format = book.add_format(base | fill | {"num_format": "@"})
        self._number_look = base | fill | {"align": "center", "num_format": "General"}
        self._number: Format = book.add_format(self._number_look)
        self._numbers: dict[int, Format] = {}
        self._formula: Format = book.add_format(base | {"align": "center", "num_format": "0.00##"})
        self._percent: Format = book.add_format(base | {"align": "center", "num_format": "0.00%"})
        self._plain: Format = book.add_format({"font_name": "宋体", "font_size": 11, "text_wrap": True})
        self._score_cells: list[str] = []
        self._weight_cells: list[str] = []
        self._execution: tuple[str, str] = ("", "")
        self._missing = ""

    def write(self) -> None:
        """Write all sheets."""
        self._help()
        self._basics()
        self._funds()
        self._goals()
        self._indicators()
        self._texts()
        self._sections()
        self._result()
        self._book.get_worksheet_by_name(BASICS).activate()

    def _sheet(self, name: str, title: str, heads: Sequence[Head]) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        sheet.protect("", {"format_columns": True, "format_rows": True, "insert_rows": True, "sort": True})
        sheet.write_string(0, 0, title, self._title)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for column, head in enumerate(heads):
            sheet.set_column(column, column, head.width)
            sheet.write_string(_HEAD_ROW, column, head.title, self._head)
            sheet.write_comment(_HEAD_ROW, column, head.help, {"x_scale": 1.6})
        if heads:
            sheet.freeze_panes(_FIRST_ROW, 0)
            sheet.repeat_rows(_HEAD_ROW)
        return sheet

    def _help(self) -> None:
        sheet = self._sheet(HELP, f"{self._pack.title}：填写说明", ())
        sheet.set_column(0, 0, 100)
        for row, text in enumerate((*_INSTRUCTIONS, "", "计分办法：", *map(_rule_words, self._pack.rules)), 2):
            sheet.write_string(row, 0, text, self._plain)

    def _basics(self) -> None:
        sheet = self._sheet(BASICS, self._pack.title, ())
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 50)
        given = self._evaluation
        words = {value: word for word, value in SUBJECT_WORDS.items()}
        rows = (
            (PACK, self._pack.id),
            (SUBJECT, words[given.subject.value]),
            (YEAR, str(given.year or self._only_year())),
            (PLACE, given.place or ""),
            (DEPARTMENT, given.department.name or ""),
            (PROJECT, given.project or ""),
            (POSTS, _entry(given.department.posts)),
            (STAFF, _entry(given.department.staff)),
        )
        for row, (label, value) in enumerate(rows, _FIRST_ROW):
            sheet.write_string(row, 0, label, self._label)
            sheet.write_string(row, 1, value, self._label if label == PACK else self._text)
            if label == SUBJECT:
                sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": list(SUBJECT_WORDS)})

    def _only_year(self) -> str:
        """Return the year of a pack that is for one year; of several none may be taken for granted."""
        years = self._pack.years
        return str(years.first) if years.first == years.last else ""

    def _funds(self) -> None:
        sheet = self._sheet(FUNDS, "资金使用情况", FUND_HEADS)
        form = next((form for form in self._pack.forms if form.fund_rows), None)
        names = form.fund_rows if form is not None else ("年度资金总额",)
        rows = list(self._evaluation.funds) or [FundRow(label=name, part=at > 0) for at, name in enumerate(names)]
        for at in range(len(rows) + 2):
            fund = rows[at] if at < len(rows) else None
            self._fund_row(sheet, _FIRST_ROW + at, fund)
        rule = self._pack.execution
        if rule is not None:
            column = {Denominator.INITIAL: "initial", Denominator.ARRIVED: "arrived"}.get(rule.denominator, "adjusted")
            self._execution = (_at(FUND_HEADS, "executed", _FIRST_ROW), _at(FUND_HEADS, column, _FIRST_ROW))

    def _fund_row(self, sheet: Worksheet, row: int, fund: FundRow | None) -> None:
        for column, head in enumerate(FUND_HEADS):
            if head.kind == "formula":
                executed, budget = _at(FUND_HEADS, "executed", row), _at(FUND_HEADS, "adjusted", row)
                rate = f'=IF(AND(ISNUMBER({executed}),N({budget})>0),{executed}/{budget},"")'
                sheet.write_formula(row, column, rate, self._percent, "")
            else:
                self._fill(sheet, row, column, head, self._fund_value(fund, head.field))

    def _fund_value(self, fund: FundRow | None, name: str) -> object:
        """Return what is filled in already; computed execution points are not, they come by themselves."""
        judged = self._pack.execution is not None and self._pack.execution.method is Method.MANUAL
        return None if fund is None or (name == "score" and not judged) else getattr(fund, name)

    def _goals(self) -> None:
        sheet = self._sheet(GOALS, "年度总体目标", GOAL_HEADS)
        goals = self._evaluation.goals
        for at in range(max(len(goals), 1) + 3):
            for column, head in enumerate(GOAL_HEADS):
                value = getattr(goals[at], head.field) if at < len(goals) else None
                self._fill(sheet, _FIRST_ROW + at, column, head, value)

    def _texts(self) -> None:
        sheet = self._sheet(TEXTS, "存在的问题和改进措施", TEXT_HEADS)
        longest = max(len(self._evaluation.problems), len(self._evaluation.measures))
        for at in range(longest + _SPARE_ROWS):
            for column, head in enumerate(TEXT_HEADS):
                told = getattr(self._evaluation, head.field)
                self._fill(sheet, _FIRST_ROW + at, column, head, told[at] if at < len(told) else None)

    def _sections(self) -> None:
        """Write a row for each section of the report; a pack without an outline has no such sheet."""
        outline = self._pack.outline_for(self._evaluation.subject)
        own = {section.title: section.text for section in self._evaluation.sections}
        titles = [*(outline.sections if outline is not None else ()), *own]
        if not titles:
            return
        sheet = self._sheet(SECTIONS, "报告各章自己要写的话", SECTION_HEADS)
        title, text = SECTION_HEADS
        for row, name in enumerate(dict.fromkeys(titles), _FIRST_ROW):
            sheet.write_string(row, _column(SECTION_HEADS, title.field), name, self._label)
            self._fill(sheet, row, _column(SECTION_HEADS, text.field), text, own.get(name))

    def _indicators(self) -> None:
        sheet = self._sheet(INDICATORS, "绩效指标", INDICATOR_HEADS)
        rows = list(_filled(self._evaluation)) or list(_empty(self._pack))
        rows += [{} for _ in range(_SPARE_ROWS)]
        for at, values in enumerate(rows):
            self._indicator_row(sheet, _FIRST_ROW + at, values)
        last = _FIRST_ROW + len(rows) - 1
        lists = {"nature": list(NATURES), "attainment": [each.value for each in Attainment]}
        for field, source in lists.items():
            column = _column(INDICATOR_HEADS, field)
            sheet.data_validation(_FIRST_ROW, column, last, column, {"validate": "list", "source": source})
        for field in ("weight", "score"):
            column = _column(INDICATOR_HEADS, field)
            rule = {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": "请填不小于0的数"}
            sheet.data_validation(_FIRST_ROW, column, last, column, rule)
        first, end = _FIRST_ROW + 1, last + 1
        titles = {head.title: xl_col_to_name(column) for column, head in enumerate(INDICATOR_HEADS)}
        self._score_cells = [f"{INDICATORS}!{titles['得分']}{first}:{titles['得分']}{end}"]
        self._weight_cells = [f"{INDICATORS}!{titles['分值']}{first}:{titles['分值']}{end}"]
        self._missing = f'COUNTIF({INDICATORS}!{titles["检查"]}{first}:{titles["检查"]}{end},"?*")'

    def _indicator_row(self, sheet: Worksheet, row: int, values: Mapping[str, object]) -> None:
        cells = {head.field: _at(INDICATOR_HEADS, head.field, row) for head in INDICATOR_HEADS if head.field}
        for column, head in enumerate(INDICATOR_HEADS):
            if head.title == "得分":
                sheet.write_formula(row, column, "=" + score_formula(self._pack, cells), self._formula, "")
            elif head.title == "检查":
                sheet.write_formula(row, column, "=" + _check_formula(cells), self._formula, "")
            else:
                self._fill(sheet, row, column, head, values.get(head.field))

    def _fill(self, sheet: Worksheet, row: int, column: int, head: Head, value: object) -> None:
        """Write a cell that a clerk fills in: numbers as numbers, blanks as blanks."""
        look = self._number if head.kind == "number" or head.field in ("target", "actual", "last_year") else self._text
        text = _entry(value)
        number = parse_number(text) if look is self._number else None
        if number is not None:
            sheet.write_number(row, column, float(number[0]), self._with_decimals(number[1]))
        elif text:
            sheet.write_string(row, column, text, look)
        else:
            sheet.write_blank(row, column, None, look)

    def _with_decimals(self, decimals: int) -> Format:
        """Return the look of a number that is filled in already: with the decimals that it was printed with."""
        if decimals not in self._numbers:
            digits = "0." + "0" * decimals if decimals else "General"
            self._numbers[decimals] = self._book.add_format(self._number_look | {"num_format": digits})
        return self._numbers[decimals]

    def _result(self) -> None:
        sheet = self._sheet(RESULT, "得分（自动计算）", ())
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 16)
        full = plain(self._pack.full.value) if self._pack.full is not None else "100"
        execution = self._execution_points()
        weight = plain(self._pack.execution.weight) if self._pack.execution is not None else "0"
        scores, weights = self._score_cells[0], self._weight_cells[0]
        total, whole = _FIRST_ROW + 2, _FIRST_ROW + 4
        rows = (
            ("预算执行率得分", execution),
            ("指标得分合计", f"=SUM({scores})"),
            ("总分", f"=N(B{_FIRST_ROW + 1})+B{_FIRST_ROW + 2}"),
            ("等级", "=" + grade_formula(self._pack, f"B{total + 1}")),
            ("分值合计", f"=SUM({weights})+{weight}"),
            ("分值检查", f'=IF(ROUND(B{whole + 1}-{full},6)=0,"分值合计{full}，正确","分值合计应为{full}")'),
            ("还有几行没填好", f"={self._missing}"),
        )
        for row, (label, formula) in enumerate(rows, _FIRST_ROW):
            sheet.write_string(row, 0, label, self._label)
            if formula:
                sheet.write_formula(row, 1, formula, self._formula, "")

    def _execution_points(self) -> str:
        """Return the formula of the execution points; where a person judges them, it is the judged score."""
        if self._pack.execution is None:
            return ""
        executed, budget = (f"{FUNDS}!{cell}" for cell in self._execution)
        formula = execution_formula(self._pack, executed, budget)
        judged = f"{FUNDS}!{_at(FUND_HEADS, 'score', _FIRST_ROW)}"
        return f"={formula}" if formula is not None else f'=IF({judged}="","",{judged})'


def _rule_words(rule: ScoringRule) -> str:
    clause = f"，{rule.clause}" if rule.clause else ""
    return f"{'、'.join(rule.kinds)}：{rule.method}{clause}"


def _check_formula(cells: Mapping[str, str]) -> str:
    """Say what is missing in a row, in the order in which it is filled in."""
    name, nature, judged = cells["name"], cells["nature"], cells["score"]
    words = f'OR({nature}="{WORDS_NATURE}",{nature}="{DATE_NATURE}")'
    checks = (
        (f'{cells["weight"]}=""', "缺分值"),
        (f'{nature}=""', "缺指标性质"),
        (f'{cells["target"]}=""', "缺指标值"),
        (f'{cells["actual"]}=""', "缺完成值"),
        (f"AND(NOT({words}),NOT(ISNUMBER({cells['target']})))", "指标值不是数"),
        (f"AND(NOT({words}),NOT(ISNUMBER({cells['actual']})))", "完成值不是数"),
        (f'AND({words},{judged}="")', "缺评定得分"),
        (f"N({judged})>N({cells['weight']})", "得分超过分值"),
    )
    formula = '""'
    for condition, told in reversed(checks):
        formula = f'IF({condition},"{told}",{formula})'
    return f'IF({name}="","",{formula})'


def _filled(evaluation: SelfEvaluation) -> Iterator[dict[str, object]]:
    """Yield the lowest rows of an evaluation with the names above them."""
    for top in evaluation.indicators:
        for middle in top.children or (top,):
            for leaf in middle.leaves():
                above = [top.name, middle.name if middle is not top and middle is not leaf else ""]
                yield _row_values(leaf, above[0] if top is not leaf else "", above[1])


def _row_values(row: IndicatorRow, dimension: str, category: str) -> dict[str, object]:
    told = parted(row)
    nature = _CHOICES.get(told.sign, told.sign) or _nature_in_words(row)
    return {
        "dimension": dimension,
        "category": category,
        "name": row.name,
        "nature": nature,
        "target": told.target,
        "unit": told.unit,
        "actual": told.actual,
        "last_year": row.last_year.removesuffix(told.unit) if row.last_year and told.unit else row.last_year,
        "weight": row.weight,
        "attainment": row.attainment,
        "score": row.score if nature in (DATE_NATURE, WORDS_NATURE) else None,
        "reason": row.reason,
        "measure": row.measure,
        "evidence": "；".join(each.title for each in row.evidence),
    }


def _nature_in_words(row: IndicatorRow) -> str:
    """Return 期限 for a target that is a date, 定性 for one in words, nothing where there is none."""
    if not row.target:
        return WORDS_NATURE if row.score is not None else ""
    return DATE_NATURE if parse_target(row.target).direction is Direction.BY_DATE else WORDS_NATURE


_CHOICES = {">": "＞", "<": "＜", "＝": "="}


def _empty(pack: Pack) -> Iterator[dict[str, object]]:
    """Yield the rows of the pack's tree, with room for indicators below each category."""
    for top in pack.indicators:
        yield from _empty_below(top.name, top)


def _empty_below(dimension: str, node: IndicatorRule) -> Iterator[dict[str, object]]:
    for child in node.children or (node,):
        fixed = [leaf for leaf in child.children if not leaf.children]
        room: list[IndicatorRule | None] = [*fixed] or [None] * _ROWS_EACH
        for leaf in room:
            values: dict[str, object] = {"dimension": dimension, "category": child.name}
            if leaf is not None:
                values |= {"name": leaf.name, "weight": leaf.weight, "nature": _fixed_nature(leaf)}
            yield values


def _fixed_nature(node: IndicatorRule) -> str | None:
    judged = node.rule is None or node.rule.method in (Method.MANUAL, Method.DEDUCT, Method.QUALITATIVE_BANDS)
    return WORDS_NATURE if judged else None


def _entry(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.value if isinstance(value, Mark | Attainment) else str(value)


def _column(heads: Sequence[Head], field: str) -> int:
    return next(column for column, head in enumerate(heads) if head.field == field)


def _at(heads: Sequence[Head], field: str, row: int) -> str:
    return f"{xl_col_to_name(_column(heads, field))}{row + 1}"
