"""The two doors: what people do comes in by `receive`, what time does by `tick`; each is one transaction."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime

from bot.app import commands, owed, permission
from bot.app.context import labels, pieces
from bot.app.context.command import Spot
from bot.app.context.house import House, language_of, name_of, whereabouts
from bot.app.context.occasion import Occasion
from bot.app.delivery import chats, failing, following, obstacles
from bot.app.people import private_chat
from bot.app.practices import joining_in
from bot.app.sessions import answering, contributing, edited
from bot.app.teams import joining, setting_up
from bot.core.events import (
    BotAdded,
    BotMuted,
    BotPromoted,
    BotRemoved,
    BotUnmuted,
    BotWelcomed,
    Commanded,
    Event,
    Moved,
    PersonLeft,
    Renamed,
    TopicClosed,
    TopicReopened,
    Wrote,
)
from bot.core.model import Place, Team
from bot.storage import inbox, let_go, people, search_index, searching, sessions, teams
from bot.storage.database import is_damage, is_of_file, transaction

log = logging.getLogger(__name__)
# Of so many teams what time owes is stored at once; then others get their turn.
SLICE = 8


def receive(house: House, event: Event, now: datetime, *, is_alone: bool = True) -> set[int]:
    """Handle one event wholly or not at all, and mark its update as done; return the chats that get something.

    One that isn't alone is handled in a transaction that is open, which has to go as a whole where this fails.
    """
    event = _as_meant(house, event)
    with transaction(house.database) if is_alone else nullcontext():
        touched = _received(house, event, now)
        ignore(house, event.update_id)
    return touched


def _received(house: House, event: Event, now: datetime) -> set[int]:
    if isinstance(event.what, Moved):
        return chats.chat_moved(house, event.place.chat_id, event.what.new_chat_id, now)
    if not _concerns_us(event):
        return set()
    occasion = _occasion(house, event, now)
    if isinstance(event.what, Wrote) and event.what.album:
        _handle_piece(occasion, event, event.what)
    else:
        _handle(occasion, event)
    occasion.settle_press()
    _settle(occasion)
    return occasion.touched


def _as_meant(house: House, event: Event) -> Event:
    """Take a reply to our message that begins like a command, and is none, for the words it is: "/shrug" say; and in
    private what a button says for its press."""
    what = event.what
    if event.is_private and isinstance(what, Wrote):
        return labels.as_press(house, event, what)
    if event.is_private or not isinstance(what, Commanded) or what.message_id is None or what.press_id:
        return event
    is_reply = what.quoted is not None and what.quoted.is_ours
    if not is_reply or commands.find(what.name) or commands.nearest(what.name, "group"):
        return event
    return replace(event, what=Wrote(what.message_id, f"/{what.name} {what.argument}".strip(), what.quoted))


def _concerns_us(event: Event) -> bool:
    """Tell whether something is meant for the bot: as an administrator it would hear all talk, and keeps none of it."""
    what = event.what
    if event.is_private:
        return True
    if isinstance(what, Commanded) and what.press_id is None:
        # A command of another bot's; only a likely slip of ours is answered.
        return commands.find(what.name) is not None or bool(commands.nearest(what.name, "group"))
    return not isinstance(what, Wrote) or (what.quoted is not None and what.quoted.is_ours)


def ignore(house: House, update_id: int) -> None:
    """Mark an update as done: all that it means to us has been done."""
    inbox.mark_done(house.database, update_id)


def set_aside(house: House, update_id: int, problem: str) -> None:
    """Keep an update that can't be read or handled out of the way, for `doctor` to report."""
    log.error("Update %s is set aside: %s", update_id, problem)
    inbox.set_aside(house.database, update_id, problem)


def _occasion(house: House, event: Event, now: datetime) -> Occasion:
    """Return the occasion of an event: who did it, in which team if it was in a group."""
    speaker = event.speaker
    person = None
    team = None if event.is_private else _team_at(house, event.place)
    if speaker and not speaker.is_anonymous:
        language = team.language if team else language_of(speaker.language) or "nl"
        name = name_of(house, speaker, language)
        person = people.meet(house.database, speaker.id, name, speaker.username, speaker.last_name)
    is_back = team is not None and not team.is_present and not isinstance(event.what, BotAdded | BotRemoved)
    if team and is_back:
        teams.wake(house.database, team.id)
        team = teams.find(house.database, team.id)
    if team and team.place == event.place and team.place.topic_id and event.topic_name and team.topic_name is None:
        teams.set_topic_name(house.database, event.place, event.topic_name, event.title)
        team = teams.find(house.database, team.id)
    occasion = Occasion(house, now, team=team, person=person, event=event)
    if is_back:
        chats.opened(occasion, event.place.chat_id)
    if person and not person.is_reachable and _opens_private_chat(event):
        chats.met(occasion, person)
    return occasion


def _team_at(house: House, place: Place) -> Team | None:
    """Return the team of a place, or the one whose case has that topic to itself."""
    team = teams.find_at(house.database, place)
    if team is None and place.topic_id is not None:
        session = sessions.case_in_topic(house.database, place.chat_id, place.topic_id)
        team = teams.find(house.database, session.team_id) if session else None
    return team


def _opens_private_chat(event: Event) -> bool:
    """Tell whether an event proves that somebody can be written to: a press or an edit may come after a block."""
    what = event.what
    is_message = (isinstance(what, Commanded) and what.press_id is None) or (
        isinstance(what, Wrote) and not what.is_edit
    )
    return event.is_private and is_message


