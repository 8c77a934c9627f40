"""The grade against the total score, and the grade bands against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from jixiao.auditing.building import printed, short, sum_of
from jixiao.auditing.checks.scores import execution_line, leaf_scores
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.papers import Paper, papers
from jixiao.auditing.registry import check
from jixiao.documents import Excerpt
from jixiao.evaluations import Evaluation, Grade, GradeBand, Points
from jixiao.recognition import Dossier, Passage
from jixiao.recognition.grades import find_bands, stated_grade

_FAMILY = "等级"
_USUAL = "评价等级通行标准：90分及以上为优，80至90分为良，60至80分为中，60分以下为差"
_NAMES = ("优", "良", "中", "差")
_CONVENTIONS = tuple(
    tuple(Decimal(edge) for edge in edges) for edges in (("90", "80", "60"), ("90", "75", "60"), ("85", "70", "60"))
)
_NEAR = Decimal("0.5")
_BEHIND_FORM = 6
_FEWEST_BANDS = 2
_WHOLE_SET = 3


@dataclass(frozen=True, slots=True)
class _Graded:
    """A paper's total with its grade, and the bands that it is judged by; none printed means the usual ones."""

    evaluation: Evaluation
    total: Points
    grade: Grade
    bands: tuple[GradeBand, ...]

    def due(self, score: Decimal) -> str | None:
        """Return the grade that SCORE earns; ``None`` where no band holds it."""
        if self.bands:
            return next((band.name for band in self.bands if band.holds(score)), None)
        return _by_convention(score, 0) if self.grade.name in _NAMES else None


def _by_convention(score: Decimal, convention: int) -> str:
    edges = _CONVENTIONS[convention]
    return next((name for name, edge in zip(_NAMES, edges, strict=False) if score >= edge), _NAMES[-1])


def _graded(dossier: Dossier) -> Iterator[_Graded]:
    everything = list(papers(dossier))
    anywhere = _first_bands([p for recognition in dossier.recognitions for p in _texts(recognition.passages)])
    for at, paper in enumerate(everything):
        total = paper.evaluation.total
        behind = _behind(paper, everything[at + 1] if at + 1 < len(everything) else None)
        grade = paper.evaluation.grade or _stated(behind)
        if total is not None and grade is not None:
            bands = _first_bands([*paper.passages, *behind]) or anywhere
            named = {band.name for band in bands}
            yield _Graded(paper.evaluation, total, grade, tuple(bands) if grade.name in named else ())


def _texts(passages: Sequence[Passage]) -> Iterator[Passage]:
    return (passage for passage in passages if "优" in passage.clean or "等" in passage.clean)


def _first_bands(passages: Sequence[Passage]) -> list[GradeBand]:
    """Return the bands of the first passage that prints a set of them."""
    for passage in passages:
        bands = find_bands(passage.clean, passage.excerpt)
        if len(bands) >= _FEWEST_BANDS:
            return bands
    return []


def _behind(paper: Paper, following: Paper | None) -> list[Passage]:
    """Return the paragraphs right behind a form: notes and the grade may stand there."""
    if paper.is_report:
        return []
    recognition = paper.recognition
    same = following is not None and following.recognition is recognition
    stop = following.evaluation.start if following is not None and same else len(recognition.document.text)
    return list(recognition.passages_between(paper.evaluation.end, stop)[:_BEHIND_FORM])


def _stated(passages: Sequence[Passage]) -> Grade | None:
    for passage in passages:
        found = stated_grade(passage.clean)
        if found is not None:
            return Grade(name=found[0], excerpt=passage.excerpt(found[1], found[2]))
    return None


