"""Document numbers (文号): 洪府办发〔2022〕160号, 赣府厅发[2022]31号."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jixiao.quantities.folding import fold

_CORE = re.compile(
    r"[〔\[【(] {0,2}(?P<year>(?:19|20)[0-9]{2}) {0,2}[〕\]】)] {0,2}(?:第 {0,2})?(?P<serial>[0-9]{1,5}) {0,2}号"
)
_LONGEST_ISSUER = 14
_HAN_TAIL = re.compile(r"[\u4e00-\u9fff]+ ?$")
# An issuer's short name never contains these; what stands before them is the sentence around it.
_NOT_ISSUER = re.compile("根据|按照|依据|依照|参照|执行|落实|转发|印发|关于|通知|文件|遵照|文号|[和与及以由见的为、]")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number as printed; ``issuer`` is the short name before the year, empty when there is none."""

    text: str
    start: int
    end: int
    issuer: str
    year: int
    serial: int


def find_document_numbers(text: str) -> list[DocumentNumber]:
    """Return the document numbers in ``text``, left to right."""
    if "号" not in text:
        return []
    folded = fold(text)
    return [_document_number(text, folded, core) for core in _CORE.finditer(folded)]


def _document_number(text: str, folded: str, core: re.Match[str]) -> DocumentNumber:
    start = _issuer_start(folded, core.start())
    return DocumentNumber(
        text[start : core.end()],
        start,
        core.end(),
        text[start : core.start()].strip(),
        int(core["year"]),
        int(core["serial"]),
    )


def _issuer_start(folded: str, end: int) -> int:
    begin = max(0, end - _LONGEST_ISSUER)
    tail = _HAN_TAIL.search(folded[begin:end])
    if tail is None:
        return end
    start = begin + tail.start()
    for word in _NOT_ISSUER.finditer(tail[0]):
        start = begin + tail.start() + word.end()
    return start
