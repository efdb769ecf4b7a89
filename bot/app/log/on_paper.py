"""On paper: what of a team's log may leave the team, as a paper to print."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.log import reading
from bot.app.log import tiles as hanging
from bot.core.model import Entry, Language
from bot.core.paper import Paper, Quoted, Section, Shown
from bot.core.privacy import looking_on, visible
from bot.rendering import visible_text
from bot.storage import entries, rounds, sessions, tiles
from bot.storage.digests import Week


def harvest(occasion: Occasion, since: datetime) -> Paper:
    """Return the harvest of a team since an instant, as anybody may read it.

    It holds what people released by name since then, and tiles, which are made to be hung up; besides, how many
    questions and consultations there were. A paper without sections is one with nothing on it.
    """
    database, team, at = occasion.database, occasion.here.id, occasion.now
    readable = visible(looking_on(team), entries.released_to(database, team, since, at))
    released = [entry for entry in readable if entry.author and entry.kind != "tile"]
    hung = [entry for entry in tiles.of_team(database, team) if since <= entry.at < at]
    sections = (
        Section(_say(occasion, "went_well"), quotes=_quoted(entry for entry in released if entry.kind == "success")),
        Section(_say(occasion, "released"), quotes=_quoted(entry for entry in released if entry.kind != "success")),
        Section(_say(occasion, "on_the_wall"), pictures=_shown(hung)),
    )
    asked = len(sessions.asked_between(database, team, since, at))
    held = rounds.ended_between(database, team, since, at)
    return Paper(
        language=occasion.here.language,
        title=_say(occasion, "harvest"),
        about=_say(occasion, "about", team=occasion.here.name, since=since, at=at, rounds=asked, consultations=held),
        sections=tuple(section for section in sections if section.quotes or section.pictures),
        foot=_say(occasion, "foot", at=at),
    )


def digest(occasion: Occasion, week: Week, language: Language) -> Paper:
    """Return the digest of a week as who leads the team was told it, with all that was released for it."""
    one = reading.of_week(occasion, week, language)
    quoted = _quoted(one.quoted)
    picture = (Shown(*reading.strip(occasion, one)),) if one.has_strip else ()
    released = (Section(_say(occasion, "released", language), quotes=quoted),) if quoted else ()
    return Paper(
        language=language,
        title=one.facts.team,
        about=_say(occasion, "week", language, number=one.facts.week.number, at=week.at),
        sections=(
            Section(_say(occasion, "digest", language), paragraphs=reading.lines(occasion, one), pictures=picture),
            *released,
        ),
        foot=_say(occasion, "digest_foot", language, at=occasion.now),
    )


def _say(occasion: Occasion, key: str, language: Language | None = None, **names: Any) -> str:
    """Return a sentence on paper, which is no HTML."""
    return visible_text(occasion.words(f"on_paper.{key}", language or occasion.here.language, **names))


def _quoted(said: Iterable[Entry]) -> tuple[Quoted, ...]:
    return tuple(Quoted(str(entry.text), str(entry.author.name)) for entry in said if entry.author)


def _shown(hung: Sequence[Entry]) -> tuple[Shown, ...]:
    return tuple(Shown(hanging.drawn(entry), str(hanging.words_on(entry))) for entry in reversed(hung))
