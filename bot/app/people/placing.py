"""Placing: loose words in private that may be about several things are held until their writer says about which."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.app.context import screening
from bot.app.context.command import Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.people import after_own, own_answers, plain
from bot.app.practices import typed, which
from bot.app.sessions import contributing, finding, privately
from bot.core.events import Commanded, Wrote
from bot.core.legible import has_words
from bot.core.outgoing import Button, Keyboard
from bot.core.purposes import ABOUT_OWN
from bot.core.session.modes import Shown
from bot.core.session.pair import Pair
from bot.core.session.state import Session
from bot.core.session.terms import REFLECTION
from bot.storage import contributions, pairs, sessions, talks, unplaced
from bot.storage.contributions import Contribution
from bot.storage.unplaced import Unplaced

NOWHERE, OWN, ANEW, EVER = "nowhere", "own", "anew", datetime.min.replace(tzinfo=UTC)


def asks_after_own(occasion: Occasion, what: Wrote) -> bool:
    """Ask about what may still be about something that its writer wrote just before, and would reach others; return
    whether it may."""
    found = after_own.meant(occasion, what)
    if found:
        own, there, walks = found
        ask(occasion, what, there, walks, own)
    return found is not None


def asks_to_put_right(occasion: Occasion, what: Wrote) -> bool:
    """Ask about what may put right something that its writer wrote before, where nothing waits for words; return
    whether it may."""
    own = after_own.put_right(occasion, what.text)
    if own:
        ask(occasion, what, (), (), own)
    return own is not None


def ask(
    occasion: Occasion,
    what: Wrote,
    there: Sequence[Pair],
    walks: Sequence[Session],
    own: Contribution | None = None,
) -> None:
    """Hold what somebody wrote, which no others read yet, and ask what it is about: what goes on in one of some pairs
    or walkthroughs, a question that is open for them, or something of their `own` that they wrote before."""
    if not has_words(what.text):
        occasion.answer("contributing.wordless")
        return
    # Nobody else reads it: whoever is in trouble is not to choose first.
    screening.look_alone(occasion, what.text)
    count = unplaced.keep(occasion.database, occasion.who.id, what.message_id, what.text, occasion.at)
    questions = privately.ways_to(occasion, "belongs question")
    ways = (
        *(_ways_to_own(occasion, own) if own else ()),
        *((Button(label=label, command=f"belongs pair {one.id}"),) for one, label in which.called(occasion, there)),
        *((Button(label=finding.label_of(occasion, one), command=f"belongs step {one.id}"),) for one in walks),
        *questions,
        (occasion.button("about_nothing", f"belongs {NOWHERE}"),),
    )
    for_group = any(one.state.now_on.step.way.shown is not Shown.NEVER for one in walks)
    is_request = plain.is_request(occasion, what.text)
    occasion.answer(
        "placing.which",
        ways,
        purpose=ABOUT_OWN.of(own.id, 1) if own else None,
        count=count,
        for_group=for_group,
        is_request=is_request,
        is_after_own=own is not None,
    )


def _ways_to_own(occasion: Occasion, own: Contribution) -> Keyboard:
    """Return the buttons that put what is held with what its writer wrote before, or let them write that anew."""
    keys = {"about_own": OWN, "about_own_anew": ANEW}
    return tuple((occasion.button(key, f"belongs {kind} {own.id}"),) for key, kind in keys.items())


def correct(occasion: Occasion, what: Wrote) -> bool:
    """Take the new words of a message that is held and was edited; return whether it is."""
    return unplaced.correct(occasion.database, occasion.who.id, what.message_id, what.text)


@dataclass(frozen=True, slots=True)
class Home:
    """Something that words may be about: its session, what it is called, how it takes them, and since when it asks what
    it does; what is told to nobody else it `keeps_apart`, as it was written and when."""

    session_id: int
    label: str
    take: Callable[[Wrote], None]
    since: datetime = EVER
    keeps_apart: bool = False


def place(occasion: Occasion, argument: str) -> None:
    """Answer the buttons under that question: what is held goes where it belongs, as if it had been said there."""
    kind, _, said = argument.strip().partition(" ")
    # What was written after this was asked is asked about by itself.
    asked = occasion.event.what if occasion.event else None
    before = asked.message_id if occasion.is_press and isinstance(asked, Commanded) else None
    held = unplaced.of_person(occasion.database, occasion.who.id, occasion.now, before)
    home = HOMES[kind](occasion, said) if kind in HOMES else None
    own = contributions.find(occasion.database, as_number(said), occasion.who.id) if kind in (OWN, ANEW) else None
    if not held:
        occasion.show("placing.gone", ())
    elif home and home.since <= held[0].said_at:
        _let_go(occasion, before)
        _place_at(occasion, home, held)
    elif own and kind == OWN:
        _add_to_own(occasion, own, held, before)
    elif own:
        _let_go(occasion, before)
        own_answers.ask_for_words(occasion, own)
    elif kind == NOWHERE:
        _let_go(occasion, before)
        occasion.show("placing.erased", (), count=len(held), left=_left(occasion))
    else:
        occasion.hint("placing.over")


def _let_go(occasion: Occasion, before: int | None) -> None:
    """Hold no longer what was written until the question that is answered."""
    unplaced.drop(occasion.database, occasion.who.id, before)
    after_own.let_go(occasion)


def _place_at(occasion: Occasion, home: Home, held: list[Unplaced]) -> None:
    """Let words be about something: what others read as one message, since each may ask for the next."""
    # What is written next is about the same.
    talks.begin(occasion.database, occasion.who.id, occasion.now, session_id=home.session_id)
    occasion.show("placing.placed", (), title=home.label, count=len(held), left=_left(occasion))
    together = [replace(held[-1], text="\n".join(one.text for one in held))]
    for one in held if home.keeps_apart else together:
        with _as_said(occasion, one, home.keeps_apart) as what:
            home.take(what)
    if len(held) > 1 and not home.keeps_apart and occasion.event:
        # An edit of one of them would take the place of all.
        unplaced.let_stand(occasion.database, occasion.event.place, held[-1].message_id)


def _add_to_own(occasion: Occasion, own: Contribution, held: list[Unplaced], before: int | None) -> None:
    """Put what is held with something that its writer wrote before; where that takes no more, it stays held."""
    added = replace(held[-1], text="\n".join(one.text for one in held))
    with _as_said(occasion, added, is_then=False) as what:
        is_added = own_answers.rewrite(occasion, own.id, f"{own.text}\n{what.text}")
    if is_added:
        unplaced.drop(occasion.database, occasion.who.id, before)
        title = occasion.label("about_own")
        occasion.show("placing.placed", (), title=title, count=len(held), left=_left(occasion))


def _left(occasion: Occasion) -> int:
    """Return how many messages were written after what is placed, and wait to be asked about by themselves."""
    return len(unplaced.of_person(occasion.database, occasion.who.id, occasion.now))


def _pair(occasion: Occasion, said: str) -> Home | None:
    number = as_number(said)

    def take(what: Wrote) -> None:
        # What came before may have moved it on.
        if here := pairs.find(occasion.database, number):
            typed.take(occasion, here, what)

    there = pairs.find(occasion.database, number)
    if there is None or occasion.who.id not in there.people or there.state.is_over:
        return None
    [(_, label)] = which.called(occasion, [there])
    return Home(number, label, take, since=there.state.opened_at)


def _walk(occasion: Occasion, said: str) -> Home | None:
    number = as_number(said)

    def take(what: Wrote) -> None:
        if session := sessions.walkthrough(occasion.database, number):
            contributing.take_private(occasion, session, None, what)

    there = sessions.walkthrough(occasion.database, number)
    if there is None or there.state.is_over or not finding.is_near(occasion, there):
        return None
    return Home(number, finding.label_of(occasion, there), take, since=there.state.opened_at)


def _question(occasion: Occasion, said: str) -> Home | None:
    def take(what: Wrote) -> None:
        if session := sessions.find_by_code(occasion.database, said, REFLECTION):
            privately.take(occasion, session, what)

    there = sessions.find_by_code(occasion.database, said, REFLECTION)
    if there is None or not privately.enter(occasion, there):
        return None
    return Home(there.id, finding.label_of(occasion, there), take, keeps_apart=True)


HOMES = {"pair": _pair, "step": _walk, "question": _question}


@contextmanager
def _as_said(occasion: Occasion, held: Unplaced, is_then: bool) -> Iterator[Wrote]:
    """Let what follows be about words as if they were written now, or if it `is_then`, when they were; the press is
    settled after."""
    pressed, what = occasion.event, Wrote(held.message_id, held.text)
    at = held.said_at if is_then else occasion.at
    occasion.event = replace(pressed, what=what, at=at) if pressed else None
    try:
        yield what
    finally:
        occasion.event = pressed


COMMANDS = (Command("belongs", None, {"private": place}),)
