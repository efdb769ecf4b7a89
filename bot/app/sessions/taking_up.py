"""Taking up: a fortnight after a question closed it is asked, once, what came of the one it left; and what did."""

from datetime import datetime, timedelta
from typing import Any

from bot.app.context.command import Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions import counting, finding
from bot.core import timing
from bot.core.model import Entry, Role
from bot.core.outgoing import Keyboard
from bot.core.privacy import Viewer, visible
from bot.core.session.state import Session
from bot.core.session.terms import REFLECTION
from bot.core.threads import BETWEEN_SENTENCES
from bot.core.whole import in_whole_sentences, joined
from bot.storage import entries, sessions, taken_up

# Days after which it is taken up, between two of a team's, and after which it is too long ago.
FORTNIGHT, TOO_LONG = 14, 56
# After so many that nobody replied to it rests.
SILENCES = 2
# Of so many is told what came of them, and of each so much: what so many wrote, in so many characters.
QUESTIONS_TOLD, PEOPLE_TOLD, LONGEST_TOLD = 3, 2, 280
# And so many are named of which nothing came.
QUESTIONS_LYING = 2


def take(occasion: Occasion, told_in: Session | None) -> None:
    """Choose the question that the summary of another, or an overview, is to take up now, if it is time for one."""
    last = taken_up.latest(occasion.database, occasion.here.id)
    if last and _days_since(occasion, last) < _days_between(occasion):
        return
    done = taken_up.of_team(occasion.database, occasion.here.id)
    furthest = occasion.now - 2 * timedelta(days=TOO_LONG)
    asked = sessions.asked_between(occasion.database, occasion.here.id, furthest, occasion.now)
    ripe = [one for one in reversed(asked) if one.id not in done and _is_ripe(occasion, one)]
    if chosen := next((one for one in ripe if _asks_for_more_than_talk(occasion, one)), next(iter(ripe), None)):
        taken_up.add(occasion.database, chosen.id, told_in.id if told_in else None, occasion.now)


def _days_between(occasion: Occasion) -> int:
    """Return how many days pass between two: more where nobody replied to the last ones."""
    return TOO_LONG if taken_up.unanswered(occasion.database, occasion.here.id, SILENCES) else FORTNIGHT


def _is_ripe(occasion: Occasion, session: Session) -> bool:
    """Tell whether a question closed a fortnight ago with a summary, and left a question for the meeting."""
    if session.state.phase != "ended" or not FORTNIGHT <= _days_since(occasion, session.state.due_at) <= TOO_LONG:
        return False
    if finding.outline(occasion, session).follow_up is None:
        return False
    said = visible(Viewer(session.team_id), entries.of_session(occasion.database, session.id))
    return any(entry.at < session.state.due_at and counting.is_answer(occasion, entry) for entry in said)


def _asks_for_more_than_talk(occasion: Occasion, session: Session) -> bool:
    """Tell whether the question for the meeting asks to choose or do something as well: of that something comes."""
    text = occasion.in_team_words(finding.outline(occasion, session).follow_up)
    return any(one.strip() and not one.strip().endswith("?") for one in BETWEEN_SENTENCES.split(text))


def _days_since(occasion: Occasion, at: datetime) -> int:
    today, then = (one.astimezone(occasion.zone).date() for one in (occasion.now, at))
    return (today - then).days


def told_in(occasion: Occasion, session: Session) -> Session | None:
    """Return the question that the summary of another takes up."""
    return _session(occasion, taken_up.told_in(occasion.database, session.id))


def in_summary(occasion: Occasion, session: Session) -> str:
    """Return what the summary of a question takes up, in words; nothing where it takes up none."""
    return _taken_up(occasion, told_in(occasion, session))


def in_overview(occasion: Occasion, at: datetime) -> str:
    """Return what the team's overview of an instant takes up, in words; nothing where it takes up none."""
    return _taken_up(occasion, session_of(occasion, at))


def _taken_up(occasion: Occasion, session: Session | None) -> str:
    found = words_of(occasion, session)
    return occasion.words("summaries.taken_up", occasion.here.language, taken_up=found) if found else ""


def session_of(occasion: Occasion, at: datetime) -> Session | None:
    """Return the question that the team's overview of an instant takes up."""
    return _session(occasion, taken_up.told_at(occasion.database, occasion.here.id, at))


