"""A look into an installation from a process of its own: ``python -m tests.web.live.inside prepare`` or ``look``.

It runs with the settings of the installation that the environment names, not with those of the tests, and speaks JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from jixiao.web.serving import prepare

_CHANGED = "修改"


def lay_out() -> dict[str, Any]:
    """Make the small world of the tests in an empty installation; return what a browser has to know."""
    from tests.web.conftest import PASSWORD, small_world

    world = small_world()
    world.second_clerk()
    cells = [path for path, _ in _texts(world.sheet)]
    return {"sheet": world.sheet.pk, "content": world.sheet.content, "cells": cells, "password": PASSWORD}


def _texts(sheet: Any) -> Iterator[tuple[str, str]]:
    from jixiao.web.sheets.judging import leaves_of

    for path, row in leaves_of(sheet.evaluation):
        yield f"{path}/reason", row.reason or ""


def look(beginning: Any) -> dict[str, Any]:
    """Return what is kept of the only sheet, and in ``faults`` whatever in it does not agree with the rest."""
    from jixiao.web.journal.chain import broken_links
    from jixiao.web.sheets.models import Sheet
    from tests.web.conftest import everything

    sheet = Sheet.objects.get()
    changes = [(each.version, each.edits, each.person.username) for each in sheet.changes.order_by("version")]
    faults = [*broken_links(), *_disagreements(sheet, beginning, changes)]
    rows = {name: values for name, values in everything().items() if "journal" not in name}
    return {"content": sheet.content, "version": sheet.version, "changes": changes, "faults": faults, "rows": rows}


def _disagreements(sheet: Any, beginning: Any, changes: list[tuple[int, Any, str]]) -> Iterator[str]:
    from jixiao.web.journal.models import Entry
    from jixiao.web.sheets.editing import value_at, with_value
    from jixiao.web.sheets.saving import refresh

    content = beginning
    for number, (version, edits, _) in enumerate(changes, start=1):
        if version != number:
            yield f"change {number} has version {version}"
        for edit in edits:
            if value_at(content, edit["path"]) != edit["before"]:
                yield f"version {version}: {edit['path']} did not read {edit['before']} before"
            content = with_value(content, edit["path"], edit["after"])
    if content != sheet.content or len(changes) != sheet.version:
        yield f"the content is not that of its {len(changes)} changes (version {sheet.version})"
    kept = [entry.after for entry in Entry.objects.filter(subject=f"sheet:{sheet.pk}", action=_CHANGED)]
    if kept != [{edit["path"]: edit["after"] for edit in edits} for _, edits, _ in changes]:
        yield "the journal does not tell the same changes"
    total = sheet.total
    refresh(sheet)
    if sheet.total != total:
        yield f"the total kept beside the content is {total}, not {sheet.total}"


def main() -> None:
    """Do what the command line asks for."""
    prepare()
    answer = lay_out() if sys.argv[1] == "prepare" else look(json.load(sys.stdin))
    json.dump(answer, sys.stdout, default=str)


if __name__ == "__main__":
    main()
