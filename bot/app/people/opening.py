"""Opening: the private chat begins, by itself or by a link that says for what."""

from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.log import leafing
from bot.app.people import plain
from bot.app.practices import calling
from bot.app.sessions import agreeing, filling_in, nudging, privately, step_in_private
from bot.app.teams import joining, roles, setting_up
from bot.core.outgoing import Button
from bot.storage import members

TEAMS_NAMED = 12


def start(occasion: Occasion, argument: str) -> None:
    """Answer /start in private: hello, or what a link carried: a role, a question, a time."""
    kind, _, word = argument.partition("-")
    match kind:
        case "role":
            roles.open_invitation(occasion, word)
        case "answer":
            privately.show_question(occasion, word)
        case "later":
            nudging.by_link(occasion, word)
        case "fill":
            filling_in.open_here(occasion, word)
        case "agree":
            agreeing.open_here(occasion, word)
        case "read":
            leafing.read_all(occasion, word)
        case "together":
            calling.join(occasion, word)
        case "step":
            step_in_private.open_private(occasion, word)
        case _:
            _greet(occasion)


def _greet(occasion: Occasion) -> None:
    own = members.teams_of_anybody(occasion.database, occasion.who.id)
    if own:
        occasion.answer("private_chat.hello", name=occasion.who.name, teams=[team.name for team in own[:TEAMS_NAMED]])
        return
    link = occasion.house.powers.adding.format(bot=occasion.house.bot.username)
    occasion.answer(
        "private_chat.hello_stranger",
        ((Button(label=occasion.label("add_to_group"), link=link),),),
        name=occasion.who.name,
    )


COMMANDS = (
    Command("start", None, {"group": setting_up.start, "private": start}),
    Command("leave", "stoppen", {"group": joining.leave, "private": plain.say_how_to_stop}, in_menu=GROUP, place=180),
)
