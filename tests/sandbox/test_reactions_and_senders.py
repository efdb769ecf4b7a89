"""Which reactions a group allows, who a message is said to be from, and what comes in pieces."""

from sandbox.wire import Line

from bot.sandbox import Channel, Chat, Person

CHANNEL = Channel(-1001900000001, "Kanaal")
REFUSED = "Bad Request: REACTION_INVALID"
WRITE = [{"type": "emoji", "emoji": "✍"}]


async def test_a_group_takes_only_the_reactions_it_allows(line: Line, group: Chat, anna: Person) -> None:
    which = {"chat_id": group.id, "message_id": anna.write(group, "/dag").id, "reaction": WRITE}
    anna.allow_reactions(group, "👍❤")
    assert await line.refused("setMessageReaction", **which) == REFUSED
    anna.allow_reactions(group, "")
    assert await line.refused("setMessageReaction", **which) == REFUSED
    anna.allow_reactions(group, "👍✍")
    assert await line.call("setMessageReaction", **which)
    anna.allow_reactions(group, None)
    assert await line.call("setMessageReaction", **which)


async def test_a_reaction_can_be_taken_back_where_none_is_allowed(line: Line, group: Chat, anna: Person) -> None:
    message = anna.write(group, "/dag")
    which = {"chat_id": group.id, "message_id": message.id}
    await line.call("setMessageReaction", **which, reaction=WRITE)
    anna.allow_reactions(group, "")
    await line.call("setMessageReaction", **which, reaction=[])
    assert message.reactions == {}


async def test_get_chat_tells_which_reactions_are_allowed(line: Line, group: Chat, anna: Person) -> None:
    assert "available_reactions" not in await line.call("getChat", chat_id=group.id)
    anna.allow_reactions(group, "✍")
    assert (await line.call("getChat", chat_id=group.id))["available_reactions"] == WRITE
    anna.allow_reactions(group, "")
    assert (await line.call("getChat", chat_id=group.id))["available_reactions"] == []


async def test_who_writes_as_a_channel_is_told_as_telegrams_channel_bot(line: Line, group: Chat, anna: Person) -> None:
    await line.updates()
    anna.write(group, "/dag", channel=CHANNEL)
    (update,) = await line.updates()
    message = update["message"]
    assert message["from"] == {
        "id": 136817688,
        "is_bot": True,
        "first_name": "Channel",
        "username": "Channel_Bot",
    }
    assert message["sender_chat"] == {"id": CHANNEL.id, "type": "channel", "title": "Kanaal"}


async def test_a_post_of_a_linked_channel_is_brought_in_by_telegram(line: Line, group: Chat, anna: Person) -> None:
    anna.promote(group, line.bot)
    await line.updates()
    anna.publish(CHANNEL, group, "Nieuws")
    (update,) = await line.updates()
    message = update["message"]
    assert (message["from"]["id"], message["is_automatic_forward"]) == (777000, True)
    assert message["forward_origin"]["chat"] == message["sender_chat"]


async def test_an_album_comes_as_a_message_for_each_picture(line: Line, group: Chat, anna: Person) -> None:
    anna.promote(group, line.bot)
    await line.updates()
    anna.send_album(group, [None, "Het bord.", None])
    anna.send_album(group, ["Nog een."])
    messages = [update["message"] for update in await line.updates()]
    albums = [message["media_group_id"] for message in messages]
    assert [message.get("caption") for message in messages] == [None, "Het bord.", None, "Nog een."]
    assert (len(set(albums[:3])), albums[3] in albums[:3]) == (1, False)
