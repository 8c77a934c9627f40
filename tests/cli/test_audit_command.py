from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SAMPLE = str(Path(__file__).parents[2] / "samples" / "miluo-style-bundle.txt")
Write = Callable[[str, str], Path]
Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "fail_on", "status"),
    [
        ("没有问题的报告", "info", 0),
        ("【提】", "error", 0),
        ("【提】", "warning", 0),
        ("【提】", "info", 1),
        ("【疑】", "error", 0),
        ("【疑】", "warning", 1),
        ("【错】", "error", 1),
        ("【错】", "never", 0),
    ],
)
@pytest.mark.usefixtures("marks")
def test_exit_status(run: Run, write: Write, text: str, fail_on: str, status: int) -> None:
    write("a.txt", text)
    assert run("audit", "a.txt", "--fail-on", fail_on).status == status


@pytest.mark.usefixtures("marks")
def test_errors_fail_unless_told_otherwise(run: Run, write: Write) -> None:
    write("a.txt", "【错】【疑】")
    assert run("audit", "a.txt").status == 1
    write("b.txt", "【疑】")
    assert run("audit", "b.txt").status == 0


@pytest.mark.usefixtures("marks")
def test_an_unreadable_file_does_not_stop_the_others(run: Run, write: Write) -> None:
    write("a.txt", "【错】")
    write("empty.txt", "")
    ended = run("audit", "a.txt", "empty.txt", "missing.txt")
    assert ended.status == 2
    assert "【错】有问题" in ended.out
    first, second = ended.err.splitlines()
    assert first.startswith("empty.txt：文件是空的")
    assert second.startswith("missing.txt：没有这个文件")


@pytest.mark.usefixtures("marks")
def test_json_holds_the_readable_files(run: Run, write: Write) -> None:
    write("a.txt", "【错】")
    ended = run("audit", "missing.txt", "a.txt", "--format", "json")
    assert ended.status == 2
    content = json.loads(ended.out)
    assert [document["source"] for document in content["documents"]] == ["a.txt"]
    assert content["unreadable"][0]["source"] == "missing.txt"


def test_each_file_is_its_own_dossier_unless_together(run: Run, write: Write, marks: list[list[str]]) -> None:
    write("a.txt", "甲")
    write("b.txt", "乙")
    run("audit", "a.txt", "b.txt", "missing.txt")
    run("audit", "a.txt", "b.txt", "missing.txt", "--together")
    assert marks == [["a.txt"], ["b.txt"], ["a.txt", "b.txt"]]


def test_folders_and_wildcards_are_expanded(run: Run, write: Write, marks: list[list[str]]) -> None:
    for name in ("in/b.txt", "in/deep/a.txt", "in/~$b.docx", "in/.hidden.txt", "in/picture.png", "c1.txt", "c2.txt"):
        write(name, "甲")
    run("audit", "in", "c?.txt", "c1.txt", "--together")
    assert marks == [[str(Path("in/b.txt")), str(Path("in/deep/a.txt")), "c1.txt", "c2.txt"]]


def test_a_file_named_twice_is_audited_once(run: Run, write: Write, marks: list[list[str]]) -> None:
    path = write("a.txt", "甲")
    run("audit", "a.txt", "./a.txt", path, "*.txt", ".")
    assert marks == [["a.txt"]]


def test_an_absolute_wildcard_works(run: Run, write: Write, marks: list[list[str]]) -> None:
    path = write("文件 夹/甲.txt", "甲")
    run("audit", path.parent / "*.txt")
    assert marks == [[str(path)]]


def test_a_name_with_brackets_is_a_file_if_it_exists(run: Run, write: Write, marks: list[list[str]]) -> None:
    write("报告[终稿].txt", "甲")
    assert run("audit", "报告[终稿].txt").status == 0
    assert marks == [["报告[终稿].txt"]]


@pytest.mark.usefixtures("marks")
def test_a_folder_or_wildcard_without_files_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    ended = run("audit", "空", "*.docx")
    assert ended.status == 2
    assert ended.err.splitlines() == [
        "空：文件夹里没有可以核查的文件（.docx、.xlsx、.txt、.html、.htm）。请换一个文件夹，或直接写出文件名。",
        "*.docx：没有符合这个通配符的文件。请检查路径和扩展名。",
    ]


