"""Persons (人) and visits (人次): each counted in its own unit, wherever the same thing is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from jixiao.auditing.arithmetic import judge, total
from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.prose import Sentence, exact_enough, sentences_of
from jixiao.auditing.registry import check
from jixiao.auditing.texts import texts_with_figures
from jixiao.documents import Excerpt
from jixiao.evaluations import Indicator
from jixiao.quantities import Quantity, find_quantities
from jixiao.recognition import Dossier, Figure, clean_text

_FAMILY = "计量单位"

_PERSONS = re.compile(r"人数(?:共计|合计|共|为|达|达到|约)?$")
# Statistics of tourism count 旅游人数 in 人次.
_TRAVELLERS = re.compile(r"旅游|游客|旅客|客流|入境|参观")
_VISITS = re.compile(r"人次(?:数)?(?:共计|合计|共|为|达|达到|约)?$")


@check(
    "persons-or-visits",
    title="人与人次混用",
    family=_FAMILY,
    basis="人数按人计，人次按发生次数计，两者不能互换",
    severity=Severity.WARNING,
    explanation="“人数”后面用了“人次”，或“人次”后面用了“人”；分项与合计、前文与后文说的是同一个数，一处用人、一处用人次。",
)
def persons_or_visits(dossier: Dossier) -> Iterator[Relation | Finding]:
    """人数 is counted in 人, 人次 in 人次, in prose and in indicator rows."""
    for passage in texts_with_figures(dossier):
        for figure in passage.figures:
            right = _right_unit(figure.subject, figure.quantity)
            if right:
                subject = figure.subject[-8:]
                yield _mixed_up(subject, figure.quantity, right, passage.excerpt(figure.start, figure.end))
        for sentence in sentences_of(passage):
            yield from _in_sums(sentence)
    for evaluation in dossier.evaluations():
        for leaf in evaluation.leaves():
            yield from _in_row(leaf)
    yield from _told_twice(dossier)


def _right_unit(subject: str, quantity: Quantity) -> str:
    """Return the unit that SUBJECT asks for when QUANTITY has the other one, empty otherwise."""
    if quantity.unit == "人次" and _PERSONS.search(subject) and not _TRAVELLERS.search(subject):
        return "人"
    return "人次" if quantity.unit == "人" and quantity.text.endswith("人") and _VISITS.search(subject) else ""


def _in_row(leaf: Indicator) -> Iterator[Finding]:
    name = re.sub(r"（.*", "", clean_text(leaf.name.text))
    unit = clean_text(leaf.unit.text) if leaf.unit else ""
    for cell in (leaf.target, leaf.actual):
        if cell is None:
            continue
        for quantity in find_quantities(cell.text):
            stated = (
                quantity
                if quantity.unit or unit not in ("人", "人次")
                else replace(quantity, text=quantity.text + unit, unit=unit)
            )
            right = _right_unit(name, stated)
            if right:
                start, end = cell.start + quantity.start, cell.start + quantity.end
                yield _mixed_up(name, stated, right, Excerpt(quantity.text, start, end, cell.source))
                return


def _mixed_up(subject: str, quantity: Quantity, right: str, excerpt: Excerpt) -> Finding:
    expected = quantity.text.removesuffix(quantity.unit) + right
    return Finding(
        "persons-or-visits",
        Severity.WARNING,
        f"“{subject}”的单位写成“{quantity.unit}”，应为“{right}”，请核实是人数还是人次",
        (excerpt,),
        expected=expected,
        reported=quantity.text,
    )


_SUMS_UP = re.compile(r"合计|共计|总计")
_LISTS = re.compile(r"其中|包括|^（")
_MOST_PARTS = 8


def _in_sums(sentence: Sentence) -> Iterator[Finding]:
    """A list of persons or visits that adds up only when one figure takes the unit of all the others."""
    figures = [figure for figure in sentence.figures if figure.quantity.unit in ("人", "人次")]
    for at, whole in enumerate(figures):
        behind, before = figures[at + 1 : at + 1 + _MOST_PARTS], figures[max(0, at - _MOST_PARTS) : at]
        if behind and _LISTS.search(sentence.between(whole.end, behind[0].start)):
            odd = _odd_one(whole, [behind[:count] for count in range(2, len(behind) + 1)])
        elif _SUMS_UP.search(whole.subject):
            odd = _odd_one(whole, [before[-count:] for count in range(2, len(before) + 1)])
        else:
            continue
        if odd is not None:
            right = "人" if odd.quantity.unit == "人次" else "人次"
            yield _mixed_up(odd.subject[-8:] or odd.quantity.text, odd.quantity, right, odd.number())


def _odd_one(whole: Figure, runs: Sequence[Sequence[Figure]]) -> Figure | None:
    """Return the one figure of another unit in the first run that adds up to WHOLE; ``None`` where there is none."""
    for run in runs:
        verdict = judge(total, [figure.quantity for figure in run], whole.quantity)
        if verdict is not None and verdict.holds and exact_enough(whole, *run):
            for unit in ("人", "人次"):
                alone = [figure for figure in (whole, *run) if figure.quantity.unit == unit]
                if len(alone) == 1:
                    return alone[0]
            return None
    return None


_LEAST_TELLING = 1000
# What happens several times to one person, so that it is counted in 人次.
_RECURRING = re.compile(r"救助|住院|门诊|就诊|就医|报销|结算|待遇|培训|接待|咨询|走访|补助")


def _told_twice(dossier: Dossier) -> Iterator[Finding]:
    """The same telling number in 人次 at one place and in 人 at another: the count of persons is taken as the slip."""
    visits: set[tuple[int, Quantity]] = set()
    persons: list[Figure] = []
    for passage in texts_with_figures(dossier):
        for figure in passage.figures:
            quantity = figure.quantity
            telling = quantity.value >= _LEAST_TELLING and quantity.number % 100 != 0
            if telling and quantity.unit == "人次":
                visits.add((passage.source, _bare(quantity)))
            elif telling and quantity.text.endswith("人") and _RECURRING.search(figure.subject):
                persons.append(figure)
    for figure in persons:
        if (figure.passage.source, _bare(figure.quantity)) in visits:
            yield _mixed_up(figure.subject[-8:] or figure.quantity.text, figure.quantity, "人次", figure.number())


def _bare(quantity: Quantity) -> Quantity:
    """Return the quantity with nothing but number and scale, so that equal numbers compare equal."""
    return Quantity(text="", start=0, end=0, number=quantity.number, decimals=quantity.decimals, scale=quantity.scale)
