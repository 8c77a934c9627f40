"""The wordings by which prose tells points: what opens a statement, what is a weight, what a score."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

NUMBER = r"\d+(?:\.\d+)?"
_EDGE = r"(?:^|(?<=[，。；：、（）.．”“]))"
_FULL = r"(?:指标)?(?:满分|分值|权重分?|总分值?|标准分|占|计)(?:值|分)?(?:为|是|：)?"
WEIGHTED = re.compile(
    rf"(?P<marker>[一二三四]级指标：)?{_EDGE}(?P<name>[\u4e00-\u9fa5“”A-Za-z]{{2,24}}?)"
    rf"(?P<between>[（，：]?(?:该项|本项|此项|指标)?{_FULL}|[（：]?)(?P<w>{NUMBER})分(?![之钟])"
)
HEADED = re.compile(
    rf"(?P<name>[\u4e00-\u9fa5“”A-Za-z]{{2,24}})(?P<between>（(?:该项|指标)?(?:{_FULL})?)(?P<w>{NUMBER})分(?=[），、；])"
)
LONG_HEADED = re.compile(
    # A name of several clauses or with digits is one name where a number opens it and the points stand in brackets.
    rf"(?P<name>[^（）。；：]{{2,40}})(?P<between>（(?:满分|分值|权重)(?:为|：)?)(?P<w>{NUMBER})分(?=[），、；])"
)
COMMA_HEADED = re.compile(
    rf"(?:[\u4e00-\u9fa5]{{2,6}}：)?(?P<name>[\u4e00-\u9fa5“”、]{{2,24}}?)(?P<between>[，：])(?P<w>{NUMBER})分(?=[。，；])"
    rf"(?=.*得(?:分)?(?:为|：)?{NUMBER}分)"
)
SCORED_HEAD = re.compile(rf"(?P<name>[\u4e00-\u9fa5“”]{{2,24}}?)(?:自评)?(?:得分|得)(?:为|：)?(?P<s>{NUMBER})分")
TARGETED = re.compile(
    rf"{_EDGE}(?P<name>[\u4e00-\u9fa5“”A-Za-z]{{2,24}}?)[：，]?(?:年初|年度|全年)?(?:设定)?(?:的)?目标(?:值|任务)?(?:为|是|：)?"
    r"(?P<target>(?:不低于|不高于|不少于|不超过|控制在|达到|≥|≤|>|<|=)?(?:\d)[^，；。：]{0,20})(?=[，；。])"
)
OWN_TARGET = re.compile(
    r"(?:^|(?<=[，。；：）]))(?:年初|年度|全年)?(?:设定)?(?:的)?目标(?:值|任务)?(?:为|是|：)?"
    r"(?P<target>(?:不低于|不高于|不少于|不超过|控制在|达到|≥|≤|>|<|=)?\d[^，；。：]{0,20})(?=[，；。])"
)
TARGET_AND_ACTUAL = re.compile(
    r"(?:指标值|目标值)(?:为|是|：)?(?P<target>[^，；。]{1,60})[，；](?:实际)?完成值(?:为|是|：)?(?P<actual>[^，；。]{1,60})(?=[，；。]|$)"
)
REACHED_NEXT = re.compile(
    r"[，。；：](?:全年|年末|年底|年内|本年)?(?:实际|完成|达到|实现|为|平均|值|仅|是|到|约)+(?=\d)"
)
SET_OUT = re.compile(
    r"(?:年初|年度)?设定的?(?P<kind>[\u4e00-\u9fa5]{2,6}指标)(?:为|是|：)(?P<name>[\u4e00-\u9fa5“”]{2,24}?)"
    r"(?P<target>(?:小于等于|大于等于|不低于|不高于|不少于|不超过|控制在|达到|≥|≤|>|<|=)?\d[^，；。：]{0,20})(?=[，；。])"
)
REACHED = re.compile(r"(?:实际|完成|达到|全年)[^，；。\d]{0,14}")
GOT = re.compile(
    rf"(?:自评|自我评价|实际|实|评价|最终|本项|此项|该项|指标|计)*(?:得分|得|评分|打分|计分|赋分|自评分|(?<=自评)(?=\d))(?:为|是|：|计)?(?P<s>{NUMBER})分(?!之|值|钟)"
)
SCORE_FIRST = re.compile(
    rf"{_EDGE}(?P<name>[\u4e00-\u9fa5“”A-Za-z]{{2,24}}?){GOT.pattern}[（，]{_FULL}(?P<w>{NUMBER})分"
)
_ENUMERATED = re.compile(
    # 从预算执行、产出、效益三个方面设置指标，分值依次为20分、50分、30分: the n-th weight is that of the n-th name.
    rf"(?P<names>[\u4e00-\u9fa5]{{2,16}}(?:[、和及][\u4e00-\u9fa5]{{2,16}})+)[，：]?(?:各项)?(?:分值|权重|满分)(?:依次|分别)(?:为|是|占)?"
    rf"(?P<weights>{NUMBER}分(?:[、，和及]{NUMBER}分)+)"
)
_AROUND_NAMES = re.compile(
    r"^.*(?:从|由|按照|分为|包括)|(?:[一二三四五六七八九十两]+(?:个|类|大|项|部分|方面)|等(?=\d|方面)).*$"
)
LATER_WEIGHT = re.compile(rf"(?:分值|满分|权重)(?:为|：)?(?P<w>{NUMBER})分")
BULLET = re.compile(
    r"^(?:——|—|-|●|◆|[①-⑩])(?P<name>[\u4e00-\u9fa5“”]{2,24})(?P<between>[。：])"
    r"(?=.*(?:分值|满分)(?:为|：)?(?P<w>\d+(?:\.\d+)?)分)"
)
NUMBERED_NAME = re.compile(
    r"^(?:（[一二三四五六七八九十\d]+）|\d+[.、])(?P<name>[\u4e00-\u9fa5“”]{2,24})(?P<between>[。：])"
    r"(?=(?:(?!分值|满分).)*(?:分值|满分)(?:为|：)?(?P<w>\d+(?:\.\d+)?)分(?!.*(?:分值|满分)))"
)
COLON_SCORED = re.compile(
    rf"(?P<name>[\u4e00-\u9fa5“”]{{2,20}})(?P<between>：)(?=[^；]*?得(?P<s>{NUMBER})分[，（](?:满分|分值)(?P<w>{NUMBER})分)"
)
LED_SCORED = re.compile(
    # 居民参保人数：年末参保53.55万人，完成目标，得5分。 below the heading of a category
    rf"(?P<name>[\u4e00-\u9fa5“”、]{{2,24}})(?P<between>：)(?=[^：]*得(?P<s>{NUMBER})分)"
)
NO_INDICATOR = re.compile(r"原因|说明|情况|标准|依据|得分|措施|如下|目标值?$|办法|规则|公式|结论|评价|其中")
SCORE_ONLY = re.compile(
    rf"{_EDGE}(?P<name>[\u4e00-\u9fa5“”]{{2,24}}?)(?:(?:自评)?(?:得分|得)(?:为|：)?(?P<s>{NUMBER})分|(?P<none>未得分|不得分))"
)
SUBTOTAL = re.compile(
    rf"{_EDGE}(?P<name>[\u4e00-\u9fa5]{{0,12}}?)(?:合计|小计|共计)(?:得分?|为)?(?P<s>{NUMBER})分(?=[，。；]|$)"
)
ACTUAL = re.compile(r"实际(?!得)[^，；。\d]{0,8}")
FULL_TOTAL = re.compile(r"(?:共计|合计|总计|总分|满分)(?:为|是|共)?(?P<w>100(?:\.0+)?)分")
_LEAD = re.compile(
    r"^(?:此次|本次|其中|由|设|实际得分|得分|经自评|[一二三四五六七八九]是|绩效自评(?=年初|预算)|该|以及|包括|具体包括|具体为|和|指标体系|设置|设定|各项|以|的|在(?![职编岗册用院])|对(?![下口象])|中(?![央医标期])|为(?!民)|评价采用百分制|即(?!时))+"
)
BAD_NAME = re.compile(
    r"(?:满分|分值|权重|得分|总分|自评|共计|合计|评分|打分|(?:评分|计分|扣分|等级|评价|记分)标准|低|高|过|在|到|于|每|按|再|基础|最高|最多|扣除|[扣得共计占为加减分])$"
    r"|按(?:照)?(?:完成|实际|得分|达标|执行)*(?:率|比例|系数)$|体系$|百分制$|^(?:评价|自评|考核|绩效|评分)+(?:指标)?$|^(?:共|总|得|扣|满分|分值|权重|其中$|每|按|低于|高于|超过)|综合得分|总得分|自评得分|百分点"
)
INDICATOR_NAME = re.compile(
    r"(?:指标|率|度|效益|影响|效能|执行|管理|情况|成本|产出|效果|投入|过程|决策|数量|质量|时效)$"
)
_GOT_NEXT = re.compile(rf"(?:[^；。、]|、(?=实际|完成)){{0,90}}?(?<!综合)(?<!总)得分?(?:为)?(?P<s>{NUMBER})分")


_PAIRED = re.compile(rf"(?P<w>{NUMBER})分，得(?P<s>{NUMBER})分")


def score_follows(text: str, found: re.Match[str]) -> bool:
    """Tell whether a score comes right behind the points told bare, which are a weight then.

    One above its points counts only where the list around it tells pairs of weight and score.
    """
    got = _GOT_NEXT.match(text, found.end())
    if got is None:
        return False
    return Decimal(got["s"]) <= Decimal(found["w"]) or tells_pairs(text, got.end())


def tells_pairs(text: str, end: int) -> bool:
    """Tell whether TEXT has a pair of a weight and a score within it (``30分，得29分``) besides the one up to END."""
    pairs = (pair for pair in _PAIRED.finditer(text) if pair.end() != end)
    return any(Decimal(pair["s"]) <= Decimal(pair["w"]) for pair in pairs)


_TELLS_SCORES = re.compile(
    rf"得分(?:{NUMBER}分|为|是|：|如下)|评分(?:为|是|：|{NUMBER})|总分(?!为?100分){NUMBER}分|得{NUMBER}分|得分(?=[\u4e00-\u9fa5]{{2,10}}{NUMBER}分)"
)
_TELLS_WEIGHTS = re.compile(r"满分|分值|权重|标准分|总分为?100分|百分制|体系|设置?")


def scores_listed(text: str, at: int) -> bool:
    """Tell whether bare points at AT are scores: listed behind 得分98.40分, with no 满分 or 分值 in between."""
    told = max((m.start() for m in _TELLS_SCORES.finditer(text[:at])), default=-1)
    full = max((m.start() for m in _TELLS_WEIGHTS.finditer(text[:at])), default=-1)
    return told > full


_INLINE_MARK = re.compile(r"(?<=[。；：])[（(][一二三四五六七八九十]+[）)]")
_INLINE_RANK = 20
_WHOLE = Decimal(100)


def inline_rank(text: str, at: int) -> int:
    """Return the rank of a statement in a report on one line: 20 right behind ``（一）``, 25 below it, else 0."""
    marks = list(_INLINE_MARK.finditer(text, 0, at))
    if not marks:
        return 0
    return _INLINE_RANK if marks[-1].end() == at else _INLINE_RANK + 5


def is_quoted(text: str, at: int) -> bool:
    """Tell whether AT stands inside quotation marks, where rules are cited and nothing is scored."""
    return text.count("“", 0, at) > text.count("”", 0, at)


def weighs_the_whole(found: re.Match[str]) -> bool:
    """Tell whether 总分 says what all indicators weigh, not (总分值) what the one named before it does."""
    between = found["between"]
    return "总分" in between and not ("总分值" in between and INDICATOR_NAME.search(name_of(found)))


def name_of(found: re.Match[str]) -> str:
    """Return the name of an opening without the words that only lead to it: 其中, 由, 产出指标按."""
    name = re.sub(r"^.*(?:指标按|分为|包括|(?:权重|分值)(?:分别)?为)", "", found["name"])
    lead = _LEAD.match(name)
    return name[lead.end() :] if lead else name


def enumerated(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield where names listed first and the weights listed behind them in their order (100 in all) stand in TEXT."""
    found = _ENUMERATED.search(text)
    if found is None:
        return
    weights = [*re.finditer(rf"({NUMBER})分", found["weights"])]
    names = [_AROUND_NAMES.sub("", m[0]) for m in re.finditer(r"[^、和及]+", found["names"])]
    if len(names) != len(weights) or not all(names) or sum(Decimal(w[1]) for w in weights) != _WHOLE:
        return
    at = found.start("names")
    for name, weight in zip(names, weights, strict=True):
        at = text.index(name, at)
        yield (at, at + len(name)), (found.start("weights") + weight.start(), found.start("weights") + weight.end())
        at += len(name)


def sentence_end(text: str, start: int) -> int:
    """Return where the sentence that goes on at START ends."""
    stop = text.find("。", start)
    return len(text) if stop < 0 else stop


def key_of(name: str) -> str:
    """Normalise an indicator's name, so that ``年初预算执行率`` and ``预算执行率`` are one."""
    name = re.sub(r"(?:指标|得分|情况)+$", "", name)
    return re.sub(r"^(?:年初|年度|部门|本年|项目(?=决策|过程|产出|效益|效果|投入))+", "", name)
