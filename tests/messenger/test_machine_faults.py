"""The machine beneath the messenger: a clock set back, a database that can't be written, a client that stalls."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from app.consulting import CASE, SHORT, Circle, at
from odd import serving_oddly
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the engine that the library chose
from stage import Stage, staged

from bot.clock import MovedTime
from bot.messenger.telegram import webhook
from bot.sandbox import Sandbox
from bot.sandbox.requests import Receive, Scope
from bot.sandbox.server import Wire
from bot.storage import inbox, sessions
from bot.storage.database import instant

Trouble = Callable[[Stage], contextlib.AbstractContextManager[None]]


class SetTime(MovedTime):
    """The bot's clock, which somebody sets forward or back while time itself goes on."""

    apart = timedelta()

    def now(self) -> datetime:
        return super().now() + self.apart

    def soonest(self) -> datetime | None:
        soonest = super().soonest()
        return soonest + self.apart if soonest else None

    def move_to(self, at: datetime) -> None:
        super().move_to(at - self.apart)


@pytest.mark.parametrize("back", [timedelta(minutes=2), timedelta(hours=1), timedelta(days=3), timedelta(days=4000)])
@pytest.mark.parametrize("messages", [1, 40])
async def test_a_clock_that_is_set_back_mutes_no_chat(tmp_path: Path, back: timedelta, messages: int) -> None:
    async with staged(tmp_path / "leerkring.db", "2026-11-23 09:00", clock=SetTime) as stage:
        anna, bram = stage.people("Anna", "Bram")
        group, other = await stage.team("Onderbouw", anna), await stage.team("Bovenbouw", bram)
        await stage.tell(anna, "/hulp")
        for _ in range(messages):
            anna.write(group, "/status")
        await stage.settle()
        assert isinstance(stage.time, SetTime)
        stage.time.apart = -back
        told, real = len(stage.from_bot(group)), MovedTime.now(stage.time)
        anna.write(group, "/status")
        bram.write(other, "/status")
        anna.tell(stage.bot, "/hulp")
        await stage.settle()
        # A group that got its twenty waits for a minute, as always.
        assert MovedTime.now(stage.time) - real <= timedelta(minutes=2)
        assert (len(stage.from_bot(group)) - told, "Er loopt nu niets." in stage.last(other).text) == (1, True)


async def test_a_clock_that_was_ahead_for_a_while_mutes_no_chat(tmp_path: Path) -> None:
    async with staged(tmp_path / "leerkring.db", "2026-11-23 09:00", clock=SetTime) as stage:
        (anna,) = stage.people("Anna")
        group = await stage.team("Onderbouw", anna)
        assert isinstance(stage.time, SetTime)
        stage.time.apart = timedelta(days=7)
        await stage.say(anna, group, "/status")
        stage.time.apart = timedelta()
        told = len(stage.from_bot(group))
        await stage.say(anna, group, "/status")
        assert len(stage.from_bot(group)) == told + 1


@pytest.mark.parametrize("back", [timedelta(seconds=25), timedelta(seconds=50)])
async def test_what_waits_while_a_clock_is_set_back_a_little_is_not_passed_over(
    tmp_path: Path, back: timedelta
) -> None:
    async with staged(tmp_path / "leerkring.db", "2026-11-23 09:00", clock=SetTime) as stage:
        anna, bram = stage.people("Anna", "Bram")
        group = await stage.team("Onderbouw", anna, bram)
        prompt = await stage.say(anna, group, "/vraag")
        await stage.reply(bram, prompt, "Eerst lukte het niet.")
        await stage.move_to("2026-11-23 09:05")
        looked, time = stage.time.now(), stage.time
        assert isinstance(time, SetTime)
        # Between two looks of the clock: the mark that fails goes again at an instant that was looked at already.
        time.move_to(looked + timedelta(seconds=20))
        time.apart = -back
        stage.sandbox.fail_next("setMessageReaction", "502")
        written = bram.reply(prompt, "Ik wachtte.")
        while not (again := stage.database.execute("SELECT send_after FROM outbox WHERE attempts = 1").fetchone()):
            await asyncio.sleep(0.001)
        # The sender has a turn before that, and finds nothing that may go yet.
        time.move_to(time.now() + timedelta(seconds=1.5))
        for _ in range(20):
            await asyncio.sleep(0.001)
        assert (instant(again[0]) < looked, written.reactions) == (True, {})
        time.move_to(looked + timedelta(seconds=10))
        stage.rehearsal.program.tick()
        await stage.settle()
        assert written.reactions == {stage.bot.id: "✍"}


