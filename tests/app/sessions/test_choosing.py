"""Choosing a method of consultation: what it asks of a group, and starting it."""

import pytest
from app.consulting import IN, Circle, a_team, have_consulted, labels, start, started
from stage import Stage

from bot import content

pytestmark = pytest.mark.usefixtures("calm")
ALL = "Alle werkvormen"


async def invited(stage: Stage, circle: Circle, name: str = "Lea") -> None:
    """Let somebody become the team's leader, and a member of its group."""
    (leader,) = stage.people(name)
    circle.owner.invite(circle.group, leader)
    circle.owner.reply(leader.write(circle.group, "Hallo"), "/leidinggevende")
    await stage.settle()
    await stage.follow(leader, stage.last(circle.group), "Bekijk in privé")
    await stage.press(leader, stage.private(leader)[-1], "Ja, dat wil ik")
    circle.people.append(leader)


async def test_the_chooser_asks_what_kind_of_question_it_is(stage: Stage) -> None:
    circle = await a_team(stage)
    shown = await stage.say(circle.owner, circle.group, "/werkvorm")
    assert labels(shown) == [
        "Wat kan ik doen?",
        "Wat speelt hier?",
        "Wat is mijn aandeel?",
        "Iets oefenen",
        "Iets wat goed ging",
        "Samen onderzoeken",
        "Ruimte waarvoor?",
        "Hoeveel tijd?",
        ALL,
    ]


async def test_a_need_lists_the_methods_that_meet_it(stage: Stage) -> None:
    circle = await a_team(stage)
    shown = await stage.say(circle.owner, circle.group, "/werkvorm")
    await stage.press(circle.owner, shown, "Wat kan ik doen?")
    methods = stage.rehearsal.program.house.content.walkthroughs.values()
    fitting = {method.title.nl for method in methods if "advice" in method.needs}
    assert set(labels(shown)) == {*fitting, "Terug"}


async def test_all_methods_are_on_the_pages_of_one_card(stage: Stage) -> None:
    circle = await a_team(stage)
    card = await stage.say(circle.owner, circle.group, "/method all")
    pages = [card.text]
    while "Meer ›" in labels(card):
        await stage.press(circle.owner, card, "Meer ›")
        pages.append(card.text)
    methods = stage.rehearsal.program.house.content.walkthroughs.values()
    assert [method.title.nl for method in methods if not any(method.title.nl in page for page in pages)] == []


async def test_a_preview_shows_all_steps_and_starts_nothing(stage: Stage) -> None:
    circle = await a_team(stage)
    shown = await stage.say(circle.owner, circle.group, "/werkvorm incident")
    method = stage.rehearsal.program.house.content.walkthroughs["incident"]
    missing = [step.title.nl for step in method.steps if step.title and step.title.nl not in shown.text]
    rows = stage.database["states"].count
    starts = ["Begin nu, bij elkaar", "Begin, in een vlot tempo", "Begin, rustig aan", "Begin met mijn casus", "Terug"]
    assert (missing, sorted(labels(shown)), rows) == ([], sorted(starts), 0)


@pytest.mark.parametrize(
    ("words", "pace"),
    [
        ("incident live", "live"),
        ("Incidentmethode nu", "live"),
        ("incident method sprint", "sprint"),
        ("intervisiemethode incidenten rustig", "calm"),
        ("vlot INCIDENT", "sprint"),
        ("snel incident-method", "sprint"),
        ("vijfstappen rustig", "calm"),
    ],
)
async def test_a_name_and_a_pace_start_a_method(stage: Stage, words: str, pace: str) -> None:
    circle = await a_team(stage)
    await stage.say(circle.owner, circle.group, f"/werkvorm {words}")
    assert (circle.state.pace, circle.key) == (pace, "gather")


@pytest.mark.parametrize(
    "words", ["/werkvorm incident rustig mijn", "/begin incident calm mijn", "/method incident mine calm"]
)
async def test_ones_own_case_can_be_named_at_once(stage: Stage, words: str) -> None:
    circle = await a_team(stage)
    await stage.say(circle.owner, circle.group, words)
    assert (circle.key, circle.state.owners) == ("gather", (circle.owner.id,))


async def test_a_preview_counts_steps_as_people_do(stage: Stage) -> None:
    circle = await a_team(stage)
    shown = await stage.say(circle.owner, circle.group, "/werkvorm vijf-stappen")
    numbered = [line.split(" · ")[0] for line in shown.text.splitlines() if " · " in line]
    assert numbered == [
        "1 De vraag",
        "2 Verkennen",
        "3 De kern",
        "– Wat raak is",
        "4 Advies",
        "– Wat je aanspreekt",
        "5 Wat je gaat doen",
        "– Hoe het werkte",
    ]


async def test_who_wants_advice_is_first_offered_the_five_steps(stage: Stage) -> None:
    circle = await a_team(stage)
    shown = await stage.say(circle.owner, circle.group, "/werkvorm advice")
    assert labels(shown)[0] == "Vijf-stappenmethode"


async def test_a_preview_says_which_steps_come_only_where_they_are_needed(stage: Stage) -> None:
    circle = await a_team(stage)
    card = await stage.say(circle.owner, circle.group, "/werkvorm besluit-met-bezwaren")
    lines = [line for line in card.text.splitlines() if "(als dat nodig is)" in line]
    assert [line.split(" ")[0] for line in lines] == ["8", "9", "10"]


