"""Packs: the rules and forms of a place and year, as data that a finance clerk can read; the strict loader; the choice.

The built-in packs stand in ``data/``; beside each stands a file of tests in sentences (``….tests.yaml``).
"""

from jixiao.packs.budget_rows import Section, amount_field, core_label, is_source, rows_by_section, section_of
from jixiao.packs.choosing import NoFittingPackError, choose_pack, pack_for
from jixiao.packs.forms import ChartKind, Fact, FormCell, FormTable, placed
from jixiao.packs.items import Item
from jixiao.packs.loading import (
    UnknownPackError,
    all_packs,
    case_file_of,
    data_folder,
    find_pack,
    load_pack,
    pack_files,
    path_of,
)
from jixiao.packs.model import (
    Band,
    Cap,
    Confidence,
    Denominator,
    ExecutionRule,
    IndicatorRule,
    Kind,
    Method,
    Occasion,
    Pack,
    QualitativeBand,
    Rounding,
    RoundingMode,
    ScoringRule,
    Source,
    Sourced,
    Step,
    Trigger,
)

__all__ = [
    "Band",
    "Cap",
    "ChartKind",
    "Confidence",
    "Denominator",
    "ExecutionRule",
    "Fact",
    "FormCell",
    "FormTable",
    "IndicatorRule",
    "Item",
    "Kind",
    "Method",
    "NoFittingPackError",
    "Occasion",
    "Pack",
    "QualitativeBand",
    "Rounding",
    "RoundingMode",
    "ScoringRule",
    "Section",
    "Source",
    "Sourced",
    "Step",
    "Trigger",
    "UnknownPackError",
    "all_packs",
    "amount_field",
    "case_file_of",
    "choose_pack",
    "core_label",
    "data_folder",
    "find_pack",
    "is_source",
    "load_pack",
    "pack_files",
    "pack_for",
    "path_of",
    "placed",
    "rows_by_section",
    "section_of",
]
