"""Looking on the machine itself: where words stand, and a note of everybody who looked, or nothing is shown."""

import json
import os
import stat
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from commandline.kept import BRAM, NOW, terminal_with_something_kept
from commandline.terminal import Terminal

from bot.core.digest.facts import Facts, Week
from bot.core.model import Rhythm, Role
from bot.storage import digests, members, schedules
from bot.storage.accesses import Access, log_of, note, noted
from bot.storage.database import open_for_writing

LOG = "own.db.access.log"


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return terminal_with_something_kept(tmp_path)


def lines(terminal: Terminal) -> list[dict[str, object]]:
    return [json.loads(line) for line in (terminal.folder / LOG).read_text().splitlines()]


def test_find_tells_every_place_and_no_words(terminal: Terminal) -> None:
    found = terminal.read_here("find", "zoë")
    assert [(one["kind"], one["id"], one["team"], one["seen_by"]) for one in found] == [
        ("entry", 1, 1, "team"),
        ("entry", 2, 1, "author"),
        ("entry", 3, 1, "team"),
        ("commitment", 1, 1, "author"),
        ("update", 7, None, "the bot alone"),
        ("message", 1, 1, "the bot alone"),
    ]
    assert not any("text" in one for one in found)


def test_with_show_it_prints_what_a_team_may_read_and_nothing_private(terminal: Terminal) -> None:
    found = terminal.read_here("find", "zoe", "--show")
    assert [one["text"] for one in found] == ["Zoë kwam binnen.", None, None, None, None, None]
    _, out, _ = terminal.give_here("find", "zoe", "--show")
    assert ("kwam binnen" in out, "zelf" in out, "moeder" in out, "huilde" in out) == (True, False, False, False)


def test_all_words_must_be_there_and_names_are_looked_through_too(terminal: Terminal) -> None:
    both, person = terminal.read_here("find", "moeder", "zoe"), terminal.read_here("find", "bram")
    assert ([one["kind"] for one in both], [(one["kind"], one["id"]) for one in person]) == (
        ["commitment"],
        [("person", 12)],
    )


def test_of_somebody_it_tells_the_teams_they_are_in_and_since_when(terminal: Terminal) -> None:
    database = open_for_writing(terminal.folder / "own.db")
    for team, ago in ((2, 1), (1, 3)):
        members.give_role(database, team, BRAM.id, Role.MEMBER, NOW - timedelta(days=ago))
    database.conn.commit()
    database.close()
    anna, bram = (terminal.give_here("find", name)[1].splitlines()[0] for name in ("anna", "bram"))
    assert anna.startswith(f"person 11  team 1  since {NOW:%Y-%m-%d}T")
    assert bram.startswith(f"person 12  teams 1, 2  since {NOW - timedelta(days=3):%Y-%m-%d}T")
    found = [terminal.read_here("find", "bram", "--team", number) for number in ("1", "2")]
    assert [(one["kind"], one["team"], one["teams"]) for [one] in found] == [("person", None, [1, 2])] * 2


def test_who_is_in_no_team_is_said_to_be_in_none(terminal: Terminal) -> None:
    assert terminal.give_here("find", "bram")[1].startswith("person 12  no team  no date")


def test_what_coordinators_wrote_to_be_asked_is_looked_through_and_a_draft_shows_no_words(terminal: Terminal) -> None:
    found = terminal.read_here("find", "otto", "--show")
    assert [(one["kind"], one["id"], one["team"], one["text"] is None) for one in found] == [
        ("question", 1, 1, False),
        ("draft", 1, 1, True),
        ("unplaced", 1, None, True),
    ]


def test_without_words_it_asks_for_them(terminal: Terminal) -> None:
    code, out, _ = terminal.give_here("find", typed="moeder\n")
    assert (code, "commitment 1  team 1" in out, "moeder" in out) == (0, True, False)


def test_of_one_team_nothing_of_another_is_told(terminal: Terminal) -> None:
    assert (terminal.read_here("find", "zoe", "--team", "2"), terminal.read_here("find", " ")) == ([], [])


