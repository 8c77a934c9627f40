"""Made-up self-evaluations in the form of any pack: sound, the same for the same chance.

Every point that is lost has its reason, every budget that was changed too, and the figures agree with one another, so
that a form printed from one of them must be read back as it was and must not be found fault with.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from jixiao.evaluations import Department, FundRow, IndicatorRow, OverallGoal, SelfEvaluation, Subject
from jixiao.packs import FormTable, Pack
from jixiao.recognition import Column, column_of
from jixiao.scoring import score
from jixiao.scoring.completing import completed
from samples.random_indicators import REASONS, IndicatorWriter

_COUNTIES = ("临溪县", "望澜区", "青渡县", "云栖县", "沅浦区", "岚山县", "霞浦湾区", "石溪县")
PROJECTS = (
    *("城乡医疗救助补助", "医保基金监管专项", "医保信息化运行维护", "居民医保参保征缴", "离休干部医疗保障"),
    *("医保经办服务能力提升", "长期护理保险试点", "药品集中采购监测", "医保政策宣传", "定点医药机构考核"),
)
_GOALS = (
    ("按计划完成{topic}，办好{number}件实事，群众满意度保持在88%以上。",
     "{topic}已按计划完成，{number}件实事全部办结，问卷显示群众满意度在88%以上。"),
    ("规范{topic}的管理，健全内部制度。", "{topic}的管理得到规范，内部制度已经健全。"),
    ("提升经办服务水平，方便群众办事。", "经办服务水平有所提升，群众办事更加方便。"),
)  # fmt: skip
_CENT = Decimal("0.01")
_SMALL = 12


def random_evaluation(pack: Pack, seed: int) -> SelfEvaluation:
    """Return a small scored evaluation of the form of PACK; its subject is the first with such a form."""
    random = Random(seed)
    subject = pack.evaluation_forms()[0].subjects[0]
    county = random.choice(_COUNTIES)
    project = random.choice(PROJECTS) if subject is Subject.PROJECT else None
    department = Department(name=f"{county}医疗保障局")
    funds = tuple(random_funds(pack, subject, random))
    return finished(drafted(pack, random, subject, department, project, funds, _SMALL), pack)


def random_county(random: Random) -> str:
    """Return the name of a county that there is not."""
    return random.choice(_COUNTIES)


def drafted(
    pack: Pack,
    random: Random,
    subject: Subject,
    department: Department,
    project: str | None,
    funds: tuple[FundRow, ...],
    leaves: int,
) -> SelfEvaluation:
    """Return an evaluation with goals and about LEAVES indicators, not yet scored."""
    writer = IndicatorWriter(pack, form_of(pack, subject), random, leaves, _rate(funds))
    return SelfEvaluation(
        subject=subject,
        year=pack.years.first,
        place=(department.name or "").removesuffix("医疗保障局"),
        department=department,
        project=project,
        funds=funds,
        goals=_goals(random, project or "医保各项工作"),
        indicators=tuple(writer.tree()),
    )


def _rate(funds: tuple[FundRow, ...]) -> str:
    whole = funds[0] if funds else FundRow(label="", adjusted=Decimal(1000), executed=Decimal(976))
    budget, executed = whole.adjusted or whole.initial, whole.executed
    if not isinstance(budget, Decimal) or not isinstance(executed, Decimal):
        return ""
    return f"{(100 * executed / budget).quantize(_CENT, rounding=ROUND_HALF_UP)}%"


def finished(draft: SelfEvaluation, pack: Pack) -> SelfEvaluation:
    """Return DRAFT with the scores, total and grade by the rules of PACK; without points where it has none."""
    if pack.scored:
        return completed(score(draft, pack))
    rows = tuple(map(_without_points, draft.indicators))
    return draft.model_copy(update={"indicators": rows, "funds": tuple(map(_with_rate, draft.funds))})


def _with_rate(row: FundRow) -> FundRow:
    return row.model_copy(update={"rate": _rate((row,))})


def _without_points(row: IndicatorRow) -> IndicatorRow:
    children = tuple(map(_without_points, row.children))
    return row.model_copy(update={"weight": None, "score": None, "children": children})


def form_of(pack: Pack, subject: Subject) -> FormTable | None:
    """Return the self-evaluation table of PACK for SUBJECT; ``None`` where it has none."""
    return next(iter(pack.evaluation_forms(subject)), None)


def random_amount(random: Random, low: Decimal = Decimal("3.2"), high: Decimal = Decimal(40000)) -> Decimal:
    """Return an amount (万元) between LOW and HIGH of any order of size, with none to two decimals."""
    decimals = random.choice((2, 2, 2, 1, 0))
    order = random.randint(0, len(f"{high / low:.0f}") - 1)
    value = low * Decimal(random.randint(1000, 9999)) / 1000 * Decimal(10) ** order
    return max(min(value, high), low).quantize(Decimal(1).scaleb(-decimals) if low % 1 == 0 or decimals else _CENT)


def random_share(random: Random, whole: Decimal, low: int = 930, high: int = 1000) -> Decimal:
    """Return what was spent of WHOLE: LOW to HIGH thousandths, in 万元 with two decimals."""
    return (whole * random.randint(low, high) / 1000).quantize(_CENT)


def random_funds(pack: Pack, subject: Subject, random: Random) -> Iterator[FundRow]:
    """Yield the total and its parts, which add up to it in every column; nothing for a form without such rows."""
    form = form_of(pack, subject)
    if form is None or not form.fund_rows:
        return
    names = form.fund_rows
    budgets = [random_amount(random) for _ in names[1:]] or [random_amount(random)]
    spent = [random_share(random, budget) for budget in budgets]
    whole, used = sum(budgets, Decimal(0)), sum(spent, Decimal(0))
    yield fund_row(form, names[0], whole, used, random)
    for name, budget, executed in zip(names[1:], budgets, spent, strict=False):
        yield fund_row(form, name, budget, executed).model_copy(update={"part": True})


def fund_row(form: FormTable, name: str, budget: Decimal, executed: Decimal, random: Random | None = None) -> FundRow:
    """Return a row of the fund table with the columns of FORM; RANDOM gives the reason why money was left."""
    columns = {column_of(head) for head in form.fund_columns}
    told = random is not None and executed < budget and Column.REASON in columns
    return FundRow(
        label=name,
        initial=budget if Column.INITIAL in columns else None,
        adjusted=budget if Column.ADJUSTED in columns else None,
        executed=executed,
        reason=random.choice(REASONS) if random is not None and told else None,
    )


def _goals(random: Random, topic: str) -> tuple[OverallGoal, ...]:
    number = random.randint(3, 9)
    told = _GOALS[: random.randint(1, len(_GOALS))]
    return tuple(
        OverallGoal(
            expected=expected.format(topic=topic, number=number), reached=reached.format(topic=topic, number=number)
        )
        for expected, reached in told
    )
