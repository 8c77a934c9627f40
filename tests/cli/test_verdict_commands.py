from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Write = Callable[[str, str], Path]
Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("marks")


def entries(path: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))["findings"]
    return found


def test_dismissed_findings_survive_a_new_run_and_do_not_fail_it(run: Run, write: Write, tmp_path: Path) -> None:
    write("a.txt", "【错1】和【错2】")
    assert run("baseline", "a.txt").out == "jixiao-baseline.json：新记 2 处问题，共 2 处。\n"
    first, second = (entry["id"] for entry in entries(tmp_path / "jixiao-baseline.json"))
    ended = run("verdict", first, "dismissed", "--reason", "凭证已核")
    assert ended.out == "a.txt：“【错1】有问题”——不是问题。\n"
    write("a.txt", "前面加了一段话。【错1】和【错2】")
    ended = run("audit", "a.txt", "--baseline", "jixiao-baseline.json")
    assert ended.status == 1
    assert "另有 1 处已判定不是问题" in ended.out
    run("verdict", second, "dismissed", "--reason", "凭证已核")
    assert run("audit", "a.txt", "--baseline", "jixiao-baseline.json").status == 0
    assert run("audit", "a.txt").status == 1


def test_confirmed_findings_still_fail(run: Run, write: Write, tmp_path: Path) -> None:
    write("a.txt", "【错】")
    run("baseline", "a.txt")
    run("verdict", entries(tmp_path / "jixiao-baseline.json")[0]["id"], "confirmed")
    ended = run("audit", "a.txt", "--baseline", "jixiao-baseline.json")
    assert ended.status == 1
    assert "【错】有问题（已确认）" in ended.out


def test_a_finding_that_is_gone_is_reported_not_dropped(run: Run, write: Write, tmp_path: Path) -> None:
    write("a.txt", "【错1】和【错2】")
    run("baseline", "a.txt")
    first = entries(tmp_path / "jixiao-baseline.json")[0]["id"]
    run("verdict", first, "confirmed")
    write("a.txt", "只剩【错2】")
    ended = run("audit", "a.txt", "--baseline", "jixiao-baseline.json")
    assert f"a.txt  {first}  已确认：【错1】有问题" in ended.out
    ended = run("baseline", "a.txt")
    assert f"  {first}  a.txt  已确认：【错1】有问题" in ended.out
    assert len(entries(tmp_path / "jixiao-baseline.json")) == 2
    assert "已删去" in run("baseline", "a.txt", "--prune").out
    assert [entry["message"] for entry in entries(tmp_path / "jixiao-baseline.json")] == ["【错2】有问题"]


def test_files_are_named_from_the_baselines_folder(
    run: Run, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("项目/甲/a.txt", "【错】")
    run("baseline", "项目/甲/a.txt", "--baseline", "项目/基线.json")
    [entry] = entries(tmp_path / "项目/基线.json")
    assert entry["source"] == "甲/a.txt"
    run("verdict", entry["id"], "dismissed", "--reason", "是", "--baseline", "项目/基线.json")
    monkeypatch.chdir(tmp_path / "项目" / "甲")
    monkeypatch.setattr("pathlib.Path.cwd", lambda: tmp_path / "项目" / "甲")
    assert run("audit", "a.txt", "--baseline", "../基线.json").status == 0


def test_settings_name_the_baseline(run: Run, write: Write, tmp_path: Path) -> None:
    write("a.txt", "【错】")
    write("jixiao.toml", '[audit]\nbaseline = "判定.json"\n')
    run("baseline", "a.txt")
    [entry] = entries(tmp_path / "判定.json")
    run("verdict", entry["id"], "dismissed", "--reason", "是")
    assert run("audit", "a.txt").status == 0


def test_a_missing_or_broken_baseline_is_refused(run: Run, write: Write) -> None:
    write("a.txt", "【错】")
    ended = run("audit", "a.txt", "--baseline", "no.json")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("没有基线文件 no.json")
    write("bad.json", "{}")
    for command in (("audit", "a.txt"), ("baseline", "a.txt")):
        ended = run(*command, "--baseline", "bad.json")
        assert ended.status == 2
        assert "不是 jixiao 的基线文件" in ended.err
    assert Path("bad.json").read_text(encoding="utf-8") == "{}"


def test_wrong_verdicts_are_refused(run: Run, write: Write, tmp_path: Path) -> None:
    write("a.txt", "【错】")
    run("baseline", "a.txt")
    before = (tmp_path / "jixiao-baseline.json").read_bytes()
    key = entries(tmp_path / "jixiao-baseline.json")[0]["id"]
    for arguments, message in (
        ((key, "dismissed"), "必须写明理由"),
        (("ffffffffffff", "confirmed"), "没有编号为 ffffffffffff"),
        ((key, "perhaps"), "判定 的值不对：只能是 confirmed、dismissed、open"),
    ):
        ended = run("verdict", *arguments)
        assert ended.status == 2
        assert message in ended.err
    assert (tmp_path / "jixiao-baseline.json").read_bytes() == before


def test_unreadable_files_are_said(run: Run, write: Write) -> None:
    write("a.txt", "【错】")
    ended = run("baseline", "a.txt", "missing.txt")
    assert ended.status == 2
    assert ended.err.startswith("missing.txt：没有这个文件")


def test_the_audited_file_is_not_taken_for_the_baseline(run: Run, write: Write) -> None:
    path = write("a.txt", "【错】")
    ended = run("baseline", "a.txt", "--baseline", "a.txt")
    assert ended.status == 2
    assert path.read_text(encoding="utf-8") == "【错】"
