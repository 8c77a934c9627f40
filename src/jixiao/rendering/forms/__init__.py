"""The official forms: an evaluation laid out as its pack prescribes, written as Word or Excel.

``layout`` and, for the base data table, ``base_data`` say which words stand in which box, ``facts`` what is filled
into the blanks; ``word`` and ``excel`` draw the boxes and know nothing of evaluations. Which words a place prints is
declared in its pack (``jixiao.packs.forms``).
"""

from jixiao.rendering.forms.base_data import base_data_sheets
from jixiao.rendering.forms.boxes import Block, BlockKind, Box, BoxStyle, Sheet
from jixiao.rendering.forms.layout import form_sheets
from jixiao.rendering.forms.printed import printed_part

__all__ = ["Block", "BlockKind", "Box", "BoxStyle", "Sheet", "base_data_sheets", "form_sheets", "printed_part"]
