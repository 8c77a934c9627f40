"""Any file → :class:`Document`: paragraphs and tables with spans, each piece with its place in the source."""

from jixiao.documents.collecting import cycle_search_paused
from jixiao.documents.errors import UnreadableFileError
from jixiao.documents.limits import SAFE_LIMITS, Limits
from jixiao.documents.model import Block, Cell, Document, Excerpt, Layout, Paragraph, Problem, Role, Span, Table
from jixiao.documents.plain_text import read_text
from jixiao.documents.reading import read_bytes, read_document

__all__ = [
    "SAFE_LIMITS",
    "Block",
    "Cell",
    "Document",
    "Excerpt",
    "Layout",
    "Limits",
    "Paragraph",
    "Problem",
    "Role",
    "Span",
    "Table",
    "UnreadableFileError",
    "cycle_search_paused",
    "read_bytes",
    "read_document",
    "read_text",
]
