"""A second look at every door: names and alarming words are asked about or answered in private, and never in front."""

import pytest
from app.consulting import SHORT, Circle, at, labels
from stage import Stage

from bot.core.model import Role
from bot.sandbox import Chat, Message, Person
from bot.storage import members

SAFE = "De les over breuken liep goed."
NAMED = "Vandaag sloeg Kacper met de deur en liep weg."
CHILD = "Een jongen vertelde dat zijn vader hem slaat."
LIFE = "Een meisje zei dat ze niet meer wil leven."
VIOLENCE = "Een leerling had een mes in zijn tas."
INTEGRITY = "De mentor appt ’s nachts met een meisje uit zijn klas."
OWN = "Ik kan niet meer, ik huil elke avond."
HELP = {CHILD: "0800 2000", LIFE: "0800 0113", VIOLENCE: "112", INTEGRITY: "0900 111 3 111"}
TRAINING = "Woensdag is de studiemiddag over de meldcode en zelfdoding."


PRIVATELY = "Antwoord in privé"


async def asked(stage: Stage) -> tuple[Chat, Message, list[Person]]:
    """Return a team of people who all take part, with a question open."""
    people = stage.people("Anna", "Bram", "Chris")
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
    return group, await stage.say(people[0], group, "/vraag"), people


async def share(stage: Stage, person: Person, card: Message) -> None:
    """Let somebody press the button that lets the team read an answer, without a name."""
    await stage.press(person, card, "Het team leest het, zonder mijn naam")


async def intending(stage: Stage) -> Circle:
    """Return a team that has just ended a session in which Anna wrote down what she will do."""
    circle = await at(stage, "5", method=SHORT)
    await circle.write(circle.owner, "Ik bel vrijdag eerst de ouders.")
    await circle.finish()
    return circle


def told(stage: Stage, person: Person) -> list[str]:
    return [message.text for message in stage.private(person)]


async def answered(stage: Stage, text: str, is_reachable: bool = True) -> tuple[Chat, Message, Person, int]:
    """Let Bram answer in the group; also return how many messages the bot had in the group before."""
    group, prompt, (_, bram, *_) = await asked(stage)
    if is_reachable:
        await stage.tell(bram, "/start")
    before = len(stage.from_bot(group))
    await stage.reply(bram, prompt, text)
    return group, prompt, bram, before


@pytest.mark.parametrize("text", HELP)
async def test_an_alarming_answer_in_the_group_is_kept_and_its_writer_hears_who_can_help(
    stage: Stage, text: str
) -> None:
    group, _, bram, before = await answered(stage, text)
    assert stage.words() == [("Bram", text)]
    assert (HELP[text] in told(stage, bram)[-1], len(stage.from_bot(group))) == (True, before)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LEADER, Role.OBSERVER])
async def test_whoever_has_a_role_in_the_team_is_a_colleague_who_may_be_named(stage: Stage, role: Role) -> None:
    _, prompt, (_, bram, _) = await asked(stage)
    (karin,) = stage.people("Karin")
    karin.start(stage.bot)
    await stage.tell(bram, "/start")
    before = len(told(stage, bram))
    await stage.reply(bram, prompt, "Ik leende van Karin het rooster.")
    assert "Karin" in told(stage, bram)[-1]
    members.give_role(stage.database, 1, karin.id, role, stage.time.now())
    await stage.reply(bram, prompt, "Ik leende van Karin ook het bord.")
    assert len(told(stage, bram)) == before + 1


async def test_names_in_an_answer_in_the_group_are_told_to_its_writer_alone(stage: Stage) -> None:
    group, _, bram, before = await answered(stage, NAMED)
    assert ("Kacper" in told(stage, bram)[-1], len(stage.from_bot(group))) == (True, before)


async def test_whoever_writes_of_their_own_trouble_is_told_whom_to_talk_to(stage: Stage) -> None:
    _, _, bram, _ = await answered(stage, OWN)
    assert [word in told(stage, bram)[-1] for word in ("huisarts", "bedrijfsarts", "vertrouwenspersoon")] == [True] * 3
    assert stage.words() == [("Bram", OWN)]


@pytest.mark.parametrize("text", [CHILD, OWN, NAMED])
async def test_whoever_cannot_be_reached_in_private_is_not_pointed_at(stage: Stage, text: str) -> None:
    group, _, bram, before = await answered(stage, text, is_reachable=False)
    assert (len(stage.from_bot(group)), told(stage, bram), stage.words()) == (before, [], [("Bram", text)])


