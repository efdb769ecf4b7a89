"""Summaries, the log, and the way to a role: who sees what."""

import pytest
from stage import Stage


async def test_an_invitation_is_only_for_the_person_it_names(stage: Stage) -> None:
    karin, ilse, bram = stage.people("Karin", "Ilse", "Bram")
    group = await stage.team("Onderbouw", karin, ilse, bram)
    karin.reply(ilse.write(group, "Hallo"), "/leader")
    await stage.settle()
    bram.open(stage.last(group).buttons[0][0].url or "")
    await stage.settle()
    assert "niet voor jou" in stage.private(bram)[-1].text


async def test_a_link_for_a_leader_outside_the_group_works_once_and_stays_private(stage: Stage) -> None:
    karin, ilse, bram = stage.people("Karin", "Ilse", "Bram")
    group = await stage.team("Onderbouw", karin)
    karin.start(stage.bot)
    await stage.say(karin, group, "/leader")
    link = stage.private(karin)[-1].text.split()[-1]
    ilse.open(link)
    await stage.settle()
    await stage.press(ilse, stage.private(ilse)[-1], "Ja")
    bram.open(link)
    await stage.settle()
    assert "werkt niet meer" in stage.private(bram)[-1].text
    assert not any("role-" in message.text for message in group.messages)


async def test_the_log_finds_words_of_the_own_team_only(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    ours, theirs = await stage.team("Ons", anna), await stage.team("Hun", bram)
    await stage.reply(anna, await stage.say(anna, ours, "/ask"), "Wachten bij ons.")
    await stage.reply(bram, await stage.say(bram, theirs, "/ask"), "Wachten bij hen.")
    await stage.say(anna, ours, "/meedoen")
    found = await stage.say(anna, ours, "/zoek wachten")
    assert ("bij ons" in found.text, "bij hen" in found.text) == (True, False)


@pytest.mark.parametrize(
    ("period", "title"),
    [("", "De afgelopen week"), ("month", "De afgelopen maand"), ("kwartaal", "Het afgelopen blok")],
)
async def test_a_summary_covers_the_stretch_asked_for(stage: Stage, period: str, title: str) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.reply(bram, await stage.say(anna, group, "/ask"), "Ik wachtte.")
    await stage.say(anna, group, f"/overzicht {period}")
    # What stands under a picture goes on in a message below it.
    assert any(one.text.startswith(title) for one in stage.from_bot(group)[-2:])


async def test_an_empty_week_is_no_reproach(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    assert (await stage.say(anna, group, "/overzicht")).text == (
        "In de afgelopen week is er niets opgeschreven. Met /vraag stel ik er nu een."
    )
