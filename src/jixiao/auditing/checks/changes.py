"""Changes in prose: 增加, 减少, 增长, 下降, 变动率, 高于, 结余; amount, percentage and direction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jixiao.auditing.arithmetic import Verdict, difference, judge, relative_change, shown, total
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.prose import (
    Sentence,
    comparable,
    exact_enough,
    levels_before,
    prose_relation,
    sentences,
)
from jixiao.auditing.registry import check
from jixiao.quantities import Interval, Quantity
from jixiao.recognition import DataRow, Dossier, Figure, clean_text

_FAMILY = "增减变动"
_UP = r"增加|延长|增长|上升|提高|提升|高于|超出|超过|多出|多|增幅|新增|净增|上涨|调增|追加"
_DOWN = r"减少|缩短|下降|降低|低于|少于|少|降幅|压减|压缩|节约|节省|减幅|调减|回落"
_ENDING = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<rate>变动率|增减率|增长率|变化率))"
    r"(?:了|率|幅度?|额|为|是|达|到|=|：|约)*(?:(?<=高于|低于|超出|超过|少于)[\u4e00-\u9fa5]{0,10})?$"
)
_EARLIER = re.compile(
    r"上年|去年|上一年|同期|年初|原有?$|改革前|前一年|期初|^由|由[^，。]{0,12}$|从$|^[比较与]|，[比较与]|[比较与]20\d\d年|[比较]$"
)
_COMPARED = re.compile(r"比|较|同比|上年|去年|由|从|高于|低于|超出|超过|变动率|增减率|多于|少于|环比")
_SURPLUS = re.compile(r"(?:结余|剩余|结转|未支出|未使用|尚余|余额)(?:资金)?(?:为|是|：|有|共)?$")
_ONE_WAY = re.compile(
    r"(?:新增|新建|新进|新购|购置|购入|调入|转入|录用|增加|退出|退休|减少|报废|处置|调出|转出|辞职|离职|注销|死亡|核销|清退)(?:了)?$"
)
_PERCENT_POINT = "个百分点"
_HELD_AGAINST = frozenset({"高于", "低于", "超过", "超出", "少于"})
_BOUND_BEHIND = re.compile(
    r"的?[\u4e00-\u9fa5]{0,6}(?:目标|标准|要求|[上下]限|限额|限制|控制|警戒|规定|指标值|计划)|及?以[上下内]"
)
_CLAUSE = 20


@check(
    "change",
    title="增减额和增减幅度与前后两个数相符",
    family=_FAMILY,
    basis="文中写明的比较关系：增减额＝后数－前数，增减幅度＝增减额÷前数",
    severity=Severity.ERROR,
    explanation="核对增减的数额、百分比和方向（上升还是下降）。",
)
def change(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A stated change follows from the two figures compared in its sentence, direction included."""
    for sentence in sentences(dossier):
        for at, figure in enumerate(sentence.figures):
            ending = _ENDING.search(figure.subject)
            if ending is None or figure.quantity.unit == "分" or _is_bound(sentence, at, ending):
                continue
            if figure.quantity.unit == _PERCENT_POINT:
                yield from _judge_points(sentence, at, figure, ending)
            elif figure.quantity.unit == "%":
                yield from _judge_rate(sentence, at, figure, ending)
            else:
                yield from _judge_amount(sentence, at, figure, ending)


def _is_bound(sentence: Sentence, at: int, ending: re.Match[str]) -> bool:
    """Tell whether a figure is what another one is held against: 低于3%的控制目标; 增幅2.2%，低于3%."""
    figure = sentence.figures[at]
    word = ending["up"] or ending["down"]
    if word not in _HELD_AGAINST:
        return False
    if ending.string[: ending.start()].endswith("不") or _BOUND_BEHIND.match(figure.passage.clean, figure.end):
        return True
    before = sentence.figures[at - 1] if at else None
    if before is None or figure.quantity.unit != "%" or before.quantity.unit != "%":
        return False
    less = word in ("低于", "少于")
    return before.quantity.value < figure.quantity.value if less else before.quantity.value > figure.quantity.value


