"""Personal data that must not be published. All numbers are put together here, so that none stands in the text."""

from __future__ import annotations

import pytest

from jixiao.auditing.model import Severity
from tests.auditing.specimens import report
from tests.support import only_finding, piped, quoted, run

MOBILE = "1" + "38" + "0000" + "1234"
# Area code of no place, birthday 1 January 1990; the last digit makes the weighted sum right.
BODY = "99" + "0000" + "19900101" + "001"


def with_check_digit(body: str) -> str:
    weights = [2**power % 11 for power in range(17, 0, -1)]
    total = sum(weight * int(digit) for weight, digit in zip(weights, body, strict=True))
    return body + "10X98765432"[total % 11]


class TestPersonalPhone:
    @pytest.mark.parametrize(
        "printed", [MOBILE, f"{MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}", f"{MOBILE[:3]}-{MOBILE[3:7]}-{MOBILE[7:]}"]
    )
    def test_a_mobile_number(self, printed: str) -> None:
        finding = only_finding("personal-phone", report(f"填表人：某某  联系电话：{printed}"))
        assert finding.severity is Severity.WARNING
        assert quoted(finding) == [printed]
        assert finding.message == "出现手机号码138***34，公开前请删去或遮盖"
        assert MOBILE not in finding.message + finding.reported

    def test_in_a_cell(self) -> None:
        assert quoted(only_finding("personal-phone", piped([["联系电话", MOBILE], ["填表人", "某某"]]))) == [MOBILE]

    @pytest.mark.parametrize(
        "words",
        [
            "联系电话：1**********",
            "联系电话：0730-" + "2345678",
            f"支出{MOBILE}元",
            f"支出{MOBILE}.00元",
            f"项目编码50099922T{MOBILE}",
            f"编号{MOBILE}0001",
        ],
    )
    def test_masked_numbers_office_lines_amounts_and_codes(self, words: str) -> None:
        findings, _ = run("personal-phone", report(words))
        assert findings == []


class TestIdentityNumber:
    def test_a_number_with_the_right_check_digit(self) -> None:
        number = with_check_digit(BODY)
        finding = only_finding("identity-number", report(f"救助对象身份证号{number}。"))
        assert finding.severity is Severity.ERROR
        assert quoted(finding) == [number]
        assert "身份证号码990***" in finding.message

    @pytest.mark.parametrize("change", ["digit", "month"])
    def test_numbers_that_only_look_like_one(self, change: str) -> None:
        number = with_check_digit(BODY)
        wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
        other = wrong if change == "digit" else with_check_digit(BODY.replace("19900101", "19901301"))
        findings, _ = run("identity-number", report(f"编号{other}。"))
        assert findings == []


class TestBankAccount:
    def test_an_account_number(self) -> None:
        number = "62" + "1700" * 4 + "1"
        finding = only_finding("bank-account", report(f"开户行账号：{number}，按季拨付。"))
        assert quoted(finding) == [number]
        assert "银行账号621***01" in finding.message

    @pytest.mark.parametrize("words", ["账号：6217 **** **** 1234", "项目编码" + "51099823" * 2 + "12", "账号：12345"])
    def test_masked_accounts_and_other_long_numbers(self, words: str) -> None:
        findings, _ = run("bank-account", report(words))
        assert findings == []
