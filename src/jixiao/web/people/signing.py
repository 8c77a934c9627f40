"""Guessing passwords: where a guess came from, and when there have been too many from one place."""

from __future__ import annotations

from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

MOST_FAILURES = 50  # from one address, over all accounts, in the time after which a locked account is free again


def address_of(request: HttpRequest) -> str:
    """Return where REQUEST came from: what our own proxy saw, where there is one, else who is at the other end."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def too_many_failures(request: HttpRequest) -> bool:
    """Tell whether so many sign-ins failed from the address of REQUEST that no more are taken for a while."""
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    attempts = AccessAttempt.objects.filter(ip_address=address_of(request), attempt_time__gte=since)
    return (attempts.aggregate(all=Sum("failures_since_start"))["all"] or 0) >= MOST_FAILURES