def _judge_rate(sentence: Sentence, at: int, figure: Figure, ending: re.Match[str]) -> Iterator[Relation | Finding]:
    pool = levels_before(sentence.figures, at)[-6:]
    for later, earlier in [*_ordered_pairs(pool), *_ordered_pairs([*_rate_levels(sentence, figure), *pool])]:
        verdict = _change_verdict(later, earlier, figure.quantity, bool(ending["down"]))
        if verdict is None:
            continue
        if verdict.holds:
            expression = f"（{later.quantity} － {earlier.quantity}）÷ {earlier.quantity}"
            computed = shown(verdict.computed, figure.quantity, 4)
            yield prose_relation("change", expression, figure, verdict, [later, earlier], computed)
            return
    pair = _certain_pair(sentence, pool, figure) or _opposite_pair(sentence, figure, bool(ending["down"]))
    if pair is not None:
        yield from _wrong_rate(figure, pair, bool(ending["down"]), bool(ending["rate"]))


def _rate_levels(sentence: Sentence, figure: Figure) -> list[Figure]:
    """Return the last levels of the sentence before."""
    figures = sentence.passage.figures
    at = sentence.passage.position(figure)
    return [f for f in levels_before(figures, at) if f.start < sentence.start][-3:]


def _opposite_pair(sentence: Sentence, figure: Figure, down: bool) -> tuple[Figure, Figure] | None:
    """Return (later, earlier) where the printed rate is exactly right but for its direction.

    The later figure may stand in the sentence before; the earlier one must be named as such.
    """
    figures = sentence.passage.figures
    at = sentence.passage.position(figure)
    pool = levels_before(figures, at)[-8:]
    dated = {id(a) for a in pool for b in pool if _dated_before(a, b)}
    for earlier in (f for f in pool if _is_earlier(f) or id(f) in dated or _names_year_before(f, figure)):
        for later in (f for f in pool if f is not earlier and comparable(f.quantity, earlier.quantity)):
            verdict = _change_verdict(later, earlier, figure.quantity, not down)
            if verdict is not None and verdict.match is Match.FACE:
                return later, earlier
    return None


def _names_year_before(level: Figure, figure: Figure) -> bool:
    """Tell whether a level names the year before the one that the change is told of."""
    words = level.passage.clean
    own = re.findall(r"20\d\d(?=年)", words[max(0, level.start - 24) : level.start])
    told = re.findall(r"20\d\d(?=年)", words[level.end : figure.start])
    return bool(own and told) and int(own[-1]) == int(told[-1]) - 1


def _judge_points(sentence: Sentence, at: int, figure: Figure, ending: re.Match[str]) -> Iterator[Relation | Finding]:
    """A change in percentage points is the difference of two rates of the sentence, with its direction."""
    pool = [f for f in sentence.figures[max(0, at - 6) : at] if f.quantity.unit == "%"]
    for later, earlier in _ordered_pairs(pool):
        moved = later.quantity.value - earlier.quantity.value
        if abs(moved) != figure.quantity.value or not moved:
            continue
        certain = _is_earlier(earlier) ^ _is_earlier(later) or _dated_before(earlier, later)
        if certain and (moved < 0) == bool(ending["up"]):
            yield from _turned_points(figure, later, earlier, "提高" if moved > 0 else "下降")
        else:
            expression = f"{later.quantity} 与 {earlier.quantity} 之差"
            excerpts = (figure.excerpt(), later.excerpt(), earlier.excerpt())
            yield Relation("change", expression, figure.quantity.text, True, Match.FACE, excerpts)
        return


def _dated_before(earlier: Figure, later: Figure) -> bool:
    """Tell whether both figures name their years and EARLIER names the earlier one."""
    years = [re.findall(r"20\d\d(?=年)", f.subject) for f in (earlier, later)]
    return bool(years[0] and years[1]) and int(years[0][-1]) < int(years[1][-1])


def _turned_points(figure: Figure, later: Figure, earlier: Figure, word: str) -> Iterator[Relation | Finding]:
    excerpts = (figure.excerpt(), later.excerpt(), earlier.excerpt())
    expression = f"{later.quantity} － {earlier.quantity}"
    yield Relation("change", expression, figure.quantity.text, False, Match.NONE, excerpts)
    yield Finding(
        "change",
        Severity.ERROR,
        f"由{earlier.quantity.text}到{later.quantity.text}是{word}{figure.quantity.text}，方向写反了",
        excerpts,
        expected=word + figure.quantity.text,
        reported=figure.quantity.text,
        working=f"{expression} = {word}{figure.quantity.text}",
    )


