"""A profile: line by line where a group stands, each mark a dot, with the middle and that of the time before."""

from bot.charts.sheet import DEEP, FAINT, INK, LIGHT, MARGIN, PAPER, ROW, SMALL, TRACK, WIDTH, Sheet, legend_rows
from bot.core.pictures import MarkedLine, Profile

TOP, TALL = 44, 48
# Dots of one value stand on each other, as high as there is room for; of more their number is said.
DOT, PITCH, HIGHEST = 3.0, 5.0, 3
SIGN_WIDE = 14
LONGEST_WORDS, LONGEST_POLES = 58, 54


def draw(profile: Profile) -> bytes:
    """Return the profile as a PNG."""
    signs = [("now", profile.now), ("wished", profile.wished), ("before", profile.before)]
    told = [(sign, words) for sign, words in signs if words]
    bottom = TOP + TALL * len(profile.lines) + 8
    paper = Sheet(bottom + ROW * len(legend_rows([words for _, words in told], SIGN_WIDE)) + 6, profile.title)
    for place, line in enumerate(profile.lines):
        _draw_line(paper, TOP + place * TALL, line, profile.least)

    def draw_sign(number: int, left: float, top: float) -> None:
        _draw_middle(paper, left + SIGN_WIDE / 2, top + ROW / 2 - 11, told[number][0])

    paper.legend(bottom, [words for _, words in told], SIGN_WIDE, draw_sign)
    return paper.png()


def _draw_line(paper: Sheet, top: float, line: MarkedLine, least: int) -> None:
    if line.left:
        right = _cut(line.right, max(LONGEST_POLES - len(line.left), LONGEST_POLES // 2))
        paper.words(MARGIN, top + 10, _cut(line.left, LONGEST_POLES - len(right)), SMALL)
        paper.words(WIDTH - MARGIN, top + 10, right, SMALL, "end")
    else:
        paper.words(MARGIN, top + 10, _cut(line.text, LONGEST_WORDS), SMALL)
    level = top + 28
    paper.box(MARGIN, level - 1, WIDTH - 2 * MARGIN, 2, TRACK)
    for value, people in enumerate(line.counts, start=least):
        x = _at(value, line, least)
        for nth in range(people if people <= HIGHEST else 1):
            paper.disc(x, level - nth * PITCH, DOT, LIGHT, INK)
        if people > HIGHEST:
            paper.words(x, level - 6, f"{people}×", SMALL, "middle")
    if line.before is not None:
        _draw_middle(paper, _at(line.before, line, least), level, "before")
    if line.wished is not None:
        _draw_middle(paper, _at(line.wished, line, least), level, "wished")
    _draw_middle(paper, _at(line.middle, line, least), level, "now")


def _at(value: float, line: MarkedLine, least: int) -> float:
    wide = WIDTH - 2 * MARGIN - 12
    return MARGIN + 6 + wide * (value - least) / max(len(line.counts) - 1, 1)


def _draw_middle(paper: Sheet, x: float, level: float, sign: str) -> None:
    """Draw where the middle is, below the dots: a bar; an open disc for what is wished, a grey bar for last time."""
    if sign == "wished":
        paper.disc(x, level + 7, 4, PAPER, DEEP)
    else:
        paper.box(x - 1.5, level + 2, 3, 10, DEEP if sign == "now" else FAINT)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
