"""``jixiao new``: the fill-in workbook of a pack, empty or begun from last year's papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
@click.option("--config", type=PATH, metavar="文件", help="设置文件；不写时用当前文件夹里的 jixiao.toml")
def new(
    book: Path,
    word: str | None,
    source: Path | None,
    year: int | None,
    keep: bool,
    project: str | None,
    subject: str | None,
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
        _write(book, pack, _blank(about or pack.subjects[0], year))
        click.echo(f"已写好 {book}。{_next_step(book)}")
        return 0
    for sentence in _begun_from(source, book, word, about, project, year, keep, config):
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


def _begun_from(
    source: Path,
    book: Path,
    word: str | None,
    subject: Subject | None,
    project: str | None,
    year: int | None,
    keep: bool,
    config: Path | None,
) -> Iterator[str]:
    """Write a workbook for each evaluation in SOURCE that is meant, and yield what was taken over and what was not."""
    from jixiao.workbook.beginning import chosen, file_names, title_of

    found = load_evaluations(source, config, or_none=True)
    if not found:
        yield from _begun_from_money(source, book, word, subject, project, year, keep, config)
        return
    meant = chosen(found, subject, project)
    if not meant:
        raise CallError(f"{source}：里面没有要找的这一份，只有 {'；'.join(map(title_of, found))}。")
    books = [book.with_name(name) for name in file_names(book.stem, meant)]
    _refuse_overwriting(books)
    for each, path in zip(meant, books, strict=True):
        yield from _carried(each, path, word, year, keep)
    if len(books) > 1:
        yield f"{source} 里有{len(books)}份自评，各写了一份；只要其中一份的，请写 --project 名称 或 --subject 部门。"
    yield _next_step(books[0])


def _carried(last: SelfEvaluation, path: Path, word: str | None, year: int | None, keep: bool) -> Iterator[str]:
    from jixiao.workbook.beginning import strange_levels, title_of
    from jixiao.workbook.carrying import carry_over

    carried = carry_over(last, year)
    begun = carried.evaluation
    if keep:
        begun = last if year is None else last.model_copy(update={"year": year})
    pack, told = _pack(begun, last, word)
    _write(path, pack, begun)
    yield f"已写好 {path}（{title_of(begun)}，规则包 {pack.id}）。"
    if keep:
        yield f"  从 {last.source} 照原样取来全部内容。"
    else:
        yield f"  从 {title_of(last)}取来：{carried.taken}。"
        if carried.left:
            yield f"  没有取（今年另填）：{carried.left}。"
    for sentence in (*(() if keep else carried.look), told, *strange_levels(begun, pack)):
        if sentence:
            yield f"  请看：{sentence}"


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


def _begun_from_money(
    source: Path,
    book: Path,
    word: str | None,
    subject: Subject | None,
    project: str | None,
    year: int | None,
    keep: bool,
    config: Path | None,
) -> Iterator[str]:
    """Write a workbook with the money of a table that a finance system exported."""
    from jixiao.evaluations import Subject
    from jixiao.workbook.beginning import title_of
    from jixiao.workbook.carrying import carry_over, money_taken

    pack = named_pack(word) if word is not None else None
    about = subject or (pack.subjects[0] if pack is not None else Subject.DEPARTMENT)
    money = _money(source, about, project, config)
    if pack is None:
        raise CallError(f"{source}：这是财务系统导出的表，里面没有表式，请用 --pack 写明按哪个规则包填。")
    _refuse_subject(pack, about)
    later = not keep and year is not None and money.year is not None and year > money.year
    begun = carry_over(money, year).evaluation if later else money.model_copy(update={"year": year or money.year})
    _write(book, pack, begun)
    yield f"已写好 {book}（{title_of(begun)}，规则包 {pack.id}）。"
    yield f"  从 {source} 取来：{money_taken(begun)}。"
    if later:
        yield f"  表里是{money.year}年的数，只把支出数填在上年一栏；预算数没有取。"
    else:
        yield "  表里的数按本年的取；是去年的请写 --year 今年的年份。其余各项这张表里没有，请另填。"
    yield _next_step(book)


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


def _write(book: Path, pack: Pack, begun: SelfEvaluation) -> None:
    from jixiao.workbook import TooLongError, new_workbook

    _refuse_overwriting([book])
    try:
        book.write_bytes(new_workbook(pack, begun))
    except TooLongError as fault:
        raise CallError(f"{book}：{fault}") from fault
    except OSError as fault:
        raise CallError(f"{book}：写不进去。请检查文件夹是否存在、有没有写入的权限。") from fault


def _next_step(book: Path) -> str:
    return f"用 Excel 或 WPS 打开，填浅黄色的格子；填好后运行：jixiao evaluate {book} -o 结果"
