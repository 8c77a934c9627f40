"""Which of the evaluations in a file a workbook is begun with, and by which pack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.evaluations import SelfEvaluation, Subject
from jixiao.packs import NoFittingPackError, Pack, pack_for
from jixiao.scoring.tree import matching

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s]+')
_LONGEST_NAME = 40
_SUBJECT_WORDS = {Subject.DEPARTMENT: "部门整体", Subject.PROJECT: "项目"}


def title_of(evaluation: SelfEvaluation) -> str:
    """Return what a clerk calls an evaluation: its year, and the name of its project or department."""
    year = f"{evaluation.year}年度" if evaluation.year is not None else ""
    if evaluation.subject is Subject.PROJECT:
        return f"{year}项目“{evaluation.project or '没有写名称'}”"
    return f"{year}{evaluation.department.name or '部门'}整体支出"


def chosen(
    evaluations: Sequence[SelfEvaluation], subject: Subject | None, project: str | None
) -> tuple[SelfEvaluation, ...]:
    """Return those of EVALUATIONS for SUBJECT whose project is called PROJECT, as far as these are told."""
    fitting = (each for each in evaluations if subject is None or each.subject is subject)
    return tuple(each for each in fitting if project is None or project in (each.project or ""))


def file_names(stem: str, evaluations: Sequence[SelfEvaluation]) -> list[str]:
    """Return a name for the workbook of each of EVALUATIONS: STEM where there is one, else with what it is about."""
    if len(evaluations) == 1:
        return [f"{stem}.xlsx"]
    names: list[str] = []
    for each in evaluations:
        about = _FORBIDDEN.sub("", each.project or _SUBJECT_WORDS[each.subject])[:_LONGEST_NAME]
        same = sum(name.startswith(f"{stem}-{about}") for name in names)
        names.append(f"{stem}-{about}{f'（{same + 1}）' if same else ''}.xlsx")
    return names


def pack_of_year(begun: SelfEvaluation, last: SelfEvaluation, word: str | None) -> tuple[Pack, str]:
    """Return the pack for BEGUN, and a sentence where it is that of LAST year for want of a newer one.

    WORD names a pack. Raises :class:`~jixiao.packs.NoFittingPackError`, :class:`~jixiao.packs.UnknownPackError` and
    :class:`~jixiao.datafiles.DataFileError`.
    """
    if word is not None:
        return pack_for(begun, word), ""
    old = pack_for(last)
    newest = _newest(begun)
    if begun.year is None or (newest is not None and newest.places == old.places):
        return (old if begun.year is None or newest is None else newest), ""
    if old.years.hold_for(begun.year):
        return old, ""
    return old, f"还没有{begun.year}年的规则包，先按 {old.id} 写出；有了新的办法请用 --pack 指明。"


def _newest(begun: SelfEvaluation) -> Pack | None:
    """Return the pack that fits the new year by itself."""
    try:
        return pack_for(begun.model_copy(update={"pack": None}))
    except NoFittingPackError:
        return None


def strange_levels(evaluation: SelfEvaluation, pack: Pack) -> Iterator[str]:
    """Say which of the top levels of EVALUATION the form of PACK does not have, and what is missing altogether."""
    strange = [
        row.name for row in evaluation.indicators if row.children and matching(row.name, pack.indicators) is None
    ]
    if pack.indicators and strange:
        known = "、".join(node.name for node in pack.indicators)
        yield f"规则包 {pack.id} 的一级指标是{known}，取来的“{'”“'.join(strange)}”不在其中，请归到相应的一级指标下。"
    if not evaluation.indicators:
        yield "文件里没有认出指标，“指标”表要从头填。"
