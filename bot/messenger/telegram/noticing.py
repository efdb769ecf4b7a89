"""Noticing: words in a group that one member alone can read, after a press."""

import logging

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest, EndPointNotFound, Forbidden, TelegramError

from bot.core.outgoing import Acknowledge, Notice
from bot.messenger.passing_time import Time
from bot.messenger.telegram.saying import NO_PREVIEW
from bot.messenger.telegram.telling import is_strange

log = logging.getLogger(__name__)
# What is shown to one alone is no message of the chat, and has no number among them.
NO_NUMBER = 0


# What is said of a press that is too old; the next one may be in time.
TOO_LATE = ("query",)


def is_an_answer(error: TelegramError) -> bool:
    """Tell whether a server refused what was asked: it then knows what that is, which no failure on the way tells."""
    return isinstance(error, BadRequest | Forbidden) and not is_strange(error)


class Notices:
    """Whether the server shows notices, as far as it has been found out; `is_wanted` says whether to try.

    Telegram has them since Bot API 10.2. A server that doesn't know them leaves out what it doesn't know of a request,
    and would show them to all. So it is asked first whether it knows their methods, and of what was said all the same
    it is looked whether it was said to one alone. What is shown is not kept, nor promised to arrive: the line that
    passes by over the chat says it as well.
    """

    def __init__(self, time: Time, is_wanted: bool) -> None:
        self._time = time
        self._is_known: bool | None = None if is_wanted else False
        # Where it was refused, for whatever reason: there it is not tried again.
        self._refused_in: set[int] = set()

    async def show(self, bot: Bot, presser: int, answer: Acknowledge) -> bool:
        """Show the notice of an answer to a press, if it has one; return whether it is shown. Never raises."""
        notice = answer.notice
        if notice is None or notice.chat_id in self._refused_in or self._time.now() > notice.until:
            return False
        try:
            return await self._is_understood(bot, presser, notice) and await self._say(bot, presser, answer, notice)
        except TelegramError as error:
            if is_an_answer(error) and not any(sign in error.message.lower() for sign in TOO_LATE):
                self._refused_in.add(notice.chat_id)
            return False

    async def _is_understood(self, bot: Bot, presser: int, notice: Notice) -> bool:
        """Ask the server, once, to take away a notice that is none: it says whether it knows what that is."""
        if self._is_known is None:
            none_such = {"chat_id": notice.chat_id, "receiver_user_id": presser, "ephemeral_message_id": 1}
            try:
                await bot.do_api_request("deleteEphemeralMessage", api_kwargs=none_such)
            except EndPointNotFound:
                log.info("This server shows nothing to one member of a group alone.")
                self._is_known = False
                return False
            except TelegramError as error:
                if not is_an_answer(error):
                    raise
            self._is_known = True
        return self._is_known

    async def _say(self, bot: Bot, presser: int, answer: Acknowledge, notice: Notice) -> bool:
        # Named in both ways: Bot API 10.2 reads them one by one, later ones together.
        whose = {"receiver_user_id": presser, "callback_query_id": answer.press_id}
        message = await bot.send_message(
            notice.chat_id,
            notice.text,
            parse_mode=ParseMode.HTML,
            message_thread_id=notice.topic_id,
            link_preview_options=NO_PREVIEW,
            api_kwargs={**whose, "ephemeral_message_parameters": whose},
        )
        if message.message_id == NO_NUMBER:
            return True
        log.error("This server showed a group what was meant for one member; it is taken away and not tried again.")
        self._is_known = False
        await bot.delete_message(notice.chat_id, message.message_id)
        return False
