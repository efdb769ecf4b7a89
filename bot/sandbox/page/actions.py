"""What a person can do on the page: each deed is read and checked here, and done in the sandbox."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.sandbox.nouns import Chat, Message
from bot.sandbox.page.picture import blackboard
from bot.sandbox.page.show import Language, Performance
from bot.sandbox.page.view import look_at
from bot.sandbox.people import Person
from bot.sandbox.story import ZONE

Outcome = dict[str, Any]
Words = Annotated[str, Field(min_length=1, max_length=4096)]
NOTE = {"nl": "Notitie bij mijn les.\n", "en": "A note on my lesson.\n"}


class Deed(BaseModel):
    """One thing a person does. `act` may raise one of `show.REFUSED`; afterwards the bot is let react."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    async def act(self, scene: Performance, person: Person) -> Outcome:
        raise NotImplementedError


class InChat(Deed):
    """A deed in a group, by its id, or in one's own chat with the bot, by one's own id."""

    chat: int

    def place(self, scene: Performance, person: Person) -> Chat:
        return scene.chat(person, self.chat)


class OnMessage(InChat):
    """A deed with a message; LookupError when it is gone."""

    message: int

    def target(self, scene: Performance, person: Person) -> Message:
        return self.place(scene, person).by_id[self.message]


class Write(InChat):
    do: Literal["write"]
    text: Words
    reply_to: int | None = None

    async def act(self, scene: Performance, person: Person) -> Outcome:
        chat = self.place(scene, person)
        answered = None if self.reply_to is None else chat.by_id[self.reply_to]
        written = person.write(chat, self.text, reply_to=answered)
        await scene.settle()
        return {"written": written.id}


class Send(InChat):
    do: Literal["send"]
    what: Literal["sticker", "voice", "photo", "document"]
    reply_to: int | None = None

    async def act(self, scene: Performance, person: Person) -> Outcome:
        chat = self.place(scene, person)
        answered = None if self.reply_to is None else chat.by_id[self.reply_to]
        if self.what == "sticker":
            person.send_sticker(chat, answered)
        elif self.what == "voice":
            person.send_voice(chat, answered)
        elif self.what == "photo":
            person.send_photo(chat, reply_to=answered, content=blackboard())
        else:
            name = "notitie.txt" if scene.language == "nl" else "note.txt"
            person.send_document(chat, reply_to=answered, name=name, content=NOTE[scene.language].encode())
        await scene.settle()
        return {}


class Edit(OnMessage):
    do: Literal["edit"]
    text: Words

    async def act(self, scene: Performance, person: Person) -> Outcome:
        message = self.target(scene, person)
        if not self.text.strip() or message.kind != "text":
            raise ValueError("only words become other words")
        person.edit(message, self.text.strip())
        await scene.settle()
        return {}


class Erase(OnMessage):
    do: Literal["erase"]

    async def act(self, scene: Performance, person: Person) -> Outcome:
        person.erase(self.target(scene, person))
        await scene.settle()
        return {}


class PressButton(OnMessage):
    """The outcome is what shows on the screen of the presser; `is_answered` is false when the bot kept silent."""

    do: Literal["press"]
    data: str

    async def act(self, scene: Performance, person: Person) -> Outcome:
        press = person.press(self.target(scene, person), self.data)
        await scene.settle()
        return {"is_answered": press.answered, "answer": press.answer, "is_alert": press.alert, "url": press.url}


class React(OnMessage):
    do: Literal["react"]
    emoji: Annotated[str, Field(max_length=8)] | None

    async def act(self, scene: Performance, person: Person) -> Outcome:
        message = self.target(scene, person)
        if not message.chat.has(person):
            raise PermissionError(f"{person.name} is not in {message.chat.title}")
        person.react(message, self.emoji)
        await scene.settle()
        return {}


class Vote(OnMessage):
    do: Literal["vote"]
    options: list[int]

    async def act(self, scene: Performance, person: Person) -> Outcome:
        message = self.target(scene, person)
        count = len(message.poll.options) if message.poll else 0
        if not all(0 <= option < count for option in self.options):
            raise LookupError("the poll has no such option")
        person.vote(message, self.options)
        await scene.settle()
        return {}


class OpenLink(Deed):
    do: Literal["open"]
    link: Annotated[str, Field(max_length=500)]

    async def act(self, scene: Performance, person: Person) -> Outcome:
        person.open(self.link)
        await scene.settle()
        return {"chat": person.id}


class StartBot(Deed):
    do: Literal["start"]

    async def act(self, scene: Performance, person: Person) -> Outcome:
        person.start(scene.bot)
        await scene.settle()
        return {"chat": person.id}


class Block(Deed):
    do: Literal["block", "unblock"]

    async def act(self, scene: Performance, person: Person) -> Outcome:
        (person.block if self.do == "block" else person.unblock)(scene.bot)
        await scene.settle()
        return {}


class CreateGroup(Deed):
    do: Literal["create"]
    title: Annotated[str, Field(min_length=1, max_length=128)]
    people: list[str]
    with_bot: bool

    async def act(self, scene: Performance, person: Person) -> Outcome:
        invited = [scene.person(name) for name in self.people]
        if not self.title.strip():
            raise ValueError("a group has a name")
        chat = person.create_group(self.title.strip())
        for one in invited:
            person.invite(chat, one)
        if self.with_bot:
            person.invite(chat, scene.bot)
        await scene.settle()
        return {"chat": chat.id}


class ChangeGroup(InChat):
    """The bot is brought in or sent away, or the person goes."""

    do: Literal["add bot", "remove bot", "leave"]

    async def act(self, scene: Performance, person: Person) -> Outcome:
        chat = self.place(scene, person)
        if not chat.is_group or not chat.has(person):
            raise PermissionError(f"{person.name} is not in that group")
        if self.do == "add bot":
            person.invite(chat, scene.bot)
        elif self.do == "remove bot":
            person.remove(chat, scene.bot)
        else:
            person.leave(chat)
        await scene.settle()
        return {}


class Move(Deed):
    """Moves the clock; LookupError when nothing is owed that it could be moved to."""

    do: Literal["move"]
    to: Literal["hour", "day", "next"]

    async def act(self, scene: Performance, person: Person) -> Outcome:
        now = scene.sandbox.now()
        steps = {"hour": now + timedelta(hours=1), "day": _a_day_on(now), "next": scene.stage.next_owed()}
        at = steps[self.to]
        if at is None:
            raise LookupError("nothing is owed")
        await scene.move_to(at)
        return {}


def _a_day_on(now: datetime) -> datetime:
    """The same time of the clock on the wall, a day later."""
    return now.astimezone(ZONE) + timedelta(days=1)


class PlayScene(Deed):
    """Plays the coming scene; the outcome says who sees best what it brought, and in which chat."""

    do: Literal["scene"]

    async def act(self, scene: Performance, person: Person) -> Outcome:
        played = await scene.play_next()
        return {"scene": played, "look": look_at(scene, played)}


class StartOver(Deed):
    """Done by the show, for it replaces the performance."""

    do: Literal["start over"]
    language: Language


AnyDeed = Annotated[
    Write
    | Send
    | Edit
    | Erase
    | PressButton
    | React
    | Vote
    | OpenLink
    | StartBot
    | Block
    | CreateGroup
    | ChangeGroup
    | Move
    | PlayScene
    | StartOver,
    Field(discriminator="do"),
]


class Wish(BaseModel):
    """What the page sends: who wants to do what, in which performance."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    who: str
    performance: int
    deed: AnyDeed


WISH: TypeAdapter[Wish] = TypeAdapter(Wish)
