"""Cards: what somebody in a pair reads of the step that is on, and the buttons under it."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from bot.app.context.command import SURE
from bot.app.context.occasion import Occasion
from bot.app.practices import belonging, kept_dates, wishes
from bot.app.sessions import finding
from bot.core import timing
from bot.core.model import Entry, Language, Person
from bot.core.outgoing import Button, Keyboard
from bot.core.session import taking_part
from bot.core.session.modes import Shown
from bot.core.session.pair import Pair
from bot.core.sources import like
from bot.core.step import Bilingual
from bot.core.summary import share
from bot.core.whole import in_whole_sentences
from bot.storage import contributions, entries

Lines = list[dict[str, Any]]
AHEAD, FAR, EXAMPLE_AT = 7, 60, time(10, 15)
TWO = 2
# What others wrote has so much room in one message beside what is asked, with so much around each: longer words are
# told as far as whole sentences fit.
ROOM, AROUND = 2800, 60
# What somebody else wrote is told, however long a holiday lasts.
AS_LONG_AS_IT_TAKES = timedelta(days=60)
# As much of one text as one message holds.
LONGEST = 3600


def facts(
    occasion: Occasion,
    here: Pair,
    person: Person,
    language: Language,
    *,
    came: Lines | None = None,
    came_of: Pair | None = None,
    is_first: bool = False,
    is_turned: bool = False,
    is_reminder: bool = False,
) -> dict[str, Any]:
    """Return what the sentences about a pair need to know, for one of its people: with what the others wrote to an
    earlier step, if anything."""
    state, step = here.state, here.on.step
    at = next_field(occasion, here, person.id)
    field = step.fields[at] if at < len(step.fields) else None
    return {
        "title": _in(occasion, state.outline.title, language),
        "team": occasion.here.name,
        "others": _names(occasion, here, person),
        **_whose(occasion, here, person),
        "step": _in(occasion, step.title, language),
        "ask": _in(occasion, step.ask, language),
        "way_in": _in(occasion, _way_in(occasion, here, person), language),
        "meanwhile": _in(occasion, step.meanwhile, language),
        "is_yours": person.id in taking_part.addressed(state) and not step.on_date,
        "is_heard": person.id in state.heard,
        "field": _in(occasion, field.name, language) if field else "",
        "field_ask": _in(occasion, field.ask, language) if field else "",
        "field_number": at + 1,
        "fields": len(step.fields),
        "may_pass_one": here.may_pass_one,
        "how": "date" if step.agrees_date else "meet" if step.on_date else step.way.name,
        **_until(occasion, here, person),
        "meets_at": here.meets_at,
        **wishes.facts(occasion, here, person),
        "example": example(occasion, person),
        "came": came or [],
        "came_title": _in(occasion, came_of.on.step.title, language) if came and came_of else "",
        "is_first": is_first,
        "is_turned": is_turned,
        "is_reminder": is_reminder,
    }


def _until(occasion: Occasion, here: Pair, person: Person) -> dict[str, Any]:
    """Return until when a step is open, and whether that is past once somebody reads it, on a working day of theirs."""
    due_at, by_day = here.state.due_at, timing.in_daytime(occasion.now, occasion.zone, occasion.free, person)
    return {"until": due_at, "is_past": by_day >= due_at}


def _whose(occasion: Occasion, here: Pair, person: Person) -> dict[str, Any]:
    """Return whom it is about: whose turn it is, or who asks how many others, and whether with their names."""
    has_owner = here.asks_around or taking_part.is_in_turns(here.state)
    owners = taking_part.owners_now(here.state) if has_owner else ()
    turn = next(iter(finding.named(occasion, owners)), None)
    return {
        "turn": turn.name if turn else "",
        "is_own_turn": turn is not None and turn.id == person.id,
        "part": part_of(here, person),
        "more": len(here.asked) - 1 if here.asks_around else 0,
        "is_nameless": here.is_nameless,
    }


def _with_whom(here: Pair, person: Person) -> tuple[int, ...]:
    """Return who is named as those that somebody is with: whoever asks reads of none of them what became of it."""
    return here.asked if person.id == here.asker else here.others(person.id)


def _names(occasion: Occasion, here: Pair, person: Person) -> list[str]:
    """Return the names of those that somebody is with; of another team, with that one's."""
    home, names = here.team_of(person.id), list[str]()
    for one in finding.named(occasion, _with_whom(here, person)):
        other = here.team_of(one.id)
        team = belonging.name_of(occasion, other) if other != home else ""
        names.append(like(f"{one.name} ({team})", one.name) if team else one.name)
    return names


