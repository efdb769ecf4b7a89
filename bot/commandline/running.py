"""`leerkring run`: starts the bot, and says in one line why it could not."""

import asyncio
import logging
from datetime import datetime

from telegram.error import InvalidToken, NetworkError, TelegramError

from bot import program
from bot.clock import RunningTime
from bot.commandline.own_lines import hush_background
from bot.messenger.telegram.polling import AnotherInstanceError
from bot.messenger.telegram.telling import problem_of
from bot.settings import FILE, Settings, SettingsError, read

log = logging.getLogger(__name__)
FAILED, BUSY = 1, 3


def start(webhook: bool, rehearse_from: datetime | None, rehearse_speed: float | None) -> int:
    """Run the bot until it is stopped and return the exit code. Raises SettingsError, DatabaseBusyError."""
    hush_background()
    settings = _settings(webhook)
    if (rehearse_from or rehearse_speed) and settings.is_telegram_itself:
        raise SettingsError("A rehearsal would tell real people wrong times. Set LEERKRING_API_URL to a test server.")
    time = RunningTime(rehearse_from, rehearse_speed or 1.0)
    try:
        asyncio.run(program.run(settings, time))
    except InvalidToken:
        told = f"Check bot_token in {FILE}, or LEERKRING_BOT_TOKEN, against what BotFather gave you."
        log.error("Telegram does not know this token. %s", told)
        return FAILED
    except AnotherInstanceError as error:
        log.error("%s", error)
        return BUSY
    except NetworkError as error:
        log.error("The server at %s could not be reached: %s", settings.api_url, problem_of(error))
        return FAILED
    except TelegramError as error:
        log.error("Telegram refused: %s", problem_of(error))
        return FAILED
    except KeyboardInterrupt:
        return 0
    return 0


def _settings(webhook: bool) -> Settings:
    settings = read()
    if webhook and not settings.webhook_url:
        raise SettingsError("--webhook needs LEERKRING_WEBHOOK_URL and LEERKRING_WEBHOOK_SECRET.")
    if not webhook and settings.webhook_url:
        # Polling is asked for by leaving the flag out, whatever is set.
        return settings.model_copy(update={"webhook_url": None})
    return settings
