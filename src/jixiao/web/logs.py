"""What is written down of each request: a line of JSON, without queries, bodies, cookies or tokens of addresses."""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

_REQUESTS = logging.getLogger("jixiao.requests")
_TOKEN = re.compile(r"[\w-]{24,}")


def without_tokens(text: str) -> str:
    """Return TEXT with whatever is as long as a token left out."""
    return _TOKEN.sub("…", text)


def log_requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return the middleware that writes a line for each request; it stands before all others."""

    def respond(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        _REQUESTS.info(
            "request",
            extra={
                "facts": {
                    "method": request.method,
                    "path": without_tokens(request.path),
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - began) * 1000),
                    "person": _person(request),
                }
            },
        )
        return response

    return respond


def _person(request: HttpRequest) -> int | None:
    """Return the key of who is signed in, if that was asked for: the log itself never asks the database."""
    person = getattr(request, "_cached_user", None)
    key: int | None = getattr(person, "pk", None)
    return key


class JsonLines(logging.Formatter):
    """A record of the log as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
        }
        facts = getattr(record, "facts", None)
        told |= facts if facts is not None else {"message": without_tokens(record.getMessage())}
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "jixiao.web.logs.JsonLines"}},
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["lines"], "level": "WARNING"},
    "loggers": {
        "jixiao": {"level": "INFO"},
        # What was refused or not found stands in the line of its request already.
        "django.request": {"level": "ERROR"},
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "_granian": {"handlers": ["lines"], "level": "WARNING", "propagate": False},
    },
}
