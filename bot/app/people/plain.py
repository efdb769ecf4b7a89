"""Plain: loose words in private that say what somebody wants: how a team does, what waits, rest, help, or a link."""

import re
from collections.abc import Callable

from bot.app.context.occasion import Occasion
from bot.app.log import digesting
from bot.app.people import on_leave
from bot.app.practices import calling, listing, sooner, which
from bot.app.teams import explaining
from bot.core.model import LANGUAGES, Role, Weekday
from bot.core.outgoing import Button
from bot.core.saying.illness import says_ill as is_ill_now
from bot.core.saying.requests import Request, as_request
from bot.storage import members, pairs, sessions

# What a link of ours carries, anywhere in what was pasted, or by itself.
OURS = r"(?:role|answer|later|read|step)-[\w-]{6,64}"
CARRIED = re.compile(rf"[?&]start=({OURS})(?![\w-])")
ALONE = re.compile(OURS)
CODE = re.compile(r"[\w-]{16}")
WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
ILL = re.compile(r"\b(?:ziek|ill|sick|unwell|niet lekker|not well)\b", re.IGNORECASE)
# What is asked that the bot only answers.
TOLD = ("privacy", "known", "erase", "help", "stop")
LONGEST = 120


def is_understood(occasion: Occasion, text: str, follow: Callable[[Occasion, str], None]) -> bool:
    """Tell whether loose words were a link of ours, which is followed, or ask how a team is doing, which its leader is
    told: the last digest again. Only what is nothing else: a question by whole lines, as content has them."""
    if carried := _carried(occasion, text):
        follow(occasion, carried)
        return True
    led = members.teams_of(occasion.database, occasion.who.id, Role.LEADER) if len(text) <= LONGEST else []
    if led and _in_words(text) in _ways_to_ask(occasion, [team.name for team in led]):
        digesting.give_digest(occasion, "")
        return True
    return False


def asks_what_waits(occasion: Occasion, text: str) -> bool:
    """Tell whether somebody asks, in a whole line as content has them, what waits for them; if so it is shown."""
    words = occasion.house.content.sentences
    return _shows_what_waits(occasion, text, [line for language in LANGUAGES for line in words[language].asking_owed])


def asks_loosely(occasion: Occasion, text: str) -> bool:
    """Tell whether words that answer nothing ask what there is to do, or what the bot only has to say something to; if
    so it is answered."""
    return asks_what_to_do(occasion, text) or asks_to_be_told(occasion, text)


def asks_what_to_do(occasion: Occasion, text: str) -> bool:
    """Tell whether words that answer nothing ask what there is to do, or when; if so it is shown."""
    words = occasion.house.content.sentences
    return _shows_what_waits(occasion, text, [line for language in LANGUAGES for line in words[language].asking_what])


def _shows_what_waits(occasion: Occasion, text: str, lines: list[str]) -> bool:
    is_asked = len(text) <= LONGEST and _in_words(text) in map(_in_words, lines)
    if is_asked:
        sooner.tells_what_ended(occasion)
        listing.show(occasion, "")
    return is_asked


def is_request(occasion: Occasion, text: str) -> bool:
    """Tell whether a sentence asks the bot for something, and so is hardly meant for others to read."""
    return len(text) <= LONGEST and as_request(text, occasion.today) is not None


def asks_to_be_told(occasion: Occasion, text: str) -> bool:
    """Tell whether a sentence asks what the bot only has to say something to, whatever waits for words; if so it is
    answered. When somebody works, or wants to be left in peace, may be meant for others too."""
    asked = as_request(text, occasion.today) if len(text) <= LONGEST else None
    return asked is not None and asked.kind in TOLD and asks_for_something(occasion, text)


def says_ill(occasion: Occasion, text: str) -> bool:
    """Tell whether somebody says that they are ill, and perhaps until when; if so it is answered."""
    is_ill = ILL.search(text) is not None or is_ill_now(text)
    return is_ill and is_request(occasion, text) and asks_for_something(occasion, text)


def asks_for_something(occasion: Occasion, text: str) -> bool:
    """Tell whether a sentence, where nothing waits for words, asks who reads along, what is kept, for help or how to
    stop, says on which days somebody works, or asks to be left in peace for some; if so it is answered."""
    asked = as_request(text, occasion.today) if len(text) <= LONGEST else None
    match asked:
        case None:
            return False
        case Request("privacy"):
            explaining.show_privacy(occasion, "")
        case Request("known" | "erase" as kind):
            occasion.answer(f"private_chat.{kind}")
        case Request("help"):
            explaining.show_help(occasion, "")
        case Request("stop"):
            say_how_to_stop(occasion)
        case Request("rest", when=""):
            on_leave.ask_until_when(occasion)
        case Request("rest", when=when, is_absent=is_absent):
            on_leave.be_quiet(occasion, when, is_absent=is_absent)
        case Request("works", days=said):
            _offer_days(occasion, said)
        case Request(days=said):
            _offer_days(occasion, tuple(day for day in occasion.who.working_days if day not in said))
    return True


def say_how_to_stop(occasion: Occasion, argument: str = "") -> None:
    """Answer /leave in private, and whoever asks it in words: how to stop, and a button for each practice that they are
    in with others, to let that alone rest, and for each open call that they joined."""
    roles, own = [str(role) for role in occasion.roles], pairs.running_for(occasion.database, occasion.who.id)
    is_in_session = bool(sessions.running_for(occasion.database, occasion.who.id))
    rests = [
        (Button(label=label, command=f"pair {here.id} {here.state.position} rest"),)
        for here, label in which.called(occasion, own)
    ]
    _, ways_out = calling.joined(occasion)
    occasion.team = None
    occasion.answer(
        "private_chat.how_to_stop",
        (*rests, *ways_out),
        roles=roles,
        is_with_others=bool(rests),
        has_joined=bool(ways_out),
        is_in_session=is_in_session,
    )


def _offer_days(occasion: Occasion, days: tuple[Weekday, ...]) -> None:
    """Offer to keep the days on which somebody says that they work; to whom that leaves none, how to stop."""
    if not days:
        say_how_to_stop(occasion)
        return
    yes = occasion.button("these_days", f"days {' '.join(days)}", days=list(days))
    occasion.answer("private_chat.these_days", ((yes,), (occasion.button("other_days", "days"),)))


def _carried(occasion: Occasion, text: str) -> str | None:
    """Return the word that a pasted link carried; of a bare code, that of an invitation there is."""
    if found := CARRIED.search(text):
        return found[1]
    alone = text.strip()
    if ALONE.fullmatch(alone):
        return alone
    is_code = CODE.fullmatch(alone) and members.find_invitation(occasion.database, alone, occasion.now)
    return f"role-{alone}" if is_code else None


def _ways_to_ask(occasion: Occasion, teams: list[str]) -> set[str]:
    """Return the lines that ask for the digest, in either language: people don't always write the one they chose."""
    lines = [line for language in LANGUAGES for line in occasion.house.content.sentences[language].asking_digest]
    return {
        _in_words(line.replace("{team}", team)) for line in lines for team in (teams if "{team}" in line else teams[:1])
    }


def _in_words(text: str) -> str:
    return " ".join(WORDS.findall(text.lower().replace("’", "'")))
