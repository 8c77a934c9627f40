"""The closed loop over whole dossiers: what is printed is read back as it was, and together it is found sound."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from jixiao.auditing import Severity, audit
from jixiao.documents import Document
from jixiao.evaluations import SelfEvaluation
from jixiao.packs import find_pack
from samples.comparing import differences
from samples.papers import WRITERS, Paper, papers_of, printed
from samples.random_dossiers import Dossier, dossier_packs, random_dossier
from tests.strategies import dossiers

MILUO = find_pack("hunan/miluo-2023")


def looped(dossier: Dossier, kind: str, folder: Path) -> list[tuple[SelfEvaluation, Paper, Document]]:
    """Print the papers of DOSSIER and read them again; each with the evaluation that it was made of."""
    found = []
    for evaluation in dossier.evaluations:
        papers = papers_of([evaluation], dossier.pack)
        found += [
            (evaluation, paper, document) for paper, document in zip(papers, printed(papers, folder, kind), strict=True)
        ]
    return found


@pytest.mark.parametrize("kind", WRITERS)
@given(dossier=dossiers())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_dossier_is_read_back_and_found_sound(
    kind: str, dossier: Dossier, tmp_path_factory: pytest.TempPathFactory
) -> None:
    papers = looped(dossier, kind, tmp_path_factory.mktemp("loop"))
    unequal = [
        each
        for evaluation, paper, document in papers
        for each in differences(evaluation, dossier.pack, paper, document)
    ]
    assert unequal == []
    audited = audit([document for _, _, document in papers]).documents
    raised = [finding.message for each in audited for finding in each.findings if finding.severity is not Severity.INFO]
    assert raised == []


@pytest.mark.parametrize("pack", dossier_packs(), ids=lambda pack: pack.id)
def test_every_pack_has_a_dossier_of_realistic_size(pack: object) -> None:
    dossier = next(random_dossier(each, Random(3)) for each in dossier_packs() if each == pack)
    papers = papers_of(dossier.evaluations, dossier.pack)
    assert papers
    assert len({paper.name for paper in papers}) == len(papers)
    free = [each for each in dossier.evaluations if any(leaf.target for leaf in each.leaves())]
    assert all(sum(1 for _ in each.leaves()) >= 12 for each in free)


def test_a_department_with_a_base_data_table_brings_its_projects() -> None:
    dossier = random_dossier(MILUO, Random(5))
    names = [paper.name[1:] for paper in papers_of(dossier.evaluations, MILUO)]
    assert names[:3] == ["基础数据表", "自评表", "自评报告"]
    assert names.count("自评表") == names.count("自评报告") == len(dossier.evaluations) >= 3
    department, *projects = dossier.evaluations
    told = {line.label: line.executed for line in department.department.projects}
    for project in projects:
        assert project.main_fund is not None
        assert told[project.project or ""] == project.main_fund.executed


def test_what_is_not_read_back_is_named(tmp_path: Path) -> None:
    dossier = random_dossier(MILUO, Random(5))
    department = dossier.evaluations[0]
    papers = papers_of([department], MILUO)
    read = printed(papers, tmp_path, "docx")
    other = department.model_copy(
        update={
            "total": Decimal("1.5"),
            "department": department.department.model_copy(update={"staff": Decimal(77777)}),
        }
    )
    base, form, report = (differences(other, MILUO, *each) for each in zip(papers, read, strict=True))
    assert base == ["基础数据表没有读到['77777']"]
    assert [each.partition("：")[0] for each in form] == [each.partition("：")[0] for each in report] == ["total"]


def test_every_sentence_knows_where_its_figures_stand() -> None:
    sentences = [told for seed in range(40) for told in random_dossier(MILUO, Random(seed)).sentences]
    for told in sentences:
        words = [told.text[start:end] for start, end, _ in told.figures]
        assert all(word.strip() for word in words)
        assert any(char.isdigit() for char in "".join(words))
