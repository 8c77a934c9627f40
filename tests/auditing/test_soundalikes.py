"""Set phrases mistyped by sound."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.auditing.soundalikes import PhraseListError, find_slips, read_phrases

KNOWN = read_phrases(files("jixiao.auditing").joinpath("soundalikes.toml").read_text("utf-8"))
PHRASES = sorted({phrase.text for found in KNOWN.by_pair.values() for phrase, *_ in found})


def found(text: str) -> list[tuple[str, str]]:
    return [(slip.printed, slip.meant) for slip in find_slips(text)]


def test_the_list_is_long_enough_to_be_of_use() -> None:
    assert len(PHRASES) >= 400


def test_the_phrases_themselves_are_right() -> None:
    assert [phrase for phrase in PHRASES if found(phrase)] == []
    assert found("，".join(PHRASES)) == []


@given(st.sampled_from(PHRASES), st.data())
def test_any_alike_character_is_found_at_any_place(phrase: str, data: st.DataObject) -> None:
    allowed = next(p.allowed for p, *_ in KNOWN.by_pair[phrase[:2]] if p.text == phrase)
    at = data.draw(
        st.sampled_from([i for i, char in enumerate(phrase) if KNOWN.alike.get(char, frozenset()) - allowed])
    )
    wrong = data.draw(st.sampled_from(sorted(KNOWN.alike[phrase[at]] - allowed)))
    printed = phrase[:at] + wrong + phrase[at + 1 :]
    assert found(f"。{printed}。") or printed in PHRASES


@given(st.text("医疗保障绩效评价参保人员原因，。", max_size=40))
def test_slips_stand_where_they_say(text: str) -> None:
    for slip in find_slips(text):
        assert text[slip.start : slip.end] == slip.printed != slip.meant
        assert slip.differing in (1, 2)


@pytest.mark.parametrize(
    ("text", "printed", "meant"),
    [
        ("保持高压态式", "高压态式", "高压态势"),
        ("资金使用绩校", "使用绩校", "使用绩效"),
        ("门诊统酬改革", "门诊统酬", "门诊统筹"),
        ("报消比例提高", "报消比例", "报销比例"),
        ("工坐人员", "工坐人员", "工作人员"),
        ("数具共享平台", "数具共享", "数据共享"),
        ("书局共享平台", "书局共享", "数据共享"),
        ("做到应就尽救", "应就尽救", "应救尽救"),
    ],
)
def test_slips_of_typing(text: str, printed: str, meant: str) -> None:
    assert found(text) == [(printed, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "参保人原因导致",  # 参保人员
        "审计对项目指出问题",  # 项目支出
        "财物管理制度",  # 财务管理
        "自助参保登记",  # 资助参保
        "以及本医疗机构",  # 基本医疗
        "财政部助力乡村振兴",  # 财政补助
        "预算及效益情况",  # 预算绩效
        "集中几种培训方式",
        "按约拨付资金",  # 按月拨付
        "动态检测设备",  # 动态监测
        "采购一项服务",  # 采购意向
        "另行报销",  # 零星报销
    ],
)
def test_sound_words_that_only_sound_alike(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('phrases = ["参保率"]\n[alike]\n', "“参保率”不足四个字"),
        ('phrases = ["参保人员", "参保人员 -原"]\n[alike]\n', "“参保人员”不足四个字，或者列了两次"),
    ],
)
def test_a_broken_list_is_refused(text: str, message: str) -> None:
    with pytest.raises(PhraseListError, match=message):
        read_phrases(text)
