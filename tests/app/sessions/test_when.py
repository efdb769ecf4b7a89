"""What need not always be done: a round on offer, a step that hangs on a label; and words of a method's own."""

import pytest
from app.consulting import Circle, a_team, at, have_consulted, labels, offers, start, started
from stage import Stage

from bot.sandbox import Message

YES, NO = "Ja, graag", "Nee, dank je"


async def weighing(stage: Stage) -> Circle:
    """Return a team whose owner has advice to weigh."""
    circle = await at(stage, "6", method="probleemoplossend")
    await circle.write_all("Bel even.", *circle.people[1:])
    await stage.say(circle.people[-1], circle.group, "/verder")
    assert circle.key == "7"
    return circle


async def responding(stage: Stage) -> Circle:
    """Return a team whose owner has weighed all advice, responds to it, and is offered more."""
    circle = await weighing(stage)
    await weigh(circle)
    assert circle.key == "8"
    await circle.write(circle.owner, "Met bellen kan ik verder.")
    return circle


def offer(circle: Circle) -> Message:
    return next(one for one in reversed(circle.stage.private(circle.owner)) if offers(one, "want"))


async def weigh(circle: Circle) -> None:
    for number in (1, 2, 3):
        await circle.stage.tell(circle.owner, f"/label {number} 3")


async def done(circle: Circle) -> None:
    await circle.stage.tell(circle.owner, "/klaar")


async def test_more_is_offered_in_words_of_its_own_with_a_yes_and_a_no(stage: Stage) -> None:
    circle = await responding(stage)
    told = offer(circle)
    assert (labels(told), "nog één ronde" in told.text) == ([YES, NO], True)
    assert [one for person in circle.people[1:] for one in stage.private(person) if offers(one, "want")] == []


async def test_before_the_owner_responds_nothing_is_offered(stage: Stage) -> None:
    circle = await weighing(stage)
    assert [one for one in stage.private(circle.owner) if offers(one, "want")] == []


async def test_a_yes_is_a_whole_round_and_back_to_the_owner(stage: Stage) -> None:
    circle = await responding(stage)
    await stage.press(circle.owner, offer(circle), YES)
    await done(circle)
    assert circle.key == "9"
    await circle.write(circle.owner, "Ik kom zelf ook net binnen.")
    assert circle.key == "10"
    shown = await circle.open(circle.people[1])
    assert "Ik kom zelf ook net binnen." in shown.text
    await circle.write_all("Vraag een leerling.", *circle.people[1:])
    assert circle.key == "11"
    await weigh(circle)
    assert circle.key == "12"


@pytest.mark.parametrize("pressed", [(), (NO,), (YES, NO), (NO, YES, NO)])
async def test_without_a_yes_all_of_it_is_left_out(stage: Stage, pressed: tuple[str, ...]) -> None:
    circle = await responding(stage)
    answers = [await stage.press(circle.owner, offer(circle), one) for one in pressed]
    wanted = {YES: circle.says("facilitating.wanted"), NO: circle.says("facilitating.not_wanted")}
    assert answers == [wanted[one] for one in pressed]
    await done(circle)
    assert circle.key == "12"


async def test_pressing_twice_is_still_a_yes(stage: Stage) -> None:
    circle = await responding(stage)
    for _ in range(2):
        await stage.press(circle.owner, offer(circle), YES)
    await done(circle)
    assert circle.key == "9"


async def test_nobody_but_the_owner_asks_for_more(stage: Stage) -> None:
    circle = await responding(stage)
    helper = circle.people[1]
    said = await stage.tell(helper, "/extra")
    await done(circle)
    assert (circle.key, said.text != circle.says("facilitating.wanted")) == ("12", True)


@pytest.mark.parametrize(("label", "key"), [(1, "7"), (2, "5"), (3, "7")])
async def test_what_hangs_on_a_label_is_done_where_something_got_it(stage: Stage, label: int, key: str) -> None:
    circle = await a_team(stage)
    have_consulted(circle, 2, 5.0)
    await start(circle, "u-methode")
    await circle.go_to("3")
    await circle.write_all("Blijkbaar vinden we dat.", *circle.people)
    assert circle.key == "4"
    for number in range(1, 5):
        await stage.tell(circle.owner, f"/label {number} {label}")
    assert circle.key == key


async def test_whoever_shows_nobody_their_labels_misses_no_step(stage: Stage) -> None:
    circle = await a_team(stage)
    have_consulted(circle, 2, 5.0)
    await start(circle, "u-methode")
    await circle.go_to("3")
    await circle.write_all("Blijkbaar vinden we dat.", *circle.people)
    await circle.press(circle.owner, "Ik pas")
    assert circle.key == "5"


async def test_what_alone_is_told_of_a_list_stands_above_the_next_step_and_nothing_else(stage: Stage) -> None:
    circle = await at(stage, "3", method="vijf-stappen")
    await circle.write_all("Bel even.", *circle.people[1:])
    assert circle.key == "4"
    for number, label in ((1, 1), (2, 2), (3, 2)):
        await stage.tell(circle.owner, f"/label {number} {label}")
    shown = (await circle.open(circle.people[1])).text
    assert (circle.key, "Bel even. Bram" in shown, "Bel even. Chris" in shown) == ("5", True, False)


