"""Before the first step: who is in, which case, who leads, and whether its owner dares."""

import pytest
from app.consulting import IN, LEAD, NEXT, Circle, a_team, have_consulted, labels, start, started
from stage import Stage

from bot.core.model import Role
from bot.storage import members

pytestmark = pytest.mark.usefixtures("calm")
NOT_ME = "Deze keer niet"
CASES = {
    "Anna": "Het lokaal blijft een rommel.",
    "Bram": "Ik krijg de klas niet stil.",
    "Chris": "Niemand maakt huiswerk.",
}


async def test_who_is_in_accepts_the_rules(stage: Stage) -> None:
    circle = await started(stage)
    answer = await circle.press(circle.people[1], IN)
    rows = [(row["person_id"], row["version"]) for row in stage.database["agreements"].rows]
    assert (answer, rows) == (circle.says("contributing.you_are_in"), [(circle.people[1].id, 1)])


@pytest.mark.parametrize("said", ["ja prima", "Ja leuk, ik doe mee!", "I’m in", "ja graag", "ik wel", "me too!"])
async def test_a_yes_below_the_invitation_is_one_and_gets_a_mark_alone(stage: Stage, said: str) -> None:
    circle = await started(stage)
    before = len(stage.from_bot(circle.group))
    await circle.reply(circle.people[1], said)
    assert circle.people[1].id in circle.state.given
    assert (len(stage.from_bot(circle.group)), stage.log()) == (before, [])
    assert circle.group.messages[-1].reactions


@pytest.mark.parametrize(
    "said",
    [
        "prima?",
        "ja, maar wie doet er nog meer mee?",
        "nee",
        "ik doe niet mee",
        "fijn",
        "goed zo",
        "leuk idee",
        "ik niet",
    ],
)
async def test_what_is_no_yes_below_the_invitation_lets_nobody_in(stage: Stage, said: str) -> None:
    circle = await started(stage)
    await circle.reply(circle.people[1], said)
    assert (circle.state.given, stage.log()) == (frozenset(), [])
    assert "Hier kies je met een knop" in circle.told(circle.people[1])[-1]


@pytest.mark.parametrize("said", ["toch niet, te druk", "ik kan toch niet meedoen", "deze keer niet", "laat maar"])
async def test_not_after_all_below_the_invitation_is_taken_from_whoever_said_yes(stage: Stage, said: str) -> None:
    circle = await started(stage)
    await circle.reply(circle.people[1], "ja graag")
    await circle.reply(circle.people[1], said)
    assert circle.people[1].id not in circle.state.given
    assert circle.told(circle.people[1])[-1] == "Prima, je doet deze keer niet mee."


async def test_a_yes_below_anything_else_that_was_said_meanwhile_lets_nobody_in(stage: Stage) -> None:
    circle = await started(stage)
    await circle.reply(circle.people[1], "Ik wil er eigenlijk een eind aan maken.")
    alarmed = next(one for one in stage.from_bot(circle.group) if "113" in one.text)
    await stage.reply(circle.people[2], alarmed, "ja goed")
    assert (circle.state.given, list(stage.database["agreements"].rows)) == (frozenset(), [])


async def test_whoever_leads_and_says_yes_in_words_hears_in_private_that_it_is_without_them(stage: Stage) -> None:
    circle = await started(stage)
    members.give_role(stage.database, 1, circle.people[1].id, Role.LEADER, stage.time.now())
    before = len(stage.from_bot(circle.group))
    await circle.reply(circle.people[1], "ja, ik doe mee")
    assert (len(stage.from_bot(circle.group)), circle.state.given) == (before, frozenset())
    assert "zonder leidinggevende" in circle.told(circle.people[1])[-1]


async def test_a_yes_in_words_lets_in_whom_the_team_did_not_know(stage: Stage) -> None:
    circle = await started(stage)
    (els,) = stage.people("Els")
    circle.owner.invite(circle.group, els)
    await circle.reply(els, "ja, ik doe mee")
    assert els.id in circle.state.given


async def test_it_begins_with_those_who_are_in(stage: Stage) -> None:
    circle = await started(stage, "Anna", "Bram", "Chris", "Dewi", "Els")
    await circle.all_press(IN, *circle.people[:4])
    await circle.press(circle.people[4], NOT_ME)
    assert (circle.key, circle.state.people) == ("roles", frozenset(person.id for person in circle.people[:4]))


