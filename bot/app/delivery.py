"""Delivery: what follows when a message arrived, may have arrived, was refused, or its chat moved or closed."""

import logging
from datetime import datetime, timedelta
from typing import Any

from bot.app import following
from bot.app.context.house import House, as_number
from bot.app.context.occasion import Occasion
from bot.app.log import retention
from bot.app.sessions import asking, choosing, cleaning, framing, leading, publishing
from bot.core.model import Role, Session
from bot.core.outgoing import Button, DeleteTopic, OpenTopic, Outgoing, Say
from bot.rendering import visible_text
from bot.storage import (
    consultations,
    digests,
    inbox,
    members,
    outbox,
    people,
    pruning,
    quotes,
    retraction,
    schedules,
    sessions,
    teams,
    troubles,
)
from bot.storage.consultations import Walk
from bot.storage.database import transaction
from bot.storage.outbox import Parcel
from bot.storage.troubles import Trouble

log = logging.getLogger(__name__)
LOOK_BACK = timedelta(days=14)
TEAMS_SHOWN, TROUBLES_SHOWN = 12, 5
DIGESTS = ("giving_back.digest", "giving_back.released")


def arrived(house: House, parcel: Parcel, message_id: int | None, now: datetime) -> set[int]:
    """Record that something was done in a chat; return the chats that get something because of it."""
    with transaction(house.database):
        is_stale = outbox.mark_sent(house.database, parcel.id, message_id, now)
        touched = _follow(house, parcel, now) if is_stale else set[int]()
        return touched | _begin_in_topic(house, parcel, message_id, now) | _true_up(house, parcel, message_id, now)


def _follow(house: House, parcel: Parcel, now: datetime) -> set[int]:
    """Let a message follow what was changed or erased while it was on its way."""
    occasion = Occasion(house, now, to_follow={parcel.id})
    following.follow(occasion)
    return occasion.touched


def _true_up(house: House, parcel: Parcel, message_id: int | None, now: datetime) -> set[int]:
    """Let people's words that were changed, withdrawn or erased while they were on their way be so where they stand."""
    if message_id is None or parcel.session_id is None or not isinstance(parcel.content, Say) or parcel.chat_id > 0:
        return set()
    walk = consultations.find(house.database, parcel.session_id)
    if walk is None or not cleaning.is_of_people(walk, parcel.purpose):
        return set()
    occasion = Occasion(house, now, team=teams.find(house.database, walk.team_id))
    if not consultations.holds_words(house.database, walk.id):
        cleaning.take_off(occasion, parcel.chat_id, message_id, now, occasion.here.language)
    elif not parcel.purpose.startswith("step "):
        publishing.true_up(occasion, walk, parcel.purpose, message_id, parcel.content.text)
    return occasion.touched


def _begin_in_topic(house: House, parcel: Parcel, topic_id: int | None, now: datetime) -> set[int]:
    """Begin a case in the topic that was opened for it, or without one where that was refused."""
    walk = consultations.find(house.database, parcel.session_id or 0) if isinstance(parcel.content, OpenTopic) else None
    if walk is None:
        return set()
    occasion = Occasion(house, now, team=teams.find(house.database, walk.team_id))
    choosing.topic_opened(occasion, walk, topic_id)
    return occasion.touched


def arrived_together(house: House, parcel_ids: list[int], now: datetime) -> None:
    """Record several marks, edits or acknowledgements as done."""
    with transaction(house.database):
        for parcel_id in parcel_ids:
            outbox.mark_sent(house.database, parcel_id, None, now)


def put_back(house: House, parcel_id: int, send_after: datetime, other: Outgoing | None, now: datetime) -> None:
    """Let what certainly did not arrive wait again, in other words if given, and as what it quotes reads by now."""
    with transaction(house.database):
        outbox.put_back(house.database, parcel_id, send_after, other)
        following.follow(Occasion(house, now, to_follow=set(quotes.take_stale(house.database))))


def may_have_arrived(house: House, parcel: Parcel, problem: str, now: datetime) -> set[int]:
    """Record a message as uncertain and show it to the coordinators; return the chats that get something."""
    log.warning("Parcel %s (%s) is uncertain: %s", parcel.id, parcel.purpose, problem)
    with transaction(house.database):
        if not outbox.mark_uncertain(house.database, parcel.id, problem, now):
            return set()
        return _show(house, _trouble(parcel, "uncertain", now), now)