async def test_who_only_listens_is_told_so_in_the_words_of_the_method(stage: Stage) -> None:
    circle = await at(stage, "4", method="leren-van-successen")
    await stage.press(circle.owner, offer(circle), YES)
    await stage.say(circle.people[-1], circle.group, "/verder")
    told = circle.told(circle.owner)[-1]
    assert (circle.key, "Geniet ervan" in told, "over wat je inbracht" in told) == ("5", True, False)


@pytest.mark.parametrize(("pace", "is_aloud"), [("calm", False), ("sprint", False), ("live", True)])
async def test_where_people_sit_together_they_talk(stage: Stage, pace: str, is_aloud: bool) -> None:
    circle = await at(stage, "2", method="vijf-stappen", pace=pace)
    spoken, typed = "Stel je vraag hardop" in circle.card.text, "antwoord op dit bericht" in circle.card.text
    assert (spoken, typed) == (is_aloud, not is_aloud)


async def test_what_stands_above_a_later_step_is_said_and_typed_by_whoever_wants(stage: Stage) -> None:
    circle = await a_team(stage, "Anna", "Bram", "Chris", "Dewi", "Els")
    await start(circle, "dialoog", "live", is_mine=False)
    await circle.go_to("4")
    assert "Zeg het hardop. Wil je dat het straks terug te lezen is" in circle.card.text
    for person in circle.people:
        await circle.reply(person, "Ik help vaak te snel.")
    # Nobody is waited for, so nobody's writing ends the talk.
    assert circle.key == "4"


async def test_what_should_be_different_is_no_agreement(stage: Stage) -> None:
    circle = await a_team(stage, "Anna", "Bram", "Chris", "Dewi", "Els")
    await start(circle, "dialoog", is_mine=False)
    await circle.go_to("3")
    *others, objects = circle.people
    await circle.reply(objects, "De laatste afspraak moet eruit.")
    await circle.all_press("Akkoord", *others)
    waits = circle.key
    await circle.press(objects, "Akkoord")
    assert (waits, circle.key) == ("3", "4")


@pytest.mark.parametrize(
    ("pace", "words"), [("calm", "Lees meer dan je schrijft."), ("live", "Luister meer dan je praat.")]
)
async def test_where_people_sit_together_it_is_asked_as_one_says_it_there(stage: Stage, pace: str, words: str) -> None:
    circle = await a_team(stage, "Anna", "Bram", "Chris", "Dewi", "Els")
    await start(circle, "dialoog", pace, is_mine=False)
    await circle.go_to("3")
    assert words in circle.card.text


async def test_whoever_comes_close_is_asked_in_words_that_are_true_of_the_method(stage: Stage) -> None:
    circle = await started(stage, method="vijf-stappen")
    await circle.stage.say(circle.owner, circle.group, "/afronden stop")
    have_consulted(circle, 2, 5.0)
    asked = {}
    for method, pace in (("roddel", "live"), ("balint", "calm")):
        circle.owner.write(circle.group, f"/begin {method} {pace} mine")
        await stage.settle()
        await circle.all_press("Ik doe mee, akkoord")
        asked[method] = circle.told(circle.owner)[-1]
        await circle.stage.say(circle.owner, circle.group, "/afronden stop")
    assert ("praten straks een tijdje over jou" in asked["roddel"], "over jou" in asked["balint"]) == (True, False)
    assert "deze leerling of ouder" in asked["balint"]


async def test_whoever_wrote_what_they_take_away_gives_no_more_than_a_number(stage: Stage) -> None:
    circle = await at(stage, "9", method="incident")
    helper, owner = circle.people[1], circle.owner
    await circle.reply(helper, "Ik denk aan tot tien tellen.")
    await circle.go_to("check_out")
    said = [await circle.press(person, "4") for person in (helper, owner)]
    assert said == [circle.says("contributing.rated", is_low=False), circle.says("contributing.rated_without_words")]


async def test_no_step_is_about_labels_of_a_list_that_is_empty(stage: Stage) -> None:
    circle = await a_team(stage)
    have_consulted(circle, 2, 5.0)
    await start(circle, "u-methode")
    await circle.go_to("3")
    await circle.all_press("Ik pas")
    assert circle.key == "7"


async def test_what_appealed_still_stands_there_when_another_takes_their_advice_back_afterwards(stage: Stage) -> None:
    circle = await at(stage, "5", "Anna", "Bram", "Chris", "Dewi", method="vijf-stappen")
    helpers = circle.people[1:]
    for number, person in enumerate(helpers, start=1):
        await circle.write(person, f"Advies nummer {number}.")
    while circle.key == "5":
        await stage.say(circle.people[-1], circle.group, "/verder")
    for number, label in enumerate((1, 1, 2), start=1):
        await stage.tell(circle.owner, f"/label {number} {label}")
    while not circle.state.is_over:
        await stage.say(circle.people[-1], circle.group, "/verder")

    def chosen() -> str:
        return next(one.text for one in stage.from_bot(circle.group) if one.text.startswith("Wat je aanspreekt\n"))

    assert all(one in chosen() for one in ("Advies nummer 1.", "Advies nummer 2."))
    await stage.tell(helpers[2], "/vergeet ja")
    assert ("Advies nummer 1." in chosen(), "Er kwam niets binnen" in chosen()) == (True, False)
    await stage.tell(helpers[0], "/vergeet ja")
    assert ("Advies nummer 1." in chosen(), "Advies nummer 2." in chosen()) == (False, True)
    assert list(stage.database.query("SELECT * FROM marks WHERE value <> 1")) == []
