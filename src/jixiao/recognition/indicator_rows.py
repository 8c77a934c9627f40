"""Rows of indicators: which branches a row opens, and the indicator that it tells."""

from __future__ import annotations

import re
from functools import lru_cache

from jixiao.documents import Cell, Excerpt, Layout
from jixiao.evaluations import Points
from jixiao.quantities import parse_number
from jixiao.recognition.columns import DIMENSION_NAME, Column, is_blank
from jixiao.recognition.form_draft import FormDraft
from jixiao.recognition.indicator_tree import Branch, LeafRow
from jixiao.recognition.passages import clean_text
from jixiao.recognition.table_rows import Head, Row, amount_of, excerpt_of, numbers_in, points_in_label, points_of

_POINTS_END = re.compile(r"（\d+(?:\.\d+)?分）$")


class IndicatorRows:
    """Reads the rows below a head of indicators into the branches of DRAFT, which changes where a table goes on."""

    def __init__(self, draft: FormDraft, source: int) -> None:
        self.draft = draft
        self.source = source
        self.torn: Cell | None = None

    def read(self, row: Row, head: Head) -> None:
        """Read one row: a branch that it opens, an indicator, or a piece that a page break tore off."""
        if row.layout is not Layout.GRID:
            if self._torn_points(row):
                return
            row = self._without_dimension(row, head)
        if not row.filled:
            return
        laid = self._cost_as_category(head, head.lay(row))
        self._open_branches(row, head, laid)
        name = head.find(laid, _lowest(head))
        values = {role: head.find(laid, role) for role in (Column.TARGET, Column.ACTUAL, Column.SCORE)}
        values[Column.ACTUAL] = values[Column.ACTUAL] or _blank_actual(row, head, values[Column.TARGET])
        weight = self._weight_of(row, head, laid, _lowest(head))
        named = name is not None and not is_blank(clean_text(name.text))
        valued = weight is not None or any(c is not None and not is_blank(clean_text(c.text)) for c in values.values())
        if not named and not valued:
            return
        if named and not valued and name is not None and row.layout is not Layout.GRID:
            self.torn = name
            return
        lowest = name if named else self._lowest_label(head, laid)
        if lowest is None:
            return
        whole_name = self._joined_name(row, lowest)
        weight = weight or points_in_label(row, lowest)
        self._category().rows.append(
            LeafRow(
                name=whole_name,
                weight=weight or (None if Column.INDICATOR in head.columns else self._any_weight(row, head, laid)),
                score=points_of(row, values[Column.SCORE]),
                target=excerpt_of(row, values[Column.TARGET]),
                unit=excerpt_of(row, head.find(laid, Column.UNIT)),
                nature=excerpt_of(row, head.find(laid, Column.NATURE)),
                actual=excerpt_of(row, values[Column.ACTUAL]),
                completion=amount_of(row, head.find(laid, Column.COMPLETION)),
                coefficient=amount_of(row, head.find(laid, Column.COEFFICIENT)),
                deviation=amount_of(row, head.find(laid, Column.DEVIATION)),
                reason=self._reason(row, head, laid),
                measure=excerpt_of(row, head.find_measure(laid)),
                explanation=excerpt_of(row, head.find(laid, Column.EXPLANATION)),
            )
        )
        self.draft.scored = self.draft.scored or Column.SCORE in head.columns

    def _torn_points(self, row: Row) -> bool:
        """Read a line that ends the name above it, ``（10分）`` or ``比例（10分）``; torn heads are nothing."""
        texts = [clean_text(cell.text) for cell in row.filled]
        if all(re.fullmatch(r"值（[AB]）", text) for text in texts):
            return True
        rows = self._category().rows
        last = rows[-1] if rows else None
        lone = len(texts) == 1 and re.fullmatch(r"（\d+(?:\.\d+)?分）?|分）", texts[0])
        ends = last is not None and last.weight is None and not numbers_in(row) and _POINTS_END.search(texts[-1])
        if not lone and not (ends and len(texts) <= 2):
            return False
        if last is not None and last.weight is None:
            last.weight = points_in_label(row, row.filled[-1])
        return True

    def _without_dimension(self, row: Row, head: Head) -> Row:
        """Open the dimension that a row brings though the head has no column for it, and return the rest of the row."""
        first = row.filled[0] if row.filled else None
        if Column.DIMENSION in head.columns or first is None or not DIMENSION_NAME.match(clean_text(first.text)):
            return row
        rest = tuple(cell for cell in row.cells if cell is not first)
        if any(parse_number(clean_text(cell.text)) is None for cell in rest[:1]) or not rest:
            self.draft.branches.append(Branch(row.excerpt(first), points_in_label(row, first)))
            return Row(rest, row.layout, row.source)
        return row

    def _cost_as_category(self, head: Head, laid: dict[int, Cell]) -> dict[int, Cell]:
        """成本指标 names a dimension in some forms, a category of 产出指标 in others: there no category follows it."""
        roles = head.columns
        if Column.DIMENSION not in roles or Column.CATEGORY not in roles or not self.draft.branches:
            return laid
        dimension, category = roles.index(Column.DIMENSION), roles.index(Column.CATEGORY)
        cell = laid.get(dimension)
        below = laid.get(category)
        if cell is None or not clean_text(cell.text).startswith("成本") or (below is not None and below.text.strip()):
            return laid
        return {category if at == dimension else at: c for at, c in laid.items() if at != category}

    def _reason(self, row: Row, head: Head, laid: dict[int, Cell]) -> Excerpt | None:
        """Return the reason cell; an empty one where the form has the column and a text export dropped the blank."""
        cell = head.find(laid, Column.REASON)
        if cell is None and Column.REASON in head.columns and row.layout is not Layout.GRID:
            end = row.cells[-1].span.end
            return Excerpt("", end, end, self.source)
        return excerpt_of(row, cell)

    def _joined_name(self, row: Row, cell: Cell) -> Excerpt:
        """Return the name of an indicator, with the piece that a page break tore off its front."""
        excerpt, torn = row.excerpt(cell), self.torn
        self.torn = None
        if torn is None:
            return excerpt
        return Excerpt(torn.text.strip() + excerpt.text, excerpt.start, excerpt.end, excerpt.source)

    def _lowest_label(self, head: Head, laid: dict[int, Cell]) -> Cell | None:
        for role in (Column.CATEGORY, Column.DIMENSION):
            cell = head.find(laid, role)
            if cell is not None and not is_blank(clean_text(cell.text)):
                return cell
        return None

    def _weight_of(self, row: Row, head: Head, laid: dict[int, Cell], level: Column) -> Points | None:
        """Return the weight that belongs to LEVEL: with a weight column behind every level, the one behind its own."""
        position = _weight_column(head.columns, level)
        return points_of(row, laid.get(position)) if position is not None else None

    def _any_weight(self, row: Row, head: Head, laid: dict[int, Cell]) -> Points | None:
        return points_of(row, head.find(laid, Column.WEIGHT))

    def _open_branches(self, row: Row, head: Head, laid: dict[int, Cell]) -> None:
        lowest = _lowest(head)
        dimension = head.find(laid, Column.DIMENSION)
        if dimension is not None and not is_blank(clean_text(dimension.text)) and lowest is not Column.DIMENSION:
            weight = self._weight_of(row, head, laid, Column.DIMENSION) or points_in_label(row, dimension)
            if not self._told_again(dimension):
                self.draft.branches.append(Branch(row.excerpt(dimension), weight))
        category = head.find(laid, Column.CATEGORY)
        if category is not None and self._is_lone_name(row, head, laid, category):
            return
        if category is not None and not is_blank(clean_text(category.text)) and lowest is not Column.CATEGORY:
            weight = self._weight_of(row, head, laid, Column.CATEGORY) or points_in_label(row, category)
            self._dimension().branches.append(Branch(row.excerpt(category), weight))

    def _is_lone_name(self, row: Row, head: Head, laid: dict[int, Cell], category: Cell) -> bool:
        """In text, a lone ``参保群众满意度`` under the categories is an indicator whose category stands further up."""
        name = head.find(laid, Column.INDICATOR)
        alone = Column.INDICATOR in head.columns and (name is None or is_blank(clean_text(name.text)))
        text = clean_text(category.text)
        return row.layout is not Layout.GRID and alone and not re.search(r"指标(?:（.*）)?$|（[\d.]+分）$", text)

    def _told_again(self, dimension: Cell) -> bool:
        """Tell whether the row repeats the name of the dimension that is open, as lists without merged cells do."""
        last = self.draft.branches[-1] if self.draft.branches else None
        return last is not None and last.name is not None and clean_text(last.name.text) == clean_text(dimension.text)

    def _dimension(self) -> Branch:
        if not self.draft.branches:
            self.draft.branches.append(Branch(None))
        return self.draft.branches[-1]

    def _category(self) -> Branch:
        dimension = self._dimension()
        if not dimension.branches:
            dimension.branches.append(Branch(None))
        return dimension.branches[-1]


