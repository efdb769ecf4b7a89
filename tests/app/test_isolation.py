"""Whatever two teams do and forge, neither sees, finds, changes or starts anything of the other."""

import os
import tempfile
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stage import local

from bot import content
from bot.app import doors
from bot.app.context.house import House, Identity
from bot.app.delivery import arriving
from bot.core.events import BotAdded, Commanded, Event, Quoted, Speaker, What, Wrote
from bot.core.model import Place
from bot.core.outgoing import Edit, Say
from bot.messenger.telegram.powers import TELEGRAM
from bot.rendering import Renderer
from bot.storage import outbox
from bot.storage.database import open_for_writing, transaction
from bot.storage.laying import lay

CONTENT = content.load()
BOT = Identity(7, "leerkring_bot")
START = local("2026-11-23 09:00")
EXAMPLES = 400 if os.environ.get("LEERKRING_SOAK") else 40
CHATS = {"A": -100, "B": -200}
PEOPLE = {"A": (11, 12), "B": (21, 22)}
MARKS = {"A": "appelvlaai", "B": "banaanvlaai"}
NOWHERE = 9999
# Which team, who in it, and what they do: how, the name of a command or the id of a message, a number, a word.
Script = list[tuple[str, int, tuple[str, Any, int, str]]]


@dataclass
class World:
    """Two groups and the doors, without a network; each chat counts its own messages from one."""

    house: House
    number: int = 0
    messages: dict[int, int] = field(default_factory=lambda: {-100: 10, -200: 10})
    sent: dict[int, list[str]] = field(default_factory=dict)

    def do(self, team: str, who: int, what: What, *, is_private: bool = False) -> None:
        """Let somebody do something, and let everything that follows arrive."""
        self.number += 1
        person = PEOPLE[team][who]
        place = Place(person if is_private else CHATS[team])
        at = START + timedelta(seconds=self.number)
        event = Event(
            self.number, at, place, what, Speaker(person, f"P{person}", "nl"), is_private, f"Team {team}", who == 0
        )
        doors.receive(self.house, event, at)
        self.deliver()

    def session(self, team: str, number: int) -> int:
        """Return the id of a session: of the team's own for 1 to 3, of the other team's for 4 to 6."""
        other = "B" if team == "A" else "A"
        rows = self.house.database.query(
            "SELECT sessions.id FROM sessions JOIN teams ON teams.id = team_id WHERE chat_id = ? ORDER BY sessions.id",
            [CHATS[team if number <= 3 else other]],
        )
        found = [row["id"] for row in rows]
        position = (number - 1) % 3
        return found[position] if position < len(found) else NOWHERE

    def deliver(self) -> None:
        """Let all messages arrive, with numbers that are the same in both chats."""
        now = START + timedelta(days=1)
        for chat_id in outbox.chats_waiting(self.house.database, now):
            while parcel := outbox.next_for(self.house.database, chat_id, now - timedelta(hours=23)):
                with transaction(self.house.database):
                    outbox.claim(self.house.database, parcel)
                self.messages[chat_id] = self.messages.get(chat_id, 0) + 1
                if isinstance(parcel.content, Say | Edit):
                    self.sent.setdefault(chat_id, []).append(parcel.content.text or "")
                arriving.arrived(self.house, parcel, self.messages[chat_id], now)

    def state(self, team: str) -> object:
        """Return everything the database holds of a team, without numbers that are shared by all."""
        database = self.house.database
        query = "SELECT * FROM teams WHERE chat_id = ?"
        row = next(database.query(query, [CHATS[team]]), None)
        if row is None:
            return None
        of_team = [row["id"]]
        return (
            {key: value for key, value in row.items() if key != "id"},
            [
                tuple(one.values())
                for one in database.query(
                    "SELECT kind, every, days, at FROM schedules WHERE team_id = ? ORDER BY kind", of_team
                )
            ],
            [
                tuple(one.values())
                for one in database.query(
                    "SELECT person_id, role FROM members WHERE team_id = ? ORDER BY 1, 2", of_team
                )
            ],
            [
                tuple(one.values())
                for one in database.query(
                    "SELECT state, took_part FROM sessions WHERE team_id = ? ORDER BY id", of_team
                )
            ],
            [
                tuple(one.values())
                for one in database.query(
                    "SELECT person_id, text, message_id FROM entries WHERE team_id = ? ORDER BY id", of_team
                )
            ],
            database.execute(
                "SELECT count(*) FROM heard JOIN sessions ON sessions.id = session_id WHERE team_id = ?", of_team
            ).fetchone(),
        )


