"""Sentences as a bureau writes them into its report, with made-up figures that agree with one another.

Every sentence knows where its figures stand and which of them make a relation, so that a benchmark can spoil one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

_CENT = Decimal("0.01")
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence; ``figures`` stand in the relation that it states: where each begins and ends, and what it is.

    A figure is a ``sum``, a ``rate``, a ``count`` of what is listed, or of any other name; a ``word`` says a direction.
    """

    text: str
    figures: tuple[tuple[int, int, str], ...]


def random_survey(random: Random) -> Told:
    """Return a sentence on the survey that the satisfaction of an evaluation is from."""
    sent = random.randint(300, 3000)
    back = random.randint(sent * 7 // 10, sent)
    words = {"month": random.randint(9, 12), "sent": sent, "back": back, "rate": _percent(back, sent)}
    return _told("满意度来自{month}月的电话问卷，发放{Sent}份，收回{Back}份，回收率{Rate}。", words)


def _told(template: str, words: Mapping[str, object]) -> Told:
    """Fill TEMPLATE; a name with a capital stands in the relation that the sentence states."""
    text, figures, at = "", [], 0
    for found in _PLACE.finditer(template):
        text += template[at : found.start()]
        word = str(words[found[1].lower()])
        if found[1][0].isupper():
            figures.append((len(text), len(text) + len(word), found[1].lower()))
        text += word
        at = found.end()
    return Told(text + template[at:], tuple(figures))


def _cents(random: Random, low: int, high: int) -> Decimal:
    return Decimal(random.randint(low, high)) / 100


def _percent(part: Decimal | int, whole: Decimal | int) -> str:
    return f"{(Decimal(100) * part / whole).quantize(_CENT, rounding=ROUND_HALF_UP)}%"


def _enrolled(random: Random, year: int) -> Told:
    staff, residents = _cents(random, 300, 2000), _cents(random, 2100, 9000)
    template = "截至{year}年底，全县基本医疗保险参保{Sum}万人，其中职工医保{A}万人，居民医保{B}万人。"
    return _told(template, {"year": year, "sum": staff + residents, "a": staff, "b": residents})


def _income(random: Random, year: int) -> Told:
    before = _cents(random, 10000, 90000)
    up = random.choice((True, False))
    change = (before * random.randint(15, 120) / 1000).quantize(_CENT)
    words = {
        "now": before + change if up else before - change,
        "before": before,
        "word": "增长" if up else "下降",
        "rate": _percent(change, before),
    }
    return _told(f"{year}年居民医保基金收入{{Now}}万元，上年为{{Before}}万元，同比{{Word}}{{Rate}}。", words)


def _difference(random: Random, _: int) -> Told:
    before = random.randint(2000, 90000)
    up = random.choice((True, False))
    change = random.randint(before // 50, before // 6)
    words = {
        "now": before + change if up else before - change,
        "before": before,
        "word": "增加" if up else "减少",
        "change": change,
    }
    return _told("全年零星报销{Now}人次，比上年的{Before}人次{Word}{Change}人次。", words)


def _share(random: Random, _: int) -> Told:
    whole = random.randint(3000, 90000)
    part = random.randint(whole // 10, whole // 2)
    words = {"all": f"{whole:,}", "part": f"{part:,}", "rate": _percent(part, whole)}
    return _told("全年办理住院直接结算{All}人次，其中异地就医{Part}人次，占{Rate}。", words)


def _checked(random: Random, _: int) -> Told:
    due = random.randint(150, 800)
    done = random.randint(due * 8 // 10, due)
    words = {"due": due, "done": done, "rate": _percent(done, due)}
    return _told("应复核特困人员{Due}人，实际复核{Done}人，复核率{Rate}。", words)


def _counted(random: Random, _: int) -> Told:
    works = random.sample(("组织交叉检查", "开展病历抽审", "约谈机构负责人", "曝光典型案例", "清理重复参保"), 5)
    works = works[: random.randint(2, 5)]
    listed = "；".join(f"{'一二三四五'[at]}是{work}" for at, work in enumerate(works))
    return _told(f"监管方面主要做了{{Count}}项工作：{listed}。", {"count": len(works)})


def _saved(random: Random, _: int) -> Told:
    planned = _cents(random, 2000, 90000)
    paid = (planned * random.randint(700, 990) / 1000).quantize(_CENT)
    words = {"planned": planned, "paid": paid, "rest": planned - paid, "word": "节约"}
    return _told("自助终端采购预算{Planned}万元，实际支付{Paid}万元，{Word}资金{Rest}万元。", words)


def _shortened(random: Random, _: int) -> Told:
    before = random.randint(12, 40)
    now = random.randint(2, before - 2)
    words = {"before": before, "now": now, "less": before - now}
    return _told("外伤核查时间由{Before}个工作日缩短到{Now}个工作日，缩短了{Less}个工作日。", words)


def _averaged(random: Random, _: int) -> Told:
    towns, each = random.randint(6, 30), random.randint(40, 300)
    words = {"towns": towns, "each": each, "sum": towns * each}
    return _told("为{Towns}个乡镇经办窗口配发资料，每个窗口{Each}份，共{Sum}份。", words)


def _parts(random: Random, _: int) -> Told:
    parts = [_cents(random, 500, 90000) for _ in range(3)]
    words = {"sum": sum(parts, Decimal(0)), **dict(zip("abc", parts, strict=True))}
    return _told("追回违规资金合计{Sum}万元，其中：自查退回{A}万元，检查追回{B}万元，专项整治追回{C}万元。", words)


SENTENCES: tuple[Callable[[Random, int], Told], ...] = (
    *(_enrolled, _income, _difference, _share, _checked),
    *(_counted, _saved, _shortened, _averaged, _parts),
)
"""What sentences can be on: each takes the chance and the year of the report."""
