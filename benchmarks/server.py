"""Telegram's side in a process of its own: makes groups, lets people write on command, and says when all is answered.

With `strict` it keeps Telegram's limits. Reads a command per line on stdin and answers each with one line of JSON on
stdout; ends when stdin does.
"""

import asyncio
import json
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from benchmarks.author import Author
from benchmarks.probing import Probing
from bot.sandbox import Chat, Limits, Message, Person, Sandbox, serving

Json = dict[str, Any]
# A question, and who answers it.
Place = tuple[Message, list[Person]]
PATIENCE = 300.0
LOOK_EVERY = 0.002
QUIET = 1.0
AT_ONCE = 50


class Side:
    """The groups and everybody in them; `author` is the one who takes back what they wrote, `probing` those who wait
    for a mark while the bot is busy elsewhere."""

    author: Author
    probing: Probing

    def __init__(self, limits: Limits | None = None) -> None:
        self.sandbox = Sandbox(limits=limits, record_calls=False)
        self.bot = self.sandbox.add_bot()
        self.groups: list[tuple[Chat, list[Person]]] = []
        self.said = self.goal = self.said_before = 0
        self.reached = asyncio.Event()
        self.load: asyncio.Task[None] | None = None
        self.marked = 0
        self.sandbox.watch(self._hear)

    def _hear(self, message: Message, is_new: bool) -> None:
        self.said += is_new and message.sender is self.bot
        if self.said == self.goal:
            self.reached.set()

    async def obey(self, command: str, *rest: str) -> Json:
        """Do what a line on stdin asks. Raises KeyError if there is no such command."""
        done: Json = await COMMANDS[command](self, *rest)
        return done

    async def groups_with_people(self, count: str, people: str) -> Json:
        """`groups COUNT PEOPLE`: make groups and add the bot to each; a question in each is the bot's own message."""
        for number in range(int(count)):
            everybody = [self.sandbox.add_person(f"Person {number}.{each}") for each in range(int(people))]
            group = everybody[0].create_group(f"Team {number}", kind="supergroup")
            for person in everybody[1:]:
                everybody[0].invite(group, person)
            everybody[0].invite(group, self.bot)
            self.groups.append((group, everybody))
        return {"groups": len(self.groups)}

    async def state(self) -> Json:
        """`stand`: let the bot have asked a question in each group long ago, and return what it should know."""
        self.sandbox.inbox(self.bot).clear()
        teams = []
        for group, people in self.groups:
            question = self.sandbox.post(group, self.bot, text="What went well?")
            members = [[person.id, person.name] for person in people]
            teams.append({"chat": group.id, "name": group.title, "people": members, "question": question.id})
        return {"teams": teams}

    async def first_writes(self, *words: str) -> Json:
        """`first WORDS`: let the maker of each group write, and wait until the bot says nothing more."""
        return await self._write(" ".join(words), lambda people: people[:1])

    async def everybody_writes(self, *words: str) -> Json:
        """`everybody WORDS`: let everybody write, and wait until the bot says nothing more."""
        return await self._write(" ".join(words), lambda people: people)

    async def _write(self, words: str, who: Callable[[list[Person]], list[Person]]) -> Json:
        for group, people in self.groups:
            for person in who(people):
                person.write(group, words)
        async with asyncio.timeout(PATIENCE):
            before = -1
            while self.sandbox.pending(self.bot) or self.said != before:
                before = self.said
                await asyncio.sleep(QUIET)
        return {"said": self.said}

    async def burst(self, count: str, sign: str) -> Json:
        """`burst COUNT reaction|message`: post replies as fast as possible; wait for as many of the bot's answers."""
        questions = [(_newest(group, self.bot), people) for group, people in self.groups]
        self.reached.clear()
        self.goal = self.said + int(count)
        replies, start = [], time.monotonic()
        for number in range(int(count)):
            question, people = questions[number % len(questions)]
            # The last person stays silent, so that no session is complete.
            speaker = people[number // len(questions) % max(len(people) - 1, 1)]
            replies.append(speaker.reply(question, f"Answer {number}: the group work went better than last week."))
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)
        async with asyncio.timeout(PATIENCE):
            if sign == "reaction":
                await self._until_all_marked(replies)
            else:
                await self.reached.wait()
        return {"answered": len(replies), "seconds": time.monotonic() - start}

    async def _until_all_marked(self, replies: list[Message]) -> None:
        waiting = replies[::-1]
        while waiting:
            while waiting and self.bot.id in waiting[-1].reactions:
                waiting.pop()
            await asyncio.sleep(LOOK_EVERY)

    async def steady(self, rate: str) -> Json:
        """`steady RATE`: from now on so many replies a second are written; a group writes again once it has a mark."""
        # Two stay silent: one so that no session is complete, and one to be told apart from all others.
        places = [(_newest(group, self.bot), people[:-2]) for group, people in self.groups[:AT_ONCE]]
        self.marked, self.load = 0, asyncio.create_task(self._keep_writing(places, float(rate)))
        return {"groups": len(places)}

    async def _keep_writing(self, places: list[Place], rate: float) -> None:
        start, written = time.monotonic(), 0
        free, waiting = deque(places), list[tuple[Message, Place]]()
        while True:
            marked = [one for one in waiting if self.bot.id in one[0].reactions]
            self.marked += len(marked)
            free += [place for _, place in marked]
            waiting = [one for one in waiting if self.bot.id not in one[0].reactions]
            while free and written < rate * (time.monotonic() - start):
                question, people = place = free.popleft()
                words = f"Answer {written}: the group work went better than last week."
                waiting.append((people[written % len(people)].reply(question, words), place))
                written += 1
            await asyncio.sleep(LOOK_EVERY)

    async def probe(self, count: str, apart: str) -> Json:
        """`probe COUNT SECONDS`: from now on somebody answers that often, each time in the next of the first groups."""
        places = [(_newest(group, self.bot), people) for group, people in self.groups[: int(count)]]
        self.sandbox.record_calls = True
        self.said_before = self.said
        self.probing = Probing(self.bot, places, float(apart))
        self.load = asyncio.create_task(self.probing.run())
        return {}

    async def until_said(self, count: str, patience: str) -> Json:
        """`said COUNT SECONDS`: wait until the bot has said that much since `probe`, or so long; return how much."""
        self.reached.clear()
        self.goal = self.said_before + int(count)
        with suppress(TimeoutError):
            async with asyncio.timeout(float(patience)):
                while self.said < self.goal:
                    await self.reached.wait()
        return {"said": self.said - self.said_before}

    async def probed(self, patience: str) -> Json:
        """`probed SECONDS`: let nobody answer any more; return what each waited, who goes without a mark for so long
        too; and all that the bot did in chats since `probe`: what, when, since 1970, and whether it was allowed."""
        await self.probing.settle(float(patience))
        await self.calm()
        done = [call for call in self.sandbox.calls if call.chat_id is not None and not call.method.startswith("get")]
        return {"waits": self.probing.waits, "deeds": [[call.method, call.at.timestamp(), call.ok] for call in done]}

    async def calm(self) -> Json:
        """`calm`: let nobody write any more; return how many replies were marked since `steady`."""
        if self.load and not self.load.cancel():
            await self.load
        return {"marked": self.marked}

    async def answer(self, *words: str) -> Json:
        """`answer WORDS`: let one who says nothing else answer in the first group, and wait for the mark."""
        group, people = self.groups[0]
        self.author = Author(self.bot, people[-2], _newest(group, self.bot))
        await self.author.answer(" ".join(words))
        return {}

    async def change(self, *words: str) -> Json:
        """`change WORDS`: let them put other words in the place of those; the bot says nothing to that."""
        self.author.change(" ".join(words))
        return {}

    async def choose(self) -> Json:
        """`choose`: let them look that answer up in private, up to the button that withdraws it."""
        await self.author.choose()
        return {}

    async def withdraw(self) -> Json:
        """`withdraw`: let them press that button, and wait for nothing."""
        self.author.withdraw()
        return {}

    async def arrival(self) -> Json:
        """`arrival`: wait for a bot that starts; return when its first call and its first poll came, since 1970."""
        self.sandbox.calls.clear()
        self.sandbox.record_calls = True
        async with asyncio.timeout(PATIENCE):
            found = None
            while found is None:
                await asyncio.sleep(LOOK_EVERY)
                found = self._first_poll()
        self.sandbox.record_calls = False
        return found

    def _first_poll(self) -> Json | None:
        # A poll that an earlier process left hanging comes before the first getMe, and is none of ours.
        hello = next((call for call in self.sandbox.calls if call.method == "getMe"), None)
        if hello is None:
            return None
        later = self.sandbox.calls[self.sandbox.calls.index(hello) :]
        poll = next((call for call in later if call.method == "getUpdates"), None)
        return {"first_call": hello.at.timestamp(), "first_poll": poll.at.timestamp()} if poll else None


