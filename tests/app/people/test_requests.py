"""What is asked in plain sentences in private: answered, whatever is open, but while somebody writes an answer."""

from datetime import date

import pytest
from app.people.test_on_leave import leave_of, team_of
from stage import Stage

from bot.core.saying.requests import as_request
from bot.core.session.terms import REFLECTION
from bot.storage import people, sessions

MONDAY = date(2026, 11, 23)
PRIVACY = [
    *("wie leest wat ik schrijf?", "kan de directeur dit lezen?", "Leest mijn leidinggevende mee?", "wie ziet dit"),
    *("Who reads what I write?", "Can my head read this?", "who can see my answers", "Is dit anoniem?", "privacy"),
]
HELP = ["help", "Help!", "hulp", "wat kan ik hier doen?", "hoe werkt dit?", "What can you do?"]
STOP = ["stop", "Stop.", "ik wil stoppen", "hoe stop ik hiermee?", "laat me met rust", "I want to stop", "unsubscribe"]
KNOWN = [
    *("wat weet je van mij?", "laat zien wat je van mij bewaart", "Mijn gegevens opvragen", "wat heb ik geschreven?"),
    *("what do you know of me?", "Show me everything you keep", "show me my answers", "what did I write?"),
]
ERASE = [
    *("verwijder alles", "Vergeet mij", "wis alles wat ik schreef", "wis al mijn antwoorden", "kun je mij vergeten?"),
    *("delete everything I wrote", "forget me", "Can you delete my data?", "erase all of my answers"),
]
REST = [
    *("stil", "wees stil tot 5 december", "stil tot 5 december", "ik ben op vakantie tot 5 december"),
    *("mute", "be quiet until 5 December", "I am on holiday until 5 December", "I'm on leave", "mute until 5 December"),
]
NOTHING = [
    *("Vergeet de gymles niet.", "wis het bord", "Ik wil alles vergeten wat ik leerde", "delete the last line"),
    *("what do you know of fractions?", "Ik ben op de vakantie voorbereid", "show me the way"),
    *("Ik ben er klaar mee.", "Wie leest er vandaag een boek?", "Ik werk met groep 4 op dinsdag.", "stop de tijd"),
    *("Ik ben weg van die les.", "help Bram met rekenen", "vrijdag ben ik er klaar mee", "I work with Anna on Friday"),
]


@pytest.mark.parametrize(
    ("kind", "some"),
    [
        *(("privacy", PRIVACY), ("known", KNOWN), ("erase", ERASE), ("help", HELP)),
        ("stop", STOP),
        ("rest", REST),
        (None, NOTHING),
    ],
)
def test_each_sentence_is_what_it_asks(kind: str | None, some: list[str]) -> None:
    heard = [(one, found.kind if (found := as_request(one, MONDAY)) else None) for one in some]
    assert [one for one, found in heard if found != kind] == []


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("wie leest wat ik schrijf?", "Wie het ziet."),
        ("help", "Wat hier kan"),
        ("wat weet je van mij?", "met /export krijg je alles wat ik van je bewaar"),
        ("forget me", "Alles van jou wissen doe je met /vergeet"),
        ("mute", "Zeg tot wanneer"),
        ("be quiet until 5 December", "5 december"),
        ("stop", "Typ /stoppen in de groep van je team."),
        ("kan mijn poes dit lezen?", "Losse berichten bewaar ik hier niet"),
    ],
)
async def test_what_is_asked_is_answered(stage: Stage, said: str, heard: str) -> None:
    _, (_, bram) = await team_of(stage, "Anna", "Bram")
    assert heard in (await stage.tell(bram, said)).text


@pytest.mark.parametrize(
    ("said", "label", "days"),
    [
        ("Ik werk alleen op dinsdag en donderdag", "Dinsdag en donderdag", ("tue", "thu")),
        ("I work Mon-Wed", "Maandag, dinsdag en woensdag", ("mon", "tue", "wed")),
        ("vrijdag werk ik niet", "Maandag, dinsdag, woensdag en donderdag", ("mon", "tue", "wed", "thu")),
    ],
)
async def test_working_days_are_offered_and_kept_once_pressed(
    stage: Stage, said: str, label: str, days: tuple[str, ...]
) -> None:
    _, (_, bram) = await team_of(stage, "Anna", "Bram")
    before = people.find(stage.database, bram.id)
    offered = await stage.tell(bram, said)
    assert people.find(stage.database, bram.id) == before
    await stage.press(bram, offered, label)
    after = people.find(stage.database, bram.id)
    assert after
    assert after.working_days == days


