"""The figures of the reference documents beside the repository are found where they stand."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

from jixiao.quantities import find_quantities, same_unit

# Facts that state no number of their own: half a month in words, ordinals, a score that is only said to be missing.
NOT_PRINTED = 10


def test_nearly_every_figure_is_found_with_its_number_and_unit(shared: Path) -> None:
    missed, other_unit, seen = [], [], 0
    for truth in sorted((shared / "truth").glob("*.json")):
        text = (shared / "seeds" / f"{truth.stem}.txt").read_text(encoding="utf-8")
        quantities = find_quantities(text)
        for fact in json.loads(truth.read_text(encoding="utf-8"))["facts"]:
            value = str(fact["value"]).replace(",", "")
            if fact.get("kind") == "date" or not re.fullmatch(r"-?\d+(\.\d+)?", value):
                continue
            seen += 1
            start, end = fact["start"], fact["start"] + len(fact["quote"])
            here = [q for q in quantities if q.start < end and start < q.end]
            met = [q for q in here if Decimal(value) in (q.number, q.value)]
            if not met:
                missed.append(fact["quote"])
            elif not any(q.unit == "" or same_unit(q.unit, fact["unit"]) for q in met):
                other_unit.append(fact["quote"])
    assert seen > 600
    assert len(missed) <= NOT_PRINTED, missed
    assert other_unit == []
