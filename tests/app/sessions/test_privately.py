"""Answering in private: first for oneself alone, then perhaps without a name, and never traceable afterwards."""

import pytest
from stage import Stage

from bot.sandbox import Chat, Message, Person

PRIVATELY = "Antwoord in privé"


async def asked(stage: Stage, *names: str) -> tuple[Chat, Message, list[Person]]:
    """Return a team of people who all take part, with a question open."""
    people = stage.people(*(names or ("Anna", "Bram", "Chris", "Dewi")))
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
    return group, await stage.say(people[0], group, "/vraag"), people


async def answer(stage: Stage, person: Person, prompt: Message, text: str, choice: str | None = None) -> Message:
    """Let somebody answer in private, and choose who may read it."""
    await stage.follow(person, prompt, PRIVATELY)
    kept = await stage.tell(person, text)
    if choice:
        await choose(stage, person, kept, choice)
    return kept


async def choose(stage: Stage, person: Person, kept: Message, choice: str) -> str | None:
    """Let somebody press `nameless` or `onlyme` under a kept answer."""
    given = [button.data or "" for row in kept.buttons for button in row]
    return await stage.press(person, kept, next(data for data in given if data.startswith(choice)))


async def test_the_button_opens_the_question_in_private(stage: Stage) -> None:
    _, prompt, (_, bram, *_) = await asked(stage)
    question = await stage.follow(bram, prompt, PRIVATELY)
    title = prompt.text.splitlines()[0]
    assert question.text.startswith(f"{title} · Onderbouw")
    assert "Eerst zie alleen jij het" in question.text


async def test_a_private_answer_is_at_first_for_its_author_alone(stage: Stage) -> None:
    group, prompt, (anna, bram, *_) = await asked(stage)
    await answer(stage, bram, prompt, "Ik durfde niet te wachten.")
    found = await stage.say(anna, group, "/zoek wachten")
    assert "Niets gevonden" in found.text
    assert [(entry.audience, entry.text) for entry in stage.log()] == [("author", "Ik durfde niet te wachten.")]


async def test_it_is_marked_and_leaves_no_trace_in_the_group(stage: Stage) -> None:
    group, prompt, (_, bram, *_) = await asked(stage)
    before = len(group.messages)
    await stage.follow(bram, prompt, PRIVATELY)
    written = bram.tell(stage.bot, "Ik wachtte.")
    await stage.settle()
    assert (written.reactions, len(group.messages)) == ({stage.bot.id: "✍"}, before)


@pytest.mark.parametrize(("nameless", "shown"), [(2, False), (3, True)])
async def test_answers_without_a_name_show_together_from_three_on(stage: Stage, nameless: int, shown: bool) -> None:
    group, prompt, (anna, *others) = await asked(stage, "Anna", "Bram", "Chris", "Dewi", "Els")
    await stage.reply(anna, prompt, "Ik telde.")
    for number, person in enumerate(others[:nameless]):
        await answer(stage, person, prompt, f"Geheim {number}", "nameless")
    await stage.move_to("2026-11-24 16:01")
    summary = stage.last(group).text
    assert ("Zonder naam: “Geheim 0”" in summary, "zonder naam" in summary.lower()) == (shown, shown)
    assert not any(name in summary for name in ("Bram", "Chris", "Dewi"))


async def test_those_who_answered_in_private_are_counted_nowhere(stage: Stage) -> None:
    group, prompt, (anna, bram, chris, _) = await asked(stage)
    await stage.reply(anna, prompt, "Ik telde.")
    await answer(stage, bram, prompt, "Voor mij.")
    await answer(stage, chris, prompt, "Zonder naam.", "nameless")
    await stage.move_to("2026-11-24 16:01")
    assert "Eén antwoord." in stage.last(group).text
    assert "Voor mij" not in stage.last(group).text


async def test_while_the_question_is_open_nothing_nameless_is_shown(stage: Stage) -> None:
    group, prompt, people = await asked(stage)
    for number, person in enumerate(people[1:]):
        await answer(stage, person, prompt, f"Geheim {number}", "nameless")
    seen = [(await stage.say(people[0], group, command)).text for command in ("/overzicht", "/zoek geheim", "/zoek")]
    assert not any("Geheim" in text for text in seen)


