"""Where the words and figures of the samples are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).resolve().parent.parent / "content"


def text(name: str) -> str:
    """Return the running text of a sample."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def data(name: str) -> Any:
    """Return the tables of a sample; every value is a string, exactly as it is printed."""
    return yaml.load((_FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
