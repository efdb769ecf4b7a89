"""Pairs as tests need them: called together, at their first step, with a date, at the line that ends it."""

from stage import Stage

from bot.sandbox import Chat, Message, Person


async def team(stage: Stage, *names: str) -> tuple[Chat, list[Person]]:
    """Return a group with people who all take part and have a private chat; Anna, Bram and Chris unless others are
    named."""
    people = stage.people(*(names or ("Anna", "Bram", "Chris")))
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
        person.tell(stage.bot, "/start")
    await stage.settle()
    return group, people


async def called(stage: Stage, *names: str, practice: str = "Lesbezoek") -> tuple[Chat, list[Person]]:
    """Return a group that is called for a practice, with its people, all of whom have a private chat."""
    group, people = await team(stage, *names)
    await stage.say(people[0], group, "/samen")
    await stage.press(people[0], stage.last(group), practice)
    return group, people


async def join(stage: Stage, group: Chat, *people: Person) -> None:
    for person in people:
        await stage.follow(person, stage.last(group), "Ik doe mee")


def newest(stage: Stage, person: Person) -> Message:
    return stage.private(person)[-1]


async def paired(stage: Stage) -> tuple[Chat, list[Person]]:
    """Return a group in which two people are a pair, at its first step."""
    group, people = await called(stage, "Anna", "Bram", "Chris")
    await join(stage, group, people[0], people[1])
    await stage.move_to("2026-11-28 09:00")
    await stage.move_to("2026-11-30 09:00")
    return group, people


async def tell_wishes(stage: Stage, person: Person, first: str | None = "Wie begint meteen?") -> None:
    """Let whoever is visited first write in three pieces what the other may look at; without the first, the rest."""
    for text in (*([first] if first else ()), "Tellen.", "Achterin."):
        await stage.tell(person, text)


async def agreed(stage: Stage) -> tuple[Person, Person]:
    """Return two people who agreed on Friday 4 December, nine o’clock."""
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna, "Wie begint?")
    await stage.tell(anna, "vrijdag 4 december 9.00")
    await stage.press(bram, newest(stage, bram), "Dat past")
    return anna, bram


async def at_the_line(stage: Stage) -> tuple[Chat, list[Person]]:
    """Return a pair that has come to the line that each writes for themselves."""
    group, people = await paired(stage)
    anna, bram, _ = people
    await tell_wishes(stage, anna)
    await stage.tell(bram, "do 3 december 10.15")
    await stage.press(anna, newest(stage, anna), "Dat past")
    await stage.move_to("2026-12-03 11:30")
    for person in (anna, bram):
        await stage.press(person, newest(stage, person), "Gedaan")
    return group, people
