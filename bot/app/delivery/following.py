"""Following: what the bot said, and is about to say, goes along with words and names that are changed or erased."""

from collections.abc import Callable
from datetime import timedelta

from bot.app.commitments import board, noted
from bot.app.context.occasion import Occasion
from bot.app.delivery import of_pairs
from bot.app.delivery.of_pairs import Shown
from bot.app.log import elsewhere, harvesting, leafing, outcomes, overviews, reading, skills, tiles
from bot.app.sessions import asking, cards, cleaning, closing, ended, finding, late, measuring, privately, taking_up
from bot.app.teams.card import CARD, SET, card_now
from bot.core.model import Language, is_private
from bot.core.outgoing import Document, Keyboard
from bot.core.pictures import Picture
from bot.core.purposes import (
    ANSWERS,
    BOARD,
    DIGEST,
    ELSEWHERE,
    ENDED,
    HANDED_OVER,
    HARVEST,
    HUNG,
    INTENDED,
    LIST,
    MEASURE,
    OUTCOMES,
    OVERVIEW,
    OVERVIEW_DUE,
    PAIR_STEP,
    PAIR_WORDS,
    PROMPT,
    QUESTION,
    RELEASED,
    SKILLED,
    STEP,
    SUMMARY,
    WALL,
    WORDS,
)
from bot.core.session.terms import INSTRUMENT, REFLECTION
from bot.core.sources import sources_in
from bot.rendering import visible_text
from bot.storage import cleanings, digests, harvests, messages, people, quotes, sessions, teams
from bot.storage import tiles as hung
from bot.storage.quotes import Quoting

# Somebody who may have been erased just now, and the language they were spoken to in.
Gone = tuple[int, Language] | None
# What a document is called of which nothing is left.
EMPTIED = "leerkring.txt"
# Edits wait for whatever else goes out, and for a way to Telegram, however long it is shut.
AS_LONG_AS_IT_TAKES = timedelta(days=60)


def follow(occasion: Occasion) -> None:
    """Let each message that quotes what was changed or erased on this occasion read as it should now.

    What waits is worded anew or not said at all; of what may have arrived, nothing can be sent again; what stands is
    edited, at a low rank, since there may be many and a bot can't read its own messages back; in a chat that is closed,
    once it opens again.
    """
    # What stands elsewhere speaks the language of its own place; whoever is erased is no longer known, nor is theirs.
    there = Occasion(occasion.house, occasion.now, touched=occasion.touched)
    gone = (occasion.person.id, occasion.private_language(occasion.person)) if occasion.person else None
    for parcel_id in sorted(occasion.to_follow):
        message = quotes.find(occasion.database, parcel_id)
        if message and not _is_looked_after(occasion, message):
            _renew(there, message, gone)
    occasion.to_follow.clear()


def _is_looked_after(occasion: Occasion, message: Quoting) -> bool:
    """Tell whether a message shows contributions to a case, which its own room keeps true as long as they stand."""
    is_of_case = message.purpose.is_a(WORDS, LIST, STEP)
    session = sessions.walkthrough(occasion.database, message.session_id or 0) if is_of_case else None
    if session is None or message.state == "uncertain" or not cleanings.holds_words(occasion.database, session.id):
        return False
    if not message.purpose.is_a(STEP):
        return True
    # One on its way is made right on arrival; on whoever's screen it stands of those who are asked, at once.
    is_card = is_private(message.chat_id) and cleaning.is_of_others(session, message.purpose)
    return is_card and message.state != "sending" and message.chat_id in session.state.people


def _renew(occasion: Occasion, message: Quoting, gone: Gone = None) -> None:
    if message.state == "sending":
        quotes.mark_stale(occasion.database, message.id)
    elif message.state == "waiting" and message.edits:
        _renew_edited(occasion, message, gone)
    elif message.state in ("waiting", "sent"):
        _be_there(occasion, message)
        if message.state == "sent" and not _is_open(occasion, message.chat_id):
            quotes.mark_stale(occasion.database, message.id)
            return
        _show(occasion, message, _now(occasion, message), gone)
    else:
        quotes.take_back(occasion.database, message.id)


