"""Which steps a session goes through: the frame's around those of a method."""

from collections.abc import Iterator
from dataclasses import replace

from bot.core.method import Frame, Method
from bot.core.session.state import Planned
from bot.core.step import Step


def plan_of(method: Method, frame: Frame, *, has_owner: bool = False) -> tuple[Planned, ...]:
    """Return the steps of a session of a method; where somebody brings the case at once, none is collected.

    A question stands by itself, without a frame.
    """
    if method.is_prompt:
        return _own(method)
    return tuple(_before(method, frame, has_owner)) + _own(method) + tuple(_after(method, frame))


def in_turns(plan: tuple[Planned, ...], turns: int) -> tuple[Planned, ...]:
    """Return a plan in which the method's steps are gone through once for each of some owners."""
    before = tuple(planned for planned in plan if planned.is_frames and planned.key not in ("check_out", "commit"))
    own = tuple(planned for planned in plan if not planned.is_frames and not planned.turn)
    after = plan[len(before) + len([planned for planned in plan if not planned.is_frames]) :]
    rounds = tuple(replace(planned, turn=turn) for turn in range(turns) for planned in own)
    return before + rounds + after


def shown_at(plan: tuple[Planned, ...], position: int) -> int | None:
    """Return where in a plan the step stands whose outcome the one at a position shows."""
    showing = plan[position]
    if showing.step.shows == 0:
        return next((at for at, planned in enumerate(plan) if planned.key == "collect"), None)
    return None if showing.step.shows is None else position_of(plan, showing.step.shows, showing.turn)


def position_of(plan: tuple[Planned, ...], number: int, turn: int) -> int | None:
    """Return where in a plan a method's step stands, in one owner's turn."""
    found = (at for at, planned in enumerate(plan) if planned.number == number > 0 and planned.turn == turn)
    return next(found, None)


def _before(method: Method, frame: Frame, has_owner: bool) -> Iterator[Planned]:
    yield Planned("gather", frame.gather)
    if method.case != "none" and not has_owner:
        yield Planned("collect", _asking(frame.collect, method))
        if method.case == "one":
            yield Planned("choose", frame.choose)
    if method.asks_owner:
        yield Planned("consent", frame.consent)
    yield Planned("roles", frame.roles)


def _own(method: Method) -> tuple[Planned, ...]:
    return tuple(
        Planned.own(number, step.model_copy(update={"examples": ()}))
        for number, step in enumerate(method.steps, start=1)
    )


def _after(method: Method, frame: Frame) -> Iterator[Planned]:
    yield Planned("check_out", frame.check_out)
    if any(step.keeps == "commitment" for step in method.steps) or method.case == "none":
        return
    # Where everybody has a turn, everybody may intend something.
    yield Planned("commit", frame.commit.model_copy(update={"who": "all"}) if method.case == "each" else frame.commit)


def _asking(collect: Step, method: Method) -> Step:
    return collect.model_copy(update={"ask": method.collect}) if method.collect else collect
