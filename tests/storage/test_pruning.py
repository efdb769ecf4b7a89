"""Pruning: what is old goes, kind by kind and team by team, with what the search finds; the rest stays."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asked import ask
from sqlite_utils import Database

from bot.core.model import Audience, Person, Place, Role, Term
from bot.core.outgoing import Say
from bot.core.purposes import Purpose
from bot.storage import commitments, entries, members, outbox, people, pruning, teams
from bot.storage.database import open_for_writing, stamp
from bot.storage.laying import lay

OLD = datetime(2024, 11, 24, 11, 0, tzinfo=UTC)
NEW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
BETWEEN = datetime(2025, 8, 1, tzinfo=UTC)
DAY = timedelta(days=1)
OURS, THEIRS = 1, 2
ANNA, BRAM = Person(11, "Anna"), Person(12, "Bram")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Return a database with two teams, and in each an old and a new question with an answer of Anna's."""
    database = open_for_writing(lay(tmp_path / "leerkring.db"))
    for person in (ANNA, BRAM):
        people.meet(database, person.id, person.name, None)
    for chat_id in (-100, -200):
        team = teams.add(database, Place(chat_id), "Team", "nl", "Europe/Amsterdam", "nl-midden")
        for at in (OLD, NEW):
            session = ask(database, team.id, "eerste-stap", at, at + DAY)
            entries.add(database, session, ANNA, Audience.TEAM, "answer", f"Kwartel {at:%Y}.", at, None)
    database.execute("UPDATE sessions SET state = 'closed', took_part = 4")
    return database


def case(database: Database, team_id: int, at: datetime, to_clean_at: datetime | None) -> int:
    """Add a consultation that is over, with Anna's check-out, Bram's kept case and who was in it."""
    session = ask(database, team_id, "tipronde", at, at + DAY)
    database.execute("UPDATE sessions SET terms = 'case', state = 'closed' WHERE id = ?", [session.id])
    row = {"position": 9, "phase": "ended", "facilitator_id": BRAM.id}
    row["to_clean_at"] = stamp(to_clean_at) if to_clean_at else None
    database.table("states").update(session.id, row)
    there = {"session_id": session.id, "person_id": ANNA.id, "is_in": 1, "turn": 0, "is_away": 0, "was_silent": 0}
    database.table("participants").insert(there)
    entries.add(database, session, ANNA, Audience.AUTHOR, "lesson", "Ik wacht langer.", at, None)
    entries.add(database, session, BRAM, Audience.AUTHOR, "kept", "Mijn casus.", at, None)
    commitments.add(database, team_id, session.id, ANNA.id, "Ik tel tot vijf.", at + 21 * DAY)
    return session.id


def kept(database: Database, team_id: int) -> list[str]:
    return [entry.text for entry in entries.every(database, team_id)]


def test_old_answers_go_from_their_team_and_its_search(database: Database) -> None:
    gone = pruning.remove(database, OURS, BETWEEN, 100)
    found = [[entry.text for entry in entries.search(database, team, "kwartel")] for team in (OURS, THEIRS)]
    assert (gone, found) == (1, [["Kwartel 2026."], ["Kwartel 2026.", "Kwartel 2024."]])


def test_the_numbers_of_old_sessions_stay(database: Database) -> None:
    pruning.remove(database, OURS, BETWEEN, 100)
    assert [row["took_part"] for row in database.query("SELECT took_part FROM sessions WHERE team_id = 1")] == [4, 4]


def test_of_an_old_consultation_everything_goes_that_names_somebody(database: Database) -> None:
    session_id = case(database, OURS, OLD, None)
    pruning.remove(database, OURS, BETWEEN, 100)
    left = [
        database.execute(f"SELECT count(*) FROM {table} WHERE session_id = ?", [session_id]).fetchone()[0]
        for table in ("entries", "commitments", "participants")
    ]
    led = database.execute("SELECT count(*) FROM states WHERE facilitator_id IS NOT NULL").fetchone()[0]
    assert (left, led) == ([0, 0, 0], 0)


def test_words_of_a_case_still_to_be_cleaned_go_by_that(database: Database) -> None:
    case(database, OURS, OLD, NEW)
    pruning.remove(database, OURS, BETWEEN, 100)
    assert ("Ik wacht langer." in kept(database, OURS), pruning.cases_to_clean(database, OURS, NEW)) == (
        True,
        (1, None),
    )


