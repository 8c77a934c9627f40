"""What the demonstration is made of: invented places and people, and common projects with their indicators."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from jixiao.datafiles import parse_model


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DemoIndicator(_Item):
    """A lowest indicator: ``target`` is that of a middling county, ``scaled`` tells that it grows with the county.

    A qualitative one (``graded``) has words as its target and no sign.
    """

    name: str = Field(alias="名称")
    weight: Decimal = Field(alias="分值")
    sign: str = Field(default="", alias="符号")
    target: str = Field(alias="目标")
    unit: str = Field(default="", alias="单位")
    scaled: bool = Field(default=False, alias="规模")
    graded: bool = Field(default=False, alias="程度")
    reason: str = Field(default="", alias="偏差")


class DemoSubject(_Item):
    """What is evaluated: its budget (万元), goals with ``{indicator}`` for a value, and its tree of indicators."""

    title: str = Field(alias="名称")
    budget: Decimal = Field(alias="预算")
    expected: str = Field(alias="预期")
    reached: str = Field(alias="完成")
    indicators: dict[str, dict[str, tuple[DemoIndicator, ...]]] = Field(alias="指标")

    def leaves(self) -> Iterator[DemoIndicator]:
        """Yield the lowest indicators."""
        for categories in self.indicators.values():
            for rows in categories.values():
                yield from rows


class DemoCity(_Item):
    """A city and its counties."""

    name: str = Field(alias="名称")
    counties: tuple[str, ...] = Field(alias="县")


class Content(_Item):
    """The whole file."""

    province: str = Field(alias="省")
    cities: tuple[DemoCity, ...] = Field(alias="市")
    surnames: tuple[str, ...] = Field(alias="姓")
    given_names: tuple[str, ...] = Field(alias="名")
    late_payment: str = Field(alias="偏差额度说明")
    department: DemoSubject = Field(alias="部门整体")
    projects: tuple[DemoSubject, ...] = Field(alias="项目")
    remarks: tuple[str, ...] = Field(alias="意见")
    returned: str = Field(alias="退回原因")


@cache
def content() -> Content:
    """Return what the demonstration is made of."""
    name = "content.yaml"
    return parse_model((files("jixiao.web.demo") / name).read_text(encoding="utf-8"), name, Content)
