"""``python -m benchmarks [--json FILE] [--strict]``: measure everything in one run."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from benchmarks import (
    closed_loop,
    cold_start,
    growth,
    machine,
    print_speed,
    scoring,
    seeded_errors,
    throughput,
    whole_audit,
)
from benchmarks.results import Figure, Section
from benchmarks.screen import new_console, show, show_machine


def main() -> int:
    """Run all measurements and return the exit status: 1 when a goal is missed under ``--strict``, else 0."""
    arguments = _arguments()
    console = new_console()
    described = machine.describe()
    show_machine(console, described)
    sections = list(_measure(console))
    if arguments.json:
        written = {"machine": described, "sections": [_as_json(section) for section in sections]}
        arguments.json.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    missed = [figure for section in sections for figure in section.missed]
    _conclude(console, missed)
    return 1 if missed and arguments.strict else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="测量核查、打分、出表的速度、增长和内存，检验闭环和查错。"
    )
    parser.add_argument("--json", type=Path, metavar="文件", help="把全部结果写进这个文件")
    parser.add_argument("--strict", action="store_true", help="有目标没有达到时，退出码为 1")
    return parser.parse_args()


def _measure(console: Console) -> Sequence[Section]:
    steps: tuple[Callable[[], Section | list[Section]], ...] = (
        whole_audit.measure,
        growth.measure,
        cold_start.measure,
        throughput.measure,
        scoring.measure,
        print_speed.measure,
        closed_loop.measure,
        seeded_errors.measure,
    )
    sections: list[Section] = []
    for step in steps:
        with console.status("正在测量……"):
            found = step()
        for section in [found] if isinstance(found, Section) else found:
            show(console, section)
            sections.append(section)
    return sections


def _conclude(console: Console, missed: Sequence[Figure]) -> None:
    console.print()
    if not missed:
        console.print("全部目标达到。")
        return
    told = "；".join(f"{figure.label}为{figure.printed}（目标 ≤ {figure.limit:g}）" for figure in missed)
    console.print(f"有{len(missed)}个目标没有达到：{told}。", highlight=False)


def _as_json(section: Section) -> dict[str, object]:
    figures = {figure.key: asdict(figure) | {"met": figure.met} for figure in section.figures}
    return {"key": section.key, "title": section.title, "figures": figures}


if __name__ == "__main__":
    sys.exit(main())
