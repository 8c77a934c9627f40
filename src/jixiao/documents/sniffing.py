"""What a file really is, decided by its content; its name is only compared afterwards."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum
from pathlib import PurePath

from jixiao.documents.errors import UnreadableFileError


class Kind(StrEnum):
    """The kinds of file that can be read."""

    TXT = "txt"
    DOCX = "docx"
    XLSX = "xlsx"
    HTML = "html"


_ENDINGS = {
    Kind.TXT: ("", ".txt", ".text", ".md", ".csv", ".tsv", ".log"),
    Kind.DOCX: (".docx", ".docm", ".dotx", ".dotm"),
    Kind.XLSX: (".xlsx", ".xlsm", ".xltx", ".xltm"),
    Kind.HTML: (".html", ".htm", ".xhtml", ".shtml"),
}
_NAMES = {
    Kind.TXT: "纯文本",
    Kind.DOCX: "Word 文档（.docx）",
    Kind.XLSX: "Excel 工作簿（.xlsx）",
    Kind.HTML: "网页（.html）",
}
_SAVE_AS_WORD = "请用 Word 或 WPS 打开，另存为 .docx 后再交"
_SAVE_AS_EXCEL = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再交"
_SAVE_AS_EITHER = "请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后再交"
_UNPACK = "请先解压，再逐个提交里面的文件"
_IMAGE = ("这是一张图片，目前不能识别图中文字", "请提交可以编辑的 Word 或 Excel 文件")

_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN = 1024
_MAGIC = (
    (b"{\\rtf", "这是 RTF 文档", _SAVE_AS_WORD),
    (b"Rar!\x1a\x07", "这是 RAR 压缩包", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "这是 7z 压缩包", _UNPACK),
    (b"\x1f\x8b\x08", "这是 gzip 压缩包", _UNPACK),
    (b"\x89PNG\r\n", *_IMAGE),
    (b"\xff\xd8\xff", *_IMAGE),
    (b"GIF8", *_IMAGE),
    (b"II*\x00", *_IMAGE),
    (b"MM\x00*", *_IMAGE),
)
# Names of OLE streams, as they stand in the directory of a compound file.
_OLE_STREAMS = (
    ("EncryptedPackage", "文件设有打开密码", "请先用 Word、Excel 或 WPS 打开并解除密码，再交"),
    ("WordDocument", "这是老版 Word 文档（.doc 或 .wps）", _SAVE_AS_WORD),
    ("Workbook", "这是老版 Excel 工作簿（.xls 或 .et）", _SAVE_AS_EXCEL),
    ("Book", "这是老版 Excel 工作簿（.xls 或 .et）", _SAVE_AS_EXCEL),
    ("PowerPoint Document", "这是演示文稿", _SAVE_AS_WORD),
)
# Members (lower case) that tell what a ZIP file is, and what to do with those kinds that cannot be read.
_ZIP_MEMBERS = (
    ("xl/workbook.bin", "这是二进制格式的 Excel 工作簿（.xlsb）", _SAVE_AS_EXCEL),
    ("ppt/presentation.xml", "这是演示文稿（.pptx）", _SAVE_AS_WORD),
    ("ofd.xml", "这是 OFD 版式文件，目前不能读", "请提交生成它的 Word 或 Excel 文件"),
    ("meta-inf/manifest.xml", "这是 OpenDocument 或类似格式的文件", _SAVE_AS_EITHER),
    ("uof/meta.xml", "这是 UOF 格式的文件", _SAVE_AS_EITHER),
)
_XML_DIALECTS = (
    ("schemas.microsoft.com/office/word/2003/wordml", "这是 XML 格式的 Word 文档", _SAVE_AS_WORD),
    ("schemas.microsoft.com/office/2006/xmlpackage", "这是 XML 格式的 Office 文档", _SAVE_AS_EITHER),
    ("urn:schemas-microsoft-com:office:spreadsheet", "这是 XML 格式的 Excel 表格", _SAVE_AS_EXCEL),
)
_HEAD = 65_536
_MARKUP = re.compile(r"\s*<(?:[?!a-z])", re.IGNORECASE)
_HTML_ELEMENT = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|style|table|div|p|span|font|h[1-6])[\s>/]", re.IGNORECASE
)
_WEB_ARCHIVE = re.compile(r"\s*(?:[\w-]+:.*\n){0,20}?(?:MIME-Version|Content-Type):", re.IGNORECASE)


def is_zip(data: bytes) -> bool:
    """Tell whether DATA begins as a ZIP file does."""
    return data.startswith(_ZIP_MAGIC)


def refuse_foreign_bytes(source: str, data: bytes) -> None:
    """Raise :class:`UnreadableFileError`, saying what it is, when DATA is of a known kind that cannot be read."""
    if data.startswith(_OLE_MAGIC):
        raise _compound_file(source, data)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        raise UnreadableFileError(source, "这是 PDF，目前不能读", "请提交生成它的 Word 或 Excel 文件")
    for magic, reason, remedy in _MAGIC:
        if data.startswith(magic):
            raise UnreadableFileError(source, reason, remedy)


def _compound_file(source: str, data: bytes) -> UnreadableFileError:
    for name, reason, remedy in _OLE_STREAMS:
        if name.encode("utf-16-le") in data:
            return UnreadableFileError(source, reason, remedy)
    return UnreadableFileError(source, "这是老版 Office 格式的文件，认不出是哪一种", _SAVE_AS_EITHER)


def package_kind(source: str, members: Collection[str]) -> Kind:
    """Return what a ZIP file with these member names (lower case) is; raises for anything but Word and Excel."""
    for member, reason, remedy in _ZIP_MEMBERS:
        if member in members:
            raise UnreadableFileError(source, reason, remedy)
    for folder, kind in (("word/", Kind.DOCX), ("xl/", Kind.XLSX)):
        if any(member.startswith(folder) for member in members):
            return kind
    raise UnreadableFileError(source, "这是 ZIP 压缩包，不是单个文档", _UNPACK)


def text_kind(source: str, text: str) -> Kind:
    """Return whether TEXT is plain text or a web page; raises for other documents that are written as text."""
    head = text[:_HEAD]
    if _WEB_ARCHIVE.match(head) and "multipart/related" in head:
        raise UnreadableFileError(source, "这是单文件网页（.mht）", _SAVE_AS_WORD)
    if not _MARKUP.match(head):
        return Kind.TXT
    for namespace, reason, remedy in _XML_DIALECTS:
        if namespace in head and "<html" not in head.lower():
            raise UnreadableFileError(source, reason, remedy)
    if _HTML_ELEMENT.search(head):
        return Kind.HTML
    if head.lstrip().startswith("<?xml"):
        raise UnreadableFileError(source, "这是 XML 数据文件，不是文档", "请提交 Word、Excel 或文本文件")
    return Kind.TXT


def misnamed(source: str, kind: Kind) -> str | None:
    """Return the sentence for the user when the file's ending promises something else than KIND, or None."""
    ending = PurePath(source).suffix.lower()
    if ending in _ENDINGS[kind]:
        return None
    return f"文件扩展名是“{ending or '（无）'}”，内容其实是{_NAMES[kind]}，已按内容读取"
