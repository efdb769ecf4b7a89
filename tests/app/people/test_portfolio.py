"""The export: it holds everything that any table holds about somebody, and nothing of others."""

import json
from datetime import datetime, timedelta
from typing import Any

from asked import ask
from sqlite_utils import Database
from stage import ZONE, Stage

from bot import content
from bot.core.model import Audience, Role
from bot.core.outgoing import Say
from bot.core.own_question import OwnWords
from bot.core.purposes import QUESTION
from bot.core.session import pair
from bot.core.session.deadlines import Calendar
from bot.core.timing import FreeDays
from bot.sandbox import Person
from bot.storage import (
    agreements,
    albums,
    arrangements,
    calls,
    changes,
    commitments,
    digests,
    entries,
    inbox,
    marks,
    members,
    nudges,
    outbox,
    own_questions,
    pairs,
    participants,
    people,
    question_drafts,
    talks,
    thanks,
    unplaced,
)
from bot.storage.database import stamp, transaction
from bot.storage.question_drafts import Draft

# Where each column that can name somebody shows in the export for programs.
SHOWN = {
    "members.person_id": "roles",
    "invitations.person_id": "invitations",
    "invitations.made_by": "invitations",
    "heard.person_id": "open_questions",
    "entries.person_id": "contributions",
    "entries.chat_id": "contributions",
    "nudges.person_id": "nudges",
    "talks.person_id": "talk",
    "states.facilitator_id": "rounds",
    "participants.person_id": "rounds",
    "marks.person_id": "marks",
    "agreements.person_id": "agreements",
    "commitments.person_id": "commitments",
    "outbox.chat_id": "messages",
    "inbox.raw": "updates",
    "digests.person_id": "digests",
    "kept_out.person_id": "kept_out",
    "thanks.by_person": "thanks",
    "thanks.to_person": "thanks",
    "albums.chat_id": "albums",
    "changes.person_id": "changes",
    "own_questions.person_id": "own_questions",
    "question_drafts.person_id": "question_drafts",
    "unplaced.person_id": "unplaced",
    "called.person_id": "calls",
    "paired.person_id": "practices",
    "allowed.person_id": "allowed",
}
# A group's own number, which is nobody's.
OF_GROUPS = {"teams.chat_id", "let_go.chat_id"}
NAMING = ("person_id", "chat_id", "made_by", "facilitator_id", "raw")


async def known(stage: Stage) -> tuple[Person, Person]:
    """Return somebody of whom there is something in every table that can name a person, and a colleague."""
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.say(bram, group, "/meedoen")
    bram.start(stage.bot)
    await stage.settle()
    with transaction(stage.database):
        _fill(stage, bram.id, anna.id)
    return bram, anna


def _fill(stage: Stage, person_id: int, other_id: int) -> None:
    database, now = stage.database, stage.time.now()
    author = people.find(database, person_id)
    session = ask(database, 1, "eerste-stap", now, now.replace(year=2027))
    case = ask(database, 1, "tipronde", now, now.replace(year=2027))
    database.execute("UPDATE sessions SET terms = 'case' WHERE id = ?", [case.id])
    database.table("states").update(case.id, {"facilitator_id": person_id})
    database.table("participants").insert(
        {"session_id": case.id, "person_id": person_id, "is_in": 1, "is_away": 0, "was_silent": 1}
    )
    database.table("heard").insert({"session_id": session.id, "position": 0, "person_id": person_id, "how": "passed"})
    entries.add(database, session, author, Audience.AUTHOR, "answer", "Mijn woorden.", now, None)
    database.execute("UPDATE entries SET chat_id = ?, message_id = 9", [person_id])
    marks.put(database, case.id, 0, person_id, 41, 2)
    agreements.accept(database, 1, person_id, 3, now)
    commitments.add(database, 1, session.id, person_id, "Ik tel tot vijf.", now)
    nudges.put(database, person_id, session.id, now.replace(year=2027))
    talks.begin(database, person_id, now, session_id=session.id)
    week_id = digests.fix(database, 1, now, "{}")
    digests.owe(database, week_id, person_id, Role.LEADER, now, now.replace(year=2027))
    words = OwnWords("nl", "Wat hielp", "Wat hielp er vandaag?", None, "R6")
    own_questions.add(database, 1, person_id, words, now)
    question_drafts.put(database, Draft(person_id, 1, now, text="Wat lukte er vandaag?"))
    unplaced.keep(database, person_id, 7, "Waar ging dit over?", now)
    _pair_up(database, person_id, other_id, now)
    arrangement = arrangements.of_team(database, 1, now)
    changes.add(database, 1, person_id, now, arrangement, arrangement)
    people.set_digest_time(database, person_id, "thu 08:30")
    thanks.add(database, session.id, person_id, other_id, now, now.replace(year=2027))
    thanks.add(database, session.id, other_id, person_id, now, now.replace(year=2027))
    participants.keep_out(database, 1, person_id)
    albums.hold(database, person_id, "album", [], now)
    members.invite(database, 1, Role.LEADER, person_id, other_id, now)
    members.invite(database, 1, Role.OBSERVER, None, person_id, now)
    outbox.mark_sent(database, outbox.add(database, Say(text="Dag"), person_id, QUESTION, now), 5, now)
    raw = json.dumps({"update_id": 77, "message": {"from": {"id": person_id, "is_bot": False}, "text": "Zeldzaam."}})
    database.table("inbox").insert({"update_id": 77, "received_at": stamp(now), "state": "new", "raw": raw})
    database.execute("UPDATE inbox SET state = 'aside', problem = 'KeyError' WHERE update_id = 77")


