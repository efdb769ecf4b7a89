"""What a digest suggests is put to the coordinators by a press, and done if they say so, by their right alone."""

from app.leading import week
from stage import Stage

from bot.core.digest.facts import Facts
from bot.core.model import Role
from bot.sandbox import Chat, Message, Person
from bot.storage import digests, members, people, schedules, teams

LABELS = {
    "slower": "Om de week?",
    "longer": "Langer open?",
    "success": "Vraag wat goed ging",
    "lesson": "Vraag naar de les",
    "dialogue": "Een andere soort vraag",
    "consult": "Intervisie plannen",
    "overview": "Overzicht voor het team",
    "hour": "Een ander moment?",
}


async def suggested(stage: Stage, suggestion: str) -> tuple[Chat, Person, Person, Message]:
    """Return a group, its coordinator and its leader, whose digest suggests something."""
    group, _, people_there = await week(stage)
    karin, ilse = people_there[0], people_there[4]
    karin.start(stage.bot)
    await stage.settle()
    await stage.move_to("2026-11-27 15:31")
    return group, karin, ilse, await suggest_anew(stage, ilse, suggestion)


def set_up(stage: Stage) -> tuple[str, int | None]:
    """Return how often the team is asked, and for how many days its questions are open."""
    team = teams.find(stage.database, 1)
    (prompt,) = [one for one in schedules.of_team(stage.database, 1) if one.kind == "prompt"]
    return prompt.rhythm.every, team.open_days if team else None


async def suggest_anew(stage: Stage, leader: Person, suggestion: str) -> Message:
    """Let the last digest suggest something else, and return it."""
    (fixed,) = digests.weeks_since(stage.database, 1, stage.time.now().replace(month=1))
    facts = Facts.model_validate_json(fixed.facts).model_copy(update={"suggestion": suggestion})
    stage.database.execute(
        "UPDATE digest_weeks SET facts = ?, proposed_at = NULL, decided_at = NULL", [facts.model_dump_json()]
    )
    return await stage.tell(leader, "/weekbericht")


DONE = {
    "slower": (("two weeks", None), "voortaan om de week een vraag"),
    "longer": (("two weeks", 5), "vijf schooldagen open"),
    "consult": (("two weeks", 5), "Intervisie: wat voor vraag heb je?"),
    "overview": (("two weeks", 5), "Het afgelopen blok"),
    "success": (("two weeks", 5), "één zin is genoeg"),
}


async def test_a_coordinator_who_says_yes_has_it_done(stage: Stage) -> None:
    group, karin, ilse, _ = await suggested(stage, "slower")
    became = {}
    for suggestion in DONE:
        digest = await suggest_anew(stage, ilse, suggestion)
        assert await stage.press(ilse, digest, LABELS[suggestion]) == "Ik leg het voor aan Karin. Zij beslissen."
        asked = stage.private(karin)[-1]
        await stage.press(karin, asked, "Ja, doe maar")
        assert asked.text.startswith("Gedaan in Onderbouw")
        became[suggestion] = (set_up(stage), "\n".join(one.text for one in stage.from_bot(group)[-2:]))
    assert {name: numbers for name, (numbers, _) in became.items()} == {name: one[0] for name, one in DONE.items()}
    assert [name for name, (_, text) in became.items() if DONE[name][1] not in text] == []


async def test_what_can_not_be_done_now_is_said_to_whoever_says_yes(stage: Stage) -> None:
    group, karin, ilse, _ = await suggested(stage, "lesson")
    await stage.say(karin, group, "/vraag")
    for suggestion in ("lesson", "dialogue"):
        digest = await suggest_anew(stage, ilse, suggestion)
        await stage.press(ilse, digest, LABELS[suggestion])
        before = stage.last(group)
        await stage.press(karin, stage.private(karin)[-1], "Ja, doe maar")
        assert ("er staat een vraag open" in stage.private(karin)[-1].text, stage.last(group)) == (True, before)


async def test_of_two_coordinators_the_first_decides(stage: Stage) -> None:
    group, karin, ilse, digest = await suggested(stage, "slower")
    (anna,) = stage.people("Anne")
    anna.start(stage.bot)
    await stage.settle()
    members.give_role(stage.database, 1, anna.id, Role.COORDINATOR, stage.time.now())
    await stage.press(ilse, digest, LABELS["slower"])
    await stage.press(karin, stage.private(karin)[-1], "Ja, doe maar")
    told = stage.last(group)
    await stage.press(anna, stage.private(anna)[-1], "Ja, doe maar")
    assert ("al beslist" in stage.private(anna)[-1].text, stage.last(group)) == (True, told)


async def test_one_who_says_no_changes_nothing(stage: Stage) -> None:
    group, karin, ilse, digest = await suggested(stage, "slower")
    await stage.press(ilse, digest, LABELS["slower"])
    before = stage.last(group)
    await stage.press(karin, stage.private(karin)[-1], "Nee, laat maar zo")
    assert (set_up(stage), stage.last(group)) == (("week", None), before)


async def test_it_is_put_to_them_once_and_not_with_who_took_part(stage: Stage) -> None:
    _, karin, ilse, digest = await suggested(stage, "slower")
    first, again = [await stage.press(ilse, digest, LABELS["slower"]) for _ in range(2)]
    asked = [one.text for one in stage.private(karin) if "stelt iets voor" in one.text]
    assert (first != again, len(asked), again) == (True, 1, "Dit heb ik al voorgelegd.")
    assert [word for word in ("weinig", "helft", "meesten", "Ilse") if word in asked[0]] == []


async def test_what_only_a_group_can_choose_is_asked_without_a_yes(stage: Stage) -> None:
    _, karin, ilse, digest = await suggested(stage, "hour")
    await stage.press(ilse, digest, LABELS["hour"])
    asked = stage.private(karin)[-1]
    assert ("/ritme" in asked.text, [b.text for row in asked.buttons for b in row]) == (True, ["Nee, laat maar zo"])


async def test_nobody_else_decides(stage: Stage) -> None:
    _, _, ilse, digest = await suggested(stage, "slower")
    await stage.press(ilse, digest, LABELS["slower"])
    nora, omar = stage.people("Nora", "Omar")
    await stage.team("Elders", nora)
    for presser in (ilse, nora, omar):
        presser.start(stage.bot)
        await stage.tell(presser, "/proposed 1 yes")
    assert set_up(stage) == ("week", None)


async def test_of_another_team_nothing_is_proposed(stage: Stage) -> None:
    _, karin, *_ = await suggested(stage, "slower")
    (nora,) = stage.people("Nora")
    theirs = await stage.team("Elders", nora)
    (omar,) = stage.people("Omar")
    nora.invite(theirs, omar)
    nora.reply(omar.write(theirs, "Hallo"), "/leader")
    await stage.settle()
    omar.open(stage.last(theirs).buttons[0][0].url or "")
    await stage.settle()
    await stage.press(omar, stage.private(omar)[-1], "Ja")
    before = len(stage.private(karin))
    told = await stage.tell(omar, "/propose 1")
    assert ("kan niet meer" in told.text, len(stage.private(karin))) == (True, before)


async def test_where_no_coordinator_can_be_reached_that_is_said(stage: Stage) -> None:
    _, karin, ilse, digest = await suggested(stage, "slower")
    people.set_reachable(stage.database, karin.id, is_reachable=False)
    assert "geen coördinator die ik in privé kan bereiken" in (await stage.press(ilse, digest, LABELS["slower"]) or "")