def _settle(occasion: Occasion) -> None:
    """Let messages and menus follow from what was changed, where anything was."""
    if occasion.to_follow:
        following.follow(occasion)
    if occasion.changed_menus:
        permission.show_menus(occasion)


def _handle_piece(occasion: Occasion, event: Event, what: Wrote) -> None:
    """Handle one of several pictures that were sent in one go."""
    if not pieces.is_settled(occasion, event.place.chat_id, what):
        _handle(occasion, event)
        pieces.remember(occasion, event.place.chat_id, what)


def _handle(occasion: Occasion, event: Event) -> None:
    match event.what:
        case Commanded() as what:
            _command(occasion, event, what)
        case Wrote() as what if event.is_private:
            private_chat.wrote(occasion, what)
        case Wrote() as what if occasion.team:
            _heard_in_group(occasion, what)
        case PersonLeft(person_id):
            joining.left_group(occasion, event.place.chat_id, person_id)
        case Renamed(title):
            _rename(occasion, event.place, title)
        case _:
            _change_of_bot(occasion, event)
            _change_of_topic(occasion, event)


def _change_of_bot(occasion: Occasion, event: Event) -> None:
    match event.what:
        case BotAdded():
            setting_up.arrive(occasion, event)
            chats.opened(occasion, event.place.chat_id)
        case BotPromoted() if occasion.team:
            occasion.say("setting_up.promoted")
        case BotRemoved():
            chats.removed(occasion)
        case BotWelcomed():
            people.set_reachable(occasion.database, event.place.chat_id, is_reachable=True)
            chats.opened(occasion, event.place.chat_id)
        case BotMuted():
            obstacles.muted(occasion)
        case BotUnmuted():
            obstacles.unmuted(occasion)


def _change_of_topic(occasion: Occasion, event: Event) -> None:
    match event.what:
        case TopicClosed() if occasion.team:
            obstacles.closed(occasion)
        case TopicReopened() if occasion.team:
            obstacles.reopened(occasion)


def _rename(occasion: Occasion, place: Place, name: str) -> None:
    """Keep the new name of a group, or of a topic in one."""
    if place.topic_id is None:
        teams.set_name(occasion.database, place.chat_id, name)
    else:
        teams.set_topic_name(occasion.database, place, name)


def _heard_in_group(occasion: Occasion, what: Wrote) -> None:
    if what.is_edit and occasion.person is not None and answering.corrected(occasion, what):
        edited.look_at_edit(occasion, what)
    elif what.is_edit and let_go.holds(occasion.database, occasion.here.place.chat_id, what.message_id):
        return
    elif not (contributing.heard(occasion, what) or joining_in.heard(occasion, what)):
        answering.heard_elsewhere(occasion, what)


def _command(occasion: Occasion, event: Event, what: Commanded) -> None:
    spot: Spot = "private" if event.is_private else "group"
    command = commands.find(what.name)
    if command is None:
        near = commands.nearest(what.name, spot, occasion.language)
        if near or event.is_private:
            occasion.hint("explaining.unknown_command", near=near)
    elif spot not in command.run:
        permission.point_elsewhere(occasion, spot)
    elif spot == "group" and occasion.person is None:
        permission.meet_anonymous(occasion, command, what.argument)
    elif spot == "group" and occasion.team is None and command.name != "start":
        occasion.hint("explaining.start_first")
    elif permission.has_right(occasion, command, event, spot):
        command.run[spot](occasion, what.argument)


@dataclass(frozen=True, slots=True)
class Failure:
    """A team for which the clock's work failed; the others go on."""

    team_id: int
    error: Exception


def tick(house: House, now: datetime) -> tuple[set[int], list[Failure]]:
    """Do everything owed by now; return the chats that get something, and failures."""
    slices = list(ticking(house, now))
    touched = {chat_id for chats_of_slice, _ in slices for chat_id in chats_of_slice}
    return touched, [failure for _, failures in slices for failure in failures]


def ticking(house: House, now: datetime) -> Iterator[tuple[set[int], list[Failure]]]:
    """Do everything owed by now in slices of some teams, each stored at once; yield for each the chats that get
    something, and failures."""
    with transaction(house.database):
        touched = failing.expire(house, now)
    yield touched, []
    waiting = owed.teams_owed(house, now)
    for start in range(0, len(waiting), SLICE):
        some = waiting[start : start + SLICE]
        try:
            yield _tick_some(house, some, now)
        except searching.IndexDamagedError:
            mend_index(house)
            yield _tick_some(house, some, now)


def _tick_some(house: House, team_ids: Sequence[int], now: datetime) -> tuple[set[int], list[Failure]]:
    touched, failures = set[int](), list[Failure]()
    with transaction(house.database):
        for team_id in team_ids:
            try:
                with transaction(house.database):
                    touched |= _tick_team(house, team_id, now)
            except Exception as error:
                searching.refuse_damaged(house.database, error)
                if is_of_file(error) and not is_damage(error):
                    raise
                # One team must not silence another.
                log.error("The clock's work for team %s failed: %s", team_id, whereabouts(error))
                failures.append(Failure(team_id, error))
    return touched, failures


def mend_index(house: House) -> None:
    """Make the search index anew: with a damaged one no answer can be kept, and none removed."""
    log.error("The search index was damaged; it is made anew from the log, which is whole.")
    search_index.rebuild(house.database)


def _tick_team(house: House, team_id: int, now: datetime) -> set[int]:
    occasion = Occasion(house, now, team=teams.find(house.database, team_id))
    owed.act(occasion)
    _settle(occasion)
    return occasion.touched
