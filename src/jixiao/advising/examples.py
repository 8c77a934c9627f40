"""Better ways to write an indicator, from the field: found by words of its name and by its category."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from jixiao.datafiles import parse_model


class Example(BaseModel):
    """An indicator written so that it can be measured; no keywords or categories mean any."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    keywords: tuple[str, ...] = Field(alias="关键词")
    categories: tuple[str, ...] = Field(alias="类别")
    text: str = Field(alias="写法")


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    examples: tuple[Example, ...] = Field(alias="示例")


@cache
def all_examples() -> tuple[Example, ...]:
    """Return the examples in the order in which they are tried."""
    name = "examples.yaml"
    return parse_model((files("jixiao.advising") / name).read_text(encoding="utf-8"), name, _File).examples


def example_for(path: Sequence[str]) -> str:
    """Return a better example for the indicator at PATH (names from the top of the tree down)."""
    name, above = path[-1], "/".join(path)
    return next(example.text for example in all_examples() if _fits(example, name, above))


def _fits(example: Example, name: str, above: str) -> bool:
    keyword = not example.keywords or any(word in name for word in example.keywords)
    return keyword and (not example.categories or any(word in above for word in example.categories))
