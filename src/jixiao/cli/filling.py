"""``jixiao new``: the fill-in workbook of a pack, empty or begun from last year's papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.chinese import CallError, ChineseCommand
from jixiao.cli.evaluations import load_evaluations, named_pack
from jixiao.cli.options import PATH, settings_of

if TYPE_CHECKING:
    from jixiao.evaluations import SelfEvaluation, Subject
    from jixiao.packs import Pack

_SUBJECTS = ("部门", "项目")


@click.command(cls=ChineseCommand)
@click.argument("book", type=PATH, metavar="工作簿.xlsx")
@click.option("--pack", "word", metavar="规则包", help="按哪个规则包填；有 --from 时可以不写")
@click.option(
    "--from",
    "source",
    type=PATH,
    metavar="文件",
    help="从去年的材料开始：工作簿、自评表、报告、成套材料、自评数据，或财务系统导出的表",
)
@click.option("--year", type=click.IntRange(1990, 2100), metavar="年份", help="评价年度；不写时是去年的下一年")
@click.option("--keep", is_flag=True, help="照原样取来全部内容（改同一年的），不转到下一年")
@click.option("--project", metavar="名称", help="文件里有几个项目时，只取名称含这几个字的")
@click.option(
    "--subject",
    type=click.Choice(_SUBJECTS),
    metavar="对象",
    help="部门或项目；规则包或文件两样都有时用来选定",
)
@click.option("--together", is_flag=True, help="文件里的几份自评（部门和它的项目）写进同一本工作簿，前面有总览")
@click.option("--config", type=PATH, metavar="文件", help="设置文件；不写时用当前文件夹里的 jixiao.toml")
def new(
    book: Path,
    word: str | None,
    source: Path | None,
    year: int | None,
    keep: bool,
    project: str | None,
    subject: str | None,
    together: bool,
    config: Path | None,
) -> int:
    """写出一份填报工作簿：浅黄色的格子填数，得分和检查随填随算；填好后用 jixiao evaluate 打分出表。

    例：jixiao new 2024.xlsx --from 2023年自评表.docx
    """
    if book.suffix.lower() != ".xlsx":
        raise CallError(f"{book}：工作簿的文件名要以 .xlsx 结尾。")
    if word is None and source is None:
        raise CallError("要写明 --pack 规则包（见 jixiao pack list），或者 --from 已有的文件。")
    about = _subject(subject)
    if source is None:
        pack = named_pack(word or "")
        _refuse_subject(pack, about)
        _write(book, [(pack, _blank(about or pack.subjects[0], year))])
        click.echo(f"已写好 {book}。{_next_step(book)}")
        return 0
    for sentence in _begun_from(_Call(source, book, word, about, project, year, keep, together, config)):
        click.echo(sentence)
    return 0


def _subject(word: str | None) -> Subject | None:
    from jixiao.evaluations import Subject

    return None if word is None else dict(zip(_SUBJECTS, (Subject.DEPARTMENT, Subject.PROJECT), strict=True))[word]


def _blank(subject: Subject, year: int | None) -> SelfEvaluation:
    from jixiao.evaluations import SelfEvaluation

    return SelfEvaluation(subject=subject, year=year)


def _refuse_subject(pack: Pack, subject: Subject | None) -> None:
    if subject is not None and subject not in pack.subjects:
        raise CallError(f"规则包 {pack.id} 不管这种对象，请换一个规则包。")


@dataclass(frozen=True, slots=True)
class _Call:
    """What the command line says of the workbook to be begun."""

    source: Path
    book: Path
    word: str | None
    subject: Subject | None
    project: str | None
    year: int | None
    keep: bool
    together: bool
    config: Path | None


def _begun_from(call: _Call) -> Iterator[str]:
    """Write the workbooks of the evaluations that are meant, and yield what was taken over and what was not."""
    from jixiao.workbook.beginning import chosen, file_names, title_of

    found = load_evaluations(call.source, call.config, or_none=True)
    if not found:
        yield from _begun_from_money(call)
        return
    meant = chosen(found, call.subject, call.project)
    if not meant:
        raise CallError(f"{call.source}：没有要找的这一份，只有 {'；'.join(map(title_of, found))}。")
    parts = [_carried(each, call) for each in meant]
    names = [call.book.name] * len(parts) if call.together else file_names(call.book.stem, meant)
    books = [call.book.with_name(name) for name in names]
    _refuse_overwriting(books)
    if call.together:
        _write(call.book, [(part.pack, part.begun) for part in parts])
    for part, path in zip(parts, books, strict=True):
        if not call.together:
            _write(path, [(part.pack, part.begun)])
        yield f"已写好 {path}（{title_of(part.begun)}，规则包 {part.pack.id}）。"
        yield from part.told
    if len(parts) > 1 and not call.together:
        yield (
            f"{call.source} 里有{len(parts)}份自评，各写了一份。只要其中一份的，请写 --project 名称 或 --subject 部门；"
            "要写进同一本的，请写 --together。"
        )
    yield _next_step(books[0])


@dataclass(frozen=True, slots=True)
class _Part:
    """One evaluation begun, its pack, and what is told of it."""

    begun: SelfEvaluation
    pack: Pack
    told: tuple[str, ...]


def _carried(last: SelfEvaluation, call: _Call) -> _Part:
    from jixiao.workbook.beginning import strange_levels, title_of
    from jixiao.workbook.carrying import carry_over

    carried = carry_over(last, call.year)
    begun = carried.evaluation
    if call.keep:
        begun = last if call.year is None else last.model_copy(update={"year": call.year})
    pack, older = _pack(begun, last, call.word)
    told = [f"  从 {last.source} 照原样取来全部内容。"]
    if not call.keep:
        told = [f"  从 {title_of(last)}取来：{carried.taken}。"]
        told += [f"  没有取（今年另填）：{carried.left}。"] if carried.left else []
    look = (*(() if call.keep else carried.look), older, *strange_levels(begun, pack))
    return _Part(begun, pack, (*told, *(f"  请看：{sentence}" for sentence in look if sentence)))


def _pack(begun: SelfEvaluation, last: SelfEvaluation, word: str | None) -> tuple[Pack, str]:
    from jixiao.datafiles import DataFileError
    from jixiao.packs import NoFittingPackError, UnknownPackError
    from jixiao.workbook.beginning import pack_of_year

    try:
        pack, told = pack_of_year(begun, last, word)
    except (NoFittingPackError, UnknownPackError, DataFileError) as fault:
        raise CallError(str(fault)) from fault
    _refuse_subject(pack, begun.subject)
    return pack, told


def _begun_from_money(call: _Call) -> Iterator[str]:
    """Write a workbook with the money of a table that a finance system exported."""
    from jixiao.evaluations import Subject
    from jixiao.workbook.beginning import title_of
    from jixiao.workbook.carrying import carry_over, money_taken

    pack = named_pack(call.word) if call.word is not None else None
    about = call.subject or (pack.subjects[0] if pack is not None else Subject.DEPARTMENT)
    money = _money(call.source, about, call.project, call.config)
    if pack is None:
        raise CallError(f"{call.source}：这是财务系统导出的表，里面没有表式，请用 --pack 写明按哪个规则包填。")
    _refuse_subject(pack, about)
    later = not call.keep and None not in (call.year, money.year) and (call.year or 0) > (money.year or 0)
    begun = (
        carry_over(money, call.year).evaluation if later else money.model_copy(update={"year": call.year or money.year})
    )
    _write(call.book, [(pack, begun)])
    yield f"已写好 {call.book}（{title_of(begun)}，规则包 {pack.id}）。"
    yield f"  从 {call.source} 取来：{money_taken(begun)}。"
    if later:
        yield f"  表里是{money.year}年的数，只把支出数填在上年一栏；预算数没有取。"
    else:
        yield "  表里的数按本年的取；是去年的请写 --year 今年的年份。其余各项这张表里没有，请另填。"
    yield _next_step(call.book)


def _money(source: Path, subject: Subject, project: str | None, config: Path | None) -> SelfEvaluation:
    from jixiao.documents import UnreadableFileError
    from jixiao.workbook import NoMoneyError, load_money

    try:
        money = load_money(source, subject, project, settings_of(config).limits)
    except (UnreadableFileError, NoMoneyError) as fault:
        raise CallError(f"{source}：{fault}" if isinstance(fault, NoMoneyError) else str(fault)) from fault
    if money is None:
        raise CallError(
            f"{source}：没有认出自评表、自评报告，也没有写明名称和金额的表。请先用 jixiao show 看看认出了什么。"
        )
    return money


def _refuse_overwriting(books: Sequence[Path]) -> None:
    for book in books:
        if book.exists():
            raise CallError(f"{book}：已经有这个文件，不覆盖它。请换一个文件名。")


def _write(book: Path, parts: Sequence[tuple[Pack, SelfEvaluation]]) -> None:
    from jixiao.workbook import TooLongError, joint_workbook

    _refuse_overwriting([book])
    try:
        book.write_bytes(joint_workbook(parts))
    except TooLongError as fault:
        raise CallError(f"{book}：{fault}") from fault
    except OSError as fault:
        raise CallError(f"{book}：写不进去。请检查文件夹是否存在、有没有写入的权限。") from fault


def _next_step(book: Path) -> str:
    return f"用 Excel 或 WPS 打开，填浅黄色的格子；填好后运行：jixiao evaluate {book} -o 结果"
