"""Chats: what follows when one closes, opens again, moves, or its topic is gone."""

import logging
from datetime import datetime, timedelta

from bot.app.context.house import House, language_of
from bot.app.context.occasion import Occasion
from bot.app.delivery import failing
from bot.app.sessions import asking, framing, leading, measuring
from bot.core.model import Person, Role, Team, is_private
from bot.core.outgoing import Say
from bot.core.session.state import Session
from bot.core.session.terms import INSTRUMENT, REFLECTION
from bot.storage import members, messages, outbox, pairs, people, quotes, sessions, states, teams
from bot.storage.database import transaction
from bot.storage.outbox import Parcel

# Whoever opens their private chat again by then is lost to nobody.
THINKS_AGAIN = timedelta(hours=1)
log = logging.getLogger(__name__)


def chat_closed(house: House, parcel: Parcel, problem: str, now: datetime) -> set[int]:
    """Stop writing to a chat that refused us: somebody blocked the bot, or a group removed it.

    Return the chats that get something because of it.
    """
    log.info("Chat %s is closed to us: %s", parcel.chat_id, problem)
    with transaction(house.database):
        quotes.keep_stale(house.database, parcel.chat_id)
        outbox.mark_failed(house.database, parcel.id, problem, now)
        failing.cancel_unasked(house, failing.trouble_with(parcel, "failed", now), now)
        return _give_up_chat(house, parcel.chat_id, problem, now)


def removed(occasion: Occasion) -> None:
    """Fall silent in a chat the bot was removed from or blocked in: what was waiting is dropped, the log stays."""
    if occasion.event:
        chat_id = occasion.event.place.chat_id
        quotes.keep_stale(occasion.database, chat_id)
        occasion.touched |= _give_up_chat(occasion.house, chat_id, "the bot was removed", occasion.now)


def opened(occasion: Occasion, chat_id: int) -> None:
    """Let what stands in a chat that can be written to again follow what was changed or erased meanwhile."""
    occasion.to_follow.update(quotes.take_stale(occasion.database, chat_id))


def met(occasion: Occasion, person: Person) -> None:
    """Note that somebody can be written to from now on, in the language of their app."""
    database, speaker = occasion.database, occasion.event.speaker if occasion.event else None
    people.set_reachable(database, person.id, is_reachable=True)
    if speaker and person.language is None and (own := language_of(speaker.language)):
        people.set_language(database, person.id, own)
    occasion.person = people.find(database, person.id)
    if members.roles_anywhere(database, person.id) - {Role.MEMBER}:
        occasion.changed_menus.add((person.id, None))
    opened(occasion, person.id)


def _give_up_chat(house: House, chat_id: int, problem: str, now: datetime) -> set[int]:
    for trouble in outbox.give_up_chat(house.database, chat_id, problem, now):
        failing.cancel_unasked(house, trouble, now)
    if is_private(chat_id):
        people.set_reachable(house.database, chat_id, is_reachable=False)
        pairs.wake_of(house.database, chat_id, now + THINKS_AGAIN)
        return set()
    there = [team for team in teams.find_in_chat(house.database, chat_id) if team.is_present]
    teams.set_present(house.database, chat_id, is_present=False)
    return _tell_of_removal(house, there, now)


def _tell_of_removal(house: House, there: list[Team], now: datetime) -> set[int]:
    """Tell the coordinators of the teams of a group that they are not spoken to any more, where they have begun."""
    told: dict[int, set[int]] = {}
    for team in (team for team in there if not teams.is_unused(house.database, team.id)):
        occasion = Occasion(house, now, team=team)
        for coordinator in members.in_role(house.database, team.id, Role.COORDINATOR):
            if coordinator.id not in told:
                occasion.whisper(coordinator, "delivery.removed", is_owed=True, team=team.name)
                told[coordinator.id] = occasion.touched
    return set().union(*told.values())


def topic_gone(house: House, parcel: Parcel, problem: str, now: datetime) -> set[int]:
    """Fall silent in a topic that was deleted, and tell the coordinators; a command there would wake the team again."""
    session = sessions.walkthrough(house.database, parcel.session_id or 0)
    if session and isinstance(parcel.content, Say) and parcel.content.topic_id == session.topic_id is not None:
        return _case_topic_gone(house, parcel, session, problem, now)
    team = teams.find(house.database, parcel.team_id) if parcel.team_id else None
    if team is None:
        return failing.refused(house, parcel, problem, now)
    log.warning("The topic of team %s is gone: %s", team.id, problem)
    occasion = Occasion(house, now, team=team)
    with transaction(house.database):
        outbox.mark_failed(house.database, parcel.id, problem, now)
        failing.cancel_unasked(house, failing.trouble_with(parcel, "failed", now), now)
        for trouble in outbox.give_up_team(house.database, team.id, parcel.chat_id, problem, now):
            failing.cancel_unasked(house, trouble, now)
        occasion.tell_coordinators("delivery.topic_gone")
        teams.mark_gone(house.database, team.id)
    return occasion.touched


def _case_topic_gone(house: House, parcel: Parcel, session: Session, problem: str, now: datetime) -> set[int]:
    """End a case whose own topic somebody deleted: its words are gone from the group, and go from the log."""
    with transaction(house.database):
        outbox.mark_failed(house.database, parcel.id, problem, now)
        occasion = Occasion(house, now, team=teams.find(house.database, session.team_id))
        states.set_topic(house.database, session.id, None)
        without = sessions.walkthrough(house.database, session.id)
        if without and not without.state.is_over:
            framing.break_off(occasion, without, "framing.topic_deleted")
        return occasion.touched


def chat_moved(
    house: House, old_chat_id: int, new_chat_id: int, now: datetime, parcel: Parcel | None = None
) -> set[int]:
    """Follow a group that became a supergroup, and ask open questions again there: old messages can't be answered.

    With the parcel whose sending told us of the move, if one did: it goes to the new chat, unless it was asked again.
    """
    with transaction(house.database):
        is_known = bool(teams.find_in_chat(house.database, old_chat_id))
        teams.move(house.database, old_chat_id, new_chat_id)
        if parcel and parcel.session_id and messages.is_asked_in(house.database, new_chat_id, parcel.session_id):
            outbox.mark_sent(house.database, parcel.id, None, now)
        elif parcel:
            outbox.readdress(house.database, parcel.id, new_chat_id, now)
        for team in teams.find_in_chat(house.database, new_chat_id) if is_known else ():
            occasion = Occasion(house, now, team=team)
            for session in sessions.open_in(house.database, team.id, REFLECTION):
                if not messages.is_asked_in(house.database, new_chat_id, session.id):
                    asking.ask_again(occasion, session)
            for scan in sessions.open_in(house.database, team.id, INSTRUMENT):
                measuring.ask_again(occasion, scan)
            for walkthrough in sessions.walkthroughs_in(house.database, team.id):
                leading.open_step_again(occasion, walkthrough)
    return {new_chat_id}
