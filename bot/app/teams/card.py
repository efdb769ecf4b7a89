"""The card of a team: how it is set now, with buttons to change that, and what of it is different after a setting."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.app.context import questions
from bot.app.context.occasion import Occasion
from bot.app.log import retention
from bot.app.rhythm.outlook import next_of, next_prompt
from bot.app.teams import changing
from bot.core.model import LANGUAGES, Language, Role, Schedule, Team
from bot.core.outgoing import Button, Keyboard, ticked
from bot.core.purposes import Purpose
from bot.core.recurrence import BEFORE_MEETING
from bot.core.sources import like
from bot.core.step import Bilingual
from bot.storage import arrangements, changes, members, messages, programmes, schedules
from bot.storage.database import instant

CARD, SET = Purpose("setting_up.card"), Purpose("setting_up.set")
LANGUAGE_NAMES: dict[Language, str] = {"nl": "Nederlands", "en": "English"}


def card(occasion: Occasion, is_new: bool = False) -> None:
    """Show who the bot is and how the team is set, with buttons to change that; in place of an older card."""
    occasion.look_again()
    show = occasion.answer_html if is_new else occasion.show_html
    show(*card_now(occasion), purpose=CARD)
    if occasion.is_private:
        renew_in_group(occasion)


@contextmanager
def setting(occasion: Occasion, also: str = "") -> Iterator[None]:
    """Set something of a team, and show how it is set since: in the card whose button was pressed; to whoever typed
    it, in the lines of the card that are different, or, as what is off now, those that went, as nobody wants to read
    all of it again. A team that is still being set up sees the card with what is to be chosen next. Below it stands
    what is `also` to be known, as HTML, and what lapsed of what was decided of a moment."""
    decided = _decided(occasion)
    if occasion.is_press:
        yield
        _card_and(occasion, _and_lapsed(occasion, also, decided))
        return
    before = _lines(card_now(occasion)[0])
    yield
    occasion.look_again()
    also = _and_lapsed(occasion, also, decided)
    title, *lines = _lines(card_now(occasion)[0])
    gone = [f"<s>{line}</s>" for line in before if line not in lines and line != title]
    # A line that is struck through reads as any other where there is no place for that, as in a notification.
    gone = [occasion.words("setting_up.off_now"), *gone] if gone else []
    changed = [line for line in lines if line not in before] or gone
    is_set_up = schedules.find(occasion.database, occasion.here.id, "prompt") is not None
    if not changed or not is_set_up:
        _card_and(occasion, also)
        return
    whole = occasion.button("whole_card", "team" if occasion.is_private else "start new")
    keyboard: Keyboard = ((occasion.button("rhythm", "rhythm"), whole),)
    below = ["", also] if also else []
    occasion.show_html("\n".join([title, *changed, *below]), keyboard, purpose=SET)
    renew_in_group(occasion)


def _decided(occasion: Occasion) -> list[list[str | None]]:
    """Return what was decided of moments to come, as arrangements hold it."""
    found: list[list[str | None]] = arrangements.of_team(occasion.database, occasion.here.id, occasion.now)[
        "beforehand"
    ]
    return found


def _and_lapsed(occasion: Occasion, also: str, before: list[list[str | None]]) -> str:
    """Return what is `also` to be known, and of what was moved or chosen before what is not so any more."""
    there = [one[:2] for one in _decided(occasion)]
    lines = [
        {
            "kind": kind,
            "at": instant(comes_at or slot or ""),
            "is_moved": comes_at is not None,
            "title": _title(occasion, method) if method else "",
        }
        for kind, slot, comes_at, method in before
        if [kind, slot] not in there
    ]
    return "\n".join([*filter(None, [also]), *([occasion.words("setting_up.lapsed", lines=lines)] if lines else [])])


def _title(occasion: Occasion, method: str) -> str:
    found = questions.title(occasion.house, occasion.here.id, method)
    return occasion.in_team_words(found, occasion.language) if found else method


def _card_and(occasion: Occasion, also: str) -> None:
    """Show the whole card, below what is `also` to be known, which the next card would not hold."""
    if also:
        occasion.answer_html(also, purpose=SET)
    card(occasion)


def _lines(html: str) -> list[str]:
    return [line for line in html.splitlines() if line]


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
        region=region_name(occasion),
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
    is_ahead = schedule.rhythm.meets_at is not None and (occasion.here.open_days or BEFORE_MEETING) >= BEFORE_MEETING
    return {"words": occasion.rhythm_in_words(schedule.rhythm), "next_at": next_at, "is_ahead": is_ahead}


def _overviews(occasion: Occasion) -> dict[str, object] | None:
    """Return when an overview comes by itself."""
    found = schedules.find(occasion.database, occasion.here.id, "overview")
    return {"words": occasion.rhythm_in_words(found.rhythm)} if found else None


def _consulting(occasion: Occasion) -> dict[str, object] | None:
    """Return the rhythm of the team's method of consultation, with its title and when it comes next."""
    found = schedules.find(occasion.database, occasion.here.id, "method")
    title = occasion.house.content.title(found.what[0]) if found else None
    if found is None or title is None:
        return None
    is_call = found.what[0] in occasion.house.content.called
    return _of_itself(occasion, found, title) | {"is_call": is_call}


def _scan(occasion: Occasion) -> dict[str, object] | None:
    """Return the rhythm of the team's scan, with its title and when it comes next."""
    found = schedules.find(occasion.database, occasion.here.id, "scan")
    title = occasion.house.content.title(found.what[0]) if found else None
    return _of_itself(occasion, found, title) if found and title else None


def _of_itself(occasion: Occasion, schedule: Schedule, title: Bilingual) -> dict[str, object]:
    """Return what the card says of something that begins by itself: its title, how often, and when it comes next."""
    upcoming = next_of(occasion.house, occasion.here, schedule, occasion.now)
    return {
        "title": title.in_(occasion.here.language),
        "words": occasion.rhythm_in_words(schedule.rhythm),
        "next_at": upcoming.at if upcoming else None,
    }


def _programme(occasion: Occasion) -> dict[str, str] | None:
    """Return what the team's programme and its phase are called."""
    course = programmes.of_team(occasion.database, occasion.here.id)
    if course is None:
        return None
    titles = {"title": course.programme.title, "phase": course.now_in.title}
    return {name: title.in_(occasion.here.language) for name, title in titles.items()}


def region_name(occasion: Occasion) -> str:
    """Return what the region is called whose holidays the team has."""
    region = occasion.house.content.regions.get(occasion.here.region)
    return region.name.in_(occasion.here.language) if region else occasion.here.region


def _language_button(team: Team, language: Language) -> Button:
    return Button(label=ticked(LANGUAGE_NAMES[language], team.language == language), command=f"language {language}")
