"""Publishing: what came in for a step, shown to the group when its window closes; words placed for their owner."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.app import walks
from bot.app.occasion import Occasion
from bot.core.model import Entry, Language, Person
from bot.core.outgoing import Button, Keyboard
from bot.core.privacy import MINIMUM_RATED
from bot.core.sources import like
from bot.storage import consultations, entries, marks, said
from bot.storage.consultations import Walk

# What a message holds besides the list itself: its heading, and the numbers before each line.
PAGE = 3300
LABELLED_AT_MOST = 20


def shortened(text: str, length: int) -> str:
    """Return a text in one line of at most some characters."""
    line = " ".join(text.split())
    return like(line if len(line) <= length else f"{line[: length - 1].rstrip()}…", text)


def show_step(occasion: Occasion, walk: Walk) -> None:
    """Show what came in for the step that is on, if it was hidden until now, and forget whose votes and ratings are."""
    on = walk.stand.now_on
    if on.key == "choose" or on.step.mode not in ("hidden", "label", "poll", "rate"):
        return
    if on.step.mode == "rate":
        _keep_safety(occasion, walk)
    for page, text in enumerate(_pages(occasion, walk)):
        occasion.say_html(text, session=walk, purpose=f"list {walk.stand.position} {page}", is_silent=True)


def _keep_safety(occasion: Occasion, walk: Walk) -> None:
    """Keep how safe it was on average, where so many said so that it may be shown: it opens closer methods."""
    rated = marks.count(occasion.database, walk.id, walk.stand.position).get(0)
    is_enough = rated is not None and rated.votes >= MINIMUM_RATED
    consultations.set_safety(occasion.database, walk.id, rated.average if rated and is_enough else None)


def _pages(occasion: Occasion, walk: Walk) -> list[str]:
    """Return what came in for a step, as messages."""
    match walk.stand.now_on.step.mode:
        case "label":
            return _rendered(occasion, walk, _labelled(occasion, walk))
        case "poll":
            return _rendered(occasion, walk, _counted(occasion, walk))
        case "rate":
            rated = marks.count(occasion.database, walk.id, walk.stand.position).get(0)
            ratings = rated.votes if rated else 0
            shown = rated.average if rated and ratings >= MINIMUM_RATED else None
            return _rendered(occasion, walk, _lines(occasion, walk), average=shown, ratings=ratings)
    return _rendered(occasion, walk, _lines(occasion, walk))


def _lines(occasion: Occasion, walk: Walk, before: datetime | None = None) -> list[dict[str, Any]]:
    """Return what was contributed to a step, only what was before an instant if given."""
    found = entries.of_step(occasion.database, walk.id, walk.step)
    given = [entry for entry in found if before is None or entry.at < before]
    return [{"name": _name(entry), "text": entry.text, "mark": ""} for entry in given]


def _name(entry: Entry) -> str:
    return entry.author.name if entry.author else ""


def _labelled(occasion: Occasion, walk: Walk) -> list[dict[str, Any]]:
    """Return the labelled items, by label, the unlabelled ones last."""
    labels, chosen = walk.stand.now_on.step.labels, marks.tally(occasion.database, walk.id, walk.stand.position)
    found = walks.items(occasion, walk)
    ranked = sorted(found, key=lambda entry: chosen.get(entry.id, [len(labels) + 1])[0])
    return [
        {
            "name": "",
            "text": shortened(entry.text, 400),
            "mark": walks.said(occasion, labels[chosen[entry.id][0] - 1], occasion.here.language)
            if entry.id in chosen
            else "",
        }
        for entry in ranked
    ]


def _counted(occasion: Occasion, walk: Walk) -> list[dict[str, Any]]:
    """Return what was voted for, most votes first; whose the votes are is forgotten."""
    step, spoken = walk.stand.now_on.step, occasion.here.language
    counted = marks.count(occasion.database, walk.id, walk.stand.position)
    votes = {item: tally.votes for item, tally in counted.items()}
    texts = {at: walks.said(occasion, option, spoken) for at, option in enumerate(step.options, start=1)}
    texts |= {entry.id: shortened(entry.text, 400) for entry in walks.items(occasion, walk)}
    ranked = sorted((item for item in texts if votes.get(item)), key=lambda item: -votes[item])
    return [{"name": "", "text": texts[item], "mark": str(votes[item])} for item in ranked]


def _rendered(occasion: Occasion, walk: Walk, lines: list[dict[str, Any]], **more: Any) -> list[str]:
    """Return a list in as many messages as it takes."""
    spoken, on = occasion.here.language, walk.stand.now_on
    facts = {"title": walks.said(occasion, on.step.title, spoken), "mode": on.step.mode, "average": None, "ratings": 0}
    return [
        occasion.words("publishing.list", spoken, lines=part, is_more=page > 0, **facts | more)
        for page, part in enumerate(in_pages(lines))
    ]


def in_pages(lines: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return numbered lines in pages that each fit a message; a long contribution goes on on the next one."""
    pages: list[list[dict[str, Any]]] = [[]]
    room = PAGE
    for number, line in enumerate(lines, start=1):
        pieces = [line["text"][start : start + PAGE - 200] for start in range(0, len(line["text"]), PAGE - 200)] or [""]
        for at, piece in enumerate(pieces):
            cost = len(piece) + len(line["name"]) + len(line["mark"]) + 12
            if cost > room:
                pages.append([])
                room = PAGE
            pages[-1].append({**line, "text": like(piece, line["text"]), "number": number if at == 0 else 0})
            room -= cost
    return pages


