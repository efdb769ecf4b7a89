"""Threads: a word that returns is heard in the sentences of those who said it, each once and lately."""

from datetime import UTC, datetime
from itertools import count

from bot.core.model import Audience, Entry, Person
from bot.core.overview import Asked
from bot.core.themes import themes
from bot.core.threads import thread

NOW = datetime(2026, 11, 26, tzinfo=UTC)
numbers = count(1)
PEOPLE = {name: at for at, name in enumerate(("Anna", "Bram", "Chris", "Dewi", "Eva"), 1)}


def said(title: str, **words: str) -> Asked:
    return Asked(title, tuple(entry(name.capitalize(), text) for name, text in words.items()))


def entry(name: str, text: str) -> Entry:
    person = Person(PEOPLE[name], name)
    return Entry(next(numbers), 1, 1, "m", 1, person, Audience.TEAM, "answer", text, None, NOW, person.id)


def told(*asked: Asked, latest: set[str]) -> list[str]:
    entries = [one for question in asked for one in question.entries]
    found = themes([(one.voice, one.text) for one in entries], "nl", frozenset(), 2, len)
    got = thread(asked, found, "nl", latest)
    return [f"{strand.name}, {strand.title}: {strand.text}" for strand in got.strands] if got else []


def test_a_word_is_heard_in_what_those_wrote_who_said_it_whatever_its_form() -> None:
    first = said("Een", anna="Mooi weer. Het rekenboek slaat een stap over.", bram="Ik telde door.")
    second = said("Twee", bram="Van die rekenboeken word ik moe.", chris="Het nieuwe rekenboek was kwijt. Jammer.")
    assert told(first, second, latest={"Twee"}) == [
        "Anna, Een: Mooi weer. Het rekenboek slaat een stap over.",
        "Bram, Twee: Van die rekenboeken word ik moe.",
        "Chris, Twee: Het nieuwe rekenboek was kwijt. Jammer.",
    ]


def test_of_something_long_what_stands_around_it_tells_what_it_is_about() -> None:
    long = "Ik liep vanmiddag nog eens alle stapels na die op mijn bureau lagen, en dat waren er een hoop. " * 3
    first = said("Een", anna=f"{long}In drie schriften zag ik dezelfde fout. Die stond ook in het rekenboek. {long}")
    second = said("Twee", bram=f"{long}Het rekenboek is kwijt.", chris="Het rekenboek is dik.")
    assert told(first, second, latest={"Twee", "Een"}) == [
        "Anna, Een: In drie schriften zag ik dezelfde fout. Die stond ook in het rekenboek. "
        + long.partition(". ")[0]
        + ".",
        "Bram, Twee: " + long.strip().rpartition(". ")[2] + " Het rekenboek is kwijt.",
        "Chris, Twee: Het rekenboek is dik.",
    ]


def test_of_what_somebody_said_of_it_the_last_is_heard() -> None:
    first = said("Een", anna="Het rekenboek is dik.", bram="Het rekenboek is zwaar.")
    second = said("Twee", anna="Het rekenboek is uit.", bram="Ik telde door.")
    third = said("Drie", bram="Het rekenboek is kwijt.")
    assert told(first, second, third, latest={"Twee", "Drie"}) == [
        "Anna, Twee: Het rekenboek is uit.",
        "Bram, Drie: Het rekenboek is kwijt.",
    ]


def test_what_was_said_at_one_question_or_long_ago_is_no_thread() -> None:
    first = said("Een", anna="Het rekenboek is dik.", bram="Het rekenboek is zwaar.")
    second = said("Twee", chris="Het rekenboek is kwijt.")
    assert told(first, latest={"Een"}) == []
    assert told(first, second, latest={"Twee"}) == []


def test_of_many_those_are_heard_whose_words_have_most_in_common() -> None:
    first = said(
        "Een", anna="Het rekenboek slaat een tussenstap over.", bram="Weer een tussenstap kwijt in het rekenboek."
    )
    second = said(
        "Twee",
        chris="Mijn rekenboek lag thuis, onder de kat.",
        dewi="Ik zet die tussenstap naast het rekenboek op het bord.",
        eva="Zonder tussenstap snapt niemand het rekenboek.",
    )
    assert [one.partition(",")[0] for one in told(first, second, latest={"Twee"})] == ["Anna", "Bram", "Dewi", "Eva"]


def test_what_was_a_joined_word_before_is_known_by_its_end_where_that_is_pointed_at() -> None:
    first = said("Een", anna="Het rekenboek was op.", bram="Mijn rekenboek lag thuis.")
    second = said("Twee", anna="Het nieuwe boek slaat een stap over.", bram="Ik las een heel boek uit.")
    third = said("Drie", bram="De boekenkast is leeg.", chris="In het rekenboek staat een fout.")
    assert told(first, second, third, latest={"Twee", "Drie"}) == [
        "Bram, Een: Mijn rekenboek lag thuis.",
        "Anna, Twee: Het nieuwe boek slaat een stap over.",
        "Chris, Drie: In het rekenboek staat een fout.",
    ]
