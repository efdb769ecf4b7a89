"""What a benchmark gives back: a figure, its unit, and what it is held against."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number. `goal` is in the same unit; None where a figure is only there to explain another.

    A figure with a `key` is one of those that programs ask for by it.
    """

    name: str
    value: float
    unit: str
    goal: float | None = None
    is_more_better: bool = False
    key: str = ""

    @property
    def reaches_goal(self) -> bool | None:
        """Whether the figure is as good as its goal; None if it has none."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.is_more_better else self.value <= self.goal

    @property
    def ratio(self) -> float | None:
        """How many times its limit it is; None if it has none, or that is nought."""
        return self.value / self.goal if self.goal else None

    def line(self) -> str:
        """Return the figure as a line for people."""
        told = f"  {self.name:<58}{self.value:>9.2f} {self.unit}"
        if self.goal is None:
            return told
        bound = "at least" if self.is_more_better else "at most"
        return f"{told:<84}  held against {bound} {self.goal:g}: {'reached' if self.reaches_goal else 'NOT reached'}"


def told(figures: list[Figure]) -> dict[str, object]:
    """Return what a benchmark found, for programs: the first figure that has a limit, those with a key, and all."""
    first = next((figure for figure in figures if figure.goal is not None), figures[0])
    keyed = {figure.key: figure.value for figure in figures if figure.key}
    everything = [asdict(figure) | {"reaches_goal": figure.reaches_goal} for figure in figures]
    return {"figure": first.value, "ratio": first.ratio, "limit": first.goal, **keyed, "figures": everything}
