"""My answers: somebody's own contributions, page by page, to read, change, release or withdraw."""

from collections.abc import Callable
from functools import partial
from typing import Any

from bot.app.commitments import intending, kept_true
from bot.app.context import pages, questions, screening, short_words
from bot.app.context.command import PRIVATE, Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.practices import lines
from bot.app.sessions import finding, put_down, rewording, tapped, voted_on
from bot.core.legible import has_words
from bot.core.model import RELEASED, Audience
from bot.core.outgoing import Button, Keyboard
from bot.core.session import taking_part
from bot.core.session.terms import REFLECTION
from bot.core.sources import like
from bot.core.summary import cut
from bot.rendering import visible_text
from bot.storage import commitments, contributions, links, marks, pairs, quotes, sessions, talks
from bot.storage.contributions import Contribution

ON_A_PAGE = 5
# A message holds 4096 characters; the words around an answer need a few.
SHOWN_WHOLE = 3500


def show_mine(occasion: Occasion, argument: str) -> None:
    """Answer /my in private: a page of contributions, one of them, or what to do with one.

    `page 2`, `12`, `edit 12`, `withdraw 12`, `release 12`, `across 12`, `unrelease 12`; the numbers are those in /my.
    Behind `release 12` may stand what its writer answered to a question about the words.
    """
    word, _, rest = argument.strip().lower().partition(" ")
    number, _, answered = rest.partition(" ")
    doing: dict[str, Callable[[Occasion, Contribution], None]] = {
        "edit": ask_for_words,
        "withdraw": _ask_whether_to_withdraw,
        "withdrawn": _withdraw,
        "release": partial(_release, answered=answered),
        "across": partial(_release, answered=answered, is_across=True),
        "unrelease": _release_no_more,
    }
    talks.end(occasion.database, occasion.who.id)
    if word.isdigit() or word in doing:
        own = contributions.find(occasion.database, as_number(number if word in doing else word), occasion.who.id)
        if own is None:
            occasion.hint("own_answers.gone")
        else:
            occasion.enter_team(own.team_id)
            doing.get(word, _show)(occasion, own)
    else:
        _show_page(occasion, max(as_number(rest), 1) if word == "page" else 1)


def _show_page(occasion: Occasion, number: int) -> None:
    total = contributions.count(occasion.database, occasion.who.id)
    page = pages.of_length(range(total), number, ON_A_PAGE)
    start = (page.number - 1) * ON_A_PAGE
    found = contributions.of_person(occasion.database, occasion.who.id, start, ON_A_PAGE)
    lines = [_facts(occasion, own) | {"text": cut(own.text), "number": own.id} for own in found]
    opening = tuple(Button(label=str(place), command=f"my {own.id}") for place, own in enumerate(found, 1))
    keyboard = tuple(row for row in (opening, pages.signs(page, "my page ")) if row)
    occasion.show("own_answers.page", keyboard, lines=lines, total=total, page=page.number, pages=page.last)


def _facts(occasion: Occasion, own: Contribution) -> dict[str, Any]:
    return {
        "at": own.at,
        "team": own.team,
        "title": title(occasion, own),
        "audience": audience(occasion, own),
    }


def audience(occasion: Occasion, own: Contribution) -> str:
    """Return in one word who may read a contribution."""
    if own.is_nameless or own.is_waiting:
        return "nameless" if own.is_nameless else "waiting"
    is_of_pair = own.audience is Audience.GROUP and pairs.find(occasion.database, own.session_id)
    return "pair" if is_of_pair else str(own.audience)


def title(occasion: Occasion, own: Contribution) -> str:
    """Return the name of the question or method that a contribution was made to."""
    found = questions.title(occasion.house, own.team_id, own.method, own.session_id)
    template = found.in_(occasion.language) if found else own.method
    return visible_text(occasion.house.renderer.text(occasion.language, template, occasion.zone, team=own.team))


def _show(occasion: Occasion, own: Contribution) -> None:
    occasion.show(
        "own_answers.one",
        _under(occasion, own),
        **_facts(occasion, own),
        text=like(own.text[:SHOWN_WHOLE], own.text),
        is_whole=len(own.text) <= SHOWN_WHOLE,
        in_group=own.in_group,
        is_open=own.is_open,
    )


