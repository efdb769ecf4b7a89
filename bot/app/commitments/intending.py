"""Intending: what somebody intends, when they are asked how it went, and what they say came of it."""

from datetime import datetime, timedelta

from bot.app.commitments import kept_true, noted
from bot.app.commitments.when import WEEKS, WEEKS_OF_AGREEMENT, after_date_in, in_weeks, too_far_in
from bot.app.context import screening, workload
from bot.app.context.command import Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.core import timing
from bot.core.legible import has_words
from bot.core.method import LookBack
from bot.core.model import Language
from bot.core.outgoing import Button, Keyboard
from bot.core.purposes import INTENDED, LOOK_BACK
from bot.core.saying.mentioned import dates_in
from bot.core.session.state import Session
from bot.storage import cleanings, commitments, contributions, entries, people, retraction, sessions, talks
from bot.storage.commitments import Commitment, State

# After the last look back, or the end where there is none, words of a case stay this long.
WORDS_STAY = timedelta(days=14)
USUAL_WEEKS = 3
LONGEST = 600
ANSWERS: dict[str, State] = {"kept": "kept", "partly": "partly", "dropped": "dropped"}


def note(occasion: Occasion, session: Session) -> None:
    """Keep what somebody intends, and let them choose in private when to be asked and whether the team may see it."""
    note_words(occasion, session, _intended(occasion, session.id))


def note_words(occasion: Occasion, session: Session, text: str) -> None:
    """Keep what somebody intends, in words that stand in no log, and let them choose likewise."""
    look_back = _look_back(occasion, session)
    at = after_date_in(occasion, text) or in_weeks(occasion, look_back.weeks if look_back else USUAL_WEEKS)
    before = [one for one in commitments.of_session(occasion.database, session.id) if one.person_id == occasion.who.id]
    kept = commitments.add(occasion.database, occasion.here.id, session.id, occasion.who.id, text[:LONGEST], at)
    for one in before:
        _date_anew(occasion, one, text)
    if noted.is_put_down_for_all(session):
        # All of them read it as it was written.
        commitments.share(occasion.database, kept, True)
    found = commitments.find(occasion.database, kept, occasion.who.id)
    if found:
        language = occasion.private_language(occasion.who)
        choices, purpose = noted.choices(occasion, found, language), INTENDED.of(found.id)
        told = noted.to_its_writer(occasion, found) | {"too_far": too_far_in(occasion, text)}
        occasion.whisper(occasion.who, "board.noted", choices, purpose=purpose, **told)


def _look_back(occasion: Occasion, session: Session | None) -> LookBack | None:
    """Return what a method asks of its own when one looks back."""
    if session is None:
        return None
    return session.state.outline_or_of(occasion.house.content.methods.get(session.method)).look_back


def _intended(occasion: Occasion, session_id: int) -> str:
    """Return what this person wrote as their intention in a session, in one message or in several."""
    said = entries.of_session(occasion.database, session_id)
    own = [entry.text for entry in said if entry.kind == "commitment" and entry.author == occasion.who]
    return "\n".join(own)[:LONGEST]


def note_anew(occasion: Occasion, session_id: int, *, is_withdrawn: bool = False) -> None:
    """Let what this person intends read as they put it now, or go if they withdrew it."""
    text = _intended(occasion, session_id)
    for commitment in commitments.of_session(occasion.database, session_id):
        if commitment.person_id == occasion.who.id:
            occasion.take_back([("commitment", commitment.id)])
        if commitment.person_id == occasion.who.id and text:
            _put_otherwise(occasion, commitment, text)
        elif commitment.person_id == occasion.who.id and is_withdrawn:
            commitments.erase(occasion.database, commitment.id)
            retraction.take_back(occasion.database, occasion.who.id, INTENDED.of(commitment.id))
            kept_true.follow_end(occasion, session_id)


def _put_otherwise(occasion: Occasion, commitment: Commitment, text: str) -> None:
    """Let a commitment, and what its writer read of it, have other words, and the day that they name."""
    if text != commitment.text:
        commitments.set_text(occasion.database, commitment.id, text)
        _date_anew(occasion, commitment, text)
        kept_true.follow_words(occasion, commitment.id)


