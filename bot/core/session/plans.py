"""Which steps a session goes through: the frame's around those of a method."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from bot.core.method import Frame, Method
from bot.core.privacy import MINIMUM_RATED
from bot.core.session.state import Planned
from bot.core.step import Bilingual, Step

# What people are asked at the end where no number for safety could be shown.
IN_WORDS = {"mode": "hidden", "at_most": 1}


def plan_of(method: Method, frame: Frame, *, has_owner: bool = False) -> tuple[Planned, ...]:
    """Return the steps of a session of a method; where somebody brings the case at once, none is collected.

    A question stands by itself, without a frame, and so does what two people go through.
    """
    if method.is_prompt or method.in_pairs:
        return _own(method)
    return tuple(_before(method, frame, has_owner)) + _own(method) + tuple(_after(method, frame))


def in_turns(plan: tuple[Planned, ...], turns: int) -> tuple[Planned, ...]:
    """Return a plan in which the method's steps are gone through once for each of some owners."""
    before = tuple(planned for planned in plan if planned.is_frames and not planned.is_closing)
    own = tuple(planned for planned in plan if not planned.is_frames and not planned.turn)
    after = plan[len(before) + len([planned for planned in plan if not planned.is_frames]) :]
    rounds = tuple(replace(planned, turn=turn) for turn in range(turns) for planned in own)
    return before + rounds + after


def offered(plan: tuple[Planned, ...], position: int) -> tuple[int, ...]:
    """Return the positions of the optional steps that are offered while the one before them is on: the first, and those
    after it without an offer of their own."""
    first = position + 1
    if first >= len(plan) or not plan[first].step.optional:
        return ()
    rest = takewhile(lambda at: plan[at].step.optional and not plan[at].step.offer, range(first + 1, len(plan)))
    return (first, *rest)


def shown_at(plan: tuple[Planned, ...], position: int) -> int | None:
    """Return where in a plan the step stands whose outcome the one at a position shows."""
    showing = plan[position]
    if showing.step.shows == 0:
        return collected_at(plan)
    return None if showing.step.shows is None else position_of(plan, showing.step.shows, showing.turn)


def shown_first_at(plan: tuple[Planned, ...], position: int) -> int | None:
    """Return where in a plan another step stands, whose outcome the one at a position shows above that one."""
    showing = plan[position]
    return position_of(plan, showing.step.shows_first, showing.turn) if showing.step.shows_first else None


def is_listed_later(plan: tuple[Planned, ...], position: int) -> bool:
    """Tell whether what a step brings is voted on or labelled in a later one."""
    later = range(position + 1, len(plan))
    return any(position_of(plan, plan[at].step.items_from or 0, plan[at].turn) == position for at in later)


def is_shown_later(plan: tuple[Planned, ...], position: int) -> bool:
    """Tell whether what a step brings stands above a later one; what whoever brought the case tells may be heard
    instead."""
    is_told = plan[position].step.who == "owner"
    later = range(position + 1, len(plan))
    return not is_told and any(position in (shown_at(plan, at), shown_first_at(plan, at)) for at in later)


def is_put_to_vote(plan: tuple[Planned, ...], position: int) -> bool:
    """Tell whether people vote later on what a step brings: what stood before is not what they are asked about."""
    later = range(position + 1, len(plan))
    return any(plan[at].step.options and shown_at(plan, at) == position for at in later)


def collected_at(plan: tuple[Planned, ...]) -> int | None:
    """Return where in a plan cases are brought; None where somebody brought theirs at once, or there is none."""
    return next((at for at, planned in enumerate(plan) if planned.key == "collect"), None)


def position_of(plan: tuple[Planned, ...], number: int, turn: int) -> int | None:
    """Return where in a plan a method's step stands, in one owner's turn."""
    found = (at for at, planned in enumerate(plan) if planned.number == number > 0 and planned.turn == turn)
    return next(found, None)


def _before(method: Method, frame: Frame, has_owner: bool) -> Iterator[Planned]:
    if method.frame == "none":
        return
    yield Planned("gather", frame.gather)
    if method.case != "none" and not has_owner:
        yield Planned("collect", _asking(frame.collect, method.collect))
        if method.case == "one":
            yield Planned("choose", frame.choose)
    if method.asks_owner:
        yield Planned("consent", _asking(frame.consent, method.consent))
    if method.frame == "full":
        yield Planned("roles", _asking(frame.roles, method.roles))


def _own(method: Method) -> tuple[Planned, ...]:
    return tuple(
        Planned.own(number, step.model_copy(update={"examples": ()}))
        for number, step in enumerate(method.steps, start=1)
    )


def _after(method: Method, frame: Frame) -> Iterator[Planned]:
    """Yield what follows the method's own steps: a light frame asks nothing more than what people intend."""
    if method.frame == "none":
        return
    if method.frame == "full":
        usual = frame.check_out_after_lesson if any(map(_asks_what_is_taken, method.steps)) else None
        check_out = _asking(frame.check_out, method.check_out or usual)
        # Of fewer numbers than that none would ever be shown.
        is_too_small = method.size[1] < MINIMUM_RATED
        yield Planned("check_out", check_out.model_copy(update=IN_WORDS) if is_too_small else check_out)
    if any(step.keeps == "commitment" for step in method.steps) or method.case == "none":
        return
    # Where everybody has a turn, everybody may intend something.
    yield Planned("commit", frame.commit.model_copy(update={"who": "all"}) if method.case == "each" else frame.commit)


def _asks_what_is_taken(step: Step) -> bool:
    """Tell whether a step asks all of them what they take away, or intend."""
    return step.who == "all" and step.keeps in ("lesson", "commitment")


def _asking(step: Step, ask: Bilingual | None) -> Step:
    """Return a step of the frame's, with a method's own words in the place of what it asks, where there are any."""
    return step.model_copy(update={"ask": ask}) if ask else step
