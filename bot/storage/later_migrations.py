"""The steps of the schema after the first ones, up to the newest."""

import json

from sqlite_utils import Database

from bot.storage import search_index
from bot.storage.first_migrations import migrations, owe_wiping, run
from bot.storage.indexes import FOUND_BY_INDEX
from bot.storage.later_tables import PURPOSES
from bot.storage.latest_tables import (
    ALL_FAMILIES,
    BEFOREHAND,
    CHANGES,
    DAYS_ON_END,
    DIGESTS_ONCE,
    HARVESTS,
    LEADERS_ASKED,
    LET_GO,
    LONGER_RHYTHMS,
    OVERVIEWS,
    OWN_DATES,
    PROGRAMMES,
    TAKEN_UP,
    THANKS,
    THANKS_REMOVALS,
    WORDS_LET_GO,
)
from bot.storage.plans import mark_of

__all__ = ["migrations"]


@migrations()
def purposes_apart(database: Database) -> None:
    """Let what a message is for stand apart from which step, entry or digest it is about, and which page."""
    run(database, PURPOSES)
    names = {"giving_back.digest": "digest", "giving_back.released": "released"}
    for (purpose,) in database.execute("SELECT DISTINCT purpose FROM outbox").fetchall():
        words = purpose.split(" ")
        numbers = [int(word) for word in words if word.isdigit()]
        name = " ".join(words[: len(words) - len(numbers)])
        number, page = [*numbers, None, None][:2]
        values = [names.get(name, name), number, page, purpose]
        database.execute("UPDATE outbox SET purpose = ?, about = ?, page = ? WHERE purpose = ?", values)


@migrations()
def numbered_steps(database: Database) -> None:
    """Let each of a method's own steps in a plan have its number, rather than read it from what it is called."""
    for number, text in database.execute("SELECT id, text FROM plans").fetchall():
        steps = [step | ({"number": int(step["key"])} if step["key"].isdigit() else {}) for step in json.loads(text)]
        plan = json.dumps(steps, ensure_ascii=False, separators=(",", ":"))
        database.execute("UPDATE plans SET text = ?, hash = ? WHERE id = ?", [plan, mark_of(plan), number])


@migrations()
def last_names(database: Database) -> None:
    """Keep what somebody is called apart from their first and last name, which tell namesakes in a team apart."""
    for column in ("first_name", "last_name"):
        database.execute(f"ALTER TABLE people ADD COLUMN {column} TEXT")
    database.execute("UPDATE people SET first_name = name")
    database.execute("CREATE INDEX people_by_first_name ON people (first_name COLLATE NOCASE)")


@migrations()
def topic_names(database: Database) -> None:
    """Keep the group's title and the topic's name apart from what a team is called, which is both."""
    for column in ("title", "topic_name"):
        database.execute(f"ALTER TABLE teams ADD COLUMN {column} TEXT")
    database.execute("UPDATE teams SET title = name")


@migrations()
def found_by_index(database: Database) -> None:
    """Let nothing that is asked for take longer as other teams grow: what points at something is found by that."""
    run(database, FOUND_BY_INDEX)


@migrations()
def obstacles(database: Database) -> None:
    """Keep what is in the way of speaking to a team, and since when."""
    for column in ("barred_by", "barred_at"):
        database.execute(f"ALTER TABLE teams ADD COLUMN {column} TEXT")


@migrations()
def open_days(database: Database) -> None:
    """Keep for how many days a team's questions are open, where it chose that."""
    database.execute("ALTER TABLE teams ADD COLUMN open_days INTEGER")


@migrations()
def search_by_team(database: Database) -> None:
    """Let the search index know of which team each entry is: to search in one then costs what that one holds."""
    search_index.lay(database)


@migrations()
def harvests(database: Database) -> None:
    """Keep which stretches of its log a team has gathered."""
    run(database, HARVESTS)


