"""Where a sheet stands on its way, whose turn it is, and why it came back."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.web.journal.models import Entry
from jixiao.web.organisations.models import Role
from jixiao.web.sheets.models import Sheet, State
from jixiao.web.sheets.workflow import STEPS

_WAY = (State.GOALS, State.FILLING, State.SIGNING, State.REVIEWING, State.ACCEPTED, State.PUBLISHED)
TURNS = {
    State.GOALS: (Role.CLERK, "定目标：填指标名称、分值和指标值，填好后“确定目标”"),
    State.FILLING: (Role.CLERK, "填实际完成值和执行数，改正错误、写明原因，然后“提交签发”"),
    State.RETURNED: (Role.CLERK, "按意见修改，逐条标为“已处理”，再次“提交签发”"),
    State.SIGNING: (Role.HEAD, "看得分和核查结果，同意就“签发上报”"),
    State.REVIEWING: (Role.REVIEWER, "核对各行，有问题写意见后“退回修改”，没有就“审核通过”"),
    State.ACCEPTED: (Role.ADMINISTRATOR, "可以“公开”"),
    State.PUBLISHED: (None, "已经公开，不用再办"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the way: ``done`` lies behind, ``now`` is where the sheet stands."""

    label: str
    done: bool
    now: bool


@dataclass(frozen=True, slots=True)
class Way:
    """The stages, and whose turn it is to do what."""

    stages: tuple[Stage, ...]
    who: str
    what: str


def way_of(sheet: Sheet) -> Way:
    """Return the way of SHEET; what was returned stands where it is filled in."""
    state = State(sheet.state)
    at = _WAY.index(State.FILLING if state is State.RETURNED else state)
    stages = tuple(
        Stage(str(state.label if number == at else stage.label), number < at, number == at)
        for number, stage in enumerate(_WAY)
    )
    role, what = TURNS[state]
    return Way(stages, str(role.label) if role is not None else "", what)


def returned_because(sheet: Sheet) -> str:
    """Return the reason for which SHEET was given back; nothing where it is not."""
    if sheet.state != State.RETURNED:
        return ""
    labels = [step.label for step in STEPS.values() if step.target is State.RETURNED]
    entry = Entry.objects.filter(subject=f"sheet:{sheet.pk}", action__in=labels).order_by("-number").first()
    return str(entry.after.get("reason", "")) if entry is not None and isinstance(entry.after, dict) else ""