def test_what_is_open_stays_however_old(database: Database) -> None:
    database.execute("UPDATE sessions SET state = 'open'")
    assert (pruning.remove(database, OURS, BETWEEN, 100), len(kept(database, OURS))) == (0, 2)


def test_a_commitment_stays_until_its_owner_was_asked_and_the_term_is_over(database: Database) -> None:
    case(database, OURS, BETWEEN - DAY, None)
    pruning.remove(database, OURS, BETWEEN, 100)
    assert [one.text for one in commitments.of_person(database, ANNA.id)] == ["Ik tel tot vijf."]


def test_no_more_goes_at_once_than_was_asked(database: Database) -> None:
    case(database, OURS, OLD, None)
    steps = []
    while gone := pruning.remove(database, OURS, BETWEEN, 2):
        steps.append(gone)
    assert (steps, kept(database, OURS)) == ([2, 2, 1], ["Kwartel 2026."])


def test_it_counts_by_kind_and_says_since_when_the_next_is_there(database: Database) -> None:
    case(database, OURS, OLD, None)
    due = {kind: number for kind, number in pruning.count(database, OURS, BETWEEN).items() if number}
    assert (due, pruning.oldest(database, OURS, BETWEEN)) == (
        {"answers": 1, "lessons": 1, "kept cases": 1, "commitments": 1, "places in consultations": 1},
        {"answers": NEW},
    )


def test_a_team_is_looked_at_once_each_time_it_is_woken(database: Database) -> None:
    pruning.wake(database)
    pruning.rest(database, OURS)
    assert (pruning.owed(database, NEW), pruning.is_owed(database, OURS)) == ([THEIRS], False)


def test_only_an_arrived_message_about_it_counts_as_heard(database: Database) -> None:
    for name in ("retention.card", "retention.notice"):
        number = outbox.add(database, Say(text="Dag"), ANNA.id, Purpose(name), NEW, team_id=OURS)
        heard_waiting = pruning.has_heard(database, OURS, NEW)
        outbox.mark_sent(database, number, 5, NEW)
    heard = pruning.has_heard(database, OURS, NEW), pruning.has_heard(database, OURS, NEW + DAY)
    assert (heard_waiting, heard, pruning.has_heard(database, THEIRS, NEW)) == (False, (True, False), False)


def test_a_rule_says_what_was_set_and_told(database: Database) -> None:
    pruning.set_term(database, OURS, Term(18, "months"))
    pruning.note_notice(database, OURS, NEW, NEW + 30 * DAY)
    pruning.note_heard(database, OURS)
    expected = pruning.Rule(Term(18, "months"), NEW, NEW + 30 * DAY, True)
    assert (pruning.rule_of(database, OURS), pruning.rule_of(database, THEIRS).goes_from) == (expected, None)


def test_somebody_is_unknown_once_nothing_ties_them_and_no_longer_when_something_does(database: Database) -> None:
    pruning.note_unknown(database, NEW)
    pruning.note_unknown(database, NEW + DAY)
    since = pruning.unknown(database, NEW), pruning.unknown(database, NEW + DAY), pruning.next_unknown(database, OLD)
    members.give_role(database, OURS, BRAM.id, Role.MEMBER, NEW)
    pruning.note_unknown(database, NEW + DAY)
    assert (since, pruning.unknown(database, NEW + DAY)) == (([], [BRAM.id], NEW), [])


def test_every_column_that_names_a_person_ties_them(database: Database) -> None:
    tied = {
        f"{table.name}.{key.column}"
        for table in database.tables
        for key in table.foreign_keys
        if key.other_table == "people"
    }
    # Who accepted the rules, was sent a digest, kept out once or changed a setting, may have left since; thanks wait a
    # month at most, a draft a week, loose words a day; and who wrote a question is known as long as they have a role in
    # its team.
    gone_by = {"agreements.person_id", "digests.person_id", "kept_out.person_id"}
    gone_by |= {"thanks.by_person", "thanks.to_person", "changes.person_id"}
    gone_by |= {"own_questions.person_id", "question_drafts.person_id", "unplaced.person_id"}
    assert tied - gone_by == set(pruning.TIES)
