"""Linked teams: each reads what people of the other shared with it, by name and since then; nothing else, and no more
once it is taken back, erased, or the link is ended."""

import re

from stage import Stage

from bot.sandbox import Chat, Person

SHARED, KEPT = "Ik vroeg eerst wat ze al wisten.", "Dit is voor ons team."


async def two(stage: Stage) -> tuple[Chat, Chat, Person, Person, Person]:
    """Return two groups with Karin in the one and Omar in the other, who coordinate them, and Anna beside Karin."""
    karin, anna, omar = stage.people("Karin", "Anna", "Omar")
    first, second = await stage.team("Onderbouw", karin, anna), await stage.team("Bovenbouw", omar)
    for person, group in ((karin, first), (anna, first), (omar, second)):
        await stage.say(person, group, "/meedoen")
        person.start(stage.bot)
    await stage.say(karin, first, "/regio noord")
    await stage.say(omar, second, "/regio noord")
    return first, second, karin, anna, omar


async def linked(stage: Stage) -> tuple[Chat, Chat, Person, Person, Person]:
    first, second, karin, anna, omar = await two(stage)
    await stage.say(karin, first, "/verbind")
    (code,) = re.findall(r"/verbind (\S+)", stage.private(karin)[-1].text)
    await stage.say(omar, second, f"/verbind {code}")
    assert "verbonden met Bovenbouw" in stage.last(first).text
    assert "Omar verbond dit team met Onderbouw" in stage.last(second).text
    return first, second, karin, anna, omar


async def share(stage: Stage, group: Chat, asks: Person, person: Person, *texts: str) -> None:
    """Let somebody answer some questions in the group, and share the first of these answers with other teams."""
    for text in texts:
        await stage.reply(person, await stage.say(asks, group, "/vraag"), text)
    await stage.tell(person, "/mijn")
    await stage.press(person, stage.private(person)[-1], str(len(texts)))
    await stage.press(person, stage.private(person)[-1], "Delen met verbonden teams")


async def test_what_somebody_shares_is_read_by_the_other_team_and_nothing_else(stage: Stage) -> None:
    first, second, karin, anna, omar = await linked(stage)
    await share(stage, first, karin, anna, SHARED, KEPT)
    told = (await stage.say(omar, second, "/elders")).text
    assert ("Anna, bij “" in told, SHARED in told, KEPT in told) == (True, True, False)
    assert "Nog niets. Bovenbouw deelde nog niets met jullie." in (await stage.say(karin, first, "/elders")).text


async def test_it_goes_from_the_other_group_too_once_it_is_taken_back_changed_or_erased(stage: Stage) -> None:
    first, second, karin, anna, omar = await linked(stage)
    await share(stage, first, karin, anna, SHARED)
    there = await stage.say(omar, second, "/elders")
    await stage.tell(anna, "/mijn")
    await stage.press(anna, stage.private(anna)[-1], "1")
    await stage.press(anna, stage.private(anna)[-1], "Niet meer vrijgeven")
    await stage.move_to("2026-11-23 11:00")
    assert SHARED not in there.text
    await share(stage, first, karin, anna, "Nog iets anders om te delen.")
    again = await stage.say(omar, second, "/elders")
    assert "Nog iets anders" in again.text
    await stage.tell(anna, "/vergeet ja")
    await stage.move_to("2026-11-23 14:00")
    assert ("Nog iets anders" in again.text, "Anna" in again.text) == (False, False)


async def test_an_ended_link_takes_away_what_stands_and_a_new_one_shows_nothing_of_before(stage: Stage) -> None:
    first, second, karin, anna, omar = await linked(stage)
    await share(stage, first, karin, anna, SHARED)
    there = await stage.say(omar, second, "/elders")
    await stage.say(omar, second, "/verbind stop Onderbouw")
    await stage.move_to("2026-11-23 11:00")
    assert SHARED not in there.text
    assert "niet meer verbonden met Bovenbouw" in stage.last(first).text
    await stage.move_to("2026-11-24 11:00")
    await stage.say(omar, second, "/verbind")
    (code,) = re.findall(r"/verbind (\S+)", stage.private(omar)[-1].text)
    await stage.say(karin, first, f"/verbind {code}")
    assert SHARED not in (await stage.say(omar, second, "/elders")).text


async def test_a_code_works_once_for_another_team_for_two_weeks_and_is_a_coordinators(stage: Stage) -> None:
    first, second, karin, anna, omar = await two(stage)
    await stage.say(anna, first, "/verbind")
    assert not stage.database.execute("SELECT 1 FROM link_offers").fetchall()
    await stage.say(karin, first, "/verbind")
    (code,) = re.findall(r"/verbind (\S+)", stage.private(karin)[-1].text)
    await stage.say(karin, first, f"/verbind {code}")
    assert not stage.database.execute("SELECT 1 FROM links").fetchall()
    await stage.say(karin, first, "/verbind")
    (late,) = re.findall(r"/verbind (\S+)", stage.private(karin)[-1].text)
    await stage.move_to("2026-12-08 12:00")
    await stage.say(omar, second, f"/verbind {late}")
    assert not stage.database.execute("SELECT 1 FROM links").fetchall()


async def test_a_team_that_is_linked_with_none_sees_no_button_and_hears_how_it_is_done(stage: Stage) -> None:
    first, _, karin, anna, _ = await two(stage)
    await stage.reply(anna, await stage.say(karin, first, "/vraag"), SHARED)
    await stage.tell(anna, "/mijn")
    await stage.press(anna, stage.private(anna)[-1], "1")
    labels = [button.text for row in stage.private(anna)[-1].buttons for button in row]
    assert ("Vrijgeven voor leidinggevende" in labels, "Delen met verbonden teams" in labels) == (True, False)
    assert "Een coördinator doet dat met /verbind." in (await stage.say(anna, first, "/elders")).text


async def test_nothing_is_read_elsewhere_any_more_of_somebody_who_takes_part_no_more(stage: Stage) -> None:
    first, second, karin, anna, omar = await linked(stage)
    await share(stage, first, karin, anna, SHARED)
    await stage.say(anna, first, "/stoppen")
    assert SHARED not in (await stage.say(omar, second, "/elders")).text


async def test_words_that_may_name_a_pupil_are_shared_no_more_also_beside_trouble_of_ones_own(stage: Stage) -> None:
    first, second, karin, anna, omar = await linked(stage)
    answer = anna.reply(await stage.say(karin, first, "/vraag"), SHARED)
    await stage.settle()
    await stage.tell(anna, "/mijn")
    await stage.press(anna, stage.private(anna)[-1], "1")
    await stage.press(anna, stage.private(anna)[-1], "Delen met verbonden teams")
    there = await stage.say(omar, second, "/elders")
    anna.edit(answer, "Ik ben overspannen door Sanne de Vries uit groep 6, ik zie het niet meer zitten.")
    await stage.move_to("2026-11-23 11:00")
    assert ("Sanne" in there.text, stage.log()[-1].audience) == (False, "team")
