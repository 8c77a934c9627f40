"""Amounts in capitals against the figures beside them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.auditing.checks.capital_amounts import in_capitals
from jixiao.auditing.model import Match, Severity
from jixiao.quantities.numerals import capital_amount
from tests.auditing.specimens import report
from tests.support import only_finding, quoted, run


def test_capitals_that_differ() -> None:
    finding = only_finding("capital-amount", report("全年支出153.60万元（大写：人民币壹佰伍拾陆万叁仟元整）。"))
    assert finding.severity is Severity.ERROR
    assert quoted(finding) == ["壹佰伍拾陆万叁仟元整", "153.60万元"]
    assert finding.expected == "壹佰伍拾叁万陆仟元整"
    assert finding.message == (
        "大写“壹佰伍拾陆万叁仟元整”是1563000元，小写是153.60万元，两者不符；按小写，大写应为壹佰伍拾叁万陆仟元整"
    )


def test_figures_behind_the_capitals() -> None:
    finding = only_finding(
        "capital-amount", report("支付医疗费人民币叁佰零贰万捌仟肆佰元整（302.48万元），其中住院241.15万元。")
    )
    assert quoted(finding) == ["叁佰零贰万捌仟肆佰元整", "302.48万元"]


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("支出人民币壹佰肆拾陆万陆仟捌佰壹拾伍元叁角柒分（1,466,815.37元）。", Match.FACE),
        ("合同价230000元（大写：贰拾叁万元整）。", Match.FACE),
        ("合同价贰拾叁万零肆佰元整（小写：¥23.04万元）。", Match.FACE),
        ("支出23.1万元（大写：贰拾叁万零捌佰元整）。", Match.ROUNDING),
    ],
)
def test_capitals_that_agree(text: str, match: Match) -> None:
    findings, relations = run("capital-amount", report(text))
    assert findings == []
    assert [(relation.holds, relation.match) for relation in relations] == [(True, match)]


@pytest.mark.parametrize(
    "text",
    [
        "罚款贰拾叁万元整，另支出30万元。",
        "大写：贰拾叁万元整。",
        "预算30万元，中标价贰拾叁万元整。",
        "分别为30万元、贰拾叁万元整。",
    ],
)
def test_amounts_that_are_not_said_to_be_the_same(text: str) -> None:
    assert run("capital-amount", report(text)) == ([], [])


@given(st.integers(min_value=1, max_value=10**14).map(lambda cents: Decimal(cents).scaleb(-2)))
def test_capitals_read_back_as_the_same_amount(amount: Decimal) -> None:
    assert capital_amount(in_capitals(amount)) == amount


@pytest.mark.parametrize(
    ("amount", "capitals"),
    [
        ("230000", "贰拾叁万元整"),
        ("1005.30", "壹仟零伍元叁角"),
        ("1005.03", "壹仟零伍元零叁分"),
        ("10000100", "壹仟万零壹佰元整"),
        ("100000001", "壹亿零壹元整"),
        ("0.5", "伍角"),
        ("1466815.37", "壹佰肆拾陆万陆仟捌佰壹拾伍元叁角柒分"),
    ],
)
def test_writing_capitals(amount: str, capitals: str) -> None:
    assert in_capitals(Decimal(amount)) == capitals
