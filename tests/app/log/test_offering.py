"""Offering: a slower rhythm is put to the coordinators once, by what the team could read and nothing else."""

from stage import Stage

from bot.sandbox import Chat, Person

TUESDAYS = ("2026-11-24", "2026-12-01", "2026-12-08")
FRIDAY, FRIDAYS_AFTER = "2026-12-11 15:35", "2027-01-22 16:00"
OFFER = "past een vraag om de week misschien beter?"


async def quiet_weeks(stage: Stage, answering: int = 1, for_themselves: int = 0) -> tuple[Chat, Person, list[Person]]:
    """Play three questions that so many of six answer, and so many others for themselves; return the six and who set
    the team up."""
    people = stage.people("Karin", "Anna", "Bram", "Chris", "Dewi", "Els", "Fenna")
    karin, *others = people
    group = await stage.team("Onderbouw", *people)
    await stage.press(karin, stage.last(group), "Ja, elke dinsdag")
    for person in others:
        person.write(group, "/meedoen")
        person.start(stage.bot)
    karin.start(stage.bot)
    await stage.settle()
    for day in TUESDAYS:
        await stage.move_to(f"{day} 12:31")
        prompt = stage.prompt(group)
        for person in others[:answering]:
            person.reply(prompt, f"Ik wachtte op {day}.")
        for person in others[answering : answering + for_themselves]:
            await stage.follow(person, prompt, "Antwoord in privé")
            await stage.tell(person, "Voor mezelf.")
        await stage.settle()
    await stage.move_to(FRIDAY)
    return group, karin, others


def offers(stage: Stage, person: Person) -> int:
    return sum(OFFER in message.text for message in stage.private(person))


async def test_after_three_quiet_questions_the_coordinator_is_asked_once_and_nobody_else(stage: Stage) -> None:
    group, karin, others = await quiet_weeks(stage)
    await stage.move_to("2026-12-14 09:00")
    before = len(stage.from_bot(group))
    card = next(message for message in stage.private(karin) if OFFER in message.text)
    await stage.move_to("2026-12-18 16:00")
    asked = [offers(stage, person) for person in (karin, *others)]
    assert (asked, OFFER in "".join(one.text for one in stage.from_bot(group))) == ([1, *[0] * 6], False)
    assert not any(name in card.text for name in ("Anna", "Bram", "één", "1", "zes"))
    await stage.press(karin, card, "Ja")
    assert card.text == "Gedaan in Onderbouw: voortaan om de week een vraag."
    assert "voortaan om de week een vraag" in stage.from_bot(group)[-1].text
    assert len(stage.from_bot(group)) > before


async def test_left_as_it_is_it_is_not_asked_again_within_six_weeks(stage: Stage) -> None:
    _, karin, _ = await quiet_weeks(stage)
    card = next(message for message in stage.private(karin) if OFFER in message.text)
    await stage.press(karin, card, "Nee")
    await stage.move_to("2027-01-22 15:00")
    within = offers(stage, karin)
    await stage.move_to("2027-01-29 16:00")
    assert (card.text, within, offers(stage, karin)) == ("Goed, in Onderbouw blijft het zoals het is.", 0, 1)


async def test_what_people_keep_for_themselves_moves_nothing(stage: Stage) -> None:
    _, karin, _ = await quiet_weeks(stage, for_themselves=3)
    assert offers(stage, karin) == 1


async def test_where_enough_answered_nobody_is_asked(stage: Stage) -> None:
    _, karin, _ = await quiet_weeks(stage, answering=3)
    assert offers(stage, karin) == 0
