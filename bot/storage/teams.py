"""Teams: groups and topics the bot was added to, where they are and how they are set."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from bot.core.model import Days, Language, Obstacle, Place, Role, Team, Term
from bot.storage.database import instant_or_none, select, stamp
from bot.storage.days import as_days, as_text

# What a team is called: by its group, and by its topic where that has a name.
NAME = "title || coalesce(' · ' || topic_name, '')"


def add(
    database: Database,
    place: Place,
    title: str,
    language: Language,
    timezone: str,
    region: str,
    topic_name: str | None = None,
) -> Team:
    """Add the team of a place, or bring back the one that was there; return it."""
    database.execute(
        "INSERT INTO teams (chat_id, topic_id, name, title, language, timezone, region) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (chat_id, topic_id) DO UPDATE SET is_present = 1",
        [place.chat_id, place.topic_id or 0, title, title, language, timezone, region],
    )
    if topic_name:
        set_topic_name(database, place, topic_name)
    team = find_at(database, place)
    if team is None:
        raise LookupError(f"the team at {place} was stored and is not there")
    return team


def find(database: Database, team_id: int) -> Team | None:
    """Return a team by id."""
    row = next(select(database, "SELECT * FROM teams WHERE id = ?", [team_id]), None)
    return as_team(row) if row else None


def find_at(database: Database, place: Place) -> Team | None:
    """Return the team of exactly this place: a topic's team is not its group's."""
    where = [place.chat_id, place.topic_id or 0]
    row = next(select(database, "SELECT * FROM teams WHERE chat_id = ? AND topic_id = ?", where), None)
    return as_team(row) if row else None


def find_in_chat(database: Database, chat_id: int) -> list[Team]:
    """Return all teams of a chat: the group's own and those of its topics."""
    return [as_team(row) for row in select(database, "SELECT * FROM teams WHERE chat_id = ?", [chat_id])]


def has_named(database: Database, name: str) -> bool:
    """Tell whether a team of this name is there already."""
    return database.execute("SELECT 1 FROM teams WHERE name = ? AND is_present", [name]).fetchone() is not None


def every(database: Database) -> Iterator[Team]:
    """Yield all teams, by id."""
    return (as_team(row) for row in select(database, "SELECT * FROM teams ORDER BY id"))


def slower_offered_at(database: Database, team_id: int) -> datetime | None:
    """Return when a slower rhythm was last offered to a team's coordinators."""
    row = database.execute("SELECT slower_offered_at FROM teams WHERE id = ?", [team_id]).fetchone()
    return instant_or_none(row[0]) if row else None


def note_slower_offered(database: Database, team_id: int, at: datetime) -> None:
    """Note that a slower rhythm is offered to a team's coordinators."""
    database.execute("UPDATE teams SET slower_offered_at = ? WHERE id = ?", [stamp(at), team_id])


def set_language(database: Database, team_id: int, language: Language) -> None:
    """Keep the language in which the bot speaks to a team."""
    database.execute("UPDATE teams SET language = ? WHERE id = ?", [language, team_id])


def set_region(database: Database, team_id: int, region: str, timezone: str) -> None:
    """Keep whose school holidays a team has, and its time zone."""
    database.execute("UPDATE teams SET region = ?, timezone = ? WHERE id = ?", [region, timezone, team_id])


def set_name(database: Database, chat_id: int, title: str) -> None:
    """Keep what a group is called now: its team is called so, and those in topics so and by their topic.

    A team in a topic whose name nobody knows keeps what it is called.
    """
    database.execute("UPDATE teams SET title = ? WHERE chat_id = ?", [title, chat_id])
    where = "chat_id = ? AND (topic_id = 0 OR topic_name IS NOT NULL)"
    database.execute(f"UPDATE teams SET name = {NAME} WHERE {where}", [chat_id])


def set_topic_name(database: Database, place: Place, topic_name: str, title: str = "") -> None:
    """Keep what a topic is called now, for the team in it, and its group if that is told too."""
    where = [place.chat_id, place.topic_id or 0]
    database.execute(
        "UPDATE teams SET topic_name = ?, title = coalesce(nullif(?, ''), title) WHERE chat_id = ? AND topic_id = ?",
        [topic_name, title, *where],
    )
    database.execute(f"UPDATE teams SET name = {NAME} WHERE chat_id = ? AND topic_id = ?", where)


