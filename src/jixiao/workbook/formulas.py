"""The scoring rules of a pack as spreadsheet formulas, so that Excel and WPS show the scores while a clerk types.

Every formula here gives a number, an empty text where something is still to be filled in, or :data:`BY_PROGRAM` where
the rule needs more than a spreadsheet can tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from jixiao.packs import Denominator, IndicatorRule, Kind, Method, Pack, Rounding, RoundingMode, ScoringRule, Step
from jixiao.quantities import plain
from jixiao.workbook.sheets import DATE_NATURE, LEVEL, WORDS_NATURE

BY_PROGRAM = "由jixiao计分"
_SIGNS = {
    ("≥", "正向", "正向指标"): (Kind.MORE_IS_BETTER, "{actual}>={target}"),
    ("≤", "反向", "反向指标"): (Kind.LESS_IS_BETTER, "{actual}<={target}"),
    ("=",): (Kind.EQUAL, "OR({actual}={target},AND({actual}>{target},{target}>0))"),
    ("＞", ">"): (Kind.MORE_IS_BETTER, "{actual}>{target}"),
    ("＜", "<"): (Kind.LESS_IS_BETTER, "{actual}<{target}"),
}
_JUDGED = (Method.MANUAL, Method.QUALITATIVE_BANDS)
_SATISFACTION = "满意"
_ENDINGS = ("预算执行", "资金执行", "支出执行", "经费执行", "预算支出", "资金支出", "支出支出", "经费支出")
_DAYS = {"due": "target", "done": "actual"}
_NOT_EXECUTION = ("规范", "管理", "合规")


def any_of(cell: str, words: Iterator[str] | tuple[str, ...]) -> str:
    """Return the condition that CELL holds one of WORDS."""
    equal = (f'{cell}="{word}"' for word in words)
    return f"OR({','.join(equal)})"


def rounded_formula(formula: str, rounding: Rounding) -> str:
    """Wrap FORMULA so that it rounds as the pack does."""
    name = "ROUND" if rounding.mode is RoundingMode.HALF_UP else "ROUNDDOWN"
    return f"{name}({formula},{rounding.decimals})"


def means_execution(names: str) -> str:
    """Return the count of indicators that are budget execution, by a cell or a range of NAMES."""
    bare = names
    for word in ("指标", "情况", "进度", "率"):
        bare = f'SUBSTITUTE({bare},"{word}","")'
    endings = ",".join(f'"{each}"' for each in _ENDINGS)
    beginning = "*".join(f'(MID({names},5,2)<>"{word}")' for word in _NOT_EXECUTION)
    return (
        f"(SUMPRODUCT(--(RIGHT({bare},4)={{{endings}}}))"
        f'+SUMPRODUCT(--(LEFT({names},3)="执行率"))+SUMPRODUCT(--(RIGHT({names},3)="支出率"))'
        f'+SUMPRODUCT((LEFT({names},4)="预算执行")*{beginning}))'
    )


class ScoreFormulas:
    """The formulas of the rows of the sheet of indicators.

    CELLS maps the fields of a row to its cells, and besides ``top`` and ``middle``, the levels that it belongs to,
    ``executes``, ``unclear``, ``due`` and ``done``, which hold the formulas of :meth:`helpers`.
    ``deducted`` is the template of the points taken off an indicator by its name; ``None`` where the workbook has no
    such sheet. ``year`` is the cell of the year.
    """

    def __init__(self, pack: Pack, year: str, deducted: str | None) -> None:
        self._pack = pack
        self._year = year
        self._deducted = deducted

    def helpers(self, cells: Mapping[str, str]) -> dict[str, str]:
        """Return the formulas of what the others of a row build upon."""
        executes = f"{means_execution(cells['name'])}>0" if self._pack.execution is not None else "FALSE"
        days = {name: f'IFERROR({_day(cells[of], self._year)},"")' for name, of in _DAYS.items()}
        return {"executes": executes, "unclear": unclear(cells), **days}

    def score(self, cells: Mapping[str, str], execution: str | None) -> str:
        """Return the formula of the score of one row; a row that tells of a level has none of its own."""
        body = self._by_kind(cells)
        special = self._pack.rule_for(Kind.SATISFACTION)
        if special is not None and self._satisfaction_differs(special):
            there = f'ISNUMBER(SEARCH("{_SATISFACTION}",{cells["top"]}&{cells["middle"]}&{cells["name"]}))'
            body = f"IF({there},{self._of_rule(special, cells)},{body})"
        for node, rule in _ruled(self._pack.indicators):
            names = (node.name, *node.aliases)
            here = ",".join(any_of(cells[level], names) for level in ("name", "middle", "top"))
            body = f"IF(OR({here}),{self._of_rule(rule, cells)},{body})"
        if execution is not None:
            body = f"IF({cells['executes']},{execution},{body})"
        return f'IF(OR({cells["name"]}="",{cells["name"]}="{LEVEL}",NOT(ISNUMBER({cells["weight"]}))),"",{body})'

    def _satisfaction_differs(self, special: ScoringRule) -> bool:
        told = {
            (rule.method, rule.pass_mark, rule.steps, rule.steps_of)
            for rule in map(self._pack.rule_for, _MEASURED)
            if rule is not None
        }
        return told != {(special.method, special.pass_mark, special.steps, special.steps_of)}

    def _by_kind(self, cells: Mapping[str, str]) -> str:
        untargeted, words = (self._in_words(kind, cells) for kind in (Kind.UNTARGETED, Kind.QUALITATIVE))
        body = f'IF({cells["target"]}="",{untargeted},"")'
        in_words = f'IF({cells["target"]}="",{untargeted},IF(ISNUMBER({cells["target"]}),"",{words}))'
        body = f'IF({cells["nature"]}="{WORDS_NATURE}",{in_words},{body})'
        by_date = self._pack.rule_for(Kind.BY_DATE)
        dated = self._dated(by_date, cells) if by_date is not None else '""'
        body = f'IF({cells["nature"]}="{DATE_NATURE}",{dated},{body})'
        for signs, (kind, met) in _SIGNS.items():
            rule = self._pack.rule_for(kind)
            numeric = self._numeric(rule, kind, met, cells) if rule is not None else '""'
            body = f"IF({any_of(cells['nature'], signs)},{numeric},{body})"
        return body

    def _of_rule(self, rule: ScoringRule, cells: Mapping[str, str]) -> str:
        """Return the formula of RULE whatever the kind of the indicator."""
        if rule.method in (*_JUDGED, Method.DEDUCT, Method.RATE):
            return self._numeric(rule, Kind.MORE_IS_BETTER, "", cells)
        body = '""'
        for signs, (kind, met) in _SIGNS.items():
            body = f"IF({any_of(cells['nature'], signs)},{self._numeric(rule, kind, met, cells)},{body})"
        return f'IF({cells["nature"]}="{DATE_NATURE}",{self._dated(rule, cells)},{body})'

    def _in_words(self, kind: Kind, cells: Mapping[str, str]) -> str:
        rule = self._pack.rule_for(kind)
        if rule is None or rule.method not in (*_JUDGED, Method.DEDUCT, Method.RATE):
            return '""'
        return self._numeric(rule, kind, "", cells)

    def _numeric(self, rule: ScoringRule, kind: Kind, met: str, cells: Mapping[str, str]) -> str:
        if rule.method in _JUDGED or self._pack.rounding is None:
            return judged(cells)
        if rule.method is Method.DEDUCT:
            return self._less_deductions(cells)
        if rule.method is Method.RATE:
            return self._rated(cells)
        refused, points = _missed(rule, kind, cells)
        if rule.method is not Method.STEPS:
            points = f"IF({met.format_map(cells)},{cells['weight']},{points})"
            refused = f"AND(NOT({met.format_map(cells)}),{refused})" if refused else ""
        told = rounded_formula(points, self._pack.rounding)
        told = f'IF({refused},"",{told})' if refused else told
        return f'IF({cells["unclear"]},"",{told})'

    def _rated(self, cells: Mapping[str, str]) -> str:
        """Return the points by a rate that stands in the column of actual values; one told in words is not read."""
        weight, actual = cells["weight"], cells["actual"]
        points = f"IF({actual}>=100,{weight},MAX(0,{weight}*{actual}/100))"
        rounded = rounded_formula(points, self._pack.rounding) if self._pack.rounding is not None else points
        plain_rate = f'AND(ISNUMBER({actual}),N({actual})>1,{cells["unit"]}="%")'
        return f'IF({plain_rate},{rounded},"{BY_PROGRAM}")'

    def _less_deductions(self, cells: Mapping[str, str]) -> str:
        if self._deducted is None or self._pack.rounding is None:
            return judged(cells)
        count, others, points = self._deducted.format(name=cells["name"]).split("|")
        less = rounded_formula(f"MAX(0,{cells['weight']}-{points})", self._pack.rounding)
        return f'IF({others}>0,"{BY_PROGRAM}",IF({count}=0,{judged(cells)},{less}))'

    def _dated(self, rule: ScoringRule, cells: Mapping[str, str]) -> str:
        """Return the points of a term: by dates in figures, or where the very words of the target are repeated."""
        if rule.method in (*_JUDGED, Method.DEDUCT, Method.RATE):
            return self._numeric(rule, Kind.BY_DATE, "", cells)
        if rule.method is Method.STEPS:
            return '""'
        target, actual, weight = cells["target"], cells["actual"], cells["weight"]
        late = "0" if rule.method is Method.ALL_OR_NOTHING else f'"{BY_PROGRAM}"'
        due, done = cells["due"], cells["done"]
        by_dates = f'IF(AND(ISNUMBER({due}),ISNUMBER({done})),IF({done}<={due},{weight},{late}),"{BY_PROGRAM}")'
        compared = f"IF({target}={actual},{weight},{by_dates})"
        return f'IF(OR({target}="",{actual}=""),"",{compared})'


_MEASURED = (Kind.MORE_IS_BETTER, Kind.LESS_IS_BETTER, Kind.EQUAL, Kind.BY_DATE)


def _ruled(nodes: tuple[IndicatorRule, ...]) -> Iterator[tuple[IndicatorRule, ScoringRule]]:
    """Yield the nodes that have a rule of their own, from the top down: the lowest one that fits is asked first."""
    level = list(nodes)
    while level:
        yield from ((node, node.rule) for node in level if node.rule is not None)
        level = [child for node in level for child in node.children]


def judged(cells: Mapping[str, str]) -> str:
    """Return the points that a person gives."""
    score, weight = cells["score"], cells["weight"]
    return f'IF(AND(ISNUMBER({score}),{score}>=0,{score}<={weight}),{score},"")'


def unclear(cells: Mapping[str, str]) -> str:
    """Return the condition under which a row has no two numbers to compare.

    A per cent typed as a share, or a number with all its digits beside one in 万, can be meant in two ways.
    """
    actual, unit = cells["actual"], cells["unit"]
    share = f'AND(OR({unit}="%",{unit}="％",{unit}="‰"),N({actual})<>0,ABS(N({actual}))<=1)'
    scaled = (f'AND(LEFT({unit},1)="{word}",ABS(N({actual}))>={size})' for word, size in (("万", 10**4), ("亿", 10**8)))
    return f"OR(NOT(ISNUMBER({cells['target']})),NOT(ISNUMBER({actual})),{share},{','.join(scaled)})"


def _missed(rule: ScoringRule, kind: Kind, cells: Mapping[str, str]) -> tuple[str, str]:
    """Return when a missed target cannot be scored by RULE, and the points that it earns."""
    weight, target, actual = cells["weight"], cells["target"], cells["actual"]
    ceiling = kind is Kind.LESS_IS_BETTER
    ratio, inverse = f"{weight}*{actual}/{target}", f"{weight}*{target}/{actual}"
    above = f"OR({target}<0,{actual}<=0)"
    if rule.method is Method.STEPS:
        return _stepped(rule, ceiling, cells)
    if rule.method is Method.ALL_OR_NOTHING:
        return "", "0"
    if rule.method is Method.LINEAR_LOSS and ceiling:
        return f"OR({target}<=0,{actual}<=0)", f"MAX(0,{weight}-{weight}*({actual}-{target})/{target})"
    if rule.method in (Method.MET_OR_RATIO, Method.INVERSE_RATIO) and ceiling:
        return above, inverse
    if rule.method is Method.MET_OR_RATIO:
        return f"{target}<0", f"IF(OR({target}=0,{actual}<=0),0,{ratio})"
    if rule.method is Method.THRESHOLD_RATIO and rule.pass_mark is not None and not ceiling:
        return f"{target}<=0", f"IF({actual}<{target}*{plain(rule.pass_mark)},0,{ratio})"
    return "TRUE", "0"


def _stepped(rule: ScoringRule, ceiling: bool, cells: Mapping[str, str]) -> tuple[str, str]:
    weight, target, actual = cells["weight"], cells["target"], cells["actual"]
    if rule.steps_of == "完成值":
        refused = "TRUE" if ceiling else f'{cells["unit"]}<>"%"'
        return refused, _steps(f"MAX(0,{actual}/100)", weight, rule.steps)
    part, whole = (target, actual) if ceiling else (actual, target)
    return f"{whole}<=0", _steps(f"MAX(0,{part}/{whole})", weight, rule.steps)


def _steps(rate: str, weight: str, steps: tuple[Step, ...]) -> str:
    formula = "0"
    for step in reversed(steps):
        formula = f"IF({rate}>={plain(step.at_least)},{weight}*{plain(step.earns)},{formula})"
    return formula


def _day(cell: str, year: str) -> str:
    """Return a date in figures, 20231231, from a date of Excel or words such as 2023年12月31日前; else an error."""
    month, day = f'FIND("月",{cell})', f'FIND("日",{cell})'
    start = f'IFERROR(FIND("年",{cell}),0)'
    of_year = f'IF(ISNUMBER(FIND("年",{cell})),VALUE(LEFT({cell},{start}-1)),VALUE({year}))'
    of_month = f"VALUE(MID({cell},{start}+1,{month}-{start}-1))"
    in_words = f"{of_year}*10000+{of_month}*100+VALUE(MID({cell},{month}+1,{day}-{month}-1))"
    # More words behind the day may say more than a date.
    short = f"IF(LEN({cell})-{day}<=3,{in_words},NA())"
    return f"IF(ISNUMBER({cell}),YEAR({cell})*10000+MONTH({cell})*100+DAY({cell}),{short})"


def execution_formula(pack: Pack, cells: Mapping[str, str], weight: str) -> str:
    """Return the points of budget execution, worth WEIGHT, by the cells of the total of the fund table."""
    rule = pack.execution
    if rule is None or pack.rounding is None:
        return '""'
    if rule.method is Method.MANUAL:
        score = cells["score"]
        return f'IF(ISNUMBER({score}),IF(AND({score}>=0,{score}<={weight}),{score},""),"")'
    executed, budget = cells["executed"], budget_cell(rule.denominator, cells)
    rate = f"{executed}/{budget}"
    points = (
        _steps(f"MAX(0,{rate})", weight, rule.steps)
        if rule.method is Method.STEPS
        else f"IF({rate}>=1,{weight},MAX(0,{weight}*{rate}))"
    )
    body = rounded_formula(points, pack.rounding)
    stated = f'IF(AND({executed}="",{budget}="",{cells["rate"]}<>""),"{BY_PROGRAM}","")'
    return f"IF(OR(NOT(ISNUMBER({executed})),NOT(ISNUMBER({budget})),N({budget})<=0),{stated},{body})"


def budget_cell(denominator: Denominator, cells: Mapping[str, str]) -> str:
    """Return what the executed amount is divided by; a blank adjusted budget is stood in for by the initial one."""
    if denominator is Denominator.ADJUSTED:
        return f'IF({cells["adjusted"]}="",{cells["initial"]},{cells["adjusted"]})'
    return cells["arrived"] if denominator is Denominator.ARRIVED else cells["initial"]


def capped_formula(pack: Pack, total: str, cells: Mapping[str, str]) -> str:
    """Return TOTAL, or what the pack allows at most at the execution rate."""
    if not pack.caps or pack.execution is None:
        return total
    budget = budget_cell(pack.execution.denominator, cells)
    rate = f"MAX(0,IFERROR({cells['executed']}/{budget},9))"
    body = total
    for cap in reversed(pack.caps):
        inside = f"AND({rate}>={plain(cap.at_least)},{rate}<{plain(cap.below)})"
        body = f"IF({inside},MIN({total},{plain(cap.total)}),{body})"
    return body


def grade_formula(pack: Pack, total: str) -> str:
    """Return the grade of the total in a cell."""
    formula = '""'
    for band in reversed(pack.grades):
        formula = f'IF({total}>={plain(band.at_least)},"{band.name}",{formula})'
    return f'IF(ISNUMBER({total}),{formula},"")'


def fixed_weight(pack: Pack) -> Decimal:
    """Return what budget execution is worth by the pack."""
    return pack.execution.weight if pack.execution is not None else Decimal(0)