@pytest.mark.parametrize("text", [SAFE, TRAINING, "Anna en Chris hielpen mij, daar ben ik blij mee."])
async def test_ordinary_answers_are_left_alone(stage: Stage, text: str) -> None:
    _, _, bram, _ = await answered(stage, text)
    assert len(told(stage, bram)) == 1


async def test_an_edit_in_the_group_is_looked_at_again(stage: Stage) -> None:
    group, prompt, (_, bram, *_) = await asked(stage)
    await stage.tell(bram, "/start")
    written = await stage.reply(bram, prompt, SAFE)
    before = len(stage.from_bot(group))
    bram.edit(written, NAMED)
    await stage.settle()
    assert ("Kacper" in told(stage, bram)[-1], stage.words()) == (True, [("Bram", NAMED)])
    bram.edit(written, CHILD)
    await stage.settle()
    assert ("0800 2000" in told(stage, bram)[-1], len(stage.from_bot(group))) == (True, before)


async def privately(stage: Stage, text: str) -> tuple[Person, Message]:
    """Let Bram answer in private, and return the card with which he chooses who may read it."""
    _, prompt, (_, bram, *_) = await asked(stage)
    await stage.follow(bram, prompt, PRIVATELY)
    await stage.tell(bram, text)
    return bram, next(
        one for one in reversed(stage.private(bram)) if any("Alleen voor mij" in label for label in labels(one))
    )


@pytest.mark.parametrize("text", HELP)
async def test_an_alarming_private_answer_is_not_shared_unless_it_was_about_something_else(
    stage: Stage, text: str
) -> None:
    bram, card = await privately(stage, text)
    assert HELP[text] in told(stage, bram)[-1]
    await share(stage, bram, card)
    assert [(entry.audience, HELP[text] in card.text) for entry in stage.log()] == [("author", True)]
    await stage.press(bram, card, "Het ging over iets anders")
    assert [(entry.audience, entry.text) for entry in stage.log()] == [("team", text)]


async def test_names_in_a_private_answer_are_asked_about_before_anybody_reads_them(stage: Stage) -> None:
    bram, card = await privately(stage, NAMED)
    await share(stage, bram, card)
    assert ("Kacper" in card.text, [entry.audience for entry in stage.log()]) == (True, ["author"])
    await stage.press(bram, card, "Laat zo staan")
    assert [entry.audience for entry in stage.log()] == ["team"]


async def test_names_can_be_changed_before_anybody_reads_them(stage: Stage) -> None:
    bram, card = await privately(stage, NAMED)
    await share(stage, bram, card)
    await stage.press(bram, card, "Aanpassen")
    await stage.tell(bram, SAFE)
    assert [(entry.audience, entry.text) for entry in stage.log()] == [("author", SAFE)]


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Kacper zei dat zijn vader hem slaat.", ["Kacper"]),
        (
            "Thijs de Wit (2C, 06-12345678, geboren 12-03-2014) zei dat hij dood wil; zijn vader mishandelt hem.",
            ["Thijs de Wit", "2C", "06-12345678", "12-03-2014"],
        ),
    ],
)
async def test_an_alarming_private_answer_with_a_name_is_asked_about_twice(
    stage: Stage, text: str, signs: list[str]
) -> None:
    bram, card = await privately(stage, text)
    await share(stage, bram, card)
    alarmed = card.text
    await stage.press(bram, card, "Het ging over iets anders")
    assert ("Bij direct gevaar: 112." in alarmed, [entry.audience for entry in stage.log()]) == (True, ["author"])
    assert [sign for sign in signs if sign not in card.text] == []


async def test_own_trouble_may_be_shared_and_gets_a_warm_word(stage: Stage) -> None:
    bram, card = await privately(stage, OWN)
    assert "huisarts" in told(stage, bram)[-1]
    await share(stage, bram, card)
    assert [entry.audience for entry in stage.log()] == ["team"]


async def test_what_was_shared_without_a_name_does_not_become_alarming(stage: Stage) -> None:
    bram, card = await privately(stage, SAFE)
    await share(stage, bram, card)
    await stage.tell(bram, "/mijn edit 1")
    answer = await stage.tell(bram, CHILD)
    assert ("0800 2000" in answer.text, [entry.text for entry in stage.log()]) == (True, [SAFE])


