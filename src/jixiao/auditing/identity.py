"""Names for findings: one that a verdict can be attached to, and one that is unique within a document."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from jixiao.auditing.model import Finding


def finding_keys(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return for each finding of one document the key under which a verdict on it is kept.

    The key is the fingerprint. Findings that say the same of the same words share it, since a verdict on one holds for
    all; where the words are the same (blank cells, for instance) but the messages differ, the message joins the key.
    """
    prints = [finding.fingerprint() for finding in findings]
    messages: dict[str, set[str]] = {}
    for key, finding in zip(prints, findings, strict=True):
        messages.setdefault(key, set()).add(finding.message)
    return tuple(
        key if len(messages[key]) == 1 else _narrowed(key, finding.message)
        for key, finding in zip(prints, findings, strict=True)
    )


def _narrowed(key: str, message: str) -> str:
    return hashlib.sha256(f"{key}\x1f{message}".encode()).hexdigest()[: len(key)]


def finding_ids(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return an id for each finding of one document: its key, with ``-2``, ``-3``… where the key comes again."""
    seen: Counter[str] = Counter()
    ids = []
    for key in finding_keys(findings):
        seen[key] += 1
        ids.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return tuple(ids)


def key_of(finding_id: str) -> str:
    """Return the key inside an id as :func:`finding_ids` gives it."""
    return finding_id.split("-", 1)[0]
