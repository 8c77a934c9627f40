"""Tables that came down to words parted by spaces: rows are gone, so only runs of values that prove themselves count.

A run ``target actual weight score`` is an indicator, whatever heads a converter dropped in between. Everything else
in such a table is left alone: its place among rows and columns cannot be known.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from jixiao.documents import Excerpt, Layout, Table
from jixiao.evaluations import Goal, Points
from jixiao.quantities import parse_number, parse_quantity
from jixiao.recognition.columns import CATEGORY_NAME, DIMENSION_NAME, Column, column_of, is_blank
from jixiao.recognition.flat_funds import FUND_LABEL, read_funds
from jixiao.recognition.flat_words import FlatWords
from jixiao.recognition.form_draft import FormDraft
from jixiao.recognition.indicator_tree import Branch, LeafRow
from jixiao.recognition.passages import clean_text
from jixiao.recognition.table_rows import points_in_label, points_of

_COMPARED = re.compile(r"^[≥≤<>=]")
_TOTAL_WORD = re.compile(r"^(?:总分|合计|总计|总得分)[：]?$")
_POINTS_WORD = re.compile(r"^[（(]?\d+(?:\.\d+)?分[）)]?$")
_GOAL_POINTS = re.compile(r"目标[\d一二三四五]?：[^（）]{2,40}（(\d+(?:\.\d+)?)分）")
_GOAL_HEAD = re.compile(r"(?:预期|年初设定|年度(?:绩效|总体)?)目标")
_REACHED_HEAD = re.compile(r"(?:全年|年度)?(?:实际|目标)完成情况")
_BEHIND_GOALS = re.compile(r"绩效?$|绩效指标|[一二三]级")
_YEAR_LINE = re.compile(r"（?20\d\d年度?）?")
_YEAR_WORDS = 4
_FORM_TITLE = re.compile(r"(?:自评|绩效|数据)(?:情况)?表")
_FORM_OPENS = re.compile(r"(?:项目(?:支出)?名称|(?:预算)?部门(?:[（(]单位[）)])?名称)[：:]?$")
_LONGEST_TITLE = 40
_NUMBERED = re.compile(r"指标\d{1,2}[：:](?=.)")
_PIECE_OF_HEAD = re.compile(r"指标|[（()）]|绩|效$|分$")
_NAMED_POINTS = re.compile(r"[\u4e00-\u9fa5“”].{3,}（\d+(?:\.\d+)?分）$")
_FULL_LINE = 12
_TORN_END = 6
_LEVELS = (Column.DIMENSION, Column.CATEGORY, Column.INDICATOR)
_HUNDRED = Decimal(100)


def read_flat(table: Table, source: int) -> list[FormDraft]:
    """Return the forms of a flat TABLE: mostly one; several where each has a name of its project and a total."""
    return [_read_form(part, source) for part in _forms_in(table)]


def _forms_in(table: Table) -> list[Table]:
    """Part TABLE before each title, or each project name, that comes behind the total of the form before."""
    texts = [clean_text(cell.text) for cell in table.cells]
    starts, title, closed = [0], 0, False
    for at, text in enumerate(texts):
        closed = closed or _TOTAL_WORD.match(text) is not None
        if _FORM_TITLE.search(text) and len(text) <= _LONGEST_TITLE:
            title = at
        if closed and _FORM_OPENS.match(text):
            starts.append(title if at - title <= _YEAR_WORDS + 1 and title > starts[-1] else at)
            closed = False
    parts = (table.cells[start:stop] for start, stop in pairwise([*starts, len(texts)]))
    ends = [*(table.cells[start].span.start for start in starts[1:]), table.span.end]
    begins = [table.span.start, *ends]
    spans = (type(table.span)(begin, end) for begin, end in zip(begins, ends, strict=False))
    return [replace(table, cells=cells, span=span) for cells, span in zip(parts, spans, strict=True)]


def _read_form(table: Table, source: int) -> FormDraft:
    words = FlatWords(table, source)
    draft = FormDraft(start=table.span.start, end=table.span.end, layout=Layout.FLAT)
    draft.funds = read_funds(words)
    draft.goals = _goals(words)
    reader = _Indicators(words)
    rows = reader.rows()
    if rows:
        draft.scored = True
        reader.total(draft)
        draft.complete = reader.all_read(rows, draft)
        draft.branches = reader.branches(rows) if draft.complete else [Branch(None, branches=[Branch(None, rows=rows)])]
    for at, cell in enumerate(words.cells):
        if _FORM_TITLE.search(clean_text(cell.text)) and len(cell.text) <= _LONGEST_TITLE:
            draft.titles.append(words.excerpt(at, _with_year(words, at)))
    return draft


def _with_year(words: FlatWords, title: int) -> int:
    """Return the last word of a title that its year, printed below it, goes on: ``自评表 （ 2023 年度）``."""
    for last in range(title + 1, min(title + 1 + _YEAR_WORDS, len(words.texts))):
        if _YEAR_LINE.fullmatch("".join(words.texts[title + 1 : last + 1])):
            return last
    return title


def _goals(words: FlatWords) -> list[Goal]:
    """Return the goal and what was reached, where each stands whole behind its own head."""
    texts = words.texts
    reached = next((at for at, text in enumerate(texts) if at and _REACHED_HEAD.fullmatch(text)), 0)
    goal = next((at for at in range(reached - 2, -1, -1) if _GOAL_HEAD.fullmatch(texts[at])), None)
    if goal is None:
        return []
    end = next((at for at in range(reached + 2, len(texts)) if _BEHIND_GOALS.match(texts[at])), None)
    if end is None or any(map(words.head, (*range(goal + 1, reached), *range(reached + 1, end)))):
        return []
    return [Goal(expected=words.excerpt(goal + 1, reached - 1), reached=words.excerpt(reached + 1, end - 1))]


class _Indicators:
    """Finds the indicators among the words that the fund rows left."""

    def __init__(self, words: FlatWords) -> None:
        self.words = words
        self.row = words.row
        self.stream = [at for at in range(len(words.texts)) if not words.used[at] and not words.head(at)]
        self.last = 0

    def rows(self) -> list[LeafRow]:
        """Find the runs ``target actual weight score``, where the score is not above the weight."""
        rows: list[LeafRow] = []
        step = 1
        while step + 3 < len(self.stream):
            run = self.stream[step : step + 4]
            proven = self._proven(run)
            if proven or self._proven_by_name(run):
                rows.append(self._leaf(step) if proven else self._named_leaf(run))
                step += 4
                self.last = run[3] + 1
            else:
                step += 1
        return rows

    def _proven(self, run: list[int]) -> bool:
        target, actual, weight, score = run
        full, scored = self.words.plain(weight), self.words.plain(score)
        if full is None or scored is None or not (0 <= scored <= full and 0 < full <= 60):
            return False
        return weight + 1 == score and self._a_pair(target, actual)

    def _proven_by_name(self, run: list[int]) -> bool:
        """Tell whether a run is ``name（10分） target actual score``: the name carries the weight."""
        name, target, actual, score = run
        carried = (
            points_in_label(self.row, self.words.cells[name]) if _NAMED_POINTS.search(self.words.texts[name]) else None
        )
        scored = self.words.plain(score)
        if carried is None or scored is None or not 0 <= scored <= carried.value or score - name != len(run) - 1:
            return False
        return not DIMENSION_NAME.match(self.words.texts[name]) and self._a_pair(target, actual)

    def _named_leaf(self, run: list[int]) -> LeafRow:
        name, target, actual, score = (self.words.cells[at] for at in run)
        self.words.use(*run)
        return LeafRow(
            name=self.row.excerpt(name),
            target=self.row.excerpt(target),
            actual=self.row.excerpt(actual),
            weight=points_in_label(self.row, name),
            score=points_of(self.row, score),
            reason=self._no_reason(run[3] + 1),
        )

    def _a_pair(self, target: int, actual: int) -> bool:
        """Tell whether two words can be a target and its actual value."""
        wanted, reached = self.words.texts[target], self.words.texts[actual]
        if is_blank(wanted) or is_blank(reached) or FUND_LABEL.search(wanted) or FUND_LABEL.search(reached):
            return False
        if column_of(wanted) is not Column.OTHER or column_of(reached) is not Column.OTHER:
            return False
        measured = parse_quantity(wanted.lstrip("≥≤<>=")), parse_quantity(reached)
        if measured[0] is None and measured[1] is None:
            return parse_number(wanted) is None and not CATEGORY_NAME.match(wanted) and not CATEGORY_NAME.match(reached)
        if measured[0] is None or measured[1] is None:
            return bool(_COMPARED.match(wanted))
        same = measured[0].unit == measured[1].unit
        return same or (bool(_COMPARED.match(wanted)) and "" in (measured[0].unit, measured[1].unit))

    def _leaf(self, step: int) -> LeafRow:
        target, actual, weight, score = self.stream[step : step + 4]
        name = self._name(target)
        self.words.use(target, actual, weight, score)
        return LeafRow(
            name=name,
            target=self.row.excerpt(self.words.cells[target]),
            actual=self.row.excerpt(self.words.cells[actual]),
            weight=points_of(self.row, self.words.cells[weight]),
            score=points_of(self.row, self.words.cells[score]),
            reason=self._no_reason(score + 1),
        )

    def _name(self, target: int) -> Excerpt:
        """Return the words before a target that name its indicator; a lone name of a category may be that name."""
        numbered = self._numbered_name(target)
        if numbered is not None:
            return numbered
        first = target
        while first > self.last and target - first < 3 and self.words.name(first - 1):
            first -= 1
        if first < target:
            return self.words.excerpt(first, target - 1)
        before = target - 1
        lone = before >= self.last and not self.words.used[before] and CATEGORY_NAME.match(self.words.texts[before])
        return self.words.excerpt(before, before) if lone else self.words.excerpt(target, target)

    def _numbered_name(self, target: int) -> Excerpt | None:
        """Return the name told as ``指标1:参保人数`` behind the last indicator, its torn end with it."""
        texts = self.words.texts
        first = next((at for at in range(target - 1, self.last - 1, -1) if _NUMBERED.match(texts[at])), None)
        if first is None or any(self.words.used[first:target]):
            return None
        end = first
        while end + 1 < target and len(texts[end]) >= _FULL_LINE and self._goes_on(end + 1):
            end += 1
        return self.words.excerpt(first, end)

    def _goes_on(self, at: int) -> bool:
        """Tell whether a short word can be the end of a name that was torn over two lines."""
        text = self.words.texts[at]
        return len(text) <= _TORN_END and self.words.name(at) and not _PIECE_OF_HEAD.search(text)

    def _no_reason(self, at: int) -> Excerpt | None:
        """Return an empty reason where a number follows at once; words there may be a reason or the next name."""
        if at < len(self.words.texts) and parse_quantity(self.words.texts[at]) is None:
            return None
        return self.words.nothing_after(at - 1)

    def all_read(self, rows: list[LeafRow], draft: FormDraft) -> bool:
        """Tell whether no number between the heads of the indicators and the total was left over."""
        end = draft.total_label
        if rows[0].weight is None or end is None:
            return False
        first = rows[0].weight.excerpt.start
        heads = [c for c in self.words.cells if c.span.start < first and column_of(c.text) in _LEVELS]
        start = heads[-1].span.start if heads else first
        inside = [i for i, c in enumerate(self.words.cells) if start <= c.span.start < end.start]
        return not any(not self.words.used[i] and parse_number(self.words.texts[i]) is not None for i in inside)

    def branches(self, rows: list[LeafRow]) -> list[Branch]:
        """Return the rows under the dimensions (``产出指标(50分)``) whose names stand before them."""
        found = [Branch(None)]
        marks = [at for at in range(len(self.words.texts)) if self._dimension_points(at)]
        for row in rows:
            while marks and self.words.cells[marks[0]].span.start < row.name.start:
                at = marks.pop(0)
                points = self._dimension_points(at)
                name = self.row.excerpt(self.words.cells[at])
                told_in_name = points is not None and name.start <= points.excerpt.start < name.end
                found.append(Branch(points.excerpt if points is not None and told_in_name else name, points))
            found[-1].rows.append(row)
        if (told := self._last_words()) is not None:
            rows[-1].reason = told
        for position, row in enumerate(rows):
            following = rows[position + 1] if position + 1 < len(rows) else None
            if row.reason is None and self._nothing_between(row, following):
                row.reason = self._empty_after(row)
        return [branch for branch in found if branch.name is not None or branch.rows]

    def _last_words(self) -> Excerpt | None:
        """Return the words between the last score and the label of the total: they are the reason told there."""
        texts = self.words.texts
        end = next((at for at in range(self.last, len(texts)) if _TOTAL_WORD.match(texts[at])), self.last)
        words = range(self.last, end)
        if not words or any(self.words.used[at] or parse_number(texts[at]) is not None for at in words):
            return None
        return self.words.excerpt(words[0], words[-1])

    def _dimension_points(self, at: int) -> Points | None:
        """Return the weight that the name of a dimension carries, as ``产出指标(50分)`` or ``产出指标 50分``."""
        cells, texts = self.words.cells, self.words.texts
        if goal := _GOAL_POINTS.search(texts[at]):
            start = cells[at].span.start
            place = Excerpt(
                cells[at].text[goal.start() : goal.end()], start + goal.start(), start + goal.end(), self.row.source
            )
            return Points(value=Decimal(goal[1]), excerpt=place)
        if not DIMENSION_NAME.match(texts[at]):
            return None
        carried = points_in_label(self.row, cells[at])
        if carried is None and at + 1 < len(texts) and _POINTS_WORD.match(texts[at + 1]):
            number = parse_number(texts[at + 1].strip("（）()").removesuffix("分"))
            return Points(value=number[0], excerpt=self.row.excerpt(cells[at + 1])) if number else None
        return carried

    def _nothing_between(self, row: LeafRow, following: LeafRow | None) -> bool:
        """Tell whether only names of categories stand between a score and the name of the next indicator."""
        start = row.score.excerpt.end if row.score is not None else row.name.end
        end = following.name.start if following is not None else start
        words = [clean_text(c.text) for c in self.words.cells if start <= c.span.start < end]
        single = following is None or " " not in following.name.text
        return single and all(CATEGORY_NAME.match(w) or DIMENSION_NAME.match(w) for w in words)

    def _empty_after(self, row: LeafRow) -> Excerpt:
        end = row.score.excerpt.end if row.score is not None else row.name.end
        return Excerpt("", end, end, self.row.source)

    def total(self, draft: FormDraft) -> None:
        """Read the total: the numbers behind 总分, or a closing pair ``100 94``."""
        for at, text in enumerate(self.words.texts):
            if _TOTAL_WORD.match(text) and self.words.plain(at + 1) is not None:
                self._set_total(draft, at + 1, at)
                return
        for at in range(len(self.words.texts) - 2, self.last - 1, -1):
            if self.words.plain(at) == _HUNDRED and self.words.plain(at + 1) is not None:
                self._set_total(draft, at, at)
                return

    def _set_total(self, draft: FormDraft, at: int, label: int) -> None:
        draft.total_label = self.row.excerpt(self.words.cells[label])
        weight, score = points_of(self.row, self.words.cells[at]), None
        if self.words.plain(at + 1) is not None:
            score = points_of(self.row, self.words.cells[at + 1])
        draft.total_weight, draft.total = (weight, score) if _is_full(weight, score) else (None, weight)


def _is_full(weight: Points | None, score: Points | None) -> bool:
    """Tell whether the first number behind 总分 is the full weight: 100, or a round number that the second is below."""
    if weight is None or weight.value == _HUNDRED:
        return weight is not None
    return score is not None and weight.value % 10 == 0 and 0 <= score.value <= weight.value
