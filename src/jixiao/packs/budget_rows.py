"""The rows of a base data table as a form names them: which facts a row holds, and which rows stand below which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

_NOISE = re.compile(r"^\s*\d+\s*[.、．]|其中|[（(][^）)]*[）)]|[\s“”\"‘’：:、，,]")
_SPELLINGS = str.maketrans({"它": "他"})
_SOURCES = re.compile(r"一般公共预算|政府性基金|国有资本|专户|非税|拨款|其他资金|收入|上级")
_AMOUNTS = (("上年", "last_year"), ("预算", "initial"), ("决算", "executed"))


class Section(StrEnum):
    """What a row of a base data table opens; the value is the field of the department that fills it."""

    THREE_PUBLIC = "three_public"
    PROJECTS = "projects"
    OPERATING = "operating"
    PROCUREMENT = "procurement"
    BUILDINGS = "buildings"
    SAVINGS = "saving_measures"
    LINE = "by_nature"

    @property
    def listed(self) -> bool:
        """Tell whether lines stand below the row."""
        return self in (Section.THREE_PUBLIC, Section.PROJECTS, Section.OPERATING)


_SECTIONS = (
    ("三公", Section.THREE_PUBLIC),
    ("项目支出", Section.PROJECTS),
    ("公用经费", Section.OPERATING),
    ("采购", Section.PROCUREMENT),
    ("楼堂馆所", Section.BUILDINGS),
    ("节约", Section.SAVINGS),
)


def core_label(label: str) -> str:
    """Return what two spellings of a line of money have in common: ``1、其中：公车购置`` and 公车购置 are the same."""
    return re.sub("金额$", "资金", _NOISE.sub("", label).translate(_SPELLINGS))


def section_of(name: str) -> Section:
    """Return what the row called NAME opens; a row of no known kind is a line of the budget."""
    return next((section for words, section in _SECTIONS if words in name), Section.LINE)


def rows_by_section(names: Sequence[str]) -> Iterator[tuple[str, Section, tuple[str, ...]]]:
    """Yield each row that opens a section, what it opens, and the rows that the form names below it.

    A row of no known kind stands below the list that is open; after a section without a list it stands for itself.
    """
    opened: tuple[str, Section] | None = None
    below: list[str] = []
    for name in names:
        section = section_of(name)
        if section is Section.LINE and opened is not None and opened[1].listed:
            below.append(name)
            continue
        if opened is not None:
            yield (*opened, tuple(below))
        opened, below = (name, section), []
    if opened is not None:
        yield (*opened, tuple(below))


def amount_field(head: str) -> str:
    """Return the field of a budget line that the column headed HEAD holds."""
    return next((field for words, field in _AMOUNTS if words in head), "adjusted")


def is_source(label: str) -> bool:
    """Tell a line of money by where it comes from (一般公共预算, 政府性基金) from one by what it is spent on."""
    return _SOURCES.search(label) is not None
