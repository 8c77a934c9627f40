"""The JSON Schemas that the program ships: of an audit, of a self-evaluation as data, and of a pack."""

from __future__ import annotations

import json
from collections.abc import Callable

from pydantic import BaseModel

from jixiao.evaluations import SelfEvaluation
from jixiao.packs import Pack
from jixiao.rendering.json_report import schema_text

Json = dict[str, object]


def model_schema(model: type[BaseModel], urn: str, title: str) -> str:
    """Return the JSON Schema (draft 2020-12) of MODEL, for editors: without the developers' words on each part."""
    bare = _without_words(model.model_json_schema(by_alias=True))
    head: Json = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": urn, "title": title}
    return json.dumps(head | bare, ensure_ascii=False, indent=2) + "\n"


def _without_words(schema: Json) -> Json:
    """Drop titles and docstrings, but no property that happens to be called so."""
    kept: Json = {}
    for key, value in schema.items():
        if key in ("title", "description") and isinstance(value, str):
            continue
        if key in ("properties", "$defs") and isinstance(value, dict):
            kept[key] = {name: _without_words(part) for name, part in value.items()}
        elif isinstance(value, dict):
            kept[key] = _without_words(value)
        elif isinstance(value, list):
            kept[key] = [_without_words(part) if isinstance(part, dict) else part for part in value]
        else:
            kept[key] = value
    return kept


SCHEMAS: dict[str, Callable[[], str]] = {
    "audit": schema_text,
    "evaluation": lambda: model_schema(SelfEvaluation, "urn:jixiao:self-evaluation:1", "jixiao 自评数据"),
    "pack": lambda: model_schema(Pack, "urn:jixiao:pack:1", "jixiao 规则包"),
}
