"""The command line. Commands are thin, and import what they need only when they run: ``--help`` must be quick."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from jixiao import __version__
from jixiao.cli.auditing import audit
from jixiao.cli.catalogue import checks, schema
from jixiao.cli.chinese import ChineseGroup
from jixiao.cli.chinese import explain as explain_fault
from jixiao.cli.filling import new
from jixiao.cli.inspection import show, text
from jixiao.cli.packs import pack
from jixiao.cli.pushing import push
from jixiao.cli.scoring import advise, evaluate, explain, rescore
from jixiao.cli.verdicts import baseline, verdict
from jixiao.cli.workbench import backup, restore, serve, verify_log

__all__ = ["cli", "main"]

_INTERRUPTED = 130


@click.group(cls=ChineseGroup, invoke_without_command=True)
@click.option("--version", is_flag=True, help="显示版本号")
@click.pass_context
def cli(context: click.Context, version: bool) -> None:
    """预算绩效自评：按当地当年的规则打分，并把任何一份自评文件里能复算的数逐一复算，指出错在哪里、应当是多少。

    例：jixiao audit 自评报告.docx；jixiao evaluate 自评表.docx
    """
    if version:
        click.echo(f"jixiao {__version__}")
        context.exit()
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


_COMMANDS = (
    *(audit, new, evaluate, explain, rescore, advise, pack, text, show, checks, baseline, verdict, schema),
    *(serve, push, verify_log, backup, restore),
)
for _command in _COMMANDS:
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and end the process: 0 nothing wrong, 1 errors found, 2 unreadable file or wrong call."""
    for stream in (sys.stdout, sys.stderr):
        # A Chinese Windows console is GBK, which lacks some characters of real documents.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        status = cli.main(args=arguments, prog_name="jixiao", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as fault:
        click.echo(explain_fault(fault), err=True)
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断。", err=True)
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe (head, less) has seen enough; what Python still holds must go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status if isinstance(status, int) else 0
