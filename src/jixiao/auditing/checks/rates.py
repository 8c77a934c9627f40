"""Rates and shares in prose: what is divided by what stands in the same sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.auditing.arithmetic import Verdict, can_be_quotient, judge, quotient, shown
from jixiao.auditing.derivation import derive, divided, shared_words, surroundings
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.prose import (
    Sentence,
    comparable,
    exact_enough,
    is_level,
    levels_before,
    prose_relation,
    sentences,
    sentences_of,
)
from jixiao.auditing.registry import check
from jixiao.documents import Excerpt
from jixiao.quantities import Quantity
from jixiao.recognition import Dossier, Figure

_FAMILY = "比率与占比"
_RATE_WORD = re.compile(
    r"(?:率|占比|比重|比例|满意度|进度|完成|占[^，。；]{0,16}的?|的|实际)(?:为|是|达到?|仅为?|只有|约为?|=|：|高达)?$"
)
_STRONG = re.compile(
    r"(?:执行率|支出率|完成率|到位率|控制率|支付率|使用率|执行进度|支出进度)(?:为|是|达到?|仅为?|只有|=|：)?$"
)
_CHANGE_WORD = re.compile(r"增长|增加|增幅|下降|降低|减少|降幅|提高|上升|压缩|压减|同比|变动率|增减")
_POLICY = re.compile(
    r"目标|不低于|不高于|不少于|以上|以内|计划|要求|标准|力争|确保|规定|政策范围内|报销|支付比例|上浮|年初设定"
)
_BASE = re.compile(
    r"预算|目标|应|编制|核定|控制数|受理|发放|抽查|调查|收回|回收|安排|计划|下达|年初|申请|账面|原值|回访|符合"
)
_WEAK_BASE = re.compile(r"任务|总|共|到位|参保|上年")
_DONE = re.compile(r"支出|执行|完成|实际|实有|在职|办结|通过|合格|满意|已|支付|使用|在用|拨付|签订|资助|入库")
_BUDGET = re.compile(r"预算|安排|下达|到位|指标")
_SPENT = re.compile(r"支出|执行|支付|拨付|使用|决算|实际采购")
_POSTS = re.compile(r"编制|核定")
_STAFF = re.compile(r"实有|在职|在编|在岗|实际")
_AVAILABLE = re.compile(r"预算|可用|可使用|到位|下达|安排|合计|总额")
_ONE = Decimal(1)
_PAIR = 2
_TEN = Decimal(10)
_ROUGHLY = Decimal("0.001")
_AMONG = re.compile(r"[，；（]其中[^，。；\d]{1,16}$")
_SHARE_ALONE = re.compile(r"[，（]?(?:占|占比|所占比例|所占比重)(?:为|达|达到|约为)?")
_RATE_NAME = re.compile(r"([\u4e00-\u9fa5]{2,4})率(?:为|是|达到?)?$")
_WHOLE_BUDGET = re.compile(r"(?:全年|调整后的?|年度)预算(?:数|总额)?(?:为|是|：)?$")
_WHOLE_SPENT = re.compile(r"(?:全年|年度)(?:执行|支出)(?:数|总额)?(?:为|是|：)?$")
_WHEN = re.compile(r"年初|全年|本年度?|当年|年度|调整后?的?|（[^）]*）|数$|安排$")


@check(
    "rate",
    title="比率等于分子除以分母",
    family=_FAMILY,
    basis="文中写明的比率应能由同一句话里的两个数算出",
    severity=Severity.ERROR,
    explanation="执行率、完成率、到位率、控制率、占比等，用同句中同单位的两个数重算。",
)
def rate(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A printed rate follows from two figures of the same unit in its sentence."""
    for sentence in sentences(dossier, least=1):
        listed = sentence.text.find("分别占")
        edge = sentence.start + listed if listed >= 0 else sentence.end
        for at, figure in enumerate(sentence.figures):
            if _is_rate(sentence, figure) and figure.start < edge:
                yield from _judge_rate(dossier, sentence, at, figure)


