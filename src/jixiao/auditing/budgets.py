"""What a dossier says of budgets: initial, adjusted, executed and their rate, in forms, data tables and prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from jixiao.auditing.papers import Paper, clause_before, papers
from jixiao.auditing.prose import exact_enough, is_level
from jixiao.documents import Excerpt
from jixiao.evaluations import Amount, Form, FundLine
from jixiao.recognition import DataTable, Dossier, Figure, FormTable, Passage, clean_text

_TOTAL_ROW = re.compile(r"总额|合计|总计|资金总量|^年度.*资金")
_INITIAL = re.compile(r"年初[^，]{0,12}(?:预算|安排|批复)")
_ADJUSTED = re.compile(r"调整后?(?:的)?(?:全年|年度)?预算|预算调整|全年(?:部门|项目|调整)?预算|调整为")
_BUDGET = re.compile(r"预算")
_EXECUTED = re.compile(
    r"(?:(?:全年|实际|决算|当年|本年|年度|预算)(?:完成)?(?:支出|执行|支付|拨付|使用)|^(?:截至)?[\d年月日底末共已实际计]*(?:支出|执行|支付))"
    r"(?:数|资金|经费|金额|总额|合计|共计)*(?:为|是|共|达到?|：)?$"
)
_PART_OR_CHANGE = re.compile(
    r"(?<!全年预算)收入|上年|去年|其中|增加|减少|增长|下降|追加|调增|调减|核减|压减|超出|超过|高于|低于|结余|结转|剩余|节约|^比|较年初|比年初|人均|每|平均|标准"
)
_RATE = re.compile(r"(?:执行率|支出率|支付率|执行进度|支出进度|预算完成率)(?:达到?|为|是|只有|仅为?|：|=)?$")
_MID_YEAR = re.compile(
    r"(?<!\d)(?:[1-9]|1[01])月(?:份|底|末|\d{1,2}日)|[至到—-](?:[1-9]|1[01])月(?!\d)|上半年|半年度|[一二三]季度|年中|时间进度"
)
_GENERIC = re.compile(
    r"\d+|预算收入|年初|年中|年度|全年|当年|本年|年|部门|单位|本级|我局|全局|市级|县级|区级|省级|财政|地方|整体|区?医(?:疗)?保(?:障)?局|本?项目|"
    r"预算|决算|安排|批复|调整后?|执行率|支出率|执行|支付|资金|经费|金额|总额|总|数|支出|收支|完成|实际|拨付|使用|专项|平均|一般公共|进度|率|"
    r"为|是|的|共|达到?|：|=|后|由|从|市|县|区|省|本|度|月|日|截至|底|末|已|累计|（.*?）"
)
_OF_YEAR = re.compile(r"(?:全年|调整后的?)预算(?:数|为|是)?$")
_QUOTED = re.compile(r"“([^”]{2,16})”$")
_PLAN_TOLD = re.compile(
    r"(?:预算|可用资金|可使用资金|资金总额|到位|下达|安排)(?:数|总额|资金|金额)?(?:共|为|是|共计|合计|：)*$"
)
_SPENT_TOLD = re.compile(r"(?:支出|执行|支付|使用|拨付)(?:数|总额|资金|金额)?(?:共|为|是|共计|合计|：)*$")
_MOST_TOLD = 12
_MOST_ROWS = 24
_NEAR = 40
_LONG_NAME = 4
_SPECIAL = re.compile(r"三公|公用经费|政府采购|采购|会议费|培训费|公务接待|项目支出|基本支出")


@dataclass(frozen=True, slots=True)
class Budget:
    """What one place says of one pot of money; ``topic`` is empty for the money of the whole paper.

    ``planned`` is a budget of which the words do not tell whether it is the initial or the adjusted one. ``rate`` is
    the printed execution rate.
    """

    topic: str
    initial: Amount | None = None
    adjusted: Amount | None = None
    planned: Amount | None = None
    executed: Amount | None = None
    rate: Amount | None = None

    @property
    def first(self) -> Amount | None:
        """The budget at the start of the year, as far as the words tell."""
        return self.initial or (self.planned if self.adjusted is None else None)

    @property
    def last(self) -> Amount | None:
        """The budget that the execution is measured by."""
        return self.adjusted or self.planned or self.initial

    @property
    def spent(self) -> Decimal | None:
        """The share of the last budget that was spent: as printed, else executed ÷ budget."""
        if self.rate is not None:
            return self.rate.quantity.value
        if self.executed is None or self.last is None or self.last.quantity.value == 0:
            return None
        return self.executed.quantity.value / self.last.quantity.value

    @property
    def times_first(self) -> Decimal | None:
        """The executed amount as a multiple of the first budget."""
        if self.executed is None or self.first is None or self.first.quantity.value <= 0:
            return None
        return self.executed.quantity.value / self.first.quantity.value

    @property
    def unspent(self) -> Decimal:
        """The share of the larger of its budgets that was left; zero when more was spent."""
        largest = max((a.quantity.value for a in (self.initial, self.adjusted, self.planned) if a), default=Decimal(0))
        if self.executed is None or largest <= 0:
            return Decimal(0)
        return max(1 - self.executed.quantity.value / largest, Decimal(0))

    @property
    def excerpts(self) -> tuple[Excerpt, ...]:
        """The places of its amounts, executed first."""
        known = (self.executed, self.last, self.initial, self.rate)
        return tuple(dict.fromkeys(a.excerpt for a in known if a is not None))

    def told(self) -> str:
        """Say it in words: ``预算400万元，支出224.94万元``."""
        name = f"“{self.topic}”" if self.topic else ""
        parts = [
            ("年初预算", self.initial),
            ("调整预算", self.adjusted),
            ("预算", self.planned),
            ("支出", self.executed),
        ]
        words = [f"{label}{amount.quantity}" for label, amount in parts if amount is not None]
        if self.rate is not None:
            words.append(f"执行率{self.rate.quantity}")
        return name + "，".join(words)


def budgets_of(paper: Paper) -> list[Budget]:
    """Return what PAPER itself says of budgets: the rows of its form, its data tables, its prose."""
    form = paper.recognition.form_of(paper.evaluation)
    found = list(_of_form(form)) if form is not None else []
    for passage in paper.passages:
        told = _of_passage(passage, paper.evaluation.year)
        row = _row_of(paper, passage) if told else ""
        found.extend(replace(budget, topic=budget.topic or row) for budget in told)
    return found


def _row_of(paper: Paper, passage: Passage) -> str:
    """Return the indicator in whose row of a form PASSAGE stands: its words speak of that money only."""
    if paper.is_report:
        return ""
    for leaf in paper.evaluation.leaves():
        cells = (leaf.reason, leaf.actual)
        if any(c is not None and c.start <= passage.start + 2 < c.end for c in cells):
            name = clean_text(leaf.name.text)
            return "" if re.search(r"支出率|执行率|预算执行", name) else name
    return ""


def _of_form(form: FormTable) -> Iterator[Budget]:
    for line in form.evaluation.funds:
        if not _consistent(line):
            continue
        label = clean_text(line.label.text).strip("：")
        total = bool(_TOTAL_ROW.search(label)) and not label.startswith("其中")
        topic = "" if total and form.evaluation.indicators else label
        yield Budget(topic, line.initial, line.adjusted, None, line.executed, line.rate)
    for table in form.data:
        yield from _of_data(table)


def _consistent(line: FundLine) -> bool:
    """Tell whether a printed rate agrees with the amounts to a point; if not, a column may have been misread."""
    if line.rate is None or line.executed is None:
        return line.rate is None
    bases = [a.quantity.value for a in (line.adjusted, line.initial) if a is not None and a.quantity.value > 0]
    rate = line.rate.quantity.value if line.rate.quantity.unit else line.rate.quantity.value / 100
    return any(abs(line.executed.quantity.value / base - rate) <= Decimal("0.01") for base in bases)


def _of_data(table: DataTable) -> Iterator[Budget]:
    """Read budget and final amount of the latest year from a data table, one row a pot of money."""
    width = max((len(row.values) for row in table.rows), default=0)
    heads = [clean_text(head.text) for head in table.heads][-width:]
    plans = [i for i, head in enumerate(heads) if "预算" in head and not re.search(r"调整|执行|投资", head)]
    finals = [i for i, head in enumerate(heads) if re.search(r"决算|执行数|支出数", head)]
    if not plans or not finals:
        return
    year = re.match(r"20\d\d", heads[plans[-1]])
    final = next((i for i in finals if not year or heads[i].startswith(year[0])), None)
    for row in table.rows if final is not None else ():
        values = row.values
        if len(values) == len(heads) and values[plans[-1]] is not None and values[final or 0] is not None:
            topic = re.sub(r"^\d+[、.]|^其中：|：$", "", clean_text(row.label.text))
            yield Budget(topic, planned=values[plans[-1]], executed=values[final or 0])


@dataclass(slots=True)
class _Draft:
    """The pot of money that the words are speaking of."""

    current: Budget | None = None
    done: list[Budget] = field(default_factory=list)

    def open(self, topic: str) -> Budget:
        self.close()
        self.current = Budget(topic)
        return self.current

    def close(self) -> None:
        if self.current is not None:
            self.done.append(self.current)
        self.current = None


def _of_passage(passage: Passage, year: int | None) -> list[Budget]:
    """Read the budgets that a paragraph tells, one after another; parts (其中…) and changes are passed over."""
    draft = _Draft()
    for figure in passage.figures:
        if not _of_other_year(figure.subject, year) and not _in_parts(passage, figure):
            _take(draft, passage, figure)
    draft.close()
    return [b for b in draft.done if b.rate or (b.executed and b.last) or (b.initial and b.adjusted)]


def _take(draft: _Draft, passage: Passage, figure: Figure) -> None:
    subject, now = figure.subject, draft.current
    amount = Amount(quantity=figure.quantity, excerpt=figure.excerpt())
    if figure.quantity.unit == "%":
        if _RATE.search(subject):
            _take_rate(draft, passage, figure, amount)
        return
    if figure.quantity.unit != "元" or _PART_OR_CHANGE.search(subject):
        return
    if _EXECUTED.search(subject) and not _INITIAL.search(subject):
        now = now if now is not None and now.executed is None else draft.open(_topic(passage, figure))
        draft.current = replace(now, executed=amount)
    elif _INITIAL.search(subject):
        draft.current = replace(draft.open(_topic(passage, figure)), initial=amount)
    elif _ADJUSTED.search(subject):
        same = now is not None and now.adjusted is None and now.executed is None
        draft.current = replace(now if same and now else draft.open(_topic(passage, figure)), adjusted=amount)
    elif _BUDGET.search(subject):
        waiting = now is not None and now.executed is not None and now.last is None
        draft.current = replace(now if waiting and now else draft.open(_topic(passage, figure)), planned=amount)


def _take_rate(draft: _Draft, passage: Passage, figure: Figure, amount: Amount) -> None:
    if _MID_YEAR.search(clause_before(passage.clean, figure.start)):
        return
    topic, now = _topic(passage, figure), draft.current
    if now is not None and now.rate is None and now.executed is not None and topic in ("", now.topic):
        draft.current = replace(now, rate=amount)
    else:
        draft.done.append(Budget(topic, rate=amount))


def _of_other_year(subject: str, year: int | None) -> bool:
    found = re.search(r"(20\d\d)年", subject)
    return found is not None and year is not None and int(found[1]) != year


def _in_parts(passage: Passage, figure: Figure) -> bool:
    """Tell whether 其中 stands before the figure in its sentence: then it is a part of what was told before."""
    if _OF_YEAR.match(figure.subject):
        return False
    start = max(passage.clean.rfind("。", 0, figure.start), passage.clean.rfind("；", 0, figure.start)) + 1
    return bool(re.search(r"其中|包括|用于|分别|明细", passage.clean[start : figure.start]))


def _topic(passage: Passage, figure: Figure) -> str:
    """Name the pot of money: what is left of the subject when the words that every budget bears are taken away."""
    edge = figure.start - len(figure.subject)
    quoted = _QUOTED.search(passage.clean[max(0, edge - 20) : edge])
    if quoted:
        return quoted[1]
    start = max(passage.clean.rfind("。", 0, edge), passage.clean.rfind("；", 0, edge)) + 1
    special = _SPECIAL.search(passage.clean[start : figure.start])
    if special:
        return special[0]
    named = re.search(r"“([^”]{2,16})”项目", passage.clean[start:edge])
    rest = named[1] if named else _GENERIC.sub("", figure.subject)
    return rest if len(rest) > 1 else ""


def accounts_of(dossier: Dossier) -> Accounts:
    """Return the accounts of DOSSIER, made once."""
    return dossier.once("accounts", lambda: Accounts(dossier))


class Accounts:
    """The papers of a dossier, what each says of budgets, and which of them speak of the same money."""

    def __init__(self, dossier: Dossier) -> None:
        self.papers = papers(dossier)
        self._places = {id(paper): at for at, paper in enumerate(self.papers)}
        self._budgets = {id(paper): budgets_of(paper) for paper in self.papers}
        self._related: dict[int, list[Paper]] = {}

    def of(self, paper: Paper) -> list[Budget]:
        """Return the budgets that PAPER itself tells."""
        return self._budgets[id(paper)]

    def related(self, paper: Paper) -> list[Budget]:
        """Return the budgets that PAPER can be held against: its own, and those of the forms that speak of the same."""
        return [budget for one in self.related_papers(paper) for budget in self.of(one)]

    def related_papers(self, paper: Paper) -> list[Paper]:
        """Return PAPER with the forms that speak of the same: those of the department, or for a report of the project.

        A project's form belongs to a report that names the project or tells its executed amount. Papers of another
        year or place speak of something else. Only papers near by are looked at, so that the work grows with the
        number of papers and not with its square.
        """
        if id(paper) not in self._related:
            self._related[id(paper)] = self._find_related(paper)
        return self._related[id(paper)]

    def _find_related(self, paper: Paper) -> list[Paper]:
        if not paper.is_report and paper.evaluation.form is not Form.BASE_DATA_TABLE:
            return [paper]
        at = self._places[id(paper)]
        near = self.papers[max(0, at - _NEAR) : at + _NEAR]
        forms = [other for other in near if not other.is_report and _alike(other, paper)]
        if paper.of_department:
            return [paper, *(form for form in forms if form.of_department and form is not paper)]
        text = paper.text
        told = {f.quantity.value for p in paper.passages for f in p.figures if f.quantity.unit == "元"}
        return [paper, *(form for form in forms if not form.of_department and self._same_project(form, told, text))]

    def _same_project(self, form: Paper, told: set[Decimal], text: str) -> bool:
        project = clean_text(form.evaluation.project.text) if form.evaluation.project is not None else ""
        if len(project) >= _LONG_NAME and project in text:
            return True
        rows = whole(self.of(form))
        return any(row.executed is not None and row.executed.quantity.value in told for row in rows)


def _alike(a: Paper, b: Paper) -> bool:
    """Tell whether two papers can be of one year and place, as far as both print them."""
    years, places = (a.evaluation.year, b.evaluation.year), (a.evaluation.place, b.evaluation.place)
    same_place = None in places or places[0] == places[1]
    return same_place and (None in years or years[0] == years[1])


def whole(budgets: Sequence[Budget]) -> list[Budget]:
    """Return the budgets of the whole paper, those without a topic."""
    return [budget for budget in budgets if not budget.topic]


Pair = tuple[Amount, Amount]


def row_pairs(paper: Paper) -> Iterator[Pair]:
    """Yield (budget, executed amount) of the rows of the fund table, as many as forms have."""
    for line in paper.evaluation.funds[:_MOST_ROWS]:
        for plan in (line.adjusted, line.initial):
            if plan is not None and line.executed is not None and plan.quantity.value > line.executed.quantity.value:
                yield plan, line.executed


def told_pairs(paper: Paper) -> Iterator[Pair]:
    """Yield the budgets and the spending of the whole paper that its words tell far from each other."""
    figures = [f for p in paper.passages for f in p.figures if f.quantity.unit == "元" and exact_enough(f)]
    plans = [f for f in figures if _PLAN_TOLD.search(f.subject) and is_level(f)][:_MOST_TOLD]
    spent = [f for f in figures if _SPENT_TOLD.search(f.subject) and is_level(f)][:_MOST_TOLD]
    for plan in plans:
        for executed in spent:
            if plan.quantity.value > executed.quantity.value:
                yield _amount(plan), _amount(executed)


def _amount(figure: Figure) -> Amount:
    return Amount(quantity=figure.quantity, excerpt=figure.excerpt())
