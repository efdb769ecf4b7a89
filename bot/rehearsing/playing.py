"""Plays people in a walkthrough: whoever is played does what is asked of them in a step, and time passes in between."""

from datetime import datetime, time, timedelta

from bot.core.session import steerers, taking_part
from bot.core.session.state import Session
from bot.rehearsing import objecting
from bot.rehearsing.acting import Part
from bot.rehearsing.asking import has_part, rejoinder
from bot.rehearsing.company import Company, with_button
from bot.rehearsing.lines import line
from bot.rehearsing.ordering import in_order
from bot.rehearsing.rehearsal import StuckError
from bot.sandbox.nouns import Message
from bot.sandbox.people import Person
from bot.sandbox.story import ZONE
from bot.storage import cleanings

# When somebody at school has a moment, and how long it is until the next one has.
FROM, UNTIL, A_WHILE = time(8, 35), time(16, 20), timedelta(minutes=7)
# Around a table each takes some of the step’s time, more where one writes what they talked over, and nobody all of it.
A_PART, TALKED_OVER, JUST_BEFORE = 12, 1.5, timedelta(seconds=20)
MOST_ROUNDS = 300
# How it went, as the sentences of a result have it.
WENT = ("kept", "partly", "kept")


async def play_step(company: Company) -> int:
    """Let everybody who is played do what the step that is on asks, or look back; return how many did something."""
    began = company.session
    if began is None:
        return await _look_back(company)
    await _ask_for_more(company, began)
    objects = company.is_at(began) and objecting.turn(company, began) is not None
    acted = await _play_round(company, began)
    # Who objects agrees as well, once it is changed; and to an answer somebody may have something to say.
    is_again = objects or any(rejoinder(company, began, person) for person in company.played)
    return acted + (await _play_round(company, began) if is_again else 0)


async def _play_round(company: Company, began: Session) -> int:
    """Let each in their turn do what the step that is on asks; return how many did something."""
    acted = 0
    for person in in_order(company, began):
        session = company.session
        if session is None or not company.is_at(began) or not has_part(company, session, person):
            continue
        await _take_a_moment(company, session)
        if company.is_at(began):
            acted += await Part(company, session, person).play()
    return acted


async def _ask_for_more(company: Company, session: Session) -> None:
    """Let the owner who is offered an optional step have it."""
    for person in company.played:
        chat, here = company.private_chat(person), f"{session.id} {session.state.position}"
        offered = with_button(chat, f"want {here}") if chat else None
        if offered and session.state.position + 1 not in session.state.wanted:
            await company.press(person, *offered)
            return


async def play_to_end(company: Company) -> None:
    """Play every step, let time pass where a step closes by itself, look back weeks later, and wait for the clean-up.

    Raises StuckError when no end comes in sight.
    """
    for _ in range(MOST_ROUNDS):
        session = company.session
        has_acted = await play_step(company)
        if session is None and not has_acted and not await _wait_for_more(company):
            return
        if session and company.is_at(session):
            await let_time_pass(company)
    raise StuckError(f"no end in sight at {company.rehearsal.time.now()}")


async def let_time_pass(company: Company) -> None:
    """Move the clock to where the step that is on closes; where the bot then asks what to do, go on."""
    if (session := company.session) is None:
        return
    await company.move_to(max(session.state.due_at, company.rehearsal.time.now()))
    after = company.session
    if after and after.state.is_stuck and company.is_at(session):
        leader = next(one for one in company.played if steerers.may_steer(after.state, one.id))
        await Part(company, after, leader).press(company.group, "next")


async def look_back_later(company: Company) -> None:
    """Let time pass until somebody is asked how it went with what they intended, and let them tell. Raises StuckError
    where nobody is asked."""
    for _ in range(MOST_ROUNDS):
        if is_looking_back(company):
            await _look_back(company)
            return
        if (owed := company.rehearsal.next_owed()) is None:
            break
        await company.move_to(owed)
    raise StuckError(f"nobody is asked how it went at {company.rehearsal.time.now()}")


async def _wait_for_more(company: Company) -> bool:
    """Move the clock to what still follows on a session that ended; return whether anything did."""
    is_waiting = cleanings.next_owed(company.house.database) is not None
    owed = company.rehearsal.next_owed() if is_waiting else None
    if owed:
        await company.move_to(owed)
    return owed is not None


async def _look_back(company: Company) -> int:
    """Let whoever is asked how it went say that it worked, or in part, and tell."""
    asked = [person for person in company.played if _asked_how_it_went(company, person)]
    if asked and not company.is_hasty:
        await pass_a_while(company)
    for person in asked:
        at = company.played.index(person)
        await company.press_own(person, "lookback ", f" {WENT[at % len(WENT)]}")
        person.tell(company.bot, line("result", company.language, at))
        await company.settle()
    return len(asked)


def _asked_how_it_went(company: Company, person: Person) -> tuple[Message, str] | None:
    chat = company.private_chat(person)
    return with_button(chat, "lookback ", " kept") if chat else None


def is_looking_back(company: Company) -> bool:
    """Tell whether anybody who is played is asked how it went with what they intended."""
    return any(_asked_how_it_went(company, person) for person in company.played)


async def _take_a_moment(company: Company, session: Session) -> None:
    """Let a plausible time go by: while people are at school, and before the step closes."""
    if company.is_hasty:
        return
    now = company.rehearsal.time.now()
    is_live = session.state.pace == "live"
    is_talked_over = taking_part.is_closed_by_one(session.state)
    a_breath = (session.state.due_at - session.state.opened_at) / (TALKED_OVER if is_talked_over else A_PART)
    then = now + a_breath if is_live else at_school((now + A_WHILE).astimezone(ZONE))
    if (at := min(then, session.state.due_at - JUST_BEFORE)) > now:
        await company.move_to(at)


async def pass_a_while(company: Company, *, days: int = 0) -> None:
    """Let some minutes go by, or days as well, until people are at school."""
    later = (company.rehearsal.time.now() + A_WHILE).astimezone(ZONE) + timedelta(days=days)
    await company.move_to(at_school(later))


def at_school(at: datetime) -> datetime:
    """Return a time, or the next one at which people are at school."""
    day = at + timedelta(days=at.time() > UNTIL)
    while day.weekday() > 4:
        day += timedelta(days=1)
    is_later = day.date() > at.date() or at.time() < FROM
    return day.replace(hour=FROM.hour, minute=FROM.minute) if is_later else at
