"""Teams set from a file: shown first, carried out whole or not at all, and every mistake with its place."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from commandline.terminal import Terminal

from bot.core.model import Place
from bot.storage import changes, programmes, schedules, teams
from bot.storage.database import open_for_reading, open_for_writing, transaction
from bot.storage.laying import lay
from bot.storage.locking import hold_lock

GOOD = """
[[teams]]
team = "Onderbouw"
rhythm = "elke dinsdag, 12.30 uur"
overviews = "eerste maandag van de maand 12:30"
open_days = 3
free_days = ["3 december Studiedag"]

[[teams]]
team = 2
rhythm = "om de week op donderdag 13:00"
method = { id = "vijf-stappen", rhythm = "om de vier weken op donderdag 15:30" }
"""
WRONG = """
[[teams]]
team = "Onderbouw"
rhythm = "elke tweede dag"
method = { id = "zes-stappen", rhythm = "week di 15:30" }
free_days = ["31 februari Studiedag"]

[[teams]]
team = "Bovenbouw"
rhythm = "week di 12:30"
"""


# Some of it can be told from the file, some only beside the teams.
MIXED = """
[[teams]]
team = "Onderbouw"
rhythm = "elke tweede dag"
open_days = 9
method = { id = "zes-stappen", rhythm = "week di 15:30", pace = 5 }

[[teams]]
team = "Bovenbouw"
overviews = "nu en dan"

[[teams]]
rhythm = "ooit"
rythm = "elke dinsdag 12:30"

[[teams]]
team = "Onderbouw"
free_days = ["31 februari Studiedag"]
"""


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    database = open_for_writing(lay(tmp_path / "own.db"))
    with transaction(database):
        for number, name in enumerate(("Onderbouw", "Middenbouw"), start=1):
            teams.add(database, Place(-number), name, "nl", "Europe/Amsterdam", "nl-midden")
    database.close()
    return Terminal(tmp_path, {"LEERKRING_DATABASE": "own.db"})


def rhythms(terminal: Terminal) -> list[tuple[int, str, str]]:
    database = open_for_reading(terminal.folder / "own.db")
    found = [(one.team_id, one.kind, one.rhythm.every) for one in schedules.every(database)]
    database.close()
    return sorted(found)


def written(terminal: Terminal, text: str) -> str:
    path = terminal.folder / "teams.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_dry_run_shows_what_would_change_and_changes_nothing(terminal: Terminal) -> None:
    code, found, _ = terminal.give_here("schedule", "apply", written(terminal, GOOD), "--dry-run")
    assert code == 0
    assert "Onderbouw (team 1)" in found
    assert "vragen elke dinsdag, 12.30 uur" in found
    assert "vraag open drie schooldagen" in found
    assert "” om de vier weken op donderdag, 15.30 uur" in found
    assert "2 of 2 teams would change." in found
    assert rhythms(terminal) == []


def test_a_call_for_pairs_can_come_once_a_term(terminal: Terminal) -> None:
    text = """
