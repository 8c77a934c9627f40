"""The five published evaluations scored again: from the documents where they are at hand, and from data."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from jixiao.datafiles import load_model
from jixiao.documents import read_document
from jixiao.evaluations import SelfEvaluation
from jixiao.packs import all_packs, choose_pack, find_pack
from jixiao.recognition import recognise, transcribe
from jixiao.scoring import Basis, Scorecard, score

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples" / "evaluations"


def cards_of(shared: Path, prefix: str) -> list[Scorecard]:
    return cards_in(next((shared / "seeds").glob(f"{prefix}_*.txt")))


def cards_in(file: Path) -> list[Scorecard]:
    recognition = recognise(read_document(file), 0)
    found = []
    for printed in recognition.evaluations:
        evaluation = transcribe(recognition, printed)
        pack = choose_pack(evaluation, all_packs())
        if pack is not None and (evaluation.indicators or evaluation.total is not None):
            found.append(score(evaluation, pack))
    return found


def card_of(name: str) -> Scorecard:
    evaluation = load_model(SAMPLES / f"{name}.yaml", SelfEvaluation)
    assert evaluation.pack is not None
    return score(evaluation, find_pack(evaluation.pack))


def check_hefei(card: Scorecard) -> None:
    assert card.pack.id == "anhui/hefei-district-2024"
    assert (card.total, card.evaluation.total) == (Decimal("97.97"), Decimal("97.97"))
    assert card.execution is not None
    assert (card.execution.basis, card.execution.score) == (Basis.COMPUTED, Decimal("9.97"))
    assert card.grade is not None
    assert card.grade.name == "优"


def check_bishan(card: Scorecard) -> None:
    assert card.pack.id == "chongqing/bishan-2022"
    assert (card.total, card.evaluation.total) == (None, Decimal("99.25"))
    assert card.gaps == ("没有各项指标的分值和得分，总分无从算起",)
    assert card.notes == ("填报总分99.25，文中没有各项的分值和得分，不能由所写内容推出",)


def check_nanchang(card: Scorecard) -> None:
    assert card.pack.id == "jiangxi/nanchang-district-2022"
    assert card.total == Decimal(89)
    assert card.grade is not None
    assert card.grade.name == "良"
    assert card.notes == ("执行率得0分的计分办法没有写明；如按比例应为5.62分，总分94.62，等级由良变为优",)


def test_hefei_from_the_document(shared: Path) -> None:
    [card] = cards_of(shared, "000")
    check_hefei(card)


def test_bishan_from_the_document(shared: Path) -> None:
    [card] = cards_of(shared, "001")
    check_bishan(card)


def test_miluo_from_the_document(shared: Path) -> None:
    cards = cards_of(shared, "002")
    assert [(card.pack.id, card.total) for card in cards] == [("hunan/miluo-2023", Decimal(100))] * 4
    assert [card.evaluation.total for card in cards] == [None, Decimal(100), Decimal(100), Decimal(100)]


def test_guangzhou_from_the_document(shared: Path) -> None:
    [card] = cards_of(shared, "003")
    assert card.pack.id == "guangdong/guangzhou-2022"
    assert (card.total, card.scored, card.scored_weight) == (None, Decimal("83.35"), Decimal(85))
    assert card.gaps == ("“管理效率”分值50，下级分值合计35，缺15分",)
    assert card.notes == (
        "填报总分98.35，能计的部分（分值85）得83.35，相差15.00，恰好等于缺的分值：缺的部分都得满分时，总分成立",
    )
    computed = {line.name: line.score for line in card.lines if line.basis is Basis.COMPUTED}
    assert computed == {"部门预算资金支出率": Decimal("9.98"), "采购政策效能": Decimal("0.96")}


def test_nanchang_from_the_document(shared: Path) -> None:
    [card] = cards_of(shared, "004")
    check_nanchang(card)


def test_our_own_report_without_points() -> None:
    recognition = recognise(read_document(ROOT / "samples" / "bishan-style-department-report.html"), 0)
    [printed] = recognition.evaluations
    check_bishan(score(transcribe(recognition, printed), find_pack("chongqing/bishan-2022")))


def test_our_own_documents_with_the_same_figures() -> None:
    documents = ROOT / "samples"
    [card] = cards_in(documents / "hefei-style-department-report.docx")
    check_hefei(card)
    [card] = cards_in(documents / "nanchang-style-project-report.txt")
    check_nanchang(card)


def test_the_same_figures_as_data() -> None:
    check_hefei(card_of("hefei-department"))
    check_bishan(card_of("bishan-department"))
    check_nanchang(card_of("nanchang-project"))
    assert card_of("guangzhou-department").total == Decimal("98.35")
    names = ("miluo-department", "miluo-project-collection", "miluo-project-officials", "miluo-project-retired")
    assert [card_of(name).total for name in names] == [Decimal(100)] * 4


def test_a_lost_block_is_told_from_data_too() -> None:
    evaluation = load_model(SAMPLES / "guangzhou-department.yaml", SelfEvaluation)
    duty, management = evaluation.indicators
    without = tuple(child for child in management.children if child.weight != 15)
    torn = management.model_copy(update={"children": without})
    card = score(evaluation.model_copy(update={"indicators": (duty, torn)}), find_pack("guangdong/guangzhou-2022"))
    assert (card.total, card.scored) == (None, Decimal("83.35"))
    assert any("缺15分" in gap for gap in card.gaps)