async def test_after_closing_nothing_tells_whose_a_nameless_answer_was(stage: Stage) -> None:
    _, prompt, people = await asked(stage)
    for number, person in enumerate(people[1:]):
        await answer(stage, person, prompt, f"Geheim {number}", "nameless")
    await stage.move_to("2026-11-24 16:01")
    rows = list(stage.database.query("SELECT person_id, chat_id, message_id, at FROM entries"))
    session = next(iter(stage.database.query("SELECT opened_at FROM sessions")))
    bare = {"person_id": None, "chat_id": None, "message_id": None, "at": session["opened_at"]}
    # Everywhere else, nobody's number stands in a row that came after the question and before its close.
    left = [
        (table, row)
        for table in ("outbox", "talks", "nudges", "heard")
        for row in stage.database.query(f"SELECT * FROM {table}")
        if {row.get("chat_id"), row.get("person_id")} & {person.id for person in people[1:]}
    ]
    assert (rows, left) == ([bare] * 3, [])


async def test_the_choice_can_be_taken_back_while_the_question_is_open(stage: Stage) -> None:
    _, prompt, (_, bram, *_) = await asked(stage)
    kept = await answer(stage, bram, prompt, "Toch liever niet.", "nameless")
    assert "dan weet ook ik niet meer van wie het was" in kept.text
    await choose(stage, bram, kept, "onlyme")
    assert [entry.audience for entry in stage.log()] == ["author"]


async def test_after_closing_the_choice_is_gone(stage: Stage) -> None:
    _, prompt, (_, bram, *_) = await asked(stage)
    kept = await answer(stage, bram, prompt, "Voor mij.")
    await stage.move_to("2026-11-24 16:01")
    assert "kiezen kan niet meer" in (await choose(stage, bram, kept, "nameless") or "")


async def test_a_second_message_is_added_and_counts_as_the_same_voice(stage: Stage) -> None:
    group, prompt, (_, bram, chris, dewi) = await asked(stage)
    await answer(stage, bram, prompt, "Een.", "nameless")
    await choose(stage, bram, await stage.tell(bram, "Twee."), "nameless")
    await answer(stage, chris, prompt, "Drie.", "nameless")
    await answer(stage, dewi, prompt, "Vier.", "nameless")
    await stage.move_to("2026-11-24 16:01")
    assert "Drie antwoorden." in stage.last(group).text
    assert sorted(entry.text for entry in stage.log()) == ["Drie.", "Een.\n\nTwee.", "Vier."]


async def test_a_long_answer_is_kept_whole(stage: Stage) -> None:
    _, prompt, (_, bram, *_) = await asked(stage)
    long = "Ik wachtte heel lang. " * 186
    await answer(stage, bram, prompt, long)
    assert [entry.text for entry in stage.log()] == [long.strip()]


async def test_an_edited_private_answer_replaces_its_entry(stage: Stage) -> None:
    _, prompt, (_, bram, *_) = await asked(stage)
    await stage.follow(bram, prompt, PRIVATELY)
    written = bram.tell(stage.bot, "Ik wachte.")
    await stage.settle()
    bram.edit(written, "Ik wachtte.")
    await stage.settle()
    assert [entry.text for entry in stage.log()] == ["Ik wachtte."]


@pytest.mark.parametrize("kind", ["voice", "sticker", "photo"])
async def test_without_words_a_line_is_asked_for(stage: Stage, kind: str) -> None:
    _, prompt, (_, bram, *_) = await asked(stage)
    await stage.follow(bram, prompt, PRIVATELY)
    getattr(bram, f"send_{kind}")(bram.chat_with(stage.bot))
    await stage.settle()
    assert stage.private(bram)[-1].text == "Dat kan ik niet bewaren zonder woorden. Schrijf je er één zin bij?"
    assert stage.log() == []


async def test_after_the_deadline_it_is_still_kept_for_oneself(stage: Stage) -> None:
    _, prompt, (_, bram, *_) = await asked(stage)
    await stage.move_to("2026-11-24 16:01")
    question = await stage.follow(bram, prompt, PRIVATELY)
    late = await stage.tell(bram, "Alsnog.")
    assert ("al gesloten" in question.text, "alleen jij ziet het" in late.text) == (True, True)
    assert [(entry.audience, entry.text) for entry in stage.log()] == [("author", "Alsnog.")]


