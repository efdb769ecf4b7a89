"""In fields: of several things asked one after another, somebody passes one, or goes back to the one before it."""

from dataclasses import replace

from bot.app.context.occasion import Occasion
from bot.app.practices import belonging, cards, letting_go, walking
from bot.core.model import Audience
from bot.core.purposes import PAIR
from bot.core.session import taking_part
from bot.core.session.pair import Pair
from bot.storage import contributions, drafts, entries, pairs
from bot.storage.contributions import Contribution


def pass_one(occasion: Occasion, here: Pair) -> None:
    """Leave open what somebody is asked next, which the others read too; whoever leaves all of it open passes."""
    person, at = occasion.who.id, cards.next_field(occasion, here, occasion.who.id)
    drafts.drop(occasion.database, here.id, here.step, person)
    own_team, already = belonging.of_writer(here, person), cards.said(occasion, here, person)
    entries.add(occasion.database, own_team, occasion.who, Audience.GROUP, "pass", "", occasion.at, None)
    entries.set_value(occasion.database, _written(occasion, here)[-1].id, at)
    here = here.at(taking_part.contribute(here.state, person, occasion.label("pair_left_open"), already).state)
    if person in here.state.heard:
        written = [one for one in _written(occasion, here) if one.kind != "pass"]
        occasion.hint("practices.last_passed" if written else "contributing.passed")
        here = all_left_open(occasion, here)
    else:
        _ask(occasion, here, "practices.one_passed")
    walking.advance_if_complete(occasion, here)


def all_left_open(occasion: Occasion, here: Pair) -> Pair:
    """Return a pair in which somebody passed who wrote nothing but that they leave things open; else as it was."""
    person, own = occasion.who.id, _written(occasion, here)
    if not here.on.step.fields or any(one.kind != "pass" for one in own):
        return here
    letting_go.erase(occasion, [one.id for one in own])
    return here.at(taking_part.pass_on(here.state, person))


def go_back(occasion: Occasion, here: Pair) -> None:
    """Answer the button of whoever wants to say anew what they were asked before: what they wrote there is erased."""
    person, own = occasion.who.id, _written(occasion, here)
    if not own or person not in taking_part.addressed(here.state) or person in here.state.heard:
        occasion.hint("practices.step_closed")
        return
    drafts.drop(occasion.database, here.id, here.step, person)
    letting_go.erase(occasion, [own[-1].id])
    if len(own) == 1:
        here = here.at(replace(here.state, given=here.state.given - {person}))
    here = pairs.save(occasion.database, here)
    _ask(occasion, here, "practices.one_again", was_left_open=own[-1].kind == "pass")


def _written(occasion: Occasion, here: Pair) -> list[Contribution]:
    """Return what somebody wrote to the step that is on, and what they left open, in its order."""
    own = contributions.in_session(occasion.database, here.id, occasion.who.id)
    return [one for one in own if one.step == here.step and one.kind != "draft"]


def _ask(occasion: Occasion, here: Pair, key: str, *, was_left_open: bool = False) -> None:
    facts = cards.facts(occasion, here, occasion.who, occasion.language)
    under, purpose = cards.under(occasion, here, occasion.who), PAIR.of(here.id, here.state.position)
    occasion.answer(key, under, purpose=purpose, was_left_open=was_left_open, **facts)
