"""The calls of the interface. Each does what a page does, by the same functions and under the same rights."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from ninja import File, NinjaAPI, Status, UploadedFile
from ninja.errors import AuthenticationError, ValidationError
from ninja.pagination import LimitOffsetPagination, paginate
from ninja.parser import Parser

from jixiao import __version__
from jixiao.web.api.schemas import (
    ChangeOut,
    EditIn,
    Fault,
    FindingOut,
    LineOut,
    OrganisationOut,
    ProjectIn,
    RefusalOut,
    RoundOut,
    SavedOut,
    SavingIn,
    SheetContent,
    SheetOut,
    StepIn,
    WordIn,
)
from jixiao.web.api.tokens import TokenBearer
from jixiao.web.organisations.access import person_of, visible
from jixiao.web.organisations.models import Organisation, Role
from jixiao.web.rounds.views import rounds_of
from jixiao.web.sheets.access import sheet_for
from jixiao.web.sheets.editing import Edit, cleaned
from jixiao.web.sheets.importing import NothingToImportError, import_file
from jixiao.web.sheets.judging import scored, told
from jixiao.web.sheets.models import Sheet, State
from jixiao.web.sheets.passing import RefusedError, pass_on
from jixiao.web.sheets.presenting import page_of
from jixiao.web.sheets.projects import NoProjectError, begin_project
from jixiao.web.sheets.saving import Saved, save
from jixiao.web.sheets.words import NoSuchFindingError, say_word
from jixiao.web.sheets.workflow import Action
from jixiao.web.uploads import DATA, DOCUMENTS, bounded

_CLERK = frozenset({Role.CLERK})
_REFUSED = 409


class _Parser(Parser):
    """Reads what programs send: numbers stay as they were written, signs that nobody can keep are left out."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the JSON in the body. Raises :class:`ValueError`."""
        return cleaned(json.loads(request.body, parse_float=str, parse_constant=str))


api = NinjaAPI(
    title="jixiao 绩效",
    version=__version__,
    auth=TokenBearer(),
    docs_url=None,
    urls_namespace="api",
    parser=_Parser(),
)


def _said(request: HttpRequest, status: int, message: str) -> HttpResponse:
    return api.create_response(request, {"message": message}, status=status)


@api.exception_handler(AuthenticationError)
def _no_token(request: HttpRequest, _: AuthenticationError) -> HttpResponse:
    return _said(request, 401, "没有令牌，或者令牌已作废、过期。请在“接口令牌”页重新生成。")


@api.exception_handler(Http404)
def _not_there(request: HttpRequest, _: Http404) -> HttpResponse:
    return _said(request, 404, "没有这一项，或者它不对您开放。")


@api.exception_handler(PermissionDenied)
def _not_allowed(request: HttpRequest, fault: PermissionDenied) -> HttpResponse:
    return _said(request, 403, f"{str(fault) or '您的角色不能做这件事'}。")


@api.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    places = "、".join(".".join(map(str, each["loc"])) for each in fault.errors[:5])
    return _said(request, 422, f"这几处不合要求：{places}。格式见 openapi.json。")


@api.get("/organisations", response=list[OrganisationOut], summary="能看到的单位")
@paginate(LimitOffsetPagination)
def organisations(request: HttpRequest) -> Any:
    """Return the organisations that the caller may see, in the order of the tree."""
    return visible(person_of(request), Organisation.objects.order_by("path"), field="")


@api.get("/rounds", response=list[RoundOut], summary="年度任务")
@paginate(LimitOffsetPagination)
def rounds(request: HttpRequest) -> Any:
    """Return the rounds that the caller may see."""
    return rounds_of(person_of(request))


@api.get("/sheets", response=list[SheetOut], summary="自评一览")
@paginate(LimitOffsetPagination)
def sheets(
    request: HttpRequest, year: int | None = None, state: str | None = None, organisation: int | None = None
) -> Any:
    """Return the sheets that the caller may see, of a year, in a state, of an organisation."""
    found = visible(person_of(request), Sheet.objects.defer("content").order_by("pk"))
    wanted = {"round__year": year, "state": state, "organisation_id": organisation}
    return found.filter(**{name: value for name, value in wanted.items() if value is not None})


@api.get("/sheets/{pk}", response={200: SheetContent, 404: Fault}, summary="一份自评：内容、得分及其来历")
def sheet(request: HttpRequest, pk: int) -> Any:
    """Return a sheet with content and scores."""
    opened = sheet_for(request, pk)
    evaluation = opened.sheet.evaluation
    card = scored(evaluation)
    page = page_of(evaluation, card, State(opened.sheet.state), may_edit=False)
    rows = (*page.indicators, *((page.execution,) if page.execution is not None else ()))
    facts = SheetOut.from_orm(opened.sheet).dict(by_alias=True)
    return SheetContent(
        **facts,
        content=opened.sheet.content,
        lines=[LineOut(path=row.path, name=row.levels[-1], score=row.score, why=[*row.why]) for row in rows],
        gaps=[*card.gaps] if card is not None else [],
        reasons_due=[each.message for each in card.due] if card is not None else [],
    )


