"""What a paper owns up to, by its figures or in words: targets missed, items not done, payments late or not made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jixiao.auditing.building import label, short
from jixiao.auditing.checks.targets import comparison
from jixiao.auditing.papers import Paper, clause_around, clause_before
from jixiao.documents import Excerpt
from jixiao.evaluations import Evaluation
from jixiao.quantities import Direction, Target, parse_target
from jixiao.recognition import Figure, Passage, clean_text

_TARGET_WORD = re.compile(
    r"(?:目标值?|任务数?|计划数?|指标值)(?:数|值|任务)?(?:设定)?(?:为|是|：)?$|年初设定|目标|指标值"
)
_OPERATOR = re.compile(
    r"(?:不低于|不少于|不小于|大于等于|大于或等于|至少|达到|不高于|不超过|不大于|小于等于|小于或等于|控制在|≥|≤|>|<|=)$"
)
_NAMED_NEAR = 40
_NO_TARGET = re.compile(
    r"(?:高于|超过|低于|达到|完成了?|超额完成|占|比|较|与|对照)(?:年度|年初|预期|全年|下达|设定)*(?:的)?"
    r"(?:目标|任务|计划|指标值)"
)
_ACTUAL_WORD = re.compile(r"实际|完成(?!率)|达到|实现|平均|为$")
_LESS_IS_MORE = re.compile(
    r"自付|成本|费用|支出|投诉|差错|时限|时间|天数|时长|违规|事故|次均|人均|下降|降低|压减|控制|超|三公|逾期"
)
_AFTER = re.compile(r"(?:及?以[上下内]|之内|内)")
_RATE_NOUN = re.compile(r"[\u4e00-\u9fa5]{1,4}(?:率|度|比例|占比|比重)(?=(?:为|是|达到?|只有|仅为?|：|=)*$)")
_PLANNED_COUNT = re.compile(r"(?:设置|设定|计划|目标|任务|指标|应|下达)[^，。；]{0,14}$")
_DONE_COUNT = re.compile(r"(?:完成|达标|实现|建成|办结|落实)(?:了)?$")
_DONE_BEHIND = re.compile(
    r"^(?:[\u4e00-\u9fa5]{0,4}(?:指标|目标|任务|项目|工作))?(?:均?已?(?:按[时期])?)(?:完成|达标|实现)"
)
_PLAN_LEAD = re.compile(r"^(?:原因是|年初|全年|共)*(?:设置|设定|计划|建设|下达)*的?|(?:共|为|：)+$")
_NOT_DONE = re.compile(
    r"未(?:能)?(?:按时|按期|全部|全面|如期)?(?:完成|达到|达标|达成|实现)(?!率)|没有(?:按时|按期|全部)?(?:完成|达到)"
    r"|低于(?:年初|年度|预期)?目标"
)
_MONEY = re.compile(r"预算|执行率|支出|支付|资金|经费|费用|结余")
_NONE_LEFT = re.compile(r"(?:无|没有|不存在)[^，。；]{0,6}$")
_DENIED = re.compile(r"(?:无|没有|不存在|未发生|杜绝|防止|避免)[^，。；]{0,6}$")
_LATE = re.compile(
    r"(?:推迟|延迟|延期|逾期|滞后|拖延|未(?:能)?(?:按时|及时|按月|足额|全额))[^，。；]{0,12}(?:拨付|发放|支付|报销|结算|到账|兑现)"
    r"|(?:拨付|发放|支付|报销|结算|兑现)[^，。；]{0,6}(?:推迟|延迟|滞后|逾期|不及时|不到位)"
)
_UNSETTLED = re.compile(
    r"(?:暂|暂时|尚|还)?(?:无法|不能|未能)(?:及时|按时)?(?:结算|拨付|支付|报销|兑付)"
    r"|(?:尚未|暂未|还未|未)(?:结算|拨付|支付|报销|兑付|发放)(?:完毕|到位)?(?!率)"
)
_CHARGED = re.compile(r"扣(?:减|除|掉|去|了)*\d+(?:\.\d+)?分|(?:扣分|失分|减分|丢分)(?:的)?(?:主要)?原因|未得满分")


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One thing that fell short: its name, the figures in words, the places, and whether points were taken for it."""

    name: str
    told: str
    excerpts: tuple[Excerpt, ...]
    charged: bool = False


