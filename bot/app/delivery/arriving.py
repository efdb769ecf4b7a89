"""Arriving: what follows when something was done in a chat, or certainly was not."""

from datetime import datetime

from bot.app.context.house import Asked, House
from bot.app.context.occasion import Occasion
from bot.app.delivery import following
from bot.app.sessions import choosing, cleaning, publishing, rewording
from bot.core.model import is_private
from bot.core.outgoing import Edit, OpenTopic, Outgoing, Say
from bot.core.purposes import EDIT, LIST, STEP, WORDS
from bot.core.session.state import Session
from bot.storage import cleanings, outbox, people, quotes, sessions, teams
from bot.storage.database import transaction
from bot.storage.outbox import Parcel


def arrived(house: House, parcel: Parcel, message_id: int | None, now: datetime) -> set[int]:
    """Record that something was done in a chat; return the chats that get something because of it."""
    with transaction(house.database):
        is_stale = outbox.mark_sent(house.database, parcel.id, message_id, now)
        touched = _follow(house, parcel, now) if is_stale else set[int]()
        corrected = _correct(house, parcel, message_id, now, is_stale=is_stale)
        return touched | begin_in_topic(house, parcel, message_id, now) | corrected


def note_asked(house: House, parcel: Parcel, message_id: int | None, now: datetime) -> None:
    """Note the buttons that somebody sees in private: under the last message, or where they pressed one."""
    last, content = house.asked.get(parcel.chat_id), parcel.content
    if not is_private(parcel.chat_id) or not isinstance(content, Say | Edit):
        return
    number = content.message_id if isinstance(content, Edit) else message_id
    is_last = isinstance(content, Say) or (last is not None and last.message_id == number)
    if is_last or (content.keyboard and parcel.purpose != EDIT):
        # Telegram tells in whole seconds when something was written.
        since, is_edited = now.replace(microsecond=0), isinstance(content, Edit)
        house.asked[parcel.chat_id] = Asked(number, content.keyboard, since, is_edited)


def _follow(house: House, parcel: Parcel, now: datetime) -> set[int]:
    """Let a message follow what was changed or erased while it was on its way."""
    occasion = Occasion(house, now, to_follow={parcel.id})
    following.follow(occasion)
    return occasion.touched


def _correct(house: House, parcel: Parcel, message_id: int | None, now: datetime, *, is_stale: bool) -> set[int]:
    """Let people's words that were changed, withdrawn or erased while they were on their way be so where they stand."""
    if message_id is None or parcel.session_id is None or not isinstance(parcel.content, Say):
        return set()
    if not parcel.purpose.is_a(WORDS, LIST, STEP):
        return set()
    session = sessions.walkthrough(house.database, parcel.session_id)
    if session is None:
        return set()
    occasion = Occasion(house, now, team=teams.find(house.database, session.team_id))
    if is_private(parcel.chat_id):
        _correct_card(occasion, session, parcel, message_id, is_stale=is_stale)
    elif cleaning.is_of_people(session, parcel.purpose):
        _correct_in_group(occasion, session, parcel, message_id, parcel.content.text)
    return occasion.touched


def _correct_in_group(occasion: Occasion, session: Session, parcel: Parcel, message_id: int, shown: str) -> None:
    if not cleanings.holds_words(occasion.database, session.id):
        cleaning.take_off(occasion, parcel.chat_id, message_id, occasion.now, occasion.here.language)
    elif not parcel.purpose.is_a(STEP):
        publishing.correct(occasion, session, parcel.purpose, message_id, shown)


def _correct_card(occasion: Occasion, session: Session, parcel: Parcel, message_id: int, *, is_stale: bool) -> None:
    """Take a card off the screen of somebody whose session is over, or who is out of it, and else let it be true."""
    if not cleaning.is_of_others(session, parcel.purpose):
        return
    if session.state.is_over or parcel.chat_id not in session.state.people:
        language = occasion.private_language(people.find(occasion.database, parcel.chat_id))
        cleaning.take_off(occasion, parcel.chat_id, message_id, occasion.now, language)
    elif is_stale:
        rewording.show_cards_anew(occasion, session)


def begin_in_topic(house: House, parcel: Parcel, topic_id: int | None, now: datetime) -> set[int]:
    """Begin a case in the topic that was opened for it, or without one where that was refused."""
    session = (
        sessions.walkthrough(house.database, parcel.session_id or 0) if isinstance(parcel.content, OpenTopic) else None
    )
    if session is None:
        return set()
    occasion = Occasion(house, now, team=teams.find(house.database, session.team_id))
    choosing.topic_opened(occasion, session, topic_id)
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
