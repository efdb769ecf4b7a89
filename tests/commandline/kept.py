"""A database for the tests of looking and removing: one team, with something old and new, open and private in it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from asked import ask
from commandline.terminal import Terminal
from sqlite_utils import Database

from bot.core.model import Audience, Person, Place, Role
from bot.core.outgoing import Say
from bot.core.own_question import OwnWords
from bot.core.purposes import Purpose
from bot.storage import (
    commitments,
    entries,
    inbox,
    members,
    outbox,
    own_questions,
    people,
    question_drafts,
    quotes,
    teams,
    unplaced,
)
from bot.storage.database import open_for_writing, transaction
from bot.storage.laying import lay
from bot.storage.question_drafts import Draft

# Long enough ago to be older than any team keeps.
OLD = datetime(2020, 11, 24, 11, 0, tzinfo=UTC)
NOW = datetime.now(UTC)
ANNA, BRAM = Person(11, "Anna"), Person(12, "Bram")
UPDATE = '{"update_id": 7, "message": {"text": "Zo\\u00eb huilde."}}'


def terminal_with_something_kept(folder: Path) -> Terminal:
    """Return a terminal in a folder with a database that nobody has open."""
    database = open_for_writing(lay(folder / "own.db"))
    with transaction(database):
        _fill(database)
    inbox.store(database, [(7, UPDATE)], NOW)
    database.close()
    return Terminal(folder, {"LEERKRING_DATABASE": "own.db"})


def _fill(database: Database) -> None:
    for person in (ANNA, BRAM):
        people.meet(database, person.id, person.name, None)
    team = teams.add(database, Place(-100), "Onderbouw", "nl", "Europe/Amsterdam", "nl-midden")
    members.give_role(database, team.id, ANNA.id, Role.COORDINATOR, NOW)
    old = ask(database, team.id, "eerste-stap", OLD, OLD)
    entries.add(database, old, ANNA, Audience.TEAM, "answer", "Zoë kwam binnen.", OLD, None)
    entries.add(database, old, BRAM, Audience.AUTHOR, "answer", "Over Zoe zelf.", OLD, None)
    entries.add(database, old, None, Audience.TEAM, "answer", "ZOË en ik.", OLD, None)
    commitments.add(database, team.id, old.id, BRAM.id, "Ik bel de moeder van Zoë.", OLD + timedelta(days=21))
    database.execute("UPDATE sessions SET state = 'closed', crowd = 1")
    told = outbox.add(database, Say(text="Anna: Zoë kwam binnen."), -100, Purpose("leafing.page"), NOW, team_id=team.id)
    quotes.add(database, told, [("person", ANNA.id), ("entry", 1)])
    words = OwnWords("nl", "Wat leert Otto", "Wat leerde Otto vandaag?", None, "R7")
    own_questions.add(database, team.id, ANNA.id, words, NOW)
    question_drafts.put(database, Draft(BRAM.id, team.id, NOW, text="Wat leerde Otto gisteren?"))
    unplaced.keep(database, BRAM.id, 3, "Otto vertelde iets.", NOW)
    other = teams.add(database, Place(-200), "Bovenbouw", "nl", "Europe/Amsterdam", "nl-midden")
    outbox.add(database, Say(text="Dewi: de toets ging goed."), -200, Purpose("summary"), NOW, team_id=other.id)