@pytest.mark.usefixtures("marks")
def test_output_goes_into_a_file(run: Run, write: Write, tmp_path: Path) -> None:
    write("a.txt", "【错】")
    for style, expected in (("html", "<!DOCTYPE html>"), ("json", '{\n "jixiao"'), ("terminal", "a.txt：错误 1 处")):
        ended = run("audit", "a.txt", "--format", style, "-o", f"out.{style}")
        assert (ended.status, ended.out, ended.err) == (1, "", f"已写进 out.{style}\n")
        assert (tmp_path / f"out.{style}").read_text(encoding="utf-8").startswith(expected)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "out.html", "out.json", "out.terminal"]


@pytest.mark.usefixtures("marks")
def test_the_audited_file_is_not_overwritten(run: Run, write: Write) -> None:
    path = write("a.txt", "【错】")
    ended = run("audit", "a.txt", "-o", f"../{path.parent.name}/a.txt")
    assert ended.status == 2
    assert "会把它覆盖" in ended.err
    assert path.read_text(encoding="utf-8") == "【错】"


@pytest.mark.usefixtures("marks")
def test_a_folder_that_is_not_there_is_said(run: Run, write: Write) -> None:
    write("a.txt", "甲")
    ended = run("audit", "a.txt", "-o", "没有/out.json", "--format", "json")
    assert ended.status == 2
    assert "写不进去" in ended.err


@pytest.mark.usefixtures("marks")
def test_quiet_prints_a_line_a_file(run: Run, write: Write) -> None:
    write("a.txt", "【错】【提】")
    write("b.txt", "好")
    assert run("audit", "-q", "a.txt", "b.txt").out == "a.txt：错误 1 处，提示 1 处\nb.txt：没有发现问题\n"


@pytest.mark.usefixtures("marks")
def test_all_lists_hints(run: Run, write: Write) -> None:
    write("a.txt", "【提】")
    assert "【提】有问题" not in run("audit", "a.txt").out
    assert "【提】有问题" in run("audit", "a.txt", "--all").out


@pytest.mark.usefixtures("marks")
def test_unknown_checks_are_refused(run: Run, write: Write) -> None:
    write("a.txt", "甲")
    ended = run("audit", "a.txt", "--only", "score-total，no-such")
    assert ended.status == 2
    assert ended.err == "--only 里的“no-such”不是检查项的编号，也不是类别。全部检查项见 jixiao checks。\n"


def test_selection_reaches_the_checks(run: Run) -> None:
    def checks(*options: str) -> set[str]:
        [document] = json.loads(run("audit", SAMPLE, "--format", "json", *options).out)["documents"]
        return {finding["check"] for finding in document["findings"]}

    everything = checks()
    assert "prose-parts" in everything
    assert checks("--ignore=prose-parts") == everything - {"prose-parts"}
    assert "prose-parts" not in checks("--ignore=合计与分项")
    assert checks("--only=prose-parts,score-sum", "--only=wrong-word") == {"prose-parts", "wrong-word"}


@pytest.mark.usefixtures("marks")
def test_settings_file_is_used_and_the_command_line_wins(run: Run, write: Write) -> None:
    write("a.txt", "【疑】")
    write("jixiao.toml", '[audit]\nfail_on = "warning"\n')
    assert run("audit", "a.txt").status == 1
    assert run("audit", "a.txt", "--fail-on", "error").status == 0
    write("strict.toml", '[audit]\nfail_on = "info"\n[limits]\nfile_bytes = 3\n')
    ended = run("audit", "a.txt", "--config", "strict.toml")
    assert ended.status == 2
    assert "a.txt：文件超过" in ended.err


@pytest.mark.usefixtures("marks")
def test_bad_settings_are_refused(run: Run, write: Write) -> None:
    write("a.txt", "甲")
    write("jixiao.toml", "[audit]\nonly = ['no-such']\n")
    ended = run("audit", "a.txt")
    assert ended.status == 2
    assert ended.err.startswith("设置文件的 audit.only 里的“no-such”不是检查项的编号")
    write("jixiao.toml", "[audit]\ncolour = 1\n")
    assert "jixiao.toml：不认识的项 audit.colour" in run("audit", "a.txt").err
