"""What the core says of a sheet: scores with their explanations, and findings beside the fields that they concern."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jixiao.advising import advise
from jixiao.auditing import Finding, Selection, Severity, audit
from jixiao.auditing.identity import finding_keys
from jixiao.documents import Document, Table, read_bytes
from jixiao.evaluations import IndicatorRow, Mark, SelfEvaluation, plain_name
from jixiao.packs import find_pack
from jixiao.recognition import Column, column_of
from jixiao.rendering.forms import form_sheets
from jixiao.rendering.forms.excel import forms_workbook
from jixiao.scoring import NotScoredError, Scorecard, score
from jixiao.scoring.completing import completed
from jixiao.web.sheets.models import Sheet, State, Word

_FIELDS = {
    Column.ACTUAL: "actual",
    Column.TARGET: "target",
    Column.WEIGHT: "weight",
    Column.SCORE: "score",
    Column.REASON: "reason",
    Column.INITIAL: "initial",
    Column.ADJUSTED: "adjusted",
    Column.EXECUTED: "executed",
}


_REMEMBERED = 256
# What is not yet filled in is told as a gap at its row; score and total are the workbench's own, signing is a step.
_TOLD_ELSEWHERE = Selection(
    ignore=frozenset({"actual-missing", "score-missing", "total-missing", "total-field-blank", "signature-blank"})
)


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as a page shows it: ``paths`` are the cells that it concerns, ``word`` what was said about it."""

    key: str
    severity: Severity
    message: str
    working: str
    paths: tuple[str, ...]
    word: Word | None = None

    @property
    def stands(self) -> bool:
        """Tell whether it stands in the way of handing the sheet in: errors always, doubts until a word is said."""
        return self.severity is Severity.ERROR or (self.severity is Severity.WARNING and self.word is None)


def scored(evaluation: SelfEvaluation) -> Scorecard | None:
    """Return the scorecard of EVALUATION by its own pack; ``None`` where it cannot be scored at all yet."""
    try:
        return score(evaluation, find_pack(evaluation.pack or ""))
    except NotScoredError:
        return None


def told(sheet: Sheet, evaluation: SelfEvaluation, card: Scorecard | None) -> tuple[Told, ...]:
    """Return the findings of the audit of SHEET as it would be printed, the gravest first, each with its word.

    While goals are set there is nothing to audit yet: then it is advice on the goals.
    """
    if sheet.state == State.GOALS:
        return tuple(_advised(evaluation))
    words = {word.finding: word for word in sheet.words.select_related("person")}
    whole = completed(card) if card is not None else evaluation
    findings = [Told(*each, words.get(each[0])) for each in _audited(whole.model_dump_json())]
    order = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    return tuple(sorted(findings, key=lambda each: order.index(each.severity)))


def _advised(evaluation: SelfEvaluation) -> Iterator[Told]:
    paths = {tuple(names): path for path, names in _names_of_leaves(evaluation)}
    for each in advise(evaluation, find_pack(evaluation.pack or "")):
        path = paths.get(tuple(plain_name(name) for name in each.path))
        example = f"可以这样写：{each.example}" if each.example else ""
        yield Told("", Severity.INFO, each.message, example, (path,) if path is not None else ())


def _names_of_leaves(evaluation: SelfEvaluation) -> Iterator[tuple[str, list[str]]]:
    """Yield the path of each lowest indicator with the names from the top of the tree down to it."""
    for path, _ in leaves_of(evaluation):
        rows, names = evaluation.indicators, []
        for at in path.split("/")[1::2]:
            names.append(plain_name(rows[int(at)].name))
            rows = rows[int(at)].children
        yield path, names


@lru_cache(maxsize=_REMEMBERED)
def _audited(content: str) -> tuple[tuple[str, Severity, str, str, tuple[str, ...]], ...]:
    """Return what the audit says of the evaluation in CONTENT, as JSON; a page asks it of the same several times."""
    return tuple(_found_in(SelfEvaluation.model_validate_json(content)))


def _found_in(evaluation: SelfEvaluation) -> Iterator[tuple[str, Severity, str, str, tuple[str, ...]]]:
    document = printed(evaluation)
    if document is None:
        return
    found = audit([document], _TOLD_ELSEWHERE).documents[0].findings
    for key, finding in zip(finding_keys(found), found, strict=True):
        paths = tuple(dict.fromkeys(_paths(finding, document, evaluation)))
        yield key, finding.severity, finding.message, finding.working, paths


def printed(evaluation: SelfEvaluation) -> Document | None:
    """Return EVALUATION printed in the form of its pack and read again; ``None`` where the pack has no form."""
    sheets = form_sheets(evaluation, find_pack(evaluation.pack or ""))
    if not sheets:
        return None
    return read_bytes("自评表.xlsx", forms_workbook(sheets))


def _paths(finding: Finding, document: Document, evaluation: SelfEvaluation) -> Iterator[str]:
    """Yield the cells of EVALUATION at which FINDING points: by the row's name and the head of the column."""
    rows = dict(_named_rows(evaluation))
    for excerpt in finding.excerpts:
        for table in document.tables():
            yield from _path_in(table, excerpt.start, rows)


def _path_in(table: Table, at: int, rows: dict[str, str]) -> Iterator[str]:
    cell = next((cell for cell in table.cells if cell.span.start <= at <= cell.span.end), None)
    if cell is None:
        return
    beside = [other for other in table.cells if other.row <= cell.row < other.row + other.row_span]
    path = next((rows[name] for other in beside if (name := plain_name(other.text)) in rows), None)
    if path is None:
        return
    above = [other for other in table.cells if other.column == cell.column and other.row < cell.row]
    heads = (column_of(other.text) for other in reversed(above))
    field = _FIELDS.get(next((head for head in heads if head is not Column.OTHER), Column.OTHER))
    yield f"{path}/{field}" if field is not None else path


def _named_rows(evaluation: SelfEvaluation) -> Iterator[tuple[str, str]]:
    for at, fund in enumerate(evaluation.funds):
        yield plain_name(fund.label), f"funds/{at}"
    for path, row in leaves_of(evaluation):
        yield plain_name(row.name), path


def leaves_of(evaluation: SelfEvaluation) -> Iterator[tuple[str, IndicatorRow]]:
    """Yield the lowest indicators, each with its path."""

    def below(rows: tuple[IndicatorRow, ...], path: str) -> Iterator[tuple[str, IndicatorRow]]:
        for at, row in enumerate(rows):
            here = f"{path}/{at}"
            if row.children:
                yield from below(row.children, f"{here}/children")
            else:
                yield here, row

    return below(evaluation.indicators, "indicators")


def amount(entry: Decimal | Mark | None) -> Decimal | None:
    """Return an entry as an amount; a mark in its place is none."""
    return entry if isinstance(entry, Decimal) else None
