"""All of a question: a button under a summary that had to shorten leads to every word of it, in private."""

import pytest
from app.consulting import labels
from asked import ask
from stage import Stage, local

from bot.core.model import Audience
from bot.core.model import Person as Writer
from bot.sandbox import Chat, Message, Person
from bot.storage import entries
from bot.storage.database import transaction

pytestmark = pytest.mark.usefixtures("calm")
ALL = "Alles lezen"


def words(number: int) -> str:
    return " ".join(f"Zin {number}-{count} van een lang antwoord." for count in range(60))


async def summed_up(stage: Stage, length: int = 3) -> tuple[Chat, list[Person], Message]:
    """Return a team of whom so many answered a question at length, and its summary."""
    people = stage.people("Anna", "Bram", "Chris", "Dewi")
    group = await stage.team("Onderbouw", *people)
    for person in people[:3]:
        await stage.say(person, group, "/meedoen")
    with transaction(stage.database):
        session = ask(stage.database, 1, "eerste-stap", local("2026-11-24 12:30"), local("2026-11-24 16:00"))
        for number, person in enumerate(people[:length]):
            author, at = Writer(person.id, person.name), local("2026-11-24 13:00")
            entries.add(stage.database, session, author, Audience.TEAM, "answer", words(number), at, None)
        entries.add(
            stage.database, session, Writer(people[0].id, "Anna"), Audience.AUTHOR, "answer", "Geheim.", at, None
        )
    await stage.move_to("2026-11-24 16:01")
    return group, people, stage.last(group)


async def read_through(stage: Stage, person: Person, page: Message) -> list[str]:
    pages = [page.text]
    while "Ouder ›" in labels(page):
        await stage.press(person, page, "Ouder ›")
        pages.append(page.text)
    return pages


async def test_what_a_summary_shortened_is_there_in_full_for_whoever_takes_part(stage: Stage) -> None:
    _, people, summary = await summed_up(stage)
    pages = await read_through(stage, people[2], await stage.follow(people[2], summary, ALL))
    read = " ".join(" ".join(pages).split())
    assert (len(pages) > 1, "Alles" in labels(summary)[0], "Geheim" in read) == (True, True, False)
    assert [number for number in range(3) for count in range(60) if f"Zin {number}-{count} van" not in read] == []
    assert all(len(page) <= 4096 for page in pages)


async def test_where_all_of_it_stands_in_the_summary_there_is_no_such_button(stage: Stage) -> None:
    _, _, summary = await summed_up(stage, length=1)
    assert (words(0) in summary.text, labels(summary)) == (True, [])


async def test_whoever_does_not_take_part_reads_nothing_of_it(stage: Stage) -> None:
    _, people, summary = await summed_up(stage)
    told = await stage.follow(people[3], summary, ALL)
    leading = people[3]
    stage.database.execute(
        "INSERT INTO members (team_id, person_id, role, since) VALUES (1, ?, 'leader', '2026-01-01T00:00:00Z')",
        [leading.id],
    )
    told_leading = await stage.follow(leading, summary, ALL)
    assert ["Zin" in one.text for one in (told, told_leading)] == [False, False]
    assert "nog niet mee" in told.text


async def test_whoever_leads_and_takes_part_since_finds_nothing_of_it_nor_anything_else(stage: Stage) -> None:
    group, people, summary = await summed_up(stage)
    await stage.say(people[3], group, "/meedoen")
    stage.database.execute(
        "INSERT INTO members (team_id, person_id, role, since) VALUES (1, ?, 'leader', '2026-01-01T00:00:00Z')",
        [people[3].id],
    )
    prompt = await stage.say(people[0], group, "/vraag R6")
    await stage.reply(people[0], prompt, "Vraag 1 van de les.")
    told = (await stage.follow(people[3], summary, ALL)).text
    assert ("Niets gevonden" in told, "van de les" in told) == (True, False)


async def test_what_is_erased_goes_from_a_page_and_stays_out_of_the_next(stage: Stage) -> None:
    _, people, summary = await summed_up(stage)
    page = await stage.follow(people[1], summary, ALL)
    await stage.tell(people[0], "/vergeet ja")
    await stage.move_to("2026-11-24 17:00")
    assert ("Zin 0-" in page.text, "Zin 0-" in summary.text, "Zin 1-" in summary.text) == (False, False, True)
    pages = await read_through(stage, people[1], await stage.follow(people[1], summary, ALL))
    assert ["Zin 0-" in one for one in pages] == [False] * len(pages)


async def test_a_summary_that_is_put_right_keeps_its_button(stage: Stage) -> None:
    _, people, summary = await summed_up(stage)
    await stage.tell(people[0], "/vergeet ja")
    await stage.move_to("2026-11-24 17:00")
    assert ("Zin 0-" in summary.text, labels(summary)) == (False, [ALL] if "ingekort" in summary.text else [])
