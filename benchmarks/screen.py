"""Puts figures on the screen, in Chinese."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from benchmarks.results import Section

_WIDTH = 120
_MET = {None: "", True: "达到", False: "未达到"}


def new_console() -> Console:
    """Return a console; what goes into a file is as wide as in every other run."""
    return Console() if sys.stdout.isatty() else Console(width=_WIDTH)


def show_machine(console: Console, described: Mapping[str, str]) -> None:
    """Print what the run is measured on."""
    console.print(
        f"{described['date']}，{described['system']}，{described['cores']}核，Python {described['python']}，"
        f"jixiao {described['jixiao']}；开始时的系统负载 {described['load']}",
        highlight=False,
    )


def show(console: Console, section: Section) -> None:
    """Print one section as a table."""
    table = Table()
    table.add_column("项目", overflow="fold")
    for name in ("结果", "目标", "是否达到"):
        table.add_column(name, justify="right", no_wrap=True)
    for figure in section.figures:
        goal = "" if figure.limit is None else f"≤ {figure.limit:g} {figure.unit}"
        table.add_row(figure.label, figure.printed, goal, _MET[figure.met])
    console.print()
    console.print(section.title, style="bold", highlight=False)
    console.print(table, highlight=False)
    if section.note:
        console.print(section.note, highlight=False)