ids = st.integers(1, 6)
message_ids = st.integers(11, 22)
texts = st.sampled_from(["wachten", "", "*", '" OR 1', "<b>", "{{ x }}"])
steps = st.one_of(
    st.tuples(st.just("reply"), message_ids, ids, texts),
    st.tuples(st.just("edit"), st.integers(500, 520), ids, texts),
    st.tuples(
        st.just("command"),
        st.sampled_from(
            [
                "ask",
                "skip",
                "log",
                "summary",
                "status",
                "plan",
                "join",
                "leave",
                "language",
                "rhythm",
                "region",
                "pauseteam",
                "resume",
                "skipnext",
                "leader",
                "start",
            ]
        ),
        ids,
        st.sampled_from(
            ["", "appelvlaai", "banaanvlaai", "1", "2", "3", "en", "week tue 12:30", "nl-zuid", "R6", "@P21", "@P11"]
        ),
    ),
    st.tuples(
        st.just("private"),
        st.sampled_from(["resend", "accept", "decline", "digest", "teams", "start"]),
        ids,
        st.sampled_from(["", "1", "2", "5", "role-x"]),
    ),
)
scripts = st.lists(st.tuples(st.sampled_from("AB"), st.integers(0, 1), steps), min_size=6, max_size=40)


def play(folder: Path, script: Script, teams: str) -> World:
    """Play the steps of some teams, in order, in a fresh database."""
    database = open_for_writing(lay(folder / f"{teams}.db"))
    world = World(House(database, CONTENT, Renderer(CONTENT.sentences), BOT, TELEGRAM))
    for team in ("A", "B"):
        world.do(team, 0, BotAdded())
        world.do(team, 0, Commanded("start", message_id=1))
        world.do(team, 0, Commanded("ask", message_id=2))
    for written, (team, who, (kind, first, number, word)) in enumerate(script, start=500):
        if team not in teams:
            continue
        session = world.session(team, number)
        if kind == "reply":
            marks = (f"skip {session}",) if number > 2 else ()
            world.do(team, who, Wrote(written, f"{MARKS[team]} {word}", Quoted(first, is_ours=True, marks=marks)))
        elif kind == "edit":
            world.do(team, who, Wrote(first, f"{MARKS[team]} {word}", None, is_edit=True))
        else:
            argument = str(session) if first == "skip" else word
            world.do(team, who, Commanded(first, argument, message_id=10, press_id="p"), is_private=kind == "private")
    return world


def heard(world: World, team: str) -> str:
    """Return everything a team and its people were told."""
    return "\n".join(text for chat in (CHATS[team], *PEOPLE[team]) for text in world.sent.get(chat, []))


@pytest.mark.soak
@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(scripts)
def test_two_teams_never_touch(script: Script) -> None:
    with tempfile.TemporaryDirectory() as folder:
        both, alone = play(Path(folder), script, "AB"), play(Path(folder), script, "B")
        # A word that somebody searched for is said back between quotes; what others wrote never is.
        assert "banaanvlaai" not in heard(both, "A").replace("“banaanvlaai”", "")
        assert "appelvlaai" not in heard(both, "B").replace("“appelvlaai”", "")
        assert both.state("B") == alone.state("B")
        both.house.database.close()
        alone.house.database.close()