async def test_a_forged_link_leads_nowhere(stage: Stage) -> None:
    _, _, (_, bram, *_) = await asked(stage)
    for code in ("1", "' OR 1=1", "x" * 50):
        assert (await stage.tell(bram, f"/start answer-{code}")).text.startswith("Deze vraag ken ik niet meer")
    await stage.tell(bram, "Komt dit ergens?")
    assert stage.log() == []


async def test_a_link_that_was_passed_on_opens_nothing_to_a_stranger(stage: Stage) -> None:
    _, prompt, _ = await asked(stage)
    (els,) = stage.people("Els")
    shown = await stage.follow(els, prompt, PRIVATELY)
    assert shown.text.startswith("Deze vraag ken ik niet meer")
    await stage.tell(els, "Ik doe alsof.")
    code = (prompt.buttons[0][0].url or "").split("answer-")[1]
    for command in ("nameless", "onlyme", "skip", "later", "answer"):
        await stage.tell(els, f"/{command} {code}")
    assert stage.log() == []


async def test_loose_words_are_no_answer_until_their_writer_says_so(stage: Stage) -> None:
    _, prompt, (_, bram, *_) = await asked(stage)
    await stage.tell(bram, "/start")
    offered = await stage.tell(bram, "Ik wachtte.")
    assert ("Waar gaat dit over?" in offered.text, stage.log()) == (True, [])
    await stage.press(bram, offered, prompt.text.splitlines()[0])
    assert [entry.text for entry in stage.log()] == ["Ik wachtte."]


