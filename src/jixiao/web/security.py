"""What a browser may load on a page of the workbench: nothing from elsewhere, and nothing written into the page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from jixiao.web.answers import bad_request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def content_policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return the middleware that sends the policies on content and on keeping, unless a view has set its own."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Cache-Control", "no-store")  # the next at this computer finds nothing
        return response

    return respond


def refuse_null_signs(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return the middleware that refuses the sign NUL in queries and forms: no browser sends, no database keeps it."""

    def respond(request: HttpRequest) -> HttpResponse:
        given = (*request.GET.lists(), *request.POST.lists())
        if any("\0" in text for name, values in given for text in (name, *map(str, values))):
            return bad_request(request, ValueError("NUL"))
        return get_response(request)

    return respond
