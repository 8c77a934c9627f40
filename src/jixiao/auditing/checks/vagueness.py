"""Indicators that nothing can be measured by: vague or copied targets, full points without a figure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from jixiao.auditing.building import NO_REASON, label, printed, scored_papers, short, target_of
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.papers import Paper, Placed, papers
from jixiao.auditing.registry import check
from jixiao.documents import Excerpt
from jixiao.evaluations import Indicator
from jixiao.recognition import Dossier, Passage, clean_text

_FAMILY = "指标是否可衡量"
_QUANTITATIVE = "财预〔2020〕10号：绩效指标应当细化、量化，以定量指标为主、定性指标为辅"
_MOST_NAMED = 4
_NUMBER = re.compile(
    r"\d|[一二三四五六七八九十百千万]+(?:次|个|家|人|项|件|份|天|日|月|年|成|倍|分之)|[一二三四]季度|年底|月底|年末|月末"
)
_YES_OR_NO = re.compile(r"^(?:无|零|是$|否$|有$|没有|未|不超|不发生|不出现|不存在|控制在预算|预算(?:内|以内|范围内))")
_HEAVY = 15
_TIMELY = re.compile(r"及时|时效|时限|按时|进度")
_TIMELY_WORD = re.compile(r"(?:按时|及时|按期|如期)(?:完成|到位|拨付|发放|报销|办理|结算)?")
_SCALE = re.compile(r"优.?良.?中|好.?中.?差|高.?中.?低")


def _kind(leaf: Indicator) -> str:
    """Sort an indicator's target: ``number``, ``yes-no`` (checkable without a number), ``vague``, or ``none``."""
    target = clean_text(leaf.target.text) if leaf.target is not None else ""
    if not target or target in NO_REASON - {"无", "否", "没有"} or _SCALE.search(target):
        return "none"
    parsed = target_of(leaf)
    if (parsed is not None and parsed.quantity is not None) or _NUMBER.search(target):
        return "number"
    actual = clean_text(leaf.actual.text) if leaf.actual is not None else ""
    if _NUMBER.search(actual):
        return "number"
    return "yes-no" if _YES_OR_NO.match(target) else "vague"


