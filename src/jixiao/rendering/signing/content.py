"""What the person who signs has to know, gathered from the scorecard and from the audit of the printed papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.auditing.model import Audit
from jixiao.evaluations import IndicatorRow, SelfEvaluation, Subject
from jixiao.quantities import plain
from jixiao.rendering.parts import Part, parts_of
from jixiao.rendering.report import shown_documents
from jixiao.rendering.self_report.sentences import amount
from jixiao.rendering.words import CATEGORIES, CATEGORY_WORDS, place_words
from jixiao.scoring import Line, Scorecard
from jixiao.scoring.completing import completed
from jixiao.scoring.supposing import GradeDistance, grade_distance

_SUBJECT_WORDS = {Subject.DEPARTMENT: "部门整体支出绩效自评", Subject.PROJECT: "项目支出绩效自评"}
_LISTED = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Loss:
    """Points that an indicator lost, and the reason that is written; ``reason`` is empty where none is."""

    name: str
    weight: Decimal
    score: Decimal
    reason: str

    @property
    def lost(self) -> Decimal:
        """How many points it lost."""
        return self.weight - self.score


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What the audit found in the printed papers: its category (``error``, …), the sentence, and where it stands."""

    category: str
    message: str
    place: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A value of last year beside that of this year, as written; ``change`` in words where both are amounts."""

    name: str
    last_year: str
    this_year: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class Signing:
    """The page before it is cut to size. Lists are complete, the heaviest first."""

    subject: str
    card: Scorecard
    rate: str
    execution: Part | None
    parts: tuple[Part, ...]
    distance: GradeDistance | None
    losses: tuple[Loss, ...]
    gaps: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]
    comparisons: tuple[Comparison, ...]
    papers: tuple[str, ...]

    @property
    def counts(self) -> Counter[str]:
        """How many contradictions there are of each category."""
        return Counter(each.category for each in self.contradictions)


def signing_of(
    card: Scorecard, to_be_written: Sequence[str], found: Sequence[Contradiction], papers: Sequence[str]
) -> Signing:
    """Gather the page on the scored CARD; TO_BE_WRITTEN are the gaps of its report, PAPERS what is to be signed."""
    evaluation = completed(card)
    fund = evaluation.main_fund
    line = card.execution
    return Signing(
        subject=_subject(evaluation),
        card=card,
        rate=(fund.rate or "") if fund is not None else "",
        execution=Part(line.name, line.weight, line.score) if line is not None else None,
        parts=parts_of(evaluation),
        distance=grade_distance(card),
        losses=tuple(_losses(card)),
        gaps=tuple(_gaps(card, to_be_written)),
        contradictions=_heaviest_first((*_differences(card), *found)),
        comparisons=tuple(_comparisons(evaluation)),
        papers=tuple(papers),
    )


def _subject(evaluation: SelfEvaluation) -> str:
    year = f"{evaluation.year}年度" if evaluation.year else ""
    whose = "".join(filter(None, (evaluation.department.name, year, evaluation.project)))
    return f"{whose}{_SUBJECT_WORDS[evaluation.subject]}"


def _losses(card: Scorecard) -> list[Loss]:
    lines = [
        Loss(line.name, line.weight, line.score, _reason(line, card))
        for line in card.all_lines
        if line.weight is not None and line.score is not None and line.score < line.weight
    ]
    return sorted(lines, key=lambda loss: -loss.lost)


def _reason(line: Line, card: Scorecard) -> str:
    fund = card.evaluation.main_fund if line is card.execution else None
    told = line.row.reason if line.row is not None else None
    told = told or (fund.reason if fund is not None else None) or (line.row.explanation if line.row else None)
    return " ".join((told or "").split())


def _gaps(card: Scorecard, to_be_written: Sequence[str]) -> Iterator[str]:
    yield from card.gaps
    yield from (due.message for due in card.due)
    yield from (f"报告待补写：{gap}" for gap in to_be_written)


def _differences(card: Scorecard) -> Iterator[Contradiction]:
    """Yield what was filled in otherwise than the rules give it."""
    yield from (Contradiction("warning", note, "") for note in card.notes)


def contradictions(audit: Audit, names: Mapping[str, str]) -> tuple[Contradiction, ...]:
    """Return what AUDIT found, heaviest first, each sentence once; NAMES tell how a document is called by its source.

    Findings that need no look before signing (提示) are kept too: the page counts them.
    """
    told: dict[tuple[str, str], str] = {}
    for document in shown_documents(audit):
        for group in document.groups():
            places = group.members[0].places
            name = names.get(document.document.source, document.document.source)
            place = f"{name}，{place_words(places[0].label)}" if places else name
            told.setdefault((group.category, group.finding.message), place)
    found = [Contradiction(category, message, place) for (category, message), place in told.items()]
    return _heaviest_first(found)


def _heaviest_first(found: Iterable[Contradiction]) -> tuple[Contradiction, ...]:
    return tuple(sorted(found, key=lambda each: CATEGORIES.index(each.category)))


def _comparisons(evaluation: SelfEvaluation) -> list[Comparison]:
    """Compare with last year where both are known: indicators in their order, then money, the largest change first."""
    rows = [
        Comparison(row.name, _with_unit(row.last_year, row), _with_unit(row.actual, row))
        for row in evaluation.leaves()
        if row.last_year and row.actual
    ]
    return [*rows, *_budget_comparisons(evaluation)]


def _with_unit(value: str, row: IndicatorRow) -> str:
    return value if row.unit is None or value.endswith(row.unit) else f"{value}{row.unit}"


def _budget_comparisons(evaluation: SelfEvaluation) -> Iterator[Comparison]:
    department = evaluation.department
    lines = (*department.by_nature, *department.three_public, *department.operating, *department.projects)
    pairs = [
        (line.label, line.last_year, line.executed)
        for line in lines
        if isinstance(line.last_year, Decimal) and isinstance(line.executed, Decimal)
    ]
    for name, before, after in sorted(pairs, key=lambda pair: -abs(pair[2] - pair[1])):
        yield Comparison(name, amount(before), amount(after), _change(after - before))


def _change(difference: Decimal) -> str:
    if difference == 0:
        return "与上年相同"
    return f"{'增加' if difference > 0 else '减少'}{amount(abs(difference))}"


def brief(signing: Signing) -> str:
    """Return the page in one sentence for the terminal."""
    card = signing.card
    told = [f"总分{card.total:f}分" if card.total is not None else "总分不能算出"]
    if card.grade is not None:
        told.append(card.grade.name)
    if signing.rate:
        told.append(f"执行率{signing.rate}")
    if signing.losses:
        most = signing.losses[0]
        whole = sum((loss.lost for loss in signing.losses), Decimal(0))
        told.append(f"共失{plain(whole)}分，最多的是“{most.name}”{plain(most.lost)}分")
    counts = "、".join(f"{CATEGORY_WORDS[name]}{signing.counts[name]}处" for name in _LISTED)
    return f"签发摘要：{'，'.join(told)}；缺{len(signing.gaps)}处，核查{counts}"


def parts_words(parts: Iterable[Part]) -> str:
    """Return scores beside points in one line: ``产出指标48/50，…``; what is open is left blank."""
    return "　".join(
        f"{part.name}{_open(part.score)}/{_open(part.weight)}" for part in parts if part.weight or part.score
    )


def _open(points: Decimal | None) -> str:
    return "（空）" if points is None else plain(points)
