"""Powers: what a messenger can do, and how its links are made, as far as the app has to know."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Powers:
    """What a messenger can do. `hint_length` is how many characters show in answer to a press, which can be given as
    long as it `press_lives`, and for as long as `notice_lives` in a notice to one member of a group. A message that is
    older than `deletable` can only be given other words. `opening` is the link to a private chat with the bot that
    hands it a word, `adding` the one that adds it to a group, and `person` the one that calls somebody there.
    """

    hint_length: int
    press_lives: timedelta
    notice_lives: timedelta
    deletable: timedelta
    opening: str
    adding: str
    person: str