@pytest.mark.parametrize(
    ("words", "options"),
    [
        (("plan",), {"days": 14}),
        (("plan", "--team", "2", "--term"), {"team": 2, "days": 98}),
        (("log", "--team", "1"), {"team": 1}),
        (("log", "--search", "Zoë Geheim"), {"search": True}),
        (("digest", "1", "--week", "48"), {"team": 1, "week": 48}),
        (("teams",), {}),
        (("find", "Zoë", "Geheim", "--show"), {"search": True, "show": True}),
        (("prune", "--dry-run"), {"dry_run": True}),
        (("erase", "--entry", "2", "--yes"), {"entry": 2}),
        (("backup", "copy.db"), {"target": "copy.db"}),
    ],
)
def test_every_command_that_looks_is_noted_without_the_words(
    terminal: Terminal, words: tuple[str, ...], options: dict[str, object]
) -> None:
    terminal.give_here(*words)
    [line] = lines(terminal)
    at = datetime.fromisoformat(str(line["at"]))
    assert (line["command"], line["options"], line["uid"]) == (words[0], options, os.getuid())
    assert (at.utcoffset(), "Geheim" in (terminal.folder / LOG).read_text()) == (timedelta(0), False)


def test_a_restore_is_noted_with_its_file(terminal: Terminal) -> None:
    terminal.give_here("backup", "copy.db")
    terminal.give_here("restore", "copy.db")
    assert [(line["command"], line["options"]) for line in lines(terminal)][-1] == ("restore", {"file": "copy.db"})


def test_only_its_own_account_may_read_the_notes(terminal: Terminal) -> None:
    terminal.give_here("log")
    assert stat.S_IMODE((terminal.folder / LOG).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "words", [("log",), ("digest", "1"), ("teams",), ("find", "zoe"), ("backup", "copy.db"), ("prune", "--dry-run")]
)
def test_what_cannot_be_noted_is_not_shown(terminal: Terminal, words: tuple[str, ...]) -> None:
    (terminal.folder / LOG).mkdir()
    code, out, errors = terminal.give_here(*words)
    assert (code, out, errors.count("\n"), "without a note of it nothing is shown" in errors) == (1, "", 1, True), (
        errors
    )
    assert not (terminal.folder / "copy.db").exists()


def test_accesses_prints_who_looked(terminal: Terminal) -> None:
    assert "Nobody looked yet." in terminal.give_here("accesses")[1]
    terminal.settings["SUDO_USER"] = "karin"
    terminal.give_here("find", "zoe")
    with (terminal.folder / LOG).open("a") as file:
        file.write("no line of ours\n")
    [found, broken] = terminal.read_here("accesses")
    _, out, _ = terminal.give_here("accesses")
    assert (found["command"], found["through"], broken) == ("find", "karin", {"unreadable": "no line of ours"})
    assert ("(through sudo: karin)  find  search=True" in out, "can't be read" in out) == (True, True)


def test_where_nothing_is_kept_nobody_is_said_not_to_have_looked(tmp_path: Path) -> None:
    code, out, errors = Terminal(tmp_path, {"LEERKRING_DATABASE": "none.db"}).give_here("accesses")
    assert (code, out, "There is no database at none.db" in errors) == (1, "", True)


def test_notes_of_more_than_two_years_ago_go_when_one_is_added(tmp_path: Path) -> None:
    database, now = tmp_path / "own.db", datetime(2026, 11, 24, tzinfo=UTC)
    for days in (800, 733, 10, 0):
        note(database, Access(now - timedelta(days=days), "karin", 1000, None, f"log {days}", {}))
    assert [one["command"] for one in noted(database)] == ["log 10", "log 0"]
    assert stat.S_IMODE(log_of(database).stat().st_mode) == 0o600


