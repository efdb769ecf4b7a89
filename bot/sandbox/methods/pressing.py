"""Answers callback queries and sets the bot's reactions."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.methods.places import chat_of, message_of, need_to_write
from bot.sandbox.methods.registry import Request, method
from bot.sandbox.refusals import TOO_OLD, bad_request

_LIST = """
👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳
❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈
😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀
😡
"""
PATIENCE = timedelta(seconds=150)
REACTIONS = frozenset(_LIST.split())


@method("answerCallbackQuery")
def answer_callback_query(request: Request) -> bool:
    parameters = request.parameters
    press = request.sandbox.presses.get(parameters.text("callback_query_id"))
    if press is None or press.message.sender is not request.bot:
        raise bad_request(TOO_OLD)
    if request.sandbox.now() - press.at > PATIENCE:
        raise bad_request(TOO_OLD)
    if len(parameters.text("text")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    if not press.answered:
        press.answered = True
        press.answer = parameters.text("text") or None
        press.alert = parameters.flag("show_alert")
        press.url = parameters.text("url") or None
    return True


@method("setMessageReaction", writes=True)
def set_message_reaction(request: Request) -> bool:
    message = message_of(request, chat_of(request), "MESSAGE_ID_INVALID")
    need_to_write(message.chat, request.bot)
    reactions = request.parameters.array("reaction", dict)
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if message.is_service:
        raise bad_request("MESSAGE_ID_INVALID")
    emoji = _emoji(reactions[0]) if reactions else None
    if emoji is not None and message.chat.reactions is not None and emoji not in message.chat.reactions:
        raise bad_request("REACTION_INVALID")
    message.reactions.pop(request.bot.id, None)
    if emoji is not None:
        message.reactions[request.bot.id] = emoji
    return True


def _emoji(reaction: dict[str, str]) -> str:
    emoji = str(reaction.get("emoji", "")).replace("\ufe0f", "")
    if reaction.get("type") != "emoji" or emoji not in REACTIONS:
        raise bad_request("REACTION_INVALID")
    return emoji