def _newest(group: Chat, bot: Any) -> Message:
    """Return the newest prompt of a bot in a group, or where it has no buttons, its newest message."""
    mine = [message for message in group.messages if message.sender is bot and not message.is_service]
    prompts = [one for one in mine if any((b.data or "").startswith("skip ") for row in one.buttons for b in row)]
    return (prompts or mine)[-1]


COMMANDS: dict[str, Callable[..., Any]] = {
    "groups": Side.groups_with_people,
    "stand": Side.state,
    "first": Side.first_writes,
    "everybody": Side.everybody_writes,
    "burst": Side.burst,
    "steady": Side.steady,
    "calm": Side.calm,
    "probe": Side.probe,
    "said": Side.until_said,
    "probed": Side.probed,
    "answer": Side.answer,
    "change": Side.change,
    "choose": Side.choose,
    "withdraw": Side.withdraw,
    "arrival": Side.arrival,
}


async def serve() -> None:
    """Serve until stdin ends; the first line on stdout tells address and token."""
    side = Side(Limits() if sys.argv[1:] == ["strict"] else None)
    async with serving(side.sandbox) as url:
        _print({"url": url, "token": side.bot.token})
        while line := await asyncio.to_thread(sys.stdin.readline):
            _print(await side.obey(*line.split()))


def _print(answer: Json) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    asyncio.run(serve())
