"""Digesting: who gets the weekly digest when, in one message over all their teams, and the last one again."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from bot.app.context import unheard
from bot.app.context.command import PRIVATE, Command
from bot.app.context.house import House, as_number
from bot.app.context.occasion import Occasion
from bot.app.log import fixing, reading
from bot.core import recurrence, timing
from bot.core.model import Person, Rhythm, Role, Team
from bot.core.purposes import DIGEST, RELEASED
from bot.core.rights import Right
from bot.core.saying.rhythms import as_rhythm
from bot.core.saying.words import Unclear, as_weekday
from bot.core.timing import SPREAD_SECONDS
from bot.storage import digests, members, people
from bot.storage.digests import Digest

# All teams of one hour have theirs by then, so that whoever leads several gets one message.
LAG = timedelta(seconds=SPREAD_SECONDS)
# So many teams fit a message.
TEAMS_TOGETHER = 3
DAY = ("day", "dag")
BY_ITSELF = ("auto", "vanzelf")


def fix_digests(occasion: Occasion, slot: datetime) -> None:
    """Decide what is told of the team's week that ends with a slot, and who is owed it when.

    An observer is owed nothing where nothing was released, and nobody is where a question is merely open: how it went
    stands in the next one. Only the first digest comes all the same, so that who leads knows that it does.
    """
    leaders = members.in_role(occasion.database, occasion.here.id, Role.LEADER)
    looking_on = [
        one for one in members.in_role(occasion.database, occasion.here.id, Role.OBSERVER) if one not in leaders
    ]
    observers = looking_on if looking_on and fixing.released(occasion) else []
    if not leaders and not observers:
        return
    week_id, told = fixing.fix(occasion, leaders)
    for leader in leaders:
        if not told.has_news and digests.has_had_any(occasion.database, occasion.here.id, leader.id):
            continue
        since = members.since(occasion.database, occasion.here.id, leader.id, Role.LEADER)
        digests.owe(occasion.database, week_id, leader.id, Role.LEADER, since, reaches(occasion, leader, slot))
    for observer in observers:
        digests.owe(occasion.database, week_id, observer.id, Role.OBSERVER, None, reaches(occasion, observer, slot))


def has_readers(house: House, team: Team) -> bool:
    """Tell whether there is anybody to whom a team's digest goes: who leads it, or reads what is released."""
    return any(members.in_role(house.database, team.id, role) for role in (Role.LEADER, Role.OBSERVER))


def reaches(occasion: Occasion, person: Person, slot: datetime) -> datetime:
    """Return when a digest reaches somebody: on the day and hour they chose, else soon; on a working day of theirs."""
    earliest, chosen = max(occasion.now, slot) + LAG, _chosen(occasion, person)
    if chosen is None:
        return timing.in_daytime(earliest, occasion.zone, occasion.free, person)
    begins = slot - timedelta(microseconds=1)
    at = next(recurrence.slots(chosen, slot.astimezone(occasion.zone).date(), occasion.zone, begins))
    for ahead in range(120):
        day = at.astimezone(occasion.zone).date() + timedelta(days=ahead)
        if timing.works(person, day, occasion.free):
            return max(timing.wall_clock(day, chosen.at, occasion.zone), earliest)
    return max(at, earliest)


def _chosen(occasion: Occasion, person: Person) -> Rhythm | None:
    day, _, at = (people.digest_time(occasion.database, person.id) or "").partition(" ")
    weekday = as_weekday(day)
    return Rhythm("week", (weekday,), time.fromisoformat(at)) if weekday else None


def send_owed(occasion: Occasion) -> None:
    """Send whoever is owed the team's digest by now all that they are owed, of all their teams, in one message."""
    for person_id in digests.people_owed(occasion.database, occasion.here.id, occasion.now):
        if person := people.find(occasion.database, person_id):
            _send(occasion, person)


def _send(occasion: Occasion, person: Person) -> None:
    owed = digests.waiting(occasion.database, person.id, occasion.now + LAG)
    held = {digest for digest in owed if digest.role in members.roles_of(occasion.database, digest.team_id, person.id)}
    digests.drop(occasion.database, [digest for digest in owed if digest not in held])
    kept = [digest for digest in owed if digest in held]
    if (at := _still_due(occasion, person, kept)) > occasion.now:
        for digest in kept:
            digests.put_off(occasion.database, digest.id, at)
        return
    for some in reading.together(kept, TEAMS_TOGETHER):
        number = digests.mark_sent(occasion.database, some, occasion.private_language(person), occasion.now)
        message = reading.shown(occasion, digests.in_message(occasion.database, number))
        if message:
            purpose = (DIGEST if any(one.role is Role.LEADER for one in some) else RELEASED).of(number)
            occasion.whisper_html(person, message.text, message.keyboard, purpose=purpose, picture=message.picture)


