"""How a session moves: from step to step, back, longer, paused, led by somebody else, and to its end."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.model import Pace
from bot.core.session.deadlines import Calendar, hard_stop, window
from bot.core.session.outline import UNKNOWN, Outline
from bot.core.session.plans import is_put_to_vote
from bot.core.session.silence import silent
from bot.core.session.state import Planned, State
from bot.core.session.taking_part import KEPT, addressed, concerns_anybody, is_in_turns, is_nobodys_turn, spoken
from bot.core.session.terms import CASE, Terms
from bot.core.timing import window_end

# With fewer contributions a step for the group has not begun to work: it is extended once.
ENOUGH = 2
FEWEST_TO_GO_ON = 2
A_WEEK = timedelta(days=7)
# At one table reading out what one wrote takes each so long, and all of them so long at most.
READING, LONGEST_READING = timedelta(seconds=30), timedelta(minutes=4)


class AtDeadline(StrEnum):
    """What follows when a step's time is up."""

    MOVE_ON = "move on"
    EXTEND = "extend"
    ASK = "ask"


def begin(
    plan: tuple[Planned, ...],
    pace: Pace,
    people: frozenset[int],
    now: datetime,
    calendar: Calendar,
    owner: int | None = None,
    terms: Terms = CASE,
    outline: Outline = UNKNOWN,
    closes_at: datetime | None = None,
    begun_by: int | None = None,
) -> State:
    """Return the state of a session at its first step; `owner` if it is known whose case it will be, `closes_at` if
    that is announced, `begun_by` somebody."""
    stops_at = hard_stop(now, pace, minutes_of(plan), calendar)
    owners = (owner,) if owner else ()
    fresh = State(plan, pace, people, now, stops_at, now, stops_at, position=-1, owners=owners, terms=terms)
    begun = advance(replace(fresh, outline=outline, begun_by=begun_by), now, calendar)
    return replace(begun, due_at=closes_at) if closes_at else begun


def minutes_of(plan: tuple[Planned, ...]) -> int:
    """Return how many minutes a plan takes in a live session, with all its optional steps."""
    return sum(planned.step.minutes or 0 for planned in plan)


def put_off_stop(state: State, calendar: Calendar) -> State:
    """Return the state with its hard stop as late as its plan and the breaks since its start make it."""
    fair = hard_stop(state.started_at, state.pace, minutes_of(state.plan), calendar)
    return replace(state, stops_at=max(state.stops_at, fair))


def advance(state: State, now: datetime, calendar: Calendar) -> State:
    """Return the state at its next step that concerns anybody, or at its end."""
    return _go_on(state, state.position + 1, now, calendar)


def _go_on(state: State, first: int, now: datetime, calendar: Calendar) -> State:
    """Return the state at the first step from a position on that concerns anybody, or at its end."""
    if state.is_over:
        return state
    quiet = silent(state) if state.position >= 0 else frozenset()
    for position in range(first, len(state.plan)):
        if not _is_to_do(state, position):
            continue
        was_seen = state.seen >= state.position
        seen = max(state.seen, position - 1) if was_seen else state.seen
        return _open(replace(state, position=position, lately_silent=quiet, seen=seen), now, calendar)
    return finish(state, now)


def pass_by(state: State, now: datetime, calendar: Calendar) -> State:
    """Return the state past the step it is at, which is skipped before anybody met it: there nobody was silent, neither
    whoever leads nor whoever was to contribute."""
    seen = state.position if state.seen == state.position - 1 else state.seen
    after = advance(replace(state, seen=seen), now, calendar)
    return after if after.is_over else replace(after, lately_silent=state.lately_silent)


def finish(state: State, now: datetime) -> State:
    """Return the state at its end; one that was broken off stays so."""
    if state.is_over:
        return state
    # What was sent before an hour that is fixed still counts.
    due_at = state.due_at if state.terms.is_fixed else now
    done = replace(state, phase="ended", position=len(state.plan), due_at=due_at, paused_at=None)
    # Who was heard last, and who was silent, is nobody's business any more.
    return replace(done, heard=frozenset(), given=frozenset(), away=frozenset(), lately_silent=frozenset())


def _is_to_do(state: State, position: int) -> bool:
    """Tell whether a step is anybody's, and wanted if it is optional."""
    is_left_out = state.plan[position].step.optional and position not in state.wanted
    there = replace(state, position=position)
    return not is_left_out and concerns_anybody(there) and not is_nobodys_turn(there)


def _open(state: State, now: datetime, calendar: Calendar) -> State:
    """Return the state with the step it is at opened now, and nobody heard yet."""
    fresh = replace(
        _unpaused(state, now),
        opened_at=now,
        heard=frozenset(),
        given=frozenset(),
        away=frozenset(),
        extensions=0,
        is_reminded=False,
        is_stuck=False,
    )
    return _timed_now(fresh, calendar)


def _unpaused(state: State, now: datetime) -> State:
    """Return the state running; how long it stood still does not count towards its hard stop."""
    stood = now - (state.paused_at or now)
    return replace(state, phase="running", paused_at=None, stops_at=state.stops_at + stood)


def timed(state: State, calendar: Calendar) -> State:
    """Return the state with its deadline and absentees as the calendar has them now; an hour that is fixed stays."""
    return state if state.terms.is_fixed else _timed_now(state, calendar)


def _timed_now(state: State, calendar: Calendar) -> State:
    step = state.now_on.step
    if state.pace == "calm" and step.counts == "days from today" and _began_today(state, calendar):
        # All said at once that they are in: what is to be thought of has until the next day, as that promised.
        step = step.model_copy(update={"counts": "days"})
    if state.terms.is_fixed:
        return replace(state, due_at=window_end(state.opened_at, step.window, calendar.zone, calendar.free))
    concerned = sorted(addressed(state))
    open_for = window(step, state.pace, state.opened_at, concerned, calendar, longer=state.extensions)
    return replace(state, due_at=open_for.due_at, away=open_for.away)