def _lowest(head: Head) -> Column:
    """Return the lowest level of indicators that the head has a column for."""
    levels = (Column.INDICATOR, Column.CATEGORY, Column.DIMENSION)
    return next((level for level in levels if level in head.columns), Column.INDICATOR)


def _blank_actual(row: Row, head: Head, target: Cell | None) -> Cell | None:
    """Return the empty cell that a text export kept where the actual value belongs, as far behind the target as heads.

    Laying a row drops the blanks at its end, so that a value left out there is not laid at all.
    """
    if target is None or row.layout is Layout.GRID or not {Column.TARGET, Column.ACTUAL} <= set(head.columns):
        return None
    step = head.columns.index(Column.ACTUAL) - head.columns.index(Column.TARGET)
    at = row.cells.index(target) + step
    return row.cells[at] if step > 0 and at < len(row.cells) and not row.cells[at].text.strip() else None


@lru_cache(maxsize=256)
def _weight_column(columns: tuple[Column, ...], level: Column) -> int | None:
    """Return the position of the first weight column behind the names of LEVEL."""
    owner = Column.OTHER
    for position, role in enumerate(columns):
        if role in (Column.DIMENSION, Column.CATEGORY, Column.INDICATOR):
            owner = role
        if role is Column.WEIGHT and owner is level:
            return position
    return None
