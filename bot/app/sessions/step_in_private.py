"""A step in private: the way to it from the group, and what somebody sees of it there."""

from bot.app.context.occasion import Occasion
from bot.app.sessions import cards, walks
from bot.core import consultation
from bot.core.outgoing import Button
from bot.storage import consultations, members, talks
from bot.storage.consultations import Walk


def open_private(occasion: Occasion, code: str) -> None:
    """Show somebody in private the step that is on; what they write here next is for this walkthrough."""
    walk = consultations.find_by_code(occasion.database, code)
    if walk is None or walk.stand.is_over or not _is_welcome(occasion, walk):
        occasion.answer("contributing.over")
        return
    occasion.be_in(walk.team_id)
    talks.begin(occasion.database, occasion.who.id, occasion.now, session_id=walk.id)
    show_step(occasion, walk)


def _is_welcome(occasion: Occasion, walk: Walk) -> bool:
    """Tell whether a link that may have been passed on is in the right hands."""
    roles = members.roles_of(occasion.database, walk.team_id, occasion.who.id)
    return bool(roles) or occasion.who.id in walk.stand.people


def show_step(occasion: Occasion, walk: Walk) -> None:
    """Show in private the step that is on, as far as it is this person's, with the list there is to label."""
    if occasion.who.id not in walk.stand.people:
        walks.turn_away(occasion, walk)
        return
    stand = walk.stand
    occasion.answer(
        "contributing.step",
        cards.private_keyboard(occasion, walk, occasion.who),
        session=walk,
        purpose=f"step {stand.position}",
        team=occasion.here.name,
        is_yours=occasion.who.id in consultation.addressed(stand),
        is_listening=consultation.is_listening(stand, occasion.who.id),
        **cards.how(occasion, walk, occasion.language, "in_private"),
    )


def link(occasion: Occasion, walk: Walk) -> Button:
    """Return the button that leads from the group to the step that is on, in private."""
    return Button(label=occasion.label("step_write"), link=occasion.house.bot.link(f"step-{walk.code}"))


def point_there(occasion: Occasion, argument: str) -> None:
    """Answer /write in the group with the way to the step that is on, in private."""
    walk = walks.find_running(occasion)
    if walk is None:
        occasion.hint("contributing.nothing_runs")
    else:
        occasion.answer("contributing.this_way", ((link(occasion, walk),),))


def write(occasion: Occasion, argument: str) -> None:
    """Answer /write in private: show the step that is on."""
    walk = walks.of_person(occasion)
    if walk is None:
        occasion.hint("contributing.nothing_runs")
    else:
        open_private(occasion, walk.code)
