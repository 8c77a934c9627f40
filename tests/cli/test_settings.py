from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.documents import SAFE_LIMITS, Limits
from jixiao.settings import Settings, SettingsError, load_settings, parse_settings

FOLDER = Path("/folder")


def test_nothing_set_means_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings(None) == Settings() == parse_settings("", "jixiao.toml", FOLDER)
    assert Settings().limits == SAFE_LIMITS


def test_everything_can_be_set() -> None:
    text = """
    [audit]
    only = ["score-total", "合计与分项"]
    ignore = ["numbering"]
    fail_on = "warning"
    baseline = "判定/基线.json"
    [limits]
    cells = 10
    """
    assert parse_settings(text, "jixiao.toml", FOLDER) == Settings(
        only=("score-total", "合计与分项"),
        ignore=("numbering",),
        fail_on="warning",
        baseline=FOLDER / "判定/基线.json",
        limits=Limits(cells=10),
    )


def test_the_current_folders_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "jixiao.toml").write_text('\ufeff[audit]\nbaseline = "b.json"\n', encoding="utf-8")
    assert load_settings(None).baseline == tmp_path.resolve() / "b.json"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[audit", "x.toml：不是正确的 TOML"),
        ("[audits]", "x.toml：不认识的项 audits，只能用 audit、limits。"),
        ("audit = 1", "x.toml：audit 应是一节，写作 \\[audit\\]"),
        ("[audit]\ncolour = 1", "x.toml：不认识的项 audit.colour，只能用 only、ignore、fail_on、baseline。"),
        ("[audit]\nfail_on = 'fatal'", "audit.fail_on 是“fatal”，只能是 error、warning、info、never"),
        ("[audit]\nfail_on = 1", "audit.fail_on 应是带引号的文字"),
        ("[audit]\nonly = 'a'", "audit.only 应是一列文字"),
        ("[audit]\nignore = [1]", "audit.ignore 应是带引号的文字"),
        ("[audit]\nbaseline = ''", "audit.baseline 应是带引号的文字"),
        ("[limits]\nwidth = 1", "不认识的项 limits.width，只能用 file_bytes、"),
        ("[limits]\ncells = 0", "limits.cells 应是正整数"),
        ("[limits]\ncells = true", "limits.cells 应是正整数"),
        ("[limits]\ncells = 1.5", "limits.cells 应是正整数"),
    ],
)
def test_bad_settings_are_refused(text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        parse_settings(text, "x.toml", FOLDER)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="没有设置文件"):
        load_settings(tmp_path / "no.toml")
    with pytest.raises(SettingsError, match="读不出来"):
        load_settings(tmp_path)
    (tmp_path / "gbk.toml").write_bytes("[audit]\nonly = ['评分']".encode("gbk"))
    with pytest.raises(SettingsError, match="不是 UTF-8"):
        load_settings(tmp_path / "gbk.toml")
