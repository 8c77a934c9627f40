"""The ZIP package around a Word or Excel file: opened with care, its XML parts parsed without entities or network."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, TypedDict

from lxml import etree

from jixiao.documents.errors import UnreadableFileError
from jixiao.documents.limits import MEGABYTE, Limits

# What the standard library raises on damaged packages, at opening or while a member is read.
BROKEN_STREAM = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError)
# Small members of blank forms compress beyond any ratio and harm nobody.
_RATIO_FROM = 16 * MEGABYTE
_ENCRYPTED = 0x1
# Office writes no others, and the others raise errors of their own kinds.
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_GET_AGAIN = "请重新取得原文件，或用 Word、Excel 或 WPS 打开后重新保存"
_SPLIT = "请删去大图片和无关内容后再交"
_STRICT_NAMESPACES = (
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
_STRICT_MARK = b"purl.oclc.org/ooxml"
_DOCTYPE_WITHIN = 4096
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class XmlSafety(TypedDict):
    """Options of lxml's parsers."""

    resolve_entities: bool
    no_network: bool
    load_dtd: bool
    huge_tree: bool


# Entities stay unresolved, nothing is fetched, and depth and text size keep the parser's own bounds.
XML_SAFETY = XmlSafety(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link to another part: ``kind`` is the last word of its type (``styles``), ``target`` the member's name."""

    kind: str
    target: str


class OfficePackage:
    """An open package. Every method raises :class:`UnreadableFileError` for what is broken, encrypted or too large."""

    def __init__(self, source: str, data: bytes, limits: Limits) -> None:
        self.source = source
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN_STREAM:
            raise UnreadableFileError(source, "文件不完整或已损坏，打不开", _GET_AGAIN) from None
        members = self._zip.infolist()
        self._check(members)
        self._members = {_normal(member.filename): member for member in members}

    @property
    def names(self) -> frozenset[str]:
        """Names of all members, in lower case with forward slashes."""
        return frozenset(self._members)

    def has(self, name: str) -> bool:
        """Tell whether the package has a member of this name."""
        return _normal(name) in self._members

    def read(self, name: str) -> bytes:
        """Return the content of a member."""
        try:
            with self.open(name) as stream:
                return stream.read()
        except BROKEN_STREAM:
            raise self.broken(name) from None

    def open(self, name: str) -> IO[bytes]:
        """Return a stream over the content of a member; reading from it may raise an error of :data:`BROKEN_STREAM`."""
        member = self._members.get(_normal(name))
        if member is None:
            raise UnreadableFileError(self.source, f"文件内部缺少“{name}”", _GET_AGAIN)
        if member.compress_type not in _COMPRESSIONS:
            raise self.broken(name)
        try:
            return self._zip.open(member)
        except BROKEN_STREAM:
            raise self.broken(name) from None

    def broken(self, name: str) -> UnreadableFileError:
        """Return the refusal for a member that is damaged."""
        return UnreadableFileError(self.source, f"文件内部的“{name}”已损坏", _GET_AGAIN)

    def xml(self, name: str) -> etree._Element:
        """Return the root of an XML part."""
        if self._size(name) > self._limits.xml_bytes:
            reason = f"文件内部的“{name}”超过{self._limits.xml_bytes // MEGABYTE} MB 的上限"
            raise UnreadableFileError(self.source, reason, _SPLIT)
        data = self.read(name)
        self._refuse_doctype(name, data[:_DOCTYPE_WITHIN])
        if _STRICT_MARK in data:
            for strict, transitional in _STRICT_NAMESPACES:
                data = data.replace(strict, transitional)
        try:
            root = etree.fromstring(data, etree.XMLParser(**XML_SAFETY))
        except etree.XMLSyntaxError:
            raise self.broken(name) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._has_doctype(name)
        return root

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """Yield the elements of a large XML part that have one of these tags, each whole; it is emptied afterwards."""
        with self.open(name) as stream:
            self._refuse_doctype(name, self._read_head(stream, name))
        with self.open(name) as stream:
            parser = etree.iterparse(stream, events=("end",), tag=tags, **XML_SAFETY)
            try:
                for _, element in parser:
                    yield element
                    element.clear()
                    parent = element.getparent()
                    while parent is not None and element.getprevious() is not None:
                        del parent[0]
            except (etree.XMLSyntaxError, *BROKEN_STREAM):
                raise self.broken(name) from None
            if parser.root.getroottree().docinfo.internalDTD is not None:
                raise self._has_doctype(name)

    def _read_head(self, stream: IO[bytes], name: str) -> bytes:
        try:
            return stream.read(_DOCTYPE_WITHIN)
        except BROKEN_STREAM:
            raise self.broken(name) from None

    def _refuse_doctype(self, name: str, head: bytes) -> None:
        """Raise when HEAD, the first bytes of a part, defines entities: Office never writes that, attackers do."""
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise self._has_doctype(name)

    def _has_doctype(self, name: str) -> UnreadableFileError:
        """Return the refusal for a part that defines entities."""
        reason = f"文件内部的“{name}”含有实体定义（DOCTYPE），正常的 Office 文件没有，可能是恶意文件"
        return UnreadableFileError(self.source, reason, "请向提交人核实来源，或请其重新保存后再交")

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return the links of a part (of the package itself for an empty name) by their id."""
        folder, name = posixpath.split(part)
        links = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(links):
            return {}
        found = {}
        for link in self.xml(links).iter(_RELATIONSHIP):
            kind = link.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
            if link.get("TargetMode") != "External":
                found[link.get("Id", "")] = Relationship(kind, target)
        return found

    def main_part(self, usual: str) -> str:
        """Return the name of the part that holds the document itself; USUAL where the package does not say."""
        for link in self.relationships("").values():
            if link.kind == "officeDocument" and self.has(link.target):
                return link.target
        return usual

    def _size(self, name: str) -> int:
        member = self._members.get(_normal(name))
        return member.file_size if member else 0

    def _check(self, members: list[zipfile.ZipInfo]) -> None:
        limits = self._limits
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise UnreadableFileError(self.source, "文件设有密码", "请先解除密码再交")
        if len(members) > limits.zip_members:
            reason = f"文件内部有{len(members)}个成员，超过{limits.zip_members}个的上限"
            raise UnreadableFileError(self.source, reason, _SPLIT)
        if sum(member.file_size for member in members) > limits.unzipped_bytes:
            reason = f"文件解压后超过{limits.unzipped_bytes // MEGABYTE} MB 的上限"
            raise UnreadableFileError(self.source, reason, _SPLIT)
        if any(_is_bomb(member, limits.zip_ratio) for member in members):
            reason = f"文件内部的压缩比超过{limits.zip_ratio}倍，可能是恶意构造的压缩炸弹"
            raise UnreadableFileError(self.source, reason, "请向提交人核实来源，或请其重新保存后再交")


def _is_bomb(member: zipfile.ZipInfo, ratio: int) -> bool:
    return member.file_size > _RATIO_FROM and member.file_size > ratio * max(member.compress_size, 1)


def _normal(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
