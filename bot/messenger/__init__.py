"""The only python-telegram-bot: updates in, outbox out."""

import os

# Asks python-telegram-bot for durations as timedelta, its coming form, instead of a warning at each refusal.
os.environ.setdefault("PTB_TIMEDELTA", "true")
