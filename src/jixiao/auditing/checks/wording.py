"""Words: mistyped words, words printed twice, 余 at the wrong place, a unit said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.auditing.confusions import Confusion, find_confusions
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.auditing.soundalikes import Slip, find_slips
from jixiao.auditing.texts import all_texts, texts_with_figures
from jixiao.documents import Excerpt
from jixiao.quantities import Quantity
from jixiao.recognition import Dossier, Passage

_FAMILY = "用字用词"
_MOST_PLACES = 8
_VERDICT = {Severity.ERROR: "应为", Severity.WARNING: "疑为", Severity.INFO: "规范写法为"}


@check(
    "wrong-word",
    title="错别字",
    family=_FAMILY,
    basis="《通用规范汉字表》、《第一批异形词整理表》和医疗保障业务通行用语",
    severity=Severity.ERROR,
    explanation="按易错词表逐字查找误写，如“布署”“拔付”，能连成正常话的看前后字再定；再查固定词组里换了音近字的，如“高压态式”。",
)
def wrong_word(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Words of the confusion list and mistyped phrases; forms in use but not standard are told once a document."""
    nonstandard: dict[tuple[int, str], tuple[Confusion, str, list[Excerpt]]] = {}
    read: dict[str, tuple[list[tuple[Confusion, int, int]], list[Slip]]] = {}  # half the cells of a form are alike
    for passage in all_texts(dossier):
        clean = passage.clean
        if clean not in read:
            read[clean] = list(find_confusions(clean)), list(find_slips(clean))
        confusions, slips = read[clean]
        for confusion, start, end in confusions:
            excerpt = passage.excerpt(start, end)
            around = _around(passage, start, end)
            if confusion.severity is Severity.INFO:
                key = (passage.source, confusion.wrong)
                nonstandard.setdefault(key, (confusion, around, []))[2].append(excerpt)
            else:
                yield _wrong_word(confusion, around, [excerpt])
        for slip in slips:
            if not any(start < slip.end and slip.start < end for _, start, end in confusions):
                yield _mistyped(passage, slip)
    for confusion, around, excerpts in nonstandard.values():
        yield _wrong_word(confusion, around, excerpts)


def _wrong_word(confusion: Confusion, around: str, excerpts: list[Excerpt]) -> Finding:
    times = f"（全文{len(excerpts)}处）" if len(excerpts) > 1 else ""
    return Finding(
        "wrong-word",
        confusion.severity,
        f"“{around}”中的“{confusion.wrong}”{_VERDICT[confusion.severity]}“{confusion.right}”{times}",
        tuple(excerpts[:_MOST_PLACES]),
        expected=confusion.right,
        reported=confusion.wrong,
    )


def _mistyped(passage: Passage, slip: Slip) -> Finding:
    severity = Severity.ERROR if slip.differing == 1 else Severity.WARNING
    return Finding(
        "wrong-word",
        severity,
        f"“{slip.printed}”{_VERDICT[severity]}“{slip.meant}”",
        (passage.excerpt(slip.start, slip.end),),
        expected=slip.meant,
        reported=slip.printed,
    )


def _around(passage: Passage, start: int, end: int, most: int = 4) -> str:
    """Return the words at clean[START:END] with a few characters of their own clause on either side."""
    clean = passage.clean
    before = re.split(r"[，。；：！？]", clean[max(0, start - most) : start])[-1]
    after = re.split(r"[，。；：！？]", clean[end : end + most])[0]
    return before + clean[start:end] + after