[[teams]]
team = "Onderbouw"
method = { id = "lesbezoek", rhythm = "elk blok op donderdag 13:00" }
"""
    assert terminal.read_here("schedule", "apply", written(terminal, text))["problems"] == []
    assert (1, "method", "term") in rhythms(terminal)


def test_it_is_carried_out_once_and_then_is_so_already(terminal: Terminal) -> None:
    file = written(terminal, GOOD)
    done = terminal.read_here("schedule", "apply", file)
    assert (done["applied"], done["problems"]) == (True, [])
    kinds = [(1, "digest", "week"), (1, "overview", "month"), (1, "prompt", "week")]
    kinds += [(2, "digest", "week"), (2, "method", "four weeks"), (2, "prompt", "two weeks")]
    assert [one for one in rhythms(terminal) if one[:2] != (2, "overview")] == kinds
    _, again, _ = terminal.give_here("schedule", "apply", file)
    assert "0 of 2 teams changed." in again
    database = open_for_reading(terminal.folder / "own.db")
    assert len(changes.of_team(database, 1)) == 1
    database.close()


def test_every_mistake_has_its_place_and_nothing_is_changed(terminal: Terminal) -> None:
    code, _, err = terminal.give_here("schedule", "apply", written(terminal, WRONG))
    told = err.splitlines()
    assert (code, len(told)) == (1, 5)
    assert "teams 1, rhythm: “elke tweede dag” is no rhythm that I understand; write it as in" in told[0]
    assert "teams 1, method.id: there is no method “zes-stappen”" in told[1]
    assert "teams 1, free_days 1: “31 februari Studiedag” is no day to come" in told[2]
    assert "teams 2, team: There is no team Bovenbouw." in told[3]
    assert told[4] == "Nothing was changed."
    assert rhythms(terminal) == []


def test_mistakes_of_every_kind_are_told_at_once_in_the_order_of_the_file(terminal: Terminal) -> None:
    code, _, err = terminal.give_here("schedule", "apply", written(terminal, MIXED))
    told = [line.split("teams.toml: ")[-1] for line in err.splitlines()]
    assert (code, [line.split(":")[0] for line in told]) == (
        1,
        [
            *("teams 1, method", "teams 1, open_days", "teams 1, rhythm", "teams 1, method.id"),
            *("teams 2, team", "teams 2, overviews"),
            *("teams 3, team", "teams 3, rythm", "teams 3, rhythm"),
            *("teams 4, team", "teams 4, free_days 1", "Nothing was changed."),
        ],
    )
    assert rhythms(terminal) == []


def test_a_mistake_in_the_file_is_told_where_there_is_no_database_and_beside_the_running_bot(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = written(terminal, "[[teams]]\nteam = 1\nopen_days = 9\n")
    with hold_lock(terminal.folder / "own.db", "leerkring", "stop it"):
        beside = terminal.give_here("schedule", "apply", file)
    nowhere = Terminal(tmp_path, {"LEERKRING_DATABASE": "none.db"}).give_here("schedule", "apply", file)
    assert [(code, "open_days" in err) for code, _, err in (beside, nowhere)] == [(1, True)] * 2


def test_every_month_may_be_said_in_one_word(terminal: Terminal) -> None:
    text = '[[teams]]\nteam = 1\noverviews = "maandelijks"\n'
    assert terminal.read_here("schedule", "apply", written(terminal, text))["problems"] == []
    assert (1, "overview", "month") in rhythms(terminal)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[teams]]\nteam = 1\nrythm = 'week di 12:30'\n", "rhythm"),
        ("[[teams]\nteam = 1\n", "lacks a bracket"),
        ("[[teams]]\nteam = Onderbouw\n", 'at line 2: put a text between straight quotes, such as team = "Onderbouw"'),
        ("[[teams]]\nteam = 5b\n", 'at line 2: put a text between straight quotes, such as team = "…"'),
        ("", "is missing"),
        ("[[teams]]\nteam = 1\nopen_days = 9\n", "open_days"),
    ],
)
def test_what_is_no_such_file_says_what_to_do(terminal: Terminal, text: str, said: str) -> None:
    code, _, err = terminal.give_here("schedule", "apply", written(terminal, text), "--dry-run")
    assert code == 1
    assert said in err


def test_beside_the_running_bot_it_only_looks(terminal: Terminal) -> None:
    file = written(terminal, GOOD)
    with hold_lock(terminal.folder / "own.db", "leerkring", "stop it"):
        assert terminal.give_here("schedule", "apply", file)[0] == 3
        assert terminal.give_here("schedule", "apply", file, "--dry-run")[0] == 0


# Days may be up to two years ahead.
NEXT = str(datetime.now(UTC).year + 1)
ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//school//NL
BEGIN:VEVENT
UID:1
DTSTAMP:20261101T100000Z
DTSTART;VALUE=DATE:20301203
DTEND;VALUE=DATE:20301205
SUMMARY:Studiedagen
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTAMP:20261101T100000Z
DTSTART;TZID=Europe/Amsterdam:20301210T190000
DTEND;TZID=Europe/Amsterdam:20301210T210000
SUMMARY:Ouderavond
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTAMP:20261101T100000Z
DTSTART;VALUE=DATE:20200101
SUMMARY:Lang geleden
END:VEVENT
END:VCALENDAR
""".replace("2030", NEXT)
CSV = f"Eerste;Laatste;Naam\n3-12-{NEXT};4-12-{NEXT};Studiedagen\n{NEXT}-12-24;;\n"


