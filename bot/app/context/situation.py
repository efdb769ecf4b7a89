"""One situation: who is concerned, where and when, and in which words the place and the person are spoken to."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from bot.app.context.house import House, language_of
from bot.core.events import Commanded, Event
from bot.core.model import Language, Person, Rhythm, Role, Team
from bot.core.outgoing import Button
from bot.core.sources import like
from bot.core.step import Bilingual
from bot.core.timing import HOME_ZONE, FreeDays
from bot.rendering import visible_text
from bot.storage import members, teams


@dataclass
class Situation:
    """One event, or one thing that is owed, with the team and the person it is about; `steers` is the team that its
    coordinator sets in private."""

    house: House
    now: datetime
    team: Team | None = None
    person: Person | None = None
    event: Event | None = None
    home: ZoneInfo | None = None
    steers: int | None = None
    # The one writing connection.
    database: Database = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.database = self.house.database

    @property
    def here(self) -> Team:
        """The team this is about. Raises LookupError where a room forgot to ask for one."""
        if self.team is None:
            raise LookupError("this situation has no team")
        return self.team

    @property
    def who(self) -> Person:
        """The person this is about. Raises LookupError where a room forgot to ask for one."""
        if self.person is None:
            raise LookupError("this situation has no person")
        return self.person

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which this situation speaks: the team's, or in private that of all teams of the person."""
        if self.team:
            return self.team.zone
        if self.home is None:
            held = members.roles_with_zones(self.database, self.person.id) if self.person else set()
            self._live_in({zone for _, zone in held})
        return self.home or HOME_ZONE

    @property
    def today(self) -> date:
        """The day that it is in that zone."""
        return self.now.astimezone(self.zone).date()

    def _live_in(self, zones: set[str]) -> None:
        """Note the zone of all teams that somebody is in; ours, where they differ."""
        self.home = ZoneInfo(next(iter(zones))) if len(zones) == 1 else HOME_ZONE

    @property
    def free(self) -> FreeDays:
        """The free days of the team."""
        return self.free_of(self.team) if self.team else FreeDays()

    def free_of(self, team: Team) -> FreeDays:
        """Return the free days of a team."""
        return self.house.content.free_days(team.region, team.free_days, team.language)

    @property
    def language(self) -> Language:
        """The language of the place: the team's in a group, the person's own in private."""
        if self.event and self.event.is_private:
            return self.private_language(self.person)
        return self.team.language if self.team else "nl"

    @property
    def at(self) -> datetime:
        """When it was done: an update may be handled long after, and what was sent in time counts."""
        return self.event.at if self.event else self.now

    @property
    def is_private(self) -> bool:
        """Whether somebody spoke or pressed in their private chat."""
        return self.event is not None and self.event.is_private

    @property
    def is_channel(self) -> bool:
        """Whether somebody spoke under the name of a channel, which hides who they are."""
        return bool(self.event and self.event.speaker and self.event.speaker.is_channel)

    @property
    def is_press(self) -> bool:
        """Whether somebody pressed a button, or typed what it says, rather than gave a command."""
        what = self.event.what if self.event else None
        return isinstance(what, Commanded) and (what.press_id is not None or what.is_by_label)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles of the person in the team; in private, those in any team."""
        if self.person is None:
            return frozenset()
        if self.team is None:
            held = members.roles_with_zones(self.database, self.person.id)
            self._live_in({zone for _, zone in held})
            return frozenset(role for role, _ in held)
        return members.roles_of(self.database, self.team.id, self.person.id)

    def private_language(self, person: Person | None) -> Language:
        """Return the language to speak to somebody in private."""
        speaker = self.event.speaker if self.event else None
        code = speaker.language if speaker and person and speaker.id == person.id else None
        chosen = person.language if person else None
        return chosen or language_of(code) or (self.team.language if self.team else "nl")

    def words(self, key: str, language: Language | None = None, /, **names: Any) -> str:
        """Return a sentence in a language, by default the place's; it knows whose words and names are in it."""
        return like(self.house.renderer.say(language or self.language, key, self.zone, **names), names)

    def enter_team(self, team_id: int) -> None:
        """Let what is said in private be about a team: in its time, with its free days."""
        if self.team is None or self.team.id != team_id:
            self.team = teams.find(self.database, team_id)

    def look_again(self) -> None:
        """Take the team as it is now that something about it was changed."""
        self.team = teams.find(self.database, self.here.id)

    def in_team_words(self, text: Bilingual | None, language: Language | None = None) -> str:
        """Return a text of a method, by default in the team's language; nothing where there is none."""
        spoken = language or self.here.language
        return self.house.renderer.text(spoken, text.in_(spoken), self.zone, team=self.here.name) if text else ""

    def rhythm_in_words(self, rhythm: Rhythm, language: Language | None = None) -> str:
        """Return a rhythm as people say it, and as it is heard when they do."""
        return self.words("rhythms.in_words", language, **asdict(rhythm))

    def label_in(self, language: Language, key: str, /, **names: Any) -> str:
        """Return the words on a button for a reader whose language is not that of this place."""
        return visible_text(self.words(f"buttons.{key}", language, **names))

    def label(self, key: str, /, **names: Any) -> str:
        """Return the words on a button, which are no HTML."""
        return visible_text(self.words(f"buttons.{key}", **names))

    def button(self, key: str, command: str, /, **names: Any) -> Button:
        """Return a button that gives a command."""
        return Button(label=self.label(key, **names), command=command)

    def button_in(
        self, language: Language, key: str, command: str | None = None, /, *, link: str | None = None, **names: Any
    ) -> Button:
        """Return a button for a reader whose language is not that of this place, which gives a command or is a link."""
        return Button(label=self.label_in(language, key, **names), command=command, link=link)
