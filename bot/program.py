"""Joins the parts into a running bot: database, content, way in, way out and clock."""

import asyncio
import contextlib
import gc
import hashlib
import logging
import signal
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from sqlite_utils import Database
from telegram import Bot
from telegram.error import TelegramError

from bot.app import doors
from bot.app.context.house import House, Identity
from bot.app.delivery import failing
from bot.app.sessions import asking
from bot.clock import RunningTime, ticking
from bot.content import checking
from bot.messenger.drawing import Drawing
from bot.messenger.enduring import Enduring
from bot.messenger.inbound import Inbound
from bot.messenger.outbound import Outbound
from bot.messenger.pacing import Limits, Pacing
from bot.messenger.passing_time import Time
from bot.messenger.telegram import menus
from bot.messenger.telegram.noticing import Notices
from bot.messenger.telegram.polling import Polling
from bot.messenger.telegram.powers import TELEGRAM
from bot.messenger.telegram.requesting import Requests, asked, introduced
from bot.messenger.telegram.translating import HEARD
from bot.rendering import Renderer
from bot.settings import Settings
from bot.storage.database import EngineError, open_for_writing
from bot.storage.locking import hold_lock
from bot.storage.own_file import OwnFile
from bot.storage.wiping import Wiper, clear_folder

log = logging.getLogger(__name__)
LAST_WORDS = 10.0


class Program:
    """A bot at work. `tick` is called by the clock; `is_idle` tells whether it has nothing in hand."""

    def __init__(
        self,
        bot: Bot,
        house: House,
        time: Time,
        wiper: Wiper,
        own_file: OwnFile,
        drawing: Drawing,
        limits: Limits | None = None,
        has_notices: bool = True,
    ) -> None:
        self.bot, self.house, self.time = bot, house, time
        self.enduring, pacing = Enduring(), Pacing(limits or Limits())
        notices = Notices(time, has_notices)
        self.outbound = Outbound(house, bot, time, pacing, self.enduring, drawing.draw, notices)
        self.inbound = Inbound(house, bot, time, self.outbound.answer, self.enduring)
        self.polling = Polling(bot, self.inbound, time, self.enduring)
        self._wiper, self.own_file = wiper, own_file
        self._tidied = time.now().date()
        self._is_ticking = False

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being handled or sent."""
        return self.inbound.is_idle and self.outbound.is_idle

    @property
    def is_waiting_for_its_turn(self) -> bool:
        """Whether all that is left to do is to wait until Telegram's limits allow the next message."""
        return self.inbound.is_idle and self.outbound.is_waiting

    def tick(self) -> None:
        """Do what time owes, wipe what was removed from the files, and once a day forget what is long done."""
        for _ in self._ticking():
            pass

    async def tick_and_breathe(self) -> None:
        """Do the same in slices: after each, as long as it took, whoever speaks is heard and answered.

        Called while it is at work, it only looks what may go out by now.
        """
        if self._is_ticking:
            self._look_around()
            return
        self._is_ticking = True
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            for _ in self._ticking():
                await asyncio.sleep(loop.time() - began)
                began = loop.time()
        finally:
            self._is_ticking = False

    def _ticking(self) -> Iterator[None]:
        try:
            yield from self._do_what_is_owed()
        except EngineError as error:
            self.enduring.refused("clock", error)
        else:
            self.enduring.written("clock")

    def _look_around(self) -> None:
        try:
            self.outbound.look_around()
        except EngineError as error:
            self.enduring.refused("clock", error)

    def _do_what_is_owed(self) -> Iterator[None]:
        now = self.time.now()
        self.own_file.look()
        for touched, _ in doors.ticking(self.house, now):
            self.outbound.wake(touched)
            yield
        self.outbound.look_around()
        if now.date() != self._tidied:
            self._tidied = now.date()
            failing.tidy(self.house, now)
            self._wiper.have_night()
        self._wiper.look(now)

    def recover(self) -> None:
        """Take up what the last run left: messages that may have arrived, updates not handled yet."""
        asking.give_plans(self.house)
        failing.recover(self.house, self.time.now())
        self.inbound.resume()

    async def catch_up(self) -> None:
        """Wait until everything that waited at Telegram is handled, so that no deadline passes over an answer."""
        await self.polling.first_answer.wait()
        await self.inbound.settled()

    async def register_menus(self) -> None:
        """Tell Telegram about our commands; without them the bot works all the same."""
        try:
            await asked(menus.register(self.bot, self.house))
        except TelegramError as error:
            log.warning("The command menus could not be registered: %s", type(error).__name__)

    async def work(self, settings: Settings | None = None, speed: float = 1.0) -> None:
        """Work until cancelled or stopped by a signal; with settings that name a webhook, take updates there."""
        self.house.content.guard.prepare()
        # What was read for good is never rubbish: the collector need not look through it again and again.
        gc.freeze()
        self.recover()
        async with contextlib.AsyncExitStack() as stack:
            tasks = [asyncio.create_task(self.outbound.run(), name="outbound")]
            if settings and settings.webhook_url:
                await stack.enter_async_context(self._listening(settings))
            else:
                tasks.append(asyncio.create_task(self.polling.run(), name="polling"))
            tasks.append(asyncio.create_task(self._keep_time(speed, bool(settings and settings.webhook_url))))
            try:
                await _first_to_end(tasks)
            finally:
                await self._stop(tasks)

    async def _keep_time(self, speed: float, has_webhook: bool) -> None:
        if not has_webhook:
            await self.catch_up()
        await self.inbound.settled()
        scheduler = ticking(self.tick_and_breathe, speed)
        scheduler.start()
        log.info("Leerkring is listening as @%s.", self.house.bot.username)
        try:
            await self.register_menus()
            await asyncio.Event().wait()
        finally:
            scheduler.shutdown(wait=False)

    async def _stop(self, tasks: list[asyncio.Task[None]]) -> None:
        self.outbound.stop()
        for task in tasks[1:]:
            task.cancel()
        # What does not go out in time waits in the outbox for the next start.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS):
                await self.inbound.settled()
                await asyncio.gather(*tasks, return_exceptions=True)

    @asynccontextmanager
    async def _listening(self, settings: Settings) -> AsyncIterator[None]:
        # Who fetches updates needs no web server in memory.
        from bot.messenger.telegram import webhook

        address, secret = settings.webhook_url or "", settings.webhook_secret
        word = secret.get_secret_value() if secret else ""
        host, _, port = settings.webhook_listen.rpartition(":")
        app = webhook.application(self.inbound, urlsplit(address).path or "/", word)
        async with webhook.serving(app, host or "127.0.0.1", int(port)):
            await self.bot.set_webhook(address, secret_token=word, allowed_updates=list(HEARD))
            yield


