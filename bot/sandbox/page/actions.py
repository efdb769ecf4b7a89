"""What the page can ask for: every deed, and the wish that says who does it in which performance."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.sandbox.page.deeds import Deed, Edit, Erase, InChat, Outcome, PressButton, React, Send, Vote, Write
from bot.sandbox.page.show import Language, Performance
from bot.sandbox.page.view import look_at
from bot.sandbox.people import Person
from bot.sandbox.story import ZONE


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


class LetPlay(InChat):
    """Lets the others in a group do what is asked of them now; the outcome says how many did anything."""

    do: Literal["let play"]

    async def act(self, scene: Performance, person: Person) -> Outcome:
        return {"acted": await scene.let_play(self.place(scene, person), person)}


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
    | LetPlay
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
