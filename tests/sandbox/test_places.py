"""Groups that become supergroups, forums with topics, chats that close, and command menus."""

import pytest
from sandbox.wire import Line

from bot.sandbox import Bot, Chat, Person


async def test_an_upgraded_group_moves_with_new_message_ids(
    line: Line, group: Chat, anna: Person, bram: Person
) -> None:
    await line.call("sendMessage", chat_id=group.id, text="oud")
    await line.updates()
    new = anna.upgrade(group)
    _joining, leaving, arriving = await line.updates()
    assert leaving["message"]["migrate_to_chat_id"] == new.id
    assert (arriving["message"]["migrate_from_chat_id"], arriving["message"]["message_id"]) == (group.id, 1)
    answer = (await line.raw("sendMessage", chat_id=group.id, text="nog hier?")).json()
    assert answer["error_code"] == 400
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": new.id}
    sent = await line.call("sendMessage", chat_id=new.id, text="hier")
    assert sent["chat"]["type"] == "supergroup"
    assert new.members == group.members
    with pytest.raises(PermissionError):
        bram.write(group, "hallo?")


async def test_replies_in_a_supergroup_carry_a_thread_that_is_no_topic(line: Line, anna: Person) -> None:
    chat = anna.create_group("Super", kind="supergroup")
    anna.invite(chat, line.bot)
    await line.call("sendMessage", chat_id=chat.id, text="vraag")
    anna.reply(chat.messages[-1], "antwoord")
    message = (await line.updates())[-1]["message"]
    assert message["message_thread_id"] == message["reply_to_message"]["message_id"]
    assert "is_topic_message" not in message


async def test_topics_keep_their_messages_together(line: Line, anna: Person) -> None:
    forum = anna.create_group("Forum", kind="forum")
    anna.invite(forum, line.bot)
    topic = anna.create_topic(forum, "Rekenen")
    await line.updates()
    anna.write(forum, "/start", topic=topic)
    anna.write(forum, "/algemeen")
    inside, general = [update["message"] for update in await line.updates()]
    assert (inside["message_thread_id"], inside["is_topic_message"]) == (topic.id, True)
    assert inside["reply_to_message"]["forum_topic_created"]["name"] == "Rekenen"
    assert "message_thread_id" not in general
    assert general["chat"]["is_forum"]
    sent = await line.call("sendMessage", chat_id=forum.id, text="hier", message_thread_id=topic.id)
    assert sent["message_thread_id"] == topic.id
    answer = anna.reply(forum.messages[-1], "ja")
    assert answer.topic_id == topic.id
    back = {"message_id": answer.id}
    assert (await line.call("sendMessage", chat_id=forum.id, text="ok", reply_parameters=back))["is_topic_message"]


async def test_general_closed_and_deleted_topics_refuse(line: Line, anna: Person, bram: Person) -> None:
    forum = anna.create_group("Forum", kind="forum")
    anna.invite(forum, line.bot)
    anna.invite(forum, bram)
    topic = anna.create_topic(forum, "Rekenen")
    to = {"chat_id": forum.id, "text": "hier"}
    missing = "Bad Request: message thread not found"
    assert await line.refused("sendMessage", **to, message_thread_id=1) == missing
    anna.close_topic(forum, topic)
    assert await line.refused("sendMessage", **to, message_thread_id=topic.id) == "Bad Request: TOPIC_CLOSED"
    with pytest.raises(PermissionError):
        bram.write(forum, "dicht", topic=topic)
    anna.delete_topic(forum, topic)
    assert await line.refused("sendMessage", **to, message_thread_id=topic.id) == missing


async def test_an_admin_bot_opens_closes_and_deletes_topics(line: Line, anna: Person) -> None:
    forum = anna.create_group("Forum", kind="forum")
    anna.invite(forum, line.bot)
    refusal = "Bad Request: not enough rights to create a topic"
    assert await line.refused("createForumTopic", chat_id=forum.id, name="Lezen") == refusal
    anna.promote(forum, line.bot)
    made = await line.call("createForumTopic", chat_id=forum.id, name="Lezen")
    place = {"chat_id": forum.id, "message_thread_id": made["message_thread_id"]}
    for method in ("closeForumTopic", "reopenForumTopic", "deleteForumTopic"):
        assert await line.call(method, **place) is True
    assert forum.topics[made["message_thread_id"]].is_deleted


async def test_an_admin_bot_renames_a_topic(line: Line, anna: Person) -> None:
    forum = anna.create_group("Forum", kind="forum")
    anna.invite(forum, line.bot)
    topic = anna.create_topic(forum, "Rekenen")
    change = {"chat_id": forum.id, "message_thread_id": topic.id}
    refusal = "Bad Request: not enough rights to edit the topic"
    assert await line.refused("editForumTopic", **change, name="Lezen") == refusal
    anna.promote(forum, line.bot)
    assert await line.call("editForumTopic", **change, name=" Lezen ")
    assert (topic.name, forum.messages[-1].extra) == ("Lezen", {"forum_topic_edited": {"name": "Lezen"}})
    for same in ({"name": "Lezen"}, {"name": ""}, {}):
        assert await line.refused("editForumTopic", **change, **same) == "Bad Request: TOPIC_NOT_MODIFIED"
    assert await line.refused("editForumTopic", **change, name="x" * 129) == "Bad Request: topic name is too long"


async def test_a_user_nobody_knows_is_no_member(line: Line, group: Chat) -> None:
    assert await line.refused("getChatMember", chat_id=group.id, user_id=5) == "Bad Request: member not found"
    assert await line.refused("getChatMember", chat_id=group.id) == "Bad Request: invalid user_id specified"


