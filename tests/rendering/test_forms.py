"""The closed loop: what is printed in the form of any pack is read back as it was, and no fault is found with it."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.auditing import audit
from jixiao.auditing.model import Severity
from jixiao.datafiles import load_model
from jixiao.documents import Document, read_document
from jixiao.evaluations import Mark, SelfEvaluation
from jixiao.packs import Pack, all_packs, find_pack
from jixiao.recognition import recognise, transcribe
from jixiao.rendering.forms import BoxStyle, form_sheets, printed_part
from jixiao.rendering.forms.word import forms_document
from jixiao.scoring import score
from jixiao.scoring.completing import completed
from samples.comparing import bare
from samples.papers import WRITERS
from samples.random_evaluations import random_evaluation

PACKS = [pack for pack in all_packs() if pack.scored and pack.evaluation_forms()]
SAMPLES = Path(__file__).parents[2] / "samples" / "evaluations"


def printed(evaluation: SelfEvaluation, pack: Pack, kind: str, folder: Path) -> Document:
    path = folder / f"自评表.{kind}"
    path.write_bytes(WRITERS[kind](form_sheets(evaluation, pack)))
    return read_document(path)


def read_back(document: Document, pack: Pack) -> SelfEvaluation:
    recognition = recognise(document, 0)
    [only] = recognition.evaluations
    return transcribe(recognition, only, pack)


def test_nine_forms_can_be_printed() -> None:
    assert len(PACKS) == 9


@pytest.mark.parametrize("kind", WRITERS)
@given(pack=st.sampled_from(PACKS), seed=st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
def test_what_is_printed_is_read_back_and_found_sound(
    kind: str, pack: Pack, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    evaluation = random_evaluation(pack, seed)
    document = printed(evaluation, pack, kind, tmp_path_factory.mktemp("loop"))
    assert bare(read_back(document, pack)) == bare(printed_part(evaluation, pack))
    [audited] = audit([document]).documents
    assert [each.message for each in audited.findings if each.severity is not Severity.INFO] == []


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize(
    "name", ["miluo-department", "miluo-project-collection", "miluo-project-officials", "miluo-project-retired"]
)
def test_the_samples_are_printed_and_read_back(name: str, kind: str, tmp_path: Path) -> None:
    given_data = load_model(SAMPLES / f"{name}.yaml", SelfEvaluation)
    pack = find_pack(given_data.pack or "")
    evaluation = completed(score(given_data, pack))
    back = read_back(printed(evaluation, pack, kind, tmp_path), pack)
    assert bare(back) == bare(printed_part(evaluation, pack)).model_copy(update={"place": back.place})


def test_a_planted_fault_is_found_in_the_printed_form(tmp_path: Path) -> None:
    pack = find_pack("mof/project-2020")
    evaluation = random_evaluation(pack, 7)
    wrong = evaluation.model_copy(update={"total": (evaluation.total or Decimal(0)) - Decimal("1.1")})
    [audited] = audit([printed(wrong, pack, "docx", tmp_path)]).documents
    assert [each.check for each in audited.findings if each.severity is Severity.ERROR] == ["score-total"]


def test_completing_fills_in_scores_rate_total_and_grade() -> None:
    evaluation = load_model(SAMPLES / "nanchang-project.yaml", SelfEvaluation)
    stripped = evaluation.model_copy(
        update={
            "total": None,
            "grade": None,
            "funds": tuple(row.model_copy(update={"rate": None}) for row in evaluation.funds),
        }
    )
    whole = completed(score(stripped, find_pack("jiangxi/nanchang-district-2022")))
    assert (whole.total, whole.grade) == (Decimal(89), "良")
    assert whole.funds[0].rate == "56.24%"  # 224.94 ÷ 400 = 56.235 %


def test_a_word_form_has_real_merged_cells(tmp_path: Path) -> None:
    evaluation = random_evaluation(find_pack("mof/project-2020"), 3)
    document = printed(evaluation, find_pack("mof/project-2020"), "docx", tmp_path)
    [table] = document.tables()
    tall = [cell for cell in table.cells if cell.row_span > 1]
    assert {"绩效指标", "年度总体目标", "资金情况（万元）"} <= {cell.text for cell in tall}


@pytest.mark.parametrize("kind", WRITERS)
def test_five_ways_to_fill_in_an_amount_come_back_from_paper(kind: str, tmp_path: Path) -> None:
    pack = find_pack("mof/project-2020")
    given_data = random_evaluation(pack, 4)
    whole, first, second, third = given_data.funds
    funds = (
        whole,
        first.model_copy(update={"initial": Mark.DASH, "adjusted": Decimal(0), "executed": Decimal(0), "rate": None}),
        second.model_copy(
            update={"initial": Mark.NOT_APPLICABLE, "adjusted": Mark.NONE, "executed": None, "rate": None}
        ),
        third.model_copy(update={"initial": None}),
    )
    evaluation = given_data.model_copy(update={"funds": funds})
    back = read_back(printed(evaluation, pack, kind, tmp_path), pack)
    assert [(row.initial, row.adjusted, row.executed) for row in back.funds] == [
        (row.initial, row.adjusted, row.executed) for row in evaluation.funds
    ]


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_no_number_is_broken_for_want_of_width(pack: Pack) -> None:
    [sheet, *_] = form_sheets(random_evaluation(pack, 5), pack)
    [table] = docx.Document(io.BytesIO(forms_document([sheet]))).tables
    widths = [int(column.get(qn("w:w"), "0")) for column in table._tbl.tblGrid]
    digit, margins = 9 * 20 * Decimal("0.64"), 120
    for box in sheet.boxes:
        if box.style is BoxStyle.NUMBER and box.column_span == 1:
            assert widths[box.column] >= digit * len(box.text.rstrip("%")) + margins, box.text
    assert sum(widths) <= (257 if sheet.landscape else 170) * 57
