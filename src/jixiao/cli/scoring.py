"""``jixiao evaluate``, ``explain``, ``rescore`` and ``advise``: scores by the rules of a place and year, and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.chinese import CallError, ChineseCommand
from jixiao.cli.evaluations import emit_views, load_evaluations, pack_for
from jixiao.cli.options import PATH
from jixiao.cli.output import emit, refuse_overwriting

if TYPE_CHECKING:
    from rich.console import RenderableType

    from jixiao.advising import Advice
    from jixiao.evaluations import SelfEvaluation
    from jixiao.packs import Pack
    from jixiao.scoring import Line, Scorecard

_PACK_HELP = "规则包的编号或文件；不写时按单位、年度和分值自动选"
_pack = click.option("--pack", "word", metavar="规则包", help=_PACK_HELP)
_config = click.option("--config", type=PATH, metavar="文件", help="设置文件；不写时用当前文件夹里的 jixiao.toml")
_output = click.option("--output", "-o", type=PATH, metavar="文件", help="写进文件，不印在屏幕上")
_file = click.argument("file", type=PATH, metavar="文件")


@click.command(cls=ChineseCommand)
@_file
@_pack
@click.option(
    "--what-if",
    "assumptions",
    multiple=True,
    metavar="名称=值",
    help="假如某指标的完成值（或 全年执行数 等金额，万元）是这个数，得分怎样变；可以写几个",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    metavar="格式",
    help="terminal：打分表（默认）；json：给程序用",
)
@click.option(
    "--output",
    "-o",
    type=PATH,
    metavar="文件",
    help="写进文件，不印在屏幕上；写文件夹时，把打好分的自评表（Word、Excel）、自评报告和一页签发摘要（Word）放进去",
)
@click.option("--strict", is_flag=True, help="写自评表和报告时，自相矛盾（核查有错误）的不写")
@click.option("--pdf", is_flag=True, help="写自评表和报告时，Word 另转一份 PDF（要装有 LibreOffice）")
@click.option(
    "--templates",
    type=PATH,
    metavar="文件夹",
    help="用这个文件夹里的 Word 模板（模板-….docx）出表；不写时用规则包旁边的，没有就用自带的版式",
)
@_config
def evaluate(
    file: Path,
    word: str | None,
    assumptions: tuple[str, ...],
    style: str,
    output: Path | None,
    strict: bool,
    pdf: bool,
    templates: Path | None,
    config: Path | None,
) -> int:
    """按规则包打分：印出打分表、总分、等级，以及不能计分的是什么、为什么。

    文件可以是自评数据（.yaml、.json），也可以是认得出的自评表、自评报告。
    """
    from jixiao.advising import advise as advise_on
    from jixiao.cli.printing import Printing, is_folder, load_templates, print_papers
    from jixiao.rendering.scorecard import changes_view, scorecard_view
    from jixiao.rendering.scorecard_json import scorecards_json
    from jixiao.scoring.supposing import changes, grade_distance

    refuse_overwriting(output, [file])
    if templates is not None and (output is None or style != "terminal" or not is_folder(output)):
        raise CallError("--templates 只在用 -o 把表写进文件夹时用得上，请加上 -o 文件夹。")
    cards = [_scored(each, pack) for each, pack in _with_packs(file, word, config)]
    supposed = _supposed(cards, assumptions)
    if style == "json":
        advised = [(card, advise_on(card.evaluation, card.pack), supposed.get(at)) for at, card in enumerate(cards)]
        emit(scorecards_json(advised, assumptions), output)
        return 0
    views: list[RenderableType] = []
    for at, card in enumerate(cards):
        views.append(scorecard_view(card, advise_on(card.evaluation, card.pack), grade_distance(card)))
        if at in supposed:
            views.append(changes_view("，".join(assumptions), changes(card, supposed[at]), card, supposed[at]))
    if output is not None and style == "terminal" and is_folder(output):
        printing = Printing(output, strict, pdf, load_templates(cards, word, templates))
        emit_views(views, None)
        for sentence in print_papers(cards, printing):
            click.echo(sentence)
        return 0
    emit_views(views, output)
    return 0


@click.command(cls=ChineseCommand)
@_file
@click.argument("name", required=False, metavar="[指标]")
@_pack
@_output
@_config
def explain(file: Path, name: str | None, word: str | None, output: Path | None, config: Path | None) -> int:
    """逐项说明得分的来历：用了哪些数、在哪里，哪种办法、哪条规定，算式和取舍。

    指标写名称或其中几个字；不写时说明全部指标。
    """
    from jixiao.rendering.scorecard import explanation_view

    refuse_overwriting(output, [file])
    cards = [_scored(each, pack) for each, pack in _with_packs(file, word, config)]
    chosen = [(card, lines) for card in cards if (lines := _lines_called(card, name))]
    if not chosen:
        known = "、".join(dict.fromkeys(line.name for card in cards for line in card.all_lines))
        raise CallError(f"没有名称含“{name}”的指标。这份文件里有：{known or '没有可计分的指标'}。")
    emit_views([explanation_view(card, lines) for card, lines in chosen], output)
    return 0


@click.command(cls=ChineseCommand)
@_file
@_pack
@_output
@_config
def rescore(file: Path, word: str | None, output: Path | None, config: Path | None) -> int:
    """重新核分：印出的每个得分由哪种计分办法得来，或者哪种办法都得不出。"""
    from jixiao.rendering.scorecard import rescore_view
    from jixiao.scoring.attribution import attribute

    refuse_overwriting(output, [file])
    cards = [_scored(each, pack) for each, pack in _with_packs(file, word, config)]
    emit_views([rescore_view(card, attribute(card)) for card in cards], output)
    return 0


@click.command(cls=ChineseCommand)
@_file
@_pack
@_output
@_config
def advise(file: Path, word: str | None, output: Path | None, config: Path | None) -> int:
    """对绩效目标和指标本身提建议：无法衡量、定得太低、缺了类别、拿花钱当产出等，各附一个更好的写法。"""
    from rich.console import Group
    from rich.text import Text

    from jixiao.advising import advise as advise_on
    from jixiao.rendering.scorecard import advice_view

    refuse_overwriting(output, [file])
    views: list[RenderableType] = []
    for evaluation, pack in _with_packs(file, word, config):
        found = advise_on(evaluation, pack)
        name = evaluation.project or evaluation.department.name or str(file)
        told = list(advice_view(found))
        views.append(Group(Text(f"{name}：{_count(found)}", style="bold"), *told))
    emit_views(views, output)
    return 0


def _count(found: Sequence[Advice]) -> str:
    return f"对{len({piece.path for piece in found})}个指标有建议" if found else "没有建议"


def _with_packs(file: Path, word: str | None, config: Path | None) -> list[tuple[SelfEvaluation, Pack]]:
    """Return the evaluations in FILE with their packs; one that no pack fits is told, and the others go on."""
    found: list[tuple[SelfEvaluation, Pack]] = []
    told: list[str] = []
    for evaluation in load_evaluations(file, config):
        try:
            found.append((evaluation, pack_for(evaluation, word)))
        except CallError as fault:
            told.append(fault.message)
    if not found:
        raise CallError(told[0])
    for message in told:
        click.echo(message, err=True)
    return found


def _scored(evaluation: SelfEvaluation, pack: Pack) -> Scorecard:
    from jixiao.scoring import NotScoredError, score

    try:
        return score(evaluation, pack)
    except NotScoredError as fault:
        raise CallError(f"{evaluation.source}：{fault}") from fault


def _supposed(cards: Sequence[Scorecard], assumptions: tuple[str, ...]) -> dict[int, Scorecard]:
    """Return, by position, the scorecards under ASSUMPTIONS; an evaluation without what they name is left out.

    Raises :class:`CallError` for an assumption that is written wrongly or that fits none of the evaluations.
    """
    from jixiao.scoring.supposing import SuppositionError, suppose

    told = [_assumption(each) for each in assumptions]
    if len({name for name, _ in told}) < len(told):
        raise CallError("--what-if 里同一个名称写了两次，请只留一个。")
    found: dict[int, Scorecard] = {}
    faults: list[str] = []
    for at, card in enumerate(cards if told else ()):
        evaluation = card.evaluation
        try:
            for name, value in told:
                evaluation = suppose(evaluation, name, value)
        except SuppositionError as fault:
            faults.append(str(fault))
            continue
        found[at] = _scored(evaluation, card.pack)
    if told and not found:
        raise CallError(faults[0])
    return found


def _assumption(words: str) -> tuple[str, str]:
    name, equals, value = words.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise CallError(f"“{words}”：要写成 名称=值，如 参保人数=22.1万。")
    return name.strip(), value.strip()


def _lines_called(card: Scorecard, name: str | None) -> tuple[Line, ...]:
    return tuple(line for line in card.all_lines if name is None or name in line.name)
