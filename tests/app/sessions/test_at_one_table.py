"""At one table: time to read out what one wrote, whoever leads sitting a step out, and methods that somebody leads."""

from datetime import timedelta

from app.consulting import IN, LEAD, Circle, a_team, at, have_consulted, start, started
from stage import Stage

from bot.core.session import taking_part

SIX = ("Anna", "Bram", "Chris", "Dewi", "Eva", "Fem")


async def test_the_next_step_has_time_for_reading_out_what_each_wrote(stage: Stage) -> None:
    circle = await at(stage, "3", "Anna", "Bram", "Chris", "Dewi", method="vijf-stappen", pace="live")
    await circle.write_all("Het draait om wachten, zegt", *circle.people[1:])
    assert circle.key == "4"
    assert "Lees om de beurt voor wat je schreef." in circle.texts()[-2]
    # Half a minute for each of three.
    minutes = circle.state.now_on.step.minutes or 0
    assert circle.state.due_at - circle.state.opened_at == timedelta(minutes=minutes, seconds=90)


async def test_what_was_said_aloud_before_it_was_written_is_not_read_out(stage: Stage) -> None:
    circle = await at(stage, "8", "Anna", "Bram", "Chris", "Dewi", method="vijf-stappen", pace="live")
    await circle.write_all("Eén vraag tegelijk, zegt", *circle.people)
    assert circle.key == "check_out"
    assert not [text for text in circle.texts() if "Lees om de beurt voor" in text]


async def socratic(stage: Stage) -> Circle:
    """Return a Socratic dialogue that the second of six leads, at the step in which the others answer first."""
    circle = await started(stage, *SIX, method="socratisch-gesprek")
    await circle.all_press(IN)
    await circle.press(circle.people[1], LEAD)
    await circle.write(circle.owner, "Wanneer is een uitzondering eerlijk?")
    assert circle.key == "2"
    return circle


async def test_whoever_leads_sits_out_a_step_that_is_not_theirs(stage: Stage, calm: None) -> None:
    circle = await socratic(stage)
    assert circle.people[1].id not in taking_part.addressed(circle.state)
    await circle.write_all("Eerlijk is", circle.owner, *circle.people[2:])
    assert circle.key == "3"


async def test_where_nobody_leads_all_answer(stage: Stage, calm: None) -> None:
    circle = await at(stage, "2", *SIX, method="socratisch-gesprek")
    assert taking_part.addressed(circle.state) == {person.id for person in circle.people}


async def test_what_is_acted_out_is_not_done_without_somebody_who_directs(stage: Stage) -> None:
    circle = await a_team(stage, *SIX)
    have_consulted(circle)
    await start(circle, "clinic", pace="live")
    await circle.all_press(IN)
    assert circle.key == "roles"
    assert "Wil niemand, dan doen we deze werkvorm niet." in circle.card.text
    await circle.all_press("Deze keer niet", *circle.people)
    assert circle.key == "cancelled"


async def test_a_choice_is_told_by_its_own_number(stage: Stage, calm: None) -> None:
    circle = await at(stage, "4", *SIX, method="kollegiale-beratung")
    await circle.press(circle.owner, "3")
    assert [text for text in circle.texts() if "3 " in text and "(gekozen)" in text]


async def test_two_earlier_steps_stand_above_one_in_their_order(stage: Stage, calm: None) -> None:
    circle = await a_team(stage, *SIX)
    have_consulted(circle)
    await start(circle, "tuning")
    await circle.go_to("4")
    await circle.write_all("Ze tellen zelf, zegt", *circle.people[1:])
    await circle.write_all("Wie schrijft de conclusie, vraagt", *circle.people[1:])
    while circle.key in ("4", "5", "6"):
        await stage.say(circle.owner, circle.group, "/verder")
    card = (await circle.open(circle.owner)).text
    assert card.index("Ze tellen zelf, zegt Bram") < card.index("Wie schrijft de conclusie, vraagt Bram")


