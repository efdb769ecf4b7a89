"""Runs Leerkring for the throughput benchmark alone: the same program, with Telegram's pace lifted."""

import asyncio

from bot.clock import RunningTime
from bot.messenger.pacing import Limits
from bot.program import opened
from bot.settings import read

UNLIMITED = Limits(overall_per_second=10**6, chat_gap=0.0, group_per_minute=10**6)


async def run() -> None:
    """Run the bot, set by the environment, until it is stopped."""
    settings = read()
    async with opened(settings, RunningTime(), UNLIMITED) as program:
        await program.work(settings)


if __name__ == "__main__":
    asyncio.run(run())
