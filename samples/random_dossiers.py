"""Made-up dossiers: all that a bureau submits together in the form of a pack, sound and of realistic size.

A department with a base data table brings its projects along, each with a form and a report of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from jixiao.evaluations import BudgetLine, Department, FundRow, ReportSection, SelfEvaluation, Subject
from jixiao.packs import Pack, all_packs, find_pack
from samples.random_departments import random_department, whole_budget
from samples.random_evaluations import (
    PROJECTS,
    drafted,
    finished,
    form_of,
    fund_row,
    random_amount,
    random_county,
    random_funds,
    random_share,
)
from samples.random_prose import SENTENCES, Told, random_survey

_PROBLEMS = ("经办人员不足，高峰时段群众等候时间较长", "个别指标年初设得偏低", "基层宣传方式单一")
_MEASURES = ("优化窗口排班，推广网上办理", "参照历年实绩设定下年指标", "用方言短视频和入户讲解做宣传")
_OUTLINES_OF = "hunan/miluo-2023"


@dataclass(frozen=True, slots=True)
class Size:
    """The bounds of how many lowest indicators a project and a department have, and how many projects there are."""

    project: tuple[int, int]
    department: tuple[int, int]
    projects: tuple[int, int]
    sentences: tuple[int, int]


REALISTIC = Size((20, 40), (30, 60), (2, 3), (4, 10))
ANY = Size((4, 40), (4, 60), (0, 3), (0, 10))


@dataclass(frozen=True, slots=True)
class Dossier:
    """Evaluations that are submitted together, by the rules of ``pack``, and the sentences of their reports."""

    pack: Pack
    evaluations: tuple[SelfEvaluation, ...]
    sentences: tuple[Told, ...]


def dossier_packs() -> list[Pack]:
    """Return all packs, those that score each with an outline of a report.

    Most places set a form or an outline, not both; where there is none, that of one place stands in.
    """
    outlines = find_pack(_OUTLINES_OF).outlines
    return [
        pack if pack.outlines or not pack.scored else pack.model_copy(update={"outlines": outlines})
        for pack in all_packs()
    ]


def random_dossier(pack: Pack, random: Random, size: Size = REALISTIC) -> Dossier:
    """Return a dossier in the forms and outlines of PACK, scored."""
    return _Writer(pack, random, size).dossier()


class _Writer:
    """Makes up one dossier."""

    def __init__(self, pack: Pack, random: Random, size: Size) -> None:
        self._pack = pack
        self._random = random
        self._size = size
        self._county = random_county(random)
        self._sentences: list[Told] = []
        self._tellers = random.sample(SENTENCES, len(SENTENCES))

    def dossier(self) -> Dossier:
        """Return the projects and, where the pack is for departments, the department that they belong to."""
        return Dossier(self._pack, tuple(self._evaluations()), tuple(self._sentences))

    def _evaluations(self) -> list[SelfEvaluation]:
        random, subjects = self._random, self._pack.subjects
        if Subject.DEPARTMENT not in subjects:
            return [self._project(random.choice(PROJECTS))]
        count = random.randint(*self._size.projects) if Subject.PROJECT in subjects else 0
        projects = [self._project(name) for name in random.sample(PROJECTS, count)]
        return [self._department(projects), *projects]

    def _project(self, name: str) -> SelfEvaluation:
        funds = tuple(random_funds(self._pack, Subject.PROJECT, self._random)) or self._told_funds()
        department = Department(name=f"{self._county}医疗保障局")
        return self._evaluation(department, name, funds)

    def _evaluation(self, department: Department, project: str | None, funds: tuple[FundRow, ...]) -> SelfEvaluation:
        random, pack = self._random, self._pack
        subject = Subject.PROJECT if project else Subject.DEPARTMENT
        leaves = random.randint(*(self._size.project if project else self._size.department))
        draft = drafted(pack, random, subject, department, project, funds, leaves)
        told = {
            "problems": _PROBLEMS[: random.randint(1, len(_PROBLEMS))],
            "measures": _MEASURES[: random.randint(1, len(_MEASURES))],
            "sections": self._sections(subject),
        }
        return finished(draft.model_copy(update=told), pack)

    def _department(self, projects: Sequence[SelfEvaluation]) -> SelfEvaluation:
        random = self._random
        lines = [_line_of(project) for project in projects]
        others = [name for name in PROJECTS if name not in {line.label for line in lines}]
        for name in random.sample(others, random.randint(1, 5)):
            budget = random_amount(random)
            lines.append(BudgetLine(label=name, initial=budget, executed=random_share(random, budget)))
        department = random_department(self._county, random, lines, self._asked_lines())
        return self._evaluation(department, None, self._whole_fund(*whole_budget(department)))

    def _asked_lines(self) -> tuple[str, ...]:
        """Return the lines of the base data table of the pack that tell of a change of the budget."""
        rows = (row for form in self._pack.forms if not form.indicator_columns for row in form.fund_rows)
        return tuple(row for row in rows if "调整" in row)

    def _whole_fund(self, budget: Decimal, executed: Decimal) -> tuple[FundRow, ...]:
        form = form_of(self._pack, Subject.DEPARTMENT)
        if form is not None and form.fund_rows:
            return (fund_row(form, form.fund_rows[0], budget, executed, self._random),)
        return (FundRow(label="年度资金总额", initial=budget, adjusted=budget, executed=executed),)

    def _told_funds(self) -> tuple[FundRow, ...]:
        """Return the money of an evaluation that only a report tells of."""
        budget = random_amount(self._random)
        return self._whole_fund(budget, random_share(self._random, budget))

    def _sections(self, subject: Subject) -> tuple[ReportSection, ...]:
        """Return the bureau's own words for some sections: sentences with figures, none of a kind told twice."""
        outline = self._pack.outline_for(subject)
        titles = outline.sections if outline is not None else ()
        survey = random_survey(self._random)
        self._sentences.append(survey)
        written = {self._random.choice(titles): [survey.text]} if titles else {}
        wanted = self._random.randint(*self._size.sentences) if titles else 0
        for _ in range(min(wanted, len(self._tellers))):
            told = self._tellers.pop()(self._random, self._pack.years.first)
            self._sentences.append(told)
            written.setdefault(self._random.choice(titles), []).append(told.text)
        return tuple(ReportSection(title=title, text="\n".join(texts)) for title, texts in written.items())


def _line_of(project: SelfEvaluation) -> BudgetLine:
    fund = project.main_fund
    amounts = {"initial": fund.initial, "executed": fund.executed} if fund is not None else {}
    return BudgetLine(label=project.project or "", **amounts)
