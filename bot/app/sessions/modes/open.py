"""Open: people talk in the group."""

from bot.app.sessions.modes.handling import Handling

HANDLING = Handling()
