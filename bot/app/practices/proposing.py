"""Proposing: one of a pair names a day and a time, as colleagues write them, and the others say whether it suits."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from bot.app.context.command import SURE
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.practices import (
    backing_out,
    belonging,
    cards,
    dates,
    kept_dates,
    known,
    telling,
    understanding,
    which,
    wishes,
)
from bot.app.sessions import finding
from bot.core import timing
from bot.core.method import THREE
from bot.core.model import Person
from bot.core.purposes import PAIR, PAIR_ASKED, PAIR_DATE, PAIR_NOTED, PAIR_OWED, PAIR_STEP, PAIR_WHICH
from bot.core.saying.beside import as_offer, is_conditional
from bot.core.saying.calling_off import calls_off
from bot.core.saying.words import Unclear
from bot.core.session.pair import AHEAD_OF_DATE, Pair
from bot.storage import messages, pairs, retraction, talks

# So long before a date somebody has to know that it is off.
IN_TIME = timedelta(hours=3)
# Nobody is reminded on the day on which they heard.
OVERNIGHT = timedelta(hours=12)
# Who says a date that was proposed so may ask for it, and hasn't said yes.
UNSURE = re.compile(r"\?|\b(?:misschien|wellicht|wacht|maybe|perhaps|wait)\b", re.IGNORECASE)


def propose(occasion: Occasion, here: Pair, text: str) -> None:
    """Take a day and a time that somebody wrote, and ask the others whether it suits them; say so if it is unclear."""
    found = understanding.read(occasion, here, text)
    is_unknown = isinstance(found, Unclear) and found.why == "unknown"
    if is_unknown and (
        backing_out.offers(occasion, here, text)
        or tell_unseen(occasion, here)
        or _asks_for_yes_or_no(occasion, here, text)
    ):
        return
    if is_unknown and _tell_it_stands(occasion, here):
        return
    at = understanding.settled(occasion, here, found, text)
    if at is None:
        return
    if at == here.wants.get(occasion.who.id) and _tell_it_stands(occasion, here):
        return
    if at in wishes.by_others(occasion, here, occasion.who) and UNSURE.search(text):
        ask_which(occasion, here, at)
    elif at in here.wants.values():
        _say_yes(occasion, here, at)
    else:
        ask_others(occasion, here, at)


def _tell_it_stands(occasion: Occasion, here: Pair) -> bool:
    """Tell somebody who proposed a date and says what is no other one that it stands, and whose yes is waited for;
    return whether they did, and nobody proposed another."""
    own = here.wants.get(occasion.who.id)
    if own is None or own <= occasion.now or set(here.wants.values()) != {own}:
        return False
    names = [one.name for one in finding.named(occasion, [one for one in here.people if one not in here.wants])]
    ways = (cards.button(occasion, here, "pair_move", "other", occasion.language),)
    purpose = PAIR.of(here.id, here.state.position)
    occasion.answer("practices.it_stands", (ways,), purpose=purpose, at=own, names=names)
    return True


def _asks_for_yes_or_no(occasion: Occasion, here: Pair, text: str) -> bool:
    """Show somebody who says yes on a condition, or that they can't, the buttons under the date that another proposed;
    return whether they do."""
    wanted = wishes.by_others(occasion, here, occasion.who)
    if not wanted or not (is_conditional(text) or calls_off(text)):
        return False
    ask_which(occasion, here, wanted[0], key="practices.no_yes_yet" if is_conditional(text) else "practices.about_date")
    return True


def ask_another(occasion: Occasion, here: Pair) -> None:
    """Answer whoever says that a date doesn't suit: which one does?"""
    known.forget_half(occasion, here, occasion.who.id)
    if not here.on.step.agrees_date:
        occasion.hint("practices.stays_so", meets_at=here.meets_at)
        return
    talks.begin(occasion.database, occasion.who.id, occasion.now, session_id=here.id)
    facts = cards.facts(occasion, here, occasion.who, occasion.language)
    own = here.wants.get(occasion.who.id)
    proposed = wishes.by_others(occasion, here, occasion.who) or ([own] if own and own > occasion.now else [])
    # What they write next may be next to the one that was off.
    named = [at.astimezone(occasion.zone).replace(tzinfo=None) for at in proposed[:1]]
    purpose = PAIR_ASKED.of(here.id, as_offer(named, is_named=True) if named else None)
    occasion.answer("practices.move", purpose=purpose, **facts)
    if proposed:
        give_up(occasion, here, proposed[0])