async def test_the_button_of_a_preview_starts_it(stage: Stage) -> None:
    circle = await a_team(stage)
    shown = await stage.say(circle.owner, circle.group, "/werkvorm incident")
    await stage.press(circle.owner, shown, "Begin, in een vlot tempo")
    assert (circle.state.pace, circle.key, circle.state.owners) == ("sprint", "gather", ())


async def test_a_misspelt_name_offers_the_nearest(stage: Stage) -> None:
    circle = await a_team(stage)
    shown = await stage.say(circle.owner, circle.group, "/werkvorm incidnet <b>")
    assert "“incidnet &lt;b&gt;”" in shown.html
    assert labels(shown)[0] == "Incidentmethode"
    assert labels(shown)[-1] == ALL


async def test_a_name_like_no_other_offers_all(stage: Stage) -> None:
    circle = await a_team(stage)
    assert labels(await stage.say(circle.owner, circle.group, "/werkvorm 12345")) == [ALL]


async def test_a_pace_that_a_method_does_not_know_shows_the_method(stage: Stage) -> None:
    circle = await a_team(stage)
    have_consulted(circle)
    shown = await stage.say(circle.owner, circle.group, "/werkvorm clinic rustig")
    assert [label for label in labels(shown) if label.startswith("Begin")] == [
        "Begin nu, bij elkaar",
        "Begin met mijn casus",
    ]


async def test_one_case_at_a_time(stage: Stage) -> None:
    circle = await started(stage)
    said = await stage.say(circle.people[1], circle.group, "/werkvorm troika live")
    assert (said.text, circle.key, circle.state.pace) == (
        circle.says("choosing.one_at_a_time"),
        "gather",
        "calm",
    )


async def test_two_who_start_at_once_start_one(stage: Stage) -> None:
    circle = await a_team(stage)
    for person in circle.people[:2]:
        person.write(circle.group, "/begin incident calm")
    await stage.settle()
    assert stage.database["states"].count == 1


@pytest.mark.parametrize(
    ("times", "safety", "method", "is_open"),
    [
        (0, None, "vijf-stappen", True),
        (1, None, "tuning", False),
        (2, None, "tuning", True),
        (2, None, "roddel", False),
        (2, 4.0, "roddel", True),
        (2, 3.5, "tuning", True),
        (2, 3.5, "roddel", False),
        (2, 2.9, "tuning", False),
        (2, 2.9, "vijf-stappen", True),
    ],
)
async def test_how_close_a_method_may_come_hangs_on_what_went_before(
    stage: Stage, times: int, safety: float | None, method: str, is_open: bool
) -> None:
    circle = await a_team(stage)
    have_consulted(circle, times, safety)
    before = stage.database["states"].count
    said = await stage.say(circle.owner, circle.group, f"/werkvorm {method} live")
    begun = stage.database["states"].count - before
    level = content.load().walkthroughs[method].safety
    assert (begun, said.text == circle.says("choosing.too_soon", safety=level)) == (int(is_open), not is_open)


async def test_a_preview_of_a_method_for_later_has_no_start(stage: Stage) -> None:
    circle = await a_team(stage)
    shown = await stage.say(circle.owner, circle.group, "/werkvorm roddel")
    assert labels(shown) == ["Terug"]


async def test_a_leader_cannot_start_one(stage: Stage) -> None:
    circle = await a_team(stage)
    await invited(stage, circle)
    said = await stage.say(circle.people[-1], circle.group, "/werkvorm incident rustig")
    assert (said.text, stage.database["states"].count) == (circle.says("choosing.not_with_leaders"), 0)


@pytest.mark.parametrize("command", ["/akkoord", "/aanschuiven"])
async def test_a_leader_cannot_join_one(stage: Stage, command: str) -> None:
    circle = await a_team(stage)
    await invited(stage, circle)
    await start(circle)
    said = await stage.say(circle.people[-1], circle.group, command)
    assert (said.text, circle.people[-1].id in circle.state.people) == (
        circle.says("choosing.not_with_leaders"),
        False,
    )


async def test_a_leader_cannot_join_midway(stage: Stage) -> None:
    circle = await a_team(stage)
    await invited(stage, circle)
    await start(circle)
    await circle.all_press(IN, *circle.people[:4])
    await stage.say(circle.people[-1], circle.group, "/aanschuiven")
    await stage.tell(circle.people[-1], "/aanschuiven")
    assert (circle.key, circle.people[-1].id in circle.state.people) == ("roles", False)


async def test_with_a_case_of_ones_own_none_is_collected(stage: Stage) -> None:
    circle = await started(stage)
    keys = [planned.key for planned in circle.state.plan if not planned.key.isdigit()]
    assert (circle.state.owners, keys) == ((circle.owner.id,), ["gather", "roles", "check_out"])


async def test_everything_is_said_in_english_too(stage: Stage) -> None:
    ann, ben = stage.people("Ann", "Ben", language="en")
    group = await stage.team("Lower years", ann, ben)
    shown = await stage.say(ann, group, "/method incident")
    begun = await stage.say(ann, group, "/method incident live")
    assert shown.text.startswith("Incident method")
    assert "3 minutes left." in begun.text
