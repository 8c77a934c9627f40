"""The fill-in workbook: an Excel file in which a clerk enters an evaluation and sees its scores as she types.

``writing`` lays it out with drop-down lists, comments and live formulas; ``reading`` gives the evaluation back, or all
faults of the cells at once; ``loading`` takes any file that holds evaluations, ``carrying`` what of last
year's begins this year's.
"""

from jixiao.workbook.cells import WorkbookError
from jixiao.workbook.finance import NoMoneyError
from jixiao.workbook.grids import is_workbook
from jixiao.workbook.loading import load_evaluations, load_money
from jixiao.workbook.page import TooLongError
from jixiao.workbook.reading import read_workbook
from jixiao.workbook.writing import joint_workbook, new_workbook

__all__ = [
    "NoMoneyError",
    "TooLongError",
    "WorkbookError",
    "is_workbook",
    "joint_workbook",
    "load_evaluations",
    "load_money",
    "new_workbook",
    "read_workbook",
]
