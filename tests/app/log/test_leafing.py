"""Leafing through the log: every page of it, by person, by question, by days, and nothing that a page would tell."""

import re
from datetime import datetime, timedelta

import pytest
from app.consulting import labels
from asked import ask, close
from stage import Stage, local

from bot.app.log.wanted import Wanted
from bot.core.model import Audience
from bot.core.model import Person as Writer
from bot.core.session.state import Session
from bot.rendering import MESSAGE_LENGTH
from bot.sandbox import Chat, Message, Person
from bot.storage import entries
from bot.storage.database import transaction

GONE = "Wat hier stond, is intussen gewist of veranderd."
FIRST, SECOND = "eerste-stap", "handen-op-je-rug"


async def a_team(stage: Stage, *names: str) -> tuple[Chat, list[Person]]:
    people = stage.people(*(names or ("Anna", "Bram", "Chris")))
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
    return group, people


def asked(stage: Stage, method: str, at: str, team_id: int = 1) -> Session:
    with transaction(stage.database):
        return ask(stage.database, team_id, method, local(at), local(at) + timedelta(days=1))


def given(
    stage: Stage, session: Session, who: Person | None, text: str, at: str, audience: Audience = Audience.TEAM
) -> None:
    """Keep an answer as it is kept once its question has closed."""
    author = Writer(who.id, who.name) if who else None
    with transaction(stage.database):
        entries.add(stage.database, session, author, audience, "answer", text, local(at), None)


def closed(stage: Stage, session: Session, crowd: int = 0) -> None:
    with transaction(stage.database):
        close(stage.database, session, datetime.fromisoformat("2026-11-01T12:00:00+00:00"))
        stage.database.execute("UPDATE sessions SET crowd = ? WHERE id = ?", [crowd, session.id])


def many(stage: Stage, people: list[Person], number: int = 20) -> None:
    """Keep so many answers, among them some for their writers alone, after each other."""
    session = asked(stage, FIRST, "2026-11-02 12:30")
    for count in range(number):
        given(stage, session, people[count % 3], f"Antwoord {count}.", "2026-11-02 13:00")
        given(stage, session, people[0], f"Alleen {count}.", "2026-11-02 13:00", Audience.AUTHOR)
    closed(stage, session)


def numbers(message: Message) -> list[int]:
    return [int(number) for number in re.findall(r"Antwoord (\d+)\.", message.text)]


async def test_the_buttons_lead_through_everything_once_in_the_same_message(stage: Stage) -> None:
    group, people = await a_team(stage)
    many(stage, people)
    page = await stage.say(people[0], group, "/zoek")
    before, seen = len(group.messages), [numbers(page)]
    while "Ouder ›" in labels(page):
        await stage.press(people[1], page, "Ouder ›")
        seen.append(numbers(page))
    assert seen == [[19, 18, 17, 16, 15, 14], [13, 12, 11, 10, 9, 8], [7, 6, 5, 4, 3, 2], [1, 0]]
    await stage.press(people[1], page, "‹ Nieuwer")
    assert (numbers(page), len(group.messages), "bladzijde 3 van 4" in page.text) == ([7, 6, 5, 4, 3, 2], before, True)


async def test_in_private_a_page_is_turned_in_its_own_message_and_of_its_own_team(stage: Stage) -> None:
    group, people = await a_team(stage)
    other = await stage.team("Bovenbouw", people[0])
    await stage.say(people[0], other, "/meedoen")
    many(stage, people)
    await stage.tell(people[0], "/zoek")
    (page,) = [one for one in stage.private(people[0]) if numbers(one)]
    said = len(stage.private(people[0]))
    await stage.press(people[0], page, "Ouder ›")
    turned = numbers(page), len(stage.private(people[0])), page.text.startswith("Laatste bijdragen · Onderbouw")
    assert turned == ([13, 12, 11, 10, 9, 8], said, True)
    assert group.title == "Onderbouw"


async def test_a_forged_button_opens_no_other_team(stage: Stage) -> None:
    _, people = await a_team(stage)
    many(stage, people)
    (dora,) = stage.people("Dora")
    theirs = await stage.team("Bovenbouw", dora)
    await stage.say(dora, theirs, "/meedoen")
    told = [(await stage.tell(dora, f"/zoek *1{rest}")).text for rest in ("", " #2", f" ?{FIRST}", ' "antwoord"')]
    assert (set(told), "Antwoord" in (await stage.say(dora, theirs, "/zoek *1")).text) == (
        {"Je doet nog in geen team mee; van een team waarin je meedoet, lees je hier het logboek."},
        False,
    )


