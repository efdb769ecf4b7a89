"""Walking: a pair goes from step to step, each of its people told in private what is theirs to do."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.practices import cards
from bot.app.sessions import finding, privately
from bot.core import timing
from bot.core.method import Method
from bot.core.model import Audience, Person
from bot.core.purposes import PAIR, PAIR_STEP, PAIR_WORDS
from bot.core.session import moving, pair, taking_part
from bot.core.session.deadlines import last_at_work
from bot.core.session.pair import Pair
from bot.storage import contributions, entries, pairs, quotes, retraction, talks

# What somebody else wrote is told, however long a holiday lasts.
AS_LONG_AS_IT_TAKES = timedelta(days=60)
# What they wrote to each other goes so long after the end.
WORDS_STAY = timedelta(days=14)
# At so late people look at what tomorrow brings.
REMINDED_AT = time(15, 0)
FEWEST = 2


def begin(occasion: Occasion, method: Method, people: tuple[int, ...]) -> None:
    """Let some people begin a practice together, and tell each with whom."""
    state = pair.begin(method, occasion.house.content.frame, people, occasion.now, finding.calendar(occasion))
    begun = pairs.add(occasion.database, occasion.here.id, method.id, state)
    _open(occasion, begun, None, is_first=True)


def go_on(occasion: Occasion, before: Pair) -> None:
    """Close the step that is on, tell each what the others wrote to it, and open the next one, or end."""
    after = pairs.save(occasion.database, pair.next_of(before, occasion.now, finding.calendar(occasion)))
    if after.state.is_over:
        _end(occasion, before, after)
    elif not after.is_told:
        _tell_what_came(occasion, before, after)
    else:
        _open(occasion, after, before)


def _tell_what_came(occasion: Occasion, before: Pair, later: Pair) -> None:
    """Tell each what the others wrote to a step, where the next one comes some weeks later; nothing if they didn't."""
    for person in finding.named(occasion, later.people):
        if came := cards.came(occasion, before, person):
            language = occasion.private_language(person)
            occasion.whisper(
                person,
                "practices.came",
                is_owed=True,
                purpose=PAIR.of(later.id, later.state.position),
                keeps=AS_LONG_AS_IT_TAKES,
                weeks=later.on.step.after_weeks,
                **cards.facts(occasion, before, person, language, came=came, came_of=before),
            )


def advance_if_complete(occasion: Occasion, here: Pair) -> None:
    """Go on if nobody is waited for any more; else store where the pair stands."""
    if taking_part.is_complete(here.state):
        go_on(occasion, here)
    else:
        pairs.save(occasion.database, here)


def _open(occasion: Occasion, here: Pair, before: Pair | None, *, is_first: bool = False) -> None:
    """Tell each in private what there is for them: what the others wrote, and what is theirs to do now."""
    for person in finding.named(occasion, here.people):
        came = cards.came(occasion, before, person)
        is_theirs = person.id in taking_part.addressed(here.state) and not here.on.step.on_date
        if came or is_theirs or is_first:
            tell(occasion, here, person, came=came, came_of=before, is_first=is_first)


def tell(occasion: Occasion, here: Pair, person: Person, **names: Any) -> None:
    """Show somebody in private the step that is on, on a working day of theirs; their next words are for it."""
    language = occasion.private_language(person)
    is_said = occasion.whisper(
        person,
        "practices.step",
        cards.under(occasion, here, person),
        is_owed=True,
        purpose=PAIR_STEP.of(here.id, here.state.position),
        keeps=AS_LONG_AS_IT_TAKES,
        **cards.facts(occasion, here, person, language, **names),
    )
    is_now = timing.in_daytime(occasion.now, occasion.zone, occasion.free, person) == occasion.now
    if not (is_said and person.id in here.waits_for):
        return
    talk = talks.find(occasion.database, person.id)
    if talk and talk.session_id not in (None, here.id):
        # Words after this may be for either: whoever writes them is asked.
        talks.end(occasion.database, person.id)
    elif talk is None and is_now and not privately.open_for(occasion, person):
        talks.begin(occasion.database, person.id, occasion.now, session_id=here.id)


def tick(occasion: Occasion, here: Pair) -> None:
    """Do what time owes a pair."""
    state, now = here.state, occasion.now
    if state.is_over:
        clean(occasion, here)
        return
    if len(here.people) < FEWEST:
        rest(occasion, here, "practices.rested")
        return
    if not here.is_told:
        _open(occasion, pairs.save(occasion.database, replace(here, is_told=True)), None)
        return
    fresh = pair.timed(here, finding.calendar(occasion))
    if now < fresh.state.due_at:
        pairs.save(occasion.database, fresh)
    elif fresh.on.step.on_date:
        go_on(occasion, fresh)
    elif not state.extensions:
        _wait_longer(occasion, fresh)
    elif fresh.on.step.agrees_date:
        rest(occasion, fresh, "practices.no_date")
    else:
        go_on(occasion, fresh)


