"""What the one grammar reads as a quantity, and with which number, scale, unit and qualifier."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.quantities import Qualifier, Quantity, UnitError, find_quantities, parse_quantity


def only(text: str) -> Quantity:
    found = find_quantities(text)
    assert len(found) == 1, [quantity.text for quantity in found]
    return found[0]


def texts(text: str) -> list[str]:
    return [quantity.text for quantity in find_quantities(text)]


class TestNumberScaleUnit:
    @pytest.mark.parametrize(
        ("text", "number", "scale", "unit"),
        [
            ("1,707.31万元", "1707.31", "1E4", "元"),
            ("4.85亿元", "4.85", "1E8", "元"),
            ("23.9万人", "23.9", "1E4", "人"),
            ("5.1万亿元", "5.1", "1E12", "元"),
            ("3百万元", "3", "1E6", "元"),
            ("5千元", "5", "1E3", "元"),
            ("5千克", "5", "1", "千克"),
            ("0万元", "0", "1E4", "元"),
            ("57.00万元", "57.00", "1E4", "元"),
            ("63万", "63", "1E4", ""),
            ("394024.87", "394024.87", "1", ""),
            ("2024", "2024", "1", ""),
            ("99.74%", "99.74", "0.01", "%"),
            ("99.74％", "99.74", "0.01", "%"),
            ("2.78‰", "2.78", "0.001", "%"),
            ("100百分比", "100", "0.01", "%"),
            ("8.75个百分点", "8.75", "0.01", "个百分点"),
            ("3百分点", "3", "0.01", "个百分点"),
            ("9.97分", "9.97", "1", "分"),
            ("172万剂次", "172", "1E4", "剂次"),
            ("4403.78万单位", "4403.78", "1E4", "单位"),
            ("1.8万人次", "1.8", "1E4", "人次"),
            ("15000件次", "15000", "1", "件次"),
            ("312家（次）", "312", "1", "家次"),
            ("5874 名", "5874", "1", "人"),
            ("29000位", "29000", "1", "人"),
            ("400 万元", "400", "1E4", "元"),
            ("4.6万件", "4.6", "1E4", "件"),
            ("531家", "531", "1", "家"),
            ("12个", "12", "1", "个"),
            ("7项", "7", "1", "项"),
            ("30个工作日", "30", "1", "个工作日"),
            ("12.6个月", "12.6", "1", "个月"),
            ("5年", "5", "1", "年"),
            ("7.8天", "7.8", "1", "天"),
            ("2.3倍", "2.3", "1", "倍"),
            ("120m²", "120", "1", "㎡"),
            ("120平方米", "120", "1", "㎡"),
            ("３．５元／人", "3.5", "1", "元/人"),
            ("3万元/人.年", "3", "1E4", "元/人·年"),
            ("2元/人·年", "2", "1", "元/人·年"),
            ("380元/人/年", "380", "1", "元/人·年"),
            ("12元/人次", "12", "1", "元/人次"),
            ("2.9元/片", "2.9", "1", "元/片"),
            ("１，７０７．３１万元", "1707.31", "1E4", "元"),
            ("1，707.31万元", "1707.31", "1E4", "元"),
            ("-8.75%", "-8.75", "0.01", "%"),
            ("－3", "-3", "1", ""),
        ],
    )
    def test_digits(self, text: str, number: str, scale: str, unit: str) -> None:
        quantity = only(text)
        assert (quantity.number, quantity.scale, quantity.unit) == (Decimal(number), Decimal(scale), unit)
        assert (quantity.text, quantity.start, quantity.end) == (text, 0, len(text))
        assert quantity.decimals == len(number.partition(".")[2])
        assert quantity.form == "digits"
        assert quantity.value == Decimal(number) * Decimal(scale)

    @pytest.mark.parametrize(
        ("text", "number", "scale", "unit", "form"),
        [
            ("百分之九十五", "95", "0.01", "%", "chinese"),
            ("百分之八十五点五", "85.5", "0.01", "%", "chinese"),
            ("百分之百", "100", "0.01", "%", "chinese"),
            ("百分之95.5", "95.5", "0.01", "%", "digits"),
            ("千分之三", "3", "0.001", "%", "chinese"),
            ("万分之五", "5", "0.0001", "%", "chinese"),
            ("四分之三", "0.75", "1", "", "fraction"),
            ("两个", "2", "1", "个", "chinese"),
            ("十二项", "12", "1", "项", "chinese"),
            ("三百零五人", "305", "1", "人", "chinese"),
            ("三年", "3", "1", "年", "chinese"),
            ("三点五万元", "3.5", "1E4", "元", "chinese"),
            ("一亿二千万元", "12000", "1E4", "元", "chinese"),
            ("三个百分点", "3", "0.01", "个百分点", "chinese"),
            ("九十五分", "95", "1", "分", "chinese"),
            ("贰拾叁万元整", "230000.00", "1", "元", "capital"),
            ("柒元零玖分", "7.09", "1", "元", "capital"),
        ],
    )
    def test_words(self, text: str, number: str, scale: str, unit: str, form: str) -> None:
        quantity = only(text)
        assert (quantity.number, quantity.scale, quantity.unit) == (Decimal(number), Decimal(scale), unit)
        assert (quantity.text, quantity.form) == (text, form)

    def test_a_third_is_close_to_a_third(self) -> None:
        quantity = only("约占三分之一")
        assert quantity.text == "三分之一"
        assert abs(quantity.value * 3 - 1) < Decimal("1E-20")

    @pytest.mark.parametrize(("text", "unit"), [("满意度10分组成", "分"), ("满意度10分组讨论", "")])
    def test_points_that_make_up_a_whole_are_points(self, text: str, unit: str) -> None:
        assert only(text).unit == unit

    def test_a_currency_sign_is_a_unit(self) -> None:
        assert (only("¥230,000.00").unit, only("¥230,000.00").number) == ("元", Decimal("230000.00"))

    def test_longer_units_win(self) -> None:
        assert [only(text).unit for text in ("3人次", "3件次", "3个百分点", "3个工作日", "3分钟")] == [
            *("人次", "件次", "个百分点", "个工作日", "分钟"),
        ]

    @pytest.mark.parametrize(
        ("text", "quantity"),
        [
            ("编制10 人员", "10"),
            ("10分别", "10"),
            ("100分值", "100"),
            ("5项目", "5"),
            ("完成3项目标", "3项"),
            ("10个人账户", "10"),
            ("3件数", "3"),
        ],
    )
    def test_a_unit_is_not_cut_out_of_another_word(self, text: str, quantity: str) -> None:
        assert texts(text) == [quantity]


class TestProse:
    def test_offsets_point_into_the_text_given(self) -> None:
        text = "全年执行１，７０７．３１万元，占９９．７４％；参保23.9万人（含两个街道）。"
        found = find_quantities(text)
        assert [text[quantity.start : quantity.end] for quantity in found] == [quantity.text for quantity in found]
        assert texts(text) == ["１，７０７．３１万元", "９９．７４％", "23.9万人", "两个"]

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("10,20", ["10", "20"]),
            ("得分分别为9、10、15、14分", ["9", "10", "15", "14分"]),
            ("检查10897名7类对象", ["10897名", "7类"]),
            ("（满分50分，实得50分）", ["50分", "50分"]),
            ("变动率=2.78%", ["2.78%"]),
            ("224.94/400×100%=56.24%", ["224.94", "400", "100%", "56.24%"]),
            ("80≦良＜90分", ["80", "90分"]),
            ("产出指标(50)", ["50"]),
            ("合计\t12.5\t13.6\n26.1", ["12.5", "13.6", "26.1"]),
            ("实现了5个100%", ["5个", "100%"]),
            ("其中：A类5家、B类12家", ["5家", "12家"]),
            ("附件3份，项目5个，表2张", ["3份", "5个", "2张"]),
            ("RMB100万元", ["100万元"]),
            ("2022年12个月共5家", ["12个月", "5家"]),
            ("2022年12月5家", ["5家"]),
            ("由610元提高到640元", ["610元", "640元"]),
            ("60分至75分为中，75—90分为良", ["60分", "75分", "75", "90分"]),
            ("培训4期，第5期", ["4期"]),
            ("每1条目标未完成扣0.5分", ["1条", "0.5分"]),
            ("5天多4天", ["5天", "4天"]),
            ("利息收入 573.08 \n万元，增加 0.63\n万人次", ["573.08 \n万元", "0.63\n万人次"]),
            ("合计\t10\n\t分值", ["10"]),
            ("10\n次均费用", ["10"]),
            ("比上年增长+5.3%", ["5.3%"]),
            ("投诉0件，0.9万人", ["0件", "0.9万人"]),
        ],
    )
    def test_left_to_right(self, text: str, found: list[str]) -> None:
        assert texts(text) == found

    def test_a_minus_after_a_word_is_a_sign_and_after_a_quantity_a_dash(self) -> None:
        assert texts("控制率-8.75%，得满分") == ["-8.75%"]
        assert texts("90%-95%") == ["90%", "95%"]
        assert texts("10-20人") == ["10", "20人"]
        assert texts("12.5 -3.1") == ["12.5", "-3.1"]


class TestQualifiers:
    @pytest.mark.parametrize(
        ("text", "words", "qualifier"),
        [
            ("约30%", "30%", Qualifier.ABOUT),
            ("大约 30%", "30%", Qualifier.ABOUT),
            ("近500人", "500人", Qualifier.ABOUT),
            ("将近500人", "500人", Qualifier.ABOUT),
            ("75%左右", "75%", Qualifier.ABOUT),
            ("超过60万元", "60万元", Qualifier.OVER),
            ("满意率超90%", "90%", Qualifier.OVER),
            ("逾5000人次", "5000人次", Qualifier.OVER),
            ("高于0.9万人", "0.9万人", Qualifier.OVER),
            ("不低于95%", "95%", Qualifier.OVER),
            ("≥60万", "60万", Qualifier.OVER),
            ("95%以上", "95%", Qualifier.OVER),
            ("95%及以上", "95%", Qualifier.OVER),
            ("30万元（含）以上", "30万元", Qualifier.OVER),
            ("38000余", "38000", Qualifier.OVER),
            ("不足50人", "50人", Qualifier.UNDER),
            ("低于10%", "10%", Qualifier.UNDER),
            ("不超过5万元", "5万元", Qualifier.UNDER),
            ("未超过5万元", "5万元", Qualifier.UNDER),
            ("控制在10%以内", "10%", Qualifier.UNDER),
            ("60分以下", "60分", Qualifier.UNDER),
            ("30个工作日内", "30个工作日", Qualifier.UNDER),
            ("三十日内", "三十日", Qualifier.UNDER),
            ("高于年初设定参保人数0.9万人", "0.9万人", Qualifier.NONE),
            ("近三年", "三年", Qualifier.NONE),
            ("超支5万元", "5万元", Qualifier.NONE),
            ("累计5额", "5", Qualifier.NONE),
            ("结余5余额", "5", Qualifier.NONE),
            ("节约1.65万元", "1.65万元", Qualifier.NONE),
            ("签约120家", "120家", Qualifier.NONE),
            ("附近3家", "3家", Qualifier.NONE),
            ("未参保的5828人多为外地参保", "5828人", Qualifier.NONE),
            ("超过30日才到账", "30日", Qualifier.OVER),
            ("期满前60日申请", "60日", Qualifier.NONE),
            ("迟报3日", "3日", Qualifier.NONE),
        ],
    )
    def test_words_around_are_read_and_left_out(self, text: str, words: str, qualifier: Qualifier) -> None:
        quantity = only(text)
        assert (quantity.text, quantity.qualifier) == (words, qualifier)

    @pytest.mark.parametrize(
        ("text", "value", "unit", "misplaced"),
        [
            ("1.23余亿元", "123000000", "元", True),
            ("1.23亿余元", "123000000", "元", False),
            ("1.23亿余", "123000000", "", False),
            ("10余万元", "100000", "元", False),
            ("38000余件", "38000", "件", False),
            ("15000余件次", "15000", "件次", False),
            ("29000多位", "29000", "人", False),
            ("20 余家", "20", "家", False),
            ("三百余万元", "3000000", "元", False),
            ("十余家", "10", "家", False),
        ],
    )
    def test_a_word_inside_belongs_to_the_quantity(self, text: str, value: str, unit: str, misplaced: bool) -> None:
        quantity = only(text)
        assert quantity.text == (text if unit else text.removesuffix("余"))
        assert (quantity.value, quantity.unit) == (Decimal(value), unit)
        assert quantity.qualifier is Qualifier.OVER
        assert quantity.qualifier_misplaced is misplaced


class TestParsing:
    @pytest.mark.parametrize(
        ("text", "value", "unit"),
        [
            (" 96.2% ", "0.962", "%"),
            ("约23.9万人", "239000", "人"),
            ("95%以上", "0.95", "%"),
            ("+5.3%", "0.053", "%"),
            ("贰拾叁万元整", "230000", "元"),
            ("不低于 90 %", "0.9", "%"),
            ("0", "0", ""),
            ("\t63万\n", "630000", ""),
        ],
    )
    def test_the_whole_text_is_one_quantity(self, text: str, value: str, unit: str) -> None:
        quantity = parse_quantity(text)
        assert quantity is not None
        assert (quantity.value, quantity.unit) == (Decimal(value), unit)

    @pytest.mark.parametrize(
        "text",
        *[
            [
                "",
                " ",
                "—",
                "无",
                "不适用",
                "3人5家",
                "共3人",
                "3人参加",
                "2024年",
                "12月31日",
                "达标",
                "90%-95%",
                "(3)",
                "第3",
                "1、",
            ]
        ],
    )
    def test_anything_else_is_none(self, text: str) -> None:
        assert parse_quantity(text) is None


class TestPrecision:
    @pytest.mark.parametrize(
        ("text", "exact"),
        [
            ("531家", True),
            ("21253人次", True),
            ("9.97分", True),
            ("30个工作日", True),
            ("三分之一", True),
            ("23.9万人", False),
            ("1707.31万元", False),
            ("1000元", False),
            ("95%", False),
            ("120㎡", False),
            ("2.3倍", False),
            ("7.8天", False),
            ("2.51人次", False),
            ("3.5元/人", False),
            ("60", False),
        ],
    )
    def test_counts_and_points_are_exact(self, text: str, exact: bool) -> None:
        quantity = only(text)
        assert quantity.exact is exact
        assert (quantity.rounding().low == quantity.rounding().high) is exact
        assert (quantity.truncation().low == quantity.truncation().high) is exact

    @pytest.mark.parametrize(
        ("text", "rounding", "truncation"),
        [
            ("99.74%", "[0.99735, 0.99745]", "[0.9974, 0.9975)"),
            ("23.9万人", "[238500, 239500]", "[239000, 240000)"),
            ("1707.31万元", "[17073050, 17073150]", "[17073100, 17073200)"),
            ("-8.75%", "[-0.08755, -0.08745]", "(-0.0876, -0.0875]"),
            ("0.0%", "[-0.0005, 0.0005]", "(-0.001, 0.001)"),
            ("172万剂次", "[1715000, 1725000]", "[1720000, 1730000)"),
            ("3511人", "[3511, 3511]", "[3511, 3511]"),
            ("贰拾叁万元整", "[229999.995, 230000.005]", "[230000, 230000.01)"),
        ],
    )
    def test_intervals_are_in_base_units(self, text: str, rounding: str, truncation: str) -> None:
        quantity = only(text)
        assert (str(quantity.rounding()), str(quantity.truncation())) == (rounding, truncation)


class TestUnitFromElsewhere:
    @pytest.mark.parametrize(
        ("text", "head", "value", "unit"),
        [
            ("608.41", "万元", "6084100", "元"),
            ("608.41", "(万元)", "6084100", "元"),
            ("96", "%", "0.96", "%"),
            ("10", "分", "10", "分"),
            ("63万", "万元", "630000", "元"),
            ("63万", "元", "630000", "元"),
            ("57万元", "元", "570000", "元"),
            ("96%", "分", "0.96", "%"),
        ],
    )
    def test_a_bare_number_takes_the_unit_of_its_column(self, text: str, head: str, value: str, unit: str) -> None:
        quantity = only(text).in_unit(head)
        assert (quantity.value, quantity.unit) == (Decimal(value), unit)

    def test_a_head_that_is_no_unit_is_refused(self) -> None:
        with pytest.raises(UnitError, match="“得分率高”不是能识别的计量单位"):
            only("10").in_unit("得分率高")
