"""Taking part: whose a step is, who is waited for, and what counts as a contribution."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.core.legible import has_words
from bot.core.session import plans
from bot.core.session.modes import Shown
from bot.core.session.state import Planned, State
from bot.core.step import Step

# What stays when the words of a session go, which has to be written.
KEPT = ("commitment", "lesson", "outcome")


class Verdict(StrEnum):
    """What becomes of a contribution."""

    NOTED = "noted"
    LATE = "late"
    WORDLESS = "wordless"
    NOT_YOURS = "not yours"
    LISTENING = "listening"
    ENOUGH = "enough"
    BY_BUTTON = "by button"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The state after a contribution, and what became of that contribution."""

    state: State
    verdict: Verdict


def owners_now(state: State) -> frozenset[int]:
    """Return whose case the step that is on is about; before one is chosen, nobody's."""
    owners, turn = state.owners, state.now_on.turn
    chosen = owners[turn : turn + 1] if is_in_turns(state) else owners
    return frozenset(chosen) & state.people


def addressed(state: State) -> frozenset[int]:
    """Return who may contribute to the step that is on."""
    people, owners = state.people, owners_now(state)
    match state.now_on.step.who:
        case "owner":
            return owners
        case "helpers":
            return people - owners - sitting_out(state)
        case "facilitator" if (leads := leads_step(state)) is not None:
            return frozenset({leads})
    return people - sitting_out(state)


def sitting_out(state: State) -> frozenset[int]:
    """Return who leads, where the step that is on is not for them."""
    return frozenset(filter(None, [state.facilitator if state.now_on.step.without_facilitator else None]))


def leads_step(state: State) -> int | None:
    """Return who does what is a facilitator's: that one, or where nobody is asked to lead whoever began the session, as
    long as they didn't pass nor let its time go by. None where anybody may."""
    if state.facilitator is not None:
        return state.facilitator
    is_asked = any(planned.key == "roles" for planned in state.plan)
    is_late = state.begun_by in state.lately_silent and state.extensions > 0
    is_off = is_asked or is_late or state.begun_by in state.heard - state.given
    return None if is_off or state.begun_by not in state.people - owners_now(state) else state.begun_by


def left_to_all(state: State) -> State:
    """Return the state with a step that whoever began the session let pass, once it has more time: it is anybody's."""
    is_theirs = is_one_enough(state) and state.facilitator is None and leads_step(state) == state.begun_by
    late = frozenset(filter(None, [state.begun_by])) if is_theirs else frozenset[int]()
    return replace(state, lately_silent=state.lately_silent | late)


def starters_step(state: State) -> Step | None:
    """Return what whoever began the session is next to write down for all; None where another leads, or is asked to."""
    is_led = state.facilitator is not None or any(planned.key == "roles" for planned in state.plan)
    ahead = () if is_led or state.begun_by is None else state.plan[state.position :]
    return next((on.step for on in ahead if on.step.who == "facilitator" and on.step.way.by_words), None)


def is_without_starter(before: State, after: State) -> bool:
    """Tell whether whoever was to write down for all what comes, since they began the session, has left it."""
    had = before.begun_by in before.people - owners_now(before) and starters_step(before) is not None
    return had and before.begun_by not in after.people


def is_addressed(state: State, person: int) -> bool:
    """Tell whether the step that is on is somebody's too."""
    return state.terms.is_for_team or person in addressed(state)


def concerns_anybody(state: State) -> bool:
    """Tell whether the step that is on is anybody's: not if all it addresses have left, or whose turn it was, but where
    each writes what they take away of that."""
    is_theirs = state.now_on.step.keeps == "lesson" or not is_nobodys_turn(state)
    return state.terms.is_for_team or (bool(addressed(state)) and is_theirs)


def is_nobodys_turn(state: State) -> bool:
    """Tell whether the step that is on belongs to the turn of somebody who has left: no step of it opens any more."""
    return is_in_turns(state) and not state.now_on.is_frames and not owners_now(state)


