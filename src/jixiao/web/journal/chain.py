"""Adding to the journal, and proving that nothing in it was changed, removed or put in between."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from jixiao.web.journal.models import BEGINNING, Chain, Entry
from jixiao.web.organisations.models import Organisation
from jixiao.web.people.models import User

_ONLY = 1


def record(
    person: User | None,
    action: str,
    subject: str,
    organisation: Organisation | None = None,
    before: Any = None,
    after: Any = None,
) -> Entry:
    """Add a deed to the journal, in the transaction of the deed itself: both are kept or neither.

    SUBJECT names the thing (``sheet:12``); BEFORE and AFTER are plain JSON values.
    """
    with transaction.atomic():
        chain, _ = Chain.objects.select_for_update().get_or_create(pk=_ONLY)
        entry = Entry(
            number=chain.length + 1,
            at=timezone.now(),
            person=person,
            who=_told(person) if person is not None else "系统",
            action=action,
            organisation=organisation,
            subject=subject,
            before=before,
            after=after,
            previous=chain.last_hash,
        )
        entry.hash = seal(entry)
        entry.save(force_insert=True)
        chain.length, chain.last_hash = entry.number, entry.hash
        chain.save(update_fields=["length", "last_hash"])
    return entry


def _told(person: User) -> str:
    return f"{person.name}（{person.username}）"[: Entry._meta.get_field("who").max_length]


def seal(entry: Entry) -> str:
    """Return the hash of everything that ENTRY says, the hash of its predecessor included."""
    said: Mapping[str, Any] = {
        "number": entry.number,
        "at": _moment(entry.at),
        "person": entry.person_id,
        "who": entry.who,
        "action": entry.action,
        "organisation": entry.organisation_id,
        "subject": entry.subject,
        "before": entry.before,
        "after": entry.after,
        "previous": entry.previous,
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _moment(moment: datetime) -> str:
    return moment.astimezone(timezone.get_default_timezone()).isoformat(timespec="microseconds")


def broken_links() -> Iterator[str]:
    """Yield a sentence on each place where the chain does not hold; nothing where it does."""
    previous, number = BEGINNING, 0
    for entry in Entry.objects.order_by("number").iterator():
        number += 1
        if entry.number != number:
            yield f"第{number}条到第{entry.number - 1}条日志不见了。"
            number = entry.number
        elif entry.previous != previous:
            yield f"第{number}条日志与前一条接不上：前一条被改过或者换过。"
        if seal(entry) != entry.hash:
            yield f"第{number}条日志的内容被改过。"
        previous = entry.hash
    chain = Chain.objects.filter(pk=_ONLY).first()
    length, last = (chain.length, chain.last_hash) if chain is not None else (0, BEGINNING)
    if length != number:
        yield f"应有{length}条日志，现在到第{number}条为止：末尾的日志不见了。"
    elif last != previous:
        yield f"最后一条日志（第{number}条）被换过。"
