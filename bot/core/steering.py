"""How a consultation moves: from step to step, back, longer, paused, led by somebody else, and to its end."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.consultation import (
    ALL_IN,
    Consultation,
    Planned,
    addressed,
    awaited,
    concerns_anybody,
    is_in_turns,
    is_one_enough,
)
from bot.core.deadlines import Calendar, hard_stop, window
from bot.core.model import Pace

# With fewer contributions a step for the group has not begun to work: it is extended once.
ENOUGH = 2
FEWEST = 2
A_WEEK = timedelta(days=7)
CLOSING = ("check_out", "commit")


class AtDeadline(StrEnum):
    """What follows when a step's time is up."""

    MOVE_ON = "move on"
    EXTEND = "extend"
    ASK = "ask"


def begin(
    plan: tuple[Planned, ...], pace: Pace, people: frozenset[int], now: datetime, calendar: Calendar, owner: int | None
) -> Consultation:
    """Return a consultation at its first step; `owner` if it is known whose case it will be."""
    minutes = sum(planned.step.minutes or 0 for planned in plan)
    stops_at = hard_stop(now, pace, minutes)
    owners = (owner,) if owner else ()
    fresh = Consultation(plan, pace, people, now, stops_at, now, stops_at, position=-1, owners=owners)
    return advance(fresh, now, calendar)


def advance(consultation: Consultation, now: datetime, calendar: Calendar) -> Consultation:
    """Return the consultation at its next step that concerns anybody, or at its end."""
    silent = _silent(consultation) if consultation.position >= 0 else frozenset()
    for position in range(consultation.position + 1, len(consultation.plan)):
        planned = consultation.plan[position]
        then = replace(consultation, position=position)
        if planned.step.optional and position not in consultation.wanted:
            continue
        if concerns_anybody(then):
            return _open(replace(then, lately_silent=silent), now, calendar)
    return finish(consultation, now)


def finish(consultation: Consultation, now: datetime) -> Consultation:
    """Return the consultation at its end."""
    end = len(consultation.plan)
    return replace(consultation, state="ended", position=end, due_at=now, lately_silent=frozenset())


def _silent(consultation: Consultation) -> frozenset[int]:
    """Return who was waited for in vain in the step that is on, or in the last one that addressed them."""
    if consultation.now_on.step.mode not in ALL_IN or is_one_enough(consultation):
        return consultation.lately_silent
    unasked = consultation.lately_silent - addressed(consultation)
    return (unasked | awaited(consultation) - consultation.given) & consultation.people


def silent_twice(before: Consultation, after: Consultation) -> frozenset[int]:
    """Return who was not heard in two steps in a row that addressed them, now that a step has closed."""
    if after.position <= before.position:
        return frozenset()
    return before.lately_silent & (awaited(before) - before.given) & after.people


def _open(consultation: Consultation, now: datetime, calendar: Calendar) -> Consultation:
    """Return the consultation with the step it is at opened now, and nobody heard yet."""
    fresh = replace(
        consultation,
        state="running",
        opened_at=now,
        heard=frozenset(),
        given=frozenset(),
        away=frozenset(),
        extensions=0,
        is_reminded=False,
        is_stuck=False,
        paused_at=None,
    )
    return timed(fresh, calendar)


def timed(consultation: Consultation, calendar: Calendar) -> Consultation:
    """Return the consultation with its deadline and absentees as the calendar has them now."""
    step, concerned = consultation.now_on.step, sorted(addressed(consultation))
    open_for = window(
        step, consultation.pace, consultation.opened_at, concerned, calendar, longer=consultation.extensions
    )
    return replace(consultation, due_at=open_for.due_at, away=open_for.away)


def back(consultation: Consultation, now: datetime, calendar: Calendar) -> Consultation:
    """Return the consultation at the method's step before; what was said there stays. At the first one, unchanged."""
    earlier = [
        position
        for position in range(consultation.position)
        if consultation.plan[position].key.isdigit()
        and (not consultation.plan[position].step.optional or position in consultation.wanted)
    ]
    if not earlier or consultation.is_over:
        return consultation
    return _open(replace(consultation, position=earlier[-1]), now, calendar)


