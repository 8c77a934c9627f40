"""Whatever a document holds, its audit comes to an end and says something: no exception escapes."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.auditing import audit
from jixiao.documents.plain_text import read_text
from tests.auditing.mutants import mutant

DOCUMENTS = sorted((Path(__file__).resolve().parents[1] / "corpus").rglob("*.txt"))
MUTANTS = 150
# Every document comes up in turn when the seeds go on; these spread over all of them.
STEP = 7


@pytest.mark.parametrize("seed", range(0, MUTANTS * STEP, STEP))
def test_a_spoilt_document_is_audited(seed: int) -> None:
    document = DOCUMENTS[seed % len(DOCUMENTS)]
    text = mutant(document.read_text(encoding="utf-8"), seed)
    (audited,) = audit([read_text(document.name, text)]).documents
    for excerpt in (e for finding in audited.findings for e in finding.excerpts):
        assert 0 <= excerpt.start <= excerpt.end <= len(text)


def test_two_spoilt_documents_are_audited_together() -> None:
    for seed in range(0, len(DOCUMENTS), 20):
        texts = [mutant(d.read_text(encoding="utf-8"), seed + at) for at, d in enumerate(DOCUMENTS[seed : seed + 2])]
        assert len(audit([read_text("自评.txt", text) for text in texts]).documents) == len(texts)


def test_a_seed_always_spoils_in_the_same_way() -> None:
    text = DOCUMENTS[0].read_text(encoding="utf-8")
    assert mutant(text, 3) == mutant(text, 3) != text