def step_before(state: State) -> int:
    """Return the position of the step that was on before this one, passing over optional ones that were left out."""
    for position in range(state.position - 1, -1, -1):
        if not state.plan[position].step.optional or position in state.wanted:
            return position
    return state.position


def is_in_turns(state: State) -> bool:
    """Tell whether owners take turns, each with all steps."""
    return any(planned.turn for planned in state.plan)


def is_one_enough(state: State) -> bool:
    """Tell whether one contribution completes the step: where the bot facilitates, anybody may do a facilitator's."""
    return state.now_on.step.who == "facilitator" or state.now_on.key == "roles"


def is_closed_by_one(state: State) -> bool:
    """Tell whether one message, put down for all, closes the step that is on."""
    step = state.now_on.step
    is_written = step.way.by_words and not step.way.by_press and not step.way.part_by_part
    return is_one_enough(state) and is_written and not may_say_more(step, 1)


def spoken(state: State) -> Literal["aloud", "noted"] | None:
    """Return how the step that is on is done by talking: `aloud` at one table, or `noted` in a few words by whoever
    wants it read above a later step. None where it is written: what is kept, or chosen from later, or put down by one
    for all."""
    step = state.now_on.step
    is_said = state.pace == "live" and step.way.is_spoken and step.keeps not in KEPT and step.who != "facilitator"
    if not is_said or plans.is_listed_later(state.plan, state.position):
        return None
    return "noted" if plans.is_shown_later(state.plan, state.position) else "aloud"


def is_read_aloud(state: State) -> bool:
    """Tell whether those at one table read out what each of them wrote for the step that is on."""
    return state.pace == "live" and is_to_read_aloud(state.now_on)


def is_to_read_aloud(on: Planned) -> bool:
    """Tell whether what people write for a step is read out where they sit at one table: what comes by name and shows
    at once."""
    way = on.step.way
    is_written = way.by_words and not way.by_press and way.is_named and way.shown is Shown.AT_CLOSE
    return is_written and on.step.reads_out and not on.is_frames


def awaited(state: State) -> frozenset[int]:
    """Return who is still waited for: addressed, available, and not heard yet."""
    if is_one_enough(state) and state.given & state.heard:
        return frozenset()
    return addressed(state) - state.heard - state.away


def is_complete(state: State) -> bool:
    """Tell whether the step need not wait for its deadline; where hours are fixed, each does, and where people talk
    while some type along no talk is over because these have."""
    if state.phase != "running" or state.terms.is_fixed or spoken(state) == "noted":
        return False
    is_all_in = state.now_on.step.way.waits_for_all and bool(state.heard) and not awaited(state)
    return is_all_in or not concerns_anybody(state)


def contribute(state: State, person: int, text: str, already: int) -> Outcome:
    """Return the state after somebody wrote to the step that is on; `already` is how often they did before."""
    verdict = _verdict(state, person, text, already)
    if verdict is not Verdict.NOTED:
        return Outcome(state, verdict)
    heard = hear(state, person)
    if may_say_more(state.now_on.step, already + 1) or state.now_on.step.way.settles_by_press:
        heard = replace(heard, heard=heard.heard - {person})
    return Outcome(heard, verdict)


def may_say_more(step: Step, said: int) -> bool:
    """Tell whether somebody who wrote so often may have more to say, and so is waited for until they say they are done.

    That goes for an owner, who tells and answers in pieces, for whoever puts a list together, and where a step asks for
    several contributions.
    """
    if not step.way.may_say_more or step.keeps == "commitment":
        return False
    in_pieces = step.who == "owner" or step.way.groups_a_list
    return in_pieces if step.most is None else said < step.most


def give(state: State, person: int) -> State:
    """Return the state after somebody did one part of what the step asks, and may do the other still."""
    heard = hear(state, person)
    return replace(heard, heard=state.heard)


