"""A rhythm that begins a scan: as often as fits it or as somebody says, in the plan as the rest, and never in vain."""

from datetime import datetime

import pytest
from app.consulting import labels
from stage import ZONE, Stage

from bot.core.model import Role
from bot.sandbox import Chat, Person
from bot.storage import members
from bot.storage.database import transaction

pytestmark = pytest.mark.usefixtures("calm")
PULSE = "polsslag"
HALF_YEARLY = "/ritme scan sociaal-leren elk half jaar op de eerste dinsdag van de maand 12:30"


async def team(stage: Stage, *names: str) -> tuple[Chat, list[Person]]:
    people = stage.people(*(names or ("Anna", "Bram", "Chris", "Dewi", "Eva")))
    group = await stage.team("Onderbouw", *people)
    for person in people:
        person.start(stage.bot)
        await stage.say(person, group, "/meedoen")
    return group, people


def scans(stage: Stage, group: Chat) -> list[str]:
    """Return on which days, and at what time, a scan began in the group."""
    found = [one for one in stage.from_bot(group) if "Vul in met de knop" in one.text]
    return [f"{message.date.astimezone(ZONE):%m-%d %H:%M}" for message in found]


def moments(stage: Stage) -> list[tuple[str, str | None]]:
    rows = stage.database.query(
        "SELECT moments.state, reason FROM moments JOIN schedules ON schedules.id = schedule_id WHERE kind = 'scan'"
        " ORDER BY slot"
    )
    return [(row["state"], row["reason"]) for row in rows]


def is_kept(stage: Stage) -> bool:
    return bool(list(stage.database.query("SELECT 1 FROM schedules WHERE kind = 'scan'")))


async def sleep_until(stage: Stage, text: str) -> None:
    """Let the bot be away until a local time, and look then."""
    stage.time.move_to(datetime.fromisoformat(text).replace(tzinfo=ZONE))
    stage.rehearsal.program.tick()
    await stage.settle()