def refused(house: House, parcel: Parcel, problem: str, now: datetime) -> set[int]:
    """Record something as failed for good, and show a message to the coordinators."""
    log.warning("Parcel %s (%s) was refused: %s", parcel.id, parcel.purpose, problem)
    with transaction(house.database):
        if not outbox.mark_failed(house.database, parcel.id, problem, now):
            return set()
        if isinstance(parcel.content, DeleteTopic):
            return _empty_messages(house, parcel, now)
        if not isinstance(parcel.content, Say):
            return _begin_in_topic(house, parcel, None, now)
        trouble = _trouble(parcel, "failed", now)
        _cancel_unasked(house, trouble, now)
        return _show(house, trouble, now)


def _empty_messages(house: House, parcel: Parcel, now: datetime) -> set[int]:
    """Take the words of a case off the chat one by one, where its topic could not be deleted."""
    walk = consultations.find(house.database, parcel.session_id or 0)
    if walk is None:
        return set()
    occasion = Occasion(house, now, team=teams.find(house.database, walk.team_id))
    cleaning.clean_messages(occasion, walk)
    return occasion.touched


def _trouble(parcel: Parcel, state: str, now: datetime) -> Trouble:
    return Trouble(parcel.id, parcel.team_id, parcel.session_id, parcel.purpose, state, now, None, parcel.chat_id)


def chat_closed(house: House, parcel: Parcel, problem: str, now: datetime) -> None:
    """Stop writing to a chat that refused us: somebody blocked the bot, or a group removed it."""
    log.info("Chat %s is closed to us: %s", parcel.chat_id, problem)
    with transaction(house.database):
        outbox.mark_failed(house.database, parcel.id, problem, now)
        _cancel_unasked(house, _trouble(parcel, "failed", now), now)
        _give_up_chat(house, parcel.chat_id, problem, now)


def removed(occasion: Occasion) -> None:
    """Fall silent in a chat the bot was removed from or blocked in: what was waiting is dropped, the log stays."""
    if occasion.event:
        _give_up_chat(occasion.house, occasion.event.place.chat_id, "the bot was removed", occasion.now)


def _give_up_chat(house: House, chat_id: int, problem: str, now: datetime) -> None:
    for trouble in outbox.give_up_chat(house.database, chat_id, problem, now):
        _cancel_unasked(house, trouble, now)
    if chat_id > 0:
        people.set_reachable(house.database, chat_id, is_reachable=False)
    else:
        teams.set_present(house.database, chat_id, is_present=False)


def topic_gone(house: House, parcel: Parcel, problem: str, now: datetime) -> set[int]:
    """Fall silent in a topic that was deleted, and tell the coordinators; a command there would wake the team again."""
    walk = consultations.find(house.database, parcel.session_id or 0)
    if walk and isinstance(parcel.content, Say) and parcel.content.topic_id == walk.topic_id is not None:
        return _case_topic_gone(house, parcel, walk, problem, now)
    touched = refused(house, parcel, problem, now)
    if parcel.team_id is None:
        return touched
    with transaction(house.database):
        teams.mark_gone(house.database, parcel.team_id)
        for trouble in outbox.give_up_team(house.database, parcel.team_id, parcel.chat_id, problem, now):
            _cancel_unasked(house, trouble, now)
    return touched


def _case_topic_gone(house: House, parcel: Parcel, walk: Walk, problem: str, now: datetime) -> set[int]:
    """End a case whose own topic somebody deleted: its words are gone from the group, and go from the log."""
    with transaction(house.database):
        outbox.mark_failed(house.database, parcel.id, problem, now)
        occasion = Occasion(house, now, team=teams.find(house.database, walk.team_id))
        consultations.set_topic(house.database, walk.id, None)
        without = consultations.find(house.database, walk.id)
        if without and not without.stand.is_over:
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
        if parcel and parcel.session_id and outbox.is_asked_in(house.database, new_chat_id, parcel.session_id):
            outbox.mark_sent(house.database, parcel.id, None, now)
        elif parcel:
            outbox.readdress(house.database, parcel.id, new_chat_id, now)
        for team in teams.find_in_chat(house.database, new_chat_id) if is_known else ():
            occasion = Occasion(house, now, team=team)
            for session in sessions.open_in(house.database, team.id):
                if not outbox.is_asked_in(house.database, new_chat_id, session.id):
                    asking.ask_again(occasion, session)
            if (walk := consultations.running_in(house.database, team.id)) is not None:
                leading.open_step_again(occasion, walk)
    return {new_chat_id}


def expire(house: House, now: datetime) -> set[int]:
    """Give up on what waited too long; a prompt that never got out makes its moment a missed one."""
    touched: set[int] = set()
    for trouble in outbox.take_expired(house.database, now):
        _cancel_unasked(house, trouble, now)
        touched |= _show(house, trouble, now)
    return touched


