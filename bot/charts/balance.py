"""The balance of the four activities: of how many questions each was the heart."""

from bot.charts.sheet import DEEP, INK, MARGIN, TRACK, WIDTH, Sheet
from bot.core.pictures import Balance

TOP, ROW, TALL = 46, 44, 16
BESIDE = 30


def draw(balance: Balance) -> bytes:
    """Return the balance as a PNG: a bar for each activity, with its word above and its number beside it."""
    paper = Sheet(TOP + ROW * len(balance.shares) + 2, balance.title)
    longest = max(share.questions for share in balance.shares)
    room = WIDTH - 2 * MARGIN - BESIDE
    for place, share in enumerate(balance.shares):
        top = TOP + place * ROW
        paper.words(MARGIN, top + 10, share.word)
        paper.box(MARGIN, top + 15, room, TALL, TRACK)
        if share.questions:
            paper.box(MARGIN, top + 15, room * share.questions / longest, TALL, DEEP, INK)
        paper.words(WIDTH - MARGIN, top + 28, str(share.questions), anchor="end")
    return paper.png()
