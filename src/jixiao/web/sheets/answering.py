"""What a page is told after a saving: scores, what is still to be done, what other people wrote meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jixiao.scoring import Scorecard
from jixiao.web.sheets.catching_up import changed_since
from jixiao.web.sheets.editing import Edit, value_at
from jixiao.web.sheets.judging import scored
from jixiao.web.sheets.models import State
from jixiao.web.sheets.pointing import todos_of
from jixiao.web.sheets.presenting import page_of, shown
from jixiao.web.sheets.saving import Saved


def answer_to(saved: Saved, seen: int, asked: Iterable[Edit]) -> dict[str, Any]:
    """Return what a page that looked at version SEEN has to know of SAVED and of the sheet as it is now.

    ``made`` are all cells of ASKED that were not refused, as they are kept now, changed by it or not.
    """
    sheet = saved.sheet
    evaluation = sheet.evaluation
    card = scored(evaluation)
    state = State(sheet.state)
    page = page_of(evaluation, card, state, may_edit=True)
    refused = {each.path for each in saved.merged.refused}
    made = {edit.path: value_at(sheet.content, edit.path) for edit in asked if edit.path not in refused}
    return {
        "version": sheet.version,
        "shaped": seen < sheet.shaped_at,
        "state": sheet.state,
        "made": [{"path": path, "now": now} for path, now in made.items()],
        "others": {path: now for path, now in changed_since(sheet, seen).items() if path not in made},
        "refused": [
            {"path": each.path, "now": each.now, "message": each.message, "conflict": each.conflict}
            for each in saved.merged.refused
        ],
        "scores": {row.path: {"score": row.score, "why": [*row.why]} for row in page.scored_rows if not row.group},
        "parts": {row.path: {"text": row.parts, "wrong": row.wrong} for row in page.indicators if row.group},
        "total": shown(card.total) if card is not None else "",
        "grade": sheet.grade,
        "points": points_so_far(card),
        "todos": [each.as_json() for each in todos_of(card, state)],
    }


def points_so_far(card: Scorecard | None) -> str:
    """Return how many points of how many are known while there is no total yet; nothing where there is one."""
    if card is None or card.total is not None or not card.scored:
        return ""
    return f"已计{shown(card.scored)}分（共{shown(card.scored_weight)}分可计）"
