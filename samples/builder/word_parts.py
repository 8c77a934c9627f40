"""The parts of a Word file that are the same in every sample: styles, numbering, settings, relations."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("styles", "numbering", "settings", "footnotes", "header1", "footer1")


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style: sizes and indents in points, ``level`` is the outline and numbering level of a heading."""

    identifier: str
    name: str
    font: str
    size: int
    bold: bool = False
    align: str = "both"
    indent: int = 0
    line: int = 28
    level: int | None = None


LOOKS = (
    Look("title", "Title", "方正小标宋简体", 22, align="center", line=34),
    Look("form-title", "Form Title", "方正小标宋简体", 18, align="center", line=28),
    Look("subtitle", "Subtitle", "楷体_GB2312", 14, align="center", line=22),
    Look("h1", "heading 1", "黑体", 16, indent=32, level=0),
    Look("h2", "heading 2", "楷体_GB2312", 16, indent=32, level=1),
    Look("h3", "heading 3", "仿宋_GB2312", 16, bold=True, indent=32, level=2),
    Look("body", "Body Text", "仿宋_GB2312", 16, indent=32),
    Look("plain", "Plain Line", "仿宋_GB2312", 14, align="left", line=24),
    Look("note", "Form Note", "宋体", 9, align="left", line=14),
    Look("right", "Signature", "仿宋_GB2312", 16, align="right"),
    Look("cell", "Table Text", "宋体", 9, align="center", line=13),
    Look("footnote", "footnote text", "宋体", 9, align="left", line=14),
)

SETTINGS = _DECLARATION + (
    f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat></w:settings>'
)

FOOTER = _DECLARATION + (
    f'<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
)


def header(text: str) -> str:
    """Return the header part with one line of TEXT."""
    return _DECLARATION + (
        f'<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:jc w:val="right"/></w:pPr>'
        f"<w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:hdr>"
    )


def styles() -> str:
    """Return the styles part."""
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
        'w:eastAsia="宋体"/><w:sz w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="character" w:styleId="footnote-mark"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )
    return _DECLARATION + f'<w:styles xmlns:w="{W}">{defaults}{"".join(map(_style, LOOKS))}</w:styles>'


def _style(look: Look) -> str:
    keep = "<w:keepNext/>" if look.level is not None else ""
    number = outline = ""
    if look.level is not None:
        number = f'<w:numPr><w:ilvl w:val="{look.level}"/><w:numId w:val="1"/></w:numPr>'
        outline = f'<w:outlineLvl w:val="{look.level}"/>'
    indent = f'<w:ind w:firstLine="{look.indent * 20}"/>' if look.indent else ""
    bold = "<w:b/>" if look.bold else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{look.identifier}"><w:name w:val="{look.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{keep}{number}'
        f'<w:spacing w:line="{look.line * 20}" w:lineRule="{"atLeast" if look.identifier == "cell" else "exact"}"/>'
        f'{indent}<w:jc w:val="{look.align}"/>{outline}</w:pPr>'
        f'<w:rPr><w:rFonts w:eastAsia="{look.font}"/>{bold}<w:sz w:val="{look.size * 2}"/></w:rPr></w:style>'
    )


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list that continues through the whole file, whatever stands between its items.

    ``exported`` is how a text export writes the number: Chinese numerals come out as Arabic ones.
    """

    number_format: str
    pattern: str
    start: int
    exported: str


LISTS = {
    2: NumberedList("decimal", "（%2）", 3, "（{}）"),
    3: NumberedList("chineseCountingThousand", "（%2）", 1, "({}) "),
}
"""Lists beside that of the headings; a heading of the second level takes its number from one of them by its key."""

_HEADING_LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))


def numbering() -> str:
    """Return the numbering part: list 1 numbers the headings, the others stand in ``LISTS``."""
    heading_levels = "".join(_level(level, kind, text, 1) for level, (kind, text) in enumerate(_HEADING_LEVELS))
    kinds = f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{heading_levels}</w:abstractNum>'
    for key, numbered in LISTS.items():
        level = _level(1, numbered.number_format, numbered.pattern, numbered.start)
        kinds += f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{level}</w:abstractNum>'
    instances = "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in (1, *LISTS))
    return _DECLARATION + f'<w:numbering xmlns:w="{W}">{kinds}{instances}</w:numbering>'


def _level(level: int, number_format: str, text: str, start: int) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def content_types() -> str:
    """Return the list of content types."""
    names = {"document": "document.main", "header1": "header", "footer1": "footer"}
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.{names.get(part, part)}+xml"/>'
        for part in ("document", *_PARTS)
    )
    return _DECLARATION + (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def package_relations() -> str:
    """Return the relations of the whole package."""
    return _relations(
        (f"{_OFFICE}/officeDocument", "word/document.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    )


def document_relations() -> str:
    """Return the relations of the main part; ``rId5`` is the header, ``rId6`` the footer."""
    kinds = {"header1": "header", "footer1": "footer"}
    return _relations(*((f"{_OFFICE}/{kinds.get(part, part)}", f"{part}.xml") for part in _PARTS))


def _relations(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return _DECLARATION + f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def core_properties(title: str) -> str:
    """Return the core properties with a fixed date."""
    return _DECLARATION + (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>财务科</dc:creator>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2025-01-20T08:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2025-01-20T08:00:00Z</dcterms:modified></cp:coreProperties>'
    )