def _under(occasion: Occasion, own: Contribution) -> Keyboard:
    change = occasion.button("edit", f"my edit {own.id}"), occasion.button("withdraw", f"my withdraw {own.id}")
    back = (occasion.button("back", "my"),)
    if own.is_case and own.kind != "outcome":
        # What was said about a case stays with the people of its session.
        return change, back
    if own.is_open and (own.audience is Audience.AUTHOR or own.is_nameless):
        return change, *_ways(occasion, own), back
    if own.audience in RELEASED:
        return change, (occasion.button("unrelease", f"my unrelease {own.id}"),), back
    # A line about what two did together was allowed for the team, and for nobody beyond it.
    if own.audience is Audience.TEAM and not own.is_nameless and own.kind not in ("lesson", "skill"):
        release = (occasion.button("release", f"my release {own.id}"),)
        across = (occasion.button("across", f"my across {own.id}"),)
        return (change, release, *((across,) if links.of_team(occasion.database, own.team_id) else ()), back)
    return change, back


def _ways(occasion: Occasion, own: Contribution) -> Keyboard:
    """Return the other ways that a private answer can go while its question is open."""
    session = sessions.find(occasion.database, own.session_id, REFLECTION)
    is_blind = session is not None and session.state.outline.is_blind
    named = ((occasion.button("with_name", f"named {own.id}"),),) if is_blind and not own.is_waiting else ()
    hidden = () if own.is_nameless else ((occasion.button("nameless", f"nameless {own.id}"),),)
    alone = ((occasion.button("only_me", f"onlyme {own.id}"),),) if own.is_nameless or own.is_waiting else ()
    return (*named, *hidden, *alone)


def ask_for_words(occasion: Occasion, own: Contribution) -> None:
    """Let somebody's next words take the place of what they wrote."""
    if put_down.stays(occasion, own.id):
        return
    talks.begin(occasion.database, occasion.who.id, occasion.now, entry_id=own.id)
    keyboard = ((occasion.button("keep_as_is", f"my {own.id}"),),)
    occasion.answer("own_answers.write_anew", keyboard, in_group=own.in_group)


def write_anew(occasion: Occasion, entry_id: int, text: str) -> None:
    """Take what somebody writes who was asked how an answer of theirs is to read: what is no text leaves it as it is,
    and a question, "wait" or thanks takes nobody's place."""
    own = contributions.find(occasion.database, entry_id, occasion.who.id)
    was_question = own is not None and own.text.rstrip().endswith("?")
    is_aside = short_words.puts_off(text) or (text.rstrip().endswith("?") and not was_question)
    if short_words.means(occasion, text, "retracting", "declining"):
        talks.end(occasion.database, occasion.who.id)
        occasion.answer("own_answers.stays")
    elif is_aside or short_words.are_mere(occasion, text):
        occasion.answer("own_answers.whole_text", ((occasion.button("keep_as_is", f"my {entry_id}"),),))
    else:
        rewrite(occasion, entry_id, text)


def rewrite(occasion: Occasion, entry_id: int, text: str) -> bool:
    """Put what somebody wrote in private in the place of an answer of theirs; return whether it stands there."""
    own = contributions.find(occasion.database, entry_id, occasion.who.id)
    if own is None:
        talks.end(occasion.database, occasion.who.id)
        occasion.answer("own_answers.gone")
    elif not has_words(text):
        occasion.answer("answering.wordless")
    elif not (put_down.stays(occasion, own.id) or screening.is_held_back(occasion, own, text)):
        occasion.enter_team(own.team_id)
        reach, is_same = occasion.take_back([("entry", own.id)]), put_down.reads_the_same(occasion, own.id, text)
        contributions.rewrite(occasion.database, own.id, occasion.who.id, text)
        rewording.keep_true(occasion, own.session_id)
        intending.note_anew(occasion, own.session_id)
        if not is_same:
            put_down.note_change(occasion, own.id)
            voted_on.tell_of_change(occasion, own.id)
        talks.end(occasion.database, occasion.who.id)
        see = (occasion.button("see", f"my {own.id}"),)
        is_alone = own.is_open and own.audience is Audience.AUTHOR and not (own.is_case or own.is_waiting)
        # What was changed for a second look is its writer's alone until they say otherwise.
        occasion.answer("own_answers.changed", (*(_ways(occasion, own) if is_alone else ()), see), reach=reach)
        lines.changed(occasion, own)
        return True
    return False