def missed_targets(paper: Paper) -> list[Shortfall]:
    """Return the targets that PAPER missed by its own figures: in its indicator tree first, then in its prose."""
    found = list(_in_tree(paper.evaluation))
    for passage in paper.passages if paper.is_report else ():
        for missed in _in_prose(passage):
            if not any(_covered(excerpt, found) for excerpt in missed.excerpts):
                found.append(missed)
    return found


def _covered(excerpt: Excerpt, found: Sequence[Shortfall]) -> bool:
    return any(e.start < excerpt.end and excerpt.start < e.end for s in found for e in s.excerpts)


def _in_tree(evaluation: Evaluation) -> Iterator[Shortfall]:
    for leaf in evaluation.leaves():
        compared = comparison(leaf)
        if leaf.target is None or leaf.actual is None or compared is None or compared[2]:
            continue
        told = f"目标{compared[0].text}，实际{_value(leaf.actual)}"
        name = re.sub(r"(?<=.{2})(?:年初|年度)?目标.*", "", label(leaf))
        yield Shortfall(name, told, (short(leaf.actual), short(leaf.target), short(leaf.name)))


def _value(excerpt: Excerpt) -> str:
    return clean_text(excerpt.text)[:20]


def _in_prose(passage: Passage) -> Iterator[Shortfall]:
    """Pair every target told in words (目标不低于95%) with the figure that its sentence gives as the result."""
    figures = passage.figures
    for at, figure in enumerate(figures):
        target = _target(passage, figure)
        if target is None:
            continue
        stop = passage.sentence_of(figure.start)[1]
        following = [f for f in figures[at + 1 : at + 8] if f.start < stop]
        actual = _actual(passage, figure, following)
        if actual is None or target.met_by(actual.quantity) is not False:
            continue
        noun = _RATE_NOUN.search(actual.subject)
        name = _name_of(passage, figure) or (noun[0] if noun else "指标")
        told = f"目标{_printed(passage, figure)}，实际{actual.quantity}"
        yield Shortfall(name, told, (actual.excerpt(), figure.excerpt()))


def _target(passage: Passage, figure: Figure) -> Target | None:
    """Read FIGURE as a target with its direction; a bare one is a least, unless less of it is better."""
    subject = figure.subject
    word = _TARGET_WORD.search(subject)
    if word is None or _NO_TARGET.search(subject) or figure.quantity.unit in ("分", ""):
        return None
    operator = _OPERATOR.search(subject)
    behind = _AFTER.match(passage.clean, figure.end)
    if not operator and not behind and word[0].rstrip("为是：")[-1:] not in "标值务数划":
        return None
    text = (operator[0] if operator else "") + figure.quantity.text + (behind[0] if behind else "")
    target = parse_target(text)
    if target.quantity is None or target.direction is not Direction.EQUAL:
        return target if target.quantity is not None else None
    sentence = passage.clean[passage.sentence_of(figure.start)[0] : figure.start]
    return None if _LESS_IS_MORE.search(sentence) else replace(target, direction=Direction.AT_LEAST)


def _actual(passage: Passage, target: Figure, following: Sequence[Figure]) -> Figure | None:
    before = passage.clean[max(0, target.start - _NAMED_NEAR) : target.start]
    for figure in following:
        if _TARGET_WORD.search(figure.subject) and "实际" not in figure.subject:
            return None
        if figure.quantity.unit != target.quantity.unit:
            continue
        noun = _RATE_NOUN.search(figure.subject)
        same = noun is not None and figure.quantity.unit == "%" and noun[0][-3:] in before
        if same or (_ACTUAL_WORD.search(figure.subject) and "完成率" not in figure.subject):
            return figure
    return None


