"""``python -m benchmarks.seeded_errors [COUNT] [--show]``: plant one error in a printed dossier, and audit it.

An error is planted only where the model says that another figure of the dossier must agree with the one that is
spoilt; it is found when an error or a warning quotes the spoilt figure or one that must agree with it.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from rich.console import Console

from benchmarks import machine
from benchmarks.closed_loop import cases
from benchmarks.planting import Planting
from benchmarks.plants import KINDS, planted, units_behind
from benchmarks.results import Figure, Section
from benchmarks.screen import new_console, show, show_machine
from benchmarks.spots import related, spots_of
from jixiao.auditing import Finding
from samples.papers import papers_of, printed
from samples.random_dossiers import dossier_packs, random_dossier

_COUNT = 2000
_MISSED_MOST = 5.0  # per cent of each kind


@dataclass(slots=True)
class Tally:
    """What was planted and found, by kind; ``apart`` counts findings that have nothing to do with the planted error.

    ``spots`` are the figures of all papers, ``alone`` those of them that stand in no relation.
    """

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    raised: Counter[str] = field(default_factory=Counter)
    apart: Counter[str] = field(default_factory=Counter)
    spots: int = 0
    alone: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """One planted error, in words, with the findings that point at it and those that do not."""

    kind: str
    told: str
    pointing: list[Finding]
    apart: list[Finding]


def measure(count: int = _COUNT, console: Console | None = None) -> Section:
    """Plant COUNT errors, of every kind in the forms of every pack; tell CONSOLE what went wrong."""
    tally = Tally()
    for outcome in _outcomes(count, tally):
        kind = outcome.kind
        tally.planted[kind] += 1
        tally.found[kind] += bool(outcome.pointing)
        tally.raised[kind] += len(outcome.pointing) + len(outcome.apart)
        tally.apart[kind] += len(outcome.apart)
        if console is not None and (outcome.apart or not outcome.pointing):
            _tell(console, outcome)
    return _section(tally)


def _outcomes(count: int, tally: Tally) -> Iterator[Outcome]:
    packs = dossier_packs()
    with TemporaryDirectory() as folder:
        for seed, pack, form in cases(packs, count):
            dossier = random_dossier(pack, Random(seed))
            pairs = [(each, at) for at, one in enumerate(dossier.evaluations) for each in papers_of([one], pack)]
            papers = [paper for paper, _ in pairs]
            every = related(spots_of(dossier, papers, [at for _, at in pairs]))
            spots = [spot for spot in every if spot.relations]
            tally.spots += len(every)
            tally.alone += len(every) - len(spots)
            kind = KINDS[seed // len(packs) % len(KINDS)]
            plant = planted(kind, papers, [*spots, *units_behind(spots)], Random(seed))
            if plant is not None:
                planting = Planting(plant, papers, printed(plant.papers, Path(folder), form))
                told = f"{seed} {pack.id} {papers[plant.spot.paper].name}：{plant.spot.text[-80:]}｜{plant.spot.word}→"
                yield Outcome(kind, f"{told}{plant.put}", *planting.findings(spots))


def _tell(console: Console, outcome: Outcome) -> None:
    console.print(f"{outcome.kind}{'' if outcome.pointing else '（没有查出）'} {outcome.told}", highlight=False)
    for finding in outcome.apart:
        console.print(f"    无关：{finding.check} {finding.message}", highlight=False)


def _section(tally: Tally) -> Section:
    figures = [
        Figure(
            f"missed_{kind}", f"{kind}：种下{tally.planted[kind]}处，没有查出", _missed(tally, kind), "%", _MISSED_MOST
        )
        for kind in KINDS
        if tally.planted[kind]
    ]
    whole, raised, apart = (counted.total() for counted in (tally.planted, tally.raised, tally.apart))
    figures += [
        Figure("recall", f"种下{whole}处，查出（查全率）", 100 * tally.found.total() / max(whole, 1), "%"),
        Figure("apart", f"挑出{raised}个问题，其中与种下的错误无关", apart, "个", limit=0, decimals=0),
        Figure("precision", "与种下的错误有关（查准率）", 100 * (1 - apart / max(raised, 1)), "%"),
        Figure("alone", "没有种的数：只出现一次，不在任何关系里", tally.alone, "个", decimals=0),
        Figure("spots", "可以种的数", tally.spots - tally.alone, "个", decimals=0),
    ]
    return Section("seeded_errors", "种错：每份卷宗改一处，看核查查不查得出", tuple(figures))


def _missed(tally: Tally, kind: str) -> float:
    return 100 * (1 - tally.found[kind] / tally.planted[kind])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.seeded_errors", description="印出卷宗，种错，再核查。")
    parser.add_argument("count", type=int, nargs="?", default=_COUNT, metavar="份数")
    parser.add_argument("--show", action="store_true", help="列出没有查出的和无关的")
    arguments = parser.parse_args()
    console = new_console()
    show_machine(console, machine.describe())
    show(console, measure(arguments.count, console if arguments.show else None))


if __name__ == "__main__":
    main()
