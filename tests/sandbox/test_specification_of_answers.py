"""Every method answers what the specification says, and every request noted is one it knows."""

from sandbox.specification import check_request
from sandbox.wire import Line

from bot.sandbox import Person, Sandbox
from bot.sandbox.methods import METHODS


async def test_all_methods_keep_to_the_specification(line: Line, sandbox: Sandbox, anna: Person, bram: Person) -> None:
    forum = anna.create_group("Forum", kind="forum")
    anna.invite(forum, line.bot)
    anna.promote(forum, line.bot)
    anna.invite(forum, bram)
    bram.start(line.bot)
    here = {"chat_id": forum.id}
    said = anna.write(forum, "kijk")
    that = here | {"message_id": said.id}
    await line.call("setMessageReaction", **that, reaction=[{"type": "emoji", "emoji": "👍"}])
    photo = anna.send_photo(forum).extra["photo"][-1]["file_id"]
    document = anna.send_document(forum).extra["document"]["file_id"]
    keys = {"inline_keyboard": [[{"text": "Ja", "callback_data": "y"}, {"text": "Site", "url": "https://a.nl"}]]}
    text = {"text": "<b>dag</b> /help", "parse_mode": "HTML", "reply_markup": keys}
    sent = here | {"message_id": (await line.call("sendMessage", **here, **text))["message_id"]}
    press = bram.press(forum.messages[-1], "y")
    await line.call("answerCallbackQuery", callback_query_id=press.id, text="ok", show_alert=True)
    await line.call("editMessageText", **sent, text="anders")
    await line.call("editMessageReplyMarkup", **sent, reply_markup=keys)
    await line.call("pinChatMessage", **sent)
    await line.call("getChat", **here)
    await line.call("getChat", chat_id=bram.id)
    await line.call("unpinChatMessage", **sent)
    await line.call("sendPhoto", **here, photo=photo)
    sent["message_id"] = (await line.call("sendDocument", **here, document=document, caption="x"))["message_id"]
    await line.call("editMessageCaption", **sent, caption="y")
    await line.call("editMessageMedia", **sent, media={"type": "photo", "media": photo, "caption": "z"})
    for name in ("forwardMessage", "copyMessage"):
        await line.call(name, chat_id=bram.id, from_chat_id=forum.id, message_id=sent["message_id"])
    await line.call("getFile", file_id=photo)
    options = [{"text": "ma"}, {"text": "di"}]
    sent["message_id"] = (await line.call("sendPoll", **here, question="?", options=options))["message_id"]
    anna.vote(forum.messages[-1], [0])
    await line.call("stopPoll", **sent)
    await line.call("sendChatAction", **here, action="typing")
    await line.call("deleteMessage", **sent)
    await line.call("deleteMessages", **here, message_ids=[said.id])
    for name in ("getChatMemberCount", "getChatAdministrators"):
        await line.call(name, **here)
    for user in (anna, bram, line.bot):
        await line.call("getChatMember", **here, user_id=user.id)
    made = await line.call("createForumTopic", **here, name="Lezen")
    topic = here | {"message_thread_id": made["message_thread_id"]}
    anna.write(forum, "hier", topic=made["message_thread_id"])
    await line.call("editForumTopic", **topic, name="Schrijven")
    for name in ("closeForumTopic", "reopenForumTopic", "deleteForumTopic"):
        await line.call(name, **topic)
    await line.call("setMyCommands", commands=[{"command": "help", "description": "Hulp"}])
    for name in ("getMe", "getMyCommands", "deleteMyCommands", "getMyDefaultAdministratorRights"):
        await line.call(name)
    for name, field in (("Name", "name"), ("Description", "description"), ("ShortDescription", "short_description")):
        await line.call(f"setMy{name}", **{field: "x"})
        await line.call(f"getMy{name}")
    await line.call("setWebhook", url="http://127.0.0.1:9/")
    await line.call("getWebhookInfo")
    await line.call("deleteWebhook")
    notice = await line.call(
        "sendMessage", **here, text="pst", ephemeral_message_parameters={"receiver_user_id": bram.id}
    )
    shown = {"receiver_user_id": bram.id, "ephemeral_message_id": notice["ephemeral_message_id"]}
    await line.call("deleteEphemeralMessage", **here, **shown)
    await line.call("leaveChat", **here)
    seen = await line.updates()
    assert len(seen) > 10
    for call in sandbox.calls:
        check_request(call.method, call.params)
    assert {call.method for call in sandbox.calls} - {"getUpdates"} == {method.name for method in METHODS.values()}