async def test_rest_on_a_day_is_asked_about_as_leave_is(stage: Stage) -> None:
    _, (_, bram) = await team_of(stage, "Anna", "Bram")
    asked = await stage.tell(bram, "laat me vrijdag met rust")
    await stage.press(bram, asked, "Alleen vrijdag 27 november")
    assert leave_of(stage, bram) == [("2026-11-27", "2026-11-27")]


@pytest.mark.parametrize("said", ["stop", "help", "ik ben vandaag ziek", "wie leest wat ik schrijf?"])
async def test_the_answer_to_an_open_question_is_none_of_these(stage: Stage, said: str) -> None:
    group, (anna, bram) = await team_of(stage, "Anna", "Bram")
    prompt = await stage.say(anna, group, "/vraag")
    is_asked_about = "Waar gaat dit over?" in (await stage.tell(bram, said)).text
    assert is_asked_about is ("ziek" in said)
    assert leave_of(stage, bram) == []
    await stage.follow(bram, prompt, "Antwoord in privé")
    await stage.tell(bram, said)
    assert stage.words() == [("Bram", said)]


@pytest.mark.parametrize(
    ("language", "said", "label"),
    [
        ("nl", "ik ben ziek", "Alleen maandag 23 november"),
        ("nl", "Ziek.", "Vandaag tot en met vrijdag 27 november"),
        ("en", "I’m ill", "Only Monday 23 November"),
        ("nl", "stil vrijdag", "Alleen vrijdag 27 november"),
        ("en", "quiet Friday", "Only Friday 27 November"),
    ],
)
async def test_whoever_is_away_is_asked_until_when(stage: Stage, language: str, said: str, label: str) -> None:
    _, (_, bram) = await team_of(stage, "Anna", "Bram")
    await stage.tell(bram, f"/taal {language}")
    asked = await stage.tell(bram, said)
    assert leave_of(stage, bram) == []
    await stage.press(bram, asked, label)
    assert len(leave_of(stage, bram)) == 1


@pytest.mark.parametrize("said", ["ik ben ziek", "stil vrijdag", "I'm ill"])
async def test_where_something_waits_for_words_that_may_be_meant_for_others(stage: Stage, said: str) -> None:
    group, (anna, bram) = await team_of(stage, "Anna", "Bram")
    await stage.say(anna, group, "/vraag")
    assert "Waar gaat dit over?" in (await stage.tell(bram, said)).text
    assert leave_of(stage, bram) == []


@pytest.mark.parametrize(
    ("language", "said", "told"),
    [("nl", "toch maar niet", "Dat doe je bij /mijn"), ("nl", "wacht nee", "/mijn"), ("en", "wait, no", "/my")],
)
async def test_thinking_better_of_an_answer_is_no_second_one(stage: Stage, language: str, said: str, told: str) -> None:
    group, (anna, bram) = await team_of(stage, "Anna", "Bram")
    await stage.tell(bram, f"/taal {language}")
    await stage.follow(bram, await stage.say(anna, group, "/vraag"), "Antwoord in privé")
    await stage.tell(bram, "Het was te druk.")
    assert told in (await stage.tell(bram, said)).text
    assert stage.words() == [("Bram", "Het was te druk.")]


async def test_a_pass_in_private_is_for_the_question_where_only_that_is_open(stage: Stage) -> None:
    group, (anna, bram) = await team_of(stage, "Anna", "Bram")
    assert "Er loopt nu geen ronde" in (await stage.tell(bram, "/pas")).text
    await stage.say(anna, group, "/vraag")
    told = await stage.tell(bram, "/pas")
    assert "Er loopt nu geen ronde" not in told.text
    assert bram.id in sessions.open_in(stage.database, 1, REFLECTION)[0].state.heard