async def test_how_many_are_in_is_told_of_those_who_said_so(stage: Stage) -> None:
    circle = await started(stage, "Anna", "Bram", "Chris", "Dewi", "Els", method="troika", is_mine=False)
    await circle.all_press(IN, *circle.people[:3])
    card = circle.card
    await circle.press(circle.people[3], NOT_ME)
    await circle.press(circle.people[4], NOT_ME)
    assert "Drie doen mee. Toch nog aanschuiven?" in card.text


async def test_somebody_the_team_did_not_know_comes_in_as_a_member(stage: Stage) -> None:
    circle = await started(stage)
    (els,) = stage.people("Els")
    circle.owner.invite(circle.group, els)
    await circle.press(els, IN)
    roles = [row["role"] for row in stage.database.query("SELECT role FROM members WHERE person_id = ?", [els.id])]
    assert (roles, els.id in circle.state.people) == (["member"], True)


async def test_the_first_who_is_in_does_not_end_it(stage: Stage) -> None:
    people = stage.people("Anna", "Bram", "Chris", "Dewi")
    group = await stage.team("Onderbouw", *people)
    card = await stage.say(people[0], group, "/begin incident calm")
    for person in people:
        assert await stage.press(person, card, IN)
    assert Circle(stage, group, people).key == "collect"


async def test_too_few_do_not_begin(stage: Stage) -> None:
    circle = await started(stage, "Anna", "Bram", "Chris")
    await circle.all_press(IN)
    await stage.move_to("2026-11-24 16:01")
    said = circle.says("framing.too_few", method="Incidentmethode", needed=4)
    assert (circle.key, stage.last(circle.group).text) == ("cancelled", said)


async def test_somebody_may_stop_it_before_it_begins(stage: Stage) -> None:
    circle = await started(stage)
    asked = await stage.say(circle.owner, circle.group, "/afronden")
    await stage.press(circle.owner, asked, "Stoppen en wissen")
    said = circle.says("framing.stopped", method="Incidentmethode", had_words=False)
    assert (circle.key, stage.last(circle.group).text) == ("cancelled", said)


async def collecting(stage: Stage, method: str = "incident") -> Circle:
    """Return a team that is asked for cases."""
    circle = await started(stage, method=method, is_mine=False)
    await circle.all_press(IN)
    return circle


async def test_cases_are_collected_in_private_and_shown_together(stage: Stage) -> None:
    circle = await collecting(stage)
    await circle.write(circle.people[0], CASES["Anna"])
    before = " ".join(circle.texts())
    await circle.write(circle.people[1], CASES["Bram"])
    await circle.all_press("Ik pas", *circle.people[2:])
    card = circle.card.text
    assert (CASES["Anna"] in before, circle.key) == (False, "choose")
    assert [f"{name}: {CASES[name]}" in card for name in ("Anna", "Bram")] == [True, True]
    # Nobody had a turn before: said of each, it would tell nothing.
    assert "nog niet aan de beurt geweest" not in card


async def test_a_case_written_anew_takes_the_place_of_the_old(stage: Stage) -> None:
    circle = await collecting(stage)
    await circle.write(circle.people[0], "Iets anders.")
    await circle.write(circle.people[0], CASES["Anna"])
    await circle.write(circle.people[1], CASES["Bram"])
    await circle.all_press("Ik pas", *circle.people[2:])
    assert ("Iets anders." in circle.card.text, CASES["Anna"] in circle.card.text) == (False, True)


async def test_a_case_may_be_brought_in_the_group_too(stage: Stage) -> None:
    circle = await collecting(stage)
    await circle.reply(circle.people[0], CASES["Anna"])
    await circle.all_press("Ik pas", *circle.people[1:])
    assert (circle.key, circle.state.owners) == ("roles", (circle.owner.id,))


async def test_names_in_a_case_are_noticed_before_anybody_reads_it(stage: Stage) -> None:
    circle = await collecting(stage)
    asked = await circle.write(circle.people[0], "In klas 2B gooit Kevin met stoelen.")
    assert ("Kevin" in asked.text, "Laat zo staan" in labels(asked), circle.state.given) == (True, True, frozenset())


