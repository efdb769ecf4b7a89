"""Digesting: the weekly digest for a team's leaders, what was released for its observers, and the last one again."""

import json
from datetime import datetime, timedelta
from typing import Any

from bot.app.context.command import PRIVATE, Command
from bot.app.context.occasion import Occasion
from bot.app.log import picturing
from bot.app.rhythm.outlook import next_prompt
from bot.app.sessions import finding
from bot.core import summary, timing
from bot.core.model import TILE, Entry, Language, Person, Role
from bot.core.pictures import Term
from bot.core.privacy import MINIMUM_ANONYMOUS, MINIMUM_COMMITTED, Viewer, visible
from bot.core.purposes import DIGEST, RELEASED
from bot.core.rights import Right
from bot.core.session.state import Session
from bot.storage import commitments, digests, entries, members, rounds, schedules, sessions
from bot.storage.digests import Digest

WEEK, TERM = timedelta(days=7), timedelta(days=98)
RELEASED_SHOWN = 5
# Fewer weeks make no strip.
FEWEST_WEEKS = 3
KEYS = {Role.LEADER: "summaries.digest", Role.OBSERVER: "summaries.released"}


def send_digests(occasion: Occasion) -> None:
    """Send this week's digest to every leader of the team, and what was released to every observer.

    Each on a working day of theirs; an observer gets nothing where nothing was released.
    """
    leaders = members.in_role(occasion.database, occasion.here.id, Role.LEADER)
    for leader in leaders:
        _send(occasion, leader, Role.LEADER)
    for observer in members.in_role(occasion.database, occasion.here.id, Role.OBSERVER):
        if observer not in leaders and _released(occasion):
            _send(occasion, observer, Role.OBSERVER)


def _send(occasion: Occasion, person: Person, role: Role) -> None:
    """Send somebody their digest, and keep it, so that it can be shown again as it was."""
    language = occasion.private_language(person)
    facts = _facts(occasion, person, language) if role is Role.LEADER else {}
    told = facts | {"language": language, "role": str(role), "released": [entry.id for entry in _released(occasion)]}
    digest = digests.add(occasion.database, occasion.here.id, person.id, occasion.now, json.dumps(told, default=str))
    after = timing.in_daytime(occasion.now, occasion.zone, occasion.free, person)
    purpose = (DIGEST if role is Role.LEADER else RELEASED).of(digest.id)
    text, picture = shown(occasion, digest) or "", pictured(digest)
    occasion.whisper_html(person, text, send_after=after, purpose=purpose, picture=picture)


def give_digest(occasion: Occasion, argument: str) -> None:
    """Answer /digest in private: the last digest of each team this person leads, as it was sent.

    One that could be asked for at any hour would tell, from one time to the next, who has just answered.
    """
    led = members.teams_of(occasion.database, occasion.who.id, Role.LEADER)
    if not led:
        occasion.answer("summaries.no_leader")
    for team in led:
        occasion.team = team
        digest = digests.latest(occasion.database, team.id, occasion.who.id)
        text = shown(occasion, digest) if digest else None
        if digest and text:
            occasion.answer_html(text, purpose=DIGEST.of(digest.id), picture=pictured(digest))
        else:
            occasion.answer("summaries.no_digest_yet", team=team.name)
    occasion.team = None


def shown(occasion: Occasion, digest: Digest) -> str | None:
    """Return a digest as it was, with what is still released by people who are still known; None if that is nothing."""
    told: dict[str, Any] = json.loads(digest.facts)
    language, role = told.pop("language"), Role(told.pop("role"))
    found = [entry for entry in map(_readable(occasion), told.pop("released")) if entry]
    quoted = {
        "released": [{"name": _name(entry), "text": summary.cut(entry.text)} for entry in found[:RELEASED_SHOWN]],
        "more_released": max(len(found) - RELEASED_SHOWN, 0),
    }
    if role is Role.OBSERVER:
        return occasion.words(KEYS[role], language, team=occasion.here.name, **quoted) if found else None
    # What an earlier version told has no picture.
    told |= {"pictured": (told.pop("picture", None) or {}).get("words")}
    if told["next_at"]:
        told["next_at"] = datetime.fromisoformat(told["next_at"])
    return occasion.words(KEYS[role], language, **told, **quoted)


def pictured(digest: Digest) -> Term | None:
    """Return the picture that goes with a digest, as it was; None if it has none."""
    found = json.loads(digest.facts).get("picture")
    return Term.model_validate(found["shows"]) if found else None


def _readable(occasion: Occasion) -> Any:
    looking_on = Viewer(occasion.here.id, person_id=0, roles=frozenset((Role.OBSERVER,)))

    def entry_of(entry_id: int) -> Entry | None:
        entry = entries.find(occasion.database, entry_id)
        return entry if entry and entry.author and visible(looking_on, [entry]) else None

    return entry_of


def _name(entry: Entry) -> str:
    return entry.author.name if entry.author else ""


