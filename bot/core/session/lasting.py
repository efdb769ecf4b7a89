"""How long a session takes, as people want to know who are asked to take part: in weeks, and in minutes."""

from datetime import timedelta
from math import ceil

from bot.core.model import SCHOOL_WEEK, Pace
from bot.core.session import moving
from bot.core.session.deadlines import counts_half_days
from bot.core.session.state import Planned
from bot.core.session.taking_part import is_to_read_aloud


def weeks(plan: tuple[Planned, ...], pace: Pace) -> int:
    """Return in how many school weeks a plan is gone through in writing, if each step takes its time."""
    steps = [planned.step for planned in plan if not planned.step.optional]
    days = sum(step.window / (2 if counts_half_days(step, pace) else 1) for step in steps)
    return max(ceil(days / len(SCHOOL_WEEK)), 1)


def minutes(plan: tuple[Planned, ...], *, is_in_one_go: bool) -> int:
    """Return how many minutes a plan takes of what is its method's; what takes one go takes the frame's as well, and
    has to have room for what is done only where somebody wants it."""
    counted = [on for on in plan if is_in_one_go or not (on.step.optional or on.is_frames)]
    return sum(on.step.minutes or 0 for on in counted)


def frame_minutes(plan: tuple[Planned, ...]) -> int:
    """Return how many minutes the steps around a method take in a plan."""
    return sum(on.step.minutes or 0 for on in plan if on.is_frames and not on.step.optional)


def minutes_to_read(plan: tuple[Planned, ...], readers: int) -> int:
    """Return how many minutes so many take at one table to read out what they write, in all the steps where they do."""
    aloud = sum(is_to_read_aloud(on) for on in plan)
    return ceil(aloud * min(readers * moving.READING, moving.LONGEST_READING) / timedelta(minutes=1))


def in_fives(minutes: int) -> int:
    """Return minutes as people say them beforehand."""
    return ceil(minutes / 5) * 5
