"""``python -m benchmarks.closed_loop [COUNT]``: print, read back, compare, audit; then plant one error and look for it.

Made-up evaluations in the form of every pack are printed as Word and Excel. What is read back must be what was printed,
and an audit must raise no error and no warning. Then one figure of each is changed, and the audit must raise one.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks import machine
from benchmarks.results import Figure, Section
from benchmarks.screen import new_console, show, show_machine
from jixiao.auditing import Severity, audit
from jixiao.documents import Document, read_document
from jixiao.evaluations import FundRow, IndicatorRow, SelfEvaluation
from jixiao.packs import Pack, all_packs
from jixiao.recognition import recognise, transcribe
from jixiao.rendering.forms import form_sheets, printed_part
from jixiao.rendering.forms.excel import forms_workbook
from jixiao.rendering.forms.word import forms_document
from samples.random_evaluations import random_evaluation

_WRITERS = {"docx": forms_document, "xlsx": forms_workbook}
_COUNT = 2000
_MISSED_MOST = 5.0  # per cent

Plant = Callable[[SelfEvaluation, Random], SelfEvaluation | None]


def measure(count: int = _COUNT) -> list[Section]:
    """Run COUNT evaluations through the loop, and as many with one error planted."""
    packs = [pack for pack in all_packs() if pack.scored and pack.evaluation_forms()]
    with TemporaryDirectory() as folder:
        return [_loop(packs, count, Path(folder)), _errors(packs, count, Path(folder))]


def _cases(packs: list[Pack], count: int) -> Iterator[tuple[int, Pack, str]]:
    for seed in range(count):
        yield seed, packs[seed % len(packs)], ("docx", "xlsx")[seed // len(packs) % 2]


def _printed(evaluation: SelfEvaluation, pack: Pack, kind: str, folder: Path) -> Document:
    path = folder / f"自评表.{kind}"
    path.write_bytes(_WRITERS[kind](form_sheets(evaluation, pack)))
    return read_document(path)


def _loop(packs: list[Pack], count: int, folder: Path) -> Section:
    unequal = alarms = 0
    for seed, pack, kind in _cases(packs, count):
        evaluation = random_evaluation(pack, seed)
        document = _printed(evaluation, pack, kind, folder)
        recognition = recognise(document, 0)
        back = [transcribe(recognition, each, pack) for each in recognition.evaluations]
        unequal += [_bare(each) for each in back] != [_bare(printed_part(evaluation, pack))]
        alarms += _findings(document) > 0
    figures = (
        Figure("unequal", "读回来与印出的不相等", unequal, "份", limit=0),
        Figure("alarms", "没有错误的表被挑出毛病（误报）", alarms, "份", limit=0),
    )
    title = f"闭环：{len(packs)}个规则包的表式，共{count}份，印成 Word 和 Excel，读回来，再核查"
    return Section("closed_loop", title, figures)


def _errors(packs: list[Pack], count: int, folder: Path) -> Section:
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for seed, pack, kind in _cases(packs, count):
        random = Random(seed)
        name = list(_PLANTS)[seed // (2 * len(packs)) % len(_PLANTS)]
        wrong = _PLANTS[name](random_evaluation(pack, seed), random)
        if wrong is None or printed_part(wrong, pack) == printed_part(random_evaluation(pack, seed), pack):
            continue
        planted[name] += 1
        found[name] += _findings(_printed(wrong, pack, kind, folder)) > 0
    missed = 100 * (1 - found.total() / planted.total())
    figures = [Figure("missed", "没有查出的（全部）", missed, "%", limit=_MISSED_MOST)]
    figures += [
        Figure(name, f"查出：{name}（种下{planted[name]}份）", found[name], "份", decimals=0) for name in planted
    ]
    title = f"种错：每份改一处，共{planted.total()}份，看核查查不查得出"
    return Section("seeded_errors", title, tuple(figures))


def _findings(document: Document) -> int:
    [audited] = audit([document]).documents
    return sum(finding.severity is not Severity.INFO for finding in audited.findings)


def _bare(evaluation: SelfEvaluation) -> SelfEvaluation:
    funds = tuple(row.model_copy(update={"place": None}) for row in evaluation.funds)
    rows = tuple(map(_placeless, evaluation.indicators))
    return evaluation.model_copy(update={"source": None, "funds": funds, "indicators": rows})


def _placeless(row: IndicatorRow) -> IndicatorRow:
    return row.model_copy(update={"place": None, "children": tuple(map(_placeless, row.children))})


def _total(evaluation: SelfEvaluation, random: Random) -> SelfEvaluation | None:
    wrong = (evaluation.total or Decimal(0)) - Decimal(random.randint(2, 90)) / 10
    return evaluation.model_copy(update={"total": wrong})


def _score(evaluation: SelfEvaluation, random: Random) -> SelfEvaluation | None:
    return _with_leaf(evaluation, random, lambda row: {"score": (row.score or Decimal(0)) - Decimal("0.60")})


def _beyond(evaluation: SelfEvaluation, random: Random) -> SelfEvaluation | None:
    return _with_leaf(evaluation, random, lambda row: {"score": (row.weight or Decimal(0)) + 1})


def _weight(evaluation: SelfEvaluation, random: Random) -> SelfEvaluation | None:
    return _with_leaf(evaluation, random, lambda row: {"weight": (row.weight or Decimal(0)) + 3})


def _blank(evaluation: SelfEvaluation, random: Random) -> SelfEvaluation | None:
    return _with_leaf(evaluation, random, lambda _: {"score": None})


def _missing_row(evaluation: SelfEvaluation, random: Random) -> SelfEvaluation | None:
    """Leave out a lowest row where its group has another."""
    groups = [node for top in evaluation.indicators for node in top.walk() if len(node.children) > 1]
    groups = [node for node in groups if not node.children[0].children]
    if not groups:
        return None
    group = random.choice(groups)
    return _rebuilt(evaluation, group, {"children": group.children[:-1]})


def _executed(evaluation: SelfEvaluation, random: Random) -> SelfEvaluation | None:
    """Change a digit of the executed total, which then fits neither its parts nor its rate."""
    return _with_fund(evaluation, lambda row: {"executed": _other_digit(row.executed, random)})


def _moved_point(evaluation: SelfEvaluation, _: Random) -> SelfEvaluation | None:
    return _with_fund(
        evaluation, lambda row: {"executed": row.executed * 10 if isinstance(row.executed, Decimal) else row.executed}
    )


def _rate(evaluation: SelfEvaluation, random: Random) -> SelfEvaluation | None:
    return _with_fund(evaluation, lambda _: {"rate": f"{Decimal(random.randint(7000, 9200)) / 100}%"})


def _execution_points(evaluation: SelfEvaluation, _: Random) -> SelfEvaluation | None:
    return _with_fund(evaluation, lambda row: {"score": None if row.score is None else row.score - 1})


def _grade(evaluation: SelfEvaluation, _: Random) -> SelfEvaluation | None:
    return evaluation.model_copy(update={"grade": "中"})


_PLANTS: dict[str, Plant] = {
    "总分": _total,
    "一项得分": _score,
    "得分超过分值": _beyond,
    "一项分值": _weight,
    "得分空着": _blank,
    "少一行指标": _missing_row,
    "执行数错一位": _executed,
    "执行数小数点移位": _moved_point,
    "执行率": _rate,
    "执行率得分": _execution_points,
    "等级": _grade,
}


def _other_digit(value: object, random: Random) -> object:
    if not isinstance(value, Decimal):
        return value
    digits = list(f"{value:f}")
    at = random.choice([place for place, digit in enumerate(digits[:-3]) if digit.isdigit()] or [0])
    digits[at] = str((int(digits[at]) + random.randint(1, 8)) % 9 + 1)
    return Decimal("".join(digits))


def _with_fund(evaluation: SelfEvaluation, change: Callable[[FundRow], dict[str, object]]) -> SelfEvaluation | None:
    main = evaluation.main_fund
    if main is None:
        return None
    changed = main.model_copy(update=change(main))
    return evaluation.model_copy(update={"funds": tuple(changed if row is main else row for row in evaluation.funds)})


def _with_leaf(
    evaluation: SelfEvaluation, random: Random, change: Callable[[IndicatorRow], dict[str, object]]
) -> SelfEvaluation | None:
    leaf = random.choice(list(evaluation.leaves()))
    return _rebuilt(evaluation, leaf, change(leaf))


def _rebuilt(evaluation: SelfEvaluation, wanted: IndicatorRow, update: dict[str, object]) -> SelfEvaluation:
    def rebuilt(row: IndicatorRow) -> IndicatorRow:
        if row is wanted:
            return row.model_copy(update=update)
        return row.model_copy(update={"children": tuple(map(rebuilt, row.children))}) if row.children else row

    return evaluation.model_copy(update={"indicators": tuple(map(rebuilt, evaluation.indicators))})


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.closed_loop", description="印表、读回、核查、种错。")
    parser.add_argument("count", type=int, nargs="?", default=_COUNT, metavar="份数")
    console = new_console()
    show_machine(console, machine.describe())
    for section in measure(parser.parse_args().count):
        show(console, section)


if __name__ == "__main__":
    main()
