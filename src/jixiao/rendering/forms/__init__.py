"""The official forms: an evaluation laid out as its pack prescribes, written as Word or Excel.

``layout`` and, for the base data table, ``base_data`` say which words stand in which box; ``word`` and ``excel`` draw
the boxes and know nothing of evaluations.
"""

from jixiao.rendering.forms.base_data import base_data_sheets
from jixiao.rendering.forms.layout import Block, BlockKind, Box, BoxStyle, Sheet, form_sheets, printed_part

__all__ = ["Block", "BlockKind", "Box", "BoxStyle", "Sheet", "base_data_sheets", "form_sheets", "printed_part"]
