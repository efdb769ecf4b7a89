"""Superseding: what one puts down for all takes the place of what stood there, where its step was opened once more."""

from bot.app.context.occasion import Occasion
from bot.app.sessions import reopening, rewording
from bot.core.session.state import Session
from bot.storage import contributions, people


def take_place(occasion: Occasion, session: Session) -> None:
    """Put aside what stood for the step that is on before it was opened once more, where one message holds of it: its
    writers keep that for themselves, and hear so."""
    step, earlier = session.state.now_on.step, reopening.standing(occasion, session)
    if not earlier:
        return
    occasion.take_back([("entry", entry.id) for entry in earlier], is_all=True)
    for entry in earlier:
        contributions.put_aside(occasion.database, entry.id)
    rewording.keep_true(occasion, session.id)
    writers = {entry.author.id for entry in earlier if entry.author}
    for person in people.of(occasion.database, writers | {occasion.who.id}):
        key = "contributing.takes_its_place" if person.id == occasion.who.id else "contributing.put_aside"
        title = occasion.in_team_words(step.title, occasion.private_language(person))
        is_paced = session.state.pace != "live"
        occasion.whisper(person, key, is_owed=is_paced and person.id != occasion.who.id, title=title)
