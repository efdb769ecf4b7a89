"""Tiles: made in the group, kept for the team, never of what shows names, and gone when their words are."""

import pytest
from stage import Stage

from bot.charts import draw
from bot.core.pictures import Tile
from bot.sandbox import Chat, Message, Person
from bot.storage import tiles

WORDS = "Eerst wachten, dan vragen"
NAMING = "Wat Sem doet, doet de klas"


async def team(stage: Stage, *, in_private: bool = True) -> tuple[Chat, list[Person]]:
    """Return a team of three members and one who takes no part."""
    people = stage.people("Karin", "Zebrafinkje", "Bram", "Fenna")
    group = await stage.team("Onderbouw", *people)
    for person in people[:3]:
        await stage.say(person, group, "/meedoen")
        if in_private:
            person.start(stage.bot)
    await stage.settle()
    return group, people


def shown(stage: Stage, message: Message) -> bytes:
    """Return the picture that a message shows."""
    return stage.sandbox.files[message.extra["photo"][-1]["file_id"]].content


def kinds(stage: Stage) -> list[tuple[str, str, str]]:
    return [(entry.kind, entry.audience.value, entry.text) for entry in stage.log()]


async def test_a_tile_shows_its_words_and_tells_them_to_whoever_cannot_see_it(stage: Stage) -> None:
    group, (_, finch, *_) = await team(stage)
    tile = await stage.say(finch, group, f"/tegel  {WORDS} ")
    assert (tile.kind, WORDS in tile.text, finch.name in tile.text) == ("photo", True, False)
    assert (shown(stage, tile), kinds(stage)) == (draw(Tile(text=WORDS)), [("tile", "team", WORDS)])


async def test_the_wall_lists_the_tiles_and_shows_each_again(stage: Stage) -> None:
    group, (karin, finch, *_) = await team(stage)
    empty = await stage.say(karin, group, "/tegel")
    for words in ("Eerst kijken", WORDS):
        await stage.say(finch, group, f"/tile {words}")
    wall = await stage.say(karin, group, "/tegel")
    lines = [line.partition(" <i>")[0] for line in wall.text.splitlines() if line[:2] in ("1.", "2.")]
    await stage.press(karin, wall, "2")
    assert ("Hier hangt nog niets." in empty.text, [line[:20] for line in lines]) == (
        True,
        [f"1. “{WORDS}”"[:20], "2. “Eerst kijken” (24 november 2026)"[:20]],
    )
    assert shown(stage, stage.last(group)) == draw(Tile(text="Eerst kijken"))


@pytest.mark.parametrize(
    ("words", "told"), [("lang " * 30, "passen 90 tekens, en dit zijn er 149"), ("🎉", "Zet er een zin bij")]
)
async def test_of_too_much_or_nothing_no_tile_is_made(stage: Stage, words: str, told: str) -> None:
    group, (karin, *_) = await team(stage)
    answer = await stage.say(karin, group, f"/tegel {words}")
    assert (told in answer.text, stage.log()) == (True, [])


async def test_a_name_is_asked_about_in_private_before_it_hangs(stage: Stage) -> None:
    group, (_, finch, *_) = await team(stage)
    before = len(stage.from_bot(group))
    await stage.say(finch, group, f"/tegel {NAMING}")
    asked = stage.private(finch)[-1]
    silent = len(stage.from_bot(group)) == before
    assert ("Sem" in asked.text, silent, kinds(stage)) == (True, True, [("draft", "author", NAMING)])
    await stage.press(finch, asked, "Laat zo staan")
    assert (shown(stage, stage.last(group)), kinds(stage)) == (draw(Tile(text=NAMING)), [("tile", "team", NAMING)])


async def test_whoever_puts_it_another_way_leaves_no_draft(stage: Stage) -> None:
    group, (_, finch, *_) = await team(stage)
    for words in (f"{NAMING} na", NAMING):
        await stage.say(finch, group, f"/tegel {words}")
    last = kinds(stage)
    await stage.press(finch, stage.private(finch)[-1], "Aanpassen")
    assert (last, stage.log()) == ([("draft", "author", NAMING)], [])