def _session(occasion: Occasion, number: int | None) -> Session | None:
    return sessions.find(occasion.database, number, REFLECTION, occasion.here.id) if number else None


def words_of(occasion: Occasion, session: Session | None) -> dict[str, str] | None:
    """Return the title of a question, and the one it left for the meeting; None of none."""
    if session is None:
        return None
    question = occasion.in_team_words(finding.outline(occasion, session).follow_up)
    return {"title": finding.title(occasion, session, occasion.here.language), "question": question}


def question_behind(occasion: Occasion, entry: Entry) -> str:
    """Return the question for the meeting that was taken up and that somebody went on about; nothing of other words."""
    since = entry.at - timedelta(days=TOO_LONG)
    taken = {number for number, at, _ in taken_up.since(occasion.database, occasion.here.id, since) if at <= entry.at}
    if entry.kind != "afterthought" or entry.session_id not in taken:
        return ""
    words = words_of(occasion, _session(occasion, entry.session_id))
    return words["question"] if words else ""


def talked_over(occasion: Occasion, argument: str) -> None:
    """Answer the button under what was taken up: the group did talk about it."""
    session = sessions.find(occasion.database, as_number(argument.strip()), REFLECTION, occasion.here.id)
    if not {Role.MEMBER, Role.COORDINATOR} & occasion.roles:
        occasion.hint("summaries.not_yours_to_say")
    elif session and taken_up.note_talked_over(occasion.database, session.id, occasion.now):
        occasion.hint("summaries.talked_over")
    else:
        occasion.hint("summaries.not_taken_up")


def button(occasion: Occasion, session: Session | None) -> Keyboard:
    """Return the button with which a group says that it talked about what is taken up."""
    spoken = occasion.here.language
    return ((occasion.button_in(spoken, "talked_over", f"talkedover {session.id}"),),) if session else ()


def came_of(occasion: Occasion, start: datetime, end: datetime) -> list[dict[str, Any]]:
    """Return what came of the questions for the meeting that were taken up lately: those that the group talked about in
    a stretch of time, and what people wrote about it then, by name."""
    return _all_that_came(occasion, start, end)[-QUESTIONS_TOLD:]


def left_lying(occasion: Occasion, start: datetime, end: datetime) -> list[str]:
    """Return the latest questions for the meeting that were taken up in a stretch of time, a week before its end at
    least, and of which nothing had come by then."""
    came = {one["session"] for one in _all_that_came(occasion, start, end)}
    taken = taken_up.since(occasion.database, occasion.here.id, start)
    lying = [number for number, at, _ in taken if at <= end - timing.WEEK and number not in came]
    found = (words_of(occasion, _session(occasion, number)) for number in lying)
    return [words["question"] for words in found if words][-QUESTIONS_LYING:]


def _all_that_came(occasion: Occasion, start: datetime, end: datetime) -> list[dict[str, Any]]:
    found = []
    viewer = Viewer(occasion.here.id)
    for number, at, talked_at in taken_up.since(occasion.database, occasion.here.id, start - timedelta(days=TOO_LONG)):
        session = _session(occasion, number)
        said = visible(viewer, entries.of_session(occasion.database, number))
        later = [
            {"name": entry.author.name, "at": entry.at, "text": in_whole_sentences(joined([entry]), LONGEST_TOLD)}
            for entry in said
            if entry.kind == "afterthought"
            and entry.author
            and max(at, start) <= entry.at < end
            and counting.is_news(occasion, entry)
        ]
        is_done = talked_at is not None and start <= talked_at < end
        if (words := words_of(occasion, session)) and (is_done or later):
            found.append(
                {
                    **words,
                    "session": number,
                    "is_talked_over": talked_at is not None and talked_at < end,
                    "quotes": later[-PEOPLE_TOLD:],
                }
            )
    return found


def in_words(occasion: Occasion, came: list[dict[str, Any]]) -> str:
    """Return what came of some questions, as overviews and harvests tell it; nothing of none."""
    return occasion.words("summaries.came_of", occasion.here.language, came_of=came) if came else ""


COMMANDS = (Command("talkedover", None, {"group": talked_over}),)
