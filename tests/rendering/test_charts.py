"""Charts: what they compare, what they leave out, how they are drawn, and that a report is whole with or without."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.auditing import audit
from jixiao.auditing.model import Severity
from jixiao.datafiles import load_model
from jixiao.documents import read_document
from jixiao.evaluations import FundRow, IndicatorRow, Mark, ReportSection, SelfEvaluation, Subject
from jixiao.packs import ChartKind, find_pack
from jixiao.recognition import recognise, transcribe
from jixiao.rendering.charts import Chart, NoChartError, chart_of, chart_png, chart_svg, drawn
from jixiao.rendering.self_report import report_of
from jixiao.rendering.self_report.word import report_document
from jixiao.scoring import score
from jixiao.scoring.completing import completed
from samples.random_evaluations import random_evaluation

SAMPLES = Path(__file__).parents[2] / "samples" / "evaluations"
MILUO = find_pack("hunan/miluo-2023")
DOTS = 1771  # 150 mm at 300 dots an inch


def sample(name: str) -> SelfEvaluation:
    """Return a sample whose report is told by its data alone."""
    data = load_model(SAMPLES / f"{name}.yaml", SelfEvaluation).model_copy(update={"sections": ()})
    return completed(score(data, find_pack(data.pack or "")))


def chart(kind: ChartKind, evaluation: SelfEvaluation) -> Chart:
    found = chart_of(kind, evaluation)
    assert found is not None
    return found


def project(**facts: object) -> SelfEvaluation:
    return SelfEvaluation.model_validate({"subject": Subject.PROJECT, "year": 2023} | facts)


def values(shown: Chart) -> dict[tuple[str, str], Decimal]:
    return {(bar.row, bar.series): bar.value for bar in shown.bars}


def test_scores_stand_beside_their_points_execution_first() -> None:
    shown = chart(ChartKind.SCORES, sample("hefei-department"))
    assert values(shown) == {
        ("预算执行率", "分值"): Decimal(10),
        ("预算执行率", "得分"): Decimal("9.97"),
        ("产出指标", "分值"): Decimal(50),
        ("产出指标", "得分"): Decimal(48),
        ("效益指标", "分值"): Decimal(30),
        ("效益指标", "得分"): Decimal(30),
        ("满意度指标", "分值"): Decimal(10),
        ("满意度指标", "得分"): Decimal(10),
    }
    assert shown.alternative.startswith("各项得分与分值（单位：分）。预算执行率：分值10，得分9.97；产出指标：")


def test_no_chart_compares_scores_of_which_one_is_missing() -> None:
    rows = (
        IndicatorRow(name="产出指标", weight=Decimal(60), score=Decimal(60)),
        IndicatorRow(name="效益指标", weight=Decimal(30)),
    )
    assert chart_of(ChartKind.SCORES, project(indicators=rows)) is None


def test_a_blank_has_no_bar_and_a_zero_has_one() -> None:
    funds = (
        FundRow(label="年度资金总额", initial=Decimal(60), adjusted=Decimal(57), executed=Decimal(57)),
        FundRow(label="其中：当年财政拨款", part=True, initial=None, adjusted=Mark.NONE, executed=Decimal(0)),
    )
    shown = chart(ChartKind.FUNDS, project(funds=funds))
    assert [(bar.series, bar.value) for bar in shown.bars if bar.row == "当年财政拨款"] == [("执行", Decimal(0))]


def test_one_row_of_money_makes_no_chart() -> None:
    funds = (FundRow(label="年度资金总额", initial=Decimal(60), executed=Decimal(57)),)
    assert chart_of(ChartKind.FUNDS, project(funds=funds)) is None


def test_a_chart_is_drawn_as_wide_as_the_page_allows() -> None:
    pytest.importorskip("vl_convert")
    png = chart_png(chart(ChartKind.FUNDS, sample("miluo-project-retired")))
    assert png.startswith(b"\x89PNG")
    assert abs(int.from_bytes(png[16:20]) - DOTS) <= 2


def test_the_same_chart_serves_a_web_page() -> None:
    pytest.importorskip("vl_convert")
    svg = chart_svg(chart(ChartKind.SCORES, sample("hefei-department")))
    assert svg.startswith("<svg")
    assert "9.97 / 10" in svg


def test_long_names_are_broken_not_cut() -> None:
    pytest.importorskip("vl_convert")
    name = "城乡居民基本医疗保险市级财政配套补助资金以前年度结转结余部分"
    funds = tuple(FundRow(label=each, initial=Decimal(6), executed=Decimal(5)) for each in (name, "其他资金"))
    svg = chart_svg(chart(ChartKind.FUNDS, project(funds=funds)))
    assert name[:10] in svg
    assert name[-2:] in svg
    assert "…" not in svg


def test_without_the_drawing_library_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(NoChartError, match=r"^没有装画图的组件，报告里没有图。.*pip install altair vl-convert-python"):
        drawn([chart(ChartKind.SCORES, sample("hefei-department"))])


@pytest.mark.skipif(sys.platform != "linux", reason="其他系统不按 FONTCONFIG_FILE 找字体")
def test_letters_that_would_print_as_boxes_are_refused(tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    bare = tmp_path / "fonts.conf"
    bare.write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>", encoding="utf-8")
    program = (
        "from decimal import Decimal\n"
        "from jixiao.rendering.charts import Bar, Chart, NoChartError, chart_png\n"
        "try:\n    chart_png(Chart('得分', '分', ('得分',), (Bar('产出', '得分', Decimal(1), '1'),)))\n"
        "except NoChartError as fault:\n    print(fault)\n"
    )
    told = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program],
        env=os.environ | {"FONTCONFIG_FILE": str(bare)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert told.stdout.startswith("本机的字体画不出“")
    assert "请安装中文字体" in told.stdout


@pytest.mark.parametrize("name", ["hefei-department", "miluo-department", "miluo-project-retired", "nanchang-project"])
def test_charts_change_nothing_of_what_is_read(name: str, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    evaluation = sample(name)
    report = report_of(evaluation, find_pack(evaluation.pack or ""))
    assert report is not None
    assert report.charts
    found = []
    for pictures in ({}, drawn(report.charts)):
        path = tmp_path / "报告.docx"
        path.write_bytes(report_document(report, pictures))
        document = read_document(path)
        raised = [(each.check, each.message) for each in audit([document]).documents[0].findings]
        recognition = recognise(document, 0)
        back = transcribe(recognition, recognition.evaluations[0])
        found.append((raised, back.total, back.grade, [(row.name, row.score) for row in back.leaves()]))
    assert found[0] == found[1]


@pytest.mark.parametrize("seed", range(6))
def test_a_report_with_charts_raises_nothing(seed: int, tmp_path: Path) -> None:
    evaluation = random_evaluation(MILUO, seed)
    report = report_of(evaluation, MILUO)
    assert report is not None
    path = tmp_path / "报告.docx"
    path.write_bytes(report_document(report, dict.fromkeys(report.charts, _dot())))
    document = read_document(path)
    errors = [each.message for each in audit([document]).documents[0].findings if each.severity is Severity.ERROR]
    assert errors == []
    assert "图1　" in document.text


def test_a_chart_has_number_title_and_words_for_those_who_cannot_see_it(tmp_path: Path) -> None:
    evaluation = sample("miluo-project-retired")
    report = report_of(evaluation, MILUO)
    assert report is not None
    first, second = report.charts
    path = tmp_path / "报告.docx"
    path.write_bytes(report_document(report, {second: _dot()}))
    lines = read_document(path).text.splitlines()
    assert "各项得分与分值见图1。" in lines
    assert "图1　各项得分与分值（单位：分）" in lines
    assert not [line for line in lines if first.title in line or "图2" in line]
    with zipfile.ZipFile(path) as archive:
        assert f'descr="{second.alternative}"' in archive.read("word/document.xml").decode()


def _dot() -> bytes:
    """Return a picture of one dot."""
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
        "0000000500010d0a2db40000000049454e44ae426082"
    )


def test_a_section_that_is_the_bureaus_own_words_alone_has_no_chart() -> None:
    own = ReportSection(title="项目支出主要绩效及评价结论", text="经自评，总分100分。", alone=True)
    evaluation = sample("miluo-project-retired").model_copy(update={"sections": (own,)})
    report = report_of(evaluation, MILUO)
    assert report is not None
    assert [chart.title for chart in report.charts] == ["预算安排与执行情况"]
