"""Three messages a week that nobody asked for, at most: what is more waits for a working day, and says since when."""

from stage import Stage, local
from weekly import weekly

from bot.sandbox import Person
from bot.storage import commitments


def asked(stage: Stage, person: Person) -> list[str]:
    return [one.text for one in stage.private(person) if "nam je je voor" in one.text]


async def test_of_five_intentions_for_one_day_three_are_asked_about_and_two_wait_a_week(stage: Stage) -> None:
    _, anna = await weekly(stage)
    anna.start(stage.bot)
    await stage.settle()
    await stage.move_to("2027-01-06 13:00")
    (who,) = stage.database.execute("SELECT id FROM people").fetchone()
    for number in range(1, 6):
        commitments.add(stage.database, 1, number, who, f"Voornemen {number}", local("2027-01-12 09:00"))
    await stage.move_to("2027-01-12 12:00")
    assert len(asked(stage, anna)) == 3
    await stage.move_to("2027-01-18 17:00")
    assert len(asked(stage, anna)) == 3
    await stage.move_to("2027-01-20 12:00")
    told = asked(stage, anna)
    waited = ["Dit bewaarde ik sinds dinsdag 12 januari: je had die week al drie berichten" in text for text in told]
    assert waited == [False] * 3 + [True] * 2