def remind_of_date(occasion: Occasion, here: Pair) -> None:
    """Let each be told once more of a date that was agreed on, with what the other would like: on their last working
    day before it, if that is not today already."""
    meets_at, before = here.meets_at or here.state.due_at, cards.told_in_fields(here)
    day_starts = timing.wall_clock(meets_at.astimezone(occasion.zone).date(), time.min, occasion.zone)
    for person in finding.named(occasion, here.people):
        says_at = last_at_work(person, REMINDED_AT, occasion.zone, occasion.free, occasion.now, day_starts)
        if says_at is None:
            continue
        language, came = occasion.private_language(person), cards.came(occasion, before, person)
        occasion.whisper(
            person,
            "practices.soon",
            send_after=says_at,
            purpose=PAIR.of(here.id, here.state.position),
            keeps=meets_at - occasion.now,
            **cards.facts(occasion, here, person, language, came=came, came_of=before),
        )


def _wait_longer(occasion: Occasion, here: Pair) -> None:
    """Give a step once more of its time, and remind whoever is waited for, once and in private."""
    longer = moving.extend(here.state, occasion.now, finding.calendar(occasion))
    here = pairs.save(occasion.database, here.at(longer))
    asked = here.people if here.on.step.agrees_date else here.waits_for
    for person in finding.named(occasion, asked):
        tell(occasion, here, person, is_reminder=True)


def rest(occasion: Occasion, here: Pair, key: str, by: int | None = None) -> None:
    """End a practice before its end, and tell the others so, without a reason."""
    over = pairs.save(occasion.database, here.at(moving.cancel(here.state)))
    off_at = here.meets_at if here.meets_at and here.meets_at > occasion.now else None
    pairs.sleep(occasion.database, over, occasion.now + WORDS_STAY)
    talks.forget_session(occasion.database, here.id)
    for person in finding.named(occasion, here.people):
        forget_what_waits(occasion, here, person.id)
        if person.id != by:
            language = occasion.private_language(person)
            facts = cards.facts(occasion, here, person, language)
            occasion.whisper(person, key, is_owed=True, off_at=off_at, **facts)


def forget_what_waits(occasion: Occasion, here: Pair, person_id: int) -> None:
    """Remove what waits to be told to one of a pair that goes on no more: many things wait for a working day."""
    for purpose in (PAIR, PAIR_STEP):
        retraction.take_back(occasion.database, person_id, purpose.of(here.id))
    for entry in entries.of_session(occasion.database, here.id):
        retraction.take_back(occasion.database, person_id, PAIR_WORDS.of(entry.id))


def _end(occasion: Occasion, before: Pair, over: Pair) -> None:
    clean_at = occasion.now + WORDS_STAY
    pairs.sleep(occasion.database, over, clean_at)
    talks.forget_session(occasion.database, over.id)
    for person in finding.named(occasion, over.people):
        language, came = occasion.private_language(person), cards.came(occasion, before, person)
        facts = cards.facts(occasion, before, person, language, came=came, came_of=before)
        occasion.whisper(
            person,
            "practices.ended",
            is_owed=True,
            purpose=PAIR.of(over.id, over.state.position),
            keeps=AS_LONG_AS_IT_TAKES,
            clean_at=clean_at,
            **facts,
        )


def clean(occasion: Occasion, over: Pair) -> None:
    """Erase what the people of a pair that is over wrote to each other, wherever it stands; what was shared stays."""
    there: list[int] = []
    for entry in entries.of_session(occasion.database, over.id):
        if entry.audience is Audience.GROUP:
            there.append(entry.id)
        elif entry.audience is Audience.AUTHOR and entry.author:
            # Whoever was asked whether it may be shared, and didn't say, has no need of it any more.
            asked = quotes.quoting(occasion.database, [("entry", entry.id)], "anywhere", entry.author.id)
            occasion.to_follow.update(asked)
    for person in (*over.people, *over.gone):
        own = contributions.in_session(occasion.database, over.id, person)
        there += [one.id for one in own if one.kind == "draft"]
    occasion.take_back([("entry", number) for number in there], is_all=True)
    for number in there:
        entries.erase(occasion.database, number)
    pairs.sleep(occasion.database, over, None)
