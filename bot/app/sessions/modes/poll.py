"""Poll: everybody chooses one or more of a list, by number; the result shows when all have chosen."""

from dataclasses import replace
from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.sessions import walks
from bot.app.sessions.modes.handling import SHOWN_AMONG_OTHERS, Handling, Result, View, item_ids, line
from bot.core import consultation
from bot.core.consultation import Consultation
from bot.core.outgoing import Button, Keyboard
from bot.rendering import shortened
from bot.storage import marks, rounds
from bot.storage.consultations import Walk

# As many as there is room for in a message, with who brings each.
CHOICES, ROOM_FOR_CHOICES, LONGEST_CHOICE = 20, 2000, 300
IN_A_ROW = 5


def _in_group(view: View) -> Keyboard:
    return (*_numbers(view), (view.to_pass,))


def _numbers(view: View) -> Keyboard:
    """Return a button for each thing there is to choose from, by number."""
    ids = item_ids(view.occasion, view.walk)[:CHOICES]
    buttons = [Button(label=str(at), command=f"vote {view.here} {item}") for at, item in enumerate(ids, start=1)]
    return tuple(tuple(buttons[start : start + IN_A_ROW]) for start in range(0, len(buttons), IN_A_ROW))


def _listed(view: View) -> dict[str, list[dict[str, Any]]]:
    """Return what there is to choose from, numbered, with whose it is in the choice of a case."""
    occasion, walk, step = view.occasion, view.walk, view.walk.stand.now_on.step
    if step.options:
        texts = [occasion.in_team_words(option, view.language) for option in step.options]
        return {"options": [_option(at, text) for at, text in enumerate(texts, start=1)]}
    is_choice = walk.stand.now_on.key == "choose"
    turns = rounds.turns_taken(occasion.database, occasion.here.id) if is_choice else {}
    found = walks.items(occasion, walk)[:CHOICES]
    longest = min(LONGEST_CHOICE, ROOM_FOR_CHOICES // max(len(found), 1))
    return {
        "options": [
            _option(
                at,
                shortened(entry.text, longest),
                name=entry.author.name if is_choice and entry.author else "",
                is_new=is_choice and entry.author is not None and not turns.get(entry.author.id),
            )
            for at, entry in enumerate(found, start=1)
        ]
    }


def _option(number: int, text: str, name: str = "", *, is_new: bool = False) -> dict[str, Any]:
    return {"number": number, "text": text, "name": name, "is_new": is_new}


def _result(occasion: Occasion, walk: Walk) -> Result:
    """Return what was voted for, most votes first; whose the votes are is forgotten."""
    step, spoken = walk.stand.now_on.step, occasion.here.language
    counted = marks.count(occasion.database, walk.id, walk.stand.position)
    votes = {item: tally.votes for item, tally in counted.items()}
    texts = {at: occasion.in_team_words(option, spoken) for at, option in enumerate(step.options, start=1)}
    texts |= {entry.id: shortened(entry.text, SHOWN_AMONG_OTHERS) for entry in walks.items(occasion, walk)}
    ranked = sorted((item for item in texts if votes.get(item)), key=lambda item: -votes[item])
    return Result([line(texts[item], occasion.words("modes.poll_votes", spoken, votes=votes[item])) for item in ranked])


def _chosen(occasion: Occasion, walk: Walk, words: list[str]) -> Consultation | None:
    """Choose one, or as many as the step allows; again takes it back."""
    item = walks.item_meant(occasion, item_ids(occasion, walk), words)
    if item is None:
        occasion.hint("contributing.which_number")
        return None
    step, here = walk.stand.now_on.step, (walk.id, walk.stand.position, occasion.who.id)
    chosen = marks.of_person(occasion.database, *here)
    if item in chosen and step.choose > 1:
        marks.drop(occasion.database, *here, item)
        walks.keep(occasion, walk, replace(walk.stand, heard=walk.stand.heard - {occasion.who.id}))
        occasion.hint("contributing.vote_taken_back")
        return None
    if step.choose == 1:
        for before in chosen:
            marks.drop(occasion.database, *here, before)
    elif len(chosen) >= step.choose:
        occasion.hint("contributing.votes_used", most=step.choose)
        return None
    marks.put(occasion.database, *here, item, 1)
    left = step.choose - len(marks.of_person(occasion.database, *here))
    occasion.hint("contributing.voted", left=left)
    hear = consultation.give if left else consultation.hear
    return hear(walk.stand, occasion.who.id)


HANDLING = Handling(in_group=_in_group, listed=_listed, result=_result, command="vote", press=_chosen, is_secret=True)