async def test_what_only_its_writer_reads_leaves_no_gap_on_any_page(stage: Stage) -> None:
    group, people = await a_team(stage)
    many(stage, people, 12)
    page = await stage.say(people[0], group, "/zoek")
    told = page.text, labels(page)
    with transaction(stage.database):
        stage.database.execute("DELETE FROM entries WHERE audience = 'author'")
    again = await stage.say(people[0], group, "/zoek")
    assert (again.text, labels(again)) == told


async def test_by_name_it_finds_what_somebody_gave_by_name_and_nothing_else(stage: Stage) -> None:
    group, (anna, bram, chris) = await a_team(stage)
    session = asked(stage, FIRST, "2026-11-02 12:30")
    given(stage, session, anna, "Ik telde.", "2026-11-02 13:00")
    given(stage, session, bram, "Anna telde ook.", "2026-11-02 13:00")
    given(stage, session, anna, "Alleen voor mij.", "2026-11-02 13:00", Audience.AUTHOR)
    for number in range(3):
        given(stage, session, None, f"Zonder naam {number}.", "2026-11-02 12:30")
    closed(stage, session, crowd=3)
    found = [(await stage.say(chris, group, f"/zoek {words}")).text for words in ("Anna", "anna", '"Anna"', "Chris")]
    told = [sorted(re.findall(r"maandag 2 november · (.*)", text)) for text in found]
    mine, hers = ["Anna: Ik telde."], ["Bram: Anna telde ook."]
    assert (told, found[3]) == ([mine, mine, hers, []], "Niets gevonden.")


async def test_somebody_pointed_at_by_a_number_or_at_sign_is_only_found_in_the_team(stage: Stage) -> None:
    group, (anna, bram, _) = await a_team(stage)
    session = asked(stage, FIRST, "2026-11-02 12:30")
    given(stage, session, anna, "Ik telde.", "2026-11-02 13:00")
    closed(stage, session)
    found = [(await stage.say(bram, group, f"/zoek @{who}")).text for who in (anna.id, 99, "niemand", "")]
    assert ["Ik telde." in text for text in found] == [True, False, False, False]


async def test_those_of_one_first_name_are_found_together_or_apart(stage: Stage) -> None:
    group, people = await a_team(stage)
    with transaction(stage.database):
        for person, name in zip(people, ("Anna de V.", "Anna K.", "Bram"), strict=True):
            stage.database.execute("UPDATE people SET name = ? WHERE id = ?", [name, person.id])
    session = asked(stage, FIRST, "2026-11-02 12:30")
    for number, person in enumerate(people):
        given(stage, session, person, f"Antwoord {number}.", "2026-11-02 13:00")
    closed(stage, session)
    pages = [(await stage.say(people[2], group, f"/zoek {words}")).text for words in ("Anna", "anna k.", "Anna de V.")]
    assert [re.findall(r"Antwoord (\d)", page) for page in pages] == [["1", "0"], ["1"], ["0"]]


async def test_a_question_is_found_by_its_title_and_by_a_button(stage: Stage) -> None:
    group, people = await a_team(stage)
    one, two = list(stage.rehearsal.program.house.content.prompts.values())[:2]
    for method, text, day in ((one, "Een.", "02"), (two, "Twee.", "03")):
        session = asked(stage, method.id, f"2026-11-{day} 12:30")
        given(stage, session, people[0], text, f"2026-11-{day} 13:00")
        closed(stage, session)
    typed = (await stage.say(people[1], group, f"/zoek {two.title.nl.lower()}")).text
    page = await stage.say(people[1], group, "/zoek")
    await stage.press(people[1], page, "Per vraag")
    listed = page.text.splitlines()[2:4]
    await stage.press(people[1], page, "1")
    pressed = page.text
    await stage.press(people[1], page, "Hele logboek")
    only_two = f"{two.title.nl}\n\ndinsdag 3 november · Anna: Twee."
    assert (typed, pressed, page.text.count("·")) == (only_two, only_two, 2)
    assert listed == [f"1. {two.title.nl}, 3 november 2026", f"2. {one.title.nl}, 2 november 2026"]


