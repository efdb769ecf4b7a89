"""Whatever began to wait for somebody after they began to write about another thing: the bot asks which is meant."""

from app.consulting import CASE, IN, Circle
from app.practices.together import newest, paired, tell_wishes
from stage import Stage

from bot.sandbox import Person
from bot.storage import pairs


async def a_pair_and_a_case(stage: Stage) -> tuple[Circle, Person, Person]:
    """Return a circle that collects cases, and two of it who are a pair, of whom the first is at its first step."""
    group, (anna, bram, chris) = await paired(stage)
    # What the pair asks has been read; the case comes an hour later.
    await stage.move_to("2026-11-30 10:00")
    circle = Circle(stage, group, [anna, bram, chris])
    await stage.say(chris, group, "/werkvorm vijf-stappen rustig")
    await circle.all_press(IN)
    assert circle.key == "collect"
    return circle, anna, bram


async def test_a_case_never_goes_to_whom_somebody_is_a_pair_with(stage: Stage) -> None:
    circle, anna, bram = await a_pair_and_a_case(stage)
    asked = await stage.tell(anna, CASE)
    assert "Waar gaat dit over?" in asked.text
    assert [label for row in asked.buttons for label in row if "Lesbezoek" in label.text]
    await stage.tell(bram, "Wie is er aan de beurt?")
    (here,) = pairs.running_in(stage.database, 1)
    assert here.state.given == frozenset()
    await stage.press(anna, asked, "Vijf-stappenmethode")
    assert anna.id in circle.state.given
    assert CASE not in "\n".join(one.text for one in stage.private(bram))


async def test_once_chosen_it_is_not_asked_again(stage: Stage) -> None:
    circle, anna, _ = await a_pair_and_a_case(stage)
    await stage.press(anna, await stage.tell(anna, "Wie begint er?"), "Lesbezoek, met Bram")
    await tell_wishes(stage, anna, first=None)
    (here,) = pairs.running_in(stage.database, 1)
    assert here.state.position == 1
    assert anna.id not in circle.state.given


async def test_each_piece_says_for_whom_it_was_noted(stage: Stage) -> None:
    _, (anna, _, _) = await paired(stage)
    await stage.tell(anna, "Wie er begint.")
    assert newest(stage, anna).text.startswith("Genoteerd, voor Bram.")
