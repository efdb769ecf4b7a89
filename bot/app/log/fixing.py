"""Fixing: what a team's digest holds, decided once a week for everybody who leads it or looks on."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.log import telling
from bot.app.rhythm.outlook import next_prompt
from bot.app.sessions import counting, finding
from bot.core import summary
from bot.core.digest import suggestions
from bot.core.digest.facts import Facts, Intended, holiday_after, weeks_of
from bot.core.model import LANGUAGES, Entry, Language, Person, Role
from bot.core.pictures import Activity
from bot.core.privacy import MINIMUM_ANONYMOUS, MINIMUM_COMMITTED, MINIMUM_COUNTED, Viewer, looking_on, visible
from bot.core.session.state import Session
from bot.core.session.terms import CASE, REFLECTION
from bot.core.timing import HOLIDAY, TERM, WEEK, YEAR, just_after
from bot.storage import commitments, digests, entries, members, rounds, schedules, sessions, taken_up

# What returns is looked for in so many weeks, and has to be in two of them.
RETURNS_IN, IN_WEEKS = timedelta(days=42), 2
# Below so many questions nothing is said of what they are about.
FEWEST_ACTIVITIES = 4
# A team may ask many in a week; the latest are named.
TITLES_TOLD = 3


def fix(occasion: Occasion, leaders: Sequence[Person]) -> tuple[int, Facts]:
    """Decide what is told of this week, and keep it; return its number, and it.

    It is one for all who lead the team, and safe for each: who leads is in no number and no theme, and a suggestion
    and themes draw only on what all of them may know.
    """
    team, now, renderer = occasion.here, occasion.now, occasion.house.renderer
    since = [members.since(occasion.database, team.id, leader.id, Role.LEADER) for leader in leaders]
    newest = max((at for at in since if at), default=None)
    weeks = digests.weeks_since(occasion.database, team.id, now - TERM - HOLIDAY)
    earlier = [(week.at, Facts.model_validate_json(week.facts)) for week in weeks]
    found = _facts(occasion, leaders, newest)
    last = earlier[-1][1] if earlier else None
    is_new = found.is_case_on and not (last and last.is_case_on)
    is_gap = last is not None and not last.has_news
    found = found.model_copy(update={"turn": last.turn + 1 if last else 0, "is_case_new": is_new, "is_gap": is_gap})
    made = {one.suggestion for _, one in earlier if one.suggestion}
    fitting = suggestions.fitting(found.told_to(newest), made)
    for at in since:
        theirs = suggestions.fitting(found.told_to(at), made)
        fitting = [name for name in fitting if name in theirs]
    # Which wordings are chosen would tell of what went before, so no more of that counts than all of them were told.
    told = [telling.words(renderer, one.told_to(newest)) for at, one in earlier if newest and at >= newest]
    fixed = telling.fixed(renderer, found.told_to(newest), fitting, told)
    found = found.model_copy(update={"suggestion": fixed.suggestion, "wordings": fixed.wordings})
    return digests.fix(occasion.database, team.id, now, found.model_dump_json()), found


def _facts(occasion: Occasion, leaders: Sequence[Person], since: datetime | None) -> Facts:
    """Return what may be known of a team's week; of themes, what everybody may know who leads it `since` or longer."""
    team, end = occasion.here, just_after(occasion.now)
    term = sessions.asked_between(occasion.database, team.id, occasion.now - TERM, end)
    week = [session for session in term if session.state.started_at >= occasion.now - WEEK]
    closed = [session for session in term if session.state.phase == "ended"]
    today, upcoming = occasion.today, next_prompt(occasion.house, team, occasion.now)
    schedule, case = schedules.find(occasion.database, team.id, "prompt"), _case(occasion)
    return Facts(
        team=team.name,
        weeks=weeks_of(term, occasion.now, team.zone, occasion.free),
        titles={language: _titles(occasion, week, language) for language in LANGUAGES} if week else {},
        **_words_of(occasion, week),
        **_caught_up(occasion, term),
        talked_over=_talked_over(occasion),
        themes=_themes(occasion, leaders, [one for one in closed if since and one.state.started_at >= since]),
        activities=_activities(occasion, closed),
        families=_families(occasion, closed),
        next_at=upcoming.at if upcoming else None,
        holiday=holiday_after(today, occasion.free),
        cases=rounds.ended_between(occasion.database, team.id, occasion.now - WEEK, end),
        is_case_on=case is not None and not case.state.now_on.is_opening,
        is_case_begun=case is not None,
        since_case=_since_case(occasion),
        intended=_intended(occasion, leaders),
        released=tuple(entry.id for entry in released(occasion)),
        rhythm=schedule.rhythm.every if schedule else "",
        open_days=team.open_days,
        has_overviews=schedules.find(occasion.database, team.id, "overview") is not None,
    )


def _words_of(occasion: Occasion, week: Sequence[Session]) -> dict[str, dict[Language, str]]:
    """Return what the one question of a week asked, and what it left for the meeting once it has closed: whoever leads
    reads the words of the bot, whoever answered."""
    step = finding.step_of(occasion, week[0]) if len(week) == 1 else None
    if step is None:
        return {}
    left = finding.outline(occasion, week[0]).follow_up if week[0].state.phase == "ended" else None
    found = {"asked": step.ask, "meeting": left}
    return {
        name: {language: occasion.in_team_words(text, language) for language in LANGUAGES}
        for name, text in found.items()
        if text
    }


