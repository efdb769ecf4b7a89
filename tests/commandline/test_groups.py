"""What the doctor finds in many groups, and how fast it asks: as fast as the bot may talk, and no faster."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from commandline.terminal import connected
from odd import Odd, OddWire, serving_oddly

from bot.clock import RunningTime
from bot.commandline.groups import Groups
from bot.messenger.pacing import Limits
from bot.messenger.telegram.requesting import introduced
from bot.program import make_bot
from bot.sandbox import Chat, Sandbox

MANY = 75


def held_up(seconds: int) -> Odd:
    """Return an order to wait."""
    told = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": seconds}}
    return Odd(429, json.dumps(told).encode())


class Hurried(RunningTime):
    """Time that passes at once where somebody waits; it notes how much was asked of the server by then."""

    def __init__(self, sandbox: Sandbox) -> None:
        super().__init__()
        self._sandbox, self._seconds = sandbox, 0.0
        self.asked: list[tuple[float, int]] = []

    def elapsed(self) -> float:
        return self._seconds

    async def wait(self, woken: asyncio.Event, seconds: float | None) -> None:
        self.asked.append((self._seconds, sum(call.method == "getChatMember" for call in self._sandbox.calls)))
        self._seconds += seconds or 0.0
        await asyncio.sleep(0)


@asynccontextmanager
async def many_groups(folder: Path, number: int) -> AsyncIterator[tuple[Groups, list[Chat], Hurried, OddWire]]:
    wires: list[OddWire] = []

    def serve(sandbox: Sandbox) -> AbstractAsyncContextManager[str]:
        wires.append(OddWire(sandbox))
        return serving_oddly(sandbox, wires[0])

    async with connected(folder, serve) as (terminal, sandbox, bot):
        anna = sandbox.add_person("Anna")
        groups = [anna.create_group(f"Groep {place}") for place in range(number)]
        for group in groups:
            anna.invite(group, bot)
        time = Hurried(sandbox)
        ours = make_bot(terminal.settings["LEERKRING_BOT_TOKEN"], terminal.settings["LEERKRING_API_URL"])
        async with introduced(ours):
            yield Groups(ours, time, Limits()), groups, time, wires[0]


async def test_it_asks_as_fast_as_the_bot_may_talk_and_no_faster(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    async with many_groups(tmp_path, MANY) as (looking, groups, time, _):
        found = await looking.look(list(enumerate((group.id for group in groups), 1)), lambda *how: heard.append(how))
    assert [(one["what"], one["ok"]) for one in found] == [
        (f"group of team {team_id}", True) for team_id in range(1, MANY + 1)
    ]
    assert (round(time.elapsed(), 6), max(number - 30 * second for second, number in time.asked) <= 1) == (2.5, True)
    assert heard == [(done, MANY) for done in range(1, MANY + 1)]


@pytest.mark.parametrize(("pause", "is_well"), [(5, [True, True, True]), (3000, [False, True, True])])
async def test_an_order_to_wait_is_no_reason_to_let_a_group_go(tmp_path: Path, pause: int, is_well: list[bool]) -> None:
    async with many_groups(tmp_path, 3) as (looking, groups, time, wire):
        wire.plan("getChatMember", held_up(pause))
        found = await looking.look([(place, group.id) for place, group in enumerate(groups)], lambda *_: None)
    told = [one["do"] for one in found if not one["ok"]]
    assert (sorted(one["ok"] for one in found), time.elapsed() >= 5) == (is_well, all(is_well))
    assert all("look again later" in do for do in told)


async def test_groups_that_it_is_no_ordinary_member_of_are_told(tmp_path: Path) -> None:
    async with many_groups(tmp_path, 2) as (looking, groups, _, _):
        found = await looking.look([(1, groups[0].id), (2, -4711)], lambda *_: None)
    assert [(one["ok"], one["found"]) for one in found] == [(True, "member"), (False, "BadRequest: chat not found")]