def ask_anew(occasion: Occasion, here: Pair) -> None:
    """Answer whoever meant something else than what was read in their words: only that reading is dropped."""
    known.forget_half(occasion, here, occasion.who.id)
    if not here.on.step.agrees_date:
        occasion.hint("practices.stays_so", meets_at=here.meets_at)
        return
    talks.begin(occasion.database, occasion.who.id, occasion.now, session_id=here.id)
    ways = () if dates.is_unseen(occasion, here) else cards.ways_to_say_yes(occasion, here, occasion.who)
    facts = cards.facts(occasion, here, occasion.who, occasion.language)
    occasion.answer("practices.move", ways, purpose=PAIR_WHICH.of(here.id, here.state.position), **facts)


def ask_which(occasion: Occasion, here: Pair, at: datetime, key: str = "practices.about_date") -> None:
    """Ask whoever says yes or no whether that is about the date that another proposed: something else was asked or
    said since."""
    # Where nothing else was asked last, the yes that follows can only be to this.
    is_sure = key == "practices.about_date" and len(set(here.wants.values())) == 1
    is_sure = is_sure and which.answers_proposal(occasion, here, by_label=True)
    purpose = (PAIR_DATE if is_sure else PAIR_WHICH).of(here.id, here.state.position)
    ways = cards.ways_to_say_yes(occasion, here, occasion.who, at)
    others = [one for one, wanted in here.wants.items() if wanted == at and one != occasion.who.id]
    names = [one.name for one in finding.named(occasion, others)]
    facts = cards.facts(occasion, here, occasion.who, occasion.language)
    occasion.answer(key, ways, purpose=purpose, name=names[0], is_of_one=len(names) == 1, at=at, **facts)


def tell_unseen(occasion: Occasion, here: Pair) -> bool:
    """Tell somebody who speaks of the date now which one another proposed, where that waits for a working morning of
    theirs; return whether one does: nobody says yes or no to what they have not read."""
    wanted = wishes.by_others(occasion, here, occasion.who)
    if not wanted or here.wants.get(occasion.who.id) == wanted[0] or not dates.is_unseen(occasion, here):
        return False
    dates.forget_proposals(occasion, here, occasion.who.id)
    first = next(one for one, at in here.wants.items() if at == wanted[0])
    names = finding.named(occasion, [first])
    facts = cards.facts(occasion, here, occasion.who, occasion.language)
    under, purpose = cards.under(occasion, here, occasion.who), PAIR_DATE.of(here.id, here.state.position)
    occasion.answer("practices.suits", under, purpose=purpose, name=names[0].name, at=wanted[0], was=None, **facts)
    return True


def give_up(occasion: Occasion, here: Pair, at: datetime) -> Pair:
    """Return a pair without a date that doesn't suit whoever speaks: of two or three nobody is for it any more, and
    those who were hear so, or where it was their own whoever was asked; of more, it doesn't suit them alone."""
    person, wants = occasion.who.id, here.wants
    kept = {} if len(here.people) <= THREE else {one: wanted for one, wanted in wants.items() if one != person}
    here = pairs.want(occasion.database, here, kept)
    if kept:
        return here
    heard = here.others(person) if wants.get(person) == at else [one for one in wants if one != person]
    unseen = [one for one in heard if messages.is_waiting(occasion.database, one, PAIR_DATE.of(here.id))]
    asked = [one for one in heard if one in wants or one not in unseen]
    dates.forget_proposals(occasion, here, *here.people)
    for other in belonging.each(occasion, here, asked):
        send_after, keeps = told_at(occasion, other, None), max(at - occasion.now, timedelta(hours=1))
        telling.tell(
            occasion, here, other, "practices.does_not_suit", PAIR_DATE, send_after=send_after, keeps=keeps, at=at
        )
    return here


def ask_others(occasion: Occasion, here: Pair, at: datetime, was: datetime | None = None) -> None:
    """Ask the others whether a date suits them, in the place of one that `was` agreed on, if any."""
    # In a small group those who are for another date may still have the most; of two or three none would be left.
    kept = here.wants if len(here.people) > THREE else {}
    here = pairs.want(occasion.database, here, {**kept, occasion.who.id: at})
    known.forget_half(occasion, here, *here.people)
    kept_dates.drop(occasion, here, occasion.who.id)
    asked = replace(here, wants={occasion.who.id: at})
    others = finding.named(occasion, here.others(occasion.who.id))
    purpose = PAIR.of(here.id, here.state.position)
    occasion.show("practices.proposed", (), purpose=purpose, at=at, others=[one.name for one in others])
    if not kept:
        # What waits to be told of dates that were proposed before is nobody's wish any more.
        dates.forget_proposals(occasion, here, *here.people)
    # That a date is off has to arrive, whatever is proposed next.
    told_as = PAIR_STEP if was else PAIR_DATE
    for other in belonging.each(occasion, here, here.others(occasion.who.id)):
        by_day = told_at(occasion, other, was)
        telling.tell(
            occasion,
            asked,
            other,
            "practices.suits",
            told_as,
            cards.under(occasion, asked, other),
            send_after=by_day,
            keeps=cards.AS_LONG_AS_IT_TAKES if was else max(at - by_day, timedelta(hours=1)),
            name=occasion.who.name,
            at=at,
            was=was,
        )
        if len(here.people) <= THREE:
            _remind_of(occasion, asked, other, at, by_day)


