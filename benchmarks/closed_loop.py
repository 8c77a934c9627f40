"""``python -m benchmarks.closed_loop [COUNT]``: print whole dossiers, read them back, compare, audit them together.

Made-up dossiers in the forms of every pack are printed, their forms as Word and Excel. What is read back must be what
was printed, and an audit of all papers together must raise no error and no warning.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks import machine
from benchmarks.results import Figure, Section
from benchmarks.screen import new_console, show, show_machine
from jixiao.auditing import Severity, audit
from jixiao.documents import Document
from jixiao.packs import Pack
from samples.comparing import differences
from samples.papers import WRITERS, papers_of, printed
from samples.random_dossiers import Dossier, dossier_packs, random_dossier

_COUNT = 2000


def measure(count: int = _COUNT) -> Section:
    """Run COUNT dossiers through the loop."""
    packs = dossier_packs()
    unequal = alarms = files = figures = 0
    with TemporaryDirectory() as folder:
        for seed, pack, kind in cases(packs, count):
            dossier = random_dossier(pack, Random(seed))
            different, documents = _loop(dossier, kind, Path(folder))
            unequal += different
            audited = audit(documents).documents
            alarms += sum(finding.severity is not Severity.INFO for each in audited for finding in each.findings)
            files += len(documents)
            figures += sum(each.figures for each in audited)
    found = (
        Figure("unequal", "读回来与印出的不相等的文件", unequal, "个", limit=0, decimals=0),
        Figure("alarms", "没有错误的卷宗被挑出的毛病（误报）", alarms, "处", limit=0, decimals=0),
        Figure("files", "印出并读回的文件", files, "个", decimals=0),
        Figure("figures", "其中的数字", figures, "个", decimals=0),
    )
    title = f"闭环：{len(packs)}个规则包，共{count}份卷宗（基础数据表、自评表、报告），印成文件，读回来，再一起核查"
    return Section("closed_loop", title, found)


def cases(packs: list[Pack], count: int) -> Iterator[tuple[int, Pack, str]]:
    """Yield COUNT seeds, each with a pack and a kind of file; every pack comes in turn, in every kind."""
    kinds = list(WRITERS)
    for seed in range(count):
        yield seed, packs[seed % len(packs)], kinds[seed // len(packs) % len(kinds)]


def _loop(dossier: Dossier, kind: str, folder: Path) -> tuple[int, list[Document]]:
    """Return how many papers are not read back as they were printed, and all that was read."""
    unequal, documents = 0, []
    for evaluation in dossier.evaluations:
        papers = papers_of([evaluation], dossier.pack)
        read = printed(papers, folder, kind)
        documents += read
        compared = (
            differences(evaluation, dossier.pack, paper, document) for paper, document in zip(papers, read, strict=True)
        )
        unequal += sum(bool(each) for each in compared)
    return unequal, documents


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.closed_loop", description="印出、读回、核查整份卷宗。")
    parser.add_argument("count", type=int, nargs="?", default=_COUNT, metavar="份数")
    console = new_console()
    show_machine(console, machine.describe())
    show(console, measure(parser.parse_args().count))


if __name__ == "__main__":
    main()
