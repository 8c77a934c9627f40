"""Where results go: UTF-8 into files and pipes, the console's own encoding onto the screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from jixiao.cli.chinese import CallError


def emit(text: str, output: Path | None) -> None:
    """Write TEXT into the file OUTPUT, or onto standard output, where a pipe gets UTF-8 whatever the console uses."""
    if output is not None:
        write_atomically(output, text)
        return
    if sys.stdout.isatty():
        click.echo(text, nl=False)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def write_atomically(path: Path, text: str) -> None:
    """Put TEXT (UTF-8, line feeds) into the file at PATH; a reader sees the old content or the new, never a part.

    Raises :class:`CallError`.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(text.encode("utf-8"))
        beside.replace(path)
    except OSError as fault:
        beside.unlink(missing_ok=True)
        remedy = "请检查文件夹是否存在、有没有写入的权限、文件是否正被别的程序打开"
        raise CallError(f"{path}：写不进去。{remedy}。") from fault


def refuse_overwriting(output: Path | None, inputs: Sequence[Path]) -> None:
    """Raise :class:`CallError` when OUTPUT is one of the files to be audited."""
    if output is not None and output.resolve() in {path.resolve() for path in inputs}:
        raise CallError(f"{output}：输出文件就是要核查的文件，会把它覆盖。请换一个输出文件名。")
