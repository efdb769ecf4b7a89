"""Purposes: what the bot's messages are for, and of what: a step, an entry, a digest, by its number."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a message is for: its name, and where there are several, the number of what it is about and its page.

    Most are named after the sentence that is said.
    """

    name: str
    number: int | None = None
    page: int | None = None

    def of(self, number: int, page: int | None = None) -> "Purpose":
        """Return this purpose, of one thing by its number."""
        return replace(self, number=number, page=page)

    def is_a(self, *others: "Purpose") -> bool:
        """Tell whether it is one of some purposes, whatever it is about."""
        return self.name in {other.name for other in others}

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.name, self.number, self.page) if part is not None)


# A team's overview, by how many days it is about, asked for, or come by itself; the message is one of its parts by its
# page, or all of it.
OVERVIEW, OVERVIEW_DUE = Purpose("overview"), Purpose("overview due")
# A question, posted; asked in private, or something said about it to which the reply is an answer; its summary.
PROMPT, QUESTION, SUMMARY = Purpose("prompt"), Purpose("question"), Purpose("summary")
# A step, by its position from 0; a page of what came in for it; of an entry, its words on a page.
STEP, LIST, WORDS = Purpose("step"), Purpose("list"), Purpose("words")
# How many minutes are left of a step, by its position and as a page how many.
SIGNAL = Purpose("signal")
# What else is said to somebody in private about a step, by its position: the reply is for that step too. With a page
# it is to be read once the step has closed as well.
ABOUT_STEP = Purpose("about step")
LASTING = Purpose("about step", page=1)
# Whether a draft is for all to read, by its entry.
HELD = Purpose("held")
# What words in private are about that may belong to something of one's own, by its entry; with a page while what its
# writer says next may belong there as well.
ABOUT_OWN = Purpose("about own")
# A draft that its step closed without, by its entry; a commitment as it was noted, and asked about.
LEFT_OUT, INTENDED, LOOK_BACK = Purpose("left out"), Purpose("intended"), Purpose("look back")
# What a group reads at the end of a session; the commitments that its team may see.
ENDED, BOARD = Purpose("ended"), Purpose("board.board")
# Thanks that are passed on.
THANKS = Purpose("thanking.thanks")
# A tile, by its entry; the wall with all of them; what was harvested, by the number of the harvest.
HUNG, WALL, HARVEST = Purpose("tile"), Purpose("wall"), Purpose("harvest")
OUTCOMES, ELSEWHERE = Purpose("outcomes"), Purpose("elsewhere")
# What people of a team have to offer.
SKILLED = Purpose("skilled")
# A message of digests, or of what was released, by the number of the first of them; by its page, of one of them alone.
DIGEST, RELEASED = Purpose("digest"), Purpose("released")
# A mark under what somebody wrote, or words in its place.
NOTED = Purpose("noted")
# What is kept about somebody, handed over as documents.
HANDED_OVER = (Purpose("portfolio.here"), Purpose("portfolio.for_programs"))
# About somebody's own words, as far as they may show whom they are about or ask for help.
SECOND_LOOK = Purpose("second look")
# An instrument to be filled in, posted; a line of it, in private; what a group sees of it.
MEASURE, LINE, PROFILE, PASS_UP = Purpose("measure"), Purpose("line"), Purpose("profile"), Purpose("pass up")
# A call for a practice, by its number; what is told to one of a pair of its step, by its session and as a page the
# position, and the card of that step; words that one of them wrote, by their entry.
CALL, PAIR, PAIR_STEP = Purpose("call"), Purpose("pair"), Purpose("pair step")
# Whether a date suits, and a reminder of one: of no use after it; that one is agreed on; that a pair pauses.
PAIR_DATE, PAIR_AGREED, PAIR_PAUSED = Purpose("pair date"), Purpose("pair agreed"), Purpose("pair paused")
# A reminder of a date that was proposed, to whoever hasn't said whether it suits: of no use after it either.
PAIR_OWED = Purpose("pair owed")
# What is asked about a day and a time that one of a pair named, and as a page which half of it is known by now.
PAIR_ASKED = Purpose("pair asked")
# Whether somebody is sure to let a pair rest or to look for another date; as a page the one that they named, if any.
PAIR_SURE = Purpose("pair sure")
# Somebody heard that the others of a date go without them.
PAIR_AWAY = Purpose("pair away")
# The date that another proposed, beside something else that was asked: the buttons under it say whether it suits.
PAIR_WHICH = Purpose("pair which")
# That somebody's yes to one is noted, where the others still have to say so.
PAIR_NOTED = Purpose("pair noted")
# Whether what somebody wrote means that a date doesn't suit after all, or that they leave it.
PAIR_OFF = Purpose("pair off")
OF_DATES = (PAIR_DATE, PAIR_OWED)
OF_PAIRS = (PAIR_OFF, PAIR, PAIR_STEP, *OF_DATES, PAIR_AGREED, PAIR_PAUSED, PAIR_WHICH, PAIR_NOTED, PAIR_AWAY)
# Whether a call of a linked team may go to one's own as well.
MAY_CALL = Purpose("may call")
PAIR_WORDS = Purpose("pair words")
# What came of asking around, by the session of the pair, and as a page which part of it.
ANSWERS = Purpose("answers")
# Somebody is asked to go through a practice with a colleague: by whom, and as a page in which team.
INVITED = Purpose("invited")
# What belongs to a message rather than being one.
EDIT, PRESS, MENU, CLEAN, TOPIC = (Purpose(name) for name in ("edit", "press", "menu", "clean", "topic"))
