"""Steering: what a coordinator sets of a team, in its group or from their private chat; and who changed what."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from bot.app.context import pages
from bot.app.context.addressing import STEERED, of_team
from bot.app.context.command import Run, Spot
from bot.app.context.occasion import Occasion
from bot.core.model import Role, Team
from bot.core.outgoing import BUTTON_BYTES, Button, Keyboard
from bot.core.saying.rhythms import OF_TIME
from bot.core.saying.words import plain
from bot.storage import arrangements, changes, members

TEAMS_OFFERED = 60
# More than these stand two in a row.
FEW = 8


def steered(run: Run, name: str) -> dict[Spot, Run]:
    """Return where a command that sets something of a team is given: in its group, and by its coordinator in private.

    `name` is one of those whose buttons carry the team in private.
    """
    if name not in STEERED:
        raise LookupError(f"/{name} is not among the commands that a coordinator gives in private")
    return {"group": noted(run), "private": in_private(noted(run), name)}


@contextmanager
def noting(occasion: Occasion) -> Iterator[None]:
    """Keep what is changed of the team meanwhile, who did it, if anybody, and what that was before."""
    database, team_id, now = occasion.database, occasion.here.id, occasion.now
    before = arrangements.of_team(database, team_id, now)
    yield
    after = arrangements.of_team(database, team_id, now)
    if arrangements.since(after, now) != arrangements.since(before, now):
        changes.add(database, team_id, occasion.person.id if occasion.person else None, now, before, after)


def noted(run: Run) -> Run:
    """Return a command that also keeps what it changed of the team."""

    def go(occasion: Occasion, argument: str) -> None:
        with noting(occasion):
            run(occasion, argument)

    return go


def renew_menus(occasion: Occasion) -> None:
    """Let the command menus of a team's coordinators be in its language as it is now."""
    for coordinator in members.in_role(occasion.database, occasion.here.id, Role.COORDINATOR):
        occasion.changed_menus.add((coordinator.id, occasion.here.id))


def in_private(run: Run, name: str) -> Run:
    """Return a command of a team for the private chat of its coordinator; of several teams, they choose."""

    def go(occasion: Occasion, argument: str) -> None:
        team_id, rest = of_team(argument.strip())
        own = {team.id: team for team in members.teams_of(occasion.database, occasion.who.id, Role.COORDINATOR)}
        if team_id is None:
            team_id, rest = named(own.values(), rest)
        if team_id is None and len(own) > 1:
            rows = _choices(list(own.values()), name, rest)
            occasion.show("steering.which_team", rows, is_long=not rows)
        elif own and (which := team_id or next(iter(own))) in own:
            steer(occasion, which)
            run(occasion, rest)
        else:
            occasion.hint("steering.not_yours")

    return go


def named(own: Iterable[Team], said: str) -> tuple[int | None, str]:
    """Return which team the first words name, the longest name that fits, and what is said of it; or the only team
    whose name begins with the first word."""
    own = list(own)
    fitting = [team for team in own if f"{said} ".casefold().startswith(f"{team.name} ".casefold())]
    best = max(fitting, key=lambda team: len(team.name), default=None)
    alone = best and sum(team.name.casefold() == best.name.casefold() for team in fitting) == 1
    if best and alone:
        return best.id, said[len(best.name) :].strip()
    word, _, rest = said.partition(" ")
    begin = [team for team in own if word and f"{team.name} ".casefold().startswith(f"{word} ".casefold())]
    is_name = len(own) > 1 and len(begin) == 1 and plain(word) not in OF_TIME
    return (begin[0].id, rest.strip()) if is_name else (None, said)


def steer(occasion: Occasion, team_id: int) -> None:
    """Let what is said in private be about a team that its coordinator sets: its buttons carry the team."""
    occasion.enter_team(team_id)
    occasion.steers = team_id


def _choices(teams: list[Team], name: str, rest: str) -> Keyboard:
    commands = [(team.name, f"{name} *{team.id} {rest}".strip()) for team in teams[:TEAMS_OFFERED]]
    return offered(
        [Button(label=label, command=command) for label, command in commands if len(command.encode()) <= BUTTON_BYTES]
    )


def offered(buttons: Sequence[Button]) -> Keyboard:
    """Return buttons to choose a team by, two in a row where there are many."""
    return pages.in_rows(buttons, 1 if len(buttons) <= FEW else pages.IN_A_ROW)