@pytest.mark.parametrize("is_restarted", [False, True])
@pytest.mark.parametrize("ahead", [timedelta(hours=3), timedelta(days=7)])
async def test_what_was_decided_by_a_clock_that_was_ahead_does_not_wait_for_it(
    tmp_path: Path, ahead: timedelta, is_restarted: bool
) -> None:
    async with staged(tmp_path / "leerkring.db", "2026-11-23 09:00", clock=SetTime) as stage:
        (anna,) = stage.people("Anna")
        group = await stage.team("Onderbouw", anna)
        told, time = len(stage.from_bot(group)), stage.time
        assert isinstance(time, SetTime)
        time.apart = ahead
        stage.rehearsal.program.tick()
        stage.sandbox.limit(group, retry_after=2700)
        for _ in range(3):
            await stage.say(anna, group, "/status")
        assert len(stage.from_bot(group)) == told
        time.apart = timedelta()
        if is_restarted:
            await stage.restart()
        stage.rehearsal.program.tick()
        await stage.move_to("2026-11-23 10:00")
        assert len(stage.from_bot(group)) == told + 3


def kept(circle: Circle) -> list[tuple[str, int]]:
    """Return whose words stand in which step of a case, by its position from 0."""
    rows = circle.stage.database.query("SELECT name, step FROM entries JOIN people ON people.id = person_id")
    return [(row["name"], row["step"] - 1) for row in rows]


async def test_words_count_for_the_step_that_is_on_though_it_opened_by_a_clock_that_was_ahead(tmp_path: Path) -> None:
    async with staged(tmp_path / "leerkring.db", "2026-11-23 09:00", clock=SetTime) as stage:
        circle = await at(stage, "1", method=SHORT)
        assert isinstance(stage.time, SetTime)
        stage.time.apart = timedelta(days=7)
        await circle.write(circle.owner, CASE)
        await stage.say(circle.people[-1], circle.group, "/verder")
        stage.time.apart = timedelta()
        on = circle.state.position
        circle.people[1].tell(stage.bot, "Wat doet de leerling daarna?")
        await stage.settle()
        assert kept(circle)[-1] == ("Bram", on)


class TellingWire(Wire):
    """The sandbox's own application, which tells with each answer what its clock says, as Telegram does."""

    def __init__(self, sandbox: Sandbox) -> None:
        super().__init__(sandbox)
        self._now = sandbox.now

    async def _serve(self, scope: Scope, receive: Receive, send: Any) -> None:
        async def tell(event: Any) -> None:
            if event["type"] == "http.response.start":
                said = format_datetime(self._now(), usegmt=True).encode()
                event = event | {"headers": [*event["headers"], (b"date", said)]}
            await send(event)

        await super()._serve(scope, receive, tell)


@pytest.mark.parametrize("ahead", [timedelta(minutes=4), timedelta(days=7)])
async def test_words_count_for_the_step_that_is_on_while_the_clock_is_ahead_of_telegrams(
    tmp_path: Path, ahead: timedelta
) -> None:
    def serve(sandbox: Sandbox) -> contextlib.AbstractAsyncContextManager[str]:
        return serving_oddly(sandbox, TellingWire(sandbox))

    async with staged(tmp_path / "leerkring.db", "2026-11-23 09:00", serve=serve, clock=SetTime) as stage:
        circle = await at(stage, "1", method=SHORT)
        assert isinstance(stage.time, SetTime)
        stage.time.apart = ahead
        await stage.say(circle.people[-1], circle.group, "/status")
        await circle.write(circle.owner, CASE)
        await stage.say(circle.people[-1], circle.group, "/verder")
        on = circle.state.position
        circle.people[1].tell(stage.bot, "Wat doet de leerling daarna?")
        await stage.settle()
        assert kept(circle)[-1] == ("Bram", on)


