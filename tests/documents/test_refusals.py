"""One bad file for each way to fail: the sentence says what it is and what to do."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from jixiao.documents import Limits, UnreadableFileError, read_bytes, read_document
from tests.documents.office import docx, docx_members, links, p, sheet_part, tbl, tc, texts, tr, word_part, xlsx, zipped

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _refusal(data: bytes, name: str = "报告.docx", limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableFileError) as refusal:
        read_bytes(name, data, limits or Limits())
    return str(refusal.value)


def _ole(stream: str) -> bytes:
    return _OLE + stream.encode("utf-16-le") + bytes(600)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "文件是空的（0 字节）。请确认文件已经保存完整，再重新提交。"),
        (b" \r\n\t\n ", "文件里只有空白，没有文字。请确认文件已经保存完整，再重新提交。"),
        ("\ufeff \u3000".encode(), "文件里只有空白，没有文字。请确认文件已经保存完整，再重新提交。"),
        (_ole("WordDocument"), "这是老版 Word 文档（.doc 或 .wps）。请用 Word 或 WPS 打开，另存为 .docx 后再交。"),
        (_ole("Workbook"), "这是老版 Excel 工作簿（.xls 或 .et）。请用 Excel 或 WPS 打开，另存为 .xlsx 后再交。"),
        (_ole("Book"), "这是老版 Excel 工作簿（.xls 或 .et）。请用 Excel 或 WPS 打开，另存为 .xlsx 后再交。"),
        (_ole("PowerPoint Document"), "这是演示文稿。请用 Word 或 WPS 打开，另存为 .docx 后再交。"),
        (_ole("EncryptedPackage"), "文件设有打开密码。请先用 Word、Excel 或 WPS 打开并解除密码，再交。"),
        (
            _OLE,
            "这是老版 Office 格式的文件，认不出是哪一种。请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后再交。",
        ),
        (b"%PDF-1.7\n", "这是 PDF，目前不能读。请提交生成它的 Word 或 Excel 文件。"),
        (b"\r\n%PDF-1.4", "这是 PDF，目前不能读。请提交生成它的 Word 或 Excel 文件。"),
        (b"{\\rtf1\\ansi ", "这是 RTF 文档。请用 Word 或 WPS 打开，另存为 .docx 后再交。"),
        (b"Rar!\x1a\x07\x00", "这是 RAR 压缩包。请先解压，再逐个提交里面的文件。"),
        (b"7z\xbc\xaf\x27\x1c", "这是 7z 压缩包。请先解压，再逐个提交里面的文件。"),
        (b"\x1f\x8b\x08\x00", "这是 gzip 压缩包。请先解压，再逐个提交里面的文件。"),
        (b"\x89PNG\r\n\x1a\n", "这是一张图片，目前不能识别图中文字。请提交可以编辑的 Word 或 Excel 文件。"),
        (b"\xff\xd8\xff\xe0", "这是一张图片，目前不能识别图中文字。请提交可以编辑的 Word 或 Excel 文件。"),
        (zipped({"a.docx": b"x"}), "这是 ZIP 压缩包，不是单个文档。请先解压，再逐个提交里面的文件。"),
        (
            zipped({"xl/workbook.bin": b"x"}),
            "这是二进制格式的 Excel 工作簿（.xlsb）。请用 Excel 或 WPS 打开，另存为 .xlsx 后再交。",
        ),
        (
            zipped({"ppt/presentation.xml": b"x"}),
            "这是演示文稿（.pptx）。请用 Word 或 WPS 打开，另存为 .docx 后再交。",
        ),
        (zipped({"OFD.xml": b"x"}), "这是 OFD 版式文件，目前不能读。请提交生成它的 Word 或 Excel 文件。"),
        (
            zipped({"META-INF/manifest.xml": b"x", "content.xml": b"x"}),
            "这是 OpenDocument 或类似格式的文件。请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后再交。",
        ),
        (
            b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>',
            "这是 XML 格式的 Word 文档。请用 Word 或 WPS 打开，另存为 .docx 后再交。",
        ),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "这是 XML 格式的 Excel 表格。请用 Excel 或 WPS 打开，另存为 .xlsx 后再交。",
        ),
        (b'<?xml version="1.0"?><data/>', "这是 XML 数据文件，不是文档。请提交 Word、Excel 或文本文件。"),
        (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n<html>",
            "这是单文件网页（.mht）。请用 Word 或 WPS 打开，另存为 .docx 后再交。",
        ),
    ],
)
def test_what_cannot_be_read_is_named_with_its_remedy(data: bytes, sentence: str) -> None:
    assert _refusal(data, "某局自评.doc") == f"某局自评.doc：{sentence}"


def test_text_that_only_mentions_html_is_text() -> None:
    text = '评价等级\t<input checked="" type="checkbox"/> 优\n'
    document = read_bytes("表.txt", text.encode())

    assert (document.format, document.text, document.problems) == ("txt", text, ())


@pytest.mark.parametrize(
    "text", ["From: 某局\nContent-Type: text/plain\n\n正文", "见 multipart/related 一节", "<得分>98", "< 5万元"]
)
def test_text_that_resembles_another_format_is_text(text: str) -> None:
    assert read_bytes("文.txt", text.encode()).format == "txt"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("报告.doc", docx(p("字")), "文件扩展名是“.doc”，内容其实是Word 文档（.docx），已按内容读取"),
        ("报告.docx", "纯文字".encode(), "文件扩展名是“.docx”，内容其实是纯文本，已按内容读取"),
        ("报表.xls", b"<html><table><tr><td>1</table>", "文件扩展名是“.xls”，内容其实是网页（.html），已按内容读取"),
        ("报告", docx(p("字")), "文件扩展名是“（无）”，内容其实是Word 文档（.docx），已按内容读取"),
        (
            "报表.et",
            xlsx({"甲": "<sheetData><row><c><v>1</v></c></row></sheetData>"}),
            "文件扩展名是“.et”，内容其实是Excel 工作簿（.xlsx），已按内容读取",
        ),
    ],
)
def test_wrong_ending_is_said_and_the_content_read(name: str, data: bytes, sentence: str) -> None:
    document = read_bytes(name, data)

    assert document.blocks
    assert [problem.message for problem in document.problems] == [sentence]


@pytest.mark.parametrize("name", ["报告.docx", "报告.DOCX", "报告.docm"])
def test_right_ending_needs_no_word(name: str) -> None:
    assert not read_bytes(name, docx(p("字"))).problems


def test_file_is_read_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(docx(p("正文")))
    document = read_document(path)

    assert (document.source, document.format, texts(document)) == (str(path), "docx", ["正文"])


def test_missing_file_folder_and_locked_file_are_told_apart(tmp_path: Path) -> None:
    locked = tmp_path / "锁.txt"
    locked.write_text("字", encoding="utf-8")
    locked.chmod(0)
    expected = {
        tmp_path / "无.docx": "没有这个文件。请检查文件名和路径。",
        tmp_path: "这不是文件。请给出文件，而不是文件夹或设备。",
    }
    if os.name == "posix" and os.geteuid() != 0:
        expected[locked] = "没有读取这个文件的权限。请关闭正在使用它的程序，或把文件复制到本机后再试。"
    for path, sentence in expected.items():
        with pytest.raises(UnreadableFileError) as refusal:
            read_document(path)
        assert str(refusal.value) == f"{path}：{sentence}"


def test_unusable_name_is_told() -> None:
    with pytest.raises(UnreadableFileError, match=r"文件读不出来|没有这个文件"):
        read_document(Path("长" * 5000))


def test_file_beyond_the_size_limit_is_not_loaded_whole(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    path.write_bytes(b"x" * 3_000_000)

    with pytest.raises(UnreadableFileError, match=r"文件超过2 MB 的上限。请删去大图片和无关内容"):
        read_document(path, Limits(file_bytes=2 * 1024 * 1024))


def _with_flag(data: bytes, offset: int, value: int) -> bytes:
    """Set a byte in what the central directory says of the document."""
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml")) + offset
    return data[:at] + bytes([value]) + data[at + 1 :]


def test_damaged_packages_are_refused() -> None:
    sound = docx(p("字" * 3000))
    body = sound.index(b"word/document.xml") + len("word/document.xml")
    flipped = sound[: body + 10] + bytes([sound[body + 10] ^ 0xFF]) + sound[body + 11 :]
    wrong_sum = docx(p("字")).replace(
        zipfile.ZipFile(io.BytesIO(docx(p("字")))).getinfo("word/document.xml").CRC.to_bytes(4, "little"), b"\1\2\3\4"
    )

    again = "请重新取得原文件，或用 Word、Excel 或 WPS 打开后重新保存。"
    assert _refusal(sound[: len(sound) // 2]) == f"报告.docx：文件不完整或已损坏，打不开。{again}"
    assert _refusal(flipped) == f"报告.docx：文件内部的“word/document.xml”已损坏。{again}"
    assert _refusal(wrong_sum) == f"报告.docx：文件内部的“word/document.xml”已损坏。{again}"
    assert _refusal(_with_flag(sound, 8, 1)) == "报告.docx：文件设有密码。请先解除密码再交。"
    for method in (12, 14, 99):
        assert "文件内部的“word/document.xml”已损坏" in _refusal(_with_flag(sound, 10, method))


def test_incomplete_packages_are_refused() -> None:
    members = docx_members(p("字"))
    without = {name: text for name, text in members.items() if name != "word/document.xml"}
    empty = members | {"word/document.xml": word_part("document", "")}
    garbled = members | {"word/document.xml": "<w:document"}

    assert "文件内部缺少“word/document.xml”" in _refusal(zipped(without))
    assert "文件内部的“word/document.xml”已损坏" in _refusal(zipped(empty))
    assert "文件内部的“word/document.xml”已损坏" in _refusal(zipped(garbled))
    assert "文件里没有文字（是空表，或内容全是图片）。请提交填好的、可以编辑的文件" in _refusal(docx(p("")))


def test_package_that_names_its_main_part_otherwise_is_read() -> None:
    members = docx_members(p("字"))
    renamed = {
        name.replace("document.xml", "document2.xml"): text.replace("document.xml", "document2.xml")
        for name, text in members.items()
    }
    other = {"_rels/.rels": links({"docProps/core.xml": "core-properties", "word/document.xml": "officeDocument"})}
    with_properties = members | other | {"docProps/core.xml": "<x/>"}
    backslashes = {name.replace("/", "\\"): text for name, text in members.items()}

    assert texts(read_bytes("a.docx", zipped(renamed))) == ["字"]
    assert texts(read_bytes("a.docx", zipped(backslashes))) == ["字"]
    assert texts(read_bytes("a.docx", zipped(with_properties))) == ["字"]


_ENTITIES = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10))
_BOMB = f'<!DOCTYPE x [<!ENTITY e0 "哈哈哈哈哈哈哈哈哈哈">{_ENTITIES}]>'
_OUTSIDE = '<!DOCTYPE x [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("prologue", [_BOMB, _OUTSIDE, " " * 5000 + _BOMB, " " * 5000 + _OUTSIDE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(prologue: str, encoding: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>'
    body = word_part("document", f"<w:body>{p('<w:r><w:t>&e9;</w:t></w:r>')}</w:body>")
    members: dict[str, str | bytes] = dict(docx_members(""))
    members["word/document.xml"] = (declaration + prologue + body).encode(encoding)
    sentence = _refusal(zipped(members))

    assert "word/document.xml" in sentence
    assert "root" not in sentence
    if prologue.endswith(_OUTSIDE) or (encoding == "utf-8" and not prologue.startswith(" ")):
        assert "含有实体定义（DOCTYPE），正常的 Office 文件没有，可能是恶意文件。请向提交人核实来源" in sentence


def test_entities_in_a_sheet_are_refused() -> None:
    sheet = sheet_part("worksheet", '<sheetData><row><c t="str"><v>&e9;</v></c></row></sheetData>')
    listed = '<sheets><sheet name="甲" r:id="rId1"/></sheets>'
    for prologue in (_BOMB, _OUTSIDE, " " * 5000 + _OUTSIDE):
        assert "sheet.xml" in _refusal(xlsx({}, {"sheet.xml": ("worksheet", prologue + sheet)}, listed))


def test_bombs_are_refused_by_what_they_declare() -> None:
    members: dict[str, str | bytes] = dict(docx_members(p("字")))
    members["word/media/image1.png"] = bytes(20 * 1024 * 1024)

    assert _refusal(zipped(members)) == (
        "报告.docx：文件内部的压缩比超过200倍，可能是恶意构造的压缩炸弹。请向提交人核实来源，或请其重新保存后再交。"
    )
    assert "文件解压后超过10 MB 的上限" in _refusal(zipped(members), limits=Limits(unzipped_bytes=10 * 1024 * 1024))
    long = docx(p("字" * 400_000))
    assert "文件内部的“word/document.xml”超过1 MB 的上限" in _refusal(long, limits=Limits(xml_bytes=1024 * 1024))


def test_large_members_that_hardly_compress_are_no_bombs() -> None:
    members: dict[str, str | bytes] = dict(docx_members(p("字")))
    members["word/media/image1.png"] = random.Random(1).randbytes(17 * 1024 * 1024)

    assert texts(read_bytes("报告.docx", zipped(members))) == ["字"]


def test_package_of_very_many_members_is_refused() -> None:
    members = docx_members(p("字")) | {f"word/x{at}": "" for at in range(100)}

    assert "文件内部有104个成员，超过100个的上限" in _refusal(zipped(members), limits=Limits(zip_members=100))


def test_xml_nested_without_end_is_refused() -> None:
    assert "word/document.xml" in _refusal(docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000))


def test_limits_of_cells_tables_paragraphs_and_text() -> None:
    tables = tbl(tr(tc("1"), tc("2"))) * 3

    assert "单元格超过5个的上限" in _refusal(docx(tables), limits=Limits(cells=5))
    assert "表格超过2个的上限。请拆成几个文件再交" in _refusal(docx(tables), limits=Limits(tables=2))
    assert "段落超过2段的上限。请拆成几个文件" in _refusal(docx(p("字") * 3), limits=Limits(paragraphs=2))
    assert "文字超过10字的上限。请拆成几个文件，或只交绩效自评材料" in _refusal(
        docx(p("字" * 11)), limits=Limits(text_chars=10)
    )
    assert "文字超过10字的上限" in _refusal(("字" * 11).encode(), "长.txt", Limits(text_chars=10))


def test_fifty_megabytes_of_text_are_refused_without_being_worked_through() -> None:
    assert "文字超过5000000字的上限" in _refusal(b"0123456789 abcdef\n" * 3_000_000, "长.txt")


def test_plain_text_is_read_without_loading_the_xml_library() -> None:
    program = "import sys, jixiao.documents as d; d.read_bytes('a.txt', '字'.encode()); print('lxml' in sys.modules)"

    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "False"
