"""Delivery: what follows when a message arrived, may have arrived, was refused, or its chat moved or closed."""

import logging
from datetime import datetime, timedelta

from bot.app.occasion import House, Occasion
from bot.core.model import Role, Session
from bot.core.outgoing import Button, Say
from bot.storage import inbox, members, outbox, people, schedules, sessions, teams
from bot.storage.database import transaction
from bot.storage.outbox import Parcel, Trouble

log = logging.getLogger(__name__)
LOOK_BACK = timedelta(days=14)


def arrived(house: House, parcel: Parcel, message_id: int | None, now: datetime) -> None:
    """Record that something was done in a chat."""
    with transaction(house.database):
        outbox.mark_sent(house.database, parcel.id, message_id, now)


def may_have_arrived(house: House, parcel: Parcel, problem: str, now: datetime) -> set[int]:
    """Record a message as uncertain and show it to the coordinators; return the chats that get something."""
    log.warning("Parcel %s (%s) is uncertain: %s", parcel.id, parcel.purpose, problem)
    with transaction(house.database):
        outbox.mark_uncertain(house.database, parcel.id, problem, now)
        return _show(house, parcel.team_id, parcel.id, parcel.purpose, "uncertain", now)


def refused(house: House, parcel: Parcel, problem: str, now: datetime) -> set[int]:
    """Record a message as failed for good and show it to the coordinators."""
    log.warning("Parcel %s (%s) was refused: %s", parcel.id, parcel.purpose, problem)
    with transaction(house.database):
        outbox.mark_failed(house.database, parcel.id, problem, now)
        if not isinstance(parcel.content, Say):
            return set()
        return _show(house, parcel.team_id, parcel.id, parcel.purpose, "failed", now)


def chat_closed(house: House, parcel: Parcel, problem: str, now: datetime) -> None:
    """Stop writing to a chat that refused us: somebody blocked the bot, or a group removed it."""
    log.info("Chat %s is closed to us: %s", parcel.chat_id, problem)
    with transaction(house.database):
        outbox.mark_failed(house.database, parcel.id, problem, now)
        outbox.give_up_chat(house.database, parcel.chat_id, problem, now)
        if parcel.chat_id > 0:
            people.set_reachable(house.database, parcel.chat_id, is_reachable=False)
        else:
            teams.set_present(house.database, parcel.chat_id, is_present=False)


def chat_moved(house: House, old_chat_id: int, new_chat_id: int, now: datetime) -> set[int]:
    """Follow a group that became a supergroup, and ask open questions again there: old messages can't be answered."""
    touched: set[int] = {new_chat_id}
    with transaction(house.database):
        if not teams.find_in_chat(house.database, old_chat_id):
            return touched
        teams.move(house.database, old_chat_id, new_chat_id)
        for team in teams.find_in_chat(house.database, new_chat_id):
            occasion = Occasion(house, now, team=team)
            for session in sessions.open_in(house.database, team.id):
                _ask_again(occasion, session)
    return touched


def _ask_again(occasion: Occasion, session: Session) -> None:
    method = occasion.house.content.methods.get(session.method)
    if method is None or outbox.is_waiting_for(occasion.database, session.id):
        return
    language = occasion.here.language
    label = occasion.house.renderer.say(language, "buttons.skip", occasion.zone)
    occasion.say(
        "asking.moved",
        ((Button(label=label, command=f"skip {session.id}"),),),
        session=session,
        purpose="prompt",
        title=method.title.in_(language),
        ask=method.steps[0].ask.in_(language),
        until=session.due_at,
    )


def expire(house: House, now: datetime) -> set[int]:
    """Give up on what waited too long; a prompt that never got out makes its moment a missed one."""
    touched: set[int] = set()
    for parcel in outbox.take_expired(house.database, now):
        team = teams.find(house.database, parcel.team_id) if parcel.team_id else None
        if not isinstance(parcel.content, Say) or team is None:
            continue
        session = sessions.find(house.database, parcel.session_id, team.id) if parcel.session_id else None
        if session and parcel.purpose == "prompt" and not session.heard:
            _cancel(house, session, now)
        touched |= _show(house, parcel.team_id, parcel.id, parcel.purpose, "expired", now)
    return touched


