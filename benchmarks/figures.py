"""What a benchmark gives back: a figure, its unit, and what it is held against."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number. `goal` is in the same unit; None where a figure is only there to explain another."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    is_more_better: bool = False

    @property
    def reaches_goal(self) -> bool | None:
        """Whether the figure is as good as its goal; None if it has none."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.is_more_better else self.value <= self.goal

    def line(self) -> str:
        """Return the figure as a line for people."""
        told = f"  {self.name:<58}{self.value:>9.2f} {self.unit}"
        if self.goal is None:
            return told
        bound = "at least" if self.is_more_better else "at most"
        return f"{told:<84}  held against {bound} {self.goal:g}: {'reached' if self.reaches_goal else 'NOT reached'}"
