"""Tiles: a team's own words of one line, drawn as a wall tile, kept, and shown again."""

from bot.app.context import pages, screening
from bot.app.context.command import GROUP, Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.core.model import TILE, Entry
from bot.core.outgoing import Button, Keyboard
from bot.core.pictures import LONGEST_ON_TILE, Tile
from bot.core.purposes import HUNG, SECOND_LOOK, WALL
from bot.core.rights import Right, may
from bot.core.sources import like
from bot.rendering import shortened
from bot.storage import contributions, tiles
from bot.storage.contributions import Contribution

SHOWN, IN_A_ROW = 12, 6


def make(occasion: Occasion, argument: str) -> None:
    """Answer /tile in a team: make a tile of some words, or show those there are; `show 12` shows one again."""
    text = like(" ".join(argument.split()), argument)
    word, _, number = text.partition(" ")
    if not text:
        occasion.show_html(wall(occasion), _to_each(occasion), purpose=WALL)
    elif word == "show" and as_number(number):
        _show_again(occasion, tiles.find(occasion.database, occasion.here.id, as_number(number)))
    elif text.isdecimal():
        # A number alone is that of one in the list.
        there = tiles.of_team(occasion.database, occasion.here.id)[:SHOWN]
        _show_again(occasion, there[int(text) - 1] if 0 < int(text) <= len(there) else None)
    elif not any(sign.isalpha() for sign in text):
        occasion.hint("tiles.wordless")
    elif len(text) > LONGEST_ON_TILE:
        occasion.hint("tiles.too_long", length=len(text), longest=LONGEST_ON_TILE)
    elif not _is_held_back(occasion, text):
        screening.comfort(occasion, text)
        database, team, person = occasion.database, occasion.here.id, occasion.who.id
        _show(occasion, tiles.find(database, team, tiles.hang(database, team, person, text, occasion.at)))


def wall(occasion: Occasion) -> str:
    """Return the tiles of a team as they are now, the latest first, and how to make one."""
    found = tiles.of_team(occasion.database, occasion.here.id)
    lines = [{"text": words_on(entry), "at": entry.at} for entry in found[:SHOWN]]
    spoken = occasion.here.language
    return occasion.words("tiles.wall", spoken, lines=lines, more=len(found) - len(lines), longest=LONGEST_ON_TILE)


def _to_each(occasion: Occasion) -> Keyboard:
    found = tiles.of_team(occasion.database, occasion.here.id)[:SHOWN]
    to = [Button(label=str(place), command=f"tile show {entry.id}") for place, entry in enumerate(found, 1)]
    return pages.in_rows(to, IN_A_ROW)


def wall_now(occasion: Occasion) -> tuple[str, Keyboard]:
    """Return the wall as it reads now, with its buttons."""
    return wall(occasion), _to_each(occasion)


def _show_again(occasion: Occasion, entry: Entry | None) -> None:
    if entry:
        _show(occasion, entry)
    else:
        occasion.hint("tiles.gone")


def _show(occasion: Occasion, entry: Entry | None) -> None:
    """Answer with a tile; who made it is not said."""
    if entry:
        occasion.answer_html(caption(occasion, entry), purpose=HUNG.of(entry.id), picture=drawn(entry))


def caption(occasion: Occasion, entry: Entry) -> str:
    """Return what stands under a tile: its words, for whoever can't see it."""
    return occasion.words("tiles.made", occasion.here.language, text=words_on(entry))


def words_on(entry: Entry) -> str:
    """Return the words on a tile, as many as it has room for: rewritten in private they may have become more."""
    return shortened(entry.text, LONGEST_ON_TILE)


def drawn(entry: Entry | None) -> Tile:
    """Return what a tile shows; one that is gone is wiped."""
    return Tile(text=str(words_on(entry)) if entry else "")


def _is_held_back(occasion: Occasion, text: str) -> bool:
    """Ask the writer in private first, where a tile would show names or is no matter for a wall; return whether.

    To whoever can't be reached there the group is shown no reason.
    """
    language = occasion.private_language(occasion.who)
    if screening.doubt(occasion, text, "", "", language) is None:
        return False
    if not occasion.who.is_reachable:
        occasion.answer_to_talk("tiles.ask_first")
        return True
    number = tiles.draft(occasion.database, occasion.here.id, occasion.who.id, text, occasion.at)
    asked = screening.doubt(occasion, text, f"tile place {number}", f"tile drop {number}", language)
    if asked:
        occasion.whisper(occasion.who, asked.key, asked.keyboard, purpose=SECOND_LOOK, **asked.names)
    return True


def settle(occasion: Occasion, argument: str) -> None:
    """Answer the buttons under that question, `place 12` and `drop 12`; behind the number what was answered before.

    Anything else belongs in a group.
    """
    word, _, rest = argument.strip().partition(" ")
    number, _, answered = rest.partition(" ")
    if word not in ("place", "drop"):
        occasion.answer("tiles.in_group")
        return
    own = contributions.find(occasion.database, as_number(number), occasion.who.id)
    if own is None or own.method != TILE or own.kind != "draft":
        occasion.hint("tiles.gone")
        return
    occasion.enter_team(own.team_id)
    if word == "drop":
        contributions.withdraw(occasion.database, own.id, occasion.who.id)
        occasion.show("tiles.dropped", ())
    elif not may(occasion.roles, Right.READ_LOG):
        occasion.hint("explaining.for_members")
    elif not screening.asks_first(occasion, own.text, f"tile place {own.id}", f"tile drop {own.id}", answered):
        _hang(occasion, own)


def _hang(occasion: Occasion, own: Contribution) -> None:
    """Hang a draft in the group of its team."""
    tiles.hang_draft(occasion.database, own.id, occasion.who.id, occasion.at)
    entry = tiles.find(occasion.database, own.team_id, own.id)
    if entry:
        occasion.say_html(caption(occasion, entry), purpose=HUNG.of(entry.id), picture=drawn(entry))
        occasion.show("tiles.hung", ())


COMMANDS = (
    Command(
        "tile",
        "tegel",
        {"group": make, "private": settle},
        Right.READ_LOG,
        GROUP,
        # What its buttons there are about is somebody's own.
        private_needs=Right.TAKE_PART,
        place=137,
    ),
)
