"""Obstacles: a topic that is closed, a group where the bot may not write: told once, and waited for."""

import logging
from datetime import datetime, timedelta
from typing import Any

from bot.app.context.house import House
from bot.app.context.occasion import Occasion
from bot.app.delivery import arriving
from bot.app.sessions import halting
from bot.core.model import Obstacle, Role, Team
from bot.core.outgoing import React, Say
from bot.core.purposes import Purpose
from bot.storage import held, members, teams
from bot.storage.database import transaction
from bot.storage.held import Topic
from bot.storage.outbox import Parcel

log = logging.getLogger(__name__)
# Of a group whose permissions change Telegram tells no bot: so often is it tried whether it can be spoken to again.
TRIED_EACH = timedelta(minutes=15)
TOLD = Purpose("delivery.barred")
# What is in the way of a whole group, and of all teams in it.
OF_ALL = (Obstacle.MUTED, Obstacle.RESTRICTED)


def barred(house: House, parcel: Parcel, problem: str, obstacle: Obstacle, now: datetime) -> set[int]:
    """Let what a group does not take for now wait, with all that waits there, and tell the coordinators once."""
    log.warning("Parcel %s (%s) waits: %s", parcel.id, parcel.purpose, problem)
    is_closed, until = obstacle is Obstacle.CLOSED, now + TRIED_EACH
    with transaction(house.database):
        arriving.put_back(house, parcel.id, until, None, now)
        team = teams.find(house.database, parcel.team_id) if parcel.team_id else None
        if team is None or (is_closed and not isinstance(parcel.content, Say | React)):
            # Of an edit nobody knows in which topic its message stands.
            return set()
        occasion = Occasion(house, now, team=team)
        topic_id = getattr(parcel.content, "topic_id", None)
        held.hold(house.database, parcel.chat_id, topic_id if is_closed else "all", until)
        if not is_closed:
            _meet_everywhere(occasion, obstacle)
        elif topic_id == team.place.topic_id:
            _meet(occasion, obstacle)
        elif not parcel.attempts:
            _tell_of_case(occasion)
        return occasion.touched


def closed(occasion: Occasion) -> None:
    """A topic was closed: tell the coordinators of a team that has begun, before it comes to a refusal."""
    if occasion.event and occasion.event.place != occasion.here.place:
        _tell_of_case(occasion)
    elif not teams.is_unused(occasion.database, occasion.here.id):
        _meet(occasion, Obstacle.CLOSED)


def reopened(occasion: Occasion) -> None:
    """A topic was opened again: what waits there goes on."""
    event = occasion.event
    if event and event.place != occasion.here.place:
        _release(occasion, event.place.topic_id)
    elif occasion.here.obstacle is Obstacle.CLOSED:
        _clear(occasion)


def muted(occasion: Occasion) -> None:
    """The bot may not write in a group any more: tell the coordinators of the teams there that have begun."""
    if teams_there := _teams_there(occasion):
        occasion.team = occasion.team or teams_there[0]
        _meet_everywhere(occasion, Obstacle.MUTED)


def unmuted(occasion: Occasion) -> None:
    """The bot may write in a group again: what waits there goes on."""
    for team in _teams_there(occasion):
        occasion.team = team
        if team.obstacle in OF_ALL:
            _clear(occasion)


def _teams_there(occasion: Occasion) -> list[Team]:
    """Return the teams of the group that somebody spoke in, or else that of the team."""
    chat_id = occasion.event.place.chat_id if occasion.event else occasion.here.place.chat_id
    return [team for team in teams.find_in_chat(occasion.database, chat_id) if team.is_present]


def spoken(house: House, parcel: Parcel, now: datetime) -> set[int]:
    """Something was said in a group after all: nothing is in the way of its team any more, whoever removed it."""
    team = teams.find(house.database, parcel.team_id) if parcel.team_id and isinstance(parcel.content, Say) else None
    if team is None or team.obstacle is None or parcel.chat_id != team.place.chat_id:
        return set()
    # As an administrator it may write where a topic is closed; whoever was refused before, and isn't now, is let in.
    is_elsewhere = isinstance(parcel.content, Say) and parcel.content.topic_id != team.place.topic_id
    if team.obstacle is Obstacle.CLOSED and (is_elsewhere or not parcel.attempts):
        return set()
    occasion = Occasion(house, now, team=team)
    with transaction(house.database):
        if team.obstacle in OF_ALL:
            unmuted(occasion)
        else:
            _clear(occasion)
    return occasion.touched


def _meet_everywhere(occasion: Occasion, obstacle: Obstacle) -> None:
    """Note what is in the way of all teams of a group: of this one, and of the others that have begun."""
    first, told = occasion.here, frozenset[int]()
    others = [team for team in _teams_there(occasion) if team.id != first.id]
    for team in (first, *others):
        occasion.team = team
        is_refused = team is first and occasion.event is None
        if is_refused or not teams.is_unused(occasion.database, team.id):
            told |= _meet(occasion, obstacle, told)


def _meet(occasion: Occasion, obstacle: Obstacle, told: frozenset[int] = frozenset()) -> frozenset[int]:
    """Note what is in a team's way, and tell its coordinators who were not told for another team; return them all."""
    team, coordinators = occasion.here, members.in_role(occasion.database, occasion.here.id, Role.COORDINATOR)
    everybody = frozenset(coordinator.id for coordinator in coordinators)
    if team.obstacle is obstacle or not coordinators:
        # Whoever is made a coordinator by a first /start, to which no answer comes, is still to be told.
        return everybody
    held.drop_notices(occasion.database, team.id, TOLD)
    teams.bar(occasion.database, team.id, obstacle, occasion.now)
    is_halted = halting.halt(occasion, is_all=obstacle in OF_ALL)
    names: dict[str, Any] = {"team": team.name, "obstacle": obstacle.value, "is_halted": is_halted}
    for coordinator in coordinators:
        if coordinator.id not in told:
            occasion.whisper(coordinator, TOLD.name, is_owed=True, **names)
    occasion.look_again()
    return everybody


def _tell_of_case(occasion: Occasion) -> None:
    occasion.tell_coordinators("delivery.case_topic_closed")


def _clear(occasion: Occasion) -> None:
    team = occasion.here
    topic: Topic = team.place.topic_id if team.obstacle is Obstacle.CLOSED else "all"
    held.drop_notices(occasion.database, team.id, TOLD)
    _release(occasion, topic)
    halting.let_go_on(occasion)
    teams.bar(occasion.database, team.id, None, occasion.now)
    occasion.look_again()


def _release(occasion: Occasion, topic: Topic) -> None:
    chat_id = occasion.here.place.chat_id
    held.release(occasion.database, chat_id, topic, occasion.now + TRIED_EACH, occasion.now)
    occasion.touched.add(chat_id)
