"""Bad words: answers too long, without words, full of markup or from nobody, in the group and in private."""

from typing import Any

import pytest
from forging import inject, post, raw_message
from stage import Stage

from bot.sandbox import Chat, Message, Person

pytestmark = pytest.mark.usefixtures("calm")
WORDLESS = "Dat kan ik niet bewaren zonder woorden. Schrijf je er één zin bij?"
LONG = 9000
WITHOUT_WORDS: dict[str, dict[str, Any]] = {
    "animation": {"animation": {"file_id": "a", "file_unique_id": "a", "width": 9, "height": 9, "duration": 1}},
    "contact": {"contact": {"phone_number": "+31600000000", "first_name": "Sem"}},
    "dice": {"dice": {"emoji": "🎲", "value": 6}},
    "location": {"location": {"latitude": 52.1, "longitude": 5.1}},
    "poll": {
        "poll": {
            "id": "1",
            "question": "Ja?",
            "options": [],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    },
    "video_note": {"video_note": {"file_id": "v", "file_unique_id": "v", "length": 9, "duration": 1}},
}
ODD = {
    "markup": "<b>Ik</b> & <script>x</script> </i> &lt;",
    "template": "{{ 7*7 }} {% for x in range(9) %} {# stil #} {{ team.__class__ }}",
    "emoji": "👩‍🏫🎉" * 900,
    "right to left": "\u202eחיכיתי עד חמש\u202c",
    "zero byte": "Ik\x00 wachtte",
    "control signs": "Ik\x01\x1b[31m \u200b\ufeff wachtte",
    "combining": "e" + "\u0301" * 500,
    "empty lines": "Ik" + "\n" * 1500 + "wachtte " * 300,
    "one long word": "w" * 4000,
    "markdown": "*Ik* _wachtte_ [hier](tg://user?id=1) `x`",
    "surroundings": "```\n# Kop\n---\n' OR 1=1; --",
}


async def asked(stage: Stage) -> tuple[Chat, Message, Person, Person]:
    """Return a team of two, of which the second is Bram, with a question open."""
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    for person in (anna, bram):
        await stage.say(person, group, "/meedoen")
    return group, await stage.say(anna, group, "/vraag"), anna, bram


async def hear_it_all(stage: Stage, group: Chat, bram: Person, chats: list[Chat]) -> list[str]:
    """Ask for everything in which an answer may come back; return all that was said from there on."""
    before = [len(stage.from_bot(chat)) for chat in chats]
    for command in ("/overzicht", "/zoek", "/zoek wachtte", "/stand"):
        await stage.say(bram, group, command)
    for command in ("/mijn", "/mijn 1", "/mijn edit 1", "/mijn withdraw 1", "/export", "/vergeet"):
        await stage.tell(bram, command)
    await stage.move_to("2026-11-24 16:01")
    found = zip(chats, before, strict=True)
    return [message.text for chat, count in found for message in stage.from_bot(chat)[count:]]


@pytest.mark.parametrize("kind", ODD)
async def test_odd_words_are_kept_as_they_are_and_come_back_everywhere(stage: Stage, kind: str) -> None:
    group, prompt, anna, bram = await asked(stage)
    await post(stage, bram, group, ODD[kind], reply_to=prompt)
    await post(stage, anna, group, ODD[kind], reply_to=prompt)
    said = await hear_it_all(stage, group, bram, [group, bram.chat_with(stage.bot)])
    assert (stage.words(), len(said)) == ([("Bram", ODD[kind]), ("Anna", ODD[kind])], 12)


@pytest.mark.parametrize("sign", ["ik wachtte ", "<b>"])
async def test_more_than_a_message_holds_is_kept_whole_and_given_back_in_part(stage: Stage, sign: str) -> None:
    group, prompt, _, bram = await asked(stage)
    text = (sign * LONG)[:LONG]
    await post(stage, bram, group, text, reply_to=prompt)
    said = await hear_it_all(stage, group, bram, [group, bram.chat_with(stage.bot)])
    assert (stage.words(), max(map(len, said)) <= 4096, len(said)) == ([("Bram", text)], True, 12)


async def test_a_private_answer_longer_than_a_message_is_kept_and_taken_along_whole(stage: Stage) -> None:
    _, prompt, _, bram = await asked(stage)
    await stage.follow(bram, prompt, "Antwoord in privé")
    text = "a" * LONG
    await post(stage, bram, bram.chat_with(stage.bot), text)
    await stage.tell(bram, "/export")
    documents = [one.extra["document"]["file_id"] for one in stage.private(bram) if "document" in one.extra]
    content = [stage.sandbox.files[file_id].content.decode() for file_id in documents]
    assert (stage.log()[0].text, [text in one for one in content]) == (text, [True, True])


async def test_without_words_a_line_is_asked_for_once(stage: Stage) -> None:
    group, prompt, _, bram = await asked(stage)
    private = bram.chat_with(stage.bot)
    await stage.follow(bram, prompt, "Antwoord in privé")
    counts = {group.id: len(stage.from_bot(group)), private.id: len(stage.from_bot(private))}
    for kind, content in WITHOUT_WORDS.items():
        await post(stage, bram, group, kind=kind, extra=content, reply_to=prompt)
        await post(stage, bram, private, kind=kind, extra=content)
    said = [[message.text for message in stage.from_bot(chat)[counts[chat.id] :]] for chat in (group, private)]
    assert (said, stage.log()) == ([[WORDLESS] * len(WITHOUT_WORDS)] * 2, [])


async def test_words_under_a_picture_or_file_are_an_answer(stage: Stage) -> None:
    group, prompt, _, bram = await asked(stage)
    bram.send_photo(group, caption="Het bord.", reply_to=prompt)
    bram.send_document(group, caption="Het plan.", reply_to=prompt)
    await stage.settle()
    await stage.follow(bram, prompt, "Antwoord in privé")
    bram.send_photo(bram.chat_with(stage.bot), caption="Voor mij.")
    await stage.settle()
    assert [entry.text for entry in stage.log()] == ["Het bord.", "Het plan.", "Voor mij."]


async def test_a_command_under_a_picture_or_with_its_words_on_the_next_line_is_a_command(stage: Stage) -> None:
    group, _, anna, bram = await asked(stage)
    await stage.say(anna, group, "/ritme\nweek do 13:00")
    bram.send_photo(bram.chat_with(stage.bot), caption="/werkdagen ma")
    await stage.settle()
    assert "Ritme: elke donderdag" in stage.last(group).text
    assert "Je werkt op maandag." in stage.private(bram)[-1].text


async def test_in_private_the_apps_own_notices_are_passed_over(stage: Stage) -> None:
    *_, bram = await asked(stage)
    hello = await stage.tell(bram, "/start")
    private = bram.chat_with(stage.bot)
    notices: list[dict[str, Any]] = [
        {"pinned_message": {"message_id": hello.id, "date": 0, "chat": {"id": bram.id, "type": "private"}}},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
        {
            "chat_background_set": {
                "type": {"type": "fill", "fill": {"type": "solid", "color": 1}, "dark_theme_dimming": 1}
            }
        },
    ]
    for notice in notices:
        await post(stage, bram, private, kind="service", extra=notice)
    assert stage.private(bram)[-1] is hello


async def test_forwarded_and_inline_words_are_answers_like_others(stage: Stage) -> None:
    group, prompt, _, bram = await asked(stage)
    origin = {"type": "hidden_user", "sender_user_name": "Iemand", "date": 1_790_000_000}
    await post(stage, bram, group, "Doorgestuurd.", reply_to=prompt, extra={"forward_origin": origin})
    via = {"via_bot": {"id": 5, "is_bot": True, "first_name": "Plaatjes", "username": "plaatjes_bot"}}
    await post(stage, bram, group, "Via een ander.", reply_to=prompt, extra=via)
    assert [text for _, text in stage.words()] == ["Doorgestuurd.", "Via een ander."]


async def test_words_from_nobody_from_elsewhere_or_from_a_bot_are_not_kept(stage: Stage) -> None:
    group, prompt, _, bram = await asked(stage)
    before = len(stage.from_bot(group))
    replied = {"reply_to_message": raw_message(stage, group, None, "?", message_id=prompt.id)}
    robot = {"id": 5, "is_bot": True, "first_name": "Robot"}
    channel = {"chat": {"id": -1009, "type": "channel", "title": "Kanaal"}}
    await inject(
        stage,
        {"message": raw_message(stage, group, None, "Van niemand.", **replied)},
        {"message": raw_message(stage, group, None, "Van een bot.", **replied, **{"from": robot})},
        {"message": raw_message(stage, group, bram, "Op wat weg is.")},
        {"channel_post": raw_message(stage, group, None, "/vraag") | channel},
        {"edited_channel_post": raw_message(stage, group, None, "/vraag") | channel},
        {"message": raw_message(stage, group, None, "/vraag") | channel},
        {
            "inline_query": {
                "id": "1",
                "from": {"id": bram.id, "is_bot": False, "first_name": "B"},
                "query": "",
                "offset": "",
            }
        },
        {"poll_answer": {"poll_id": "1", "option_ids": [0], "option_persistent_ids": ["0"], "user": robot}},
        {"something_new": {"id": 1}},
        {},
    )
    assert (stage.words(), len(stage.from_bot(group))) == ([], before)


async def test_an_edit_that_takes_the_words_away_keeps_those_there_were(stage: Stage) -> None:
    group, prompt, _, bram = await asked(stage)
    written = bram.send_photo(group, caption="Het bord.", reply_to=prompt)
    await stage.settle()
    bram.edit(written, "")
    await stage.settle()
    assert stage.words() == [("Bram", "Het bord.")]


NAMES = ["<b>Anna</b> & {{ 7*7 }} {% x", "😀" * 64, "\u200fאנה", "&amp;"]


@pytest.mark.parametrize("name", NAMES)
async def test_odd_names_of_people_and_groups_are_said_as_they_are(stage: Stage, name: str) -> None:
    anna = stage.sandbox.add_person(name, username="a" * 32)
    title = name + "x" * (255 - len(name))
    group = await stage.team(title, anna)
    anna.start(stage.bot)
    await stage.settle()
    for command in ("/meedoen", "/ritme week di 12:30", "/leidinggevende", "/planning"):
        await stage.say(anna, group, command)
    prompt = await stage.say(anna, group, "/vraag")
    await stage.reply(anna, prompt, "Ik wachtte.")
    shown = [await stage.say(anna, group, command) for command in ("/overzicht", "/zoek", "/start")]
    anna.rename(group, f"{name} 2")
    for command in ("/start", "/teams", "/vergeet", "/mijn", "/export", "/neerleggen"):
        await stage.tell(anna, command)
    assert [name in message.text for message in shown] == [True, True, True]