def _still_due(occasion: Occasion, person: Person, owed: Sequence[Digest]) -> datetime:
    """Return when what is owed may go: leave and working days may have changed, and a bot that was down is late."""
    is_punctual = all(occasion.now - (one.send_at or occasion.now) <= timing.PUNCTUAL for one in owed)
    works_today = timing.works(person, occasion.today, occasion.free)
    has_chosen = _chosen(occasion, person) is not None
    if has_chosen and is_punctual and works_today:
        return occasion.now
    if has_chosen and not works_today:
        return reaches(occasion, person, occasion.now)
    return timing.in_daytime(occasion.now, occasion.zone, occasion.free, person)


def give_digest(occasion: Occasion, argument: str) -> None:
    """Answer /digest in private: the last one again, as it was sent; `day fri 15:30` chooses when it comes.

    One that could be asked for at any hour would tell, from one time to the next, who has just answered.
    """
    word, _, rest = argument.strip().lower().partition(" ")
    if word in DAY:
        _choose_time(occasion, rest.strip())
    elif word in reading.PARTS:
        _give_part(occasion, word, as_number(rest))
    else:
        _give_last(occasion)


def _give_last(occasion: Occasion) -> None:
    led = members.teams_of(occasion.database, occasion.who.id, Role.LEADER)
    if not led:
        occasion.answer("summaries.no_leader")
        return
    known = {team.id for team in led}
    told = [
        [one for one in sent if one.team_id in known] for sent in digests.latest(occasion.database, occasion.who.id)
    ]
    shown = [(sent[0].message, message) for sent in told if sent and (message := reading.shown(occasion, sent))]
    for number, message in shown:
        occasion.answer_html(message.text, message.keyboard, purpose=DIGEST.of(number or 0), picture=message.picture)
    if not shown:
        occasion.answer("summaries.no_digest_yet", teams=[team.name for team in led])


def _give_part(occasion: Occasion, part: str, digest_id: int) -> None:
    """Show the digest of one team alone, its picture in words, or all that was released for it."""
    digest = digests.find(occasion.database, digest_id)
    message = reading.part(occasion, digest, part) if digest and _may_read(occasion, digest) else None
    if digest is None or message is None:
        occasion.hint("summaries.digest_gone")
        return
    purpose = (RELEASED if part == "released" else DIGEST).of(digest.message or digest.id, digest.id)
    occasion.answer_html(message.text, message.keyboard, purpose=purpose, picture=message.picture)


def _may_read(occasion: Occasion, digest: Digest) -> bool:
    is_theirs = digest.person_id == occasion.who.id and digest.message is not None
    return is_theirs and digest.role in members.roles_of(occasion.database, digest.team_id, occasion.who.id)


def _choose_time(occasion: Occasion, wanted: str) -> None:
    """Let the digest come at a day and hour of the reader's own, or when it is made again; it stays one a week."""
    now = _chosen(occasion, occasion.who)
    rhythm = as_rhythm(wanted, now, occasion.language) if wanted not in BY_ITSELF else None
    if isinstance(rhythm, Unclear):
        meant = unheard.choices(occasion, rhythm, "digest day")
        occasion.answer(
            "summaries.how_to_choose_day",
            meant,
            wanted=unheard.quoted(wanted),
            is_asked=bool(meant),
            day=now.days[0] if now else None,
            at=now.at if now else None,
        )
        return
    if rhythm and (rhythm.every != "week" or len(rhythm.days) != 1):
        occasion.answer("summaries.one_day")
    elif rhythm and rhythm.days[0] not in occasion.who.working_days:
        occasion.answer("summaries.no_working_day", day=rhythm.days[0])
    else:
        kept = f"{rhythm.days[0]} {rhythm.at:%H:%M}" if rhythm else None
        people.set_digest_time(occasion.database, occasion.who.id, kept)
        _owe_anew(occasion)
        occasion.answer(
            "summaries.day_chosen", day=rhythm.days[0] if rhythm else None, at=rhythm.at if rhythm else None
        )


def _owe_anew(occasion: Occasion) -> None:
    """Let what is owed already come at the time that was chosen now."""
    waiting: Sequence[Digest] = digests.waiting(occasion.database, occasion.who.id)
    for digest in waiting:
        occasion.enter_team(digest.team_id)
        digests.put_off(occasion.database, digest.id, reaches(occasion, occasion.who, max(digest.at, occasion.now)))
    occasion.team = None


COMMANDS = (Command("digest", "weekbericht", {"private": give_digest}, Right.READ_DIGEST, PRIVATE, place=320),)