@api.post("/sheets/{pk}/cells", response={200: SavedOut, 403: Fault, 404: Fault}, summary="改几格")
def save_cells(request: HttpRequest, pk: int, asked: SavingIn) -> Any:
    """Change cells; what somebody else changed meanwhile comes back as a conflict."""
    opened = sheet_for(request, pk, _CLERK)
    edits = [Edit(each.path, each.before, each.after) for each in asked.edits]
    return _saved(save(pk, opened.person, asked.seen, edits, why="接口"))


def _saved(saved: Saved, unknown: tuple[str, ...] = ()) -> SavedOut:
    return SavedOut(
        version=saved.sheet.version,
        made=[each.path for each in saved.merged.made],
        refused=[
            RefusalOut(path=each.path, now=each.now, message=each.message, conflict=each.conflict)
            for each in saved.merged.refused
        ],
        unknown=[*unknown],
    )


@api.post("/sheets/{pk}/import", response={200: SavedOut, 403: Fault, 404: Fault, 409: Fault}, summary="从文件填入")
def take_in(request: HttpRequest, pk: int, file: File[UploadedFile]) -> Any:
    """Fill a sheet from a workbook, a printed form or data."""
    opened = sheet_for(request, pk, _CLERK)
    name = file.name or ""
    try:
        imported = import_file(opened.sheet, opened.person, name, bounded(file, (*DOCUMENTS, *DATA)).read())
    except NothingToImportError as fault:
        return Status(_REFUSED, Fault(message=str(fault)))
    except forms.ValidationError as fault:
        return Status(_REFUSED, Fault(message="；".join(fault.messages)))
    return _saved(imported.saved, imported.unknown)


@api.get("/sheets/{pk}/findings", response={200: list[FindingOut], 404: Fault}, summary="核查结果")
def findings(request: HttpRequest, pk: int) -> Any:
    """Return what the audit says of a sheet."""
    opened = sheet_for(request, pk)
    evaluation = opened.sheet.evaluation
    return [
        FindingOut(
            key=each.key,
            severity=each.severity.value,
            message=each.message,
            working=each.working,
            paths=[*each.paths],
            word=each.word.reason if each.word is not None else "",
        )
        for each in told(opened.sheet, evaluation, scored(evaluation))
    ]


@api.post("/sheets/{pk}/words", response={204: None, 403: Fault, 404: Fault}, summary="说明一处疑点")
def say(request: HttpRequest, pk: int, word: WordIn) -> Any:
    """Keep a word on a doubtful finding."""
    opened = sheet_for(request, pk, _CLERK)
    try:
        say_word(opened.sheet, opened.person, word.finding, word.reason)
    except NoSuchFindingError as fault:
        raise Http404 from fault
    return Status(204, None)


@api.post(
    "/sheets/{pk}/steps", response={200: SheetOut, 403: Fault, 404: Fault, 409: Fault}, summary="提交、签发、审核……"
)
def step(request: HttpRequest, pk: int, asked: StepIn) -> Any:
    """Pass a sheet on."""
    opened = sheet_for(request, pk)
    try:
        action = Action(asked.action)
    except ValueError as fault:
        raise Http404 from fault
    try:
        return pass_on(pk, opened.person, action, asked.reason)
    except RefusedError as fault:
        return Status(_REFUSED, Fault(message=str(fault)))


@api.get("/sheets/{pk}/history", response={200: list[ChangeOut], 404: Fault}, summary="修改记录")
@paginate(LimitOffsetPagination)
def history(request: HttpRequest, pk: int) -> Any:
    """Return the changes of a sheet, the newest first."""
    opened = sheet_for(request, pk)
    return [
        ChangeOut(
            version=each.version,
            at=each.at,
            who=each.person.name,
            why=each.why,
            edits=[EditIn(**edit) for edit in each.edits],
        )
        for each in opened.sheet.changes.select_related("person")
    ]


@api.post(
    "/rounds/{round_pk}/organisations/{bureau}/projects",
    response={201: SheetOut, 403: Fault, 404: Fault, 409: Fault},
    summary="新增项目",
)
def add_project(request: HttpRequest, round_pk: int, bureau: int, asked: ProjectIn) -> Any:
    """Begin the sheet of a project."""
    try:
        with transaction.atomic():
            return Status(201, begin_project(request, round_pk, bureau, asked.name))
    except NoProjectError as fault:
        return Status(_REFUSED, Fault(message=str(fault)))
