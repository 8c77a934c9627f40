"""How a refusal or a breakdown is told: a Chinese page to a person, the same sentence as JSON to a script."""

from __future__ import annotations

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.views import defaults

UNAVAILABLE = "现在存不了数据（数据库连不上、正忙或者磁盘已满），这一步没有做成；以前保存的都在。请过一会儿再试。"
BROKEN = "程序出错了，这一步没有做成；已保存的内容都在。"
STALE = "这一页放得太久，或者浏览器不让保存 Cookie，没有做成。请回到上一页刷新后再做一次。"
_MISUNDERSTOOD = "没有看懂这个请求：内容太大、不完整或者地址不对。"
_RETRY_AFTER = "10"  # seconds
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})


def wants_json(request: HttpRequest) -> bool:
    """Tell whether REQUEST comes from a script that sends and reads JSON."""
    return request.content_type == "application/json"


def _told(request: HttpRequest, status: int, title: str, message: str) -> HttpResponse:
    """Return a page that needs neither the database nor the session, both of which may be what failed."""
    if wants_json(request):
        return JsonResponse({"message": message}, status=status)
    return HttpResponse(render_to_string("told.html", {"title": title, "message": message}), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer what cannot be understood (400)."""
    return _told(request, 400, "没有看懂", _MISUNDERSTOOD)


def refused(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Answer what the person may not do (403)."""
    if wants_json(request):
        return JsonResponse({"message": str(exception) or "您的角色不能做这件事"}, status=403)
    return defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Answer what does not exist for the person (404)."""
    if wants_json(request):
        return JsonResponse({"message": "没有这一页，或者不对您开放。"}, status=404)
    return defaults.page_not_found(request, exception)


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer a form that came without the token of its page (403)."""
    return _told(request, 403, "页面过期了", STALE)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer a breakdown: 503 where the data cannot be reached or kept just now, 500 where the program is at fault."""
    if not _cannot_keep(sys.exception()):
        return _told(request, 500, "程序出错了", f"{BROKEN}请回到上一页再试；还是不行，请把时间和做的事告诉管理员。")
    response = _told(request, 503, "暂时不能用", UNAVAILABLE)
    response.headers["Retry-After"] = _RETRY_AFTER
    return response


def _cannot_keep(fault: BaseException | None) -> bool:
    if isinstance(fault, OSError):
        return fault.errno in _NO_ROOM
    return isinstance(fault, OperationalError | InterfaceError)
