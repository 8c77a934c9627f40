"""The workbook's own formulas give the scores that jixiao gives, for all packs and all ways of scoring.

LibreOffice works them out. Where a rule does not fit into a formula the cell says so and shows no number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from jixiao.evaluations import (
    Attainment,
    Deduction,
    FundRow,
    IndicatorRow,
    Mark,
    SelfEvaluation,
    Subject,
)
from jixiao.packs import Pack, all_packs
from jixiao.scoring import score
from jixiao.scoring.model import Scorecard
from jixiao.workbook import new_workbook
from jixiao.workbook.formulas import BY_PROGRAM
from samples.random_evaluations import random_evaluation
from tests.packs.building import built
from tests.workbook.recalculating import Sheets, all_recalculated, needs_office
