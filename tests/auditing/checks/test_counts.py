"""Counts against what is listed."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run


class TestCountOfList:
    @pytest.mark.parametrize(
        ("text", "reported", "listed"),
        [
            ("覆盖六类救助对象：特困人员、低保对象、孤儿、返贫人口、边缘家庭成员，均已参保。", "6类", "5类"),
            ("我局内设4个股室，分别为办公室、待遇股、监管股，下属中心1个。", "4个", "3个"),
            ("本次自评从投入、过程、产出四个方面进行。", "4个方面", "3个方面"),
            ("内设办公室、待遇股、监管股5个股室。", "5个股室", "3个股室"),
            ("与民政、税务、残联5个部门共享名单。", "5个部门", "3个部门"),
            ("由县一院、县二院、中医院四家单位承办。", "4家单位", "3家单位"),
            ("平台建有4个功能板块，即登记板块、报销板块、备案板块，接入省平台。", "4个", "3个"),
            ("共安排项目4个，支出957.55万元，分别是救助720.00万元、征缴96.55万元、监管38.00万元。", "4个", "3个"),
        ],
    )
    def test_fewer_than_told(self, text: str, reported: str, listed: str) -> None:
        finding = only_finding("count-of-list", report(text))
        assert finding.severity is Severity.ERROR
        assert (finding.reported, finding.expected) == (reported, listed)
        assert f"只列出{listed[0]}项" in finding.message

    @pytest.mark.parametrize(
        "text",
        [
            "共安排项目2个，支出合计150.00万元，分别为：城乡居民医保县级配套补助110.40万元、打击欺诈骗保专项经费20.60万元、培训费19.00万元。",
            "全年支出150.00万元，用于两项支出：租赁费110.40万元、设备购置费20.60万元、培训费19.00万元。",
            "签订合同2份，合同总额150.00万元，依次为：软件合同110.40万元，网络合同20.60万元，维保合同19.00万元。",
            "实施项目2个，总投资150.00万元，其中救助项目110.40万元、宣传项目20.60万元、培训项目19.00万元。",
            "资金共150.00万元，分两类：补助资金110.40万元；奖补资金20.60万元；管理费19.00万元。",
        ],
    )
    def test_a_list_whose_amounts_make_the_total_is_whole(self, text: str) -> None:
        finding = only_finding("count-of-list", report(text))
        assert finding.severity is Severity.ERROR
        assert finding.expected.startswith("3")
        assert finding.message.endswith("各项金额之和等于写明的总数")

    @pytest.mark.parametrize(
        ("text", "reported"),
        [
            ("四个环节（申请、审核、复核、支付）均有签字。", "4个"),
            ("下设医疗保障中心、基金监督中心两个事业单位。", "2个"),
            ("采取查阅资料、数据比对、入户核实、问卷调查4种方式。", "4种"),
            (
                "安排项目2个，预算合计131.00万元，分别为：城乡居民医保县级配套补助110.40万元、打击欺诈骗保经费20.60万元。",
                "2个",
            ),
        ],
    )
    def test_lists_in_brackets_and_before_other_nouns(self, text: str, reported: str) -> None:
        findings, relations = run("count-of-list", report(text))
        assert findings == []
        assert [(r.reported, r.holds) for r in relations] == [(reported, True)]

    def test_more_than_told_is_doubtful(self) -> None:
        finding = only_finding("count-of-list", report("设2个一级指标：产出指标、效益指标、满意度指标。"))
        assert finding.severity is Severity.WARNING
        assert "请核实是个数写错还是列举有误" in finding.message

    @pytest.mark.parametrize(
        ("text", "reported"),
        [
            ("内设机构有5个，包括：办公室、规划财务和法规股、待遇保障股、医药服务股、基金监管股。", "5个"),
            ("下属事业单位1个：县医疗保障事务中心。", "1个"),
            ("内设办公室、待遇保障与医药管理股、基金监督股3个股室。", "3个股室"),
            ("按照社会效益、生态效益、可持续影响、满意度等四个方面设置。", "4个方面"),
            ("签订合同三份：软件合同86.00万元，网络合同45.50万元，维保合同28.80万元，合同总金额160.30万元。", "3份"),
            ("将企业征缴、灵活就业参保、医保待遇三类业务整合办理。", "3类"),
        ],
    )
    def test_as_many_as_told(self, text: str, reported: str) -> None:
        findings, relations = run("count-of-list", report(text))
        assert findings == []
        assert [(r.reported, r.holds) for r in relations] == [(reported, True)]

    @pytest.mark.parametrize(
        "text",
        [
            "检查5家：合格4家、不合格1家。",  # a sum
            "覆盖六类救助对象：特困人员、低保对象等。",  # 等
            "覆盖六类救助对象：特困人员、低保对象，以及返贫人口、孤儿。",  # goes on
            "查询、备案等6个事项上线。",
            "根据《条例》第六十一条规定：拍卖人、委托人应当声明。",
            "会议增加了一个内容：研究困难、落实措施。",
            "执行率低于95%的项目2个，原因分别是：宣传品招标节约、第三方少结算、会议减少。",
            "对医院、药店5类问题开展检查。",
            "四个方面进行评价，具体包括：执行率10分；产出65分；效益15分。",
            "从四个方面进行评价，包括：执行率、产出、效益。",
            "产出、效益四个方面的工作均已完成。",
            "县局会同公安、民政、市场监管4个部门检查。",  # with itself
            "与民政、残联等5个部门共享名单。",
            "对青山、白水片区的5个乡镇开展培训。",
            "县医保局与民政、财政3个部门对账。",
        ],
    )
    def test_where_nothing_can_be_said(self, text: str) -> None:
        findings, _ = run("count-of-list", report(text))
        assert [finding.message for finding in findings] == []

    def test_the_words_to_mend_are_the_count(self) -> None:
        finding = only_finding("count-of-list", report("本局内设4个股室，分别为办公室、待遇股、监管股，下属中心1个。"))
        assert quoted(finding) == ["4个股室", "办公室、待遇股、监管股，下属中心1个"]


class TestCountOfPoints:
    def test_fewer_points_than_told(self) -> None:
        finding = only_finding("count-of-points", report("存在三个方面问题：一是预算不准；二是宣传不足。"))
        assert finding.severity is Severity.ERROR
        assert (finding.reported, finding.expected) == ("3个方面", "2个方面")
        assert "后面写了2条" in finding.message

    def test_points_in_paragraphs_of_their_own(self) -> None:
        findings, relations = run(
            "count-of-points", report("采取三项措施：一是加强宣传。", "二是强化监管。", "三是优化服务。")
        )
        assert findings == []
        assert [relation.holds for relation in relations] == [True]

    @pytest.mark.parametrize(
        "paragraphs",
        [
            ("我局从三个方面着力推动资金使用见成效。", "一是扩面。", "二是提待遇。", "三是守基金。", "四是优服务。"),
            ("主要采取了三项措施，工作取得明显成效：一是扩面；二是提待遇；三是守基金；四是优服务。",),
            ("围绕三个重点环节发力：①扩面；②提待遇；③守基金；④优服务。",),
            ("存在三个方面的问题：（1）预算不准；（2）宣传不足；（3）监管不严；（4）人手不够。",),
            ("有三点建议：第一，早编预算；第二，多宣传；第三，严监管；第四，添人手。",),
            ("主要有三条经验。1.早编预算；2.多宣传；3.严监管；4.添人手。",),
            ("存在三个问题：（一）预算不准；（二）宣传不足；（三）监管不严；（四）人手不够。",),
        ],
    )
    def test_more_points_than_told(self, paragraphs: tuple[str, ...]) -> None:
        finding = only_finding("count-of-points", report(*paragraphs))
        assert finding.severity is Severity.ERROR
        assert "后面写了4条" in finding.message

    @pytest.mark.parametrize(
        "paragraphs",
        [
            ("从宣传、培训、检查三个方面开展工作。", "一是扩面。", "二是提待遇。"),
            ("全年实施项目3个，成效明显：一是扩面；二是提待遇；三是守基金；四是优服务。",),
            ("我局从三个方面着力。", "一是扩面。", "二是提待遇。", "上述工作均有台账。", "三是守基金。"),
            ("检查机构3个。1.医院合格；2.药店合格。",),
        ],
    )
    def test_counts_of_something_else_and_points_apart(self, paragraphs: tuple[str, ...]) -> None:
        assert run("count-of-points", report(*paragraphs))[0] == []

    def test_numbered_paragraphs(self) -> None:
        text = report("整体绩效指标共设置3项，完成情况为：", "1.参保指标完成。", "2.待遇指标完成。", "3.监管指标完成。")
        findings, relations = run("count-of-points", text)
        assert findings == []
        assert [(r.reported, r.holds) for r in relations] == [("3项", True)]

    def test_announced_paragraphs_that_are_fewer(self) -> None:
        text = report("主要有以下3个问题：", "1.预算不准。", "2.宣传不足。", "五、建议")
        assert only_finding("count-of-points", text).expected == "2个"

    @pytest.mark.parametrize(
        "text",
        [
            "存在两个方面问题：一是预算方面：一是不准；二是不细；三是偏晚；二是执行方面。",
            "存在几个方面问题：一是预算不准；二是宣传不足。",
            "统一是基础，三个方面都要抓好。",
        ],
    )
    def test_nested_points_and_other_words(self, text: str) -> None:
        findings, _ = run("count-of-points", report(text))
        assert findings == []


class TestFarLists:
    @pytest.mark.parametrize(("told", "faults"), [("5", 1), ("4", 0)])
    def test_a_list_behind_what_was_done_there(self, told: str, faults: int) -> None:
        words = f"在{told}个乡镇卫生院建成“10分钟服务圈”示范点，分别为柳河镇、松坪镇、云台镇和槐树乡。"
        assert len(run("count-of-list", report(words))[0]) == faults

    def test_a_list_of_something_else(self) -> None:
        words = "在5个乡镇建成一批便民服务示范点，分别为便民窗口、自助终端、帮办专区。"
        assert run("count-of-list", report(words)) == ([], [])
