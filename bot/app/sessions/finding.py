"""Finding: which session is meant, what it needs of the house, and who may come near it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.app.context import questions
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions import going_on
from bot.core import timing
from bot.core.clusters import clustered
from bot.core.gestures import Gesture, gesture_in
from bot.core.method import Method
from bot.core.model import Entry, Language, Person, Role
from bot.core.nameless import without_names
from bot.core.outgoing import Button, Keyboard
from bot.core.rights import may_consult
from bot.core.session import plans
from bot.core.session.deadlines import Calendar, next_mark, remind_at
from bot.core.session.outline import Outline
from bot.core.session.state import Session, State
from bot.core.step import Step
from bot.rendering import shortened
from bot.storage import contributions, entries, members, participants, people, sessions

# A pause that nobody ends is an end.
LONGEST_PAUSE = timedelta(days=28)
# As much as a button shows.
LONGEST_LABEL = 40
# What people reply who say nothing; thanks may be what a question asks for.
NO_ANSWERS = (Gesture.SIGN, Gesture.PASS)


def calendar(occasion: Occasion) -> Calendar:
    """Return when the people of the team work; of somebody who only sat in, that school is on is enough."""
    return replace(calendar_of_days(occasion), pauses=occasion.here.pauses)


def calendar_of_days(occasion: Occasion) -> Calendar:
    """Return the same, whatever breaks the team takes: what is asked of everybody at once is open through those."""
    everyone = {person.id: person for person in members.in_role(occasion.database, occasion.here.id, Role.MEMBER)}
    return Calendar(occasion.zone, occasion.free, everyone)


def keep(occasion: Occasion, session: Session, state: State) -> Session:
    """Store where a session stands now and return it."""
    return sessions.save(occasion.database, session.at(state), wake_at(state, occasion.now), occasion.now)


def wake_at(state: State, now: datetime) -> datetime:
    """Return when time next owes a session something: a deadline, a reminder, its clock, or its end."""
    if state.is_over:
        return now
    if state.terms.is_fixed:
        return state.due_at
    if state.paused_at is not None:
        return state.paused_at + LONGEST_PAUSE
    wakes = [state.stops_at]
    if not state.is_stuck:
        wakes.append(state.due_at)
        reminder = remind_at(state.opened_at, state.due_at, state.pace)
        if reminder and not state.is_reminded:
            wakes.append(reminder)
        if state.pace == "live" and state.due_at > now:
            wakes.append(next_mark(state.due_at, now))
    return min(wakes)


def step_of(occasion: Occasion, session: Session) -> Step | None:
    """Return the step that is on, or the last one; None of a session from long ago whose method is gone."""
    if session.state.plan:
        return session.state.plan[session.step - 1].step
    method = method_of(occasion, session)
    return method.steps[session.step - 1] if method else None


def opened_at(occasion: Occasion, session: Session) -> datetime | None:
    """Return when the step that is on was opened; None where the clock was set back since, which nobody can tell by."""
    return session.state.opened_at if session.state.opened_at <= occasion.now else None


def outline(occasion: Occasion, session: Session) -> Outline:
    """Return what a session's method is called and asks of a group."""
    # Its method is only asked of one that began before outlines were kept.
    kept = session.state.outline
    return kept if kept.title else session.state.outline_or_of(method_of(occasion, session))


def method_of(occasion: Occasion, session: Session) -> Method | None:
    """Return the method of a session; None if there is no such any more."""
    return questions.find(occasion.house, session.team_id, session.method)


def title(occasion: Occasion, session: Session, language: Language | None = None) -> str:
    """Return the name of a session's method."""
    return occasion.in_team_words(outline(occasion, session).title, language)


def named(occasion: Occasion, ids: Iterable[int]) -> list[Person]:
    """Return people by id, by name; whoever has been erased is left out."""
    return sorted(people.of(occasion.database, ids), key=lambda person: person.name)


def people_of(occasion: Occasion, session: Session, ids: Iterable[int]) -> list[Person]:
    """Return people of a session by id, by name: whoever was in it as it was read is at hand."""
    asked = set(ids)
    there = [session.persons[one] for one in asked & session.persons.keys()]
    return sorted([*there, *people.of(occasion.database, asked - session.persons.keys())], key=lambda one: one.name)


