"""Reading: what a digest shows now: its lines, the picture above them, what is still released, and its buttons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from itertools import groupby

from bot.app.context.occasion import Occasion
from bot.app.log import picturing, telling
from bot.app.rhythm.outlook import next_prompt
from bot.core import summary, timing
from bot.core.digest import lines as digest_lines
from bot.core.digest import suggestions
from bot.core.digest.facts import Facts
from bot.core.model import Entry, Language, Role
from bot.core.outgoing import Button, Keyboard
from bot.core.pictures import Picture
from bot.core.privacy import looking_on, visible
from bot.core.sources import like
from bot.core.whole import in_whole_sentences
from bot.rendering import CAPTION_LENGTH, MESSAGE_LENGTH, fits_message, visible_text
from bot.storage import digests, entries, sessions, teams
from bot.storage.digests import Digest, Week

# What a button shows of one digest: itself alone, its picture in words, all that was released for it, its question.
PARTS = ("show", "words", "released", "question")
RELEASED_SHOWN, SHORTEST, LONGEST = 5, 60, 300
# What a quote takes beside its words and a name, and what stands around all of them.
AROUND, ROOM_LEFT = 8, 80
LONGEST_LABEL = 40
A_DAY = timedelta(days=1)
# The line that tells of a picture above it.
OF_PICTURE = "picture"
# For people's own words these are left out in turn, if that is what it takes; the question last, which they answer.
LEFT_OUT: tuple[tuple[str, ...], ...] = (
    (),
    ("talked",),
    ("talked", "before", "earlier"),
    ("talked", "before", "earlier", "asked"),
)
SHOWN_LINES = ("earlier", "how", "picture", "asked", "before", "returns", "meeting", "talked", "comes", "idea")


@dataclass(frozen=True, slots=True)
class Shown:
    """A message: its words as HTML, its buttons, and what it stands under."""

    text: str
    keyboard: Keyboard = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class OfTeam:
    """What one team's part of a message is made of: its last digest, and what was released for all that wait in it."""

    digest: Digest
    facts: Facts
    quoted: tuple[Entry, ...]
    language: Language

    @property
    def has_strip(self) -> bool:
        """Whether there are weeks enough for a picture, and news."""
        return (
            self.digest.role is Role.LEADER
            and len(self.facts.weeks) >= digest_lines.FEWEST_WEEKS
            and self.facts.has_news
        )


def together(owed: Sequence[Digest], teams_in_one: int) -> Iterator[list[Digest]]:
    """Yield the digests that go in one message each, of at most so many teams, in the order of the teams' names."""
    by_team = [list(some) for _, some in groupby(sorted(owed, key=_place), key=_place)]
    for start in range(0, len(by_team), teams_in_one):
        yield [digest for some in by_team[start : start + teams_in_one] for digest in some]


def _place(digest: Digest) -> tuple[str, int]:
    return Facts.model_validate_json(digest.facts).team.casefold(), digest.team_id


def shown(occasion: Occasion, sent: Sequence[Digest]) -> Shown | None:
    """Return a message of digests as it reads now, team by team; None if there is nothing left to say."""
    parts = [_of_team(occasion, list(some)) for _, some in groupby(sorted(sent, key=_place), key=_place)]
    parts = [part for part in parts if part.digest.role is Role.LEADER or part.quoted]
    if not parts:
        return None
    if len(parts) == 1:
        return _alone(occasion, parts[0])
    room = MESSAGE_LENGTH // len(parts) - ROOM_LEFT
    text = _joined([_text(occasion, part, room)[0] for part in parts])
    if not fits_message(text):
        text = _joined([_whole(occasion, part, {}, []) for part in parts])
    rows = tuple(
        (Button(label=part.facts.team[:LONGEST_LABEL], command=f"digest show {part.digest.id}"),)
        for part in parts
        if part.digest.role is Role.LEADER
    )
    return Shown(text, rows)


def _joined(texts: list[str]) -> str:
    return like("\n\n".join(texts), texts)


def part(occasion: Occasion, digest: Digest, which: str) -> Shown | None:
    """Return one of the `PARTS` of a digest; None where there is no such thing."""
    found = _of_team(occasion, [digest])
    if which == "show":
        return _alone(occasion, found)
    if which == "words":
        return Shown(strip(occasion, found)[1]) if found.has_strip else None
    if which == "question":
        return _question(occasion, found)
    text = _released(occasion, found, MESSAGE_LENGTH)
    return Shown(text) if text else None


