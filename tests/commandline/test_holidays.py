"""School holidays from what is published: taken in whole, or refused with every mistake while the old ones stay."""

import http.server
import json
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from commandline.terminal import Terminal

from bot import content

DAYS = {
    "Herfstvakantie": ("2029-10-12T22:00:00.000Z", "2029-10-20T22:00:00.000Z"),
    "Voorjaarsvakantie": ("2030-02-15T23:00:00.000Z", "2030-02-23T23:00:00.000Z"),
    "Zomervakantie": ("2030-07-12T22:00:00.000Z", "2030-08-24T22:00:00.000Z"),
}
EVERYWHERE = {
    "Kerstvakantie": ("2029-12-21T23:00:00.000Z", "2030-01-05T23:00:00.000Z"),
    "Meivakantie": ("2030-04-26T22:00:00.000Z", "2030-05-04T22:00:00.000Z"),
}


def region(name: str, first: str, last: str) -> dict[str, str]:
    return {"region": f"\n {name} ", "startdate": first, "enddate": last}


def published() -> list[dict[str, Any]]:
    """Return a school year as the government publishes one: with spaces in odd places, and days as instants in UTC."""
    vacations = [
        {"type": f" {kind} \n", "compulsorydates": "false", "regions": [region(name, *days) for name in NAMES]}
        for kind, days in DAYS.items()
    ]
    vacations += [
        {"type": kind, "compulsorydates": "true", "regions": [region("heel Nederland", *days)]}
        for kind, days in EVERYWHERE.items()
    ]
    return [{"content": [{"title": "Schoolvakanties", "schoolyear": " 2029-2030\n", "vacations": vacations}]}]


NAMES = ("noord", "midden", "zuid")


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    (tmp_path / "own").mkdir()
    return Terminal(tmp_path, {"LEERKRING_CONTENT": str(tmp_path / "own")})


def written(terminal: Terminal, data: Any) -> str:
    path = terminal.folder / "published.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return str(path)


def test_a_new_year_comes_after_those_that_are_known(terminal: Terminal) -> None:
    before = content.load().regions["nl-midden"].holidays
    done = terminal.read_here("holidays", "update", "--from", written(terminal, published()))
    assert (done["years"], len(done["changes"])) == (["2029-2030"], 15)
    found = content.load(terminal.folder / "own")
    assert found.mistakes == ()
    holidays = found.regions["nl-midden"].holidays
    assert holidays[: len(before)] == before
    assert [(str(one.first), str(one.last), one.called("en")) for one in holidays[len(before) :]] == [
        ("2029-10-13", "2029-10-21", "autumn holiday"),
        ("2029-12-22", "2030-01-06", "Christmas holiday"),
        ("2030-02-16", "2030-02-24", "spring holiday"),
        ("2030-04-27", "2030-05-05", "May holiday"),
        ("2030-07-13", "2030-08-25", "summer holiday"),
    ]
    assert terminal.read_here("holidays", "update", "--from", written(terminal, published()))["changes"] == []


def test_a_dry_run_shows_them_and_writes_nothing(terminal: Terminal) -> None:
    code, out, _ = terminal.give_here("holidays", "update", "--dry-run", "--from", written(terminal, published()))
    assert (code, "+ nl-zuid  2029-10-13 – 2029-10-21  herfstvakantie" in out) == (0, True)
    assert out.endswith("Read: 2029-2030. Nothing was written.\n")
    assert list((terminal.folder / "own").rglob("*")) == []


def without_may(data: list[dict[str, Any]]) -> None:
    data[0]["content"][0]["vacations"].pop()


def five_weeks_late(data: list[dict[str, Any]]) -> None:
    data[0]["content"][0]["vacations"][0]["regions"][0]["enddate"] = "2030-11-20T23:00:00.000Z"


def another_region(data: list[dict[str, Any]]) -> None:
    data[0]["content"][0]["vacations"][0]["regions"][0]["region"] = "oost"


def no_date(data: list[dict[str, Any]]) -> None:
    data[0]["content"][0]["vacations"][1]["regions"][1]["startdate"] = "in februari"


