"""What the doctor finds in each group: whether the bot is there, and hears no more than it should."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from telegram import Bot, ChatMember
from telegram.error import RetryAfter, TelegramError

from bot.messenger.pacing import Limits
from bot.messenger.passing_time import Time
from bot.messenger.telegram.polling import ordered_pause
from bot.messenger.telegram.requesting import asked
from bot.messenger.telegram.telling import problem_of

Finding = dict[str, Any]
# As many as the bot has ways to Telegram; how long an order to wait may be, in seconds, and how often it is obeyed.
AT_ONCE, LONGEST_WAIT, TRIES = 8, 60.0, 3


def finding(what: str, ok: bool, found: str, do: str = "") -> Finding:
    """Return something that was looked at; what to do is said where it is not well."""
    return {"what": what, "ok": ok, "found": found, "do": "" if ok else do}


class Groups:
    """The groups of teams, each looked at once, no faster than the bot may talk: one after the other, and never many
    at an instant, since it may be talking itself meanwhile."""

    def __init__(self, bot: Bot, time: Time, limits: Limits) -> None:
        self._bot, self._time, self._gap = bot, time, 1 / limits.overall_per_second
        self._turn, self._next = asyncio.Lock(), time.elapsed() + self._gap

    async def look(self, groups: Sequence[tuple[int, int]], came: Callable[[int, int], None]) -> list[Finding]:
        """Return what is found in each group, given as its team's id and its chat, in that order."""
        found: dict[int, Finding] = {}
        waiting = iter(enumerate(groups))

        async def look_on() -> None:
            for number, (team_id, chat_id) in waiting:
                found[number] = await self._rights(team_id, chat_id)
                came(len(found), len(groups))

        async with asyncio.TaskGroup() as looking:
            for _ in range(AT_ONCE):
                looking.create_task(look_on())
        return [found[number] for number in range(len(groups))]

    async def _rights(self, team_id: int, chat_id: int) -> Finding:
        what = f"group of team {team_id}"
        try:
            member = await self._member(chat_id, TRIES)
        except RetryAfter as error:
            return finding(what, False, problem_of(error), "Telegram has too much to do for it: look again later.")
        except TelegramError as error:
            return finding(what, False, problem_of(error), "Add the bot to the group again, or let it go.")
        is_admin = member.status == "administrator"
        do = (
            "Make the bot an ordinary member: as an administrator it hears every message, which we promise it does not."
        )
        if member.status == "restricted":
            do = "It may not write there: an administrator of the group takes it off the exceptions, under Permissions."
        return finding(what, member.status in ("member", "administrator") and not is_admin, str(member.status), do)

    async def _member(self, chat_id: int, tries: int) -> ChatMember:
        """Return what the bot is in a group. Raises TelegramError."""
        await self._wait_turn()
        try:
            return await asked(self._bot.get_chat_member(chat_id, self._bot.id))
        except RetryAfter as error:
            pause = ordered_pause(error).total_seconds()
            if tries == 1 or pause > LONGEST_WAIT:
                raise
            await self._time.wait(asyncio.Event(), pause)
        return await self._member(chat_id, tries - 1)

    async def _wait_turn(self) -> None:
        async with self._turn:
            while (pause := self._next - self._time.elapsed()) > 0:
                await self._time.wait(asyncio.Event(), pause)
            self._next = self._time.elapsed() + self._gap
