"""The people of a sandbox who are played, the group they share, and where it stands with the bot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.app.context.house import House
from bot.core.model import Language, Place
from bot.core.session.state import Session
from bot.core.session.terms import Terms
from bot.rehearsing.rehearsal import Rehearsal
from bot.sandbox.nouns import Bot, Chat, Message, Press
from bot.sandbox.people import Person
from bot.sandbox.story import unheard
from bot.storage import messages, sessions, teams


def unwatched() -> None:
    """Nobody looks."""


@dataclass
class Company:
    """People who are played, in the order in which they act; `visitor` is the one who is not, and `outside` are those
    who have to do with the group and aren't in it.

    Of what is said at a table the bot knows nothing: who `has_spoken` is kept here, in which step of which session.
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
    outside: Sequence[Person] = ()
    has_spoken: set[tuple[int, int, int]] = field(default_factory=set)
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
    def team_id(self) -> int:
        """The number of the group's team. Raises LookupError where the bot knows none there."""
        return self.team_in(self.group)

    @property
    def there(self) -> list[Person]:
        """Everybody whose private chat matters: who is in the group, and who has to do with it from outside."""
        return [*self.people, *self.outside]

    def team_in(self, group: Chat) -> int:
        """Return the number of the team of a group. Raises LookupError where the bot knows none there."""
        team = teams.find_at(self.house.database, Place(group.id))
        if team is None:
            raise LookupError(f"there is no team in {group.title}")
        return team.id

    def open_on(self, terms: Terms) -> Session | None:
        """Return the latest session on some terms that is open in the group."""
        found = sessions.open_in(self.house.database, self.team_id, terms)
        return found[-1] if found else None

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

    def has_said_aloud(self, session: Session, person: Person) -> bool:
        """Tell whether somebody said something at the table in the step that a walkthrough is at."""
        return (session.id, session.state.position, person.id) in self.has_spoken

    def is_shown(self, person: Person, session: Session) -> bool:
        """Tell whether the bot has written to somebody in private of the step that a walkthrough is at."""
        chat = self.private_chat(person)
        told = chat.messages if chat else []
        about = [messages.about(self.house.database, one.chat.id, one.id) for one in told if one.sender is self.bot]
        return any(one and one[0] == session.id and one[1].number == session.state.position for one in about)

    async def press(self, person: Person, message: Message, data: str) -> None:
        """Let somebody press a button, and the bot react."""
        press = person.press(message, data)
        self.on_press(press)
        await self.settle()

    async def write(self, person: Person, text: str) -> None:
        """Let somebody write in the group, and the bot react."""
        person.write(self.group, text)
        await self.settle()

    async def tell(self, person: Person, text: str) -> None:
        """Let somebody write to the bot in private, and the bot react."""
        person.tell(self.bot, text)
        await self.settle()

    async def open_link(self, person: Person, what: str) -> None:
        """Let somebody open the newest link in the group that leads to something in private. Raises LookupError where
        there is none."""
        link = link_to(self.group, what)
        if link is None:
            raise LookupError(f"no link in the group leads to {what}")
        person.open(link)
        await self.settle()

    async def press_own(self, person: Person, start: str, end: str = "") -> bool:
        """Let somebody press the newest button in private whose command begins and ends so; return whether there is
        one."""
        found = with_button(person.chat_with(self.bot), start, end)
        if found:
            await self.press(person, *found)
        return found is not None

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


def link_to(chat: Chat, what: str) -> str | None:
    """Return the newest link in a chat that leads to something in private: a step, a question, a scan."""
    links = (b.url for one in reversed(chat.messages) for row in one.buttons for b in row if b.url)
    return next((link for link in links if f"start={what}-" in link), None)
