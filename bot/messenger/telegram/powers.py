"""What Telegram can do."""

from datetime import timedelta

from bot.core.powers import Powers

TELEGRAM = Powers(
    hint_length=200,
    press_lives=timedelta(seconds=150),
    # 15 seconds from the press on, which comes a little earlier than it is heard.
    notice_lives=timedelta(seconds=10),
    # 48 hours; a little less, since what is to be deleted waits for its turn.
    deletable=timedelta(hours=47),
    opening="https://t.me/{bot}?start={word}",
    adding="https://t.me/{bot}?startgroup=new",
    person="tg://user?id={id}",
)
