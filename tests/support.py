"""Short ways from a text to what is recognised and found in it, and one table written in every form that files have."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from functools import cache

from jixiao.auditing.model import Finding, Relation
from jixiao.auditing.registry import Check, all_checks
from jixiao.documents import Document, read_bytes, read_text
from jixiao.evaluations import Evaluation, Indicator
from jixiao.recognition import Dossier, Recognition, recognise

Rows = Sequence[Sequence[str]]
Found = tuple[list[Finding], list[Relation]]


def read(text: str, name: str = "自评.txt") -> Document:
    """Return the document in TEXT; one that begins with ``<`` is read as a web page, whose tables keep their grid."""
    return read_bytes("自评.html", text.encode()) if text.startswith("<") else read_text(name, text)


def recognised(text: str) -> Recognition:
    """Return what is recognised in one TEXT."""
    return recognise(read(text))


def dossier(*texts: str) -> Dossier:
    """Return the dossier of TEXTS, one document each."""
    return Dossier(tuple(recognise(read(text), source) for source, text in enumerate(texts)))


def evaluation(text: str) -> Evaluation:
    """Return the only evaluation in TEXT."""
    (only,) = recognised(text).evaluations
    return only


@cache
def checks_by_id() -> dict[str, Check]:
    """Return every registered check under its id."""
    return {check.id: check for check in all_checks()}


def run(check_id: str, *texts: str) -> Found:
    """Run one check over the dossier of TEXTS; return its findings and its relations."""
    results = list(checks_by_id()[check_id].run(dossier(*texts)))
    assert all(result.check == check_id for result in results)
    return sorted_out(results)


def run_under_any_id(check_id: str, *texts: str) -> Found:
    """Run one check whose results may bear the id of another; a test of its own looks at that."""
    return sorted_out(checks_by_id()[check_id].run(dossier(*texts)))


def sorted_out(results: Iterable[Finding | Relation]) -> Found:
    """Return the findings among RESULTS, and the relations."""
    every = list(results)
    findings = [result for result in every if isinstance(result, Finding)]
    return findings, [result for result in every if isinstance(result, Relation)]


def only_finding(check_id: str, *texts: str) -> Finding:
    """Return the one finding of CHECK_ID; the test fails when there are none or several."""
    findings, _ = run(check_id, *texts)
    (only,) = findings
    return only


def quoted(finding: Finding | Relation) -> list[str]:
    """Return the words that a finding or a relation points at."""
    return [excerpt.text for excerpt in finding.excerpts]


def outline_of(nodes: Iterable[Indicator]) -> list[str]:
    """Write a tree as lines ``level name weight score``, with ``-`` for what is not printed."""
    lines = []
    for root in nodes:
        for node in root.walk():
            name = "".join(node.name.text.split())
            weight, score = (f"{p.value}" if p is not None else "-" for p in (node.weight, node.score))
            lines.append(f"{node.level} {name} {weight} {score}")
    return lines


def cell_lines(rows: Rows) -> str:
    """Write a table one cell a line behind a tab, with a blank line between rows, as word processors export it."""
    return "\n\n".join("\n".join("\t" + cell for cell in row) for row in rows) + "\n"


def tabbed(rows: Rows) -> str:
    """Write a table one row a line, cells parted by tabs, as spreadsheets are copied."""
    return "\n".join("\t".join(row) for row in rows) + "\n"


def piped(rows: Rows) -> str:
    """Write a table one row a line, cells parted by bars."""
    return "\n".join(" | ".join(row) + " |" for row in rows) + "\n"


def spaced(rows: Rows) -> str:
    """Write a table one row a line, cells parted by blanks; empty cells vanish."""
    return "\n".join(" ".join(cell for cell in row if cell) for row in rows) + "\n"


def one_line(rows: Rows) -> str:
    """Write a whole table on one line, cells parted by blanks; empty cells vanish."""
    return " ".join(cell for row in rows for cell in row if cell) + "\n"


def web(rows: Rows, *paragraphs: str) -> str:
    """Write a web page of PARAGRAPHS and one table; a cell ``text^3`` is three columns wide, ``text_2`` two rows."""
    told = "".join(f"<p>{html.escape(words)}</p>" for words in paragraphs)
    drawn = "".join("<tr>" + "".join(map(_web_cell, row)) + "</tr>" for row in rows)
    return f"<html><body>{told}<table>{drawn}</table></body></html>"


def _web_cell(cell: str) -> str:
    text, _, wide = cell.partition("^")
    text, _, high = text.partition("_")
    spans = (f' colspan="{wide}"' if wide else "") + (f' rowspan="{high}"' if high else "")
    return f"<td{spans}>{html.escape(text)}</td>"
