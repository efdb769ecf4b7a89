"""A stage for tests: the real bot with python-telegram-bot, the sandbox over HTTP, a real database, moved time."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from drawing_kept import KeptDrawing
from sandbox.specification import check_request
from sqlite_utils import Database

from bot.clock import MovedTime
from bot.core.model import Entry
from bot.rehearsing.rehearsal import Rehearsal, rehearsing
from bot.sandbox import Bot, Chat, Limits, Message, Person, Sandbox, serving
from bot.storage import entries

ZONE = ZoneInfo("Europe/Amsterdam")
ASKING = ("één zin is genoeg", "one sentence is enough", "Tik wat bij jou past", "Tap what fits")


def local(text: str) -> datetime:
    """Return an instant from Dutch local time such as '2026-11-24 12:30'."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def is_prompt(message: Message) -> bool:
    """Tell whether a message asks, or asked, a question to answer in a sentence."""
    return any(words in message.text for words in ASKING)


@dataclass
class Stage:
    """Everything a test needs to be anybody and to see what follows."""

    sandbox: Sandbox
    bot: Bot
    rehearsal: Rehearsal
    time: MovedTime
    path: Path
    run: AsyncExitStack
    rehearse: Callable[[], AbstractAsyncContextManager[Rehearsal]]
    restarts: int = 0

    async def restart(self) -> None:
        """Stop the bot and start it again on the same database."""
        self.restarts += 1
        await self.run.aclose()
        self.rehearsal = await self.run.enter_async_context(self.rehearse())

    @property
    def database(self) -> Database:
        return self.rehearsal.program.house.database

    def people(self, *names: str, language: str = "nl") -> list[Person]:
        return [self.sandbox.add_person(name, language=language) for name in names]

    async def settle(self) -> None:
        await self.rehearsal.settle()

    async def move_to(self, text: str) -> None:
        await self.rehearsal.move_to(local(text))

    async def pass_by(self, minutes: int = 1) -> None:
        """Let some minutes go by, in which what came last can be read."""
        await self.rehearsal.move_to(self.time.now() + timedelta(minutes=minutes))

    async def team(self, title: str, *people: Person, kind: str = "supergroup") -> Chat:
        """Let the first person make a group, add everybody and the bot, and set it up as coordinator."""
        first, *others = people
        group = first.create_group(title, kind=kind)
        for person in others:
            first.invite(group, person)
        first.invite(group, self.bot)
        first.write(group, "/start")
        await self.settle()
        return group

    async def say(self, person: Person, chat: Chat, text: str) -> Message:
        """Let somebody write, and return the bot's newest message there."""
        person.write(chat, text)
        await self.settle()
        return self.last(chat)

    async def reply(self, person: Person, message: Message, text: str) -> Message:
        written = person.reply(message, text)
        await self.settle()
        return written

    async def press(self, person: Person, message: Message, wanted: str) -> str | None:
        """Let somebody press a button, and return what showed briefly on the screen."""
        press = person.press(message, wanted)
        await self.settle()
        assert press.answered
        return press.answer

    async def tell(self, person: Person, text: str) -> Message:
        """Let somebody write to the bot in private, and return its newest message there."""
        person.tell(self.bot, text)
        await self.settle()
        return self.private(person)[-1]

    async def follow(self, person: Person, message: Message, label: str) -> Message:
        """Let somebody open the link of a button, and return the bot's newest message in private."""
        buttons = [button for row in message.buttons for button in row if button.url and button.text == label]
        person.open(buttons[0].url or "")
        await self.settle()
        return self.private(person)[-1]

    def from_bot(self, chat: Chat) -> list[Message]:
        return [message for message in chat.messages if message.sender is self.bot and not message.is_service]

    def last(self, chat: Chat) -> Message:
        return self.from_bot(chat)[-1]

    def private(self, person: Person) -> list[Message]:
        return self.from_bot(person.chat_with(self.bot))

    def prompt(self, chat: Chat) -> Message:
        """Return the newest prompt in a group."""
        return next(one for one in reversed(self.from_bot(chat)) if is_prompt(one))

    def log(self, team_id: int | None = None) -> list[Entry]:
        return list(entries.every(self.database, team_id))

    def words(self, team_id: int | None = None) -> list[tuple[str | None, str]]:
        """Return who wrote what, as the log has it."""
        return [(entry.author.name if entry.author else None, entry.text) for entry in self.log(team_id)]


@asynccontextmanager
async def staged(
    database: Path,
    start: str,
    limits: Limits | None = None,
    record_calls: bool = True,
    serve: Callable[[Sandbox], AbstractAsyncContextManager[str]] = serving,
    clock: Callable[[datetime], MovedTime] = MovedTime,
    *,
    is_kept: bool = False,
) -> AsyncIterator[Stage]:
    """Open a stage at a local time; `serve` puts something between the bot and the sandbox, `clock` gives the bot a
    clock of its own kind; only the file of a database that is kept is rewritten. One process draws for all stages.
    Menus are not registered: a test that looks at them asks `register_menus`."""
    time = clock(local(start))
    # Telegram's own clock goes as it should, whatever becomes of the bot's.
    sandbox = Sandbox(now=lambda: MovedTime.now(time), limits=limits or Limits(), record_calls=record_calls)
    bot = sandbox.add_bot(token="7000001:sandbox", username="leerkring_bot", name="Leerkring")
    async with serve(sandbox) as url, AsyncExitStack() as run:

        def rehearse() -> AbstractAsyncContextManager[Rehearsal]:
            pending = partial(sandbox.pending, bot)
            return rehearsing(
                url, bot.token, database, time, pending, has_menus=False, is_kept=is_kept, make_drawing=KeptDrawing
            )

        rehearsal = await run.enter_async_context(rehearse())
        yield Stage(sandbox, bot, rehearsal, time, database, run, rehearse)
    for call in sandbox.calls:
        check_request(call.method, call.params)
