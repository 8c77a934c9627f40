"""How much a file may ask of this machine before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.documents.errors import UnreadableFileError

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one file; each default lies far above any real evaluation document.

    ``zip_ratio`` is unpacked size over packed size of one member, ``xml_bytes`` the size of one XML part or web page
    that is held in memory as a tree, ``nesting`` how deep the elements of a web page may lie inside one another; XML
    parts of Office files end at 256 levels, the parser's own bound.
    """

    file_bytes: int = 60 * MEGABYTE
    unzipped_bytes: int = 300 * MEGABYTE
    zip_ratio: int = 200
    zip_members: int = 5_000
    xml_bytes: int = 24 * MEGABYTE
    nesting: int = 1_000
    cells: int = 300_000
    tables: int = 2_000
    paragraphs: int = 300_000
    text_chars: int = 5_000_000


SAFE_LIMITS = Limits()


def too_much_text(source: str, limits: Limits) -> UnreadableFileError:
    """Return the refusal for a file whose text is longer than ``limits.text_chars``."""
    reason = f"文字超过{limits.text_chars}字的上限"
    return UnreadableFileError(source, reason, "请拆成几个文件，或只交绩效自评材料")


def too_many_cells(source: str, limits: Limits) -> UnreadableFileError:
    """Return the refusal for a file whose tables have more cells than ``limits.cells``."""
    reason = f"单元格超过{limits.cells}个的上限"
    return UnreadableFileError(source, reason, "请删去与绩效自评无关的表页或明细后再交")


def too_many_paragraphs(source: str, limits: Limits) -> UnreadableFileError:
    """Return the refusal for a file with more paragraphs than ``limits.paragraphs``."""
    return UnreadableFileError(source, f"段落超过{limits.paragraphs}段的上限", "请拆成几个文件，或只交绩效自评材料")


def too_many_tables(source: str, limits: Limits) -> UnreadableFileError:
    """Return the refusal for a file with more tables or sheets than ``limits.tables``."""
    return UnreadableFileError(source, f"表格超过{limits.tables}个的上限", "请拆成几个文件再交")
