"""Voted on: where a text changes while a vote about it is under way, the group hears so."""

from bot.app.context.occasion import Occasion
from bot.core.model import Audience
from bot.core.purposes import Purpose
from bot.core.session import plans
from bot.storage import entries, marks, messages, sessions


def tell_of_change(occasion: Occasion, entry_id: int) -> None:
    """Tell the group that a text reads otherwise that people chose about already, in the step that is on: they may
    choose anew. Once in a step is enough."""
    entry = entries.find(occasion.database, entry_id)
    is_shown = entry is not None and entry.kind != "draft" and entry.audience is not Audience.AUTHOR
    session = sessions.walkthrough(occasion.database, entry.session_id) if entry and is_shown else None
    if entry is None or session is None or session.state.is_over or not session.state.now_on.step.options:
        return
    plan, position = session.state.plan, session.state.position
    about = {plans.shown_at(plan, position), plans.shown_first_at(plan, position)}
    purpose, since = Purpose("changed").of(entry_id), session.state.opened_at
    if entry.step - 1 not in about or messages.is_said(occasion.database, session.id, purpose, since):
        return
    if marks.voices(occasion.database, session.id, position):
        occasion.enter_team(session.team_id)
        title = occasion.in_team_words(plan[entry.step - 1].step.title)
        occasion.say("contributing.changed_under_vote", session=session, purpose=purpose, title=title)
