"""Overviews: every question of some time with what was said to it; when asked for, and by itself."""

from datetime import timedelta

import pytest
from asked import ask, close
from stage import Stage, is_prompt, local

from bot.app.context.occasion import Occasion
from bot.app.log import overviews
from bot.app.log.stretches import stretch
from bot.core.model import Audience, Language, Person, Role
from bot.core.session.terms import REFLECTION
from bot.rendering import MESSAGE_LENGTH, visible_text
from bot.sandbox import Chat
from bot.sandbox import Person as Player
from bot.storage import commitments, entries, members, people, schedules, sessions, teams
from bot.storage.database import stamp

LONG = "Ik wachtte <lang> & telde tot tien voor ik iets zei. "
GONE = "Hier stond iets"


def said(stage: Stage, days_ago: float, method: str, *what: tuple[Person | None, str]) -> int:
    """Put a question of some days ago in the log, closed, with what was said to it."""
    at = stage.time.now() - timedelta(days=days_ago)
    session = ask(stage.database, 1, method, at, at + timedelta(hours=3))
    for author, text in what:
        entries.add(stage.database, session, author, Audience.TEAM, "answer", text, at + timedelta(hours=1), None)
    close(stage.database, session, at + timedelta(hours=3))
    if nameless := sum(author is None for author, _ in what):
        stage.database.execute("UPDATE sessions SET crowd = ? WHERE id = ?", [nameless, session.id])
    return session.id


async def a_team(stage: Stage, *names: str) -> tuple[Chat, list[Player], list[Person]]:
    players = stage.people(*names)
    group = await stage.team("Onderbouw", *players)
    known = [people.meet(stage.database, one.id, one.name, None) for one in players]
    return group, players, known


async def a_month(stage: Stage) -> tuple[Chat, list[Player], list[Person]]:
    """Return a team with two questions of the last two weeks."""
    group, players, (anna, bram) = await a_team(stage, "Anna", "Bram")
    said(stage, 12, "bijna-geholpen", (anna, "Ik telde tot vijf. Toen kwam het."), (bram, "Ik liet het."))
    said(
        stage, 5, "eerste-vijf-minuten", (bram, "Een spel."), (None, "Ik niet."), (None, "Ik ook niet."), (None, "Nee.")
    )
    return group, players, [anna, bram]


async def test_an_overview_names_the_questions_and_quotes_what_was_said_to_each(stage: Stage) -> None:
    group, (anna, _), _ = await a_month(stage)
    text = (await stage.say(anna, group, "/overzicht maand")).text
    house = stage.rehearsal.program.house
    first, second = (house.content.methods[one].title.nl for one in ("bijna-geholpen", "eerste-vijf-minuten"))
    assert text.startswith("De afgelopen maand, sinds woensdag 11 november\n\n")
    assert f"{first} · twee antwoorden\nAnna: “Ik telde tot vijf. Toen kwam het.”\nBram: “Ik liet het.”" in text
    assert f"{second} · vier antwoorden\nBram: “Een spel.”\nZonder naam: “Ik niet.”" in text
    assert "past hier" not in text


async def test_it_says_what_came_of_commitments_and_takes_partly_for_neither(stage: Stage) -> None:
    group, (anna, *_), (one, other) = await a_month(stage)
    now = stage.time.now()
    made_of: list[tuple[Person, commitments.State]]
    made_of = [(one, "kept"), (other, "partly"), (one, "open"), (other, "kept")]
    for number, (who, state) in enumerate(made_of):
        session = said(stage, 20 + number, "bijna-geholpen")
        made = commitments.add(stage.database, 1, session, who.id, f"Voornemen {number}.", now + timedelta(days=9))
        if state != "open":
            commitments.answer(stage.database, made, state, now - timedelta(days=2))
        commitments.share(stage.database, made, is_shared=number < 3)
    text = (await stage.say(anna, group, "/overzicht maand")).text
    told = text.partition("Voornemens\n")[2].partition("\n\n")[0]
    assert told == ("Gelukt, Anna: “Voornemen 0.”\nDeels gelukt, Bram: “Voornemen 1.”\nEén loopt nog: /voornemens.")


