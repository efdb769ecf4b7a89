"""Choosing by button or command in a step: voting, labelling, rating, passing."""

import pytest
from app.consulting import CASE, Circle, a_team, at, have_consulted, labels, start, started
from stage import Stage

pytestmark = pytest.mark.usefixtures("calm")
POLL = "hologram"
# The entry that number 2 stands for: before it come the case, and what the first of them wrote.
SECOND = 3
LABELS = "leren-van-successen"
SEVERAL = "toetsing"


async def voting(stage: Stage) -> Circle:
    """Return a team that votes on what each of them wrote."""
    circle = await a_team(stage)
    have_consulted(circle)
    await start(circle, POLL)
    await circle.go_to("6")
    await circle.write_all("Telkens als iets hapert,", *circle.people)
    return circle


def votes(circle: Circle) -> list[tuple[int, int]]:
    """Return who chose what in the step that is on."""
    rows = circle.stage.database.query("SELECT person_id, item FROM marks ORDER BY person_id, item")
    return [(row["person_id"], row["item"]) for row in rows]


async def test_a_vote_can_be_changed_until_the_step_closes(stage: Stage) -> None:
    circle = await voting(stage)
    said = await circle.press(circle.people[1], "1")
    await circle.press(circle.people[1], "2")
    assert (said, votes(circle)) == (circle.says("contributing.voted", left=0), [(circle.people[1].id, SECOND)])


async def test_the_result_comes_when_all_have_chosen_without_names(stage: Stage) -> None:
    circle = await voting(stage)
    await circle.all_press("2", *circle.people[:3])
    before = [text for text in circle.texts() if "stem" in text.splitlines()[-1]]
    await circle.press(circle.people[3], "1")
    shown = circle.texts()[-2].splitlines()
    assert (before, circle.key, votes(circle)) == ([], "8", [])
    assert [line.rpartition(" (")[2] for line in shown[1:]] == ["3 stemmen)", "1 stem)"]


async def test_votes_are_typed_by_their_number_too(stage: Stage) -> None:
    circle = await voting(stage)
    said = [
        (await stage.tell(person, words)).text
        for person, words in zip(circle.people[:3], ("/vote 2", "/stem 9", "/stem"), strict=True)
    ]
    assert (votes(circle), said[1:]) == ([(circle.owner.id, SECOND)], [circle.says("contributing.which_number")] * 2)


async def test_a_vote_typed_in_the_group_does_not_count(stage: Stage) -> None:
    circle = await voting(stage)
    said = await stage.say(circle.owner, circle.group, "/stem 2")
    assert (said.text, votes(circle)) == (circle.says("contributing.not_aloud"), [])


async def test_passing_a_vote_is_unseen_and_waits_for_nobody(stage: Stage) -> None:
    circle = await voting(stage)
    await circle.all_press("1", *circle.people[:3])
    named = [text for text in circle.texts() if "Dewi" in text and text != circle.card.text]
    said = await circle.press(circle.people[3], "Ik pas")
    assert (said, circle.key) == (circle.says("contributing.passed"), "8")
    assert [text for text in circle.texts() if "Dewi" in text] == named


SIX = ("Anna", "Bram", "Chris", "Dewi", "Esra", "Fatima")


async def choosing_three(stage: Stage, *names: str) -> Circle:
    """Return a team that has as many things to choose three from as it has people."""
    circle = await a_team(stage, *names)
    have_consulted(circle)
    await start(circle, SEVERAL, is_mine=False)
    await circle.go_to("8")
    await circle.write_all("Iets,", *circle.people)
    return circle


async def test_of_a_list_no_more_than_half_is_chosen(stage: Stage) -> None:
    circle = await choosing_three(stage)
    said = [await circle.press(circle.people[1], number) for number in ("1", "2", "3")]
    assert said == [
        circle.says("contributing.voted", left=1),
        circle.says("contributing.voted", left=0),
        circle.says("contributing.votes_used", most=2),
    ]
    assert ("Kies er hooguit twee." in circle.card.text, len(votes(circle))) == (True, 2)


async def test_where_several_may_be_chosen_a_second_press_takes_one_back(stage: Stage) -> None:
    circle = await choosing_three(stage, *SIX)
    said = [await circle.press(circle.people[1], number) for number in ("1", "2", "2", "2", "3", "4")]
    assert (circle.key, len(votes(circle))) == ("9", 3)
    assert said == [
        circle.says("contributing.voted", left=2),
        circle.says("contributing.voted", left=1),
        circle.says("contributing.vote_taken_back"),
        circle.says("contributing.voted", left=1),
        circle.says("contributing.voted", left=0),
        circle.says("contributing.votes_used", most=3),
    ]


