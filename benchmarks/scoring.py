"""How fast indicators are scored, what a scored line holds in memory, and what exactness and explanation cost:
``python -m benchmarks.scoring``, or with everything else ``python -m benchmarks``.
"""

from __future__ import annotations

import gc
import random
import tracemalloc
from collections.abc import Callable, Sequence

from benchmarks import machine
from benchmarks.filled_forms import filled_forms
from benchmarks.results import Figure, Section
from benchmarks.screen import new_console, show, show_machine
from benchmarks.timing import medians
from jixiao.evaluations import SelfEvaluation
from jixiao.packs import Pack, find_pack
from jixiao.scoring import Basis, Line, Scorecard, Term, score

_PACK = "mof/project-2020"
_FORMS = 1000
_ROWS = 1_000_000
_RUNS = 7


def measure() -> Section:
    """Score made-up forms with and without their explanations, and hold both against one Polars expression."""
    pack, forms = find_pack(_PACK), filled_forms(_FORMS)
    lines = [line for form in forms for line in score(form, pack).all_lines]
    told, silent, columns = (
        seconds / count
        for seconds, count in zip(
            medians([lambda: _explain_all(forms, pack), lambda: _score_all(forms, pack), _polars()], _RUNS),
            (len(lines), len(lines), _ROWS),
            strict=True,
        )
    )
    return Section(
        "scoring",
        f"打分（{_PACK}，{_FORMS}份自评，{_described(lines)}，CPU 时间，{_RUNS}次的中位数）",
        (
            Figure("explained_per_s", "打分，并写出每行的说明、算式和用到的数", 1 / told, "行/s", None, 0),
            Figure("scored_per_s", "只打分（score），不写出说明", 1 / silent, "行/s", None, 0),
            Figure("explained_us", "每行：打分并写出说明", told * 1e6, "μs"),
            Figure("scored_us", "每行：只打分", silent * 1e6, "μs"),
            Figure("memory_b", "打分结果每行占的内存（自评数据另计）", _memory(forms, pack, len(lines)), "B", None, 0),
            Figure("polars_ns", f"Polars：{_ROWS // 10_000}万行，每行", columns * 1e9, "ns"),
            Figure("explained_over_polars", "打分并写出说明 ÷ Polars", told / columns, "倍", None, 0),
            Figure("scored_over_polars", "只打分 ÷ Polars", silent / columns, "倍", None, 0),
        ),
        "Polars 只做一个手写的式子：分值 × min(完成值 ÷ 目标值, 1)，保留两位小数。它用浮点数算，不读文字和单位，"
        "不分指标种类，也不给任何说明；本项目从“≥23万人”这样的文字读起，用十进制数精确计算。",
    )


def _described(lines: Sequence[Line]) -> str:
    """Say how many lines there are and how many of them each way of scoring has."""
    formula = sum(line.explanation.formula is not None for line in lines) / len(lines)
    judged = sum(line.basis is Basis.JUDGED for line in lines) / len(lines)
    unscored = sum(line.basis is Basis.UNSCORED for line in lines) / len(lines)
    rest = f"{unscored:.0%}不能计分，" if unscored else ""
    return f"{len(lines)}行，{formula:.0%}按算式，{judged:.0%}由人评定，{rest}其余满分或0分"


def _score_all(forms: Sequence[SelfEvaluation], pack: Pack) -> None:
    for form in forms:
        score(form, pack)


def _explain_all(forms: Sequence[SelfEvaluation], pack: Pack) -> int:
    return sum(len(_written(line)) for form in forms for line in score(form, pack).all_lines)


def _written(line: Line) -> str:
    """Write the explanation of LINE as a page or a file would."""
    told, points = line.explanation, "" if line.score is None else f"{line.score:f}分"
    formula = f"{told.formula.formula()} = {points}{told.rounding}" if told.formula is not None else points
    clause = f"{told.clause.source}：{told.clause.words}" if told.clause is not None else ""
    return "\n".join((line.name, told.because, formula, "；".join(map(_input, told.inputs)), clause))


def _input(term: Term) -> str:
    return f"{term.name}{term.text}" + (f"（{term.place}）" if term.place else "")


def _memory(forms: Sequence[SelfEvaluation], pack: Pack, lines: int) -> float:
    """Return the bytes that the results hold for each line: what is set free when they are dropped.

    What the caches of the reader keep is still there afterwards and so does not count.
    """
    tracemalloc.start()
    try:
        cards: list[Scorecard] = [score(form, pack) for form in forms]
        full = _traced()
        cards.clear()
        return (full - _traced()) / lines
    finally:
        tracemalloc.stop()


def _traced() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def _polars() -> Callable[[], object]:
    """Return the sum that Polars does; only here is it loaded, so that it disturbs no other measurement."""
    import polars as pl

    chance = random.Random(20_240_103)
    frame = pl.DataFrame(
        {
            "weight": [float(chance.randint(1, 10)) for _ in range(_ROWS)],
            "target": [chance.uniform(1, 1000) for _ in range(_ROWS)],
            "actual": [chance.uniform(1, 1000) for _ in range(_ROWS)],
        }
    )
    points = (pl.col("weight") * (pl.col("actual") / pl.col("target")).clip(upper_bound=1)).round(2)
    return lambda: frame.select(points)


def main() -> None:
    """Measure and print."""
    console = new_console()
    show_machine(console, machine.describe())
    with console.status("正在测量……"):
        section = measure()
    show(console, section)


if __name__ == "__main__":
    main()
