"""The portfolio: everything that is kept about somebody, as a document to read and one for programs."""

import json
from dataclasses import replace
from typing import Any

from bot.app.context import questions
from bot.app.context.command import PRIVATE, Command
from bot.app.context.occasion import Occasion
from bot.app.people import own_answers
from bot.core.instrument import VOICE, WISH, line_of
from bot.core.outgoing import Document
from bot.core.session.terms import INSTRUMENT, REFLECTION
from bot.rendering import visible_text
from bot.storage import (
    commitments,
    contributions,
    heard,
    members,
    nudges,
    own_questions,
    pairs,
    people,
    sessions,
    talks,
    traces,
)
from bot.storage.commitments import Commitment
from bot.storage.contributions import Contribution

# What was heard of somebody in an open question, in words.
HEARD_AS = {"begun": "answered", "given": "answered", "passed": "skipped"}


def export(occasion: Occasion, argument: str) -> None:
    """Answer /export in private with two documents: Markdown for people and JSON for programs."""
    facts = _facts(occasion)
    day = f"{occasion.now.astimezone(occasion.zone):%Y-%m-%d}"
    # Markdown is no HTML: what the template engine escaped is turned back.
    portfolio = visible_text(occasion.words("portfolio.markdown", **facts)) + "\n"
    plain = json.dumps(facts, ensure_ascii=False, indent=2, default=_plain) + "\n"
    occasion.answer("portfolio.here", document=Document(name=f"leerkring-{day}.md", content=portfolio), about=facts)
    occasion.answer(
        "portfolio.for_programs", document=Document(name=f"leerkring-{day}.json", content=plain), about=facts
    )


def _facts(occasion: Occasion) -> dict[str, Any]:
    """Return all that is kept about this person, in words and numbers that need no program to be understood."""
    person = occasion.who
    return {
        "name": person.name,
        **people.names_of(occasion.database, person.id),
        "made_at": occasion.now,
        "language": occasion.language,
        "working_days": list(person.working_days),
        "leave": [{"first": days.first, "last": days.last} for days in person.leave],
        "digest_time": people.digest_time(occasion.database, person.id),
        "reminded_at": people.reminded_at(occasion.database, person.id),
        "roles": [
            {"team": team.name, "role": str(role), "since": since}
            for team, role, since in members.roles_everywhere(occasion.database, person.id)
        ],
        "open_questions": [
            {"team": team, "how": HEARD_AS[how]}
            for team, how in heard.of_person(occasion.database, person.id, REFLECTION.name)
        ],
        "nudges": [{"team": team, "at": at} for team, at in nudges.of_person(occasion.database, person.id)],
        "rounds": [_titled(occasion, one) for one in traces.places_of(occasion.database, person.id)],
        "commitments": [_commitment(one) for one in commitments.of_person(occasion.database, person.id)],
        "contributions": [_contribution(occasion, own) for own in contributions.kept_of(occasion.database, person.id)],
        **_traces(occasion),
    }


def _traces(occasion: Occasion) -> dict[str, Any]:
    """Return what is kept about this person beside what they wrote and what they are."""
    database, person_id = occasion.database, occasion.who.id
    return traces.about(database, person_id) | {
        "agreements": traces.agreements_of(database, person_id),
        "marks": [_line_by_line(_titled(occasion, one)) for one in traces.marks_of(database, person_id)],
        "invitations": traces.invitations_of(database, person_id),
        "talk": _talk(occasion),
        "updates": traces.updates_of(database, person_id),
        "messages": traces.messages_to(database, person_id),
        "digests": traces.digests_of(database, person_id),
        "kept_out": [_titled(occasion, one) for one in traces.kept_out_of(database, person_id)],
        "changes": traces.changes_of(database, person_id),
        "own_questions": own_questions.by_writer(database, person_id),
        "question_drafts": traces.question_drafts_of(database, person_id),
        "unplaced": traces.unplaced_of(database, person_id),
        "practices": [_titled(occasion, one) for one in traces.practices_of(database, person_id)],
        "calls": [_titled(occasion, one) for one in traces.calls_of(database, person_id)],
        "allowed": traces.allowed_by(database, person_id),
        "thanks": [_titled(occasion, one) for one in traces.thanks_of(database, person_id)],
        "albums": traces.albums_of(database, person_id),
        "quoted_in": traces.quoted_in(database, person_id),
    }


def _talk(occasion: Occasion) -> dict[str, Any] | None:
    """Return what this person's next words in private are about, and since when."""
    talk = talks.find(occasion.database, occasion.who.id)
    if talk is None:
        return None
    kinds = {"commitment": talk.commitment_id, "entry": talk.entry_id, "own question": talk.question_for}
    return {"about": next((kind for kind, number in kinds.items() if number), "session"), "since": talk.since}


def _contribution(occasion: Occasion, own: Contribution) -> dict[str, Any]:
    language, text = occasion.language, occasion.house.renderer.text
    names, ask = {"team": own.team}, _asked(occasion, own)
    return {
        "at": own.at,
        "team": own.team,
        "prompt": own.method,
        "title": own_answers.title(occasion, own),
        "question": visible_text(text(language, ask, occasion.zone, **names)) if ask else "",
        "audience": own_answers.audience(occasion, own),
        "kind": own.kind,
        "released_at": own.released_at,
        "fallback": own.fallback if own.is_nameless else None,
        "text": own.text if own.kind != "pass" else occasion.label("pair_left_open"),
    }


def _asked(occasion: Occasion, own: Contribution) -> str:
    """Return what a contribution answers: a question, or a step of a consultation."""
    pair = pairs.find(occasion.database, own.session_id)
    if pair:
        then = pair.at(replace(pair.state, position=own.step - 1))
        return then.on.step.ask.in_(occasion.language)
    session = sessions.find(occasion.database, own.session_id)
    if own.is_case or (session and session.state.plan):
        return session.state.plan[own.step - 1].step.ask.in_(occasion.language) if session else ""
    method = questions.find(occasion.house, own.team_id, own.method)
    return method.steps[0].ask.in_(occasion.language) if method else ""


def _line_by_line(mark: dict[str, Any]) -> dict[str, Any]:
    """Return a mark of an instrument with its pass and line, counted from one; another as it is."""
    if mark["terms"] != INSTRUMENT.name:
        return mark
    passing, item = line_of(mark["item"])
    is_voice = mark["item"] == VOICE
    return mark | {"item": item + 1, "passing": passing + 1, "is_wish": passing == WISH, "is_voice": is_voice}


def _titled(occasion: Occasion, told: dict[str, Any]) -> dict[str, Any]:
    """Return something kept of a consultation with its method's name in place of the id."""
    found = questions.title(occasion.house, told["team_id"], told["method"])
    text = occasion.house.renderer.text
    title = text(occasion.language, found.in_(occasion.language), occasion.zone, team=told["team"]) if found else None
    rest = {key: value for key, value in told.items() if key not in ("method", "team_id")}
    return rest | {"title": visible_text(title) if title else told["method"]}


def _commitment(one: Commitment) -> dict[str, Any]:
    return {
        "team": one.team,
        "text": one.text,
        "state": one.state,
        "at": one.ask_at,
        "asked_at": one.asked_at,
        "answered_at": one.answered_at,
        "result": one.result,
        "is_shared": one.is_shared,
    }


def _plain(value: Any) -> str:
    """Return a date or an instant as ISO 8601."""
    return str(value.isoformat())


COMMANDS = (Command("export", None, {"private": export}, in_menu=PRIVATE, place=350),)
