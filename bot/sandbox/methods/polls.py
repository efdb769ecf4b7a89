"""Answers sendPoll and stopPoll."""

from __future__ import annotations

from typing import Any

from bot.sandbox.methods.places import chat_of, message_of
from bot.sandbox.methods.registry import Request, method
from bot.sandbox.methods.sending import send
from bot.sandbox.methods.wording import keyboard_of
from bot.sandbox.nouns import Json, Poll
from bot.sandbox.objects import poll_json
from bot.sandbox.refusals import bad_request


@method("sendPoll", writes=True)
def send_poll(request: Request) -> Json:
    parameters = request.parameters
    question = parameters.text("question").strip()
    if not 1 <= len(question) <= 300:
        raise bad_request("poll question length must be from 1 to 300")
    poll = Poll(
        request.sandbox.poll_id(),
        request.bot,
        question,
        _options(parameters.array("options", (str, dict))),
        is_anonymous=parameters.flag("is_anonymous") or "is_anonymous" not in parameters,
        several=parameters.flag("allows_multiple_answers"),
        kind=parameters.text("type", "regular"),
    )
    sent = send(request, kind="poll", poll=poll)
    request.sandbox.polls[poll.id] = poll
    return sent


def _options(raw: list[Any]) -> list[str]:
    options = [str(each.get("text", "") if isinstance(each, dict) else each).strip() for each in raw]
    if not 1 <= len(options) <= 12:
        raise bad_request("poll must have from 1 to 12 options")
    if any(not 1 <= len(option) <= 100 for option in options):
        raise bad_request("poll options length must not exceed 100")
    return options


@method("stopPoll", writes=True)
def stop_poll(request: Request) -> Json:
    message = message_of(request, chat_of(request), "message with poll to stop not found")
    if message.poll is None or message.sender is not request.bot:
        raise bad_request("poll can't be stopped")
    if message.poll.is_closed:
        raise bad_request("poll has already been closed")
    message.poll.is_closed = True
    request.sandbox.rewrite(message, message.text, message.entities, keyboard_of(request))
    closed = poll_json(message.poll)
    request.sandbox.inbox(request.bot).add("poll", closed)
    return closed
