"""From a data file to a model: all faults at once, each a sentence with file, line, item and what is allowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from jixiao.datafiles.tree import PathKey, TextError, Tree, Value, parse_json, parse_yaml

M = TypeVar("M", bound=BaseModel)

_LARGEST = 10_000_000
_SHOWN = 12


class DataFileError(Exception):
    """A data file that cannot be used; the message has one line a fault, each with file, line and item."""


class FromNewerVersionError(ValueError):
    """The file was written by a newer version, whose items this one does not know."""


def load_model(path: Path, model: type[M]) -> M:
    """Read the YAML or JSON file at PATH into MODEL; a name that ends in ``.json`` is JSON, all else YAML.

    Raises :class:`DataFileError`.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise DataFileError(f"{path}：文件太大（超过10MB），不像是数据文件，请检查是不是选错了文件。")
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as fault:
        raise DataFileError(f"{path}：没有这个文件，请检查文件名和路径。") from fault
    except UnicodeDecodeError as fault:
        raise DataFileError(f"{path}：不是 UTF-8 编码的文本，请用记事本另存为 UTF-8。") from fault
    except OSError as fault:
        raise DataFileError(f"{path}：读不出来，请检查它是不是文件、有没有读取的权限。") from fault
    return parse_model(text, str(path), model)


def parse_model(text: str, name: str, model: type[M]) -> M:
    """Read TEXT into MODEL; NAME is the file's name, for messages and to tell JSON from YAML.

    Raises :class:`DataFileError`.
    """
    try:
        tree = parse_json(text) if name.lower().endswith(".json") else parse_yaml(text)
    except TextError as fault:
        raise DataFileError(f"{name}第{fault.line}行：{fault}。") from fault
    if not isinstance(tree.value, dict):
        raise DataFileError(f"{name}：内容应是一组“项: 值”，请对照示例填写。")
    try:
        return model.model_validate(tree.value)
    except ValidationError as fault:
        raise DataFileError("\n".join(_sentences(fault, name, tree, model))) from fault


def _sentences(fault: ValidationError, name: str, tree: Tree, model: type[BaseModel]) -> Iterator[str]:
    errors = _without_echoes(fault)
    for error in errors[:_SHOWN]:
        path = _path_in_file(error["loc"], tree.value)
        line = tree.line_of(path)
        where = f"{name}第{line}行" if line is not None else name
        item = _item_words(path)
        yield f"{where}：{item + '：' if item else ''}{_what(error, model)}。"
    if len(errors) > _SHOWN:
        yield f"{name}：另有{len(errors) - _SHOWN}处问题，改好以上各处后会列出。"


def _without_echoes(fault: ValidationError) -> list[Any]:
    """Return the errors, one for each place: a union reports the same place once for each of its members."""
    found: dict[PathKey, Any] = {}
    for error in fault.errors():
        # A file of a newer version has unknown items too; that it is newer says all.
        if isinstance(error.get("ctx", {}).get("error"), FromNewerVersionError):
            return [error]
        found.setdefault(tuple(part for part in error["loc"] if not _is_member(part)), error)
    return list(found.values())


def _is_member(part: str | int) -> bool:
    return isinstance(part, str) and (part.endswith("]") or part in ("decimal", "str", "bool", "int"))


def _path_in_file(location: PathKey, value: Value) -> PathKey:
    """Return LOCATION without the names of union members that pydantic puts into it, as far as the file goes."""
    path: list[str | int] = []
    here: Any = value
    for part in location:
        if part in here if isinstance(here, dict) else isinstance(here, list) and part in range(len(here)):
            here = here[part]
            path.append(part)
    return tuple(path)


def _item_words(path: PathKey) -> str:
    return " → ".join(f"第{part + 1}项" if isinstance(part, int) else part for part in path)


def _what(error: Mapping[str, Any], model: type[BaseModel]) -> str:
    kind, given = str(error["type"]), error.get("input")
    if kind == "missing":
        return f"缺少“{error['loc'][-1]}”"
    if kind == "extra_forbidden":
        return f"不认识的项，这里只能写 {'、'.join(_allowed(model, error['loc'][:-1])) or '模板里有的项'}"
    if kind in ("enum", "literal_error"):
        return f"“{given}”不能用，只能是 {_choices(str(error.get('ctx', {}).get('expected', '')))}"
    if kind == "value_error":
        return str(error["ctx"]["error"])
    return _WRONG_TYPE.get(kind, "内容不对，请对照示例填写") + _given(given)


_WRONG_TYPE = {
    "string_type": "应是文字（数字也可以，要加引号）",
    "decimal_type": "应是数",
    "decimal_parsing": "应是数",
    "is_instance_of": "应是数",
    "int_type": "应是整数",
    "int_parsing": "应是整数",
    "int_from_float": "应是整数",
    "bool_type": "应写 true 或 false",
    "bool_parsing": "应写 true 或 false",
    "tuple_type": "应是一列，每项以“- ”开头",
    "list_type": "应是一列，每项以“- ”开头",
    "dict_type": "应是一组“项: 值”",
    "model_type": "应是一组“项: 值”",
    "model_attributes_type": "应是一组“项: 值”",
    "string_too_short": "不能空着",
    "too_short": "至少要有一项",
    "greater_than": "应大于0",
    "greater_than_equal": "不能是负数",
    "date_from_datetime_parsing": "应是日期，如 2024-03-31",
    "date_type": "应是日期，如 2024-03-31",
    "date_parsing": "应是日期，如 2024-03-31",
}


def _given(value: object) -> str:
    if value is None:
        return "，现在空着"
    return "" if isinstance(value, dict | list) else f"，现在写的是“{value}”"


def _choices(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", "、").replace(", ", "、")


def _allowed(model: type[BaseModel], location: PathKey) -> list[str]:
    """Return the names of the items that the model at LOCATION below MODEL takes."""
    current: type[BaseModel] | None = model
    for part in location:
        if current is None or not isinstance(part, str):
            continue
        named = {field.alias or name: field.annotation for name, field in current.model_fields.items()}
        if part in named:
            current = next(iter(_models_in(named[part])), None)
        elif part != current.__name__:
            current = next((each for each in _siblings(model) if each.__name__ == part), current)
    if current is None:
        return []
    return [field.alias or name for name, field in current.model_fields.items()]


def _siblings(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    seen: set[type[BaseModel]] = set()
    waiting = [model]
    while waiting:
        each = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        yield each
        waiting.extend(inner for field in each.model_fields.values() for inner in _models_in(field.annotation))


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and not isinstance(annotation, Enum) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (Union, UnionType) or get_args(annotation):
        for each in get_args(annotation):
            yield from _models_in(each)
