"""The text of a Word paragraph as the page shows it."""

from __future__ import annotations

from typing import cast

from lxml import etree

from jixiao.documents import word_names as w
from jixiao.documents.symbols import box, symbol, without_private_codes
from jixiao.documents.word_numbering import Numbering

_SIGNS_BESIDE_WORDS = (
    w.TAB,
    w.PTAB,
    w.BR,
    w.CR,
    w.NO_BREAK_HYPHEN,
    w.SYM,
    w.FIELD_CHAR,
    w.MATH_TEXT,
    w.MATH_DENOMINATOR,
)
_SIGNS = (w.T, *_SIGNS_BESIDE_WORDS)
_FIXED = {w.PTAB: "\t", w.BR: "\n", w.CR: "\n", w.NO_BREAK_HYPHEN: "-", w.MATH_DENOMINATOR: "/"}


# One question asked once for all tags: ``iter`` prepares its ten tags anew for each paragraph.
_SIGNS_OF = etree.XPath(
    "|".join(f"descendant::{'w' if tag.startswith(w.W) else 'm'}:{etree.QName(tag).localname}" for tag in _SIGNS),
    namespaces={"w": w.W[1:-1], "m": etree.QName(w.MATH_TEXT).namespace},
)


class ParagraphText:
    """Reads paragraphs in reading order: list numbers count on, and a field may run over several paragraphs.

    Announce each part with :meth:`survey` before its paragraphs are read.
    """

    def __init__(self, numbering: Numbering | None) -> None:
        self._numbering = numbering
        self._open_fields: list[bool] = []
        self._mixed: set[etree._Element] = set()

    def survey(self, root: etree._Element) -> None:
        """Find the paragraphs of a part that hold more than words, and those in lists: most are neither."""
        for sign in root.iter(*_SIGNS_BESIDE_WORDS):
            self._mixed.update(sign.iterancestors(w.P))
        if self._numbering:
            self._numbering.survey(root)

    def of(self, paragraph: etree._Element) -> str:
        """Return the paragraph's own text."""
        if paragraph not in self._mixed:
            return without_private_codes("".join([words.text or "" for words in paragraph.iter(w.T)]))
        signs = cast("list[etree._Element]", _SIGNS_OF(paragraph))
        pieces = [self._sign(element) for element in signs]
        # An instruction that its paragraph does not end belongs to a broken field, which must not swallow the rest.
        self._open_fields = [False] * len(self._open_fields)
        return without_private_codes("".join(pieces))

    def label(self, paragraph: etree._Element) -> str:
        """Return the number that Word prints before the paragraph; counts on, so ask once for each paragraph."""
        return self._numbering.label(paragraph) if self._numbering else ""

    def _sign(self, element: etree._Element) -> str:
        tag = element.tag
        if tag == w.FIELD_CHAR:
            return self._field(element)
        if True in self._open_fields:
            return ""
        if tag in (w.T, w.MATH_TEXT):
            return element.text or ""
        if tag == w.SYM:
            return _symbol(element)
        if tag == w.TAB:
            return "" if next(element.iterancestors()).tag == w.TABS else "\t"
        return _FIXED[tag]

    def _field(self, mark: etree._Element) -> str:
        """Follow the marks of a field; the list holds, for each open one, whether its instruction is still running."""
        kind = mark.get(w.FIELD_CHAR_TYPE)
        if kind == "begin":
            self._open_fields.append(True)
            return _form_field(mark)
        if self._open_fields and kind == "separate":
            self._open_fields[-1] = False
        elif self._open_fields and kind == "end":
            self._open_fields.pop()
        return ""


def _form_field(begin: etree._Element) -> str:
    """Return what an old form field shows that has no text of its own: a tick box, or the entry chosen from a list."""
    tick_box = next(begin.iter(w.CHECK_BOX), None)
    if tick_box is not None:
        state = tick_box.find(w.CHECKED)
        return box(w.switched_on(tick_box.find(w.DEFAULT) if state is None else state))
    entries = next(begin.iter(w.DROP_DOWN), None)
    if entries is None:
        return ""
    chosen = w.whole_number(entries.find(w.RESULT)) or w.whole_number(entries.find(w.DEFAULT)) or 0
    listed = entries.findall(w.LIST_ENTRY)
    return w.value(listed[chosen]) if 0 <= chosen < len(listed) else ""


def _symbol(element: etree._Element) -> str:
    code = element.get(w.CHAR, "")
    try:
        return symbol(int(code, 16), element.get(w.FONT, ""))
    except ValueError:
        return "\ufffd"