@check(
    "change-from-table",
    title="增减幅度与基础数据表的前后两年相符",
    family=_FAMILY,
    basis="正文写明比上年增减的幅度，应与表中两年的数相符",
    severity=Severity.ERROR,
    explanation="正文写“某某决算95.27万元，比上年增长1.17%”，上年数取基础数据表同名行。",
)
def change_from_table(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A change told in prose follows from the two years of the row of that name in a data table."""
    rows = [row for form in dossier.forms() for table in form.data for row in table.rows]
    named = {re.sub(r"[“”：]|^其中", "", clean_text(row.label.text)): row for row in rows}
    for passage in dossier.passages() if named else ():
        figures = passage.figures
        for level, figure in pairwise(figures):
            ending = _ENDING.search(figure.subject)
            if ending is None or figure.quantity.unit != "%" or not re.search(r"上年|去年|同比", figure.subject):
                continue
            name = re.sub(r"[“”]|(?:决算|支出|预算)?数?$", "", level.subject)
            row = next((r for label, r in named.items() if len(label) >= 4 and name.endswith(label)), None)
            if row is not None:
                yield from _judge_row(level, figure, row, bool(ending["down"]))


def _judge_row(level: Figure, figure: Figure, row: DataRow, down: bool) -> Iterator[Relation | Finding]:
    for amount in row.values:
        if amount is None or amount.quantity.value in (0, level.quantity.value):
            continue
        for turned in (False, True):

            def formula(values: Sequence[Interval], minus: bool = down ^ turned) -> Interval:
                moved = relative_change(values)
                return -moved if minus else moved

            verdict = judge(formula, [level.quantity, amount.quantity], figure.quantity)
            if verdict is None or not verdict.holds or verdict.match is not Match.FACE:
                continue
            excerpts = (figure.excerpt(), level.excerpt(), amount.excerpt)
            expression = f"（{level.quantity} － {amount.excerpt.text}）÷ {amount.excerpt.text}"
            match = Match.NONE if turned else Match.FACE
            yield Relation("change-from-table", expression, figure.quantity.text, not turned, match, excerpts)
            if turned:
                word = "上升" if level.quantity.value > amount.quantity.value else "下降"
                yield Finding(
                    "change-from-table",
                    Severity.ERROR,
                    f"表中上年数是{amount.excerpt.text}，到{level.quantity.text}是{word}{figure.quantity.text}，方向写反了",
                    excerpts,
                    expected=word + figure.quantity.text,
                    reported=figure.quantity.text,
                )
            return


def _change_verdict(later: Figure, earlier: Figure, reported: Quantity, down: bool) -> Verdict | None:
    if earlier.quantity.value == 0 or not comparable(later.quantity, earlier.quantity):
        return None

    def formula(values: Sequence[Interval]) -> Interval:
        moved = relative_change(values)
        return -moved if down else moved

    return judge(formula, [later.quantity, earlier.quantity], reported)


def _wrong_rate(figure: Figure, pair: tuple[Figure, Figure], down: bool, neutral: bool) -> Iterator[Relation | Finding]:
    later, earlier = pair
    verdict = _change_verdict(later, earlier, figure.quantity, down)
    opposite = _change_verdict(later, earlier, figure.quantity, not down)
    if verdict is None or verdict.holds or opposite is None:
        return
    computed = shown(verdict.computed, figure.quantity, max(2, figure.quantity.decimals))
    moved_by = shown(-verdict.computed if down else verdict.computed, figure.quantity, max(2, figure.quantity.decimals))
    expression = f"（{later.quantity} － {earlier.quantity}）÷ {earlier.quantity}"
    yield prose_relation("change", expression, figure, verdict, [later, earlier], computed)
    moved = f"由{earlier.quantity.text}到{later.quantity.text}"
    if opposite.holds:  # the size is right though the direction is not
        size = f"|{later.quantity} － {earlier.quantity}| ÷ {earlier.quantity}"
        yield prose_relation("change", size, figure, opposite, [later, earlier], figure.quantity.text)
    if opposite.holds and neutral:
        message = f"{moved}，变动率应为{computed}，写的是{figure.quantity.text}，漏了负号"
    elif verdict.computed < 0:
        right, wrong = ("上升", "下降") if down else ("下降", "上升")
        message = f"{moved}是{right}，写成了{wrong}{figure.quantity.text}"
        computed = right + shown(abs(verdict.computed), figure.quantity, max(2, figure.quantity.decimals))
    else:
        message = f"{moved}，变动幅度应为{computed}，写的是{figure.quantity.text}"
    yield Finding(
        "change",
        Severity.ERROR,
        message,
        (figure.excerpt(), later.excerpt(), earlier.excerpt()),
        expected=computed,
        reported=figure.quantity.text,
        interval=verdict.interval,
        working=f"{expression} = {moved_by}",
    )


def _judge_amount(sentence: Sentence, at: int, figure: Figure, ending: re.Match[str]) -> Iterator[Relation | Finding]:
    pool = levels_before(sentence.figures, at, figure.quantity)[-6:]
    behind = [f for f in sentence.figures[at + 1 : at + 3] if comparable(f.quantity, figure.quantity)]
    previous = _earlier_levels(sentence, figure)
    for later, earlier in [
        *_ordered_pairs(pool),
        *_ordered_pairs([*pool[-2:], *behind]),
        *_ordered_pairs([*previous, *pool]),
    ]:
        verdict = judge(difference, [later.quantity, earlier.quantity], figure.quantity)
        reverse = judge(difference, [earlier.quantity, later.quantity], figure.quantity)
        held = next((v for v in (verdict, reverse) if v is not None and v.holds), None)
        if held is not None:
            expression = f"{later.quantity} 与 {earlier.quantity} 之差"
            yield prose_relation(
                "change", expression, figure, held, [later, earlier], shown(held.computed, figure.quantity)
            )
            yield from _wrong_direction(figure, later, earlier, ending)
            return
    pair = _certain_pair(sentence, pool, figure)
    if pair is not None and not _one_way(sentence, at):
        yield from _wrong_amount(figure, pair)


def _one_way(sentence: Sentence, at: int) -> bool:
    """Tell whether a change is only what came in or went out (其中新增1362人、退出517人), not the change on balance."""
    figure = sentence.figures[at]
    behind = sentence.figures[at + 1].subject if at + 1 < len(sentence.figures) else ""
    return "其中" in figure.subject or bool(_ONE_WAY.search(figure.subject) and _ONE_WAY.search(behind))


def _earlier_levels(sentence: Sentence, figure: Figure) -> list[Figure]:
    """Return the last levels of the sentence before, of the unit of FIGURE."""
    figures = sentence.passage.figures
    at = sentence.passage.position(figure)
    long_enough = len(figure.quantity.text) >= 4
    return (
        [f for f in levels_before(figures, at, figure.quantity) if f.start < sentence.start][-4:] if long_enough else []
    )


def _wrong_direction(figure: Figure, later: Figure, earlier: Figure, ending: re.Match[str]) -> Iterator[Finding]:
    """The amount is right; the word for its direction is wrong, and it is plain which figure is the later."""
    if ending["rate"] or not (_is_earlier(earlier) ^ _is_earlier(later)):
        return
    after, before = (later, earlier) if _is_earlier(earlier) else (earlier, later)
    rose = after.quantity.value > before.quantity.value
    if bool(ending["up"]) == rose or after.quantity.value == before.quantity.value:
        return
    word = "多" if rose else "少"
    yield Finding(
        "change",
        Severity.ERROR,
        f"{after.quantity.text}比{before.quantity.text}{word}，文中写“{ending[0]}{figure.quantity.text}”，方向写反了",
        (figure.excerpt(), after.excerpt(), before.excerpt()),
        expected=word + figure.quantity.text,
        reported=figure.quantity.text,
        working=f"{after.quantity} {'>' if rose else '<'} {before.quantity}",
    )


def _wrong_amount(figure: Figure, pair: tuple[Figure, Figure]) -> Iterator[Relation | Finding]:
    later, earlier = pair
    verdict = judge(difference, [later.quantity, earlier.quantity], figure.quantity)
    if verdict is None or verdict.holds or not exact_enough(figure, later, earlier):
        return
    computed = shown(abs(verdict.computed), figure.quantity, max(later.quantity.decimals, figure.quantity.decimals))
    expression = f"{later.quantity} － {earlier.quantity}"
    yield prose_relation("change", expression, figure, verdict, [later, earlier], computed)
    yield Finding(
        "change",
        Severity.ERROR,
        f"{later.quantity.text}与{earlier.quantity.text}相差{computed}，写的是{figure.quantity.text}",
        (figure.excerpt(), later.excerpt(), earlier.excerpt()),
        expected=computed,
        reported=figure.quantity.text,
        interval=verdict.interval,
        working=f"{expression} = {computed}",
    )


def _accumulated(figure: Figure, pool: Sequence[Figure]) -> Iterator[Relation | Finding]:
    """An accumulated surplus is that of the years before and this year's, where the sentence tells just these two."""
    parts = [f for f in pool if re.search(r"结余|结转", f.subject)]
    if len(parts) != 2:
        return
    verdict = judge(total, [p.quantity for p in parts], figure.quantity)
    if verdict is None:
        return
    expression = f"{parts[0].quantity} ＋ {parts[1].quantity}"
    computed = shown(verdict.computed, figure.quantity, max(2, figure.quantity.decimals))
    near = abs(verdict.computed - figure.quantity.value) <= Decimal("0.5") * abs(verdict.computed)
    if not verdict.holds and not near:
        return
    yield prose_relation("surplus", expression, figure, verdict, parts, computed)
    if not verdict.holds:
        yield Finding(
            "surplus",
            Severity.ERROR,
            f"累计结余应为{computed}，写的是{figure.quantity.text}",
            (figure.excerpt(), *(p.excerpt() for p in parts)),
            expected=computed,
            reported=figure.quantity.text,
            interval=verdict.interval,
            working=f"{expression} = {computed}",
        )


def _ordered_pairs(pool: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield (later, earlier) candidates, the nearest first; the one named 上年, 年初, 原 is the earlier."""
    for i in range(len(pool) - 1, 0, -1):
        for j in range(i - 1, -1, -1):
            a, b = pool[i], pool[j]
            if comparable(a.quantity, b.quantity):
                turned = (_is_earlier(a) and not _is_earlier(b)) or _dated_before(a, b)
                yield (b, a) if turned else (a, b)
                if not turned and not (_is_earlier(a) ^ _is_earlier(b)):
                    yield (b, a)


def _is_earlier(figure: Figure) -> bool:
    """Tell whether a level is called that of an earlier time, also across a quotation (上年“三公”经费为)."""
    if _EARLIER.search(figure.subject):
        return True
    clause = re.split(r"[，。；：、]", figure.passage.clean[max(0, figure.start - _CLAUSE) : figure.start])[-1]
    return bool(re.search(r"[”“]", clause) and re.match(r"(?:上年|去年|上一年)", clause))


def _certain_pair(sentence: Sentence, pool: Sequence[Figure], figure: Figure) -> tuple[Figure, Figure] | None:
    """Return (later, earlier) where a comparing word and exactly two like figures leave no doubt; else ``None``."""
    inside = sentence.bracketed(figure)
    near = (f for f in pool if f.start >= _clause_start(sentence, figure))
    like = [f for f in near if inside or not sentence.bracketed(f)]  # parts stand in brackets behind their whole
    if len(like) != 2 or not comparable(like[0].quantity, like[1].quantity) or not exact_enough(figure, *like):
        return None
    words = sentence.between(like[0].start - len(like[0].subject), figure.start)
    if not _COMPARED.search(words) or not (_is_earlier(like[0]) ^ _is_earlier(like[1])):
        return None
    if figure.quantity.unit not in ("%", like[0].quantity.unit):
        return None
    return (like[1], like[0]) if _is_earlier(like[0]) else (like[0], like[1])


def _clause_start(sentence: Sentence, figure: Figure) -> int:
    return max(sentence.start, sentence.passage.clean.rfind("；", 0, figure.start) + 1)


_INCOME_OR_SPENT = re.compile(r"收入(?=(?:为|共|合计|总额)*$)|支出(?=(?:为|共|合计|总额)*$)")


@check(
    "surplus",
    title="结余等于收入（预算）减支出",
    family=_FAMILY,
    basis="结余＝预算（收入）数－支出数；累计结余＝上年结余＋当年结余",
    severity=Severity.ERROR,
    explanation="同一句里写了预算（收入）、支出和结余的，重算结余。",
)
def surplus(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A surplus is budget (income) less spending, or the sum of two surpluses."""
    for sentence in sentences(dossier):
        for at, figure in enumerate(sentence.figures):
            if figure.quantity.unit != "元" or not _SURPLUS.search(figure.subject):
                continue
            pool = levels_before(sentence.figures, at, figure.quantity)[-6:]
            yield from _judge_surplus(figure, pool, [*_earlier_levels(sentence, figure), *pool])


def _without_sign(figure: Figure, pool: Sequence[Figure]) -> Sequence[Relation | Finding] | None:
    """Return the fault of a deficit that is told as a surplus: 收入80万元，支出95万元，当期结余15万元."""
    roles = [_INCOME_OR_SPENT.search(f.subject) for f in pool]
    told = [role[0] if role is not None else "" for role in roles]
    if (
        told != ["收入", "支出"]
        or "结余" not in figure.subject
        or figure.quantity.value <= 0
        or not exact_enough(*pool)
    ):
        return None
    came, went = pool
    verdict = judge(difference, [came.quantity, went.quantity], figure.quantity)
    lacking = judge(difference, [went.quantity, came.quantity], figure.quantity)
    if verdict is None or verdict.holds or lacking is None or not lacking.holds or came.passage is not went.passage:
        return None
    computed = shown(verdict.computed, figure.quantity, max(2, figure.quantity.decimals))
    expression = f"{came.quantity} － {went.quantity}"
    finding = Finding(
        "surplus",
        Severity.ERROR,
        f"支出{went.quantity.text}大于收入{came.quantity.text}，结余应为{computed}，写的是{figure.quantity.text}，漏了负号",
        (figure.excerpt(), came.excerpt(), went.excerpt()),
        expected=computed,
        reported=figure.quantity.text,
        interval=verdict.interval,
        working=f"{expression} = {computed}",
    )
    return [prose_relation("surplus", expression, figure, verdict, [came, went], computed), finding]


def _judge_surplus(figure: Figure, pool: Sequence[Figure], wide: Sequence[Figure]) -> Iterator[Relation | Finding]:
    turned = _without_sign(figure, pool)
    if turned is not None:
        yield from turned
        return
    for later, earlier in _ordered_pairs(wide):
        for first, second in ((later, earlier), (earlier, later)):
            verdict = judge(difference, [first.quantity, second.quantity], figure.quantity)
            if verdict is not None and verdict.holds:
                expression = f"{first.quantity} － {second.quantity}"
                computed = shown(verdict.computed, figure.quantity)
                yield prose_relation("surplus", expression, figure, verdict, [first, second], computed)
                return
    if "累计" in figure.subject:
        yield from _accumulated(figure, pool)
        return
    income = [
        f
        for f in pool
        if re.search(r"预算|收入|筹集|到位|安排", f.subject) and not re.search(r"支出|执行", f.subject[-3:])
    ]
    spent = [f for f in pool if re.search(r"支出|执行|支付|使用", f.subject)]
    if len(income) != 1 or len(spent) != 1 or len(pool) != 2 or income[0] is spent[0]:
        return
    verdict = judge(difference, [income[0].quantity, spent[0].quantity], figure.quantity)
    if verdict is None or verdict.match is not Match.NONE or "累计" in figure.subject:
        return
    computed = shown(verdict.computed, figure.quantity, max(2, figure.quantity.decimals))
    if abs(verdict.computed - figure.quantity.value) > Decimal("0.5") * max(abs(verdict.computed), Decimal(1)):
        return
    expression = f"{income[0].quantity} － {spent[0].quantity}"
    yield prose_relation("surplus", expression, figure, verdict, [income[0], spent[0]], computed)
    yield Finding(
        "surplus",
        Severity.ERROR,
        f"结余应为{computed}，写的是{figure.quantity.text}",
        (figure.excerpt(), income[0].excerpt(), spent[0].excerpt()),
        expected=computed,
        reported=figure.quantity.text,
        interval=verdict.interval,
        working=f"{expression} = {computed}",
    )
