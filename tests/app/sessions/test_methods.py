"""Methods found: by what people need, what they make room for and how much time there is."""

from math import ceil

import pytest
from app.consulting import a_team, labels
from stage import Stage

from bot import content
from bot.core.method import Method
from bot.core.model import Language
from bot.core.session import plans, taking_part
from bot.sandbox import Message, Person

OURS = content.load()
SPACES = {
    "Denkruimte": "thinking",
    "Oplossingsruimte": "solving",
    "Beslisruimte": "deciding",
    "Speelruimte": "play",
    "Werkruimte": "work",
    "Gespreksruimte": "talk",
}


def listed(card: Message) -> set[str]:
    """Return the methods that have a button under a card, by id."""
    found = {(button.data or "").removeprefix("method ") for row in card.buttons for button in row}
    return found & OURS.walkthroughs.keys()


async def on_all_pages(stage: Stage, person: Person, card: Message) -> set[str]:
    found = listed(card)
    while "Meer ›" in labels(card):
        await stage.press(person, card, "Meer ›")
        found |= listed(card)
    return found


def making(space: str) -> set[str]:
    return {key for key, one in OURS.walkthroughs.items() if space in one.spaces}


def takes(method: Method) -> int:
    """Return how many minutes a method takes live, in fives: with its frame, with what only some want, and with half a
    minute for each to read out what they wrote, where they do."""
    plan = plans.plan_of(method, OURS.frame)
    read_out = sum(taking_part.is_to_read_aloud(on) for on in plan) * method.size[0] / 2
    return ceil((sum(on.step.minutes or 0 for on in plan) + read_out) / 5) * 5


@pytest.mark.parametrize(("label", "space"), SPACES.items())
async def test_a_space_is_chosen_with_buttons_on_one_card(stage: Stage, label: str, space: str) -> None:
    circle = await a_team(stage)
    card = await stage.say(circle.owner, circle.group, "/werkvorm")
    count = len(stage.from_bot(circle.group))
    await stage.press(circle.owner, card, "Ruimte waarvoor?")
    spaces = labels(card)
    await stage.press(circle.owner, card, label)
    templates = OURS.sentences["nl"].templates
    head = f"{label}: {templates[f'methods.{space}_asks']}"
    is_headed = card.text.startswith(head)
    assert (spaces, await on_all_pages(stage, circle.owner, card)) == ([*SPACES, "Terug"], making(space))
    assert (is_headed, len(stage.from_bot(circle.group))) == (True, count)


@pytest.mark.parametrize(
    ("words", "space"),
    [
        ("beslissen", "deciding"),
        ("deciding", "deciding"),
        ("we moeten een besluit nemen", "deciding"),
        ("ideeën", "thinking"),
        ("denkruimte", "thinking"),
        ("oplossing", "solving"),
        ("speelruimte", "play"),
        ("afspraken", "play"),
        ("something to finish", "work"),
        ("lesmateriaal verbeteren", "work"),
        ("praten", "talk"),
        ("a conversation", "talk"),
    ],
)
async def test_a_space_is_typed_in_words_of_either_language(stage: Stage, words: str, space: str) -> None:
    circle = await a_team(stage)
    card = await stage.say(circle.owner, circle.group, f"/werkvorm {words}")
    assert await on_all_pages(stage, circle.owner, card) == making(space)


@pytest.mark.parametrize(
    ("words", "need"),
    [
        ("advies", "advice"),
        ("de inhoud", "advice"),
        ("hoe ga ik met anderen om", "understanding"),
        ("ikzelf", "mirror"),
        ("mijn aandeel", "mirror"),
        ("iets uitproberen", "practice"),
        ("iets wat goed ging", "strength"),
        ("something that went well", "strength"),
        ("samen onderzoeken", "inquiry"),
    ],
)
async def test_a_need_and_a_kind_of_question_are_typed_too(stage: Stage, words: str, need: str) -> None:
    circle = await a_team(stage)
    card = await stage.say(circle.owner, circle.group, f"/werkvorm {words}")
    found = await on_all_pages(stage, circle.owner, card)
    assert found == {key for key, one in OURS.walkthroughs.items() if need in one.needs}


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("een half uur", 30),
        ("60 min", 60),
        ("we hebben een uur de tijd", 60),
        ("45", 45),
        ("an hour and a quarter", 75),
    ],
)
async def test_of_the_time_there_is_all_that_fits_is_listed_with_its_frame(
    stage: Stage, words: str, minutes: int
) -> None:
    circle = await a_team(stage)
    card = await stage.say(circle.owner, circle.group, f"/werkvorm {words}")
    found = await on_all_pages(stage, circle.owner, card)
    assert found == {key for key, one in OURS.walkthroughs.items() if "live" in one.paces and takes(one) <= minutes}
    assert (f"Wat past in {minutes} minuten" in card.text, bool(found)) == (True, True)