def summer_in_autumn(data: list[dict[str, Any]]) -> None:
    for one in data[0]["content"][0]["vacations"][2]["regions"]:
        one |= {"startdate": "2029-10-15T22:00:00.000Z", "enddate": "2029-11-24T23:00:00.000Z"}


def twice_otherwise(data: list[dict[str, Any]]) -> None:
    again = data[0]["content"][0]["vacations"][0]["regions"][0]
    data[0]["content"][0]["vacations"][0]["regions"].append({**again, "enddate": "2029-10-21T22:00:00.000Z"})


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (summer_in_autumn, "its holidays overlap, or are not in their order."),
        (twice_otherwise, "2029-2030, noord: herfstvakantie is there twice, and not the same."),
        (without_may, "2029-2030, zuid: there is no meivakantie."),
        (five_weeks_late, "2029-2030, herfstvakantie: 2029-10-13 to 2030-11-21 can’t be right."),
        (another_region, "“oost” is no region that is known."),
        (no_date, "2029-2030, voorjaarsvakantie: its dates can’t be read."),
    ],
)
def test_what_can_not_be_right_is_told_and_the_old_ones_stay(terminal: Terminal, spoil: Any, said: str) -> None:
    file = written(terminal, published())
    terminal.read_here("holidays", "update", "--from", file)
    before = (terminal.folder / "own" / "schedules" / "holidays" / "nl.toml").read_bytes()
    data = published()
    spoil(data)
    code, _, err = terminal.give_here("holidays", "update", "--from", written(terminal, data))
    assert (code, said in err, "stay as they are" in err) == (1, True, True)
    assert (terminal.folder / "own" / "schedules" / "holidays" / "nl.toml").read_bytes() == before


ODD = '{"schoolyear": "2029-2030", "vacations": [3, "x"]}'


@pytest.mark.parametrize("text", ["<html>", "[]", "[" * 100_000, '{"schoolyear": "x", "vacations": []}', ODD])
def test_what_is_no_such_list_is_refused(terminal: Terminal, text: str) -> None:
    code, _, err = terminal.give_here("holidays", "update", "--from", written(terminal, text))
    assert (code, "stay as they are" in err) == (1, True)


def test_the_other_regions_of_the_file_stay(terminal: Terminal) -> None:
    own = terminal.folder / "own" / "schedules" / "holidays" / "nl.toml"
    own.parent.mkdir(parents=True)
    own.write_text(
        'source = "zelf"\n[[regions]]\nid = "be-vl"\nname = { nl = "Vlaanderen", en = "Flanders" }\n'
        'timezone = "Europe/Brussels"\ncountry = "BE"\nholidays = []\n',
        encoding="utf-8",
    )
    terminal.read_here("holidays", "update", "--from", written(terminal, published()))
    assert "be-vl" in content.load(terminal.folder / "own").regions
    own.write_text("source = ", encoding="utf-8")
    code, _, err = terminal.give_here("holidays", "update", "--from", written(terminal, published()))
    assert (code, "has a mistake in it" in err, own.read_text(encoding="utf-8")) == (1, True, "source = ")


@pytest.fixture
def address(terminal: Terminal) -> Iterator[str]:
    """Yield where a server on this machine publishes the list."""
    written(terminal, published())
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(terminal.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_it_is_fetched_from_an_address_and_what_is_not_there_is_told(terminal: Terminal, address: str) -> None:
    assert terminal.read_here("holidays", "update", "--from", f"{address}/published.json")["years"] == ["2029-2030"]
    code, _, err = terminal.give_here("holidays", "update", "--from", f"{address}/gone.json")
    assert (code, "can't be reached" in err, "give --from FILE" in err) == (1, True, True)


def test_without_a_folder_of_ones_own_it_says_how_to_get_one(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, {})
    code, _, err = terminal.give_here("holidays", "update", "--from", written(terminal, published()))
    assert (code, "LEERKRING_CONTENT" in err) == (1, True)
