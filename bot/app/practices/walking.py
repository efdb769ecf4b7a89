"""Walking: a pair goes from step to step, each of its people told in private what is theirs to do."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.practices import answers, belonging, cards, letting_go, telling
from bot.app.practices.belonging import Homes
from bot.app.practices.cards import AS_LONG_AS_IT_TAKES
from bot.app.sessions import finding, privately
from bot.core import timing
from bot.core.method import THREE, Method
from bot.core.model import Language, Person
from bot.core.outgoing import Keyboard
from bot.core.privacy import MINIMUM_ANONYMOUS
from bot.core.purposes import PAIR, PAIR_STEP
from bot.core.session import moving, pair, taking_part
from bot.core.session.pair import Pair
from bot.storage import entries, messages, pairs, retraction, talks
from bot.storage.pairs import NO_HOMES

# What they wrote to each other goes so long after the end.
WORDS_STAY = timedelta(days=14)
# So often a step waits longer for those whose working day hasn't come.
MOST_LONGER = 4
FEWEST = 2


def begin(occasion: Occasion, method: Method, people: tuple[int, ...], homes: Homes = NO_HOMES) -> Pair:
    """Let some people begin a practice together, tell each with whom, and return it; `homes` has those of another."""
    there = belonging.calendar_of(occasion, occasion.here.id, homes)
    state = pair.begin(method, occasion.house.content.frame, people, occasion.now, there)
    begun = pairs.add(occasion.database, occasion.here.id, method.id, state, homes)
    _open(occasion, begun, None, is_first=True)
    return begun


def go_on(occasion: Occasion, before: Pair) -> None:
    """Close the step that is on, tell each what the others wrote to it, and open the next one, or end."""
    _ask_no_more(occasion, before, belonging.each(occasion, before, before.waits_for))
    if before.asks_around and not before.has_answers:
        answered = _close_asking(occasion, before)
        if answered is None:
            return
        before = answered
    elif before.on.step.is_needed and not before.state.given:
        before = _without_rest_of_turn(occasion, before)
    after = pairs.save(occasion.database, pair.next_of(before, occasion.now, belonging.calendar(occasion, before)))
    if after.state.is_over:
        _end(occasion, before, after)
    elif not after.is_told:
        _tell_what_came(occasion, before, after)
    else:
        _open(occasion, after, before)


def _without_rest_of_turn(occasion: Occasion, here: Pair) -> Pair:
    """Return a pair at the end of a turn in which there is nothing to go on with, once the others are told so."""
    owners = taking_part.owners_now(here.state)
    for person in belonging.each(occasion, here, set(here.people) - owners):
        facts = cards.facts(occasion, here, person, occasion.private_language(person))
        occasion.whisper(person, "practices.nothing_to_show", is_owed=True, purpose=PAIR.of(here.id), **facts)
    return pair.at_end_of_turn(here)


def _close_asking(occasion: Occasion, here: Pair) -> Pair | None:
    """Return a pair with whoever answered, once what they wrote is told to whoever asked; None where nobody was left to
    ask, or too few answered: then it rests."""
    if here.is_asking:
        here = _without_silent(occasion, here)
    if len(here.people) < (fewest_asked(here) if here.is_asking else FEWEST):
        rest(occasion, here, "practices.nobody_answered")
        return None
    if here.is_asking:
        answers.tell(occasion, here)
    return here


def fewest_asked(here: Pair) -> int:
    """Return with how many at least somebody asks around: where they read no names, three have to have answered."""
    return 1 + MINIMUM_ANONYMOUS if here.is_nameless else FEWEST


def _without_silent(occasion: Occasion, here: Pair) -> Pair:
    """Return a pair without those of whom something was asked and who wrote nothing: they hear no more of it."""
    wrote = {entry.author.id for entry in entries.of_step(occasion.database, here.id, here.step) if entry.author}
    for person in set(here.others(here.asker or 0)) - wrote:
        here = letting_go.let_go(occasion, here, person)
    return here


def _tell_what_came(occasion: Occasion, before: Pair, later: Pair) -> None:
    """Tell each what the others wrote to a step, where the next one comes some weeks later."""
    for person in belonging.each(occasion, later, later.people):
        _tell_later(occasion, before, later, person)


def _tell_later(occasion: Occasion, before: Pair, later: Pair, person: Person) -> None:
    """Tell somebody what the others wrote, and that the next step comes some weeks later; nothing if they didn't."""
    if came := cards.came(occasion, before, person):
        language = occasion.private_language(person)
        occasion.whisper(
            person,
            "practices.came",
            cards.ways_out(occasion, later, person),
            is_owed=True,
            purpose=PAIR.of(later.id, later.state.position),
            keeps=AS_LONG_AS_IT_TAKES,
            weeks=later.on.step.after_weeks,
            **cards.facts(occasion, before, person, language, came=came, came_of=before),
        )


