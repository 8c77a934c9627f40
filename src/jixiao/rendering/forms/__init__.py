"""The official forms: an evaluation laid out as its pack prescribes, written as Word or Excel.

``layout`` says which words stand in which box; ``word`` and ``excel`` draw the boxes and know nothing of evaluations.
"""

from jixiao.rendering.forms.layout import Box, BoxStyle, Sheet, form_sheets, printed_part

__all__ = ["Box", "BoxStyle", "Sheet", "form_sheets", "printed_part"]
