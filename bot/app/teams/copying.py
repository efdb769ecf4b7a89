"""Copying: other teams of a coordinator get the rhythms and free days of one, and how long its questions are open."""

from bot.app import owed
from bot.app.context.command import PRIVATE, Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.context.steering import TEAMS_OFFERED, in_private, noting, offered, steer
from bot.app.rhythm import counting
from bot.app.teams import changing
from bot.app.teams.card import renew_in_group
from bot.core.model import Rhythm, Role, Team
from bot.core.outgoing import Button
from bot.core.rights import Right
from bot.storage import arrangements, members, schedules
from bot.storage.arrangements import Arrangement

# What goes along beside the rhythms. Language, region and clock are each team's own, and so is a pause.
ALONG = ("free_days", "open_days", "has_overviews", "is_blind")
TO, ALL = "to", "all"


def copy(occasion: Occasion, argument: str) -> None:
    """Answer /copy in private: which of their other teams get what this one has; `to 7`, `to all`."""
    source, others = occasion.here, _others(occasion)
    word, _, which = argument.strip().lower().partition(" ")
    chosen = others if which == ALL else [team for team in others if team.id == as_number(which)]
    if not others:
        occasion.hint("copying.no_other")
    elif schedules.find(occasion.database, source.id, "prompt") is None:
        occasion.hint("copying.nothing", team=source.name)
    elif word != TO or not chosen:
        _ask_where(occasion, others)
    else:
        wanted = arrangements.of_team(occasion.database, source.id, occasion.now)
        for team in chosen:
            occasion.enter_team(team.id)
            with noting(occasion):
                owed.start_moments(occasion)
                _take_over(occasion, wanted)
            renew_in_group(occasion)
        steer(occasion, source.id)
        occasion.show("copying.copied", (), source=source.name, teams=[team.name for team in chosen])


def offer(occasion: Occasion) -> None:
    """Offer whoever just became coordinator of a team without a rhythm, in private, what the latest other team of
    theirs has that has one: nobody wants to choose the same again."""
    if not occasion.who.is_reachable or schedules.find(occasion.database, occasion.here.id, "prompt"):
        return
    for source in reversed(_others(occasion)):
        if schedule := schedules.find(occasion.database, source.id, "prompt"):
            _offer_same(occasion, source, schedule.rhythm)
            return


def _offer_same(occasion: Occasion, source: Team, asked: Rhythm) -> None:
    spoken, command = occasion.private_language(occasion.who), f"copy *{source.id} {TO} {occasion.here.id}"
    same = occasion.button_in(spoken, "copy_same", command, source=source.name)
    rhythm = occasion.rhythm_in_words(asked, spoken)
    occasion.whisper(
        occasion.who, "copying.same", ((same,),), team=occasion.here.name, source=source.name, rhythm=rhythm
    )


def _others(occasion: Occasion) -> list[Team]:
    own = members.teams_of(occasion.database, occasion.who.id, Role.COORDINATOR)
    return [team for team in own if team.id != occasion.here.id]


def _ask_where(occasion: Occasion, others: list[Team]) -> None:
    """Offer the other teams one by one, and all of them where there are several."""
    there = [Button(label=team.name, command=f"copy {TO} {team.id}") for team in others[:TEAMS_OFFERED]]
    rows = list(offered(there))
    if len(others) > 1:
        rows.append((occasion.button("copy_all", f"copy {TO} {ALL}"),))
    occasion.show("copying.which", tuple(rows), team=occasion.here.name)


def _take_over(occasion: Occasion, wanted: Arrangement) -> None:
    """Let a team have the same; of a rhythm that it has already, what was skipped or decided stays."""
    now = arrangements.of_team(occasion.database, occasion.here.id, occasion.now)
    team = now["team"] | {column: wanted["team"][column] for column in ALONG}
    same = {kind for kind, row in wanted["rhythms"].items() if counting.is_same(row, now["rhythms"].get(kind))}
    if now["programme"] and "prompt" in now["rhythms"]:
        # A programme keeps the rhythm that it was begun with.
        same |= {"prompt"}
    rhythms = {kind: now["rhythms"][kind] if kind in same else row for kind, row in wanted["rhythms"].items()}
    kept = {part: [one for one in now[part] if one[0] in same] for part in ("skipped", "beforehand")}
    changing.arrange(occasion, now, {**now, "team": team, "rhythms": rhythms, **kept})


COMMANDS = (Command("copy", "overnemen", {"private": in_private(copy, "copy")}, Right.SET_UP, PRIVATE, place=327),)