def advance_if_complete(occasion: Occasion, here: Pair) -> None:
    """Go on if nobody is waited for any more; else store where the pair stands. Whoever was heard is asked no more."""
    person = occasion.person
    _ask_no_more(occasion, here, [person] if person and person.id in here.state.heard else [])
    if taking_part.is_complete(here.state):
        go_on(occasion, here)
    else:
        pairs.save(occasion.database, here)


def _ask_no_more(occasion: Occasion, here: Pair, people: Iterable[Person]) -> None:
    """Take back what waits for a working day of people to ask them what they did, or what closes; but what others
    wrote, which it may tell as well, has to arrive."""
    earlier = cards.before(here)
    for person in people:
        if not cards.came(occasion, earlier, person):
            retraction.take_back_page(occasion.database, person.id, PAIR_STEP.of(here.id, here.state.position))


def _open(occasion: Occasion, here: Pair, before: Pair | None, *, is_first: bool = False) -> None:
    """Tell each in private what there is for them: what the others wrote, and what is theirs to do now."""
    for person in belonging.each(occasion, here, here.people):
        came = cards.came(occasion, before, person)
        to_do = taking_part.addressed(here.state) - here.state.heard
        is_theirs = person.id in to_do and not here.on.step.on_date
        # Whoever is asked by one of them hears of it once there is something to answer.
        is_turned = before is not None and here.on.turn > before.on.turn
        is_begun = is_turned or (is_first and not (here.asks_around and person.id != here.asker))
        if came or is_theirs or is_begun or (here.is_asking and person.id == here.asker):
            tell(occasion, here, person, came=came, came_of=before, is_first=is_first, is_turned=is_turned)


def open_again(occasion: Occasion, here: Pair) -> None:
    """Open the step that a pair stands at, which was to come later; after a pause with what came before once more."""
    opened = pairs.save(occasion.database, replace(here, is_told=True, is_paused=False))
    _open(occasion, opened, cards.before(here) if here.is_paused else None)


def tell_whoever_is_asked(occasion: Occasion, here: Pair, person: Person) -> None:
    """Tell somebody more who is asked what it is about, in a step that is on already or comes some weeks later."""
    before = cards.before(here)
    if before and not here.is_told:
        _tell_later(occasion, before, here, person)
    else:
        tell(occasion, here, person, came=cards.came(occasion, before, person), came_of=before)


def tell(occasion: Occasion, here: Pair, person: Person, **names: Any) -> None:
    """Show somebody in private the step that is on, on a working day of theirs; their next words are for it."""
    under = cards.under(occasion, here, person)
    keeps = AS_LONG_AS_IT_TAKES
    is_said = telling.tell(
        occasion, here, person, "practices.step", PAIR_STEP, under, of=names, is_owed=True, keeps=keeps
    )
    is_now = timing.in_daytime(occasion.now, occasion.zone, occasion.free, person) == occasion.now
    if not (is_said and person.id in here.waits_for):
        return
    talk = talks.find(occasion.database, person.id)
    is_other = talk is not None and talk.session_id not in (None, here.id)
    is_unread = talk is not None and talk.session_id == here.id and not is_now
    if is_other or is_unread:
        # Words after this may be for either: whoever writes them is asked. What is shown in the morning takes none now.
        talks.end(occasion.database, person.id)
    elif talk is None and is_now and not privately.open_for(occasion, person):
        talks.begin(occasion.database, person.id, occasion.now, session_id=here.id)


