"""Coverage-guided fuzzing of the file readers, run by hand (see README.md in this folder).

The first byte of an input chooses what the rest stands for: a whole file, or one part of a sound Word or Excel file.
Packing happens here, since no fuzzer guesses the checksums of a ZIP file.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

# Not a dependency of the project: whoever runs this installs it for the occasion.
atheris = importlib.import_module("atheris")

with atheris.instrument_imports(include=["jixiao"]):
    from jixiao.documents import Limits, UnreadableFileError, read_bytes

    for reader in ("web_page", "word", "workbook_cells"):
        importlib.import_module(f"jixiao.documents.{reader}")

from tests.documents.office import misplaced, zipped  # noqa: E402  only the readers are instrumented
from tests.documents.specimens import excel_members, specimens, word_members  # noqa: E402

_LIMITS = Limits(cells=2_000, text_chars=100_000, nesting=100)
_PARTS = [(members, name) for members in (word_members(), excel_members()) for name in sorted(members)]


def _file(data: bytes) -> bytes:
    choice = data[0] if data else 0
    if choice == 0 or choice > len(_PARTS):
        return data[1:]
    members, name = _PARTS[choice - 1]
    return zipped(members | {name: data[1:]})


def _seeds() -> list[bytes]:
    """Return inputs that stand for sound files, for the fuzzer to begin with."""
    parts = [bytes([at]) + members[name].encode() for at, (members, name) in enumerate(_PARTS, start=1)]
    return [b"\0" + specimen for specimen in specimens()] + parts


def read_one(data: bytes) -> None:
    """Read one input; anything but a sound document or a refusal is a find."""
    try:
        document = read_bytes("报告.docx", _file(data), _LIMITS)
    except UnreadableFileError:
        return
    if wrong := misplaced(document):
        raise ValueError(wrong[0])


def main() -> None:
    """Fill the corpus folder, the first argument, when it is empty, and fuzz."""
    corpus = Path(sys.argv[1])
    corpus.mkdir(parents=True, exist_ok=True)
    if not any(corpus.iterdir()):
        for at, seed in enumerate(_seeds()):
            (corpus / f"seed{at}").write_bytes(seed)
    atheris.Setup(sys.argv, read_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
