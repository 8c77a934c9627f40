"""The list of mistyped words: every entry is found where it is wrong, and the rules of the list are kept."""

from __future__ import annotations

from importlib.resources import files

import pytest

from jixiao.auditing.confusions import ConfusionListError, find_confusions, read_confusions
from jixiao.auditing.model import Severity

ENTRIES = read_confusions(files("jixiao.auditing").joinpath("confusions.toml").read_text("utf-8"))


def found(text: str) -> list[str]:
    return [confusion.wrong for confusion, _, _ in find_confusions(text)]


def test_the_list_is_long_enough_to_be_of_use() -> None:
    assert len(ENTRIES) >= 250
    assert {entry.severity for entry in ENTRIES} == set(Severity)


def test_every_entry_without_conditions_is_found_alone() -> None:
    unconditional = [entry.wrong for entry in ENTRIES if not (entry.before or entry.after)]
    assert [wrong for wrong in unconditional if wrong not in found(wrong)] == []


def test_no_right_word_is_called_wrong() -> None:
    assert [entry.right for entry in ENTRIES if found(f"，{entry.right}，")] == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("打击欺诈骗吧专项行动", "骗吧"),
        ("检查定点医药机购", "机购"),
        ("会议研究布署年度工作", "布署"),
        ("补助资金己拨付到位", "己"),
        ("资金已拔付到位", "拔付"),
        ("按规定按装监控设备", "按装"),
        ("贯彻落时上级精神", "落时"),
        ("参报率达到目标", "参报"),
        ("预算绩孝管理", "绩孝"),
        ("对违规机构形成震摄", "震摄"),
        ("保障了机构正常动转", "动转"),
        ("信息系统稳健远行", "远行"),
        ("一站试结算窗口", "一站试"),
        ("做到即使拨付、专款专用", "即使"),
        ("截止2023年底参保人数", "截止"),
        ("为事业发展做出重要贡献", "做出"),
        ("必需严格按照规定执行", "必需"),
        ("社会保险登计工作", "登计"),
        ("医用耗材集中带量彩购", "彩购"),
        ("涉及违规金额96万元，以全部追回。", "以全部"),
        ("信息平台于10月在我县正式上限运行", "上限"),
        ("宣传基金使用监督管理条列", "条列"),
    ],
)
def test_a_wrong_word_in_its_sentence(text: str, wrong: str) -> None:
    assert found(text) == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "落实农机购置补贴",  # 机购
        "通过手机购买参保",
        "发布署名文章",  # 布署
        "由本单位自己完成，个人自己报销",  # 己完成
        "按装修标准执行",  # 按装
        "主动转变作风，推动转型，流动转移",  # 动转
        "长远转变，远行业务，鼓励职工远行",  # 远转, 远行
        "内参报道后整改",  # 参报
        "以经济建设为中心",  # 以经
        "即使拨付到位，也要跟踪问效",  # 即使……也
        "报名截止2023年5月底",  # 截止 of a date for registration
        "2023年未结余的资金全部收回",  # 年未
        "年末完成全部拨付",  # 末完成
        "举报消费欺诈线索",  # 报消
        "政协意见已办理",  # 协意
        "续签定点医药机构协议",  # 签定
        "凭征信报告办理",  # 凭征
        "加强自身分析能力",  # 身分
        "现代遇到的问题",  # 代遇
        "中标淮安市项目",  # 标淮
        "严肃处理违规犯错人员",  # 规犯
        "所必需的生活用品",
        "统筹规划落实时间节点",  # 落实时
        "既将任务分解到科室，又明确了时限",  # 既将
        "监管不利于发展的行为",  # 监管不利
        "选拔发展对象",  # 拔发
        "不必例行检查",  # 必例
        "各地以全部完成整改为目标",  # 以全部
        "负荷达到上限，运行仍然平稳",  # 上限
    ],
)
def test_sound_phrases_that_hold_the_same_characters(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('error = [{ wrong = "布署" }]', "应有 wrong 和 right"),
        ('error = [{ wrong = "布署", right = "布署" }]', "两个不同的词"),
        ('error = [{ wrong = "布署", right = "部署", unless = "名" }]', "not_after"),
        ('fatal = [{ wrong = "布署", right = "部署" }]', "没有“fatal”这一级"),
        ('info = [{ wrong = "台帐", right = "台账" }, { wrong = "台帐", right = "台账" }]', "“台帐”列了两次"),
        ('info = [{ wrong = "台帐", right = "台账", after = "(" }]', "不是正确的正则表达式"),
    ],
)
def test_a_broken_list_is_refused(text: str, message: str) -> None:
    with pytest.raises(ConfusionListError, match=message.replace("(", r"\(")):
        read_confusions(text)
