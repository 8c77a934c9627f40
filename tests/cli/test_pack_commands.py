from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jixiao.packs import all_packs

Write = Callable[[str, str], Path]
Run = Callable[..., Any]
BAD = Path(__file__).parents[1] / "packs" / "bad"


def test_list(run: Run) -> None:
    ended = run("pack", "list")
    assert ended.status == 0
    assert all(pack.id in ended.out for pack in all_packs())


def test_show_tells_each_figure_with_its_source(run: Run) -> None:
    ended = run("pack", "show", "mof/project-2020")
    for words in (
        "满分：100〔公开表·A〕",
        "预算执行率：10分，执行数÷全年预算数，分值乘比率〔公开表·A〕",
        "等级：优 ≥90；良 ≥80＜90；中 ≥60＜80；差 ≥0＜60〔公开表·A〕",
        "须说明原因：完成值达到目标的比例130%〔系统·B〕",
        "办法：财预〔2020〕10号 第十八条（可信度C：一般了解，未逐字核对）",
    ):
        assert words in ended.out
    assert run("pack", "show", "mof/project-2020", "--format", "yaml").out.startswith("# 项目支出绩效自评表")


def test_every_pack_can_be_shown(run: Run) -> None:
    for pack in all_packs():
        ended = run("pack", "show", pack.id)
        assert ended.status == 0
        assert pack.title in ended.out


def test_check(run: Run) -> None:
    good = run("pack", "check", "mof/project-2020", BAD / "good.yaml")
    assert good.status == 0
    assert good.out.count("：没有问题（") == 2
    bad = run("pack", "check", "mof/project-2020", BAD / "grades-with-gap.yaml", "某县")
    assert bad.status == 1
    assert bad.out.count("没有问题") == 1
    assert "等级“良”应写“低于: 90”" in bad.err
    assert "没有规则包“某县”" in bad.err


def test_test_runs_all_or_one(run: Run) -> None:
    every = run("pack", "test")
    assert every.status == 0
    assert every.out.count("全部通过") == sum(pack.scored for pack in all_packs())
    one = run("pack", "test", "mof/project-2020")
    assert one.out.startswith("mof/project-2020：")
    assert run("pack", "test", "central/transfer-2024").status == 2


def test_a_new_pack_from_an_old_one(run: Run) -> None:
    made = run("pack", "new", "anhui/xian-2025", "--from", "mof/project-2020", "--title", "某县2025年度自评表")
    assert made.status == 0
    assert "已写好 xian-2025.yaml" in made.out
    text = Path("xian-2025.yaml").read_text(encoding="utf-8")
    assert "编号: anhui/xian-2025\n名称: 某县2025年度自评表\n" in text
    assert "# 可信度：A 见于公开的文件" in text
    assert run("pack", "check", "xian-2025.yaml").status == 0
    assert run("pack", "test", "xian-2025.yaml").status == 0
    again = run("pack", "new", "anhui/xian-2025", "--from", "mof/project-2020")
    assert again.status == 2
    assert "已经有这个文件，不覆盖它" in again.err
    wrong = run("pack", "new", "某县2025", "--from", "mof/project-2020")
    assert wrong.status == 2
    assert "不合格式" in wrong.err


def test_a_failing_test_is_shown_and_fails(run: Run) -> None:
    run("pack", "new", "anhui/xian-2025", "--from", "mof/project-2020")
    path = Path("xian-2025.yaml")
    text = path.read_text(encoding="utf-8").replace("不低于: 90,", "不低于: 85,").replace("低于: 90,", "低于: 85,")
    path.write_text(text, encoding="utf-8")
    ended = run("pack", "test", "xian-2025.yaml")
    assert ended.status == 1
    assert "✗ 89.99分是良：总分89.99应为“良”，得出“优”" in ended.out


def test_a_pack_without_tests_is_said(run: Run, write: Write) -> None:
    write("b.yaml", (BAD / "good.yaml").read_text(encoding="utf-8"))
    ended = run("pack", "test", "b.yaml")
    assert ended.status == 2
    assert "b.tests.yaml：没有这个文件" in ended.err


def test_schemas(run: Run) -> None:
    for name in ("audit", "evaluation", "pack"):
        assert json.loads(run("schema", name).out)["$schema"].endswith("2020-12/schema")
    assert run("schema").out == run("schema", "audit").out
    assert run("schema", "别的").status == 2


def test_templates_are_written_once_and_never_over_another_file(run: Run) -> None:
    ended = run("pack", "template", "mof/project-2020", "-o", "模板")
    assert ended.status == 0
    names = {path.name for path in Path("模板").iterdir()}
    assert names == {"模板-项目支出绩效自评表.docx", "模板-签发摘要.docx"}
    assert "jixiao evaluate 文件 -o 结果 --templates 模板" in ended.out
    again = run("pack", "template", "mof/project-2020", "-o", "模板")
    assert again.status == 2
    assert "已经有这个文件，不覆盖它" in again.err


def test_check_names_faults_of_the_templates_beside_a_pack(run: Run) -> None:
    assert run("pack", "new", "anhui/feixi-2025", "--from", "mof/project-2020").status == 0
    assert run("pack", "template", "feixi-2025.yaml").status == 0
    ended = run("pack", "check", "feixi-2025.yaml")
    assert ended.status == 0
    assert "，连同模板 签发摘要、项目支出绩效自评表）" in ended.out
    Path("模板-部门自评表.docx").write_bytes(Path("模板-签发摘要.docx").read_bytes())
    assert "没有用上 模板-部门自评表.docx" in run("pack", "check", "feixi-2025.yaml").err
    Path("模板-签发摘要.docx").write_bytes(b"")
    wrong = run("pack", "check", "feixi-2025.yaml")
    assert wrong.status == 1
    assert wrong.err.startswith("模板-签发摘要.docx：")


def test_placeholders_are_listed(run: Run) -> None:
    assert "  {{ 部门名称 }}　填报的部门或单位" in run("pack", "placeholders").out
    assert "| `{{ 部门名称 }}` | 填报的部门或单位 |" in run("pack", "placeholders", "--format", "markdown").out
