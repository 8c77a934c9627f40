"""What a run was measured on; without this a time means nothing."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime

import jixiao


def describe() -> dict[str, str]:
    """Return date, system, Python, cores, load and version of jixiao."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "system": _system(),
        "python": platform.python_version(),
        "cores": str(os.cpu_count()),
        "load": f"{os.getloadavg()[0]:.1f}",
        "jixiao": jixiao.__version__,
    }


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.platform(terse=True)
