"""Word files as PDF, page for page as LibreOffice sets them; without LibreOffice there is a sentence instead."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

_NAMES = ("soffice", "libreoffice", "soffice.com")
# Where installers put it without telling the search path.
_USUAL_PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.com"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.com"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
_BY_HAND = "请在 Word、WPS 里打开后另存为 PDF。"
_SECONDS_TO_START, _SECONDS_EACH = 60, 30


class NoPdfError(Exception):
    """No PDF was made; the message says why and what to do."""


def find_office() -> str | None:
    """Return the path of LibreOffice, or ``None`` where it is not installed."""
    on_path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    return on_path or next((str(place) for place in _USUAL_PLACES if place.is_file()), None)


def write_pdfs(files: Sequence[Path]) -> list[Path]:
    """Write a PDF beside each of FILES (.docx) and return their paths. Raises :class:`NoPdfError`."""
    office = find_office()
    if office is None:
        raise NoPdfError(f"没有找到 LibreOffice，没有转成 PDF。可以安装 LibreOffice 再运行，或者不装：{_BY_HAND}")
    with TemporaryDirectory() as scratch:
        # A profile of its own: a window that the user has open would refuse the work. A folder of its own: a PDF of
        # yesterday must not pass for one of today.
        made = Path(scratch) / "pdf"
        call = [office, f"-env:UserInstallation={(Path(scratch) / 'profile').as_uri()}", "--headless"]
        call += ["--convert-to", "pdf", "--outdir", str(made), *map(str, files)]
        try:
            limit = _SECONDS_TO_START + _SECONDS_EACH * len(files)
            subprocess.run(call, check=False, capture_output=True, timeout=limit)  # no shell, our files
        except (OSError, subprocess.TimeoutExpired) as fault:
            raise NoPdfError(f"LibreOffice（{office}）没有转成 PDF。{_BY_HAND}") from fault
        missing = [path.name for path in files if not (made / f"{path.stem}.pdf").is_file()]
        if missing:
            raise NoPdfError(f"LibreOffice 没有转出 {'、'.join(missing)}。{_BY_HAND}")
        return [Path(shutil.copy(made / f"{path.stem}.pdf", path.parent)) for path in files]
