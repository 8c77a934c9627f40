"""Parts and totals in prose: 其中, 分别, 包括, 合计, and the same inside brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jixiao.auditing.arithmetic import Verdict, judge, plain, shown, total
from jixiao.auditing.derivation import one_digit_off, significant
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.prose import Sentence, comparable, exact_enough, is_level, paragraphs, prose_relation
from jixiao.auditing.registry import check
from jixiao.recognition import Dossier, Figure

_FAMILY = "合计与分项"
_LISTED = re.compile(r"其中|包括|包含|分别|构成|组成|部分|具体[为是]")
_SUMS_UP = re.compile(
    r"(?:全年|总)?共(?:支出|支付|拨付|使用|投入|发放|开支|评审|检查|办理|受理|处理|完成)$|合计|共计|总计|总共|总金额(?:为)?$|累计(?=[^，。]{0,6}$)|以上[^，。]{0,6}共|^(?:[两三四五六七八九][项批类者次笔])?共$"
)
_NESTED = re.compile(r"[\u4e00-\u9fa5]中[：，]|其中")
_PAIRS = (
    ("职工", "居民"),
    ("基本支出", "项目支出"),
    ("人员经费", "公用经费"),
    ("一般公共预算", "政府性基金"),
    ("行政编制", "事业编制"),
    ("行政", "事业"),
    ("门诊", "住院"),
    ("统筹", "个人"),
    ("本级", "上级"),
    ("市本级", "转移支付"),
    ("机关", "中心"),
)
_LIST_STOP = re.compile(r"；|。|其中|同时|此外|另|比|较|，占|合计")
_BASE_OF_SHARE = re.compile(r"占(?:全[部县市区]|总数?|应)?[\u4e00-\u9fa5]{0,6}$")
_CLOSE = Decimal("0.05")
_NEAR_SUM = Decimal("0.1")
_CALLED_SUM = re.compile(r"(?:合计|共计|总计|总额)(?:为|达)?$")
_MOST_PARTS = 12
_OF_WHICH = re.compile(r"的\d+(?:\.\d+)?%")
_FEWEST_LISTED = 3
_NAME = 12
_MISPRINT = 3
_PART_DIGITS = 3
_FAR = 60


@check(
    "prose-parts",
    title="文中分项之和等于合计",
    family=_FAMILY,
    basis="文中以“其中”“合计”“分别”等写明的总分关系",
    severity=Severity.ERROR,
    explanation="把“其中”后面同单位的数逐个相加，与前面的合计核对；“其中”只列一部分的不判。",
)
def prose_parts(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A total followed by its parts, or parts followed by their total, add up."""
    for sentence in paragraphs(dossier):
        for at, figure in enumerate(sentence.figures):
            if figure.quantity.unit in ("%", "分", "个百分点"):
                continue
            result = told_parts(dossier, sentence, at)
            if result is None:
                continue
            parts, verdict, fault = result
            computed = shown(verdict.computed, figure.quantity, max(p.quantity.decimals for p in parts))
            expression = "＋".join(str(p.quantity) for p in parts)
            yield prose_relation("prose-parts", expression, figure, verdict, parts, computed)
            if fault:
                yield _finding("prose-parts", figure, parts, verdict, expression, computed)


_Told = tuple[list[Figure], Verdict, bool]


def told_parts(dossier: Dossier, paragraph: Sentence, at: int) -> _Told | None:
    """Return the parts that words give to figure AT of a whole paragraph, worked out once for all checks.

    With them come the verdict on their sum, and whether it is a certain fault.
    """
    known: dict[tuple[int, int, int], _Told | None] = dossier.once("told parts", dict)
    key = paragraph.passage.source, paragraph.passage.start, at
    if key not in known:
        known[key] = _parts_after(paragraph, at) or _parts_before(paragraph, at)
    return known[key]


def _finding(
    check_id: str, figure: Figure, parts: Sequence[Figure], verdict: Verdict, expression: str, computed: str
) -> Finding:
    gap = shown(abs(verdict.computed - figure.quantity.value), figure.quantity)
    suspect = _suspect(figure, parts)
    doubt = f"；若{suspect[0].quantity.text}是{suspect[1]}之误，则相符" if suspect is not None else ""
    return Finding(
        check_id,
        Severity.ERROR,
        f"分项合计{computed}，合计写{figure.quantity.text}，相差{gap}{doubt}",
        (figure.excerpt(), *(p.excerpt() for p in parts)),
        expected=computed,
        reported=figure.quantity.text,
        interval=verdict.interval,
        working=f"{expression} = {computed}",
    )