def _cancel_unasked(house: House, trouble: Trouble, now: datetime) -> None:
    """End the session of a prompt that nobody got; it counts for nobody's share."""
    if trouble.purpose != "prompt" or trouble.session_id is None or trouble.team_id is None:
        return
    session = sessions.find(house.database, trouble.session_id, trouble.team_id)
    if session and session.state == "open" and not session.heard:
        _cancel(house, session, now)


def _cancel(house: House, session: Session, now: datetime) -> None:
    moment_id = sessions.moment_of(house.database, session.id)
    sessions.cancel(house.database, session.id, now)
    if moment_id:
        schedules.mark_missed(house.database, moment_id, "could not be delivered in time")


def recover(house: House, now: datetime) -> None:
    """After a start: what was being sent when the program ended may have arrived, and is shown as uncertain.

    What quotes somebody who was erased by hand meanwhile follows.
    """
    with transaction(house.database):
        for trouble in outbox.recover(house.database, now):
            _show(house, trouble, now)
        following.follow(Occasion(house, now, to_follow=set(quotes.take_stale(house.database))))


def _show(house: House, trouble: Trouble, now: datetime) -> set[int]:
    """Tell the coordinators of a team what did not certainly arrive; never about such a notice itself."""
    team = teams.find(house.database, trouble.team_id) if trouble.team_id else None
    if team is None or not _concerns_coordinators(trouble):
        return set()
    occasion = Occasion(house, now, team=team)
    facts: dict[str, Any] = {"team": team.name, "what": _what(trouble.purpose), "state": trouble.state, "at": now}
    for coordinator in members.in_role(house.database, team.id, Role.COORDINATOR):
        language = occasion.private_language(coordinator)
        label = visible_text(house.renderer.say(language, "buttons.send_again", occasion.zone))
        again = Button(label=label, command=f"resend {trouble.id}")
        keyboard = ((again,),) if trouble.state == "uncertain" else ()
        occasion.whisper(coordinator, "delivery.trouble", keyboard, is_owed=True, **facts)
    return occasion.touched


def _what(purpose: str) -> str:
    """Return the kind of message in a word that the sentences know."""
    if purpose in ("prompt", "summary"):
        return purpose
    return "digest" if purpose.split(" ")[0] in DIGESTS else "answer"


def send_again(occasion: Occasion, argument: str) -> None:
    """Answer the button under an uncertain message: a coordinator of its team sends it once more."""
    own = members.teams_of(occasion.database, occasion.who.id, Role.COORDINATOR)
    chat_id = outbox.send_again(occasion.database, as_number(argument), [team.id for team in own], occasion.now)
    if chat_id is None:
        occasion.hint("delivery.nothing_to_resend")
        return
    occasion.touched.add(chat_id)
    occasion.show("delivery.sent_again", ())


def show_health(occasion: Occasion, argument: str) -> None:
    """Answer /teams in private: a coordinator's teams, and what was not certainly delivered lately."""
    own = members.teams_of(occasion.database, occasion.who.id, Role.COORDINATOR)
    recent = {team.id: _troubles(occasion, team.id)[-TROUBLES_SHOWN:] for team in own[:TEAMS_SHOWN]}
    lines = [{"name": team.name, "troubles": [_line(item) for item in recent[team.id]]} for team in own[:TEAMS_SHOWN]]
    buttons = tuple(
        (Button(label=occasion.label("send_again"), command=f"resend {item.id}"),)
        for found in recent.values()
        for item in found
        if item.state == "uncertain"
    )
    occasion.answer("delivery.teams", buttons[:8], teams=lines)


def _troubles(occasion: Occasion, team_id: int) -> list[Trouble]:
    recent = troubles.since(occasion.database, occasion.now - LOOK_BACK, team_id)
    return [trouble for trouble in recent if _concerns_coordinators(trouble)]


def _concerns_coordinators(trouble: Trouble) -> bool:
    """Tell whether a message was for the team or a digest: what is for one person is nobody else's business."""
    is_for_team = trouble.chat_id < 0 and trouble.purpose != outbox.NOTED
    return is_for_team or trouble.purpose.split(" ")[0] in DIGESTS


def _line(trouble: Trouble) -> dict[str, object]:
    return {"what": _what(trouble.purpose), "state": trouble.state, "at": trouble.at}


def tidy(house: House, now: datetime) -> None:
    """Forget what is long done, once a night."""
    with transaction(house.database):
        inbox.forget_old(house.database, now)
        retraction.forget_old(house.database, now)
        retraction.forget_strangers(house.database)
        digests.forget_old(house.database, now)
        members.forget_old_invitations(house.database, now)
        retention.forget_unknown(house, now)
        pruning.wake(house.database)
