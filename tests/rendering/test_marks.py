from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from jixiao.documents import Span
from jixiao.rendering.page.marks import Mark, Marker, Part

TEXT = '产出<b>50</b>&amp;分，实得"48"分。执行率99.74%'
OPTIONAL = ("data-f", "data-o", "data-r")


@dataclass
class Reader(HTMLParser):
    """Reads marked text back: each character with the keys that mark it; badges are taken out."""

    characters: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    stack: list[tuple[str, frozenset[str], bool]] = field(default_factory=list)
    badges: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        badge = "badge" in (found.get("class") or "")
        keys = frozenset(key for name in OPTIONAL for key in (found.get(name) or "").split())
        if badge:
            self.badges.append((len(self.characters), found["id"] or ""))
        self.stack.append((tag, keys, badge))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if any(badge for _, _, badge in self.stack):
            return
        keys = frozenset(key for _, found, _ in self.stack for key in found)
        self.characters.extend((char, keys) for char in data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.stack
    return reader


@st.composite
def marks(draw: st.DrawFn) -> list[Mark]:
    spans = draw(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, 12)), max_size=8))
    return [
        Mark(
            Span(start, min(start + size, len(TEXT))), draw(st.sampled_from(Part)), f"0-{at}", "error", at, f"m-0-{at}"
        )
        for at, (start, size) in enumerate(spans)
    ]


@given(marks())
def test_text_survives_and_every_character_has_its_marks(found: list[Mark]) -> None:
    """However spans overlap, the text stays the same, elements nest, and each character carries exactly its marks."""
    reader = read(Marker(TEXT, found).html(Span(0, len(TEXT))))
    assert "".join(char for char, _ in reader.characters) == TEXT
    for at, (_, keys) in enumerate(reader.characters):
        assert keys == {mark.key for mark in found if mark.span.start <= at < mark.span.end}


@given(marks())
def test_every_place_to_be_mended_has_one_badge_behind_its_words(found: list[Mark]) -> None:
    reader = read(Marker(TEXT, found).html(Span(0, len(TEXT))))
    expected = sorted((mark.span.end, mark.anchor) for mark in found if mark.part is Part.MENDED)
    assert sorted(reader.badges) == expected


@given(marks(), st.integers(1, len(TEXT) - 1))
def test_a_mark_over_two_pieces_is_marked_in_both_and_has_one_badge(found: list[Mark], cut: int) -> None:
    marker = Marker(TEXT, found)
    reader = read(marker.html(Span(0, cut)) + marker.html(Span(cut, len(TEXT))))
    for at, (_, keys) in enumerate(reader.characters):
        assert keys == {mark.key for mark in found if mark.span.start <= at < mark.span.end}
    anchors = [anchor for _, anchor in reader.badges]
    assert sorted(anchors) == sorted(mark.anchor for mark in found if mark.part is Part.MENDED)


def test_the_gravest_finding_gives_the_colour() -> None:
    found = [
        Mark(Span(0, 4), Part.MENDED, "0-1", "info", 1, "m-0-1"),
        Mark(Span(0, 4), Part.MENDED, "0-2", "error", 2, "m-0-2"),
    ]
    assert '<span class="m error" data-f="0-1 0-2">' in Marker(TEXT, found).html(Span(0, len(TEXT)))


def test_a_failed_relation_is_not_hidden_by_one_that_holds() -> None:
    found = [Mark(Span(0, 4), Part.HELD, "0-1"), Mark(Span(2, 4), Part.FAILED, "0-2")]
    html = Marker(TEXT, found).html(Span(0, len(TEXT)))
    assert '<span class="v held" data-r="0-1">产出</span>' in html
    assert '<span class="v failed" data-r="0-1 0-2">' in html


def test_a_blank_cell_gets_its_badge() -> None:
    marker = Marker("甲\t\t乙", [Mark(Span(2, 2), Part.MENDED, "0-1", "error", 1, "m-0-1")])
    assert 'id="m-0-1"' in marker.html(Span(2, 2))
    assert marker.html(Span(3, 4)) == "乙"