def _parts_after(sentence: Sentence, at: int) -> tuple[list[Figure], Verdict, bool] | None:
    """Find parts behind figure AT: the shortest run that adds up; else the list that is meant to be complete."""
    whole = sentence.figures[at]
    if at + 2 >= len(sentence.figures) + 1 or not is_level(whole) or _is_base(whole):
        return None
    pool = _candidates(sentence, at)
    if len(pool) < 2:
        return None
    between = sentence.between(whole.end, pool[0].start)
    listed = bool(_LISTED.search(between)) or between.startswith(("（", "："))
    if not listed or len(between) > _FAR or between.count("。") > 1 or _leaves_off(between):
        return None
    outer = [p for p in pool if not _in_bracket(sentence, whole, p)]
    alike = [p for p in pool if p.subject[-2:] == whole.subject[-2:]]
    runs = [pool[:count] for count in range(2, len(pool) + 1)]
    runs += [chosen for chosen in (alike, outer) if 2 <= len(chosen) < len(pool)]
    for run in runs:
        verdict = judge(total, [p.quantity for p in run], whole.quantity)
        if verdict is not None and verdict.holds:
            return run, verdict, False
    skipped = _skipping_nested(sentence, whole, pool)
    if skipped is not None:
        return *skipped, False
    pool = outer if 2 <= len(outer) < len(pool) else pool
    return _faulty(sentence, whole, pool)


def _in_bracket(sentence: Sentence, whole: Figure, figure: Figure) -> bool:
    """Tell whether FIGURE stands in a bracket that opens behind a part of WHOLE, not behind WHOLE itself."""
    text = sentence.passage.clean
    opened, closed = text.rfind("（", whole.end, figure.start), text.rfind("）", whole.end, figure.start)
    return opened > closed and not re.match(r"[^，。；]{0,8}（", text[whole.end : whole.end + 9])


def _bare_part(sentence: Sentence, whole: Figure, figure: Figure) -> bool:
    """Tell whether a number without a unit stands in a bracket behind its total, whose unit it shares."""
    text = sentence.passage.clean
    if figure.quantity.unit or not re.match(r"[^，。；]{0,8}（", text[whole.end : whole.end + 9]):
        return False
    return figure.end <= text.find("）", whole.end) and whole.quantity.scale == figure.quantity.scale


def _leaves_off(between: str) -> bool:
    """Tell whether the words between a number and a list begin a new sentence that is not about its parts."""
    stop = between.find("。")
    return stop >= 0 and not re.match(
        r"(?:其中|包括|支出包括|分别|(?:支出|资金|费用)?构成|具体)", between[stop + 1 :].lstrip()
    )


def _candidates(sentence: Sentence, at: int) -> list[Figure]:
    """Return the figures behind AT that can be parts of it: same unit, levels, before the next sum or sentence."""
    whole = sentence.figures[at]
    pool: list[Figure] = []
    for figure in sentence.figures[at + 1 : at + 1 + 3 * _MOST_PARTS]:
        if not (comparable(figure.quantity, whole.quantity) or _bare_part(sentence, whole, figure)) or not is_level(
            figure
        ):
            continue
        if _is_base(figure):
            continue
        if _SUMS_UP.search(figure.subject) or len(pool) == _MOST_PARTS:
            break
        pool.append(figure)
    if re.match(r"[^，。；]{0,8}（", sentence.between(whole.end, whole.end + 9)):
        close = sentence.passage.clean.find("）", whole.end)
        inside = [f for f in pool if f.end <= close]
        if len(inside) >= 2:
            return inside
    return pool


def _is_base(figure: Figure) -> bool:
    """Tell whether a figure is only what a share is taken of: 占总支出…, 完成目标40.20万人的100.80%."""
    behind = figure.passage.clean[figure.end : figure.end + 8]
    return bool(_BASE_OF_SHARE.search(figure.subject) or _OF_WHICH.match(behind))


