"""How much prose ``find_quantities`` reads in a second."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.inputs import prose
from benchmarks.results import Figure, Section
from benchmarks.timing import medians
from jixiao.quantities import find_quantities

_BYTES = 5_000_000
_RUNS = 3


def measure() -> Section:
    """Read 5 MB of prose paragraph by paragraph, and once more as a single string."""
    paragraphs = prose(_BYTES)
    joined = "\n".join(paragraphs)
    apart, together = medians([lambda: _read(paragraphs), lambda: _read([joined])], _RUNS)
    megabytes = len(joined.encode()) / 1_000_000
    found = _read(paragraphs)
    size = f"{megabytes:.1f} MB UTF-8，{len(joined) / 10_000:.0f}万字，{found / 10_000:.1f}万个数"
    return Section(
        "throughput",
        f"从文字里找数（find_quantities，{size}）",
        (
            Figure("paragraphs_mb_s", "逐段读", megabytes / apart, "MB/s", None, 2),
            Figure("joined_mb_s", "全文当作一段读", megabytes / together, "MB/s", None, 2),
        ),
    )


def _read(texts: Sequence[str]) -> int:
    return sum(len(find_quantities(text)) for text in texts)
