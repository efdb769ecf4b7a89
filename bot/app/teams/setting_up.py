"""Setting up: being added to a group, the card with language, region and rhythm, and what becomes of the group."""

from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from bot.app import owed
from bot.app.context.command import BOTH, GROUP, Command
from bot.app.context.house import language_of
from bot.app.context.occasion import Occasion
from bot.app.context.steering import noted, renew_menus, steered
from bot.app.log import retention
from bot.app.rhythm import planning
from bot.app.rhythm.outlook import next_of, next_prompt
from bot.app.teams import changing, resettling
from bot.core.events import Event
from bot.core.model import LANGUAGES, Language, Role, Schedule, Team
from bot.core.outgoing import Button, Keyboard, ticked
from bot.core.purposes import Purpose
from bot.core.rights import Right
from bot.core.saying.zones import as_zone, near_zones
from bot.core.sources import like
from bot.storage import changes, members, messages, people, programmes, schedules, signs, teams

MOVING_TAKES = timedelta(seconds=10)
HOME_REGION = "nl-midden"
LANGUAGE_NAMES: dict[Language, str] = {"nl": "Nederlands", "en": "English"}
LANGUAGE_WORDS: dict[str, Language] = {
    **dict.fromkeys(("nl", "nederlands", "dutch"), "nl"),
    **dict.fromkeys(("en", "english", "engels"), "en"),
}
CARD = Purpose("setting_up.card")


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
    if occasion.event and occasion.event.is_admin and occasion.person:
        make_coordinator(occasion)
    if Role.COORDINATOR in occasion.roles:
        signs.try_marks_again(occasion.database, occasion.here.id, occasion.now)
    card(occasion, is_new=argument == "new")
    resettling.offer(occasion)


def make_coordinator(occasion: Occasion) -> None:
    """Make the person a coordinator of the team."""
    if members.give_role(occasion.database, occasion.here.id, occasion.who.id, Role.COORDINATOR, occasion.now):
        occasion.changed_menus.add((occasion.who.id, None))


def card(occasion: Occasion, is_new: bool = False) -> None:
    """Show who the bot is and how the team is set, with buttons to change that; in place of an older card."""
    occasion.look_again()
    show = occasion.answer_html if is_new else occasion.show_html
    show(*card_now(occasion), purpose=CARD)
    if occasion.is_private:
        renew_in_group(occasion)


def renew_in_group(occasion: Occasion) -> None:
    """Let the newest card in the team's group show how it is set now, after something was set elsewhere."""
    occasion.look_again()
    chat_id = occasion.here.place.chat_id
    if standing := messages.latest_of(occasion.database, occasion.here.id, chat_id, CARD):
        there = Occasion(occasion.house, occasion.now, team=occasion.here)
        occasion.edit(chat_id, standing, *card_now(there))


def card_now(occasion: Occasion) -> tuple[str, Keyboard]:
    """Return the card of a team as it is set now, with its buttons."""
    team, prompts = occasion.here, schedules.find(occasion.database, occasion.here.id, "prompt")
    choose = occasion.button("rhythm", "rhythm") if prompts else occasion.button("rhythm_default", "rhythm default")
    more = () if prompts else (occasion.button("rhythm_other", "rhythm"),)
    keyboard: Keyboard = (
        *(() if occasion.is_private else (tuple(_language_button(team, language) for language in LANGUAGES),)),
        (occasion.button("region", "region"), *([choose] if prompts else [])),
        *(() if prompts else ((choose,), more)),
        *(_steering(occasion) if occasion.is_private else _taking_part(occasion)),
    )
    html = occasion.words(
        "setting_up.card",
        team=team.name,
        region=_region_name(occasion),
        zone=team.zone.key,
        holidays_end=occasion.house.content.holidays_end(team.region, occasion.today),
        rhythm=_rhythm_names(occasion, prompts),
        open_days=team.open_days,
        overviews=_overviews(occasion),
        is_blind=team.is_blind,
        after_case=team.after_case,
        programme=_programme(occasion),
        consulting=_consulting(occasion),
        scan=_scan(occasion),
        kept=retention.words_for(occasion, team.keeps),
        coordinators=[person.name for person in members.in_role(occasion.database, team.id, Role.COORDINATOR)],
    )
    return html, keyboard


def card_asked_for(occasion: Occasion) -> None:
    """Show a coordinator in private how a team is set, and who changed it last."""
    html, keyboard = card_now(occasion)
    occasion.show_html(_with_last_change(occasion, html), keyboard, purpose=CARD)


