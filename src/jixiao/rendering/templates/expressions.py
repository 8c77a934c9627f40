"""What may stand between the brackets of a template: names of the model, compared and joined at most.

Whatever is not on the list is refused, so that a checked template cannot fail when it is printed, nor compute.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence

from jinja2 import TemplateSyntaxError, nodes

from jixiao.packs import Pack
from jixiao.rendering.templates.filling import sandbox
from jixiao.rendering.templates.names import GROUPS, Kind, Loop, group_keys, loops_for, names_for

Items = Mapping[str, Loop | None]

_QUOTES = str.maketrans("“”‘’", "\"\"''")
_LOOP_WORDS = ("index", "first", "last", "length")
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.Name, nodes.Getattr, nodes.Const),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Concat),
)
_COMPARISONS = ("eq", "ne")
_TOO_COMPLEX = "写得太复杂，只能写“名称”或“行.名称”"


class Expressions:
    """Says what is wrong with the words between brackets in a template of one kind and pack."""

    def __init__(self, kind: Kind, pack: Pack) -> None:
        self._names = [each.name for each in names_for(kind)]
        self._loops = loops_for(kind)
        self._keys = group_keys(pack)
        self._environment = sandbox()

    def loop(self, name: str) -> Loop | None:
        """Return the list called NAME."""
        return next((each for each in self._loops if each.name == name), None)

    def unknown_loop(self, name: str) -> str:
        """Say that there is no list called NAME."""
        return f"里没有“{name}”这个列表{_instead(name, [each.name for each in self._loops])}"

    def faults(self, words: str, items: Items) -> Iterator[str]:
        """Yield what is wrong with WORDS inside loops over ITEMS."""
        try:
            tree = self._environment.parse(f"{{{{ {words.translate(_QUOTES)} }}}}")
        except TemplateSyntaxError:
            yield "写得不对，占位符应写成“{{ 部门名称 }}”或“{{ 行.得分 }}”"
            return
        if all(map(_is_allowed, tree.find_all(nodes.Node))):
            yield from self._unknown(tree, items)
        else:
            yield _TOO_COMPLEX

    def _unknown(self, tree: nodes.Template, items: Items) -> Iterator[str]:
        dotted = [*tree.find_all(nodes.Getattr)]
        inner = {id(part.node) for part in dotted}
        for part in dotted:
            if id(part) not in inner:
                yield from self._unknown_chain(_chain(part), items)
        for name in tree.find_all(nodes.Name):
            if id(name) not in inner:
                yield from self._unknown_name(name.name, items)

    def _unknown_chain(self, names: Sequence[str], items: Items) -> Iterator[str]:
        """Yield what is wrong with NAMES that are parted by dots; no names stand for what is no such chain."""
        if names and names[0] in self._keys:
            yield from self._unknown_key(names)
        elif names and names[0] not in items and names[0] != "loop":
            yield from self._unknown_owner(names[0])
        elif len(names) != 2:
            yield _TOO_COMPLEX
        else:
            yield from _unknown_field(names[0], names[1], items)

    def _unknown_key(self, names: Sequence[str]) -> Iterator[str]:
        group = next(each for each in GROUPS if each.name == names[0])
        keys, fields = self._keys[group.name], [field.name for field in group.fields]
        if names[1] not in keys:
            yield f"里没有“{names[1]}”{_instead(names[1], keys)}"
        elif fields and (len(names) != 3 or names[2] not in fields):
            yield f"要写明是哪个数，如“{{{{ {group.name}.{names[1]}.{fields[0]} }}}}”，可以写的有：{'、'.join(fields)}"
        elif not fields and len(names) != 2:
            yield _TOO_COMPLEX

    def _unknown_owner(self, name: str) -> Iterator[str]:
        lists = [each for each in self._loops if each.item == name]
        if lists:
            loop = f"“{{%tr for {name} in {lists[0].name} %}}”和“{{%tr endfor %}}”"
            yield f"不在循环里：“{name}”只能写在 {loop} 之间（列表有 {'、'.join(each.name for each in lists)}）"
        else:
            yield f"里没有“{name}”这样的循环，点号只能写在循环的名称后面，如“{{{{ 行.得分 }}}}”"

    def _unknown_name(self, name: str, items: Items) -> Iterator[str]:
        loop = items.get(name)
        if name in items:
            if loop is not None and loop.fields:
                yield f"要写明是哪一栏，如“{{{{ {name}.{loop.fields[0].name} }}}}”"
        elif self.loop(name) is None and name not in self._names:
            yield f"是不认识的占位符{_instead(name, self._names)}"


def _is_allowed(node: nodes.Node) -> bool:
    return isinstance(node, _ALLOWED) and (not isinstance(node, nodes.Operand) or node.op in _COMPARISONS)


def _chain(part: nodes.Expr) -> tuple[str, ...]:
    """Return the names that are parted by dots, the first one first; none where it is not names alone."""
    if isinstance(part, nodes.Name):
        return (part.name,)
    if not isinstance(part, nodes.Getattr) or not (before := _chain(part.node)):
        return ()
    return (*before, part.attr)


def _unknown_field(item: str, field: str, items: Items) -> Iterator[str]:
    loop = items.get(item)
    known: Sequence[str] = _LOOP_WORDS if item == "loop" else [each.name for each in loop.fields] if loop else ()
    if field not in known and (loop is not None or item == "loop"):
        yield f"里没有“{field}”这一栏{_instead(field, known)}"


def _instead(word: str, known: Sequence[str]) -> str:
    """Return what was probably meant, else all that there is."""
    if not known:
        return "，这里没有可以写的"
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"，是不是“{close[0]}”" if close else f"，可以写的有：{'、'.join(known)}"
