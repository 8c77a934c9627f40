"""Dates and periods, possible and impossible."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.quantities import DateMention, DatePeriod, find_dates


def only(text: str) -> DateMention:
    found = find_dates(text)
    assert len(found) == 1, [mention.text for mention in found]
    assert text[found[0].start : found[0].end] == found[0].text
    return found[0]


class TestDates:
    @pytest.mark.parametrize(
        ("text", "words", "year", "month", "day", "precision"),
        [
            ("2024年", "2024年", 2024, None, None, "year"),
            ("2023年度", "2023年度", 2023, None, None, "year"),
            ("2024年6月", "2024年6月", 2024, 6, None, "month"),
            ("2024年6月5日", "2024年6月5日", 2024, 6, 5, "day"),
            ("2024年 6月5 日", "2024年 6月5 日", 2024, 6, 5, "day"),
            ("2024  年 6 月 5日", "2024  年 6 月 5日", 2024, 6, 5, "day"),
            ("２０２４年６月５日", "２０２４年６月５日", 2024, 6, 5, "day"),
            ("4月8日上解", "4月8日", None, 4, 8, "day"),
            ("5月份", "5月份", None, 5, None, "month"),
            ("2024-06-05", "2024-06-05", 2024, 6, 5, "day"),
            ("2024.6.5", "2024.6.5", 2024, 6, 5, "day"),
            ("2024/6/5", "2024/6/5", 2024, 6, 5, "day"),
            ("2024-06", "2024-06", 2024, 6, None, "month"),
            ("3.2024年全区", "2024年", 2024, None, None, "year"),
            ("3.5月底前", "5月底", None, 5, None, "month"),
            ("二〇二三年三月二十九日", "二〇二三年三月二十九日", 2023, 3, 29, "day"),
            ("十二月底", "十二月底", None, 12, None, "month"),
            ("23年12月", "23年12月", 2023, 12, None, "month"),
            ("2022年12个月", "2022年", 2022, None, None, "year"),
            ("2024年5家", "2024年", 2024, None, None, "year"),
            ("比 2022\n年的参保人数", "2022\n年", 2022, None, None, "year"),
            ("于 12 月 15\n日拨付", "12 月 15\n日", None, 12, 15, "day"),
        ],
    )
    def test_what_is_stated(
        self, text: str, words: str, year: int | None, month: int | None, day: int | None, precision: str
    ) -> None:
        mention = only(text)
        assert (mention.text, mention.year, mention.month, mention.day) == (words, year, month, day)
        assert mention.precision == precision
        assert mention.valid
        assert not isinstance(mention, DatePeriod)

    @pytest.mark.parametrize(
        "text", ["9月6月", "13月", "2月30日", "2023年2月29日", "4月31日", "2024-13-05", "0月5日", "5-13月"]
    )
    def test_what_no_calendar_has_is_one_invalid_mention(self, text: str) -> None:
        assert not only(f"补助资金{text}上解").valid

    @pytest.mark.parametrize("text", ["2月29日", "2024年2月29日", "12月31日"])
    def test_what_some_calendar_has_is_valid(self, text: str) -> None:
        assert only(text).valid

    @pytest.mark.parametrize(
        ("text", "relation", "end_of"),
        [
            ("12月31日前完成", "by", False),
            ("2023年底前", "by", True),
            ("12月底之前打入账户", "by", True),
            ("年底前", "by", True),
            ("1月以来", "since", False),
            ("自2022年1月1日起", "since", False),
            ("截至2024年6月底", "until", True),
            ("截止 2022年", "until", False),
            ("2022年末在职", "", True),
            ("2022年初结转", "", False),
            ("2024年6月5日", "", False),
        ],
    )
    def test_relation_and_end(self, text: str, relation: str, end_of: bool) -> None:
        assert (only(text).relation, only(text).end_of) == (relation, end_of)

    @pytest.mark.parametrize(
        "text",
        ["3个月", "5年", "三年", "第3年", "1.5万元", "12日", "十九大", "一二月份", "2024", ""],
    )
    def test_no_date(self, text: str) -> None:
        assert find_dates(text) == []

    @given(st.dates())
    def test_every_real_date_is_read_and_valid(self, date: object) -> None:
        year, month, day = (int(part) for part in str(date).split("-"))
        mention = only(f"于{1900 + year % 200}年{month}月{day}日成立")
        assert (mention.month, mention.day) == (month, day)
        assert mention.valid or (month, day) == (2, 29)


class TestPeriods:
    @pytest.mark.parametrize(
        ("text", "first", "last"),
        [
            ("1-7月", (None, 1), (None, 7)),
            ("1—7月份", (None, 1), (None, 7)),
            ("1月至6月", (None, 1), (None, 6)),
            ("2023年1-12月", (2023, 1), (2023, 12)),
            ("2020-2022年", (2020, 1), (2022, 12)),
            ("2020年至2022年", (2020, 1), (2022, 12)),
            ("全年", (None, 1), (None, 12)),
            ("2023年全年", (2023, 1), (2023, 12)),
            ("上半年", (None, 1), (None, 6)),
            ("2023年下半年", (2023, 7), (2023, 12)),
            ("第三季度", (None, 7), (None, 9)),
            ("一季度", (None, 1), (None, 3)),
            ("前三季度", (None, 1), (None, 9)),
        ],
    )
    def test_first_and_last_month(self, text: str, first: tuple[int | None, int], last: tuple[int | None, int]) -> None:
        period = only(text)
        assert isinstance(period, DatePeriod)
        assert ((period.first_year, period.first_month), (period.year, period.month)) == (first, last)
        assert (period.text, period.valid) == (text, True)

    @pytest.mark.parametrize("text", ["7-1月", "2022-2020年"])
    def test_the_wrong_way_round_is_invalid(self, text: str) -> None:
        assert not only(text).valid

    def test_two_dates_joined_are_two_mentions(self) -> None:
        assert [mention.text for mention in find_dates("2021年12月—2022年3月")] == ["2021年12月", "2022年3月"]
        assert [mention.text for mention in find_dates("6月5日至8月3日")] == ["6月5日", "8月3日"]
