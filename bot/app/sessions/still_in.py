"""Still in: whoever was silent for two steps is asked whether they are, and nobody else hears of it."""

from bot.app.context.occasion import Occasion
from bot.core.model import Person
from bot.core.session.state import Session


def ask(occasion: Occasion, session: Session, person: Person) -> None:
    """Ask somebody who was silent for two steps, in private, whether they are still in; nobody else hears of it."""
    language = occasion.private_language(person)
    here = str(session.id)
    staying = occasion.button_in(language, "step_stay", f"sitin {here}")
    leaving = occasion.button_in(language, "step_leave", f"sitout {here}")
    occasion.whisper(
        person, "leading.still_in", ((staying,), (leaving,)), is_owed=True, session=session, team=occasion.here.name
    )
