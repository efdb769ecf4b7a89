"""What one person who is played does in one step: press, write, choose, label, rate or pass."""

from dataclasses import dataclass

from bot.app.sessions.modes import handling
from bot.core.session import steerers, taking_part
from bot.core.session.modes import ListIn
from bot.core.session.state import Session
from bot.rehearsing import objecting
from bot.rehearsing.asking import answers, keeps_out, notes, rejoinder
from bot.rehearsing.choosing import chosen
from bot.rehearsing.company import Company, commands, link_to, with_button
from bot.rehearsing.lines import cases_for, line, lines_for, lines_on_any_case, owners_lines, tells_whose
from bot.rehearsing.ordering import in_order, share
from bot.sandbox.nouns import Chat
from bot.sandbox.people import Person
from bot.storage import entries

# Which part of a step somebody takes to tell something.
SPEAKING = 0.6
# What each gives the round at the end, in turn.
RATINGS = (4, 5, 4, 3, 5, 4)


@dataclass
class Part:
    """Somebody in a step that is on. What is pressed or written once it has closed is left out."""

    company: Company
    session: Session
    person: Person

    async def play(self) -> bool:
        """Do all that is asked; return whether anything could be done."""
        on = self.session.state.now_on
        if on.key == "roles":
            return await self.press(self._group, "lead")
        if self._is_listening:
            return await self._write_privately([self._noted_alone()])
        if on.step.way.list_in:
            return await (self._vote() if on.step.way.list_in is ListIn.GROUP else self._label())
        if before := objecting.turn(self.company, self.session):
            return await self._object(before)
        if on.step.items:
            return await self._weigh()
        if on.step.way.asks_for_both:
            return await self._rate()
        if on.step.way.by_press:
            return await self._press_anywhere(handling(on.step).command)
        return await self._speak()

    async def _speak(self) -> bool:
        """Say or write what there is to say in the step, or pass."""
        if said := rejoinder(self.company, self.session, self.person):
            return await self._reply([said])
        lines = self._lines()
        if noted := notes(self.company, self.session):
            return await self._say_aloud(lines, noted)
        if not lines:
            return await self._pass()
        is_told = taking_part.spoken(self.session.state) and self.session.state.now_on.step.who == "owner"
        if is_told and not self.company.visitor:
            return await self._tell_aloud(lines)
        return await (self._write_privately(lines) if self._is_private else self._reply(lines))

    async def press(self, chat: Chat, command: str, end: str = "") -> bool:
        """Press the newest button for a command in this step; return whether there was one."""
        found = with_button(chat, f"{command} {self._here}", end) if self._is_on else None
        if found:
            await self.company.press(self.person, *found)
        return found is not None

    @property
    def _here(self) -> str:
        return f"{self.session.id} {self.session.state.position}"

    @property
    def _is_on(self) -> bool:
        return self.company.is_at(self.session)

    @property
    def _group(self) -> Chat:
        return self.company.group

    @property
    def _own(self) -> Chat:
        return self.person.chat_with(self.company.bot)

    @property
    def _is_listening(self) -> bool:
        return taking_part.is_listening(self.session.state, self.person.id)

    @property
    def _is_private(self) -> bool:
        return self.session.state.now_on.step.way.in_private

    @property
    def _is_owner_among_others(self) -> bool:
        """Whether whoever brought the case speaks along in a step that is everybody's."""
        return self._owner_has_own_words and self.person.id in taking_part.owners_now(self.session.state)

    @property
    def _is_case_of_visitor(self) -> bool:
        """Whether the case is that of the one who is not played."""
        visitor = self.company.visitor
        return visitor is not None and visitor.id in taking_part.owners_now(self.session.state)

    @property
    def _owner_has_own_words(self) -> bool:
        """Whether what an owner says in a step that is everybody's differs from what the others say: so it is where
        people talk, and where the examples say whose they are."""
        on, content = self.session.state.now_on, self.company.house.content
        return on.step.who == "all" and (on.step.way.is_for_all_in or tells_whose(content, self.session.method, on))

    def _speakers(self) -> list[int]:
        """Return who shares what there is to say in the step: an owner among others has words of their own."""
        state = self.session.state
        addressed = taking_part.addressed(state)
        if self._owner_has_own_words:
            addressed -= taking_part.owners_now(state)
        if keeps_out(self.company, self.session):
            addressed -= {state.facilitator}
        # Whoever leads lets the others go first.
        there = [one.id for one in in_order(self.company, self.session) if one.id in addressed - {state.facilitator}]
        return [*there, *filter(None, [state.facilitator] if state.facilitator in addressed else [])] or [
            self.person.id
        ]

    def _lines(self) -> list[str]:
        """Return this person's share of what there is to say in the step; none for whoever comes after the last."""
        on, speakers, language = self.session.state.now_on, self._speakers(), self.company.language
        at = speakers.index(self.person.id) if self.person.id in speakers else 0
        content, method = self.company.house.content, self.session.method
        if on.key == "collect":
            return self._unsaid(cases_for(content, method, language))[:1]
        is_one = taking_part.is_one_enough(self.session.state)
        if self._is_case_of_visitor and on.number:
            # The examples of a file are about a case of its own.
            return lines_on_any_case(on, language)[at :: len(speakers)][: on.step.most]
        if self._is_owner_among_others or answers(self.company, self.session, self.person):
            owners = [one for one in self.session.state.owners if one in taking_part.owners_now(self.session.state)]
            which = owners.index(self.person.id)
            return lines_for(content, method, on, language, is_owner=True)[which : which + 1]
        found = lines_for(content, method, on, language, is_owner=on.step.who == "owner" or is_one)
        if on.step.fields:
            # Each has something to say to every field.
            each = len(found) // len(on.step.fields)
            return found[at::each] if at < each else []
        if found and on.step.who == "owner" and taking_part.is_in_turns(self.session.state):
            return [found[on.turn % len(found)]]
        is_talk = on.step.way.is_for_all_in or on.step.way.owner_listens
        mine = found if is_one else share(found, at, len(speakers), keeps_order=is_talk)
        return self._unsaid(mine)[: on.step.most]

    def _noted_alone(self) -> str:
        """Return what an owner notes who listens: what the file has, or else something that fits any talk."""
        state, language = self.session.state, self.company.language
        on, earlier = state.now_on, state.plan[: state.position]
        own = owners_lines(self.company.house.content, self.session.method, on, language)
        heard = sum(one.step.way.owner_listens and one.turn == on.turn for one in earlier)
        return own[0] if own else line("listening", language, on.turn + heard)

    def _unsaid(self, lines: list[str]) -> list[str]:
        """Return what nobody said in the step yet: whoever comes a day later says something else."""
        step = self.session.state.position + 1
        written = {
            str(entry.text)
            for entry in entries.of_session(self.company.house.database, self.session.id)
            if entry.step == step
        }
        return [one for one in lines if one not in written]

    async def _pass(self) -> bool:
        return await self.press(self._group, "pass") or await self.press(self._own, "pass")

    async def _reply(self, lines: list[str]) -> bool:
        """Answer the step's message in the group."""
        found = with_button(self._group, f"next {self._here}")
        for text in lines:
            if found and self._is_on:
                self.person.reply(found[0], text)
                await self.company.settle()
        return found is not None

    async def _object(self, turn: objecting.Turn) -> bool:
        """Say what is to change, out loud where people sit together, or change it."""
        if turn.edits:
            self.person.edit(turn.edits, turn.text)
            await self.company.settle()
            return True
        if self.session.state.pace == "live":
            return await self._say_aloud([turn.text])
        return await self._reply([turn.text])

    async def _say_aloud(self, lines: list[str], noted: str = "") -> bool:
        """Say something to those at the table; whoever speaks last jots down what was said, where that is done."""
        for text in lines:
            self.person.write(self._group, text)
        self.company.has_spoken.add((self.session.id, self.session.state.position, self.person.id))
        return await self._reply([noted]) if noted and self._speakers()[-1] == self.person.id else True

    async def _tell_aloud(self, lines: list[str]) -> bool:
        """Tell those at the table something of one's case and take the time for it; after the last of them, go on."""
        await self._say_aloud(lines)
        if self._speakers()[-1] != self.person.id:
            return True
        due_at, now = self.session.state.due_at, self.company.rehearsal.time.now()
        await self.company.move_to(now + (due_at - now) * SPEAKING)
        state = self.session.state
        goes_on = [one for one in [self.person, *self.company.played] if steerers.may_go_on(state, one.id)]
        return await Part(self.company, self.session, goes_on[0]).press(self._group, "next")

    async def _write_privately(self, lines: list[str]) -> bool:
        """Write to the bot, look over what it doubts, and say so when that was all."""
        await self._enter()
        for text in lines:
            if self._is_on:
                self.person.tell(self.company.bot, text)
                await self.company.settle()
                await self._stand_by_it()
        if not self.session.state.now_on.step.way.asks_for_both:
            await self.press(self._own, "done")
        return True

    async def _enter(self) -> None:
        """Open the step in private, unless the bot has shown it there already."""
        is_shown = any(with_button(self._own, f"{command} {self._here}") for command in ("pass", "done", "enough"))
        link = link_to(self._group, "step")
        if not is_shown and not self.company.is_shown(self.person, self.session) and link:
            self.person.open(link)
            await self.company.settle()

    async def _stand_by_it(self) -> None:
        """Let one's words stand where the bot saw what may be a name."""
        newest = self._own.messages[-1]
        doubted = next((data for data in commands(newest) if data.startswith("place ")), None)
        if doubted:
            await self.company.press(self.person, newest, doubted)

    async def _vote(self) -> bool:
        """Choose what is to be chosen from the list in the group."""
        found = with_button(self._group, f"vote {self._here}")
        offered = [data for data in commands(found[0]) if data.startswith("vote ")] if found else []
        speaker = self._speakers().index(self.person.id)
        for data in chosen(self.company, self.session, self.person, speaker, offered):
            if found and self._is_on:
                await self.company.press(self.person, found[0], data)
        return bool(offered)

    async def _press_anywhere(self, command: str, end: str = "") -> bool:
        """Press a button that is in the group, or else the one in private."""
        if await self.press(self._group, command, end):
            return True
        await self._enter()
        return await self.press(self._own, command, end)

    async def _rate(self) -> bool:
        """Say what one takes away and give a number; whoever has no words, or wrote some before, gives just that."""
        has_written = entries.has_taken_away(self.company.house.database, self.session.id, self.person.id)
        lines = [] if has_written else self._lines()
        if lines:
            await self._write_privately(lines)
        rating = RATINGS[self.company.people.index(self.person) % len(RATINGS)]
        is_given = await self._press_anywhere("rate", f" {rating}")
        if not lines and not has_written and self._is_on:
            await self._pass()
        return is_given

    async def _weigh(self) -> bool:
        """Mark each line in private: some high, some low, each person a little otherwise; one doesn't know one."""
        await self._enter()
        values, speaker = self.session.state.now_on.step.values, self._speakers().index(self.person.id)
        for at in range(len(self.session.state.now_on.step.items)):
            value = values[(len(values) // 2 + at * 2 + speaker) % len(values)]
            is_unknown = speaker == at == 1
            await self.press(self._own, "weigh", f" {at} {'-' if is_unknown else value}")
        return True

    async def _label(self) -> bool:
        """Give each item on one's list a label: the first label to the first, and so on round; just once, where it is
        what the others then go on with."""
        await self._enter()
        start, on = f"mark {self._here} ", self.session.state.now_on
        found = with_button(self._own, start)
        if found is None:
            return await self._pass()
        marks = [data.removeprefix(start).split()[0] for data in commands(found[0]) if data.startswith(start)]
        later = [one.step for one in self.session.state.plan[self.session.state.position :]]
        is_once = any(step.shows == on.number and step.shows_only == 1 for step in later)
        count = len(on.step.labels)
        rest = range(2 if is_once else 1, count + 1)
        for at, item in enumerate(dict.fromkeys(marks)):
            label = at + 1 if at < count else rest[(at - count) % len(rest)]
            await self.press(self._own, "mark", f" {item} {label}")
        return True
