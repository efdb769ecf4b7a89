"""Screening: whether words may show whom they are about, or are for somebody who can help, before they count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from bot.app.context.occasion import Occasion
from bot.core.alarm import Alarm
from bot.core.model import RELEASED, Audience, Language, Person
from bot.core.outgoing import Keyboard
from bot.core.purposes import SECOND_LOOK
from bot.storage import contributions, members
from bot.storage.contributions import Contribution

# What the button under a question of ours adds to its command: it was about something else; leave it so.
OTHER, SO = "other", "so"
# And where it was about the work after all.
WORK = "work"


def names_in(occasion: Occasion, text: str, there: Iterable[Person]) -> list[str]:
    """Return what in a text may show whom it is about; those who are in the session may be called by name."""
    return occasion.house.content.guard.names_in(
        text, [person.name.split()[0] for person in there if person.name.split()]
    )


def names_for_team(occasion: Occasion, text: str) -> list[str]:
    """Return what in a text may show whom it is about, where the team reads it: its own people may be named,
    whatever they are in it."""
    if not names_in(occasion, text, ()):
        # Of most words nothing need be asked of anybody.
        return []
    return names_in(occasion, text, members.in_any_role(occasion.database, occasion.here.id))


def _names_for(occasion: Occasion, text: str, named: Sequence[Person] | None) -> list[str]:
    return names_for_team(occasion, text) if named is None else names_in(occasion, text, named)


def alarm_in(occasion: Occasion, text: str) -> Alarm | None:
    """Return what a text may be about that somebody who can help should hear."""
    return occasion.house.content.guard.alarm_in(text)


def holds_back(kind: Alarm | None) -> TypeGuard[Alarm]:
    """Tell whether a kind of alarm keeps words from others; the writer's own trouble does not."""
    return kind not in (None, "own")


def is_alarming(occasion: Occasion, text: str) -> bool:
    """Tell whether a text may be about somebody's safety: not for a group; the writer's own trouble may be."""
    return holds_back(alarm_in(occasion, text))


def help_for(occasion: Occasion, kind: Alarm, language: Language | None = None) -> str:
    """Return who can help, as HTML: in the language of the place, or another."""
    return occasion.words("screening.help", language, kind=kind)


def comfort(occasion: Occasion, text: str) -> None:
    """Tell whoever writes about trouble of their own, in private, whom they can talk to; nothing is held back."""
    if alarm_in(occasion, text) == "own":
        _tell(occasion, "screening.own", "own")


def look_afterwards(occasion: Occasion, text: str, own: Contribution | None = None) -> None:
    """Tell the writer of words that stand in the group already, in private, what they may want to change, or who can
    help. Whoever can't be reached there hears nothing: in front of all it would point at somebody. What they had
    released, `own`, goes to no leader like that."""
    kind = alarm_in(occasion, text)
    found = [] if holds_back(kind) else names_for_team(occasion, text)
    was_released = bool(own and (found or holds_back(kind)) and keep_from_leaders(occasion, own))
    if kind:
        _tell(occasion, "screening.own" if kind == "own" else "screening.afterwards", kind)
    if found:
        occasion.whisper(
            occasion.who, "screening.names_afterwards", purpose=SECOND_LOOK, found=found, was_released=was_released
        )


def look_alone(occasion: Occasion, text: str) -> None:
    """Tell whoever wrote for themselves alone who can help, where their words ask for that."""
    if kind := alarm_in(occasion, text):
        _tell(occasion, "screening.own" if kind == "own" else "screening.alone", kind)


def _tell(occasion: Occasion, key: str, kind: Alarm) -> None:
    language = occasion.private_language(occasion.who)
    occasion.whisper(occasion.who, key, purpose=SECOND_LOOK, kind=kind, help=help_for(occasion, kind, language))


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the writer of some words is asked before others read them: a sentence, what it names, and the answers."""

    key: str
    names: dict[str, Any]
    keyboard: Keyboard


def doubt(
    occasion: Occasion,
    text: str,
    command: str,
    edit: str,
    language: Language,
    answered: str = "",
    named: Sequence[Person] | None = None,
) -> Doubt | None:
    """Return what to ask the writer first, in a language, where words ring an alarm or show names.

    `command` lets them be read after all, with what was `answered` to an earlier question; `edit` changes them. Who may
    be `named` is whoever is in the team, unless it is said.
    """
    kind = alarm_in(occasion, text)
    change = occasion.button_in(language, "edit", edit)
    if holds_back(kind) and answered not in (OTHER, SO, WORK):
        other = occasion.button_in(language, "place_anyway", f"{command} {OTHER}")
        about = {"kind": kind, "help": help_for(occasion, kind, language)}
        return Doubt("screening.not_shared", about, ((other,), (change,)))
    found = [] if answered in (SO, WORK) else _names_for(occasion, text, named)
    if found:
        so = occasion.button_in(language, "place_as_is", f"{command} {SO}")
        return Doubt("screening.names_first", {"found": found}, ((so,), (change,)))
    return None


def judgement(occasion: Occasion, text: str, command: str, answered: str) -> Doubt | None:
    """Return what to ask the writer where words that are about somebody's work say what they are like. Asked last, so
    that who `answered` it has answered all."""
    said = occasion.house.content.guard.judgement_in(text) if answered != WORK else None
    if said is None:
        return None
    keep = occasion.button_in(occasion.language, "place_as_work", f"{command} {WORK}")
    return Doubt("screening.about_person", {"said": said}, ((keep,),))


def asks_first(
    occasion: Occasion,
    text: str,
    command: str,
    edit: str,
    answered: str = "",
    named: Sequence[Person] | None = None,
) -> bool:
    """Ask the writer before others read their words, if they ring an alarm or show names; return whether it did.

    `command`, `edit` and `named` as in `doubt`.
    """
    found = doubt(occasion, text, command, edit, occasion.language, answered, named)
    if found:
        occasion.show(found.key, found.keyboard, purpose=SECOND_LOOK, **found.names)
    return found is not None


def is_held_back(occasion: Occasion, own: Contribution | None, text: str) -> bool:
    """Tell whether other words for a contribution that others read are alarming, and say so; names are only shown."""
    if own is None:
        return False
    if own.audience is Audience.AUTHOR and not (own.is_case or own.is_nameless or own.is_waiting):
        look_alone(occasion, text)
        return False
    kind = alarm_in(occasion, text)
    if holds_back(kind):
        occasion.answer("contributing.alarm_in_edit", help=help_for(occasion, kind))
        return True
    comfort(occasion, text)
    occasion.enter_team(own.team_id)
    if found := _names_for(occasion, text, () if own.is_case or own.kind == "outcome" else None):
        occasion.answer("contributing.names_in_edit", found=found, was_released=keep_from_leaders(occasion, own))
    return False


def keep_from_leaders(occasion: Occasion, own: Contribution) -> bool:
    """Take back the release of words that changed into some that may show whom they are about; return whether there
    was one. Their writer may release them anew, and is asked then."""
    if own.audience not in RELEASED:
        return False
    contributions.release(occasion.database, own.id, occasion.who.id, Audience.TEAM, occasion.now)
    return True