def days_written(terminal: Terminal, text: str, name: str) -> str:
    path = terminal.folder / name
    path.write_text(text.replace("\n", "\r\n") if name.endswith("ics") else text, encoding="utf-8")
    return str(path)


def free(terminal: Terminal) -> list[tuple[str, str, str]]:
    database = open_for_reading(terminal.folder / "own.db")
    team = teams.find(database, 1)
    database.close()
    return [(str(one.first), str(one.last), one.name) for one in team.free_days] if team else []


def test_the_whole_days_of_a_calendar_become_free_days_once(terminal: Terminal) -> None:
    file = days_written(terminal, ICS, "school.ics")
    _, shown, _ = terminal.give_here("schedule", "free-days", "Onderbouw", file, "--dry-run")
    assert shown.splitlines() == [
        f"{NEXT}-12-03 – {NEXT}-12-04  Studiedagen",
        "“Ouderavond” has hours, so it is no free day",
        "1 is over and left out",
        "1 would be added to the free days of Onderbouw (team 1).",
    ]
    assert free(terminal) == []
    for count in (1, 0):
        assert len(terminal.read_here("schedule", "free-days", "1", file)["added"]) == count
    assert free(terminal) == [(f"{NEXT}-12-03", f"{NEXT}-12-04", "Studiedagen")]


