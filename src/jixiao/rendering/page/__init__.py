"""An audit as one self-contained web page: the documents with what was found marked in place."""

from jixiao.rendering.page.page import render_page

__all__ = ["render_page"]
