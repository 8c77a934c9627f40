"""The numbers that Word prints before list paragraphs: they stand nowhere in the text, only in ``numbering.xml``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from jixiao.documents import word_names as w
from jixiao.documents.number_styles import written

_LEVELS = 9
_LONGEST_INHERITANCE = 20
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is written, what stands around it, when it begins again."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = " "
    paragraph_style: str = ""


@dataclass(slots=True)
class _List:
    """A list in use: ``counters`` are shared by all lists that rest on one definition."""

    levels: dict[int, Level]
    counters: list[int | None]
    fresh_starts: dict[int, int]


class Numbering:
    """Counts through the list paragraphs of one document; ask for them in reading order.

    Files define dozens of lists and styles and use a few of them, so each is read when a paragraph first asks for it.
    """

    def __init__(self, numbering: etree._Element, styles: etree._Element | None) -> None:
        """Take the roots of ``numbering.xml`` and, where the file has it, ``styles.xml``."""
        self._definitions = {each.get(w.ABSTRACT_NUM_ID, ""): each for each in numbering.iterchildren(w.ABSTRACT_NUM)}
        self._list_elements = {each.get(w.NUM_ID, ""): each for each in numbering.iterchildren(w.NUM)}
        defined = styles.iterchildren(w.STYLE) if styles is not None else ()
        self._style_elements = {each.get(w.STYLE_ID, ""): each for each in defined}
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._styled: dict[str, tuple[str, int | None]] = {}
        self._listed: set[etree._Element] = set()

    def survey(self, root: etree._Element) -> None:
        """Find the paragraphs of a part that may be in a list, so that the others need not be looked at one by one."""
        for properties in root.iter(w.NUM_PR):
            self._listed.update(properties.iterancestors(w.P))
        for style in root.iter(w.P_STYLE):
            if self._style_position(w.value(style))[0]:
                self._listed.update(style.iterancestors(w.P))

    def label(self, paragraph: etree._Element) -> str:
        """Return what Word prints before PARAGRAPH, with the gap after it; empty outside lists, and for bullets.

        The part of the paragraph must have been surveyed.
        """
        if paragraph not in self._listed:
            return ""
        list_id, at = self._position(paragraph)
        used = self._list(list_id) if list_id else None
        level = used.levels.get(at) if used else None
        if used is None or level is None:
            return ""
        _count(used, at, level)
        if level.style == "bullet":
            return ""
        label = _PLACEHOLDER.sub(lambda match: _number(used, int(match[1]) - 1, level), level.text)
        return label + level.suffix if label else ""

    def _position(self, paragraph: etree._Element) -> tuple[str, int]:
        """Return the id of the paragraph's list (empty: none) and its level: its own, else those of its style."""
        properties = w.child(paragraph, w.P_PR)
        if properties is None:
            return "", 0
        own = w.child(properties, w.NUM_PR)
        list_id, level = _list_and_level(own) if own is not None else ("", None)
        if not list_id:
            list_id, styled_level = self._style_position(w.value(w.child(properties, w.P_STYLE)))
            level = styled_level if level is None else level
        return list_id, level or 0

    def _style_position(self, style: str) -> tuple[str, int | None]:
        """Return the list and level that a paragraph style brings, its own or inherited; read once for each style."""
        if style not in self._styled:
            self._styled[style] = self._read_style(style)
        return self._styled[style]

    def _read_style(self, style: str) -> tuple[str, int | None]:
        name, level = style, None
        for _ in range(_LONGEST_INHERITANCE):
            element = self._style_elements.get(name)
            if element is None:
                break
            list_id, own_level = _style_number(element)
            level = own_level if level is None else level
            if list_id:
                return list_id, self._linked_level(list_id, (style, name), level)
            name = w.value(w.child(element, w.BASED_ON))
        return "", None

    def _linked_level(self, list_id: str, styles: tuple[str, ...], otherwise: int | None) -> int | None:
        """Return the level that names one of STYLES as its own: Word then ignores the level that the style gives."""
        used = self._list(list_id)
        levels = used.levels.items() if used else ()
        return next((at for at, level in levels if level.paragraph_style in styles), otherwise)

    def _list(self, list_id: str) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id] = self._read_list(list_id)
        return self._lists[list_id]

    def _read_list(self, list_id: str) -> _List | None:
        """Read a list and its definition, which may be reached by way of a list style; ``0`` means no list."""
        element = self._list_elements.get(list_id)
        if element is None or list_id == "0":
            return None
        definition = w.value(w.child(element, w.ABSTRACT_NUM_ID))
        style = self._style_elements.get(self._linked_style(definition))
        linked = self._list_elements.get(_style_number(style)[0]) if style is not None else None
        if linked is not None:
            definition = w.value(w.child(linked, w.ABSTRACT_NUM_ID))
        if definition not in self._definitions:
            return None
        counters = self._counters.setdefault(definition, [None] * _LEVELS)
        return _list_of(self._definitions[definition], element, counters)

    def _linked_style(self, definition: str) -> str:
        element = self._definitions.get(definition)
        return w.value(w.child(element, w.NUM_STYLE_LINK)) if element is not None else ""


