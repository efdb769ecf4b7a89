"""Leaving: what becomes of pairs and calls when somebody leaves a team, comes to lead it, or is erased."""

from dataclasses import replace
from datetime import datetime

from bot.app.context.occasion import Occasion
from bot.app.practices import belonging, calling, cards, dates, letting_go, lines, pausing, walking
from bot.app.sessions import cleaning, finding
from bot.core.model import Person, Role
from bot.core.session import pair, taking_part
from bot.core.session.pair import Pair
from bot.core.sources import Source
from bot.storage import calls, entries, members, pairs, people, quotes
from bot.storage.calls import Call


def gone(occasion: Occasion, person_id: int, *, is_here: bool = False) -> None:
    """Let somebody who leaves the team be in no pair and no call of theirs any more, whatever role they keep; whoever
    `is_here`, and comes to lead it, in none in which they may not be. Those they were with are told, without a reason.
    """
    for made in calls.joined_by(occasion.database, person_id):
        if made.team_id == occasion.here.id or _leads_along(occasion, made, person_id):
            calling.leave(occasion, made.id, person_id)
    changed = occasion.here.id
    held = members.roles_of(occasion.database, changed, person_id)
    for here in pairs.running_for(occasion.database, person_id):
        may_stay = belonging.may_be_in(occasion, here, person_id) or (
            # Whoever leads may ask around where nobody is named.
            here.is_nameless and person_id == here.asker and Role.MEMBER in held
        )
        has_left = not is_here and here.team_of(person_id) == changed
        if has_left or (changed in here.teams and not may_stay):
            occasion.enter_team(here.team_id)
            leave(occasion, here, person_id)
    occasion.enter_team(changed)


def _leads_along(occasion: Occasion, made: Call, person_id: int) -> bool:
    """Tell whether somebody leads the team whose call goes with one that they joined elsewhere."""
    other = calls.going_with(occasion.database, made)
    return other is not None and belonging.leads_any(occasion, person_id, [other.team_id])


def tick_owed(occasion: Occasion) -> None:
    """Do what time owes the team's pairs; whoever nobody can reach any more by then leaves the others to it."""
    for here in pairs.awake(occasion.database, occasion.here.id, occasion.now):
        lost = None if here.state.is_over else _out_of_reach(occasion, here)
        if lost:
            leave(occasion, here, lost.id)
        elif at := _settled(occasion, here):
            dates.settle(occasion, here, at)
        else:
            walking.tick(occasion, here)


def _settled(occasion: Occasion, here: Pair) -> datetime | None:
    """Return the date that most of a small group are for, once nobody else is waited for."""
    finds_date = not here.state.is_over and here.is_told and here.on.step.agrees_date
    return pair.timed(here, belonging.calendar(occasion, here)).settled_by(occasion.now) if finds_date else None


def _out_of_reach(occasion: Occasion, here: Pair) -> Person | None:
    """Return one of a pair whose private chat is closed to the bot."""
    return next((one for one in finding.named(occasion, here.people) if not one.is_reachable), None)


def leave(occasion: Occasion, here: Pair, person_id: int) -> None:
    """Let somebody be in a practice no more: of two it ends, of more the others go on, unless whoever asks them has
    gone. No reason is told."""
    if here.is_asked(person_id):
        left = letting_go.let_go(occasion, here, person_id)
        # With nobody left it ends when it would have: whoever asks hears of no no.
        if len(left.people) < walking.FEWEST and not left.has_answers:
            pairs.save(occasion.database, left)
        else:
            _go_on(occasion, left, is_their_turn=False)
        return
    if len(here.people) <= walking.FEWEST or person_id == here.asker:
        walking.rest(occasion, here, "practices.rested", by=person_id)
        lines.tell_who_asked(occasion, here, besides=person_id)
        return
    left = letting_go.let_go(occasion, here, person_id)
    is_their_turn = not taking_part.concerns_anybody(left.state)
    if is_their_turn or here.on.step.on_date or left.agreed():
        for person in left.people:
            letting_go.forget_what_waits(occasion, here, person)
    off_at = here.meets_at if is_their_turn and here.meets_at and here.meets_at > occasion.now else None
    for one in belonging.each(occasion, left, left.people):
        facts = cards.facts(occasion, left, one, occasion.private_language(one))
        occasion.whisper(one, "practices.one_fewer", is_owed=True, off_at=off_at, **facts)
    lines.tell_who_asked(occasion, left, besides=person_id)
    _go_on(occasion, left, is_their_turn=is_their_turn)


def _go_on(occasion: Occasion, left: Pair, *, is_their_turn: bool) -> None:
    """Let those who are left go on: without the turn of whoever has gone, with the date they are all for."""
    if is_their_turn and left.is_paused:
        pausing.go_to_next(occasion, left)
    elif is_their_turn:
        walking.go_on(occasion, replace(left, meets_at=None, is_told=True))
    elif at := left.agreed():
        dates.agree(occasion, left, at)
    elif not left.is_told:
        pairs.save(occasion.database, left)
    else:
        walking.advance_if_complete(occasion, left)
        if left.on.step.on_date:
            dates.remind(occasion, left)


def gone_from_all(occasion: Occasion, person_id: int) -> None:
    """Let somebody who is about to be erased be in no pair any more, and take off their chat what others wrote there:
    afterwards nobody knows where it stands."""
    for made in calls.joined_by(occasion.database, person_id):
        occasion.enter_team(made.team_id)
        calling.leave(occasion, made.id, person_id)
    for here in pairs.holding_words_of(occasion.database, person_id):
        occasion.enter_team(here.team_id)
        if not here.state.is_over and person_id in here.people:
            leave(occasion, here, person_id)
        language = occasion.private_language(people.find(occasion.database, person_id))
        words: list[Source] = [("entry", entry.id) for entry in entries.of_session(occasion.database, here.id)]
        for message_id, arrived_at in quotes.standing_in(occasion.database, person_id, words):
            cleaning.take_off(occasion, person_id, message_id, arrived_at, language)
    occasion.team = None