def test_where_there_is_no_database_nothing_is_noted(tmp_path: Path) -> None:
    code, _, errors = Terminal(tmp_path, {"LEERKRING_DATABASE": "none.db"}).give_here("log")
    assert (code, "There is no database" in errors, list(tmp_path.iterdir())) == (1, True, [])


def with_digests(terminal: Terminal) -> Terminal:
    """Return a terminal where team 1 had two digests, of which the last has a picture and quotes what was released."""
    database = open_for_writing(terminal.folder / "own.db")
    database.execute("UPDATE entries SET audience = 'leader' WHERE id = 1")
    now = datetime.now(UTC)
    for number, ago in ((47, 8), (48, 1)):
        weeks = tuple(Week(number=number - more, what="most", began=now) for more in reversed(range(3)))
        facts = Facts(team="Onderbouw", weeks=weeks, titles={"nl": ("Handen",), "en": ("Hands",)}, released=(1, 2))
        digests.fix(database, 1, now - timedelta(days=ago), facts.model_dump_json())
    database.conn.commit()
    database.close()
    return terminal


def test_digest_prints_the_last_one_as_who_leads_was_told(terminal: Terminal) -> None:
    with_digests(terminal)
    last, before = terminal.read_here("digest", "1"), terminal.read_here("digest", "1", "--week", "47")
    _, out, _ = terminal.give_here("digest", "1", "--language", "en")
    assert [one["text"].splitlines()[0] for one in (last, before)] == ["Onderbouw, week 48", "Onderbouw, week 47"]
    # What its writer alone may read is none of what was released.
    assert ("Zoë kwam binnen." in last["text"], "zelf" in last["text"], "Hands" in out) == (True, False, True)


def test_digest_writes_a_page_with_its_picture_and_overwrites_nothing_unasked(terminal: Terminal) -> None:
    with_digests(terminal)
    codes = [terminal.give_here("digest", "1", "--html", "a.html", *more)[0] for more in ((), (), ("--force",))]
    page = (terminal.folder / "a.html").read_text()
    assert (codes, "data:image/png;base64," in page) == ([0, 1, 0], True)
    assert ["Week 48, " in page, "Zoë kwam binnen." in page, "Nooit wie wat schreef" in page] == [True, True, True]


def test_digest_makes_a_pdf_with_a_date_of_its_own(terminal: Terminal) -> None:
    pytest.importorskip("typst")
    with_digests(terminal)
    written = terminal.read_here("digest", "1", "--pdf", "a.pdf")["files"]
    assert (written, (terminal.folder / "a.pdf").read_bytes()[:5]) == (["a.pdf"], b"%PDF-")


def test_where_there_is_no_such_digest_it_says_which_there_are(terminal: Terminal) -> None:
    with_digests(terminal)
    told = [terminal.give_here("digest", *words) for words in (("1", "--week", "3"), ("2",), ("99",))]
    assert [code for code, _, _ in told] == [1, 1, 1]
    assert "no digest of week 3. There are those of week 47, 48: name one with --week." in told[0][2]
    assert "A coordinator invites somebody with /leader in the group." in told[1][2]
    assert "no team 99" in told[2][2]
    with_a_digest_each_week(terminal, Role.LEADER)
    assert "`leerkring plan --team 2` tells when the next one comes." in terminal.give_here("digest", "2")[2]


def test_the_plan_of_one_team_is_found_by_its_number_or_name_and_no_other(terminal: Terminal) -> None:
    database = open_for_writing(terminal.folder / "own.db")
    rhythm, slot = Rhythm("week", ("tue",), time(12, 30)), NOW + timedelta(days=1)
    for number in (1, 2):
        schedules.put(database, number, "prompt", rhythm, ("R1",), NOW.date(), slot)
    database.close()
    far = (("--term",), ("--team", "2", "--days", "98"), ("--team", "bovenbouw", "--term"))
    plans = [terminal.read_here("plan", *words) for words in far]
    unknown = terminal.give_here("plan", "--team", "Nergens")
    assert [sorted({item["team"] for item in plan}) for plan in plans] == [[1, 2], [2], [2]]
    assert [plan == sorted(plan, key=lambda item: item["at"][:10]) for plan in plans] == [True] * 3
    assert plans[1] == plans[2]
    assert (unknown[0] != 0, unknown[2].strip()) == (True, "There is no team Nergens. `leerkring teams` lists them.")


