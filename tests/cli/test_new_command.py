"""``jixiao new``: from nothing, or from what there is, to a workbook that can be scored and printed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jixiao.workbook import load_evaluations

Run = Callable[..., Any]
SAMPLES = Path(__file__).parents[2] / "samples"
BUNDLE = SAMPLES / "miluo-style-bundle.docx"


def test_from_a_form_to_a_workbook_to_the_forms(run: Run) -> None:
    made = run("new", "填报.xlsx", "--keep", "--from", SAMPLES / "clean-project-table.docx")
    assert made.status == 0
    assert made.out.startswith("已写好 填报.xlsx（2024年度项目“城乡医疗救助补助资金”，规则包 mof/project-2020）。")
    ended = run("evaluate", "填报.xlsx", "-o", "结果")
    assert ended.status == 0
    assert "总分：99.87　等级：优" in ended.out
    assert "核查：没有错误" in ended.out
    assert len(list(Path("结果").iterdir())) == 3


def test_an_empty_workbook_says_what_is_missing(run: Run) -> None:
    assert run("new", "空.xlsx", "--pack", "hunan/miluo-2023", "--subject", "部门").status == 0
    ended = run("evaluate", "空.xlsx")
    assert ended.status == 0
    assert "部门整体支出绩效自评" in ended.out
    assert "没有各项指标的分值和得分，总分无从算起" in ended.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("填报.xlsx",), "要写明 --pack 规则包（见 jixiao pack list），或者 --from 已有的文件"),
        (("填报.xls", "--pack", "mof/project-2020"), "工作簿的文件名要以 .xlsx 结尾"),
        (("填报.xlsx", "--pack", "某县"), "没有规则包“某县”"),
        (("填报.xlsx", "--pack", "mof/project-2020", "--subject", "部门"), "不管这种对象"),
        (("没有/填报.xlsx", "--pack", "mof/project-2020"), "写不进去"),
        (("填报.xlsx", "--from", "无.docx"), "无.docx"),
        (
            ("填报.xlsx", "--from", BUNDLE, "--project", "某项目"),
            "没有要找的这一份，只有 2023年度医疗保障局整体支出；",
        ),
        (("填报.xlsx", "--from", SAMPLES / "README.md"), "README.md"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(run: Run, arguments: tuple[str | Path, ...], words: str) -> None:
    ended = run("new", *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert words in ended.err


def test_a_file_that_is_there_is_not_overwritten(run: Run) -> None:
    Path("填报.xlsx").write_bytes(b"1")
    ended = run("new", "填报.xlsx", "--pack", "mof/project-2020")
    assert ended.status == 2
    assert "不覆盖它" in ended.err
    assert Path("填报.xlsx").read_bytes() == b"1"


def test_last_year_begins_this_year(run: Run) -> None:
    made = run("new", "本年.xlsx", "--from", SAMPLES / "clean-project-table.docx")
    assert made.status == 0
    assert made.out.splitlines() == [
        "已写好 本年.xlsx（2025年度项目“城乡医疗救助补助资金”，规则包 mof/project-2020）。",
        "  从 2024年度项目“城乡医疗救助补助资金”取来："
        "10个指标的名称、目标和分值、10个上年完成值、4行资金来源、1条年度目标。",
        "  没有取（今年另填）：预算数和执行数、完成值（放到了上年）、得分和等级、偏差原因和改进措施、目标完成情况。",
        "  请看：指标值和分值是去年的，只作参考，请按今年批复的目标改。",
        "用 Excel 或 WPS 打开，填浅黄色的格子；填好后运行：jixiao evaluate 本年.xlsx -o 结果",
    ]
    [begun] = load_evaluations(Path("本年.xlsx"))
    assert (begun.year, begun.total, begun.grade) == (2025, None, None)
    assert all(leaf.actual is None and leaf.score is None and leaf.last_year for leaf in begun.leaves())
    assert all(row.initial is row.adjusted is row.executed is None for row in begun.funds)


def test_a_workbook_begins_the_next_one(run: Run) -> None:
    run("new", "去年.xlsx", "--keep", "--from", SAMPLES / "clean-project-table.docx")
    assert run("new", "今年.xlsx", "--from", "去年.xlsx", "--year", "2027").status == 0
    [begun] = load_evaluations(Path("今年.xlsx"))
    assert (begun.year, next(begun.leaves()).target is not None) == (2027, True)


def test_a_bundle_gives_a_workbook_each(run: Run) -> None:
    made = run("new", "本年.xlsx", "--from", BUNDLE)
    assert made.status == 0
    names = ["部门整体", "居民征收工作经费", "公务员医疗基金补助", "离休人员医疗补助"]
    assert {path.name for path in Path.cwd().glob("*.xlsx")} == {f"本年-{name}.xlsx" for name in names}
    assert "里有4份自评，各写了一份" in made.out
    [department] = load_evaluations(Path("本年-部门整体.xlsx"))
    assert department.department.three_public[0].last_year is not None


def test_one_of_a_bundle_is_chosen_by_its_name(run: Run) -> None:
    made = run("new", "本年.xlsx", "--from", BUNDLE, "--project", "离休")
    assert made.status == 0
    assert [path.name for path in Path.cwd().glob("*.xlsx")] == ["本年.xlsx"]


def test_without_rules_for_the_new_year_those_of_last_year_are_taken_and_said(run: Run) -> None:
    made = run("new", "本年.xlsx", "--from", BUNDLE, "--subject", "部门")
    assert "请看：还没有2024年的规则包，先按 hunan/miluo-2023 写出；有了新的办法请用 --pack 指明。" in made.out


@pytest.fixture
def exported() -> Path:
    """A table as a finance system exports it: codes in front, 元, merged departments, columns in its own order."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["2023年预算执行情况表"])
    sheet.append(["金额单位：元"])
    sheet.append(["单位编码", "单位名称", "项目编码", "项目名称", "累计支出数", "年初预算数", "调整后预算数", "执行率"])
    sheet.append(["301", "某县医疗保障局", "43062101", "医疗救助补助资金", 17073100, 17000000, 17117500.55, "99.74%"])
    sheet.append([None, None, "43062102", "43062102-基金监管专项", 180000, 200000, 200000, "90%"])
    sheet.append([None, None, None, "合计", 17253100, 17200000, 17317500.55, None])
    sheet.merge_cells("A4:A6")
    sheet.merge_cells("B4:B6")
    book.save("导出.xlsx")
    return Path("导出.xlsx")


