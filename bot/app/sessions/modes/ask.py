"""Ask: the helpers ask questions in the group, and whoever brought the case answers there."""

from bot.app.sessions.modes.handling import Handling

HANDLING = Handling()
