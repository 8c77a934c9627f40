"""Zip archives that come out the same on every run."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_MIDNIGHT = (1980, 1, 1, 0, 0, 0)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of PARTS in their order, without any trace of the time or the machine."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _MIDNIGHT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content, compresslevel=9)
    return buffer.getvalue()
