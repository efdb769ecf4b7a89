"""Publishing: what came in for a step, shown to the group when its window closes; words placed for their owner."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.app import walks
from bot.app.occasion import Occasion
from bot.core.model import Entry, Language, Person
from bot.core.outgoing import Button, Keyboard
from bot.core.privacy import MINIMUM_ANONYMOUS, MINIMUM_RATED
from bot.storage import consultations, entries, marks, outbox
from bot.storage.consultations import Walk

# What a message holds besides the list itself: its heading, and the numbers before each line.
PAGE = 3300
LABELLED_AT_MOST = 20


def shortened(text: str, length: int) -> str:
    """Return a text in one line of at most some characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


def show_step(occasion: Occasion, walk: Walk) -> None:
    """Show what came in for the step that is on, if it was hidden until now."""
    on = walk.stand.now_on
    if on.key == "choose":
        return
    match on.step.mode:
        case "hidden":
            _show_list(occasion, walk, _lines(occasion, walk))
        case "label":
            _show_list(occasion, walk, _labelled(occasion, walk))
        case "poll":
            _show_list(occasion, walk, _counted(occasion, walk))
        case "rate":
            _show_ratings(occasion, walk)


def _lines(occasion: Occasion, walk: Walk) -> list[dict[str, Any]]:
    found = entries.of_step(occasion.database, walk.id, walk.step)
    return [{"name": _name(entry), "text": entry.text, "mark": ""} for entry in found]


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
    votes = {item: len(values) for item, values in marks.tally(occasion.database, walk.id, walk.stand.position).items()}
    texts = {at: walks.said(occasion, option, spoken) for at, option in enumerate(step.options, start=1)}
    texts |= {entry.id: shortened(entry.text, 400) for entry in walks.items(occasion, walk)}
    ranked = sorted((item for item in texts if votes.get(item)), key=lambda item: -votes[item])
    return [{"name": "", "text": texts[item], "mark": str(votes[item])} for item in ranked]


def _show_ratings(occasion: Occasion, walk: Walk) -> None:
    """Show what people take away, and how safe it was on average where enough of them said so."""
    ratings = marks.tally(occasion.database, walk.id, walk.stand.position).get(0, [])
    average = sum(ratings) / len(ratings) if len(ratings) >= MINIMUM_ANONYMOUS else None
    # What a next session may be is decided by this in a small group too; it is only shown from five numbers on.
    consultations.set_safety(occasion.database, walk.id, average)
    shown = average if len(ratings) >= MINIMUM_RATED else None
    marks.forget(occasion.database, walk.id, walk.stand.position)
    _show_list(occasion, walk, _lines(occasion, walk), average=shown, ratings=len(ratings))


def _show_list(occasion: Occasion, walk: Walk, lines: list[dict[str, Any]], **more: Any) -> None:
    """Say a list in as many messages as it takes."""
    for page, text in enumerate(_rendered(occasion, walk, lines, more)):
        occasion.say_html(text, session=walk, purpose=f"list {walk.stand.position} {page}", is_silent=True)


def _rendered(occasion: Occasion, walk: Walk, lines: list[dict[str, Any]], more: dict[str, Any]) -> Iterator[str]:
    spoken, on = occasion.here.language, walk.stand.now_on
    facts = {"title": walks.said(occasion, on.step.title, spoken), "mode": on.step.mode, "average": None, "ratings": 0}
    for page, part in enumerate(in_pages(lines)):
        yield occasion.words("publishing.list", spoken, lines=part, is_more=page > 0, **facts | more)


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
            pages[-1].append({**line, "text": piece, "number": number if at == 0 else 0})
            room -= cost
    return pages


def place(occasion: Occasion, walk: Walk, person: Person, entry_id: int, text: str) -> None:
    """Put in the group, under their name, what somebody wrote in private for all to read."""
    for page, part in enumerate(in_pages([{"name": person.name, "text": text, "mark": ""}])):
        html = occasion.words("publishing.words", occasion.here.language, name=person.name, text=part[0]["text"])
        purpose = f"words {entry_id}" if page == 0 else f"words {entry_id} {page}"
        occasion.say_html(html, session=walk, purpose=purpose, is_silent=True)


def place_anew(occasion: Occasion, session_id: int) -> None:
    """Let the group's messages show a session's words as they are now, changed or withdrawn, until they are erased."""
    walk = consultations.find(occasion.database, session_id)
    if walk is None or not consultations.holds_words(occasion.database, session_id):
        return
    chat_id, spoken = occasion.here.place.chat_id, occasion.here.language
    texts = {entry.id: entry for entry in entries.of_session_for_group(occasion.database, session_id)}
    for message_id, _, purpose in outbox.said_in(occasion.database, session_id, chat_id):
        kind, *rest = purpose.split(" ")
        if kind == "words" and len(rest) == 1:
            entry = texts.get(int(rest[0]))
            text = shortened(entry.text, PAGE) if entry and len(entry.text) > PAGE else entry.text if entry else ""
            name = _name(entry) if entry else ""
            key = "publishing.words" if entry else "publishing.withdrawn"
            occasion.edit(chat_id, message_id, occasion.words(key, spoken, name=name, text=text))
        elif kind == "list":
            _list_anew(occasion, walk, int(rest[0]), int(rest[1]), message_id)


def _list_anew(occasion: Occasion, walk: Walk, position: int, page: int, message_id: int) -> None:
    """Show one page of a list as it is now; votes and ratings are forgotten by then, and are not shown again."""
    then = replace(walk, stand=replace(walk.stand, position=position))
    if then.stand.now_on.step.options:
        # The result of a vote on a method's own words, which nobody corrects.
        return
    is_plain = then.stand.now_on.step.mode in ("hidden", "rate")
    lines = _lines(occasion, then) if is_plain else _labelled(occasion, then)
    pages = list(_rendered(occasion, then, lines, {}))
    text = pages[page] if page < len(pages) else occasion.words("publishing.withdrawn", occasion.here.language)
    occasion.edit(occasion.here.place.chat_id, message_id, text)


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