def test_a_table_of_days_is_taken_in_as_people_write_one(terminal: Terminal) -> None:
    terminal.read_here("schedule", "free-days", "1", days_written(terminal, CSV, "vrij.csv"))
    assert free(terminal) == [
        (f"{NEXT}-12-03", f"{NEXT}-12-04", "Studiedagen"),
        (f"{NEXT}-12-24", f"{NEXT}-12-24", "vrij"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("first,last,name\n2030-13-01,,Niets\n2030-12-05,2030-12-01,Om\n", "a.csv", "line 2: “2030-13-01” is no date"),
        ("first,last,name\n2030-13-01,,Niets\n2030-12-05,2030-12-01,Om\n", "b.csv", "line 3: ends on 2030-12-01"),
        ("a,b\n1,2\n", "c.csv", "line 1: names no column for the first day"),
        (ICS.replace("SUMMARY:Studiedagen", "RRULE:FREQ=WEEKLY\nSUMMARY:Vrij"), "d.ics", "“Vrij” repeats"),
        ("BEGIN:VCALENDAR\nDTSTART", "e.ics", "is no calendar that can be read"),
        (f"first,last\n{'x' * 200_000},\n", "h.csv", "is no table that can be read"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "f.ics", "holds no whole days"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_added(terminal: Terminal, text: str, name: str, said: str) -> None:
    code, _, err = terminal.give_here("schedule", "free-days", "1", days_written(terminal, text, name))
    assert (code, said in err, free(terminal)) == (1, True, [])


def test_days_that_say_how_long_they_last_are_all_of_them(terminal: Terminal) -> None:
    lasting = ICS.replace(f"DTEND;VALUE=DATE:{NEXT}1205", "DURATION:P3D")
    terminal.read_here("schedule", "free-days", "1", days_written(terminal, lasting, "lasting.ics"))
    assert free(terminal) == [(f"{NEXT}-12-03", f"{NEXT}-12-05", "Studiedagen")]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("rhythm = true", "teams 1, rhythm: can’t be that; write it as in"),
        ('open_days = "3"', "teams 1, open_days: can’t be that; write 1, 2, 3 or 5, without quotes"),
        ("open_days = 4", "teams 1, open_days: can’t be that"),
        ('method = "vijf-stappen"', "teams 1, method: can’t be that; write { id"),
        ('rhythm = "week di 23:00"', "has an hour outside school"),
        ('rhythm = "elke zondag 12.30"', "falls at the weekend, when there is no school"),
        ('method = { id = "vijf-stappen", rhythm = "elke maand zo 15:30" }', "falls at the weekend"),
        ('method = { id = "vijf-stappen", rhythm = "week di 15:30", pace = "zacht" }', "knows no such pace"),
        ('scan = "polsslag"', "teams 1, scan: can’t be that; write { id"),
        ('scan = { id = "polls" }', "teams 1, scan.id: there is no scan “polls”; `leerkring library` lists them"),
        ('scan = { id = "betrokkenheid" }', "is about a change that somebody names"),
        ('scan = { id = "spiegel-voor-leiders" }', "is for a team in which everybody leads another one"),
        ('scan = { id = "polsslag", rhythm = "week di 12:30" }', "teams 1, scan.rhythm: “week di 12:30” is no rhythm"),
        ('scan = { id = "polsslag", rhythm = "elk half jaar" }', "is no rhythm that I understand"),
        ('rhythm = "elk half jaar di 12:30"', "is no rhythm that I understand"),
    ],
)
def test_a_mistake_says_what_to_write_instead(terminal: Terminal, part: str, said: str) -> None:
    code, _, err = terminal.give_here("schedule", "apply", written(terminal, f"[[teams]]\nteam = 1\n{part}\n"))
    assert (code, said in err) == (1, True), err


def test_a_weekend_day_that_is_meant_is_taken_and_stays(terminal: Terminal) -> None:
    for text in ("elke zondag 12.30 toch", "elke zondag 13.00"):
        code, _, err = terminal.give_here(
            "schedule", "apply", written(terminal, f"[[teams]]\nteam = 1\nrhythm = '{text}'\n")
        )
        assert (code, err) == (0, "")


def test_a_team_stands_in_one_table(terminal: Terminal) -> None:
    twice = "[[teams]]\nteam = 1\nopen_days = 3\n[[teams]]\nteam = 'Onderbouw'\nblind = true\n"
    code, _, err = terminal.give_here("schedule", "apply", written(terminal, twice))
    assert (code, "stands in a table above" in err) == (1, True)


def test_overviews_are_said_as_in_the_chat(terminal: Terminal) -> None:
    text = "[[teams]]\nteam = 1\nrhythm = 'week di 12:30'\noverviews = 'blok'\n"
    terminal.read_here("schedule", "apply", written(terminal, text))
    assert (1, "overview", "term") in rhythms(terminal)
    none = terminal.read_here("schedule", "apply", written(terminal, "[[teams]]\nteam = 2\noverviews = false\n"))
    assert none["teams"][0]["changes"] == ["overzicht alleen op verzoek"]


def scans(terminal: Terminal) -> list[tuple[str, ...]]:
    database = open_for_reading(terminal.folder / "own.db")
    found: list[tuple[str, ...]] = [
        (one.what[0], one.rhythm.every, " ".join(one.rhythm.days), one.rhythm.on_free)
        for one in schedules.every(database)
        if one.kind == "scan"
    ]
    database.close()
    return found


def test_a_scan_comes_by_itself_as_often_as_fits_it_or_as_the_file_says(terminal: Terminal) -> None:
    text = "[[teams]]\nteam = 1\nrhythm = 'week di 12:30'\nscan = { id = 'sociaal-leren' }\n"
    file = written(terminal, text)
    done = terminal.read_here("schedule", "apply", file)
    told = "scan “Hoe wij samen leren” elk half jaar op de eerste maandag van de maand, 12.30 uur, op vrije dagen erna"
    assert told in done["teams"][0]["changes"]
    assert scans(terminal) == [("sociaal-leren", "half year", "mon", "after")]
    assert terminal.read_here("schedule", "apply", file)["teams"][0]["changes"] == []
    other = text.replace("'sociaal-leren'", "'sociaal-leren', rhythm = 'elk jaar op donderdag 13:00'")
    file = written(terminal, other)
    terminal.read_here("schedule", "apply", file)
    assert scans(terminal) == [("sociaal-leren", "year", "thu", "after")]
    assert terminal.read_here("schedule", "apply", file)["teams"][0]["changes"] == []
    none = terminal.read_here("schedule", "apply", written(terminal, "[[teams]]\nteam = 1\nscan = false\n"))
    assert (none["teams"][0]["changes"], scans(terminal)) == (["geen scan vanzelf"], [])


def courses(terminal: Terminal) -> dict[int, tuple[str, int, int]]:
    """Return which programme each team is in, and where in it."""
    database = open_for_reading(terminal.folder / "own.db")
    found = {number: programmes.of_team(database, number) for number in (1, 2)}
    database.close()
    return {number: (one.programme.id, one.phase, one.step) for number, one in found.items() if one}


def test_a_programme_begins_for_many_teams_at_once_and_only_once(terminal: Terminal) -> None:
    begun = '[[teams]]\nteam = 1\nprogramme = "light"\n[[teams]]\nteam = 2\nprogramme = "Licht"'
    _, shown, _ = terminal.give_here("schedule", "apply", written(terminal, begun), "--dry-run")
    assert (shown.count("Licht"), courses(terminal)) == (2, {})
    _, done, _ = terminal.give_here("schedule", "apply", written(terminal, begun))
    assert "2 of 2 teams changed." in done
    assert courses(terminal) == {1: ("light", 0, 0), 2: ("light", 0, 0)}
    assert [one for one in rhythms(terminal) if one[1] == "prompt"] == [
        (1, "prompt", "two weeks"),
        (2, "prompt", "two weeks"),
    ]
    database = open_for_writing(terminal.folder / "own.db")
    told = [row["payload"] for row in database.query("SELECT payload FROM outbox WHERE purpose = 'programmes.begins'")]
    assert ["Er is een programma voor jullie gekozen: <b>Licht</b>" in one for one in told] == [True, True]
    # What came meanwhile stays come.
    with transaction(database):
        course = programmes.of_team(database, 1)
        assert course
        programmes.put(database, 1, course.moved_on())
    database.close()
    _, again, _ = terminal.give_here("schedule", "apply", written(terminal, begun))
    assert "0 of 2 teams changed." in again
    assert courses(terminal) == {1: ("light", 0, 1), 2: ("light", 0, 0)}


def test_a_programme_keeps_the_day_of_the_questions_or_takes_the_rhythm_of_the_file(terminal: Terminal) -> None:
    terminal.give_here("schedule", "apply", written(terminal, "[[teams]]\nteam = 1\nrhythm = 'week do 13:00'"))
    both = "[[teams]]\nteam = 1\nprogramme = 'light'\n[[teams]]\nteam = 2\nprogramme = 'light'\nrhythm = 'week di 9:00'"
    terminal.give_here("schedule", "apply", written(terminal, both))
    database = open_for_reading(terminal.folder / "own.db")
    found = [one.rhythm for one in schedules.every(database) if one.kind == "prompt"]
    database.close()
    assert [(one.every, one.days, f"{one.at:%H:%M}") for one in found] == [
        ("two weeks", ("thu",), "13:00"),
        ("week", ("tue",), "09:00"),
    ]


def test_a_programme_is_stopped_and_one_that_is_none_is_told(terminal: Terminal) -> None:
    terminal.give_here("schedule", "apply", written(terminal, "[[teams]]\nteam = 1\nprogramme = 'light'"))
    done = terminal.give_here("schedule", "apply", written(terminal, "[[teams]]\nteam = 1\nprogramme = false"))
    assert courses(terminal) == {}, done
    _, _, err = terminal.give_here("schedule", "apply", written(terminal, "[[teams]]\nteam = 1\nprogramme = 'lihgt'"))
    assert "teams 1, programme: there is no programme “lihgt”; there are first-term, leaders, light, " in err
