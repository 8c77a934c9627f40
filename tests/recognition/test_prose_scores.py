"""Scores told in prose: the tree of indicators in many wordings, totals, grades, targets."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.evaluations import Evaluation, Form, Indicator
from tests.auditing.specimens import report
from tests.support import evaluation


def told(*paragraphs: str) -> Evaluation:
    return evaluation(report(*paragraphs))


def tree(*paragraphs: str) -> list[str]:
    """Return the tree as lines ``depth name weight score``; names end where the words of the points begin."""
    return [line for root in told(*paragraphs).indicators for line in lines(root, 1)]


def lines(node: Indicator, depth: int) -> list[str]:
    weight, score = (f"{p.value}" if p is not None else "-" for p in (node.weight, node.score))
    name = node.name.text
    for mark in ("（", "，", "：", "。", "指标", "分值", "满分", "该项", "标准分", *"0123456789"):
        name = name.split(mark)[0]
    return [f"{depth} {name} {weight} {score}", *(line for child in node.children for line in lines(child, depth + 1))]


class TestScoresAboveTheirWeights:
    """What cannot be is read as it stands: an audit has to see it."""

    def test_in_one_bracket(self) -> None:
        assert tree("1.电子凭证激活率（满分1分，得4分）。指标值≥97.7%，实际完成值99.7%。") == ["1 电子凭证激活率 1 4"]

    def test_in_a_list_of_pairs(self) -> None:
        told_parts = "其中：产出指标30分，得32.43分；效益指标60分，得59.73分。"
        assert tree(told_parts) == ["1 产出 30 32.43", "1 效益 60 59.73"]


class TestWordings:
    """Weight and score of one indicator, in the ways in which reports write them."""

    @pytest.mark.parametrize(
        "words",
        [
            "（一）社会效益指标（满分40分，实得38分）",
            "（一）社会效益指标（满分40分）：自评得分38分。",
            "社会效益指标分值40分，自评得分38分。",
            "社会效益指标40分，得38分。",
            "社会效益指标40分，自评38分，实际得分38分。",
            "社会效益指标（权重40分）：得38分。",
            "社会效益指标，标准分40分，评价得分为38分。",
            "社会效益该项指标满分40分，本项得38分。",
            "社会效益指标（40分），得分：38分。",
            "社会效益指标总分值为40分，评价得分38分。",
            "3.社会效益。该项指标分值40分，自评得分38分。",
            "——社会效益：分值40分，自评得分38分。",
        ],
    )
    def test_weight_and_score(self, words: str) -> None:
        assert tree(words) == ["1 社会效益 40 38"]

    @pytest.mark.parametrize(("words", "score"), [("社会效益指标未得分。", "0"), ("社会效益指标得20分。", "20")])
    def test_the_score_by_name_in_a_later_paragraph(self, words: str, score: str) -> None:
        assert tree("社会效益指标40分，经济效益指标20分。", words) == [f"1 社会效益 40 {score}", "1 经济效益 20 -"]

    def test_the_score_in_the_text_below_a_heading(self) -> None:
        assert tree("1.质量指标（30分）", "发放差错两笔，扣1分，指标得分29分。") == ["1 质量 30 29"]

    @pytest.mark.parametrize(
        "words",
        [
            "政策要求得分率不低于90%，得分在60分以下的为差。",
            "每少一家扣2分，扣完为止。",
            "满分100分，总分90分以上为优。",
            "评分时“未按期完成的，本项得0分”。",
            "窗口每天接待20分钟以内办结38件。",
        ],
    )
    def test_words_about_points_that_score_nothing(self, words: str) -> None:
        assert told(words).indicators == ()

    def test_decimals(self) -> None:
        assert tree("社会效益指标40.5分，得38.25分。") == ["1 社会效益 40.5 38.25"]


class TestLevels:
    def test_by_the_numbers_of_headings(self) -> None:
        assert tree(
            "（一）产出指标（满分50分，实得48分）",
            "1.数量指标（满分20分，实得20分）。全年救助1200人次。",
            "2.质量指标（满分30分，实得28分）。两份卷宗材料不齐。",
            "（二）效益指标（满分50分，实得50分）",
            "1.社会效益指标（满分50分，实得50分）。",
        ) == ["1 产出 50 48", "2 数量 20 20", "2 质量 30 28", "1 效益 50 50", "2 社会效益 50 50"]

    def test_by_markers(self) -> None:
        words = (
            "预算执行率10分；一级指标：产出指标60分，二级指标：数量指标25分、质量指标35分；"
            "一级指标：效益指标30分，二级指标：社会效益指标30分，共计100分。"
        )
        assert tree(words) == [
            "1 预算执行率 10 -",
            "1 产出 60 -",
            "2 数量 25 -",
            "2 质量 35 -",
            "1 效益 30 -",
            "2 社会效益 30 -",
        ]

    def test_by_markers_with_scores_told_later(self) -> None:
        weights = "一级指标：产出指标60分，二级指标：数量指标25分、质量指标35分；一级指标：效益指标40分。"
        scores = "二级指标：数量指标得25分、质量指标得34分，效益指标得40分。"
        assert tree(weights, scores) == ["1 产出 60 -", "2 数量 25 25", "2 质量 35 34", "1 效益 40 40"]

    @pytest.mark.parametrize(
        "words",
        [
            "产出指标60分，得59分，其中数量指标30分得30分、质量指标30分得29分。效益指标40分，得40分。",
            "产出指标60分，得59分，其中：数量指标30分，得30分，质量指标30分，得29分。效益指标40分，得40分。",
            "产出指标60分，得59分（其中数量指标30分，得30分；质量指标30分，得29分）。效益指标40分，得40分。",
        ],
    )
    def test_by_among_which(self, words: str) -> None:
        assert tree(words) == ["1 产出 60 59", "2 数量 30 30", "2 质量 30 29", "1 效益 40 40"]

    def test_without_any_of_these_all_are_of_one_level(self) -> None:
        assert tree("投入10分，得10分。过程20分，得18分。产出70分，得69分。") == [
            "1 投入 10 10",
            "1 过程 20 18",
            "1 产出 70 69",
        ]


class TestTargets:
    def leaf(self, words: str) -> tuple[str, str | None, str | None, str, str]:
        (root,) = told("（一）数量指标（满分20分）", words).indicators
        (leaf,) = root.children
        target, actual = (None if cell is None else cell.text for cell in (leaf.target, leaf.actual))
        weight, score = (f"{p.value}" if p is not None else "-" for p in (leaf.weight, leaf.score))
        return leaf.name.text.split("：")[0], target, actual, weight, score

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            (
                "参保人数：年初目标27万人，实际26.84万人，分值12分，得11.93分。",
                ("参保人数", "27万人", "26.84万人", "12", "11.93"),
            ),
            (
                "检查机构数：年初目标不少于200家，实际检查205家，分值8分，得8分。",
                ("检查机构数", "不少于200家", "205家", "8", "8"),
            ),
            (
                "参保率：年度目标≥95%，年末参保率96.2%，分值8分，得8分。",
                ("参保率", "≥95%", "96.2%", "8", "8"),
            ),
        ],
    )
    def test_target_actual_weight_and_score(self, words: str, expected: tuple[str, str, str, str, str]) -> None:
        assert self.leaf(words) == expected

    def test_a_target_below_a_scored_heading(self) -> None:
        (node,) = told(
            "1.数量指标（满分20分，实得19分）", "年初设定的数量指标为参保人数23万人，实际完成22.9万人。"
        ).indicators
        assert node.target is not None
        assert node.actual is not None
        assert (node.target.text, node.actual.text) == ("23万人", "22.9万人")


class TestTotals:
    @pytest.mark.parametrize(
        "words",
        [
            "自评综合得分97.5分。",
            "自评总分：97.5分。",
            "绩效自评得分为97.5分，等级为优。",
            "本项目总得分97.5分。",
            "各项合计得97.5分。",
            "自我评价97.5分。",
            "评价得分97.5分。",
        ],
    )
    def test_a_total(self, words: str) -> None:
        total = told("产出60分，得60分。", words).total
        assert total is not None
        assert f"{total.value}" == "97.5"
        assert "97.5分" in total.excerpt.text

    @pytest.mark.parametrize(
        "words",
        [
            "总分100分。",
            "总分90分以上为优。",
            "综合得分80～90分为良。",
            "评价得分5分。",
            "满分60分，评价得分59分。",
            "产出指标合计得49.65分。",  # of one part
            "效益类指标合计得分38.5分。",
        ],
    )
    def test_no_total(self, words: str) -> None:
        assert told(words).total is None

    @pytest.mark.parametrize("words", ["自评得分9.58分，等次为“优”。", "综合得分958分，等级为优。"])
    def test_a_total_beyond_reason_counts_where_its_grade_follows(self, words: str) -> None:
        total = told(words).total
        assert total is not None
        assert total.excerpt.text in words

    def test_two_totals_are_told_as_a_restatement(self) -> None:
        (restated,) = told("自评综合得分97分。", "综上，自评总分98分。").restatements
        assert restated.name == "总分"
        assert [restated.first.value, restated.again.value] == [97, 98]

    def test_the_full_points(self) -> None:
        full = told("评价采用百分制，满分100分。产出60分，得60分。").total_weight
        assert full is not None
        assert full.value == 100

    @pytest.mark.parametrize(
        ("words", "name"),
        [
            ("自评综合得分97分，等级为优。", "优"),
            ("评价等级为“良”。", "良"),
            ("自评结果：中。", "中"),
            ("评定等级为一等。", "一等"),
            ("自评得分91分，评为“优秀”等次。", "优"),
        ],
    )
    def test_the_grade(self, words: str, name: str) -> None:
        grade = told("产出60分，得60分。", words).grade
        assert grade is not None
        assert grade.name == name

    def test_no_grade_where_only_words_like_it_stand(self) -> None:
        assert told("服务质量优良，群众反映良好，中层干部差旅费下降。").grade is None


def test_a_report_without_scores_has_an_empty_tree() -> None:
    paper = told("全年资助困难群众1200人。")
    assert (paper.form, paper.indicators, paper.total) == (Form.PROJECT_REPORT, (), None)


def test_every_excerpt_quotes_the_document() -> None:
    text = report("（一）产出指标（满分50分，\n实得 48 分）", "1.数量指标（满分50分，实得48分）", "综合得分 48 分。")
    paper = evaluation(text)
    nodes = [node for root in paper.indicators for node in root.walk()]
    quotes = [node.name for node in nodes]
    quotes += [point.excerpt for node in nodes for point in (node.weight, node.score) if point is not None]
    assert len(quotes) == 6
    assert all(text[quote.start : quote.end] == quote.text for quote in quotes)


class TestScoresInPieces:
    def test_a_subtotal_is_the_score_of_its_heading(self) -> None:
        assert tree(
            "（一）产出（50分）。",
            "救助人次（30分）：目标100人次，得30分。",
            "结算率（20分）：目标95%，得19.80分。",
            "产出合计49.80分。",
        ) == ["1 产出 50 49.80", "2 救助人次 30 30", "2 结算率 20 19.80"]

    def test_this_one_speaks_of_the_title_of_its_paragraph(self) -> None:
        assert tree(
            "（一）产出情况（50分，得50分）。", "1.数量。资助30620人。本项30分，得30分。", "2.质量。本项20分，得20分。"
        ) == [
            "1 产出情况 50 50",
            "2 数量 30 30",
            "2 质量 20 20",
        ]

    def test_a_summary_ahead_of_the_analysis(self) -> None:
        made = told(
            "项目决策得15分，过程得19.85分，综合得分34.85分。", "（一）项目决策（15分）。", "（二）项目过程（20分）。"
        )
        assert [(str(n.weight.value), str(n.score.value)) for n in made.indicators if n.weight and n.score] == [
            ("15", "15"),
            ("20", "19.85"),
        ]

    @pytest.mark.parametrize("lead", ["为", "即"])
    def test_the_list_behind_among_ends_before_the_next_heading(self, lead: str) -> None:
        assert tree(f"产出指标65分，其中数量指标45分、质量指标20分；效益指标15分，{lead}社会效益指标15分。") == [
            "1 产出 65 -",
            "2 数量 45 -",
            "2 质量 20 -",
            "1 效益 15 -",
            "2 社会效益 15 -",
        ]

    def test_the_first_character_of_a_name_is_kept(self) -> None:
        assert tree("即时结算率（15分）：全年即时结算率98%，得15分。") == ["1 即时结算率 15 15"]

    def test_minutes_are_no_points(self) -> None:
        assert tree("排队时间（15分）：平均排队由9.0分钟降到5.4分钟，得15分。") == ["1 排队时间 15 15"]

    @pytest.mark.parametrize(
        "words",
        ["四类指标合计得分97.65分", "以上共计97.65分，等级为优", "经自评，2023年度得97.65分", "四部分合计97.65分"],
    )
    def test_totals(self, words: str) -> None:
        total = told("社会效益指标40分，得38分。", f"{words}。").total
        assert total is not None
        assert str(total.value) == "97.65"


class TestNumberedParagraphs:
    def test_points_behind_a_comma(self) -> None:
        assert tree(
            "（一）产出指标，30分，得29.5分",
            "1.数量：参保人数，20分。目标≥21.20万人，实际21.46万人，得20分。",
            "2.质量：参保率，10分。目标≥95%。实际94.5%，得9.5分。",
        ) == ["1 产出 30 29.5", "2 参保人数 20 20", "2 参保率 10 9.5"]

    def test_the_score_of_a_title_whose_weight_was_told_before(self) -> None:
        words = (
            "其中预算执行率10分、效益指标30分。",
            "（一）预算执行率。执行率92%，得9.2分。",
            "（二）效益指标，得28分。",
        )
        assert tree(*words) == ["1 预算执行率 10 9.2", "1 效益 30 28"]

    def test_two_scores_in_its_paragraph_are_of_other_things(self) -> None:
        words = ("其中预算执行率10分、效益指标30分。", "（一）效益指标。知晓程度得18分，影响得10分。")
        assert tree(*words)[1].startswith("1 效益 30 -")

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("1.参保人数（10分）。目标18.5万人，完成18.64万人，得10分。", ("18.5万人", "18.64万人")),
            ("1.报销时限（10分）：目标15个工作日，实际17个工作日，按比例得8.82分。", ("15个工作日", "17个工作日")),
            ("1.评估单价（10分）。目标不高于300元，实际300元，得10分。", ("不高于300元", "300元")),
            ("1.机构培育数（10分）。目标8家，年末签约9家，其中居家5家，得10分。", None),  # not told as the result
            ("1.准确率（10分）。全年初审13860笔，有误97笔，得10分。", None),
        ],
    )
    def test_target_and_result_in_the_paragraph(self, words: str, expected: tuple[str, str] | None) -> None:
        (node,) = told(words).indicators
        found = (node.target.text, node.actual.text) if node.target is not None and node.actual is not None else None
        assert found == expected


class TestPartsInOneParagraph:
    """An indicator, its parts and their sum, told in one paragraph without numbering."""

    @pytest.mark.parametrize(
        "words",
        [
            "产出指标（50分）：结算率（30分，目标90%，得30分）；办结率（20分，目标95%，得19分）。小计得49分。",
            "产出指标（50分）：结算率（30分），得30分；办结率（20分），得19分。小计49分。",
            "产出指标50分。结算率30分，得30分；办结率20分，得19分。合计得分49分。",
            "产出指标50分，其中结算率30分得30分、办结率20分得19分，小计49分。",
            "产出指标（50分），包括：结算率30分，得30分；办结率20分，得19分。共计得49分。",
        ],
    )
    def test_the_parts_stand_below_and_their_sum_is_the_score(self, words: str) -> None:
        assert tree(words) == ["1 产出 50 49", "2 结算率 30 30", "2 办结率 20 19"]

    def test_parts_that_do_not_make_the_weight_stay_where_they_are(self) -> None:
        words = "产出指标（50分）：结算率（30分，得30分）；办结率（10分，得9分）。"
        assert tree(words) == ["1 产出 50 -", "1 结算率 30 30", "1 办结率 10 9"]

    @pytest.mark.parametrize(
        "behind", ["，各部分得分如下：", "。各项得分情况如下。", "，分为投入、产出两部分。", "，具体得分如下："]
    )
    def test_points_to_be_had_are_no_total(self, behind: str) -> None:
        total = told(f"自评总分为100分{behind}", "产出50分，得49分。", "综上，自评得分98.64分，等级为优。").total
        assert total is not None
        assert f"{total.value}" == "98.64"

    def test_a_full_total_told_as_such(self) -> None:
        total = told("产出50分，得50分。", "综上，自评总分为100分，等级为优。").total
        assert total is not None
        assert f"{total.value}" == "100"

    @pytest.mark.parametrize(
        "words",
        [
            "质量指标10分，考核住院费用支付比例，目标75%、实际69%，按比例得9.20分",
            "质量指标（10分），评价住院费用支付比例，目标75%，实际69%，得9.20分",
        ],
    )
    def test_the_target_of_a_statement_opens_no_other(self, words: str) -> None:
        assert tree(f"自评得分98.64分，其中{words}。") == ["1 质量 10 9.20"]


class TestPartsOfParts:
    """Indicators that follow the one they belong to in its own paragraph, below a heading."""

    HEAD = "（二）产出指标（30分，得29分）"
    QUALITY = "质量指标10分，得9分。原因是两份档案缺少签字。"

    def test_they_stand_below_it(self) -> None:
        number = (
            "数量指标20分，得20分。一是参保人数12分，目标21万人，年末21.4万人，其中居民18万人、职工3.4万人，得12分。"
        )
        parts = "二是检查家数8分，目标90家，实际95家，得8分。"
        assert tree(self.HEAD, number + parts, self.QUALITY) == [
            "1 产出 30 29",
            "2 数量 20 20",
            "3 参保人数 12 12",
            "3 检查家数 8 8",
            "2 质量 10 9",
        ]

    def test_parts_of_a_figure_between_two_targets(self) -> None:
        """其中 leads to parts of the figure told, not to the indicator behind the semicolon."""
        words = "检查机构目标120家，实际126家，其中医院26家、药店100家，得12分；抽查病历目标300份，实际305份，得8分。"
        assert tree("1.数量指标（20分，得20分）", words) == [
            "1 数量 20 20",
            "2 检查机构目标 - 12",
            "2 抽查病历目标 - 8",
        ]

    def test_a_list_of_weights_behind_their_name(self) -> None:
        words = "指标分值为预算执行率10分、产出60分、效益30分。"
        scores = "预算执行率得9分，产出得58分，效益得30分。"
        assert tree(words, scores)[0] == "1 预算执行率 10 9"

    def test_weights_that_happen_to_make_that_of_the_one_before_them(self) -> None:
        words = "数量指标15分，得15分；质量指标8分，得8分；时效指标7分，得6分。"
        assert tree(self.HEAD, words) == ["1 产出 30 29", "2 数量 15 15", "2 质量 8 8", "2 时效 7 6"]


class TestWeightsListedBehindNames:
    @pytest.mark.parametrize(
        "words",
        [
            "从预算执行率、产出、效益、满意度四个方面设置指标，分值依次为20分、40分、30分、10分。",
            "评价指标由预算执行率、产出、效益和满意度四类组成，分值分别为20分、40分、30分和10分。",
            "指标体系包括预算执行率、产出、效益、满意度，权重分别是20分、40分、30分、10分。",
        ],
    )
    def test_each_weight_goes_to_its_name(self, words: str) -> None:
        scores = "预算执行率得19.2分，产出指标得40分，效益指标得28分，满意度指标得10分。"
        headings = ("（一）产出情况（40分，得40分）", "（二）效益情况（30分，得28分）")
        expected = ["1 预算执行率 20 19.2", "1 产出 40 40", "1 效益 30 28", "1 满意度 10 10"]
        assert tree(words, scores) == expected
        assert sorted(tree(words, scores, *headings)) == sorted(expected)

    @pytest.mark.parametrize(
        "words",
        [
            "从产出、效益、满意度三个方面设置指标，分值依次为60分、40分。",  # a weight is missing
            "从产出、效益、满意度三个方面设置指标，分值依次为60分、30分、20分。",  # not 100 in all
        ],
    )
    def test_lists_that_do_not_match(self, words: str) -> None:
        assert tree(words) == []


class TestPartsToldByTheirNames:
    """Indicators below the heading of a category, each a paragraph: its name, a colon, what was done, its points."""

    PARTS = (
        "（一）产出指标（35分，得34.50分）",
        "1.数量指标（20分，得19.50分）",
        "药店巡查家数：医院带头，巡查43家，完成任务，得10分。",
        "药师培训期数：计划20期，办了19期，得9.50分，一期因台风改到次年。",
        "2.质量指标（15分，得15分）",
        "档案完整率：目标不低于95%，抽查97%，得15分。",
    )

    def test_they_stand_below_the_category(self) -> None:
        assert tree(*self.PARTS) == [
            "1 产出 35 34.50",
            "2 数量 20 19.50",
            "3 药店巡查家数 - 10",
            "3 药师培训期数 - 9.50",
            "2 质量 15 15",
            "3 档案完整率 - 15",
        ]

    def test_their_points_are_not_those_of_the_category_told_again(self) -> None:
        assert [r for r in told(*self.PARTS).restatements if r.first.value != r.again.value] == []

    @pytest.mark.parametrize("words", ["扣分原因：台风改期，得9.50分。", "得分情况：按完成率，得19.50分。"])
    def test_words_that_name_no_indicator(self, words: str) -> None:
        assert tree("1.数量指标（20分，得19.50分）", words) == ["1 数量 20 19.50"]

    def test_more_points_than_the_heading_has(self) -> None:
        assert tree("1.数量指标（20分，得19.50分）", "全部指标：逐项计算，得96.50分。") == ["1 数量 20 19.50"]


class TestNames:
    @pytest.mark.parametrize(
        "name", ["在职人员控制率", "在编人员占比率", "对下转移支付率", "中央资金支出率", "为民服务办结率"]
    )
    def test_a_first_character_that_only_seems_to_lead_on(self, name: str) -> None:
        assert tree(f"1.{name}（5分，得4分）。") == [f"1 {name} 5 4"]

    def test_points_by_the_completion_rate_are_no_weight(self) -> None:
        assert tree("产出指标50分，培训按完成率计9.00分，其余各计满分，共49.00分。") == ["1 产出 50 -"]


class TestTotalsOfThePaper:
    def test_a_sum_with_the_grade_in_its_sentence(self) -> None:
        bands = "90分以上为一等，80分至90分为二等"
        own = f"（三）得分。预算执行率10分，计9.86分。合计96.86分，对照标准（{bands}），等次为一等。"
        other = "（四）系统建设项目，全年预算60万元，自评得分85.50分，其中执行率扣1.50分。"
        paper = told(own, other)
        assert paper.total is not None
        assert (paper.total.value, paper.grade and paper.grade.name) == (Decimal("96.86"), "一等")
        assert paper.restatements == ()

    @pytest.mark.parametrize("words", ["附表自评93分", "自评表总分93分"])
    def test_the_form_that_is_attached_scores_the_same_work(self, words: str) -> None:
        paper = told("综合得分96.86分。", f"自评表附后，{words}。")
        assert [str(r.again.value) for r in paper.restatements] == ["93"]