async def test_rewriting_an_answer_of_the_group_is_looked_at(stage: Stage) -> None:
    _, _, bram, _ = await answered(stage, SAFE)
    await stage.tell(bram, "/mijn edit 1")
    answer = await stage.tell(bram, CHILD)
    assert ("0800 2000" in answer.text, stage.words()) == (True, [("Bram", SAFE)])
    await stage.tell(bram, NAMED)
    assert stage.words() == [("Bram", NAMED)]
    assert any("Kacper" in text for text in told(stage, bram)[-2:])


async def test_names_are_asked_about_before_a_leader_can_read_them(stage: Stage) -> None:
    _, _, bram, _ = await answered(stage, NAMED)
    asks = await stage.tell(bram, "/mijn release 1")
    assert ("Kacper" in asks.text, [entry.audience for entry in stage.log()]) == (True, ["team"])
    await stage.press(bram, asks, "Laat zo staan")
    assert [entry.audience for entry in stage.log()] == ["leader"]


async def test_alarming_words_are_not_released_unless_they_were_about_something_else(stage: Stage) -> None:
    _, _, bram, _ = await answered(stage, CHILD)
    asks = await stage.tell(bram, "/mijn release 1")
    assert ("0800 2000" in asks.text, [entry.audience for entry in stage.log()]) == (True, ["team"])
    await stage.press(bram, asks, "Het ging over iets anders")
    assert [entry.audience for entry in stage.log()] == ["leader"]


@pytest.mark.usefixtures("calm")
@pytest.mark.parametrize(
    ("text", "state"), [(CHILD, "paused"), (INTEGRITY, "paused"), (OWN, "running"), (TRAINING, "running")]
)
async def test_a_group_is_paused_for_somebodys_safety_only(stage: Stage, text: str, state: str) -> None:
    circle = await at(stage, "4")
    await circle.reply(circle.people[1], text)
    assert circle.state.phase == state


@pytest.mark.usefixtures("calm")
async def test_own_trouble_in_a_consultation_stays_and_is_answered_in_private(stage: Stage) -> None:
    circle = await at(stage, "4")
    before = len(circle.texts())
    await circle.reply(circle.people[1], OWN)
    assert (any("bedrijfsarts" in text for text in circle.told(circle.people[1])), len(circle.texts())) == (
        True,
        before,
    )


@pytest.mark.usefixtures("calm")
@pytest.mark.parametrize(("text", "number"), [(CHILD, "0800 2000"), (INTEGRITY, "0900 111 3 111"), (LIFE, "0800 0113")])
async def test_a_draft_names_the_help_that_fits(stage: Stage, text: str, number: str) -> None:
    circle = await at(stage, "1")
    card = await circle.write(circle.owner, text)
    assert (number in card.text, circle.state.given) == (True, frozenset())


@pytest.mark.usefixtures("calm")
async def test_a_commitment_with_a_name_is_asked_about_before_the_team_sees_it(stage: Stage) -> None:
    circle = await intending(stage)
    card = next(one for one in stage.private(circle.owner) if "Ik bel vrijdag" in one.text)
    stage.database.execute("UPDATE commitments SET text = 'Ik bel de moeder van Kacper.'")
    await stage.press(circle.owner, card, "Mijn team mag het zien")
    shared = [row["is_shared"] for row in stage.database.query("SELECT is_shared FROM commitments")]
    assert ("Kacper" in card.text, shared) == (True, [0])
    await stage.press(circle.owner, card, "Laat zo staan")
    assert [row["is_shared"] for row in stage.database.query("SELECT is_shared FROM commitments")] == [1]


@pytest.mark.usefixtures("calm")
async def test_own_trouble_on_looking_back_is_kept_and_answered_warmly(stage: Stage) -> None:
    circle = await intending(stage)
    await stage.move_to("2026-12-14 10:00")
    await stage.tell(circle.owner, OWN)
    kept = [row["result"] for row in stage.database.query("SELECT result FROM commitments")]
    assert (kept, any("bedrijfsarts" in text for text in circle.told(circle.owner)[-2:])) == ([OWN], True)


async def test_in_english_the_help_is_in_english(stage: Stage) -> None:
    _, prompt, (_, bram, *_) = await asked(stage)
    await stage.tell(bram, "/taal en")
    await stage.reply(bram, prompt, "She told me she wants to kill herself.")
    assert "Suicide Prevention" in told(stage, bram)[-1]