@check(
    "vague-targets",
    title="指标值应当可衡量",
    family=_FAMILY,
    basis=_QUANTITATIVE,
    severity=Severity.WARNING,
    explanation="指标值是“有所提升”“及时”“到位”之类的文字，没有数字、期限或比例。这样的指标达到一半以上时提示；三分之一以下不提示。"
    "占15分以上而得满分的、时效指标只写“及时”而得满分的，逐个提示。“无”“不超预算”一类只能回答是与否的指标不计入，另行列出。",
)
def vague_targets(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Targets in words that nothing can be measured by, a form at a time (财预〔2020〕10号)."""
    for evaluation, _ in scored_papers(dossier):
        if evaluation.form.is_table:
            leaves = [leaf for leaf in evaluation.leaves() if leaf.weight is not None or leaf.score is not None]
            kinds = [(leaf, _kind(leaf)) for leaf in leaves]
            told = list(_vague(kinds))
            yield from told or _vague_in_full(kinds)
            yield from _checkable(kinds)


def _vague(kinds: Sequence[tuple[Indicator, str]]) -> Iterator[Finding]:
    vague = [leaf for leaf, kind in kinds if kind == "vague"]
    counted = sum(1 for _, kind in kinds if kind in ("vague", "number"))
    if not vague or len(vague) * 3 <= counted:
        return
    severity = Severity.WARNING if len(vague) * 2 >= counted else Severity.INFO
    told = [(label(leaf), clean_text(leaf.target.text)[:10]) for leaf in vague[:_MOST_NAMED] if leaf.target]
    names = "、".join(f"“{name}”（{target}）" for name, target in told)
    more = "等" if len(vague) > _MOST_NAMED else ""
    yield Finding(
        "vague-targets",
        severity,
        f"{counted}个指标中有{len(vague)}个的指标值没有数字、期限或比例，不能衡量：{names}{more}",
        tuple(short(leaf.name) for leaf in vague),
        expected="可衡量的指标值",
        reported=clean_text(vague[0].target.text) if vague[0].target is not None else "",
    )


def _vague_in_full(kinds: Sequence[tuple[Indicator, str]]) -> Iterator[Finding]:
    """Yield the few vague indicators that weigh much, or ask for timeliness without a date, and have full points."""
    for leaf, kind in kinds:
        if kind != "vague" or not _full(leaf) or leaf.target is None or leaf.weight is None or leaf.score is None:
            continue
        target = clean_text(leaf.target.text)
        undated = _TIMELY.search(label(leaf)) is not None and _TIMELY_WORD.fullmatch(target) is not None
        if undated or leaf.weight.value >= _HEAVY:
            lacking = "时限" if undated else "数字、期限或比例"
            actual = [short(leaf.actual)] if leaf.actual is not None else []
            yield Finding(
                "vague-targets",
                Severity.WARNING,
                f"“{label(leaf)}”指标值“{target[:12]}”没有{lacking}，不能衡量，却得满分{printed(leaf.score)}分",
                (short(leaf.name), short(leaf.target), *actual, leaf.score.excerpt),
                expected="规定的时限" if undated else "可衡量的指标值",
                reported=target,
            )


def _checkable(kinds: Sequence[tuple[Indicator, str]]) -> Iterator[Finding]:
    found = [leaf for leaf, kind in kinds if kind == "yes-no"]
    if len(found) < 2:
        return
    names = "、".join(f"“{label(leaf)}”" for leaf in found[:_MOST_NAMED])
    yield Finding(
        "vague-targets",
        Severity.INFO,
        f"{len(found)}个指标的指标值只是“无”“不超预算”一类的是非判断，宜写出数额或次数：{names}",
        tuple(short(leaf.name) for leaf in found),
        expected="可衡量的指标值",
        reported=clean_text(found[0].target.text) if found[0].target is not None else "",
    )


@check(
    "target-repeats-name",
    title="指标值不能照抄指标名称",
    family=_FAMILY,
    basis=_QUANTITATIVE,
    severity=Severity.WARNING,
    explanation="年度指标值或实际完成值与指标名称一字不差，等于没有填。",
)
def target_repeats_name(dossier: Dossier) -> Iterator[Relation | Finding]:
    """The target or the actual value is the indicator's name word for word."""
    for evaluation, _ in scored_papers(dossier):
        same = [leaf for leaf in evaluation.leaves() if evaluation.form.is_table and _repeats(leaf)]
        if not same:
            continue
        names = "、".join(f"“{label(leaf)}”" for leaf in same[:_MOST_NAMED])
        yield Finding(
            "target-repeats-name",
            Severity.WARNING,
            f"{len(same)}个指标的指标值照抄指标名称，没有可衡量的内容：{names}",
            tuple(short(leaf.target or leaf.name) for leaf in same) + tuple(short(leaf.name) for leaf in same),
            expected="可衡量的指标值",
            reported=clean_text(same[0].name.text),
        )


def _repeats(leaf: Indicator) -> bool:
    name = clean_text(leaf.name.text)
    cells = [clean_text(c.text) for c in (leaf.target, leaf.actual) if c is not None]
    return len(name) >= 3 and not re.search(r"\d", name) and name in cells


@check(
    "goal-copied",
    title="实际完成情况不能照抄预期目标",
    family=_FAMILY,
    basis="财预〔2020〕10号：自评应当填写年度总体目标的实际完成情况",
    severity=Severity.WARNING,
    explanation="年度总体目标的“实际完成情况”与“预期目标”一字不差，没有完成的数据。",
)
def goal_copied(dossier: Dossier) -> Iterator[Relation | Finding]:
    """What was reached of a goal is what was expected, word for word."""
    for evaluation in dossier.evaluations():
        for goal in evaluation.goals:
            if goal.expected is None or goal.reached is None:
                continue
            words = clean_text(goal.reached.text)
            if len(words) >= 4 and words == clean_text(goal.expected.text):
                yield Finding(
                    "goal-copied",
                    Severity.WARNING,
                    f"“实际完成情况”照抄“预期目标”（“{words[:16]}”），没有写完成了多少",
                    (_first_line(goal.reached), _first_line(goal.expected)),
                    expected="具体的完成情况",
                    reported=words[:30],
                )


def _first_line(excerpt: Excerpt) -> Excerpt:
    length = len(excerpt.text.splitlines()[0]) if excerpt.text.strip() else len(excerpt.text)
    return short(Excerpt(excerpt.text[:length], excerpt.start, excerpt.start + length, excerpt.source))


_POINTS = re.compile(r"(?:满分|分值|权重|得分?|实得|扣)?[：为]?\d+(?:\.\d+)?分(?!钟)")
_NO_FIGURE = re.compile(
    r"(?:^|(?<=[。；\n]))(?:\d{1,2}[.、．]|（\d{1,2}）)|\d+个?(?:一级|二级|三级)?指标|20\d\d年?度?"
    r"|\d*[≤<≥>]*[优良中差][≤<≥>]\d+"
)
_OTHER_KIND = re.compile(r"投入|过程|决策|预算|资金|产出")
_BENEFIT = re.compile(r"效益|满意|影响|知晓|获得感|效果")


@check(
    "full-score-without-figure",
    title="得满分的指标应写出完成数据",
    family=_FAMILY,
    basis=_QUANTITATIVE,
    severity=Severity.WARNING,
    explanation="报告里的效益、满意度指标得了满分，文字中却没有一个数据；或者半数以上的指标都是这样。",
)
def full_score_without_figure(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Indicators of a report that get full points though nothing told of them can be counted or measured."""
    tables = any(leaf.actual is not None for form in dossier.forms() for leaf in form.evaluation.leaves())
    numbers: dict[int, _Numbered] = {}
    for paper in papers(dossier):
        leaves = [leaf for leaf in paper.evaluation.leaves() if leaf.score is not None]
        if not paper.is_report or tables or not leaves:
            continue
        bare = [leaf for leaf in leaves if _full(leaf) and not _has_figure(leaf, paper, numbers)]
        benefits = {id(leaf) for root in paper.evaluation.indicators for leaf in _of_benefit(root)}
        listed = bare if len(bare) * 2 >= len(leaves) else [leaf for leaf in bare if id(leaf) in benefits]
        if listed:
            names = "、".join(f"“{label(leaf)}”{printed(leaf.score)}分" for leaf in listed[:6] if leaf.score)
            yield Finding(
                "full-score-without-figure",
                Severity.WARNING,
                f"{names}得了满分，但没有写出目标值、完成值或其他数据",
                tuple(short(e) for leaf in listed for e in _places(leaf, paper)),
                expected="可衡量的指标值和完成值",
                reported=printed(listed[0].score) if listed[0].score is not None else "",
            )


def _of_benefit(node: Indicator) -> Iterator[Indicator]:
    """Yield the lowest indicators of NODE that are of benefit or satisfaction, by their own name or one above it."""
    if _BENEFIT.search(label(node)):
        yield from (leaf for leaf in node.walk() if not leaf.children and not _OTHER_KIND.search(label(leaf)))
    else:
        yield from (leaf for child in node.children for leaf in _of_benefit(child))


def _full(leaf: Indicator) -> bool:
    return leaf.weight is not None and leaf.score is not None and leaf.score.value >= leaf.weight.value > 0


def _places(leaf: Indicator, paper: Paper) -> list[Excerpt]:
    """Return the name, the score, and the line on which words stand in the place of figures."""
    body = leaf.body
    printed_words = paper.recognition.document.text[body.start : body.end].split("\n")[0] if body is not None else ""
    said = (
        [Excerpt(printed_words, body.start, body.start + len(printed_words), body.source)] if body is not None else []
    )
    return [leaf.name, *([leaf.score.excerpt] if leaf.score is not None else []), *said]


def _has_figure(leaf: Indicator, paper: Paper, numbers: dict[int, _Numbered]) -> bool:
    """Tell whether a number other than points is told of the indicator: in its own text, or elsewhere in the report."""
    if leaf.target is not None or leaf.actual is not None:
        return True
    if leaf.body is not None and re.search(r"\d", _bare(clean_text(leaf.body.text))):
        return True
    written = numbers.get(id(paper)) or numbers.setdefault(id(paper), _Numbered(paper))
    return any(written.names(key, leaf.name.start) for key in _keys(leaf))


def _keys(leaf: Indicator) -> Iterator[str]:
    """Yield what the figures of an indicator may be told under: its name, what it is of, and what its text measures."""
    name = re.sub(r"(?:指标|得分|情况|完成)+$", "", label(leaf))
    yield name
    thing = _ADMINISTERED.sub("", name)
    if len(thing) >= 2:
        yield thing
    if leaf.body is not None:
        for found in _MEASURE.finditer(clean_text(leaf.body.text)):
            yield from (noun for noun in (found[0], found[0][-_MEASURE_TAIL:]) if len(noun) > 2)


_ADMINISTERED = re.compile(r"(?:(?:变动|控制|节约|增长)率|管理|控制|使用)+$")
_MEASURE = re.compile(r"(?<=[核价量对的和与及、为以括])[\u4e00-\u9fa5]{1,9}?(?:率|满意度|比例|人数|人次)")
_MEASURE_TAIL = 5


def _bare(text: str) -> str:
    """Take points, grade bands, numbering and years out of TEXT."""
    return _POINTS.sub("", _NO_FIGURE.sub("", text))


def _title(placed: Placed) -> str:
    """Return the last title that a passage stands under, with its own opening (一是参保扩面稳中有进。)."""
    opening = re.match(r"[一二三四五六七八九十]是[^，。；]{2,20}。", placed.passage.clean)
    return (placed.titles[-1] if placed.titles else "") + (opening[0] if opening else "")


class _Numbered:
    """The sentences of a paper that hold a number, and the titles of its passages that do, each as one text.

    One text is searched for a name at a stroke; sentence by sentence, a report with many indicators would take hours.
    """

    def __init__(self, paper: Paper) -> None:
        self._passages = [p.passage for p in paper.placed if re.search(r"\d", _bare(p.passage.clean))]
        titles = [_title(p) for p in paper.placed if re.search(r"\d", _bare(p.passage.clean))]
        self._titles, self._title_starts = _joined(titles)
        self._sentences, self._starts = _joined(["\n".join(_with_number(p)) for p in self._passages])

    def names(self, key: str, place: int) -> bool:
        """Tell whether KEY stands in a sentence, or is a title, of any passage but the one at PLACE."""
        in_title = len(key) >= 2 and self._found(self._titles, self._title_starts, key, place)
        return in_title or self._found(self._sentences, self._starts, key, place)

    def _found(self, text: str, starts: Sequence[int], key: str, place: int) -> bool:
        at = text.find(key)
        while at >= 0:
            number = bisect_right(starts, at) - 1
            passage = self._passages[number]
            if not passage.start <= place < passage.start + len(passage.paragraph.text):
                return True
            at = text.find(key, starts[number + 1]) if number + 1 < len(starts) else -1
        return False


def _with_number(passage: Passage) -> Iterator[str]:
    sentences = (passage.clean[a:b] for a, b in passage.sentences())
    return (sentence for sentence in sentences if re.search(r"\d", _bare(sentence)))


def _joined(pieces: Sequence[str]) -> tuple[str, list[int]]:
    """Return PIECES as one text, and where each begins in it."""
    return "\n".join(pieces), [0, *accumulate(len(piece) + 1 for piece in pieces)][: len(pieces)]


_RESULT_TITLE = re.compile(r"(?:产出|效益|效果)(?:指标)?(?:评价|完成|实现|分析)?(?:情况|分析)?$")
_TARGET_NUMBER = re.compile(
    r"(?:目标|任务|计划|年初(?:设定)?|指标值|预期)[^，。；]{0,12}\d|≥|≤|不低于|不少于|不高于|不超过|完成率"
)


@check(
    "report-without-targets",
    title="产出、效益评价应列出目标值",
    family=_FAMILY,
    basis="财预〔2020〕10号：对照年初设定的绩效目标逐项评价完成情况",
    severity=Severity.WARNING,
    explanation="部门整体支出报告的产出、效益部分只列做了什么，没有一个目标值可以对照。",
)
def report_without_targets(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A department's report tells results without a target to hold them against, and no form gives the targets."""
    if any(leaf.target is not None for form in dossier.forms() for leaf in form.evaluation.leaves()):
        return
    for paper in papers(dossier):
        if paper.is_report and paper.of_department and not any(leaf.target for leaf in paper.evaluation.leaves()):
            yield from _no_targets(paper)


def _no_targets(paper: Paper) -> Iterator[Finding]:
    inside = [p for p in paper.placed if any(_RESULT_TITLE.search(title) for title in p.titles)]
    headings = [p for p in inside if _RESULT_TITLE.search(p.titles[-1]) and p.passage.clean.endswith(p.titles[-1])]
    texts = [p.passage.clean for p in inside if p not in headings]
    if headings and sum(len(t) for t in texts) > 40 and not any(_TARGET_NUMBER.search(_bare(t)) for t in texts):
        names = "、".join(f"“{p.titles[-1]}”" for p in headings[:_MOST_NAMED])
        yield Finding(
            "report-without-targets",
            Severity.WARNING,
            f"{names}部分没有列出任何目标值，无法判断是否完成",
            tuple(p.passage.whole(30) for p in headings),
            expected="各项指标的年初目标值",
            reported="无",
        )
