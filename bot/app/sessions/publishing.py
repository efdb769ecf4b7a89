"""Publishing: what came in for a step, shown to the group when its window closes; words placed for their owner."""

from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.sessions import modes, profiles
from bot.app.sessions.modes.handling import Result, line, name_of, what_was_written
from bot.app.sessions.modes.rate import average
from bot.core.model import Person
from bot.core.privacy import MINIMUM_ANONYMOUS
from bot.core.purposes import LIST, PROFILE, WORDS, Purpose
from bot.core.session import taking_part
from bot.core.session.modes import Shown
from bot.core.session.state import Session
from bot.core.sources import like
from bot.storage import cleanings, contributions, entries, messages, people, sessions, states

# What a message holds besides the list itself: its heading, and the numbers before each line.
PAGE = 3300


def show_step(occasion: Occasion, session: Session) -> None:
    """Show what came in for the step that is on, if it was hidden until now, and forget whose votes and ratings are."""
    on = session.state.now_on
    if on.key == "choose" or on.step.way.shown is not Shown.AT_CLOSE:
        return
    if on.key == "check_out":
        # How safe it was on average opens closer methods.
        states.set_safety(occasion.database, session.id, average(occasion, session))
    if not on.step.way.is_named and _keep_few_apart(occasion, session):
        occasion.say("publishing.few_added", session=session, is_silent=True)
        return
    show_list(occasion, session)
    if not on.step.way.is_named:
        _tell_too_few(occasion, session)


def _tell_too_few(occasion: Occasion, session: Session) -> None:
    """Tell in private whoever wrote without their name, where they were too few, that nobody reads it for now."""
    there = entries.of_step(occasion.database, session.id, session.step)
    writers = {entry.voice for entry in there}
    if len(writers) >= MINIMUM_ANONYMOUS:
        return
    for person in people.of(occasion.database, writers):
        title = occasion.in_team_words(session.state.now_on.step.title, occasion.private_language(person))
        is_owed = session.state.pace != "live"
        occasion.whisper(
            person, "publishing.too_few", is_owed=is_owed, session=session, title=title, team=occasion.here.name
        )


def _keep_few_apart(occasion: Occasion, session: Session) -> bool:
    """Leave with their writers what fewer than three added to a step without names that was opened once more: beside a
    list that all have read, a line more would show whose it is. Return whether there was such."""
    there = entries.of_step(occasion.database, session.id, session.step)
    added = [entry for entry in there if entry.at >= session.state.opened_at]
    before = {entry.author for entry in there if entry not in added}
    if len(before) < MINIMUM_ANONYMOUS or not 0 < len({entry.author for entry in added}) < MINIMUM_ANONYMOUS:
        return False
    for entry in added:
        contributions.put_aside(occasion.database, entry.id)
    return True


def show_list(occasion: Occasion, session: Session) -> None:
    """Show what came in for the step that is on."""
    result = modes.handling(session.state.now_on.step).result(occasion, session)
    if result.picture:
        step, spoken = session.state.now_on.step, occasion.here.language
        ends = profiles.ends(occasion, step.items, step.labels)
        title = occasion.in_team_words(step.title, spoken)
        caption = occasion.words(
            "measuring.caption", spoken, title=title, has_before=False, ends=ends, is_of_others=False, passes=[]
        )
        occasion.say_html(caption, session=session, purpose=PROFILE, is_silent=True, picture=result.picture)
    for page, text in enumerate(_rendered(occasion, session, result)):
        occasion.say_html(text, session=session, purpose=LIST.of(session.state.position, page), is_silent=True)


def _pages(occasion: Occasion, session: Session) -> list[str]:
    """Return what came in for a step, as messages."""
    return _rendered(occasion, session, modes.handling(session.state.now_on.step).result(occasion, session))


def _rendered(occasion: Occasion, session: Session, result: Result) -> list[str]:
    """Return a list in as many messages as it takes."""
    spoken = occasion.here.language
    title = occasion.in_team_words(session.state.now_on.step.title, spoken)
    pages, is_aloud = in_pages([*result.lines, *result.unchosen]), taking_part.is_read_aloud(session.state)
    return [
        occasion.words(
            "publishing.list",
            spoken,
            lines=part,
            is_more=page > 0,
            title=title,
            closing=result.closing,
            is_aloud=is_aloud and page == len(pages) - 1,
        )
        for page, part in enumerate(pages)
    ]