def part_of(here: Pair, person: Person) -> str:
    """Return whether somebody `asks` the others, or is one of those who are `asked`; nothing where nobody does."""
    if not here.asks_around:
        return ""
    return "asked" if here.is_asked(person.id) else "asks"


def example(occasion: Occasion, person: Person) -> datetime:
    """Return a date to come, to show somebody how one is written: some morning about a week from now on which they
    work, or at least one with school."""
    days = [occasion.today + timedelta(days=ahead) for ahead in range(AHEAD, AHEAD + FAR)]
    own = (day for day in days if timing.works(person, day, occasion.free))
    day = next(own, timing.next_school_day(days[0], occasion.free))
    return timing.wall_clock(day, EXAMPLE_AT, occasion.zone)


def _in(occasion: Occasion, text: Bilingual | None, language: Language) -> str:
    return occasion.in_team_words(text, language)


def _way_in(occasion: Occasion, here: Pair, person: Person) -> Bilingual | None:
    """Return the question that stands below what the step asks, as a way into it: each time another."""
    questions = occasion.house.content.prompts
    pool = [questions[one] for one in here.on.step.ways_in if one in questions]
    if not pool:
        return None
    # By the turns that there were at first, so that it stays the same when somebody goes.
    owners = here.state.owners
    place = owners.index(person.id) if person.id in owners else 0
    return pool[(here.id * here.began + here.on.turn + place) % len(pool)].steps[0].ask


def said(occasion: Occasion, here: Pair, person_id: int) -> int:
    """Return how often somebody wrote to the step that is on what counts."""
    own = contributions.in_session(occasion.database, here.id, person_id)
    return sum(one.step == here.step and one.kind != "draft" for one in own)


def came(occasion: Occasion, before: Pair | None, person: Person) -> Lines:
    """Return what the others wrote to a step that has closed, as far as they didn't read it at once: with the name of a
    field, where it has some."""
    # What came of asking around is told in messages of its own.
    if before is None or before.is_asking or before.on.step.way.shown is not Shown.AT_CLOSE:
        return []
    fields, lines = before.on.step.fields, Lines()
    language, last = occasion.private_language(person), 0
    for entry in entries.of_step(occasion.database, before.id, before.step):
        at = int(entry.value or 0)
        mark = _in(occasion, fields[at].name, language) if at < len(fields) else ""
        if entry.author and before.may_read(person.id, entry.author.id):
            is_same = bool(mark and lines) and entry.author.id == last
            text = entry.text if entry.kind != "pass" else occasion.label_in(language, "pair_left_open")
            lines.append({"name": entry.author.name, "text": text, "mark": mark, "is_same": is_same})
            last = entry.author.id
    longest = share((len(one["text"]) for one in lines), max(ROOM - AROUND * len(lines), 0))
    return [one | {"text": in_whole_sentences(one["text"], longest)} for one in lines]


def next_field(occasion: Occasion, here: Pair, person_id: int) -> int:
    """Return the number from 0 of the field that somebody is asked next; as many as there are once that was all."""
    written = entries.of_step(occasion.database, here.id, here.step)
    done = {int(one.value or 0) for one in written if one.author and one.author.id == person_id}
    fields = range(len(here.on.step.fields))
    return next((at for at in fields if at not in done), len(fields))


def before(here: Pair) -> Pair | None:
    """Return a pair as it was at the step before the one that is on; None at the first."""
    at = here.state.position - 1
    return here.at(replace(here.state, position=at)) if at >= 0 else None


def told_in_fields(here: Pair) -> Pair | None:
    """Return a pair as it was at the step in which one told the other, field by field, what they would like; None where
    there was none in this turn."""
    earlier = (
        at
        for at in range(here.state.position - 1, -1, -1)
        if here.state.plan[at].step.fields and here.state.plan[at].turn == here.on.turn
    )
    position = next(earlier, None)
    return None if position is None else here.at(replace(here.state, position=position))


def button(occasion: Occasion, here: Pair, key: str, word: str, language: Language) -> Button:
    """Return a button under a pair's step."""
    return occasion.button_in(language, key, f"pair {here.id} {here.state.position} {word}")


def under(occasion: Occasion, here: Pair, person: Person) -> Keyboard:
    """Return the buttons under the step that is on, for one of the pair."""
    may_choose = person.id == here.asker and here.state.position == 0
    whom = occasion.button_in(occasion.private_language(person), "around_whom", f"around {here.id} whom")
    return (*_of_step(occasion, here, person), (whom,)) if may_choose else _of_step(occasion, here, person)


