"""Giving back: the team's summary and log, and the weekly digest for leaders."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from bot.app import cards, closing, leading, publishing, walks
from bot.app.occasion import Occasion
from bot.app.outlook import next_prompt
from bot.core import summary, timing
from bot.core.model import Language, Person, Role, Session
from bot.core.privacy import MINIMUM_ANONYMOUS, MINIMUM_COUNTED, Viewer, is_showable, visible
from bot.storage import commitments, entries, members, people, retraction, rounds, schedules, sessions

PERIODS = {
    **dict.fromkeys(("", "week"), ("week", timedelta(days=7))),
    **dict.fromkeys(("month", "maand"), ("month", timedelta(days=30))),
    **dict.fromkeys(("term", "kwartaal", "periode"), ("term", timedelta(days=98))),
}
TERM = timedelta(days=98)
LOG_SHOWN = 6
RELEASED_SHOWN = 5


def give_summary(occasion: Occasion, argument: str) -> None:
    """Answer /summary: what the team's own stretch of log adds up to, for the team."""
    period, length = PERIODS.get(argument.strip().lower(), PERIODS[""])
    start, team, language = occasion.now - length, occasion.here, occasion.here.language
    ran = sessions.since(occasion.database, team.id, start, _just_after(occasion))
    said = visible(Viewer(team.id), entries.of_team(occasion.database, team.id, start, _just_after(occasion)))
    if not said:
        occasion.answer("giving_back.nothing_yet", period=period, rounds=len(ran))
        return
    ordinary = occasion.house.content.sentences[language].ordinary
    occasion.answer(
        "giving_back.summary",
        period=period,
        rounds=len(ran),
        contributions=len(said),
        summary=summary.summarise(said, language, ordinary),
        successes=sum(entry.kind == "success" for entry in said),
    )


def _just_after(occasion: Occasion) -> datetime:
    # What was written in this very second belongs to the stretch that ends now.
    return occasion.now + timedelta(seconds=1)


def search_log(occasion: Occasion, argument: str) -> None:
    """Answer /log: the newest entries of the team, or those with all the words asked for."""
    team = occasion.here
    if argument.strip():
        found = entries.search(occasion.database, team.id, argument)
    else:
        recent = entries.of_team(occasion.database, team.id, occasion.now - TERM, _just_after(occasion))
        found = list(reversed(recent))
    shown = [entry for entry in visible(Viewer(team.id), found) if is_showable(entry)]
    lines = [
        {"at": entry.at, "name": entry.author.name if entry.author else "", "text": summary.cut(entry.text)}
        for entry in shown[:LOG_SHOWN]
    ]
    occasion.answer("giving_back.log", lines=lines, words=argument.strip()[:60], more=max(len(shown) - LOG_SHOWN, 0))


def status(occasion: Occasion, argument: str) -> None:
    """Answer /status: what is running, until when, and how many contributed."""
    methods, language = occasion.house.content.methods, occasion.language
    running = [
        {
            "title": methods[session.method].title.in_(language) if session.method in methods else session.method,
            "until": session.due_at,
            "contributions": _seen_in(occasion, session),
        }
        for session in sessions.open_in(occasion.database, occasion.here.id)
    ]
    upcoming = next_prompt(occasion.house, occasion.here, occasion.now)
    walk = walks.find_running(occasion)
    case = cards.facts(occasion, walk, language) if walk else None
    occasion.answer("giving_back.status", running=running, next_at=upcoming.at if upcoming else None, case=case)


def _seen_in(occasion: Occasion, session: Session) -> int:
    """Return how many people answered where the team sees it; that somebody answered in private is theirs to tell."""
    said = visible(Viewer(session.team_id), entries.of_session(occasion.database, session))
    return len({entry.author.id for entry in said if entry.author})


def send_digests(occasion: Occasion) -> None:
    """Send this week's digest to every leader of the team, and what was released to every observer.

    Each on a working day of theirs; an observer gets nothing where nothing was released.
    """
    leaders = members.in_role(occasion.database, occasion.here.id, Role.LEADER)
    for leader in leaders:
        _send_digest(occasion, leader, Role.LEADER)
    for observer in members.in_role(occasion.database, occasion.here.id, Role.OBSERVER):
        if observer not in leaders:
            _send_digest(occasion, observer, Role.OBSERVER)


def _send_digest(occasion: Occasion, person: Person, role: Role, send_after: datetime | None = None) -> None:
    zone, free = occasion.zone, occasion.free
    after = send_after or timing.in_daytime(occasion.now, zone, free, person)
    if role is Role.LEADER:
        facts = digest_facts(occasion, occasion.private_language(person))
        occasion.whisper(person, "giving_back.digest", send_after=after, **facts)
    elif released := _released(occasion):
        occasion.whisper(person, "giving_back.released", send_after=after, team=occasion.here.name, **released)