def extend(consultation: Consultation, now: datetime, calendar: Calendar) -> Consultation:
    """Return the consultation with its step open longer by half its window, counted from now if it was over."""
    longer = timed(replace(consultation, extensions=consultation.extensions + 1, is_stuck=False), calendar)
    if longer.due_at <= now:
        longer = timed(replace(longer, opened_at=now, extensions=0), calendar)
    return replace(longer, is_reminded=False)


def pause(consultation: Consultation, now: datetime) -> Consultation:
    """Return the consultation with its clock stopped; contributions still count."""
    return replace(consultation, state="paused", paused_at=now)


def resume(consultation: Consultation, now: datetime, calendar: Calendar) -> Consultation:
    """Return the consultation going on: live with the minutes that were left, else with the step's window anew."""
    if consultation.paused_at is None:
        return consultation
    stood = now - consultation.paused_at
    opened_at = consultation.opened_at + stood if consultation.pace == "live" else now
    stops_at = consultation.stops_at + stood
    going = replace(consultation, state="running", paused_at=None, opened_at=opened_at, stops_at=stops_at)
    return timed(replace(going, is_reminded=False), calendar)


def at_deadline(consultation: Consultation) -> AtDeadline:
    """Tell what follows when a step's time is up: on with enough contributions, else once longer, then ask.

    The rule of two contributions and one extension by half is derived from practice with written consultation.
    """
    step, key = consultation.now_on.step, consultation.now_on.key
    enough = min(ENOUGH, len(addressed(consultation))) if step.who in ("helpers", "all") else 1
    by_time = step.mode not in ALL_IN or not key.isdigit() or step.optional
    if by_time or len(consultation.given) >= enough:
        return AtDeadline.MOVE_ON
    if not consultation.extensions:
        return AtDeadline.EXTEND
    if step.who != "owner" and consultation.facilitator is None:
        # Nobody to ask: what is there, is there.
        return AtDeadline.MOVE_ON
    return AtDeadline.ASK


def wrap_up(consultation: Consultation, now: datetime, calendar: Calendar) -> Consultation:
    """Return the consultation at its check-out, past whatever steps were left; without one, at its end."""
    closing = [at for at, planned in enumerate(consultation.plan) if planned.key in CLOSING]
    ahead = [at for at in closing if at > consultation.position]
    return advance(replace(consultation, position=(ahead[0] if ahead else len(consultation.plan)) - 1), now, calendar)


def go_on_longer(consultation: Consultation, now: datetime) -> Consultation:
    """Return the consultation with a week more before the bot asks whether to stop."""
    return replace(consultation, stops_at=max(consultation.stops_at, now + A_WEEK), is_asked_to_stop=False)


def want(consultation: Consultation, position: int) -> Consultation:
    """Return the consultation with an optional step asked for, or not after all."""
    return replace(consultation, wanted=consultation.wanted ^ {position})


def cancel(consultation: Consultation) -> Consultation:
    """Return the consultation broken off; what was said in it is to be erased."""
    return replace(consultation, state="cancelled")


def hand_over(consultation: Consultation, person: int | None) -> Consultation:
    """Return the consultation with another facilitator; None lets the bot do it."""
    return replace(consultation, facilitator=person, seen=max(consultation.position, 0), is_stuck=False)


def choose_owners(consultation: Consultation, owners: tuple[int, ...]) -> Consultation:
    """Return the consultation with its case chosen; an owner can't facilitate as well."""
    is_torn = consultation.facilitator in owners and not is_in_turns(consultation)
    return replace(consultation, owners=owners, facilitator=None if is_torn else consultation.facilitator)


def join(consultation: Consultation, person: int) -> Consultation:
    """Return the consultation after somebody came in."""
    return replace(consultation, people=consultation.people | {person})


def leave(consultation: Consultation, person: int) -> Consultation:
    """Return the consultation after somebody left; without an owner, or alone, nobody can go on."""
    if consultation.is_over or person not in consultation.people:
        return consultation
    left = replace(
        consultation,
        people=consultation.people - {person},
        heard=consultation.heard - {person},
        given=consultation.given - {person},
        lately_silent=consultation.lately_silent - {person},
        facilitator=None if person == consultation.facilitator else consultation.facilitator,
    )
    has_no_owner = bool(left.owners) and not frozenset(left.owners) & left.people
    return cancel(left) if has_no_owner or len(left.people) < FEWEST else left