@check(
    "grade-band",
    title="等级与总分相符",
    family=_FAMILY,
    basis=_USUAL + "；材料自己印有标准的，以所印为准",
    severity=Severity.ERROR,
    explanation="用材料自己印的等级标准核对总分和等级。没有印标准的，按通行标准核对，只提示；任何通行标准都得不出的才判错。",
)
def grade_band(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The stated grade is the one in whose band the total lies."""
    for paper in _graded(dossier):
        due = paper.due(paper.total.value)
        if due is None and not paper.bands:
            continue
        holds = due == paper.grade.name
        excerpts = (short(paper.grade.excerpt), short(paper.total.excerpt), *_band_places(paper, due))
        match = Match.FACE if holds else Match.NONE
        expression = f"{printed(paper.total)}分属于{due or '（没有对应的等级）'}"
        yield Relation("grade-band", expression, paper.grade.name, holds, match, excerpts)
        if not holds and due is not None:
            yield _wrong_grade(paper, due)


def _band_places(paper: _Graded, due: str | None) -> tuple[Excerpt, ...]:
    return tuple(short(band.excerpt) for band in paper.bands if band.name in (due, paper.grade.name))


def _wrong_grade(paper: _Graded, due: str) -> Finding:
    by = "按材料自己印的标准" if paper.bands else "按通行标准（90分及以上为优，80分及以上为良，60分及以上为中）"
    return Finding(
        "grade-band",
        _severity(paper),
        f"总分{printed(paper.total)}分，{by}应为“{due}”，写的是“{paper.grade.name}”",
        (short(paper.grade.excerpt), short(paper.total.excerpt), *_band_places(paper, due)),
        expected=due,
        reported=paper.grade.name,
    )


def _severity(paper: _Graded) -> Severity:
    possible = {_by_convention(paper.total.value, at) for at in range(len(_CONVENTIONS))}
    return Severity.ERROR if paper.bands or paper.grade.name not in possible else Severity.WARNING


@check(
    "band-gap",
    title="各等级的分数段首尾相接",
    family=_FAMILY,
    basis=_USUAL,
    severity=Severity.WARNING,
    explanation="材料印的等级标准有空隙（如“大于90分”和“小于90分”之间漏了90分）或者重叠。整数分段之间的小数分（如89.5分）只作提示，"
    "总分恰好落在其中的除外。",
)
def band_gap(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Printed bands join without gap or overlap."""
    totals = [e.total.value for e in dossier.evaluations() if e.total is not None]
    for passage in _texts([*dossier.passages()]):
        bands = find_bands(passage.clean, passage.excerpt)
        if len({band.name for band in bands}) < _WHOLE_SET:
            continue
        ordered = sorted(bands, key=lambda band: band.lower if band.lower is not None else Decimal(-1), reverse=True)
        faults = [f for high, low in pairwise(ordered) for f in _joint(high, low, totals)]
        yield from faults
        if not any(fault.severity is Severity.WARNING for fault in faults):
            excerpts = tuple(short(band.excerpt) for band in bands)
            said = "、".join(f"{band.name}{_range(band)}" for band in ordered)
            yield Relation("band-gap", said, bands[0].excerpt.text, True, Match.JUDGED, excerpts)


def _range(band: GradeBand) -> str:
    left = ("[" if band.lower_included else "(") + (f"{band.lower:f}" if band.lower is not None else "0")
    right = (f"{band.upper:f}" if band.upper is not None else "100") + ("]" if band.upper_included else ")")
    return f"{left},{right}"


def _joint(high: GradeBand, low: GradeBand, totals: Sequence[Decimal]) -> Iterator[Finding]:
    """Yield the fault at the joint of two neighbouring bands, if there is one."""
    lower, upper = high.lower, low.upper
    if lower is None or upper is None:
        return
    if upper < lower:
        inside = any(upper < total < lower for total in totals)
        between_integers = lower - upper <= 1 and lower == lower.to_integral_value() and low.upper_included
        severity = Severity.INFO if between_integers and not inside else Severity.WARNING
        yield _gap(high, low, f"{upper:f}分与{lower:f}分之间的分数没有对应的等级", severity)
    elif upper > lower:
        yield _gap(high, low, f"{lower:f}分至{upper:f}分同属两个等级", Severity.WARNING)
    elif high.lower_included and low.upper_included:
        yield _gap(high, low, f"{lower:f}分同属两个等级", Severity.WARNING)
    elif not high.lower_included and not low.upper_included:
        yield _gap(high, low, f"{lower:f}分没有对应的等级", Severity.WARNING)


def _gap(high: GradeBand, low: GradeBand, what: str, severity: Severity) -> Finding:
    return Finding(
        "band-gap",
        severity,
        f"等级标准“{high.name}”和“{low.name}”没有接好：{what}",
        (short(high.excerpt), short(low.excerpt)),
        expected="各等级首尾相接",
        reported=high.excerpt.text[:30],
    )


@check(
    "grade-flips",
    title="等级处在变动边缘",
    family=_FAMILY,
    basis=_USUAL,
    severity=Severity.INFO,
    explanation="总分离等级界线不到0.5分；或者按各项得分重算，总分会换一个等级。",
)
def grade_flips(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The total lies within half a point of an edge, or the sum of the scores would change the grade."""
    for paper in _graded(dossier):
        due = paper.due(paper.total.value)
        if due is None or due != paper.grade.name:
            continue
        recomputed = _recomputed(paper.evaluation)
        other = paper.due(recomputed) if recomputed is not None else due
        if recomputed is not None and other not in (due, None):
            words = f"各项得分合计{recomputed:f}分，按此等级应为“{other}”，现为“{due}”"
            yield _flip(paper, words, f"{other}")
        elif (edge := _edge(paper)) is not None:
            gap = abs(paper.total.value - edge)
            yield _flip(paper, f"总分{printed(paper.total)}分离等级界线{edge:f}分只差{gap:f}分，请核对每一项得分", due)


def _recomputed(evaluation: Evaluation) -> Decimal | None:
    """Return the sum of the scores; ``None`` unless the weights of the leaves that were read make the full weight."""
    scores, line = leaf_scores(evaluation), execution_line(evaluation)
    weights = [leaf.weight for leaf in evaluation.leaves() if leaf.weight is not None]
    read = sum_of([*weights, *([line.weight] if line is not None and line.weight is not None else [])])
    full = evaluation.total_weight.value if evaluation.total_weight is not None else Decimal(100)
    return sum_of(scores) if scores and read == full else None


def _edge(paper: _Graded) -> Decimal | None:
    """Return the edge that the total all but touches; 0 and 100 are none."""
    if paper.bands:
        edges = {end for band in paper.bands for end in (band.lower, band.upper) if end is not None}
    else:
        edges = set(_CONVENTIONS[0])
    near = [e for e in edges if 0 < e < 100 and abs(paper.total.value - e) < _NEAR]
    return min(near, default=None)


def _flip(paper: _Graded, words: str, expected: str) -> Finding:
    return Finding(
        "grade-flips",
        Severity.INFO,
        words,
        (short(paper.grade.excerpt), short(paper.total.excerpt)),
        expected=expected,
        reported=paper.grade.name,
    )
