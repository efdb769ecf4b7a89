"""The schema, as a list of steps that bring any older database to the newest form: here the newest ones."""

from sqlite_utils import Database

from bot.storage.first_migrations import owe_wiping, run
from bot.storage.later_migrations import migrations
from bot.storage.newest_tables import (
    BEGUN_BY,
    CHANGED_AFTER,
    INSTRUMENTS,
    LEFT_OUT,
    LINKS,
    MEETINGS,
    MORE_NUMBERS,
    NUMBERED,
    NUMBERS,
    OFFERS,
    ONE_EDIT,
    OWN_QUESTIONS,
    OWN_QUESTIONS_REMOVALS,
    PAIRS,
    PAIRS_BEGAN,
    PAIRS_NAMELESS,
    PAIRS_PAUSED,
    PAIRS_REMOVALS,
    PAIRS_TRIGGERS,
    PRACTICES_OF_TWO,
    PUT_OFF,
    REFUSED,
    REFUSED_OTHER_WORDS,
    SCAN_RHYTHMS,
    TOOLS,
    UNPLACED,
    UNPLACED_REMOVALS,
    VOTES,
    WAYS_IN,
    WRITERS,
)

__all__ = ["migrations"]


@migrations()
def instruments(database: Database) -> None:
    """Let a team fill in instruments, and keep what came of them."""
    run(database, INSTRUMENTS)


@migrations()
def offers(database: Database) -> None:
    """Keep when something was last offered to a team."""
    run(database, OFFERS)


@migrations()
def votes(database: Database) -> None:
    """Let a group decide whether what it marked is passed on to those who lead it."""
    run(database, VOTES)


@migrations()
def scan_rhythms(database: Database) -> None:
    """Let a rhythm begin a scan, and come once in half a year or a year."""
    run(database, SCAN_RHYTHMS)


@migrations()
def left_out(database: Database) -> None:
    """Keep which questions a team never wants by turn."""
    database.execute(LEFT_OUT)


@migrations()
def own_questions(database: Database) -> None:
    """Let coordinators write questions for their own team, step by step, and count those among what no file may hold
    once they are gone."""
    run(database, OWN_QUESTIONS)
    for trigger in WRITERS:
        database.execute(trigger)
    owe_wiping(database, OWN_QUESTIONS_REMOVALS)


@migrations()
def pairs(database: Database) -> None:
    """Let a group be called to a practice that is held in pairs, and keep where each pair stands."""
    run(database, PAIRS)
    for trigger in PAIRS_TRIGGERS:
        database.execute(trigger)
    owe_wiping(database, PAIRS_REMOVALS)


@migrations()
def pairs_began(database: Database) -> None:
    """Keep with how many people each pair began."""
    run(database, PAIRS_BEGAN)


@migrations()
def meetings(database: Database) -> None:
    """Keep when a team meets, where its questions come ahead of that."""
    database.execute(MEETINGS)


@migrations()
def links(database: Database) -> None:
    """Let two teams read what their people share with the other, once coordinators of both agreed."""
    run(database, LINKS)


@migrations()
def tools(database: Database) -> None:
    """Let what a group does together about nobody's case run beside one; what runs already stays a case to its end."""
    run(database, TOOLS)


@migrations()
def pairs_nameless(database: Database) -> None:
    """Keep of each pair whether nobody in it is to read who of those who are asked wrote what."""
    database.execute(PAIRS_NAMELESS)


@migrations()
def begun_by(database: Database) -> None:
    """Keep who began what a team goes through, for what is done by whoever leads where nobody was asked to."""
    database.execute(BEGUN_BY)


@migrations()
def practices_of_two(database: Database) -> None:
    """Let a call go to a linked team as well, and keep of each pair who is in another team than the pair's."""
    run(database, PRACTICES_OF_TWO)


@migrations()
def put_off(database: Database) -> None:
    """Keep for when something was decided that waits for another hour since."""
    database.execute(PUT_OFF)


@migrations()
def pairs_paused(database: Database) -> None:
    """Keep of each pair whether it stands still because one of them wished so."""
    database.execute(PAIRS_PAUSED)


@migrations()
def ways_in(database: Database) -> None:
    """Let the last step of visits that go on ask its own question."""
    database.execute(WAYS_IN)


@migrations()
def unplaced(database: Database) -> None:
    """Keep for a day what somebody wrote in private while it isn't sure what it is about."""
    run(database, UNPLACED)
    owe_wiping(database, UNPLACED_REMOVALS)


@migrations()
def one_edit(database: Database) -> None:
    """Let an edit of a message take the place of one that waits."""
    database.execute(ONE_EDIT)


@migrations()
def changed_after(database: Database) -> None:
    """Keep of what a group put down together when it was changed after the end."""
    database.execute(CHANGED_AFTER)


@migrations()
def numbers(database: Database) -> None:
    """Give no entry and no commitment the number of one that is erased."""
    run(database, NUMBERS)
    for table in ("entries", "commitments"):
        database.execute(NUMBERED.format(table=table))


@migrations()
def more_numbers(database: Database) -> None:
    """Give no session, call or own question the number of one that is gone either, nor of one that a backup forgot."""
    for table in ("sessions", "calls", "own_questions"):
        database.execute(MORE_NUMBERS.format(table=table))
        database.execute(NUMBERED.format(table=table))


@migrations()
def refused(database: Database) -> None:
    """Know which lines nobody is asked about any more."""
    for statement in (REFUSED, REFUSED_OTHER_WORDS):
        database.execute(statement)
