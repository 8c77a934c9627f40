"""The table of who may pass a sheet on, from where to where. Everything that the pages offer is read off it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jixiao.web.organisations.models import Role
from jixiao.web.sheets.models import Sheet, State


class Action(StrEnum):
    """A step on the way of a sheet."""

    SET_GOALS = "set-goals"
    SUBMIT = "submit"
    TAKE_BACK = "take-back"
    SIGN = "sign"
    SEND_BACK = "send-back"
    RETURN = "return"
    ACCEPT = "accept"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Step:
    """What an action does: from which states to which, by whom, and what it asks for.

    ``clean``: no error may stand open, and each doubtful point needs a word. ``reasoned``: a reason must be given.
    ``four_eyes``: it must not be done by whoever submitted or signed.
    """

    label: str
    sources: frozenset[State]
    target: State
    role: Role
    clean: bool = False
    reasoned: bool = False
    four_eyes: bool = False


STEPS: dict[Action, Step] = {
    Action.SET_GOALS: Step("确定目标", frozenset({State.GOALS}), State.FILLING, Role.CLERK),
    Action.SUBMIT: Step("提交签发", frozenset({State.FILLING, State.RETURNED}), State.SIGNING, Role.CLERK, clean=True),
    Action.TAKE_BACK: Step("撤回", frozenset({State.SIGNING}), State.FILLING, Role.CLERK),
    Action.SIGN: Step("签发上报", frozenset({State.SIGNING}), State.REVIEWING, Role.HEAD, clean=True),
    Action.SEND_BACK: Step("退给填报人", frozenset({State.SIGNING}), State.RETURNED, Role.HEAD, reasoned=True),
    Action.RETURN: Step(
        "退回修改", frozenset({State.REVIEWING}), State.RETURNED, Role.REVIEWER, reasoned=True, four_eyes=True
    ),
    Action.ACCEPT: Step("审核通过", frozenset({State.REVIEWING}), State.ACCEPTED, Role.REVIEWER, four_eyes=True),
    Action.PUBLISH: Step("公开", frozenset({State.ACCEPTED}), State.PUBLISHED, Role.ADMINISTRATOR, clean=True),
    Action.WITHDRAW: Step("撤下", frozenset({State.PUBLISHED}), State.ACCEPTED, Role.ADMINISTRATOR, reasoned=True),
}


def actions_for(sheet: Sheet, roles: frozenset[Role]) -> tuple[Action, ...]:
    """Return what somebody in ROLES may do with SHEET where it stands now."""
    state = State(sheet.state)
    return tuple(action for action, step in STEPS.items() if state in step.sources and step.role in roles)