def tick(occasion: Occasion, here: Pair) -> None:
    """Do what time owes a pair."""
    state, now = here.state, occasion.now
    if state.is_over:
        letting_go.clean(occasion, here)
        return
    if len(here.people) < FEWEST and not here.asks_around:
        rest(occasion, here, "practices.rested")
        return
    if not here.is_told:
        if here.state.opened_at <= now:
            open_again(occasion, here)
        else:
            pairs.save(occasion.database, here)
        return
    fresh = pair.timed(here, belonging.calendar(occasion, here))
    if now < fresh.state.due_at:
        pairs.save(occasion.database, fresh)
    elif fresh.on.step.on_date:
        go_on(occasion, fresh)
    elif not state.extensions:
        _wait_longer(occasion, fresh)
    elif (state.extensions <= MOST_LONGER and _are_unreminded(occasion, fresh)) or _is_date_open(fresh, now):
        # Nobody answers what comes on their next working day; a date that was proposed may still suit all.
        longer = moving.extend(state, now, belonging.calendar(occasion, fresh))
        pairs.save(occasion.database, fresh.at(replace(longer, extensions=max(longer.extensions, 1))))
    elif fresh.on.step.agrees_date:
        rest(occasion, fresh, "practices.no_date")
    else:
        go_on(occasion, fresh)


def _wait_longer(occasion: Occasion, here: Pair) -> None:
    """Give a step once more of its time, and remind whoever is waited for, once and in private."""
    longer = moving.extend(here.state, occasion.now, belonging.calendar(occasion, here))
    here = pairs.save(occasion.database, here.at(longer))
    asked = here.people if here.on.step.agrees_date else here.waits_for
    for person in belonging.each(occasion, here, asked):
        tell(occasion, here, person, is_reminder=True)


def _is_date_open(here: Pair, now: datetime) -> bool:
    """Tell whether a date to come was proposed that one of two or three hasn't said yes or no to: a no takes it away.
    Of more, those who are for one settle it without the others."""
    is_open = here.on.step.agrees_date and len(here.people) <= THREE
    return is_open and any(at > now for at in here.wants.values())


def _are_unreminded(occasion: Occasion, here: Pair) -> bool:
    """Tell whether what reminds somebody who is waited for still waits for a working day of theirs."""
    purpose = PAIR_STEP.of(here.id, here.state.position)
    return any(messages.is_waiting(occasion.database, person, purpose) for person in here.waits_for)


def rest(occasion: Occasion, here: Pair, key: str, by: int | None = None) -> None:
    """End a practice before its end, and tell the others so, without a reason."""
    if here.is_asking:
        letting_go.unwrite(occasion, here, *here.people)
    over = pairs.save(occasion.database, here.at(moving.cancel(here.state)))
    off_at = here.meets_at if here.meets_at and here.meets_at > occasion.now else None
    there = finding.named(occasion, here.people)
    told = [person for person in there if person.id != by and knows(occasion, here, person)]
    pairs.sleep(occasion.database, over, occasion.now + WORDS_STAY)
    talks.forget_session(occasion.database, here.id)
    for person in there:
        letting_go.forget_what_waits(occasion, here, person.id)
    for person in belonging.each(occasion, here, [person.id for person in told]):
        language = occasion.private_language(person)
        facts = cards.facts(occasion, here, person, language)
        under = somebody_else(occasion, here, language)
        occasion.whisper(person, key, under, is_owed=True, off_at=off_at, has_met=_has_met(here), **facts)


def somebody_else(occasion: Occasion, here: Pair, language: Language) -> Keyboard:
    """Return the button with which somebody goes on with another colleague."""
    if here.asks_around or here.began > THREE or _has_met(here):
        return ()
    return ((occasion.button_in(language, "pair_another", f"invite {occasion.here.id} {here.method}"),),)


def _has_met(here: Pair) -> bool:
    """Tell whether people have done on a date what they set out to do, each once where they take turns."""
    dated = [at for at, planned in enumerate(here.state.plan) if planned.step.on_date]
    return bool(dated) and here.state.position > dated[-1]


def knows(occasion: Occasion, here: Pair, person: Person) -> bool:
    """Tell whether somebody heard of a practice: whoever is asked by one of them does so with their first step."""
    if not here.asks_around or person.id == here.asker:
        return True
    told = (purpose.of(here.id, at) for at in range(here.step) for purpose in (PAIR, PAIR_STEP))
    return any(messages.has_arrived(occasion.database, person.id, one) for one in told)


def _end(occasion: Occasion, before: Pair, over: Pair) -> None:
    clean_at = occasion.now + WORDS_STAY
    pairs.sleep(occasion.database, over, clean_at)
    talks.forget_session(occasion.database, over.id)
    for person in belonging.each(occasion, over, over.people):
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