def _date_anew(occasion: Occasion, before: Commitment, text: str) -> None:
    """Ask after the day that somebody's words name by now, where they named another one before or none."""
    is_other = dates_in(text, occasion.today) != dates_in(before.text, occasion.today)
    at = after_date_in(occasion, text) if is_other and before.state == "open" else None
    if at:
        commitments.set_date(occasion.database, before.id, at)
        _keep_words(occasion, before)


def own(occasion: Occasion, argument: str) -> tuple[Commitment, list[str]] | None:
    """Return the commitment of somebody's own that a button names, with the words left; say so if there is none."""
    words = argument.split()
    found = commitments.find(occasion.database, as_number(words[0]), occasion.who.id) if words else None
    if found is None:
        occasion.hint("board.not_yours")
        return None
    occasion.enter_team(found.team_id)
    return found, words[1:]


def set_date(occasion: Occasion, argument: str) -> None:
    """Answer the buttons under a commitment: ask me about it in so many weeks."""
    found = own(occasion, argument)
    weeks = as_number(found[1][0]) if found and found[1] else 0
    if found and weeks in (*WEEKS, *WEEKS_OF_AGREEMENT):
        commitments.set_date(occasion.database, found[0].id, in_weeks(occasion, weeks))
        _keep_words(occasion, found[0])
        _show(occasion, found[0].id)


def _keep_words(occasion: Occasion, commitment: Commitment) -> None:
    """Let the words of a case stay until what was intended in it has been looked back on."""
    latest = max(
        (one.ask_at for one in commitments.of_session(occasion.database, commitment.session_id) if one.ask_at),
        default=None,
    )
    if latest:
        cleanings.move(occasion.database, commitment.session_id, clean_at(occasion, latest))
    kept_true.follow_date(occasion, commitment.session_id, commitment.id)


def clean_at(occasion: Occasion, last: datetime) -> datetime:
    """Return when the words of a case are erased, some time after the last look back at it."""
    return timing.in_daytime(last + WORDS_STAY, occasion.zone, occasion.free)


def share(occasion: Occasion, argument: str) -> None:
    """Answer the button under a commitment: the team may see it on the board, or not any more."""
    found = own(occasion, argument)
    if found and (found[0].is_shared or not _asks_first(occasion, found[0], found[1])):
        if found[0].is_shared:
            occasion.take_back([("commitment", found[0].id)], where="in group")
        commitments.share(occasion.database, found[0].id, not found[0].is_shared)
        kept_true.follow_end(occasion, found[0].session_id)
        _show(occasion, found[0].id)


def _asks_first(occasion: Occasion, commitment: Commitment, words: list[str]) -> bool:
    """Ask about names and alarming words before the team may see a commitment; return whether it did."""
    text = "\n".join(part for part in (commitment.text, commitment.result) if part)
    command, answered = f"shareboard {commitment.id}", words[0] if words else ""
    return screening.asks_first(occasion, text, command, f"my edit {_entry_of(occasion, commitment)}", answered)


def _entry_of(occasion: Occasion, commitment: Commitment) -> int:
    """Return the entry that a commitment was written in; 0 where it is gone."""
    own = contributions.in_session(occasion.database, commitment.session_id, occasion.who.id)
    return next((one.id for one in reversed(own) if one.kind == "commitment"), 0)


def _show(occasion: Occasion, commitment_id: int) -> None:
    found = commitments.find(occasion.database, commitment_id, occasion.who.id)
    if found:
        key = "board.noted" if found.state == "open" else "board.thanks"
        choices = noted.choices(occasion, found, occasion.language)
        told = noted.to_its_writer(occasion, found) | {"too_far": None}
        occasion.show(key, choices if found.state == "open" else choices[1:], **told)


