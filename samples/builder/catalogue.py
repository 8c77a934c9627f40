"""The list of samples, the faults that were put into them, and the README that tells both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from samples.builder import bundle, clean_form, content, department_table, reports

SAMPLES: Mapping[str, Callable[[], bytes]] = {
    "hefei-style-department-report.docx": reports.hefei_docx,
    "bishan-style-department-report.html": reports.bishan_html,
    "miluo-style-bundle.docx": bundle.docx,
    "miluo-style-bundle.txt": bundle.txt,
    "guangzhou-style-department-table.html": department_table.html,
    "guangzhou-style-department-table.xlsx": department_table.xlsx,
    "guangzhou-style-department-table.txt": department_table.txt,
    "nanchang-style-project-report.txt": reports.nanchang_txt,
    "clean-project-table.docx": clean_form.docx,
    "clean-project-table.xlsx": clean_form.xlsx,
}

_SEVERITIES = {"error": "错误", "warning": "疑点", "info": "提示"}


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in one or more files; ``quote`` stands in each of them word for word.

    ``expected`` is what should stand there, ``kind`` the family of checks that finds it, ``severity`` error, warning
    or info.
    """

    place: str
    quote: str
    printed: str
    expected: str
    kind: str
    severity: str


def faults() -> dict[str, tuple[Fault, ...]]:
    """Return the faults of each file by its name; a sample without faults has an empty tuple."""
    found: dict[str, list[Fault]] = {name: [] for name in SAMPLES}
    for group in content.data("faults.yaml"):
        for name in group["files"]:
            found[name].extend(Fault(**row) for row in group["faults"])
    return {name: tuple(rows) for name, rows in found.items()}


def build(folder: Path) -> None:
    """Write every sample and the README into FOLDER, which must exist."""
    for name, make in SAMPLES.items():
        (folder / name).write_bytes(make())
    (folder / "README.md").write_text(readme(), encoding="utf-8")


def readme() -> str:
    """Return the README: its introduction, and the table of faults."""
    groups = content.data("faults.yaml")
    tables = "\n".join(_section(group["files"], (Fault(**row) for row in group["faults"])) for group in groups)
    return content.text("readme.md").replace("{faults}", tables)


def _section(files: Iterable[str], rows: Iterable[Fault]) -> str:
    lines = ["### " + "、".join(f"`{name}`" for name in files), ""]
    lines += ["| 级别 | 位置 | 原文 | 印作 | 应为 | 类型 |", "|---|---|---|---|---|---|"]
    lines += [_row(row) for row in rows]
    return "\n".join(lines) + "\n"


def _row(fault: Fault) -> str:
    quote = fault.quote.replace("\t", "⇥")
    cells = (_SEVERITIES[fault.severity], fault.place, f"`{quote}`", fault.printed, fault.expected, f"`{fault.kind}`")
    return f"| {' | '.join(cells)} |"
