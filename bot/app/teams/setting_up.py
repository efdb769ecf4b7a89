"""Setting up: being added to a group, its coordinator, and its language, region and clock."""

from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from bot.app import owed
from bot.app.context.command import BOTH, GROUP, Command
from bot.app.context.house import language_of
from bot.app.context.occasion import Occasion
from bot.app.context.steering import noted, renew_menus, steered
from bot.app.rhythm import planning
from bot.app.teams import copying, resettling
from bot.app.teams.card import LANGUAGE_NAMES, card, region_name, setting
from bot.core.events import Event
from bot.core.model import LANGUAGES, Language, Role, Team
from bot.core.outgoing import Button, Keyboard
from bot.core.rights import Right
from bot.core.saying.zones import as_zone, near_zones
from bot.storage import members, people, signs, teams

MOVING_TAKES = timedelta(seconds=10)
HOME_REGION = "nl-midden"
LANGUAGE_WORDS: dict[str, Language] = {
    **dict.fromkeys(("nl", "nederlands", "dutch"), "nl"),
    **dict.fromkeys(("en", "english", "engels"), "en"),
}


def arrive(occasion: Occasion, event: Event) -> None:
    """Say hello in a group the bot was just added to, and what it hears there.

    A group that moved is reported as an addition too; there the bot is no stranger.
    """
    if occasion.team and occasion.team.is_present:
        return
    teams.set_present(occasion.database, event.place.chat_id, is_present=True)
    if occasion.team:
        occasion.look_again()
        occasion.say("setting_up.here_again")
        return
    may_be_moving = teams.has_named(occasion.database, event.title)
    occasion.team = _team_of(occasion, event)
    # News of a move may come a little later than news of the new chat; the greeting then goes with the newcomer.
    after = occasion.now + MOVING_TAKES if may_be_moving else None
    occasion.say("setting_up.hello", ((occasion.button("start", "start new"),),), send_after=after)


def _team_of(occasion: Occasion, event: Event) -> Team:
    code = event.speaker.language if event.speaker else None
    title = event.title or "Team"
    region = _region_elsewhere(occasion) or HOME_REGION
    zone = occasion.house.content.regions[region].timezone
    language, topic_name = language_of(code) or "nl", event.topic_name if event.place.topic_id else None
    return teams.add(occasion.database, event.place, title, language, zone, region, topic_name)


def _region_elsewhere(occasion: Occasion) -> str | None:
    """Return the region of the latest other team that whoever adds the bot coordinates, if there is one."""
    if occasion.person is None:
        return None
    own = members.teams_of(occasion.database, occasion.person.id, Role.COORDINATOR)
    there = [team.region for team in own if team.region in occasion.house.content.regions]
    return there[-1] if there else None


def start(occasion: Occasion, argument: str) -> None:
    """Answer /start in a group: whoever administers the group becomes its coordinator; show the card."""
    if occasion.team is None and occasion.event:
        occasion.team = _team_of(occasion, occasion.event)
    is_new_here = bool(occasion.event and occasion.event.is_admin and occasion.person) and make_coordinator(occasion)
    if Role.COORDINATOR in occasion.roles:
        signs.try_marks_again(occasion.database, occasion.here.id, occasion.now)
    card(occasion, is_new=argument == "new")
    resettling.offer(occasion)
    if is_new_here:
        copying.offer(occasion)


def make_coordinator(occasion: Occasion) -> bool:
    """Make the person a coordinator of the team; return whether they were none before."""
    is_new = members.give_role(occasion.database, occasion.here.id, occasion.who.id, Role.COORDINATOR, occasion.now)
    if is_new:
        occasion.changed_menus.add((occasion.who.id, None))
    return is_new


def set_language(occasion: Occasion, argument: str) -> None:
    """Answer /language: the team's in its group (by a coordinator), the person's own in private."""
    language = LANGUAGE_WORDS.get(argument.strip().lower())
    if language is None:
        buttons = tuple(Button(label=LANGUAGE_NAMES[code], command=f"language {code}") for code in LANGUAGES)
        occasion.show("setting_up.choose_language", (buttons,))
    elif occasion.team is None:
        people.set_language(occasion.database, occasion.who.id, language)
        occasion.person = people.find(occasion.database, occasion.who.id)
        occasion.changed_menus.add((occasion.who.id, None))
        occasion.show("setting_up.language_set", ())
    else:
        teams.set_language(occasion.database, occasion.here.id, language)
        renew_menus(occasion)
        card(occasion)


def set_region(occasion: Occasion, argument: str) -> None:
    """Answer /region: whose school holidays count; without a known one, show the choice."""
    regions = occasion.house.content.regions
    wanted = argument.strip().lower()
    by_name = {name.lower(): region.id for region in regions.values() for name in (region.name.nl, region.name.en)}
    region = regions.get(wanted) or regions.get(by_name.get(wanted, ""))
    if region is None:
        names: dict[str, Any] = {"region": region_name(occasion), "wanted": argument.strip()[:40]}
        occasion.show("setting_up.choose_region", _region_buttons(occasion), **names)
        return
    # A clock that was chosen by hand stays.
    had = regions.get(occasion.here.region)
    is_own_clock = had is not None and occasion.here.zone.key != had.timezone
    _settle_in(occasion, region.id, occasion.here.zone.key if is_own_clock else region.timezone)


def _settle_in(occasion: Occasion, region: str, timezone: str) -> None:
    """Give the team a region and a clock: what is owed by the old ones happens first, the rest is worked out anew."""
    owed.start_moments(occasion)
    was = occasion.zone
    with setting(occasion):
        teams.set_region(occasion.database, occasion.here.id, region, timezone)
        occasion.look_again()
        planning.rearrange(occasion, was)


def _region_buttons(occasion: Occasion) -> Keyboard:
    regions = occasion.house.content.regions.values()
    rows = tuple((Button(label=item.name.in_(occasion.language), command=f"region {item.id}"),) for item in regions)
    return (*rows, (occasion.button("timezone", "timezone"), occasion.button("back", "start")))


def set_timezone(occasion: Occasion, argument: str) -> None:
    """Answer /timezone: the clock a team lives by; without a known one, show the likely ones."""
    wanted, known = argument.strip(), available_timezones()
    zone = as_zone(wanted, known)
    if zone is None:
        names = near_zones(wanted, known) or ["Europe/Amsterdam", "Europe/Brussels", "America/Curacao", "America/Aruba"]
        rows = tuple((Button(label=name.replace("_", " "), command=f"timezone {name}"),) for name in names)
        occasion.show("setting_up.choose_timezone", (*rows, (occasion.button("back", "start"),)), wanted=wanted[:40])
        return
    _settle_in(occasion, occasion.here.region, zone)


COMMANDS = (
    Command("region", "regio", steered(set_region, "region"), Right.SET_UP, GROUP, place=200),
    Command("timezone", "tijdzone", steered(set_timezone, "timezone"), Right.SET_UP, GROUP, place=210),
    Command(
        "language",
        "taal",
        {"private": set_language, "group": noted(set_language)},
        Right.SET_UP,
        BOTH,
        private_needs=Right.TAKE_PART,
        place=340,
    ),
)
