"""On leave: days on which nobody waits for somebody and nothing is sent to them, said by themselves or for them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.app.context import unheard
from bot.app.context.command import PRIVATE, Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.practices import standing
from bot.app.sessions import reckoning
from bot.core import away, timing
from bot.core.model import Days, Person, Role, Team
from bot.core.outgoing import BUTTON_BYTES, Button, Keyboard
from bot.core.rights import Right
from bot.core.saying.absences import ALONE, UP_TO
from bot.core.saying.days import iso_day
from bot.core.saying.words import DROP
from bot.storage import members, people

# What leave is called that somebody else said.
GIVEN = "given"
# So many buttons are a list that can be read.
MOST_CHOICES = 10
FRIDAY = 4


def be_quiet(occasion: Occasion, argument: str, *, is_absent: bool = False) -> None:
    """Answer /quiet: on leave until a date or between two; without one, back again; `drop` and a day takes it back.
    Whoever `is_absent` said that they are ill or away."""
    word, _, rest = argument.strip().partition(" ")
    if not word:
        _come_back(occasion)
    elif word.lower() in DROP:
        _drop(occasion, rest.strip())
    elif stay := unheard.as_days(occasion, argument, "quiet"):
        before = occasion.who
        leave, whole = away.said_anew(before.leave, stay, occasion.today)
        _keep(occasion, before, leave)
        # Whoever said that they are ill or away was asked until when; who wants quiet may still come.
        is_absent |= occasion.is_press and argument.startswith((ALONE, UP_TO))
        standing.look_after_leave(occasion, before, replace(before, leave=leave), is_absent=is_absent)
        _show(occasion, whole)


def ask_until_when(occasion: Occasion) -> None:
    """Ask somebody who says that they are away until when: today alone, this week, or the next as well."""
    today = occasion.today
    fridays = [day for ahead in range(1, 14) if (day := today + timedelta(days=ahead)).weekday() == FRIDAY]
    only = Button(label=occasion.label("only_day", day=today), command=f"quiet {ALONE}{today}")
    rows = [(only,)] + [
        (Button(label=occasion.label("until_day", day=day), command=f"quiet {UP_TO}{day}"),) for day in fridays
    ]
    occasion.answer("on_leave.until_when", tuple(rows))


def _keep(occasion: Occasion, person: Person, leave: tuple[Days, ...]) -> None:
    people.set_leave(occasion.database, person.id, leave)
    reckoning.for_person(occasion, person.id)


def _come_back(occasion: Occasion) -> None:
    """End the leave that is on; without one, tell which is to come and how one is given."""
    person, today = occasion.who, occasion.today
    ahead = [days for days in person.leave if days.first > today]
    is_away = timing.is_among(person.leave, today)
    if is_away:
        _keep(occasion, person, away.without_day(person.leave, today, today))
    key = "on_leave.back" if is_away else "on_leave.how"
    occasion.answer(key, _drops(occasion, ahead), ahead=ahead, today=today)


def _drop(occasion: Occasion, wanted: str) -> None:
    """Take back the leave that a day is one of: what they said themselves, or what was said for them."""
    said, _, name = wanted.partition(" ")
    person, today, day = occasion.who, occasion.today, iso_day(said)
    taken = [one for one in person.leave if day and day in one and one.name == name.strip()]
    if not taken:
        occasion.hint("on_leave.none_then")
        return
    left = tuple(one for one in person.leave if one not in taken)
    _keep(occasion, person, left)
    occasion.show("on_leave.dropped", _drops(occasion, left), ahead=left, today=today)


def _show(occasion: Occasion, days: Days) -> None:
    occasion.show("on_leave.away", _drops(occasion, [days]), days=days, is_later=days.first > occasion.today)


def _drops(occasion: Occasion, some: list[Days] | tuple[Days, ...]) -> Keyboard:
    """Return a button for each stretch of leave that takes it back."""
    return tuple((occasion.button("leave_drop", _dropping(days), days=days),) for days in some[:MOST_CHOICES])


def _dropping(days: Days) -> str:
    return f"quiet {DROP[0]} {days.first.isoformat()} {days.name}".strip()


def be_away(occasion: Occasion, argument: str) -> None:
    """Answer /away, for coordinators: somebody else is on leave. Who it is hears it and can take it back; nobody else
    does, and no reason is asked."""
    found, rest = _meant(occasion, argument.strip())
    if len(found) != 1 or not rest:
        _ask_who(occasion, found, rest, is_said=bool(argument.strip()))
        return
    person, team = found[0]
    occasion.enter_team(team.id)
    if stay := unheard.as_days(occasion, rest, f"away *{person.id}"):
        _set_aside(occasion, person, team, replace(stay, name=GIVEN))


def _set_aside(occasion: Occasion, person: Person, team: Team, stay: Days) -> None:
    """Put somebody on leave and let them know, unless they knew it already."""
    leave, whole = away.said_anew(person.leave, stay, occasion.today)
    key, is_known = "on_leave.given_by_another", whole in person.leave
    label = occasion.label_in(occasion.private_language(person), "leave_not_so")
    drop = Button(label=label, command=_dropping(whole))
    names: dict[str, Any] = {"days": whole, "is_later": whole.first > occasion.today, "team": team.name}
    # Nobody is set aside without knowing it.
    is_said = is_known or occasion.whisper(person, key, ((drop,),), by=occasion.who.name, **names)
    if is_said and not is_known:
        _keep(occasion, person, leave)
        # Whoever's session this entered is left again.
        occasion.enter_team(team.id)
    occasion.show(
        "on_leave.given" if is_said else "on_leave.cannot_tell", (), name=person.name, is_known=is_known, **names
    )


def _meant(occasion: Occasion, said: str) -> tuple[list[tuple[Person, Team]], str]:
    """Return whom of the members of one's teams the first words name, and what is said of them: the longest name that
    fits, else by first name; or by number from a button."""
    everyone = [
        (person, team)
        for team in members.teams_of(occasion.database, occasion.who.id, Role.COORDINATOR)
        for person in members.in_role(occasion.database, team.id, Role.MEMBER)
        if person.id != occasion.who.id
    ]
    first, _, rest = said.partition(" ")
    if first.startswith("*"):
        number = as_number(first[1:])
        return [(person, team) for person, team in everyone if person.id == number][:1], rest.strip()
    fitting = [
        (person, team) for person, team in everyone if f"{said.casefold()} ".startswith(f"{person.name.casefold()} ")
    ]
    if not fitting:
        named = {one.id: (one, team) for one, team in everyone if one.name.casefold().split()[:1] == [first.casefold()]}
        return list(named.values()), rest.strip()
    longest = max(len(person.name) for person, _ in fitting)
    found = {person.id: (person, team) for person, team in fitting if len(person.name) == longest}
    return list(found.values()), said[longest:].strip()


def _ask_who(occasion: Occasion, found: list[tuple[Person, Team]], rest: str, *, is_said: bool) -> None:
    """Say how it is given; with a button for each whom a name may mean."""
    rows = tuple(
        (Button(label=f"{person.name} ({team.name})", command=f"away *{person.id} {rest}"),)
        for person, team in found[:MOST_CHOICES]
        if rest and len(f"away *{person.id} {rest}".encode()) <= BUTTON_BYTES
    )
    occasion.answer("on_leave.who", rows, is_said=is_said, is_known=bool(found), has_days=bool(rest))


COMMANDS = (
    Command("quiet", "stil", {"private": be_quiet}, in_menu=PRIVATE, place=310),
    Command("away", "weg", {"private": be_away}, Right.SET_UP, PRIVATE, place=315),
)