async def test_it_says_what_no_question_was_about(stage: Stage) -> None:
    group, (anna, *_), (one, _) = await a_month(stage)
    methods = stage.rehearsal.program.house.content.prompts
    reflecting = [method.id for method in methods.values() if (method.activity, method.family) == ("reflecting", "R1")]
    for number, method in enumerate(reflecting[:4]):
        said(stage, 40 + number, method, (one, "Dat."))
    stage.database.execute("DELETE FROM sessions WHERE opened_at > ?", [stamp(stage.time.now() - timedelta(days=30))])
    await stage.say(anna, group, "/overzicht kwartaal")
    above = stage.from_bot(group)[-2].text
    assert "Over vooruitkijken, organiseren en samen betekenis geven vroeg ik nog niets." in above


@pytest.mark.parametrize(
    ("language", "questions", "days", "writing"),
    [("nl", 4, 7, 15), ("en", 2, 30, 15), ("nl", 8, 98, 15), ("en", 45, 365, 3)],
)
async def test_however_much_people_write_a_message_holds_it_in_whole_sentences(
    stage: Stage, language: Language, questions: int, days: int, writing: int
) -> None:
    await a_team(stage, "Anna")
    writers = [people.meet(stage.database, 900 + number, f"Persoon {number}", None) for number in range(writing)]
    methods = list(stage.rehearsal.program.house.content.prompts)
    for number in range(questions):
        what = [(writer, (LONG * 80)[:4000]) for writer in writers]
        said(stage, days * (number + 1) / (questions + 1), methods[number % len(methods)], *what)
    teams.set_language(stage.database, 1, language)
    occasion = Occasion(stage.rehearsal.program.house, stage.time.now(), team=teams.find(stage.database, 1))
    parts = overviews.parts(occasion, stretch(occasion, days, occasion.now))
    for part in parts:
        shown = visible_text(part.html)
        assert len(shown) <= MESSAGE_LENGTH
        quoted = [line.partition("“")[2] for line in shown.splitlines() if line.startswith("Persoon ")]
        assert all(line.endswith(("iets zei.”", "iets zei. …”")) for line in quoted)
    assert any(": “Ik wachtte <lang> & telde" in visible_text(part.html) for part in parts)


@pytest.mark.parametrize(("questions", "folds"), [(2, 2), (3, 1), (5, 1)])
async def test_of_several_questions_all_answers_are_folded_into_one(stage: Stage, questions: int, folds: int) -> None:
    _, _, (one,) = await a_team(stage, "Anna")
    methods = list(stage.rehearsal.program.house.content.prompts)
    for number in range(questions):
        said(stage, 2 + 2 * number, methods[number], (one, f"Antwoord {number}."))
    occasion = Occasion(stage.rehearsal.program.house, stage.time.now(), team=teams.find(stage.database, 1))
    html = "".join(part.html for part in overviews.parts(occasion, stretch(occasion, 30, occasion.now)))
    assert (html.count("<blockquote expandable>"), html.count("</blockquote>")) == (folds, folds)


async def test_a_month_ends_with_the_question_that_most_people_answered_and_a_term_with_none(stage: Stage) -> None:
    group, (anna, _), (one, other) = await a_team(stage, "Anna", "Bram")
    said(stage, 9, "bijna-geholpen", (one, "Ik telde tot vijf."), (other, "Ik liep door."))
    said(stage, 2, "leek-vanzelf-te-gaan", (one, "De plaatjes op de bakken."))
    stage.database.execute("UPDATE sessions SET took_part = 2 WHERE method = 'bijna-geholpen'")
    month = await stage.say(anna, group, "/overzicht maand")
    assert "Om samen over te praten" in month.text
    assert "Bij “Handen op je rug” gaf ik jullie mee: “Wanneer is wachten" in month.text
    term = await stage.say(anna, group, "/overzicht blok")
    assert "Om samen over te praten" not in term.text


async def test_an_overview_follows_when_words_are_changed_or_erased(stage: Stage) -> None:
    group, (anna, bram), _ = await a_month(stage)
    overview = await stage.say(anna, group, "/overzicht maand")
    bram.start(stage.bot)
    await stage.settle()
    await stage.tell(bram, "/vergeet ja")
    assert ("Anna: “Ik telde tot vijf." in overview.text, "Bram" in overview.text) == (True, False)
    anna.start(stage.bot)
    await stage.settle()
    await stage.tell(anna, "/vergeet ja")
    assert "Anna" not in overview.text


async def test_what_was_said_later_never_comes_into_one_that_stands(stage: Stage) -> None:
    group, (anna, _), (_, known) = await a_month(stage)
    overview = await stage.say(anna, group, "/overzicht maand")
    await stage.move_to("2026-11-25 10:00")
    said(stage, 0.5, "eerste-stap", (known, "Van later."))
    anna.start(stage.bot)
    await stage.settle()
    await stage.tell(anna, "/vergeet ja")
    assert ("Bram: “Een spel.”" in overview.text, "Van later" in overview.text) == (True, False)


