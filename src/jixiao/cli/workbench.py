"""``jixiao serve``, ``verify-log``, ``backup``, ``restore``: the workbench in the browser and what it keeps."""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from pathlib import Path

import click

from jixiao.cli.chinese import CallError, ChineseCommand

_NEEDED = ("django", "granian", "axes", "django_htmx", "treebeard", "whitenoise")
_PORTS = click.IntRange(1, 65535)


def _require_web() -> None:
    if any(find_spec(name) is None for name in _NEEDED):
        raise CallError("没有装网页工作台要用的库。请运行：pip install 'jixiao[web]'")


def _prepared() -> None:
    """Set the workbench up for a command. Raises :class:`CallError` where the environment does not let it."""
    _require_web()
    from django.db import OperationalError

    from jixiao.web.configuration import ConfigurationError
    from jixiao.web.serving import prepare

    try:
        prepare()
    except ConfigurationError as fault:
        raise CallError(str(fault)) from fault
    except OperationalError as fault:
        raise CallError(f"数据库连不上或者写不进去，请检查 JIXIAO_DATABASE 和磁盘：{fault}") from fault


@click.command(cls=ChineseCommand)
@click.option("--host", default="127.0.0.1", metavar="地址", help="默认只给本机用；给别的电脑用写 0.0.0.0")
@click.option("--port", type=_PORTS, default=8000, metavar="端口", help="默认 8000")
@click.option("--workers", type=click.IntRange(1, 64), default=1, metavar="个数", help="几个进程，默认 1")
@click.option("--demo", is_flag=True, help="往空的数据文件夹里放一个虚构的省，先看看样子")
def serve(host: str, port: int, workers: int, demo: bool) -> int:
    """启动网页工作台：填报、核查、签发、审核、公开，都在浏览器里。

    数据放在环境变量 JIXIAO_DATA 指定的文件夹；不写就是当前文件夹里的 jixiao-data。
    """
    _prepared()
    from jixiao.web.serving import first_invitation, is_taken
    from jixiao.web.serving import serve as start

    if is_taken(host, port):
        raise CallError(
            f"{host} 的 {port} 端口不能用：多半是工作台已经启动了，或者被别的程序占着。换一个端口写 --port。"
        )
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
    _prepared()
    from jixiao.web.journal.chain import broken_links
    from jixiao.web.journal.models import Entry

    faults = list(broken_links())
    for fault_told in faults:
        click.echo(fault_told)
    click.echo(f"共{Entry.objects.count()}条日志，{'发现上面的问题' if faults else '完整无改动'}。")
    return 1 if faults else 0


@click.command(cls=ChineseCommand)
@click.argument("file", metavar="文件", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="已有同名的备份就换掉")
def backup(file: Path, replace: bool) -> int:
    """备份工作台：数据库和上传的文件装进一个文件，工作台不用停。"""
    _prepared()
    from jixiao.web.backup import BackupError, back_up

    if file.exists() and not replace:
        raise CallError(f"{file} 已经有了，没有覆盖；要换掉它请加 --replace。")
    try:
        held = back_up(file)
    except (BackupError, OSError) as fault:
        raise CallError(f"没有备份成：{fault}") from fault
    click.echo(f"已备份到 {file}：{held.journal}条日志，{held.files}个文件。请另存一份到别的机器。")
    return 0


@click.command(cls=ChineseCommand)
@click.argument("file", metavar="文件", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option("--yes", is_flag=True, help="不再询问")
def restore(file: Path, yes: bool) -> int:
    """恢复备份：用备份换下现有的全部数据，换之前先自动备份现有的。"""
    _prepared()
    from jixiao.web.backup import BackupError
    from jixiao.web.backup import restore as put_back

    if not yes and not click.confirm(f"现有的数据将全部换成 {file} 里的，继续吗？"):
        click.echo("没有恢复。")
        return 0
    try:
        held = put_back(file)
    except (BackupError, OSError) as fault:
        raise CallError(f"没有恢复成：{fault}") from fault
    click.echo(f"已恢复到 {held.made_at} 的样子：{held.journal}条日志，{held.files}个文件。所有人都要重新登录。")
    return 0
