"""Keeps what is on: one performance at a time, with a fresh bot each time somebody starts over."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from bot.sandbox import story
from bot.sandbox.nouns import Bot, Chat
from bot.sandbox.people import Person
from bot.sandbox.sandbox import Sandbox

Language = Literal["nl", "en"]
# What goes step by step in a group: it is on, it is off, or the bot does not know that group.
Consulting = Literal["on", "off", "unknown"]
# What a scene or a person raises when Telegram's app would not let them, or what they reach for is not there.
REFUSED = (PermissionError, LookupError, ValueError)


class Stage(story.Stage, Protocol):
    """What moves time for the page, and knows when something is owed."""

    def next_owed(self) -> datetime | None:
        """Return the earliest instant at which the bot will do something by itself."""

    def consulting(self, group: Chat, people: list[Person]) -> Consulting:
        """Tell whether a group is at something that goes step by step, or could begin it."""

    async def let_play(self, group: Chat, people: list[Person], language: Language, visitor: Person) -> int:
        """Let everybody but the visitor do what is asked of them now; return how many did anything."""


@dataclass(frozen=True)
class Staged:
    """A sandbox with a bot at work in it, and the stage that moves their time."""

    sandbox: Sandbox
    bot: Bot
    stage: Stage


class Opening(Protocol):
    """Opens a fresh bot on a fresh sandbox; `admit` lets the sandbox answer the Bot API, and gives its address."""

    def __call__(self, admit: Callable[[Sandbox], str]) -> AbstractAsyncContextManager[Staged]: ...


@dataclass
class Performance:
    """One run of the story, played by hand or scene by scene; `number` tells it from the one before."""

    number: int
    language: Language
    sandbox: Sandbox
    bot: Bot
    stage: Stage
    story: story.Story
    telling: AsyncGenerator[str, None]
    coming: str | None = None
    played: list[str] = field(default_factory=list)
    is_stuck: bool = False
    is_playing: bool = False
    until: datetime | None = None

    def person(self, name: str) -> Person:
        """Return one of the people; LookupError for a name nobody has."""
        return self.story.people[name]

    def chat(self, person: Person, chat_id: int) -> Chat:
        """Return a group, or the person's own private chat with the bot; LookupError for any other."""
        if chat_id == person.id:
            return person.chat_with(self.bot)
        return self.sandbox.chats[chat_id]

    async def move_to(self, at: datetime) -> None:
        """Move time on, and let whoever follows see how far it is."""
        self.until = at
        self.sandbox.changed()
        try:
            await self.stage.move_to(at)
        finally:
            self.until = None
            self.sandbox.changed()

    async def settle(self) -> None:
        """Let the bot react; what it owes next may be another thing then, though nothing more shows in a chat."""
        await self.stage.settle()
        self.sandbox.changed()

    def consulting(self, chat: Chat) -> Consulting:
        """Tell whether a group that the bot is in is at something that goes step by step."""
        return self.stage.consulting(chat, self._everybody) if chat.has(self.bot) else "unknown"

    async def let_play(self, chat: Chat, visitor: Person) -> int:
        """Let everybody in a group but the visitor do what is asked of them now; return how many did anything."""
        acted = await self.stage.let_play(chat, self._everybody, self.language, visitor)
        self.sandbox.changed()
        return acted

    @property
    def is_overtaken(self) -> bool:
        """Whether the bot came into the group of the story before its first scene, which brings it there."""
        return not (self.played or self.is_playing) and self.story.group.has(self.bot)

    @property
    def _everybody(self) -> list[Person]:
        return list(self.story.people.values())

    async def play_next(self) -> str:
        """Play the coming scene and return its name; one of REFUSED when it cannot go on, as no later one can."""
        if self.coming is None or self.is_stuck:
            raise LookupError("there is no scene to play")
        scene, self.is_playing = self.coming, True
        try:
            self.coming = await anext(self.telling, None)
        except (*REFUSED, TimeoutError):
            self.is_stuck = True
            raise
        finally:
            self.is_playing = False
            self.sandbox.changed()
        self.played.append(scene)
        return scene


class Show:
    """The performance that is on. `run` keeps it open, `start_over` replaces it, `following` tells of changes."""

    def __init__(self, opening: Opening, language: Language) -> None:
        self._opening, self._language = opening, language
        self._again, self._ready = asyncio.Event(), asyncio.Event()
        self._followers: set[asyncio.Event] = set()
        # A page that stayed open while the program was started anew must not take this for the show it knew.
        self._count = 1000 * secrets.randbelow(10**6)
        self.address = ""
        self.sandbox: Sandbox | None = None
        self.performance: Performance | None = None
        self.lock = asyncio.Lock()
        self.is_closing = False

    async def run(self) -> None:
        """Open performances one after the other, until cancelled."""
        while True:
            self._again.clear()
            async with self._opening(self._admit) as staged:
                self.performance = await self._begin(staged)
                staged.sandbox.follow(self.changed)
                self._ready.set()
                self.changed()
                try:
                    await self._again.wait()
                finally:
                    # Nobody may look at a bot whose database is being closed.
                    self.performance = None
            await staged.sandbox.close()

    async def is_on(self) -> None:
        """Wait until a performance can be seen."""
        await self._ready.wait()

    async def start_over(self, language: Language) -> None:
        """Replace the performance by a fresh one, in a language."""
        self._language = language
        self._ready.clear()
        self._again.set()
        await self._ready.wait()

    @contextmanager
    def following(self) -> Iterator[asyncio.Event]:
        """Give an event that is set at once, at every change, and at the end."""
        event = asyncio.Event()
        event.set()
        self._followers.add(event)
        try:
            yield event
        finally:
            self._followers.discard(event)

    def changed(self) -> None:
        for event in self._followers:
            event.set()

    async def close(self) -> None:
        """End every wait, so that the server can stop."""
        self.is_closing = True
        self.changed()
        if self.sandbox is not None:
            await self.sandbox.close()

    def _admit(self, sandbox: Sandbox) -> str:
        self.sandbox = sandbox
        return self.address

    async def _begin(self, staged: Staged) -> Performance:
        self._count += 1
        told = story.cast(staged.sandbox, staged.bot, staged.stage, self._language)
        telling = story.play(told)
        coming = await anext(telling)
        return Performance(self._count, self._language, staged.sandbox, staged.bot, staged.stage, told, telling, coming)