async def test_nameless_answers_of_a_question_that_was_open_then_never_come_into_it(stage: Stage) -> None:
    group, players, (anna, bram, *_) = await a_team(stage, "Anna", "Bram", "Chris", "Dewi", "Els")
    for player in players:
        await stage.say(player, group, "/meedoen")
        player.start(stage.bot)
        await stage.settle()
    said(stage, 5, "eerste-vijf-minuten", (anna, "Een spel."), (bram, "Een lied."))
    question = await stage.say(players[0], group, "/vraag eerste-stap")
    for player in players[2:]:
        await stage.follow(player, question, "Antwoord in privé")
        card = await stage.tell(player, f"{player.name[::-1]} zweeg.")
        await stage.press(player, card, "Het team leest het, zonder mijn naam")
    overview = await stage.say(players[0], group, "/overzicht")
    await stage.move_to("2026-11-24 17:00")
    assert "Zonder naam" in stage.last(group).text
    await stage.tell(players[1], "/vergeet ja")
    assert ("Een spel." in overview.text, "Een lied." in overview.text, "zweeg" in overview.text) == (
        True,
        False,
        False,
    )


# By itself


async def overviewing(stage: Stage) -> tuple[Chat, Player]:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    card = stage.last(group)
    await stage.press(anna, card, "Ja, elke dinsdag")
    assert "Overzicht: de eerste maandag van de maand, 12.30 uur." in card.text, "on no day of a question or a summary"
    await stage.say(anna, group, "/ritme overzicht maand do 12:30")
    return group, anna


def came(stage: Stage) -> list[tuple[str, str, str | None]]:
    """Return what became of the moments of overviews."""
    rows = stage.database.query(
        "SELECT slot, state, reason FROM moments JOIN schedules ON schedules.id = schedule_id"
        " WHERE kind = 'overview' ORDER BY slot"
    )
    return [(row["slot"][:10], row["state"], row["reason"]) for row in rows]


def given(stage: Stage, group: Chat) -> list[str]:
    return [one.text for one in stage.from_bot(group) if one.text.startswith("De afgelopen")]


async def test_it_comes_by_itself_once_a_month_and_tells_each_answer_once(stage: Stage) -> None:
    group, anna = await overviewing(stage)
    for day, words in (("2026-11-24", "In november."), ("2026-12-08", "In december.")):
        await stage.move_to(f"{day} 12:31")
        await stage.reply(anna, stage.prompt(group), words)
    await stage.move_to("2027-01-08 12:00")
    # The summaries of the two questions quote them too.
    texts = [one.text for one in stage.from_bot(group) if not one.text.startswith("Wat jullie schreven")]
    assert [sum(words in text for text in texts) for words in ("In november.", "In december.")] == [1, 1]
    assert [state for _, state, _ in came(stage)] == ["started", "started"]
    assert [text.partition("\n")[0] for text in given(stage, group)] == [
        "De afgelopen week, sinds dinsdag 24 november",
        "De afgelopen maand, sinds dinsdag 8 december",
    ]


async def test_it_comes_not_where_nothing_was_said_nor_while_paused_nor_on_a_free_day(stage: Stage) -> None:
    group, anna = await overviewing(stage)
    await stage.move_to("2026-12-21 10:00")
    await stage.say(anna, group, "/ritme overzicht maand vr 12:30")
    await stage.move_to("2027-01-04 10:00")
    await stage.say(anna, group, "/teampauze t/m 10-2-2027")
    await stage.move_to("2027-03-06 12:00")
    reason = "nothing was said since the one before"
    assert (came(stage), given(stage, group)) == (
        [
            ("2026-12-03", "skipped", reason),
            ("2027-01-01", "skipped", "kerstvakantie"),
            ("2027-02-05", "skipped", "paused"),
            ("2027-03-05", "skipped", reason),
        ],
        [],
    )


async def test_it_tells_of_no_question_that_is_open_and_later_of_all_of_it(stage: Stage) -> None:
    group, anna = await overviewing(stage)
    await stage.say(anna, group, "/ritme week do 11:30")
    await stage.move_to("2026-12-03 11:31")
    await stage.reply(anna, stage.prompt(group), "Een uur voor het overzicht.")
    await stage.move_to("2026-12-03 13:00")
    assert given(stage, group) == []
    await stage.move_to("2027-01-07 13:00")
    told = [one.text for one in stage.from_bot(group) if "Een uur voor het overzicht." in one.text]
    assert len(told) == 2, "in its summary, and in the overview after that"