@contextlib.contextmanager
def kept_shut(stage: Stage) -> Iterator[None]:
    """Let another program write to the database meanwhile, so that the bot can't."""
    stage.database.execute("PRAGMA busy_timeout = 0").fetchall()
    with contextlib.closing(sqlite3.connect(stage.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextlib.contextmanager
def full(stage: Stage) -> Iterator[None]:
    """Let the disk have no room for another page."""
    (pages,) = stage.database.execute("PRAGMA page_count").fetchone()
    before = stage.database.execute("SELECT count(*) FROM inbox").fetchone()
    assert before
    stage.database.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    yield
    stage.database.execute(f"PRAGMA max_page_count = {2**31 - 2}").fetchall()


@pytest.mark.parametrize("trouble", [kept_shut, full])
async def test_what_comes_while_the_database_can_not_be_written_is_heard_afterwards(
    stage: Stage, trouble: Trouble
) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    prompt = await stage.say(anna, group, "/vraag")
    with trouble(stage):
        written = [bram.reply(prompt, f"Nummer {number}. " + "Lang. " * 600) for number in range(8)]
        for _ in range(20):
            await asyncio.sleep(0.01)
        ended = [task for task in stage.rehearsal.tasks if task.done()]
    assert ended == []
    await stage.settle()
    assert ([text[:8] for _, text in stage.words()], {len(one.reactions) for one in written}) == (
        [f"Nummer {number}" for number in range(8)],
        {1},
    )


async def test_what_goes_out_while_the_database_can_not_be_written_goes_out_afterwards(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    told = len(stage.from_bot(group))
    stage.sandbox.limit(group, retry_after=7200)
    await stage.say(anna, group, "/status")
    with kept_shut(stage):
        stage.time.move_to(stage.time.now() + timedelta(hours=3))
        stage.rehearsal.program.outbound.wake([group.id])
        for _ in range(20):
            await asyncio.sleep(0.01)
        ended = [task for task in stage.rehearsal.tasks if task.done()]
    assert ended == []
    await stage.move_to("2026-11-23 12:10")
    assert len(stage.from_bot(group)) == told + 1


async def test_a_database_that_was_deleted_under_the_bot_is_told_and_put_back(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    prompt = await stage.say(anna, group, "/vraag")
    stage.path.unlink()
    for minute in (10, 11):
        await stage.move_to(f"2026-11-23 09:{minute}")
        stage.rehearsal.program.tick()
    await stage.reply(bram, prompt, "Ik wachtte even.")
    told = [record.getMessage() for record in caplog.records if "was deleted or replaced" in record.getMessage()]
    assert (len(told), stage.path.exists()) == (1, False)
    await stage.restart()
    assert (stage.words(), oct(stage.path.stat().st_mode & 0o777)) == ([("Bram", "Ik wachtte even.")], "0o600")


async def test_a_database_that_was_put_in_its_place_stays(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    before = stage.path.read_bytes()
    other = stage.path.with_name("other.db")
    other.write_bytes(before)
    other.rename(stage.path)
    stage.rehearsal.program.tick()
    await stage.say(anna, group, "/status")
    stage.rehearsal.program.own_file.put_back()
    assert stage.path.read_bytes() == before


async def test_an_answer_is_kept_though_the_search_index_is_damaged(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    prompt = await stage.say(anna, group, "/vraag")
    await stage.reply(bram, prompt, "Eerste.")
    stage.database.execute("UPDATE entries_fts_data SET block = x'00ff00ff' WHERE id > 1")
    written = [await stage.reply(bram, prompt, text) for text in ("Tweede.", "Derde.")]
    assert [text for _, text in stage.words()] == ["Eerste.", "Tweede.", "Derde."]
    assert all(one.reactions for one in written)


async def test_the_clock_goes_on_though_the_search_index_is_damaged(stage: Stage) -> None:
    anna, bram, chris = stage.people("Anna", "Bram", "Chris")
    group, other = await stage.team("Onderbouw", anna, bram), await stage.team("Bovenbouw", chris)
    await stage.press(chris, stage.last(other), "Ja, elke dinsdag")
    await stage.say(bram, group, "/meedoen")
    bram.start(stage.bot)
    prompt = await stage.say(anna, group, "/vraag")
    for number in range(40):
        await stage.reply(anna, prompt, f"Woord{number} en nog wat woorden {number}.")
    stage.database.execute("UPDATE entries_fts_data SET block = zeroblob(length(block)) WHERE id > 10")
    await stage.move_to("2026-11-26 09:00")
    anna.write(group, "/status")
    await stage.settle()
    told = [one.text for one in stage.from_bot(other)]
    assert (any("Beantwoord dit bericht" in text for text in told), inbox.aside(stage.database)) == (True, [])


async def test_a_fault_of_ours_is_no_disk_that_is_full(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group, other = await stage.team("Onderbouw", anna), await stage.team("Bovenbouw", bram)

    def fail(database: Database, *_: object) -> None:
        database.execute("SELECT no_such_column FROM teams")

    with monkeypatch.context() as patched:
        patched.setattr(sessions, "open_in", fail)
        anna.write(group, "/status")
        await stage.settle()
    assert len(inbox.aside(stage.database)) == 1
    for person, chat in ((anna, group), (bram, other)):
        assert "Er loopt nu niets." in (await stage.say(person, chat, "/status")).text


async def test_that_the_database_can_not_be_written_is_said_once(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    prompt = await stage.say(anna, group, "/vraag")
    program = stage.rehearsal.program
    with caplog.at_level(logging.WARNING):
        with kept_shut(stage):
            for number in range(5):
                bram.reply(prompt, f"Nummer {number}.")
                program.tick()
                program.outbound.wake([group.id])
                for _ in range(5):
                    await asyncio.sleep(0.01)
        await stage.settle()
        program.tick()
    told = [record.getMessage().partition("(")[0].strip() for record in caplog.records]
    assert [line for line in told if "written" in line] == [
        "The database can't be written",
        "The database can be written again.",
    ]


@pytest.mark.parametrize("body", [b"", b'{"update_id": 5'])
async def test_a_client_that_stalls_does_not_hold_up_the_end(stage: Stage, body: bytes) -> None:
    app = webhook.application(stage.rehearsal.program.inbound, "/telegram", "word")
    head = f"POST /telegram HTTP/1.1\r\nHost: x\r\n{webhook.SECRET_HEADER}: word\r\nContent-Length: 100\r\n\r\n"
    serving = contextlib.AsyncExitStack()
    port = await serving.enter_async_context(webhook.serving(app, "127.0.0.1", 0))
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(head.encode() + body)
    await writer.drain()
    await asyncio.sleep(0.05)
    begun = time.monotonic()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(15):
            await serving.aclose()
    writer.close()
    assert time.monotonic() - begun < 12


ODD_UPDATES = {
    "id huge": b'{"update_id": 1000000000000000000000000000000}',
    "id past the engine": b'{"update_id": 9223372036854775808}',
    "id string": b'{"update_id": "5"}',
    "id fraction": b'{"update_id": 1.5}',
    "id null": b'{"update_id": null}',
    "no id": b"{}",
    "list": b"[]",
    "null": b"null",
    "deep": b"[" * 200_000,
    "deep in an update": b'{"update_id": 6, "message": ' + b"[" * 200_000,
    "deep and whole": b'{"update_id": 7, "message": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "no text": b"\xff\xfe",
}


@pytest.mark.parametrize("what", sorted(ODD_UPDATES))
async def test_an_odd_update_by_webhook_is_refused_and_nothing_else_happens(stage: Stage, what: str) -> None:
    app = webhook.application(stage.rehearsal.program.inbound, "/telegram", "word")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
        answer = await client.post("/telegram", content=ODD_UPDATES[what], headers={webhook.SECRET_HEADER: "word"})
    # Whether or not it can be read, nothing of it is left to do.
    assert (answer.status_code in (200, 400), inbox.unhandled(stage.database)) == (True, [])
