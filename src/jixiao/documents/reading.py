"""One door for every file: load it, find out what it is, hand it to the reader of its kind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from jixiao.documents.collecting import cycle_search_paused
from jixiao.documents.decoding import Decoded, decode
from jixiao.documents.errors import UnreadableFileError
from jixiao.documents.limits import MEGABYTE, SAFE_LIMITS, Limits, too_much_text
from jixiao.documents.model import Document, Problem, Span
from jixiao.documents.plain_text import read_text
from jixiao.documents.sniffing import Kind, is_zip, misnamed, package_kind, refuse_foreign_bytes, text_kind


def read_document(path: Path, limits: Limits = SAFE_LIMITS) -> Document:
    """Return the document in the file at PATH: plain text, .docx, .xlsx or a web page, told apart by content.

    Raises :class:`UnreadableFileError`, one Chinese sentence with the remedy, for anything else and for any file that
    is missing, empty, damaged, password-protected or beyond LIMITS. What is lost in a readable file is in its problems.
    """
    return read_bytes(str(path), _load(path, limits), limits)


def read_bytes(source: str, data: bytes, limits: Limits = SAFE_LIMITS) -> Document:
    """Return the document in DATA, the content of a file named SOURCE; raises as :func:`read_document` does."""
    if len(data) > limits.file_bytes:
        raise _too_large(source, limits)
    if not data:
        raise UnreadableFileError(source, "文件是空的（0 字节）", "请确认文件已经保存完整，再重新提交")
    refuse_foreign_bytes(source, data)
    read = _read_package if is_zip(data) else _read_markup_or_text
    with cycle_search_paused():
        kind, document = read(source, data, limits)
    warning = misnamed(source, kind)
    if warning is None:
        return document
    return replace(document, problems=(Problem(warning, Span(0, 0), ""), *document.problems))


def _load(path: Path, limits: Limits) -> bytes:
    source = str(path)
    try:
        if not path.exists():
            raise UnreadableFileError(source, "没有这个文件", "请检查文件名和路径")
        if not path.is_file():
            raise UnreadableFileError(source, "这不是文件", "请给出文件，而不是文件夹或设备")
        with path.open("rb") as stream:
            return stream.read(limits.file_bytes + 1)
    except OSError as error:
        reason = "没有读取这个文件的权限" if isinstance(error, PermissionError) else "文件读不出来"
        raise UnreadableFileError(source, reason, "请关闭正在使用它的程序，或把文件复制到本机后再试") from error


def _too_large(source: str, limits: Limits) -> UnreadableFileError:
    reason = f"文件超过{limits.file_bytes // MEGABYTE} MB 的上限"
    return UnreadableFileError(source, reason, "请删去大图片和无关内容，或拆成几个文件后再交")


def _read_package(source: str, data: bytes, limits: Limits) -> tuple[Kind, Document]:
    from jixiao.documents.office_package import OfficePackage

    package = OfficePackage(source, data, limits)
    kind = package_kind(source, package.names)
    if kind is Kind.DOCX:
        from jixiao.documents.word import read_word

        return kind, read_word(package, limits)
    from jixiao.documents.workbook_cells import read_workbook

    return kind, read_workbook(package, limits)


def _read_markup_or_text(source: str, data: bytes, limits: Limits) -> tuple[Kind, Document]:
    decoded = decode(source, data)
    text = decoded.text
    if not text or text.isspace():
        raise UnreadableFileError(source, "文件里只有空白，没有文字", "请确认文件已经保存完整，再重新提交")
    kind = text_kind(source, text)
    if kind is Kind.TXT and len(text) > limits.text_chars:
        raise too_much_text(source, limits)
    document = _read_web_page(source, text, limits) if kind is Kind.HTML else read_text(source, text)
    return kind, _with_damage(document, decoded)


def _read_web_page(source: str, text: str, limits: Limits) -> Document:
    from jixiao.documents.web_page import read_web_page

    return read_web_page(source, text, limits)


def _with_damage(document: Document, decoded: Decoded) -> Document:
    if not decoded.damaged:
        return document
    message = f"有{decoded.damaged}处文字已损坏，认不出来，以“\ufffd”代替"
    at = max(document.text.find("\ufffd"), 0)
    problem = Problem(message, Span(at, min(at + 1, len(document.text))), document.place_at(at))
    return replace(document, problems=(*document.problems, problem))