async def test_a_case_held_back_for_a_name_when_collecting_closed_is_told_of(stage: Stage) -> None:
    circle = await collecting(stage)
    held = "In klas 2B gooit Kevin met stoelen."
    await circle.write(circle.people[0], held)
    await circle.write(circle.people[1], CASES["Bram"])
    await circle.press(circle.people[2], "Verder")
    told = circle.private_card(circle.people[0])
    title = circle.state.plan[1].step.title
    assert title
    said = circle.says("contributing.left_out", team="Onderbouw", title=title.nl, text=held, can_still=False)
    assert (told.text, labels(told)) == (said, [])


async def test_in_private_one_signs_up_with_the_same_buttons(stage: Stage) -> None:
    circle = await started(stage)
    shown = await circle.open(circle.people[1])
    await stage.press(circle.people[1], shown, IN)
    assert (labels(shown), circle.people[1].id in circle.state.given) == ([IN, "Deze keer niet"], True)


async def test_none_brings_a_case(stage: Stage) -> None:
    circle = await collecting(stage)
    await circle.all_press("Ik pas")
    assert (circle.key, stage.last(circle.group).text) == ("cancelled", circle.says("framing.nobody_brings"))


async def test_one_case_needs_no_choice(stage: Stage) -> None:
    circle = await collecting(stage)
    await circle.write(circle.people[1], CASES["Bram"])
    await circle.all_press("Ik pas", *circle.people[:1], *circle.people[2:])
    assert (circle.key, circle.state.owners) == ("roles", (circle.people[1].id,))
    assert circle.says("framing.chosen", names=["Bram"]) in circle.texts()


async def choosing(stage: Stage, *voters: int, turn: int | None = None) -> Circle:
    """Let Anna and Bram bring a case, and four people vote: 1 is Anna's, 2 is Bram's, 0 passes."""
    circle = await a_team(stage)
    if turn is not None:
        have_consulted(circle, 1, owner=circle.people[turn])
    await start(circle, is_mine=False)
    await circle.all_press(IN)
    for person in circle.people[:2]:
        await circle.write(person, CASES[person.name])
    await circle.all_press("Ik pas", *circle.people[2:])
    card = circle.card
    for person, vote in zip(circle.people, voters, strict=True):
        person.press(card, str(vote) if vote else "Ik pas")
    await stage.settle()
    return circle


@pytest.mark.parametrize(
    ("votes", "turn", "chosen"),
    [
        ((1, 2, 2, 2), None, 1),
        ((1, 1, 2, 2), None, 0),
        ((1, 1, 2, 2), 0, 1),
        ((0, 0, 0, 0), 0, 1),
        ((0, 0, 1, 0), 0, 0),
    ],
)
async def test_most_votes_decide_and_of_equals_who_had_fewest_turns(
    stage: Stage, votes: tuple[int, ...], turn: int | None, chosen: int
) -> None:
    circle = await choosing(stage, *votes, turn=turn)
    assert (circle.key, circle.state.owners) == ("roles", (circle.people[chosen].id,))
    assert stage.database["marks"].count == 0


async def test_who_leads_is_said_and_the_owner_does_not(stage: Stage) -> None:
    circle = await started(stage)
    await circle.all_press(IN)
    refused = await circle.press(circle.owner, LEAD)
    await circle.press(circle.people[1], LEAD)
    assert refused == circle.says("facilitating.not_the_owner")
    assert (circle.key, circle.state.facilitator) == ("1", circle.people[1].id)
    assert circle.says("facilitating.leads", name="Bram") in circle.texts()


async def test_where_nobody_leads_the_bot_does(stage: Stage) -> None:
    circle = await started(stage)
    await circle.all_press(IN)
    await stage.move_to("2026-11-24 16:01")
    assert (circle.key, circle.state.facilitator) == ("1", None)


async def test_without_a_leader_anybody_may_move_on(stage: Stage) -> None:
    circle = await started(stage)
    await circle.all_press(IN)
    await circle.press(circle.people[3], NEXT)
    assert (circle.key, circle.state.facilitator) == ("1", None)