def _remind_of(occasion: Occasion, here: Pair, person: Person, at: datetime, told_at: datetime) -> None:
    """Let somebody hear once more of a date that was proposed, on the day before it, unless they have said by then
    whether it suits, or hear of it that day for the first time."""
    by_day = timing.in_daytime(at - AHEAD_OF_DATE, occasion.zone, occasion.free, person)
    if told_at + OVERNIGHT <= by_day < at:
        under, keeps, name = cards.under(occasion, here, person), at - by_day, occasion.who.name
        key = "practices.suits_still"
        telling.tell(occasion, here, person, key, PAIR_OWED, under, send_after=by_day, keeps=keeps, name=name, at=at)


def fits(occasion: Occasion, here: Pair, words: list[str]) -> None:
    """Answer the button under a date that another proposed: it suits."""
    said = as_number(words[0]) if words else 0
    there = [at for person, at in here.wants.items() if person != occasion.who.id]
    wanted = next((at for at in there if int(at.timestamp()) == said), None)
    if wanted is None:
        occasion.hint("practices.other_date", is_open=bool(wishes.by_others(occasion, here, occasion.who)))
    elif wanted <= occasion.now:
        occasion.hint("practices.date_over")
    elif not dates.is_school_on(occasion, here, wanted):
        occasion.hint("practices.free_day", at=wanted)
    elif SURE not in words and dates.is_away(occasion, occasion.who, wanted):
        yes = cards.button(occasion, here, "pair_fits_anyway", f"fits {said} {SURE}", occasion.language)
        other = cards.button(occasion, here, "pair_move", "other", occasion.language)
        occasion.show("practices.fits_while_away", ((yes,), (other,)), at=wanted)
    else:
        _say_yes(occasion, here, wanted)


def _say_yes(occasion: Occasion, here: Pair, at: datetime) -> None:
    """Note that a date suits somebody; once it suits all, it is agreed, and each gets it for their calendar."""
    here = pairs.want(occasion.database, here, {**here.wants, occasion.who.id: at})
    known.forget_half(occasion, here, occasion.who.id)
    retraction.take_back(occasion.database, occasion.who.id, PAIR_OWED.of(here.id))
    if here.agreed() or here.settled_by(occasion.now) == at:
        dates.agree(occasion, here, at)
        return
    is_split = len(set(here.wants.values())) > 1
    if occasion.is_press:
        occasion.hint("practices.noted", is_split=is_split)
    else:
        purpose = PAIR_NOTED.of(here.id, here.state.position)
        occasion.answer("practices.noted", purpose=purpose, is_split=is_split)
    if len(here.people) == THREE:
        _warn_of(occasion, here, at)


def _warn_of(occasion: Occasion, here: Pair, at: datetime) -> None:
    """Let those who are for a date hear on the day before it that it isn't settled, unless it is by then: two of three
    may think that it is."""
    for person in belonging.each(occasion, here, [one for one, wanted in here.wants.items() if wanted == at]):
        by_day = timing.in_daytime(at - AHEAD_OF_DATE, occasion.zone, occasion.free, person)
        # Of what was told them of dates, nothing that waits holds any more.
        dates.forget_proposals(occasion, here, person.id)
        if occasion.now < by_day < at:
            telling.tell(
                occasion, here, person, "practices.unsettled", PAIR_DATE, send_after=by_day, keeps=at - by_day, at=at
            )


def told_at(occasion: Occasion, person: Person, was: datetime | None) -> datetime:
    """Return when somebody is told of another date: on a working day of theirs, but where one is off so soon that they
    would stand at a door for nothing, at once."""
    by_day = timing.in_daytime(occasion.now, occasion.zone, occasion.free, person)
    is_soon = was is not None and occasion.now < was < by_day + IN_TIME
    return occasion.now if is_soon else by_day
