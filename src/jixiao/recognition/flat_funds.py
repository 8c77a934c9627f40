"""The fund rows of a flat table: under their heads, head by head, or as runs of values that prove themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from jixiao.documents import Cell
from jixiao.evaluations import FundLine
from jixiao.quantities import parse_quantity
from jixiao.recognition.columns import Column, column_of
from jixiao.recognition.flat_words import FlatWords
from jixiao.recognition.table_rows import amount_of, points_in_head, points_of, unit_of

FUND_LABEL = re.compile(r"资金(?:总额)?[：]?$|财政拨款|^其中")
_PART_LABEL = re.compile(
    r"^其中|拨款|结转|资金[：]?$|补助[：]?$|^(?:中央|省级?|市级?|县级?|区级?|地方)(?:财政|资金|补助)?[：]?$"
)
_MONEY = (Column.INITIAL, Column.ADJUSTED, Column.EXECUTED)
_COLUMNS = (*_MONEY, Column.WEIGHT, Column.RATE, Column.SCORE)
_BEHIND_FUNDS = re.compile(r"总体$|目标$|^[一二三]级$|[一二三]级指标|完成情况$")
_HIGHEST_WEIGHT = 30
_RATE_ROUNDING = Decimal("0.0002")


def read_funds(words: FlatWords) -> list[FundLine]:
    """Return the fund rows, the total first; empty where no run of values can be told apart with certainty."""
    lines = _under_heads(words) or _head_by_head(words) or _proven_run(words) or _rated_run(words)
    return [_weighed(words, line) for line in lines]


def _under_heads(words: FlatWords) -> list[FundLine]:
    """Read ``heads … label values label values``: a value for every head, or the money columns alone."""
    label = _total_label(words)
    heads = _heads(words.texts[: max(label, 0)])
    if label < 0 or len(heads) < 4:
        return []
    lines: list[FundLine] = []
    for at in range(label, len(words.texts)):
        text = words.texts[at]
        if lines and _BEHIND_FUNDS.search(text):
            break
        run = _run(words, at + 1) if at == label or lines else []
        if at != label and not _PART_LABEL.search(text) and len(run) != len(heads):
            continue
        laid = _lay(words, run, heads)
        if laid:
            lines.append(_line(words, at, laid, part=bool(lines)))
            words.use(*run)
        elif at == label:
            return []
    return lines


def _lay(words: FlatWords, run: Sequence[int], heads: Sequence[Column]) -> dict[Column, Cell]:
    if len(run) == len(heads):
        return {c: words.cells[i] for c, i in zip(heads, run, strict=True) if not words.dash(i)}
    money = [c for c in heads if c in _MONEY]
    plain = all(words.plain(i) is not None for i in run)
    if len(run) == len(money) and plain and list(heads[: len(money)]) == money:
        return {c: words.cells[i] for c, i in zip(money, run, strict=True)}
    return {}


def _head_by_head(words: FlatWords) -> list[FundLine]:
    """Read ``label label … head value value … head value value …``: the columns came down one after another."""
    at = label = _total_label(words)
    while 0 <= at < len(words.texts) and (at == label or _PART_LABEL.search(words.texts[at])):
        at += 1
    labels = range(label, at)
    columns: dict[Column, list[int]] = {}
    while 0 <= at < len(words.texts) and (role := column_of(words.texts[at])) in _COLUMNS:
        run = _run(words, at + 1)
        if not run or role in columns:
            break
        columns[role] = run
        at = run[-1] + 1
    counts = {len(run) for run in columns.values()}
    if len(columns) < 3 or len(counts) != 1 or max(counts) > len(labels) or Column.EXECUTED not in columns:
        return []
    words.use(*(i for run in columns.values() for i in run))
    rows = [
        {role: words.cells[run[n]] for role, run in columns.items() if not words.dash(run[n])}
        for n in range(max(counts))
    ]
    return [_line(words, labels[n], laid, part=n > 0) for n, laid in enumerate(rows) if laid]


def _proven_run(words: FlatWords) -> list[FundLine]:
    """Find ``… budget executed weight rate% score``; runs of the same length with dashes in it are parts.

    The label of a part may stand before its run, where only the first labels came down ahead of the numbers.
    """
    for at in range(2, len(words.texts) - 2):
        weight, score = words.plain(at), words.plain(at + 2)
        if weight is None or score is None or not words.percent(at + 1):
            continue
        money = 0
        while money < 3 and words.plain(at - 1 - money) is not None:
            money += 1
        if not 0 < weight <= _HIGHEST_WEIGHT or score > weight or money < 2:
            continue
        heads = [*_MONEY[3 - money :], Column.WEIGHT, Column.RATE, Column.SCORE]
        return list(_same_runs(words, at - money, heads))
    return []


def _rated_run(words: FlatWords) -> list[FundLine]:
    """Find ``budget executed rate% score`` where the rate is that of the amounts: they prove each other."""
    for at in range(2, len(words.texts) - 1):
        rate = parse_quantity(words.texts[at]) if words.percent(at) else None
        score = words.plain(at + 1)
        budget, executed = words.plain(at - 2), words.plain(at - 1)
        if rate is None or score is None or not budget or executed is None:
            continue
        if abs(executed / budget - rate.value) > _RATE_ROUNDING or not 0 <= score <= _HIGHEST_WEIGHT:
            continue
        laid = dict(
            zip(
                (Column.ADJUSTED, Column.EXECUTED, Column.RATE, Column.SCORE), words.cells[at - 2 : at + 2], strict=True
            )
        )
        words.use(*range(at - 2, at + 2))
        return [_line(words, at - 3 if at > 2 else at - 2, laid, part=False)]
    return []


def _weighed(words: FlatWords, line: FundLine) -> FundLine:
    """Give a scored row the weight that a head before it ties to the execution rate: ``得分（20分*执行率）``."""
    if line.score is None or line.weight is not None:
        return line
    heads = (cell for cell in reversed(words.cells) if cell.span.start < line.score.excerpt.start)
    carried = (points_in_head(words.row, cell) for cell in heads)
    return line.model_copy(update={"weight": next((points for points in carried if points is not None), None)})


def _same_runs(words: FlatWords, first: int, heads: Sequence[Column]) -> Iterable[FundLine]:
    at = label = first
    while len(run := _run(words, at, len(heads))) == len(heads):
        if at != first and not (words.dash(run[-1]) and words.dash(run[-3])):
            return
        laid = _lay(words, run, heads)
        yield _line(words, label, laid, part=at != first)
        words.use(*run)
        label = run[-1] + 1
        named = label < len(words.texts) and _PART_LABEL.search(words.texts[label]) is not None
        at = label + 1 if named else label


def _total_label(words: FlatWords) -> int:
    return next((i for i, text in enumerate(words.texts) if "资金总额" in text or "总金额" in text), -1)


def _heads(texts: Sequence[str]) -> list[Column]:
    return list(dict.fromkeys(c for c in map(column_of, texts) if c in _COLUMNS))


def _run(words: FlatWords, at: int, longest: int = len(_COLUMNS)) -> list[int]:
    """Return the positions of the values that stand one after another from AT on."""
    end = at
    while end - at < longest and (words.plain(end) is not None or words.percent(end) or words.dash(end)):
        end += 1
    return list(range(at, end))


def _line(words: FlatWords, label: int, laid: dict[Column, Cell], *, part: bool) -> FundLine:
    unit = unit_of(words.texts) or "万元"
    initial, adjusted, executed = (amount_of(words.row, laid.get(column), unit) for column in _MONEY)
    return FundLine(
        label=words.row.excerpt(words.cells[label]),
        part=part,
        initial=initial,
        adjusted=adjusted,
        executed=executed,
        rate=amount_of(words.row, laid.get(Column.RATE)),
        weight=points_of(words.row, laid.get(Column.WEIGHT)),
        score=points_of(words.row, laid.get(Column.SCORE)),
    )
