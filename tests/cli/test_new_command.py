"""``jixiao new``: from nothing, or from what there is, to a workbook that can be scored and printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
SAMPLES = Path(__file__).parents[2] / "samples"


def test_from_a_form_to_a_workbook_to_the_forms(run: Run) -> None:
    made = run("new", "填报.xlsx", "--from", SAMPLES / "clean-project-table.docx")
    assert made.status == 0
    assert made.out.startswith("已写好 填报.xlsx。用 Excel 或 WPS 打开")
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
    ],
)
def test_what_cannot_be_done_is_one_sentence(run: Run, arguments: tuple[str, ...], words: str) -> None:
    ended = run("new", *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert words in ended.err


def test_a_file_that_is_there_is_not_overwritten(run: Run) -> None:
    Path("填报.xlsx").write_bytes(b"1")
    ended = run("new", "填报.xlsx", "--pack", "mof/project-2020")
    assert ended.status == 2
    assert "不覆盖它" in ended.err
    assert Path("填报.xlsx").read_bytes() == b"1"
