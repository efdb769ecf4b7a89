"""The bot to compare with: python-telegram-bot alone, as it comes, answering each message with its own words."""

import os

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say a message back, as a reply to it."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main() -> None:
    """Run until stopped; address and token come from the same settings as Leerkring's."""
    token, url = os.environ["LEERKRING_BOT_TOKEN"], os.environ["LEERKRING_API_URL"]
    application = Application.builder().token(token).base_url(f"{url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main()
