"""The part that decides: no input, no output, no clock, no Telegram."""
