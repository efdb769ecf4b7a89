"""Inviting: somebody asks one colleague, in private, to go through a practice with them."""

from bot.app.context import pages
from bot.app.context.command import Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.practices import asking_around, calling, cards, walking
from bot.app.practices.colleagues import colleagues, to_ask
from bot.core.method import THREE, Method
from bot.core.model import Person, Role, Team
from bot.core.outgoing import Button
from bot.core.purposes import INVITED
from bot.core.rights import may_consult
from bot.storage import members, messages, pairs, people

YES, NO = "yes", "no"


def invite(occasion: Occasion, argument: str) -> None:
    """Answer the buttons with which somebody asks a colleague: in which team, for what, and whom."""
    team, *rest = argument.split() or [""]
    own = members.teams_of(occasion.database, occasion.who.id, Role.MEMBER)
    if not team and len(own) != 1:
        _ask_team(occasion, own)
        return
    chosen = next((one for one in own if not team or one.id == as_number(team)), None)
    if chosen is None:
        occasion.hint("practices.join_first")
        return
    occasion.enter_team(chosen.id)
    method = _method(occasion, rest)
    if method is None:
        _ask_for_what(occasion)
    elif method.asks_around:
        asking_around.ask(occasion, method, as_number(rest[1]) if len(rest) > 1 else 0)
    elif len(rest) == 1:
        _ask_whom(occasion, method)
    else:
        _send(occasion, method, as_number(rest[1]))


def _ask_team(occasion: Occasion, own: list[Team]) -> None:
    rows = tuple((Button(label=one.name, command=f"invite {one.id}"),) for one in own)
    occasion.show("practices.invite_in", rows, is_any=bool(own))


def _method(occasion: Occasion, rest: list[str]) -> Method | None:
    """Return the practice that a button names, if this person may be in it."""
    method = occasion.house.content.in_pairs.get(rest[0]) if rest else None
    return method if method and _may_begin(occasion, method) else None


def _may_begin(occasion: Occasion, method: Method) -> bool:
    """Tell whether this person may ask somebody for a practice: not for one of more than three, which a group is called
    for; whoever leads those they work with may ask around."""
    is_for_two = method.together <= THREE and may_consult(occasion.roles, with_leaders=method.with_leaders)
    return method.asks_around or is_for_two


def _ask_for_what(occasion: Occasion) -> None:
    rows = tuple(
        (
            Button(
                label=occasion.in_team_words(method.title, occasion.language),
                command=f"invite {occasion.here.id} {method.id}",
            ),
        )
        for method in calling.in_private(occasion)
        if _may_begin(occasion, method)
    )
    occasion.show("practices.invite_for", rows)


def _ask_whom(occasion: Occasion, method: Method) -> None:
    buttons = to_ask(occasion, method)
    title = occasion.in_team_words(method.title, occasion.language)
    occasion.show("practices.invite_whom", pages.in_rows(buttons, 2), title=title, is_any=bool(buttons))


def _send(occasion: Occasion, method: Method, number: int) -> None:
    """Ask a colleague, on a working day of theirs, unless this person did so lately."""
    person = next((one for one in colleagues(occasion, method) if one.id == number), None)
    if person is None:
        occasion.hint("practices.invite_gone")
        return
    asked = messages.arrived_in(occasion.database, person.id, INVITED.of(occasion.who.id))
    if (asked and occasion.now - asked[-1][1] < asking_around.NOT_AGAIN) or _waits(occasion, person):
        occasion.show("practices.invited_already", (), name=person.name)
        return
    language = occasion.private_language(person)
    command = f"invited {occasion.here.id} {method.id} {occasion.who.id}"
    rows = (
        (occasion.button_in(language, "invited_yes", f"{command} {YES}"),),
        (occasion.button_in(language, "invited_no", f"{command} {NO}"),),
    )
    occasion.whisper(
        person,
        "practices.invited",
        rows,
        is_owed=True,
        purpose=INVITED.of(occasion.who.id, occasion.here.id),
        keeps=cards.AS_LONG_AS_IT_TAKES,
        name=occasion.who.name,
        team=occasion.here.name,
        title=occasion.in_team_words(method.title, language),
        purpose_of=occasion.in_team_words(method.purpose, language),
    )
    title = occasion.in_team_words(method.title, occasion.language)
    occasion.show("practices.invite_sent", (), name=person.name, title=title)


def _waits(occasion: Occasion, person: Person) -> bool:
    return messages.is_waiting(occasion.database, person.id, INVITED.of(occasion.who.id))


def answer(occasion: Occasion, argument: str) -> None:
    """Answer the buttons of an invitation: with a yes the two begin; with a no the other hears that, and no reason."""
    team, method_id, asker, word = (*argument.split(), "", "", "", "")[:4]
    purpose = INVITED.of(as_number(asker), as_number(team))
    other = people.find(occasion.database, as_number(asker))
    if other is None or not messages.has_arrived(occasion.database, occasion.who.id, purpose):
        occasion.hint("practices.invitation_over")
        return
    occasion.enter_team(as_number(team))
    method = _method(occasion, [method_id])
    there = colleagues(occasion, method) if method else []
    if method is None or other not in there or _go_together(occasion, method, other):
        occasion.hint("practices.invitation_over")
        return
    title = occasion.in_team_words(method.title, occasion.language)
    if word == YES:
        occasion.show("practices.invitation_taken", (), name=other.name, title=title)
        walking.begin(occasion, method, (other.id, occasion.who.id))
    elif word == NO:
        occasion.show("practices.invitation_left", (), name=other.name)
        told = occasion.in_team_words(method.title, occasion.private_language(other))
        occasion.whisper(other, "practices.not_now", is_owed=True, name=occasion.who.name, title=told)


def _go_together(occasion: Occasion, method: Method, other: Person) -> bool:
    """Tell whether the two go through a practice together already."""
    running = pairs.running_for(occasion.database, occasion.who.id)
    return any(one.method == method.id and other.id in one.people for one in running)


COMMANDS = (
    Command("invite", None, {"private": invite}),
    Command("invited", None, {"private": answer}),
)