def shown_at(session: Session, entry: Entry) -> datetime:
    """Return when a team could first read what came of a question: as it closed, if it had no name or went blind."""
    waited = entry.author is None or session.state.outline.is_blind
    return max(entry.at, session.state.due_at) if waited else entry.at


def team_leaders(occasion: Occasion) -> frozenset[int]:
    """Return who leads the team: never among those who are counted, nor in a consultation."""
    return frozenset(person.id for person in members.in_role(occasion.database, occasion.here.id, Role.LEADER))


def counted(occasion: Occasion) -> frozenset[int]:
    """Return who takes part in the team and does not lead it."""
    everyone = members.in_role(occasion.database, occasion.here.id, Role.MEMBER)
    return frozenset(person.id for person in everyone) - team_leaders(occasion)


def leading_in(occasion: Occasion, session: Session) -> frozenset[int]:
    """Return who leads the team, or did while a session was open, whether or not they take part: in no number of it."""
    return team_leaders(occasion) | participants.kept_out_of(occasion.database, session.id)


def reading_along(occasion: Occasion) -> frozenset[int]:
    """Return who leads the team or looks on and doesn't take part in its questions."""
    roles = {role: members.in_role(occasion.database, occasion.here.id, role) for role in Role}
    taking_part = {person.id for person in roles[Role.MEMBER]}
    return frozenset(person.id for person in roles[Role.LEADER] + roles[Role.OBSERVER]) - taking_part


def leader(occasion: Occasion, session: Session) -> list[str]:
    """Return the name of whoever leads a case; none where the bot does."""
    return [person.name for person in people_of(occasion, session, filter(None, [session.state.facilitator]))]


def items(occasion: Occasion, session: Session) -> list[Entry]:
    """Return the list that is labelled or voted on in the step that is on."""
    on = session.state.now_on
    if on.key == "choose":
        return candidates(occasion, session)
    if on.step.items_from is None:
        return []
    position = plans.position_of(session.state.plan, on.step.items_from, on.turn)
    if position is None:
        return []
    found, way = entries.of_step(occasion.database, session.id, position + 1), session.state.plan[position].step.way
    if way.groups_a_list:
        return clustered(found, items(occasion, session.at_step(position)))
    return found if way.is_named else without_names(found)


def candidates(occasion: Occasion, session: Session) -> list[Entry]:
    """Return the cases brought by people who are still there, each one's latest, oldest first."""
    position = plans.collected_at(session.state.plan)
    if position is None:
        return []
    brought = entries.of_kind(occasion.database, session.id, position + 1, "candidate")
    latest = {bringer(entry): entry for entry in brought if bringer(entry) in session.state.people}
    return sorted(latest.values(), key=lambda entry: entry.id)


def bringer(entry: Entry) -> int:
    """Return the number of whoever brought a case; 0 of nobody."""
    return entry.author.id if entry.author else 0


def meant(occasion: Occasion, argument: str, *, comes_in: bool = False) -> tuple[Session, list[str]] | None:
    """Return the walkthrough that a button or a typed command is about, with the words left; say so if there is none.

    A button carries its session and its step, and means nothing once that step has closed. Whoever `comes_in` means one
    that they are not in.
    """
    words = argument.split()
    if occasion.is_press:
        session = sessions.walkthrough(occasion.database, as_number(words[0])) if words else None
        if session is None or session.state.is_over or not is_near(occasion, session):
            occasion.hint("contributing.over")
            return None
        occasion.enter_team(session.team_id)
        if len(words) > 1 and as_number(words[1]) != session.state.position:
            occasion.hint("contributing.step_closed")
            return None
        return session, words[2:]
    session = meant_in_private(occasion) if occasion.is_private else meant_in_group(occasion, comes_in=comes_in)
    if session is None:
        return None
    occasion.enter_team(session.team_id)
    return session, words


def meant_in_group(occasion: Occasion, *, comes_in: bool = False) -> Session | None:
    """Return the walkthrough meant by what was typed in a group; say so where there is none, and of several ask."""
    there = going_on.candidates_in_group(occasion, comes_in=comes_in)
    if len(there) > 1:
        occasion.hint("contributing.which_goes_on", titles=[title(occasion, one) for one in there])
    elif not there:
        occasion.hint("contributing.nothing_runs")
    return there[0] if len(there) == 1 else None


