"""Writes blocks as a page of a bureau's web site, with the frame that such a page has around its text."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from samples.builder.grids import Align, Cell, Grid
from samples.builder.prose import Block, Paragraph, Style

_FRAME = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font-family: 仿宋, FangSong, serif; margin: 0 auto; max-width: 66em; }}
nav, footer {{ color: #666; font-size: 80%; padding: .5em; }}
h1 {{ text-align: center; font-size: 150%; }}
p {{ line-height: 1.8; text-indent: 2em; margin: 0; }}
table {{ border-collapse: collapse; width: 100%; font-size: 80%; margin: 1em 0; }}
td {{ border: 1px solid #333; padding: 3px; text-align: center; }}
.right {{ text-align: right; }}
.subtitle {{ text-align: center; }}
</style>
<script>var pageKind = "article";</script>
</head>
<body>
<nav>首页&nbsp;&gt;&nbsp;政务公开&nbsp;&gt;&nbsp;预算绩效</nav>
<div class="article">
{body}
</div>
<footer>打印本页&nbsp;|&nbsp;关闭窗口</footer>
</body>
</html>
"""

CHECKED, UNCHECKED = "☑", "☐"
_BOXES = {CHECKED: '<input checked="" type="checkbox">', UNCHECKED: '<input type="checkbox">'}


def write(blocks: Iterable[Block], title: str) -> bytes:
    """Return the page in UTF-8; check marks in cells become check boxes."""
    return _FRAME.format(title=escape(title), body="\n".join(_html(block) for block in blocks)).encode()


def with_boxes(text: str) -> str:
    """Return TEXT with each check mark as the HTML element of a check box."""
    for mark, element in _BOXES.items():
        text = text.replace(mark, f"{element} ")
    return text


def _html(block: Block) -> str:
    if isinstance(block, Grid):
        return _table(block)
    if isinstance(block, Paragraph):
        return _paragraph(block)
    raise TypeError(f"a web page cannot hold a {type(block).__name__}")


def _paragraph(paragraph: Paragraph) -> str:
    text = escape(paragraph.text, quote=False)
    if paragraph.style in (Style.TITLE, Style.FORM_TITLE):
        return f"<h1>{text}</h1>"
    if paragraph.style in (Style.HEADING_1, Style.HEADING_2):
        return f"<p><strong>{text}</strong></p>"
    if paragraph.style in (Style.RIGHT, Style.SUBTITLE):
        return f'<p class="{paragraph.style}">{text}</p>'
    return f"<p><span>{text}</span></p>"


def _table(grid: Grid) -> str:
    rows = ("".join(_cell(slot.cell) for slot in slots if slot.begins) for slots in grid.slots())
    return "<table>\n<tbody>\n" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "\n</tbody>\n</table>"


def _cell(cell: Cell) -> str:
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    style = ' style="text-align: left"' if cell.align is Align.LEFT else ""
    text = with_boxes(escape(cell.text, quote=False)).replace("\n", "<br>")
    return f"<td{spans}{style}>{f'<b>{text}</b>' if cell.bold else text}</td>"