@pytest.mark.parametrize(
    "words",
    [
        *(("log", "--team"), ("find", "zoe", "--team"), ("plan", "--team"), ("prune", "--dry-run", "--team")),
        *(("digest",), ("harvest",), ("export", "--out", "out", "--force", "--format", "jsonl", "--team")),
    ],
)
def test_a_team_is_named_by_its_number_or_its_name(terminal: Terminal, words: tuple[str, ...]) -> None:
    with_digests(terminal)
    by_number, by_name = (terminal.read_here(*words, team) for team in ("1", "onderbouw"))
    code, _, err = terminal.give_here(*words, "Nergens")
    assert by_number == by_name
    assert (code, err) == (1, "There is no team Nergens. `leerkring teams` lists them.\n")


def test_a_term_and_a_number_of_days_are_not_both_asked_for(terminal: Terminal) -> None:
    code, out, err = terminal.give_here("plan", "--term", "--days", "5")
    assert (code, out, "--term is --days 98: give one of them." in err) == (2, "", True)


def with_a_digest_each_week(terminal: Terminal, *readers: Role) -> Terminal:
    """Return a terminal where team 2 has a rhythm of digests, and Bram roles in it."""
    database = open_for_writing(terminal.folder / "own.db")
    schedules.put(database, 2, "digest", Rhythm("week", ("fri",), time(15)), (), NOW.date(), NOW + timedelta(days=1))
    for role in readers:
        members.give_role(database, 2, BRAM.id, role, NOW)
    database.conn.commit()
    database.close()
    return terminal


@pytest.mark.parametrize(
    ("readers", "is_there"), [((), False), ((Role.MEMBER,), False), ((Role.LEADER,), True), ((Role.OBSERVER,), True)]
)
def test_a_digest_that_nobody_gets_is_in_no_plan(terminal: Terminal, readers: tuple[Role, ...], is_there: bool) -> None:
    with_a_digest_each_week(terminal, *readers)
    planned = terminal.read_here("plan", "--team", "2", "--days", "98")
    terminal.give_here("plan", "--team", "2", "--term", "--ics", "plan.ics")
    calendar = (terminal.folder / "plan.ics").read_text(encoding="utf-8")
    assert ({one["schedule"] for one in planned} == {"digest"}, "weekbericht" in calendar) == (is_there, is_there)


def test_the_plan_of_a_team_is_written_as_a_calendar_over_nothing_that_is_there(terminal: Terminal) -> None:
    database = open_for_writing(terminal.folder / "own.db")
    rhythm = Rhythm("week", ("tue",), time(12, 30))
    schedules.put(database, 2, "prompt", rhythm, ("R1",), NOW.date(), NOW + timedelta(days=1))
    database.close()
    file = terminal.folder / "plan.ics"
    told = terminal.give_here("plan", "--team", "2", "--term", "--ics", str(file))
    planned = terminal.read_here("plan", "--team", "2", "--term")
    assert (told[0], f"{len(planned)} moments of team 2 written" in told[1]) == (0, True)
    assert file.read_text(encoding="utf-8").count("BEGIN:VEVENT") == len(planned)
    refused = [
        terminal.give_here("plan", *words, "--ics", str(file))
        for words in (("--team", "2"), (), ("--team", "2", "--json"))
    ]
    assert [code for code, _, _ in refused] == [2, 2, 2]


def test_without_a_database_it_asks_for_no_words(tmp_path: Path) -> None:
    code, _, errors = Terminal(tmp_path, {"LEERKRING_DATABASE": "own.db"}).give_here("find", typed="moeder\n")
    assert (code != 0, "There is no database" in errors, "Words" in errors) == (True, True, False)
