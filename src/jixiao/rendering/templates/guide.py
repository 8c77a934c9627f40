"""The page on templates for clerks: written words, and the list of placeholders from the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files

from jixiao.rendering.templates.names import GROUPS, LOOPS, NAMES, Group, Kind, Loop, Name, loops_for, names_for


def guide_markdown() -> str:
    """Return the page as Markdown."""
    words = files("jixiao.rendering.templates").joinpath("guide.md").read_text(encoding="utf-8")
    return "\n".join([words, *_tables()]) + "\n"


def placeholders_text() -> str:
    """Return the list of placeholders for the screen."""
    lines: list[str] = []
    for title, names, loops in _groups():
        lines += ["", title, *(f"  {{{{ {each.name} }}}}　{each.meaning}" for each in names)]
        for group in GROUPS if names == NAMES else ():
            lines.append(f"  {group.name}：{group.meaning}")
            lines += [f"    {_written_in_group(group, field)}" for field in group.fields or (Name("", ""),)]
        for loop in loops:
            lines.append(f"  {loop.name}：{loop.meaning}")
            lines += [f"    {_written(loop, field)}　{field.meaning}" for field in _fields(loop)]
    return "\n".join(lines[1:]) + "\n"


def _groups() -> Iterator[tuple[str, Sequence[Name], Sequence[Loop]]]:
    """Yield what all templates may use, then what those of one kind alone may use."""
    yield "所有模板", NAMES, LOOPS
    for kind in (Kind.REPORT, Kind.SIGNING):
        names = [each for each in names_for(kind) if each not in NAMES]
        yield f"只在{kind}里", names, [each for each in loops_for(kind) if each not in LOOPS]


def _tables() -> Iterator[str]:
    for title, names, loops in _groups():
        yield f"### {title}\n"
        if names:
            yield from _table("占位符", ((f"`{{{{ {each.name} }}}}`", each.meaning) for each in names))
        for group in GROUPS if names == NAMES else ():
            yield f"**{group.name}**：{group.meaning}。例如：\n"
            fields = group.fields or (Name("", group.meaning.partition("，")[0]),)
            yield from _table("占位符", ((f"`{_written_in_group(group, field)}`", field.meaning) for field in fields))
        for loop in loops:
            yield f"**{loop.name}**：{loop.meaning}。循环写 `{_begun(loop)}`。\n"
            yield from _table("占位符", ((f"`{_written(loop, field)}`", field.meaning) for field in _fields(loop)))


def _written_in_group(group: Group, field: Name) -> str:
    ending = f".{field.name}" if field.name else ""
    return f"{{{{ {group.name}.{group.example}{ending} }}}}"


def _begun(loop: Loop) -> str:
    prefix = "tr" if loop in LOOPS else "p"
    return f"{{%{prefix} for {loop.item} in {loop.name} %}}"


def _fields(loop: Loop) -> Sequence[Name]:
    return loop.fields or (Name("", "一行字"),)


def _written(loop: Loop, field: Name) -> str:
    return f"{{{{ {loop.item}.{field.name} }}}}" if field.name else f"{{{{ {loop.item} }}}}"


def _table(head: str, rows: Iterator[tuple[str, str]]) -> Iterator[str]:
    yield f"| {head} | 印出来是什么 |\n|---|---|"
    yield from (f"| {written} | {meaning} |" for written, meaning in rows)
    yield ""
