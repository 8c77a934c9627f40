"""The sheet of indicators and the sheet of results: rows to be filled in, with formulas that score and check them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]  # the library ships no types

from jixiao.evaluations import Attainment
from jixiao.packs import Pack
from jixiao.quantities import plain
from jixiao.workbook.formulas import (
    BY_PROGRAM,
    ScoreFormulas,
    capped_formula,
    execution_formula,
    fixed_weight,
    grade_formula,
)
from jixiao.workbook.page import FIRST_ROW, Page
from jixiao.workbook.sheets import CORE, DATE_NATURE, HELPERS, INDICATORS, LEVEL, NATURES, NO_LEVEL, READY, WORDS_NATURE

_NAMELESS = "没有写三级指标的名称"
_LAST_PRINTED = "偏差原因"
_HELPING = dict(zip(("top", "middle", "executes", "unclear", "due", "done"), HELPERS, strict=True))


class IndicatorSheet:
    """The sheet of indicators of one workbook, ROWS of it, and what its results are worked out from.

    FUNDS are the cells of the total of the fund table by field, YEAR is the cell of the year.
    """

    def __init__(
        self, page: Page, pack: Pack, rows: Sequence[Mapping[str, object]], funds: Mapping[str, str], year: str
    ) -> None:
        self._page = page
        self._pack = pack
        self._rows = rows
        self._funds = funds
        self._year = year
        self._last = FIRST_ROW + len(rows) - 1

    def _range(self, title: str) -> str:
        return self._page.column_range(INDICATORS.column_called(title), self._last)

    def write(self, deducted: str | None) -> None:
        """Write the sheet; DEDUCTED is the template of the points that the sheet of deductions takes off by a name."""
        page = self._page
        page.heads(INDICATORS.heads)
        formulas = ScoreFormulas(self._pack, self._year, deducted)
        for at, values in enumerate(self._rows):
            self._write_row(FIRST_ROW + at, values, formulas)
        self._lists()
        page.check_numbers(INDICATORS, self._last)
        self._colours()
        page.sheet.freeze_panes(FIRST_ROW, INDICATORS.column("name") + 1)
        page.sheet.print_area(0, 0, self._last, INDICATORS.column_called(_LAST_PRINTED))
        hidden = [INDICATORS.column_called(title) for title in HELPERS]
        page.sheet.set_column(hidden[0], hidden[-1], None, None, {"hidden": True})

    def _write_row(self, row: int, values: Mapping[str, object], formulas: ScoreFormulas) -> None:
        page = self._page
        page.fill(row, INDICATORS, values)
        cells = self._cells(row)
        execution = self._execution(f'IF({cells["weight"]}="",{self._weight()},{cells["weight"]})')
        helpers = {
            "top": self._above(cells["dimension"], cells["top"], row, ""),
            "middle": self._above(cells["category"], cells["middle"], row, cells["dimension"]),
            **formulas.helpers(cells),
        }
        told = {"得分": formulas.score(cells, execution), "检查": self._check(cells)}
        told |= {title: helpers[name] for name, title in _HELPING.items()}
        for title, formula in told.items():
            look = page.looks.formula if title == "得分" else page.looks.told
            page.sheet.write_formula(row, INDICATORS.column_called(title), f"={formula}", look, "")

    def _cells(self, row: int) -> dict[str, str]:
        cells = {
            head.field: xl_rowcol_to_cell(row, column, col_abs=True)
            for column, head in enumerate(INDICATORS.heads)
            if head.field
        }
        others = {"points": "得分", **_HELPING}
        return cells | {
            name: xl_rowcol_to_cell(row, INDICATORS.column_called(title), col_abs=True)
            for name, title in others.items()
        }

    def _above(self, own: str, here: str, row: int, upper: str) -> str:
        """Return the level that a row belongs to: what it says, else that of the row above it within the same level."""
        before = f'"{""}"' if row == FIRST_ROW else here.replace(str(row + 1), str(row))
        inherited = f'IF({upper}<>"","",{before})' if upper else before
        return f'IF({own}="{NO_LEVEL}","",IF({own}<>"",{own},{inherited}))'

    def _weight(self) -> str:
        """Return what budget execution is worth: what the fund table says, else what the pack fixes."""
        return f"IF(ISNUMBER({self._funds['weight']}),{self._funds['weight']},{plain(fixed_weight(self._pack))})"

    def _execution(self, weight: str) -> str | None:
        return execution_formula(self._pack, self._funds, weight) if self._pack.execution is not None else None

    def _lists(self) -> None:
        page = self._page
        page.choose(INDICATORS.column("nature"), self._last, NATURES, only=False)
        page.choose(INDICATORS.column("attainment"), self._last, [each.value for each in Attainment])
        page.choose(INDICATORS.column("core"), self._last, [CORE])
        tops = [node.name for node in self._pack.indicators]
        middles = dict.fromkeys(child.name for node in self._pack.indicators for child in node.children)
        page.choose(INDICATORS.column("dimension"), self._last, tops, only=False)
        page.choose(INDICATORS.column("category"), self._last, list(middles), only=False)

    def _colours(self) -> None:
        """Show in the column of checks what is ready and what is not, and points that are more than can be had."""
        looks, sheet = self._page.looks, self._page.sheet
        at = INDICATORS.column_called("检查")
        first = xl_rowcol_to_cell(FIRST_ROW, at, col_abs=True)
        for formula, look in (
            (f'=LEFT({first},1)="{READY}"', looks.good),
            (f'={first}<>""', looks.bad),
        ):
            rule = {"type": "formula", "criteria": formula, "format": look, "stop_if_true": True}
            sheet.conditional_format(FIRST_ROW, at, self._last, at, rule)
        score, cells = INDICATORS.column("score"), self._cells(FIRST_ROW)
        more = f"=N({cells['score']})>N({cells['weight']})"
        rule = {"type": "formula", "criteria": more, "format": looks.bad}
        sheet.conditional_format(FIRST_ROW, score, self._last, score, rule)

    def _check(self, cells: Mapping[str, str]) -> str:
        """Say what is missing in a row, in the order in which it is filled in."""
        filled = ",".join(f'{cells[name]}<>""' for name in ("target", "actual", "weight", "score"))
        name, weight, score, points = cells["name"], cells["weight"], cells["score"], cells["points"]
        checks = (
            (f'AND({name}="",OR({filled}))', _text(_NAMELESS)),
            (f'{name}=""', _text("")),
            (f'{name}="{LEVEL}"', self._check_level(cells)),
            (f'{weight}=""', _text("缺分值")),
            (f"NOT(ISNUMBER({weight}))", _text("分值不是数")),
            (f"N({score})>{weight}", _text("得分超过分值")),
            (f"N({score})<0", _text("得分不能小于0")),
            *self._execution_check(cells),
            *_value_checks(cells),
            (f'{points}="{BY_PROGRAM}"', _text("由 jixiao evaluate 计分")),
            (f'{points}=""', _text("算不出得分，由 jixiao evaluate 说明")),
            (
                f'AND({points}<{weight},{cells["reason"]}="",{cells["explanation"]}="")',
                _text(f"{READY} 扣了分，请写偏差原因"),
            ),
            (f"AND(ISNUMBER({score}),N({score})<>{points})", _text(f"{READY} 与自报得分不同")),
        )
        formula = _text(READY)
        for condition, told in reversed(checks):
            formula = f"IF({condition},{told},{formula})"
        return formula

    def _check_level(self, cells: Mapping[str, str]) -> str:
        """Compare what a level is worth with the sum of its indicators."""
        own = f'{self._range("所属一级")},{cells["top"]},{self._range("三级指标")},"<>{LEVEL}"'
        below = f"{own},{self._range('所属二级')},{cells['middle']}"
        weights, points = self._range("分值"), self._range("得分")
        sums = [f'IF({cells["middle"]}="",SUMIFS({each},{own}),SUMIFS({each},{below}))' for each in (weights, points)]
        wrong = f"AND(ISNUMBER({cells['weight']}),ROUND({cells['weight']}-{sums[0]},6)<>0)"
        return f'IF({wrong},"下级分值合计"&ROUND({sums[0]},4),"{READY} 已得"&ROUND({sums[1]},4)&"分")'

    def _execution_check(self, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        if self._pack.execution is not None:
            told = f'IF(ISNUMBER({cells["points"]}),"{READY}","“资金”表还没有填好")'
            yield cells["executes"], told

    def result(self, page: Page) -> dict[str, str]:
        """Write the sheet of results onto PAGE; return the cells of its lines by what stands before them."""
        sheet, looks = page.sheet, page.looks
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 44)
        told: dict[str, str] = {}
        for row, (label, formula) in enumerate(self._results(), FIRST_ROW):
            told[label] = page.cell(row, 1)
            sheet.write_string(row, 0, label, looks.label)
            sheet.write_formula(row, 1, f"={formula}", looks.formula, "")
        for row, good in ((FIRST_ROW + 5, "正确"), (FIRST_ROW + 6, "没有")):
            cell = xl_rowcol_to_cell(row, 1, row_abs=True, col_abs=True)
            right, wrong = f'=ISNUMBER(SEARCH("{good}",{cell}))', f'={cell}<>""'
            for formula, look in ((right, looks.good), (wrong, looks.bad)):
                rule = {"type": "formula", "criteria": formula, "format": look, "stop_if_true": True}
                sheet.conditional_format(row, 1, row, 1, rule)
        return told

    def _results(self) -> Iterator[tuple[str, str]]:
        """Yield the lines of the sheet of results; the total stands there only when nothing keeps it from being one."""
        names, checks = self._range("三级指标"), self._range("检查")
        full = plain(self._pack.full.value) if self._pack.full is not None else "100"
        execution, points, total, _, weights = (f"B{FIRST_ROW + at}" for at in range(1, 6))
        open_rows = f'(COUNTIF({names},"?*")-COUNTIF({checks},"{READY}*")+COUNTIF({checks},"{_NAMELESS}"))'
        in_tree = f"COUNTIF({self._range('是执行率')},TRUE)>0"
        formula = self._execution(self._weight())
        scored = f"IF(ISNUMBER({execution}),{execution},0)+{points}"
        missing = f"IF({in_tree},FALSE,NOT(ISNUMBER({execution})))" if formula is not None else "FALSE"
        ready = f"AND({open_rows}=0,ROUND({weights}-{full},6)=0,NOT({missing}))"
        yield (
            "预算执行率得分",
            f'IF({in_tree},"在“指标”表里",{formula})' if formula is not None else _text("这个表式不单独计分"),
        )
        yield "指标得分合计", f"SUM({self._range('得分')})"
        yield "总分", f'IF({ready},{capped_formula(self._pack, scored, self._funds)},"还不能算")'
        yield "等级", grade_formula(self._pack, total)
        apart = f"IF({in_tree},0,{self._weight()})" if formula is not None else "0"
        yield "分值合计", f'SUMIFS({self._range("分值")},{names},"<>{LEVEL}")+{apart}'
        yield "分值检查", f'IF(ROUND({weights}-{full},6)=0,"分值合计{full}，正确","分值合计应为{full}")'
        yield (
            "还有几行没填好",
            f'IF({open_rows}=0,IF({missing},"预算执行率还算不出，请填“资金”表","没有"),{open_rows}&"行，见“指标”表的“检查”栏")',
        )


def _value_checks(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what can be wrong with target and actual value, by the nature of the indicator."""
    nature, target, actual, score = cells["nature"], cells["target"], cells["actual"], cells["score"]
    words = f'OR({nature}="{WORDS_NATURE}",{nature}="{DATE_NATURE}")'
    by_person = f'AND({target}="",ISNUMBER({cells["points"]}))'
    yield by_person, f'IF({cells["points"]}<{cells["weight"]},"{READY} 由人评定","{READY}")'
    yield f'AND({nature}="",ISNUMBER({cells["points"]}))', _text(READY)
    yield f'{nature}=""', _text("请选指标性质")
    yield f'{target}=""', _text("缺指标值")
    yield f'AND({nature}="{WORDS_NATURE}",ISNUMBER({target}))', _text("指标值是数，性质却是定性")
    yield f'AND({nature}="{WORDS_NATURE}",{cells["points"]}="",{score}="")', _text("缺评定得分")
    yield f'AND({actual}="",{cells["points"]}="")', _text("缺完成值")
    yield f"AND(NOT({words}),NOT(ISNUMBER({target})))", _text("指标值不是数")
    yield f"AND(NOT({words}),NOT(ISNUMBER({actual})))", _text("完成值不是数")
    yield f'AND(NOT({words}),{cells["points"]}="",{cells["unclear"]})', _text("完成值有两种读法，请连单位一起写")


def _text(words: str) -> str:
    return f'"{words}"'
