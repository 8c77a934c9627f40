"""What the columns of a form are, and which cell of a row belongs to which column.

In Word, Excel and HTML a cell knows its column. In text exports merged cells are gone, so the cells of a row are laid
under the heads by what they hold: a score is a number, an indicator's name is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from jixiao.documents import Cell
from jixiao.quantities import parse_number, parse_quantity
from jixiao.recognition.passages import clean_text


class Column(StrEnum):
    """The role of a column in the tables of a self-evaluation."""

    LABEL = "label"
    DIMENSION = "dimension"
    CATEGORY = "category"
    INDICATOR = "indicator"
    EXPLANATION = "explanation"
    NATURE = "nature"
    TARGET = "target"
    ADJUSTED_TARGET = "adjusted-target"
    UNIT = "unit"
    ACTUAL = "actual"
    WEIGHT = "weight"
    COEFFICIENT = "coefficient"
    DEVIATION = "deviation"
    SCORE = "score"
    REASON = "reason"
    INITIAL = "initial"
    ADJUSTED = "adjusted"
    EXECUTED = "executed"
    RATE = "rate"
    BALANCE = "balance"
    SERIAL = "serial"
    COMPLETION = "completion"
    OTHER = "other"


_HEADS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        (Column.DIMENSION, r"^一级指标"),
        (Column.CATEGORY, r"^二级指标"),
        (Column.INDICATOR, r"^(?:三级指标|四级指标|指标名称|指标内容|绩效指标名称|具体指标|评价指标|考核指标)"),
        (Column.SERIAL, r"^序号$"),
        (Column.COEFFICIENT, r"得分系数|完成系数|得分率"),
        (Column.COMPLETION, r"^完成率|完成比例|^完成程度"),
        (Column.BALANCE, r"^(?:年末)?(?:结余|结转)"),
        (Column.DEVIATION, r"^(?:指标|完成|目标)?(?:偏离|偏差)(?:度|率|程度|比例)(?:[（(][^）)]{1,4}[）)])?$"),
        (
            Column.EXPLANATION,
            r"指标解释|指标说明|指标内涵|评分标准|评分细则|计分|评价标准|得分规则|考核标准|指标含义|评分规则",
        ),
        (Column.REASON, r"偏差|原因|改进|备注|扣分|未达标|整改(?:措施|情况)|^说明$"),
        (Column.SCORE, r"^(?:自评|实际|评价|指标|执行率)?(?:得分|评分|实得分)|自评分|自评得分|得分/自评"),
        (Column.WEIGHT, r"^执行率(?:权重|分值|满分)"),
        (Column.RATE, r"执行率|支出率|B/A|支付率"),
        (Column.WEIGHT, r"^(?:指标|标准)?(?:分值|权重|满分|标准分|分数|权数)(?:值|分|分值)?(?:[（(].*)?$|^分值权重"),
        (Column.INITIAL, r"年初预算|年初批复|年初安排|预算申请数"),
        (
            Column.ADJUSTED,
            r"全年(?:（调整后?）)?预算|调整(?:后|数|（[^）]{1,6}）)?(?:的)?预算|预算调整|调整后|^(?:年度)?预算数|预算安排|预算金额|到位资金|实际到位",
        ),
        (Column.EXECUTED, r"执行数|实际支出|支出数|决算|执行金额|实际执行|资金支出|支付数"),
        (Column.NATURE, r"指标性质|^性质$|计算符号|运算符号|指标方向|比较符|^符号$"),
        (Column.ACTUAL, r"完成值|实际值|完成情况|完成指标值|实际完成|完成数|^实际$"),
        (Column.ADJUSTED_TARGET, r"^调整(?:后)?(?:的)?(?:指标值|目标值)"),
        (Column.TARGET, r"指标值|目标值|计划值|预期值|年度目标|绩效目标|计划指标|年初目标|^目标$|^预期指标"),
        (Column.UNIT, r"^(?:度量|计量|指标)?单位$"),
    )
)
_CARRIES_POINTS = re.compile(r"（\d+(?:\.\d+)?分）$")
_AMOUNTS = frozenset(
    {
        Column.INITIAL,
        Column.ADJUSTED,
        Column.EXECUTED,
        Column.BALANCE,
        Column.RATE,
        Column.COMPLETION,
        Column.COEFFICIENT,
        Column.DEVIATION,
    }
)
NUMBERS = frozenset({*_AMOUNTS, Column.WEIGHT, Column.SCORE})
_TRUST_IN_PLACE = 250
_EMPTY_MARKS = frozenset({"", "—", "-", "——", "–", "/", "／"})
_NATURES = re.compile(
    r"^(?:[≥≤=<>＞＜]{1,2}|>=|<=|大于等于|小于等于|等于|大于|小于|定性|定量|正向|反向|正向指标|反向指标|定性指标|定量指标)$"
)
_UNITS = re.compile(
    r"^(?:%|％|‰|元|万元|亿元|人|人次|万人次?|家|个|件|项|次|户|天|日|月|年|分|元/人|万|批次|期|场|份|篇|条|部|台|套|㎡|平方米|工作日|个工作日|倍|元/人[.·/]年|种|例|笔|百分比|个百分点"
    r"|场次|万份|万户|名|位|所|处|座|本|张|页|班|分钟|小时|秒|公里|万?元/(?:家|个|人次|次|年|月|户|份)|个?月)$"
)
DIMENSION_NAME = re.compile(
    r"^(?:年度)?(?:项目)?(产出|效益|满意度|成本|投入|过程|决策|效果|绩效|履职效能|管理效率|预算执行(?:率|情况)?|运行成本|社会效应|可持续性|管理|服务满意度)(?:性)?(?:类)?(?:指标)?(?:[（(]?[\d.]+分?[）)]?)?$"
)
CATEGORY_NAME = re.compile(
    r"^(?:(?:产出)?(?:数量|质量|时效|成本)|(?:经济|社会|生态|生态环境|环境)(?:效益|成本|效果)|可持续(?:影响|发展)?(?:效益)?|(?:服务对象|社会公众|群众|参保群众|受益对象)?满意度?|政策知晓率|服务对象满意度|预算执行率?)(?:指标)?(?:[（(]?[\d.]+分?[）)]?)?$"
)


@lru_cache(maxsize=4096)
def column_of(head: str) -> Column:
    """Return the role that the head of a column names; ``OTHER`` when it names none."""
    text = clean_text(head).strip("：:*")
    if not text or len(text) > 24:
        return Column.OTHER
    for column, pattern in _HEADS:
        if pattern.search(text):
            return column
    return Column.OTHER


def is_blank(text: str) -> bool:
    """Tell whether a cell holds nothing but a dash or white space."""
    return text.strip() in _EMPTY_MARKS


def is_nature(text: str) -> bool:
    """Tell whether a cell says which way a target is to be read: ``≥``, ``定量``, ``反向指标``."""
    return _NATURES.match(text) is not None


def is_unit(text: str) -> bool:
    """Tell whether a cell holds a unit of measure and nothing else."""
    return _UNITS.match(text) is not None


def align(cells: Sequence[Cell], columns: Sequence[Column]) -> dict[int, Cell]:
    """Lay CELLS of one row, in order, under COLUMNS; return column position → cell.

    Every cell goes under at most one column and the order is kept. Among all such layings the one is taken in which
    the cells fit their columns best; ties go to the right, since merged cells vanish on the left.
    """
    spare = len(cells) - len(columns)
    if spare > 0 and all(not cell.text.strip() for cell in cells[:spare]):
        cells, spare = cells[spare:], 0
    if spare > 0 and all(not cell.text.strip() for cell in cells[len(columns) :]):
        cells, spare = cells[: len(columns)], 0
    filled = len(cells) - next((i for i, cell in enumerate(reversed(cells)) if cell.text.strip()), 0)
    best, laid = _best_laying(cells[:filled], columns)
    if spare == 0:
        straight = sum(_fit(cell.text, column) for cell, column in zip(cells, columns, strict=True))
        merged_on_the_left = not cells[0].text.strip() and columns[0] is not Column.LABEL
        if merged_on_the_left or straight >= best - _TRUST_IN_PLACE:
            return dict(enumerate(cells))
    return laid


def fit(cells: Sequence[Cell], columns: Sequence[Column]) -> int:
    """Say in hundredths how well CELLS, in order, suit COLUMNS when they are laid as well as can be."""
    return _best_laying(cells, columns)[0]


def suits(text: str, column: Column) -> bool:
    """Tell whether a cell that holds TEXT may stand in COLUMN; a blank one may stand anywhere."""
    return _fit(text, column) >= 0


def _best_laying(cells: Sequence[Cell], columns: Sequence[Column]) -> tuple[int, dict[int, Cell]]:
    height, width = len(cells), len(columns)
    best = [[0] * (width + 1) for _ in range(height + 1)]
    choice = [[0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        drop = -200 if cells[i].text.strip() else -1
        best[i][width] = best[i + 1][width] + drop
        choice[i][width] = 1
        for j in range(width - 1, -1, -1):
            options = (
                best[i + 1][j + 1] + _fit(cells[i].text, columns[j]),
                best[i + 1][j] + drop,
                best[i][j + 1] - (2 if j >= width - height else 0),
            )
            best[i][j] = max(options)
            choice[i][j] = options.index(best[i][j])
    laid: dict[int, Cell] = {}
    i = j = 0
    while i < height and j <= width:
        step = choice[i][j] if j < width else 1
        if step == 0:
            laid[j] = cells[i]
        i, j = i + (step != 2), j + (step != 1)
    return best[0][0], laid


@lru_cache(maxsize=65536)
def _fit(text: str, column: Column) -> int:
    """Say in hundredths how well a cell's text suits a column; negative when it does not."""
    clean = clean_text(text)
    if is_blank(clean):
        return 0
    if column in (Column.WEIGHT, Column.SCORE):
        return 300 if parse_number(clean.removesuffix("分")) else -400
    if column is Column.SERIAL:
        return 300 if clean.isdigit() and len(clean) <= 2 else -300
    if column in _AMOUNTS:
        suits = parse_quantity(clean) is not None
        percent = clean.endswith("%")
        rated = column in (Column.RATE, Column.COMPLETION)
        return (300 if suits else -300) + (50 if percent == rated else -100 if percent else 0)
    if column is Column.NATURE:
        return 400 if _NATURES.match(clean) else -300
    if column is Column.UNIT:
        return 300 if _UNITS.match(clean) else -200
    return _fit_words(clean, column)


