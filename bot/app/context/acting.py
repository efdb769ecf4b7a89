"""Acting: what can be done in a chat on an occasion, and which messages are to follow; it goes to the outbox."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.app.context.addressing import addressed
from bot.app.context.situation import Situation
from bot.core.events import Commanded, Event
from bot.core.model import Team, is_private
from bot.core.outgoing import Acknowledge, Document, Edit, Keyboard, Menu, Notice, Outgoing, Say
from bot.core.pictures import Picture
from bot.core.purposes import EDIT, MENU, PRESS, Purpose
from bot.core.session.state import Session
from bot.core.sources import Source, sources_in
from bot.rendering import fitting, picture_above
from bot.storage import messages, outbox, quotes
from bot.storage.messages import Standing
from bot.storage.quotes import Reach, Where


@dataclass
class Acting(Situation):
    """One situation in which something can be done. `touched` collects the chats that get it.

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

    @property
    def pressed(self) -> int | None:
        """The number of the message whose button was pressed; None where none was, or it is gone."""
        what = self.event.what if self.event else None
        return what.message_id if isinstance(what, Commanded) and what.press_id else None

    def edit(
        self,
        chat_id: int,
        message_id: int,
        text: str,
        keyboard: Keyboard = (),
        keeps: timedelta = timedelta(days=2),
        session: Session | None = None,
        is_last: bool = False,
        picture: Picture | None = None,
        document: Document | None = None,
    ) -> None:
        """Put other words, as HTML, in the place of a message that stands; of a session, until its words are erased.

        What `is_last` goes when nothing else waits. A picture is put above them if they fit under one; a document takes
        the place of the one that stands there.
        """
        above = picture_above(text, picture)
        content = Edit(message_id=message_id, text=fitting(text), keyboard=keyboard, picture=above, document=document)
        self._put(content, chat_id, EDIT, session=session, keeps=keeps, about=text, is_last=is_last)

    def reword(self, message: Standing, text: str, session: Session, keyboard: Keyboard = ()) -> None:
        """Let a message of people's words read otherwise, on their screens or before it goes there."""
        if message.message_id is None:
            messages.reword(self.database, message.parcel_id, fitting(text), keyboard)
            quotes.put(self.database, message.parcel_id, sources_in(text))
        else:
            self.edit(message.chat_id, message.message_id, text, keyboard, session=session)

    def do(
        self,
        content: Outgoing,
        chat_id: int,
        purpose: Purpose,
        session: Session | None = None,
        keeps: timedelta = timedelta(days=2),
    ) -> None:
        """Do something else than saying in a chat, for a session or for none."""
        self._put(content, chat_id, purpose, session=session, keeps=keeps)

    def show_menu(self, chat_id: int, menu: Menu) -> None:
        """Let a chat's menu show other commands."""
        self._put(menu, chat_id, MENU)

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

    def _acknowledge(self, press_id: str, text: str | None, notice: Notice | None = None) -> None:
        if not self.is_acknowledged:
            self.is_acknowledged = True
            content = Acknowledge(press_id=press_id, text=text, notice=notice)
            self._put(content, self.who.id, PRESS, keeps=self.house.powers.press_lives, about=text)

    def _event(self) -> Event:
        if self.event is None:
            raise LookupError("nobody spoke on this occasion")
        return self.event

    def _put(
        self,
        content: Outgoing,
        chat_id: int,
        purpose: Purpose,
        *,
        session: Session | None = None,
        after: datetime | None = None,
        keeps: timedelta = timedelta(days=2),
        about: object = (),
        is_last: bool = False,
    ) -> None:
        start = max(after or self.now, self.holds_until or self.now)
        if self.steers and isinstance(content, Say | Edit) and content.keyboard and is_private(chat_id):
            content = content.model_copy(update={"keyboard": addressed(content.keyboard, self.steers)})
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