def _is_rate(sentence: Sentence, figure: Figure) -> bool:
    if figure.quantity.unit != "%" or not _RATE_WORD.search(_words_before(sentence, figure)):
        return False
    before = sentence.between(
        max(sentence.start, figure.start - len(figure.subject) - 3), figure.start - len(figure.subject)
    )
    if re.search(r"\d[个项家]$", before):  # 7个项目中有6个执行率达到100%
        return False
    return not _CHANGE_WORD.search(figure.subject) and not _is_policy(figure)


def _is_policy(figure: Figure) -> bool:
    """Tell a rate that a rule or a goal sets from one that was reached."""
    return bool(_POLICY.search(figure.subject[-10:])) and not re.match(r"实际(?:报销|支付)比例", figure.subject)


def _words_before(sentence: Sentence, figure: Figure) -> str:
    return sentence.between(max(sentence.start, figure.start - 24), figure.start)


def _judge_rate(dossier: Dossier, sentence: Sentence, at: int, figure: Figure) -> Iterator[Relation | Finding]:
    held = _holding_pair(sentence, at, figure)
    if held is not None and _turned_round(sentence, figure, held):
        held = None
    if held is not None:
        yield _relation(figure, *held)
        return
    own = _told_in_full(sentence, at) is not None or _of_the_year(sentence, at)
    far = None if own else _from_elsewhere(dossier, figure)
    if far is not None and far[2].holds:
        yield _relation(figure, *far)
        return
    pair = _stated_pair(sentence, at, figure)
    verdict = judge(quotient, [f.quantity for f in pair], figure.quantity) if pair is not None else None
    wrong = (*pair, verdict) if pair is not None and verdict is not None else far or _insured(dossier, figure)
    if wrong is not None and not wrong[2].holds:
        yield _relation(figure, *wrong)
        yield _finding(figure, *wrong)


def _from_elsewhere(dossier: Dossier, figure: Figure) -> tuple[Figure, Figure, Verdict] | None:
    """Return part and whole from the sentences before that give the rate, or give it but for one digit."""
    pool = [(f, f.quantity.value) for f in surroundings(dossier, figure)[::-1] if f.quantity.value > 0]
    below_one = figure.quantity.value <= 1
    pairs = (
        (one, other) if (value <= another) is below_one else (other, one)
        for at, (one, value) in enumerate(pool)
        for other, another in pool[at + 1 :]
        if one.quantity.unit == other.quantity.unit
    )
    words = figure.subject

    def meant(part: Figure, whole: Figure) -> bool:
        spent = _STRONG.search(words) and _DONE.search(part.subject) and _AVAILABLE.search(whole.subject)
        due = figure.passage is part.passage is whole.passage and _DONE.search(part.subject)
        return bool(spent) or bool(due and shared_words(words, whole.subject)) or _is_share(figure, part, whole)

    if _STRONG.search(words) or "控制率" in words:
        pairs = (pair for pair in pairs if not _turned(figure, *pair))
    found = derive(figure, pairs, quotient, divided, meant)
    return (*found.operands, found.verdict) if found is not None else None


def _is_share(figure: Figure, part: Figure, whole: Figure) -> bool:
    """Tell whether the words of a share name both its figures: 占参保人数的; 项目支出占 behind a year's spending."""
    of_whole = _SHARE_OF.search(figure.subject)
    if of_whole is not None:
        between = figure.passage.clean[part.end : figure.start]
        return part.passage is figure.passage and not _NEW_SENTENCE.search(between) and of_whole[1] in whole.subject
    named = _SHARE_BY_NAME.search(figure.subject)
    return named is not None and part.subject.endswith(named[1]) and bool(_ALL_SPENT.search(whole.subject))


_SHARE_OF = re.compile(r"占(?:全[部年市县区])?([\u4e00-\u9fa5]{2,8}?)(?:总[数额人]数?)?的$")
_SHARE_BY_NAME = re.compile(r"^([\u4e00-\u9fa5]{4,8})占(?:比)?(?:为)?$")
_ALL_SPENT = re.compile(r"(?:全年|年度|总)支出(?:总额|合计)?$|支出(?:总额|合计|总计)$")
_NEW_SENTENCE = re.compile(r"[。；\d]")
_INSURED_RATE = re.compile(r"参保率(?:为|是|达到?|：|=)?$")
_TO_BE_INSURED = re.compile(r"应参保|应保|常住人口|户籍人口")
_INSURED = re.compile(r"(?<!应)(?<!未)参保(?:人数|居民|人员)?(?:为|达到?|共)?$|^实际$")
_NEAR_RATE = Decimal("0.03")