def ask_owed(occasion: Occasion) -> None:
    """Ask everybody in private how it went with what they intended by now."""
    for commitment in commitments.to_ask(occasion.database, occasion.here.id, occasion.now):
        person = people.find(occasion.database, commitment.person_id)
        if person and (later := workload.waits_until(occasion, person)):
            commitments.put_off(occasion.database, commitment, later)
            kept_true.follow_date(occasion, commitment.session_id, commitment.id)
            continue
        commitments.mark_asked(occasion.database, commitment.id, occasion.now)
        session = sessions.walkthrough(occasion.database, commitment.session_id)
        if person is None:
            continue
        language = occasion.private_language(person)
        look_back = _look_back(occasion, session) or occasion.house.content.frame.look_back
        is_said = occasion.whisper(
            person,
            "board.look_back",
            _answers(occasion, commitment, language),
            is_owed=True,
            purpose=LOOK_BACK.of(commitment.id),
            team=occasion.here.name,
            ask=occasion.in_team_words(look_back.ask, language),
            put_off_from=commitment.put_off_from,
            **noted.to_its_writer(occasion, commitment),
        )
        if is_said:
            talks.begin(occasion.database, person.id, occasion.now, commitment_id=commitment.id)


def _answers(occasion: Occasion, commitment: Commitment, language: Language) -> Keyboard:
    def give(key: str, command: str) -> Button:
        return occasion.button_in(language, f"board_{key}", command)

    kept, partly, dropped = (give(key, f"lookback {commitment.id} {key}") for key in ANSWERS)
    return (kept, partly), (give("later", f"lookback {commitment.id} 1"), dropped)


def look_back(occasion: Occasion, argument: str) -> None:
    """Answer the buttons under a look back: kept, partly, let go; or another date to be asked."""
    found = own(occasion, argument)
    if found is None:
        return
    word = found[1][0] if found[1] else ""
    if word not in ANSWERS:
        set_date(occasion, argument)
        return
    commitments.answer(occasion.database, found[0].id, ANSWERS[word], occasion.now)
    talks.begin(occasion.database, occasion.who.id, occasion.now, commitment_id=found[0].id)
    _clean_soon(occasion, found[0])
    _show(occasion, found[0].id)


def _clean_soon(occasion: Occasion, commitment: Commitment) -> None:
    """Let the words of a case go once everybody has looked back on it."""
    left = [one for one in commitments.of_session(occasion.database, commitment.session_id) if one.state == "open"]
    if not left:
        cleanings.move(occasion.database, commitment.session_id, _next_day(occasion))


def _next_day(occasion: Occasion) -> datetime:
    """Return a time by day tomorrow or later: what is erased at once would tell when somebody answered."""
    return timing.in_daytime(occasion.now + timedelta(days=1), occasion.zone, occasion.free)


def tell(occasion: Occasion, commitment_id: int, text: str) -> None:
    """Keep what somebody writes on looking back; it opens the team's next session if they share it."""
    found = commitments.find(occasion.database, commitment_id, occasion.who.id)
    if found is None or not has_words(text):
        occasion.answer("answering.wordless")
        return
    occasion.enter_team(found.team_id)
    kind = screening.alarm_in(occasion, text)
    if screening.holds_back(kind):
        occasion.answer("contributing.alarm_in_edit", help=screening.help_for(occasion, kind))
        return
    screening.comfort(occasion, text)
    occasion.take_back([("commitment", found.id)], where="in group")
    commitments.tell_result(occasion.database, found.id, text[:LONGEST])
    names = screening.names_in(occasion, text, ())
    if names and found.is_shared:
        # Shown to nobody until its writer says so once more.
        commitments.share(occasion.database, found.id, False)
        kept_true.follow_end(occasion, found.session_id)
        found = commitments.find(occasion.database, found.id, occasion.who.id) or found
        so = Button(label=occasion.label("board_share"), command=f"shareboard {found.id} {screening.SO}")
        erasing = noted.choices(occasion, found, occasion.language)[-1]
        occasion.answer("board.names_noticed", ((so,), erasing), found=names)
        return
    occasion.answer("board.told", noted.choices(occasion, found, occasion.language)[1:], is_shared=found.is_shared)


COMMANDS = (
    Command("lookback", None, {"private": look_back}),
    Command("shareboard", None, {"private": share}),
)
