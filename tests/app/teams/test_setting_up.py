"""Being added, the card with its buttons, joining and leaving, and who may do what."""

import pytest
from stage import Stage
from weekly import weekly

from bot.core.model import Role
from bot.storage import members, schedules, teams


async def test_the_first_message_says_what_the_bot_hears(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = anna.create_group("Onderbouw")
    anna.invite(group, stage.bot)
    await stage.settle()
    assert "Ik hoor alleen opdrachten, knoppen en antwoorden op mijn eigen berichten." in stage.last(group).text


async def test_the_bot_speaks_the_language_of_whoever_adds_it(stage: Stage) -> None:
    (anna,) = stage.people("Anna", language="en-GB")
    group = anna.create_group("Lower years")
    anna.invite(group, stage.bot)
    await stage.settle()
    assert stage.last(group).text.startswith("Hello everyone")


async def test_one_tap_sets_the_default_rhythm(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.press(anna, stage.last(group), "Ja, elke dinsdag")
    rhythms = [(one.kind, one.rhythm.days, f"{one.rhythm.at:%H:%M}") for one in schedules.of_team(stage.database, 1)]
    overview = ("overview", ("mon",), "12:30")
    assert rhythms == [("prompt", ("tue",), "12:30"), overview, ("digest", ("fri",), "15:30")]
    assert "Volgende vraag: dinsdag 24 november om 12.30 uur." in stage.last(group).text


async def test_language_region_and_clock_are_set_on_the_card(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    card = stage.last(group)
    await stage.press(anna, card, "region")
    await stage.press(anna, card, "region nl-zuid")
    await stage.press(anna, card, "region")
    await stage.press(anna, card, "timezone")
    await stage.press(anna, card, "timezone America/Curacao")
    await stage.press(anna, card, "language en")
    team = teams.find(stage.database, 1)
    assert team is not None
    assert (team.language, team.region, team.zone.key) == ("en", "nl-zuid", "America/Curacao")
    assert "Holidays: South. Clock: Curacao." in card.text


async def test_a_rhythm_in_words_is_understood(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    card = await stage.say(anna, group, "/ritme twee weken ma, do 13.15")
    assert "om de week op maandag en donderdag, 13.15 uur" in card.text


async def test_a_rhythm_that_is_none_shows_the_choice(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    choice = await stage.say(anna, group, "/ritme soms")
    assert "“soms” begrijp ik niet als ritme." in choice.text


async def test_only_a_coordinator_changes_the_rhythm(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    card = stage.last(group)
    answer = await stage.press(bram, card, "Ja, elke dinsdag")
    assert answer == "Dat kan alleen een coördinator. Dat is hier Anna."
    assert schedules.of_team(stage.database, 1) == []


async def test_an_administrator_becomes_coordinator_by_start(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    anna.promote(group, bram)
    await stage.say(bram, group, "/start")
    assert [person.name for person in members.in_role(stage.database, 1, Role.COORDINATOR)] == ["Anna", "Bram"]


async def test_an_anonymous_administrator_sets_up_through_a_button(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = anna.create_group("Onderbouw", kind="supergroup")
    anna.invite(group, stage.bot)
    await stage.settle()
    anna.write(group, "/start@leerkring_bot", anonymous=True)
    await stage.settle()
    await stage.press(anna, stage.last(group), "Dit ben ik")
    assert [person.name for person in members.in_role(stage.database, 1, Role.COORDINATOR)] == ["Anna"]


async def test_joining_and_leaving_is_one_command_each(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.say(bram, group, "/meedoen")
    joined = [person.name for person in members.in_role(stage.database, 1, Role.MEMBER)]
    await stage.say(bram, group, "/stoppen")
    assert (joined, members.in_role(stage.database, 1, Role.MEMBER)) == (["Bram"], [])


async def test_whoever_leaves_the_group_leaves_the_team(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.say(bram, group, "/join")
    bram.leave(group)
    await stage.settle()
    assert members.in_role(stage.database, 1, Role.MEMBER) == []


async def test_a_group_that_becomes_a_supergroup_keeps_team_log_and_open_question(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram, kind="group")
    prompt = await stage.say(anna, group, "/ask")
    await stage.reply(bram, prompt, "Voor de verhuizing.")
    moved = anna.upgrade(group)
    await stage.settle()
    again = stage.prompt(moved)
    assert again.text.startswith("De groep is verhuisd")
    await stage.reply(anna, again, "Na de verhuizing.")
    assert stage.words(1) == [("Bram", "Voor de verhuizing."), ("Anna", "Na de verhuizing.")]


async def test_a_group_that_moved_is_not_greeted_again(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna, kind="group")
    moved = anna.upgrade(group)
    await stage.settle()
    await stage.move_to("2026-11-23 10:00")
    assert stage.from_bot(moved) == []


async def test_removed_and_added_again_the_bot_knows_its_team(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    prompt = await stage.say(anna, group, "/ask")
    await stage.reply(bram, prompt, "Bewaard.")
    anna.remove(group, stage.bot)
    await stage.settle()
    anna.invite(group, stage.bot)
    await stage.settle()
    summary = await stage.say(anna, group, "/summary")
    assert "Bewaard." in summary.text


async def test_a_topic_is_a_team_of_its_own(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("School", anna, bram, kind="forum")
    topic = anna.create_topic(group, "Onderbouw")
    anna.write(group, "/start@leerkring_bot", topic=topic)
    await stage.settle()
    anna.write(group, "/ask@leerkring_bot", topic=topic)
    await stage.settle()
    prompt = stage.prompt(group)
    await stage.reply(bram, prompt, "In het onderwerp.")
    assert (prompt.topic_id, stage.words(1), stage.words(2)) == (topic.id, [], [("Bram", "In het onderwerp.")])


async def test_a_misspelt_command_gets_a_suggestion(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    answer = await stage.say(anna, group, "/overzichtt")
    assert "/overzicht" in answer.text


async def test_menus_speak_the_language_of_the_app(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    carol = stage.sandbox.add_person("Carol", language="en")
    group = await stage.team("Onderbouw", anna, bram, carol)
    await stage.rehearsal.program.register_menus()
    menus = {person.name: [name for name, _ in person.menu(group, stage.bot)] for person in (anna, bram, carol)}
    assert ("ritme" in menus["Anna"], "ritme" in menus["Bram"], "vraag" in menus["Bram"], "ask" in menus["Carol"]) == (
        True,
        False,
        True,
        True,
    )


async def test_as_an_administrator_the_bot_keeps_no_loose_talk_and_asks_to_be_an_ordinary_member(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    anna.promote(group, stage.bot)
    await stage.settle()
    bram.write(group, "Wie haalt er koffie?")
    await stage.settle()
    met = [row["name"] for row in stage.database.query("SELECT name FROM people")]
    kept = [row["raw"] for row in stage.database.query("SELECT raw FROM inbox WHERE raw IS NOT NULL")]
    assert ("Ik ben hier nu beheerder" in stage.last(group).text, met, kept) == (True, ["Anna"], [])


async def test_whoever_leaves_the_group_leaves_its_topics_teams_too(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("School", anna, bram, kind="forum")
    topic = anna.create_topic(group, "Onderbouw")
    anna.write(group, "/start@leerkring_bot", topic=topic)
    bram.write(group, "/join@leerkring_bot", topic=topic)
    await stage.settle()
    bram.leave(group)
    await stage.settle()
    assert members.in_role(stage.database, 2, Role.MEMBER) == []


async def test_a_clock_that_was_chosen_stays_when_the_region_changes(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.say(anna, group, "/timezone america/curacao")
    await stage.say(anna, group, "/region none")
    team = teams.find(stage.database, 1)
    assert team is not None
    assert (team.zone.key, team.region) == ("America/Curacao", "none")


async def test_a_region_that_is_not_known_is_said_to_be_so(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    assert "De regio “Wallonië” ken ik niet." in (await stage.say(anna, group, "/regio Wallonië")).text
    assert "ken ik niet" not in (await stage.say(anna, group, "/regio")).text


async def test_a_new_group_has_the_region_of_the_last_one_of_whoever_adds_the_bot(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    first = await stage.team("Onderbouw", anna)
    await stage.say(anna, first, "/regio noord")
    second = await stage.team("Bovenbouw", anna)
    assert [teams.find_in_chat(stage.database, group.id)[0].region for group in (first, second)] == ["nl-noord"] * 2
    (bram,) = stage.people("Bram")
    third = await stage.team("Middenbouw", bram)
    assert teams.find_in_chat(stage.database, third.id)[0].region == "nl-midden"


async def test_a_setting_that_is_typed_is_answered_in_the_lines_that_are_different_since(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    first = stage.last(group)
    await stage.say(anna, group, "/ritme week di 12:30")
    short = await stage.say(anna, group, "/ritme week do 15:30")
    lines = short.text.splitlines()
    assert lines[0] == "Leerkring voor Onderbouw"
    assert [line.split(":")[0] for line in lines[1:]] == ["Ritme"]
    assert "donderdag 26 november" in lines[1]
    # The card that stands in the group is renewed, and what was typed is answered in short.
    assert "donderdag 26 november" in first.text
    await stage.press(anna, short, "Alles over dit team")
    assert ("Vakanties:" in short.text, "Vakanties:" in stage.last(group).text) == (False, True)
    # It is a card like any other, and follows.
    card = stage.last(group)
    await stage.say(anna, group, "/ritme week vr 13:00")
    assert "vrijdag 27 november" in card.text


@pytest.mark.parametrize(
    ("on", "off", "line"),
    [
        ("/ritme blind aan", "/ritme blind uit", "Eerst blind:"),
        ("/ritme na intervisie twee weken", "/ritme na intervisie uit", "Na een intervisie:"),
    ],
)
async def test_what_was_on_and_is_off_is_struck_through_and_said_to_be_off(
    stage: Stage, on: str, off: str, line: str
) -> None:
    group, anna = await weekly(stage)
    await stage.say(anna, group, on)
    said = await stage.say(anna, group, off)
    assert [one["type"] for one in said.entities] == ["bold", "strikethrough"]
    assert said.text.splitlines()[1] == "Dit is nu uit:"
    assert said.text.splitlines()[2].startswith(line)


async def test_in_private_and_in_english_what_is_off_is_said_to_be_off(stage: Stage) -> None:
    (anna,) = stage.people("Anna", language="en")
    group = await stage.team("Onderbouw", anna)
    await stage.press(anna, stage.last(group), "Yes, every Tuesday at 12:30")
    anna.start(stage.bot)
    await stage.tell(anna, "/rhythm blind on")
    assert (await stage.tell(anna, "/rhythm blind off")).text.splitlines()[1] == "This is off now:"


async def test_in_private_a_setting_is_answered_in_short_and_the_rest_is_a_tap_away(stage: Stage) -> None:
    _, anna = await weekly(stage)
    anna.start(stage.bot)
    short = await stage.tell(anna, "/ritme blind aan")
    assert short.text.splitlines()[1:] == [
        "Eerst blind: jullie antwoorden in privé, en alles komt tegelijk als de vraag sluit."
    ]
    await stage.press(anna, short, "Alles over dit team")
    assert "Vakanties:" in short.text


async def test_a_setting_that_changes_nothing_shows_how_all_is_set(stage: Stage) -> None:
    group, anna = await weekly(stage)
    assert "Vakanties:" in (await stage.say(anna, group, "/ritme week di 12:30")).text


async def test_the_regions_are_called_in_english_as_the_english_call_them(stage: Stage) -> None:
    (anna,) = stage.people("Anna", language="en")
    group = await stage.team("Onderbouw", anna)
    await stage.press(anna, stage.last(group), "Yes, every Tuesday at 12:30")
    assert "Central" in stage.last(group).text
    await stage.say(anna, group, "/region North")
    assert "Central" in (await stage.say(anna, group, "/region central")).text