def set_pauses(database: Database, team_id: int, pauses: Iterable[Days]) -> None:
    """Keep on which days nothing goes out to a team."""
    database.execute("UPDATE teams SET pauses = ? WHERE id = ?", [as_text(pauses), team_id])


def set_free_days(database: Database, team_id: int, free_days: Iterable[Days]) -> None:
    """Keep on which days a team is free, or learns by itself, beside the holidays of its region."""
    database.execute("UPDATE teams SET free_days = ? WHERE id = ?", [as_text(free_days), team_id])


def set_open_days(database: Database, team_id: int, days: int | None) -> None:
    """Keep for how many school days a team's questions are open; None for as long as everybody needs."""
    database.execute("UPDATE teams SET open_days = ? WHERE id = ?", [days, team_id])


def set_overviews(database: Database, team_id: int, has_overviews: bool) -> None:
    """Keep whether a team gets an overview by itself."""
    database.execute("UPDATE teams SET has_overviews = ? WHERE id = ?", [int(has_overviews), team_id])


def set_after_case(database: Database, team_id: int, weeks: int | None) -> None:
    """Let a question follow each consultation after so many weeks, or none."""
    database.execute("UPDATE teams SET after_case = ? WHERE id = ?", [weeks, team_id])


def set_left_out(database: Database, team_id: int, methods: Iterable[str]) -> None:
    """Keep which questions a team never wants by turn, by their ids."""
    database.execute("UPDATE teams SET left_out = ? WHERE id = ?", [" ".join(sorted(methods)), team_id])


def set_blind(database: Database, team_id: int, *, is_blind: bool) -> None:
    """Keep whether a team's questions are answered in private, and all answers show at once."""
    database.execute("UPDATE teams SET is_blind = ? WHERE id = ?", [int(is_blind), team_id])


def note_overview(database: Database, team_id: int, now: datetime) -> None:
    """Keep that a team gets an overview by itself now."""
    database.execute("UPDATE teams SET overview_at = ? WHERE id = ?", [stamp(now), team_id])


def set_present(database: Database, chat_id: int, is_present: bool) -> None:
    """Keep whether the bot is still in a chat, whatever was in its way; topics that were deleted do not come back."""
    changes = "is_present = ?, barred_by = NULL, barred_at = NULL"
    database.execute(f"UPDATE teams SET {changes} WHERE chat_id = ? AND NOT is_gone", [int(is_present), chat_id])


def wake(database: Database, team_id: int) -> None:
    """Note that somebody spoke in a team's place, so that the bot can speak there too."""
    database.execute("UPDATE teams SET is_present = 1, is_gone = 0 WHERE id = ?", [team_id])


def mark_gone(database: Database, team_id: int) -> None:
    """Note that a team's topic was deleted."""
    database.execute("UPDATE teams SET is_present = 0, is_gone = 1 WHERE id = ?", [team_id])


def bar(database: Database, team_id: int, obstacle: Obstacle | None, now: datetime) -> None:
    """Keep what is in the way of speaking to a team, met now; None when nothing is any more."""
    values = [obstacle, stamp(now), team_id] if obstacle else [None, None, team_id]
    # Where one thing in the way takes the place of another, it is so since the first.
    since = "coalesce(barred_at, ?)" if obstacle else "?"
    database.execute(f"UPDATE teams SET barred_by = ?, barred_at = {since} WHERE id = ?", values)


def shut_of(database: Database, person_id: int, role: Role) -> list[Team]:
    """Return the teams whose topic was deleted or closed, in which somebody has a role."""
    rows = select(
        database,
        "SELECT teams.* FROM teams JOIN members ON team_id = teams.id WHERE person_id = ? AND role = ?"
        " AND (is_gone OR barred_by = ?) ORDER BY teams.id",
        [person_id, role, Obstacle.CLOSED],
    )
    return [as_team(row) for row in rows]