def _caught_up(occasion: Occasion, term: Sequence[Session]) -> dict[str, Any]:
    """Return the titles of the questions of the week before that closed after its digest was fixed; of one also what it
    left for the meeting."""
    before = occasion.now - WEEK
    late = [one for one in term if before - WEEK <= one.state.started_at < before <= one.state.due_at <= occasion.now]
    if not late:
        return {}
    titles = {language: _titles(occasion, late, language) for language in LANGUAGES}
    words = _words_of(occasion, late)
    left, asked = words.get("meeting", {}), words.get("asked", {})
    return {"titles_before": titles, "left_before": left, "asked_before": asked}


def _talked_over(occasion: Occasion) -> dict[Language, str]:
    """Return by its title the latest question of which the group said, by its button, that it talked about what it left
    for the meeting, since the digest before. What came of that is the group's own."""
    said, since = taken_up.since(occasion.database, occasion.here.id, occasion.now - TERM), _since(occasion)
    lately = [(at, number) for number, _, at in said if at and since <= at <= occasion.now]
    session = sessions.find(occasion.database, max(lately)[1], REFLECTION, occasion.here.id) if lately else None
    return {language: finding.title(occasion, session, language) for language in LANGUAGES} if session else {}


def _case(occasion: Occasion) -> Session | None:
    """Return the consultation that is under way, from its first step on."""
    return next(iter(sessions.open_in(occasion.database, occasion.here.id, CASE)), None)


def _since(occasion: Occasion) -> datetime:
    """Return since when there is news: since the digest before, or a week ago."""
    week = occasion.now - WEEK
    before = schedules.last_digest(occasion.database, occasion.here.id, occasion.now - timedelta(days=4))
    return min(week, before or week)


def released(occasion: Occasion) -> list[Entry]:
    """Return what people of the team released since the digest before, by name."""
    end = just_after(occasion.now)
    found = entries.released_to(occasion.database, occasion.here.id, _since(occasion), end)
    return [entry for entry in visible(looking_on(occasion.here.id), found) if entry.author]


def _themes(occasion: Occasion, leaders: Sequence[Person], closed: Sequence[Session]) -> tuple[str, ...]:
    """Return what several people who don't lead said, in two weeks at least of the last six; nothing that everybody did
    who wrote, and nothing from questions for which too few were there to count.

    Who leads the team gives no nameless answers there, and those from before may be theirs.
    """
    begin = occasion.now - RETURNS_IN
    counted = [one for one in closed if one.state.started_at >= begin and (one.available or 0) >= MINIMUM_COUNTED]
    asked = {session.id: int((occasion.now - session.state.due_at) / WEEK) for session in counted}
    team, besides = occasion.here, {leader.id for leader in leaders} | finding.reading_along(occasion)
    said = visible(Viewer(team.id), entries.of_team(occasion.database, team.id, begin, just_after(occasion.now)))
    others = [
        (asked[entry.session_id], entry)
        for entry in said
        if entry.session_id in asked and not (entry.author and entry.author.id in besides)
    ]
    ordinary = occasion.house.content.sentences[team.language].ordinary
    words = counting.asked_in(occasion, counted)
    return summary.returning(others, team.language, ordinary, MINIMUM_ANONYMOUS, IN_WEEKS, words)


def _intended(occasion: Occasion, leaders: Sequence[Person]) -> Intended | None:
    """Return how many commitments there are of each kind; nothing where fewer than three people made them."""
    besides = {leader.id for leader in leaders}
    if commitments.people_with(occasion.database, occasion.here.id, besides) < MINIMUM_COMMITTED:
        return None
    found = commitments.counts(occasion.database, occasion.here.id, occasion.now, besides)
    numbers = {kind: number for kind, (number, _) in found.items()}
    of_many = {kind: people >= MINIMUM_COMMITTED for kind, (_, people) in found.items()}
    return Intended(**numbers, many_due=of_many.get("due", False), many_kept=of_many.get("kept", False))


def _since_case(occasion: Occasion) -> int | None:
    ended = rounds.when_ended(occasion.database, occasion.here.id, occasion.now - YEAR, just_after(occasion.now))
    return int((occasion.now - max(ended)) / WEEK) if ended else None


def _titles(occasion: Occasion, ran: Sequence[Session], language: Language) -> tuple[str, ...]:
    titles = (finding.outline(occasion, session).title for session in ran)
    known = [title.in_(language) for title in titles if title]
    return tuple(known[-TITLES_TOLD:])


def _families(occasion: Occasion, ran: Sequence[Session]) -> tuple[str, ...]:
    methods = (finding.method_of(occasion, session) for session in ran)
    return tuple(method.family for method in methods if method and method.family)


def _activities(occasion: Occasion, ran: Sequence[Session]) -> tuple[Activity, ...]:
    """Return the activities this term's questions were about, the most frequent first; none below four questions."""
    methods = (finding.method_of(occasion, session) for session in ran)
    done: list[Activity] = [method.activity for method in methods if method and method.activity]
    if len(done) < FEWEST_ACTIVITIES:
        return ()
    return tuple(sorted(set(done), key=lambda activity: (-done.count(activity), activity)))
