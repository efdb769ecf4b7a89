"""Whether somebody who is played has anything to do in a step, and in which way they take part in it."""

from bot.core.session import steerers, taking_part
from bot.core.session.state import Session
from bot.rehearsing import objecting
from bot.rehearsing.company import Company
from bot.rehearsing.lines import noted_for, owners_lines, rejoinder_for, tells_whose
from bot.sandbox.people import Person
from bot.storage import entries


def has_part(company: Company, session: Session, person: Person) -> bool:
    """Tell whether somebody has anything to do in the step that is on, and did not do it yet."""
    state, key = session.state, session.state.now_on.key
    if key == "gather":
        return person.id not in state.heard
    if key == "roles":
        return not state.given and state.facilitator is None and steerers.may_facilitate(state, person.id)
    if taking_part.is_listening(state, person.id) or answers(company, session, person):
        return not objecting.has_said(company, session, person)
    if rejoinder(company, session, person):
        return True
    if before := objecting.turn(company, session):
        return person is before.person
    if person.id == state.facilitator and keeps_out(company, session):
        return False
    if notes(company, session):
        return person.id in taking_part.addressed(state) and not company.has_said_aloud(session, person)
    is_done = person.id in (state.heard if state.now_on.step.way.waits_for_all else state.given)
    is_needed = not taking_part.is_one_enough(state) or not state.given
    return person.id in taking_part.addressed(state) and is_needed and not is_done


def answers(company: Company, session: Session, person: Person) -> bool:
    """Tell whether somebody is asked about what they brought, or has the last word about it among the others, and the
    file of the method says what they say."""
    on, content = session.state.now_on, company.house.content
    if person.id not in taking_part.owners_now(session.state):
        return False
    if on.step.way.owner_answers:
        return bool(session.state.given) and tells_whose(content, session.method, on)
    is_last = on.step.way.is_for_all_in and on.step.who == "helpers"
    return is_last and bool(owners_lines(content, session.method, on, company.language))


def rejoinder(company: Company, session: Session, person: Person) -> str:
    """Return what somebody says to the owner's answer to them; nothing for anybody else, and before there is one."""
    on, content = session.state.now_on, company.house.content
    said = rejoinder_for(content, session.method, on, company.language) if on.number else ""
    if not said:
        return ""
    written = entries.of_step(company.house.database, session.id, session.step)
    owners = taking_part.owners_now(session.state)
    authors = [one.author.id for one in written if one.author]
    before = next((at for at, author in enumerate(authors) if author in owners), 0)
    is_asker = before > 0 and authors[before - 1] == person.id
    return said if is_asker and said not in [one.text for one in written] else ""


def notes(company: Company, session: Session) -> str:
    """Return what one of those who sit together jots down of the talk that is on; nothing where nobody does."""
    if taking_part.spoken(session.state) != "noted" or company.visitor:
        return ""
    return noted_for(company.house.content, session.method, session.state.now_on, company.language)


def keeps_out(company: Company, session: Session) -> bool:
    """Tell whether whoever leads lets the others talk, as their method asks of them in words of its own."""
    method, way = company.house.content.walkthroughs.get(session.method), session.state.now_on.step.way
    is_to = bool(method and method.roles) and not taking_part.is_in_turns(session.state)
    return is_to and (way.is_for_all_in or way.owner_listens)
