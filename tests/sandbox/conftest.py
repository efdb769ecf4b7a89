"""A sandbox with a bot, two people and an open line, for every test that asks."""

from collections.abc import AsyncIterator

import pytest
from sandbox.wire import Clock, Line, served

from bot.sandbox import Bot, Chat, Person, Sandbox


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(clock: Clock) -> Sandbox:
    return Sandbox(now=clock, limits=None)


@pytest.fixture
def bot(sandbox: Sandbox) -> Bot:
    return sandbox.add_bot(token="7000001:sandbox", username="leerkring_bot", name="Leerkring")


@pytest.fixture
def anna(sandbox: Sandbox) -> Person:
    return sandbox.add_person("Anna", language="nl")


@pytest.fixture
def bram(sandbox: Sandbox) -> Person:
    return sandbox.add_person("Bram", language="en", username="bram_b")


@pytest.fixture
def group(anna: Person, bram: Person, bot: Bot) -> Chat:
    chat = anna.create_group("Team onderbouw")
    anna.invite(chat, bram)
    anna.invite(chat, bot)
    return chat


@pytest.fixture
async def line(sandbox: Sandbox, bot: Bot) -> AsyncIterator[Line]:
    async with served(sandbox, bot) as (line,):
        yield line
