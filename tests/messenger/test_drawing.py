"""Pictures made in a process of their own: one at a time, started when needed, and never the end of a message."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import psutil
import pytest
from charts.examples import EXAMPLES, TERM

from bot.charts import draw
from bot.core.pictures import Term
from bot.messenger.drawing import COMMAND, Bounds, Drawing

# Reads what it is asked, and answers nothing; answers a line that is too short to be one; ends at once.
DEAF = (sys.executable, "-c", "import sys; [None for _ in sys.stdin]")
CUT_SHORT = (sys.executable, "-c", "import sys; sys.stdin.readline(); print('no')")
GONE = (sys.executable, "-c", "")


@asynccontextmanager
async def drawing(bounds: Bounds | None = None, command: tuple[str, ...] = COMMAND) -> AsyncIterator[Drawing]:
    """Give a drawing that is ended after the block."""
    made = Drawing(bounds, command)
    try:
        yield made
    finally:
        await made.close()


async def until_it_ended(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        while process.status() != psutil.STATUS_ZOMBIE:
            await asyncio.sleep(0.01)


async def test_a_picture_is_the_same_wherever_it_is_drawn() -> None:
    async with drawing() as made:
        drawn = [await made.draw(picture) for picture in EXAMPLES.values()]
    assert drawn == [draw(picture) for picture in EXAMPLES.values()]


def who_draw() -> set[int]:
    """Return the numbers of the processes of ours that draw."""
    return {one.pid for one in psutil.Process().children() if "bot.charts" in one.cmdline()}


async def test_no_process_is_there_before_a_picture_and_one_for_all_of_them() -> None:
    others = who_draw()
    async with drawing() as made:
        before = made.process_id, who_draw() - others
        drawn = await asyncio.gather(*(made.draw(picture) for picture in EXAMPLES.values()))
        assert (before, who_draw() - others, all(drawn)) == ((None, set()), {made.process_id}, True)


async def test_neither_drawing_nor_calendars_are_loaded_where_the_bot_runs() -> None:
    asked = "import sys, bot.program; print([name for name in ('resvg_py', 'icalendar') if name in sys.modules])"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", asked, stdout=asyncio.subprocess.PIPE)
    assert (await process.communicate())[0].split() == [b"[]"]


async def test_a_process_that_died_is_started_again() -> None:
    async with drawing() as made:
        await made.draw(TERM)
        first = made.process_id or 0
        os.kill(first, signal.SIGKILL)
        assert (await made.draw(TERM), made.process_id == first) == (draw(TERM), False)


async def test_after_so_many_pictures_there_is_a_new_process() -> None:
    async with drawing(Bounds(pictures=2)) as made:
        used = []
        for _ in range(3):
            await made.draw(TERM)
            used.append(made.process_id)
    assert (used[0] is None, used[1], used[2] in (None, used[0])) == (False, None, False)


async def test_an_idle_process_ends() -> None:
    async with drawing(Bounds(idle=0.01)) as made:
        await made.draw(TERM)
        await until_it_ended(psutil.Process(made.process_id))
        assert (made.process_id, await made.draw(TERM)) == (None, draw(TERM))


@pytest.mark.parametrize("command", [DEAF, CUT_SHORT, GONE, ("/nowhere/python",)])
async def test_what_cannot_be_drawn_is_logged_without_its_words(
    command: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    async with drawing(Bounds(patience=0.5), command) as made:
        with caplog.at_level(logging.ERROR):
            assert (await made.draw(TERM), made.process_id) == (None, None)
    assert [line.startswith("A picture (term) could not be drawn: ") for line in caplog.messages] == [True]
    assert "Onderbouw" not in caplog.text


async def test_what_the_process_refuses_is_logged_and_it_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    unknown = Term.model_construct(kind="term", title="Onderbouw", weeks=(), legend=())
    async with drawing() as made:
        drawn = await made.draw(unknown), await made.draw(TERM)
    assert drawn == (None, draw(TERM))
    assert caplog.messages == ["A picture (term) could not be drawn: ValidationError."]


async def test_a_picture_that_nobody_waits_for_any_more_spoils_none() -> None:
    async with drawing() as made:
        await made.draw(TERM)
        left = asyncio.create_task(made.draw(EXAMPLES["year"]))
        await asyncio.sleep(0)
        left.cancel()
        await asyncio.gather(left, return_exceptions=True)
        assert await made.draw(TERM) == draw(TERM)


async def test_a_process_that_draws_ends_with_whoever_started_it() -> None:
    left = "import asyncio, os; from charts.examples import TERM; from bot.messenger.drawing import Drawing\n"
    left += "async def end():\n    made = Drawing(); await made.draw(TERM)\n    print(made.process_id, flush=True)\n"
    left += "    os._exit(1)\nasyncio.run(end())"
    path = os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", left, stdout=asyncio.subprocess.PIPE, env=os.environ | {"PYTHONPATH": path}
    )
    number = int((await process.communicate())[0])
    if psutil.pid_exists(number):
        await until_it_ended(psutil.Process(number))


async def test_it_is_told_none_of_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEERKRING_BOT_TOKEN", "7000001:secret")
    async with drawing() as made:
        await made.draw(TERM)
        assert [name for name in psutil.Process(made.process_id).environ() if name.startswith("LEERKRING_")] == []
