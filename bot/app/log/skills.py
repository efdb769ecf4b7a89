"""Skills: what people of a team put in its list of who can do what, and finding whoever can help."""

from collections.abc import Sequence
from typing import Any

from bot.app.context import screening
from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.log.stretches import reads_since
from bot.core.matching import SHORTEST_BEGINNING
from bot.core.model import SKILLS, WISHES, Entry
from bot.core.purposes import SKILLED
from bot.core.rights import Right
from bot.core.sources import like
from bot.core.wording import WORD, stem
from bot.rendering import fits_message, shortened
from bot.storage import skills

# So many things somebody offers are a help to find them by; more are a list of merits.
MOST, LONGEST = {SKILLS: 3, WISHES: 1}, 100
LEARN = ("leren", "learn")
# The page of a list that was searched for, which can't be made anew.
SEARCHED = 1


def offer(occasion: Occasion, argument: str) -> None:
    """Answer /can in a team: put what somebody has to offer in its list, or with `learn` what they would like to."""
    text = like(" ".join(argument.split()), argument)
    word, _, rest = text.partition(" ")
    is_wish = word.lower().rstrip(":") in LEARN
    if not text:
        find(occasion, "")
    elif is_wish:
        _put(occasion, like(rest, argument), "wishes")
    else:
        _put(occasion, text, "skills")


def _put(occasion: Occasion, text: str, shelf: skills.Shelf) -> None:
    own = [one for one in _there(occasion) if one.author == occasion.who and one.method == shelf]
    is_wish = shelf == WISHES
    if not any(sign.isalpha() for sign in text):
        occasion.hint("skills.wordless", is_wish=is_wish)
    elif len(text) > LONGEST:
        occasion.hint("skills.too_long", length=len(text), longest=LONGEST)
    elif len(own) >= MOST[shelf]:
        occasion.hint("skills.enough", most=MOST[shelf], is_wish=is_wish)
    elif found := screening.names_for_team(occasion, text):
        occasion.answer("skills.names", found=found)
    else:
        screening.comfort(occasion, text)
        skills.put(occasion.database, occasion.here.id, occasion.who.id, text, occasion.at, shelf)
        occasion.answer("skills.kept", is_wish=is_wish)


def find(occasion: Occasion, argument: str) -> None:
    """Answer /who: who has to offer, or would like to learn, what some words are about; all of the list without any."""
    there, wanted = _there(occasion), argument.strip()
    if wanted:
        there = [one for one in there if _is_about(occasion, one, wanted)]
    purpose = SKILLED.of(0, SEARCHED) if wanted else SKILLED
    occasion.answer_html(_told(occasion, there, wanted), purpose=purpose)


def _is_about(occasion: Occasion, one: Entry, wanted: str) -> bool:
    """Tell whether what somebody wrote has one of some words in it: in any form, or beginning a longer one."""
    return any(_is_near(word, said) for word in _stems(occasion, wanted) for said in _stems(occasion, one.text))


def _is_near(word: str, said: str) -> bool:
    short, long = sorted((word, said), key=len)
    return long.startswith(short) and (len(short) >= SHORTEST_BEGINNING or short == long)


def _stems(occasion: Occasion, text: str) -> set[str]:
    """Return the stems of the words of a text that are about something."""
    language = occasion.here.language
    ordinary = occasion.house.content.sentences[language].ordinary
    return {stem(language, word) for word in WORD.findall(text.lower()) if word not in ordinary}


def list_now(occasion: Occasion, page: int | None) -> str:
    """Return the list as it reads now; of one that was searched for, where it can be looked up anew."""
    if page == SEARCHED:
        return occasion.words("skills.changed", occasion.here.language)
    return _told(occasion, _there(occasion), "")


def _there(occasion: Occasion) -> list[Entry]:
    """Return what this person may read of the list: whoever leads the team reads on from when they took part in it."""
    since = reads_since(occasion) if occasion.person else None
    return [one for one in skills.of_team(occasion.database, occasion.here.id) if since is None or one.at >= since]


def _told(occasion: Occasion, there: Sequence[Entry], wanted: str) -> str:
    """Return some of the list in words: by name, in the order of the names, so that it ranks nobody; as much of it as a
    message holds."""
    found: dict[int, dict[str, Any]] = {}
    for one in there:
        if one.author:
            person = found.setdefault(one.author.id, {"name": one.author.name, "skills": [], "wishes": []})
            person[one.method].append(shortened(one.text, LONGEST))
    listed = sorted(found.values(), key=lambda person: str(person["name"]))
    told = (_some(occasion, listed[:count], len(listed) - count, wanted) for count in range(len(listed), -1, -1))
    return next(html for html in told if fits_message(html))


def _some(occasion: Occasion, listed: Sequence[dict[str, Any]], more: int, wanted: str) -> str:
    return occasion.words("skills.list", occasion.here.language, people=listed, more=more, wanted=wanted)


COMMANDS = (
    Command("can", "kan", {"group": offer}, Right.READ_LOG, GROUP, place=138, line="skills.menu_can"),
    Command("who", "wie", {"group": find}, Right.READ_LOG, GROUP, place=139, line="skills.menu_who"),
)
