"""Carrying: what an earlier step brought, shown above the ask of a later one, and whether that one is needed."""

from dataclasses import dataclass
from datetime import timedelta

from bot.app.context.occasion import Occasion
from bot.app.sessions import finding, modes, reopening
from bot.app.sessions.modes.handling import Lines, line
from bot.core.model import Language, Person
from bot.core.session import plans, taking_part
from bot.core.session.modes import ListIn
from bot.core.session.state import Session
from bot.rendering import shortened
from bot.storage import contributions, marks, outcomes

# As much as stays readable above a question, however long the list was.
MOST, ROOM = 15, 1800
# Nobody at a table has said what they mind sooner.
TIME_TO_SPEAK = timedelta(minutes=1)


def standing(occasion: Occasion, session: Session, language: Language) -> str:
    """Return, as HTML, what stands there since before the step that is on was opened once more, if one message that is
    put down for all takes its place; it is told below the ask."""
    stands = reopening.standing(occasion, session) if taking_part.is_closed_by_one(session.state) else []
    longest = ROOM // 2 // max(len(stands), 1)
    texts = [shortened(one.text, longest) for one in stands]
    return occasion.words("carrying.stands", language, texts=texts) if texts else ""


def carried(occasion: Occasion, session: Session, language: Language, person: Person | None) -> str:
    """Return, as HTML, what the step that is on shows of an earlier one: to all in the group, or to one in private.

    Right below the list itself the group needs no other, unless it is what it votes about, for as long as that takes.
    """
    state = session.state
    if state.now_on.step.shows_last:
        return _last(occasion, session, language, is_folded=person is None)
    step, above = state.now_on.step, plans.shown_first_at(state.plan, state.position)
    room, position = ROOM if above is None else ROOM // 2, plans.shown_at(state.plan, state.position)
    first = _shown(occasion, session, language, person, above, room)
    then = _shown(occasion, session, language, person, position, room, step.shows_only, is_own=step.shows_own)
    return (
        occasion.words("carrying.both", language, first=first, then=then)
        if first and then and first != then
        else first or then
    )


def _shown(
    occasion: Occasion,
    session: Session,
    language: Language,
    person: Person | None,
    position: int | None,
    room: int,
    only: int | None = None,
    *,
    is_own: bool = False,
) -> str:
    """Return, as HTML, what the step at a position brought, with a label only or what one wrote there oneself, as far
    as it is shown and there is room; nothing where there is no such step."""
    if position is None:
        return ""
    then = session.at_step(position)
    may_be_undone = then.state.now_on.step.when is not None or taking_part.is_one_enough(then.state)
    is_voted_on = bool(session.state.now_on.step.options)
    is_right_above = person is None and not is_voted_on and taking_part.step_before(session.state) == position
    if (is_right_above and not may_be_undone) or (is_own and person is None):
        return ""
    lines = _own(occasion, then, person) if is_own and person else _brought(occasion, then, only)
    if not lines and may_be_undone:
        # It would have changed what it shows itself: that stands as it was.
        return carried(occasion, then, language, person)
    if not lines or is_right_above:
        return ""
    longest = room // min(len(lines), MOST)
    return occasion.words(
        "carrying.carried",
        language,
        title=occasion.in_team_words(then.state.now_on.step.title, language),
        lines=[one | {"text": shortened(one["text"], longest)} for one in lines[:MOST]],
        more=max(len(lines) - MOST, 0),
        is_own=is_own,
        is_folded=person is None and not is_voted_on,
    )


def is_needless(occasion: Occasion, session: Session) -> bool:
    """Tell whether the step that is on need not be done: it is about a list to which nobody contributed, or about what
    got a label or a vote, where it got none. Whoever labels nothing misses no step. Asked of a step that
    `hangs_on_what_came`."""
    on = session.state.now_on
    if on.step.items_from is not None and not finding.items(occasion, session):
        return True
    position = plans.position_of(session.state.plan, on.step.when.step, on.turn) if on.step.when else None
    if on.step.when is None or position is None:
        return False
    if session.state.plan[position].step.options:
        return on.step.when.label not in marks.counted(occasion.database, session.id, position)
    if not finding.items(occasion, session.at_step(position)):
        return True
    given = marks.tally(occasion.database, session.id, position)
    return bool(given) and not any(values[:1] == [on.step.when.label] for values in given.values())


@dataclass(frozen=True, slots=True)
class Waiting:
    """What so many chose that the step is there for what they have to say, and how many of those are surely silent;
    said aloud at one table, nobody knows."""

    chosen: str
    votes: int
    silent: int
    is_aloud: bool


def waiting(occasion: Occasion, session: Session) -> Waiting | None:
    """Return who has the floor in the step that is on because of what they chose: how many, never who. Others may write
    there too, so only where everybody did are they surely heard: None then, and at one table once there was time to."""
    state, when = session.state, session.state.now_on.step.when
    position = plans.position_of(state.plan, when.step, state.now_on.turn) if when else None
    is_aloud = state.pace == "live"
    had_time = is_aloud and occasion.now >= state.opened_at + TIME_TO_SPEAK
    if when is None or position is None or had_time or not state.now_on.step.way.is_for_all_in:
        return None
    options = state.plan[position].step.options
    chosen = marks.counted(occasion.database, session.id, position).get(when.label) if options else None
    if chosen is None or chosen.votes <= 0 or state.people <= state.given:
        return None
    text = occasion.in_team_words(options[when.label - 1], occasion.language)
    return Waiting(text, chosen.votes, max(chosen.votes - len(state.given), 0), is_aloud)


def _last(occasion: Occasion, session: Session, language: Language, *, is_folded: bool) -> str:
    """Return, as HTML, what the group kept the last time that it did this; nothing where it did not yet."""
    kept = outcomes.last_of(occasion.database, session.team_id, session.method)
    lines = [line(shortened(one.text, ROOM // len(kept))) for one in kept]
    at = kept[0].at if kept else None
    return occasion.words("carrying.last", language, at=at, lines=lines, is_folded=is_folded) if kept else ""


def _brought(occasion: Occasion, then: Session, label: int | None) -> Lines:
    """Return what a step brought: of a vote what was chosen, of a labelled list what got a label, or all."""
    step = then.state.now_on.step
    lines = modes.handling(step).result(occasion, then).lines
    if label is not None and step.tells_only:
        return [one | {"mark": ""} for one in lines] if label == step.tells_only else []
    if label is not None:
        wanted = occasion.in_team_words(step.labels[label - 1])
        return [one | {"mark": ""} for one in lines if one["mark"] == wanted]
    # What was voted for stands in order of votes.
    return [one | {"mark": ""} for one in lines[: step.choose]] if step.way.list_in is ListIn.GROUP else lines


def _own(occasion: Occasion, then: Session, person: Person) -> Lines:
    """Return what somebody wrote in a step themselves."""
    found = contributions.in_session(occasion.database, then.id, person.id)
    return [line(one.text) for one in found if one.step == then.step and one.kind != "draft"]