def _fit_words(clean: str, column: Column) -> int:
    numeric = parse_number(clean) is not None
    if column is Column.ADJUSTED_TARGET:
        return 100 if parse_quantity(clean) is not None else -100
    if column in (Column.TARGET, Column.ACTUAL):
        measured = clean[0] in "≥≤<>=" or parse_quantity(clean) is not None
        compared = column is Column.TARGET and clean[0] in "≥≤<>="
        return 300 if compared else 200 if measured else 150 if len(clean) <= 30 else 50
    if column is Column.DIMENSION:
        return 400 if DIMENSION_NAME.match(clean) else 100 if _CARRIES_POINTS.search(clean) else -300
    if column is Column.CATEGORY:
        if CATEGORY_NAME.match(clean):
            return 400
        return 150 if _CARRIES_POINTS.search(clean) else 50 if clean.endswith("指标") else -300
    if column in (Column.INDICATOR, Column.LABEL):
        if numeric:
            return -400
        named = 250 if _CARRIES_POINTS.search(clean) else 200
        return named if column is Column.INDICATOR else 100
    if column is Column.EXPLANATION:
        return 200 if len(clean) > 10 else -50
    if column is Column.REASON and (CATEGORY_NAME.match(clean) or DIMENSION_NAME.match(clean)):
        return -200
    return -300 if numeric else 100
