"""Kept dates: a day and a time that somebody of a pair wrote before a date was asked for, kept for them until it is."""

from dataclasses import replace

from bot.app.context.occasion import Occasion
from bot.app.practices import belonging
from bot.core.model import Audience, Person
from bot.core.outgoing import Button, Keyboard
from bot.core.session.pair import Pair
from bot.rendering import shortened
from bot.storage import contributions, entries
from bot.storage.contributions import Contribution

# As much of it as a button shows on a phone.
LONGEST = 34


def find(occasion: Occasion, here: Pair, person_id: int) -> Contribution | None:
    """Return what somebody keeps for the date that is found in the step that is on, or later in its turn."""
    step = _finding_date(here)
    own = contributions.in_session(occasion.database, here.id, person_id)
    return next((one for one in own if step and one.step == step.step and one.kind == "draft"), None)


def keep(occasion: Occasion, here: Pair, text: str) -> None:
    """Keep a date for whoever speaks, in the place of an earlier one; nobody else reads it before they propose it."""
    drop(occasion, here, occasion.who.id)
    if there := _finding_date(here):
        own = belonging.of_writer(there, occasion.who.id)
        entries.add(occasion.database, own, occasion.who, Audience.AUTHOR, "draft", text, occasion.at, None)


def drop(occasion: Occasion, here: Pair, *people: int) -> None:
    """Keep no date for some people any more: they named another, or one is agreed on."""
    for person in people:
        if found := find(occasion, here, person):
            entries.erase(occasion.database, found.id)


def ways(occasion: Occasion, here: Pair, person: Person) -> Keyboard:
    """Return the button with which somebody proposes the date that they keep, once it is asked for."""
    kept = find(occasion, here, person.id)
    if kept is None:
        return ()
    label = occasion.label_in(occasion.private_language(person), "pair_kept_date", text=shortened(kept.text, LONGEST))
    return ((Button(label=label, command=f"pair {here.id} {here.state.position} kept"),),)


def _finding_date(here: Pair) -> Pair | None:
    """Return a pair as it is at the step in which its turn finds a date; None where that is over, or never comes."""
    plan, state = here.state.plan, here.state
    if state.is_over:
        return None
    steps = (
        at for at in range(state.position, len(plan)) if plan[at].step.agrees_date and plan[at].turn == here.on.turn
    )
    at = next(steps, None)
    return None if at is None else replace(here, state=replace(state, position=at))
