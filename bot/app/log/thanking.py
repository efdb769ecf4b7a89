"""Thanking: what somebody wrote by name is thanked for in private, by whoever asks for that with a command."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from bot.app.context import workload
from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.core import timing
from bot.core.events import Commanded
from bot.core.model import Entry, Language, Person
from bot.core.outgoing import Button
from bot.core.privacy import Viewer, visible
from bot.core.session.terms import REFLECTION
from bot.storage import entries, people, quotes, sessions, thanks
from bot.storage.thanks import Thanks

# Whoever can't be reached for so long hears nothing of it any more.
LASTS = timedelta(days=30)
# What of a text may be a name, without signs and pictures.
NAMES, MOST_WORDS = re.compile(r"[\w'’-]+"), 4
OFF, ON = ("off", "uit", "stop", "nee", "no"), ("on", "aan", "ja", "yes")


def thank(occasion: Occasion, argument: str) -> None:
    """Answer /thanks in the group, a reply to what somebody wrote by name, or to a message of ours that quotes it.

    Where it quotes several people, a name, an @username or a mention says who. They hear of it in private, if they
    want that; the group reads nothing of it but the mark.
    """
    what = occasion.event.what if occasion.event else None
    found = _quoted(occasion, what) if isinstance(what, Commanded) else []
    by_author = {entry.author.id: entry for entry in found if entry.author and entry.author.id != occasion.who.id}
    meant = _meant(occasion, by_author, argument.strip())
    if len(meant) != 1 or not isinstance(what, Commanded) or what.message_id is None:
        occasion.hint("thanking.whom" if by_author else "thanking.how")
        return
    [entry] = meant
    _put(occasion, entry)
    occasion.note_reply(what.message_id)


def _quoted(occasion: Occasion, what: Commanded) -> list[Entry]:
    """Return what stands by name in the message that somebody replies to, as far as the team can read it."""
    place, quoted = occasion.here.place, what.quoted
    if quoted is None:
        numbers: list[int] = []
    elif quoted.is_ours:
        numbers = quotes.entries_in(occasion.database, place.chat_id, quoted.message_id)
    else:
        author = quoted.author.id if quoted.author else 0
        own = entries.from_source(occasion.database, place, quoted.message_id, author)
        numbers = [own] if own else []
    found = [entry for number in numbers if (entry := entries.find(occasion.database, number))]
    return [entry for entry in visible(Viewer(occasion.here.id), found) if _is_answer(occasion, entry)]


def _is_answer(occasion: Occasion, entry: Entry) -> bool:
    return sessions.find(occasion.database, entry.session_id, REFLECTION, occasion.here.id) is not None


def _meant(occasion: Occasion, by_author: dict[int, Entry], wanted: str) -> list[Entry]:
    """Return the entries of whomever somebody means; of the only one there is, if they name nobody."""
    what = occasion.event.what if occasion.event else None
    mentioned = {one.id for one in what.mentioned} if isinstance(what, Commanded) else set()
    if mentioned:
        return [entry for author, entry in by_author.items() if author in mentioned]
    named = [word for word in NAMES.findall(wanted) if word]
    if not named:
        return list(by_author.values())
    known = [people.find_by_username(occasion.database, f"@{word}") for word in named[:MOST_WORDS]]
    if users := [by_author[one.id] for one in known if one and one.id in by_author]:
        return users[:1]
    return [entry for author, entry in by_author.items() if _is_called(occasion, author, " ".join(named).lower())]


def _is_called(occasion: Occasion, person_id: int, words: str) -> bool:
    """Tell whether some words begin with what somebody is called, however they go on."""
    person, names = people.find(occasion.database, person_id), people.names_of(occasion.database, person_id)
    called = {person.name if person else "", names.get("first_name") or ""}
    return any(name and f"{words} ".startswith(f"{name.lower()} ") for name in called)


def _put(occasion: Occasion, entry: Entry) -> None:
    """Let thanks go to an entry's writer on a working day, unless they want none, which nobody is told."""
    if entry.author is None or not thanks.are_wanted(occasion.database, entry.author.id):
        return
    after = _by_day(occasion, occasion.now, entry.author)
    thanks.add(occasion.database, entry.session_id, occasion.who.id, entry.author.id, occasion.now, after)


