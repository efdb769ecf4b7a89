"""Modes: how a step collects what people have to say. What is asked of a mode anywhere is asked of its value here."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from bot.core.model import Who

# Where one is told how a step is done: under it in the group, where it is somebody's turn, when they open it.
Place = Literal["in_group", "alone", "in_private"]


class Shown(StrEnum):
    """When others see what came in."""

    AT_ONCE = "at once"
    AT_CLOSE = "at close"
    NEVER = "never"


class ListIn(StrEnum):
    """Where the list stands that is chosen from or labelled."""

    GROUP = "group"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How a step collects.

    By words, by a button, or by either; where it `asks_for_both`, nobody is done with one of the two, and where it
    `settles_by_press` whoever says that something should be different has not agreed yet. One that
    `waits_for_all` ends once everybody it addresses was heard, the others by time or by hand. `in_private` is done
    alone with the bot; `is_together` in a room or call. Those who `may_say_more` are waited for until they say that
    it was all; `part_by_part` they are asked one field after another. `takes_late`: what comes in after it closed is
    shown all the same. Where it is not `is_named`, nobody reads who wrote what. `is_listed`: what came in can be
    labelled or voted on later. `who`: whose it is by nature. `is_for_all_in`: everybody in the session may speak,
    whoever is asked; `owner_listens`: and whoever brought the case does not; `owner_answers`: and they are asked.
    `counts`: its message shows how many gave something. What it `brings` can be shown above a later step. One that
    `groups_a_list` shows an earlier list, and what it brings is that list put together. It
    `is_spoken` where people sit together, and
    `signals` how many minutes are left, where they can't see that. `keys` are
    the parts of a step that belong to it, and of each of `needs` it must have one. `of_owner` is how it works where it
    is the owner's. Two people in private can do one `for_two` as well.
    """

    name: str
    by_words: bool = True
    by_press: bool = False
    asks_for_both: bool = False
    settles_by_press: bool = False
    waits_for_all: bool = True
    in_private: bool = False
    is_together: bool = False
    shown: Shown = Shown.AT_ONCE
    takes_late: bool = False
    is_listed: bool = False
    may_say_more: bool = False
    keeps_commitments: bool = False
    who: Who | None = None
    is_for_all_in: bool = False
    owner_listens: bool = False
    owner_answers: bool = False
    for_two: bool = False
    part_by_part: bool = False
    is_named: bool = True
    counts: bool = True
    brings: bool = False
    groups_a_list: bool = False
    is_spoken: bool = False
    signals: tuple[int, ...] = ()
    list_in: ListIn | None = None
    keys: frozenset[str] = frozenset()
    needs: tuple[tuple[str, ...], ...] = ()
    of_owner: "Mode | None" = None


AT_MOST = frozenset(["at_most"])

_WRITTEN = Mode(
    name="post",
    takes_late=True,
    is_listed=True,
    brings=True,
    may_say_more=True,
    keeps_commitments=True,
    for_two=True,
    keys=AT_MOST,
)
# The case itself is looked over for names before the group reads it.
POST = replace(
    _WRITTEN,
    is_spoken=True,
    of_owner=replace(_WRITTEN, name="own_post", in_private=True, counts=False, is_spoken=True),
)
CLUSTER = replace(
    _WRITTEN,
    name="cluster",
    takes_late=False,
    keeps_commitments=False,
    for_two=False,
    counts=False,
    groups_a_list=True,
    keys=frozenset(["items_from"]),
    needs=(("items_from",),),
)
HIDDEN = replace(_WRITTEN, name="hidden", in_private=True, shown=Shown.AT_CLOSE)
# Without names, and with fewer than three of these not at all: what comes later would tell whose it is.
UNNAMED = replace(HIDDEN, name="unnamed", for_two=False, takes_late=False, keeps_commitments=False, is_named=False)
FIELDS = replace(
    HIDDEN,
    name="fields",
    takes_late=False,
    is_listed=False,
    keeps_commitments=False,
    part_by_part=True,
    keys=frozenset(["fields"]),
    needs=(("fields",),),
)
OPEN = Mode(
    name="open",
    is_spoken=True,
    waits_for_all=False,
    takes_late=True,
    is_listed=True,
    brings=True,
    is_for_all_in=True,
    counts=False,
    keys=AT_MOST,
)
ASK = replace(OPEN, name="ask", owner_answers=True)
QUIET = replace(OPEN, name="quiet", is_for_all_in=False, who="helpers", owner_listens=True)
LABEL = Mode(
    name="label",
    by_words=False,
    by_press=True,
    in_private=True,
    shown=Shown.AT_CLOSE,
    who="owner",
    counts=False,
    brings=True,
    list_in=ListIn.PRIVATE,
    keys=frozenset(["labels", "items_from", "tells_only"]),
    needs=(("labels",), ("items_from",)),
)
POLL = Mode(
    name="poll",
    by_words=False,
    by_press=True,
    shown=Shown.AT_CLOSE,
    brings=True,
    list_in=ListIn.GROUP,
    keys=frozenset(["options", "items_from", "choose"]),
    needs=(("options", "items_from"),),
)
SCALE = Mode(
    name="scale",
    by_words=False,
    by_press=True,
    in_private=True,
    shown=Shown.AT_CLOSE,
    brings=True,
    keys=frozenset(["items", "scale", "labels", "by_role"]),
    needs=(("items",), ("scale", "labels")),
)
RATE = Mode(name="rate", by_press=True, asks_for_both=True, in_private=True, shown=Shown.AT_CLOSE)
CONFIRM = Mode(name="confirm", by_press=True, settles_by_press=True, for_two=True, keys=frozenset(["agrees_date"]))
SOLO = Mode(name="solo", in_private=True, shown=Shown.NEVER, for_two=True, keys=frozenset(["ways_in"]))
LIVE = Mode(
    name="live",
    waits_for_all=False,
    is_for_all_in=True,
    is_together=True,
    counts=False,
    for_two=True,
    keys=frozenset(["on_date"]),
)

# What is said in a department is nobody else's, so that nothing of it is kept.
DIVIDED = replace(
    LIVE,
    name="divided",
    by_words=False,
    for_two=False,
    signals=(10, 5, 1),
    keys=frozenset(["departments"]),
    needs=(("departments",),),
)

_IN_WORDS = (POST, HIDDEN, UNNAMED, FIELDS, OPEN, ASK, QUIET)
EVERY = (*_IN_WORDS, LABEL, POLL, CLUSTER, SCALE, RATE, CONFIRM, SOLO, LIVE, DIVIDED)
MODES = {one.name: one for one in EVERY}
# The modes by name, with those that only an owner's step has.
EVERY_MODE = MODES | {one.of_owner.name: one.of_owner for one in MODES.values() if one.of_owner}
# The parts of a step that only some modes have.
SPECIAL_KEYS = frozenset[str]().union(*(one.keys for one in MODES.values()))


def having(key: str) -> list[str]:
    """Return the names of the modes that a part of a step belongs to."""
    return [one.name for one in MODES.values() if key in one.keys]