async def test_a_question_that_brought_nothing_to_read_is_not_listed(stage: Stage) -> None:
    group, (anna, bram, _) = await a_team(stage)
    seen = asked(stage, FIRST, "2026-11-02 12:30")
    given(stage, seen, anna, "Ik telde.", "2026-11-02 13:00")
    closed(stage, seen)
    hidden = asked(stage, SECOND, "2026-11-03 12:30")
    given(stage, hidden, bram, "Alleen voor mij.", "2026-11-03 13:00", Audience.AUTHOR)
    for number in range(2):
        given(stage, hidden, None, f"Zonder naam {number}.", "2026-11-03 12:30")
    closed(stage, hidden, crowd=2)
    listed = await stage.say(anna, group, "/zoek ?")
    assert (listed.text.count("november"), labels(listed)) == (1, ["1", "Hele logboek"])
    assert "Per vraag" not in labels(await stage.say(anna, group, "/zoek"))


@pytest.mark.parametrize(
    ("words", "found", "heading"),
    [
        ("maart", ["Maart."], "1 maart 2026 tot en met 31 maart 2026"),
        ("1 nov - 5 nov", ["Zonder 0.", "Zonder 1.", "Zonder 2.", "November."], "1 november 2026 tot en met"),
        ("2 november", ["Zonder 0.", "Zonder 1.", "Zonder 2."], "2 november 2026\n"),
        ("kwartaal", ["Zonder 0.", "Zonder 1.", "Zonder 2.", "November."], "18 augustus 2026 tot en met"),
        ("juni", [], "Niets in het logboek van 1 juni 2026 tot en met 30 juni 2026."),
    ],
)
async def test_days_find_what_was_given_on_them_and_nameless_ones_by_the_day_of_their_question(
    stage: Stage, words: str, found: list[str], heading: str
) -> None:
    group, (anna, bram, _) = await a_team(stage)
    spring = asked(stage, FIRST, "2026-03-10 12:30")
    given(stage, spring, anna, "Maart.", "2026-03-31 23:30")
    closed(stage, spring)
    autumn = asked(stage, SECOND, "2026-11-02 12:30")
    given(stage, autumn, bram, "November.", "2026-11-04 13:00")
    for number in range(3):
        given(stage, autumn, None, f"Zonder {number}.", "2026-11-02 12:30")
    closed(stage, autumn, crowd=3)
    shown = (await stage.say(anna, group, f"/zoek {words}")).text
    assert (sorted(re.findall(r": (\w+[ \d]*\.)$", shown, re.M)), heading in f"{shown}\n") == (sorted(found), True)


async def test_what_was_searched_for_is_not_said_again(stage: Stage) -> None:
    group, people = await a_team(stage)
    many(stage, people)
    page = await stage.say(people[0], group, "/zoek ANTWOORD")
    texts = [page.text]
    await stage.press(people[0], page, "Ouder ›")
    assert (["ANTWOORD" in text for text in [*texts, page.text]], len(numbers(page))) == ([False, False], 6)


async def test_words_too_long_for_a_button_show_the_first_page_and_say_so(stage: Stage) -> None:
    group, people = await a_team(stage)
    long = "een woord of wat dat samen te lang is voor wat een knop kan dragen"
    session = asked(stage, FIRST, "2026-11-02 12:30")
    for number in range(7):
        given(stage, session, people[0], f"Antwoord {number}. {long}", "2026-11-02 13:00")
    closed(stage, session)
    page = await stage.say(people[0], group, f"/zoek {long}")
    shown = len(numbers(page)), labels(page), "En nog 1. Zoek gerichter, met minder woorden." in page.text
    assert shown == (6, ["Hele logboek"], True)


@pytest.mark.parametrize("page", ["#0", "#99", "#999999", "#2 #3", "#x", "?", "? #7", "?niets", "@1,,", '"', '""', "*"])
async def test_odd_pages_and_signs_are_answered(stage: Stage, page: str) -> None:
    group, people = await a_team(stage)
    many(stage, people, 7)
    before = len(stage.from_bot(group))
    await stage.say(people[0], group, f"/zoek {page}")
    assert len(stage.from_bot(group)) == before + 1


