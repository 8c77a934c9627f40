"""``jixiao baseline`` and ``jixiao verdict``: keep what people decided about findings."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.chinese import CallError, ChineseCommand
from jixiao.cli.inputs import audit_files, expand, report_unreadable
from jixiao.cli.options import PATH, files_argument, load_baseline, name_in, plan, selection_options, settings_of
from jixiao.cli.output import refuse_overwriting, write_atomically

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao.auditing.baseline import Entry

DEFAULT = Path("jixiao-baseline.json")
_FILE_HELP = f"基线文件；不写时用设置里的，或 {DEFAULT}"


@click.command(cls=ChineseCommand)
@files_argument
@click.option("--baseline", "target", type=PATH, metavar="文件", help=_FILE_HELP)
@click.option("--prune", is_flag=True, help="删去这次没有再出现的问题")
@selection_options
def baseline(
    files: tuple[str, ...],
    target: Path | None,
    prune: bool,
    only: tuple[str, ...],
    ignore: tuple[str, ...],
    together: bool,
    config: Path | None,
) -> int:
    """建立或更新基线：把现有问题记下来，供逐条判定。

    已有的判定和次序不变，新问题加在后面；没有再出现的问题会列出来，加 --prune 才删去。
    """
    from jixiao.auditing.baseline import Baseline

    run = plan(config, only, ignore)
    path = target or run.settings.baseline or DEFAULT
    paths, missing = expand(files)
    refuse_overwriting(path, paths)
    old = load_baseline(path) if path.exists() else Baseline()
    audits, unreadable = audit_files(paths, run.settings.limits, run.selection, together)
    name = name_in(path)
    named = [(name(one.document.source), one) for audit in audits for one in audit.documents]
    stale = old.stale(named, run.runs)
    new = old.updated(named)
    added = len(new.entries) - len(old.entries)
    write_atomically(path, new.without(stale if prune else ()).dump())
    click.echo(f"{path}：新记 {added} 处问题，共 {len(new.entries) - (len(stale) if prune else 0)} 处。")
    _list_stale(stale, prune)
    report_unreadable([*missing, *unreadable])
    return 2 if missing or unreadable else 0


def _list_stale(stale: Sequence[Entry], pruned: bool) -> None:
    from jixiao.rendering.words import VERDICT_WORDS

    if stale:
        click.echo(f"没有再出现的 {len(stale)} 处{'，已删去' if pruned else '（加 --prune 删去）'}：")
    for entry in stale:
        click.echo(f"  {entry.key}  {entry.source}  {VERDICT_WORDS[entry.verdict]}：{entry.message}")


@click.command(cls=ChineseCommand)
@click.argument("finding", metavar="编号")
@click.argument("decision", metavar="判定", type=click.Choice(["confirmed", "dismissed", "open"]))
@click.option("--reason", default="", metavar="文字", help="理由；判定不是问题时必须写")
@click.option("--source", metavar="文件", help="几个文件有同一编号时，指明是基线里的哪一个文件")
@click.option("--baseline", "target", type=PATH, metavar="文件", help=_FILE_HELP)
@click.option("--config", type=PATH, metavar="文件", help="设置文件；不写时用当前文件夹里的 jixiao.toml")
def verdict(
    finding: str, decision: str, reason: str, source: str | None, target: Path | None, config: Path | None
) -> int:
    """对一处问题作出判定，记进基线。

    判定：confirmed 确有问题；dismissed 不是问题，今后核查不再计入；open 撤回判定。
    """
    from jixiao.auditing.baseline import BaselineError, Verdict
    from jixiao.rendering.words import VERDICT_WORDS

    path = target or settings_of(config).baseline or DEFAULT
    try:
        changed, entry = load_baseline(path).decided(finding, Verdict(decision), reason, date.today(), source)
    except BaselineError as fault:
        raise CallError(str(fault)) from fault
    write_atomically(path, changed.dump())
    click.echo(f"{entry.source}：“{entry.message}”——{VERDICT_WORDS[entry.verdict]}。")
    return 0
