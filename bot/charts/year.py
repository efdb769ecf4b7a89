"""The strip of a year: a school year in two rows, month by month, with holidays and what took place."""

from bot.charts.sheet import (
    DEEP,
    FAINT,
    INK,
    LIGHT,
    MARGIN,
    ROW,
    SIGN_TALL,
    SMALL,
    TRACK,
    WIDTH,
    Sheet,
    legend_rows,
)
from bot.core.pictures import OfYear, Year

TOP, BETWEEN, TALL = 58, 64, 38
GAP = 2.0
SIGN_WIDE = 12


def draw(year: Year) -> bytes:
    """Return the strip of a year as a PNG."""
    words = [word for _, word in year.legend]
    in_a_row = (len(year.weeks) + 1) // 2
    pitch = (WIDTH - 2 * MARGIN + GAP) / in_a_row
    legend_top = TOP + BETWEEN + TALL + 18
    paper = Sheet(legend_top + ROW * len(legend_rows(words, SIGN_WIDE)) + 6, year.title)
    for number, week in enumerate(year.weeks):
        line, place = divmod(number, in_a_row)
        left, top = MARGIN + place * pitch, TOP + line * BETWEEN
        if week.month:
            paper.words(left, top - 6, week.month, SMALL, colour=FAINT)
        _draw_week(paper, week.what, left, top, pitch - GAP, TALL)

    def draw_sign(number: int, left: float, top: float) -> None:
        _draw_week(paper, (year.legend[number][0],), left, top, SIGN_WIDE, SIGN_TALL)

    paper.legend(legend_top, words, SIGN_WIDE, draw_sign)
    return paper.png()


def _draw_week(paper: Sheet, what: tuple[OfYear, ...], left: float, top: float, wide: float, tall: float) -> None:
    paper.box(left, top, wide, tall, TRACK)
    if "free" in what:
        paper.hatched(left, top, wide, tall)
    # In the strip the two stand above each other; alone in the legend, in the middle.
    is_sign = tall == SIGN_TALL
    if "question" in what:
        side = min(wide - 2, 9)
        paper.box(left + (wide - side) / 2, top + tall * (0.5 if is_sign else 0.75) - side / 2, side, side, DEEP)
    if "consultation" in what:
        radius = min(wide / 2 - 0.5, 5)
        paper.disc(left + wide / 2, top + tall * (0.5 if is_sign else 0.28), radius, LIGHT, INK)
