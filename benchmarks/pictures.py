"""How long a picture takes to be drawn in its process, and what that costs."""

import asyncio
import time
from datetime import date
from statistics import mean

import psutil

from benchmarks.figures import Figure
from bot.core.pictures import ACTIVITIES, OF_WEEKS, Balance, Picture, Share, Term, TermWeek, Tile, Year, YearWeek
from bot.messenger.drawing import Drawing

ON_AVERAGE, AT_MOST, FOR_A_THOUSAND = 60.0, 200.0, 60.0
TIMES = 100
MONTHS = [f"{date(2026, month, 1):%b}" for month in range(1, 13)]
PICTURES: tuple[Picture, ...] = (
    Term(
        title="Taking part, by week · Lower years",
        weeks=tuple(TermWeek(number=34 + place, what=OF_WEEKS[place % len(OF_WEEKS)]) for place in range(14)),
        legend=tuple((what, f"this is {what}") for what in OF_WEEKS),
    ),
    Balance(
        title="What the questions were about",
        shares=tuple(Share(activity=one, word=one, questions=place) for place, one in enumerate(ACTIVITIES)),
    ),
    Year(
        title="School year 2026–2027 · Lower years",
        weeks=tuple(
            YearWeek(what=("question",) if place % 2 else ("free",), month="" if place % 4 else MONTHS[place // 4 % 12])
            for place in range(53)
        ),
        legend=(("question", "question"), ("consultation", "consultation"), ("free", "holiday")),
    ),
    Tile(text="Whoever lets a question hang gives a pupil the time to find the answer by themselves."),
)


def measure() -> list[Figure]:
    """Draw each picture many times, one after the other, and return averages, the slowest, and the processor's time."""
    return asyncio.run(_measured())


async def _measured() -> list[Figure]:
    drawing = Drawing()
    try:
        first = await _time(drawing, PICTURES[0])
        process = psutil.Process(drawing.process_id)
        taken = [await _time(drawing, picture) for picture in PICTURES for _ in range(TIMES)]
        before = sum(process.cpu_times()[:2])
        for _ in range(TIMES):
            await drawing.draw(PICTURES[0])
        spent = (sum(process.cpu_times()[:2]) - before) / TIMES
        held = process.memory_info().rss / 1e6
    finally:
        await drawing.close()
    return [
        Figure("a picture, on average", mean(taken) * 1000, "ms", ON_AVERAGE),
        Figure("the slowest of them", max(taken) * 1000, "ms", AT_MOST),
        Figure("the first, with its process", first * 1000, "ms"),
        Figure("processor for 1,000 strips of a term", spent * 1000, "s", FOR_A_THOUSAND),
        Figure("memory of the process that draws", held, "MB"),
    ]


async def _time(drawing: Drawing, picture: Picture) -> float:
    start = time.perf_counter()
    await drawing.draw(picture)
    return time.perf_counter() - start
