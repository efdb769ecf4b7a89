"""Retention: for how long a team keeps what is written, who is told before anything goes, and what then goes."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.app.context import steering
from bot.app.context.command import BOTH, Command
from bot.app.context.house import House, as_number
from bot.app.context.occasion import Occasion
from bot.core import timing
from bot.core.model import Language, Person, Role, Team, Term
from bot.core.outgoing import Button, Keyboard
from bot.core.retention import NOTICE, UNKNOWN, as_term, goes_on, is_sooner, kept_since
from bot.core.rights import Right
from bot.core.timing import HOME_ZONE
from bot.storage import erasing, members, pruning
from bot.storage.database import transaction

CHOICES = (Term(1, "years"), Term(2, "years"), Term(3, "years"))
# How many rows go in one transaction: what people do meanwhile must not wait long.
SLICE = 500
NOTICE_KEEPS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Going:
    """How much of one kind is older than a team keeps it, and on which day the next of it goes."""

    kind: str
    due: int
    next_on: date | None


def set_term(occasion: Occasion, argument: str) -> None:
    """Answer /retention: for how long the team keeps what is written; without a term, show the choice.

    In private, `in 5 2 years` is about team 5, for whoever coordinates more than one.
    """
    wanted = argument if not occasion.is_private else _in_team(occasion, argument)
    if wanted is None:
        return
    term = as_term(wanted)
    if term is None or term == occasion.here.keeps:
        _show(occasion, "" if term else wanted.strip()[:40])
    else:
        _change(occasion, term)


def _in_team(occasion: Occasion, argument: str) -> str | None:
    """Be in the team that somebody means in private; return the rest of what they said, None where it is asked."""
    led = members.teams_of(occasion.database, occasion.who.id, Role.COORDINATOR)
    word, _, rest = argument.strip().partition(" ")
    number, _, after = rest.partition(" ")
    meant = [team for team in led if team.id == as_number(number)] if word == "in" else led
    if len(meant) == 1:
        occasion.enter_team(meant[0].id)
        return after if word == "in" else argument
    each = [Button(label=team.name, command=f"retention in {team.id}") for team in led[: steering.TEAMS_OFFERED]]
    occasion.show("retention.which_team", steering.offered(each))
    return None


def words_for(occasion: Occasion, term: Term, language: Language | None = None) -> str:
    """Return a term in words, such as "two school years"."""
    return occasion.words("retention.term", language, number=term.number, unit=term.unit)


def _show(occasion: Occasion, wanted: str) -> None:
    today = occasion.today
    keeps, goes_from = occasion.here.keeps, pruning.rule_of(occasion.database, occasion.here.id).goes_from
    occasion.show(
        "retention.card",
        _choices(occasion),
        team=occasion.here.name,
        kept=words_for(occasion, keeps),
        goes_on=goes_on(today, keeps),
        goes_from=goes_from if goes_from and goes_from > occasion.now else None,
        wanted=wanted,
    )


def _choices(occasion: Occasion) -> Keyboard:
    there = f"in {occasion.here.id} " if occasion.is_private else ""
    return tuple(
        (
            occasion.button(
                "retention",
                f"retention {there}{term.number} {term.unit}",
                number=term.number,
                is_chosen=term == occasion.here.keeps,
            ),
        )
        for term in CHOICES
    )


def _change(occasion: Occasion, term: Term) -> None:
    """Keep another term and tell the team; what it takes sooner than the old one did waits for thirty days."""
    team, today = occasion.here, occasion.today
    sooner = is_sooner(term, team.keeps, today)
    pruning.set_term(occasion.database, team.id, term)
    occasion.look_again()
    goes_from = occasion.now + NOTICE
    if sooner:
        others = [person for person in _coordinators(occasion) if person.id != occasion.who.id]
        goes_from = _tell(occasion, others)
        pruning.note_notice(occasion.database, team.id, occasion.now, goes_from)
    occasion.say(
        "retention.changed",
        kept=words_for(occasion, term, team.language),
        name=occasion.who.name,
        is_sooner=sooner,
        at=goes_from,
        keeps=NOTICE_KEEPS,
    )
    if occasion.is_private or occasion.is_press:
        _show(occasion, "")


def _coordinators(occasion: Occasion) -> list[Person]:
    return members.in_role(occasion.database, occasion.here.id, Role.COORDINATOR)


def _tell(occasion: Occasion, told: list[Person], is_for_all: bool = False) -> datetime:
    """Tell coordinators in private that what is old will go, and the group if it is for all.

    Return from when it may go, counted from when the last of them can have read it: nothing of this goes out at night.
    """
    reached = [person for person in told if person.is_reachable]
    by_day = timing.in_daytime(occasion.now, occasion.zone, occasion.free)
    heard = [timing.in_daytime(occasion.now, occasion.zone, occasion.free, person) for person in reached]
    goes_from = max([occasion.now, *heard, *([by_day] if is_for_all else [])]) + NOTICE
    since = kept_since(goes_from.astimezone(occasion.zone).date(), occasion.here.keeps)
    facts: dict[str, Any] = {"at": goes_from, "since": since, "keeps": NOTICE_KEEPS}
    for person in reached:
        kept = words_for(occasion, occasion.here.keeps, occasion.private_language(person))
        occasion.whisper(person, "retention.notice", is_owed=True, team=occasion.here.name, kept=kept, **facts)
    if is_for_all:
        kept = words_for(occasion, occasion.here.keeps, occasion.here.language)
        occasion.say("retention.notice_in_group", send_after=by_day, kept=kept, **facts)
    return goes_from


def carry_out(occasion: Occasion) -> None:
    """Once a night, remove a slice of what a team has kept for long enough; the next tick takes the next one."""
    team = occasion.here
    if not pruning.is_owed(occasion.database, team.id):
        return
    if _may_go(occasion) and pruning.remove(occasion.database, team.id, kept_from(team, occasion.now), SLICE) >= SLICE:
        return
    pruning.rest(occasion.database, team.id)


def _may_go(occasion: Occasion) -> bool:
    """Tell whether what is old may go: a team hears of it first, and then has thirty days."""
    team, rule = occasion.here, pruning.rule_of(occasion.database, occasion.here.id)
    if rule.goes_from is None or rule.told_at is None:
        soon = pruning.count(occasion.database, team.id, kept_from(team, occasion.now + NOTICE))
        if any(soon.values()):
            _announce(occasion)
        return False
    if occasion.now < rule.goes_from:
        return False
    if not rule.is_told:
        somebody_there = team.is_present or any(person.is_reachable for person in _coordinators(occasion))
        if somebody_there and not pruning.has_heard(occasion.database, team.id, rule.told_at):
            _announce(occasion, again=True)
            return False
        pruning.note_heard(occasion.database, team.id)
    return True


def _announce(occasion: Occasion, again: bool = False) -> None:
    """Tell the coordinators that what is old will go; the group too, where none can be reached or nothing arrived."""
    coordinators = _coordinators(occasion)
    is_for_all = again or not any(person.is_reachable for person in coordinators)
    goes_from = _tell(occasion, coordinators, is_for_all)
    pruning.note_notice(occasion.database, occasion.here.id, occasion.now, goes_from)


def kept_from(team: Team, now: datetime) -> datetime:
    """Return the instant from which on a team's words are kept: its own midnight."""
    first = kept_since(now.astimezone(team.zone).date(), team.keeps)
    return timing.wall_clock(first, time.min, team.zone)


