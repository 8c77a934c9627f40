"""Signs: brackets without a partner, marks printed twice, traces of a conversion from another format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.auditing.texts import all_texts
from jixiao.documents import Excerpt, Layout
from jixiao.recognition import Dossier, Passage, Recognition

_FAMILY = "标点与符号"

_PARTNERS = {"（": "）", "《": "》", "【": "】", "〔": "〕", "“": "”"}
_OPENERS = {close: open_ for open_, close in _PARTNERS.items()}
_NAMES = dict(
    zip(
        "（）《》【】〔〕“”",
        (
            "左括号",
            "右括号",
            "左书名号",
            "右书名号",
            "左方头括号",
            "右方头括号",
            "左六角括号",
            "右六角括号",
            "前引号",
            "后引号",
        ),
        strict=True,
    )
)
_BRACKET = re.compile(f"[{''.join(_PARTNERS)}{''.join(_OPENERS)}]")
# Signs that stand alone by right: half-open intervals such as [80,90）, and list numbers such as 1）.
_INTERVAL = re.compile(r"[\[（]-?\d+(?:\.\d+)?[%分]?[,，、~—-]-?\d+(?:\.\d+)?[%分]?[\]）]")
_LIST_NUMBER = re.compile(r"(?:^|[。；：，、！？])[\d一二三四五六七八九十a-zA-Z]{1,3}）")
_SHORT = 24

# A bracket without its partner: its place and the passage that it stands in.
_Lone = tuple[Passage, int, str]


@check(
    "unbalanced-brackets",
    title="括号、引号不成对",
    family=_FAMILY,
    basis="GB/T 15834—2011《标点符号用法》：括号、引号、书名号成对使用",
    severity=Severity.INFO,
    explanation="查找只有一半的括号、引号和书名号。表格从文字导出时一格可能拆成几段，拆开的半边能在同一张表里配上的不算。",
)
def unbalanced_brackets(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Brackets and quotation marks come in pairs, in paragraphs and in cells."""
    for recognition in dossier.recognitions:
        for passage, at, sign in _lone_signs(recognition):
            yield _unbalanced(passage, at, sign)


def _lone_signs(recognition: Recognition) -> Iterator[_Lone]:
    """A cell of a true grid is whole; other tables and paragraphs may have been torn, and go on in the next one."""
    torn: list[tuple[int, list[_Lone]]] = [
        (p.start, _unmatched([p]) if _BRACKET.search(p.clean) else []) for p in recognition.passages
    ]
    for table, cells in zip(recognition.tables, recognition.cell_texts, strict=True):
        if table.layout is Layout.GRID:
            for cell in cells:
                yield from _unmatched([cell]) if _BRACKET.search(cell.clean) else ()
        else:
            torn.append((table.span.start, _unmatched(cells)))
    yield from _torn_apart([lone for _, lone in sorted(torn, key=lambda piece: piece[0])])


def _unmatched(passages: Sequence[Passage]) -> list[_Lone]:
    """Return the signs without partner in PASSAGES read one after another; of each sign the first in a passage."""
    waiting: dict[str, list[_Lone]] = {sign: [] for sign in _PARTNERS}
    lone: list[_Lone] = []
    for passage in passages:
        intervals = {at for found in _INTERVAL.finditer(passage.clean) for at in range(*found.span())}
        for found in _BRACKET.finditer(passage.clean):
            sign, at = found[0], found.start()
            if at in intervals:
                continue
            if sign in _PARTNERS:
                waiting[sign].append((passage, at, sign))
            elif waiting[_OPENERS[sign]]:
                waiting[_OPENERS[sign]].pop()
            elif not _closes_list_number(passage.clean, at):
                lone.append((passage, at, sign))
    # A quotation of several paragraphs opens anew with each of them and closes once.
    lone.extend(one for rest in waiting.values() for one in rest if one[1:] != (0, "“"))
    return list({(id(passage), sign): (passage, at, sign) for passage, at, sign in reversed(lone)}.values())


def _closes_list_number(clean: str, at: int) -> bool:
    return any(found.end() - 1 == at for found in _LIST_NUMBER.finditer(clean))


def _torn_apart(pieces: Sequence[list[_Lone]]) -> Iterator[_Lone]:
    """Yield the lone signs but for pairs of which one half stands in the next paragraph or table."""
    for at, piece in enumerate(pieces):
        before = {sign for _, _, sign in pieces[at - 1]} if at else set()
        behind = {sign for _, _, sign in pieces[at + 1]} if at + 1 < len(pieces) else set()
        for passage, place, sign in piece:
            partner = _PARTNERS.get(sign)
            parted = partner in behind if partner else _OPENERS[sign] in before
            if not parted:
                yield passage, place, sign


