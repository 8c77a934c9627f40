"""``jixiao pack``: list, show, check and test the packs of rules, and begin a new one from an existing one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.chinese import CallError, ChineseCommand, ChineseGroup
from jixiao.cli.evaluations import emit_views, named_pack
from jixiao.cli.options import PATH
from jixiao.cli.output import emit, write_atomically

if TYPE_CHECKING:
    from rich.console import RenderableType

_ID = re.compile(r"[a-z][a-z0-9-]*/[a-z0-9][a-z0-9-]*")


@click.group(cls=ChineseGroup)
def pack() -> None:
    """查看、检查、测试、新建规则包：各地各年的计分规则和表式。"""


@pack.command("list", cls=ChineseCommand)
def list_packs() -> int:
    """列出自带的规则包。"""
    from jixiao.packs import all_packs
    from jixiao.rendering.packs import pack_list_view

    emit_views([pack_list_view(all_packs())], None)
    return 0


@pack.command("show", cls=ChineseCommand)
@click.argument("word", metavar="规则包")
@click.option(
    "--format",
    "style",
    type=click.Choice(["terminal", "yaml"]),
    default="terminal",
    metavar="格式",
    help="terminal：说明（默认）；yaml：规则包的原文",
)
def show_pack(word: str, style: str) -> int:
    """显示一个规则包的全部规定，每个数都注明来源和可信度。"""
    from jixiao.packs import path_of
    from jixiao.rendering.packs import pack_view

    found = named_pack(word)
    if style == "yaml":
        emit(path_of(word).read_text(encoding="utf-8"), None)
    else:
        emit_views([pack_view(found)], None)
    return 0


@pack.command("check", cls=ChineseCommand)
@click.argument("words", nargs=-1, required=True, metavar="规则包...")
def check_packs(words: tuple[str, ...]) -> int:
    """检查规则包写得对不对：有没有不认识的项、分值加不加得起来、等级有没有空档；旁边的 Word 模板能不能用。"""
    from jixiao.packs import path_of
    from jixiao.rendering.templates import TemplatesError, templates_in, unused_words

    faults = 0
    for word in words:
        try:
            found = named_pack(word)
            templates = templates_in(path_of(word).parent, found)
        except TemplatesError as fault:
            faults += 1
            click.echo(str(fault), err=True)
        except CallError as fault:
            faults += 1
            click.echo(fault.message, err=True)
        else:
            if unused := unused_words(templates, found):
                click.echo(unused, err=True)
            with_templates = f"，连同模板 {'、'.join(templates.by_title)}" if templates.by_title else ""
            click.echo(f"{word}：没有问题（{found.title}{with_templates}）")
    return 1 if faults else 0


@pack.command("test", cls=ChineseCommand)
@click.argument("words", nargs=-1, metavar="[规则包]...")
def test_packs(words: tuple[str, ...]) -> int:
    """运行规则包旁边的测试（编号.tests.yaml）；不写编号时测试全部自带的规则包。"""
    from jixiao.datafiles import DataFileError, load_model
    from jixiao.packs import all_packs, case_file_of, path_of
    from jixiao.rendering.packs import outcomes_view
    from jixiao.scoring.pack_tests import Outcome, PackTestFile, run_tests

    views: list[RenderableType] = []
    failed = False
    for word in words or tuple(each.id for each in all_packs() if each.scored):
        found, path = named_pack(word), case_file_of(path_of(word))
        if not found.scored:
            raise CallError(f"{word}：不计分的表式，没有可以测试的计分规则。")
        try:
            outcomes: tuple[Outcome, ...] = run_tests(found, load_model(path, PackTestFile))
        except DataFileError as fault:
            raise CallError(str(fault)) from fault
        failed = failed or not all(each.passed for each in outcomes)
        views.append(outcomes_view(word, outcomes))
    emit_views(views, None)
    return 1 if failed else 0


@pack.command("template", cls=ChineseCommand)
@click.argument("word", metavar="规则包")
@click.option("--output", "-o", type=PATH, default=Path(), metavar="文件夹", help="写到哪个文件夹；不写时是当前文件夹")
def write_templates(word: str, output: Path) -> int:
    """把规则包的表、报告和签发摘要写成 Word 模板，在 Word、WPS 里改字体、栏目、落款，以后照它出表。"""
    from jixiao.rendering.templates import templates_of
    from jixiao.rendering.templates.finding import file_name

    files = {output / file_name(title): content for title, content in templates_of(named_pack(word)).items()}
    there = [path for path in files if path.exists()]
    if there:
        raise CallError(f"{'、'.join(map(str, there))}：已经有这个文件，不覆盖它。请换一个文件夹（--output）。")
    try:
        output.mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            path.write_bytes(content)
            click.echo(f"已写好 {path}")
    except OSError as fault:
        raise CallError(f"{output}：写不进去。请检查是不是文件夹、有没有写入的权限。") from fault
    click.echo(f"改好后出表：jixiao evaluate 文件 -o 结果 --templates {output}。怎样改见 docs/templates.md。")
    return 0


@pack.command("placeholders", cls=ChineseCommand)
@click.option(
    "--format",
    "style",
    type=click.Choice(["terminal", "markdown"]),
    default="terminal",
    metavar="格式",
    help="terminal：占位符一览（默认）；markdown：连同用法的说明书",
)
@click.option("--output", "-o", type=PATH, metavar="文件", help="写进文件，不印在屏幕上")
def show_placeholders(style: str, output: Path | None) -> int:
    """列出 Word 模板里可以写的占位符。"""
    from jixiao.rendering.templates.guide import guide_markdown, placeholders_text

    emit(guide_markdown() if style == "markdown" else placeholders_text(), output)
    return 0


@pack.command("new", cls=ChineseCommand)
@click.argument("new_id", metavar="新编号")
@click.option("--from", "old", required=True, metavar="规则包", help="照着哪个规则包改（编号或文件）")
@click.option("--title", metavar="名称", help="新规则包的名称；不写时在原名称前加“（待改）”")
@click.option("--output", "-o", type=PATH, metavar="文件", help="写到哪里；不写时是当前文件夹里的“编号末段.yaml”")
def new_pack(new_id: str, old: str, title: str | None, output: Path | None) -> int:
    """照现有的规则包新建一个，连同它的测试；改好后用 pack check 和 pack test 检查。"""
    from jixiao.packs import case_file_of, path_of

    if not _ID.fullmatch(new_id):
        raise CallError(
            f"编号“{new_id}”不合格式：要写成 省/地名-年度，用小写拼音字母、数字和连字符，如 anhui/feixi-2025。"
        )
    found, source = named_pack(old), path_of(old)
    target = output or Path(f"{new_id.split('/')[-1]}.yaml")
    tests = case_file_of(source)
    for path in (target, case_file_of(target)):
        if path.exists():
            raise CallError(f"{path}：已经有这个文件，不覆盖它。请换一个文件名（--output）。")
    text = source.read_text(encoding="utf-8")
    text = _replaced(text, "编号", new_id)
    text = _replaced(text, "名称", title or f"（待改）{found.title}")
    write_atomically(target, text)
    click.echo(f"已写好 {target}，请改：地区、年度、来源表、分值、计分办法、等级、表式。")
    if tests.exists():
        write_atomically(case_file_of(target), tests.read_text(encoding="utf-8").replace(found.id, new_id))
        click.echo(f"已写好 {case_file_of(target)}，规则改了，测试也要跟着改。")
    click.echo(f"改好后运行：jixiao pack check {target}，再运行 jixiao pack test {target}")
    return 0


def _replaced(text: str, item: str, value: str) -> str:
    """Return the YAML TEXT with another value of a top-level ITEM; everything else, comments too, stays as it is."""
    quoted = value if re.fullmatch(r"[\w（）/-]+", value) else json.dumps(value, ensure_ascii=False)
    return re.sub(rf"(?m)^{item}:.*$", lambda _: f"{item}: {quoted}", text, count=1)
