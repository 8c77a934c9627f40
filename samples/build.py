"""Builds every sample and its catalogue: ``python -m samples.build [FOLDER]``, default this folder."""

from __future__ import annotations

import sys
from pathlib import Path

from samples.builder.catalogue import build

if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
