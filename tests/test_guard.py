"""The check for names and alarm as it ships: how well it does on marked sentences, and silent on all that we say."""

import tomllib
import tracemalloc
from functools import cache
from time import process_time
from typing import Any

import pytest

from benchmarks.guard.measuring import lines, measured
from bot import content
from bot.content.checking import EXAMPLE_TEAM
from bot.content.dictionaries import Guard
from bot.content.texts import frame_texts, texts
from bot.core.anonymity.initials import initials
from bot.core.anonymity.names import names
from bot.core.anonymity.ordinary import is_ordinary
from bot.core.anonymity.reading import tokens
from bot.core.model import LANGUAGES, Language
from bot.core.timing import HOME_ZONE
from bot.rehearsing.lines import ANY_METHOD
from bot.rehearsing.term import WORDS
from bot.rendering import Renderer, visible_text

CONTENT = content.load()
GUARD = CONTENT.guard
RENDERER = Renderer(CONTENT.sentences)
# Below these the check has become worse; how well it does by now, `make guard` tells.
BARS = {"names-nl": (0.95, 0.95, 3.0), "names-en": (0.95, 0.95, 3.0), "alarm": (0.95, 0.95, 3.0)}


@pytest.mark.parametrize("name", BARS)
def test_the_check_finds_what_people_marked_and_little_else(name: str) -> None:
    recall, precision, false_alarms = BARS[name]
    count = measured(name, lines(name, "open"), GUARD)
    reached = (count.recall or 0) >= recall, (count.precision or 0) >= precision
    assert (*reached, (count.false_per_hundred or 0) <= false_alarms) == (True, True, True), count.figures()


# Words of which one makes a difference by its capital, its full stop or what stands before it.
MIXED = [
    "We praatten. Roos ging weg.",
    "meneer. Bakker belde",
    "Goed. jansen kwam.",
    "leerling a. zat er",
    "de les van V. was fijn",
    "Ik zag. WB ook.",
    "Het is een mooie dag.",
]


def test_a_text_of_ordinary_words_alone_holds_no_name_where_each_word_is_looked_at() -> None:
    vocabulary, signs = GUARD.vocabulary, GUARD.name_signs
    marked = [
        line["text"] for name in ("names-nl", "names-en") for part in ("open", "practice") for line in lines(name, part)
    ]
    ordinary = [text for text in [*marked, *MIXED] if is_ordinary(text, vocabulary, signs)]
    read = [(text, tokens(text)) for text in ordinary]
    named = [
        text
        for text, words in read
        if [*names(words, vocabulary, signs, frozenset()), *initials(text, words, vocabulary, signs)]
    ]
    assert (len(ordinary) > 50, named) == (True, [])


@cache
def said(language: Language) -> dict[str, str]:
    """Return all that the bot says in a language: questions, methods, example lines, sentences as people read them."""
    found: dict[str, str] = {}
    everything: dict[str, Any] = dict(CONTENT.methods)
    for name, method in everything.items():
        found |= {f"{name} {path}": text.in_(language) for path, text, _ in texts(method)}
    found |= {f"frame {path}": text.in_(language) for path, text, _ in frame_texts(CONTENT.frame)}
    rendered = {key: RENDERER.text(language, text, HOME_ZONE, **EXAMPLE_TEAM) for key, text in found.items()}
    for key in CONTENT.sentences[language].templates:
        names = CONTENT.examples.get(key, {})
        rendered[key] = RENDERER.say(language, key, HOME_ZONE, **names)
    rendered |= {
        f"played {kind} {at}": line.in_(language) for kind, lines in ANY_METHOD.items() for at, line in enumerate(lines)
    }
    return {key: visible_text(html) for key, html in rendered.items()}


# Practice sentences are by other writers; some names in them are words that nothing around makes a name.
PRACTICE_BARS = {"names-nl": (0.85, 0.9, 3.0), "names-en": (0.9, 0.95, 3.0), "alarm": (0.95, 0.99, 1.0)}


@pytest.mark.parametrize("name", PRACTICE_BARS)
def test_the_check_holds_on_sentences_by_other_writers(name: str) -> None:
    recall, precision, false_alarms = PRACTICE_BARS[name]
    count = measured(name, lines(name, "practice"), GUARD)
    reached = (count.recall or 0) >= recall, (count.precision or 0) >= precision
    assert (*reached, (count.false_per_hundred or 0) <= false_alarms) == (True, True, True), count.figures()