_TWICE = re.compile(r"(?P<word>[\u4e00-\u9fa5]{2,6}?)(?P<colon>：?)(?P=word)")
# Words that nothing excuses when they come twice, not even a colon between them.
_NEVER_TWICE = re.compile(
    "其中|以及|并且|但是|因此|由于|根据|按照|对于|关于|为了|同时|进行|开展|我局|本局|我县|我市|我区|主要"
)
# 研究研究, 许多许多: the language doubles these.
_DOUBLED_BY_NATURE = re.compile(
    "研究|讨论|考虑|商量|学习|了解|调查|总结|交流|检查|锻炼|休息|打扫|收拾|整理|体验|感受|帮助|照顾|活动|核对|沟通|琢磨|"
    "许多|很多|非常|十分|永远|多少|哪里|这里|那里|好好|慢慢|个个|中央|如何|那么|多么|比较|提醒|鼓励"
)
_COUNTING = re.compile(
    r"^[一两几半每又越边有没无不大可自各再先多少半随非能应看想说走来去很最极老那]|着$|^[零〇一二三四五六七八九十百千万亿]+$"
)
# 医疗救助救助人次, 项目项目支出: the tail of one compound and the head of the next.
_NEW_COMPOUND = re.compile(
    r"人[数次员]|对象|金额|标准|率|费用?|比例|水平|范围|情况|待遇|力度|资金|基金|额|数|量|期|者|员|支出|经费|收入|绩效|自评|评价|值|名称|得分|"
    r"分值|权重|解释|体系|概况|管理|预算|实施|立项|结余|政策|机构|(?:区|市|县|村|镇|乡|省|州)(?!级)|部|长|地|口|团|局"
)
_SINGLE_TWICE = re.compile(
    r"(?<![目标打])的的(?![确士])"
    r"|(?<![除为不])了了(?![解结却不])"
    r"|(?<![总饱温共调缓中柔随暖])和和(?![平谐解睦美气好田县政顺暖服])"
    r"|(?<![存现所内潜实外自同正旨])在在(?![职校编建册岗线场外押途逃学任地野京此华乎世读研营售库])"
    r"|(?<![参给赠授赋])与与(?![会其])"
    r"|(?<![合吞兼归])并并(?![网行案购入存轨列联不])"
    r"|(?<![以普涉顾波触危惠埃提遍旁])及及(?![时其格早第])"
    r"|于于(?![都洪谦是事])"
    r"|(?<![方走意导趋去倾流动志面])向向(?![上前下导阳日往心来好善纵东])"
    r"|(?<=\d)年年(?![初末底中均度报内鉴会审检味薪轻货俗龄终历主])"
    r"|(?<=\d)月月(?![底末初中报度均内例])"
    r"|率率(?!先)"
    r"|[%％]{2}"
)


