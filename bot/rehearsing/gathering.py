"""Gathers people who are played in a group with the bot, all of whom it can write to, and those who lead them."""

from collections.abc import Sequence

from bot.core.model import Language, Role
from bot.rehearsing.company import Company
from bot.rehearsing.rehearsal import Rehearsal
from bot.sandbox import Bot, Sandbox
from bot.sandbox.people import Person
from bot.sandbox.story import COORDINATOR, DUTCH, ENGLISH, LEADER, TEACHERS
from bot.storage import members, people
from bot.storage.database import transaction

# Only as many come as are needed; a file of a school's own may need many.
# fmt: off
CAST = (
    *TEACHERS, COORDINATOR, "Hans", "Irene", "Joost", "Lotte", "Milan", "Nora", "Omar", "Petra", "Ruud", "Sanne", "Tom",
    "Ursula", "Vera", "Wout", "Yara", "Zoë", "Arjan", "Bea", "Cas", "Daan", "Elif", "Freek", "Gijs", "Hilde", "Ivo",
    "Jade", "Koen", "Leyla", "Maud", "Niek",
)
# fmt: on
ELSEWHERE = {"nl": "Een ander team", "en": "Another team"}


async def gather(sandbox: Sandbox, bot: Bot, rehearsal: Rehearsal, count: int, language: Language) -> Company:
    """Return a group of so many people who take part, with the bot in it; the first of them set it up."""
    cast = [sandbox.add_person(name, language=language) for name in CAST[:count]]
    group = cast[0].create_group((DUTCH if language == "nl" else ENGLISH).group)
    for one in (*cast[1:], bot):
        cast[0].invite(group, one)
    await rehearsal.settle()
    for one in cast:
        one.write(group, "/meedoen" if language == "nl" else "/join")
    await rehearsal.settle()
    return Company(rehearsal, bot, group, cast, language)


async def begin_private_chats(sandbox: Sandbox, company: Company) -> None:
    """Let everybody have begun a chat with the bot, so that it can write to all; and somebody who leads them, and
    isn't in the group, too."""
    company.outside = [sandbox.add_person(LEADER, language=company.language)]
    for one in company.there:
        one.start(company.bot)
    await company.settle()
    let_lead(company, company.outside)


def let_lead(company: Company, leaders: Sequence[Person]) -> None:
    """Let people lead the team."""
    now, database = company.rehearsal.time.now(), company.house.database
    with transaction(database):
        for one in leaders:
            people.meet(database, one.id, one.name, None)
            members.give_role(database, company.team_id, one.id, Role.LEADER, now)


async def let_all_lead_elsewhere(company: Company) -> None:
    """Let everybody who takes part lead another team, each the same one."""
    first, now, database = company.people[0], company.rehearsal.time.now(), company.house.database
    group = first.create_group(ELSEWHERE[company.language])
    first.invite(group, company.bot)
    await company.settle()
    team_id = company.team_in(group)
    with transaction(database):
        for one in company.people:
            members.give_role(database, team_id, one.id, Role.LEADER, now)
