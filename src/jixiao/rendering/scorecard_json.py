"""A scorecard as JSON: numbers are strings, what is missing is null."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

from jixiao import __version__
from jixiao.advising import Advice
from jixiao.evaluations import SelfEvaluation
from jixiao.scoring import Explanation, Line, Scorecard
from jixiao.scoring.supposing import changes
from jixiao.scoring.terms import Term

Json = dict[str, object]


def scorecards_json(
    scored: Sequence[tuple[Scorecard, Sequence[Advice], Scorecard | None]], assumptions: Sequence[str] = ()
) -> str:
    """Return scorecards with their advice as JSON text, each with what ASSUMPTIONS would change where they apply."""
    cards = [_scorecard(card, advice) | _supposed(card, after, assumptions) for card, advice, after in scored]
    return json.dumps({"jixiao": __version__, "scorecards": cards}, ensure_ascii=False, indent=1) + "\n"


def _supposed(before: Scorecard, after: Scorecard | None, assumptions: Sequence[str]) -> Json:
    if after is None:
        return {}
    changed = [
        {"name": each.name, "before": _number(each.before), "after": _number(each.after)}
        for each in changes(before, after)
    ]
    grade = after.grade.name if after.grade is not None else None
    told = {"assumptions": list(assumptions), "total": _number(after.total), "grade": grade, "changes": changed}
    return {"supposed": told}


def _scorecard(card: Scorecard, advice: Sequence[Advice]) -> Json:
    return {
        "source": card.evaluation.source,
        "evaluation": evaluation_json(card.evaluation),
        "pack": card.pack.id,
        "total": {"stated": _number(card.evaluation.total), "scored": _number(card.total)},
        "scored": _number(card.scored),
        "scored_weight": _number(card.scored_weight),
        "cap": _number(card.cap),
        "grade": {"stated": card.evaluation.grade, "scored": card.grade.name if card.grade is not None else None},
        "lines": [_line(line) for line in card.all_lines],
        "levels": [
            {
                "path": list(level.path),
                "weight": _number(level.weight),
                "parts_weight": _number(level.parts_weight),
                "score": _number(level.score),
                "stated": _number(level.stated),
            }
            for level in card.levels
        ],
        "gaps": list(card.gaps),
        "reasons_due": [{"path": list(due.path), "message": due.message} for due in card.due],
        "notes": list(card.notes),
        "advice": [
            {"rule": each.rule, "path": list(each.path), "message": each.message, "example": each.example}
            for each in advice
        ],
    }


def evaluation_json(evaluation: SelfEvaluation) -> Json:
    """Return EVALUATION without the fields that are blank."""
    content: Json = evaluation.model_dump(mode="json", exclude_defaults=True)
    return content


def _line(line: Line) -> Json:
    return {
        "path": list(line.path),
        "weight": _number(line.weight),
        "kind": line.kind,
        "basis": line.basis,
        "score": _number(line.score),
        "stated": _number(line.stated),
        "explanation": _explanation(line.explanation),
    }


def _explanation(told: Explanation) -> Json:
    clause = told.clause
    return {
        "because": told.because,
        "method": told.method,
        "clause": None
        if clause is None
        else {"source": clause.source, "confidence": clause.confidence, "words": clause.words},
        "inputs": [_input(term) for term in told.inputs],
        "formula": told.formula.formula() if told.formula is not None else None,
        "exact": _number(told.exact),
        "rounding": told.rounding,
    }


def _input(term: Term) -> Json:
    return {"name": term.name, "text": term.text, "value": _number(term.value), "place": term.place}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
