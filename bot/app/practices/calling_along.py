"""Calling along: a call goes to a linked team as well, once somebody who coordinates there agreed."""

from datetime import timedelta

from bot.app.context.command import BOTH, Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.practices import calling
from bot.app.sessions import finding
from bot.core import timing
from bot.core.method import Method
from bot.core.model import Person, Role, Team
from bot.core.purposes import MAY_CALL
from bot.core.rights import Right, may
from bot.core.session.deadlines import open_until
from bot.storage import calls, links, members, messages
from bot.storage.calls import Call

YES, NO = "yes", "no"


def answer(occasion: Occasion, argument: str) -> None:
    """Answer the buttons of calls that are to go to a linked team too: in the group whether to ask there, in private
    whether they may."""
    number, team, word = (*argument.split(), "", "", "")[:3]
    made = calls.find(occasion.database, as_number(number))
    method = occasion.house.content.in_pairs.get(made.method) if made else None
    if made is None or method is None or not made.is_open or calls.going_with(occasion.database, made):
        occasion.hint("practices.call_over")
        return
    linked = links.of_team(occasion.database, made.team_id)
    other = next((one for one in linked if one.id == as_number(team) and one.is_present), None)
    if other is None:
        occasion.hint("practices.not_linked")
    elif occasion.is_private:
        _decide(occasion, made, method, other, word)
    elif occasion.here.id != made.team_id or not may(occasion.roles, Right.SET_UP):
        occasion.hint("practices.along_by_coordinator")
    else:
        _ask(occasion, made, method, other)


def _ask(occasion: Occasion, made: Call, method: Method, other: Team) -> None:
    """Ask those who coordinate the other team, once; whoever coordinates both needs no asking."""
    there = members.in_role(occasion.database, other.id, Role.COORDINATOR)
    reached = [one for one in there if one.is_reachable]
    if occasion.who in there:
        _take_along(occasion, made, method, other)
    elif not reached:
        occasion.hint("practices.along_unreachable", name=other.name)
    elif any(_is_asked(occasion, one, made, other) for one in reached):
        occasion.hint("practices.along_asked_before", name=other.name)
    else:
        occasion.hint("practices.along_asked", name=other.name)
        _ask_there(occasion, made, method, reached, other)


def _is_asked(occasion: Occasion, person: Person, made: Call, other: Team) -> bool:
    purpose = MAY_CALL.of(made.id, other.id)
    there = (messages.is_waiting, messages.has_arrived)
    return any(one(occasion.database, person.id, purpose) for one in there)


def _ask_there(occasion: Occasion, made: Call, method: Method, reached: list[Person], other: Team) -> None:
    """Ask some people in private whether the call may go to the team that they coordinate."""
    name = occasion.here.name
    occasion.enter_team(other.id)
    for person in reached:
        language, command = occasion.private_language(person), f"along {made.id} {other.id}"
        by_day = timing.in_daytime(occasion.now, occasion.zone, occasion.free, person)
        occasion.whisper(
            person,
            "practices.may_call",
            tuple((occasion.button_in(language, f"along_{word}", f"{command} {word}"),) for word in (YES, NO)),
            send_after=by_day,
            purpose=MAY_CALL.of(made.id, other.id),
            keeps=max(made.due_at - by_day, timedelta(0)),
            team=other.name,
            name=name,
            title=occasion.in_team_words(method.title, language),
            purpose_of=occasion.in_team_words(method.purpose, language),
        )


def _decide(occasion: Occasion, made: Call, method: Method, other: Team, word: str) -> None:
    """Answer the buttons of whoever coordinates the other team."""
    held = members.roles_of(occasion.database, other.id, occasion.who.id)
    if not may(held, Right.SET_UP) or not _is_asked(occasion, occasion.who, made, other):
        occasion.hint("practices.along_by_coordinator")
    elif word == YES:
        occasion.enter_team(other.id)
        if _take_along(occasion, made, method, other):
            occasion.show("practices.along_taken", (), team=other.name)
    else:
        occasion.enter_team(other.id)
        occasion.show("practices.along_left", ())


def _take_along(occasion: Occasion, made: Call, method: Method, other: Team) -> bool:
    """Put the call in the other group too; both are open until everybody has had a working day to say so. Return
    whether that could be."""
    occasion.enter_team(other.id)
    until = open_until(occasion.now, finding.calendar_of_days(occasion), calling.OPEN_DAYS, None)
    due_at = max(made.due_at, until)
    if any(one.method == method.id for one in calls.open_in(occasion.database, other.id)):
        occasion.hint("practices.along_called", name=other.name)
        return False
    along = calls.add(occasion.database, other.id, method.id, occasion.now, due_at, called_by=made.id)
    calls.lengthen(occasion.database, made.id, due_at)
    calling.say(occasion, along, method)
    occasion.enter_team(made.team_id)
    now = calls.find(occasion.database, made.id)
    if now:
        calling.show_anew(occasion, now)
        _tell_joined(occasion, now, method, other)
    return True


def _tell_joined(occasion: Occasion, made: Call, method: Method, other: Team) -> None:
    """Tell whoever joined a call that people of another team take part as well, with the way out."""
    for person in finding.named(occasion, made.people):
        language = occasion.private_language(person)
        occasion.whisper(
            person,
            "practices.along_now",
            ((occasion.button_in(language, "join_not", f"call {made.id} out"),),),
            is_owed=True,
            title=occasion.in_team_words(method.title, language),
            name=other.name,
            until=made.due_at,
        )


COMMANDS = (Command("along", None, dict.fromkeys(BOTH, answer)),)
