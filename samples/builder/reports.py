"""The three samples that are running text: two department reports and a project report."""

from __future__ import annotations

from samples.builder import content, plain, web_page, word
from samples.builder.prose import parse


def hefei_docx() -> bytes:
    """A department report in Word, with a text box, a footnote and changes that were never accepted."""
    blocks = parse(content.text("hefei.txt"))
    return word.write(blocks, "2024年度部门整体支出绩效自评报告", "临湖区医疗保障局")


def bishan_html() -> bytes:
    """A department report as it stands on a bureau's web site."""
    return web_page.write(parse(content.text("bishan.txt")), "璧川区医疗保障局2022年度部门整体支出绩效自评报告")


def nanchang_txt() -> bytes:
    """A project report as text, in the encoding that older Chinese programs write."""
    return plain.write(parse(content.text("nanchang.txt"))).encode("gb18030")
