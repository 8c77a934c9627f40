from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import jixiao
from jixiao.cli import cli
from jixiao.rendering.columns import display_width

Write = Callable[[str, str], Path]
Run = Callable[..., Any]
SAMPLE = str(Path(__file__).parents[2] / "samples" / "miluo-style-bundle.txt")
COMMANDS = (
    *("audit", "new", "evaluate", "explain", "rescore", "advise", "pack"),
    *("text", "show", "checks", "baseline", "verdict", "schema"),
    *("serve", "push", "verify-log", "backup", "restore"),
)
PACK_COMMANDS = ("list", "show", "check", "test", "new")


def test_version(run: Run) -> None:
    assert run("--version").out == f"jixiao {jixiao.__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--help",),
        *((command, "--help") for command in COMMANDS),
        *(("pack", command, "--help") for command in PACK_COMMANDS),
    ],
)
def test_help_is_chinese_and_fits_the_screen(run: Run, arguments: tuple[str, ...]) -> None:
    ended = run(*arguments)
    assert ended.status == 0
    assert ended.out.startswith("用法：jixiao")
    assert "选项：" in ended.out
    for english in ("Usage", "Options", "OPTIONS", "Commands", "Show this", "Error", "ARGS", "default:"):
        assert english not in ended.out
    assert all(display_width(line.rstrip("，。；：")) <= 80 for line in ended.out.splitlines())


def test_every_command_is_tested_here() -> None:
    assert set(cli.commands) == set(COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("adit", "a.txt"), "没有命令“adit”，可用的命令：audit、"),
        (("audit",), "缺少参数 文件...。"),
        (("audit", "a.txt", "--fromat", "json"), "没有选项 --fromat"),
        (("audit", "a.txt", "--format", "pdf"), "--format 的值不对：只能是 terminal、json、html。"),
        (("audit", "a.txt", "--format"), "选项 --format 的写法不对"),
        (("text", "a.txt", "b.txt"), "多出的参数：b.txt。"),
    ],
)
def test_a_wrong_call_is_explained_in_chinese(run: Run, arguments: tuple[str, ...], message: str) -> None:
    ended = run(*arguments)
    assert (ended.status, ended.out) == (2, "")
    first, second = ended.err.splitlines()
    assert first.startswith(message)
    assert second.startswith("说明见：jixiao")


def test_text_prints_the_linear_text_as_it_is(run: Run, write: Write) -> None:
    write("a.txt", "一、甲\r\n二、乙")
    expected = run("text", "a.txt")
    assert expected.status == 0
    assert expected.out.replace("\r\n", "\n") == "一、甲\n二、乙"
    run("text", "a.txt", "-o", "b.txt")
    assert Path("b.txt").read_bytes().decode() == expected.out


@pytest.mark.parametrize("command", ["text", "show"])
def test_the_file_itself_is_not_overwritten(run: Run, write: Write, command: str) -> None:
    path = write("a.txt", "一、甲")
    ended = run(command, "a.txt", "-o", path)
    assert ended.status == 2
    assert "会把它覆盖" in ended.err
    assert path.read_text(encoding="utf-8") == "一、甲"


@pytest.mark.parametrize("command", ["text", "show"])
def test_an_unreadable_file_is_said(run: Run, command: str) -> None:
    ended = run(command, "no.docx")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("no.docx：没有这个文件")


def test_show_prints_the_evaluations(run: Run) -> None:
    ended = run("show", SAMPLE)
    assert ended.status == 0
    for expected in ("部门整体支出绩效自评表 · 2023年度", "资金", "指标", "总分", "满意度指标"):
        assert expected in ended.out
    content = json.loads(run("show", SAMPLE, "--format", "json").out)
    assert content["source"] == SAMPLE
    assert {evaluation["form"] for evaluation in content["evaluations"]} >= {"project-table", "department-report"}


def test_show_says_when_nothing_is_recognised(run: Run, write: Write) -> None:
    write("a.txt", "今天天气很好。")
    assert "没有认出自评表或自评报告" in run("show", "a.txt").out


def test_schema_is_printed(run: Run) -> None:
    assert json.loads(run("schema").out)["title"] == "jixiao 核查结果"


def test_checks_are_listed_in_every_form(run: Run) -> None:
    rows = json.loads(run("checks", "--format", "json").out)
    text, page = run("checks").out, run("checks", "--format", "markdown").out
    assert len(rows) > 5
    for row in rows:
        assert set(row) == {"id", "title", "family", "severity", "basis", "explanation"}
        assert all(row.values())
        assert row["id"] in text
        assert f"`{row['id']}`" in page
        assert row["explanation"] in page


def start(*arguments: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    code = "import sys; from jixiao.cli import main; main(sys.argv[1:])"
    environment = {
        "PYTHONPATH": str(Path(jixiao.__file__).parents[1]),
        "PYTHONIOENCODING": encoding,
        "LC_ALL": "C.UTF-8",
    }
    return subprocess.run([sys.executable, "-c", code, *arguments], env=environment, capture_output=True, check=False)


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom jixiao.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'lxml', 'pydantic', 'rich', 'openpyxl', 'python_calamine', 'rapidfuzz', 'yaml', 'jixiao.documents'}\n"
        "sys.stderr.write(','.join(sorted(heavy & set(sys.modules))))"
    )
    environment = {"PYTHONPATH": str(Path(jixiao.__file__).parents[1]), "LC_ALL": "C.UTF-8"}
    ended = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert "用法：" in ended.stdout
    assert ended.stderr == ""


def test_a_gbk_console_gets_what_it_can_show(tmp_path: Path) -> None:
    path = tmp_path / "甲𠮷.txt"
    path.write_text(Path(SAMPLE).read_text(encoding="utf-8"), encoding="utf-8")
    ended = start("audit", str(path), "--all", encoding="gbk")
    assert (ended.returncode, ended.stderr) == (1, b"")
    assert "甲?.txt：错误" in ended.stdout.decode("gbk")


def test_json_into_a_pipe_is_utf_8_whatever_the_console() -> None:
    ended = start("audit", SAMPLE, "--format", "json", encoding="gbk")
    [document] = json.loads(ended.stdout.decode("utf-8"))["documents"]
    assert any("骗保" in finding["message"] for finding in document["findings"])


def test_library_entry_audits_files_as_one_dossier(write: Write) -> None:
    second = write("b.txt", "乙")
    audit = jixiao.audit(SAMPLE, second)
    assert [document.document.source for document in audit.documents] == [SAMPLE, str(second)]
    assert audit.documents[0].findings
    assert audit.documents[0].evaluations
