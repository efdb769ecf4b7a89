"""A team's own question: what is read in what was typed, its title, and the method it makes, all as plain text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import content
from bot.core.model import LANGUAGES
from bot.core.own_question import LONGEST_TITLE, Kind, OwnWords, as_method, id_of, literal, number_of, read, title_of
from bot.core.session import plans
from bot.core.session.outline import Outline
from bot.core.step import Bilingual
from bot.core.timing import HOME_ZONE
from bot.rendering import Renderer, visible_text
from bot.storage import plans as stored

RENDERER = Renderer(content.load().sentences)
WHY, USUAL = Bilingual(nl="Van jullie zelf.", en="Your own."), Bilingual(nl="Waarover verder?", en="What next?")
KIND = Kind("reflecting", "answer", WHY, USUAL)
moderately = settings(max_examples=80, deadline=None, database=None, derandomize=True)
# What people may type, with all that means something to a template or in HTML.
texts = st.text(
    st.one_of(st.sampled_from("{}%#<>&\"'/ "), st.characters(codec="utf-8", categories=("L", "N", "P", "S"))),
    min_size=1,
    max_size=60,
).filter(lambda text: text.strip() and text == " ".join(text.split()))


def words(title: str = "Wat hielp", text: str = "Wat hielp er?", follow_up: str | None = None) -> OwnWords:
    return OwnWords("nl", title, text, follow_up, "R6")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Wat hielp er vandaag?", ("", "Wat hielp er vandaag?")),
        ("Wat hielp\n\nWat hielp er vandaag?", ("Wat hielp", "Wat hielp er vandaag?")),
        ("Denk aan vandaag. Wat hielp?\nWat nog meer?", ("", "Denk aan vandaag. Wat hielp? Wat nog meer?")),
        ("  Wat \t hielp\u202e er? ", ("", "Wat hielp er?")),
        ("Zo & <zo>\nWat hielp er?", ("Zo + ‹zo›", "Wat hielp er?")),
        (f"{'woord ' * 10}\nWat hielp?", ("", f"{'woord ' * 10}Wat hielp?")),
    ],
)
def test_a_line_above_it_is_its_title(said: str, expected: tuple[str, str]) -> None:
    assert read(said) == expected


@pytest.mark.parametrize(
    ("text", "taken", "expected"),
    [
        ("Wat hielp je?", (), "Wat hielp je"),
        ("Wat ging er vandaag beter dan je dacht?", (), "Wat ging er vandaag beter…"),
        ("Wat ging er vandaag beter dan je dacht?", ("wat ging er vandaag beter…",), "Wat ging er vandaag beter dan…"),
        ("Wat hielp je?", ("wat hielp je",), "Wat hielp je (2)"),
        ("Denk aan één les, gisteren of vandaag: wat was er anders?", (), "Denk aan één les, gisteren…"),
        (
            "Meervoudigepersoonlijkheidsstoorniswoorden zijn te lang, toch?",
            (),
            f"{'Meervoudigepersoonlijkheidsstoorniswoorden zijn'[:47]}…",
        ),
    ],
)
def test_a_title_is_made_of_its_first_words(text: str, taken: tuple[str, ...], expected: str) -> None:
    assert title_of(text, taken) == expected


@moderately
@given(st.lists(texts, min_size=1, max_size=6))
def test_no_two_titles_are_the_same_and_none_is_too_long(said: list[str]) -> None:
    taken: list[str] = []
    for text in said * 3:
        taken.append(title_of(text, taken).casefold())
    assert (len(set(taken)), max(map(len, taken)) <= LONGEST_TITLE) == (len(taken), True)


@moderately
@given(texts)
def test_what_was_typed_reads_just_so_and_nothing_of_it_is_obeyed(text: str) -> None:
    shown = {visible_text(RENDERER.text(one, literal(text), HOME_ZONE, team="Onderbouw")) for one in LANGUAGES}
    assert shown == {text}


def test_a_title_reads_the_same_on_a_button_as_in_a_message() -> None:
    title = title_of("{{ team }} & <b>wij</b> {% for x in y %}?")
    assert visible_text(RENDERER.text("nl", title, HOME_ZONE, team="Onderbouw")) == title


def test_it_makes_a_question_like_ours_that_survives_being_stored_as_a_plan() -> None:
    method = as_method(12, words(text="Wat {{ hielp }} & <b>waarom</b>?", follow_up="En nu?"), KIND)
    plan, outline = plans.plan_of(method, content.load().frame), Outline.of(method)
    assert stored.read(stored.as_text(plan, outline)) == stored.Plan(plan, outline)
    assert (method.id, method.is_prompt, method.family, method.fits) == ("own-12", True, "R6", "everybody")


def test_without_a_question_for_the_meeting_it_leaves_the_usual_one_in_its_own_language() -> None:
    left = as_method(12, words(), KIND).follow_up
    assert left
    assert (left.nl, left.en) == ("Waarover verder?", "Waarover verder?")


@pytest.mark.parametrize(("method", "number"), [("own-12", 12), ("own-", None), ("owner-12", None), ("own-12-b", None)])
def test_it_is_known_by_its_id(method: str, number: int | None) -> None:
    assert number_of(method) == number
    assert number is None or id_of(number) == method
