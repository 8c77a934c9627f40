"""What is filled into the blanks of a form: each fact of an evaluation as it is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from jixiao.evaluations import BudgetLine, Department, Mark, OverallGoal, SelfEvaluation
from jixiao.packs import Fact, FormCell, FormTable, Pack, core_label
from jixiao.quantities import plain
from jixiao.rendering.forms.boxes import entry_text

AMOUNT_FIELDS = {Fact.INITIAL: "initial", Fact.ADJUSTED: "adjusted", Fact.EXECUTED: "executed"}
_BLANK = "　　　　　　"


def all_lines(lines: Iterable[BudgetLine]) -> Iterator[BudgetLine]:
    """Yield LINES with their parts, each before its own."""
    for line in lines:
        yield line
        yield from all_lines(line.parts)


def signature_line(form: FormTable, evaluation: SelfEvaluation) -> tuple[str, ...]:
    """Return the line of those who sign, with what is filled in behind each word; nothing where the form has none."""
    words = (f"{word}：{value}" for word, value in signed(form, evaluation).items())
    return ("　　".join(words),) if form.signatures else ()


def signed(form: FormTable, evaluation: SelfEvaluation) -> dict[str, str]:
    """Return what is filled in behind each word of the line of those who sign; room to write where nothing is."""
    told = {core_label(each.label): each.value for each in evaluation.signatures}
    return {word: told.get(core_label(word), _BLANK) for word in form.signatures}


class FactPrinter:
    """Prints the facts of one evaluation as one form of PACK wants them."""

    def __init__(self, evaluation: SelfEvaluation, pack: Pack, form: FormTable) -> None:
        self._evaluation = evaluation
        self._full = pack.full
        self._grouped = form.grouped

    def text(self, cell: FormCell) -> str:
        """Return what stands in CELL: its words, and behind them what is filled in."""
        return cell.text + ("" if cell.fact is None else self._filled(cell.fact, cell.line))

    def entry(self, value: Decimal | Mark | None) -> str:
        """Return an amount as the form prints it."""
        return entry_text(value, grouped=self._grouped)

    def whole(self) -> str:
        """Return the points that the form adds up to: those of the pack, else the sum of the weights."""
        if self._full is not None:
            return plain(self._full.value)
        weights = [row.weight for row in self._evaluation.leaves()]
        fund = self._evaluation.main_fund
        execution = fund.weight if fund is not None and fund.weight is not None else Decimal(0)
        known = [weight for weight in weights if weight is not None]
        return plain(sum(known, execution)) if len(known) == len(weights) else ""

    def _filled(self, fact: Fact, line: str | None) -> str:
        if line is not None:
            return self.entry(amount_of_line(self._evaluation.department, fact, line))
        given = self._evaluation
        department = given.department.name
        texts: dict[Fact, str | None] = {
            Fact.DEPARTMENT: department,
            Fact.PROJECT: given.project,
            Fact.SUPERVISING: department if given.supervising is None else given.supervising,
            Fact.IMPLEMENTING: department if given.implementing is None else given.implementing,
            Fact.RESPONSIBLE: given.responsible,
            Fact.UNITS: entry_text(given.department.units),
            Fact.EXPECTED: self._goals(lambda goal: goal.expected),
            Fact.REACHED: self._goals(lambda goal: goal.reached),
            Fact.GOAL_REASON: self._goals(lambda goal: goal.reason),
            Fact.FULL_MARK: self.whole(),
            Fact.TOTAL: "" if given.total is None else f"{given.total:f}",
        }
        return texts[fact] or ""

    def _goals(self, part: Callable[[OverallGoal], str | None]) -> str:
        return "\n".join(told for goal in self._evaluation.goals if (told := part(goal)))


def amount_of_line(department: Department, fact: Fact, name: str) -> Decimal | Mark | None:
    """Return an amount of the line of money called NAME; ``None`` where it is blank or there is no such line."""
    wanted = core_label(name)
    lines = all_lines((*department.by_nature, *department.by_source))
    line = next((line for line in lines if core_label(line.label) == wanted), None)
    return None if line is None else getattr(line, AMOUNT_FIELDS[fact])
