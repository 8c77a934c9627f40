"""``jixiao text`` and ``jixiao show``: how the program sees a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.chinese import CallError, ChineseCommand
from jixiao.cli.options import PATH, settings_of
from jixiao.cli.output import emit, refuse_overwriting

if TYPE_CHECKING:
    from jixiao.documents import Document

_CONFIG_HELP = "设置文件；不写时用当前文件夹里的 jixiao.toml"


@click.command(cls=ChineseCommand)
@click.argument("file", type=PATH, metavar="文件")
@click.option("--output", "-o", type=PATH, metavar="文件", help="写进文件，不印在屏幕上")
@click.option("--config", type=PATH, metavar="文件", help=_CONFIG_HELP)
def text(file: Path, output: Path | None, config: Path | None) -> int:
    """印出文件的线性文本。

    json 结果里的字符位置（spans）就以这份文本计。
    """
    refuse_overwriting(output, [file])
    emit(_read(file, config).text, output)
    return 0


@click.command(cls=ChineseCommand)
@click.argument("file", type=PATH, metavar="文件")
@click.option(
    "--format",
    "style",
    type=click.Choice(["tree", "json"]),
    default="tree",
    metavar="格式",
    help="tree：树形（默认）；json：给程序用",
)
@click.option("--output", "-o", type=PATH, metavar="文件", help="写进文件，不印在屏幕上")
@click.option("--config", type=PATH, metavar="文件", help=_CONFIG_HELP)
def show(file: Path, style: str, output: Path | None, config: Path | None) -> int:
    """显示从文件里认出的自评：资金、目标、指标、得分和等级。"""
    from jixiao.recognition import recognise
    from jixiao.rendering.evaluation_tree import evaluations_json, evaluations_tree

    refuse_overwriting(output, [file])
    document = _read(file, config)
    evaluations = recognise(document, 0).evaluations
    if style == "json":
        emit(evaluations_json(document, evaluations), output)
    else:
        emit(evaluations_tree(document, evaluations), output)
    return 0


def _read(file: Path, config: Path | None) -> Document:
    from jixiao.documents import UnreadableFileError, read_document

    try:
        return read_document(file, settings_of(config).limits)
    except UnreadableFileError as fault:
        raise CallError(str(fault)) from fault
