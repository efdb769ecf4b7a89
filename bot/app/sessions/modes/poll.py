"""Poll: everybody chooses one or more of a list, by number; the result shows when all have chosen."""

from dataclasses import replace
from typing import Any

from bot.app.context import pages
from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.app.sessions.modes.handling import SHOWN_AMONG_OTHERS, Handling, Result, View, item_ids, line, option
from bot.core.outgoing import Button, Keyboard
from bot.core.session import taking_part
from bot.core.session.state import Session, State
from bot.rendering import shortened
from bot.storage import marks, rounds

# As many as fifteen people bring, four each; and the room that there is for them in a message, with who brings each.
CHOICES, ROOM_FOR_CHOICES, LONGEST_CHOICE = 60, 2400, 300
IN_A_ROW = 5
# Of so few options it is told too what nobody chose, so that all read what there was to choose from. Of what people
# wrote it never is: nobody reads in front of all that theirs got nothing.
FEW = 6


def _in_group(view: View) -> Keyboard:
    return (*_numbers(view), (view.to_pass,))


def _numbers(view: View) -> Keyboard:
    """Return a button for each thing there is to choose from, by number."""
    ids = item_ids(view.occasion, view.session)[:CHOICES]
    buttons = [Button(label=str(at), command=f"vote {view.here} {item}") for at, item in enumerate(ids, start=1)]
    return pages.in_rows(buttons, IN_A_ROW)


def _listed(view: View) -> dict[str, Any]:
    """Return what there is to choose from, numbered, with whose it is in the choice of a case."""
    occasion, session, step = view.occasion, view.session, view.session.state.now_on.step
    if step.options:
        texts = [occasion.in_team_words(option, view.language) for option in step.options]
        return {
            "options": [option(at, text) for at, text in enumerate(texts, start=1)],
            "most": _most(occasion, session),
        }
    is_choice = session.state.now_on.key == "choose"
    turns = rounds.turns_taken(occasion.database, occasion.here.id) if is_choice else {}
    found = finding.items(occasion, session)[:CHOICES]
    longest = min(LONGEST_CHOICE, ROOM_FOR_CHOICES // max(len(found), 1))
    is_new = [is_choice and entry.author is not None and not turns.get(entry.author.id) for entry in found]
    # Said of all of them, it tells nothing.
    is_telling = not all(is_new)
    return {
        "options": [
            option(
                at,
                shortened(entry.text, longest),
                name=entry.author.name if is_choice and entry.author else "",
                is_new=is_telling and is_one_new,
            )
            for at, (entry, is_one_new) in enumerate(zip(found, is_new, strict=True), start=1)
        ],
        "most": _most(occasion, session),
    }


def _most(occasion: Occasion, session: Session) -> int:
    """Return how many one may choose: as many as the step allows, and no more than half of a list."""
    step = session.state.now_on.step
    return min(step.choose, max(len(item_ids(occasion, session)) // 2, 1))


def _result(occasion: Occasion, session: Session) -> Result:
    """Return what was voted for, most votes first, and of few options what nobody chose; whose the votes are is
    forgotten."""
    step, spoken = session.state.now_on.step, occasion.here.language
    counted = marks.count(occasion.database, session.id, session.state.position)
    votes = {item: tally.votes for item, tally in counted.items()}
    texts = {at: occasion.in_team_words(option, spoken) for at, option in enumerate(step.options, start=1)}
    texts |= {entry.id: shortened(entry.text, SHOWN_AMONG_OTHERS) for entry in finding.items(occasion, session)}
    numbers = {item: at for at, item in enumerate(texts, start=1)}
    ranked = sorted((item for item in texts if votes.get(item)), key=lambda item: -votes[item])
    lines = [line(texts[item], _marked(occasion, session, votes[item]), "", numbers[item]) for item in ranked]
    is_told_whole = bool(ranked) and 0 < len(step.options) <= FEW and step.who != "owner"
    left = [at for at in range(1, len(step.options) + 1) if at not in ranked] if is_told_whole else []
    return Result(
        lines, unchosen=[line(texts[item], _marked(occasion, session, 0), "", numbers[item]) for item in left]
    )


def _marked(occasion: Occasion, session: Session, votes: int) -> str:
    """Return how many chose something; whose case it is, alone, just chose it."""
    key = "modes.poll_chosen" if session.state.now_on.step.who == "owner" else "modes.poll_votes"
    return occasion.words(key, occasion.here.language, votes=votes)


def _chosen(occasion: Occasion, session: Session, words: list[str]) -> State | None:
    """Choose one, or as many as the step allows; again takes it back."""
    item = finding.item_meant(occasion, item_ids(occasion, session), words)
    if item is None:
        occasion.hint("contributing.which_number")
        return None
    most, here = _most(occasion, session), (session.id, session.state.position, occasion.who.id)
    chosen = marks.of_person(occasion.database, *here)
    if item in chosen and most > 1:
        marks.drop(occasion.database, *here, item)
        finding.keep(occasion, session, replace(session.state, heard=session.state.heard - {occasion.who.id}))
        occasion.hint("contributing.vote_taken_back")
        return None
    if most == 1:
        for before in chosen:
            marks.drop(occasion.database, *here, before)
    elif len(chosen) >= most:
        occasion.hint("contributing.votes_used", most=most)
        return None
    marks.put(occasion.database, *here, item, 1)
    left = most - len(marks.of_person(occasion.database, *here))
    occasion.hint("contributing.voted", left=left)
    hear = taking_part.give if left else taking_part.hear
    return hear(session.state, occasion.who.id)


HANDLING = Handling(in_group=_in_group, listed=_listed, result=_result, command="vote", press=_chosen, is_secret=True)
