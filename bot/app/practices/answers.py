"""Answers: what came of asking around, as whoever asked reads it."""

from hashlib import sha256
from itertools import groupby

from bot.app.context.occasion import Occasion
from bot.app.practices.cards import AS_LONG_AS_IT_TAKES, LONGEST
from bot.app.sessions import finding
from bot.core.model import Entry, Language
from bot.core.purposes import PAIR
from bot.core.session.pair import Pair
from bot.core.summary import share
from bot.core.whole import in_whole_sentences
from bot.storage import entries


def tell(occasion: Occasion, here: Pair) -> None:
    """Tell whoever asked what came in the step that closes: a message for each who wrote, or where nobody is to read
    who wrote what, one for each thing that was asked, in an order that tells nothing."""
    there = entries.of_step(occasion.database, here.id, here.step)
    if here.is_nameless:
        parts = groupby(sorted(there, key=_shuffled), key=lambda entry: entry.value)
    else:
        parts = groupby(sorted(there, key=_whose), key=lambda entry: entry.author and entry.author.id)
    for _, part in parts:
        _tell(occasion, here, list(part))


def _whose(entry: Entry) -> tuple[str, int, float]:
    return (entry.author.name, entry.author.id, entry.value or 0) if entry.author else ("", 0, 0)


def _shuffled(entry: Entry) -> tuple[float, str]:
    return entry.value or 0, sha256(f"{entry.session_id} {entry.id}".encode()).hexdigest()


def _tell(occasion: Occasion, here: Pair, part: list[Entry]) -> None:
    longest = share((len(entry.text) for entry in part), LONGEST)
    for asker in finding.named(occasion, filter(None, [here.asker])):
        language = occasion.private_language(asker)
        author = part[0].author
        occasion.whisper(
            asker,
            "practices.answers",
            is_owed=True,
            purpose=PAIR.of(here.id, here.state.position),
            keeps=AS_LONG_AS_IT_TAKES,
            title=occasion.in_team_words(here.state.outline.title, language),
            step=occasion.in_team_words(here.on.step.title, language),
            name=author.name if author and not here.is_nameless else "",
            field=_field(occasion, here, part[0], language) if here.is_nameless else "",
            lines=[
                {
                    "mark": "" if here.is_nameless else _field(occasion, here, entry, language),
                    "text": in_whole_sentences(entry.text, longest),
                }
                for entry in part
            ],
        )


def _field(occasion: Occasion, here: Pair, entry: Entry, language: Language) -> str:
    """Return the name of what was asked, where several things were."""
    fields, at = here.on.step.fields, int(entry.value or 0)
    return occasion.in_team_words(fields[at].name, language) if at < len(fields) else ""
