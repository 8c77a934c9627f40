"""Reading a form by its declaration in a pack: what stands in the blanks of its head, below its funds, and under it.

The declared words are found one after another in the table; what stands between two of them was filled in there. It
works on tables that lost their columns too, as the words alone lead the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from jixiao.documents import Cell, Document, Layout, Table
from jixiao.evaluations import (
    BudgetLine,
    Evaluation,
    Form,
    Mark,
    OverallGoal,
    SelfEvaluation,
    Signature,
)
from jixiao.packs import Fact, FormCell, FormTable, Pack, core_label, is_source, placed
from jixiao.quantities import parse_number
from jixiao.recognition.passages import clean_text

_AROUND = 400
_APART = re.compile(r"\s{2,}")
_LONGEST_SIGNATURE = 30

Filled = dict[tuple[Fact, str | None], str]
_Blank = tuple[int, Fact, str | None]


def form_of_table(pack: Pack, printed: Evaluation, tables: Sequence[Table]) -> FormTable | None:
    """Return the form of PACK that PRINTED is filled into: of its editions, that whose words TABLES hold most of."""
    if printed.form is Form.BASE_DATA_TABLE:
        forms = [form for form in pack.forms if not form.indicator_columns and printed.subject in form.subjects]
    else:
        forms = [form for form in pack.forms if form.indicator_columns and printed.subject in form.subjects]
    found = {_folded(cell.text) for table in tables for cell in table.cells}
    return max(forms, key=lambda form: _agreeing(form, found), default=None)


def _agreeing(form: FormTable, found: set[str]) -> int:
    free = (cell.text for row in (*form.head, *form.fund_foot) for cell in row if cell.fact is None)
    words = (*free, form.fund_corner, *form.fund_rows, *form.fund_columns, *form.indicator_columns)
    return sum(1 if _folded(word) in found else -1 for word in words if word)


def with_form_facts(
    evaluation: SelfEvaluation, form: FormTable, tables: Sequence[Table], document: Document, end: int
) -> SelfEvaluation:
    """Return EVALUATION with what stands in the blanks of FORM, of which TABLES are a filled-in copy.

    END is where the form ends in DOCUMENT: behind it stands the line of those who signed.
    """
    filled: Filled = {}
    for table in tables:
        filled |= _filled_in(table, form.head_for(evaluation.subject), _first_words(form))
        filled |= _filled_in(table, form.fund_foot, (*form.goal_heads, *form.indicator_columns))
    changes = _changes(evaluation, filled, form)
    return evaluation.model_copy(
        update={**changes, "edition": form.edition, "signatures": tuple(signatures_below(form, document, end))}
    )


def signatures_below(form: FormTable, document: Document, end: int) -> Iterator[Signature]:
    """Yield what stands behind the words of the line below FORM, which ends at offset END of DOCUMENT."""
    near = document.text[max(0, end - _AROUND) : end + _AROUND].splitlines()
    signed: list[re.Match[str]] = []
    for line in near:
        there = [found for word in form.signatures if (found := _sign(word).search(line))]
        signed = there if len(there) > len(signed) else signed
    signed.sort(key=lambda found: found.start())
    stops = [*(found.start() for found in signed), None][1:]
    for found, stop in zip(signed, stops, strict=True):
        value = _APART.split(found.string[found.end() : stop].strip())[0]
        if value and len(value) <= _LONGEST_SIGNATURE:
            yield Signature(label=found[1], value=value)


def _sign(word: str) -> re.Pattern[str]:
    return re.compile(rf"({re.escape(word)})\s*[：:]")


def amount_in(text: str) -> Decimal | Mark | None:
    """Return the amount or the mark that a cell holds; ``None`` for a blank or for words."""
    clean = clean_text(text)
    if clean in set(Mark):
        return Mark(clean)
    number = parse_number(clean)
    return number[0] if number is not None else None


def _first_words(form: FormTable) -> tuple[str, ...]:
    """Return the words of which one comes first behind the head: those of the funds, the goals or the indicators."""
    goals = () if form.goals_in_head else form.goal_heads
    return (*form.fund_columns, *goals, *form.indicator_columns)


def _filled_in(table: Table, rows: Sequence[Sequence[FormCell]], ends: Sequence[str]) -> Filled:
    """Return what TABLE holds in the blanks of ROWS; behind them stands one of the words in ENDS."""
    tokens = [cell for cell in table.cells if cell.text.strip()]
    at = 0
    blanks: list[_Blank] = []
    filled: Filled = {}
    for _, column, box in placed(rows):
        if not box.text:
            blanks += [(column, box.fact, box.line)] if box.fact is not None else []
            continue
        place = _find(tokens, at, box.text, whole=box.fact is None)
        if place is None:
            continue
        filled |= _laid(blanks, tokens[at:place], table.layout)
        blanks, at = [], place + 1
        if box.fact is not None:
            filled[box.fact, box.line] = _behind(tokens[place].text, box.text)
    if at:
        stops = [place for word in ends if (place := _find(tokens, at, word, whole=True)) is not None]
        filled |= _laid(blanks, tokens[at : min(stops, default=len(tokens))], table.layout)
    return filled


def _find(tokens: Sequence[Cell], start: int, words: str, *, whole: bool) -> int | None:
    wanted = _folded(words)
    for place in range(start, len(tokens)):
        found = _folded(tokens[place].text)
        if found == wanted or (not whole and found.startswith(wanted)):
            return place
    return None


def _behind(text: str, words: str) -> str:
    """Return what is filled in behind the printed WORDS of a box."""
    colon = max(words.count("："), words.count(":"))
    return re.split(r"[：:]", text, maxsplit=colon)[-1].strip() if colon else text[len(words) :].strip()


def _laid(blanks: Sequence[_Blank], tokens: Sequence[Cell], layout: Layout) -> Filled:
    """Return what is filled into BLANKS: by columns in a grid, one after another where columns were lost."""
    by_column = layout is Layout.GRID and len(tokens) < len(blanks)
    texts = {cell.column: cell.text for cell in tokens}
    filled: Filled = {}
    for at, (column, fact, line) in enumerate(blanks):
        text = texts.get(column, "") if by_column else tokens[at].text if at < len(tokens) else ""
        filled[fact, line] = text.strip()
    return filled


def _changes(evaluation: SelfEvaluation, filled: Filled, form: FormTable) -> dict[str, object]:
    """Return the fields of an evaluation that the filled-in blanks tell."""
    texts = {fact: text for (fact, line), text in filled.items() if line is None}
    own = evaluation.department.name or ""
    changes: dict[str, object] = {
        name: None if clean_text(texts[fact]) == clean_text(own) else texts[fact]
        for name, fact in (("supervising", Fact.SUPERVISING), ("implementing", Fact.IMPLEMENTING))
        if fact in texts
    }
    if texts.get(Fact.RESPONSIBLE):
        changes["responsible"] = texts[Fact.RESPONSIBLE]
    if form.goals_in_head and not evaluation.goals:
        changes["goals"] = tuple(_goals(texts))
    lines, department = [*_lines(filled)], evaluation.department
    changes["department"] = department.model_copy(
        update={
            "units": amount_in(texts.get(Fact.UNITS, "")),
            "by_source": joined_lines((line for line in lines if is_source(line.label)), department.by_source),
            "by_nature": joined_lines((line for line in lines if not is_source(line.label)), department.by_nature),
        }
    )
    return changes


def joined_lines(first: Iterable[BudgetLine], others: Iterable[BudgetLine]) -> tuple[BudgetLine, ...]:
    """Return lines of money of two papers as one list: where both name a line, FIRST tells of it."""
    told = [*first]
    names = {core_label(line.label) for line in told}
    return (*told, *(line for line in others if core_label(line.label) not in names))


def _goals(texts: dict[Fact, str]) -> Iterator[OverallGoal]:
    told = {
        name: texts.get(fact) or None
        for name, fact in (("expected", Fact.EXPECTED), ("reached", Fact.REACHED), ("reason", Fact.GOAL_REASON))
    }
    if any(told.values()):
        yield OverallGoal(**told)


def _lines(filled: Filled) -> Iterator[BudgetLine]:
    fields = {Fact.INITIAL: "initial", Fact.ADJUSTED: "adjusted", Fact.EXECUTED: "executed"}
    told: dict[str, dict[str, Decimal | Mark]] = {}
    for (fact, line), text in filled.items():
        value = amount_in(text)
        if line is not None and value is not None:
            told.setdefault(line, {})[fields[fact]] = value
    for label, amounts in told.items():
        yield BudgetLine.model_validate({"label": label, **amounts})


def _folded(text: str) -> str:
    return clean_text(text).rstrip("：")
