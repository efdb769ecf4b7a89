"""Own teams: a coordinator's own place: all their teams, and from there each as it is set."""

from bot.app.context import pages
from bot.app.context.command import PRIVATE, Command
from bot.app.context.occasion import Occasion
from bot.app.context.steering import in_private
from bot.app.delivery import health
from bot.app.rhythm.outlook import next_start
from bot.app.teams.card import card_asked_for
from bot.core.model import Role
from bot.core.outgoing import Button, Keyboard
from bot.core.rights import Right
from bot.storage import members, schedules

ON_A_PAGE = 12


def show_teams(occasion: Occasion, argument: str) -> None:
    """Answer /teams in private: a coordinator's teams, what each gets and when next, and what did not arrive lately;
    page by page."""
    every = members.teams_of(occasion.database, occasion.who.id, Role.COORDINATOR)
    page = pages.of_length(every, pages.apart(argument)[1], ON_A_PAGE)
    own = page.of(every)
    lines, troubles = [], {team.id: health.troubles_of(occasion, team.id) for team in own}
    for team in own:
        occasion.enter_team(team.id)
        asked, upcoming = schedules.find(occasion.database, team.id, "prompt"), None
        if asked:
            upcoming = next_start(occasion.house, team, occasion.now)
        # In words at once, by the clock that the team lives by.
        lines.append(
            occasion.words(
                "own_teams.team",
                occasion.language,
                **health.of_team(team, troubles[team.id]),
                rhythm=occasion.rhythm_in_words(asked.rhythm, occasion.language) if asked else None,
                next_at=upcoming.at if upcoming else None,
                next_kind=upcoming.called if upcoming else None,
            )
        )
    occasion.team = None
    each: Keyboard = tuple((Button(label=team.name, command=f"team *{team.id}"),) for team in own)
    ways = pages.ways(occasion, page, "teams")
    rows = (*each, *((ways,) if ways else ()), *health.send_again_buttons(occasion, troubles.values()))
    occasion.show("own_teams.teams", rows, teams=lines, page=page.number, pages=page.last)


def show_team(occasion: Occasion, argument: str) -> None:
    """Answer /team in private: how one of a coordinator's teams is set, with buttons to change that."""
    card_asked_for(occasion)


COMMANDS = (
    Command("teams", None, {"private": show_teams}, Right.LOOK_AFTER, PRIVATE, place=330),
    Command("team", None, {"private": in_private(show_team, "team")}, Right.SET_UP, PRIVATE, place=325),
)