def _question(occasion: Occasion, one: OfTeam) -> Shown | None:
    """Return what was asked in the week of a digest, and what that left for the meeting."""
    facts, language = one.facts, one.language
    if one.digest.role is not Role.LEADER or language not in facts.asked:
        return None
    title, ask, meeting = " ".join(facts.titles.get(language, ())), facts.asked[language], facts.meeting.get(language)
    names = {"title": title, "team": facts.team, "ask": ask, "meeting": meeting}
    return Shown(occasion.words("summaries.digest_question", language, **names))


def of_week(occasion: Occasion, week: Week, language: Language) -> OfTeam:
    """Return a week of the occasion's team as whoever led it longest was told."""
    facts = Facts.model_validate_json(week.facts)
    since = digests.led_since(occasion.database, week.id)
    facts = facts.told_to(since)
    digest = Digest(0, week.id, week.team_id, 0, Role.LEADER, since, week.at, week.facts)
    quoted = tuple(entry for number in facts.released if (entry := _still_released(occasion, week.team_id, number)))
    return OfTeam(digest, facts, quoted, language)


def unsaid(one: OfTeam) -> set[str]:
    """Return which facts of a digest were left unsaid, since they would have been said as before."""
    facts = {"case_on": "is_case_on", "intended": "intended"}
    return {fact for kind, fact in facts.items() if one.facts.wordings.get(kind) == telling.UNSAID}


def in_full(occasion: Occasion, one: OfTeam) -> str:
    """Return the words of one team's part with as much of what was released as a message holds."""
    return _text(occasion, one, MESSAGE_LENGTH)[0]


def lines(occasion: Occasion, one: OfTeam) -> tuple[str, ...]:
    """Return the lines of one team's part, without what was released, as plain text."""
    said = telling.of(occasion.house.renderer, one.language, occasion.zone, one.facts)
    return tuple(visible_text(line) for name, line in said.items() if name != OF_PICTURE)


def _of_team(occasion: Occasion, sent: Sequence[Digest]) -> OfTeam:
    """Return what is told of one team by the last of some digests, with what was released for all of them."""
    last = sent[-1]
    facts = [Facts.model_validate_json(digest.facts) for digest in sent]
    numbers = dict.fromkeys(number for one in facts for number in one.released)
    told = (facts[-1].told_to(last.since) if last.role is Role.LEADER else facts[-1]).read_at(last.sent_at)
    told = _as_it_comes(occasion, last.team_id, told)
    quoted = tuple(entry for number in numbers if (entry := _still_released(occasion, last.team_id, number)))
    return OfTeam(last, told, quoted, last.language or "nl")


def _as_it_comes(occasion: Occasion, team_id: int, facts: Facts) -> Facts:
    """Return facts without the question that was to come, where it was skipped or moved to another day since."""
    team, next_at = teams.find(occasion.database, team_id), facts.next_at
    if team is None or next_at is None:
        return facts
    if occasion.now < next_at:
        upcoming = next_prompt(occasion.house, team, occasion.now)
        days = {one.astimezone(team.zone).date() for one in (next_at, upcoming.at if upcoming else occasion.now)}
        comes = upcoming is not None and len(days) == 1
    else:
        day = next_at.astimezone(team.zone).date()
        start, end = (timing.wall_clock(one, time.min, team.zone) for one in (day, day + A_DAY))
        comes = bool(sessions.asked_between(occasion.database, team_id, start, end))
    return facts if comes else facts.model_copy(update={"next_at": None, "is_next_past": True})


def _still_released(occasion: Occasion, team_id: int, entry_id: int) -> Entry | None:
    entry = entries.find(occasion.database, entry_id)
    return entry if entry and entry.author and visible(looking_on(team_id), [entry]) else None


