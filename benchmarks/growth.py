"""How cost grows when one file holds the same content 1, 10 and 100 times, as a whole and check by check."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.inputs import BUNDLE, BUNDLE_TEXT, copies_of_text, copies_of_word
from benchmarks.one_file import Cost, cost_of
from benchmarks.results import Figure, Section

_MANY = 100
_RUNS = {1: 15, 10: 5, _MANY: 3}
_MOST = 1.2
_WORST = 3
# A check below this share of the checks' time is too quick to be timed one copy at a time.
_SHARE = 0.005


def measure() -> list[Section]:
    """Measure the growth of Word and text files, then the checks that grow fastest in the Word file."""
    word = _costs(BUNDLE, copies_of_word)
    text = _costs(BUNDLE_TEXT, copies_of_text)
    return [_growth("growth_docx", BUNDLE, word), _growth("growth_txt", BUNDLE_TEXT, text), _profile(word)]


def _costs(source: Path, write: Callable[[Path, int, Path], None]) -> dict[int, Cost]:
    with tempfile.TemporaryDirectory() as folder:
        costs = {}
        for copies, runs in _RUNS.items():
            target = Path(folder, f"{copies}{source.suffix}")
            write(source, copies, target)
            costs[copies] = cost_of(target, runs)
        return costs


def _growth(key: str, source: Path, costs: Mapping[int, Cost]) -> Section:
    times = [
        Figure(f"ms_per_copy_{n}", f"{n}份内容，平均每份", cost.seconds * 1000 / n, "ms") for n, cost in costs.items()
    ]
    parts = [
        Figure(f"{name}_growth", f"其中{label}：{_MANY}份 ÷（{_MANY} × 1份）", _rate(a, b), "倍", None, 2)
        for name, label, a, b in (
            ("reading", "读文件", costs[1].reading, costs[_MANY].reading),
            ("recognising", "识别", costs[1].recognising, costs[_MANY].recognising),
            ("checking", "核查项", _checking(costs[1]), _checking(costs[_MANY])),
        )
    ]
    memory = [
        Figure(f"peak_mb_{n}", f"{n}份内容，内存峰值（程序本身{cost.idle_mb:.0f} MB）", cost.peak_mb, "MB", None, 0)
        for n, cost in costs.items()
    ]
    grown = _rate(costs[1].seconds, costs[_MANY].seconds)
    whole = Figure("growth", f"完整核查：{_MANY}份 ÷（{_MANY} × 1份）", grown, "倍", _MOST, 2)
    return Section(key, f"内容增多时的增长（{source.name} 的内容在一个文件里重复）", (whole, *parts, *times, *memory))


def _profile(costs: Mapping[int, Cost]) -> Section:
    one, many = costs[1].checks, costs[_MANY].checks
    least = _SHARE * sum(many.values())
    grown = {check: _rate(one[check], many[check]) for check in many if many[check] >= least}
    worst = sorted(grown, key=lambda check: -grown[check])[:_WORST]
    slowest = sorted(many, key=lambda check: -many[check])[:_WORST]
    figures = [
        Figure(f"growth:{check}", f"增长最快：{check}{_times(one[check], many[check])}", grown[check], "倍", None, 2)
        for check in worst
    ] + [
        Figure(f"share:{check}", f"最费时：{check}{_times(one[check], many[check])}", _percent(many, check), "%")
        for check in slowest
    ]
    note = f"“倍”是{_MANY}份的时间 ÷（{_MANY} × 1份的时间）；“%”是占{_MANY}份时全部核查项时间的比例。"
    return Section("checks", f"各核查项的时间（{BUNDLE.name}，1份和{_MANY}份）", tuple(figures), note)


def _times(one: float, many: float) -> str:
    return f"（{one * 1000:.2f} ms → {many * 1000:.0f} ms）"


def _percent(times: Mapping[str, float], check: str) -> float:
    return 100 * times[check] / sum(times.values())


def _checking(cost: Cost) -> float:
    return sum(cost.checks.values())


def _rate(one: float, many: float) -> float:
    return many / (_MANY * one)
