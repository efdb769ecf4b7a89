"""Waiting: a case that was not chosen, kept for whoever brought it until the team next collects cases."""

from bot.app import walks
from bot.app.house import as_number
from bot.app.occasion import Occasion
from bot.core.model import Audience
from bot.core.outgoing import Button
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
    if own is None or walk is None or own.kind != "candidate":
        occasion.hint("contributing.over")
        return
    for entry in entries.waiting(occasion.database, own.team_id):
        if walks.bringer(entry) == occasion.who.id:
            entries.erase(occasion.database, entry.id)
    entries.add(occasion.database, walk, occasion.who, Audience.AUTHOR, "kept", own.text, occasion.now, None)
    occasion.show("waiting.kept", ())


def remind(occasion: Occasion, walk: Walk) -> None:
    """Offer whoever kept a case to bring it again, now that cases are collected."""
    for entry in entries.waiting(occasion.database, walk.team_id):
        if entry.author is None or entry.author.id not in walk.stand.people:
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
            text=entry.text[:SHOWN],
        )


def let_go(occasion: Occasion, walk: Walk) -> None:
    """Erase the cases that waited for this session: they were brought to it, or not."""
    for entry in entries.waiting(occasion.database, walk.team_id):
        if walks.bringer(entry) in walk.stand.people:
            entries.erase(occasion.database, entry.id)
