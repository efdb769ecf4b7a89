"""Sent days: a calendar or table that a coordinator sends in private becomes free days of a team."""

from collections.abc import Sequence

from bot.app.context.occasion import Occasion
from bot.app.context.steering import named, noting, steer
from bot.app.teams import free_days
from bot.core import away
from bot.core.events import Wrote
from bot.core.model import Days, Role
from bot.core.saying.tables import Wrong, as_table
from bot.rendering import shortened
from bot.storage import members

# So many stretches of days are a school year; and so many mistakes are told.
MOST, TOLD = 150, 5


def take(occasion: Occasion, what: Wrote) -> bool:
    """Take a file of days that somebody sent, for the team that they coordinate, or name beside it; return whether it
    was theirs to send. Where anything in it is wrong none of it is taken."""
    own = members.teams_of(occasion.database, occasion.who.id, Role.COORDINATOR)
    if what.file is None or not own:
        return False
    team_id, _ = named(own, what.text.strip())
    if team_id is None and len(own) > 1:
        occasion.answer("free_days.for_which", teams=[team.name for team in own[: free_days.SHOWN]])
        return True
    steer(occasion, team_id or own[0].id)
    text = what.file.text
    if text is None:
        occasion.answer("free_days.not_fetched", file=shortened(what.file.name, free_days.LONGEST_NAME))
        return True
    days, wrong, repeating = _read(text)
    if wrong or repeating:
        occasion.answer("free_days.wrong_file", wrong=wrong[:TOLD], more=max(len(wrong) - TOLD, 0), repeating=repeating)
    else:
        _add(occasion, days)
    return True


def _read(text: str) -> tuple[Sequence[Days], Sequence[Wrong], Sequence[str]]:
    """Return the days of a file, what is wrong in it, and which of its events repeat."""
    if not text.lstrip().upper().startswith("BEGIN:"):
        days, wrong = as_table(text)
        return days, wrong, ()
    # Ten megabytes that hardly any bot needs.
    from bot.calendars import days_in

    try:
        found = days_in(text)
    except (ValueError, TypeError, AttributeError, KeyError):
        return (), (Wrong("no_table"),), ()
    return found.days, () if found.days or found.repeating else (Wrong("no_days"),), found.repeating[:TOLD]


def _add(occasion: Occasion, days: Sequence[Days]) -> None:
    """Give the team the days that are to come, and show them with a way to take that back."""
    today, usual = occasion.today, occasion.words("free_days.usual_name", occasion.here.language)
    ahead = [one for one in days if one.last >= today and one.last <= today + free_days.FURTHEST][:MOST]
    new = [Days(one.first, one.last, shortened(one.name or usual, free_days.LONGEST_NAME)) for one in ahead]
    new = [one for one in dict.fromkeys(new) if one not in occasion.here.free_days]
    found = occasion.here.free_days
    for one in new:
        found = away.with_days(found, one, today)
    with noting(occasion):
        if new:
            free_days.keep(occasion, found)
    undo = ((occasion.button("undo", "undo"),),) if new else ()
    shown = new[: free_days.SHOWN]
    occasion.answer(
        "free_days.from_file",
        undo,
        team=occasion.here.name,
        days=shown,
        more=len(new) - len(shown),
        over=len(days) - len(ahead),
    )