async def _first_to_end(tasks: list[asyncio.Task[None]]) -> None:
    """Wait until one task ends or a signal asks to stop; raise what the task raised."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        # Windows knows no handlers in the loop, and a loop outside the main thread takes none: Ctrl-C ends it there.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(name, stopped.set)
    waiting = asyncio.create_task(stopped.wait())
    done, _ = await asyncio.wait([*tasks, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    for task in done - {waiting}:
        await task


def make_bot(token: str, api_url: str) -> Bot:
    """Return python-telegram-bot's Bot for a token at a Bot API server."""
    return Bot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=Requests(api_url, connections=8, read_timeout=20),
        get_updates_request=Requests(api_url, connections=1, read_timeout=20),
    )


def make_house(database: Database, own_content: Path | None, identity: Identity) -> House:
    """Return the house: content is read here, and mistakes in a school's own files are logged and passed over."""
    read, mistakes = checking.in_use(own_content)
    for mistake in mistakes:
        log.error("Content: %s", mistake)
    return House(database, read, Renderer(read.sentences), identity, TELEGRAM)


@asynccontextmanager
async def opened(
    settings: Settings,
    time: Time,
    limits: Limits | None = None,
    *,
    is_kept: bool = True,
    make_drawing: Callable[[], Drawing] = Drawing,
) -> AsyncIterator[Program]:
    """Open everything a bot needs and close it after the block; a database that is not kept is never rewritten.

    Raises SettingsError, DatabaseBusyError, and TelegramError if the first call to the server fails.
    """
    token = settings.token()
    with contextlib.ExitStack() as held:
        place = f"on {settings.database}"
        held.callback(hold_lock(settings.database, place, "point LEERKRING_DATABASE elsewhere").release)
        by_token = _token_lock(token, settings.api_url)
        held.callback(hold_lock(by_token, "with this token", "use a token of its own").release)
        database = open_for_writing(settings.database)
        held.callback(database.close)
        clear_folder(settings.database.resolve())
        wiper, own_file = Wiper(database, is_kept=is_kept), OwnFile(database)
        wiper.finish(time.now())
        bot, drawing = make_bot(token, settings.api_url), make_drawing()
        try:
            async with introduced(bot) as me:
                identity = Identity(me.id, me.username or "", me.first_name)
                house = make_house(database, settings.content, identity)
                yield Program(bot, house, time, wiper, own_file, drawing, limits, settings.notices)
        finally:
            await drawing.close()
            with contextlib.suppress(EngineError):
                wiper.finish(time.now())
                own_file.put_back()


def _token_lock(token: str, api_url: str) -> Path:
    """Return a path that every run with this token on this machine shares, and that does not tell the token."""
    mark = hashlib.sha256(f"{api_url} {token}".encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"leerkring-{mark}"


async def run(settings: Settings, time: RunningTime) -> None:
    """Run the bot until it is stopped."""
    async with opened(settings, time) as program:
        await program.work(settings, time.speed)
