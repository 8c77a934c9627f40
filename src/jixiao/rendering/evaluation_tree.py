"""The evaluations recognised in a document, as a tree for people and as JSON for programs."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.tree import Tree

from jixiao.documents import Document, Excerpt
from jixiao.evaluations import Amount, Evaluation, FundLine, Goal, Indicator, Points
from jixiao.rendering.words import place_words, subject_words, total_words

# Wide enough that no line is cut: the terminal wraps it, a file keeps it whole.
_WIDTH = 1000
_LONGEST = 40


def evaluations_json(document: Document, evaluations: Sequence[Evaluation]) -> str:
    """Return the evaluations with every value and its excerpt; numbers are strings."""
    content = {
        "source": document.source,
        "evaluations": [evaluation.model_dump(mode="json") for evaluation in evaluations],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def evaluations_tree(document: Document, evaluations: Sequence[Evaluation]) -> str:
    """Return the evaluations as a tree in plain text."""
    root = Tree(_plain(document.source), highlight=False)
    if not evaluations:
        root.add("没有认出自评表或自评报告")
    for evaluation in evaluations:
        _add_evaluation(root, document, evaluation)
    page = io.StringIO()
    Console(file=page, width=_WIDTH, highlight=False, markup=False, emoji=False).print(root, soft_wrap=True)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n"


def _add_evaluation(root: Tree, document: Document, evaluation: Evaluation) -> None:
    place = place_words(document.place_at(evaluation.start))
    node = root.add(f"{subject_words(evaluation)}（自{place}起）")
    _add_all(node, "资金", [_fund(line) for line in evaluation.funds])
    _add_all(node, "年度目标", [line for goal in evaluation.goals for line in _goal(goal)])
    if evaluation.indicators:
        branch = node.add("指标")
        for indicator in evaluation.indicators:
            _add_indicator(branch, indicator)
    total = total_words(evaluation)
    weight = f"（满分 {evaluation.total_weight.value:f}）" if evaluation.total_weight else ""
    node.add(f"总分：{total or '没有写'}{weight}")
    node.add(f"等级：{evaluation.grade.name if evaluation.grade else '没有写'}")
    _add_all(node, "等级标准", [_line(band.excerpt) for band in evaluation.bands])
    _add_all(node, "章节", [_line(heading.excerpt) for heading in evaluation.outline if heading.level == 1])


def _add_all(node: Tree, title: str, lines: Iterable[str]) -> None:
    rows = list(lines)
    if rows:
        branch = node.add(title)
        for row in rows:
            branch.add(row)


def _add_indicator(node: Tree, indicator: Indicator) -> None:
    branch = node.add(" ｜ ".join(filter(None, [_line(indicator.name), *_values(indicator)])))
    for child in indicator.children:
        _add_indicator(branch, child)


def _values(indicator: Indicator) -> Iterable[str]:
    yield _labelled("目标", indicator.target)
    yield _labelled("完成", indicator.actual)
    yield f"分值 {_points(indicator.weight)}" if indicator.weight else ""
    yield f"得分 {_points(indicator.score)}" if indicator.score else ""
    yield _labelled("原因", indicator.reason)


def _fund(line: FundLine) -> str:
    amounts = (("年初预算", line.initial), ("全年预算", line.adjusted), ("执行", line.executed), ("执行率", line.rate))
    parts = [_line(line.label), *(f"{name} {_amount(amount)}" for name, amount in amounts if amount)]
    if line.weight or line.score:
        parts.append(f"分值 {_points(line.weight)} 得分 {_points(line.score)}")
    return " ｜ ".join(parts)


def _goal(goal: Goal) -> Iterable[str]:
    if goal.expected:
        yield f"预期：{_line(goal.expected)}"
    if goal.reached:
        yield f"完成：{_line(goal.reached)}"


def _amount(amount: Amount) -> str:
    return _line(amount.excerpt)


def _points(points: Points | None) -> str:
    return f"{points.value:f}" if points else "（空）"


def _labelled(label: str, excerpt: Excerpt | None) -> str:
    return f"{label} {_line(excerpt)}" if excerpt and excerpt.text.strip() else ""


def _line(excerpt: Excerpt) -> str:
    return _plain(excerpt.text)


def _plain(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