def is_unused(database: Database, team_id: int) -> bool:
    """Tell whether nothing was begun in a team yet: no session, rhythm or call, nor anything in another team's."""
    begun = (
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM sessions WHERE team_id = ?1)"
        " OR EXISTS (SELECT 1 FROM schedules WHERE team_id = ?1) OR EXISTS (SELECT 1 FROM calls WHERE team_id = ?1)"
        " OR EXISTS (SELECT 1 FROM paired WHERE team_id = ?1) OR EXISTS (SELECT 1 FROM entries WHERE team_id = ?1)"
    )
    return database.execute(begun, [team_id]).fetchone() is None


def resettle(database: Database, team_id: int, unused_id: int) -> None:
    """Let a team whose topic was deleted or closed have the place of one in which nothing was begun, which goes.

    Whoever has a role there has it in the team from now on. Message ids are void after that, so links to earlier
    messages are cut.
    """
    place = ("chat_id", "topic_id", "title", "topic_name", "name")
    row = next(select(database, f"SELECT {', '.join(place)} FROM teams WHERE id = ?", [unused_id]))
    database.execute(
        "INSERT INTO members (team_id, person_id, role, since) SELECT ?, person_id, role, since FROM members"
        " WHERE team_id = ? ON CONFLICT DO NOTHING",
        [team_id, unused_id],
    )
    # Written before anything began.
    database.execute("UPDATE own_questions SET team_id = ? WHERE team_id = ?", [team_id, unused_id])
    database.execute("DELETE FROM teams WHERE id = ?", [unused_id])
    anew = "is_present = 1, is_gone = 0, barred_by = NULL, barred_at = NULL"
    changes = ", ".join([*(f"{name} = ?" for name in place), anew])
    database.execute(f"UPDATE teams SET {changes} WHERE id = ?", [*row.values(), team_id])
    database.execute("UPDATE entries SET chat_id = NULL, message_id = NULL WHERE team_id = ?", [team_id])


def move(database: Database, old_chat_id: int, new_chat_id: int) -> None:
    """Follow a group that became a supergroup: teams, waiting messages and the log's links go along.

    Message ids are void after a move, so links to earlier messages are cut. A second call does nothing.
    """
    if old_chat_id == new_chat_id:
        return
    # The bot may hear of the new chat first, as an addition; the team that moves in keeps its history.
    is_moving = database.execute("SELECT 1 FROM teams WHERE chat_id = ?", [old_chat_id]).fetchone()
    if is_moving:
        database.execute("DELETE FROM teams WHERE chat_id = ?", [new_chat_id])
    database.execute("UPDATE teams SET chat_id = ?, is_present = 1 WHERE chat_id = ?", [new_chat_id, old_chat_id])
    # Each by an index of its own.
    of_teams = "state = 'uncertain' AND team_id IN (SELECT id FROM teams WHERE chat_id = ?1)"
    for which in ("state = 'waiting'", of_teams):
        database.execute(f"UPDATE outbox SET chat_id = ?1 WHERE chat_id = ?2 AND {which}", [new_chat_id, old_chat_id])
    database.execute("UPDATE entries SET chat_id = NULL, message_id = NULL WHERE chat_id = ?", [old_chat_id])


def as_team(row: dict[str, Any]) -> Team:
    """Return the team that a row of `teams` stands for."""
    return Team(
        id=row["id"],
        place=Place(row["chat_id"], row["topic_id"] or None),
        name=row["name"],
        language=row["language"],
        zone=ZoneInfo(row["timezone"]),
        region=row["region"],
        pauses=as_days(row["pauses"]) if row["pauses"] else (),
        free_days=as_days(row["free_days"]) if row["free_days"] else (),
        is_present=bool(row["is_present"]),
        keeps=Term(row["kept_for"], row["kept_in"]),
        no_marks_until=instant_or_none(row["marks_refused_until"]),
        topic_name=row["topic_name"],
        obstacle=Obstacle(row["barred_by"]) if row["barred_by"] else None,
        barred_at=instant_or_none(row["barred_at"]),
        open_days=row["open_days"],
        has_overviews=bool(row["has_overviews"]),
        is_blind=bool(row["is_blind"]),
        after_case=row["after_case"],
        overview_at=instant_or_none(row["overview_at"]),
        left_out=frozenset(row["left_out"].split()),
    )