# What a group says of where to say something, and of its tests, is about nobody's safety.
ORDINARY = [
    "Ik zeg het liever niet hier",
    "Liever niet hier in de groep",
    "Ik wil hier liever niet over praten",
    "Ik kan niet meer leven met twee toetsen",
    "I’d rather not say it here",
    "Vanaf maart staan alle toetsen twee weken vooraf in Zermelo; bij ziekte verzet de mentor.",
    "De mentor vertelt van tevoren welke toetsen er komen.",
    "From March all tests are in the planner two weeks beforehand; when a pupil is ill the tutor picks a new day.",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_where_to_say_it_and_when_a_test_is_given_ring_no_alarm(text: str) -> None:
    assert GUARD.alarm_in(text) is None


# Whoever hits a pupil at home is another matter than whoever hits one of us.
OF_KIND = [
    ("Een leerling uit mijn klas zegt dat zijn vader hem elke avond slaat.", "child"),
    ("Een meisje uit mijn mentorklas vertelt dat haar stiefvader haar slaat.", "child"),
    ("Een jongen uit mijn groep wordt thuis geslagen door zijn vader.", "child"),
    ("Een leerling uit mijn klas is geslagen door haar stiefvader.", "child"),
    ("Zijn vader sloeg mij op het schoolplein.", "violence"),
    ("Een leerling heeft mij geslagen, zijn vader was erbij.", "violence"),
    ("Ik durf niet naar huis, ik wil er hier niet over praten.", "child"),
    ("Ik durf hier niet meer te komen", "own"),
    ("I’m scared here every day", "own"),
    ("Ik kan niet meer leven met mezelf", "life"),
    ("Een collega liet de leerlingen de toets vooraf zien.", "integrity"),
    ("My colleague showed her class the exam questions beforehand.", "integrity"),
]


@pytest.mark.parametrize(("text", "kind"), OF_KIND)
def test_who_can_help_is_told_by_who_is_hurt(text: str, kind: str) -> None:
    assert GUARD.alarm_in(text) == kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_we_say_rings_an_alarm(language: Language) -> None:
    assert {key: GUARD.alarm_in(text) for key, text in said(language).items() if GUARD.alarm_in(text)} == {}


def test_a_term_of_ordinary_answers_rings_hardly_any_alarm() -> None:
    played = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    answers = [
        answer[language]
        for question, people in played.items()
        if question not in ("commands", "came_of", "afterwards")
        for answer in people.values()
        for language in LANGUAGES
    ]
    ringing = [text for text in answers if GUARD.alarm_in(text)]
    assert (len(answers) > 300, len(ringing) <= len(answers) / 100) == (True, True), ringing


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_question_method_or_example_of_ours_seems_to_name_anybody(language: Language) -> None:
    ours = {key: text for key, text in said(language).items() if " " in key}
    assert {key: GUARD.names_in(text) for key, text in ours.items() if GUARD.names_in(text)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["child", "life", "violence", "integrity"])
def test_help_names_who_can_help_and_says_for_which_country(kind: str, language: Language) -> None:
    html = RENDERER.say(language, "screening.help", HOME_ZONE, kind=kind)
    numbers = {"child": "0800 2000", "life": "0800 0113", "violence": "0900 8844", "integrity": "0900 111 3 111"}
    country = "Nederland" if language == "nl" else "Netherlands"
    assert [word in html for word in (numbers[kind], "112", country)] == [True] * 3


def test_a_sentence_is_judged_quickly() -> None:
    judged = [line["text"] for line in lines("names-nl", "open")]
    for text in judged:
        GUARD.names_in(text), GUARD.alarm_in(text)
    begun = process_time()
    for text in judged:
        GUARD.names_in(text), GUARD.alarm_in(text)
    # Two milliseconds on a machine that is not busy; tests run beside each other.
    assert (process_time() - begun) / len(judged) < 0.01


def test_what_the_check_knows_takes_little_memory() -> None:
    tracemalloc.start()
    fresh = Guard(GUARD.folder, GUARD.names, GUARD.alarms, GUARD.judgements, GUARD.known)
    fresh.names_in("Sem liep weg.")
    fresh.alarm_in("Het ging goed.")
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 10_000_000
