"""What a person does in a chat on the page: words, answers, presses, marks and votes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.sandbox.nouns import Chat, Message
from bot.sandbox.page.picture import blackboard
from bot.sandbox.page.show import Performance
from bot.sandbox.people import Person

Outcome = dict[str, Any]
Words = Annotated[str, Field(min_length=1, max_length=4096)]
NOTE = {"nl": "Notitie bij mijn les.\n", "en": "A note on my lesson.\n"}


class Deed(BaseModel):
    """One thing a person does. `act` may raise one of `show.REFUSED`; afterwards the bot is let react."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    async def act(self, scene: Performance, person: Person) -> Outcome:
        # Of all deeds only starting over is done elsewhere: by the show, for it replaces the performance.
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
