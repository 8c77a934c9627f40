"""Packs for people: the list, one pack in full, and the outcome of its tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from jixiao.evaluations import Subject
from jixiao.packs import Band, FormCell, FormTable, IndicatorRule, Pack, ScoringRule, Source, Sourced, Step
from jixiao.quantities import plain
from jixiao.rendering.scorecard import CONFIDENCE_WORDS
from jixiao.scoring.pack_tests import Outcome, passed

_SUBJECT_WORDS = {Subject.DEPARTMENT: "部门", Subject.PROJECT: "项目"}


def pack_list_view(packs: Sequence[Pack]) -> Table:
    """Return the packs as a table."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for head in ("编号", "名称", "对象", "年度", "计分"):
        table.add_column(head, overflow="fold", no_wrap=head == "编号")
    for pack in packs:
        subjects = "、".join(_SUBJECT_WORDS[subject] for subject in pack.subjects)
        table.add_row(pack.id, pack.title, subjects, years_words(pack), "计分" if pack.scored else "不计分")
    return table


def years_words(pack: Pack) -> str:
    """Return the years of PACK in words."""
    first, last = pack.years.first, pack.years.last
    return f"{first}年起" if last is None else f"{first}年" if last == first else f"{first}—{last}年"


def pack_view(pack: Pack) -> Group:
    """Return everything that PACK rules, every figure with its source and how sure it is."""
    rows: list[str] = [
        f"编号：{pack.id}",
        f"地区：{'、'.join(pack.places)}　年度：{years_words(pack)}",
        *(
            f"发文：{a.title}{f'（{a.number}）' if a.number else ''}{f'，{a.issuer}' if a.issuer else ''}"
            for a in pack.authorities
        ),
        "",
        *_points_rows(pack),
    ]
    if pack.indicators:
        rows += ["", "指标体系：", *(row for node in pack.indicators for row in _node_rows(pack, node, 1))]
    if pack.rules:
        rows += ["", "计分办法：", *(f"  {_rule_words(rule)}{_source(pack, rule)}" for rule in pack.rules)]
    if pack.grades:
        rows += ["", "等级：" + "；".join(map(_band_words, pack.grades)) + _source(pack, pack.grades[0])]
    rows += _reason_rows(pack)
    rows += [
        "",
        "来源：",
        *(f"  {key}：{_source_words(source)}" for key, source in pack.sources.items()),
    ]
    rows += [row for table in pack.forms for row in ("", *_form_rows(table))]
    for outline in pack.outlines:
        rows += [
            "",
            f"报告提纲（{'、'.join(_SUBJECT_WORDS[s] for s in outline.subjects)}）：{'；'.join(outline.sections)}",
            *(f"  配图：{chart.kind}（放在“{chart.section}”）" for chart in outline.charts),
        ]
    return Group(Text(pack.title, style="bold"), *map(Text, rows))


def _form_rows(form: FormTable) -> Iterator[str]:
    """Yield what a form prints, from top to bottom."""
    edition = f"（版式：{form.edition}）" if form.edition else ""
    yield f"表式：{form.title}{edition}（{'横排' if form.landscape else '竖排'}）"
    free = (("表头", form.head), ("资金附行", form.fund_foot), ("总分行", (form.total_row,)))
    told = {what: "；".join("、".join(map(_cell_words, row)) for row in rows if row) for what, rows in free}
    listed = (
        ("表头", told["表头"]),
        ("资金栏", "、".join(form.fund_columns)),
        ("资金行", "；".join(form.fund_rows)),
        ("资金附行", told["资金附行"]),
        ("指标栏", "、".join(form.indicator_columns)),
        ("总分行", told["总分行"]),
        ("附注", "；".join(form.notes)),
        ("署名", "、".join(form.signatures)),
    )
    yield from (f"  {what}：{words}" for what, words in listed if words)


