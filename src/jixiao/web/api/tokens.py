"""Who speaks through the interface: the person whose token comes with the call."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from ninja.security import HttpBearer

from jixiao.web.api.models import Token
from jixiao.web.journal.chain import record
from jixiao.web.organisations.access import person_of
from jixiao.web.people.models import User, hash_of, new_token

_VALID = timedelta(days=365)


class TokenBearer(HttpBearer):
    """``Authorization: Bearer …``."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """Return the person to whom TOKEN belongs; ``None`` where it is no good."""
        found = (
            Token.objects.select_related("person")
            .filter(token_hash=hash_of(token), valid_until__gt=timezone.now(), person__is_active=True)
            .first()
        )
        if found is None:
            return None
        Token.objects.filter(pk=found.pk).update(used_at=timezone.now())
        request.user = found.person
        return found.person


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show a person's tokens."""
    return render(request, "api/tokens.html", {"tokens": person_of(request).tokens.all(), "now": timezone.now()})


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make a token; it is shown this once."""
    person = person_of(request)
    name = request.POST.get("name", "").strip()[:60]
    if not name:
        messages.error(request, "请写明这个令牌做什么用。")
        return redirect("tokens:index")
    token, token_hash = new_token()
    with transaction.atomic():
        until = timezone.now() + _VALID
        made = Token.objects.create(person=person, name=name, token_hash=token_hash, valid_until=until)
        record(person, "生成令牌", f"token:{made.pk}", after={"name": name})
    messages.success(request, f"令牌只显示这一次，请马上收好：{token}")
    return redirect("tokens:index")


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token."""
    person = person_of(request)
    with transaction.atomic():
        if not person.tokens.filter(pk=pk).delete()[0]:
            raise Http404("没有这个令牌")
        record(person, "作废令牌", f"token:{pk}")
    messages.success(request, "令牌已作废。")
    return redirect("tokens:index")
