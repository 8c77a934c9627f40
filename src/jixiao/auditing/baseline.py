"""The baseline: what people decided about findings, kept beside the files from one audit to the next.

It is a JSON text made to be read and compared line by line. This module parses and prints it; whoever calls reads and
writes the file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from jixiao.auditing.identity import finding_keys, key_of
from jixiao.auditing.model import DocumentAudit

FORMAT = 1
_HEAD = {"jixiao_baseline", "findings"}
_REQUIRED = ("id", "source", "check", "severity", "message", "verdict")
_OPTIONAL = ("reason", "date")


class Verdict(StrEnum):
    """``OPEN``: nobody has decided. ``CONFIRMED``: the finding is right. ``DISMISSED``: looked at, nothing is wrong."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


class BaselineError(Exception):
    """The baseline cannot be used or the verdict cannot be entered; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding with what was decided about it; ``message`` and ``severity`` are as the last audit put them."""

    key: str
    source: str
    check: str
    severity: str
    message: str
    verdict: Verdict = Verdict.OPEN
    reason: str = ""
    decided: date | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """All entries in the order in which they were first written."""

    entries: tuple[Entry, ...] = ()

    def of(self, source: str) -> dict[str, Entry]:
        """Return the entries of one document by key."""
        return {entry.key: entry for entry in self.entries if entry.source == source}

    def updated(self, audits: Iterable[tuple[str, DocumentAudit]]) -> Baseline:
        """Return the baseline with every finding of AUDITS in it: known ones keep verdict and place, new ones follow.

        AUDITS pairs each audit with the name under which the baseline knows the document. Entries without a finding
        stay: see :meth:`stale`.
        """
        entries = {(entry.source, entry.key): entry for entry in self.entries}
        for source, audit in audits:
            for key, finding in zip(finding_keys(audit.findings), audit.findings, strict=True):
                fresh = Entry(key, source, finding.check, finding.severity, finding.message)
                known = entries.get((source, key), fresh)
                entries[source, key] = replace(known, severity=fresh.severity, message=fresh.message)
        return Baseline(tuple(entries.values()))

    def stale(self, audits: Iterable[tuple[str, DocumentAudit]], ran: Callable[[str], bool]) -> tuple[Entry, ...]:
        """Return the entries of the audited documents whose finding is gone; RAN tells whether a check was run."""
        found = {source: set(finding_keys(audit.findings)) for source, audit in audits}
        return tuple(
            entry
            for entry in self.entries
            if entry.source in found and entry.key not in found[entry.source] and ran(entry.check)
        )

    def without(self, entries: Sequence[Entry]) -> Baseline:
        """Return the baseline without ENTRIES."""
        gone = {(entry.source, entry.key) for entry in entries}
        return Baseline(tuple(entry for entry in self.entries if (entry.source, entry.key) not in gone))

    def decided(
        self, finding_id: str, verdict: Verdict, reason: str, on: date, source: str | None = None
    ) -> tuple[Baseline, Entry]:
        """Return the baseline with VERDICT entered for a finding, and the changed entry.

        Raises :class:`BaselineError` for an unknown finding, for one that several documents have unless SOURCE says
        which, and for a dismissal without a reason.
        """
        if verdict is Verdict.DISMISSED and not reason.strip():
            raise BaselineError('判定“不是问题”必须写明理由：请加 --reason "理由"。')
        old = self._only(finding_id, source)
        decided_on = None if verdict is Verdict.OPEN else on
        new = replace(old, verdict=verdict, reason=reason.strip(), decided=decided_on)
        return Baseline(tuple(new if entry is old else entry for entry in self.entries)), new

    def _only(self, finding_id: str, source: str | None) -> Entry:
        key = key_of(finding_id)
        found = [e for e in self.entries if e.key == key and source in (None, e.source)]
        if not found:
            raise BaselineError(
                f"基线里没有编号为 {finding_id} 的问题。请先运行 jixiao baseline 文件…，再照抄其中的编号。"
            )
        if len(found) > 1:
            names = "、".join(entry.source for entry in found)
            raise BaselineError(f"编号 {finding_id} 在几个文件里都有（{names}），请用 --source 指明是哪一个文件。")
        return found[0]

    def dump(self) -> str:
        """Return the baseline as JSON text, one field a line."""
        rows = [_row(entry) for entry in self.entries]
        return json.dumps({"jixiao_baseline": FORMAT, "findings": rows}, ensure_ascii=False, indent=1) + "\n"


def _row(entry: Entry) -> dict[str, str]:
    row = {
        "id": entry.key,
        "source": entry.source,
        "check": entry.check,
        "severity": entry.severity,
        "message": entry.message,
        "verdict": entry.verdict.value,
    }
    if entry.reason:
        row["reason"] = entry.reason
    if entry.decided:
        row["date"] = entry.decided.isoformat()
    return row


def parse_baseline(text: str, name: str) -> Baseline:
    """Parse a baseline; NAME is the file's name for messages.

    Raises :class:`BaselineError` naming the file, the entry and what is allowed.
    """
    try:
        content = json.loads(text)
    except json.JSONDecodeError as fault:
        raise BaselineError(f"{name}：第{fault.lineno}行不是正确的 JSON，请改正该行或恢复旧文件。") from fault
    if not isinstance(content, dict) or set(content) != _HEAD or not isinstance(content["findings"], list):
        raise BaselineError(f"{name}：不是 jixiao 的基线文件（应只有 jixiao_baseline 和 findings 两项）。")
    if content["jixiao_baseline"] != FORMAT:
        version = content["jixiao_baseline"]
        raise BaselineError(f"{name}：基线的格式版本是 {version}，本程序只认 {FORMAT}，请升级 jixiao。")
    entries = [_entry(row, f"{name}：第{at}条") for at, row in enumerate(content["findings"], 1)]
    _refuse_doubles(entries, name)
    return Baseline(tuple(entries))


def _entry(row: object, where: str) -> Entry:
    if not isinstance(row, dict) or not all(isinstance(value, str) for value in row.values()):
        raise BaselineError(f"{where}应是一组“名称: 文字”。")
    allowed = "、".join((*_REQUIRED, *_OPTIONAL))
    if unknown := [key for key in row if key not in (*_REQUIRED, *_OPTIONAL)]:
        raise BaselineError(f"{where}有不认识的项 {unknown[0]}，只能用 {allowed}。")
    if missing := [key for key in _REQUIRED if key not in row]:
        raise BaselineError(f"{where}缺少 {missing[0]}。")
    return Entry(
        key=row["id"],
        source=row["source"],
        check=row["check"],
        severity=row["severity"],
        message=row["message"],
        verdict=_verdict(row["verdict"], where),
        reason=row.get("reason", ""),
        decided=_date(row["date"], where) if "date" in row else None,
    )


def _verdict(text: str, where: str) -> Verdict:
    if text not in set(Verdict):
        raise BaselineError(f"{where}的 verdict 是“{text}”，只能是 {'、'.join(Verdict)}。")
    return Verdict(text)


def _date(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise BaselineError(f"{where}的 date 是“{text}”，应写成 2024-06-30 这样的日期。") from fault


def _refuse_doubles(entries: Sequence[Entry], name: str) -> None:
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        if (entry.source, entry.key) in seen:
            raise BaselineError(f"{name}：{entry.source} 的编号 {entry.key} 出现了两次，请删去一条。")
        seen.add((entry.source, entry.key))
