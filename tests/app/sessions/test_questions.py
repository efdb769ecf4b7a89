"""Questions found: by kind, and by the words that people use, in either language."""

import pytest
from app.consulting import labels
from stage import Stage, is_prompt

from bot.app.context.families import IN_PROGRAMMES
from bot.core.method import Method
from bot.core.model import LANGUAGES, Language, Role
from bot.sandbox import Chat, Message, Person
from bot.storage import members
from bot.storage.database import transaction

KINDS: dict[Language, str] = {"nl": "Soorten vragen", "en": "Kinds of questions"}


async def team(stage: Stage, language: Language = "nl") -> tuple[Chat, Person]:
    anna, bram = stage.people("Anna", "Bram", language=language)
    return await stage.team("Onderbouw", anna, bram), anna


def offered(stage: Stage, card: Message) -> list[Method]:
    """Return the questions that have a button under a card."""
    prompts = stage.rehearsal.program.house.content.prompts
    found = [(button.data or "").removeprefix("ask ") for row in card.buttons for button in row]
    return [prompts[one] for one in found if one in prompts]


@pytest.mark.parametrize(
    ("language", "words", "kinds"),
    [
        ("nl", "over rust in de klas", {"R1"}),
        ("nl", "trots", {"R6"}),
        ("nl", "iets wat goed ging", {"R6"}),
        ("nl", "collega’s", {"R8", "R18"}),
        ("nl", "werkdruk", {"R13", "R15"}),
        ("nl", "onze visie", {"R9"}),
        ("nl", "Proud", {"R6"}),
        ("en", "something that went well", {"R6"}),
        ("en", "a question about workload", {"R13", "R15"}),
        ("en", "colleagues", {"R8", "R18"}),
        ("en", "trots", {"R6"}),
    ],
)
async def test_words_find_three_questions_of_the_kind_they_are_about(
    stage: Stage, language: Language, words: str, kinds: set[str]
) -> None:
    group, anna = await team(stage, language)
    card = await stage.say(anna, group, f"/ask {words}")
    found = offered(stage, card)
    assert ({str(one.family) for one in found} <= kinds, len(found)) == (True, 3)
    assert labels(card) == [*(one.title.in_(language) for one in found), KINDS[language]]


@pytest.mark.parametrize(("words", "part"), [("ouders", "ouder"), ("koffie", "koffie"), ("telefoons", "telefoon")])
async def test_words_find_what_a_question_says(stage: Stage, words: str, part: str) -> None:
    group, anna = await team(stage)
    found = offered(stage, await stage.say(anna, group, f"/vraag {words}"))
    said = [f"{one.title.nl} {one.steps[0].ask.nl}".lower() for one in found]
    assert (bool(said), [text for text in said if part not in text]) == (True, [])


async def test_it_is_told_back_what_was_looked_for(stage: Stage) -> None:
    group, anna = await team(stage)
    card = await stage.say(anna, group, "/vraag iets over Rust in de klas")
    assert card.text.startswith("Past een van deze bij “rust in de klas”?")


async def test_nothing_is_asked_until_one_is_pressed(stage: Stage) -> None:
    group, anna = await team(stage)
    card = await stage.say(anna, group, "/vraag trots")
    before = [message for message in stage.from_bot(group) if is_prompt(message)]
    first = offered(stage, card)[0]
    await stage.press(anna, card, first.title.nl)
    assert (before, first.title.nl in stage.prompt(group).text) == ([], True)


async def test_of_what_fits_alike_that_comes_first_which_was_not_asked(stage: Stage) -> None:
    group, anna = await team(stage)
    first = offered(stage, await stage.say(anna, group, "/vraag trots"))[0]
    await stage.say(anna, group, f"/vraag {first.id}")
    assert first not in offered(stage, await stage.say(anna, group, "/vraag trots"))


