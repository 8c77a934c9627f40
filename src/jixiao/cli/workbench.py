"""``jixiao serve`` and ``jixiao verify-log``: the workbench in the browser."""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec

import click

from jixiao.cli.chinese import CallError, ChineseCommand

_NEEDED = ("django", "granian", "axes", "django_htmx", "treebeard", "whitenoise")
_PORTS = click.IntRange(1, 65535)


def _require_web() -> None:
    if any(find_spec(name) is None for name in _NEEDED):
        raise CallError("没有装网页工作台要用的库。请运行：pip install 'jixiao[web]'")


@click.command(cls=ChineseCommand)
@click.option("--host", default="127.0.0.1", metavar="地址", help="默认只给本机用；给别的电脑用写 0.0.0.0")
@click.option("--port", type=_PORTS, default=8000, metavar="端口", help="默认 8000")
@click.option("--workers", type=click.IntRange(1, 64), default=1, metavar="个数", help="几个进程，默认 1")
@click.option("--demo", is_flag=True, help="往空的数据文件夹里放一个虚构的省，先看看样子")
def serve(host: str, port: int, workers: int, demo: bool) -> int:
    """启动网页工作台：填报、核查、签发、审核、公开，都在浏览器里。

    数据放在环境变量 JIXIAO_DATA 指定的文件夹；不写就是当前文件夹里的 jixiao-data。
    """
    _require_web()
    from jixiao.web.configuration import ConfigurationError
    from jixiao.web.serving import first_invitation, prepare
    from jixiao.web.serving import serve as start

    try:
        prepare()
    except ConfigurationError as fault:
        raise CallError(str(fault)) from fault
    if demo:
        _demonstrate()
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/"
    invitation = first_invitation()
    if invitation is not None:
        click.echo(f"第一次使用，请先打开这个地址给管理员开通账号（只能用一次）：{address}{invitation}")
    click.echo(f"工作台已启动：{address}  （按 Ctrl+C 停止）")
    start(host, port, workers)
    return 0


def _demonstrate() -> None:
    """Fill the empty installation with the demonstration and tell by which accounts one looks at it."""
    from jixiao.web.demo.filling import NotEmptyError, fill

    click.echo("正在准备演示数据……")
    try:
        made = fill(date.today())
    except NotEmptyError as fault:
        raise CallError(str(fault)) from fault
    click.echo(f"演示账号（密码都是 {made.password}，登录页上也写着）：")
    for account in made.accounts:
        click.echo(f"  {account.username}  {account.role}，{account.where}")


@click.command("verify-log", cls=ChineseCommand)
def verify_log() -> int:
    """核对工作台的操作日志：有没有被改过、删过、换过。"""
    _require_web()
    from jixiao.web.configuration import ConfigurationError
    from jixiao.web.serving import prepare

    try:
        prepare()
    except ConfigurationError as fault:
        raise CallError(str(fault)) from fault
    from jixiao.web.journal.chain import broken_links
    from jixiao.web.journal.models import Entry

    faults = list(broken_links())
    for fault_told in faults:
        click.echo(fault_told)
    click.echo(f"共{Entry.objects.count()}条日志，{'发现上面的问题' if faults else '完整无改动'}。")
    return 1 if faults else 0
