"""A post by whoever brought the case: written in private, looked over for names, then put in the group."""

from bot.app.sessions.modes.handling import Handling, finish, write_or_pass

HANDLING = Handling(in_group=write_or_pass, in_private=finish)