def _name_of(passage: Passage, figure: Figure) -> str:
    """Return the words that name what the target is of; empty where the sentence begins with the target."""
    start = passage.sentence_of(figure.start)[0]
    words = passage.clean[start : figure.start]
    named = re.split(r"(?:年初|年度|全年)?(?:设定)?(?:的)?(?:目标|任务|计划|指标值)(?:值)?(?:为|是|：)?", words)
    before = re.split(r"[：，、。（）]", re.sub(r"[：，、（）]+$", "", named[0]))[-1]
    return (before or _OPERATOR.sub("", named[-1]))[-20:]


def _printed(passage: Passage, figure: Figure) -> str:
    operator = _OPERATOR.search(figure.subject)
    behind = _AFTER.match(passage.clean, figure.end)
    return (operator[0] if operator else "") + figure.quantity.text + (behind[0] if behind else "")


def undone_items(paper: Paper) -> Iterator[Shortfall]:
    """Yield the counts of items planned of which fewer were done: ``指标15项，完成14项``."""
    for passage in paper.passages:
        figures = passage.figures
        for at, plan in enumerate(figures):
            done = next((f for f in figures[at + 1 : at + 3] if _is_pair(passage, plan, f)), None)
            if done is not None:
                told = f"共{plan.quantity}，完成{done.quantity}"
                yield Shortfall(_PLAN_LEAD.sub("", plan.subject)[-12:], told, (done.excerpt(), plan.excerpt()))


def _is_pair(passage: Passage, plan: Figure, done: Figure) -> bool:
    countable = plan.quantity.unit in ("个", "项", "件") and done.quantity.unit in ("个", "项", "件")
    if not countable or done.quantity.value >= plan.quantity.value or not _PLANNED_COUNT.search(plan.subject):
        return False
    if "。" in passage.clean[plan.end : done.start] or "；" in passage.clean[plan.end : done.start]:
        return False
    return bool(_DONE_COUNT.search(done.subject) or _DONE_BEHIND.match(passage.clean[done.end : done.end + 16]))


def admissions(paper: Paper) -> Iterator[Shortfall]:
    """Yield the places where PAPER says that something was not completed or not reached; money is another matter."""
    for placed in paper.placed:
        clean = placed.passage.clean
        for found in _NOT_DONE.finditer(clean):
            start, end = placed.passage.sentence_of(found.start())
            denied = _NONE_LEFT.search(clean[max(0, found.start() - 8) : found.start()])
            if denied or placed.plans or _MONEY.search(clean[start:end]):
                continue
            excerpt = placed.passage.excerpt(*clause_around(clean, *found.span()))
            yield Shortfall("", f"“{clean_text(excerpt.text)}”", (excerpt,))


def late_payments(paper: Paper) -> Iterator[Shortfall]:
    """Yield the places where PAPER says that payments were late."""
    yield from _told(paper, _LATE)


def unsettled_payments(paper: Paper) -> Iterator[Shortfall]:
    """Yield the places where PAPER says that payments were not or could not be made."""
    yield from _told(paper, _UNSETTLED)


def _told(paper: Paper, pattern: re.Pattern[str]) -> Iterator[Shortfall]:
    for placed in paper.placed:
        for found in pattern.finditer(placed.passage.clean):
            denied = _DENIED.search(clause_before(placed.passage.clean, found.start())[-10:])
            if not denied and not placed.plans:
                excerpt = placed.passage.excerpt(*clause_around(placed.passage.clean, *found.span()))
                sentence = placed.passage.clean[slice(*placed.passage.sentence_of(found.start()))]
                charged = _CHARGED.search(sentence) is not None
                yield Shortfall("", f"“{clean_text(excerpt.text)}”", (excerpt,), charged)