async def test_who_takes_back_a_last_vote_is_waited_for_again(stage: Stage) -> None:
    circle = await choosing_three(stage, *SIX)
    for number in ("1", "2", "3", "3"):
        await circle.press(circle.people[1], number)
    assert circle.people[1].id not in circle.state.heard


async def labelling(stage: Stage) -> Circle:
    """Return a team whose owner has three things to label."""
    circle = await at(stage, "2", method=LABELS)
    await circle.write_all("Je bleef rustig, zegt", *circle.people[1:])
    await stage.say(circle.people[3], circle.group, "/verder")
    return circle


async def test_the_owner_labels_a_list_by_buttons_and_the_group_sees_it_ordered(stage: Stage) -> None:
    circle = await labelling(stage)
    label = circle.state.now_on.step.labels
    card = await circle.open(circle.owner)
    for row, choice in ((0, 1), (1, 0), (2, 1)):
        await stage.press(circle.owner, card, card.buttons[row][choice].data or "")
    shown = [text for text in circle.texts() if text.splitlines()[0] == label_title(circle)][-1]
    assert (circle.key, shown.splitlines()[1:]) == (
        "4",
        [
            f"1 Je bleef rustig, zegt Chris ({label[0].nl})",
            f"2 Je bleef rustig, zegt Bram ({label[1].nl})",
            f"3 Je bleef rustig, zegt Dewi ({label[1].nl})",
        ],
    )


async def test_what_got_another_label_is_not_told_where_a_step_tells_one(stage: Stage) -> None:
    circle = await at(stage, "3", method="vijf-stappen")
    await circle.write_all("Het draait om wachten, zegt", *circle.people[1:])
    card = await circle.open(circle.owner)
    for row, choice in ((0, 1), (1, 0), (2, 1)):
        await stage.press(circle.owner, card, card.buttons[row][choice].data or "")
    shown = next(text for text in circle.texts() if text.startswith("Wat raak is"))
    assert shown.splitlines()[1:] == ["1 Het draait om wachten, zegt Chris (raak)"]


async def test_where_nothing_got_the_label_that_is_told_that_is_said(stage: Stage) -> None:
    circle = await at(stage, "3", method="vijf-stappen")
    await circle.write_all("Het draait om wachten, zegt", *circle.people[1:])
    card = await circle.open(circle.owner)
    for row in range(3):
        await stage.press(circle.owner, card, card.buttons[row][1].data or "")
    shown = next(text for text in circle.texts() if text.startswith("Wat raak is"))
    assert shown.splitlines()[1:] == ["Deze keer kreeg niets ‘raak’."]


def label_title(circle: Circle) -> str:
    title = next(planned.step.title for planned in circle.state.plan if planned.key == "3")
    return title.nl if title else ""


async def test_a_chosen_label_is_ticked_and_can_be_changed(stage: Stage) -> None:
    circle = await labelling(stage)
    card = await circle.open(circle.owner)
    await stage.press(circle.owner, card, card.buttons[0][0].data or "")
    first = [label.startswith("✓") for label in labels(card)]
    await stage.press(circle.owner, card, card.buttons[0][1].data or "")
    second = [label.startswith("✓") for label in labels(card)]
    assert (first[:2], second[:2], any(second[2:])) == ([True, False], [False, True], False)


async def test_what_is_withdrawn_leaves_the_list_that_is_labelled(stage: Stage) -> None:
    circle = await labelling(stage)
    card = await circle.open(circle.owner)
    before = [len(card.buttons), "zegt Chris" in card.text]
    entry = next(entry.id for entry in stage.log() if entry.text.endswith("zegt Chris"))
    asked = await stage.tell(circle.people[2], f"/my withdraw {entry}")
    await stage.press(circle.people[2], asked, "Ja, wis het")
    assert (before, len(card.buttons), [text for text in circle.told(circle.owner) if "zegt Chris" in text]) == (
        [4, True],
        3,
        [],
    )


async def test_what_is_withdrawn_after_the_labelling_leaves_the_list_too(stage: Stage) -> None:
    circle = await labelling(stage)
    card = await circle.open(circle.owner)
    for row in range(3):
        await stage.press(circle.owner, card, card.buttons[row][0].data or "")
    entry = next(entry.id for entry in stage.log() if entry.text.endswith("zegt Chris"))
    asked = await stage.tell(circle.people[2], f"/my withdraw {entry}")
    await stage.press(circle.people[2], asked, "Ja, wis het")
    assert (circle.key, labels(card), [text for text in circle.told(circle.owner) if "zegt Chris" in text]) == (
        "4",
        [],
        [],
    )