def _began_today(state: State, calendar: Calendar) -> bool:
    """Tell whether the step that is on opened on the day on which its session began."""
    opened, began = (at.astimezone(calendar.zone).date() for at in (state.opened_at, state.started_at))
    return opened == began


def back(state: State, now: datetime, calendar: Calendar) -> State:
    """Return the state at the method's step before; what was said there stays. At the first one, unchanged."""
    if state.is_over:
        return state
    own = (at for at in range(state.position) if not state.plan[at].is_frames)
    earlier = [at for at in own if _is_to_do(state, at)]
    if not earlier:
        return state
    seen = min(state.seen, earlier[-1])
    return _open(replace(state, position=earlier[-1], seen=seen), now, calendar)


def extend(state: State, now: datetime, calendar: Calendar) -> State:
    """Return the state with its step open longer by half its window; if even that is over, with all of it anew.

    While it is paused no time passes for it.
    """
    if state.is_over:
        return state
    at = state.paused_at or now
    longer = timed(replace(state, extensions=state.extensions + 1, is_stuck=False), calendar)
    if longer.due_at <= at:
        longer = timed(replace(longer, opened_at=at, extensions=0), calendar)
    return longer


def pause(state: State, now: datetime) -> State:
    """Return the state with its clock stopped; contributions still count. Unless it runs, unchanged."""
    if state.phase != "running":
        return state
    return replace(state, phase="paused", paused_at=now)


def resume(state: State, now: datetime, calendar: Calendar) -> State:
    """Return the state going on: live with the minutes that were left, else with the step's window anew.

    What a step was extended by stays with it.
    """
    if state.phase != "paused" or state.paused_at is None:
        return state
    opened_at = state.opened_at + (now - state.paused_at) if state.pace == "live" else now
    going = replace(_unpaused(state, now), opened_at=opened_at, is_reminded=False)
    return timed(going, calendar)


def at_deadline(state: State) -> AtDeadline:
    """Tell what follows when a step's time is up: on with enough contributions, else once longer, then ask.

    The rule of two contributions and one extension by half is derived from practice with written consultation.
    """
    step = state.now_on.step
    enough = min(ENOUGH, len(addressed(state))) if step.who in ("helpers", "all") else 1
    is_asked_for = step.way.waits_for_all and step.reminds and not spoken(state)
    by_time = not is_asked_for or state.now_on.is_frames or step.optional
    if by_time or not concerns_anybody(state) or len(state.given) >= enough:
        return AtDeadline.MOVE_ON
    if not state.extensions:
        return AtDeadline.EXTEND
    is_for_all = step.who == "facilitator" and (step.keeps in KEPT or is_put_to_vote(state.plan, state.position))
    if step.who != "owner" and state.facilitator is None and not is_for_all:
        # Nobody to ask: what is there, is there.
        return AtDeadline.MOVE_ON
    return AtDeadline.ASK


def with_time_to_read(state: State, readers: int) -> State:
    """Return a state whose step has some more time, as so many at one table first read out what they wrote before."""
    longer = min(readers * READING, LONGEST_READING)
    return replace(state, due_at=state.due_at + longer, stops_at=state.stops_at + longer)


def wrap_up(state: State, now: datetime, calendar: Calendar) -> State:
    """Return the state at its check-out, past whatever steps were left; without one, at its end."""
    closing = [at for at, planned in enumerate(state.plan) if planned.is_closing]
    ahead = [at for at in closing if at > state.position]
    return _go_on(state, ahead[0] if ahead else len(state.plan), now, calendar)


def go_on_longer(state: State, now: datetime) -> State:
    """Return the state with a week more before the bot asks whether to stop."""
    return replace(state, stops_at=max(state.stops_at, now + A_WEEK), is_asked_to_stop=False)


def want(state: State, positions: Iterable[int], *, is_wanted: bool) -> State:
    """Return the state with optional steps asked for, or not after all."""
    asked = frozenset(positions)
    return replace(state, wanted=state.wanted | asked if is_wanted else state.wanted - asked)


def cancel(state: State) -> State:
    """Return the state broken off; what was said in it is to be erased. One that has ended stays as it is."""
    return state if state.is_over else replace(state, phase="cancelled")


def hand_over(state: State, person: int | None) -> State:
    """Return the state with another facilitator; None lets the bot do it."""
    return replace(state, facilitator=person, seen=max(state.position, 0), is_stuck=False)


def choose_owners(state: State, owners: tuple[int, ...]) -> State:
    """Return the state with its case chosen; an owner can't facilitate as well."""
    is_torn = state.facilitator in owners and not is_in_turns(state)
    return replace(state, owners=owners, facilitator=None if is_torn else state.facilitator)


def join(state: State, person: int) -> State:
    """Return the state after somebody came in."""
    return replace(state, people=state.people | {person})


def leave(state: State, person: int) -> State:
    """Return the state after somebody left; without an owner, or alone, nobody can go on.

    At the check-out the case is done: the others say what they take away all the same.
    """
    if state.is_over or person not in state.people:
        return state
    left = replace(
        state,
        people=state.people - {person},
        heard=state.heard - {person},
        given=state.given - {person},
        away=state.away - {person},
        lately_silent=state.lately_silent - {person},
    )
    if person == state.facilitator:
        left = hand_over(left, None)
    has_no_owner = bool(left.owners) and not frozenset(left.owners) & left.people
    if state.now_on.is_closing:
        return left if left.people else cancel(left)
    return cancel(left) if has_no_owner or len(left.people) < FEWEST_TO_GO_ON else left
