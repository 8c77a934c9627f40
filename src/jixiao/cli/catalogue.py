"""``jixiao checks`` and ``jixiao schema``: what is checked, and the form of the JSON output."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.cli.chinese import ChineseCommand
from jixiao.cli.options import PATH
from jixiao.cli.output import emit


@click.command(cls=ChineseCommand)
@click.option(
    "--format",
    "style",
    type=click.Choice(["terminal", "markdown", "json"]),
    default="terminal",
    metavar="格式",
    help="terminal：屏幕（默认）；markdown：docs/checks.md 的内容；json：给程序用",
)
@click.option("--output", "-o", type=PATH, metavar="文件", help="写进文件，不印在屏幕上")
def checks(style: str, output: Path | None) -> int:
    """列出全部检查项：编号、类别、级别、依据。"""
    from jixiao.auditing.registry import all_checks
    from jixiao.rendering.catalogue import catalogue_json, catalogue_markdown, catalogue_text

    render = {"terminal": catalogue_text, "markdown": catalogue_markdown, "json": catalogue_json}[style]
    emit(render(all_checks()), output)
    return 0


@click.command(cls=ChineseCommand)
@click.argument("name", type=click.Choice(["audit", "evaluation", "pack"]), default="audit", metavar="[哪一种]")
def schema(name: str) -> int:
    """印出 JSON Schema：核查结果 audit（默认）、自评数据 evaluation、规则包 pack。"""
    from jixiao.rendering.schemas import SCHEMAS

    emit(SCHEMAS[name](), None)
    return 0