async def test_with_two_teams_the_answer_goes_where_its_question_came_from(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    one, two = await stage.team("Een", anna, bram), await stage.team("Twee", anna, bram)
    for group in (one, two):
        await stage.say(bram, group, "/meedoen")
    first, second = await stage.say(anna, one, "/vraag R1"), await stage.say(anna, two, "/vraag R6")
    question = await stage.follow(bram, first, PRIVATELY)
    await stage.follow(bram, second, PRIVATELY)
    await stage.tell(bram, "Voor twee.")
    bram.tell(stage.bot, "Voor een.", reply_to=question)
    await stage.settle()
    assert sorted((entry.team_id, entry.text) for entry in stage.log()) == [(1, "Voor een."), (2, "Voor twee.")]


async def test_skipping_works_in_private_too(stage: Stage) -> None:
    group, prompt, (anna, bram, chris, dewi) = await asked(stage)
    for person in (anna, chris, dewi):
        await stage.reply(person, prompt, f"Ik, {person.name}.")
    question = await stage.follow(bram, prompt, PRIVATELY)
    assert (await stage.press(bram, question, "Deze sla ik over") or "").startswith("Prima")
    assert stage.last(group) is prompt


async def test_somebody_who_blocked_the_bot_finds_the_way_back_by_the_button(stage: Stage) -> None:
    _, prompt, (_, bram, *_) = await asked(stage)
    bram.start(stage.bot)
    await stage.settle()
    bram.block(stage.bot)
    await stage.settle()
    question = await stage.follow(bram, prompt, PRIVATELY)
    assert "Eerst zie alleen jij het" in question.text


async def test_what_was_private_stays_ones_own_after_leaving(stage: Stage) -> None:
    group, prompt, (_, bram, *_) = await asked(stage)
    await answer(stage, bram, prompt, "Voor mij alleen.")
    bram.leave(group)
    await stage.settle()
    assert "Voor mij alleen." in (await stage.tell(bram, "/mijn")).text


async def test_everything_is_said_in_english_too(stage: Stage) -> None:
    ann, ben = stage.people("Ann", "Ben", language="en")
    group = await stage.team("Lower years", ann, ben)
    await stage.say(ben, group, "/join")
    prompt = await stage.say(ann, group, "/ask")
    question = await stage.follow(ben, prompt, "Answer privately")
    kept = await stage.tell(ben, "I waited.")
    assert "At first only you can see it" in question.text
    assert "only you can read it" in kept.text


async def test_somebody_who_answers_both_ways_hides_nobody(stage: Stage) -> None:
    group, prompt, (anna, bram, chris, dewi) = await asked(stage)
    for person in (anna, bram):
        await stage.reply(person, prompt, f"Ik, {person.name}.")
    await answer(stage, bram, prompt, "En dit zonder naam.", "nameless")
    await answer(stage, chris, prompt, "Ik ook zonder naam.", "nameless")
    await answer(stage, dewi, prompt, "Ik ook.", "nameless")
    await stage.move_to("2026-11-24 16:01")
    assert "Twee antwoorden." in stage.last(group).text
    assert "zonder naam" not in stage.last(group).text


async def test_words_after_the_choice_are_not_shared_along(stage: Stage) -> None:
    _, prompt, (_, bram, *_) = await asked(stage)
    await answer(stage, bram, prompt, "Zonder naam.", "nameless")
    again = await stage.tell(bram, "Dank je wel")
    assert "alleen jij kunt het lezen" in again.text
    assert sorted((entry.audience.value, entry.text) for entry in stage.log()) == [
        ("author", "Dank je wel"),
        ("team", "Zonder naam."),
    ]


async def test_when_all_answer_in_private_the_summary_waits_for_their_choice(stage: Stage) -> None:
    group, prompt, people = await asked(stage, "Anna", "Bram", "Chris")
    kept = [await answer(stage, person, prompt, f"Geheim {person.name}") for person in people]
    before = stage.last(group).text
    for person, card in zip(people, kept, strict=True):
        await choose(stage, person, card, "nameless")
    assert (stage.last(group).text, "Wat jullie schreven" in before) == (before, False)
    await stage.move_to("2026-11-24 16:01")
    assert [f"Geheim {person.name}" in stage.last(group).text for person in people] == [True] * 3


async def test_summary_and_log_show_the_same_nameless_answers_in_the_same_order(stage: Stage) -> None:
    group, prompt, people = await asked(stage)
    for person, words in zip(people[1:], ("mmm", "zzz", "aaa"), strict=True):
        await answer(stage, person, prompt, words, "nameless")
    await stage.move_to("2026-11-24 16:01")
    shown = [line.split("“")[1][:3] for line in stage.last(group).text.splitlines() if "Zonder naam:" in line]
    assert (shown, [entry.text for entry in stage.log()]) == (["aaa", "mmm", "zzz"], ["aaa", "mmm", "zzz"])


async def test_each_private_answer_has_a_choice_of_its_own(stage: Stage) -> None:
    _, prompt, (_, bram, *_) = await asked(stage)
    await answer(stage, bram, prompt, "Voor mij.")
    second = await stage.tell(bram, "Voor het team.")
    await choose(stage, bram, second, "nameless")
    told = {entry.text: entry.audience.value for entry in stage.log()}
    assert told == {"Voor mij.": "author", "Voor het team.": "team"}


async def test_who_also_answered_by_name_does_not_make_three(stage: Stage) -> None:
    group, prompt, (anna, bram, chris, _) = await asked(stage)
    await stage.reply(bram, prompt, "Met naam.")
    for person in (anna, bram, chris):
        await answer(stage, person, prompt, f"Geheim {person.name}", "nameless")
    await stage.move_to("2026-11-24 16:01")
    assert "Geheim" not in stage.last(group).text


async def test_a_week_later_the_command_shows_the_question_of_this_week(stage: Stage) -> None:
    group, prompt, (anna, bram, *_) = await asked(stage)
    await answer(stage, bram, prompt, "Vorige week.")
    await stage.move_to("2026-11-30 09:00")
    fresh = await stage.say(anna, group, "/vraag")
    shown = await stage.tell(bram, "/antwoord")
    assert shown.text.startswith(fresh.text.splitlines()[0])


async def test_with_two_questions_open_one_is_asked_which(stage: Stage) -> None:
    group, _, (anna, bram, *_) = await asked(stage)
    await stage.say(anna, group, "/vraag R6")
    for command in ("/antwoord", "/straks 15:30", "/overslaan"):
        shown = await stage.tell(bram, command)
        assert (shown.text.startswith("Over welke vraag"), len(shown.buttons)) == (True, 2)


async def test_a_reply_to_a_card_is_about_its_own_question_even_after_another(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    one, two = await stage.team("Een", anna, bram), await stage.team("Twee", anna, bram)
    for group in (one, two):
        await stage.say(bram, group, "/meedoen")
    first, second = await stage.say(anna, one, "/vraag R1"), await stage.say(anna, two, "/vraag R6")
    card = await answer(stage, bram, first, "Voor een.")
    await stage.follow(bram, second, PRIVATELY)
    bram.tell(stage.bot, "Ook voor een.", reply_to=card)
    await stage.settle()
    assert [(entry.team_id, entry.text) for entry in stage.log()] == [(1, "Voor een."), (1, "Ook voor een.")]
