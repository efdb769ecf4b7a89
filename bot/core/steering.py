"""How a consultation moves: from step to step, back, longer, paused, led by somebody else, and to its end."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.consultation import (
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
FEWEST_TO_GO_ON = 2
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
    stops_at = hard_stop(now, pace, minutes_of(plan), calendar)
    owners = (owner,) if owner else ()
    fresh = Consultation(plan, pace, people, now, stops_at, now, stops_at, position=-1, owners=owners)
    return advance(fresh, now, calendar)


def minutes_of(plan: tuple[Planned, ...]) -> int:
    """Return how many minutes a plan takes in a live session, with all its optional steps."""
    return sum(planned.step.minutes or 0 for planned in plan)


def put_off_stop(consultation: Consultation, calendar: Calendar) -> Consultation:
    """Return the consultation with its hard stop as late as its plan and the breaks since its start make it."""
    fair = hard_stop(consultation.started_at, consultation.pace, minutes_of(consultation.plan), calendar)
    return replace(consultation, stops_at=max(consultation.stops_at, fair))


def advance(consultation: Consultation, now: datetime, calendar: Calendar) -> Consultation:
    """Return the consultation at its next step that concerns anybody, or at its end."""
    return _go_on(consultation, consultation.position + 1, now, calendar)


def _go_on(consultation: Consultation, first: int, now: datetime, calendar: Calendar) -> Consultation:
    """Return the consultation at the first step from a position on that concerns anybody, or at its end."""
    if consultation.is_over:
        return consultation
    silent = _silent(consultation) if consultation.position >= 0 else frozenset()
    for position in range(first, len(consultation.plan)):
        if not _is_to_do(consultation, position):
            continue
        was_seen = consultation.seen >= consultation.position
        seen = max(consultation.seen, position - 1) if was_seen else consultation.seen
        return _open(replace(consultation, position=position, lately_silent=silent, seen=seen), now, calendar)
    return finish(consultation, now)


def finish(consultation: Consultation, now: datetime) -> Consultation:
    """Return the consultation at its end; one that was broken off stays so."""
    if consultation.is_over:
        return consultation
    end = len(consultation.plan)
    done = replace(consultation, state="ended", position=end, due_at=now, paused_at=None)
    # Who was heard last, and who was silent, is nobody's business any more.
    return replace(done, heard=frozenset(), given=frozenset(), away=frozenset(), lately_silent=frozenset())


def _is_to_do(consultation: Consultation, position: int) -> bool:
    """Tell whether a step is anybody's, and wanted if it is optional."""
    is_left_out = consultation.plan[position].step.optional and position not in consultation.wanted
    return not is_left_out and concerns_anybody(replace(consultation, position=position))


def _silent(consultation: Consultation) -> frozenset[int]:
    """Return who was waited for in vain in the step that is on, or in the last one that addressed them."""
    if not _waits_for_all(consultation):
        return consultation.lately_silent - consultation.heard - consultation.given
    unasked = consultation.lately_silent - addressed(consultation)
    return (unasked | awaited(consultation) - consultation.given) & consultation.people


def _waits_for_all(consultation: Consultation) -> bool:
    """Tell whether silence in the step that is on means anything."""
    return consultation.now_on.step.way.waits_for_all and not is_one_enough(consultation)


def silent_twice(before: Consultation, after: Consultation) -> frozenset[int]:
    """Return who was not heard in two steps in a row that waited for them, now that a step has closed."""
    if after.position <= before.position or not _waits_for_all(before):
        return frozenset()
    return before.lately_silent & (awaited(before) - before.given) & after.people


def reckon_silence(before: Consultation, after: Consultation, now: datetime) -> tuple[Consultation, frozenset[int]]:
    """Return the consultation now that a step has closed, and who is asked whether they are still in.

    Once asked, somebody is asked again after two more steps; in a step that was closed before its time nobody was.
    """
    if now < before.due_at:
        return replace(after, lately_silent=after.lately_silent & before.lately_silent), frozenset()
    quiet = silent_twice(before, after)
    return replace(after, lately_silent=after.lately_silent - quiet), quiet


def _open(consultation: Consultation, now: datetime, calendar: Calendar) -> Consultation:
    """Return the consultation with the step it is at opened now, and nobody heard yet."""
    fresh = replace(
        _unpaused(consultation, now),
        opened_at=now,
        heard=frozenset(),
        given=frozenset(),
        away=frozenset(),
        extensions=0,
        is_reminded=False,
        is_stuck=False,
    )
    return timed(fresh, calendar)


