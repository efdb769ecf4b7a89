"""Skills: what people of a team put in its list of who can do what, and finding whoever can help."""

from collections.abc import Sequence
from typing import Any

from bot.app.context import screening
from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.core.matching import Text, matching
from bot.core.model import Entry
from bot.core.purposes import SKILLED
from bot.core.rights import Right
from bot.core.sources import like
from bot.storage import skills
from bot.storage.skills import OFFERS, WISHES

# So many things somebody offers are a help to find them by; more are a list of merits.
MOST_OFFERS, LONGEST = 3, 100
LEARN = ("leren", "learn")


def offer(occasion: Occasion, argument: str) -> None:
    """Answer /can in a team: put what somebody has to offer in its list, or with `learn` what they would like to."""
    text = like(" ".join(argument.split()), argument)
    word, _, rest = text.partition(" ")
    step, wanted = (WISHES, like(rest, argument)) if word.lower().rstrip(":") in LEARN else (OFFERS, text)
    own = [one for one in _there(occasion) if one.author == occasion.who and one.step == step]
    if not text:
        find(occasion, "")
    elif not any(sign.isalpha() for sign in wanted):
        occasion.hint("skills.wordless")
    elif len(wanted) > LONGEST:
        occasion.hint("skills.too_long", length=len(wanted), longest=LONGEST)
    elif len(own) >= (MOST_OFFERS if step == OFFERS else 1):
        occasion.hint("skills.enough", most=MOST_OFFERS, is_wish=step == WISHES)
    elif screening.doubt(occasion, wanted, "", "", occasion.here.language):
        occasion.answer("skills.not_so")
    else:
        skills.put(occasion.database, occasion.here.id, occasion.who.id, wanted, occasion.at, step)
        occasion.answer("skills.kept", is_wish=step == WISHES, team=occasion.here.name)


def find(occasion: Occasion, argument: str) -> None:
    """Answer /who: who has to offer, or would like to learn, what some words are about; all of the list without any."""
    there, wanted = _there(occasion), argument.strip()
    if wanted:
        texts = [Text(str(one.id), one.text) for one in there]
        near = matching(wanted, texts, occasion.here.language)
        there = [one for one in there if str(one.id) in near]
    occasion.answer_html(_told(occasion, there, wanted), purpose=SKILLED)


def list_now(occasion: Occasion) -> str:
    """Return all of the list as it reads now."""
    return _told(occasion, _there(occasion), "")


def _there(occasion: Occasion) -> list[Entry]:
    return skills.of_team(occasion.database, occasion.here.id)


def _told(occasion: Occasion, there: Sequence[Entry], wanted: str) -> str:
    """Return some of the list in words: by name, in the order of the names, so that it ranks nobody."""
    found: dict[int, dict[str, Any]] = {}
    for one in sorted((one for one in there if one.author), key=lambda one: str(one.author and one.author.name)):
        if one.author:
            person = found.setdefault(one.author.id, {"name": one.author.name, "offers": [], "wishes": []})
            person["offers" if one.step == OFFERS else "wishes"].append(one.text)
    return occasion.words("skills.list", occasion.here.language, people=list(found.values()), wanted=wanted)


COMMANDS = (
    Command("can", "kan", {"group": offer}, Right.READ_LOG, GROUP, place=138, line="skills.menu_can"),
    Command("who", "wie", {"group": find}, Right.READ_LOG, GROUP, place=139, line="skills.menu_who"),
)