@migrations()
def overviews(database: Database) -> None:
    """Let a rhythm bring overviews too, of a month or a term, and keep which teams want none."""
    run(database, OVERVIEWS)


@migrations()
def taken_up(database: Database) -> None:
    """Remember of which question the one for the meeting was taken up again, and where."""
    run(database, TAKEN_UP)


@migrations()
def blind_first(database: Database) -> None:
    """Keep whether a team's questions are answered in private, and all answers show at once."""
    database.execute("ALTER TABLE teams ADD COLUMN is_blind INTEGER NOT NULL DEFAULT 0")


@migrations()
def thanks(database: Database) -> None:
    """Make room for thanks on their way, and keep who wants to hear of none and when they last did."""
    run(database, THANKS)


@migrations()
def leaders_asked(database: Database) -> None:
    """Remember which leaders were asked whether they take part in the questions, so that nobody is twice."""
    run(database, LEADERS_ASKED)


@migrations()
def digests_once(database: Database) -> None:
    """Fix what is told of a team's week once, and let each reader have it at a time of their own."""
    last = database.execute("SELECT coalesce(max(id), 0) FROM digests").fetchone()[0]
    run(database, DIGESTS_ONCE)
    # Numbers go on where they were: a message of before must never become somebody else's digest.
    database.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('digests', ?)", [last])


@migrations()
def let_go(database: Database) -> None:
    """Remember which messages held words that were let go, and that somebody decided on a suggestion."""
    run(database, LET_GO)
    database.execute(WORDS_LET_GO)
    database.execute("ALTER TABLE digest_weeks ADD COLUMN decided_at TEXT")


@migrations()
def slower_offered(database: Database) -> None:
    """Keep when a slower rhythm was last offered to a team's coordinators."""
    database.execute("ALTER TABLE teams ADD COLUMN slower_offered_at TEXT")


@migrations()
def digests_sent(database: Database) -> None:
    """Keep when a digest went to its reader: what it says is to come is reckoned from there."""
    database.execute("ALTER TABLE digests ADD COLUMN sent_at TEXT")


@migrations()
def thanks_owe(database: Database) -> None:
    """Count who thanked whom among what no file may hold once it is removed."""
    owe_wiping(database, THANKS_REMOVALS)


@migrations()
def days_on_end(database: Database) -> None:
    """Let leave and pauses have a beginning and be several, and a team have free days of its own."""
    run(database, DAYS_ON_END)


@migrations()
def changes(database: Database) -> None:
    """Keep what coordinators change of a team, with what it was before."""
    run(database, CHANGES)


@migrations()
def longer_rhythms(database: Database) -> None:
    """Let a rhythm be of other weekdays of a month than the first, end on a day, and move out of holidays."""
    run(database, LONGER_RHYTHMS)


@migrations()
def beforehand(database: Database) -> None:
    """Keep of a moment to come that it comes at another time, or asks another question."""
    run(database, BEFOREHAND)
    # The day and hour at which somebody wants to be reminded of a question every week.
    database.execute("ALTER TABLE people ADD COLUMN reminded_at TEXT")


@migrations()
def programmes(database: Database) -> None:
    """Let a team go through a programme."""
    run(database, PROGRAMMES)


@migrations()
def workload(database: Database) -> None:
    """Keep when somebody would have been asked about a commitment, where that had to wait."""
    database.execute("ALTER TABLE commitments ADD COLUMN put_off_from TEXT")


@migrations()
def own_dates(database: Database) -> None:
    """Let a rhythm be of dates of one's own, and a question follow each consultation."""
    run(database, OWN_DATES)


@migrations()
def talked_over(database: Database) -> None:
    """Keep when a group said that it talked over what a question left for its meeting."""
    database.execute("ALTER TABLE taken_up ADD COLUMN talked_over_at TEXT")


@migrations()
def all_families(database: Database) -> None:
    """Let the rhythm of questions take turns with every family, also those that came later."""
    run(database, ALL_FAMILIES)
