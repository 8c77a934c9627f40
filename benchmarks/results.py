"""What a measurement hands on: figures, some of them with a goal, in sections."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number; ``limit`` is the most that it may be, ``None`` where there is no goal.

    ``key`` names it in the JSON file, ``label`` on the screen (Chinese).
    """

    key: str
    label: str
    value: float
    unit: str = ""
    limit: float | None = None
    decimals: int = 1

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached, ``None`` where there is none."""
        return None if self.limit is None else self.value <= self.limit

    @property
    def printed(self) -> str:
        """The number with its unit, as the screen shows it."""
        return f"{self.value:,.{self.decimals}f} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Section:
    """The figures of one question; ``title`` and ``note`` are Chinese."""

    key: str
    title: str
    figures: tuple[Figure, ...]
    note: str = ""

    @property
    def missed(self) -> tuple[Figure, ...]:
        """The figures whose goal was not reached."""
        return tuple(figure for figure in self.figures if figure.met is False)