def is_free_to_go(house: House, team: Team, now: datetime) -> bool:
    """Tell whether what is old may go without anybody being told first."""
    rule = pruning.rule_of(house.database, team.id)
    if rule.goes_from is None or rule.told_at is None or now < rule.goes_from:
        return False
    return rule.is_told or pruning.has_heard(house.database, team.id, rule.told_at)


def going(house: House, team: Team, now: datetime) -> list[Going]:
    """Return how much of each kind a team has kept for long enough, and when the next of it goes."""
    since = kept_from(team, now)
    due = pruning.count(house.database, team.id, since)
    oldest = pruning.oldest(house.database, team.id, since)
    cases, next_cleaning = pruning.cases_to_clean(house.database, team.id, now)
    days = {kind: goes_on(at.astimezone(team.zone).date(), team.keeps) for kind, at in oldest.items()}
    found = [Going(kind, number, days.get(kind)) for kind, number in due.items()]
    return [*found, Going("cases", cases, next_cleaning.astimezone(team.zone).date() if next_cleaning else None)]


def prune(house: House, team: Team, now: datetime) -> int:
    """Remove at once what a team has kept for long enough, a slice to a transaction; return how many rows went."""
    gone = 0
    while True:
        with transaction(house.database):
            removed = pruning.remove(house.database, team.id, kept_from(team, now), SLICE)
        gone += removed
        if removed < SLICE:
            return gone


def unknown_since(now: datetime) -> datetime:
    """Return since when somebody must have been unknown to every team to be forgotten now."""
    return timing.wall_clock(kept_since(now.astimezone(HOME_ZONE).date(), UNKNOWN), time.min, HOME_ZONE)


def forget_unknown(house: House, now: datetime) -> int:
    """Forget people whom no team has known for a year, as they would be erased; return how many.

    Runs in the transaction of whoever calls it.
    """
    pruning.note_unknown(house.database, now)
    strangers = pruning.unknown(house.database, unknown_since(now))[:SLICE]
    for person_id in strangers:
        erasing.erase(house.database, "person", person_id)
    return len(strangers)


COMMANDS = (
    Command("retention", "bewaartermijn", {"group": set_term, "private": set_term}, Right.SET_UP, BOTH, place=280),
)