def in_pages(lines: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return numbered lines in pages that each fit a message; a long contribution goes on on the next one."""
    pages: list[list[dict[str, Any]]] = [[]]
    room = PAGE
    for number, one in enumerate(lines, start=1):
        pieces = [one["text"][start : start + PAGE - 200] for start in range(0, len(one["text"]), PAGE - 200)] or [""]
        for at, piece in enumerate(pieces):
            cost = len(piece) + len(one["name"]) + len(one["mark"]) + 12
            if cost > room:
                pages.append([])
                room = PAGE
            own = (one["number"] or number) if at == 0 else 0
            pages[-1].append({**one, "text": like(piece, one["text"]), "number": own})
            room -= cost
    return pages


def place(occasion: Occasion, session: Session, person: Person, entry_id: int, text: str) -> None:
    """Put in the group, under their name, what somebody wrote in private for all to read."""
    for page, html in enumerate(_placed(occasion, person.name, text)):
        occasion.say_html(html, session=session, purpose=WORDS.of(entry_id, page), is_silent=True)


def _placed(occasion: Occasion, name: str, text: str) -> list[str]:
    pages = in_pages([line(text, name=name)])
    return [
        occasion.words("publishing.words", occasion.here.language, name=name, text=part[0]["text"]) for part in pages
    ]


def place_anew(occasion: Occasion, session_id: int) -> None:
    """Let the group's messages show a session's words as they are now, changed or withdrawn, until they are erased.

    What still waits to be sent is reworded before it goes.
    """
    session = sessions.walkthrough(occasion.database, session_id)
    if session is None or not cleanings.holds_words(occasion.database, session_id):
        return
    found = messages.holding_words(occasion.database, session_id, occasion.here.place.chat_id)
    latest = {one.purpose.number: one.parcel_id for one in found if one.purpose.is_a(LIST) and not one.purpose.page}
    for message in found:
        is_before = _is_of_choice(session, message.purpose) and message.parcel_id < latest.get(
            message.purpose.number, 0
        )
        text = None if is_before else _as_it_is(occasion, session, message.purpose)
        if text is not None:
            occasion.reword(message, text, session)


def correct(occasion: Occasion, session: Session, purpose: Purpose, message_id: int, shown: str) -> None:
    """Let a message that has just arrived show words that were changed or withdrawn while it was on its way."""
    text = _as_it_is(occasion, session, purpose)
    if text is not None and text != shown:
        occasion.edit(occasion.here.place.chat_id, message_id, text, session=session)


def _as_it_is(occasion: Occasion, session: Session, purpose: Purpose) -> str | None:
    """Return what a message of people's words says now; None where that is not to change."""
    page = purpose.page or 0
    is_open = purpose == LIST.of(session.state.position, page) and not session.state.is_over
    is_asked_again = _is_of_choice(session, purpose) and (purpose.number or 0) >= session.state.position
    if is_asked_again or (is_open and not session.state.now_on.step.way.is_listed):
        return None
    # Opened once more: what is written to it now shows when it closes.
    if is_open:
        pages = _rendered(occasion, session, what_was_written(occasion, session, session.state.opened_at))
    else:
        pages = _pages_of(occasion, session, purpose)
    if page < len(pages):
        return pages[page]
    key = "publishing.replaced" if _is_put_aside(occasion, session, purpose) else "publishing.withdrawn"
    return occasion.words(key, occasion.here.language)


def _is_of_choice(session: Session, purpose: Purpose) -> bool:
    """Tell whether a message is the result of what people chose, which is asked anew where the group goes back."""
    way = session.state.plan[purpose.number or 0].step.way if purpose.is_a(LIST) else None
    return way is not None and way.by_press and not way.by_words


def _is_put_aside(occasion: Occasion, session: Session, purpose: Purpose) -> bool:
    """Tell whether a message held what one put down for all, and another text took the place of since."""
    entry = entries.find(occasion.database, purpose.number or 0) if purpose.is_a(WORDS) else None
    return entry is not None and (entry.session_id, entry.kind) == (session.id, "note")


def _pages_of(occasion: Occasion, session: Session, purpose: Purpose) -> list[str]:
    """Return, as messages, a list that was shown or one contribution; nothing where that was withdrawn."""
    number = purpose.number or 0
    if purpose.is_a(LIST):
        return _pages(occasion, session.at_step(number))
    entry = entries.find_for_group(occasion.database, session.id, number)
    return _placed(occasion, name_of(entry), entry.text) if entry else []