async def test_a_change_of_its_day_or_mind_brings_no_second_one_in_a_month(stage: Stage) -> None:
    group, anna = await overviewing(stage)
    await stage.move_to("2026-11-24 12:31")
    await stage.reply(anna, stage.prompt(group), "In november.")
    await stage.move_to("2026-12-03 12:35")
    await stage.reply(anna, stage.prompt(group), "Een uur later.")
    for words in ("nooit", "maand vr 12:30"):
        await stage.say(anna, group, f"/ritme overzicht {words}")
    await stage.move_to("2026-12-08 12:00")
    assert (len(given(stage, group)), [state for _, state, _ in came(stage)]) == (1, ["skipped"])


async def test_what_is_late_waits_for_a_school_day(stage: Stage) -> None:
    group, anna = await overviewing(stage)
    await stage.move_to("2026-11-24 12:31")
    await stage.reply(anna, stage.prompt(group), "In november.")
    await stage.say(anna, group, "/ritme overzicht maand vr 17:00")
    await stage.move_to("2026-12-04 16:30")
    stage.time.move_to(local("2026-12-05 12:00"))
    stage.rehearsal.program.tick()
    await stage.settle()
    before = given(stage, group)
    await stage.move_to("2026-12-07 08:31")
    assert (before, len(given(stage, group))) == ([], 1)


async def test_what_is_missed_is_missed_and_told(stage: Stage) -> None:
    group, anna = await overviewing(stage)
    anna.start(stage.bot)
    await stage.settle()
    await stage.move_to("2026-11-24 12:31")
    await stage.reply(anna, stage.prompt(group), "In november.")
    await stage.move_to("2026-12-02 17:00")
    stage.time.move_to(local("2026-12-07 10:00"))
    stage.rehearsal.program.tick()
    await stage.settle()
    assert [state for _, state, _ in came(stage)] == ["missed"]
    assert "donderdag 3 december om 12.30 uur: overzicht" in stage.private(anna)[-1].text


async def test_a_team_chooses_how_often_and_sees_it(stage: Stage) -> None:
    group, anna = await overviewing(stage)
    card = stage.last(group)
    assert "Overzicht: de eerste donderdag van de maand, 12.30 uur." in card.text
    assert (await stage.say(anna, group, "/stand")).text.splitlines()[-1] == (
        "Volgend overzicht: donderdag 3 december om 12.30 uur."
    )
    assert "donderdag 3 december om 12.30 uur: overzicht" in (await stage.say(anna, group, "/planning")).text
    await stage.press(anna, card, "rhythm")
    await stage.press(anna, card, "Overzicht")
    assert [button.text for button in card.buttons[0]] == ["✓ Elke maand", "Elk blok", "Nooit"]
    await stage.press(anna, card, "Elk blok")
    assert "Overzicht: de eerste donderdag van december, maart, juni en september, 12.30 uur." in card.text
    told = [
        (await stage.say(anna, group, f"/ritme overzicht {words}")).text
        for words in ("maand do 15.30", "maand zo 15.30", "maand do 21:00", "soms", "nooit")
    ]
    assert "de eerste donderdag van de maand, 15.30 uur." in told[0]
    assert ["begrijp ik niet" in text for text in told[1:4]] == [True, True, True]
    assert "Overzicht: alleen als je erom vraagt, met /overzicht." in told[4]
    await stage.say(anna, group, "/ritme week wo 12:30")
    await stage.move_to("2026-12-08 12:31")
    assert "overview" not in {one.kind for one in schedules.of_team(stage.database, 1)}
    assert "Volgend overzicht" not in (await stage.say(anna, group, "/stand")).text


async def test_a_team_from_before_gets_it_too(stage: Stage) -> None:
    await overviewing(stage)
    schedules.drop(stage.database, 1, "overview")
    await stage.move_to("2026-11-24 12:31")
    assert "overview" in {one.kind for one in schedules.of_team(stage.database, 1)}


async def test_a_reply_to_an_overview_is_kept_with_its_latest_question_and_thanks_ask_for_nothing(
    stage: Stage,
) -> None:
    group, (anna, bram), _ = await a_month(stage)
    overview = await stage.say(anna, group, "/overzicht maand")
    count = len(stage.from_bot(group))
    await stage.reply(bram, overview, "Dank jullie wel!")
    reply = await stage.reply(bram, overview, "Dat spel wil ik ook doen.")
    assert (reply.reactions, len(stage.from_bot(group))) == ({stage.bot.id: "✍"}, count)
    assert [entry.session_id for entry in stage.log() if entry.text.startswith("Dat spel")] == [2]


