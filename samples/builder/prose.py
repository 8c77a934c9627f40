"""Running text with the marks that Word would keep in it, read from the small markup of ``samples/content``.

One paragraph a line. A line may begin with a style (``h1: ``, ``note: ``, ``right: ``); without one it is body text.
``h1 typed: `` is a heading whose number stands in the text; ``h2 list 3: `` takes its number from another list.
``---`` begins a page, ``page: landscape`` turns it, ``table: NAME`` puts a table, ``box: `` a text box.
Inside a line: ``{+inserted+}``, ``{-deleted-}``, ``{^footnote^}`` and ``{bookmark}``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from samples.builder.grids import Grid


class Style(StrEnum):
    """What a paragraph is."""

    TITLE = "title"
    FORM_TITLE = "form-title"
    SUBTITLE = "subtitle"
    HEADING_1 = "h1"
    HEADING_2 = "h2"
    HEADING_3 = "h3"
    BODY = "body"
    PLAIN = "plain"
    NOTE = "note"
    RIGHT = "right"


class Kind(StrEnum):
    """What a piece of a paragraph is."""

    TEXT = "text"
    INSERTED = "inserted"
    DELETED = "deleted"
    FOOTNOTE = "footnote"
    BOOKMARK = "bookmark"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a paragraph."""

    text: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``list_id`` is None for the style's own numbering, 0 for none, else another list."""

    pieces: tuple[Piece, ...]
    style: Style = Style.BODY
    list_id: int | None = None

    @property
    def text(self) -> str:
        """Return what stands in print once every tracked change is accepted; notes stay outside."""
        return "".join(piece.text for piece in self.pieces if piece.kind in (Kind.TEXT, Kind.INSERTED))


@dataclass(frozen=True, slots=True)
class TextBox:
    """A floating box with its lines."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a page."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The next block begins a page of this orientation."""

    landscape: bool


Block = Paragraph | Grid | TextBox | PageBreak | Turn

_LINE = re.compile(
    r"(?P<style>title|form-title|subtitle|h1|h2|h3|plain|note|right|box|page|table)"
    r"(?: (?P<typed>typed)| list (?P<list>\d+))?: ?(?P<text>.*)"
)
_PIECE = re.compile(
    r"\{\+(?P<inserted>.*?)\+\}|\{-(?P<deleted>.*?)-\}|\{\^(?P<footnote>.*?)\^\}|\{(?P<bookmark>bookmark)\}"
)


def parse(source: str, tables: Mapping[str, Grid] | None = None) -> list[Block]:
    """Read the markup; TABLES holds the tables by name. Raises KeyError for a table that is not there."""
    return [_block(line, tables or {}) for line in source.splitlines() if line.strip()]


def _block(line: str, tables: Mapping[str, Grid]) -> Block:
    if line.strip() == "---":
        return PageBreak()
    found = _LINE.fullmatch(line)
    if found is None:
        return Paragraph(_pieces(line))
    style, text = found["style"], found["text"]
    if style == "table":
        return tables[text]
    if style == "box":
        return TextBox(tuple(text.split("|")))
    if style == "page":
        return Turn(landscape=text == "landscape")
    return Paragraph(_pieces(text), Style(style), _list_id(found))


def _list_id(found: re.Match[str]) -> int | None:
    if found["typed"]:
        return 0
    return int(found["list"]) if found["list"] else None


def _pieces(text: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    end = 0
    for found in _PIECE.finditer(text):
        if found.start() > end:
            pieces.append(Piece(text[end : found.start()]))
        kind = Kind(str(found.lastgroup))
        pieces.append(Piece("_GoBack" if kind is Kind.BOOKMARK else found[kind.value], kind))
        end = found.end()
    if end < len(text):
        pieces.append(Piece(text[end:]))
    return tuple(pieces)
