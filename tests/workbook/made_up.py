"""Evaluations made up from the model itself: every field of every nested model gets a value, known by its name or not.

A field that is added to the model is filled in here by its type, and so has to find its way through the workbook.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from random import Random
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from jixiao.evaluations import IndicatorRow, SelfEvaluation

_WORDS = ("医保", "救助", "参保", "监管", "宣传", "经办", "结算", "审核", "培训", "稽核")
_PUNCTUATION = ("，", "；", "（含）", "\n", "“", "=1", "  ", "’")
_NATURES = (("≥", "95", "%"), ("≤", "10.50", "天"), ("=", "1,234", "家"), (">", "3", None), ("<", "0.8", "万元"))
_TARGETS = (
    "≥95%",
    "不低于95.0%",
    "≤10天",
    "12月31日前",
    "有效缓解",
    "23000人",
    "≥60万",
    "95%—98%",
    "无",
    "达到70%以上",
)
_ACTUALS = ("96%", "96.2", "9天", "12月20日", "已缓解", "23100人", "630000", "63万", "约97%", "23,100")


class MakeUp:
    """Makes up evaluations; with SPARSE about every third field that may be blank is."""

    def __init__(self, seed: int, *, sparse: bool) -> None:
        self._random = Random(seed)
        self._sparse = sparse
        self._number = 0

    def evaluation(self) -> SelfEvaluation:
        """Return an evaluation."""
        made = self.model(SelfEvaluation)
        return SelfEvaluation.model_validate(made.model_dump())

    def model(self, kind: type[BaseModel], depth: int = 0) -> BaseModel:
        """Return a record of KIND with all its fields; a record in which nothing stands is no record."""
        values = {
            name: self._special(f"{kind.__name__}.{name}") or self._value(field.annotation, field.metadata, name, depth)
            for name, field in kind.model_fields.items()
        }
        if kind is IndicatorRow:
            self._consistent(values)
        told = kind.model_validate(values)
        return told if told != kind.model_construct() else self.model(kind, depth)

    def _special(self, path: str) -> Any:
        known: dict[str, Callable[[], Any]] = {
            "SelfEvaluation.schema_version": lambda: 1,
            "SelfEvaluation.year": lambda: self._random.randint(2015, 2030),
            "SelfEvaluation.indicators": lambda: tuple(self._branch(0) for _ in range(3)),
            "Deduction.reason": self._text,
        }
        return known[path]() if path in known else None

    def _branch(self, depth: int) -> BaseModel:
        leaf = depth == 2 or self._random.random() < 0.2
        row = self.model(IndicatorRow, depth + 1)
        children = () if leaf else tuple(self._branch(depth + 1) for _ in range(self._random.randint(1, 3)))
        return row.model_copy(update={"children": children})

    def _consistent(self, values: dict[str, Any]) -> None:
        """Keep what the workbook refuses out: points above the weight, words beside a sign that asks for a number."""
        if self._random.random() < 0.5:
            nature, target, unit = self._random.choice(_NATURES)
            actual = self._random.choice(("96", "9.60", None, "12,345"))
            values |= {"nature": nature, "target": target, "unit": unit, "actual": actual}
        else:
            at = self._random.randrange(len(_TARGETS))
            actual = self._random.choice((_ACTUALS[at], None))
            values |= {"nature": None, "target": _TARGETS[at], "unit": None, "actual": actual}
        values["score"] = None if values["score"] is None else Decimal(self._random.randint(0, 200)) / 100
        values["weight"] = None if values["weight"] is None else values["weight"] + 2
        values["children"] = ()

    def _value(self, annotation: Any, metadata: Any, name: str, depth: int) -> Any:
        origin = get_origin(annotation)
        if origin is Annotated:
            return self._value(get_args(annotation)[0], metadata, name, depth)
        if origin in (Union, types.UnionType):
            choices = [each for each in get_args(annotation) if each is not type(None)]
            if type(None) in get_args(annotation) and self._sparse and self._random.random() < 0.4:
                return None
            return self._value(self._random.choice(choices), metadata, name, depth)
        if origin is tuple:
            most = 0 if depth > 2 else 3
            count = self._random.randint(0 if self._sparse or depth > 2 else 1, most)
            return tuple(self._value(get_args(annotation)[0], (), name, depth + 1) for _ in range(count))
        return self._single(annotation, depth)

    def _single(self, kind: Any, depth: int) -> Any:
        if issubclass(kind, BaseModel):
            return self.model(kind, depth)
        if issubclass(kind, StrEnum):
            return self._random.choice(list(kind))
        makers: dict[type, Callable[[], Any]] = {
            bool: lambda: self._random.random() < 0.5,
            int: lambda: self._random.randint(0, 9),
            Decimal: self._decimal,
            str: self._text,
        }
        return makers[kind]()

    def _decimal(self) -> Decimal:
        decimals = self._random.choice((0, 0, 1, 2, 4))
        return Decimal(self._random.choice((0, self._random.randint(1, 10**9)))).scaleb(-decimals)

    def _text(self) -> str:
        """Return words that are unlike all others."""
        self._number += 1
        words = [self._random.choice(_WORDS) for _ in range(self._random.randint(1, 4))]
        return f"{self._random.choice(_PUNCTUATION).join(words)}第{self._number}"