async def test_the_owner_is_asked_in_private_whether_they_dare(stage: Stage) -> None:
    circle = await a_team(stage)
    have_consulted(circle, safety=4.5)
    await start(circle, "roddel", "live")
    await circle.all_press(IN)
    asked = circle.private_card(circle.owner)
    assert (circle.key, labels(asked)) == ("consent", ["Akkoord", "Ik pas"])


@pytest.mark.parametrize(("answer", "key"), [("Akkoord", "roles"), ("Ik pas", "cancelled"), (None, "cancelled")])
async def test_only_a_yes_begins_what_comes_close(stage: Stage, answer: str | None, key: str) -> None:
    circle = await a_team(stage)
    have_consulted(circle, safety=4.5)
    await start(circle, "roddel", "live")
    await circle.all_press(IN)
    if answer:
        pressed = circle.owner.press(circle.private_card(circle.owner), answer)
        await stage.settle()
        assert answer == "Akkoord" or pressed.answer == "Goed dat je het zegt. Het gaat niet door."
    else:
        await stage.move_to("2026-11-24 16:01")
    told = stage.last(circle.group).text == circle.says("framing.another_method", method="Roddelmethode")
    assert (circle.key, told) == (key, key == "cancelled")


@pytest.mark.parametrize("is_mine", [True, False])
async def test_whose_no_it_was_is_promised_only_where_the_group_does_not_know_whose_case_it_is(
    stage: Stage, is_mine: bool
) -> None:
    circle = await a_team(stage)
    have_consulted(circle, safety=4.5)
    await start(circle, "roddel", "live", is_mine=is_mine)
    await circle.all_press(IN)
    if not is_mine:
        for person in circle.people:
            await circle.write(person, CASES.get(person.name, "De ouders bellen steeds."))
        assert "Voor we beginnen, vraag ik eerst nog iets in privé." in circle.card.text
        for person in circle.people:
            await stage.press(person, circle.card, circle.card.buttons[0][0].text)
        assert "Kijk allemaal even in ons privégesprek" in stage.last(circle.group).text
    asked = next(card for one in circle.people if "Akkoord" in labels(card := circle.private_card(one)))
    assert ("Van mij hoort niemand wie nee zei" in asked.text, circle.key) == (not is_mine, "consent")


@pytest.mark.parametrize(
    ("method", "stays"),
    [
        ("incident", "Je voornemen en wat je meeneemt, blijven van jou, in /mijn."),
        ("visie", "Jullie afspraak blijft: /voornemens. Wat jullie samen vastleggen, blijft."),
    ],
)
async def test_what_stays_of_it_is_said_before_anybody_comes_in(stage: Stage, method: str, stays: str) -> None:
    circle = await started(stage, method=method, is_mine=False)
    told = (
        "Wat in de groep komt, kan iedereen in de groep lezen, ook wie niet meedoet. Wat jullie mij schrijven, wis ik"
        " na afloop, uiterlijk op een dag die ik dan noem; wat je zelf in de groep typt, blijft daar tot jij het"
        f" verwijdert. {stays}"
    )
    assert told in circle.card.text


async def test_nobody_else_can_say_yes_for_the_owner(stage: Stage) -> None:
    circle = await a_team(stage)
    have_consulted(circle, safety=4.5)
    await start(circle, "roddel", "live")
    await circle.all_press(IN)
    answer = (await stage.say(circle.people[1], circle.group, "/akkoord")).text
    assert (circle.key, answer) == ("consent", circle.says("contributing.not_yours_button"))


async def test_where_all_take_turns_each_has_all_the_steps(stage: Stage) -> None:
    circle = await started(stage, "Anna", "Bram", "Chris", method="troika", is_mine=False)
    await circle.all_press(IN)
    await circle.write_all("Ik loop vast,", *circle.people)
    plan = [(planned.key, planned.turn) for planned in circle.state.plan if planned.key.isdigit()]
    assert (set(circle.state.owners), plan) == (
        {person.id for person in circle.people},
        [(str(number), turn) for turn in range(3) for number in range(1, 6)],
    )


async def test_where_several_share_all_who_bring_something_do(stage: Stage) -> None:
    circle = await collecting(stage, "terugkoppeling")
    await circle.write_all("Ik probeerde iets uit,", *circle.people[:2])
    await circle.all_press("Ik pas", *circle.people[2:])
    assert set(circle.state.owners) == {person.id for person in circle.people[:2]}