async def test_what_somebody_asked_afterwards_is_put_once_more_until_another_wrote_to_it(stage: Stage) -> None:
    group, (anna, _), (one, other) = await a_month(stage)
    said(stage, 1, "bijna-geholpen", (one, "Ik wachtte weer."))
    now, audience = stage.time.now(), Audience.TEAM
    first, second = 1, 2
    for session, who, text, days in (
        (first, other, "Mag ik een keer komen kijken?", 4),
        (first, one, "Ja, dinsdag.", 3),
        (second, one, "Hoe lang duurt zo’n spel?", 2),
        (second, other, "Fijn om te lezen.", 2.5),
    ):
        found = sessions.find(stage.database, session, REFLECTION, 1)
        assert found
        entries.add(stage.database, found, who, audience, "afterthought", text, now - timedelta(days=days), None)
    text = (await stage.say(anna, group, "/overzicht maand")).text
    title = stage.rehearsal.program.house.content.methods["eerste-vijf-minuten"].title.nl
    asked = f"Anna vroeg op zaterdag 21 november, na “{title}”: “Hoe lang duurt zo’n spel?” Wie antwoordt?"
    assert (asked in text, "komen kijken" in text, text.count("Hoe lang duurt")) == (True, False, 1)


async def test_an_overview_whose_day_nobody_chose_keeps_off_the_days_of_questions(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.say(anna, group, "/ritme week di 12:30")
    usual = (await stage.say(anna, group, "/start new")).text
    moved = (await stage.say(anna, group, "/ritme week ma 12:30")).text
    await stage.say(anna, group, "/ritme overzicht maand di 12:30")
    chosen = (await stage.say(anna, group, "/ritme week di 12:30")).text
    assert "Overzicht: de eerste maandag van de maand" in usual
    assert "Overzicht: de eerste donderdag van de maand" in moved
    assert "Overzicht" not in chosen


async def test_what_was_said_afterwards_stands_open_under_what_it_goes_on_about(stage: Stage) -> None:
    group, (anna, _), (one, other) = await a_month(stage)
    said(stage, 3, "te-laat-gehoord", (one, "Ik was te laat."), (other, "In de toetsweek blijft de gang leeg."))
    at, audience = stage.time.now() - timedelta(days=2), Audience.TEAM
    for session, text in ((3, "Van die toetsweek wist ik niets."), (2, "Wat fijn om dit hier te lezen.")):
        found = sessions.find(stage.database, session, REFLECTION, 1)
        assert found
        entries.add(stage.database, found, one, audience, "afterthought", text, at, None)
    text = (await stage.say(anna, group, "/overzicht maand")).text
    pair = "Bram: “In de toetsweek blijft de gang leeg.”\n\nLater, Anna: “Van die toetsweek wist ik niets.”"
    assert (pair in text, text.count("Later, "), "Ik was te laat." in text) == (True, 1, False)


async def test_whoever_leads_calls_up_nothing_that_others_wrote_before_them(stage: Stage, calm: None) -> None:
    anna, bram, ilse = stage.people("Anna", "Bram", "Ilse")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.say(anna, group, "/vraag")
    question = next(one for one in stage.from_bot(group) if is_prompt(one))
    for person in (anna, bram):
        await stage.reply(person, question, f"Ik wachtte, schreef {person.name}.")
    await stage.move_to("2026-11-24 10:00")
    anna.invite(group, ilse)
    await stage.say(ilse, group, "/stand")
    for role in (Role.LEADER, Role.MEMBER):
        members.give_role(stage.database, 1, ilse.id, role, stage.time.now())
    # The question closes days after she came; what was written to it was written before.
    for day in ("2026-11-24 11:00", "2026-12-03 10:00"):
        await stage.move_to(day)
        for command in ("/overzicht", "/overzicht maand", "/oogst jaar", "/zoek"):
            said = len(stage.from_bot(group))
            await stage.say(ilse, group, command)
            assert not [one for one in stage.from_bot(group)[said:] if "Ik wachtte, schreef" in one.text], (
                day,
                command,
            )
    await stage.say(anna, group, "/overzicht maand")
    assert "Ik wachtte, schreef Bram." in stage.last(group).text