def test_a_table_of_a_finance_system_gives_the_money(run: Run, exported: Path) -> None:
    made = run("new", "本年.xlsx", "--from", exported, "--pack", "hunan/miluo-2023", "--subject", "部门")
    assert made.status == 0
    assert "取来：2个项目、1行资金，金额已换算成万元。" in made.out
    [begun] = load_evaluations(Path("本年.xlsx"))
    lines = [(line.label, line.initial, line.adjusted, line.executed) for line in begun.department.projects]
    assert lines == [
        ("医疗救助补助资金", Decimal(1700), Decimal("1711.750055"), Decimal("1707.31")),
        ("基金监管专项", Decimal(20), Decimal(20), Decimal(18)),
    ]
    assert (begun.department.name, begun.year) == ("某县医疗保障局", 2023)
    assert begun.funds[0].executed == Decimal("1725.31")


def test_last_year_s_table_goes_into_the_column_of_last_year(run: Run, exported: Path) -> None:
    made = run(
        "new", "本年.xlsx", "--from", exported, "--pack", "hunan/miluo-2023", "--subject", "部门", "--year", "2024"
    )
    assert "表里是2023年的数，只把支出数填在上年一栏；预算数没有取。" in made.out
    [begun] = load_evaluations(Path("本年.xlsx"))
    assert [(line.last_year, line.initial) for line in begun.department.projects] == [
        (Decimal("1707.31"), None),
        (Decimal(18), None),
    ]


def test_one_project_of_the_table_is_chosen_by_its_name(run: Run, exported: Path) -> None:
    asked = run("new", "本年.xlsx", "--from", exported, "--pack", "mof/project-2020")
    assert asked.status == 2
    assert "请用 --project 写明是哪一个：医疗救助补助资金、基金监管专项" in asked.err
    made = run("new", "本年.xlsx", "--from", exported, "--pack", "mof/project-2020", "--project", "监管")
    assert made.status == 0
    [begun] = load_evaluations(Path("本年.xlsx"))
    assert (begun.funds[0].adjusted, begun.funds[0].executed) == (Decimal(20), Decimal(18))


def test_a_table_without_a_unit_or_a_pack_is_asked_about(run: Run, exported: Path) -> None:
    assert "请用 --pack 写明按哪个规则包填" in run("new", "本年.xlsx", "--from", exported).err
    book = openpyxl.load_workbook(exported)
    book.worksheets[0]["A2"] = None
    book.save(exported)
    asked = run("new", "本年.xlsx", "--from", exported, "--pack", "hunan/miluo-2023", "--subject", "部门")
    assert "没有写金额单位，请在表上方写“单位：元”或“单位：万元”" in asked.err


def test_a_bundle_in_one_workbook(run: Run) -> None:
    made = run("new", "本年.xlsx", "--from", BUNDLE, "--together")
    assert made.status == 0
    assert made.out.count("已写好 本年.xlsx（2024年度") == 4
    begun = load_evaluations(Path("本年.xlsx"))
    names = [None, "居民征收工作经费", "公务员医疗基金补助", "离休人员医疗补助"]
    assert [each.project for each in begun] == names
    assert run("evaluate", "本年.xlsx").out.count("绩效自评：") == 4


def test_the_year_of_an_empty_workbook_can_be_told(run: Run) -> None:
    assert run("new", "空.xlsx", "--pack", "mof/project-2020", "--year", "2026").status == 0
    [empty] = load_evaluations(Path("空.xlsx"))
    assert empty.year == 2026


def test_papers_of_the_same_year_are_taken_over_whole(run: Run) -> None:
    source = SAMPLES / "evaluations" / "miluo-department.yaml"
    made = run("new", "改错.xlsx", "--keep", "--from", source)
    assert "照原样取来全部内容" in made.out
    [before], [after] = load_evaluations(source), load_evaluations(Path("改错.xlsx"))
    assert after.department == before.department
    assert (after.year, after.goals, after.total) == (before.year, before.goals, before.total)