def _unpaused(consultation: Consultation, now: datetime) -> Consultation:
    """Return the consultation running; how long it stood still does not count towards its hard stop."""
    stood = now - (consultation.paused_at or now)
    return replace(consultation, state="running", paused_at=None, stops_at=consultation.stops_at + stood)


def timed(consultation: Consultation, calendar: Calendar) -> Consultation:
    """Return the consultation with its deadline and absentees as the calendar has them now."""
    step, concerned = consultation.now_on.step, sorted(addressed(consultation))
    open_for = window(
        step, consultation.pace, consultation.opened_at, concerned, calendar, longer=consultation.extensions
    )
    return replace(consultation, due_at=open_for.due_at, away=open_for.away)


def back(consultation: Consultation, now: datetime, calendar: Calendar) -> Consultation:
    """Return the consultation at the method's step before; what was said there stays. At the first one, unchanged."""
    if consultation.is_over:
        return consultation
    own = (at for at in range(consultation.position) if not consultation.plan[at].is_frames)
    earlier = [at for at in own if _is_to_do(consultation, at)]
    if not earlier:
        return consultation
    seen = min(consultation.seen, earlier[-1])
    return _open(replace(consultation, position=earlier[-1], seen=seen), now, calendar)


def extend(consultation: Consultation, now: datetime, calendar: Calendar) -> Consultation:
    """Return the consultation with its step open longer by half its window; if even that is over, with all of it anew.

    While it is paused no time passes for it.
    """
    if consultation.is_over:
        return consultation
    at = consultation.paused_at or now
    longer = timed(replace(consultation, extensions=consultation.extensions + 1, is_stuck=False), calendar)
    if longer.due_at <= at:
        longer = timed(replace(longer, opened_at=at, extensions=0), calendar)
    return longer


def pause(consultation: Consultation, now: datetime) -> Consultation:
    """Return the consultation with its clock stopped; contributions still count. Unless it runs, unchanged."""
    if consultation.state != "running":
        return consultation
    return replace(consultation, state="paused", paused_at=now)


def resume(consultation: Consultation, now: datetime, calendar: Calendar) -> Consultation:
    """Return the consultation going on: live with the minutes that were left, else with the step's window anew.

    What a step was extended by stays with it.
    """
    if consultation.state != "paused" or consultation.paused_at is None:
        return consultation
    opened_at = consultation.opened_at + (now - consultation.paused_at) if consultation.pace == "live" else now
    going = replace(_unpaused(consultation, now), opened_at=opened_at, is_reminded=False)
    return timed(going, calendar)


def at_deadline(consultation: Consultation) -> AtDeadline:
    """Tell what follows when a step's time is up: on with enough contributions, else once longer, then ask.

    The rule of two contributions and one extension by half is derived from practice with written consultation.
    """
    step = consultation.now_on.step
    enough = min(ENOUGH, len(addressed(consultation))) if step.who in ("helpers", "all") else 1
    by_time = not step.way.waits_for_all or consultation.now_on.is_frames or step.optional
    if by_time or not concerns_anybody(consultation) or len(consultation.given) >= enough:
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
    return _go_on(consultation, ahead[0] if ahead else len(consultation.plan), now, calendar)


def go_on_longer(consultation: Consultation, now: datetime) -> Consultation:
    """Return the consultation with a week more before the bot asks whether to stop."""
    return replace(consultation, stops_at=max(consultation.stops_at, now + A_WEEK), is_asked_to_stop=False)


def want(consultation: Consultation, position: int) -> Consultation:
    """Return the consultation with an optional step asked for, or not after all."""
    return replace(consultation, wanted=consultation.wanted ^ {position})


def cancel(consultation: Consultation) -> Consultation:
    """Return the consultation broken off; what was said in it is to be erased. One that has ended stays as it is."""
    return consultation if consultation.is_over else replace(consultation, state="cancelled")


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
    """Return the consultation after somebody left; without an owner, or alone, nobody can go on.

    At the check-out the case is done: the others say what they take away all the same.
    """
    if consultation.is_over or person not in consultation.people:
        return consultation
    left = replace(
        consultation,
        people=consultation.people - {person},
        heard=consultation.heard - {person},
        given=consultation.given - {person},
        away=consultation.away - {person},
        lately_silent=consultation.lately_silent - {person},
    )
    if person == consultation.facilitator:
        left = hand_over(left, None)
    has_no_owner = bool(left.owners) and not frozenset(left.owners) & left.people
    if consultation.now_on.key in CLOSING:
        return left if left.people else cancel(left)
    return cancel(left) if has_no_owner or len(left.people) < FEWEST_TO_GO_ON else left