def done(state: State, person: int) -> State:
    """Return the state after somebody who contributed said that it was all."""
    is_given = person in state.given
    return hear(state, person) if is_given else state


def is_listening(state: State, person: int) -> bool:
    """Tell whether somebody is silent in the step that is on, while the others talk about their case."""
    return state.now_on.step.way.owner_listens and person in owners_now(state)


def _verdict(state: State, person: int, text: str, already: int) -> Verdict:
    if state.is_over:
        return Verdict.OVER
    step = state.now_on.step
    if not has_words(text):
        return Verdict.WORDLESS
    if is_listening(state, person):
        return Verdict.LISTENING
    if person not in (state.people if step.way.is_for_all_in else addressed(state)):
        return Verdict.NOT_YOURS
    if not step.way.by_words:
        return Verdict.BY_BUTTON
    return Verdict.ENOUGH if step.most is not None and already >= step.most else Verdict.NOTED


def takes(state: State, at: datetime) -> bool:
    """Tell whether something done at an instant is in time for a step whose hour is fixed, whenever it arrives.

    Nothing is too early: an answer comes after its question, whatever a messenger's clock says.
    """
    return state.phase != "cancelled" and at < state.due_at


def is_open_at(state: State, at: datetime) -> bool:
    """Tell whether a session still takes what somebody did at an instant."""
    return takes(state, at) if state.terms.is_fixed else not state.is_over


def judge(state: State, position: int, person: int, text: str, *, at: datetime, already: int = 0) -> Verdict:
    """Tell what becomes of words for a step that were written at an instant; `already` is how often they wrote before.

    Where hours are fixed, what was sent in time counts, whenever it arrives. Else words for an earlier step still count
    while the session runs, as late ones.
    """
    if state.terms.is_fixed:
        return Verdict.OVER if not takes(state, at) else Verdict.NOTED if has_words(text) else Verdict.WORDLESS
    if position == state.position:
        return _verdict(state, person, text, already)
    if state.is_over or not 0 <= position < state.position:
        return Verdict.OVER
    # Who was heard, and how long it took, is of the step that is on.
    then = replace(state, position=position, heard=frozenset(), given=frozenset(), extensions=0)
    verdict = _verdict(then, person, text, already)
    # What one puts down for all is nobody else's to add to later.
    is_open = then.now_on.step.way.takes_late and (not is_one_enough(then) or leads_step(then) == person)
    return Verdict.LATE if verdict is Verdict.NOTED and is_open else Verdict.OVER if not is_open else verdict


def hear(state: State, person: int) -> State:
    """Return the state after somebody contributed to the step that is on, in words or by a button."""
    noticed = notice(state, person)
    return replace(noticed, heard=noticed.heard | {person}, given=noticed.given | {person}, is_stuck=False)


def pass_on(state: State, person: int) -> State:
    """Return the state after somebody passed this step, which needs no reason."""
    if state.is_over or not is_addressed(state, person):
        return state
    noticed = notice(state, person)
    return replace(noticed, heard=noticed.heard | {person}, given=noticed.given - {person})


def counts_before(state: State) -> bool:
    """Tell whether what came in for the step that is on still counts once it is opened once more: words, which stay."""
    way = None if state.is_over else state.now_on.step.way
    return way is not None and way.by_words and not way.by_press and (way.counts or state.now_on.step.is_needed)


def gave_before(state: State, people: frozenset[int]) -> State:
    """Return the state with those who contributed to the step that is on before it was opened once more: they may have
    more to say."""
    return replace(state, given=state.given | (addressed(state) & people))


def take_back(state: State, person: int) -> State:
    """Return the state after somebody withdrew all they had said; they were heard, as if they had passed."""
    return replace(state, given=state.given - {person})


def notice(state: State, person: int) -> State:
    """Return the state after a sign of life of somebody; of the facilitator it keeps others from taking over."""
    if person == state.facilitator and state.seen < state.position:
        return replace(state, seen=state.position)
    return state
