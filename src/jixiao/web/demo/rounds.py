"""Two rounds of the demonstration: last year's is done, this year's has sheets in every state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from jixiao.evaluations import Subject
from jixiao.packs import find_pack
from jixiao.web.demo.content import DemoSubject, content
from jixiao.web.demo.evaluations import Maker
from jixiao.web.demo.province import Bureau, Province
from jixiao.web.journal.chain import record
from jixiao.web.rounds.models import Round
from jixiao.web.rounds.opening import begin_sheet, open_round
from jixiao.web.sheets.editing import Edit, value_at
from jixiao.web.sheets.judging import leaves_of
from jixiao.web.sheets.models import Remark, Sheet, State
from jixiao.web.sheets.passing import pass_on
from jixiao.web.sheets.saving import count_findings, refresh, save
from jixiao.web.sheets.workflow import Action

_DEPARTMENT_PACK, _PROJECT_PACK = "hunan/miluo-2023", "mof/project-2020"
_WAY: tuple[tuple[State, Action, str], ...] = (
    (State.FILLING, Action.SUBMIT, "clerk"),
    (State.SIGNING, Action.SIGN, "head"),
    (State.REVIEWING, Action.ACCEPT, "reviewer"),
    (State.ACCEPTED, Action.PUBLISH, "administrator"),
)
# Where the sheets of a bureau stand this year: the whole budget, then its projects. The first line is that of the
# bureau whose clerk and head have accounts.
_THIS_YEAR: tuple[tuple[State, ...], ...] = (
    (State.GOALS, State.FILLING, State.RETURNED, State.SIGNING),
    (State.REVIEWING, State.REVIEWING),
    (State.ACCEPTED, State.PUBLISHED),
    (State.GOALS, State.FILLING),
    (State.SIGNING, State.REVIEWING),
    (State.FILLING, State.ACCEPTED),
)
_OWN = 1  # the bureau after that of the first city
_DAYS = {"goals_due": -30, "due": 20, "review_due": 50}


@dataclass(frozen=True, slots=True)
class _Place:
    """A sheet to be made: of which bureau in which round, what it is about, and where it shall stand."""

    bureau: Bureau
    round: Round
    subject: Subject
    content: DemoSubject
    state: State


def make_rounds(province: Province, today: date) -> None:
    """Make the rounds of the two years before TODAY's, with all their sheets."""
    for age in (2, 1):
        round_ = _round(province, today, age)
        for place in _places(province.bureaus, round_, done=age == 2):
            _make(place, province)


def _round(province: Province, today: date, age: int) -> Round:
    ago = timedelta(days=365 * (age - 1))
    year = today.year - age
    made = Round.objects.create(
        organisation=province.root,
        title=f"{year}年度绩效自评",
        year=year,
        department_pack=_DEPARTMENT_PACK,
        project_pack=_PROJECT_PACK,
        closed=age > 1,
        **{name: today - ago + timedelta(days=days) for name, days in _DAYS.items()},
    )
    made.bureaus.set([each.organisation for each in province.bureaus])
    open_round(made)
    record(province.administrator, "开始年度任务", f"round:{made.pk}", province.root, after={"title": made.title})
    return made


def _places(bureaus: Sequence[Bureau], round_: Round, *, done: bool) -> Iterator[_Place]:
    projects = content().projects
    for at, bureau in enumerate(bureaus):
        states = (State.PUBLISHED, State.PUBLISHED) if done else _THIS_YEAR[(at - _OWN) % len(_THIS_YEAR)]
        yield _Place(bureau, round_, Subject.DEPARTMENT, content().department, states[0])
        for number, state in enumerate(states[1:]):
            yield _Place(bureau, round_, Subject.PROJECT, projects[(at - _OWN + number) % len(projects)], state)


def _make(place: _Place, province: Province) -> None:
    """Bring a sheet on its way as far as it shall go, by the same deeds by which people do it."""
    sheet = _begun(place)
    maker = Maker(
        place.content, find_pack(sheet.pack), place.bureau.organisation.name, sheet.round.year, place.bureau.size
    )
    sheet.content = maker.goals(place.subject).model_dump(mode="json")
    refresh(sheet)
    sheet.save()
    if place.state is State.GOALS:
        return
    people = _hands(place.bureau, province)
    pass_on(sheet.pk, people["clerk"], Action.SET_GOALS)
    _fill(sheet, people["clerk"], maker.filled(place.subject).model_dump(mode="json"))
    sheet = Sheet.objects.select_related("round", "organisation").get(pk=sheet.pk)
    if place.state is State.FILLING:
        _unfinished(sheet, people["clerk"])
        return
    for state, action, who in _WAY:
        if state == place.state:
            break
        if state is State.REVIEWING and place.state is State.RETURNED:
            _return(sheet, people["reviewer"])
            break
        pass_on(sheet.pk, people[who], action)


def _begun(place: _Place) -> Sheet:
    bureau = place.bureau.organisation
    if place.subject is Subject.PROJECT:
        return begin_sheet(place.round, bureau, place.subject, place.content.title)
    return Sheet.objects.select_related("round").get(
        round=place.round, organisation=bureau, subject=place.subject.value
    )


def _hands(bureau: Bureau, province: Province) -> dict[str, Any]:
    return {
        "clerk": bureau.clerk,
        "head": bureau.head,
        "reviewer": province.reviewers[bureau.organisation.pk],
        "administrator": province.administrator,
    }


def _fill(sheet: Sheet, clerk: Any, filled: Any) -> None:
    """Type in what FILLED has, as one saving."""
    evaluation = Sheet.objects.get(pk=sheet.pk).evaluation
    paths = [
        f"{path}/{field}" for path, _ in leaves_of(evaluation) for field in ("actual", "attainment", "score", "reason")
    ]
    paths += [f"funds/{at}/{field}" for at in range(len(evaluation.funds)) for field in ("executed", "reason")]
    paths.append("goals/0/reached")
    written = [(path, value_at(filled, path)) for path in paths]
    save(sheet.pk, clerk, sheet.version, [Edit(path, None, value) for path, value in written if value is not None])


def _unfinished(sheet: Sheet, clerk: Any) -> None:
    """Leave something to do: a part that is greater than its whole, and an actual value not yet known."""
    last = [path for path, _ in leaves_of(sheet.evaluation)][-1]
    edits = [Edit(f"{last}/actual", value_at(sheet.content, f"{last}/actual"), None)]
    if len(sheet.evaluation.funds) > 1:
        whole = sheet.evaluation.funds[0].executed
        wrong = str(whole + Decimal(100)) if isinstance(whole, Decimal) else None
        edits.append(Edit("funds/1/executed", value_at(sheet.content, "funds/1/executed"), wrong))
    count_findings(save(sheet.pk, clerk, sheet.version, edits).sheet)


def _return(sheet: Sheet, reviewer: Any) -> None:
    """Return a sheet to its bureau with remarks on some of its rows."""
    for (path, row), text in zip(leaves_of(sheet.evaluation), content().remarks, strict=False):
        Remark.objects.create(sheet=sheet, path=path, about=row.name, text=text, person=reviewer)
        after = {"about": row.name, "text": text}
        record(reviewer, "写审核意见", f"sheet:{sheet.pk}", sheet.organisation, after=after)
    pass_on(sheet.pk, reviewer, Action.RETURN, content().returned)