def _list_of(definition: etree._Element, element: etree._Element, counters: list[int | None]) -> _List:
    levels = dict(_level(lvl) for lvl in definition.iterchildren(w.LVL))
    fresh_starts = {}
    for override in element.iterchildren(w.LVL_OVERRIDE):
        at = _index(override)
        start = w.whole_number(w.child(override, w.START_OVERRIDE))
        if start is not None:
            fresh_starts[at] = start
        levels.update(_level(lvl) for lvl in override.iterchildren(w.LVL))
    return _List(levels, counters, fresh_starts)


def _level(lvl: etree._Element) -> tuple[int, Level]:
    start = w.whole_number(w.child(lvl, w.START))
    return _index(lvl), Level(
        start=1 if start is None else start,
        style=w.value(w.child(lvl, w.NUM_FMT)) or "decimal",
        text=w.value(w.child(lvl, w.LVL_TEXT)),
        restart=w.whole_number(w.child(lvl, w.LVL_RESTART)),
        legal=w.switched_on(w.child(lvl, w.IS_LGL)),
        suffix="" if w.value(w.child(lvl, w.SUFF)) == "nothing" else " ",
        paragraph_style=w.value(w.child(lvl, w.P_STYLE)),
    )


def _index(element: etree._Element) -> int:
    at = element.get(w.ILVL, "0")
    return int(at) if at in "012345678" and at else _LEVELS - 1


def _list_and_level(properties: etree._Element) -> tuple[str, int | None]:
    level = w.whole_number(w.child(properties, w.ILVL))
    return w.value(w.child(properties, w.NUM_ID)), None if level is None else min(max(level, 0), _LEVELS - 1)


def _style_number(style: etree._Element) -> tuple[str, int | None]:
    """Return the list and level that a style names itself."""
    properties = w.child(style, w.P_PR)
    number = w.child(properties, w.NUM_PR) if properties is not None else None
    return _list_and_level(number) if number is not None else ("", None)


def _count(used: _List, at: int, level: Level) -> None:
    """Move the counter of level AT on, open those above it, and begin again those below that restart with it."""
    for above in range(at):
        if used.counters[above] is None:
            used.counters[above] = used.levels.get(above, Level()).start
    current = used.counters[at]
    if at in used.fresh_starts:
        used.counters[at] = used.fresh_starts.pop(at)
    else:
        used.counters[at] = level.start if current is None else current + 1
    for below in range(at + 1, _LEVELS):
        restart = used.levels[below].restart if below in used.levels else None
        if restart is None or at < restart:
            used.counters[below] = None


def _number(used: _List, at: int, shown_by: Level) -> str:
    level = used.levels.get(at, Level())
    current = used.counters[at]
    return written(level.start if current is None else current, "decimal" if shown_by.legal else level.style)