def _of_step(occasion: Occasion, here: Pair, person: Person) -> Keyboard:
    language, step = occasion.private_language(person), here.on.step

    def give(key: str, word: str) -> Button:
        return button(occasion, here, key, word, language)

    rest = (give("pair_rest", "rest"),)
    if here.is_asked(person.id):
        rest = (give("pair_not_now", "rest"),)
    if step.on_date:
        return ((give("pair_ics", "ics"), give("pair_move", f"move {stamp(here)}")), rest)
    if person.id not in taking_part.addressed(here.state) or person.id in here.state.heard:
        # Whoever answered has nothing to let rest.
        return () if here.is_asked(person.id) else (rest,)
    if step.agrees_date:
        return (*ways_to_say_yes(occasion, here, person), *kept_dates.ways(occasion, here, person), rest)
    if step.way.by_press:
        not_held = ((give("pair_not_held", "nothing"),),) if here.comes_after_date else ()
        not_there = ((give("pair_not_there", "absent"),),) if may_have_missed(here, person.id) else ()
        return ((give("pair_done", "done"),), *not_there, *not_held, rest)
    if person.id in here.state.given and here.may_pass_one:
        return ((give("pair_before", "before"), give("step_pass", "pass")), (give("step_done", "done"),), rest)
    if person.id in here.state.given:
        return ((give("step_done", "done"),), rest)
    return ((give("step_pass", "pass"),), rest)


def ways_to_say_yes(occasion: Occasion, here: Pair, person: Person, at: datetime | None = None) -> Keyboard:
    """Return the buttons under a date that another proposed, what most are for or the one `at` an instant: it suits, or
    another one is wanted; none where there is none."""
    language, wanted = occasion.private_language(person), wishes.by_others(occasion, here, person)
    if not wanted:
        return ()
    meant = at if at in wanted else wanted[0]
    fits = button(occasion, here, "pair_fits", f"fits {int(meant.timestamp())}", language)
    return ((fits, button(occasion, here, "pair_move", "other", language)),)


def ways_not_held(occasion: Occasion, here: Pair, language: Language) -> Keyboard:
    """Return the buttons under the question whether what was agreed for a date didn't happen at all."""
    yes = button(occasion, here, "pair_not_held_sure", f"nothing {SURE}", language)
    no = button(occasion, here, "pair_was_held", "open", language)
    return (yes,), (no,)


def may_have_missed(here: Pair, person: int) -> bool:
    """Tell whether somebody may not have been there on a date that the others kept: one of more than two, whom it was
    not about."""
    return here.comes_after_date and len(here.people) > TWO and person not in taking_part.owners_now(here.state)


def ways_out(occasion: Occasion, here: Pair, person: Person) -> Keyboard:
    """Return the button with which whoever is asked by one of them says that it is not for now, before it is."""
    if not here.is_asked(person.id):
        return ()
    return ((button(occasion, here, "pair_not_now", "rest", occasion.private_language(person)),),)


def stamp(here: Pair) -> int:
    """Return what tells the date that a pair has agreed on from another one; 0 where there is none."""
    return int(here.meets_at.timestamp()) if here.meets_at else 0


def is_of_this_date(here: Pair, words: list[str]) -> bool:
    """Tell whether a button stands under the date that a pair has agreed on, and not under an earlier one."""
    return words == [str(stamp(here))]


def words_of_step(occasion: Occasion, here: Pair, position: int, person: Person) -> tuple[str, Keyboard]:
    """Return the card of one of a pair's steps as one of them reads it now; buttons only while that step is on."""
    if position > here.state.position:
        return "", ()
    then = here if position == here.state.position else here.at(replace(here.state, position=position))
    language, earlier = occasion.private_language(person), before(then)
    found = came(occasion, earlier, person)
    told = facts(occasion, then, person, language, came=found, came_of=earlier)
    text = occasion.words("practices.step", language, **told)
    return text, under(occasion, here, person) if then is here else ()


def words_said(occasion: Occasion, here: Pair, entry: Entry, person: Person) -> str:
    """Return what one of a pair wrote to a step, as the other reads it."""
    then = here.at(replace(here.state, position=entry.step - 1))
    language = occasion.private_language(person)
    name, text = entry.author.name if entry.author else "", in_whole_sentences(entry.text, LONGEST)
    return occasion.words("practices.said", language, name=name, text=text, **facts(occasion, then, person, language))