def _by_day(occasion: Occasion, at: datetime, person: Person) -> datetime:
    return timing.in_daytime(at, occasion.zone, occasion.free, person)


def pass_on_owed(occasion: Occasion) -> None:
    """Pass on the thanks that are owed by now: to each person in one message, and at most one a day."""
    found = sorted(thanks.of_team(occasion.database, occasion.here.id, occasion.now), key=lambda one: one.to_person)
    for person_id, group in groupby(found, key=lambda one: one.to_person):
        person = people.find(occasion.database, person_id)
        if person:
            _pass_on(occasion, person, list(group))


def _pass_on(occasion: Occasion, person: Person, found: list[Thanks]) -> None:
    """Pass thanks on to somebody, or let them wait for a day on which that can be."""
    fresh = [one for one in found if occasion.now - one.at < LASTS and _still_stands(occasion, one)]
    for one in found:
        if one not in fresh:
            thanks.drop(occasion.database, one)
    today = occasion.today
    last = thanks.last_told(occasion.database, person.id)
    after = _by_day(occasion, occasion.now, person)
    if full := workload.waits_until(occasion, person):
        after = full
    elif not person.is_reachable or (last and last.astimezone(occasion.zone).date() == today):
        tomorrow = timing.wall_clock(today + timedelta(days=1), timing.DAY_STARTS, occasion.zone)
        after = _by_day(occasion, tomorrow, person)
    if after > occasion.now:
        for one in fresh:
            thanks.put_off(occasion.database, one, after)
    elif fresh:
        _tell(occasion, person, fresh)


def _still_stands(occasion: Occasion, one: Thanks) -> bool:
    """Tell whether what somebody is thanked for can still be read by name in their team."""
    found = visible(Viewer(occasion.here.id), entries.of_session(occasion.database, one.session_id))
    return any(entry.author and entry.author.id == one.to_person for entry in found)


def _tell(occasion: Occasion, person: Person, found: list[Thanks]) -> None:
    language = occasion.private_language(person)
    off = occasion.label_in(language, "no_thanks")
    lines = [
        {"names": _names(occasion, of_one), "title": _title(occasion, session_id, language)}
        for session_id, of_one in groupby(sorted(found, key=lambda one: one.session_id), key=lambda one: one.session_id)
    ]
    for one in found:
        thanks.drop(occasion.database, one)
    thanks.note_told(occasion.database, person.id, occasion.now)
    occasion.whisper(
        person, "thanking.thanks", ((Button(label=off, command="thanks off"),),), team=occasion.here.name, lines=lines
    )


def _names(occasion: Occasion, found: Iterable[Thanks]) -> list[str]:
    known = (people.find(occasion.database, one.by_person) for one in found)
    return [person.name for person in known if person]


def _title(occasion: Occasion, session_id: int, language: Language) -> str:
    session = sessions.find(occasion.database, session_id, REFLECTION, occasion.here.id)
    return finding.title(occasion, session, language) if session else ""


def choose(occasion: Occasion, argument: str) -> None:
    """Answer /thanks in private: whether thanks are passed on to this person."""
    word = argument.strip().lower()
    if word in (*OFF, *ON):
        thanks.set_wanted(occasion.database, occasion.who.id, word in ON)
    is_wanted = thanks.are_wanted(occasion.database, occasion.who.id)
    other = occasion.button("no_thanks", "thanks off") if is_wanted else occasion.button("thanks_again", "thanks on")
    occasion.answer("thanking.wanted", ((other,),), is_wanted=is_wanted)


COMMANDS = (Command("thanks", "bedankt", {"group": thank, "private": choose}, in_menu=GROUP, place=145),)
