"""What comes before all agree to a text: somebody objects, and whoever wrote it changes it."""

from dataclasses import dataclass

from bot.core.model import Entry
from bot.core.session import plans, taking_part
from bot.core.session.state import Session
from bot.rehearsing import choosing
from bot.rehearsing.company import Company
from bot.rehearsing.lines import own_lines
from bot.rehearsing.ordering import in_order
from bot.sandbox.nouns import Message
from bot.sandbox.people import Person
from bot.storage import entries


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody has to say first: an objection, or new words in place of the message that it is about."""

    person: Person
    text: str
    edits: Message | None = None


def turn(company: Company, session: Session) -> Turn | None:
    """Return whose turn it is before all agree to what the step shows: whoever chooses otherwise where there is a vote
    objects, as its file says, and whoever wrote that then puts it as the next example of their step has it.

    None where that is done, where the files have no such thing, and where somebody isn't played, who may do otherwise.
    """
    on, content = session.state.now_on, company.house.content
    if not on.step.way.settles_by_press or company.visitor or not on.number:
        return None
    position = plans.shown_at(session.state.plan, session.state.position)
    if position is None:
        return None
    then = session.at_step(position)
    objections = own_lines(content, session.method, on, company.language)
    wordings = own_lines(content, session.method, then.state.now_on, company.language)
    written = entries.of_step(company.house.database, session.id, then.step)
    if not objections or len(wordings) <= 1 or len(written) != 1 or written[0].text == wordings[1]:
        return None
    writer = next((one for one in company.played if written[0].author and one.id == written[0].author.id), None)
    asked = taking_part.addressed(session.state)
    others = [one for one in in_order(company, session) if one is not writer and one.id in asked]
    if writer is None or not others:
        return None
    objects = others[: choosing.EACH_THIRD][-1]
    if not has_said(company, session, objects):
        return Turn(objects, objections[0])
    message = _message_of(company, writer, written[0])
    return Turn(writer, wordings[1], message) if message else None


def has_said(company: Company, session: Session, person: Person) -> bool:
    """Tell whether somebody said something in the step that is on, in writing or out loud."""
    is_written = entries.count_in_step(company.house.database, session.id, session.step, person.id)
    return bool(is_written) or company.has_said_aloud(session, person)


def _message_of(company: Company, writer: Person, entry: Entry) -> Message | None:
    found = (one for one in reversed(company.group.messages) if one.sender is writer and one.text == entry.text)
    return next(found, None)
