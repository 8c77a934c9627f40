"""A scorecard for people: the scored table, what is missing, what differs, and where each point comes from."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jixiao.advising import Advice
from jixiao.evaluations import SelfEvaluation, Subject
from jixiao.packs import Confidence
from jixiao.quantities import plain
from jixiao.rendering.words import place_words
from jixiao.scoring import Basis, LevelSum, Line, Scorecard
from jixiao.scoring.attribution import Attribution
from jixiao.scoring.supposing import Change, GradeDistance, Step

_BASIS_WORDS = {
    Basis.COMPUTED: "计算",
    Basis.JUDGED: "评定",
    Basis.DISPUTED: "评定，超出范围",
    Basis.UNSCORED: "不能计分",
}
_SUBJECT_WORDS = {Subject.DEPARTMENT: "部门整体支出", Subject.PROJECT: "项目支出"}
CONFIDENCE_WORDS = {
    Confidence.READ: "见于公开文件",
    Confidence.PRACTICE: "实际做法或二手资料",
    Confidence.GENERAL: "一般了解，未逐字核对",
}
_BLANK = "（空）"


def as_text(content: RenderableType, width: int, color: bool = False) -> str:
    """Return rich CONTENT as text of at most WIDTH columns, plain unless COLOR is set."""
    page = io.StringIO()
    console = Console(file=page, width=width, highlight=False, emoji=False, force_terminal=color, no_color=not color)
    console.print(content)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n"


def scorecard_view(card: Scorecard, advice: Sequence[Advice], distance: GradeDistance | None) -> Group:
    """Return the scored table with total and grade, and below it all that a clerk should look at."""
    parts: list[RenderableType] = [_title(card.evaluation), Text(f"规则包：{card.pack.id}（{card.pack.title}）")]
    if card.lines:
        parts.append(_table(card))
    parts += [_verdict(card), *_sections(card, advice), *_distance(distance)]
    return Group(*parts)


def _title(evaluation: SelfEvaluation) -> Text:
    name = evaluation.project or evaluation.department.name or "（没有写单位）"
    year = f"{evaluation.year}年度 " if evaluation.year else ""
    return Text(f"{year}{_SUBJECT_WORDS[evaluation.subject]}绩效自评：{name}", style="bold")


def _table(card: Scorecard) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for head in ("指标", "目标", "完成"):
        table.add_column(head, overflow="fold", ratio=2 if head == "指标" else 1)
    for head in ("分值", "填报", "得分"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("依据", overflow="fold", ratio=3)
    heads: dict[int, list[LevelSum]] = {}
    for level in card.levels:
        heads.setdefault(level.first, []).append(level)
    if card.execution is not None:
        _add_line(table, card, card.execution)
    for position, line in enumerate(card.lines):
        for level in heads.get(position, ()):
            _add_head(table, level)
        _add_line(table, card, line)
    return table


def _add_head(table: Table, level: LevelSum) -> None:
    """Add a row for a level that begins here, with its sum."""
    weight = level.weight if level.weight is not None else level.parts_weight
    name = _indented(level.path)
    table.add_row(name, "", "", plain(weight), _points(level.stated), _points(level.score), "", style="bold")


def _indented(path: tuple[str, ...]) -> Padding:
    """Return the last name of PATH, set in by its depth on all of its lines."""
    return Padding(Text(path[-1], overflow="fold"), (0, 0, 0, 2 * (len(path) - 1)))


def _add_line(table: Table, card: Scorecard, line: Line) -> None:
    target, actual = _asked_and_told(card, line)
    style = "red" if line.score is None else "yellow" if line.differs else None
    table.add_row(
        _indented(line.path),
        target,
        actual,
        plain(line.weight) if line.weight is not None else _BLANK,
        _points(line.stated),
        _points(line.score) or _BASIS_WORDS[line.basis],
        _short_reason(line),
        style=style,
    )


def _asked_and_told(card: Scorecard, line: Line) -> tuple[str, str]:
    if line.row is not None and line is not card.execution:
        unit = line.row.unit or ""
        return (
            f"{line.row.nature or ''}{line.row.target or ''}{unit if line.row.target else ''}",
            f"{line.row.actual or ''}{unit if line.row.actual else ''}",
        )
    fund = card.evaluation.main_fund
    if fund is None:
        return "", ""
    budget = fund.adjusted if fund.adjusted is not None else fund.initial
    return (f"{budget}万元" if budget is not None else ""), (
        f"{fund.executed}万元" if fund.executed is not None else fund.rate or ""
    )


def _short_reason(line: Line) -> str:
    told = line.explanation
    if told.formula is not None:
        return f"{told.formula.formula()} = {_shown(told.exact)}"
    return told.because


def _shown(value: Decimal | None) -> str:
    """Print a number that may not end, with six decimals and dots behind it when it goes on."""
    if value is None:
        return ""
    cut = round(value, 6)
    return plain(value) if cut == value else f"{plain(cut)}…"


def _points(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _verdict(card: Scorecard) -> Text:
    if card.total is not None:
        text = f"总分：{card.total:f}"
        if card.cap is not None and card.cap < card.scored:
            text += f"（各项合计{card.scored:f}，按执行率不得超过{plain(card.cap)}）"
        grade = f"　等级：{card.grade.name}" if card.grade is not None else ""
        stated = card.evaluation.total
        same = "" if stated is None else f"　填报总分：{stated:f}（{'一致' if stated == card.total else '不一致'}）"
        if card.evaluation.grade and card.grade is not None and card.evaluation.grade[:1] != card.grade.name[:1]:
            same += f"　填报等级：{card.evaluation.grade}（不一致）"
        return Text(text + grade + same, style="bold green" if stated in (None, card.total) else "bold yellow")
    stated_words = f"　填报总分：{card.evaluation.total:f}" if card.evaluation.total is not None else ""
    whole = f"{plain(card.scored_weight)}分里得{card.scored:f}分" if card.scored_weight else "没有一项能计分"
    return Text(f"总分：不能算出（能计的部分：{whole}）{stated_words}", style="bold red")


def _sections(card: Scorecard, advice: Sequence[Advice]) -> Iterator[RenderableType]:
    yield from _list("不能算出总分，因为", card.gaps)
    yield from _list("与填报的不同", card.notes)
    yield from _list("应当说明而没有说明", [due.message for due in card.due])
    weak = sorted({line.explanation.clause.source for line in card.all_lines if _weak(line)})  # type: ignore[union-attr]
    yield from _list("规则没有逐字核对过，结果只作参考，请对照原文", [f"{name}（可信度C）" for name in weak])
    yield from advice_view(advice)


def _weak(line: Line) -> bool:
    clause = line.explanation.clause
    return clause is not None and clause.confidence is Confidence.GENERAL and line.basis is Basis.COMPUTED


def advice_view(advice: Sequence[Advice]) -> Iterator[RenderableType]:
    """Yield the advice on the goals; what several advisers say of one indicator stands together."""
    if not advice:
        return
    yield Text("\n对指标本身的建议（不影响得分）", style="bold")
    for path in dict.fromkeys(piece.path for piece in advice):
        told = [piece for piece in advice if piece.path == path]
        yield _bullet(f"{'／'.join(path)}：{'；'.join(piece.message for piece in told)}。")
        yield Padding(_bullet(f"可改写为：{told[0].example}", mark="→"), (0, 0, 0, 2))


def _bullet(text: str, mark: str = "·") -> Padding:
    """Return TEXT behind a mark, its further lines below its first word."""
    row = Table.grid(padding=(0, 1, 0, 0))
    row.add_column(no_wrap=True)
    row.add_column(overflow="fold")
    row.add_row(mark, text)
    return Padding(row, (0, 0, 0, 2))


def _list(title: str, lines: Sequence[str]) -> Iterator[RenderableType]:
    if not lines:
        return
    yield Text(f"\n{title}", style="bold")
    yield from map(_bullet, lines)


def _distance(distance: GradeDistance | None) -> Iterator[RenderableType]:
    if distance is None:
        return
    if distance.better is not None and distance.missing is not None:
        steps = _steps(distance.up, f"单独一项多得{plain(distance.missing)}分就够的", "单独提高任何一项都不够", "升到")
        yield from _list(f"离“{distance.better.name}”还差{plain(distance.missing)}分", steps)
    if distance.worse is not None and distance.spare is not None:
        steps = _steps(distance.down, f"单独一项少得{plain(distance.spare)}分以上就会的", "单独一项都不至于", "降到")
        yield from _list(f"再少{plain(distance.spare)}分以上就落到“{distance.worse.name}”", steps)


def _steps(steps: Sequence[Step], these: str, none: str, verb: str) -> list[str]:
    """Say which lines alone can change the grade: those with an actual value one by one, the others in one row."""
    told = [
        f"“{step.line.name}”由{step.line.score:f}分{verb}{step.score:f}分，即完成值{step.actual}"
        for step in steps
        if _worth_telling(step)
    ]
    others = [step.line.name for step in steps if not _worth_telling(step)]
    return told + ([f"{these}：{'、'.join(others)}"] if others else []) or [none]


def _worth_telling(step: Step) -> bool:
    """Tell whether the actual value is one that can happen: nobody falls to a tenth of the target."""
    return step.actual is not None and step.line.weight is not None and step.score * 2 >= step.line.weight


def explanation_view(card: Scorecard, lines: Sequence[Line]) -> Group:
    """Return, for each of LINES, where its points come from: inputs with place, method, clause, sum, rounding."""
    parts: list[RenderableType] = [_title(card.evaluation), Text(f"规则包：{card.pack.id}（{card.pack.title}）")]
    for line in lines:
        parts.append(Text(f"\n{'／'.join(line.path)}", style="bold"))
        parts += [_bullet(row, mark="") for row in explanation_rows(line)]
    return Group(*parts)


def explanation_rows(line: Line) -> Iterator[str]:
    """Yield the explanation of one line, a sentence a row."""
    told = line.explanation
    score = f"{line.score:f}分" if line.score is not None else "不能计分"
    weight = f"（分值{plain(line.weight)}）" if line.weight is not None else ""
    yield f"得分：{score}{weight}，{_BASIS_WORDS[line.basis]}" if line.score is not None else f"得分：{score}{weight}"
    yield f"缘由：{told.because}"
    if told.method is not None:
        yield f"办法：{told.method}"
    if told.clause is not None:
        words = f"；{told.clause.words}" if told.clause.words else ""
        confidence = f"可信度{told.clause.confidence}：{CONFIDENCE_WORDS[told.clause.confidence]}"
        yield f"依据：{told.clause.source}（{confidence}）{words}"
    for term in told.inputs:
        place = f"（{place_words(term.place)}）" if term.place else ""
        yield f"用到：{term.name} {term.text}{place}"
    if told.formula is not None:
        yield f"算式：{told.formula.formula()} = {_shown(told.exact)}"
    if told.rounding and line.score is not None:
        yield f"取舍：{_shown(told.exact)} {told.rounding}，得 {line.score:f}"
    if line.row is not None and (line.row.explanation or line.row.reason):
        yield f"填报说明：{' '.join((line.row.explanation or line.row.reason or '').split())}"
    if line.differs and line.stated is not None:
        yield f"注意：填报得分{line.stated:f}，与算出的不同"


def rescore_view(card: Scorecard, attributions: Sequence[Attribution]) -> Group:
    """Return, for each printed score, the method that explains it, or that none does."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for head, side in (("指标", "left"), ("分值", "right"), ("填报得分", "right"), ("由哪种办法得来", "left")):
        table.add_column(head, justify=side, overflow="fold")  # type: ignore[arg-type]  # the words are those of rich
    for each in attributions:
        weight = plain(each.line.weight) if each.line.weight is not None else _BLANK
        style = "yellow" if each.tried and not each.methods else None
        table.add_row("／".join(each.line.path), weight, _points(each.line.stated), _attributed(each), style=style)
    explained = sum(bool(each.methods) for each in attributions)
    unexplained = sum(bool(each.tried) and not each.methods for each in attributions)
    untried = len(attributions) - explained - unexplained
    summary = (
        f"共{len(attributions)}个得分：{explained}个有办法解释，{unexplained}个哪种办法都得不出，"
        f"{untried}个由人评定或缺数据"
    )
    notes = list(_list("与填报的不同", card.notes)) + list(_list("不能算出总分，因为", card.gaps))
    return Group(_title(card.evaluation), table, Text(summary, style="bold"), *notes)


def _attributed(each: Attribution) -> str:
    if each.methods:
        return "、".join(each.methods)
    if not each.tried:
        return f"不能试算：{each.why_not}"
    tried = "，".join(f"{method}为{_shown(round(value, 4))}" for method, value in each.tried)
    return f"都得不出（{tried}）"


def changes_view(assumed: str, changed: Sequence[Change], before: Scorecard, after: Scorecard) -> Group:
    """Return what a supposition changes, and the grade before and after."""
    rows = [] if changed else ["得分和总分都不变"]
    for each in changed:
        words = [f"{value:f}" if value is not None else "不能计分" for value in (each.before, each.after)]
        rows.append(f"“{each.name}”由{words[0]}变为{words[1]}")
    if before.grade is not None and after.grade is not None:
        same = before.grade.name == after.grade.name
        rows.append(f"等级{'仍为' + after.grade.name if same else f'由{before.grade.name}变为{after.grade.name}'}")
    return Group(*_list(f"假如 {assumed}", rows))
