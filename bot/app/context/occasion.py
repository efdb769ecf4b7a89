"""One occasion: all that a room can say and do in a chat while one event or one owed moment is handled."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.app.context.situation import Situation
from bot.core import timing
from bot.core.events import Commanded, Event
from bot.core.model import Person, Role, Session, Team
from bot.core.outgoing import Acknowledge, Document, Edit, Keyboard, Menu, Outgoing, React, Say
from bot.core.sources import Source, like, sources_in
from bot.rendering import fitting, visible_text
from bot.storage import members, outbox, people, quotes, said
from bot.storage.consultations import Walk
from bot.storage.quotes import Reach, Where
from bot.storage.said import Said

NOTED = "✍"
# Telegram forgets a button press after 150 seconds, and shows at most 200 characters in answer to it.
PRESS_LIVES = timedelta(seconds=150)
HINT_LENGTH = 200


@dataclass
class Occasion(Situation):
    """One situation, inside one transaction, in which something can be said. `touched` collects the chats that get it.

    `changed_menus` collects whose command menu changed: a person's in private, or in a team's group; `to_follow` the
    messages that quote what was changed or erased. With `holds_until` nothing goes out before then, and `held` collects
    what waits.
    """

    touched: set[int] = field(default_factory=set)
    to_follow: set[int] = field(default_factory=set)
    changed_menus: set[tuple[int, int | None]] = field(default_factory=set)
    is_acknowledged: bool = False
    holds_until: datetime | None = None
    held: list[int] = field(default_factory=list)

    def say(
        self,
        key: str,
        keyboard: Keyboard = (),
        *,
        session: Session | Walk | None = None,
        purpose: str | None = None,
        send_after: datetime | None = None,
        keeps: timedelta = timedelta(days=2),
        is_silent: bool = False,
        reply_to: int | None = None,
        **names: Any,
    ) -> None:
        """Say something to the team, in its own place; nothing where the bot was removed."""
        html = self.words(key, self.here.language, **names)
        self.say_html(
            html,
            keyboard,
            session=session,
            purpose=purpose or key,
            send_after=send_after,
            keeps=keeps,
            is_silent=is_silent,
            reply_to=reply_to,
        )

    def say_html(
        self,
        html: str,
        keyboard: Keyboard = (),
        *,
        session: Session | Walk | None = None,
        purpose: str,
        send_after: datetime | None = None,
        keeps: timedelta = timedelta(days=2),
        is_silent: bool = False,
        reply_to: int | None = None,
        about: object = (),
    ) -> None:
        """Say something rendered already to the team, in its own place or the topic of its case; `about` is what else
        it draws on than it quotes."""
        if not self.here.is_present:
            return
        own_topic = session.topic_id if isinstance(session, Walk) else None
        topic = own_topic or self.here.place.topic_id
        content = Say(text=fitting(html), keyboard=keyboard, topic_id=topic, is_silent=is_silent, reply_to=reply_to)
        place = self.here.place.chat_id
        self._put(content, place, purpose, session=session, after=send_after, keeps=keeps, about=(html, about))

    def answer(
        self,
        key: str,
        keyboard: Keyboard = (),
        /,
        *,
        session: Session | Walk | None = None,
        purpose: str | None = None,
        document: Document | None = None,
        **names: Any,
    ) -> None:
        """Answer where somebody spoke, as a reply to what they said."""
        text = self.words(key, **names)
        self.answer_html(text, keyboard, session=session, purpose=purpose or key, document=document)

    def answer_html(
        self,
        html: str,
        keyboard: Keyboard = (),
        *,
        session: Session | Walk | None = None,
        purpose: str,
        document: Document | None = None,
    ) -> None:
        """Answer with something rendered already."""
        event = self._event()
        written = None if event.is_private or self.is_press else getattr(event.what, "message_id", None)
        text, topic = fitting(html), event.place.topic_id
        content = Say(text=text, keyboard=keyboard, topic_id=topic, reply_to=written, document=document)
        about = (text, document.content if document else "")
        self._put(content, event.place.chat_id, purpose, session=session, about=about)

    def show(
        self,
        key: str,
        keyboard: Keyboard,
        /,
        *,
        session: Session | Walk | None = None,
        purpose: str | None = None,
        **names: Any,
    ) -> None:
        """Show a card: in place of the one whose button was pressed, or as a new message."""
        self.show_html(self.words(key, **names), keyboard, session=session, purpose=purpose or key)

    def show_html(
        self,
        html: str,
        keyboard: Keyboard,
        *,
        session: Session | Walk | None = None,
        purpose: str,
    ) -> None:
        """Show a card that is rendered already."""
        event = self._event()
        if isinstance(event.what, Commanded) and event.what.press_id and event.what.message_id:
            content = Edit(message_id=event.what.message_id, text=fitting(html), keyboard=keyboard)
            self._put(content, event.place.chat_id, purpose, session=session, about=html)
        else:
            self.answer_html(html, keyboard, session=session, purpose=purpose)

    def hint(self, key: str, /, **names: Any) -> None:
        """Tell one person something small: briefly on the screen after a press, else as an answer."""
        event = self._event()
        if isinstance(event.what, Commanded) and event.what.press_id:
            html = self.words(key, **names)
            line = visible_text(html)
            self._acknowledge(event.what.press_id, like(line if len(line) <= HINT_LENGTH else f"{line[:199]}…", html))
        else:
            self.answer(key, **names)

    def whisper(
        self,
        person: Person,
        key: str,
        keyboard: Keyboard = (),
        *,
        is_owed: bool = False,
        session: Session | Walk | None = None,
        purpose: str | None = None,
        send_after: datetime | None = None,
        keeps: timedelta = timedelta(days=2),
        **names: Any,
    ) -> bool:
        """Tell somebody something in private, if they ever opened that chat; return whether it will be said.

        What the clock says (`is_owed`) waits for the person's next working day, by day.
        """
        if not person.is_reachable:
            return False
        after = timing.in_daytime(self.now, self.zone, self.free, person) if is_owed else send_after or self.now
        text = self.words(key, self.private_language(person), **names)
        return self.whisper_html(
            person, text, keyboard, session=session, purpose=purpose or key, send_after=after, keeps=keeps
        )

    def whisper_html(
        self,
        person: Person,
        html: str,
        keyboard: Keyboard = (),
        *,
        session: Session | Walk | None = None,
        purpose: str,
        send_after: datetime | None = None,
        keeps: timedelta = timedelta(days=2),
    ) -> bool:
        """Tell somebody in private something rendered already, if they ever opened that chat; return whether."""
        if not person.is_reachable:
            return False
        text = fitting(html)
        content = Say(text=text, keyboard=keyboard)
        self._put(content, person.id, purpose, session=session, after=send_after, keeps=keeps, about=text)
        return True

    def edit(
        self,
        chat_id: int,
        message_id: int,
        text: str,
        keyboard: Keyboard = (),
        keeps: timedelta = timedelta(days=2),
        session: Walk | None = None,
        is_last: bool = False,
    ) -> None:
        """Put other words, as HTML, in the place of a message that stands; of a session, until its words are erased.

        What `is_last` goes when nothing else waits.
        """
        content = Edit(message_id=message_id, text=fitting(text), keyboard=keyboard)
        said.drop_edits(self.database, chat_id, message_id)
        self._put(content, chat_id, "edit", session=session, keeps=keeps, about=text, is_last=is_last)

    def reword(self, message: Said, text: str, session: Walk, keyboard: Keyboard = ()) -> None:
        """Let a message of people's words read otherwise, on their screens or before it goes there."""
        if message.message_id is None:
            said.reword(self.database, message.parcel_id, fitting(text), keyboard)
            quotes.put(self.database, message.parcel_id, sources_in(text))
        else:
            self.edit(message.chat_id, message.message_id, text, keyboard, session=session)

    def do(
        self,
        content: Outgoing,
        chat_id: int,
        purpose: str,
        session: Walk | None = None,
        keeps: timedelta = timedelta(days=2),
    ) -> None:
        """Do something else than saying in a chat, for a session or for none."""
        self._put(content, chat_id, purpose, session=session, keeps=keeps)

    def show_menu(self, chat_id: int, menu: Menu) -> None:
        """Let a chat's menu show other commands."""
        self._put(menu, chat_id, "menu")

    def tell_coordinators(self, key: str, **names: Any) -> None:
        """Tell the team's coordinators something in private, on their working days."""
        for coordinator in members.in_role(self.database, self.here.id, Role.COORDINATOR):
            self.whisper(coordinator, key, is_owed=True, team=self.here.name, **names)

    def note_reply(self, message_id: int) -> None:
        """Show somebody that what they wrote is kept: by a mark, or in words where marks are refused."""
        event = self._event()
        place, whose = event.place, self.who if event.is_private else self.here
        mark = React(message_id=message_id, emoji=NOTED, topic_id=place.topic_id)
        if whose.no_marks_until and self.now < whose.no_marks_until:
            self.note_in_words(mark, place.chat_id)
        else:
            self._put(mark, place.chat_id, outbox.NOTED)

    def note_in_words(self, mark: React, chat_id: int) -> None:
        """Say what a mark would have shown, in one line below the message and without a sound."""
        is_private = chat_id > 0
        language = self.private_language(people.find(self.database, chat_id)) if is_private else self.here.language
        text = self.words("answering.noted", language)
        line = Say(text=text, topic_id=mark.topic_id, reply_to=mark.message_id, is_silent=True)
        self._put(line, chat_id, outbox.NOTED)

    def take_back(
        self, sources: Iterable[Source], *, where: Where = "anywhere", team: Team | None = None, is_all: bool = False
    ) -> Reach:
        """Let every message that quotes some words or names follow what is about to become of them.

        Of a team only if one is given. What somebody was shown of their own in their own chat stays there, unless all
        of them goes (`is_all`). Returns how far it reaches elsewhere.
        """
        own = self.person.id if self.person else 0
        sources = list(sources)
        found = quotes.quoting(self.database, sources, where, own, team.id if team else None)
        self.to_follow |= {*found, *(quotes.quoting(self.database, sources, where, besides=0) if is_all else ())}
        return quotes.reach(self.database, found)

    def leave_alone(self, chat_id: int, message_id: int) -> None:
        """Let a message follow nothing more: it is taken off the chat."""
        self.to_follow.difference_update(quotes.at(self.database, chat_id, message_id))

    def settle_press(self) -> None:
        """End the little clock on a pressed button, if nothing did yet."""
        if self.event and isinstance(self.event.what, Commanded) and self.event.what.press_id:
            self._acknowledge(self.event.what.press_id, None)

    def _acknowledge(self, press_id: str, text: str | None) -> None:
        if not self.is_acknowledged:
            self.is_acknowledged = True
            content = Acknowledge(press_id=press_id, text=text)
            self._put(content, self.who.id, "press", keeps=PRESS_LIVES, about=text)

    def _event(self) -> Event:
        if self.event is None:
            raise LookupError("nobody spoke on this occasion")
        return self.event

    def _put(
        self,
        content: Outgoing,
        chat_id: int,
        purpose: str,
        *,
        session: Session | Walk | None = None,
        after: datetime | None = None,
        keeps: timedelta = timedelta(days=2),
        about: object = (),
        is_last: bool = False,
    ) -> None:
        start = max(after or self.now, self.holds_until or self.now)
        parcel_id = outbox.add(
            self.database,
            content,
            chat_id,
            purpose,
            self.now,
            team_id=self.team.id if self.team else None,
            session_id=session.id if session else None,
            send_after=start,
            keeps=keeps,
            rank=outbox.LAST if is_last else None,
        )
        if quoted := sources_in(about):
            quotes.add(self.database, parcel_id, quoted)
        if self.holds_until:
            self.held.append(parcel_id)
        self.touched.add(chat_id)