def _is_open(occasion: Occasion, chat_id: int) -> bool:
    """Tell whether a chat can be written to, as far as is known."""
    if is_private(chat_id):
        person = people.find(occasion.database, chat_id)
        return person is None or person.is_reachable
    found = teams.find_in_chat(occasion.database, chat_id)
    return not found or any(team.is_present for team in found)


def _renew_edited(occasion: Occasion, edit: Quoting, gone: Gone) -> None:
    """Take back an edit on its way, and let the message that it was for read as it should."""
    meant = quotes.at(occasion.database, edit.chat_id, edit.edits or 0)
    quotes.take_back(occasion.database, edit.id)
    for parcel_id in meant:
        message = quotes.find(occasion.database, parcel_id)
        if message:
            _renew(occasion, message, gone)


def _be_there(occasion: Occasion, message: Quoting) -> None:
    occasion.team = None
    if message.team_id:
        occasion.enter_team(message.team_id)


def _show(occasion: Occasion, message: Quoting, shown: Shown, gone: Gone) -> None:
    if message.message_id is None:
        if shown is None:
            quotes.take_back(occasion.database, message.id)
        else:
            messages.reword(occasion.database, message.id, *shown, _pictured(occasion, message))
            quotes.put(occasion.database, message.id, sources_in(shown[0]))
        return
    language = _spoken_in(occasion, message.chat_id, gone)
    text, keyboard = shown or (occasion.words("following.erased", language), _way_on(occasion, message, language))
    occasion.edit(
        message.chat_id,
        message.message_id,
        text,
        keyboard,
        picture=_pictured(occasion, message),
        document=_emptied(text) if message.purpose.is_a(*HANDED_OVER) else None,
        keeps=AS_LONG_AS_IT_TAKES,
        is_last=True,
    )


def _spoken_in(occasion: Occasion, chat_id: int, gone: Gone) -> Language:
    if not is_private(chat_id):
        return occasion.here.language
    if gone and gone[0] == chat_id:
        return gone[1]
    return occasion.private_language(people.find(occasion.database, chat_id))


def _emptied(text: str) -> Document:
    """Return what takes the place of a document, as none can be taken off a message: only that something is gone."""
    return Document(name=EMPTIED, content=visible_text(text) + "\n")


def _way_on(occasion: Occasion, message: Quoting, language: Language) -> Keyboard:
    """Return the buttons under a message whose words are gone: what was asked for can be looked up as it is now."""
    if occasion.team is None or not message.purpose.is_a(leafing.PAGE):
        return ()
    return leafing.way_back(occasion, language, is_private=is_private(message.chat_id))


def _now(occasion: Occasion, message: Quoting) -> Shown:
    """Return what a message reads now, if the room it comes from can say it anew."""
    renewer = RENEWERS.get(message.purpose.name)
    return renewer(occasion, message) if renewer and occasion.team else None


def _summary(occasion: Occasion, message: Quoting) -> Shown:
    session = sessions.find(occasion.database, message.session_id or 0, REFLECTION, occasion.here.id)
    found = closing.words_of(occasion, session) if session else None
    return (found.text, found.keyboard) if found else None


def _overview(occasion: Occasion, message: Quoting) -> Shown:
    """Return an overview of the same days, up to when it was given."""
    text = overviews.now_of(occasion, message.purpose, message.decided_at)
    asked = taking_up.session_of(occasion, message.decided_at)
    is_above = message.purpose.page == overviews.ABOVE
    return (text, () if is_above else taking_up.button(occasion, asked)) if text else None


def _digest(occasion: Occasion, message: Quoting) -> Shown:
    """Return a digest as it was, with what is still released."""
    found = _read(occasion, message)
    return (found.text, found.keyboard) if found else None


def _read(occasion: Occasion, message: Quoting) -> reading.Shown | None:
    """Return what a message of digests shows now: all of them, or one alone."""
    purpose = message.purpose
    if purpose.page is None:
        return reading.shown(occasion, digests.in_message(occasion.database, purpose.number or 0))
    digest = digests.find(occasion.database, purpose.page)
    return reading.part(occasion, digest, "released" if purpose.is_a(RELEASED) else "show") if digest else None


def _harvest(occasion: Occasion, message: Quoting) -> Shown:
    harvest = harvests.find(occasion.database, occasion.here.id, message.purpose.number or 0)
    text = harvesting.now_of(occasion, harvest, message.purpose.page) if harvest else None
    return (text, ()) if text else None