def _insured(dossier: Dossier, figure: Figure) -> tuple[Figure, Figure, Verdict] | None:
    """Return insured and to be insured for 参保率, where the number insured is told in one way only."""
    if not _INSURED_RATE.search(figure.subject):
        return None
    pool = surroundings(dossier, figure)
    wholes = [f for f in pool if _TO_BE_INSURED.search(f.subject) and f.passage is figure.passage]
    parts = [f for f in pool if wholes and _INSURED.search(f.subject) and comparable(f.quantity, wholes[-1].quantity)]
    if len(wholes) != 1 or len({f.quantity.value for f in parts}) != 1 or not wholes[0].quantity.value:
        return None
    verdict = judge(quotient, [parts[-1].quantity, wholes[0].quantity], figure.quantity)
    if verdict is None or abs(verdict.computed - figure.quantity.value) > _NEAR_RATE:
        return None
    return parts[-1], wholes[0], verdict


def _relation(figure: Figure, part: Figure, whole: Figure, verdict: Verdict) -> Relation:
    computed = shown(verdict.computed, figure.quantity, 4)
    return prose_relation("rate", f"{part.quantity} ÷ {whole.quantity}", figure, verdict, [part, whole], computed)


def _turned_round(sentence: Sentence, figure: Figure, held: tuple[Figure, Figure, Verdict]) -> bool:
    """Tell whether an execution rate only comes out with budget ÷ spending: then it is wrong."""
    part, whole, _ = held
    return bool(_STRONG.search(_words_before(sentence, figure))) and _turned(figure, part, whole)


def _turned(figure: Figure, part: Figure, whole: Figure) -> bool:
    """Tell whether a rate of execution would be budget ÷ spending."""
    if re.search(r"控制率(?:为|是|达到?)?$", figure.subject):
        return bool(_POSTS.search(part.subject) and _STAFF.search(whole.subject))
    budget_first = _BUDGET.search(part.subject) and _SPENT.search(whole.subject) and not _SPENT.search(part.subject)
    return bool(_STRONG.search(figure.subject) and budget_first)


def _finding(figure: Figure, part: Figure, whole: Figure, verdict: Verdict) -> Finding:
    computed = shown(verdict.computed, figure.quantity, max(2, figure.quantity.decimals))
    words = re.sub(r"(?:为|是|达到?|仅为?|=|：)$", "", figure.subject) or "比率"
    return Finding(
        "rate",
        Severity.ERROR,
        f"“{words[-12:]}”按{part.quantity.text}÷{whole.quantity.text}应为{computed}，写的是{figure.quantity.text}",
        (figure.excerpt(), part.excerpt(), whole.excerpt()),
        expected=computed,
        reported=figure.quantity.text,
        interval=verdict.interval,
        working=f"{part.quantity} ÷ {whole.quantity} = {computed}",
    )


def _holding_pair(sentence: Sentence, at: int, figure: Figure) -> tuple[Figure, Figure, Verdict] | None:
    """Return the nearest two figures whose quotient gives the rate; numbers behind it count where it stands first."""
    before = levels_before(sentence.figures, at)
    behind = [f for f in sentence.figures[at + 1 : at + 3] if f.quantity.unit != "%"]
    earlier = _previous_levels(sentence, figure)
    for pool in (before[-6:], [*before[-3:], *behind], [*earlier, *before[-4:]]):
        for i in range(len(pool) - 1, 0, -1):
            for j in range(i - 1, -1, -1):
                found = _either_way(pool[i], pool[j], figure.quantity)
                if found is not None:
                    return found
    return None


def operands_of(sentence: Sentence, figure: Figure) -> tuple[Figure, ...]:
    """Return the two figures that a rate of SENTENCE follows from; nothing for one that follows from none."""
    held = _holding_pair(sentence, sentence.figures.index(figure), figure)
    return held[:2] if held is not None else ()


def own_operands(figure: Figure) -> bool:
    """Tell whether a rate follows from figures of its own sentence or the one before it."""
    for sentence in sentences_of(figure.passage, least=1):
        if sentence.start <= figure.start < sentence.end:
            return _holding_pair(sentence, sentence.figures.index(figure), figure) is not None
    return False


