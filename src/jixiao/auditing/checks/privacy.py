"""Personal data that must not be published: mobile numbers, identity numbers, bank accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from jixiao.auditing.model import Finding, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.auditing.texts import all_texts
from jixiao.recognition import Dossier, Passage

_FAMILY = "个人信息"
_BASIS = "《政府信息公开条例》第十五条、《个人信息保护法》：公开材料不得泄露个人信息"
_HIDDEN = "***"

# Not part of a longer number or code, and no amount of money.
_MOBILE = re.compile(r"(?<![\dA-Za-z.,，-])1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\dA-Za-z.-]|[万亿]?元|[人件户家次])")
_IDENTITY = re.compile(r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?![\dA-Za-z])")
_ACCOUNT = re.compile(r"(?:账号|帐号|卡号|账户号码|银行账户)[：为]?(?P<number>\d(?: ?\d){15,18})(?!\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


@check(
    "personal-phone",
    title="手机号码",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.WARNING,
    explanation="查找没有遮盖的手机号码。办公电话（固定电话）可以公开。",
)
def personal_phone(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A mobile number that is not masked."""
    for passage in all_texts(dossier):
        for found in _MOBILE.finditer(passage.clean):
            yield _exposed(passage, "personal-phone", Severity.WARNING, "手机号码", *found.span())


@check(
    "identity-number",
    title="身份证号码",
    family=_FAMILY,
    basis=f"{_BASIS}；GB 11643—1999《公民身份号码》",
    severity=Severity.ERROR,
    explanation="查找校验位正确的18位身份证号码。",
)
def identity_number(dossier: Dossier) -> Iterator[Relation | Finding]:
    """An identity number with a possible birthday and the right check digit (GB 11643-1999)."""
    for passage in all_texts(dossier):
        for found in _IDENTITY.finditer(passage.clean):
            if _is_identity(found[0]):
                yield _exposed(passage, "identity-number", Severity.ERROR, "身份证号码", *found.span())


def _is_identity(number: str) -> bool:
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECK_DIGITS[total % 11] == number[-1].upper()


@check(
    "bank-account",
    title="银行账号",
    family=_FAMILY,
    basis=_BASIS,
    severity=Severity.WARNING,
    explanation="查找写在“账号”“卡号”后面、没有遮盖的16至19位号码。",
)
def bank_account(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A number of 16 to 19 digits that is called an account."""
    for passage in all_texts(dossier):
        for found in _ACCOUNT.finditer(passage.clean):
            yield _exposed(passage, "bank-account", Severity.WARNING, "银行账号", *found.span("number"))


def _exposed(passage: Passage, check_id: str, severity: Severity, what: str, start: int, end: int) -> Finding:
    """Return the finding; the message shows the first three and the last two digits alone."""
    number = passage.clean[start:end]
    masked = number[:3] + _HIDDEN + number[-2:]
    return Finding(
        check_id,
        severity,
        f"出现{what}{masked}，公开前请删去或遮盖",
        (passage.excerpt(start, end),),
        expected="删去或用*遮盖",
        reported=masked,
    )
