"""Families: the kinds of questions there are, those that take turns in a team, and those with a place of their own."""

from bot.app.context.occasion import Occasion

FOR_LEADERS = ("R10",)
# What belongs at one place of a programme is no kind of question to choose.
IN_PROGRAMMES = ("W11", "W14", "W17")


def known(occasion: Occasion) -> tuple[str, ...]:
    """Return the families there are prompts of, by number."""
    found = {method.family for method in occasion.house.content.prompts.values() if method.family}
    return tuple(sorted(found - set(IN_PROGRAMMES), key=lambda family: int(family[1:])))


def by_turn(occasion: Occasion) -> tuple[str, ...]:
    """Return the families that take turns in a team; those for leaders are asked for by name."""
    return tuple(family for family in known(occasion) if family not in FOR_LEADERS)
