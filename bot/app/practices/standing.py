"""Standing: what becomes of an agreed date once there is no school then, and of any once one of them is away."""

from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.practices import belonging, cards, dates, proposing, telling
from bot.app.practices.cards import AS_LONG_AS_IT_TAKES
from bot.core.method import THREE
from bot.core.model import Person
from bot.core.outgoing import Button
from bot.core.purposes import PAIR_AWAY, PAIR_DATE, PAIR_STEP
from bot.core.session import taking_part
from bot.core.session.pair import Pair
from bot.storage import messages, pairs

TWO = 2


def look_after_free_days(occasion: Occasion) -> None:
    """Let pairs of the team find another date, whose day has no school any more."""
    was = occasion.here.id
    for here in pairs.running_in(occasion.database, was):
        if here.meets_at and _stands(occasion, here) and not dates.is_school_on(occasion, here, here.meets_at):
            _call_off(occasion, here)
    occasion.enter_team(was)


def look_after_leave(occasion: Occasion, before: Person, person: Person, *, is_absent: bool) -> None:
    """Ask somebody who is away on more days than `before` about the dates that they have then. Who `is_absent` today is
    not there today, and isn't asked: the others are to know before they stand at a door."""
    team = occasion.team
    for here in pairs.running_for(occasion.database, person.id):
        occasion.enter_team(here.team_of(person.id))
        at = here.meets_at if _stands(occasion, here) else None
        if at and not dates.is_away(occasion, person, at):
            continue
        if at and is_absent and at.astimezone(occasion.zone).date() == occasion.today:
            _be_absent(occasion, here, person)
        elif at and not dates.is_away(occasion, before, at):
            move, goes = _ways(occasion, here, person)
            ways, keeps = ((move,), (goes,)), at - occasion.now
            telling.tell(occasion, here, person, "practices.away_then", PAIR_DATE, ways, keeps=keeps, is_off=False)
        elif at is None and here.is_told and here.on.step.agrees_date:
            _ask_about_proposals(occasion, here, person)
    occasion.team = team


def _call_off_today(occasion: Occasion, here: Pair, person: Person) -> None:
    """Let a date be off on which somebody just said that they are absent today: the others hear so, without a
    reason."""
    was = here.meets_at
    anew = dates.without_date(occasion, here)
    telling.tell(occasion, here, person, "practices.away_then", PAIR_DATE, keeps=AS_LONG_AS_IT_TAKES, is_off=True)
    for other in belonging.each(occasion, anew, anew.others(person.id)):
        after = proposing.told_at(occasion, other, was)
        telling.tell(occasion, anew, other, "practices.moved", PAIR_STEP, send_after=after, name=person.name, was=was)


def _be_absent(occasion: Occasion, here: Pair, person: Person) -> None:
    """Let the others of a date of today go without somebody whom it is not about, if two of them are there; else it is
    off."""
    at = here.meets_at or occasion.now
    others = belonging.each(occasion, here, here.others(person.id))
    there = [one for one in others if not dates.is_away(occasion, one, at)]
    if len(there) < TWO or person.id in taking_part.owners_now(here.state):
        _call_off_today(occasion, here, person)
    else:
        _go_without(occasion, here, person, there)


def _go_without(occasion: Occasion, here: Pair, person: Person, there: list[Person]) -> None:
    """Tell the others who are `there` on a date that somebody just said to be absent today, once and without a reason:
    they go, or find another one."""
    told = messages.pages(occasion.database, person.id, PAIR_AWAY.of(here.id))
    if any(page == here.state.position and since.date() == occasion.now.date() for page, since in told):
        return
    telling.tell(occasion, here, person, "practices.go_without_you", PAIR_AWAY, keeps=AS_LONG_AS_IT_TAKES)
    for other in there:
        move, goes = _ways(occasion, here, other)
        after, name = proposing.told_at(occasion, other, here.meets_at), person.name
        ways = ((goes,), (move,))
        telling.tell(occasion, here, other, "practices.one_absent", PAIR_DATE, ways, send_after=after, name=name)


def _ways(occasion: Occasion, here: Pair, person: Person) -> tuple[Button, Button]:
    """Return the buttons under a date that somebody may be missing from: another one, and that it goes ahead."""
    language = occasion.private_language(person)
    move = cards.button(occasion, here, "pair_move", f"move {cards.stamp(here)}", language)
    return move, cards.button(occasion, here, "pair_goes_ahead", "open", language)


def asks_whether_to_leave(occasion: Occasion) -> bool:
    """Ask somebody in private, before they take part in the team no more, about the dates that are off then; return
    whether there is one."""
    person, team = occasion.who, occasion.here
    own = [one for one in pairs.running_for(occasion.database, person.id) if one.team_of(person.id) == team.id]
    language = occasion.private_language(person)
    dated = [cards.facts(occasion, one, person, language) for one in own if _stands(occasion, one)]
    if not dated:
        return False
    yes = occasion.button_in(language, "leave_team", f"leavesurely {team.id}")
    no = occasion.button_in(language, "leave_team_not", "practices")
    return occasion.whisper(person, "practices.sure_to_leave", ((yes,), (no,)), dates=dated, team=team.name)


def _ask_about_proposals(occasion: Occasion, here: Pair, person: Person) -> None:
    """Ask somebody about the first date proposed for days on which they are away now."""
    proposed = sorted({at for at in here.wants.values() if at > occasion.now})
    at = next((one for one in proposed if dates.is_away(occasion, person, one)), None)
    if at:
        # Nobody is for a date on which they are away.
        is_own = here.wants.get(person.id) == at
        here = proposing.give_up(occasion, here, at) if is_own else here
        other = cards.button(occasion, here, "pair_move", "other", occasion.private_language(person))
        key, keeps = "practices.proposed_while_away", at - occasion.now
        are_told = len(here.people) <= THREE
        how: dict[str, Any] = {"at": at, "is_own": is_own, "are_told": are_told}
        telling.tell(occasion, here, person, key, PAIR_DATE, ((other,),), keeps=keeps, **how)


def _stands(occasion: Occasion, here: Pair) -> bool:
    return here.on.step.on_date and here.meets_at is not None and here.meets_at > occasion.now


def _call_off(occasion: Occasion, here: Pair) -> None:
    """Let all of a pair find another date, and tell them why."""
    was, anew = here.meets_at, dates.without_date(occasion, here)
    for person in belonging.each(occasion, anew, anew.people):
        telling.tell(occasion, anew, person, "practices.no_school_then", PAIR_STEP, is_owed=True, was=was)