def meant_in_private(occasion: Occasion, *, for_words: bool = False) -> Session | None:
    """Return the walkthrough meant by what was typed in private; say so where there is none, and of several ask."""
    there = going_on.candidates_in_private(occasion, for_words=for_words)
    if len(there) > 1:
        ask_which(occasion, there)
    elif not there:
        teams = members.teams_of(occasion.database, occasion.who.id, Role.MEMBER)
        runs = any(sessions.walkthroughs_in(occasion.database, team.id) for team in teams)
        occasion.hint("contributing.not_in_what_runs" if runs else "contributing.nothing_runs")
    return there[0] if len(there) == 1 else None


def ask_which(occasion: Occasion, there: Sequence[Session]) -> None:
    """Ask in private which walkthrough a command is for, with the way to each."""
    occasion.answer("contributing.which_in_private", ways_to(occasion, there))


def ways_to(occasion: Occasion, there: Sequence[Session]) -> Keyboard:
    """Return a button for each of some walkthroughs that leads to the step that is on, in private."""
    return tuple(
        (Button(label=label_of(occasion, one), link=occasion.house.link(f"step-{one.code}")),) for one in there
    )


def label_of(occasion: Occasion, session: Session) -> str:
    """Return what a session is called on a button in private."""
    named = outline(occasion, session).title
    return shortened(named.in_(occasion.language) if named else session.method, LONGEST_LABEL)


def item_meant(occasion: Occasion, ids: Sequence[int], words: list[str]) -> int | None:
    """Return the item of a list that a button names, or that stands at the number somebody typed."""
    given = as_number(words[0]) if words else 0
    if occasion.is_press:
        return given if given in ids else None
    return ids[given - 1] if 1 <= given <= len(ids) else None


def is_near(occasion: Occasion, session: Session) -> bool:
    """Tell whether a session is of the team one is in, or, in private, of one that knows this person.

    What a link or button carries can be forged or passed on, and would otherwise open any team's session.
    """
    if not occasion.is_private:
        return occasion.team is not None and occasion.team.id == session.team_id
    person = occasion.who.id
    if person in session.state.people or members.roles_of(occasion.database, session.team_id, person):
        return True
    return session.state.terms.is_for_team and bool(contributions.in_session(occasion.database, session.id, person))


def way_to_answer(occasion: Occasion, session: Session) -> Button:
    """Return the button under a message in the group that opens a question in somebody's private chat."""
    label = occasion.label_in(occasion.here.language, "answer")
    return Button(label=label, link=occasion.house.link(f"answer-{session.code}"))


def turn_away(occasion: Occasion, session: Session) -> None:
    """Tell somebody that they are not in a session, and how to come in for those who may."""
    held = members.roles_of(occasion.database, session.team_id, occasion.who.id)
    if not may_consult(held, with_leaders=outline(occasion, session).with_leaders):
        occasion.hint("choosing.not_with_leaders")
    elif occasion.is_press:
        occasion.hint("contributing.not_in")
    else:
        occasion.answer("contributing.not_in", ((occasion.button("sit_in", f"sitin {session.id}"),),))


def is_quiet_time(occasion: Occasion, session: Session) -> bool:
    """Tell whether what a written session says now should make no sound: by night, or on somebody's free day."""
    if session.state.pace == "live":
        return False
    today, free = occasion.today, occasion.free
    present = people_of(occasion, session, session.state.people)
    is_at_work = all(timing.works(person, today, free) for person in present)
    return not is_at_work or timing.in_daytime(occasion.now, occasion.zone, free) != occasion.now


def gesture_of(occasion: Occasion, text: str) -> Gesture | None:
    """Return the gesture that a text in a team is, and None where it says something."""
    words = occasion.house.content.sentences[occasion.here.language]
    return gesture_in(text, words.passing, words.thanks)


def says_something(occasion: Occasion, text: str) -> bool:
    """Tell whether words are more than a thumb or a pass."""
    return gesture_of(occasion, text) not in NO_ANSWERS
