"""``jixiao push``: send a filled-in file to a sheet of the workbench."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import click

from jixiao.cli.chinese import CallError, ChineseCommand
from jixiao.cli.options import PATH

TOKEN_VARIABLE = "JIXIAO_TOKEN"
_PATIENCE = 60  # seconds
_NUMBER = click.IntRange(min=1)
_TOKEN_HELP = f"接口令牌；也可以放在环境变量 {TOKEN_VARIABLE}"
_SCHEMES = ("http://", "https://")


@click.command(cls=ChineseCommand)
@click.argument("file", type=PATH, metavar="文件")
@click.option("--to", "address", required=True, metavar="网址", help="工作台的地址，如 http://192.168.1.5:8000")
@click.option("--sheet", type=_NUMBER, required=True, metavar="编号", help="哪一份自评：网址里 sheets/ 后面的数")
@click.option("--token", envvar=TOKEN_VARIABLE, required=True, metavar="令牌", help=_TOKEN_HELP)
def push(file: Path, address: str, sheet: int, token: str) -> int:
    """把填好的工作簿、自评表或自评数据送进工作台的一份自评。"""
    if not address.startswith(_SCHEMES):
        raise CallError(f"{address}：网址要以 http:// 或 https:// 开头。")
    try:
        content = file.read_bytes()
    except OSError as fault:
        raise CallError(f"{file}：读不出来。请检查文件名和路径。") from fault
    answer = _sent(f"{address.rstrip('/')}/api/sheets/{sheet}/import", token, file.name, content)
    click.echo(f"已填进{len(answer['made'])}处，现在是第{answer['version']}版。")
    for refusal in answer["refused"]:
        click.echo(f"没有填进去：{refusal['path']}：{refusal['message']}")
    if answer["unknown"]:
        click.echo(f"自评里没有这些行：{'、'.join(answer['unknown'])}")
    return 1 if answer["refused"] or answer["unknown"] else 0


def _sent(address: str, token: str, name: str, content: bytes) -> dict[str, Any]:
    """Send a file and return what came of it. Raises :class:`CallError` with the sentence of the workbench."""
    boundary = uuid.uuid4().hex
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": f"multipart/form-data; boundary={boundary}"}
    try:
        with urlopen(Request(address, body, headers), timeout=_PATIENCE) as response:
            return dict(json.load(response))
    except HTTPError as fault:
        raise CallError(_sentence(fault)) from fault
    except (URLError, TimeoutError) as fault:
        raise CallError(f"{address}：连不上工作台。请检查网址，并确认工作台已经启动。") from fault
    except json.JSONDecodeError as fault:
        raise CallError(f"{address}：回答看不懂，这个网址多半不是绩效工作台。") from fault


def _sentence(fault: HTTPError) -> str:
    try:
        return str(json.load(fault)["message"])
    except (json.JSONDecodeError, KeyError, TypeError):
        return f"{fault.url}：工作台回答 {fault.code}，没有送成。请检查网址和编号。"
