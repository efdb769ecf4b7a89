"""Walks: what a walkthrough needs of the house: its calendar, its words, its people's names, and when it wakes."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.core import consultation, plans, timing
from bot.core.consultation import Consultation
from bot.core.deadlines import Calendar, next_mark, remind_at
from bot.core.method import Method
from bot.core.model import Entry, Language, Person, Role
from bot.core.rights import may_consult
from bot.storage import consultations, entries, members, people, talks
from bot.storage.consultations import Walk

# A pause that nobody ends is an end.
LONGEST_PAUSE = timedelta(days=28)


def calendar(occasion: Occasion) -> Calendar:
    """Return when the people of the team work; of somebody who only sat in, that school is on is enough."""
    everyone = {person.id: person for person in members.in_role(occasion.database, occasion.here.id, Role.MEMBER)}
    return Calendar(occasion.zone, occasion.free, everyone, occasion.here.paused_until)


def keep(occasion: Occasion, walk: Walk, stand: Consultation) -> Walk:
    """Store where a walkthrough stands now and return it."""
    return consultations.save(occasion.database, walk.at(stand), wake_at(stand, occasion.now), occasion.now)


def wake_at(stand: Consultation, now: datetime) -> datetime:
    """Return when time next owes a walkthrough something: a deadline, a reminder, its clock, or its end."""
    if stand.is_over:
        return now
    if stand.paused_at is not None:
        return stand.paused_at + LONGEST_PAUSE
    wakes = [stand.stops_at]
    if not stand.is_stuck:
        wakes.append(stand.due_at)
        reminder = remind_at(stand.opened_at, stand.due_at, stand.pace)
        if reminder and not stand.is_reminded:
            wakes.append(reminder)
        if stand.pace == "live" and stand.due_at > now:
            wakes.append(next_mark(stand.due_at, now))
    return min(wakes)


def find_running(occasion: Occasion) -> Walk | None:
    """Return the walkthrough that the team is at."""
    return consultations.running_in(occasion.database, occasion.here.id)


def method_of(occasion: Occasion, walk: Walk) -> Method | None:
    """Return the method of a walkthrough; None if its file is gone."""
    return occasion.house.content.methods.get(walk.method)


def title(occasion: Occasion, walk: Walk, language: Language | None = None) -> str:
    """Return the name of a walkthrough's method."""
    method = method_of(occasion, walk)
    return occasion.in_team_words(method.title if method else None, language)


def named(occasion: Occasion, ids: Iterable[int]) -> list[Person]:
    """Return people by id, by name; whoever has been erased is left out."""
    found = (people.find(occasion.database, person_id) for person_id in ids)
    return sorted((person for person in found if person), key=lambda person: person.name)


def leader(occasion: Occasion, walk: Walk) -> list[str]:
    """Return the name of whoever leads a walkthrough; none where the bot does."""
    return [person.name for person in named(occasion, [walk.stand.facilitator] if walk.stand.facilitator else [])]


def number(walk: Walk) -> tuple[int, int]:
    """Return which of the method's steps is on, and how many there will be; 0 for a step of the frame's."""
    stand = walk.stand
    own = [
        at
        for at, planned in enumerate(stand.plan)
        if not planned.is_frames
        and planned.turn == stand.now_on.turn
        and (not planned.step.optional or at in stand.wanted)
    ]
    return (own.index(stand.position) + 1 if stand.position in own else 0), len(own)


def items(occasion: Occasion, walk: Walk) -> list[Entry]:
    """Return the list that is labelled or voted on in the step that is on."""
    on = walk.stand.now_on
    if on.key == "choose":
        return candidates(occasion, walk)
    if on.step.items_from is None:
        return []
    position = plans.position_of(walk.stand.plan, on.step.items_from, on.turn)
    return [] if position is None else entries.of_step(occasion.database, walk.id, position + 1)


