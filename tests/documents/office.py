"""Office files written part by part, so that a test shows the very XML that it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from jixiao.documents import Document, Paragraph, Table, read_bytes

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP file with these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def word_part(tag: str, content: str) -> str:
    """Return a part of a Word file with the root element ``w:TAG``."""
    return f"<w:{tag} {_NAMESPACES}>{content}</w:{tag}>"


def links(targets: Mapping[str, str]) -> str:
    """Return a relationships part; TARGETS maps a target to the last word of its type, ids are rId1 and so on."""
    found = "".join(
        f'<Relationship Id="rId{at}" Type="{_R}/{kind}" Target="{target}"/>'
        for at, (target, kind) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def docx_members(body: str, parts: Mapping[str, tuple[str, str]] | None = None) -> dict[str, str]:
    """Return the members of a Word file with this body, by name.

    PARTS maps a file name in ``word/`` to its relationship and its content.
    """
    others = parts or {}
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": links({"word/document.xml": "officeDocument"}),
        "word/document.xml": word_part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": links({name: kind for name, (kind, _) in others.items()}),
        **{f"word/{name}": content for name, (_, content) in others.items()},
    }


def docx(body: str, parts: Mapping[str, tuple[str, str]] | None = None) -> bytes:
    """Return a Word file with this body and these parts (see :func:`docx_members`)."""
    return zipped(docx_members(body, parts))


def p(content: str, properties: str = "") -> str:
    """Return a Word paragraph; content without markup becomes one run."""
    runs = content if content.startswith("<") or not content else t(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def t(text: str, properties: str = "") -> str:
    """Return a Word run with this text."""
    run_properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{run_properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str, properties: str = "") -> str:
    """Return a Word table cell; content without markup becomes one paragraph."""
    blocks = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """Return a Word table row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """Return a Word table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def xlsx(sheets: Mapping[str, str], parts: Mapping[str, tuple[str, str]] | None = None, settings: str = "") -> bytes:
    """Return an Excel file; SHEETS maps a sheet's name to the content of its ``worksheet`` element.

    PARTS maps a file name in ``xl/`` to its relationship and content; SETTINGS stands before the list of sheets.
    """
    others = parts or {}
    listed = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(sheets, start=1))
    files = {f"sheet{at}.xml": content for at, content in enumerate(sheets.values(), start=1)}
    targets = dict.fromkeys(files, "worksheet") | {name: kind for name, (kind, _) in others.items()}
    return zipped(
        {
            "_rels/.rels": links({"xl/workbook.xml": "officeDocument"}),
            "xl/workbook.xml": f'<workbook xmlns="{_S}" xmlns:r="{_R}">{settings}<sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": links(targets),
            **{f"xl/{name}": f'<worksheet xmlns="{_S}">{content}</worksheet>' for name, content in files.items()},
            **{f"xl/{name}": content for name, (_, content) in others.items()},
        }
    )


def sheet_part(tag: str, content: str) -> str:
    """Return a part of an Excel file with this root element."""
    return f'<{tag} xmlns="{_S}">{content}</{tag}>'


def read_docx(body: str, parts: Mapping[str, tuple[str, str]] | None = None) -> Document:
    """Read a Word file with this body."""
    return read_bytes("报告.docx", docx(body, parts))


def texts(document: Document) -> list[str]:
    """Return the text of each paragraph."""
    return [paragraph.text for paragraph in document.paragraphs()]


def rows(table: Table) -> list[list[str]]:
    """Return the text of each cell, by row."""
    return [[cell.text for cell in row] for row in table.by_row()]


def first_table(document: Document) -> Table:
    """Return the first table."""
    return next(document.tables())


def misplaced(document: Document) -> list[str]:
    """Return the pieces whose span does not quote them, or that stand out of order: none in a sound document."""
    wrong = []
    end = 0
    for block in document.blocks:
        pieces = [block] if isinstance(block, Paragraph) else list(block.cells)
        for piece in pieces:
            quoted = document.text[piece.span.start : piece.span.end]
            if quoted != piece.text or piece.span.start < end:
                wrong.append(f"{piece.text!r} at {piece.span} quotes {quoted!r}")
            end = piece.span.end
    return wrong