async def test_once_the_only_item_without_a_label_is_withdrawn_the_labelling_is_done(stage: Stage) -> None:
    circle = await labelling(stage)
    card = await circle.open(circle.owner)
    last = next(entry.id for entry in stage.log() if entry.text.endswith("zegt Chris"))
    for row in card.buttons[:3]:
        if f" {last} " not in (row[0].data or ""):
            await stage.press(circle.owner, card, row[0].data or "")
    asked = await stage.tell(circle.people[2], f"/my withdraw {last}")
    await stage.press(circle.people[2], asked, "Ja, wis het")
    assert circle.key == "4"


async def test_a_list_that_waits_to_be_sent_loses_what_is_withdrawn(stage: Stage) -> None:
    circle = await at(stage, "2", method=LABELS)
    await circle.write_all("Je bleef rustig, zegt", *circle.people[1:])
    await stage.tell(circle.owner, "/werkdagen do")
    await stage.say(circle.people[3], circle.group, "/verder")
    entry = next(entry.id for entry in stage.log() if entry.text.endswith("zegt Chris"))
    asked = await stage.tell(circle.people[2], f"/my withdraw {entry}")
    await stage.press(circle.people[2], asked, "Ja, wis het")
    before = len(stage.private(circle.owner))
    await stage.move_to("2026-11-26 12:00")
    came = stage.private(circle.owner)[before:]
    assert (len(came) > 0, [one.text for one in came if "zegt Chris" in one.text]) == (True, [])
    assert [len(one.buttons) for one in came if "zegt Bram" in one.text] == [3]


async def test_what_comes_late_joins_the_list_that_is_labelled(stage: Stage) -> None:
    circle = await at(stage, "2", method=LABELS)
    asked = await circle.open(circle.people[1])
    await circle.write_all("Je bleef rustig, zegt", *circle.people[2:])
    await stage.say(circle.people[3], circle.group, "/verder")
    card = await circle.open(circle.owner)
    circle.people[1].tell(stage.bot, "Je wachtte, zegt Bram", reply_to=asked)
    await stage.settle()
    assert ("3 Je wachtte, zegt Bram" in card.text, len(card.buttons)) == (True, 4)


async def test_labels_are_typed_too(stage: Stage) -> None:
    circle = await labelling(stage)
    told = (await stage.tell(circle.owner, "/label 1 9")).text
    for words in ("/label 1 1", "/mark 2 1", "/label 3 2"):
        await stage.tell(circle.owner, words)
    assert ("/label 2 1" in told, circle.key) == (True, "4")


async def test_only_the_owner_labels(stage: Stage) -> None:
    circle = await labelling(stage)
    said = await stage.tell(circle.people[1], "/label 1 1")
    assert (said.text, votes(circle)) == (circle.says("contributing.not_yours_button"), [])


async def test_what_does_not_fit_the_step_is_said_kindly(stage: Stage) -> None:
    circle = await at(stage, "2")
    said = [
        (await stage.say(circle.people[1], circle.group, words)).text for words in ("/stem 1", "/cijfer 3", "/klaar")
    ]
    assert said == [circle.says(f"contributing.{key}") for key in ("not_now", "not_now", "nothing_yet")]


@pytest.mark.parametrize(
    "data", ["vote 1 5 1", "mark 1 1 1 1", "rate 99 1 5", "vote x y z", "place 77", "agree", "vote"]
)
async def test_forged_buttons_do_nothing(stage: Stage, data: str) -> None:
    circle = await started(stage)
    before = circle.state
    card = circle.card
    forged = card.keyboard
    assert forged
    forged[0][0]["callback_data"] = data
    await stage.press(circle.people[1], card, data)
    assert (circle.state, votes(circle)) == (before, [])


async def test_buttons_of_another_group_do_nothing(stage: Stage) -> None:
    circle = await started(stage)
    (zoe,) = stage.people("Zoë")
    other = await stage.team("Elders", zoe)
    card = stage.last(other)
    assert card.keyboard
    card.keyboard[0][0]["callback_data"] = f"agree {circle.walk.id} 0"
    said = await stage.press(zoe, card, f"agree {circle.walk.id} 0")
    assert (zoe.id in circle.state.people, said is None) == (False, False)


async def test_a_passed_step_can_still_be_written_to(stage: Stage) -> None:
    circle = await at(stage, "2")
    await circle.press(circle.people[1], "Ik pas")
    await circle.write(circle.people[1], "Toch nog een vraag?")
    assert ([text for _, text in stage.words()], circle.state.given) == (
        [CASE, "Toch nog een vraag?"],
        frozenset({circle.people[1].id}),
    )
