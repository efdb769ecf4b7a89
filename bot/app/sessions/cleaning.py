"""Cleaning up: taking the words of a case off the chat as far as the messenger allows, and out of the log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.core import timing
from bot.core.model import Language
from bot.core.outgoing import Delete, DeleteTopic
from bot.core.purposes import CLEAN, LIST, STEP, WORDS, Purpose
from bot.core.session.state import Session
from bot.storage import cleanings, commitments, contributions, entries, marks, messages, people, quotes, sessions
from bot.storage.messages import Standing

# Words are to go, however long the way to Telegram is shut.
AS_LONG_AS_IT_TAKES = timedelta(days=60)


def clean_owed(occasion: Occasion) -> None:
    """Erase the words of every case of the team whose time has come, and say so: where the team pauses, after that."""
    pauses = occasion.here.pauses
    is_paused = timing.is_among(pauses, occasion.today)
    after = timing.in_daytime(occasion.now, occasion.zone, occasion.free, pauses=pauses) if is_paused else None
    for session in sessions.to_clean(occasion.database, occasion.here.id, occasion.now):
        left = clean(occasion, session)
        method = finding.title(occasion, session)
        purpose = Purpose("cleaned")
        occasion.say("cleaning.done", purpose=purpose, is_silent=True, send_after=after, left=left, method=method)


@dataclass(frozen=True, slots=True)
class Left:
    """What the bot could not take off a group: people's own messages, if any; messages of its own that may stand there
    without its knowing where. And whether something stays for each of them alone."""

    is_own: bool
    uncertain: int
    keeps_own: bool


def clean(occasion: Occasion, session: Session) -> Left:
    """Erase the words of a case: its topic, or the bot's messages that hold them, and its entries.

    Messages too old to be deleted get other words. Returns what is left in the group.
    """
    chat_id, database = occasion.here.place.chat_id, occasion.database
    remain = session.topic_id is None and entries.has_source_in(database, session.id, chat_id)
    if session.topic_id is not None and occasion.here.is_present:
        occasion.do(DeleteTopic(topic_id=session.topic_id), chat_id, CLEAN, session, keeps=AS_LONG_AS_IT_TAKES)
        for message_id, _, _ in messages.said_in(database, session.id, chat_id):
            occasion.leave_alone(chat_id, message_id)
    elif occasion.here.is_present:
        clean_messages(occasion, session)
    unsure = messages.take_back(database, session.id, chat_id)
    marks.forget(database, session.id)
    entries.erase_case(database, session.id, keeps_lessons=session.state.phase == "ended")
    cleanings.put(database, session.id, None)
    is_gone = session.topic_id is not None and occasion.here.is_present
    keeps_own = contributions.has_lessons(database, session.id) or bool(commitments.of_session(database, session.id))
    uncertain = 0 if is_gone else sum(is_of_people(session, purpose) for purpose in unsure)
    return Left(remain, uncertain, keeps_own)


def clean_messages(occasion: Occasion, session: Session) -> None:
    """Delete the bot's messages with people's words in them, or put other words in the place of older ones."""
    chat_id = occasion.here.place.chat_id
    for message_id, arrived_at, purpose in messages.said_in(occasion.database, session.id, chat_id):
        if is_of_people(session, purpose):
            take_off(occasion, chat_id, message_id, arrived_at, occasion.here.language)


def is_of_people(session: Session, purpose: Purpose) -> bool:
    """Tell whether a message to the group holds people's words."""
    return purpose.is_a(WORDS, LIST) or _shows_words(session, purpose)


def private_cards(occasion: Occasion, session: Session) -> list[Standing]:
    """Return the messages that show somebody others' words in private, to label or from an earlier step, whoever got
    them and wherever those people are by now."""
    if not any(planned.shows_words_in_private for planned in session.state.plan):
        return []
    found = messages.private_cards(occasion.database, session.id)
    return [message for message in found if is_of_others(session, message.purpose)]


def is_of_others(session: Session, purpose: Purpose) -> bool:
    """Tell whether a message to one person holds what others wrote."""
    position = purpose.number or 0
    is_card = purpose.is_a(STEP) and position < len(session.state.plan)
    return is_card and session.state.plan[position].shows_words_in_private


def take_from(occasion: Occasion, cards: Iterable[Standing]) -> None:
    """Take cards with others' words off their readers' private chats; those that wait are not said."""
    for card in cards:
        if card.message_id is None or card.arrived_at is None:
            quotes.take_back(occasion.database, card.parcel_id)
        else:
            language = occasion.private_language(people.find(occasion.database, card.chat_id))
            take_off(occasion, card.chat_id, card.message_id, card.arrived_at, language)


def take_off(occasion: Occasion, chat_id: int, message_id: int, arrived_at: datetime, language: Language) -> None:
    """Delete a message of the bot's, or put other words in the place of one that is too old for that."""
    occasion.leave_alone(chat_id, message_id)
    if occasion.now - arrived_at < occasion.house.powers.deletable:
        # An edit that waits would show it once more before it goes; and it goes once, whoever says so again.
        messages.drop_changes(occasion.database, chat_id, message_id)
        occasion.do(Delete(message_id=message_id), chat_id, CLEAN, keeps=AS_LONG_AS_IT_TAKES)
    else:
        occasion.edit(chat_id, message_id, occasion.words("cleaning.emptied", language), keeps=AS_LONG_AS_IT_TAKES)


def _shows_words(session: Session, purpose: Purpose) -> bool:
    """Tell whether the message of a step showed people's words: a list to vote on, or what an earlier step brought."""
    position = purpose.number or 0
    is_step = purpose.is_a(STEP) and position < len(session.state.plan)
    return is_step and session.state.plan[position].shows_words_in_group