def place(occasion: Occasion, walk: Walk, person: Person, entry_id: int, text: str) -> None:
    """Put in the group, under their name, what somebody wrote in private for all to read."""
    for page, html in enumerate(_placed(occasion, person.name, text)):
        occasion.say_html(html, session=walk, purpose=f"words {entry_id} {page}", is_silent=True)


def _placed(occasion: Occasion, name: str, text: str) -> list[str]:
    pages = in_pages([{"name": name, "text": text, "mark": ""}])
    return [
        occasion.words("publishing.words", occasion.here.language, name=name, text=part[0]["text"]) for part in pages
    ]


def place_anew(occasion: Occasion, session_id: int) -> None:
    """Let the group's messages show a session's words as they are now, changed or withdrawn, until they are erased.

    What still waits to be sent is reworded before it goes.
    """
    walk = consultations.find(occasion.database, session_id)
    if walk is None or not consultations.holds_words(occasion.database, session_id):
        return
    for message in said.holding_words(occasion.database, session_id, occasion.here.place.chat_id):
        text = _as_it_is(occasion, walk, message.purpose)
        if text is not None:
            occasion.reword(message, text, walk)


def true_up(occasion: Occasion, walk: Walk, purpose: str, message_id: int, shown: str) -> None:
    """Let a message that has just arrived show words that were changed or withdrawn while it was on its way."""
    text = _as_it_is(occasion, walk, purpose)
    if text is not None and text != shown:
        occasion.edit(occasion.here.place.chat_id, message_id, text, session=walk)


def _as_it_is(occasion: Occasion, walk: Walk, purpose: str) -> str | None:
    """Return what a message of people's words says now; None where that is not to change."""
    kind, number, page = purpose.split(" ")
    is_open = kind == "list" and int(number) == walk.stand.position and not walk.stand.is_over
    if is_open and walk.stand.now_on.step.mode != "hidden":
        return None
    # Opened once more: what is written to it now shows when it closes.
    if is_open:
        pages = _rendered(occasion, walk, _lines(occasion, walk, before=walk.stand.opened_at))
    else:
        pages = _pages_of(occasion, walk, kind, int(number))
    is_there = int(page) < len(pages)
    return pages[int(page)] if is_there else occasion.words("publishing.withdrawn", occasion.here.language)


def _pages_of(occasion: Occasion, walk: Walk, kind: str, number: int) -> list[str]:
    """Return, as messages, a list that was shown or one contribution; nothing where that was withdrawn."""
    if kind == "list":
        return _pages(occasion, replace(walk, stand=replace(walk.stand, position=number)))
    entry = entries.find_for_group(occasion.database, walk.id, number)
    return _placed(occasion, _name(entry), entry.text) if entry else []


def label_rows(occasion: Occasion, walk: Walk, person: Person, language: Language) -> Keyboard:
    """Return a row of buttons for each item to label; the chosen label is ticked."""
    labels = walk.stand.now_on.step.labels
    chosen = marks.of_person(occasion.database, walk.id, walk.stand.position, person.id)
    return tuple(
        tuple(
            Button(
                label=("✓ " if chosen.get(entry.id) == value else "")
                + f"{number} {walks.said(occasion, label, language)}",
                command=f"mark {walk.id} {walk.stand.position} {entry.id} {value}",
            )
            for value, label in enumerate(labels, start=1)
        )
        for number, entry in enumerate(walks.items(occasion, walk)[:LABELLED_AT_MOST], start=1)
    )