def word_again(occasion: Occasion, session_id: int) -> None:
    """Word anew what has not gone out yet, since somebody changed or withdrew what is in it."""
    closing.sum_up_again(occasion, session_id)
    publishing.place_anew(occasion, session_id)
    retraction.take_back_left_out(occasion.database, session_id)
    walk = walks.find_running(occasion)
    if walk and walk.id == session_id:
        leading.show_anew(occasion, walk)
        leading.show_list_anew(occasion, walk)
    for person_id, send_after in retraction.take_back_digests(occasion.database, occasion.here.id):
        person = people.find(occasion.database, person_id)
        held = members.roles_of(occasion.database, occasion.here.id, person_id)
        if person and held & {Role.LEADER, Role.OBSERVER}:
            role = Role.LEADER if Role.LEADER in held else Role.OBSERVER
            _send_digest(occasion, person, role, send_after)


def _released(occasion: Occasion) -> dict[str, Any]:
    """Return what people of the team released since the digest before, by name; nothing if nothing was."""
    end = _just_after(occasion)
    week = occasion.now - timedelta(days=7)
    before = schedules.last_digest(occasion.database, occasion.here.id, occasion.now - timedelta(days=4))
    looking_on = Viewer(occasion.here.id, person_id=0, roles=frozenset((Role.OBSERVER,)))
    found = entries.released_to(occasion.database, occasion.here.id, min(week, before or week), end)
    shown = [
        {"name": entry.author.name, "text": summary.cut(entry.text)}
        for entry in visible(looking_on, found)
        if entry.author
    ]
    more = max(len(shown) - RELEASED_SHOWN, 0)
    return {"released": shown[:RELEASED_SHOWN], "more_released": more} if shown else {}


def give_digest(occasion: Occasion, argument: str) -> None:
    """Answer /digest in private: the digest of each team this person leads, now."""
    led = members.teams_of(occasion.database, occasion.who.id, Role.LEADER)
    if not led:
        occasion.answer("giving_back.no_leader")
    for team in led:
        occasion.team = team
        occasion.answer("giving_back.digest", **digest_facts(occasion, occasion.language))
    occasion.team = None


def digest_facts(occasion: Occasion, language: Language) -> dict[str, Any]:
    """Return what a leader may know of a team's week: numbers, words that return, what comes; never who or what."""
    team, end = occasion.here, _just_after(occasion)
    week = sessions.since(occasion.database, team.id, occasion.now - timedelta(days=7), end)
    term = sessions.since(occasion.database, team.id, occasion.now - TERM, end)
    closed = [session for session in term if session.state == "closed"]
    said = visible(Viewer(team.id), entries.of_team(occasion.database, team.id, occasion.now - timedelta(days=7), end))
    named = [(entry.author.id, entry.text) for entry in said if entry.author]
    ordinary = occasion.house.content.sentences[team.language].ordinary
    share = summary.share([session for session in week if session.state == "closed"])
    upcoming = next_prompt(occasion.house, team, occasion.now)
    return {
        "team": team.name,
        "week": occasion.now.astimezone(team.zone).isocalendar().week,
        "titles": _titles(occasion, week, language),
        "is_open": any(session.state == "open" for session in week),
        "share": asdict(share) if share else None,
        "trend": summary.trend(closed) if share else None,
        "themes": summary.themes(named, team.language, ordinary, MINIMUM_ANONYMOUS),
        "next_at": upcoming.at if upcoming else None,
        "activities": _activities(occasion, [session for session in closed if session.took_part]),
        "consultations": rounds.ended_between(occasion.database, team.id, occasion.now - timedelta(days=7), end),
        "commitments": _commitments(occasion),
        "suggestion": summary.suggestion(closed, _families(occasion, closed)),
        "follow_up": _follow_up(occasion, closed, language),
        **({"released": [], "more_released": 0} | _released(occasion)),
    }


def _commitments(occasion: Occasion) -> dict[str, int] | None:
    """Return how many commitments are open, overdue and kept; nothing in a team so small that it points at somebody."""
    if len(members.in_role(occasion.database, occasion.here.id, Role.MEMBER)) < MINIMUM_COUNTED:
        return None
    return commitments.counts(occasion.database, occasion.here.id, occasion.now)


def _titles(occasion: Occasion, ran: list[Session], language: Language) -> list[str]:
    methods = occasion.house.content.methods
    return [methods[session.method].title.in_(language) for session in ran if session.method in methods]


def _families(occasion: Occasion, ran: list[Session]) -> list[str]:
    methods = occasion.house.content.methods
    return [methods[session.method].family for session in ran if session.method in methods]


def _activities(occasion: Occasion, ran: list[Session]) -> list[str]:
    """Return the activities this term's questions were about, the most frequent first; none below four rounds."""
    methods = occasion.house.content.methods
    done: list[str] = [methods[session.method].activity for session in ran if session.method in methods]
    return sorted(set(done), key=lambda activity: (-done.count(activity), activity)) if len(done) >= 4 else []


def _follow_up(occasion: Occasion, ran: list[Session], language: Language) -> str | None:
    methods = occasion.house.content.methods
    known = [session.method for session in ran if session.method in methods]
    return methods[known[-1]].follow_up.in_(language) if known else None
