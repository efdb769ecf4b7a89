"""The people of a sandbox who are played, the group they share, and where it stands with the bot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.app.context.house import House
from bot.core.model import Language, Place
from bot.core.session.state import Session
from bot.rehearsing.rehearsal import Rehearsal
from bot.sandbox.nouns import Bot, Chat, Message, Press
from bot.sandbox.people import Person
from bot.sandbox.story import unheard
from bot.storage import sessions, teams


def unwatched() -> None:
    """Nobody looks."""


@dataclass
class Company:
    """People who are played, in the order in which they act; `visitor` is the one who is not.

    `is_hasty` lets everybody act at once, without a moment in between. `on_press` hears of every press before the bot
    reacts, and `on_rest` is called whenever it has reacted.
    """

    rehearsal: Rehearsal
    bot: Bot
    group: Chat
    people: Sequence[Person]
    language: Language
    visitor: Person | None = None
    is_hasty: bool = False
    on_press: Callable[[Press], None] = unheard
    on_rest: Callable[[], None] = unwatched

    @property
    def house(self) -> House:
        """The house of the bot they play with."""
        return self.rehearsal.program.house

    @property
    def session(self) -> Session | None:
        """The walkthrough that the group is at."""
        team = teams.find_at(self.house.database, Place(self.group.id))
        return sessions.case_in(self.house.database, team.id) if team else None

    @property
    def played(self) -> list[Person]:
        """Everybody who is in the group and not the visitor."""
        return [person for person in self.people if person is not self.visitor and self.group.has(person)]

    def private_chat(self, person: Person) -> Chat | None:
        """Return somebody's chat with the bot, if it has begun; looking at it does not begin it."""
        return person.world.private.get((self.bot.id, person.id))

    def is_at(self, session: Session) -> bool:
        """Tell whether the step that a walkthrough was at is still on."""
        now = self.session
        return now is not None and (now.id, now.state.position) == (session.id, session.state.position)

    async def press(self, person: Person, message: Message, data: str) -> None:
        """Let somebody press a button, and the bot react."""
        press = person.press(message, data)
        self.on_press(press)
        await self.settle()

    async def settle(self) -> None:
        """Let the bot react to what was done."""
        await self.rehearsal.settle()
        self.on_rest()

    async def move_to(self, at: datetime) -> None:
        """Move the clock, with everything owed on the way."""
        await self.rehearsal.move_to(at)
        self.on_rest()


def with_button(chat: Chat, start: str, end: str = "") -> tuple[Message, str] | None:
    """Return the newest message in a chat with a button whose command begins and ends so, and that command."""
    for message in reversed(chat.messages):
        for data in commands(message):
            if data.startswith(start) and data.endswith(end):
                return message, data
    return None


def commands(message: Message) -> list[str]:
    """Return the commands of the buttons under a message, in their order."""
    return [button.data for row in message.buttons for button in row if button.data]


def link_to_step(chat: Chat) -> str | None:
    """Return the newest link in a chat that leads to a step in private."""
    links = (b.url for one in reversed(chat.messages) for row in one.buttons for b in row if b.url)
    return next((link for link in links if "start=step-" in link), None)