def _previous_levels(sentence: Sentence, figure: Figure) -> list[Figure]:
    figures = sentence.passage.figures
    at = sentence.passage.position(figure)
    return [f for f in levels_before(figures, at) if f.start < sentence.start][-4:]


def _either_way(a: Figure, b: Figure, reported: Quantity) -> tuple[Figure, Figure, Verdict] | None:
    if not comparable(a.quantity, b.quantity) or a.quantity.value == 0 or b.quantity.value == 0:
        return None
    for part, whole in ((a, b), (b, a)):
        if not can_be_quotient(part.quantity, whole.quantity, reported):
            continue
        verdict = judge(quotient, [part.quantity, whole.quantity], reported)
        if verdict is not None and verdict.holds:
            return part, whole, verdict
    return None


def _stated_pair(sentence: Sentence, at: int, figure: Figure) -> tuple[Figure, Figure] | None:
    """Return part and whole where the sentence leaves no doubt which two figures the rate is of; else ``None``."""
    words = _words_before(sentence, figure)
    previous = next((f.end for f in reversed(sentence.figures[:at]) if f.quantity.unit == "%"), sentence.start)
    stop = max(previous, sentence.start, sentence.passage.clean.rfind("；", 0, figure.start) + 1)
    pool = [f for f in levels_before(sentence.figures, at) if f.start >= stop]
    if _STRONG.search(words):
        wide = [*_previous_levels(sentence, figure)[-3:], *levels_before(sentence.figures, at)]
        found = _by_role(pool) or _by_role(wide[-4:])
        if found is None and "到位率" not in words:  # two sources that arrived are no part and whole
            found = _two_alike(pool)
    elif (told := _told_in_full(sentence, at)) is not None or "占" in words[-12:]:
        found = told
    else:
        found = _two_alike(pool) or _by_role(pool)
        if found is not None and not _looks_like_slip(found, figure.quantity):
            return None
    if found is None or not exact_enough(*found):
        return None
    computed = found[0].quantity.value / found[1].quantity.value
    near = figure.quantity.value / 2 <= computed <= figure.quantity.value * 2
    return found if near or (_STRONG.search(words) and _point_moved(figure.quantity.value, computed)) else None


def _point_moved(told: Decimal, computed: Decimal) -> bool:
    """Tell whether a rate would come out if the decimal point of one of its figures stood a place further on."""
    return any(abs(computed * factor - told) <= _ROUGHLY * told for factor in (_TEN, 1 / _TEN))


def _of_which(sentence: Sentence, at: int) -> tuple[Figure, Figure] | None:
    """Return part and whole of ``10632人次，其中异地就医4799人次，占45.14%``: three figures on end."""
    if at < _PAIR:
        return None
    whole, part = sentence.figures[at - 2 : at]
    share = sentence.figures[at]
    told = _AMONG.match(sentence.between(whole.end, part.start)) and _SHARE_ALONE.fullmatch(
        sentence.between(part.end, share.start)
    )
    alike = comparable(whole.quantity, part.quantity) and is_level(whole) and whole.quantity.value
    return (part, whole) if told and alike else None


def _told_in_full(sentence: Sentence, at: int) -> tuple[Figure, Figure] | None:
    """Return part and whole where the two figures right before a rate are told to be those that it is of."""
    pair = _two_alike(sentence.figures[max(0, at - _PAIR) : at])
    return _of_which(sentence, at) or (pair if pair is not None and _named_after(sentence, at, pair) else None)


def _of_the_year(sentence: Sentence, at: int) -> bool:
    """Tell whether a rate of execution stands behind the budget of the whole year and what was spent of it."""
    before = [f.subject for f in sentence.figures[:at]]
    budget, spent = (any(words.search(each) for each in before) for words in (_WHOLE_BUDGET, _WHOLE_SPENT))
    return budget and spent and _STRONG.search(sentence.figures[at].subject) is not None


