"""One occasion: all that a room can say and do in a chat while one event or one owed moment is handled."""

from datetime import datetime, timedelta
from typing import Any

from bot.app.context.acting import Acting
from bot.core import timing
from bot.core.events import Commanded, Event
from bot.core.model import Person, Role, is_private
from bot.core.outgoing import Button, Document, Edit, Keyboard, Notice, React, Say
from bot.core.pictures import Picture
from bot.core.purposes import NOTED, Purpose
from bot.core.session.state import Session
from bot.core.sources import like, sources_in
from bot.rendering import fitting, picture_above, visible_text
from bot.storage import members, people

MARK = "✍"


class Occasion(Acting):
    """One situation, inside one transaction, in which something can be said."""

    def say(
        self,
        key: str,
        keyboard: Keyboard = (),
        *,
        session: Session | None = None,
        purpose: Purpose | None = None,
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
            purpose=purpose or Purpose(key),
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
        session: Session | None = None,
        purpose: Purpose,
        send_after: datetime | None = None,
        keeps: timedelta = timedelta(days=2),
        is_silent: bool = False,
        reply_to: int | None = None,
        about: object = (),
        picture: Picture | None = None,
    ) -> None:
        """Say something rendered already to the team, in its own place or the topic of its case, under a picture if one
        is given and it fits there; `about` is what else it draws on than it quotes."""
        here = self.here
        if not here.is_present:
            return
        own_topic = session.topic_id if isinstance(session, Session) else None
        topic = own_topic or here.place.topic_id
        text, place = fitting(html), here.place.chat_id
        content = Say(
            text=text,
            keyboard=keyboard,
            topic_id=topic,
            is_silent=is_silent,
            reply_to=reply_to,
            picture=picture_above(text, picture),
        )
        self._put(content, place, purpose, session=session, after=send_after, keeps=keeps, about=(html, about))

    def answer(
        self,
        key: str,
        keyboard: Keyboard = (),
        /,
        *,
        session: Session | None = None,
        purpose: Purpose | None = None,
        document: Document | None = None,
        picture: Picture | None = None,
        **names: Any,
    ) -> None:
        """Answer where somebody spoke, as a reply to what they said; under a picture if one is given and it fits."""
        text = self.words(key, **names)
        self.answer_html(
            text, keyboard, session=session, purpose=purpose or Purpose(key), document=document, picture=picture
        )

    def answer_html(
        self,
        html: str,
        keyboard: Keyboard = (),
        *,
        session: Session | None = None,
        purpose: Purpose,
        document: Document | None = None,
        picture: Picture | None = None,
        about: object = (),
    ) -> None:
        """Answer with something rendered already, under a picture if one is given and it fits there; `about` is what
        else it draws on than it quotes."""
        event, html = self._event(), self._of_which_team(html)
        written = None if event.is_private or self.is_press else getattr(event.what, "message_id", None)
        text, topic = fitting(html), event.place.topic_id
        above = picture_above(text, picture)
        content = Say(text=text, keyboard=keyboard, topic_id=topic, reply_to=written, document=document, picture=above)
        quoted = (text, document.content if document else "", about)
        self._put(content, event.place.chat_id, purpose, session=session, about=quoted)

    def show(
        self,
        key: str,
        keyboard: Keyboard,
        /,
        *,
        session: Session | None = None,
        purpose: Purpose | None = None,
        **names: Any,
    ) -> None:
        """Show a card: in place of the one whose button was pressed, or as a new message."""
        self.show_html(self.words(key, **names), keyboard, session=session, purpose=purpose or Purpose(key))

    def show_html(
        self,
        html: str,
        keyboard: Keyboard,
        *,
        session: Session | None = None,
        purpose: Purpose,
    ) -> None:
        """Show a card that is rendered already."""
        event = self._event()
        html = self._of_which_team(html)
        if self.pressed:
            content = Edit(message_id=self.pressed, text=fitting(html), keyboard=keyboard)
            self._put(content, event.place.chat_id, purpose, session=session, about=html)
        else:
            self.answer_html(html, keyboard, session=session, purpose=purpose)

    def _of_which_team(self, html: str) -> str:
        """Return what is said in private of a team, headed by its name where its coordinator has several."""
        if not self.steers or not self.is_private or self.here.name in visible_text(html):
            return html
        several = len(members.teams_of(self.database, self.who.id, Role.COORDINATOR)) > 1
        return like(f"{self.words('steering.about', team=self.here.name)}\n{html}", html) if several else html

    def answer_to_talk(self, key: str, /, **names: Any) -> None:
        """Answer with the way to the private chat, which somebody has to open first."""
        talk = Button(label=self.label("private"), link=self.house.link("hello"))
        self.answer(key, ((talk,),), **names)

    def hint(self, key: str, /, **names: Any) -> None:
        """Tell one person something small: briefly on the screen after a press, to a command as an answer, and to words
        in a group in private, since a correction in front of all shames."""
        event = self._event()
        if isinstance(event.what, Commanded) and event.what.press_id:
            html = self.words(key, **names)
            line = visible_text(html)
            longest = self.house.powers.hint_length
            shown = line if len(line) <= longest else f"{line[: longest - 1]}…"
            self._acknowledge(event.what.press_id, like(shown, html), self._notice(event, html))
        elif isinstance(event.what, Commanded):
            self.answer(key, **names)
        else:
            self.answer_alone(key, **names)

    def answer_alone(self, key: str, keyboard: Keyboard = (), /, **names: Any) -> None:
        """Answer one person in private, wherever they wrote; buttons are in their language."""
        if self.is_private:
            self.answer(key, keyboard, **names)
        else:
            self.whisper(self.who, key, keyboard, **names)

    def _notice(self, event: Event, html: str) -> Notice | None:
        """Return what one person is to see in a group alone; None in private, and where it holds what people wrote: a
        server may take a notice and show it to all."""
        if event.is_private or any(kind != "person" for kind, _ in sources_in(html)):
            return None
        place, until = event.place, self.now + self.house.powers.notice_lives
        return Notice(chat_id=place.chat_id, topic_id=place.topic_id, text=html, until=until)

    def whisper(
        self,
        person: Person,
        key: str,
        keyboard: Keyboard = (),
        *,
        is_owed: bool = False,
        session: Session | None = None,
        purpose: Purpose | None = None,
        send_after: datetime | None = None,
        keeps: timedelta = timedelta(days=2),
        **names: Any,
    ) -> bool:
        """Tell somebody something in private, if they ever opened that chat; return whether it will be said.

        What the clock says (`is_owed`) waits for the person's next working day, by day; of what a team goes through
        together, for one on which that doesn't pause.
        """
        if not person.is_reachable:
            return False
        after = send_after or self.now
        if is_owed:
            pauses = self.here.pauses if session and not session.state.terms.is_fixed else ()
            after = timing.in_daytime(self.now, self.zone, self.free, person, pauses)
        text = self.words(key, self.private_language(person), **names)
        return self.whisper_html(
            person, text, keyboard, session=session, purpose=purpose or Purpose(key), send_after=after, keeps=keeps
        )

    def whisper_html(
        self,
        person: Person,
        html: str,
        keyboard: Keyboard = (),
        *,
        session: Session | None = None,
        purpose: Purpose,
        send_after: datetime | None = None,
        keeps: timedelta = timedelta(days=2),
        picture: Picture | None = None,
    ) -> bool:
        """Tell somebody in private something rendered already, if they ever opened that chat; return whether.

        It stands under a picture if one is given and it fits there.
        """
        if not person.is_reachable:
            return False
        text = fitting(html)
        above = picture_above(text, picture)
        content = Say(text=text, keyboard=keyboard, picture=above)
        self._put(content, person.id, purpose, session=session, after=send_after, keeps=keeps, about=text)
        return True

    def tell_coordinators(self, key: str, **names: Any) -> None:
        """Tell the team's coordinators something in private, on their working days."""
        for coordinator in members.in_role(self.database, self.here.id, Role.COORDINATOR):
            self.whisper(coordinator, key, is_owed=True, team=self.here.name, **names)

    def note_reply(self, message_id: int) -> None:
        """Show somebody that what they wrote is kept: by a mark, or in words where marks are refused."""
        event = self._event()
        place, whose = event.place, self.who if event.is_private else self.here
        mark = React(message_id=message_id, emoji=MARK, topic_id=place.topic_id)
        if whose.no_marks_until and self.now < whose.no_marks_until:
            self.note_in_words(mark, place.chat_id)
        else:
            self._put(mark, place.chat_id, NOTED)

    def note_in_words(self, mark: React, chat_id: int) -> None:
        """Say what a mark would have shown, in one line below the message and without a sound."""
        whose = people.find(self.database, chat_id) if is_private(chat_id) else None
        language = self.private_language(whose) if is_private(chat_id) else self.here.language
        text = self.words("answering.noted", language)
        line = Say(text=text, topic_id=mark.topic_id, reply_to=mark.message_id, is_silent=True)
        self._put(line, chat_id, NOTED)
