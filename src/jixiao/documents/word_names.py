"""Qualified names of WordprocessingML, written out once: comparing ready strings is what keeps the reader quick."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

BODY = _W + "body"
W = _W
P = _W + "p"
P_PR = _W + "pPr"
P_STYLE = _W + "pStyle"
R = _W + "r"
R_PR = _W + "rPr"
R_FONTS = _W + "rFonts"
T = _W + "t"
TAB = _W + "tab"
TABS = _W + "tabs"
PTAB = _W + "ptab"
BR = _W + "br"
CR = _W + "cr"
NO_BREAK_HYPHEN = _W + "noBreakHyphen"
SYM = _W + "sym"
VANISH = _W + "vanish"
RUBY_TEXT = _W + "rt"
MATH_TEXT = _M + "t"
MATH_DENOMINATOR = _M + "den"

FIELD_CHAR = _W + "fldChar"
FIELD_CHAR_TYPE = _W + "fldCharType"
CHECK_BOX = _W + "checkBox"
CHECKED = _W + "checked"
DEFAULT = _W + "default"
DROP_DOWN = _W + "ddList"
LIST_ENTRY = _W + "listEntry"
RESULT = _W + "result"

SDT = _W + "sdt"
SDT_PR = _W + "sdtPr"
SDT_CONTENT = _W + "sdtContent"
CONTROL_CHECK_BOX = _W14 + "checkbox"
CONTROL_CHECKED = _W14 + "checked"
CONTROL_VAL = _W14 + "val"

DEL = _W + "del"
MOVE_FROM = _W + "moveFrom"
CELL_DEL = _W + "cellDel"
ALTERNATE_CONTENT = _MC + "AlternateContent"
CHOICE = _MC + "Choice"
FALLBACK = _MC + "Fallback"
TEXT_BOX = _W + "txbxContent"
OBJECT = _W + "object"
ALT_CHUNK = _W + "altChunk"
SUB_DOCUMENT = _W + "subDoc"

TBL = _W + "tbl"
TBL_PR = _W + "tblPr"
TBL_GRID = _W + "tblGrid"
TR = _W + "tr"
TR_PR = _W + "trPr"
TC = _W + "tc"
TC_PR = _W + "tcPr"
GRID_BEFORE = _W + "gridBefore"
GRID_SPAN = _W + "gridSpan"
V_MERGE = _W + "vMerge"
H_MERGE = _W + "hMerge"

SECT_PR = _W + "sectPr"
TITLE_PAGE = _W + "titlePg"
EVEN_AND_ODD = _W + "evenAndOddHeaders"
HEADER_REFERENCE = _W + "headerReference"
FOOTER_REFERENCE = _W + "footerReference"
FOOTNOTE = _W + "footnote"
ENDNOTE = _W + "endnote"
TYPE = _W + "type"
ID = _W + "id"
RELATION_ID = _R + "id"

NUM_PR = _W + "numPr"
NUM_ID = _W + "numId"
ILVL = _W + "ilvl"
NUM = _W + "num"
ABSTRACT_NUM = _W + "abstractNum"
ABSTRACT_NUM_ID = _W + "abstractNumId"
NUM_STYLE_LINK = _W + "numStyleLink"
LVL = _W + "lvl"
LVL_OVERRIDE = _W + "lvlOverride"
START_OVERRIDE = _W + "startOverride"
START = _W + "start"
NUM_FMT = _W + "numFmt"
LVL_TEXT = _W + "lvlText"
LVL_RESTART = _W + "lvlRestart"
IS_LGL = _W + "isLgl"
SUFF = _W + "suff"
STYLE = _W + "style"
STYLE_ID = _W + "styleId"
BASED_ON = _W + "basedOn"
VAL = _W + "val"
ASCII = _W + "ascii"
H_ANSI = _W + "hAnsi"
FONT = _W + "font"
CHAR = _W + "char"

_PROPERTIES = frozenset({P_PR, R_PR, SDT_PR, TBL_PR, TBL_GRID, TR_PR, TC_PR, SECT_PR})
_FALSE = frozenset({"0", "false", "off"})


def nearest(container: etree._Element, wanted: frozenset[str]) -> Iterator[etree._Element]:
    """Yield the WANTED elements inside CONTAINER, through any wrapper, but not those inside another wanted one.

    Content controls, insertions, custom XML and whatever a later Word wraps around are all passed through alike.
    """
    for child in container:
        tag = child.tag
        if tag in wanted:
            yield child
        elif tag not in _PROPERTIES and len(child):
            yield from nearest(child, wanted)


def child(element: etree._Element, tag: str) -> etree._Element | None:
    """Return the first child with this tag; twice as quick as ``find``, which reads a path language."""
    return next(element.iterchildren(tag), None)


def switched_on(element: etree._Element | None, val: str = VAL) -> bool:
    """Tell whether an on/off property is on: present without a value, or with any value but a false one."""
    return element is not None and element.get(val, "1") not in _FALSE


def value(element: etree._Element | None) -> str:
    """Return ``w:val`` of a property, or an empty string where the property is absent."""
    return element.get(VAL, "") if element is not None else ""


def whole_number(element: etree._Element | None) -> int | None:
    """Return ``w:val`` of a property as an integer, or None where it is absent or no integer."""
    text = value(element)
    return int(text) if text.isascii() and text.lstrip("-").isdigit() and len(text) < 10 else None
