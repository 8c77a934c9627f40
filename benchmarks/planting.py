"""A planted error in the documents that were read from the printed papers, and which findings point at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.plants import Plant, with_put
from benchmarks.spots import TITLE, Spot
from jixiao.auditing import Finding, Severity, audit
from jixiao.documents import Document
from jixiao.rendering.self_report import Report
from samples.papers import Paper

Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Planting:
    """A planted error, the sound papers that it was planted in, and what is read from the spoilt ones."""

    plant: Plant
    before: Sequence[Paper]
    documents: Sequence[Document]

    def findings(self, spots: Sequence[Spot]) -> tuple[list[Finding], list[Finding]]:
        """Return the errors and warnings that point at the planted error, and those that do not."""
        found = [finding for each in audit(self.documents).documents for finding in each.findings]
        places = list(self._places(spots))
        pointing: list[Finding] = []
        apart: list[Finding] = []
        for finding in found:
            if finding.severity is not Severity.INFO:
                (pointing if any(_points_at(finding, place) for place in places) else apart).append(finding)
        return pointing, apart

    def _places(self, spots: Sequence[Spot]) -> Iterator[Place]:
        """Yield where the spoilt figure stands in the documents, and where all that must agree with it."""
        spoilt, put = self.plant.spot, self.plant.put
        shift = len(put) - len(spoilt.word)
        kin = [spot for spot in spots if spot.relations & spoilt.relations or (spot.kin and spot.kin == spoilt.kin)]
        for spot in (spoilt, *kin):
            same = _piece(spot) == _piece(spoilt)
            begin = self._begin(spot, with_put(spoilt, put) if same else spot.text)
            if begin is not None:
                start = spot.start + (shift if same and spot.start >= spoilt.end else 0)
                end = spot.end + (shift if same and spot.end >= spoilt.end else 0)
                yield spot.paper, begin + start, begin + end

    def _begin(self, spot: Spot, text: str) -> int | None:
        """Return where the box or paragraph of SPOT, which reads TEXT, begins; ``None`` where it was taken out."""
        document, content = self.documents[spot.paper], self.before[spot.paper].content
        if isinstance(content, Report):
            return next((each.span.start for each in document.paragraphs() if each.text.strip() == text), None)
        if spot.piece == TITLE:
            return max(document.text.find(text), 0)
        sheet = content[spot.sheet]
        box = sheet.boxes[spot.piece]
        removed = self.plant.removed if spot.paper == self.plant.spot.paper else None
        if box.row == removed and box.row_span == 1:
            return None
        table = list(document.tables())[spot.sheet]
        left = sheet.rows - (removed is not None)
        row = table.rows - left + box.row - (removed is not None and box.row > removed)
        # A form may be drawn with rows that are not read as part of its table: the nearest cell with these words is it.
        same = [cell for cell in table.cells if cell.column == box.column and cell.text.strip() == text]
        return min(same, key=lambda cell: abs(cell.row - row)).span.start if same else None


def _piece(spot: Spot) -> tuple[int, int, int]:
    return spot.paper, spot.sheet, spot.piece


def _points_at(finding: Finding, place: Place) -> bool:
    source, start, end = place
    return any(
        each.source == source and each.start < end and start < max(each.end, each.start + 1)
        for each in finding.excerpts
    )
