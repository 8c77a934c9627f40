"""Makes the tree of a Word part say what the page shows, so that the readers need no special cases.

Deletions go, one of each set of alternatives stays, tick boxes and symbol fonts become plain characters, and text boxes
are taken out of the paragraph that they hang on.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from jixiao.documents import word_names as w
from jixiao.documents.symbols import box, from_symbol_font, is_symbol_font


@dataclass(slots=True)
class Cleaned:
    """What was set aside: the text boxes and objects of each paragraph, and the paragraphs whose end was deleted."""

    attached: dict[etree._Element, list[etree._Element]] = field(default_factory=dict)
    continued: set[etree._Element] = field(default_factory=set)


def clean(root: etree._Element) -> Cleaned:
    """Change ROOT, a part of a Word file, in place and return what was set aside."""
    cleaned = Cleaned()
    for element in list(root.iter(w.ALTERNATE_CONTENT)):
        _keep_one_alternative(element)
    for element in list(root.iter(w.DEL, w.MOVE_FROM, w.CELL_DEL, w.VANISH, w.RUBY_TEXT)):
        _delete(element, cleaned)
    for element in list(root.iter(w.R_FONTS, w.CONTROL_CHECK_BOX)):
        if element.tag == w.R_FONTS:
            _spell_out_symbols(element)
        else:
            _tick(element)
    for element in list(root.iter(w.TEXT_BOX, w.OBJECT)):
        _set_aside(element, cleaned)
    return cleaned


def _keep_one_alternative(alternatives: etree._Element) -> None:
    chosen = alternatives.find(w.CHOICE)
    if chosen is None:
        chosen = alternatives.find(w.FALLBACK)
    for option in list(alternatives):
        if option is not chosen:
            alternatives.remove(option)


def _delete(mark: etree._Element, cleaned: Cleaned) -> None:
    """Take out what MARK says is deleted or hidden: itself, the run, the row or cell, or a paragraph's end."""
    parent = mark.getparent()
    if parent is None:
        return
    owner = parent.getparent()
    if parent.tag == w.TR_PR or mark.tag == w.CELL_DEL:
        doomed = owner
    elif mark.tag == w.VANISH:
        doomed = owner if owner is not None and owner.tag == w.R and w.switched_on(mark) else None
    elif parent.tag == w.R_PR:
        doomed = None
        paragraph = owner.getparent() if owner is not None and owner.tag == w.P_PR else None
        if paragraph is not None:
            cleaned.continued.add(paragraph)
    else:
        doomed = mark
    if doomed is not None:
        _take_out(doomed)


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _spell_out_symbols(fonts: etree._Element) -> None:
    font = fonts.get(w.ASCII) or fonts.get(w.H_ANSI)
    if font is None or not is_symbol_font(font):
        return
    properties = fonts.getparent()
    run = properties.getparent() if properties is not None else None
    for text in run.iterchildren(w.T) if run is not None else ():
        text.text = from_symbol_font(text.text or "", font)


def _tick(control: etree._Element) -> None:
    """Put a box character in place of whatever the tick box of a content control shows in its own font."""
    properties = control.getparent()
    owner = properties.getparent() if properties is not None else None
    content = owner.find(w.SDT_CONTENT) if owner is not None else None
    if content is None:
        return
    signs = list(content.iter(w.T, w.SYM))
    if not signs:
        signs = [etree.SubElement(next(content.iter(w.R, w.P), content), w.T)]
    shown, *others = signs
    shown.tag = w.T
    shown.text = box(w.switched_on(control.find(w.CONTROL_CHECKED), w.CONTROL_VAL))
    for other in others:
        _take_out(other)


def _set_aside(element: etree._Element, cleaned: Cleaned) -> None:
    paragraph = next(element.iterancestors(w.P), None)
    if paragraph is None:
        return
    cleaned.attached.setdefault(paragraph, []).append(element)
    if element.tag == w.TEXT_BOX:
        _take_out(element)
