"""An audit on the terminal: one summary a file, then what was found, heaviest first. Plain text when piped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from jixiao.auditing.model import Severity
from jixiao.rendering.columns import display_width, wrap
from jixiao.rendering.report import Group, Place, Report, ShownDocument
from jixiao.rendering.words import (
    CATEGORIES,
    CATEGORY_WORDS,
    INCOMPLETE,
    VERDICT_WORDS,
    interval_words,
    place_words,
    subject_words,
    total_words,
)

_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "cyan", INCOMPLETE: "magenta"}
_MOST_PLACES = 6
_MOST_EVALUATIONS = 4


def render_terminal(report: Report, console: Console, everything: bool = False, quiet: bool = False) -> None:
    """Print REPORT on CONSOLE.

    EVERYTHING also lists hints and what could not be judged, which are counted only otherwise; QUIET prints one line a
    file.
    """
    for document in report.documents:
        if quiet:
            console.print(_verdict_line(document), soft_wrap=True)
        else:
            _print_document(document, console, everything)
    if not quiet:
        _print_stale(report, console)
        _print_whole(report, console)


def _print_document(document: ShownDocument, console: Console, everything: bool) -> None:
    console.print(_verdict_line(document), soft_wrap=True)
    for line in [*_what_it_is(document), _figures_line(document)]:
        _print_block(console, "  ", line)
    groups = document.groups()
    shown = [group for group in groups if everything or group.finding.severity is not Severity.INFO]
    for number, group in enumerate(shown, 1):
        if number == 1 or group.category != shown[number - 2].category:
            console.print(Text(f"\n  {CATEGORY_WORDS[group.category]}", style=_STYLES[group.category]))
        _print_group(number, group, console)
    _print_left_out([group for group in groups if group not in shown], console)
    console.print()


def _verdict_line(document: ShownDocument) -> Text:
    counts = document.counts()
    line = Text.assemble((document.document.source, "bold"), "：")
    if not counts:
        line.append("没有发现问题", style="green")
    for position, name in enumerate(name for name in CATEGORIES if counts[name]):
        line.append("，" if position else "")
        line.append(f"{CATEGORY_WORDS[name]} {counts[name]} 处", style=_STYLES[name])
    if document.dismissed:
        line.append(f"（另有 {len(document.dismissed)} 处已判定不是问题）", style="dim")
    return line


def _what_it_is(document: ShownDocument) -> Iterable[str]:
    evaluations = document.audit.evaluations
    if not evaluations:
        yield "没有认出自评表或自评报告，只核对了文字和表格里的数字"
    for evaluation in evaluations[:_MOST_EVALUATIONS]:
        line = subject_words(evaluation)
        if evaluation.total:
            line += f"，自评 {total_words(evaluation)} 分"
        if evaluation.grade:
            line += f"，等级 {evaluation.grade.name}"
        yield line
    if len(evaluations) > _MOST_EVALUATIONS:
        yield f"等，共 {len(evaluations)} 份自评"


def _figures_line(document: ShownDocument) -> str:
    audit = document.audit
    verified = len(audit.relations)
    failed = f"，不成立 {verified - audit.held} 处" if verified > audit.held else ""
    return f"读到数字 {audit.figures} 个，核对 {verified} 处：成立 {audit.held} 处{failed}"


def _print_group(number: int, group: Group, console: Console) -> None:
    finding, first = group.finding, group.members[0]
    message = finding.message
    if len(group.members) > 1:
        message += f"（同样的有 {len(group.members)} 处）"
    if first.entry:
        message += f"（{VERDICT_WORDS[first.entry.verdict]}）"
    lead = f"{number}. ".rjust(5)
    _print_block(console, "  " + lead, message, _STYLES[group.category], "bold")
    for label, text in _details(group):
        _print_block(console, f"       {label}  ", text, "dim")
    _print_block(console, "       编号  ", f"{first.id}  {finding.check}", "dim", "dim")


def _details(group: Group) -> Iterable[tuple[str, str]]:
    finding = group.finding
    yield "位置", _places(group)
    if finding.excerpts and (quote := _one_line(finding.excerpts[0].text)) and quote != finding.reported:
        yield "原文", quote
    if finding.reported:
        yield "现为", _one_line(finding.reported)
    if finding.expected:
        yield "应为", finding.expected
    if finding.working:
        yield "算式", finding.working
    if finding.interval:
        interval = interval_words(finding.interval, finding.reported, finding.expected)
        if interval != finding.expected:
            yield "区间", interval


def _places(group: Group) -> str:
    labels = dict.fromkeys(
        place_words(place.label) for member in group.members for place in _telling(member.places, group)
    )
    names = [label for label in labels if label]
    more = f" 等 {len(names)} 处" if len(names) > _MOST_PLACES else ""
    return "；".join(names[:_MOST_PLACES]) + more if names else "整份文件"


def _telling(places: tuple[Place, ...], group: Group) -> tuple[Place, ...]:
    """Where many places say the same, the place to be mended of each is enough."""
    return places[:1] if len(group.members) > 1 else places


def _one_line(text: str, longest: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _print_left_out(groups: Sequence[Group], console: Console) -> None:
    counts: Counter[str] = Counter()
    for group in groups:
        counts[group.category] += len(group.members)
    if counts:
        words = "、".join(f"{CATEGORY_WORDS[name]} {counts[name]} 处" for name in CATEGORIES if counts[name])
        console.print()
        _print_block(console, "  ", f"另有{words}，加 --all 列出", "", "dim")


def _print_stale(report: Report, console: Console) -> None:
    if not report.stale:
        return
    console.print(Text("基线里记有、这次没有再出现的问题（文件改过，或写法变了）：", style="bold"))
    for entry in report.stale:
        words = f"{entry.source}  {entry.key}  {VERDICT_WORDS[entry.verdict]}：{entry.message}"
        _print_block(console, "  ", words)
    console.print()


def _print_whole(report: Report, console: Console) -> None:
    if len(report.documents) < 2:
        return
    total: Counter[str] = Counter()
    for document in report.documents:
        total.update(document.counts())
    words = "，".join(f"{CATEGORY_WORDS[name]} {total[name]} 处" for name in CATEGORIES if total[name])
    console.print(Text(f"共核查 {len(report.documents)} 个文件：{words or '没有发现问题'}", style="bold"))


def _print_block(console: Console, lead: str, body: str, lead_style: str = "", style: str = "") -> None:
    """Print BODY behind LEAD, its further lines indented as far."""
    left = display_width(lead)
    for number, line in enumerate(wrap(body, console.width - left)):
        start = (lead, lead_style) if number == 0 else (" " * left, "")
        console.print(Text.assemble(start, (line, style)), soft_wrap=True)
