"""``evaluate``, ``explain``, ``rescore``, ``advise``: the words that a clerk reads."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from rich.cells import cell_len

from jixiao.packs.loading import path_of

Write = Callable[[str, str], Path]
Run = Callable[..., Any]
SAMPLES = Path(__file__).parents[2] / "samples"
NANCHANG = str(SAMPLES / "evaluations" / "nanchang-project.yaml")
COLLECTION = str(SAMPLES / "evaluations" / "miluo-project-collection.yaml")
HEFEI = str(SAMPLES / "evaluations" / "hefei-department.yaml")
BISHAN = str(SAMPLES / "evaluations" / "bishan-department.yaml")
COMMANDS = ("evaluate", "explain", "rescore", "advise")


def test_a_scored_table_with_total_and_grade(run: Run) -> None:
    ended = run("evaluate", NANCHANG)
    assert ended.status == 0
    for words in (
        "2022年度 项目支出绩效自评：城乡医疗救助",
        "规则包：jiangxi/nanchang-district-2022",
        "总分：89　等级：良　填报总分：89（一致）",
        "· 执行率得0分的计分办法没有写明；如按比例应为5.62分，总分94.62，等级由良变为优",
        "· “成本指标”扣了1分，要写明原因和改进措施",
        "离“优”还差1分",
        "再少9分以上就落到“中”",
    ):
        assert words in ended.out
    assert all(cell_len(line) <= 120 for line in ended.out.splitlines())


def test_what_cannot_be_scored_is_said(run: Run) -> None:
    ended = run("evaluate", BISHAN)
    assert ended.status == 0
    assert "总分：不能算出（能计的部分：没有一项能计分）　填报总分：99.25" in ended.out
    assert "· 没有各项指标的分值和得分，总分无从算起" in ended.out


def test_documents_are_scored_as_well_as_data(run: Run) -> None:
    ended = run("evaluate", SAMPLES / "miluo-style-bundle.docx")
    assert ended.status == 0
    assert ended.out.count("总分：100.00　等级：优") == 4


def test_suppositions(run: Run) -> None:
    ended = run("evaluate", COLLECTION, "--what-if", "参保率=90%", "--what-if", "全年执行数=100")
    assert "假如 参保率=90%，全年执行数=100" in ended.out
    assert "· “参保率”由10.00变为9.47" in ended.out
    assert "· “预算执行率”由10.00变为8.06" in ended.out
    assert "· 等级仍为优" in ended.out
    unchanged = run("evaluate", COLLECTION, "--what-if", "参保率=97%")
    assert "· 得分和总分都不变" in unchanged.out


def test_json_carries_each_explanation(run: Run) -> None:
    ended = run("evaluate", HEFEI, "--format", "json")
    [card] = json.loads(ended.out)["scorecards"]
    assert (card["pack"], card["total"], card["grade"]) == (
        "anhui/hefei-district-2024",
        {"stated": "97.97", "scored": "97.97"},
        {"stated": "优", "scored": "优"},
    )
    first = card["lines"][0]
    assert (first["score"], first["basis"]) == ("9.97", "computed")
    assert first["explanation"]["formula"] == "10 × 1707.31万元 ÷ 1711.75万元"
    assert first["explanation"]["clause"]["confidence"] == "A"
    assert [each["name"] for each in first["explanation"]["inputs"]] == ["分值", "全年执行数", "全年预算数"]


def test_an_explanation_names_inputs_method_clause_sum_and_rounding(run: Run) -> None:
    ended = run("explain", HEFEI, "执行率")
    assert ended.status == 0
    for words in (
        "得分：9.97分（分值10），计算",
        "办法：分值乘比率",
        "依据：合肥市一区公开的2024年度部门整体支出绩效自评报告指标分析（可信度A：见于公开文件）",
        "用到：全年执行数 1707.31万元",
        "算式：10 × 1707.31万元 ÷ 1711.75万元 = 9.974062…",
        "取舍：9.974062… 四舍五入到2位小数，得 9.97",
    ):
        assert words in ended.out
    assert "数量指标" not in ended.out


def test_an_explanation_of_a_document_tells_the_places(run: Run) -> None:
    ended = run("explain", SAMPLES / "guangzhou-style-department-table.xlsx", "支出率")
    assert "用到：比率 99.81%（" in ended.out


def test_every_indicator_is_explained_without_a_name(run: Run) -> None:
    ended = run("explain", HEFEI)
    assert ended.out.count("得分：") == 8
    assert "由人评定" in ended.out


def test_an_unknown_indicator_is_said(run: Run) -> None:
    ended = run("explain", HEFEI, "信访")
    assert ended.status == 2
    assert ended.err.startswith("没有名称含“信访”的指标。这份文件里有：预算执行率、数量指标、")


def test_rescore_names_the_method_or_says_that_none_fits(run: Run) -> None:
    ended = run("rescore", HEFEI)
    assert "都得不出（按完成比例为10）" in ended.out
    assert "按反向比例、按超出比例扣分" in ended.out
    assert "共8个得分：2个有办法解释，1个哪种办法都得不出，5个由人评定或缺数据" in ended.out


def test_advice_comes_with_a_better_example(run: Run) -> None:
    ended = run("advise", COLLECTION)
    assert ended.status == 0
    assert "花出去的钱不是产出" in ended.out
    assert "→ 可改写为：" in ended.out


@pytest.mark.parametrize("command", COMMANDS)
def test_bad_input_is_one_sentence(run: Run, write: Write, command: str) -> None:
    write("坏.yaml", "subject: project\nyear: 二三\n")
    write("散文.txt", "今天天气很好。")
    for file, words in (
        ("坏.yaml", "坏.yaml第2行：year：应是整数"),
        ("无.yaml", "没有这个文件"),
        ("散文.txt", "没有认出自评表"),
    ):
        ended = run(command, file)
        assert (ended.status, ended.out) == (2, "")
        assert words in ended.err
        assert ended.err.count("\n") == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_no_fitting_pack_is_said(run: Run, write: Write, command: str) -> None:
    write("a.yaml", "subject: department\nyear: 2030\nindicators:\n- {name: 甲, weight: 100}\n")
    ended = run(command, "a.yaml")
    assert ended.status == 2
    assert "没有适合它的规则包" in ended.err
    wrong = run(command, "a.yaml", "--pack", "某县")
    assert wrong.status == 2
    assert "没有规则包“某县”" in wrong.err


@pytest.mark.parametrize("command", COMMANDS)
def test_the_input_is_not_overwritten(run: Run, write: Write, command: str) -> None:
    path = write("a.yaml", Path(HEFEI).read_text(encoding="utf-8"))
    ended = run(command, "a.yaml", "-o", "a.yaml")
    assert ended.status == 2
    assert path.read_text(encoding="utf-8") == Path(HEFEI).read_text(encoding="utf-8")
    assert run(command, "a.yaml", "-o", "b.txt").status == 0
    assert Path("b.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("assumption", "words"),
    [("参保率", "要写成 名称=值"), ("信访=1", "没有这个指标"), ("全年执行数=多", "等号后应是金额")],
)
def test_wrong_suppositions_are_said(run: Run, assumption: str, words: str) -> None:
    ended = run("evaluate", COLLECTION, "--what-if", assumption)
    assert ended.status == 2
    assert words in ended.err


def test_a_form_without_scores(run: Run, write: Write) -> None:
    write("a.yaml", "subject: project\nyear: 2024\npack: central/transfer-2024\nindicators:\n- {name: 甲}\n")
    ended = run("evaluate", "a.yaml")
    assert ended.status == 2
    assert "不计分的表式" in ended.err


def test_suppositions_on_several_papers_and_in_json(run: Run) -> None:
    bundle = SAMPLES / "miluo-style-bundle.docx"
    ended = run("evaluate", bundle, "--what-if", "参保率=94%")
    assert ended.status == 0
    assert ended.out.count("假如 参保率=94%") == 2
    told = run("evaluate", COLLECTION, "--what-if", "参保率=90%", "--format", "json")
    [card] = json.loads(told.out)["scorecards"]
    assert (card["supposed"]["total"], card["supposed"]["assumptions"]) == ("99.47", ["参保率=90%"])
    twice = run("evaluate", COLLECTION, "--what-if", "参保率=90%", "--what-if", "参保率=80%")
    assert twice.status == 2
    assert "写了两次" in twice.err


def test_a_paper_without_a_pack_does_not_stop_the_others(run: Run, write: Write) -> None:
    text = (SAMPLES / "miluo-style-bundle.txt").read_text(encoding="utf-8")
    write("a.txt", text.replace("2023年度部门整体支出绩效自评表", "2031年度部门整体支出绩效自评表", 1))
    ended = run("evaluate", "a.txt")
    assert ended.status == 0
    assert ended.out.count("总分：100.00") >= 3


def test_an_explanation_names_the_row_that_its_numbers_stand_in(run: Run) -> None:
    ended = run("explain", str(SAMPLES / "clean-project-table.docx"), "资助参保人数")
    assert "用到：目标值 3,500人（表1第12行）" in ended.out
    assert "用到：完成值 3,511人（表1第12行）" in ended.out


def test_forms_are_written_into_a_folder_and_audited(run: Run, write: Write) -> None:
    given = Path(COLLECTION).read_text(encoding="utf-8").partition("sections:")[0]
    write("填报.yaml", given)
    ended = run("evaluate", "填报.yaml", "-o", "结果")
    assert ended.status == 0
    name = "2023年度居民征收工作经费项目支出绩效自评表"
    assert {path.name for path in Path("结果").iterdir()} == {
        f"{name}.docx",
        f"{name}.xlsx",
        "汨水市医疗保障局2023年度居民征收工作经费项目支出绩效自评报告.docx",
        "2023年度居民征收工作经费签发摘要.docx",
    }
    assert "签发摘要：总分100.00分，优，执行率100%；缺4处，核查错误1处、疑点6处" in ended.out
    assert "核查：1处错误——“居民医保征收工作经费”完成值写184.58" in ended.out
    strict = run("evaluate", "填报.yaml", "-o", "严格", "--strict")
    assert "没有写出" in strict.out
    assert list(Path("严格").iterdir()) == []
    assert "报告里有4处数据里没有，要自己补写，文中标黄：\n  · 绩效评价工作情况" in ended.out


def test_pdf_without_libreoffice_is_a_sentence_and_the_word_files_stay(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao.rendering.pdf.find_office", lambda: None)
    ended = run("evaluate", HEFEI, "-o", "结果", "--pdf")
    assert ended.status == 0
    assert "没有找到 LibreOffice，没有转成 PDF。可以安装 LibreOffice 再运行" in ended.out
    assert [path.suffix for path in Path("结果").iterdir()] == [".docx", ".docx"]


def test_two_evaluations_of_one_name_do_not_overwrite_each_other(run: Run, write: Write) -> None:
    text = (SAMPLES / "miluo-style-bundle.txt").read_text(encoding="utf-8")
    write("卷宗.txt", text.replace("公务员医疗基金补助", "居民征收工作经费"))
    ended = run("evaluate", "卷宗.txt", "-o", "结果")
    told = [line for line in ended.out.splitlines() if line.startswith("已写好")]
    assert len(told) == len(list(Path("结果").iterdir())) == 18
    assert Path("结果/2023年度居民征收工作经费项目支出绩效自评表（2）.xlsx").exists()


def test_a_pack_without_a_form_gives_the_report(run: Run) -> None:
    ended = run("evaluate", HEFEI, "-o", "结果")
    assert ended.status == 0
    assert {path.name for path in Path("结果").iterdir()} == {
        "临湖区医疗保障局2024年度部门整体支出绩效自评报告.docx",
        "2024年度临湖区医疗保障局签发摘要.docx",
    }


def test_a_pack_with_neither_form_nor_outline(run: Run, write: Write) -> None:
    rules = path_of("anhui/hefei-district-2024").read_text(encoding="utf-8")
    write("光有计分.yaml", rules[: rules.index("报告提纲:")])
    ended = run("evaluate", HEFEI, "--pack", "光有计分.yaml", "-o", "结果")
    assert "既没有表式，也没有报告提纲，不能出表" in ended.out


def test_signs_before_a_value_are_explained(run: Run, write: Write) -> None:
    write("a.yaml", "subject: project\nindicators:\n- name: 参保率\n  target: >95%\n")
    ended = run("evaluate", "a.yaml")
    assert ended.status == 2
    assert "符号开头的要加引号" in ended.err


def test_a_report_is_printed_without_charts_where_they_cannot_be_drawn(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("填报.yaml", Path(NANCHANG).read_text(encoding="utf-8").partition("sections:")[0])
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    ended = run("evaluate", "填报.yaml", "-o", "结果")
    [line] = [line for line in ended.out.splitlines() if "画图" in line]
    assert line.startswith("没有装画图的组件，报告里没有图。要图的，请运行 pip install")
    assert len([*Path("结果").glob("*报告.docx")]) == 1


def test_papers_are_printed_through_the_templates_of_a_folder(run: Run) -> None:
    assert run("pack", "template", "hunan/miluo-2023", "-o", "模板").status == 0
    form = Path("模板/模板-项目支出绩效自评表.docx")
    document = docx.Document(str(form))
    document.paragraphs[0].insert_paragraph_before("内部资料：{{ 部门名称 }}")
    document.save(str(form))
    ended = run("evaluate", COLLECTION, "-o", "结果", "--templates", "模板")
    assert ended.status == 0
    [printed] = Path("结果").glob("*项目支出绩效自评表.docx")
    assert docx.Document(str(printed)).paragraphs[0].text == "内部资料：汨水市医疗保障局"


def test_a_template_with_a_fault_prints_nothing(run: Run) -> None:
    assert run("pack", "template", "hunan/miluo-2023", "-o", "模板").status == 0
    form = Path("模板/模板-签发摘要.docx")
    document = docx.Document(str(form))
    document.paragraphs[1].text = "{{ 单位 }}"
    document.save(str(form))
    ended = run("evaluate", COLLECTION, "-o", "结果", "--templates", "模板")
    assert ended.status == 2
    assert "模板-签发摘要.docx：第2段“{{ 单位 }}”是不认识的占位符" in ended.err
    assert not Path("结果").exists()


def test_templates_need_a_folder_to_print_into(run: Run) -> None:
    assert "请加上 -o 文件夹" in run("evaluate", COLLECTION, "--templates", ".").err
    assert "没有这个文件夹" in run("evaluate", COLLECTION, "-o", "结果", "--templates", "没有").err


def test_templates_beside_the_file_of_the_pack_are_used_unasked(run: Run, write: Write) -> None:
    rules = path_of("hunan/miluo-2023").read_text(encoding="utf-8")
    write("自己的.yaml", rules.replace("编号: hunan/miluo-2023", "编号: hunan/other-2023", 1))
    data = Path(COLLECTION).read_text(encoding="utf-8").replace("pack: hunan/miluo-2023", "pack: 自己的.yaml")
    write("填报.yaml", data)
    assert run("pack", "template", "自己的.yaml").status == 0
    page = docx.Document("模板-签发摘要.docx")
    page.paragraphs[0].text = "送局长签发"
    page.save("模板-签发摘要.docx")
    write("模板-别的表.docx", "")
    ended = run("evaluate", "填报.yaml", "-o", "结果")
    assert ended.status == 0, ended.err
    [printed] = Path("结果").glob("*签发摘要.docx")
    assert docx.Document(str(printed)).paragraphs[0].text == "送局长签发"
    assert ended.out.count("没有用上 模板-别的表.docx：规则包 hunan/other-2023 的模板只能叫 模板-") == 1