def _cancel(house: House, session: Session, now: datetime) -> None:
    moment_id = sessions.moment_of(house.database, session.id)
    sessions.cancel(house.database, session.id, now)
    if moment_id:
        schedules.mark_missed(house.database, moment_id, "could not be delivered in time")


def recover(house: House, now: datetime) -> None:
    """After a start: what was being sent when the program ended may have arrived, and is shown as uncertain."""
    with transaction(house.database):
        for trouble in outbox.recover(house.database, now):
            _show(house, trouble.team_id, trouble.id, trouble.purpose, "uncertain", now)


def _show(house: House, team_id: int | None, parcel_id: int, purpose: str, state: str, now: datetime) -> set[int]:
    """Tell the coordinators of a team what did not certainly arrive; never about such a notice itself."""
    team = teams.find(house.database, team_id) if team_id else None
    if team is None or purpose.startswith("delivery."):
        return set()
    occasion = Occasion(house, now, team=team)
    for coordinator in members.in_role(house.database, team.id, Role.COORDINATOR):
        language = occasion.private_language(coordinator)
        again = Button(
            label=house.renderer.say(language, "buttons.send_again", occasion.zone),
            command=f"resend {parcel_id}",
        )
        occasion.whisper(
            coordinator,
            "delivery.trouble",
            ((again,),) if state == "uncertain" else (),
            is_owed=True,
            team=team.name,
            what=_what(purpose),
            state=state,
            at=now,
        )
    return occasion.touched


def _what(purpose: str) -> str:
    """Return the kind of message in a word that the sentences know."""
    if purpose in ("prompt", "summary"):
        return purpose
    return "digest" if purpose == "giving_back.digest" else "answer"


def send_again(occasion: Occasion, argument: str) -> None:
    """Answer the button under an uncertain message: a coordinator of its team sends it once more."""
    own = members.teams_of(occasion.database, occasion.who.id, Role.COORDINATOR)
    parcel_id = int(argument) if argument.isdigit() else 0
    chat_id = outbox.send_again(occasion.database, parcel_id, [team.id for team in own], occasion.now)
    if chat_id is None:
        occasion.hint("delivery.nothing_to_resend")
        return
    occasion.touched.add(chat_id)
    occasion.show("delivery.sent_again", ())


def show_health(occasion: Occasion, argument: str) -> None:
    """Answer /teams in private: a coordinator's teams, and what was not certainly delivered lately."""
    own = members.teams_of(occasion.database, occasion.who.id, Role.COORDINATOR)
    lines = [{"name": team.name, "troubles": [_line(item) for item in _troubles(occasion, team.id)]} for team in own]
    buttons = tuple(
        (Button(label=occasion.label("send_again"), command=f"resend {item.id}"),)
        for team in own
        for item in _troubles(occasion, team.id)
        if item.state == "uncertain"
    )
    occasion.answer("delivery.teams", buttons[:8], teams=lines)


def _troubles(occasion: Occasion, team_id: int) -> list[Trouble]:
    recent = outbox.troubles(occasion.database, occasion.now - LOOK_BACK, team_id)
    return [trouble for trouble in recent if not trouble.purpose.startswith("delivery.")]


def _line(trouble: Trouble) -> dict[str, object]:
    return {"what": _what(trouble.purpose), "state": trouble.state, "at": trouble.at}


def tidy(house: House, now: datetime) -> None:
    """Forget what is long done, once a night."""
    with transaction(house.database):
        inbox.forget_old(house.database, now)
        outbox.forget_old(house.database, now)
        members.forget_old_invitations(house.database, now)
