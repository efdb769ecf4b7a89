"""What somebody says in plain words in private: a leader asks how the team is doing, a link is pasted."""

from app.leading import week
from stage import Stage

from bot.sandbox import Person

ASKED = ["hoe gaat het met het team?", "Weekbericht", "How is the team doing?", "digest", "Hoe gaat het met Onderbouw?"]

OTHERWISE = [
    "Hoe gaat het met jou?",
    "Ik schreef over het weekbericht.",
    "hoe gaat het met het team van Els?",
    "Hoe gaat het met Bovenbouw?",
    "digest digest",
]


async def leader(stage: Stage) -> tuple[Person, list[Person]]:
    """Return a leader who has had a digest, and everybody of the team."""
    _, _, people = await week(stage)
    await stage.move_to("2026-11-27 15:31")
    return people[4], people


async def test_a_leader_who_asks_in_plain_words_gets_the_digest_again(stage: Stage) -> None:
    ilse, _ = await leader(stage)
    digest = stage.private(ilse)[-1].text
    told = {asked: (await stage.tell(ilse, asked)).text for asked in ASKED}
    assert (told, digest[:18]) == (dict.fromkeys(ASKED, digest), "Onderbouw, week 48")


async def test_what_is_no_such_question_goes_on_as_ever(stage: Stage) -> None:
    ilse, _ = await leader(stage)
    told = [(await stage.tell(ilse, said)).text for said in OTHERWISE]
    assert [text for text in told if "Losse berichten bewaar ik hier niet" not in text] == []


async def test_who_leads_nothing_gets_no_digest_by_asking(stage: Stage) -> None:
    _, people = await leader(stage)
    assert "week 48" not in (await stage.tell(people[1], "hoe gaat het met het team?")).text


async def test_words_that_answer_a_question_are_the_answer_whoever_gives_it(stage: Stage) -> None:
    group, _, people = await week(stage)
    ilse = people[4]
    await stage.say(ilse, group, "/meedoen")
    await stage.follow(ilse, stage.prompt(group), "Antwoord in privé")
    await stage.tell(ilse, "Hoe gaat het met het team?")
    assert stage.words()[-1] == ("Ilse", "Hoe gaat het met het team?")


async def test_an_invitation_that_is_pasted_is_opened(stage: Stage) -> None:
    karin, ilse = stage.people("Karin", "Ilse")
    group = await stage.team("Onderbouw", karin)
    karin.start(stage.bot)
    ilse.start(stage.bot)
    await stage.say(karin, group, "/leader")
    link = stage.private(karin)[-1].text.split()[-1]
    code = link.rpartition("role-")[2]
    told = [await stage.tell(ilse, pasted) for pasted in (link, f"Doe je mee? {link} Karin", f"role-{code}", code)]
    assert [one.buttons[0][0].text for one in told] == ["Ja, dat wil ik"] * 4


async def test_a_code_of_nothing_opens_nothing(stage: Stage) -> None:
    (ilse,) = stage.people("Ilse")
    ilse.start(stage.bot)
    await stage.settle()
    pasted = ("AAAAAAAAAAAAAAAA", "role-AAAAAAAAAAAAAAAA", "https://elsewhere.example/?start=role-x")
    assert [(await stage.tell(ilse, text)).buttons for text in pasted] == [[]] * 3


async def test_every_link_of_ours_that_is_pasted_is_followed(stage: Stage) -> None:
    (ilse,) = stage.people("Ilse")
    ilse.start(stage.bot)
    await stage.settle()
    told = [(await stage.tell(ilse, f"t.me/x?start={kind}-AAAAAAAAAAAAAAAA")).text for kind in ("answer", "read")]
    assert [text for text in told if "Losse berichten bewaar ik hier niet" in text] == []


async def test_whoever_says_to_work_on_no_day_is_told_how_to_stop(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.say(anna, group, "/meedoen")
    anna.start(stage.bot)
    await stage.settle()
    said = await stage.tell(anna, "Ik werk niet op maandag, dinsdag, woensdag, donderdag en vrijdag")
    assert [button.text for row in said.buttons for button in row if not button.text.strip()] == []
    assert "/stoppen" in said.text
