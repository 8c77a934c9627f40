"""``jixiao new``: the fill-in workbook of a pack, empty or begun from what there is."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.cli.chinese import CallError, ChineseCommand
from jixiao.cli.evaluations import load_evaluations, named_pack, pack_for
from jixiao.cli.options import PATH


@click.command(cls=ChineseCommand)
@click.argument("book", type=PATH, metavar="工作簿.xlsx")
@click.option("--pack", "word", metavar="规则包", help="按哪个规则包填；有 --from 时可以不写")
@click.option(
    "--from", "source", type=PATH, metavar="文件", help="先填上这个文件里的内容：去年的工作簿、自评表、自评数据"
)
@click.option(
    "--subject",
    type=click.Choice(["部门", "项目"]),
    metavar="对象",
    help="部门或项目；规则包两样都管时要写",
)
@click.option("--config", type=PATH, metavar="文件", help="设置文件；不写时用当前文件夹里的 jixiao.toml")
def new(book: Path, word: str | None, source: Path | None, subject: str | None, config: Path | None) -> int:
    """写出一份填报工作簿：浅黄色的格子填数，得分和检查随填随算；填好后用 jixiao evaluate 打分出表。"""
    from jixiao.evaluations import Subject
    from jixiao.workbook import new_workbook

    if book.exists():
        raise CallError(f"{book}：已经有这个文件，不覆盖它。请换一个文件名。")
    if book.suffix.lower() != ".xlsx":
        raise CallError(f"{book}：工作簿的文件名要以 .xlsx 结尾。")
    if word is None and source is None:
        raise CallError("要写明 --pack 规则包（见 jixiao pack list），或者 --from 已有的文件。")
    begun = load_evaluations(source, config)[0] if source is not None else None
    pack = pack_for(begun, word) if begun is not None else named_pack(word or "")
    chosen = {"部门": Subject.DEPARTMENT, "项目": Subject.PROJECT}.get(subject or "")
    about = chosen or (begun.subject if begun is not None else pack.subjects[0])
    if about not in pack.subjects:
        raise CallError(f"规则包 {pack.id} 不管这种对象，请换一个规则包。")
    try:
        book.write_bytes(new_workbook(pack, begun, about))
    except OSError as fault:
        raise CallError(f"{book}：写不进去。请检查文件夹是否存在、有没有写入的权限。") from fault
    click.echo(f"已写好 {book}。用 Excel 或 WPS 打开，填浅黄色的格子；填好后运行：jixiao evaluate {book} -o 结果")
    return 0
