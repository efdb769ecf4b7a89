"""Gives a team in a pretend world the consultations behind it that make every method open to it."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.app.context.house import House
from bot.core.session import moving, plans
from bot.core.session.choice import CASES_AT_FIRST
from bot.core.session.deadlines import Calendar
from bot.core.timing import FreeDays
from bot.storage import rounds, sessions, states, teams
from bot.storage.database import transaction

LONG_AGO = timedelta(weeks=26)
VERY_SAFE = 5.0


def give_experience(house: House, now: datetime) -> None:
    """Let every team that is new have completed a few consultations half a year ago, in which it felt safe."""
    for team in list(teams.every(house.database)):
        if rounds.count_ended(house.database, team.id) or sessions.case_in(house.database, team.id):
            continue
        with transaction(house.database):
            for _ in range(CASES_AT_FIRST):
                _add_completed(house, team.id, now - LONG_AGO)


def _add_completed(house: House, team_id: int, at: datetime) -> None:
    method = min(house.content.walkthroughs.values(), key=lambda one: one.order)
    team = teams.find(house.database, team_id)
    if team is None:
        return
    calendar = Calendar(team.zone, FreeDays())
    plan = plans.plan_of(method, house.content.frame, has_owner=False)
    state = moving.begin(plan, method.paces[0], frozenset(), at, calendar, None)
    session = sessions.add(house.database, team_id, method.id, state)
    sessions.save(house.database, replace(session, state=moving.finish(state, at), kept=None), at, at)
    states.set_safety(house.database, session.id, VERY_SAFE)