async def test_who_has_not_agreed_is_not_in_even_with_a_case(stage: Stage) -> None:
    circle = await started(stage, "Anna", "Bram", "Chris", "Dewi", "Els")
    await circle.all_press(IN, *circle.people[1:])
    await circle.press(circle.owner, NOT_ME)
    assert (circle.key, stage.last(circle.group).text) == ("cancelled", circle.says("framing.nobody_brings"))


async def not_chosen(stage: Stage) -> Circle:
    """Return a team that chose Bram's case, and in which Anna keeps hers for the next time."""
    circle = await collecting(stage)
    for person in circle.people[:2]:
        await circle.write(person, CASES[person.name])
    await circle.all_press("Ik pas", *circle.people[2:])
    card = circle.card
    for person in circle.people:
        person.press(card, "2")
    await stage.settle()
    await stage.press(circle.people[0], circle.private_card(circle.people[0]), "Ja, bewaar hem")
    return circle


async def test_whose_case_is_not_chosen_may_keep_it_and_only_they_are_asked(stage: Stage) -> None:
    circle = await not_chosen(stage)
    offered = [circle.says("waiting.offer", team="Onderbouw") in circle.told(person) for person in circle.people[1:]]
    kept = [
        (entry.author.name, entry.audience, entry.text)
        for entry in stage.log()
        if entry.author and entry.kind == "kept"
    ]
    assert (circle.private_card(circle.people[0]).text, any(offered)) == (circle.says("waiting.kept"), False)
    assert kept == [("Anna", "author", CASES["Anna"])]


async def next_session(circle: Circle) -> None:
    """Let a team finish its session, have its words erased, and collect cases again."""
    await circle.finish()
    await circle.stage.move_to("2027-02-08 09:00")
    await start(circle, is_mine=False)
    await circle.all_press(IN)


async def test_a_kept_case_outlives_the_clean_up_and_is_brought_again(stage: Stage) -> None:
    circle = await not_chosen(stage)
    await next_session(circle)
    asked = circle.private_card(circle.people[0])
    await stage.press(circle.people[0], asked, "Breng hem in")
    await circle.all_press("Ik pas", *circle.people[1:])
    assert CASES["Anna"] in asked.text or asked.text == circle.says("waiting.brought")
    assert circle.state.owners == (circle.people[0].id,)
    assert [entry.kind for entry in stage.log() if entry.text == CASES["Anna"]] == ["candidate"]


async def test_a_kept_case_that_is_not_brought_again_is_erased(stage: Stage) -> None:
    circle = await not_chosen(stage)
    await next_session(circle)
    asked = circle.private_card(circle.people[0])
    await circle.write(circle.people[2], CASES["Chris"])
    await circle.all_press("Ik pas", circle.people[0], circle.people[1], circle.people[3])
    late = await stage.press(circle.people[0], asked, "Breng hem in")
    assert (late, [entry for entry in stage.log() if entry.text == CASES["Anna"]]) == (
        circle.says("contributing.step_closed"),
        [],
    )


async def test_a_case_can_be_kept_until_its_words_are_erased_and_exported_all_the_while(stage: Stage) -> None:
    circle = await collecting(stage)
    for person in circle.people[:2]:
        await circle.write(person, CASES[person.name])
    await circle.all_press("Ik pas", *circle.people[2:])
    for person, card in [(person, circle.card) for person in circle.people]:
        person.press(card, "2")
    await stage.settle()
    offered = circle.private_card(circle.people[0])
    await circle.finish()
    await stage.press(circle.people[0], offered, "Ja, bewaar hem")
    files = len(stage.private(circle.people[0]))
    await stage.tell(circle.people[0], "/export")
    assert [entry.kind for entry in stage.log() if entry.text == CASES["Anna"]] == ["kept"]
    assert len(stage.private(circle.people[0])) > files


async def test_a_kept_case_stays_when_the_chosen_one_is_broken_off(stage: Stage) -> None:
    circle = await not_chosen(stage)
    asked = await stage.tell(circle.people[1], "/afhaken")
    await stage.press(circle.people[1], asked, "Ja, stop de ronde")
    assert (circle.key, [entry.kind for entry in stage.log()]) == ("cancelled", ["kept"])