def _with_last_change(occasion: Occasion, html: str) -> str:
    """Return the card with who changed it last, for the coordinators only."""
    last = changing.told(occasion, changes.of_team(occasion.database, occasion.here.id)[:1])
    return like(f"{html}\n\n{occasion.words('changing.last', lines=last)}", html) if last else html


def _taking_part(occasion: Occasion) -> Keyboard:
    return (
        (occasion.button("join", "join"), occasion.button("ask_now", "ask")),
        (Button(label=occasion.label("private"), link=occasion.house.link("hello")),),
    )


def _steering(occasion: Occasion) -> Keyboard:
    """Return what else a coordinator does for a team in private."""
    return (
        (occasion.button("plan_ahead", "plan term"), occasion.button("free_days", "freedays")),
        (occasion.button("choose_next", "choosenext"), occasion.button("own_question", "newquestion")),
        (occasion.button("changes", "changes"), occasion.button("try", "plan test")),
        (occasion.button("copy", "copy"), occasion.button("all_teams", "teams")),
    )


def _rhythm_names(occasion: Occasion, schedule: Schedule | None) -> dict[str, object] | None:
    if schedule is None:
        return None
    upcoming = next_prompt(occasion.house, occasion.here, occasion.now)
    next_at = upcoming.at if upcoming else schedule.next_slot
    return {"words": occasion.rhythm_in_words(schedule.rhythm), "next_at": next_at}


def _overviews(occasion: Occasion) -> dict[str, object] | None:
    """Return when an overview comes by itself."""
    found = schedules.find(occasion.database, occasion.here.id, "overview")
    return {"words": occasion.rhythm_in_words(found.rhythm)} if found else None


def _consulting(occasion: Occasion) -> dict[str, object] | None:
    """Return the rhythm of the team's method of consultation, with its title."""
    found = schedules.find(occasion.database, occasion.here.id, "method")
    title = occasion.house.content.title(found.what[0]) if found else None
    if found is None or title is None:
        return None
    is_call = found.what[0] in occasion.house.content.in_pairs
    words = occasion.rhythm_in_words(found.rhythm)
    return {"title": title.in_(occasion.here.language), "words": words, "is_call": is_call}


def _scan(occasion: Occasion) -> dict[str, object] | None:
    """Return the rhythm of the team's scan, with its title and when it comes next."""
    found = schedules.find(occasion.database, occasion.here.id, "scan")
    title = occasion.house.content.title(found.what[0]) if found else None
    if found is None or title is None:
        return None
    upcoming = next_of(occasion.house, occasion.here, found, occasion.now)
    words = occasion.rhythm_in_words(found.rhythm)
    return {
        "title": title.in_(occasion.here.language),
        "words": words,
        "next_at": upcoming.at if upcoming else None,
    }


def _programme(occasion: Occasion) -> dict[str, str] | None:
    """Return what the team's programme and its phase are called."""
    course = programmes.of_team(occasion.database, occasion.here.id)
    if course is None:
        return None
    titles = {"title": course.programme.title, "phase": course.now_in.title}
    return {name: title.in_(occasion.here.language) for name, title in titles.items()}


def _region_name(occasion: Occasion) -> str:
    region = occasion.house.content.regions.get(occasion.here.region)
    return region.name.in_(occasion.here.language) if region else occasion.here.region


def _language_button(team: Team, language: Language) -> Button:
    return Button(label=ticked(LANGUAGE_NAMES[language], team.language == language), command=f"language {language}")


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
        names: dict[str, Any] = {"region": _region_name(occasion), "wanted": argument.strip()[:40]}
        occasion.show("setting_up.choose_region", _region_buttons(occasion), **names)
        return
    # A clock that was chosen by hand stays.
    had = regions.get(occasion.here.region)
    is_own_clock = had is not None and occasion.here.zone.key != had.timezone
    _settle_in(occasion, region.id, occasion.here.zone.key if is_own_clock else region.timezone)


def _settle_in(occasion: Occasion, region: str, timezone: str) -> None:
    """Give the team a region and a clock: what is owed by the old ones happens first, the rest is worked out anew."""
    owed.start_moments(occasion)
    teams.set_region(occasion.database, occasion.here.id, region, timezone)
    occasion.look_again()
    planning.rearrange(occasion)
    card(occasion)


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