def _skipping_nested(sentence: Sentence, whole: Figure, pool: Sequence[Figure]) -> tuple[list[Figure], Verdict] | None:
    """Leave out figures that are parts of a part: those between a second 其中 and the next semicolon or part."""
    for first in range(1, len(pool)):
        between = sentence.between(pool[first - 1].end, pool[first].start)
        if not _NESTED.search(between):
            continue
        for end in range(first + 1, len(pool) + 1):
            for last in range(end + 1, len(pool) + 1):
                chosen = [*pool[:first], *pool[end:last]]
                verdict = judge(total, [p.quantity for p in chosen], whole.quantity)
                if len(chosen) >= 2 and verdict is not None and verdict.holds:
                    return chosen, verdict
        return None
    return None


def _faulty(sentence: Sentence, whole: Figure, pool: Sequence[Figure]) -> tuple[list[Figure], Verdict, bool] | None:
    """Return the run that was meant to be the whole list and does not add up; ``None`` where that is not certain."""
    stop = _list_end(sentence, whole, pool)
    run = [p for p in pool if p.end <= stop and _named(sentence, p)]
    if len(run) < 2 or not exact_enough(whole, *run):
        return None
    verdict = judge(total, [p.quantity for p in run], whole.quantity)
    if verdict is None or verdict.holds:
        return None
    if _slipped_scale(whole, run):
        return None
    value = whole.quantity.value
    near = value != 0 and abs(verdict.computed - value) <= _CLOSE * abs(value)
    misprint = significant(whole.quantity.number) >= _MISPRINT and one_digit_off(whole.quantity, verdict.computed)
    near = near or misprint
    counts = re.search(
        r"(?:由|分)?[一二两三四五六七八九]+(?:个)?(?:部分|项|类)", sentence.between(whole.end, run[0].start)
    )
    near = near or _suspect(whole, run) is not None or _summed_up(whole, run, verdict.computed)
    closed = re.match(r"(?:其他|其余|另外)", run[-1].subject) is not None and run[-1].quantity.value < value
    listed = _whole_list(sentence, whole, run) or _spread(sentence, whole, run, verdict)
    if near or counts or closed or listed or _exhaustive(run):
        return run, verdict, True
    return None


def _summed_up(whole: Figure, run: Sequence[Figure], computed: Decimal) -> bool:
    """Tell whether a figure that is called a sum is far nearer to the sum of three parts or more than chance has it."""
    called = len(run) >= _FEWEST_LISTED and _CALLED_SUM.search(whole.subject)
    return bool(called) and abs(computed - whole.quantity.value) <= _NEAR_SUM * whole.quantity.value


def _whole_list(sentence: Sentence, whole: Figure, run: Sequence[Figure]) -> bool:
    """Tell whether the parts fill a bracket right behind their total: 机构126家（医院58家、药店68家）."""
    text = sentence.passage.clean
    opened = _BRACKET.match(text, whole.end)
    if opened is None or len(run) < 2:
        return False
    inside = text[opened.end() : text.find("）", opened.end())]
    return run[-1].end == opened.end() + len(inside) and len(inside.split("、")) == len(run) and "其中" not in inside


def _spread(sentence: Sentence, whole: Figure, run: Sequence[Figure], verdict: Verdict) -> bool:
    """Tell whether parts, parted by 、 and closed by a full stop, go beyond their total, or three come near to it."""
    text = sentence.passage.clean
    marks = [text[a.end : b.start - len(b.subject)] for a, b in pairwise(run)]
    closed = text[run[-1].end : run[-1].end + 1] in "。；" and all(mark == "、" for mark in marks)
    gap = verdict.computed - whole.quantity.value
    beyond = gap > 0 and "。" not in text[whole.end : run[0].start]
    return closed and (beyond or (len(run) >= _FEWEST_LISTED and -gap * 5 <= whole.quantity.value))


_BRACKET = re.compile(r"（")


def _suspect(whole: Figure, parts: Sequence[Figure]) -> tuple[Figure, str] | None:
    """Return the part that is one digit off what the total leaves for it, and what it should be; if just one is."""
    everything = sum((p.quantity.value for p in parts), Decimal(0))
    found: list[tuple[Figure, str]] = []
    for part in parts:
        rest = whole.quantity.value - everything + part.quantity.value
        exact = significant(part.quantity.number) >= _PART_DIGITS and rest > 0
        if exact and one_digit_off(part.quantity, rest):
            found.append((part, shown(rest, part.quantity)))
    return found[0] if len(found) == 1 else None


def _named(sentence: Sentence, figure: Figure) -> bool:
    """Tell whether two characters or more lead to a figure, a bracket between them or not: 卫生院（室）121家."""
    words = re.split(r"[\d，。；：、]", sentence.between(max(0, figure.start - _NAME), figure.start))[-1]
    return len(re.sub(r"[（）“”]", "", words)) >= len("医院")


