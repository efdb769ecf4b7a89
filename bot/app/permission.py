"""Permission: whether somebody may give a command, what they hear if not, and the menus that follow from it."""

from bot.app.commands import menu, right_to
from bot.app.context.command import Command, Spot
from bot.app.context.occasion import Occasion
from bot.app.teams import setting_up
from bot.core.events import Event
from bot.core.model import Role
from bot.core.outgoing import BUTTON_BYTES, Button, Menu
from bot.core.rights import Right, may
from bot.storage import members, people, teams


def point_elsewhere(occasion: Occasion, spot: Spot) -> None:
    """Say that a command works elsewhere, with the way there."""
    if spot == "group" and not occasion.is_press:
        talk = Button(label=occasion.label("private"), link=occasion.house.link("hello"))
        occasion.answer("explaining.elsewhere", ((talk,),), spot=spot)
    else:
        occasion.hint("explaining.elsewhere", spot=spot)


def meet_anonymous(occasion: Occasion, command: Command, argument: str) -> None:
    """Meet somebody who speaks as the group or a channel: a button that gives the same command shows who presses it."""
    if command.name == "start" and occasion.team is None and occasion.event:
        setting_up.arrive(occasion, occasion.event)
    elif occasion.team:
        given = f"{command.name} {'new' if command.name == 'start' else argument}".strip()
        fits = len(given.encode()) <= BUTTON_BYTES
        keyboard = ((occasion.button("it_is_me", given),),) if fits else ()
        key = "explaining.anonymous" if fits else "explaining.anonymous_and_long"
        occasion.answer(key, keyboard, is_channel=occasion.is_channel)


def has_right(occasion: Occasion, command: Command, event: Event, spot: Spot) -> bool:
    """Tell whether the giver of a command has the right to it, and say so kindly if not."""
    right = right_to(command, spot)
    # What anybody may needs no look at who they are.
    if right is Right.TAKE_PART or may(occasion.roles, right):
        return True
    if spot == "group" and right is Right.SET_UP and event.is_admin:
        setting_up.make_coordinator(occasion)
        return True
    if spot == "group" and right is Right.SET_UP and event.is_admin is None:
        occasion.hint("explaining.try_later")
    elif spot == "group" and right is not Right.SET_UP:
        _offer_joining(occasion)
    elif right is Right.READ_DIGEST and occasion.is_press:
        # The button of a digest from before.
        occasion.hint("explaining.no_digest_any_more")
    else:
        coordinators = members.in_role(occasion.database, occasion.here.id, Role.COORDINATOR) if occasion.team else []
        occasion.hint("explaining.no_right", names=[person.name for person in coordinators], right=right.name.lower())
    return False


def _offer_joining(occasion: Occasion) -> None:
    if occasion.is_press:
        occasion.hint("explaining.for_members")
    else:
        occasion.answer("explaining.for_members", ((occasion.button("join", "join"),),))


def show_menus(occasion: Occasion) -> None:
    """Let the menus of people whose roles or language changed show what they can do now."""
    house, database = occasion.house, occasion.database
    for person_id, team_id in occasion.changed_menus:
        person = people.find(database, person_id)
        team = teams.find(database, team_id) if team_id else None
        if team and team.is_present:
            held = members.roles_of(database, team.id, person_id)
            lines = menu(house, "group", team.language, held | {Role.MEMBER}) if Role.COORDINATOR in held else []
            occasion.show_menu(team.place.chat_id, Menu(commands=tuple(lines), member_id=person_id))
        elif team_id is None and (person is None or person.is_reachable):
            held = members.roles_anywhere(database, person_id)
            special = held - {Role.MEMBER} or (person and person.language)
            lines = menu(house, "private", occasion.private_language(person), held) if special else []
            occasion.show_menu(person_id, Menu(commands=tuple(lines)))