def _unbalanced(passage: Passage, at: int, sign: str) -> Finding:
    start, end = (
        (0, len(passage.clean)) if len(passage.clean) <= _SHORT else (max(0, at - 8), min(len(passage.clean), at + 9))
    )
    opens = sign in _PARTNERS
    missing = _PARTNERS.get(sign) or _OPENERS[sign]
    quoted = passage.clean[start:end]
    whole = f"{quoted}{missing}" if opens else f"{missing}{quoted}"
    return Finding(
        "unbalanced-brackets",
        Severity.INFO,
        f"“{quoted}”有{_NAMES[sign]}，没有配对的{_NAMES[missing]}",
        (passage.excerpt(start, end),),
        expected=whole if len(passage.clean) <= _SHORT else f"补上{_NAMES[missing]}或删去{_NAMES[sign]}",
        reported=quoted,
    )


_MARKS_TWICE = re.compile(
    r"，[，。、；：]+|、[、，。；：]+|；[；，、。：]+|：[：，。、；]+|(?<!。)。(?:[，、；：]+|。(?!。))"
)


@check(
    "doubled-mark",
    title="标点重复",
    family=_FAMILY,
    basis="GB/T 15834—2011《标点符号用法》",
    severity=Severity.INFO,
    explanation="查找连着写的两个点号，如“，，”“。，”。",
)
def doubled_mark(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Two commas, full stops or colons in a row."""
    for passage in dossier.passages():
        for found in _MARKS_TWICE.finditer(passage.clean):
            start = max(0, found.start() - 4)
            yield Finding(
                "doubled-mark",
                Severity.INFO,
                f"“{passage.clean[start : found.end()]}”标点连用，应只留一个",
                (passage.excerpt(start, found.end()),),
                expected=passage.clean[start : found.start() + 1],
                reported=passage.clean[start : found.end()],
            )


_ATTRIBUTE = r"""\s+[\w:-]{1,20}(?:\s*=\s*(?:"[^"<>]{0,200}"|'[^'<>]{0,200}'|[^\s"'<>]{1,200}))?"""
_TRACE = re.compile(
    r"\[bookmark[:：][^\]\n]{0,60}\]"
    rf"|</?(?:input|br|p|div|span|table|tbody|tr|td|th|font|strong|em|img|a|b|u|i|sup|sub|o:p)(?:{_ATTRIBUTE}){{0,12}}\s*/?>"
    r"|&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|mdash|middot|#\d{2,5});"
    r"|PAGEREF(?:\s+_Toc\d+(?:\s*\\?h(?![A-Za-z]))?)?|_Toc\d{4,}|HYPERLINK\s+(?:\\l\s+)?[\"“][^\"”\n]{0,80}[\"”]|TOC\s+\\o\s+[\"“]\d-\d[\"”]"
    r"|_x000[Dd]_|\ufffd+",
    re.IGNORECASE,
)
# What a trace can begin with: few texts have any of it, and the pattern itself is slow because it ignores case.
_TRACE_BEGINS = re.compile(r"[\[<&PpHhTt_\ufffd]")
_BROKEN_FORMULA = re.compile(
    r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!)|错误[！!](?:未找到引用源|未定义书签|链接无效|使用“开始”选项卡)"
)
_KIND = re.compile(r"[^\s:：=\d]{1,12}")
_MOST_PLACES = 8
_LONGEST = 60


@check(
    "conversion-leftover",
    title="格式转换残留",
    family=_FAMILY,
    basis="公开文本不应夹带排版软件的内部标记；出错的公式没有算出结果",
    severity=Severity.WARNING,
    explanation="查找书签、网页标签、域代码、乱码等转换留下的标记（提示），以及 #REF! 一类没有算出来的公式（疑点）。",
)
def conversion_leftover(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Marks of the software that made the text, told once a kind; and formulas or fields that show an error."""
    traces: dict[tuple[int, str], list[Excerpt]] = {}
    for passage in all_texts(dossier):
        text = passage.paragraph.text
        for trace in _excerpts(passage, _TRACE.finditer(text)) if _TRACE_BEGINS.search(text) else ():
            kind = _KIND.match(trace.text)
            traces.setdefault((passage.source, kind[0] if kind else ""), []).append(trace)
        for broken in _excerpts(passage, _BROKEN_FORMULA.finditer(text)):
            yield Finding(
                "conversion-leftover",
                Severity.WARNING,
                f"“{broken.text}”是没有算出结果的公式或引用，应填写实际数值或文字",
                (broken,),
                expected="实际数值",
                reported=broken.text,
            )
    for found in traces.values():
        yield _trace(found)


def _excerpts(passage: Passage, found: Iterable[re.Match[str]]) -> Iterator[Excerpt]:
    base = passage.start
    for match in found:
        start, end = match.start(), min(match.end(), match.start() + _LONGEST)
        yield Excerpt(match.string[start:end], base + start, base + end, passage.source)


def _trace(traces: Sequence[Excerpt]) -> Finding:
    times = f"（全文{len(traces)}处）" if len(traces) > 1 else ""
    return Finding(
        "conversion-leftover",
        Severity.INFO,
        f"“{traces[0].text}”是文件转换留下的标记，应删去{times}",
        tuple(traces[:_MOST_PLACES]),
        expected="删去",
        reported=traces[0].text,
    )
