"""Who left: the group hears that fewer are left than it takes, and that anybody may write what the starter would."""

from app.consulting import Circle, labels
from app.sessions.test_who_leads_a_step import a_decision
from stage import Stage

STARTER = "Wat wie begon voor jullie zou opschrijven, mag nu ieder van jullie doen;"


async def leave(circle: Circle, *numbers: int) -> None:
    for number in numbers:
        await circle.stage.say(circle.people[number], circle.group, "/afhaken")


async def test_below_the_least_number_the_group_hears_so_once_and_may_wrap_up(stage: Stage) -> None:
    circle = await a_decision(stage)
    await circle.reply(circle.owner, "Voortaan begint het overleg om kwart voor vier.")
    await leave(circle, 3)
    assert not [text for text in circle.texts() if "voor minstens" in text]
    await leave(circle, 4, 2)
    (told,) = [one for one in stage.from_bot(circle.group) if "voor minstens" in one.text]
    assert told.text.startswith("Er doen nog drie mee; “Besluit met bezwaren” is voor minstens vier.")
    assert [name for name in ("Chris", "Dewi", "Eva") if name in told.text] == []
    await stage.say(circle.owner, circle.group, "/verder")
    assert circle.key == "3"
    await stage.press(circle.owner, told, labels(told)[0])
    assert "Hoe wil je afronden?" in stage.last(circle.group).text


async def test_where_the_starter_leaves_anybody_may_write_and_is_told_so(stage: Stage) -> None:
    circle = await a_decision(stage)
    await leave(circle, 0)
    assert ([text for text in circle.texts() if STARTER in text] != [], "Anna" in circle.card.text) == (True, False)
    await circle.reply(circle.people[1], "Voortaan begint het overleg om kwart voor vier.")
    assert circle.key == "2"


async def test_where_another_leaves_nothing_is_said_of_the_starter(stage: Stage) -> None:
    circle = await a_decision(stage)
    await leave(circle, 1)
    assert [text for text in circle.texts() if STARTER in text] == []


async def test_where_too_few_are_left_too_it_is_said_in_one_message(stage: Stage) -> None:
    circle = await a_decision(stage)
    await leave(circle, 3, 0)
    told = [text for text in circle.texts() if "voor minstens" in text or STARTER in text]
    assert (len(told), "voor minstens" in told[0], STARTER in told[0]) == (1, True, True)
    assert not any("Wie deze ronde begon" in text for text in circle.texts())
