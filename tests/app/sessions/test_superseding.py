"""Superseding: what one puts down for all takes the place of what stood there, where its step is opened once more."""

import pytest
from app.consulting import IN, Circle, at, labels, started
from stage import Stage

from bot.core.model import Role
from bot.storage import entries, members

FIRST, SECOND = "De werkgroep besluit: twee toetsen per week.", "De werkgroep besluit: hooguit één toets per week."
AGREED = "De werkgroep maakt het rooster."


async def decided(stage: Stage) -> Circle:
    """Return a group that has put down its decision, and is asked who keeps an eye on it."""
    circle = await at(stage, "11", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await circle.reply(circle.owner, FIRST)
    assert circle.key == "12"
    return circle


async def test_a_decision_that_is_put_down_once_more_takes_the_place_of_the_first(stage: Stage) -> None:
    circle = await decided(stage)
    await stage.say(circle.owner, circle.group, "/terug")
    assert circle.key == "11"
    card = circle.card.text
    assert card.index("Schrijf het besluit helemaal uit") < card.index(f"Hier staat nu:\n{FIRST}")
    await circle.reply(circle.owner, SECOND)
    *_, said, asked = stage.private(circle.owner)
    assert said.text.startswith("Dit komt in de plaats van wat hier eerder stond; dat leest niemand meer bij mij.")
    assert (circle.key, SECOND in asked.text, FIRST in asked.text) == ("12", True, False)
    await circle.reply(circle.owner, AGREED)
    await stage.say(circle.owner, circle.group, "/uitkomsten")
    assert (SECOND in stage.last(circle.group).text, FIRST in stage.last(circle.group).text) == (True, False)
    held = stage.database.execute("SELECT kind, audience FROM entries WHERE text = ?", [FIRST]).fetchall()
    assert held == [("note", "author")]


async def test_outcomes_say_what_a_team_is_still_at_and_no_more_once_it_is_done(stage: Stage) -> None:
    circle = await decided(stage)
    said = await stage.say(circle.owner, circle.group, "/uitkomsten")
    assert "Nog niets" not in said.text
    assert "Op maandag 23 november nog bezig: “Besluit met bezwaren”. Wat jullie daar vastleggen" in said.text
    await circle.reply(circle.owner, AGREED)
    said = await stage.say(circle.owner, circle.group, "/uitkomsten")
    assert (FIRST in said.text, "nog bezig:" in said.text) == (True, circle.key != "ended")


async def test_whoever_leads_a_team_reads_in_its_outcomes_nothing_of_what_it_is_at(stage: Stage) -> None:
    circle = await decided(stage)
    head = circle.people[3]
    for role in (Role.MEMBER, Role.LEADER):
        members.give_role(stage.database, 1, head.id, role, stage.time.now())
    said = await stage.say(head, circle.group, "/uitkomsten")
    assert ("Wat jullie vastlegden" in said.text, "nog bezig" in said.text) == (True, False)


async def test_where_several_messages_hold_they_all_stay(stage: Stage) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    for person in circle.people[:3]:
        await circle.write(person, f"{person.name} wil eerst een proef van een maand.")
    await stage.say(circle.owner, circle.group, "/verder")
    await stage.say(circle.owner, circle.group, "/terug")
    await circle.write(circle.people[3], "Begin na de vakantie.")
    kept = stage.database.execute("SELECT count(*) FROM entries WHERE text LIKE '%proef%' OR text LIKE 'Begin%'")
    assert kept.fetchone() == (4,)


async def test_what_is_said_later_takes_nobodys_place(stage: Stage) -> None:
    circle = await at(stage, "11", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    card = circle.card
    await circle.reply(circle.owner, FIRST)
    await stage.say(circle.owner, circle.group, "/langer")
    await stage.reply(circle.people[2], card, "Mooi, daar ben ik het mee eens!")
    kept = [entry.text for entry in entries.of_kind(stage.database, circle.walk.id, 12, "outcome")]
    assert kept == [FIRST]


async def test_a_remark_while_the_clock_stands_still_takes_nobodys_place(stage: Stage) -> None:
    circle = await at(stage, "11", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await stage.say(circle.owner, circle.group, "/pauze")
    await circle.reply(circle.owner, FIRST)
    await circle.reply(circle.people[2], "Pauze? Ik kom zo.")
    kept = [entry.text for entry in entries.of_kind(stage.database, circle.walk.id, 12, "outcome")]
    assert FIRST in kept


async def test_whose_words_were_put_aside_hears_so_and_keeps_them(stage: Stage) -> None:
    circle = await decided(stage)
    anna, bram, *_ = circle.people
    await stage.say(anna, circle.group, "/terug")
    await stage.say(bram, circle.group, "/leiden")
    await circle.reply(bram, SECOND)
    assert any("kwam iets anders in de plaats van wat jij schreef" in one.text for one in stage.private(anna))
    told = await stage.tell(anna, "/mijn")
    assert FIRST in told.text
    assert any("leest niemand meer bij mij" in one.text for one in stage.private(bram))
    assert entries.has_source_in(stage.database, circle.walk.id, circle.group.id)


@pytest.mark.parametrize("place", ["private", "group"])
@pytest.mark.parametrize("text", ["ok", "Ja, prima.", "Akkoord", "en nu?", "Mag dinsdag ook?", "doe ik vanavond"])
async def test_a_mere_yes_or_an_aside_is_no_decision_before_its_writer_says_so(
    stage: Stage, text: str, place: str
) -> None:
    circle = await at(stage, "11", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    anna = circle.owner
    await (circle.write(anna, text) if place == "private" else circle.reply(anna, text))
    asked = stage.private(anna)[-1]
    told = "is nog met niemand gedeeld" if place == "private" else "staat bij mij nog nergens"
    assert (circle.key, f"“{text}” {told}" in asked.text) == ("11", True)
    assert entries.of_kind(stage.database, circle.walk.id, 12, "outcome") == []
    await stage.press(anna, asked, "Ja, zet het daarbij")
    assert circle.key == "12"


async def test_whoever_writes_on_after_a_mere_yes_puts_down_that(stage: Stage) -> None:
    circle = await at(stage, "11", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await circle.write(circle.owner, "ok")
    await circle.write(circle.owner, FIRST)
    kept = [entry.text for entry in entries.of_kind(stage.database, circle.walk.id, 12, "outcome")]
    assert (circle.key, kept) == ("12", [FIRST])


@pytest.mark.parametrize(
    ("code", "closes", "asks"),
    [
        ("nl", "daarmee sluit deze stap", "is nog met niemand gedeeld"),
        ("en", "that closes this step", "I haven’t shared “ok”"),
    ],
)
async def test_that_one_message_closes_it_is_said_before(stage: Stage, code: str, closes: str, asks: str) -> None:
    circle = await at(stage, "11", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await stage.tell(circle.owner, f"/taal {code}")
    card = await circle.open(circle.owner)
    assert closes in card.text
    assert asks in (await stage.tell(circle.owner, "ok")).text


@pytest.mark.parametrize("text", ["ok", "2", "dank je"])
async def test_mere_words_in_private_are_no_contribution_before_their_writer_says_so(stage: Stage, text: str) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    asked = await circle.write(circle.people[1], text)
    assert f"“{text}” is nog met niemand gedeeld. Hoort dit bij" in asked.text
    assert circle.people[1].id not in circle.state.given
    await stage.tell(circle.people[1], "Bezwaar: ik heb alleen op vrijdag les.")
    assert [entry.text for entry in entries.of_step(stage.database, circle.walk.id, circle.walk.step)] == [
        "Bezwaar: ik heb alleen op vrijdag les."
    ]


async def test_a_mere_yes_where_one_agrees_by_button_stands_in_no_group(stage: Stage) -> None:
    names = ("Anna", "Bram", "Chris", "Dewi", "Elif", "Fatima")
    circle = await started(stage, *names, method="bloemenfabriek", pace="live", is_mine=False)
    await circle.all_press(IN)
    asked = await circle.write(circle.owner, "ja")
    assert ("Druk dan op “Akkoord”" in asked.text, circle.key) == (True, "1")
    assert not [one for one in circle.texts() if "Anna: ja" in one or "Anna:\nja" in one]
    await stage.press(circle.owner, asked, "Akkoord")
    assert circle.key == "2"


async def test_a_mere_yes_is_not_offered_once_the_text_itself_stands_there(stage: Stage) -> None:
    circle = await at(stage, "12", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await circle.reply(circle.owner, "ok")
    await circle.reply(circle.owner, "Bram let erop, elke week.")
    await stage.pass_by(60)
    assert not any("stond er nog niet bij" in one for one in circle.told(circle.owner))
    assert not [one for one in stage.log() if one.text == "ok"]


@pytest.mark.parametrize("text", ["pas", "geen antwoord"])
async def test_whoever_types_that_they_pass_can_do_so_at_once(stage: Stage, text: str) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    bram = circle.people[1]
    asked = await circle.write(bram, text)
    assert ("Wil je passen? Druk dan op “Ik pas”" in asked.text, labels(asked)[0]) == (True, "Ik pas")
    await stage.press(bram, asked, "Ik pas")
    assert (bram.id in circle.state.heard, bram.id in circle.state.given) == (True, False)
    assert entries.of_kind(stage.database, circle.walk.id, circle.walk.step, "draft") == []


async def test_mere_words_can_still_be_added_where_their_step_takes_some_late(stage: Stage) -> None:
    circle = await at(stage, "3", "Anna", "Bram", "Chris", "Dewi", method="vijf-stappen")
    asked, step = await circle.write(circle.people[1], "ok"), circle.walk.step
    await circle.go_on()
    await stage.press(circle.people[1], asked, "Ja, zet het daarbij")
    assert [one.text for one in entries.of_step(stage.database, circle.walk.id, step)] == ["ok"]


@pytest.mark.parametrize(("text", "kept"), [("ja", ["ok"]), ("nee", [])])
async def test_a_yes_to_what_was_asked_about_mere_words_is_understood_after_a_restart(
    stage: Stage, text: str, kept: list[str]
) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await circle.write(circle.people[1], "ok")
    await stage.restart()
    await stage.tell(circle.people[1], text)
    assert [entry.text for entry in entries.of_step(stage.database, circle.walk.id, circle.walk.step)] == kept
    assert entries.of_kind(stage.database, circle.walk.id, circle.walk.step, "draft") == []


@pytest.mark.parametrize("is_restarted", [False, True])
@pytest.mark.parametrize("word", ["zelfmoord", "Kevin"])
async def test_a_yes_after_another_question_about_a_single_word_shares_nothing(
    stage: Stage, word: str, is_restarted: bool
) -> None:
    circle = await at(stage, "11", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await circle.write(circle.owner, word)
    if is_restarted:
        await stage.restart()
    await stage.tell(circle.owner, "ja")
    assert (circle.key, [one for one in circle.texts() if word in one]) == ("11", [])


@pytest.mark.parametrize("is_restarted", [False, True])
async def test_a_yes_to_whether_one_passes_is_no_yes_to_adding_that_word(stage: Stage, is_restarted: bool) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    bram = circle.people[1]
    await circle.write(bram, "pas")
    if is_restarted:
        await stage.restart()
    asked = await stage.tell(bram, "ja")
    assert ("“ja” is nog met niemand gedeeld" in asked.text, bram.id in circle.state.given) == (True, False)


async def test_the_button_under_one_text_puts_no_other_down(stage: Stage) -> None:
    circle = await at(stage, "11", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    asked = await circle.write(circle.owner, "ok")
    await circle.write(circle.owner, "Een leerling uit mijn klas zegt dat zijn vader hem elke avond slaat.")
    said = await stage.press(circle.owner, asked, "Ja, zet het daarbij")
    assert "Die tekst heb ik niet meer" in str(said)
    assert (circle.key, [one for one in circle.texts() if "slaat" in one]) == ("11", [])


@pytest.mark.parametrize("text", ["two secs, wifi", "Ik kom zo.", "ben zo terug"])
async def test_fewer_than_four_words_stand_for_all_only_once_their_writer_says_so(stage: Stage, text: str) -> None:
    circle = await at(stage, "11", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await circle.reply(circle.owner, text)
    assert (circle.key, f"“{text}”" in circle.told(circle.owner)[-1]) == ("11", True)


@pytest.mark.parametrize("text", ["hang on", "Wanneer moet dit af?", "ik ben ziek vandaag", "geen bezwaar"])
async def test_an_aside_is_no_nameless_point_unasked(stage: Stage, text: str) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    bram = circle.people[1]
    await circle.write(bram, text)
    assert bram.id not in circle.state.given


@pytest.mark.parametrize(("votes", "told"), [(0, 0), (2, 1)])
async def test_that_a_text_changes_while_people_choose_about_it_the_group_hears(
    stage: Stage, votes: int, told: int
) -> None:
    circle = await at(stage, "6", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await circle.reply(circle.owner, FIRST)
    assert circle.key == "7"
    for person in circle.people[1 : 1 + votes]:
        await circle.press(person, "1")
    circle.owner.edit(next(one for one in circle.group.messages if one.text == FIRST), SECOND)
    await stage.settle()
    said = [one.text for one in stage.from_bot(circle.group) if "is net gewijzigd" in one.text]
    assert len(said) == told


async def test_of_a_draft_that_nobody_read_no_vote_hears(stage: Stage) -> None:
    circle = await at(stage, "6", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await circle.open(circle.owner)
    held = circle.owner.tell(stage.bot, "ja")
    await stage.settle()
    await circle.reply(circle.owner, FIRST)
    for person in circle.people[1:3]:
        await circle.press(person, "1")
    circle.owner.edit(held, "Ja, en Kevin ook.")
    await stage.settle()
    assert not any("is net gewijzigd" in one.text for one in stage.from_bot(circle.group))
