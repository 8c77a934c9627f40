"""From the text of a YAML or JSON file to plain values, strictly: no duplicate keys, no aliases, no floats, no guesses.

YAML's own rules turn ``no`` into false, ``1:30`` into ninety and ``12.50`` into a float. Here a plain word is a word, a
plain number is a :class:`~decimal.Decimal` with the digits that were written, and everything in quotes is text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import yaml

PathKey = tuple[str | int, ...]
Value = None | bool | Decimal | str | list["Value"] | dict[str, "Value"]

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?\Z")
_CONSTANTS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_LINE_ONE = 1


class TextError(ValueError):
    """The text is not the YAML or JSON that it should be; ``line`` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Tree:
    """The values of a file, and the line on which each of them begins (empty where the format does not tell)."""

    value: Value
    lines: dict[PathKey, int] = field(default_factory=dict)

    def line_of(self, path: PathKey) -> int | None:
        """Return the line of the value at PATH, or of the nearest value around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None


def parse_json(text: str) -> Tree:
    """Read JSON. Raises :class:`TextError`."""
    try:
        value = json.loads(
            text,
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_without_repeats,
        )
    except json.JSONDecodeError as fault:
        raise TextError("不是正确的 JSON，请检查引号、逗号和括号", fault.lineno) from fault
    except RecursionError as fault:
        raise TextError("括号套得太深", _LINE_ONE) from fault
    return Tree(value)


def _no_constant(word: str) -> Value:
    raise TextError(f"“{word}”不是数", _LINE_ONE)


def _without_repeats(pairs: list[tuple[str, Value]]) -> Value:
    found: dict[str, Value] = {}
    for key, value in pairs:
        if key in found:
            raise TextError(f"“{key}”写了两次，请删去一个", _LINE_ONE)
        found[key] = value
    return found


def parse_yaml(text: str) -> Tree:
    """Read one YAML document. Raises :class:`TextError`, also for aliases, tags and several documents in one file."""
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        raise TextError(_what_is_wrong(fault), mark.line + 1 if mark else _LINE_ONE) from fault
    except yaml.YAMLError as fault:
        raise TextError("含有 YAML 不允许的字符，请另存为 UTF-8 文本", _LINE_ONE) from fault
    except RecursionError as fault:
        raise TextError("层次套得太深", _LINE_ONE) from fault
    lines: dict[PathKey, int] = {}
    return Tree(_value(node, (), lines, set()) if node is not None else None, lines)


def _what_is_wrong(fault: yaml.MarkedYAMLError) -> str:
    problem = fault.problem or ""
    if "tab" in problem or "\\t" in problem:
        return "缩进用了制表符，请改用空格"
    if "expected a single document" in (fault.context or ""):
        return "一个文件里只能有一份内容，请删去“---”及其后的部分"
    if "alias" in problem:
        return "不能用“*”引用别处的内容，请把内容写出来"
    if "indentation indicator" in problem or "block sequence entries" in problem or "cannot start any token" in problem:
        return "不是正确的 YAML：值以 >、-、%、@ 等符号开头的要加引号，如 '>95%'"
    return "不是正确的 YAML：请检查缩进、冒号后的空格和引号"


def _value(node: yaml.Node, path: PathKey, lines: dict[PathKey, int], above: set[int]) -> Value:
    line = node.start_mark.line + 1
    lines[path] = line
    if id(node) in above:
        raise TextError("不能用“&”“*”引用别处的内容，请把内容写出来", line)
    above.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return dict(_items(node, path, lines, above))
    if isinstance(node, yaml.SequenceNode):
        return [_value(each, (*path, at), lines, above) for at, each in enumerate(node.value)]
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    raise TextError("这里的写法认不出", line)


def _items(
    node: yaml.MappingNode, path: PathKey, lines: dict[PathKey, int], above: set[int]
) -> Iterator[tuple[str, Value]]:
    seen: set[str] = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise TextError("冒号前应是项的名称", line)
        if key.value in seen:
            raise TextError(f"“{key.value}”写了两次，请删去一个", line)
        seen.add(key.value)
        yield key.value, _value(value, (*path, key.value), lines, above)
        lines[(*path, key.value)] = line


def _scalar(node: yaml.ScalarNode) -> Value:
    text = str(node.value)
    if node.style is not None:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    return Decimal(text) if _NUMBER.match(text) else text