async def test_a_kept_case_goes_with_whoever_leaves_the_team(stage: Stage) -> None:
    circle = await not_chosen(stage)
    await stage.say(circle.people[0], circle.group, "/stoppen")
    assert [entry for entry in stage.log() if entry.kind == "kept"] == []


async def test_a_kept_case_of_whoever_said_nothing_waits_on(stage: Stage) -> None:
    circle = await not_chosen(stage)
    await next_session(circle)
    await circle.write(circle.people[2], CASES["Chris"])
    await circle.press(circle.people[2], "Verder")
    assert [entry.text for entry in stage.log() if entry.kind == "kept"] == [CASES["Anna"]]


async def test_a_kept_case_is_looked_at_for_names_again(stage: Stage) -> None:
    circle = await not_chosen(stage)
    await next_session(circle)
    kept = next(entry.id for entry in stage.log() if entry.kind == "kept")
    stage.database.table("entries").update(kept, {"text": "Joost uit 2B gooit met stoelen."})
    asked = circle.private_card(circle.people[0])
    await stage.press(circle.people[0], asked, "Breng hem in")
    waiting = ("Joost" in asked.text, labels(asked), circle.people[0].id in circle.state.given)
    await stage.press(circle.people[0], asked, "Laat zo staan")
    await circle.all_press("Ik pas", *circle.people[1:])
    assert (waiting, circle.state.owners) == ((True, ["Laat zo staan"], False), (circle.people[0].id,))


async def test_a_kept_case_is_nobody_elses_to_keep_or_bring(stage: Stage) -> None:
    circle = await not_chosen(stage)
    kept = next(entry.id for entry in stage.log() if entry.kind == "kept")
    await next_session(circle)
    for words in (f"/keepcase {kept}", f"/bringagain {kept}", "/bringagain", "/keepcase x"):
        await stage.tell(circle.people[1], words)
    assert [
        (entry.kind, entry.author and entry.author.name) for entry in stage.log() if entry.kind in ("kept", "candidate")
    ] == [("kept", "Anna")]


async def test_in_a_room_whoever_is_new_has_the_minutes_that_were_promised(stage: Stage) -> None:
    people = stage.people("Anna", "Bram", "Chris", "Dewi", "Els", "Fem", "Gijs", "Hanna", "Iris")
    group = await stage.team("Onderbouw", *people)
    card = await stage.say(people[0], group, "/begin bloemenfabriek live")
    for person in people:
        await stage.press(person, card, IN)
    circle = Circle(stage, group, people)
    assert (circle.key, len(circle.state.people)) == ("gather", 9)
    await stage.move_to("2026-11-23 09:04")
    assert circle.key == "1"


@pytest.mark.parametrize(
    ("code", "said"), [("nl", "Nodig om te beginnen: vier mensen."), ("en", "You need four people to start.")]
)
async def test_the_invitation_says_how_many_are_needed(stage: Stage, code: str, said: str) -> None:
    circle = await a_team(stage)
    await stage.say(circle.owner, circle.group, f"/taal {code}")
    await start(circle, is_mine=False)
    assert (circle.key, said in circle.card.text) == ("gather", True)


@pytest.mark.parametrize("is_in", [True, False])
async def test_whoever_starts_it_without_being_in_hears_so(stage: Stage, is_in: bool) -> None:
    circle = await started(stage, "Anna", "Bram", "Chris", "Dewi", "Eva", method="vijf-stappen", is_mine=False)
    await circle.all_press(IN, *circle.people[1:4], *(circle.people[:1] if is_in else ()))
    heard = await circle.press(circle.people[0], "Verder")
    assert ("We beginnen zonder jou" in str(heard), circle.key) == (not is_in, "collect")


@pytest.mark.parametrize(
    ("pace", "until"), [("calm", "dinsdag 24 november om 16.00"), ("sprint", "maandag 23 november om 16.00")]
)
async def test_in_a_calm_round_there_is_until_the_next_day_to_bring_something_however_soon_all_are_in(
    stage: Stage, pace: str, until: str
) -> None:
    await stage.move_to("2026-11-23 12:31")
    circle = await started(stage, method="vijf-stappen", pace=pace, is_mine=False)
    await circle.all_press(IN)
    assert (circle.key, f"Tot {until} uur." in circle.card.text) == ("collect", True)
