from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.datafiles import DataFileError, load_model, parse_model
from jixiao.evaluations import SelfEvaluation

ROWS = "subject: project\nindicators:\n- name: 产出指标\n  children:\n  - {name: 参保率, weight: 10}\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("subject: dept\n", "第1行：subject：“dept”不能用，只能是 department、project。"),
        ("year: 2023\n", "第1行：缺少“subject”。"),
        ("subject: project\nyear: 二三\n", "第2行：year：应是整数，现在写的是“二三”。"),
        ("subject: project\ntitel: 甲\n", "第2行：titel：不认识的项，这里只能写 schema_version、subject、year、"),
        (
            ROWS + "  - {name: 甲, wieght: 5}\n",
            "第6行：indicators → 第1项 → children → 第2项 → wieght：不认识的项，这里只能写 name、weight、",
        ),
        (ROWS + "  - {name: 甲, weight: -1}\n", "→ weight：不能是负数，现在写的是“-1”。"),
        (ROWS + "  - {name: 甲, weight: 十}\n", "→ weight：应是数，现在写的是“十”。"),
        (ROWS + "  - {name: '', weight: 1}\n", "→ name：不能空着"),
        (ROWS + "  - {name: 甲, attainment: 很好}\n", "→ attainment：“很好”不能用，只能是 达成预期指标、"),
        ("subject: project\nindicators: 甲\n", "第2行：indicators：应是一列，每项以“- ”开头，现在写的是“甲”。"),
        ("subject: project\nindicators: [甲]\n", "indicators → 第1项：应是一组“项: 值”，现在写的是“甲”。"),
        ("subject: project\nfunds:\n- {label: 甲, initial: 一百}\n", "initial：应是数"),
        ("- 甲\n", "内容应是一组“项: 值”"),
        ("", "内容应是一组“项: 值”"),
        (
            "subject: project\nschema_version: 2\n某项: 1\n",
            "更新版本的 jixiao 写的（格式版本 2，本程序只认到 1），请升级",
        ),
    ],
)
def test_each_fault_is_told_by_file_line_and_item(text: str, words: str) -> None:
    with pytest.raises(DataFileError) as told:
        parse_model(text, "自评.yaml", SelfEvaluation)
    assert words in str(told.value)
    assert all(line.startswith("自评.yaml") for line in str(told.value).splitlines())


def test_a_newer_file_is_refused_with_this_one_sentence() -> None:
    with pytest.raises(DataFileError) as told:
        parse_model('{"schema_version": 9, "subject": "project", "新项": 1}', "自评.json", SelfEvaluation)
    assert str(told.value).count("\n") == 0


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(DataFileError) as told:
        parse_model("subject: dept\nyear: 二三\ntitel: 甲\n", "a.yaml", SelfEvaluation)
    assert len(str(told.value).splitlines()) == 3


def test_many_faults_are_counted() -> None:
    rows = "".join(f"- {{name: 甲{i}, weight: -1}}\n" for i in range(30))
    with pytest.raises(DataFileError) as told:
        parse_model("subject: project\nindicators:\n" + rows, "a.yaml", SelfEvaluation)
    assert str(told.value).splitlines()[-1] == "a.yaml：另有18处问题，改好以上各处后会列出。"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    gbk = tmp_path / "甲.yaml"
    gbk.write_bytes("subject: 项目".encode("gbk"))
    large = tmp_path / "大.yaml"
    large.write_bytes(b"#" * 10_000_001)
    for path, words in (
        (tmp_path / "无.yaml", "没有这个文件"),
        (gbk, "不是 UTF-8"),
        (large, "文件太大"),
        (tmp_path, "读不出来"),
    ):
        with pytest.raises(DataFileError, match=words):
            load_model(path, SelfEvaluation)