def _list_end(sentence: Sentence, whole: Figure, pool: Sequence[Figure]) -> int:
    """Return where the list of parts ends: at the closing bracket, the semicolon, or a nested 其中."""
    text = sentence.passage.clean
    if re.match(r"[^，。；]{0,8}（", text[whole.end : whole.end + 9]):
        return text.find("）", whole.end) if "）" in text[whole.end :] else sentence.end
    stops = [m.start() for m in _LIST_STOP.finditer(text, pool[0].start, sentence.end)]
    return min([*stops[:1], _enumeration_end(sentence, pool), sentence.end])


def _enumeration_end(sentence: Sentence, pool: Sequence[Figure]) -> int:
    """Return where a list whose items are parted by 、 comes to a comma: what stands behind it is no item."""
    if len(pool) < 2 or not sentence.between(pool[0].end, pool[1].start).startswith("、"):
        return sentence.end
    for before, figure in pairwise(pool):
        if sentence.between(before.end, figure.start).startswith("，"):
            return before.end
    return sentence.end


def _exhaustive(run: Sequence[Figure]) -> bool:
    """Tell whether two parts are known to make a whole, such as 职工 and 居民."""
    if len(run) != 2:
        return False
    first, second = run[0].subject, run[1].subject
    return any((a in first and b in second) or (b in first and a in second) for a, b in _PAIRS)


def _slipped_scale(whole: Figure, run: Sequence[Figure]) -> bool:
    """Tell whether the list adds up once parts without 万 are read in 万: another check names that slip."""
    scale = max(p.quantity.scale for p in run)
    if scale == 1 or all(p.quantity.scale == scale for p in run):
        return False
    values = [p.quantity.number * scale for p in run]
    return abs(sum(values, Decimal(0)) - whole.quantity.value) <= scale * Decimal("0.02")


def _parts_before(sentence: Sentence, at: int) -> tuple[list[Figure], Verdict, bool] | None:
    """Find parts before a figure that is called their sum (合计, 共计)."""
    whole = sentence.figures[at]
    if not _SUMS_UP.search(whole.subject):
        return None
    start = sentence.passage.clean.rfind("。", 0, whole.start) + 1
    near = [f for f in sentence.figures[:at] if f.start >= start]
    if not sentence.bracketed(whole):
        near = [f for f in near if not sentence.bracketed(f)] or near
    pool = [f for f in near if comparable(f.quantity, whole.quantity) and is_level(f)][-_MOST_PARTS:]
    for count in range(2, len(pool) + 1):
        verdict = judge(total, [p.quantity for p in pool[-count:]], whole.quantity)
        if verdict is not None and verdict.holds:
            return pool[-count:], verdict, False
    pool = _enumerated(sentence, pool) or pool
    if len(pool) < 2 or not exact_enough(whole, *pool):
        return None
    verdict = judge(total, [p.quantity for p in pool], whole.quantity)
    if verdict is None or whole.quantity.value == 0:
        return None
    close = abs(verdict.computed - whole.quantity.value) <= _CLOSE * abs(whole.quantity.value)
    return (pool, verdict, True) if close and not _slipped_scale(whole, pool) else None


def _enumerated(sentence: Sentence, pool: Sequence[Figure]) -> list[Figure]:
    """Return the last figures that 、 parts from one another: a list told right before its total."""
    run = list(pool[-1:])
    for before in reversed(pool[:-1]):
        if not sentence.between(before.end, run[0].start).startswith("、"):
            break
        run.insert(0, before)
    return run if len(run) >= _FEWEST_LISTED else []


_WITHIN = re.compile(r"(?:^|[。；])(?P<name>[\u4e00-\u9fa5]{2,8})(?:当)?中[，：]")