@check(
    "doubled-word",
    title="词语重复",
    family=_FAMILY,
    basis="语法：同一个词不应无故连写两遍",
    severity=Severity.WARNING,
    explanation="查找紧挨着写了两遍的词，如“保障保障”“其中：其中”“的的”；“研究研究”“一项一项”这类本来就重叠的不算。",
)
def doubled_word(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A word printed twice in a row; blanks between the two mean two words of a list or two cells."""
    texts = all_texts(dossier)
    everything = "\n".join([passage.clean for passage in texts])
    read: dict[str, list[tuple[str, int, int]]] = {}
    for passage in texts:
        clean = passage.clean
        if clean not in read:
            read[clean] = [] if _is_run_together(clean) else list(_twice(clean, everything))
        for word, start, end in read[clean]:
            excerpt = passage.excerpt(start, end)
            if not re.search(r"\s", excerpt.text):
                yield Finding(
                    "doubled-word",
                    Severity.WARNING,
                    f"“{_around(passage, start, end)}”中“{word}”重复，应删去一个",
                    (excerpt,),
                    expected=passage.clean[start : end - len(word)],
                    reported=passage.clean[start:end],
                )


_SIGN_TWICE = re.compile(r"(.)\1|[%％]{2}")


def _twice(clean: str, everything: str) -> Iterator[tuple[str, int, int]]:
    """Yield (word, start, end) of what CLEAN prints twice: words, then single characters."""
    yield from _doubled(clean)
    # The patterns for single characters look around everywhere; few texts have two alike side by side at all.
    if _SIGN_TWICE.search(clean):
        yield from _doubled_sign(clean)
        yield from _stuttered(clean, everything)


def _doubled(clean: str) -> Iterator[tuple[str, int, int]]:
    """Yield (word, start, end) of each word that CLEAN prints twice for no reason."""
    at = 0
    while found := _TWICE.search(clean, at):
        wrong = _twice_for_no_reason(clean, found)
        at = found.end() if wrong else found.start() + 1
        if wrong:
            yield found["word"], *found.span()


def _doubled_sign(clean: str) -> Iterator[tuple[str, int, int]]:
    """Yield (character, start, end) of each character that stands twice where no phrase has it twice."""
    for found in _SINGLE_TWICE.finditer(clean):
        yield found[0][0], *found.span()


_HEADS = ("指标", "得分", "执行率", "预算数", "完成值", "目标值", "执行数", "分值")
_LONG = 200


def _is_run_together(clean: str) -> bool:
    """Tell whether a paragraph is a table whose cells came down without anything between them.

    There a target and the same actual value stand side by side (专款专用专款专用), and nothing is printed twice.
    """
    heads = sum(1 for head in _HEADS if head in clean)
    return len(clean) > _LONG and heads >= len(_HEADS) // 2 and clean.count("。") * _LONG < len(clean)


_SAME_TWICE = re.compile(r"(?<=[\u4e00-\u9fa5])(?P<char>[\u4e00-\u9fa5])(?P=char)(?<!比比)(?=[\u4e00-\u9fa5])")
_ALL_WORDS = re.compile(r"[\u4e00-\u9fa5]+")
_SAID_TWICE = frozenset("天人家个常渐往种点时日年月步层户村处样条件事次句代岁缓慢好细")  # 天天, 人人, 户户
_WINDOW = 4


def _stuttered(clean: str, everything: str) -> Iterator[tuple[str, int, int]]:
    """Yield characters printed twice inside words that the papers elsewhere print with one: 补助助资金, 补助资金."""
    for found in _SAME_TWICE.finditer(clean):
        at = found.start()
        if not _SINGLE_TWICE.match(clean, at) and (
            _known_once(clean, everything, at) or _known_with_what_leads(clean, everything, at)
        ):
            yield found["char"], *found.span()


def _known_once(clean: str, everything: str, at: int) -> bool:
    """Tell whether the word with the two characters behind it stands elsewhere with one: 补助助资金, 补助资金."""
    once = clean[at - 1 : at + 1] + clean[at + 2 : at + 4]
    sound = len(once) == _WINDOW and _ALL_WORDS.fullmatch(once) is not None and once in everything
    return sound and everything.count(clean[at - 1 : at + 4]) == 1


def _known_with_what_leads(clean: str, everything: str, at: int) -> bool:
    """Tell whether the same holds of the two characters before it: 医疗保障障局, 医疗保障局.

    A character that also begins a word of its own (资金金额: 金额) is where two words meet.
    """
    start = at - 2
    once = clean[start : at + 1] + clean[at + 2 : at + 3]
    if start < 0 or len(once) < _WINDOW or not _ALL_WORDS.fullmatch(once) or clean[at] in _SAID_TWICE:
        return False
    twice, tail = clean[start : at + 3], clean[at + 1 : at + 3]
    if once not in everything or everything.count(twice) > 1:
        return False
    return re.search(rf"(?<!{clean[at - 1]}){tail}", everything.replace(twice, "")) is None


def _twice_for_no_reason(clean: str, found: re.Match[str]) -> bool:
    word = found["word"]
    if _NEVER_TWICE.fullmatch(word):
        return not clean.startswith("地", found.end())  # 根据根据地
    if found["colon"] or _DOUBLED_BY_NATURE.fullmatch(word) or _COUNTING.search(word) or len(set(word)) == 1:
        return False
    return _NEW_COMPOUND.match(clean, found.end()) is None


_MISPLACED = re.compile(
    r"(?P<number>[\d,，.]+)(?P<more>[余多来])(?P<scale>[十百千]?[万亿]+|百|千)(?P<unit>.*)", re.DOTALL
)


@check(
    "qualifier-position",
    title="“余”“多”的位置",
    family=_FAMILY,
    basis="GB/T 15835—2011《出版物上数字用法》：概数词放在数与位的后面",
    severity=Severity.WARNING,
    explanation="带小数的数后面，“余”“多”应在“万”“亿”之后：写“1.23亿余元”，不写“1.23余亿元”。",
)
def qualifier_position(dossier: Dossier) -> Iterator[Relation | Finding]:
    """余 and 多 stand behind 万 and 亿 when the number has decimals."""
    for passage in texts_with_figures(dossier):
        for quantity in passage.quantities:
            found = _MISPLACED.fullmatch(quantity.text) if quantity.qualifier_misplaced else None
            if found:
                right = found["number"] + found["scale"] + found["more"] + found["unit"]
                yield Finding(
                    "qualifier-position",
                    Severity.WARNING,
                    f"“{quantity.text}”中“{found['more']}”的位置不对，应写作“{right}”",
                    (passage.excerpt(quantity.start, quantity.end),),
                    expected=right,
                    reported=quantity.text,
                )


_UNIT_BEFORE = re.compile(r"(?<=.)(?:[人件家户例台场]次|剂次|[万亿]元)$")


@check(
    "doubled-unit",
    title="计量单位重复",
    family=_FAMILY,
    basis="语法：数量前后不重复同一个计量单位",
    severity=Severity.INFO,
    explanation="如“就诊人次13.47万人次”，前一个“人次”应删去。",
)
def doubled_unit(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A unit right before the number that carries the same unit."""
    for passage in texts_with_figures(dossier):
        for figure in passage.figures:
            unit = _unit_before(figure.subject, figure.quantity)
            if unit:
                excerpt = passage.excerpt(figure.start - len(unit), figure.end)
                yield Finding(
                    "doubled-unit",
                    Severity.INFO,
                    f"“{figure.subject[-6:]}{figure.quantity.text}”中计量单位“{unit}”重复，可删去前一个",
                    (excerpt,),
                    expected=figure.quantity.text,
                    reported=unit + figure.quantity.text,
                )


def _unit_before(subject: str, quantity: Quantity) -> str:
    """Return the unit that SUBJECT ends with when QUANTITY ends with it too, empty otherwise."""
    found = _UNIT_BEFORE.search(subject)
    return found[0] if found and quantity.text.endswith(found[0]) else ""
