"""A term of fourteen weeks in moved time, over a clock change, with a part-timer, leave and a blocked bot."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from stage import ZONE, Stage, is_prompt, staged

from bot.core import timing
from bot.core.model import SCHOOL_WEEK
from bot.core.model import Person as Member
from bot.sandbox import Chat, Message, Person
from bot.storage import people

# From after the Christmas holiday to after the clock change of 28 March 2027: fourteen weeks.
FIRST, LAST = date(2027, 1, 4), date(2027, 4, 11)
GOOD_FRIDAY = date(2027, 3, 26)
HOLIDAYS = [*(date(2027, 2, 20) + timedelta(days=ahead) for ahead in range(9)), GOOD_FRIDAY]


def local_days(messages: list[Message]) -> list[date]:
    return [message.date.astimezone(ZONE).date() for message in messages]


def local_clock(message: Message) -> str:
    return f"{message.date.astimezone(ZONE):%H:%M}"


def prompts(stage: Stage, group: Chat) -> list[Message]:
    return [m for m in stage.from_bot(group) if is_prompt(m)]


async def lead(stage: Stage, coordinator: Person, leader: Person, group: Chat) -> None:
    coordinator.reply(leader.write(group, "Hallo"), "/leader")
    await stage.settle()
    leader.open(stage.last(group).buttons[0][0].url or "")
    await stage.settle()
    await stage.press(leader, stage.private(leader)[-1], "Ja")


async def test_a_term_goes_by_with_every_moment_once_and_on_nobodys_free_day(tmp_path: Path) -> None:
    async with staged(tmp_path / "leerkring.db", "2027-01-04 09:00") as stage:
        karin, anna, bram, chris, ilse, joost = stage.people("Karin", "Anna", "Bram", "Chris", "Ilse", "Joost")
        group = await stage.team("Onderbouw", karin, anna, bram, chris, ilse, joost)
        await stage.press(karin, stage.last(group), "Ja, elke dinsdag")
        for person in (karin, anna, bram, chris):
            await stage.say(person, group, "/join")
        # Ilse leads and works Monday to Wednesday; Joost leads too and blocks the bot; Bram is on leave for a month.
        await lead(stage, karin, ilse, group)
        await lead(stage, karin, joost, group)
        ilse.tell(stage.bot, "/werkdagen ma di wo")
        bram.start(stage.bot)
        bram.tell(stage.bot, "/stil t/m 5-2-2027")
        anna.start(stage.bot)
        anna.tell(stage.bot, "/werkdagen wo do vr")
        await stage.settle()
        joost.block(stage.bot)
        await stage.settle()
        quiet_from = {person.id: len(person.chat_with(stage.bot).messages) for person in (ilse, joost, bram)}

        answered = Counter[int]()
        day = FIRST
        while day <= LAST:
            await stage.move_to(f"{day} 13:00")
            if day.weekday() == 1 and (found := prompts(stage, group)) and local_days(found[-1:]) == [day]:
                for person in (karin, chris):
                    await stage.reply(
                        person, found[-1], f"{person.name} schrijft iets in week {day.isocalendar().week}."
                    )
                    answered[person.id] += 1
            day += timedelta(days=1)

        found = prompts(stage, group)
        tuesdays = [FIRST + timedelta(days=1 + 7 * week) for week in range(14)]
        assert local_days(found) == [day for day in tuesdays if day not in HOLIDAYS]
        assert {local_clock(message) for message in found} == {"12:30"}
        assert len({message.text.splitlines()[0] for message in found[:8]}) == 8
        # On Tuesdays Anna is free, so nothing buzzes; on no other day is anything sent to the group unasked.
        assert all(message.silent for message in found)

        digests = [m for m in ilse.chat_with(stage.bot).messages[quiet_from[ilse.id] :] if m.sender is stage.bot]
        weekdays = {day.weekday() for day in local_days(digests)}
        # Fridays are free for Ilse: each digest waits for her Monday, at the start of the day; after Good Friday for
        # the Tuesday, and in the holiday, without a question, there is none.
        fridays = [day + timedelta(days=3) for day in tuesdays if day + timedelta(days=3) not in HOLIDAYS[:-1]]
        assert (weekdays, {local_clock(one) for one in digests}) == ({0, 1}, {"08:30"})
        # The digest of 9 April still waits for Monday 12 April.
        assert len(digests) == len(fridays) - 1
        assert set(local_days(digests)).isdisjoint(HOLIDAYS)
        for person in (joost, bram):
            told = person.chat_with(stage.bot).messages[quiet_from[person.id] :]
            assert [message.text for message in told if message.sender is stage.bot] == []

        refused = [call for call in stage.sandbox.calls if not call.ok]
        assert refused == []
        states = Counter(
            row["state"]
            for row in stage.database.query(
                "SELECT state FROM moments JOIN schedules ON schedules.id = schedule_id WHERE kind = 'prompt'"
            )
        )
        assert states == {"started": 13, "skipped": 1}
        assert len(stage.log()) == sum(answered.values())


async def test_who_works_when_is_kept_per_person(tmp_path: Path) -> None:
    async with staged(tmp_path / "leerkring.db", "2027-01-04 09:00") as stage:
        (anna,) = stage.people("Anna")
        anna.start(stage.bot)
        anna.tell(stage.bot, "/werkdagen ma, wo")
        await stage.settle()
        await stage.press(anna, stage.private(anna)[-1], "✓ ma")
        found = people.find(stage.database, anna.id)
        assert found is not None
        assert found.working_days == ("wed",)
        free = timing.FreeDays()
        assert [timing.works(found, FIRST + timedelta(days=n), free) for n in range(5)] == [
            False,
            False,
            True,
            False,
            False,
        ]
        assert Member(1, "Nieuw").working_days == SCHOOL_WEEK
