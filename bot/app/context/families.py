"""Families: the kinds of questions there are, those that take turns in a team, and those with a place of their own."""

from bot.app.context.house import House
from bot.app.context.occasion import Occasion
from bot.core.method import Family
from bot.core.model import Team
from bot.storage import members, schedules

FOR_LEADERS = ("R10",)
# What belongs at one place of a programme, or after a meeting or a visit, is no kind of question to choose.
IN_PROGRAMMES = ("R5", "W10", "W11", "W14", "W17")


def known(house: House) -> tuple[Family, ...]:
    """Return the families there are prompts of, by number."""
    return tuple(
        sorted(house.content.families - set(IN_PROGRAMMES), key=lambda family: (family[0] != "R", int(family[1:])))
    )


def all_of(house: House, team: Team) -> tuple[Family, ...]:
    """Return the families that may take turns in a team: those for leaders where all who take part lead another."""
    if members.are_leaders(house.database, team.id):
        return known(house)
    return tuple(family for family in known(house) if family not in FOR_LEADERS)


def by_turn(house: House, team: Team) -> tuple[Family, ...]:
    """Return the families that take turns in a team: those that its coordinators chose, or all."""
    schedule = schedules.find(house.database, team.id, "prompt")
    there = all_of(house, team)
    chosen = tuple(family for family in there if schedule is None or family in (schedule.what or there))
    return chosen or there


def label(occasion: Occasion, family: Family | None) -> str:
    """Return what a family is called; nothing of one that belongs at a place of a programme."""
    is_known = family is not None and family not in IN_PROGRAMMES
    return occasion.label(f"family_{str(family).lower()}") if is_known else ""


def of_team(occasion: Occasion) -> tuple[Family, ...]:
    """Return the families that take turns in the team one is in."""
    return by_turn(occasion.house, occasion.here)
