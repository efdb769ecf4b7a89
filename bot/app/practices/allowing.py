"""Allowing: those whom a line tells of too are asked whether it may go to the team; one no is the last word."""

from typing import Any

from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.practices import belonging
from bot.app.practices.cards import LONGEST, button
from bot.core.model import Audience, Language, Person
from bot.core.outgoing import Keyboard
from bot.core.purposes import PAIR
from bot.core.session.pair import Pair
from bot.core.whole import in_whole_sentences
from bot.storage import contributions, entries, messages, pairs, people, talks, unplaced


def ways_to_allow(occasion: Occasion, here: Pair, number: int, language: Language) -> Keyboard:
    """Return the buttons under the question whether a line of another, by its number, may go to the team."""
    fine = button(occasion, here, "line_fine", f"fine {number}", language)
    return (fine,), (button(occasion, here, "line_not", f"not {number}", language),)


def asking(here: Pair, writer: Person, text: str, team: str) -> dict[str, Any]:
    """Return what the question says whether a line of somebody's may go to the team, which is theirs, and what it is
    for."""
    purpose = PAIR.of(here.id, here.state.position)
    return {"purpose": purpose, "name": writer.name, "text": in_whole_sentences(text, LONGEST), "team": team}


def asked_about(occasion: Occasion, here: Pair) -> list[int]:
    """Return the lines of others that somebody is asked about, once they have seen the question."""
    if messages.is_waiting(occasion.database, occasion.who.id, PAIR.of(here.id)):
        return []
    return pairs.asked_about(occasion.database, here, occasion.who.id)


def are_all_here(occasion: Occasion, here: Pair) -> bool:
    """Tell whether everybody who began still takes part in the pair, and in the team in a role in which they may, and
    whether its group can be told."""
    if not (here.is_whole and occasion.here.is_present):
        return False
    return all(belonging.may_be_in(occasion, here, person) for person in here.people)


def say_it_stays(occasion: Occasion, here: Pair) -> None:
    """Say so to whoever wants to ask about it again."""
    occasion.hint("practices.not_shared", title=occasion.in_team_words(here.state.outline.title, occasion.language))


def answer(occasion: Occasion, here: Pair, words: list[str], *, is_fine: bool) -> None:
    """Answer the buttons under the question whether a line may go to the team: once all agree, it does."""
    entry = entries.find(occasion.database, as_number(words[0]) if words else 0)
    is_there = entry is not None and entry.session_id == here.id and entry.kind == "lesson"
    if entry is None or not is_there or entry.author is None or entry.author.id == occasion.who.id:
        occasion.hint("practices.over")
        return
    if entry.author.id not in pairs.allowing(occasion.database, entry.id):
        # Nobody but its writer asks for a line to be shared.
        occasion.hint("practices.over")
        return
    occasion.show("practices.answered", (), is_fine=is_fine)
    if entry.audience is not Audience.AUTHOR:
        return
    # It goes to the team of whoever wrote it.
    occasion.enter_team(here.team_of(entry.author.id))
    if not is_fine:
        # Of two or three, one no is the last word: nobody is asked any more, and no later yes counts.
        pairs.refuse(occasion.database, entry.id)
        _tell_it_stays(occasion, here, entry.author)
        return
    agreed = pairs.allow(occasion.database, entry.id, occasion.who.id)
    if agreed < set(here.people) or not are_all_here(occasion, here):
        return
    talk = talks.find(occasion.database, entry.author.id)
    is_rewritten = talk is not None and talk.entry_id == entry.id
    if is_rewritten or unplaced.of_person(occasion.database, entry.author.id, occasion.now):
        _ask_once_more(occasion, here, entry.author, entry.id)
    else:
        _tell_team(occasion, here, entry.id, entry.author.id)


def _ask_once_more(occasion: Occasion, here: Pair, author: Person, number: int) -> None:
    """Ask whoever wrote a line that all agree to once more: they are writing it anew, or wrote something since that may
    put it right, and that nobody reads before they say what it is about."""
    pairs.allow_no_more(occasion.database, number)
    language = occasion.private_language(author)
    share = button(occasion, here, "share_line", f"share {number}", language)
    purpose = PAIR.of(here.id, here.state.position)
    occasion.whisper(author, "practices.may_be_shared", ((share,),), is_owed=True, purpose=purpose)


def _tell_it_stays(occasion: Occasion, here: Pair, author: Person) -> None:
    """Tell whoever wrote a line that it stays with them; in a three, not who wished so."""
    title = occasion.in_team_words(here.state.outline.title, occasion.private_language(author))
    purpose = PAIR.of(here.id, here.state.position)
    occasion.whisper(author, "practices.not_shared", is_owed=True, purpose=purpose, title=title)


def _tell_team(occasion: Occasion, here: Pair, entry_id: int, author_id: int) -> None:
    """Put a line in the team's log and in its group, under the name of whoever wrote it."""
    contributions.share_with_name(occasion.database, entry_id, author_id, occasion.now)
    entry, author = entries.find(occasion.database, entry_id), people.find(occasion.database, author_id)
    if entry is None or author is None:
        return
    title = occasion.in_team_words(here.state.outline.title)
    occasion.say(
        "practices.shared",
        is_silent=True,
        name=author.name,
        text=in_whole_sentences(entry.text, LONGEST),
        title=title,
    )
    told = occasion.in_team_words(here.state.outline.title, occasion.private_language(author))
    occasion.whisper(author, "practices.is_shared", is_owed=True, team=occasion.here.name, title=told)
