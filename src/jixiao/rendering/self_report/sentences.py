"""Sentences made of single facts of an evaluation, each from data alone; what is left blank is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from jixiao.evaluations import (
    BudgetLine,
    Building,
    Department,
    FundRow,
    IndicatorRow,
    Mark,
    Procurement,
    joined_actual,
    joined_target,
)

Entry = Decimal | Mark | None
_ABSENT = (Mark.NONE, Mark.DASH, Mark.NOT_APPLICABLE)


def amount(value: Decimal) -> str:
    """Return an amount (万元) as reports print it: ``1,359.38万元``."""
    return f"{value:,f}万元"


def is_absent(value: Entry) -> bool:
    """Tell whether an entry says that there is no such money: zero, 无, — or 不适用."""
    return value in _ABSENT or (isinstance(value, Decimal) and value == 0)


def listed(parts: Iterable[str]) -> str:
    """Return PARTS as one sentence, parted by commas; nothing for no parts."""
    told = "，".join(part for part in parts if part)
    return f"{told}。" if told else ""


def fund_sentence(row: FundRow) -> str:
    """Return what a row of the fund table tells; nothing for a blank one."""
    whole = row.rate and isinstance(row.executed, Decimal)
    named = (
        ("年初预算数", row.initial),
        ("全年预算数", row.adjusted),
        ("到位资金", row.arrived),
        ("全年执行数", row.executed),
    )
    told = listed(
        (
            *(f"{name}{amount(value)}" for name, value in named if isinstance(value, Decimal)),
            f"预算执行率{row.rate}" if whole else "",
        )
    )
    return f"{row.label}：{told}" if told else ""


def budget_sentences(lines: Iterable[BudgetLine]) -> Iterator[str]:
    """Yield a sentence for each budget line that tells something, and for its parts behind it."""
    for line in lines:
        if is_absent(line.initial) and is_absent(line.executed):
            yield f"本年度没有{line.label}。"
            continue
        named = (
            ("上年实际支出", line.last_year),
            ("年初预算数", line.initial),
            ("全年预算数", line.adjusted),
            ("实际支出", line.executed),
        )
        told = listed(f"{name}{amount(value)}" for name, value in named if isinstance(value, Decimal))
        if told:
            yield f"{line.label}：{told}"
        yield from budget_sentences(_parts_told(line))


def _parts_told(line: BudgetLine) -> Iterable[BudgetLine]:
    """Return the parts of a line; a single part with the same amounts says nothing new, and its own parts follow."""
    if len(line.parts) == 1 and line.parts[0].model_copy(update={"label": line.label, "parts": line.parts}) == line:
        return _parts_told(line.parts[0])
    return line.parts


def staff_sentence(department: Department) -> str:
    """Return the inner offices, the approved posts and the staff; nothing where all are blank."""
    offices = [office.name for office in department.offices]
    named = (("编制", department.posts), ("在职", department.staff))
    return listed(
        (
            f"内设机构{len(offices)}个：{'、'.join(offices)}" if offices else "",
            *(f"{name}{value:f}人" for name, value in named if isinstance(value, Decimal)),
        )
    )


def procurement_sentence(procurement: Procurement | None) -> str:
    """Return the government procurement of the year; nothing where it is blank."""
    if procurement is None:
        return ""
    named = (
        ("政府采购计划", procurement.planned),
        ("实际采购", procurement.actual),
        ("其中面向中小企业采购", procurement.for_small_firms),
    )
    return listed(f"{name}{amount(value)}" for name, value in named if isinstance(value, Decimal))


def building_sentence(building: Building) -> str:
    """Return approved and actual floor area and investment of a building."""
    areas = (("批复面积", building.approved_area), ("实际面积", building.actual_area))
    money = (("批复投资", building.approved_investment), ("实际投资", building.actual_investment))
    told = listed(
        (
            *(f"{name}{value:,f}平方米" for name, value in areas if isinstance(value, Decimal)),
            *(f"{name}{amount(value)}" for name, value in money if isinstance(value, Decimal)),
        )
    )
    return f"{building.name}：{told}" if told else ""


def points_of(row: IndicatorRow, score: Decimal | None) -> str:
    """Return weight and score of a node in brackets: ``（满分10分，得9.98分）``; nothing without a weight."""
    if row.weight is None:
        return ""
    got = f"，得{score:f}分" if score is not None else ""
    return f"（满分{row.weight:f}分{got}）"


def indicator_sentence(row: IndicatorRow) -> str:
    """Return what a lowest indicator tells behind its points: target, actual, explanation, reason and measure."""
    target, actual = joined_target(row), joined_actual(row)
    told = listed((f"指标值{target}" if target else "", f"实际完成值{actual}" if actual else ""))
    more = (
        ("", row.explanation),
        ("偏差原因：", row.reason),
        ("改进措施：", row.measure),
    )
    return told + "".join(f"{lead}{sentence(words)}" for lead, words in more if words)


def sentence(words: str) -> str:
    """Return WORDS of the bureau with a full stop at the end."""
    stripped = words.strip()
    return stripped if stripped.endswith(("。", "！", "？", "；")) else f"{stripped}。"
