"""What others changed in a sheet since somebody looked at it, so that his page can catch up."""

from __future__ import annotations

from typing import Any

from jixiao.web.sheets.editing import NoSuchCellError, value_at
from jixiao.web.sheets.models import Sheet


def changed_since(sheet: Sheet, seen: int) -> dict[str, Any]:
    """Return the cells of SHEET that were changed after version SEEN, by path, as they are now.

    Where rows were added or moved meanwhile paths mean other cells: then there is nothing to tell, see ``shaped_at``.
    """
    if seen >= sheet.version or seen < sheet.shaped_at:
        return {}
    paths = {
        edit["path"]
        for edits in sheet.changes.filter(version__gt=seen).values_list("edits", flat=True)
        for edit in edits
    }
    return {path: value for path in sorted(paths) if (value := _now(sheet, path)) is not _GONE}


_GONE = object()


def _now(sheet: Sheet, path: str) -> Any:
    try:
        return value_at(sheet.content, path)
    except NoSuchCellError:
        return _GONE
