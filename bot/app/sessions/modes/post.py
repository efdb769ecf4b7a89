"""Post: everybody answers the step's message in the group."""

from bot.app.sessions.modes.handling import Handling, finish, to_pass

HANDLING = Handling(in_group=to_pass, in_private=finish)
