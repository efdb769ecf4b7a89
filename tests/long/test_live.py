"""A live session of an hour and a half says no more than a group at one table can take in."""

import logging
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from long.wandering import Team
from stage import Stage, staged

from bot.core.session import taking_part
from bot.sandbox import Person
from bot.sandbox.nouns import Call

A_MINUTE = timedelta(minutes=1)
MOST_IN_A_MINUTE, MOST_IN_ALL = 20, 60
SENTENCE = "het lukte pas toen ik wachtte"
# Everybody is done a little before the time is up.
SOONER = 0.92
WRITTEN_BY_OWNER = {"1": 1, "4": 3, "7": 1, "8": 1, "10": 1}


class Table:
    """Seven people at one table who do all that is asked, spread over the minutes of each step."""

    def __init__(self, stage: Stage, team: Team) -> None:
        self.stage, self.team = stage, team

    async def work(self) -> None:
        """Go through the step that is on, up to where the next one opens."""
        state = self.team.state
        window, deeds = state.due_at - state.opened_at, list(self._deeds())
        for at, (person, doing) in enumerate(deeds, start=1):
            share = SOONER if doing != "link" else 1 - SOONER
            await self.stage.rehearsal.move_to(state.opened_at + window * share * at / len(deeds))
            if doing == "tell":
                person.tell(self.stage.bot, SENTENCE)
            elif doing == "reply":
                self.team.reply(person, SENTENCE)
            elif doing == "link":
                person.open(f"https://t.me/{self.stage.bot.username}?start=step-{self.team.walk.code}")
            elif not self.team.press(person, self.team.private(person), doing):
                self.team.press(person, self.team.group, doing)
            await self.stage.settle()
            if doing == "tell" and (asked := next(self.team.buttons(self.team.private(person), "place", back=1), None)):
                # What comes after a step of one's own is asked about first.
                person.press(asked[0], asked[1].data or "")
                await self.stage.settle()
            if doing == "link":
                await self._label(person)
        if not self.team.is_over and self.team.state.position == state.position:
            await self.stage.rehearsal.move_to(self.team.state.due_at)

    async def _label(self, person: Person) -> None:
        chat = self.team.private(person)
        wanted = [button.data or "" for _, button in self.team.buttons(chat, "mark", back=1)]
        for data in wanted[::3]:
            person.press(chat.messages[-1], data)
            await self.stage.settle()
            await self.stage.rehearsal.move_to(self.stage.time.now() + timedelta(seconds=10))

    def _deeds(self) -> Iterator[tuple[Person, str]]:
        state, people = self.team.state, self.team.people
        key, step = state.now_on.key, state.now_on.step
        owner = next((person for person in people if person.id in state.owners), people[0])
        doers = [person for person in people if person.id in taking_part.addressed(state)]
        if key == "collect":
            yield owner, "tell"
            yield from ((person, "pass") for person in people if person is not owner)
        elif key == "roles":
            yield people[1], "lead"
        elif step.mode == "confirm":
            yield from ((person, "agree") for person in doers)
        elif step.mode == "rate":
            for person in doers:
                yield person, "rate"
                yield person, "tell"
        elif step.mode == "label":
            yield owner, "link"
        elif step.mode in ("open", "ask"):
            yield from ((person, "reply") for person in people)
        elif step.who == "owner":
            yield from ((owner, "tell") for _ in range(WRITTEN_BY_OWNER.get(key, 1)))
            yield owner, "done"
        else:
            for person in doers:
                yield from ((person, "tell") for _ in range(step.at_most or 1))


def told(calls: list[Call], start: datetime) -> tuple[list[Call], list[Call]]:
    """Return the messages that the bot sent since an instant, and the edits of those in groups."""
    since = [call for call in calls if call.ok and call.at >= start and call.chat_id]
    sent = [call for call in since if call.method == "sendMessage"]
    edited = [call for call in since if call.method == "editMessageText" and (call.chat_id or 0) < 0]
    return sent, edited


async def test_a_live_session_does_not_talk_too_much(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    async with staged(tmp_path / "leerkring.db", "2026-11-18 15:00") as stage:
        team = Team(stage, random.Random(1), "tien-stappen", "live", "nl")
        await team.gather()
        team.people = team.people[:7]
        for person in team.people:
            person.start(stage.bot)
            person.write(team.group, "/join")
        await team.begin()
        start = stage.time.now()
        while not team.is_over:
            await Table(stage, team).work()
        lasted, state = stage.time.now() - start, team.state.phase
        sent, edited = told(stage.sandbox.calls, start)
        seen = sorted(call.at for call in [*sent, *edited])
        busiest = max(sum(at <= other < at + A_MINUTE for other in seen) for at in seen)
        report = [f"{lasted} sent {len(sent)} edited {len(edited)} busiest {busiest} words {len(stage.log())}"]
        report += [f"{call.at:%H:%M:%S} {call.chat_id} {str(call.params['text'])[:70]!r}" for call in [*sent, *edited]]
    print("\n".join(report))
    assert (state, len(sent) < MOST_IN_ALL, busiest < MOST_IN_A_MINUTE) == ("ended", True, True), "\n".join(report)
