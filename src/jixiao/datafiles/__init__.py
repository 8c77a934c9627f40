"""Data files that people write: YAML and JSON, read strictly into models, with faults told by file, line and item.

Numbers become :class:`~decimal.Decimal` without passing through a float; a blank stays a blank. This room knows the
form of such files, not what any of them is about.
"""

from jixiao.datafiles.loading import DataFileError, FromNewerVersionError, load_model, parse_model
from jixiao.datafiles.tree import PathKey, TextError, Tree, parse_json, parse_yaml

__all__ = [
    "DataFileError",
    "FromNewerVersionError",
    "PathKey",
    "TextError",
    "Tree",
    "load_model",
    "parse_json",
    "parse_model",
    "parse_yaml",
]