async def test_administrators_members_and_counts(line: Line, group: Chat, anna: Person, bram: Person) -> None:
    assert [m["user"]["id"] for m in await line.call("getChatAdministrators", chat_id=group.id)] == [anna.id]
    anna.promote(group, bram)
    admins = await line.call("getChatAdministrators", chat_id=group.id)
    assert [m["status"] for m in admins] == ["creator", "administrator"]
    assert await line.call("getChatMemberCount", chat_id=group.id) == 3
    member = await line.call("getChatMember", chat_id=group.id, user_id=bram.id)
    assert member["status"] == "administrator"
    assert (await line.call("getChat", chat_id=group.id))["title"] == "Team onderbouw"


async def test_the_menu_depends_on_the_place_the_person_and_the_language(
    line: Line, group: Chat, anna: Person, bram: Person, bot: Bot
) -> None:
    async def offer(name: str, **where: object) -> None:
        command = {"command": name, "description": name}
        await line.call("setMyCommands", commands=[command], **where)

    await offer("usual")
    await offer("gewoon", language_code="nl")
    await offer("groups", scope={"type": "all_group_chats"})
    await offer("admins", scope={"type": "all_chat_administrators"})
    assert anna.menu(anna.chat_with(bot), bot) == [("gewoon", "gewoon")]
    assert bram.menu(bram.chat_with(bot), bot) == [("usual", "usual")]
    assert (anna.menu(group, bot), bram.menu(group, bot)) == ([("admins", "admins")], [("groups", "groups")])
    await offer("bram", scope={"type": "chat_member", "chat_id": group.id, "user_id": bram.id})
    assert bram.menu(group, bot) == [("bram", "bram")]
    assert (await line.call("getMyCommands", language_code="nl"))[0]["command"] == "gewoon"
    await line.call("deleteMyCommands", language_code="nl")
    assert anna.menu(anna.chat_with(bot), bot) == [("usual", "usual")]


async def test_what_the_bot_says_about_itself_depends_on_the_language(line: Line) -> None:
    for name, field in (("Name", "name"), ("Description", "description"), ("ShortDescription", "short_description")):
        await line.call(f"setMy{name}", **{field: "Leerkring"})
        await line.call(f"setMy{name}", **{field: "Kring"}, language_code="nl")
        assert await line.call(f"getMy{name}", language_code="nl") == {field: "Kring"}
        assert await line.call(f"getMy{name}", language_code="fr") == {field: "Leerkring"}


async def test_the_bot_may_leave_and_pin(line: Line, group: Chat, anna: Person) -> None:
    sent = await line.call("sendMessage", chat_id=group.id, text="afspraak")
    which = {"chat_id": group.id, "message_id": sent["message_id"]}
    assert await line.refused("pinChatMessage", **which) == "Bad Request: not enough rights"
    anna.promote(group, line.bot)
    assert await line.call("pinChatMessage", **which)
    assert (await line.call("getChat", chat_id=group.id))["pinned_message"]["text"] == "afspraak"
    assert await line.call("unpinChatMessage", **which)
    assert await line.call("leaveChat", chat_id=group.id)
    gone = "Forbidden: bot is not a member of the group chat"
    assert await line.refused("sendMessage", chat_id=group.id, text="?") == gone


async def test_a_muted_bot_is_refused_in_telegrams_words_and_hears_of_it(line: Line, group: Chat, anna: Person) -> None:
    sent = await line.call("sendMessage", chat_id=group.id, text="vraag")
    await line.updates()
    anna.mute(group, line.bot)
    assert await line.refused("sendMessage", chat_id=group.id, text="nog een") == (
        "Bad Request: not enough rights to send text messages to the chat"
    )
    there = {"chat_id": group.id, "message_id": sent["message_id"]}
    forbidden = "Bad Request: CHAT_WRITE_FORBIDDEN"
    assert await line.refused("editMessageText", **there, text="anders") == forbidden
    anna.unmute(group, line.bot)
    now, after = [update["my_chat_member"]["new_chat_member"] for update in await line.updates()]
    assert (now["status"], now["can_send_messages"], after["status"]) == ("restricted", False, "member")
    await line.call("editMessageText", **there, text="anders")


async def test_of_a_group_that_goes_quiet_no_bot_hears(line: Line, group: Chat, anna: Person, bram: Person) -> None:
    await line.updates()
    anna.set_quiet(group, True)
    refused = await line.refused("sendMessage", chat_id=group.id, text="hallo")
    assert refused == "Bad Request: not enough rights to send text messages to the chat"
    with pytest.raises(PermissionError):
        bram.write(group, "hallo?")
    anna.set_quiet(group, False)
    await line.call("sendMessage", chat_id=group.id, text="hallo")
    assert await line.updates() == []


async def test_general_closes_hides_and_opens_again(line: Line, anna: Person, bram: Person) -> None:
    forum = anna.create_group("Forum", kind="forum")
    anna.invite(forum, line.bot)
    anna.invite(forum, bram)
    topic = anna.create_topic(forum, "Rekenen")
    await line.updates()
    anna.hide_general(forum)
    assert await line.refused("sendMessage", chat_id=forum.id, text="hier") == "Bad Request: TOPIC_CLOSED"
    await line.call("sendMessage", chat_id=forum.id, text="hier", message_thread_id=topic.id)
    with pytest.raises(PermissionError):
        bram.write(forum, "dicht")
    anna.reopen_topic(forum)
    await line.call("sendMessage", chat_id=forum.id, text="hier")
    hidden, opened = [update["message"] for update in await line.updates()]
    assert ("general_forum_topic_hidden" in hidden, "forum_topic_reopened" in opened) == (True, True)