async def test_who_says_no_to_a_method_that_comes_close_is_nobodys_business(stage: Stage, calm: None) -> None:
    circle = await a_team(stage, *SIX)
    have_consulted(circle, safety=4.5)
    await start(circle, "balint", is_mine=False)
    await circle.all_press(IN)
    await circle.write(circle.people[2], "Een ouder laat me niet los.")
    for person in circle.people:
        if person is not circle.people[2]:
            await circle.press(person, "Ik pas")
    assert circle.key == "consent"
    assert not [text for text in circle.texts() if "Chris" in text]
    await stage.press(circle.people[2], circle.private_card(circle.people[2]), "Ik pas")
    assert circle.key == "cancelled"
    assert not [text for text in circle.texts() if "Chris" in text]


async def test_many_long_notes_fit_beside_the_step_that_follows(stage: Stage, calm: None) -> None:
    circle = await at(stage, "4", *SIX)
    assert circle.state.now_on.step.way.owner_listens
    for number in range(20):
        await circle.write(circle.owner, f"Noot {number}: " + "dit wil ik onthouden. " * 60)
    while circle.state.now_on.step.who != "owner":
        await stage.say(circle.owner, circle.group, "/verder")
    card = await circle.open(circle.owner)
    # The latest of them, each as far as there is room.
    assert ("Noot 19" in card.text, "Noot 2:" in card.text) == (True, False)


async def test_in_their_own_turn_another_may_go_on_and_they_still_lead_after_it(stage: Stage, calm: None) -> None:
    circle = await started(stage, "Anna", "Bram", "Chris", method="troika", is_mine=False)
    await circle.all_press(IN)
    for person in circle.people:
        await circle.write(person, f"Hoe houd ik dit vol, vraagt {person.name}?")
    first = next(one for one in circle.people if one.id == circle.state.owners[0])
    other = next(one for one in circle.people if one is not first)
    assert circle.key == "roles"
    await circle.press(first, LEAD)
    assert [text for text in circle.texts() if f"{first.name} is nu zelf aan de beurt." in text]
    step = circle.state.position
    await circle.reply(first, "Mijn vraag is hoe ik dit volhoud.")
    await stage.say(other, circle.group, "/verder")
    assert circle.state.position > step
    assert circle.state.facilitator == first.id
    while taking_part.owners_now(circle.state) == {first.id}:
        await stage.say(other, circle.group, "/verder")
    await stage.say(first, circle.group, "/verder")
    step = circle.state.position
    await stage.say(other, circle.group, "/verder")
    assert circle.state.position == step


async def test_a_list_to_go_through_is_fetched_by_a_button_that_says_so(stage: Stage) -> None:
    circle = await at(stage, "3", "Anna", "Bram", "Chris", "Dewi", method="vijf-stappen", pace="live")
    await circle.write_all("Het draait om wachten, zegt", *circle.people[1:])
    labels = [button.text for row in circle.card.buttons for button in row]
    told = "Druk op de knop: dan zet ik de lijst in ons privégesprek." in circle.card.text
    assert (told, "Naar de lijst" in labels, "Schrijf in privé" in labels) == (True, True, False)


async def clinic_at(stage: Stage, key: str) -> Circle:
    """Return people around one table in a case clinic, at one of its steps."""
    circle = await a_team(stage, *SIX)
    have_consulted(circle)
    await start(circle, "case-clinic", pace="live")
    await circle.go_to(key)
    return circle


async def test_what_all_do_first_is_told_to_the_group_and_not_to_whoever_writes_after_it(stage: Stage) -> None:
    circle = await clinic_at(stage, "3")
    helper = circle.people[1]
    await stage.follow(helper, circle.card, "Schrijf in privé")
    own = stage.private(helper)[-1].text
    silent = "wees samen een minuut stil"
    assert (silent in circle.card.text, silent in own, "Welk beeld" in own) == (True, False, True)


async def test_who_mirrors_is_not_asked_to_talk_it_over(stage: Stage) -> None:
    circle = await clinic_at(stage, "4")
    assert ("Zeg het hardop." in circle.card.text, "met elkaar" in circle.card.text) == (True, False)


async def test_whoever_leads_speaks_last_where_people_speak_one_by_one(stage: Stage) -> None:
    circle = await clinic_at(stage, "3")
    leads = circle.people[1]
    await stage.say(leads, circle.group, "/leiden")
    await stage.say(leads, circle.group, "/verder")
    (line,) = [one for one in circle.card.text.split("\n") if one.startswith("Om de beurt:")]
    assert line.rstrip(".").endswith(f" en {leads.name}")
    assert circle.owner.name not in line