async def test_time_has_buttons_and_a_limit_told_with_every_minute_of_it(stage: Stage) -> None:
    circle = await a_team(stage)
    card = await stage.say(circle.owner, circle.group, "/werkvorm")
    await stage.press(circle.owner, card, "Hoeveel tijd?")
    offered = labels(card)
    await stage.press(circle.owner, card, "60 minuten")
    told = [f"{one.title.nl} · {takes(one)} min" for key, one in OURS.walkthroughs.items() if key in listed(card)]
    assert offered == ["30 minuten", "60 minuten", "75 minuten", "90 minuten", "Terug"]
    assert (bool(told), [line for line in told if line not in card.text]) == (True, [])


@pytest.mark.parametrize("words", ["beslissen", "beslissen in 90 minuten"])
async def test_a_method_takes_as_long_in_each_list_and_what_counts_is_told(stage: Stage, words: str) -> None:
    circle = await a_team(stage)
    card = await stage.say(circle.owner, circle.group, f"/werkvorm {words}")
    live = [one for key, one in OURS.walkthroughs.items() if key in listed(card) and "live" in one.paces]
    told = [f"{one.title.nl} · {takes(one)} min" for one in live]
    assert (bool(told), [line for line in told if line not in card.text]) == (True, [])
    assert "aanmelden, kiezen en uitchecken" in card.text


async def test_where_none_fits_the_shortest_is_offered(stage: Stage) -> None:
    circle = await a_team(stage)
    card = await stage.say(circle.owner, circle.group, "/werkvorm 8 min")
    shortest = min(OURS.walkthroughs.values(), key=takes)
    assert ("In 8 minuten past er geen" in card.text, listed(card)) == (True, {shortest.id})


@pytest.mark.parametrize("words", ["oplossen in een uur", "60 minuten oplossen", "solving 60"])
async def test_time_goes_together_with_what_is_wanted(stage: Stage, words: str) -> None:
    circle = await a_team(stage)
    card = await stage.say(circle.owner, circle.group, f"/werkvorm {words}")
    assert listed(card) == {key for key in making("solving") if takes(OURS.walkthroughs[key]) <= 60}


@pytest.mark.parametrize("words", ["20 kilo", "kwijlebabbel", "twee keer 20 min kwijlebabbel", "een lesuur", "#2x"])
async def test_what_is_not_understood_says_what_can_be_typed(stage: Stage, words: str) -> None:
    circle = await a_team(stage)
    card = await stage.say(circle.owner, circle.group, f"/werkvorm {words}")
    assert (f"“{words}”" in card.text, "/werkvorm beslissen" in card.text) == (True, True)
    assert labels(card)[-1] == "Alle werkvormen"


@pytest.mark.parametrize("words", ["", "ruimte", "tijd", "all", "all #2", "understanding", "talk", "all 90", "advice"])
async def test_no_card_has_more_than_eight_rows(stage: Stage, words: str) -> None:
    circle = await a_team(stage)
    card = await stage.say(circle.owner, circle.group, f"/method {words}")
    assert 1 < len(card.buttons) <= 8


async def test_a_page_that_is_not_there_is_the_nearest(stage: Stage) -> None:
    circle = await a_team(stage)
    first = labels(await stage.say(circle.owner, circle.group, "/method all #0"))
    last = labels(await stage.say(circle.owner, circle.group, "/method all #99"))
    assert ("‹ Vorige" in first, "Meer ›" in first) == (False, True)
    assert ("‹ Vorige" in last, "Meer ›" in last) == (True, False)


@pytest.mark.parametrize(
    ("language", "line"), [("nl", "Geeft: beslisruimte en speelruimte"), ("en", "Makes space for: deciding and play")]
)
async def test_a_preview_says_which_spaces_a_method_makes(stage: Stage, language: Language, line: str) -> None:
    (ann,) = stage.people("Ann", language=language)
    group = await stage.team("Lower years", ann)
    assert line in (await stage.say(ann, group, "/method toetsing")).text


async def test_a_name_is_never_taken_for_what_is_wanted(stage: Stage) -> None:
    circle = await a_team(stage)
    titles = {
        key: (await stage.say(circle.owner, circle.group, f"/werkvorm {one.title.nl}")).text
        for key, one in OURS.walkthroughs.items()
    }
    assert [key for key, text in titles.items() if not text.startswith(OURS.walkthroughs[key].title.nl)] == []


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ("vijf-stappen", "Aanmelden, kiezen en uitchecken komen daar nog bij."),
        ("troika", "Aanmelden, inbrengen en uitchecken komen daar nog bij."),
        ("visie", "Aanmelden komt daar nog bij."),
    ],
)
async def test_what_comes_around_a_method_is_what_it_has(stage: Stage, method: str, said: str) -> None:
    circle = await a_team(stage)
    assert said in (await stage.say(circle.owner, circle.group, f"/werkvorm {method}")).text
