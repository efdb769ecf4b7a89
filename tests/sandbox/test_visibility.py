"""Which messages of a group reach which bot, and what a bot hears about the group itself."""

import pytest
from sandbox.wire import Line, served

from bot.sandbox import Bot, Chat, Person, Sandbox


@pytest.fixture
def other(sandbox: Sandbox) -> Bot:
    return sandbox.add_bot(token="7000002:sandbox", username="other_bot", name="Other")


async def test_privacy_mode_hides_ordinary_talk(line: Line, group: Chat, anna: Person) -> None:
    anna.write(group, "goedemorgen")
    anna.write(group, "dag @leerkring_bot")
    anna.write(group, "zie /help")
    assert await line.texts() == []


async def test_commands_reach_the_only_bot_of_a_group(line: Line, group: Chat, anna: Person) -> None:
    anna.write(group, "/help")
    anna.write(group, "/help@Leerkring_Bot nu")
    anna.write(group, "/help@other_bot")
    assert await line.texts() == ["/help", "/help@Leerkring_Bot nu"]


async def test_among_bots_a_plain_command_goes_to_the_last_that_spoke(
    sandbox: Sandbox, group: Chat, anna: Person, bot: Bot, other: Bot
) -> None:
    anna.invite(group, other)
    async with served(sandbox, bot, other) as (mine, theirs):
        anna.write(group, "/one")
        await theirs.call("sendMessage", chat_id=group.id, text="hier")
        anna.write(group, "/two")
        await mine.call("sendMessage", chat_id=group.id, text="ik nu")
        anna.write(group, "/three")
        anna.write(group, "/four@other_bot")
        assert await mine.texts() == ["/three"]
        assert await theirs.texts() == ["/two", "/four@other_bot"]


async def test_replies_reach_only_the_bot_that_is_answered(
    sandbox: Sandbox, group: Chat, anna: Person, bot: Bot, other: Bot
) -> None:
    anna.invite(group, other)
    async with served(sandbox, bot, other) as (mine, theirs):
        await mine.call("sendMessage", chat_id=group.id, text="vraag")
        question = group.messages[-1]
        answer = anna.reply(question, "antwoord")
        anna.edit(answer, "beter")
        anna.reply(answer, "dat is voor Anna")
        assert await theirs.texts() == []
        updates = [list(update.values())[1] for update in await mine.updates()][-2:]
        assert [update["text"] for update in updates] == ["antwoord", "beter"]


@pytest.mark.parametrize("way", ["admin", "open"])
async def test_an_admin_or_open_bot_gets_everything_but_what_bots_say(
    sandbox: Sandbox, group: Chat, anna: Person, bot: Bot, other: Bot, way: str
) -> None:
    anna.invite(group, other)
    if way == "admin":
        anna.promote(group, bot)
    else:
        bot.is_private = False
    async with served(sandbox, bot, other) as (mine, theirs):
        anna.write(group, "goedemorgen")
        await theirs.call("sendMessage", chat_id=group.id, text="van een bot")
        await mine.call("sendMessage", chat_id=group.id, text="van mij")
        assert await mine.texts() == ["goedemorgen"]
        me = await mine.call("getMe")
        assert me["can_read_all_group_messages"] == (way == "open")


async def test_joining_promoting_and_removing_are_told(line: Line, group: Chat, anna: Person, bot: Bot) -> None:
    anna.promote(group, bot)
    anna.rename(group, "Team bovenbouw")
    anna.remove(group, bot)
    updates = await line.updates()
    stood = [
        (u["my_chat_member"]["old_chat_member"]["status"], u["my_chat_member"]["new_chat_member"]["status"])
        for u in updates
        if "my_chat_member" in u
    ]
    assert stood == [("left", "member"), ("member", "administrator"), ("administrator", "kicked")]
    messages = [update["message"] for update in updates if "message" in update]
    assert messages[0]["new_chat_members"][0]["id"] == bot.id
    assert messages[1]["new_chat_title"] == "Team bovenbouw"
    assert messages[2]["left_chat_member"]["id"] == bot.id


async def test_people_coming_and_going_are_service_messages(
    line: Line, group: Chat, anna: Person, bram: Person, bot: Bot
) -> None:
    await line.updates()
    anna.remove(group, bram)
    anna.invite(group, bram)
    bram.leave(group)
    assert await line.kinds() == ["message"] * 3
    assert group.members == [anna, bot]
    with pytest.raises(PermissionError):
        bram.write(group, "ik ben er niet meer")


async def test_reactions_and_members_are_told_to_admins_that_ask(
    line: Line, group: Chat, anna: Person, bram: Person
) -> None:
    wanted = ["message", "message_reaction", "chat_member"]
    await line.updates(allowed_updates=wanted)
    said = anna.write(group, "hoi")
    bram.react(said, "👍")
    assert await line.updates() == []
    anna.promote(group, line.bot)
    bram.react(said, "🔥")
    bram.leave(group)
    reaction, member, farewell = await line.updates()
    assert reaction["message_reaction"]["old_reaction"][0]["emoji"] == "👍"
    assert reaction["message_reaction"]["new_reaction"][0]["emoji"] == "🔥"
    assert member["chat_member"]["new_chat_member"]["status"] == "left"
    assert farewell["message"]["left_chat_member"]["id"] == bram.id
    assert said.reactions == {bram.id: "🔥"}
    await line.updates(allowed_updates=[])
    bram.react(said, "👏")
    assert await line.updates() == []


async def test_an_edit_goes_where_the_message_went(line: Line, group: Chat, anna: Person) -> None:
    await line.updates()
    seen, unseen = anna.write(group, "/help"), anna.write(group, "zomaar")
    anna.edit(seen, "toch niet")
    anna.edit(unseen, "/help")
    assert await line.kinds() == ["message", "edited_message"]
    anna.promote(group, line.bot)
    anna.edit(unseen, "nog eens")
    assert await line.kinds() == ["my_chat_member", "edited_message"]


async def test_anonymous_admins_hide_behind_the_group_but_not_when_pressing(
    line: Line, group: Chat, anna: Person
) -> None:
    button = {"inline_keyboard": [[{"text": "Ja", "callback_data": "y"}]]}
    await line.call("sendMessage", chat_id=group.id, text="Mag dit?", reply_markup=button)
    await line.updates()
    anna.write(group, "/rooster@leerkring_bot", anonymous=True)
    anna.press(group.messages[-2], "y")
    written, pressed = await line.updates()
    assert written["message"]["from"]["id"] == 1087968824
    assert written["message"]["sender_chat"]["id"] == group.id
    assert pressed["callback_query"]["from"]["id"] == anna.id


async def test_deletions_are_not_told(line: Line, group: Chat, anna: Person) -> None:
    said = anna.write(group, "/weg")
    await line.updates()
    anna.erase(said)
    assert await line.updates() == []
    assert said.deleted
    assert said not in group.messages


async def test_a_new_group_that_has_the_bot_from_the_start_tells_it(line: Line, anna: Person) -> None:
    chat = anna.create_group("Nieuw", kind="supergroup")
    anna.invite(chat, line.bot)
    assert (chat.id, chat.type) == (-1001000000001, "supergroup")
    assert await line.kinds() == ["my_chat_member", "message"]