def candidates(occasion: Occasion, walk: Walk) -> list[Entry]:
    """Return the cases brought by people who are still there, each one's latest, oldest first."""
    position = next(at for at, planned in enumerate(walk.stand.plan) if planned.key == "collect")
    brought = entries.of_kind(occasion.database, walk.id, position + 1, "candidate")
    latest = {bringer(entry): entry for entry in brought if bringer(entry) in walk.stand.people}
    return sorted(latest.values(), key=lambda entry: entry.id)


def bringer(entry: Entry) -> int:
    """Return the number of whoever brought a case; 0 of nobody."""
    return entry.author.id if entry.author else 0


def has_nothing_to_choose(occasion: Occasion, walk: Walk) -> bool:
    """Tell whether the step that is on is about a list to which nobody contributed."""
    on = walk.stand.now_on
    return not on.is_frames and on.step.items_from is not None and not items(occasion, walk)


def meant(occasion: Occasion, argument: str) -> tuple[Walk, list[str]] | None:
    """Return the walkthrough that a button or a typed command is about, with the words left; say so if there is none.

    A button carries its session and its step, and means nothing once that step has closed.
    """
    words = argument.split()
    if occasion.is_press:
        walk = consultations.find(occasion.database, as_number(words[0])) if words else None
        if walk is None or walk.stand.is_over or not _is_near(occasion, walk):
            occasion.hint("contributing.over")
            return None
        occasion.be_in(walk.team_id)
        if len(words) > 1 and as_number(words[1]) != walk.stand.position:
            occasion.hint("contributing.step_closed")
            return None
        return walk, words[2:]
    walk = find_running(occasion) if occasion.team else of_person(occasion)
    if walk is None:
        occasion.hint("contributing.nothing_runs")
        return None
    occasion.be_in(walk.team_id)
    return walk, words


def item_meant(occasion: Occasion, ids: Sequence[int], words: list[str]) -> int | None:
    """Return the item of a list that a button names, or that stands at the number somebody typed."""
    given = as_number(words[0]) if words else 0
    if occasion.is_press:
        return given if given in ids else None
    return ids[given - 1] if 1 <= given <= len(ids) else None


def _is_near(occasion: Occasion, walk: Walk) -> bool:
    """Tell whether a button was pressed in the walkthrough's team, or in private by somebody the team knows.

    What a button carries can be forged, and would otherwise open any team's session.
    """
    if occasion.team is not None:
        return occasion.team.id == walk.team_id
    is_in = occasion.who.id in walk.stand.people
    return is_in or bool(members.roles_of(occasion.database, walk.team_id, occasion.who.id))


def turn_away(occasion: Occasion, walk: Walk) -> None:
    """Tell somebody that they are not in a session, and how to come in for those who may."""
    held = members.roles_of(occasion.database, walk.team_id, occasion.who.id)
    if not may_consult(held):
        occasion.hint("choosing.not_with_leaders")
    elif occasion.is_press:
        occasion.hint("contributing.not_in")
    else:
        occasion.answer("contributing.not_in", ((occasion.button("sit_in", f"sitin {walk.id}"),),))


def is_quiet_time(occasion: Occasion, walk: Walk) -> bool:
    """Tell whether what a written session says now should make no sound: by night, or on somebody's free day."""
    if walk.stand.pace == "live":
        return False
    today, there = occasion.now.astimezone(occasion.zone).date(), calendar(occasion)
    is_at_work = all(there.works(person, today) for person in walk.stand.people)
    return not is_at_work or timing.in_daytime(occasion.now, occasion.zone, occasion.free) != occasion.now


def of_person(occasion: Occasion) -> Walk | None:
    """Return the walkthrough that somebody's private talk is about, or else one they are in."""
    talk = talks.find(occasion.database, occasion.who.id)
    running = consultations.running_for(occasion.database, occasion.who.id)
    if talk and talk.session_id:
        found = next((walk for walk in running if walk.id == talk.session_id), None)
        if found:
            return found
    # Of several, the one that waits for this person.
    waiting = [walk for walk in running if occasion.who.id in consultation.awaited(walk.stand)]
    return next(iter([*waiting, *running]), None)
