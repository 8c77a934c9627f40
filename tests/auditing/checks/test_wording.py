"""Words: mistyped, printed twice, 余 at the wrong place, a unit said twice."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, piped, quoted, run


class TestWrongWord:
    def test_in_a_paragraph(self) -> None:
        finding = only_finding("wrong-word", report("局党组会议对照方案进行了研究和布署，明确了责任科室。"))
        assert finding.severity is Severity.ERROR
        assert finding.message == "“了研究和布署”中的“布署”应为“部署”"
        assert (finding.reported, finding.expected) == ("布署", "部署")
        assert quoted(finding) == ["布署"]

    def test_in_a_cell(self) -> None:
        finding = only_finding("wrong-word", piped([["年度目标", "检查医药机购"], ["完成情况", "已完成"]]))
        assert quoted(finding) == ["机购"]

    def test_a_doubtful_one_says_so(self) -> None:
        finding = only_finding("wrong-word", report("医疗救助时限应救尽救。"))
        assert finding.severity is Severity.WARNING
        assert "疑为“实现应”" in finding.message

    def test_a_phrase_with_a_character_of_the_same_sound(self) -> None:
        finding = only_finding("wrong-word", report("形成打击欺诈骗保高压态式。"))
        assert finding.severity is Severity.ERROR
        assert finding.message == "“高压态式”应为“高压态势”"
        assert quoted(finding) == ["高压态式"]

    def test_a_phrase_with_two_such_characters_is_doubtful(self) -> None:
        finding = only_finding("wrong-word", report("加强数据共享，做好书局共享。"))
        assert finding.severity is Severity.WARNING
        assert "“书局共享”疑为“数据共享”" in finding.message

    def test_one_slip_is_told_once(self) -> None:
        finding = only_finding("wrong-word", report("检查定点医药机购52家。"))
        assert quoted(finding) == ["机购"]

    def test_a_word_in_use_but_not_standard_is_told_once(self) -> None:
        finding = only_finding("wrong-word", report("建立了台帐，台帐由专人保管。", "台帐按季核对。"))
        assert finding.severity is Severity.INFO
        assert "规范写法为“台账”（全文3处）" in finding.message
        assert quoted(finding) == ["台帐"] * 3

    def test_sound_phrases(self) -> None:
        findings, _ = run("wrong-word", report("落实农机购置补贴，按装修标准施工，以经济建设为中心，发布署名文章。"))
        assert findings == []


class TestDoubledWord:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("下属事业单位为县医疗保障保障事务中心。", "保障保障"),
            ("城乡医疗救助救助县级配套资金已到位。", "救助救助"),
            ("决算支出46万元，其中：其中财政拨款45万元。", "其中：其中"),
            ("对乡镇开展开展业务培训。", "开展开展"),
            ("执行率率达到要求。", "率率"),
            ("做到应报尽报的的要求已落实。", "的的"),
            ("2023年年全县参保稳定。", "年年"),
            ("完成率为100%%。", "%%"),
        ],
    )
    def test_a_word_printed_twice(self, text: str, words: str) -> None:
        finding = only_finding("doubled-word", report(text))
        assert quoted(finding) == [words]
        assert finding.severity is Severity.WARNING
        assert "重复，应删去一个" in finding.message
        assert finding.expected + words[-(len(words) - len(finding.expected)) :] == words

    @pytest.mark.parametrize(
        "text",
        [
            "就有关事项研究研究、讨论讨论，一项一项抓落实。",
            "医疗救助救助人次比上年增加，项目项目支出按进度执行，结对帮扶帮扶县。",
            "数量指标：数量指标全部完成。",
            "工作完成。完成情况如下。",
            "为了解决问题，为了了解情况，实现目的的要求。",
            "2023年年初预算和12月月底的支出。",
            "发展和平稳并重，在在职人员中开展培训，总和和平均数均已核对。",
            "参与与会人员的讨论，以及及时上报。",
        ],
    )
    def test_what_may_stand_twice(self, text: str) -> None:
        findings, _ = run("doubled-word", report(text))
        assert [finding.message for finding in findings] == []

    def test_words_parted_by_a_blank_are_two_words(self) -> None:
        findings, _ = run("doubled-word", report("支出科目 科目编码 编码说明。"))
        assert findings == []


class TestQualifierPosition:
    def test_yu_inside_the_number(self) -> None:
        finding = only_finding("qualifier-position", report("上年结余1.23余亿元。"))
        assert finding.message == "“1.23余亿元”中“余”的位置不对，应写作“1.23亿余元”"
        assert (finding.reported, finding.expected) == ("1.23余亿元", "1.23亿余元")

    def test_yu_where_it_belongs(self) -> None:
        findings, _ = run("qualifier-position", report("办件38000余件，结余1.23亿余元，服务1000余万人次。"))
        assert findings == []


class TestDoubledUnit:
    def test_said_before_and_behind(self) -> None:
        finding = only_finding("doubled-unit", report("低收入人口就诊人次13.47万人次。"))
        assert finding.severity is Severity.INFO
        assert quoted(finding) == ["人次13.47万人次"]
        assert "计量单位“人次”重复" in finding.message

    def test_a_head_count_is_no_repetition(self) -> None:
        findings, _ = run("doubled-unit", report("回访人数1446人，检查家数531家，就诊13.47万人次。"))
        assert findings == []


class TestStutter:
    """A character printed twice inside a name that stands elsewhere with one."""

    @pytest.mark.parametrize(
        ("wrong", "right", "char"),
        [
            ("桂榕县医疗保障障局为县人民政府组成部门。", "桂榕县医疗保障局负责。", "障"),
            ("由县财政政局拨付。", "经县财政局审核。", "政"),
            ("按照绩效评价价办法开展。", "依据绩效评价办法打分。", "价"),
            ("基金监督管理理股牵头。", "基金监督管理股负责。", "理"),
            ("推进集中带量采购购工作。", "落实集中带量采购工作。", "购"),
        ],
    )
    def test_a_name_printed_right_elsewhere(self, wrong: str, right: str, char: str) -> None:
        finding = only_finding("doubled-word", report(wrong, right))
        assert finding.reported == char * 2

    @pytest.mark.parametrize(
        "words",
        [
            ("救助资金金额较大。", "救助资金额度不变。", "补助金额核实。"),
            ("参保人员员额核定。", "参保人员额外补助。", "员额管理。"),
            ("工作天天抓。", "工作天抓。"),
            ("县供销联社社务公开。", "县供销社成立。"),
        ],
    )
    def test_where_two_words_meet(self, words: tuple[str, ...]) -> None:
        assert run("doubled-word", report(*words))[0] == []