def _released(occasion: Occasion) -> list[Entry]:
    """Return what people of the team released since the digest before, by name."""
    week = occasion.now - WEEK
    before = schedules.last_digest(occasion.database, occasion.here.id, occasion.now - timedelta(days=4))
    looking_on = Viewer(occasion.here.id, person_id=0, roles=frozenset((Role.OBSERVER,)))
    found = entries.released_to(occasion.database, occasion.here.id, min(week, before or week), _just_after(occasion))
    return [entry for entry in visible(looking_on, found) if entry.author]


def _just_after(occasion: Occasion) -> datetime:
    # What was written in this very second belongs to the week that ends now.
    return occasion.now + timedelta(seconds=1)


def _facts(occasion: Occasion, reader: Person, language: Language) -> dict[str, Any]:
    """Return what a leader may know of a team's week: bands, words that return, what comes; never who or what."""
    team, end = occasion.here, _just_after(occasion)
    term = sessions.asked_between(occasion.database, team.id, occasion.now - TERM, end)
    week = [session for session in term if session.state.started_at >= occasion.now - WEEK]
    closed = [session for session in term if session.state.phase == "ended"]
    counted = _counted(occasion, reader, closed)
    band = summary.band([session for session in counted if session.state.started_at >= occasion.now - WEEK])
    upcoming = next_prompt(occasion.house, team, occasion.now)
    return {
        "team": team.name,
        "week": occasion.now.astimezone(team.zone).isocalendar().week,
        "titles": _titles(occasion, week, language),
        "is_open": any(not session.state.is_over for session in week),
        "band": band,
        "trend": summary.trend(counted) if band else None,
        "themes": _themes(occasion, reader) if band else [],
        "next_at": upcoming.at if upcoming else None,
        "activities": _activities(occasion, [session for session in closed if session.took_part]),
        "consultations": rounds.ended_between(occasion.database, team.id, occasion.now - WEEK, end),
        "commitments": _commitments(occasion, reader),
        "suggestion": summary.suggestion(counted, _families(occasion, closed)),
        "follow_up": _follow_up(occasion, closed, language),
        "picture": _picture(occasion, language, term, counted),
    }


def _picture(
    occasion: Occasion, language: Language, asked: list[Session], counted: list[Session]
) -> dict[str, Any] | None:
    """Return what the strip of the term shows, and its words; None before there are some weeks of it."""
    found = picturing.term(occasion, language, asked, counted)
    if found is None or len(found[0].weeks) < FEWEST_WEEKS:
        return None
    return {"shows": found[0].model_dump(), "words": found[1]}


def _counted(occasion: Occasion, reader: Person, closed: list[Session]) -> list[Session]:
    """Return the sessions of which the reader was not counted among those who took part: since they lead the team."""
    since = members.since(occasion.database, occasion.here.id, reader.id, Role.LEADER)
    return [session for session in closed if since and session.state.started_at >= since]


def _themes(occasion: Occasion, reader: Person) -> list[str]:
    """Return what several people said this week, besides the reader; nothing that everybody who wrote did.

    A nameless answer from before the reader led the team may be their own.
    """
    team, end = occasion.here, _just_after(occasion)
    since = members.since(occasion.database, team.id, reader.id, Role.LEADER) or end
    said = visible(Viewer(team.id), entries.of_team(occasion.database, team.id, occasion.now - WEEK, end))
    besides = {reader.id} | finding.reading_along(occasion)
    answers = (entry for entry in said if entry.method != TILE)
    others = [one for one in answers if (one.author.id not in besides if one.author else one.at >= since)]
    ordinary = occasion.house.content.sentences[team.language].ordinary
    found = summary.themes_at_a_distance(others, team.language, ordinary, MINIMUM_ANONYMOUS)
    return [theme.word for theme in found]


def _commitments(occasion: Occasion, reader: Person) -> dict[str, int] | None:
    """Return how many commitments are open, overdue and kept; nothing where fewer than three people made them."""
    if commitments.people_with(occasion.database, occasion.here.id, besides=reader.id) < MINIMUM_COMMITTED:
        return None
    return commitments.counts(occasion.database, occasion.here.id, occasion.now, besides=reader.id)


def _titles(occasion: Occasion, ran: list[Session], language: Language) -> list[str]:
    methods = occasion.house.content.methods
    return [methods[session.method].title.in_(language) for session in ran if session.method in methods]


def _families(occasion: Occasion, ran: list[Session]) -> list[str]:
    methods = occasion.house.content.methods
    known = (methods[session.method].family for session in ran if session.method in methods)
    return [family for family in known if family]


def _activities(occasion: Occasion, ran: list[Session]) -> list[str]:
    """Return the activities this term's questions were about, the most frequent first; none below four rounds."""
    methods = occasion.house.content.methods
    known = (methods[session.method].activity for session in ran if session.method in methods)
    done: list[str] = [activity for activity in known if activity]
    return sorted(set(done), key=lambda activity: (-done.count(activity), activity)) if len(done) >= 4 else []


def _follow_up(occasion: Occasion, ran: list[Session], language: Language) -> str | None:
    asked = [outline.follow_up for session in ran if (outline := finding.outline(occasion, session)).follow_up]
    return asked[-1].in_(language) if asked and asked[-1] else None


COMMANDS = (Command("digest", "weekbericht", {"private": give_digest}, Right.READ_DIGEST, PRIVATE, place=320),)