def _alone(occasion: Occasion, one: OfTeam) -> Shown | None:
    """Return the message of one team's digest: under its picture, with what is behind its buttons."""
    if one.digest.role is Role.OBSERVER:
        text = _released(occasion, one, MESSAGE_LENGTH)
        return Shown(text) if text else None
    picture = strip(occasion, one)[0] if one.has_strip else None
    room = CAPTION_LENGTH if picture else MESSAGE_LENGTH
    text, is_whole = _text(occasion, one, room, has_picture=picture is not None)
    buttons = [] if is_whole else [_button(occasion, one, "all_released", f"digest released {one.digest.id}")]
    if one.facts.asked:
        buttons.append(_button(occasion, one, "digest_question", f"digest question {one.digest.id}"))
    if picture:
        buttons.append(_button(occasion, one, "in_words", f"digest words {one.digest.id}"))
    if action := suggestions.action_of(one.facts.suggestion):
        buttons.insert(0, _button(occasion, one, f"idea_{action}", f"propose {one.digest.week_id}"))
    return Shown(text, tuple((button,) for button in buttons), picture)


def _button(occasion: Occasion, one: OfTeam, key: str, command: str) -> Button:
    return occasion.button_in(one.language, key, command)


def strip(occasion: Occasion, one: OfTeam) -> tuple[Picture, str]:
    """Return the picture of a team's term, and the same in words."""
    return picturing.term(occasion, one.language, one.facts.team, one.facts.strip())


def _text(occasion: Occasion, one: OfTeam, room: int, *, has_picture: bool = False) -> tuple[str, bool]:
    """Return the words of one team's part, and whether all that was released for it stands in them in full."""
    if one.digest.role is Role.OBSERVER:
        return _released(occasion, one, room), True
    team = teams.find(occasion.database, one.digest.team_id)
    zone = team.zone if team else occasion.zone
    said = telling.of(occasion.house.renderer, one.language, zone, one.facts)
    if not has_picture:
        said.pop(OF_PICTURE, None)
    whole = [entry.text for entry in one.quoted]
    found = []
    for out in LEFT_OUT:
        text, quotes = _beside(occasion, one, {name: said[name] for name in said if name not in out}, room)
        told = [quote["text"] for quote in quotes]
        found.append((len(visible_text(text)) <= room, told == whole, bool(told), text))
        if found[-1][:2] == (True, True):
            break
    _, is_whole, _, text = max(found, key=lambda each: each[:3])
    return text, is_whole


def _beside(occasion: Occasion, one: OfTeam, said: dict[str, str], room: int) -> tuple[str, list[dict[str, str]]]:
    """Return the words of one team's part with the quotes that there is room for beside some lines, and these."""
    bare = _whole(occasion, one, said, [])
    quotes = _quotes(one.quoted, room - len(visible_text(bare)) - ROOM_LEFT)
    return _whole(occasion, one, said, quotes) if quotes else bare, quotes


def _whole(occasion: Occasion, one: OfTeam, said: dict[str, str], quotes: list[dict[str, str]]) -> str:
    return occasion.words(
        "summaries.digest",
        one.language,
        team=one.facts.team,
        number=one.facts.week.number,
        said={name: said.get(name, "") for name in SHOWN_LINES},
        intro=telling.intro(occasion.house.renderer, one.language, one.facts) if quotes else "",
        released=quotes,
        more=len(one.quoted) - len(quotes),
    )


def _quotes(quoted: Sequence[Entry], room: int) -> list[dict[str, str]]:
    """Return as many quotes as there is room for, and no more than are read at a glance, each cut to what it leaves."""
    for count in range(min(len(quoted), RELEASED_SHOWN), 0, -1):
        if found := _cut(quoted[:count], room, LONGEST):
            return found
    return []


def _cut(quoted: Sequence[Entry], room: int, longest: int) -> list[dict[str, str]]:
    """Return quotes that fit together, each of at most so many characters; none where they would be too short."""
    names = [entry.author.name if entry.author else "" for entry in quoted]
    left = room - sum(len(name) + AROUND for name in names)
    length = min(summary.share((min(len(entry.text), longest) for entry in quoted), left), longest)
    if left < 0 or length < min(SHORTEST, *(len(entry.text) for entry in quoted), SHORTEST):
        return []
    return [
        {"name": name, "text": in_whole_sentences(entry.text, max(length, 1))}
        for name, entry in zip(names, quoted, strict=True)
    ]


def _released(occasion: Occasion, one: OfTeam, room: int) -> str:
    """Return what was released, each as long as there is room for all; nothing where nothing is."""
    for count in range(len(one.quoted), 0, -1):
        if found := _cut(one.quoted[:count], room - ROOM_LEFT - len(one.facts.team), room):
            more = len(one.quoted) - count
            return occasion.words(
                "summaries.released", one.language, team=one.facts.team, released=found, more_released=more
            )
    return ""
