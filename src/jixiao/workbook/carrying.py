"""From last year's evaluation to the beginning of this year's: what is taken over, and what has to be found out anew.

Last year's results become what this year's are compared with. Targets and points are taken over as a proposal. Amounts,
results, scores and whatever was written about them are this year's own, and are left blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.evaluations import (
    BudgetLine,
    Department,
    FundRow,
    IndicatorRow,
    Office,
    OverallGoal,
    Procurement,
    SelfEvaluation,
    joined_actual,
)

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Carried:
    """The beginning of this year's evaluation, and sentences for the clerk.

    ``taken`` says what was taken over, ``left`` what was not, ``look`` what to look at.
    """

    evaluation: SelfEvaluation
    taken: str
    left: str
    look: tuple[str, ...] = ()


def carry_over(last: SelfEvaluation, year: int | None = None) -> Carried:
    """Return the beginning of the evaluation of YEAR, by default the year after LAST, from that of LAST.

    What does not follow from LAST stays blank; nothing is computed.
    """
    new_year = year if year is not None else (last.year + 1 if last.year is not None else None)
    begun = SelfEvaluation(
        subject=last.subject,
        year=new_year,
        place=last.place,
        pack=last.pack,
        edition=last.edition,
        source=last.source,
        department=_department(last.department),
        project=last.project,
        supervising=last.supervising,
        implementing=last.implementing,
        responsible=last.responsible,
        funds=tuple(FundRow(label=row.label, part=row.part, weight=row.weight) for row in last.funds),
        goals=tuple(OverallGoal(expected=goal.expected) for goal in last.goals if goal.expected is not None),
        indicators=tuple(map(_row, last.indicators)),
    )
    return Carried(begun, _taken(begun), _left(last), tuple(_look(last, begun)))


def _row(row: IndicatorRow) -> IndicatorRow:
    return IndicatorRow(
        name=row.name,
        weight=row.weight,
        target=row.target,
        unit=row.unit,
        nature=row.nature,
        core=row.core,
        meaning=row.meaning,
        label=row.label,
        last_year=(row.actual if row.unit is not None else joined_actual(row)) or None,
        children=tuple(map(_row, row.children)),
    )


def _department(last: Department) -> Department:
    bought = last.procurement.actual if last.procurement is not None else None
    return Department(
        name=last.name,
        functions=last.functions,
        units=last.units,
        offices=tuple(Office(name=office.name) for office in last.offices),
        by_nature=_lines(last.by_nature),
        by_source=_lines(last.by_source),
        three_public=_lines(last.three_public),
        operating=_lines(last.operating),
        projects=_lines(last.projects),
        procurement=Procurement(last_year=bought) if bought is not None else None,
    )


def _lines(lines: Sequence[BudgetLine]) -> tuple[BudgetLine, ...]:
    return tuple(BudgetLine(label=line.label, last_year=line.executed, parts=_lines(line.parts)) for line in lines)


def _all_lines(department: Department) -> Iterator[BudgetLine]:
    lists = (department.by_nature, department.by_source, department.three_public, department.operating)
    level = [line for lines in (*lists, department.projects) for line in lines]
    while level:
        yield from level
        level = [part for line in level for part in line.parts]


def _taken(begun: SelfEvaluation) -> str:
    leaves = list(begun.leaves())
    lines = list(_all_lines(begun.department))
    counts = (
        (len(leaves), "个指标的名称、目标和分值"),
        (sum(leaf.last_year is not None for leaf in leaves), "个上年完成值"),
        (len(begun.funds), "行资金来源"),
        (len(begun.goals), "条年度目标"),
        (len(lines), "项经费的名称"),
        (sum(line.last_year is not None for line in lines), "个上年决算数"),
        (len(begun.department.functions), "条职能"),
        (len(begun.department.offices), "个机构"),
    )
    return "、".join(f"{count}{what}" for count, what in counts if count) or "单位和项目的名称"


def money_taken(begun: SelfEvaluation) -> str:
    """Say what BEGUN has from a table of money, in 万元."""
    lines, funds = list(_all_lines(begun.department)), begun.funds
    counts = ((len(lines), "个项目"), (len(funds), "行资金"))
    told = "、".join(f"{count}{what}" for count, what in counts if count)
    return f"{told}，金额已换算成万元" if told else "单位名称"


def _left(last: SelfEvaluation) -> str:
    """Name what stood in LAST and is not taken over."""
    leaves, department = list(last.leaves()), last.department
    people = (department.posts, department.staff, *(office.staff for office in department.offices))
    held = (
        ("预算数和执行数", any(row.initial or row.adjusted or row.executed for row in last.funds)),
        ("完成值（放到了上年）", any(leaf.actual for leaf in leaves)),
        ("得分和等级", last.total is not None or any(leaf.score is not None for leaf in leaves)),
        ("偏差原因和改进措施", any(leaf.reason or leaf.measure for leaf in leaves)),
        ("自评说明、扣分事项", any(leaf.explanation or leaf.deductions for leaf in leaves)),
        ("佐证材料", any(leaf.evidence for leaf in leaves)),
        ("目标完成情况", any(goal.reached for goal in last.goals)),
        ("编制和在职人数", any(entry is not None for entry in people)),
        ("经费的预算数", any(line.initial or line.adjusted for line in _all_lines(department))),
        (
            "政府采购、楼堂馆所、厉行节约",
            bool(department.procurement or department.buildings or department.saving_measures),
        ),
        ("问题和措施、报告文字", bool(last.problems or last.measures or last.sections)),
    )
    return "、".join(what for what, there in held if there)


def _look(last: SelfEvaluation, begun: SelfEvaluation) -> Iterator[str]:
    """Say what needs a second look in what was taken over."""
    if any(leaf.target for leaf in begun.leaves()):
        yield "指标值和分值是去年的，只作参考，请按今年批复的目标改。"
    dated = list(dict.fromkeys(_dated(begun)))
    if dated:
        named = "、".join(f"“{each}”" for each in dated[:_MOST_NAMED]) + ("等" if len(dated) > _MOST_NAMED else "")
        yield f"有{len(dated)}处写着往年的年份，请改：{named}。"
    if last.year is None and begun.year is None:
        yield "文件里没有写明是哪一年的，请在“基本情况”表里填评价年度，或者加上 --year。"


def _dated(begun: SelfEvaluation) -> Iterator[str]:
    """Yield the words that name a year before the new one."""
    texts: list[str | None] = [begun.project, *(goal.expected for goal in begun.goals)]
    texts += [text for leaf in begun.leaves() for text in (leaf.name, leaf.target)]
    for text in texts:
        years = [int(found) for found in _YEAR.findall(text or "")]
        if text is not None and any(begun.year is None or year < begun.year for year in years):
            words = " ".join(text.split())
            yield words if len(words) <= 20 else f"{words[:20]}…"