def _pair_up(database: Database, person_id: int, other_id: int, now: datetime) -> None:
    """Let somebody be called for a practice, be in one, and allow a line of the other's."""
    read = content.load()
    method, nobody = read.in_pairs["lesbezoek"], Calendar(ZONE, FreeDays())
    calls.join(database, calls.add(database, 1, method.id, now, now.replace(year=2027)).id, person_id)
    begun = pairs.add(database, 1, method.id, pair.begin(method, read.frame, (person_id, other_id), now, nobody))
    pairs.allow(database, next(entries.every(database, 1)).id, person_id)
    pairs.want(database, begun, {person_id: now})


async def exported(stage: Stage, person: Person) -> tuple[str, dict[str, Any]]:
    """Return somebody's export, as they read it and as a program does."""
    await stage.tell(person, "/export")
    found = [message.extra["document"] for message in stage.private(person) if "document" in message.extra]
    texts = {one["file_name"]: stage.sandbox.files[one["file_id"]].content.decode() for one in found}
    day = f"{stage.time.now():%Y-%m-%d}"
    return texts[f"leerkring-{day}.md"], json.loads(texts[f"leerkring-{day}.json"])


def columns_that_name(stage: Stage) -> set[str]:
    """Return every column in which a person's number may stand, by the schema's own word and by their names."""
    tables = [table for table in stage.database.tables if not table.name.startswith(("entries_fts", "_", "sqlite_"))]
    keys = [(table.name, key) for table in tables for key in table.foreign_keys]
    by_key = {f"{name}.{key.column}" for name, key in keys if key.other_table == "people"}
    by_name = {f"{table.name}.{column.name}" for table in tables for column in table.columns if column.name in NAMING}
    return by_key | by_name


async def test_every_column_that_can_name_somebody_has_its_place_in_the_export(stage: Stage) -> None:
    assert columns_that_name(stage) - OF_GROUPS == set(SHOWN)


async def test_what_stands_in_any_of_them_is_in_the_export(stage: Stage) -> None:
    bram, _ = await known(stage)
    filled = {
        name
        for name in SHOWN
        for table, column in [name.split(".")]
        if stage.database.execute(
            f"SELECT 1 FROM {table} WHERE {column} = ? OR {column} LIKE ?", [bram.id, f'%"id": {bram.id},%']
        ).fetchone()
    }
    _, data = await exported(stage, bram)
    assert (filled, [key for key in SHOWN.values() if not data[key]]) == (set(SHOWN), [])


async def test_every_column_about_somebody_is_in_the_export(stage: Stage) -> None:
    kept = {column.name for column in stage.database.table("people").columns} - {"id"}
    _, data = await exported(stage, (await known(stage))[0])
    assert kept - set(data) == set()


async def test_of_what_somebody_wrote_it_holds_when_it_was_released_and_what_was_chosen_for_it(stage: Stage) -> None:
    bram, _ = await known(stage)
    stage.database.execute("UPDATE entries SET audience = 'leader', released_at = ?", [stamp(stage.time.now())])
    text, released = await exported(stage, bram)
    stage.database.execute("UPDATE entries SET audience = 'team', is_nameless = 1, fallback = 'named'")
    stage.time.move_to(stage.time.now() + timedelta(days=1))
    _, nameless = await exported(stage, bram)
    told = released["contributions"][0]["released_at"][:10], nameless["contributions"][0]["fallback"]
    assert (told, "· vrijgegeven 23 november 2026" in text) == (("2026-11-23", "named"), True)


async def test_it_says_all_of_it_in_words_too(stage: Stage) -> None:
    bram, _ = await known(stage)
    text, data = await exported(stage, bram)
    for line in (
        "- Onderbouw: akkoord met de afspraken voor intervisie (versie 3), 23 november 2026\n",
        "koos je 2 (bij 41); van wie het was, vergeet ik als de stap sluit\n",
        "- Onderbouw: je bent gevraagd als leidinggevende, 23 november 2026; nog niet beantwoord\n",
        "- Onderbouw: je vroeg iemand als meekijker, 23 november 2026; nog niet beantwoord\n",
        "- Wat je hier nu los schrijft, gaat over een vraag of een stap\n",
        "- Een bericht van 23 november 2026 kon ik niet verwerken: Zeldzaam.\n",
        "- Onderbouw: je kreeg een weekbericht op 23 november 2026\n",
        "kun je niet aanschuiven",
        "als begeleider\n",
    ):
        assert line in text
    count = len(data["messages"])
    assert ("aan jou weet ik nog wanneer en waarover" in text, count > 1) == (True, True)


async def test_nothing_of_it_is_in_another_persons_export(stage: Stage) -> None:
    bram, anna = await known(stage)
    anna.start(stage.bot)
    await stage.settle()
    text, data = await exported(stage, anna)
    said = text + json.dumps(data)
    assert [word for word in ("Mijn woorden", "Zeldzaam", "vijf", str(bram.id)) if word in said] == []


async def test_an_update_of_another_that_names_somebody_keeps_its_words(stage: Stage) -> None:
    bram, _ = await known(stage)
    raw = {
        "update_id": 78,
        "message": {"from": {"id": 5}, "text": "Over hem.", "entities": [{"user": {"id": bram.id}}]},
    }
    inbox.store(stage.database, [(78, json.dumps(raw))], stage.time.now())
    with transaction(stage.database):
        inbox.set_aside(stage.database, 78, "KeyError")
    text, data = await exported(stage, bram)
    assert (len(data["updates"]), "Over hem" in text + json.dumps(data)) == (2, False)
