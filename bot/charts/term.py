"""The strip of a term: week by week how many took part, in bands, with holidays and weeks without a question."""

from bot.charts.sheet import (
    DEEP,
    FAINT,
    INK,
    LIGHT,
    MARGIN,
    MIDDLE,
    ROW,
    SIGN_TALL,
    SMALL,
    TRACK,
    WIDTH,
    Sheet,
    legend_rows,
)
from bot.core.pictures import Band, OfWeek, Term

TOP, TALL = 42, 66
WIDEST, GAP = 30.0, 4.0
SIGN_WIDE = 14
# How high a band stands, and in what: by height first, by lightness too.
FILLS: dict[Band, tuple[float, str]] = {"few": (1 / 3, LIGHT), "half": (2 / 3, MIDDLE), "most": (1.0, DEEP)}


def draw(term: Term) -> bytes:
    """Return the strip of a term as a PNG."""
    words = [word for _, word in term.legend]
    legend_top = TOP + TALL + 26
    paper = Sheet(legend_top + ROW * len(legend_rows(words, SIGN_WIDE)) + 6, term.title)
    pitch = min((WIDTH - 2 * MARGIN + GAP) / len(term.weeks), WIDEST)
    for place, week in enumerate(term.weeks):
        left = MARGIN + place * pitch
        _draw_week(paper, week.what, left, TOP, pitch - GAP, TALL)
        paper.words(left + (pitch - GAP) / 2, TOP + TALL + 15, str(week.number), SMALL, "middle", FAINT)

    def draw_sign(number: int, left: float, top: float) -> None:
        _draw_week(paper, term.legend[number][0], left, top, SIGN_WIDE, SIGN_TALL)

    paper.legend(legend_top, words, SIGN_WIDE, draw_sign)
    return paper.png()


def _draw_week(paper: Sheet, what: OfWeek, left: float, top: float, wide: float, tall: float) -> None:
    paper.box(left, top, wide, tall, TRACK)
    middle, bottom = left + wide / 2, top + tall
    match what:
        case "few" | "half" | "most":
            share, fill = FILLS[what]
            paper.box(left, bottom - share * tall, wide, share * tall, fill, INK)
        case "free":
            paper.hatched(left, top, wide, tall)
        case "untold":
            paper.words(middle, top + tall / 2 + 4.5, "?", anchor="middle", colour=INK)
        case "open":
            for aside in (-4, 0, 4):
                paper.disc(middle + aside, top + tall / 2, 1.3, INK)
        case "none":
            paper.box(left, bottom - 2, wide, 2, FAINT)
