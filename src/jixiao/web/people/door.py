"""The door: whoever is not signed in is sent to sign in, in a way that the asking script can understand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import resolve_url

from jixiao.web.answers import wants_json

SIGNED_OUT = "登录已经过期，请刷新页面重新登录；您填的内容留在这台电脑上。"


class SignInRequired(LoginRequiredMiddleware):
    """Send a page to the form for signing in; tell a script so in its own language."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Let a view that is open to everybody be called without asking who it is: that would need the database."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override]  # Django takes any response
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """Return the answer to somebody who is not signed in."""
        if wants_json(request):
            return JsonResponse({"message": SIGNED_OUT}, status=401)
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": resolve_url(self.get_login_url(view_func))})
        return super().handle_no_permission(request, view_func)