def _named_after(sentence: Sentence, at: int, pair: tuple[Figure, Figure]) -> bool:
    """Tell whether a rate is named after the very figures right before it: 发放…份，收回…份，回收率."""
    name = _RATE_NAME.search(sentence.figures[at].subject)
    before = sentence.figures[max(0, at - _PAIR) : at]
    words = "".join(figure.subject for figure in pair)
    return name is not None and set(name[1]) <= set(words) and set(map(id, pair)) == set(map(id, before))


def _by_role(pool: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """Return (done, base) when exactly one figure is named as each."""
    arriving = any(_BASE.search(f.subject) for f in pool)
    done = [f for f in pool if _does(f.subject, arriving)]
    base = [f for f in pool if f not in done and (_BASE.search(f.subject) or _WEAK_BASE.search(f.subject))]
    if len(done) != 1 or not base:
        return None
    like = [f for f in base if comparable(done[0].quantity, f.quantity) and f.start < done[0].start]
    one_budget = len({_WHEN.sub("", f.subject) for f in base}) == 1  # 年初预算数 and 全年预算数
    if (
        len(base) > 1
        and not one_budget
        and not re.search(r"收回|回收|有效|受理|抽查|调查", like[-1].subject if like else "")
    ):
        return None
    nearest = like[-1] if like else base[0]
    return (done[0], nearest) if comparable(done[0].quantity, nearest.quantity) and nearest.quantity.value else None


def _does(subject: str, arriving: bool) -> bool:
    """Tell whether a subject names what was done; money that arrived counts where something else is the base."""
    if _BASE.search(subject) and not re.match(r"实际|已|按时|按期", subject):
        return False
    return bool(_DONE.search(subject)) or (arriving and "到位" in subject)


def _two_alike(pool: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """Return the only two figures of one unit, the one named as base second, else the first as base."""
    if len(pool) != 2 or not comparable(pool[0].quantity, pool[1].quantity):
        return None
    first, second = pool
    if _BASE.search(second.subject) and not _BASE.search(first.subject):
        first, second = second, first
    return (second, first) if first.quantity.value and second.quantity.value else None


def _looks_like_slip(pair: tuple[Figure, Figure], reported: Quantity) -> bool:
    """Tell whether the printed rate is near the computed one: then it is meant to be it, and wrong."""
    computed = pair[0].quantity.value / pair[1].quantity.value
    return abs(computed - reported.value) <= Decimal("0.1") * max(computed, reported.value)


_BOUNDED = re.compile(
    r"(?:参保率|覆盖率|知晓率|满意度|满意率|到位率|及时率|合格率|办结率|准确率|合规率|利用率|激活率|回访率|报销比例|支付比例|达标率)(?:为|是|达到?|=|：)?$"
)
_NEVER_NEGATIVE = re.compile(
    r"(?:控制率|执行率|完成率|利用率|覆盖率|参保率|到位率|满意度|合格率|及时率)(?:为|是|达到?|=|：)?$"
)


@check(
    "rate-bound",
    title="比率不超出可能的范围",
    family=_FAMILY,
    basis="参保率、满意度等以全体为分母，不会超过100%；控制率、执行率不会是负数",
    severity=Severity.WARNING,
    explanation="超过100%的参保率、满意度等，和负的控制率、执行率，应核对分母和指标含义。",
)
def rate_bound(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Rates of a whole lie between 0 and 100 %; ratios of amounts are not negative."""
    for passage in dossier.passages():
        for figure in passage.figures:
            yield from _bound(figure.subject, figure.quantity, figure)


def _bound(subject: str, quantity: Quantity, figure: Figure) -> Iterator[Finding]:
    if quantity.unit != "%":
        return
    if quantity.value > _ONE and _BOUNDED.search(subject):
        yield _out_of_bounds(subject, quantity.text, figure.excerpt(), "一般不会超过100%")
    if quantity.value < 0 and _NEVER_NEGATIVE.search(subject):
        yield _out_of_bounds(subject, quantity.text, figure.excerpt(), "不会是负数")


def _out_of_bounds(subject: str, reported: str, excerpt: Excerpt, why: str) -> Finding:
    words = re.sub(r"(?:为|是|达到?|=|：)$", "", subject)
    return Finding(
        "rate-bound",
        Severity.WARNING,
        f"“{words[-10:]}”写{reported}，{why}，请核对分母或指标含义",
        (excerpt,),
        expected="0%至100%",
        reported=reported,
    )