async def test_without_a_rhythm_it_comes_as_often_as_fits_it_on_a_quiet_day(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    await stage.say(anna, group, "/ritme week di 12:30")
    card = await stage.say(anna, group, f"/ritme scan {PULSE}")
    told = "Scan: “Even de pols voelen”, om de week op vrijdag, 12.30 uur, op vrije dagen erna."
    assert f"{told} De volgende: vrijdag 27 november." in card.text
    await stage.move_to("2026-12-12 12:00")
    assert (scans(stage, group), moments(stage)) == (["11-27 12:30", "12-11 12:30"], [("started", None)] * 2)


async def test_it_opens_as_any_other_and_is_one_message_in_the_group(stage: Stage) -> None:
    group, people = await team(stage)
    await stage.say(people[0], group, HALF_YEARLY)
    before, private = len(stage.from_bot(group)), [len(stage.private(one)) for one in people]
    await stage.move_to("2026-12-01 12:31")
    asked = stage.last(group)
    assert (len(stage.from_bot(group)), labels(asked)) == (before + 1, ["Invullen"])
    assert [len(stage.private(one)) for one in people] == private
    for person in people[:3]:
        card = await stage.follow(person, asked, "Invullen")
        for _ in range(11):
            await stage.press(person, card, "5")
    await stage.move_to("2026-12-07 16:01")
    assert "midden 5" in stage.last(group).text


async def test_a_coordinator_lets_it_come_by_itself_from_what_it_is_for_and_no_more(stage: Stage) -> None:
    group, (anna, bram, *_) = await team(stage)
    of_bram = await stage.say(bram, group, "/scan sociaal-leren")
    assert "Elk half jaar vanzelf" not in labels(of_bram)
    card = await stage.say(anna, group, "/scan sociaal-leren")
    assert labels(card) == ["Begin deze scan", "Elk half jaar vanzelf", "Andere scans"]
    assert "Dat kan alleen een coördinator." in (await stage.press(bram, card, "Elk half jaar vanzelf") or "")
    assert not is_kept(stage)
    await stage.press(anna, card, "Elk half jaar vanzelf")
    assert "Scan: “Hoe wij samen leren”, elk half jaar op de eerste maandag van de maand" in card.text
    card = await stage.say(anna, group, "/scan sociaal-leren")
    await stage.press(anna, card, "Niet meer vanzelf")
    assert ("Goed, er komt geen scan meer vanzelf" in stage.last(group).text, is_kept(stage)) == (True, False)


@pytest.mark.parametrize(
    ("said", "shown", "first"),
    [
        (
            "zijn-wij-een-team",
            "elk jaar op de eerste maandag van de maand, 15.30 uur, op vrije dagen erna",
            "7 december",
        ),
        ("Zijn wij een team? twee keer per jaar", "elk half jaar op de eerste maandag van de maand", "7 december"),
        ("teamleren elk blok op di 12:30", "de eerste dinsdag van december, maart, juni en september", "1 december"),
        (
            "a-quick-pulse-check every three weeks on Thu 13:00",
            "om de drie weken op donderdag, 13.00 uur",
            "26 november",
        ),
        ("polsslag do", "om de week op donderdag, 15.30 uur", "26 november"),
        ("polsslag laatste di van de maand 12:30", "de laatste dinsdag van de maand, 12.30 uur", "24 november"),
        ("polsslag 3 december en 14 januari 12:30", "op donderdag 3 december en donderdag 14 januari", "3 december"),
        ("polsslag om de week do 13:00 twee keer", "om de week op donderdag, 13.00 uur, tot en met", "26 november"),
    ],
)
async def test_what_is_said_of_it_counts_and_the_rest_is_as_fits_it(
    stage: Stage, said: str, shown: str, first: str
) -> None:
    group, (anna, *_) = await team(stage)
    card = await stage.say(anna, group, f"/ritme scan {said}")
    line = next(line for line in card.text.splitlines() if line.startswith("Scan: "))
    assert (shown in line, line.endswith(f" {first}.")) == (True, True)


async def test_what_is_left_out_later_stays_until_it_is_another_scan(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    await stage.say(anna, group, HALF_YEARLY)
    later = await stage.say(anna, group, "/ritme scan sociaal-leren 13:15")
    assert "elk half jaar op de eerste dinsdag van de maand, 13.15 uur" in later.text
    other = await stage.say(anna, group, f"/ritme scan {PULSE} 13:00")
    assert "“Even de pols voelen”, om de week op maandag, 13.00 uur" in other.text
    assert len(list(stage.database.query("SELECT 1 FROM schedules WHERE kind = 'scan'"))) == 1


async def test_half_a_year_is_counted_from_a_month_that_costs_no_time_in_the_holidays(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    await stage.move_to("2027-01-20 10:00")
    # The first Tuesday of August is in the summer holidays.
    card = await stage.say(anna, group, HALF_YEARLY)
    assert "De volgende: dinsdag 2 maart." in card.text
    plan = await stage.say(anna, group, "/planning 300")
    told = [line for line in plan.text.splitlines() if "scan “" in line]
    assert [line.partition(":")[0] for line in told] == [
        "dinsdag 2 maart om 12.30 uur",
        "dinsdag 7 september om 12.30 uur",
    ]


IMPOSSIBLE = [
    ("", "Zo begint een scan vanzelf"),
    ("nergens elk jaar", "“nergens elk jaar” begrijp ik niet"),
    ("polsslag soms", "“polsslag soms” begrijp ik niet"),
    ("polsslag elke week op di 12:30", "een scan komt hooguit om de week, op één dag"),
    ("polsslag om de week op di en do 12:30", "een scan komt hooguit om de week, op één dag"),
    ("polsslag om de week do 12:30 t/m 25 november", "tot en met die dag zou er niets meer komen"),
    ("polsslag om de week di 3:15", "hoe laat bedoel je dat?"),
    ("betrokkenheid elk blok di 12:30", "gaat over één verandering, en die moet iemand noemen"),
    ("hoe-sta-ik-hierin", "gaat over één verandering, en die moet iemand noemen"),
    ("spiegel-voor-leiders", "Deze spiegel is voor een team van leidinggevenden"),
]


async def test_what_cannot_be_is_said_with_why_and_how_it_goes(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    for said, why in IMPOSSIBLE:
        answer = await stage.say(anna, group, f"/ritme scan {said}")
        assert (why in answer.text, is_kept(stage)) == (True, False), said


async def test_one_about_a_change_has_no_button_to_come_by_itself(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    assert labels(await stage.say(anna, group, "/scan betrokkenheid")) == ["Andere scans"]


async def test_the_plan_shows_it_and_it_is_skipped_moved_and_taken_back_like_a_question(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    await stage.say(anna, group, "/ritme scan polsslag om de week di 12:30")
    plan = await stage.say(anna, group, "/planning")
    assert "dinsdag 24 november om 12.30 uur: scan “Even de pols voelen”" in plan.text
    skipped = await stage.say(anna, group, "/volgendeoverslaan")
    assert skipped.text.startswith("De scan van dinsdag 24 november om 12.30 uur sla ik over. Daarna komt de scan van")
    await stage.press(anna, skipped, "Toch laten doorgaan")
    assert skipped.text == "De scan van dinsdag 24 november om 12.30 uur gaat toch door."
    moved = await stage.say(anna, group, "/volgendeverzetten woensdag 10:00")
    assert "De scan van dinsdag 24 november om 12.30 uur komt nu op woensdag 25 november om 10.00 uur" in moved.text
    assert "proef" not in (await stage.say(anna, group, "/volgendekiezen")).text
    await stage.move_to("2026-12-08 13:00")
    assert scans(stage, group) == ["11-25 10:00", "12-08 12:30"]


async def test_who_changed_it_is_told_by_the_name_of_the_scan_and_taken_back(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    await stage.say(anna, group, HALF_YEARLY)
    await stage.say(anna, group, "/ritme scan teamleren elk half jaar di 12:30")
    told = (await stage.say(anna, group, "/wijzigingen")).text
    assert [
        name in told for name in ("scan “Hoe wij samen leren” elk half jaar", "scan “Hoe leren wij als team?”")
    ] == [
        True,
        True,
    ]
    assert "Nu geldt weer: scan “Hoe wij samen leren”" in (await stage.say(anna, group, "/ongedaan")).text
    assert "Nu geldt weer: geen scan vanzelf" in (await stage.say(anna, group, "/ongedaan")).text
    assert not is_kept(stage)


async def test_it_goes_along_to_another_team_of_the_coordinator(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    other = await stage.team("Bovenbouw", anna)
    await stage.say(anna, group, "/ritme week do 13:00")
    await stage.say(anna, group, HALF_YEARLY)
    await stage.tell(anna, "/overnemen onderbouw")
    await stage.press(anna, stage.private(anna)[-1], "Bovenbouw")
    assert "Scan: “Hoe wij samen leren”, elk half jaar" in (await stage.say(anna, other, "/start")).text


async def test_in_private_a_coordinator_sets_it_for_one_of_their_teams(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    assert "Scan: “Even de pols voelen”" in (await stage.tell(anna, f"/ritme scan {PULSE}")).text
    assert "Scan: “Even de pols voelen”" in (await stage.say(anna, group, "/start")).text
    assert "Deze spiegel is voor" in (await stage.tell(anna, "/ritme scan spiegel-voor-leiders")).text


async def test_what_the_group_gets_can_be_tried_and_counts_nowhere(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    await stage.say(anna, group, "/ritme scan polsslag om de week di 12:30")
    await stage.say(anna, group, "/planning proef")
    header, test = stage.private(anna)[-2:]
    assert "met de scan van dinsdag 24 november" in header.text
    assert (list(stage.database.query("SELECT 1 FROM sessions")), moments(stage)) == ([], [])
    await stage.move_to("2026-11-24 12:31")
    assert test.text == stage.last(group).text


async def hindered(stage: Stage, group: Chat, people: list[Person], obstacle: str) -> None:
    """Put something in the way of the scan that is to begin."""
    if obstacle == "running":
        await stage.say(people[0], group, "/scan nu teamleren")
    elif obstacle == "too few":
        for person in people[1:]:
            await stage.say(person, group, "/stoppen")
    else:
        other = {"gone": "weg", "about a change": "betrokkenheid", "for leaders": "spiegel-voor-leiders"}[obstacle]
        stage.database.execute("UPDATE schedules SET what = ? WHERE kind = 'scan'", [other])


@pytest.mark.parametrize(
    ("obstacle", "why"),
    [
        ("running", "Er loopt nog een andere"),
        ("too few", "minstens vijf mensen voor nodig"),
        ("gone", "Die scan is er niet meer"),
        ("about a change", "gaat over één verandering"),
        ("for leaders", "waarin iedereen leidinggeeft aan een ander team"),
    ],
)
async def test_what_is_in_its_way_is_told_to_the_coordinator_alone(stage: Stage, obstacle: str, why: str) -> None:
    group, people = await team(stage)
    await stage.say(people[0], group, "/ritme scan polsslag om de week di 12:30")
    await hindered(stage, group, people, obstacle)
    said = (len(stage.from_bot(group)), len(stage.private(people[1])))
    await stage.move_to("2026-11-24 12:31")
    told = stage.private(people[0])[-1].text
    assert (why in told, "is niet vanzelf begonnen" in told) == (True, True)
    assert told.endswith("De volgende keer is dinsdag 8 december om 12.30 uur.")
    assert (moments(stage), said) == (
        [("skipped", obstacle)],
        (len(stage.from_bot(group)), len(stage.private(people[1]))),
    )


async def test_whoever_leads_the_team_is_not_among_those_it_needs(stage: Stage) -> None:
    group, people = await team(stage)
    with transaction(stage.database):
        members.give_role(stage.database, 1, people[4].id, Role.LEADER, stage.time.now())
    await stage.say(people[0], group, "/ritme scan polsslag om de week di 12:30")
    await stage.move_to("2026-11-24 12:31")
    assert (moments(stage), scans(stage, group)) == ([("skipped", "too few")], [])


async def test_in_holidays_and_breaks_and_where_nobody_works_none_begins(stage: Stage) -> None:
    group, people = await team(stage, "Anna", "Bram", "Chris")
    await stage.say(people[0], group, "/ritme scan teamleren om de week di 12:30, op vrije dagen overslaan")
    await stage.say(people[0], group, "/teampauze 23 november t/m 25 november")
    await stage.move_to("2026-12-07 10:00")
    for person in people:
        await stage.tell(person, "/werkdagen ma wo do vr")
    await stage.move_to("2027-01-04 10:00")
    reasons = [reason for _, reason in moments(stage)]
    assert (reasons, scans(stage, group)) == (["paused", "nobody works", "kerstvakantie"], [])


async def test_off_a_free_day_it_comes_on_the_school_day_after_and_the_group_reads_why(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    await stage.say(anna, group, "/ritme scan polsslag om de week di 12:30")
    await stage.say(anna, group, "/vrijedagen 24 november studiedag")
    await stage.move_to("2026-11-25 12:31")
    told = [one.text for one in stage.from_bot(group)]
    assert "De scan van dinsdag 24 november komt vandaag: dan zijn jullie vrij (studiedag)." in told
    assert scans(stage, group) == ["11-25 12:30"]


async def test_one_that_is_late_comes_by_day_on_a_school_day_within_three_days(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    await stage.say(anna, group, "/ritme scan polsslag om de week vr 12:30")
    await stage.move_to("2026-11-27 12:00")
    await sleep_until(stage, "2026-11-28 03:00")
    assert scans(stage, group) == []
    await stage.move_to("2026-11-30 08:31")
    assert (scans(stage, group), moments(stage)) == (["11-30 08:30"], [("started", None)])
    asked = stage.last(group)
    assert "Tot vrijdag 4 december om 16.00 uur." in asked.text


@pytest.mark.parametrize(
    ("free", "became"),
    [("/vrijedagen 30 november t/m 1 december", "missed"), ("/teampauze 30 november t/m 4 december", "skipped")],
)
async def test_one_that_is_late_never_falls_into_days_off(stage: Stage, free: str, became: str) -> None:
    group, (anna, *_) = await team(stage)
    await stage.say(anna, group, "/ritme scan polsslag om de week vr 12:30")
    await stage.say(anna, group, free)
    await stage.move_to("2026-11-27 12:00")
    await sleep_until(stage, "2026-11-28 10:00")
    await stage.move_to("2026-12-10 10:00")
    assert ([state for state, _ in moments(stage)], scans(stage, group)) == ([became], [])


async def test_one_that_lapsed_is_told_as_a_scan(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    await stage.say(anna, group, "/ritme scan polsslag om de week di 12:30")
    await sleep_until(stage, "2026-11-30 10:00")
    assert [state for state, _ in moments(stage)] == ["missed"]
    told = stage.private(anna)[-1].text
    assert ("dinsdag 24 november om 12.30 uur: scan" in told, "begin hem dan met /scan" in told) == (True, True)
    assert stage.last(group).text.startswith("De scan van dinsdag 24 november om 12.30 uur is niet gekomen")


async def test_a_rhythm_of_a_scan_that_ended_is_told_as_one(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    await stage.say(anna, group, "/ritme scan polsslag om de week di 12:30 één keer")
    await stage.move_to("2026-11-25 12:00")
    assert "het ritme van de scan is afgelopen" in stage.private(anna)[-1].text
    assert not is_kept(stage)


async def test_a_question_and_a_scan_of_one_minute_both_come_the_question_first(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    await stage.say(anna, group, "/ritme week di 12:30")
    await stage.say(anna, group, "/ritme scan polsslag om de week di 12:30")
    await stage.move_to("2026-11-24 12:31")
    question, scan = stage.from_bot(group)[-2:]
    assert (question is stage.prompt(group), scan.text.startswith("Scan: ")) == (True, True)
