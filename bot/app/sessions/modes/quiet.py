"""Quiet: the helpers talk in the group, and whoever brought the case reads what they say."""

from bot.app.sessions.modes.handling import Handling

HANDLING = Handling()
