"""Drawing a sample that anybody can draw again: by the hashes of a seed and each number, the smallest first."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def drawn(population: Sequence[int], size: int, seed: str) -> list[int]:
    """Return SIZE members of POPULATION, chosen by SEED alone; the order in which they are given does not matter.

    The rule needs no program to check: the SHA-256 of ``seed:number`` is worked out for each number, and those with
    the smallest are taken. Raises :class:`ValueError` where SIZE is not from 1 to the size of the population.
    """
    if not 1 <= size <= len(population):
        raise ValueError(f"size {size} of {len(population)}")
    return sorted(sorted(population, key=lambda number: _rank(seed, number))[:size])


def _rank(seed: str, number: int) -> str:
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()
