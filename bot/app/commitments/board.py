"""The board: what a team may see of what its members intend, and what came of it."""

from typing import Any

from bot.app.commitments.noted import facts
from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.core.privacy import MINIMUM_COMMITTED
from bot.core.purposes import BOARD
from bot.rendering import shortened
from bot.storage import commitments
from bot.storage.commitments import Commitment

SHOWN = 6
# How many characters of people's own words a message holds, beside names and dates.
ROOM = 2000


def show(occasion: Occasion, argument: str) -> None:
    """Answer /board: what the team may see of its members' intentions."""
    occasion.answer_html(board_now(occasion), purpose=BOARD)


def board_now(occasion: Occasion) -> str:
    """Return the board of a team as it is now."""
    today = occasion.now
    shared = commitments.shared_in(occasion.database, occasion.here.id)
    open_ones = [one for one in shared if one.state == "open"]
    return occasion.words(
        "board.board",
        occasion.here.language,
        due=_lines([one for one in open_ones if one.ask_at and one.ask_at <= today][:SHOWN], ROOM // 3),
        open=_lines([one for one in open_ones if not one.ask_at or one.ask_at > today][:SHOWN], ROOM // 3),
        kept=_lines([one for one in shared if one.state in ("kept", "partly")][-SHOWN:], ROOM // 3),
        unseen=_unseen(occasion),
    )


def _unseen(occasion: Occasion) -> int:
    """Return how many more commitments there are; none where so few people keep one that it points at somebody."""
    number, owners = commitments.count_unshared(occasion.database, occasion.here.id)
    return number if owners >= MINIMUM_COMMITTED else 0


def _lines(found: list[Commitment], room: int) -> list[dict[str, Any]]:
    """Return commitments as they are shown below each other, in so many characters."""
    each = room // (2 * len(found)) if found else 0
    return [
        facts(one)
        | {
            "name": one.name,
            "text": shortened(one.text, each),
            "result": shortened(one.result, each) if one.result else None,
        }
        for one in found
    ]


def news(occasion: Occasion) -> list[dict[str, Any]]:
    """Return what came of earlier intentions that the team may hear of, once: it opens the next session."""
    return _lines(commitments.take_untold(occasion.database, occasion.here.id)[-SHOWN:], ROOM)


COMMANDS = (Command("board", "voornemens", {"group": show}, in_menu=GROUP, place=120),)
