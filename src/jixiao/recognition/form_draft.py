"""One form while the rows of its tables are read, and the joining of pieces that belong to one form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.documents import Excerpt, Layout
from jixiao.evaluations import FundLine, Goal, Grade, GradeBand, Indicator, Points
from jixiao.recognition.indicator_tree import Branch, build_tree
from jixiao.recognition.model import DataTable, Field, InlineAmount

_TEXT_BETWEEN = 800


@dataclass(slots=True)
class FormDraft:
    """One form while its rows are read. A table may hold several forms, and a form several tables."""

    start: int
    end: int
    layout: Layout
    fields: list[Field] = field(default_factory=list)
    funds: list[FundLine] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    branches: list[Branch] = field(default_factory=list)
    inline: list[InlineAmount] = field(default_factory=list)
    data: list[DataTable] = field(default_factory=list)
    total_label: Excerpt | None = None
    total_weight: Points | None = None
    total: Points | None = None
    grade: Grade | None = None
    bands: list[GradeBand] = field(default_factory=list)
    titles: list[Excerpt] = field(default_factory=list)
    scored: bool = False
    complete: bool = False

    @property
    def tree(self) -> tuple[Indicator, ...]:
        """The indicator tree of the form."""
        return build_tree(self.branches, torn=self.layout is not Layout.GRID)

    @property
    def all_full(self) -> bool:
        """Tell whether no indicator that was read lost a point: then a lone 100 behind 总分 is the score."""
        pairs = self._points()
        return all(score is not None and score.value == weight.value for weight, score in pairs if weight is not None)

    @property
    def scored_in_all(self) -> Decimal | None:
        """The sum of the scores that were read; ``None`` where it is that of the weights as well."""
        weights = sum((weight.value for weight, _ in self._points() if weight is not None), Decimal(0))
        scores = sum((score.value for _, score in self._points() if score is not None), Decimal(0))
        return scores if scores != weights else None

    def _points(self) -> list[tuple[Points | None, Points | None]]:
        """Return weight and score of every row that was read."""
        rows = [row for branch in self.branches for part in (branch, *branch.branches) for row in part.rows]
        return [(row.weight, row.score) for row in rows] + [(line.weight, line.score) for line in self.funds]

    @property
    def empty(self) -> bool:
        """Tell whether nothing of a form was found."""
        return not (self.funds or self.branches or self.data or self.inline)


def merge_drafts(drafts: Iterator[FormDraft]) -> list[FormDraft]:
    """Join the drafts that are pieces of one form (a table torn over pages, or its parts as tables of their own)."""
    merged: list[FormDraft] = []
    for draft in drafts:
        last = merged[-1] if merged else None
        if last is not None and _continues(last, draft):
            last.end = draft.end
            last.funds += draft.funds
            last.goals += draft.goals
            last.branches += draft.branches
            last.inline += draft.inline
            last.data += draft.data
            last.total_label = draft.total_label or last.total_label
            last.total_weight = draft.total_weight or last.total_weight
            last.total = draft.total or last.total
            last.grade = draft.grade or last.grade
            last.bands = last.bands or draft.bands
            last.scored = last.scored or draft.scored
        else:
            merged.append(draft)
    return merged


def _continues(last: FormDraft, draft: FormDraft) -> bool:
    """Tell whether DRAFT goes on with the form LAST: it opens no form of its own and brings what is missing."""
    brings_rest = bool(draft.branches) and not last.branches and bool(last.funds)
    if draft.titles or draft.fields or draft.start - last.end > (_TEXT_BETWEEN if brings_rest else 40):
        return False
    return last.total_label is None
