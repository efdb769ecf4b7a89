"""Waiting: a case that was not chosen, kept for whoever brought it until the team next collects cases."""

from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions import walks
from bot.core.outgoing import Button
from bot.rendering import shortened
from bot.storage import consultations, contributions, entries
from bot.storage.consultations import Walk

SHOWN = 600


def offer(occasion: Occasion, walk: Walk) -> None:
    """Ask in private whoever brought a case that was not chosen whether it should wait for the next session."""
    for entry in walks.candidates(occasion, walk):
        if entry.author is None or entry.author.id in walk.stand.owners:
            continue
        language = occasion.private_language(entry.author)
        button = Button(label=occasion.label_in(language, "keep_case"), command=f"keepcase {entry.id}")
        is_owed = walk.stand.pace != "live"
        team = occasion.here.name
        occasion.whisper(entry.author, "waiting.offer", ((button,),), is_owed=is_owed, session=walk, team=team)


def keep_case(occasion: Occasion, argument: str) -> None:
    """Answer the button under that question: keep the case, for its bringer alone, in the place of an earlier one."""
    own = contributions.find(occasion.database, as_number(argument), occasion.who.id)
    walk = consultations.find(occasion.database, own.session_id) if own else None
    if own is None or walk is None or own.kind != "candidate" or not walk.stand.owners:
        occasion.hint("contributing.over")
        return
    forget(occasion, own.team_id, occasion.who.id)
    entries.set_kind(occasion.database, own.id, "kept")
    occasion.show("waiting.kept", ())


def forget(occasion: Occasion, team_id: int, person_id: int) -> None:
    """Erase the case that somebody keeps in a team."""
    for entry in entries.waiting(occasion.database, team_id):
        if walks.bringer(entry) == person_id:
            entries.erase(occasion.database, entry.id)


def remind(occasion: Occasion, walk: Walk, people: frozenset[int]) -> None:
    """Offer those of some people who kept a case to bring it again, now that cases are collected."""
    for entry in entries.waiting(occasion.database, walk.team_id):
        if entry.author is None or entry.author.id not in people:
            continue
        language, here = occasion.private_language(entry.author), f"{walk.id} {walk.stand.position}"
        bring = Button(label=occasion.label_in(language, "bring_again"), command=f"bringagain {here} {entry.id}")
        occasion.whisper(
            entry.author,
            "waiting.again",
            ((bring,),),
            is_owed=walk.stand.pace != "live",
            session=walk,
            purpose=f"step {walk.stand.position}",
            team=occasion.here.name,
            text=shortened(entry.text, SHOWN),
        )


def let_go(occasion: Occasion, walk: Walk) -> None:
    """Erase the cases whose bringers brought something now, or passed; those of others wait on."""
    for person_id in walk.stand.heard:
        forget(occasion, walk.team_id, person_id)