def _tile(occasion: Occasion, message: Quoting) -> Shown:
    entry = hung.find(occasion.database, occasion.here.id, message.purpose.number or 0)
    return (tiles.caption(occasion, entry), ()) if entry else None


def _pictured(occasion: Occasion, message: Quoting) -> Picture | None:
    """Return the picture that a message has now; None if it never had one. A picture can't be taken off a message, so a
    tile that is gone leaves one that nothing is written on."""
    if message.purpose.is_a(HUNG):
        return tiles.drawn(hung.find(occasion.database, message.team_id or 0, message.purpose.number or 0))
    found = _read(occasion, message) if message.purpose.is_a(DIGEST) else None
    return found.picture if found else None


def _step(occasion: Occasion, message: Quoting) -> Shown:
    """Return the card of a step: as it is while the step is on, closed afterwards."""
    session = sessions.walkthrough(occasion.database, message.session_id or 0)
    position = message.purpose.number or 0
    if session is None or is_private(message.chat_id) or position >= len(session.state.plan):
        return None
    spoken = occasion.here.language
    if position == session.state.position and not session.state.is_over:
        return occasion.words(
            "leading.step", spoken, **cards.how(occasion, session, spoken, "in_group")
        ), cards.keyboard(occasion, session)
    then = session.at_step(position)
    return cards.closed(occasion, then), ()


def _prompt(occasion: Occasion, message: Quoting) -> Shown:
    """Return a question in its group that shows what came of an earlier one; its own words nobody's else."""
    session = sessions.find(occasion.database, message.session_id or 0, REFLECTION, occasion.here.id)
    method = finding.method_of(occasion, session) if session else None
    if session is None:
        return None
    keyboard = late.keyboard(occasion, session) if session.state.is_over else asking.under(occasion, session)
    return asking.words_of(occasion, session, method), keyboard


def _measure(occasion: Occasion, message: Quoting) -> Shown:
    """Return what asks a group to fill in an instrument, without the change that somebody named."""
    session = sessions.find(occasion.database, message.session_id or 0, INSTRUMENT, occasion.here.id)
    instrument = session.state.outline.instrument if session else None
    return measuring.words_of(occasion, session, instrument) if session and instrument else None


def _question(occasion: Occasion, message: Quoting) -> Shown:
    """Return a question in private that recalls somebody's own words."""
    session = sessions.find(occasion.database, message.session_id or 0, REFLECTION)
    person = people.find(occasion.database, message.chat_id)
    step = finding.step_of(occasion, session) if session else None
    if session is None or person is None or step is None:
        return None
    return privately.words_of(occasion, session, step, person, occasion.private_language(person))


RENEWERS: dict[str, Callable[[Occasion, Quoting], Shown]] = {
    PROMPT.name: _prompt,
    MEASURE.name: _measure,
    QUESTION.name: _question,
    SUMMARY.name: _summary,
    OVERVIEW.name: _overview,
    OVERVIEW_DUE.name: _overview,
    DIGEST.name: _digest,
    RELEASED.name: _digest,
    STEP.name: _step,
    HUNG.name: _tile,
    HARVEST.name: _harvest,
    PAIR_STEP.name: of_pairs.step_now,
    PAIR_WORDS.name: of_pairs.words_now,
    ANSWERS.name: of_pairs.answers_now,
    SKILLED.name: lambda occasion, message: (skills.list_now(occasion, message.purpose.page), ()),
    WALL.name: lambda occasion, _: tiles.wall_now(occasion),
    OUTCOMES.name: lambda occasion, _: (outcomes.list_now(occasion), ()),
    ELSEWHERE.name: lambda occasion, _: (elsewhere.list_now(occasion), ()),
    ENDED.name: lambda occasion, message: ended.now_of(occasion, message.session_id or 0),
    INTENDED.name: lambda occasion, message: noted.now_of(occasion, message.chat_id, message.purpose.number or 0),
    BOARD.name: lambda occasion, _: (board.board_now(occasion), ()),
    CARD.name: lambda occasion, _: card_now(occasion),
    # A short answer quotes nobody, unless its button made it a card.
    SET.name: lambda occasion, _: card_now(occasion),
}