async def test_what_goes_on_with_a_question_or_is_for_leaders_is_not_found(stage: Stage) -> None:
    group, anna = await team(stage)
    prompts = stage.rehearsal.program.house.content.prompts
    later, leading = prompts["kwam-het-uit"], prompts["je-lege-stoel"]
    found = [
        offered(stage, await stage.say(anna, group, f"/vraag {one.steps[0].ask.nl[:190]}")) for one in (later, leading)
    ]
    assert (later.follows is None, later in found[0], leading in found[1]) == (False, False, False)


async def test_what_is_not_found_says_what_can_be_typed_and_lists_the_kinds(stage: Stage) -> None:
    group, anna = await team(stage)
    card = await stage.say(anna, group, "/vraag <b>kwijlebabbel</b>")
    assert "Over “&lt;b&gt;kwijlebabbel&lt;/b&gt;” vind ik geen vraag." in card.html
    assert ("/vraag vergaderen" in card.text, "Uit mijn les" in labels(card)) == (True, True)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_kinds_are_listed_with_what_each_is_about(stage: Stage, language: Language) -> None:
    group, anna = await team(stage, language)
    card = await stage.say(anna, group, f"/ask {'soorten' if language == 'nl' else 'kinds'}")
    house = stage.rehearsal.program.house
    kinds = {str(one.family) for one in house.content.prompts.values()} - {*IN_PROGRAMMES, "R10"}
    templates = house.content.sentences[language].templates
    lines = {
        f"• {templates[f'buttons.family_{kind}']}: {templates[f'questions.{kind}_about']}"
        for kind in map(str.lower, kinds)
    }
    told, rows, more = set(card.text.splitlines()), len(card.buttons), "Meer ›" if language == "nl" else "More ›"
    while more in labels(card):
        await stage.press(anna, card, more)
        told |= set(card.text.splitlines())
    assert (lines - told, rows <= 8) == (set(), True)
    first = next(data for row in card.buttons for button in row if (data := button.data or "").startswith("ask R"))
    await stage.press(anna, card, first)
    assert is_prompt(stage.last(group))


async def test_where_all_lead_there_is_one_kind_more_on_two_pages_of_one_card(stage: Stage) -> None:
    anna, bram, carla = stage.people("Anna", "Bram", "Carla")
    group = await stage.team("MT", anna, bram)
    await stage.team("Bovenbouw", carla)
    for person in (anna, bram):
        await stage.say(person, group, "/meedoen")
    with transaction(stage.database):
        for person in (anna, bram):
            members.give_role(stage.database, 2, person.id, Role.LEADER, stage.time.now())
    card = await stage.say(anna, group, "/vraag soorten")
    count, rows, first = len(stage.from_bot(group)), len(card.buttons), labels(card)
    await stage.press(anna, card, "Meer ›")
    second, last = labels(card), card.text
    await stage.press(anna, card, "‹ Vorige")
    assert (rows <= 8, "Leidinggeven" in [*first, *second], "Straks" in last) == (True, True, True)
    assert (labels(card), len(stage.from_bot(group)), len({*first, *second})) == (first, count, 18 + 2)


@pytest.mark.parametrize("name", ["R9", "r9", "Waar we voor staan", "what we stand for"])
async def test_a_kind_is_asked_by_its_number_or_name(stage: Stage, name: str) -> None:
    group, anna = await team(stage)
    prompt = await stage.say(anna, group, f"/vraag {name}")
    asked = [one for one in stage.rehearsal.program.house.content.prompts.values() if one.title.nl in prompt.text]
    assert (is_prompt(prompt), [one.family for one in asked]) == (True, ["R9"])


async def test_the_card_becomes_the_list_of_kinds(stage: Stage) -> None:
    group, anna = await team(stage)
    card = await stage.say(anna, group, "/vraag trots")
    count = len(stage.from_bot(group))
    await stage.press(anna, card, "Soorten vragen")
    assert (len(stage.from_bot(group)), card.text.startswith("Soorten vragen")) == (count, True)