async def test_a_turned_page_follows_and_leads_back_to_the_log_as_it_is(stage: Stage) -> None:
    group, people = await a_team(stage)
    many(stage, people, 12)
    page = await stage.say(people[0], group, "/zoek")
    await stage.press(people[0], page, "Ouder ›")
    first = next(entry for entry in stage.log() if entry.text == "Antwoord 0.")
    asked_whether = await stage.tell(people[0], f"/mijn withdraw {first.id}")
    await stage.press(people[0], asked_whether, "Ja, wis het")
    await stage.move_to("2026-11-23 23:00")
    gone = page.text, labels(page)
    await stage.press(people[1], page, "Bekijk het logboek")
    assert (gone, numbers(page)) == ((GONE, ["Bekijk het logboek"]), [11, 10, 9, 8, 7, 6])


async def test_a_page_that_is_asked_for_is_not_taken_off_again(stage: Stage) -> None:
    group, people = await a_team(stage)
    many(stage, people, 12)
    page = await stage.say(people[0], group, "/zoek")
    first = next(entry for entry in stage.log() if entry.text == "Antwoord 9.")
    asked_whether = await stage.tell(people[0], f"/mijn withdraw {first.id}")
    stage.sandbox.limit(group, retry_after=60, times=1)
    await stage.press(people[0], asked_whether, "Ja, wis het")
    await stage.press(people[1], page, "Ouder ›")
    await stage.move_to("2026-11-23 23:00")
    assert numbers(page) == [4, 3, 2, 1, 0]


async def test_a_turned_page_in_private_leads_back_too(stage: Stage) -> None:
    _, people = await a_team(stage)
    many(stage, people, 12)
    page = await stage.tell(people[1], "/zoek")
    first = next(entry for entry in stage.log() if entry.text == "Antwoord 9.")
    asked_whether = await stage.tell(people[0], f"/mijn withdraw {first.id}")
    await stage.press(people[0], asked_whether, "Ja, wis het")
    await stage.move_to("2026-11-23 23:00")
    gone = page.text, labels(page)
    await stage.press(people[1], page, "Bekijk het logboek")
    assert (gone, numbers(page)) == ((GONE, ["Bekijk het logboek"]), [11, 10, 8, 7, 6, 5])


async def test_a_page_fits_a_message_and_cuts_no_word(stage: Stage) -> None:
    group, people = await a_team(stage)
    session = asked(stage, FIRST, "2026-11-02 12:30")
    word = "<&>éclair" * 3
    for _ in range(5):
        given(stage, session, people[0], f"{word} " * 120, "2026-11-02 13:00")
    given(stage, session, people[1], "Kort.", "2026-11-02 13:00")
    closed(stage, session)
    page = await stage.say(people[0], group, "/zoek")
    lines = [line.partition(": ")[2] for line in page.text.splitlines() if " · " in line]
    broken = [one for line in lines for one in line.rstrip("…").split() if one not in (word, "Kort.")]
    assert (len(page.text) <= MESSAGE_LENGTH, len(lines), broken, min(map(len, lines[1:])) > 300) == (True, 6, [], True)


def test_a_button_carries_what_is_read_back() -> None:
    assert [
        Wanted(page=3).command(),
        Wanted(words="te laat", page=2).command(),
        Wanted(people=frozenset({12, 3}), team_id=5).command(),
        Wanted(method=FIRST).command(),
        Wanted(lists_questions=True, page=2).command(),
    ] == ["log #3", 'log "te laat" #2', "log *5 @3,12", f"log ?{FIRST}", "log ? #2"]


async def test_in_english_it_reads_so(stage: Stage) -> None:
    (anna,) = stage.people("Anna", language="en")
    group = await stage.team("Lower years", anna)
    with transaction(stage.database):
        stage.database.execute("UPDATE teams SET language = 'en'")
    await stage.say(anna, group, "/join")
    session = asked(stage, FIRST, "2026-11-02 12:30")
    for number in range(7):
        given(stage, session, anna, f"Antwoord {number}.", "2026-11-02 13:00")
    closed(stage, session)
    page = await stage.say(anna, group, "/log 1 nov to 5 nov")
    assert (page.text.splitlines()[0], labels(page)) == (
        "1 November 2026 to 5 November 2026 · page 1 of 2",
        ["Older ›", "Whole log"],
    )