@check(
    "named-parts",
    title="“某某支出中，甲……乙……”相加等于前面写的某某支出",
    family=_FAMILY,
    basis="文中以“基本支出中”等承接前文总数的分项",
    severity=Severity.ERROR,
    explanation="“基本支出中，人员经费……，公用经费……”与前文的基本支出核对；只在两项合为全部或相差很小时判错。",
)
def named_parts(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Parts opened by 基本支出中 add up to the 基本支出 told before."""
    for sentence in paragraphs(dossier):
        text = sentence.passage.clean
        for found in _WITHIN.finditer(text):
            stop = text.find("。", found.end())
            end = len(text) if stop < 0 else stop
            before = [f for f in sentence.figures if f.end <= found.start() and f.subject.endswith(found["name"])]
            inside = [f for f in sentence.figures if found.end() <= f.start < end and is_level(f)]
            if not before:
                continue
            parts = [f for f in inside if comparable(f.quantity, before[-1].quantity)]
            verdict = judge(total, [p.quantity for p in parts], before[-1].quantity) if len(parts) >= 2 else None
            if verdict is None or not (verdict.holds or _exhaustive(parts)):
                continue
            computed = shown(verdict.computed, before[-1].quantity)
            expression = "＋".join(str(p.quantity) for p in parts)
            yield prose_relation("named-parts", expression, before[-1], verdict, parts, computed)
            if not verdict.holds:
                yield _finding("named-parts", before[-1], parts, verdict, expression, computed)


_SET_AND_DONE = re.compile(
    r"(?:设置|设定|共|下达|涉及)[^，。；]{0,14}?(?P<all>\d+)[个项][\u4e00-\u9fa5]{0,8}，[^。；]{0,12}?(?:已)?完成(?P<done>\d+)[个项]，[^。；]{0,6}?(?:未完成|未达到?|没有完成)(?:的)?(?:有)?(?P<undone>\d+)[个项]"
)


@check(
    "done-and-undone",
    title="完成数与未完成数之和等于总数",
    family=_FAMILY,
    basis="文中或表中写明的目标总数、完成数、未完成数",
    severity=Severity.ERROR,
    explanation="“设置13个目标，完成12个，未完成1个”逐处核对。",
)
def done_and_undone(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Items done and not done make up all items."""
    for passage in dossier.passages():
        for found in _SET_AND_DONE.finditer(passage.clean):
            whole, done, undone = (int(found[name]) for name in ("all", "done", "undone"))
            holds = whole == done + undone
            excerpts = tuple(passage.excerpt(*found.span(name)) for name in ("all", "done", "undone"))
            match = Match.FACE if holds else Match.NONE
            yield Relation("done-and-undone", f"{done}＋{undone}", str(whole), holds, match, excerpts)
            if not holds:
                yield Finding(
                    "done-and-undone",
                    Severity.ERROR,
                    f"写共{whole}个，完成{done}个、未完成{undone}个，合计{done + undone}个",
                    excerpts,
                    expected=str(done + undone),
                    reported=str(whole),
                    working=f"{done}＋{undone} = {done + undone}",
                )


@check(
    "count-parts",
    title="个数之和等于总数",
    family=_FAMILY,
    basis="文中写明的总个数与分类个数",
    severity=Severity.ERROR,
    explanation="“共26个项目，一等19个、二等5个……”，各类个数相加应等于总数。分类写在后面几句的也核对。",
)
def count_parts(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Counts by grade (一等…四等, 优良中差) add up to the number of projects told before."""
    for recognition in dossier.recognitions:
        figures = [f for f in recognition.figures() if f.quantity.unit in ("个", "项")]
        graded = [f for f in figures if _graded(f)]
        wholes = [f for f in figures if re.search(r"项目(?:共|总数|合计)?$|共(?:有|实施|涉及)?$", f.subject)]
        if len(graded) < 3 or not wholes:
            continue
        before = [w for w in wholes if _at(w) < _at(graded[0])]
        if not before:
            continue
        whole, run = before[-1], graded[:4]
        held = next((w for w in before if _sum(run) == w.quantity.value), None)
        whole = held or before[0]
        verdict = judge(total, [p.quantity for p in run], whole.quantity)
        if verdict is None:
            continue
        expression = "＋".join(plain(p.quantity.value) for p in run)
        yield prose_relation("count-parts", expression, whole, verdict, run, plain(verdict.computed))
        if verdict.match is Match.NONE:
            computed = f"{plain(verdict.computed)}{whole.quantity.unit}"
            yield _finding("count-parts", whole, run, verdict, expression, computed)


def _graded(figure: Figure) -> bool:
    behind = figure.passage.clean[figure.end : figure.end + 8]
    return bool(re.match(r"项目评?(?:为|定为)?[“]?[一二三四]等|项目(?:评)?为[“]?[优良中差]", behind))


def _at(figure: Figure) -> int:
    return figure.passage.start + figure.start


def _sum(run: Sequence[Figure]) -> Decimal:
    return sum((f.quantity.value for f in run), Decimal(0))