def _ask_whether_to_withdraw(occasion: Occasion, own: Contribution) -> None:
    yes = occasion.button("withdraw_really", f"my withdrawn {own.id}")
    no = occasion.button("keep_as_is", f"my {own.id}")
    occasion.show("own_answers.withdraw", ((yes,), (no,)), in_group=own.in_group, text=cut(own.text))


def _withdraw(occasion: Occasion, own: Contribution) -> None:
    reach = occasion.take_back([("entry", own.id)])
    contributions.withdraw(occasion.database, own.id, occasion.who.id)
    session = sessions.find(occasion.database, own.session_id, REFLECTION)
    tapping = marks.of_person(occasion.database, own.session_id, tapped.POSITION, occasion.who.id)
    is_last = not tapping and not contributions.in_session(occasion.database, own.session_id, occasion.who.id)
    if session and not session.state.is_over and is_last:
        finding.keep(occasion, session, taking_part.take_back(session.state, occasion.who.id))
    rewording.keep_true(occasion, own.session_id)
    intending.note_anew(occasion, own.session_id, is_withdrawn=own.kind == "commitment")
    occasion.show("own_answers.withdrawn", ((occasion.button("back", "my"),),), in_group=own.in_group, reach=reach)


def erase_commitment(occasion: Occasion, argument: str) -> None:
    """Answer the button under a commitment: erase it, what was written on looking back, and where it was first said."""
    found = intending.own(occasion, argument)
    if found is None:
        return
    commitment, database, person = found[0], occasion.database, occasion.who.id
    said = [
        one for one in contributions.in_session(database, commitment.session_id, person) if one.kind == "commitment"
    ]
    reach = occasion.take_back([("commitment", commitment.id), *(("entry", one.id) for one in said)])
    for one in said:
        contributions.withdraw(database, one.id, person)
    commitments.erase(database, commitment.id)
    kept_true.follow_end(occasion, commitment.session_id)
    rewording.keep_true(occasion, commitment.session_id)
    occasion.show("board.erased", (), in_group=any(one.in_group for one in said), reach=reach)


def _release(occasion: Occasion, own: Contribution, answered: str, *, is_across: bool = False) -> None:
    """Let the team's leaders and observers read an answer that was given by name, after a look at its words; with
    `is_across` the teams that theirs is linked to as well.

    `answered` is what its writer said to a question about them.
    """
    others = [team.name for team in links.of_team(occasion.database, own.team_id)] if is_across else []
    if own.is_nameless or own.audience is not Audience.TEAM or own.kind == "skill":
        occasion.hint("own_answers.not_to_release")
        return
    word, audience = ("across", Audience.ORGANISATION) if others else ("release", Audience.LEADER)
    if screening.asks_first(occasion, own.text, f"my {word} {own.id}", f"my edit {own.id}", answered):
        return
    contributions.release(occasion.database, own.id, occasion.who.id, audience, occasion.now)
    see = occasion.button("see", f"my {own.id}")
    key = "own_answers.shared" if others else "own_answers.released"
    occasion.show(key, ((see,),), team=own.team, others=others)


def _release_no_more(occasion: Occasion, own: Contribution) -> None:
    where: quotes.Where = "in private" if own.audience is Audience.LEADER else "anywhere"
    reach = occasion.take_back([("entry", own.id)], where=where)
    if own.audience in RELEASED:
        contributions.release(occasion.database, own.id, occasion.who.id, Audience.TEAM, occasion.now)
    occasion.show("own_answers.unreleased", ((occasion.button("see", f"my {own.id}"),),), reach=reach)


COMMANDS = (
    Command("eraseboard", None, {"private": erase_commitment}),
    Command("my", "mijn", {"private": show_mine}, in_menu=PRIVATE, place=290),
)