def _cell_words(cell: FormCell) -> str:
    """Return the words of a box, and in brackets what is filled in."""
    fact = f"〔{cell.line or ''}{cell.fact}〕" if cell.fact is not None else ""
    return cell.text + fact or "（空）"


def _points_rows(pack: Pack) -> Iterator[str]:
    if pack.full is not None:
        yield f"满分：{plain(pack.full.value)}{_source(pack, pack.full)}"
    if pack.rounding is not None:
        yield f"得分：{pack.rounding.mode}到{pack.rounding.decimals}位小数{_source(pack, pack.rounding)}"
    rule = pack.execution
    if rule is not None:
        steps = f"：{_steps_words(rule.steps)}" if rule.steps else ""
        words = f"；{rule.clause}" if rule.clause else ""
        how = f"执行数÷{rule.denominator}，{rule.method}{steps}{words}"
        yield f"{rule.name}：{plain(rule.weight)}分，{how}{_source(pack, rule)}"


def _node_rows(pack: Pack, node: IndicatorRule, depth: int) -> Iterator[str]:
    weight = f" {plain(node.weight)}分" if node.weight is not None else ""
    required = " 必设" if node.required else ""
    rule = f" {_rule_words(node.rule)}" if node.rule is not None else ""
    meaning = f" {node.meaning}" if node.meaning else ""
    yield f"{'  ' * depth}{node.name}{weight}{required}{rule}{meaning}{_source(pack, node)}"
    for child in node.children:
        yield from _node_rows(pack, child, depth + 1)


def _rule_words(rule: ScoringRule) -> str:
    kinds = f"{'、'.join(rule.kinds)}：" if rule.kinds else ""
    extra = ""
    if rule.pass_mark is not None:
        extra = f"（及格线{plain(rule.pass_mark * 100)}%）"
    if rule.steps:
        extra = f"（按{rule.steps_of}，{_steps_words(rule.steps)}）"
    if rule.bands:
        told = (f"{b.attainment}{plain(b.low * 100)}%至{plain(b.high * 100)}%" for b in rule.bands)
        extra = f"（{'；'.join(told)}）"
    return f"{kinds}{rule.method}{extra}{f'；{rule.clause}' if rule.clause else ''}"


def _steps_words(steps: Sequence[Step]) -> str:
    return "，".join(f"≥{plain(s.at_least * 100)}%得{plain(s.earns * 100)}%" for s in steps)


def _band_words(band: Band) -> str:
    upper = f"＜{plain(band.below)}" if band.below is not None else ""
    return f"{band.name} ≥{plain(band.at_least)}{upper}"


def _reason_rows(pack: Pack) -> Iterator[str]:
    for trigger in pack.triggers:
        limit = f"{plain(trigger.limit * 100)}%" if trigger.limit is not None else ""
        yield f"须说明原因：{trigger.occasion}{limit}{_source(pack, trigger)}"
    for cap in pack.caps:
        span = f"执行率{plain(cap.at_least * 100)}%以上、不到{plain(cap.below * 100)}%"
        yield f"总分上限：{span}的，总分不超过{plain(cap.total)}{_source(pack, cap)}"


def _source_words(source: Source) -> str:
    place = f" {source.place}" if source.place else ""
    return f"{source.title}{place}（可信度{source.confidence}：{CONFIDENCE_WORDS[source.confidence]}）"


def _source(pack: Pack, item: Sourced) -> str:
    return f"〔{item.source}·{pack.source_of(item).confidence}〕"


def outcomes_view(name: str, outcomes: Sequence[Outcome]) -> Group:
    """Return how the tests of a pack ended: the count, and each failure with what came out."""
    right, whole = passed(tuple(outcomes)), len(outcomes)
    head = Text(f"{name}：{whole}条测试，{'全部通过' if right == whole else f'{whole - right}条不通过'}", style="bold")
    rows = [Text(f"  ✗ {each.test.case}：{'；'.join(each.told)}") for each in outcomes if not each.passed]
    return Group(head, *rows)
