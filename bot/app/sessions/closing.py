"""Closing: what a session amounts to at its announced hour: its summary, and what is left of it when it ends."""

from dataclasses import dataclass

from bot.app.context.occasion import Occasion
from bot.app.sessions import counting, finding, late, taking_up, tapped
from bot.app.sessions.late import Late
from bot.core import timing
from bot.core.model import Entry, Role
from bot.core.outgoing import Button, Keyboard
from bot.core.privacy import Viewer, visible
from bot.core.purposes import SUMMARY
from bot.core.session import moving
from bot.core.session.state import Session
from bot.core.summary import SHORTEST_QUOTE, Summary, summarise, to_last_question
from bot.core.whole import ROOM, Whole, in_whole_sentences, joined, whole
from bot.rendering import fits_message, shortened
from bot.storage import entries, members, people, schedules, sessions, ties
from bot.storage.ties import Fallen

# A word returns where so many used it; of so many who wrote two may do so by chance.
SEVERAL, MORE, MANY = 2, 3, 6
# What came late is told in so many signs.
LONGEST_LATE = 240
# How much room people's own words get, and how many late answers are told: the first with which all of it fits.
ROOMS = ((ROOM, 8), (2 * ROOM // 3, 5), (ROOM // 3, 3), (0, 1), (0, 0))


@dataclass(frozen=True, slots=True)
class Told:
    """A summary as it reads, with its buttons, and the entries that it is made of."""

    text: str
    keyboard: Keyboard
    about: list[Entry]


def count_again(occasion: Occasion, session: Session) -> None:
    """Let an answer that was sent in time and arrived after the deadline count in the numbers still."""
    found = entries.of_session(occasion.database, session.id)
    in_time = (entry for entry in found if entry.at < session.state.due_at and counting.is_answer(occasion, entry))
    named = {entry.author.id for entry in in_time if entry.author}
    took_part = max(session.took_part or 0, len(named - finding.leading_in(occasion, session)))
    sessions.save_numbers(occasion.database, session.id, max(session.available or 0, took_part), took_part)


def _expected(occasion: Occasion, session: Session) -> frozenset[int]:
    """Return the members who were available while a question was open; whoever leads the team is not counted."""
    window = (session.state.started_at, session.state.due_at, occasion.zone, occasion.free)
    everyone = members.in_role(occasion.database, session.team_id, Role.MEMBER)
    there = frozenset(person.id for person in everyone if timing.is_available(person, *window))
    return there - finding.leading_in(occasion, session)


def _sum_up(occasion: Occasion, session: Session) -> None:
    """Post the summary of a session, if anybody gave an answer that the team may read."""
    late.leave_one_button(occasion, session)
    said, came_late = _to_tell(occasion, session)
    if said or came_late or tapped.told(occasion, session):
        # Once a month is enough; where no overview comes, a summary asks.
        if not schedules.find(occasion.database, session.team_id, "overview"):
            taking_up.take(occasion, session)
        found = _summary(occasion, session, said, came_late)
        after = timing.in_daytime(occasion.now, occasion.zone, occasion.free)
        occasion.say_html(
            found.text, found.keyboard, session=session, purpose=SUMMARY, send_after=after, about=found.about
        )


def words_of(occasion: Occasion, session: Session) -> Told | None:
    """Return the summary of a session as it reads now; None where there is nothing to read."""
    said, came_late = _to_tell(occasion, session)
    is_told = said or came_late or tapped.told(occasion, session)
    return _summary(occasion, session, said, came_late) if is_told else None


def _to_tell(occasion: Occasion, session: Session) -> tuple[list[Entry], list[Late]]:
    """Return the answers that the summary of a session tells, and those that came late to others."""
    found = visible(Viewer(session.team_id), entries.of_session(occasion.database, session.id))
    said = [one for one in found if one.at < session.state.due_at and counting.is_answer(occasion, one)]
    return said, [one for one in late.told_with(occasion, session) if _asks_or_answers(occasion, one.entry)]


def _asks_or_answers(occasion: Occasion, entry: Entry) -> bool:
    """Tell whether what came late is worth a second time: an answer, what came of something, or what asks for it; the
    rest of what goes on about answers stands in the group already."""
    return entry.kind != "afterthought" or "?" in entry.text or bool(taking_up.question_behind(occasion, entry))


def _summary(occasion: Occasion, session: Session, said: list[Entry], came_late: list[Late]) -> Told:
    language = occasion.here.language
    ordinary = occasion.house.content.sentences[language].ordinary
    several = SEVERAL if len({one.voice for one in said}) < MANY else MORE
    summary = summarise(said, language, ordinary, several, counting.asked_in(occasion, [session]))
    for room, late_shown in ROOMS:
        everybody = whole(said, summary.themes, room, session.id)
        text = _told(occasion, session, summary, everybody, came_late[:late_shown], len(came_late))
        if fits_message(text):
            break
    else:
        # However many wrote, a question closes: at the worst with what it was about and how many answers there are.
        everybody = Whole((), is_shortened=True)
        text = _told(occasion, session, summary, everybody, [], len(came_late))
    keyboard = (
        *taking_up.button(occasion, taking_up.told_in(occasion, session)),
        *(((_way_to_all(occasion, session),),) if everybody.is_shortened else ()),
    )
    return Told(text, keyboard, [*said, *(one.entry for one in came_late)])


def _way_to_all(occasion: Occasion, session: Session) -> Button:
    """Return the button under a summary that leads to all of it in somebody's private chat."""
    label = occasion.label_in(occasion.here.language, "read_all")
    return Button(label=label, link=occasion.house.link(f"read-{session.code}"))


def _told(
    occasion: Occasion, session: Session, summary: Summary, everybody: Whole, told_late: list[Late], came_late: int
) -> str:
    """Return a summary with the quotes and the late answers that it tells, of so many that came late."""
    language, step = occasion.here.language, finding.step_of(occasion, session)
    late_ones = [
        {
            "title": shortened(one.title, SHORTEST_QUOTE),
            "question": taking_up.question_behind(occasion, one.entry),
            "name": one.entry.author.name,
            "at": one.entry.at,
            "text": in_whole_sentences(joined([one.entry]), LONGEST_LATE),
        }
        for one in told_late
        if one.entry.author
    ]
    return occasion.words(
        "asking.summary",
        language,
        title=finding.title(occasion, session, language),
        ask=to_last_question(occasion.in_team_words(step.ask)) if step else "",
        summary=summary,
        everybody=everybody,
        taps=tapped.told(occasion, session),
        came=[one for one in late_ones if one["question"]],
        late=[one for one in late_ones if not one["question"]],
        more_late=came_late - len(late_ones),
        taken_up=taking_up.in_summary(occasion, session),
        follow_up=occasion.in_team_words(finding.outline(occasion, session).follow_up),
    )


def close(occasion: Occasion, session: Session) -> None:
    """Close a session whose deadline has passed, with its summary.

    Who took part, and whose the nameless answers are, is forgotten for good before anything is shown; whoever's could
    not show without a name hears what became of it, in private and without the words.
    """
    database = occasion.database
    expected, answered = _expected(occasion, session), session.state.given - finding.leading_in(occasion, session)
    fallen = ties.cut(database, session.id)
    tapped.close(occasion, session, finding.leading_in(occasion, session))
    closed = finding.keep(occasion, session, moving.finish(session.state, occasion.now))
    sessions.save_numbers(database, session.id, len(expected | answered), len(answered))
    _sum_up(occasion, closed)
    # Several of somebody's go the same way.
    for one in dict.fromkeys(fallen):
        _tell_fallen(occasion, session, one)


def _tell_fallen(occasion: Occasion, session: Session, fallen: Fallen) -> None:
    """Tell somebody what became of an answer that too few others joined for it to go without a name."""
    person = people.find(occasion.database, fallen.person_id)
    if person is None:
        return
    language = occasion.private_language(person)
    occasion.whisper(
        person,
        "privately.fallen",
        is_owed=True,
        session=session,
        team=occasion.here.name,
        title=finding.title(occasion, session, language),
        fallback=fallen.fallback,
    )