async def test_a_draft_is_hung_by_its_writer_alone_and_only_by_a_member(stage: Stage) -> None:
    group, (_, finch, bram, _) = await team(stage)
    await stage.say(finch, group, f"/tegel {NAMING}")
    [draft] = stage.log()
    of_another = await stage.tell(bram, f"/tegel place {draft.id} so")
    await stage.say(finch, group, "/stoppen")
    await stage.tell(finch, f"/tegel place {draft.id} so")
    assert ("is er niet meer" in of_another.text, kinds(stage)) == (True, [("draft", "author", NAMING)])


async def test_a_draft_stands_in_the_way_of_no_answer_in_private(stage: Stage) -> None:
    group, (karin, finch, *_) = await team(stage)
    prompt = await stage.say(karin, group, "/vraag")
    await stage.follow(finch, prompt, "Antwoord in privé")
    await stage.tell(finch, "Ik telde tot vijf.")
    await stage.say(finch, group, f"/tegel {NAMING}")
    await stage.tell(finch, "/zondernaam")
    chosen = next(iter(stage.database.query("SELECT is_nameless FROM entries WHERE kind <> 'draft'")))
    assert (chosen["is_nameless"], kinds(stage)[-1][0]) == (1, "draft")


async def test_whoever_cannot_be_reached_in_private_is_told_no_reason_in_the_group(stage: Stage) -> None:
    group, (_, finch, *_) = await team(stage, in_private=False)
    answer = await stage.say(finch, group, f"/tegel {NAMING}")
    assert ("heb ik een vraag aan jou alleen" in answer.text, "Sem" in answer.text, stage.log()) == (True, False, [])


@pytest.mark.parametrize("way", ["withdrawn", "forgotten"])
async def test_a_tile_whose_maker_erases_it_is_wiped_clean(stage: Stage, way: str) -> None:
    group, (karin, finch, *_) = await team(stage)
    tile = await stage.say(finch, group, f"/tegel {WORDS}")
    wall = await stage.say(karin, group, "/tegel")
    if way == "forgotten":
        await stage.tell(finch, "/vergeet ja")
    else:
        await stage.press(finch, await stage.tell(finch, f"/mijn withdraw {stage.log()[0].id}"), "Ja, wis het")
    await stage.move_to("2026-11-24 23:00")
    left = [message.text for message in (tile, wall) if WORDS in message.text]
    assert (left, stage.log(), shown(stage, tile)) == ([], [], draw(Tile()))


async def test_a_tile_that_is_put_otherwise_is_drawn_anew(stage: Stage) -> None:
    group, (_, finch, *_) = await team(stage)
    tile = await stage.say(finch, group, f"/tegel {WORDS}")
    await stage.tell(finch, f"/mijn edit {stage.log()[0].id}")
    await stage.tell(finch, "Rustig eindigen ook, " + "en dat gaat lang door " * 60)
    await stage.move_to("2026-11-24 23:00")
    words = "Rustig eindigen ook, en dat gaat lang door en dat gaat lang door en dat gaat lang door en…"
    assert (words in tile.text, shown(stage, tile)) == (True, draw(Tile(text=words)))


async def test_a_tile_is_no_answer_and_no_question(stage: Stage) -> None:
    group, (karin, *_) = await team(stage)
    await stage.say(karin, group, f"/tegel {WORDS}")
    summary = await stage.say(karin, group, "/overzicht")
    found = await stage.say(karin, group, "/zoek wachten")
    told = "is er niets opgeschreven. Met /vraag stel ik er nu een." in summary.text
    assert (told, "Tegel" in found.text, WORDS in found.text) == (True, True, True)


async def test_a_number_alone_shows_that_one_of_the_list_and_makes_none(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.say(anna, group, "/meedoen")
    await stage.say(anna, group, "/tegel Rustig beginnen")
    shown = (await stage.say(anna, group, "/tegel 1")).text
    for words in ("2", "12", "!?"):
        await stage.say(anna, group, f"/tegel {words}")
    assert ("Rustig beginnen" in shown, len(tiles.of_team(stage.database, 1))) == (True, 1)
