"""Passing a sheet on along its way: the gate at each step, and what is kept of it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jixiao.web.journal.chain import record
from jixiao.web.organisations.access import roles_at
from jixiao.web.people.models import User
from jixiao.web.sheets.judging import scored, told
from jixiao.web.sheets.models import Sheet, State, Submission
from jixiao.web.sheets.pointing import todos_of
from jixiao.web.sheets.workflow import STEPS, Action, actions_for


class RefusedError(Exception):
    """The sheet cannot be passed on; the message tells the person what to do first."""


def pass_on(pk: int, person: User, action: Action, reason: str = "") -> Sheet:
    """Pass the sheet PK on by ACTION and return it.

    Raises :class:`PermissionDenied` where the step is not for PERSON, :class:`RefusedError` where something has to be
    done first, :class:`Sheet.DoesNotExist`.
    """
    with transaction.atomic():
        sheet = Sheet.objects.select_for_update(of=("self",)).select_related("organisation", "round").get(pk=pk)
        step = STEPS[action]
        if step.role not in roles_at(person, sheet.organisation):
            raise PermissionDenied("您的角色不能做这一步")
        if action not in actions_for(sheet, frozenset({step.role})):
            raise RefusedError(f"现在是“{sheet.get_state_display()}”，不能{step.label}；请刷新页面看最新状态。")
        _gate(sheet, person, action, reason.strip())
        before = sheet.state
        sheet.state = step.target
        _keep_hands(sheet, person, action)
        sheet.save()
        after = {"state": sheet.state, **({"reason": reason.strip()} if reason.strip() else {})}
        record(person, step.label, f"sheet:{sheet.pk}", sheet.organisation, {"state": before}, after)
    return sheet


def _gate(sheet: Sheet, person: User, action: Action, reason: str) -> None:
    step = STEPS[action]
    if step.reasoned and not reason:
        raise RefusedError(f"{step.label}要写明原因。")
    if step.four_eyes and person.pk in (sheet.submitted_by_id, sheet.signed_by_id):
        raise RefusedError("这份自评是您自己报送的，要由别人审核。")
    if action is Action.SET_GOALS:
        _refuse_unset_goals(sheet)
    if step.clean:
        _refuse_contradictions(sheet)


def _refuse_unset_goals(sheet: Sheet) -> None:
    todos = todos_of(scored(sheet.evaluation), State.GOALS)
    if todos:
        first = "；".join(each.message for each in todos[:3])
        raise RefusedError(f"目标还没有定完（{len(todos)}处）：{first}。定好以后指标和分值就不能再改了。")


def _refuse_contradictions(sheet: Sheet) -> None:
    evaluation = sheet.evaluation
    card = scored(evaluation)
    if card is None or card.total is None:
        gaps = "；".join(card.gaps[:3]) if card is not None else "还没有可以计分的指标"
        raise RefusedError(f"还算不出总分：{gaps}。请填完再提交。")
    standing = [each for each in told(sheet, evaluation, card) if each.stands]
    if standing:
        first = "；".join(each.message for each in standing[:3])
        raise RefusedError(f"还有{len(standing)}处要先处理（错误要改正，疑点要说明）：{first}")
    if card.due:
        raise RefusedError(f"还有{len(card.due)}处要说明原因：{'；'.join(each.message for each in card.due[:3])}")


def _keep_hands(sheet: Sheet, person: User, action: Action) -> None:
    if action is Action.SUBMIT:
        sheet.submitted_by, sheet.signed_by = person, None
    if action is Action.SIGN:
        sheet.signed_by = person
        Submission.objects.create(
            sheet=sheet, number=sheet.submissions.count() + 1, person=person, content=sheet.content
        )
    if sheet.state == State.ACCEPTED:
        sheet.remarks.update(settled=True)
