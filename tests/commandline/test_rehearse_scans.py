"""`leerkring rehearse` with a scan or a question: played to its end, and nobody is shown what is not theirs to see."""

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from commandline.terminal import Terminal

from bot import content
from bot.commandline.rehearse import Rehearsed, played
from bot.core.instrument import Instrument
from bot.core.model import LANGUAGES, Language
from bot.rehearsing.gathering import CAST
from bot.rehearsing.scanning import FEWEST, UNKNOWN_EVERY
from bot.rehearsing.script import Line

IS_SOAK = bool(os.environ.get("LEERKRING_SOAK"))
SCANS, QUESTIONS = content.load().instruments, content.load().prompts
# One of each kind: bands, a wish alone, leaders apart, twice, about a change, with labels, the strongest first.
OF_EACH_KIND: tuple[str, ...] = (
    "polsslag",
    "zeven-gedragingen",
    "waar-ligt-het-leiderschap",
    "kleuren-van-verandering",
)
OF_EACH_KIND += ("hoe-sta-ik-hierin", "delen-helpen-maken", "teamleren", "spiegel-voor-leiders")
# Plain, tapped, blind with a second step that shows it, and one that recalls.
ASKED = ("een-leeg-lokaal", "tegel-koekjes", "door-het-ruitje", "mee-naar-huis")
# Several tests look at one and the same play.
played_once = cache(played)
CHOOSING, FILLING_IN, SEEN, AGREED, LATER = range(5)
DOTS = re.compile(r"(?:stippen op|dots at) ([^;]+);")
DOT = re.compile(r"\d+(?: \((\d+)×\))?")
UNTOLD = ("te weinig antwoorden", "too few answers")
BANDS = {"nl": {"laag", "midden", "hoog"}, "en": {"low", "middle", "high"}}


def cases(every: Iterator[str], some: tuple[str, ...]) -> list[tuple[str, Language]]:
    """Return one of each kind, in one language in turn; in a long run everything in both."""
    if IS_SOAK:
        return [(name, language) for name in sorted(every) for language in LANGUAGES]
    return [(name, LANGUAGES[at % 2]) for at, name in enumerate(some)]


def in_group(shown: Rehearsed, scene: int) -> list[Line]:
    """Return what the bot said in the group in a scene."""
    return [line for line in shown.lines if line.is_bot and line.seen_by is None and line.position == scene]


def dots(line: str) -> int:
    """Return how many dots a line of a picture has, as it is told in words."""
    found = DOTS.search(line)
    return sum(int(dot[1] or 1) for dot in DOT.finditer(found[1])) if found else 0


def ought_to_show(scan: Instrument) -> list[int]:
    """Return how many marks each line of a scan should show: of those who knew, and of nobody who leads."""
    fillers = max(scan.minimum + 1, FEWEST)
    if scan.private or scan.bands:
        return []
    return [fillers - (item % UNKNOWN_EVERY == 1) for item in range(len(scan.items))]


def told_line_by_line(scan: Instrument, language: Language, told: str) -> list[str]:
    """Return what stands below each line in what a group reads of a scan."""
    lines = told.splitlines()
    heads = [f"{number}. {item.text.in_(language)}" for number, item in enumerate(scan.items, start=1)]
    return [lines[lines.index(head) + 1] for head in heads if head in lines]


@pytest.mark.soak
@pytest.mark.parametrize(("name", "language"), cases(iter(SCANS), OF_EACH_KIND))
def test_every_scan_runs_to_its_end_and_keeps_what_is_hidden(name: str, language: Language) -> None:
    scan, shown = SCANS[name], played_once(name, None, language)
    seen = in_group(shown, SEEN)
    pictured = [one for line in seen for one in line.picture[1:]]
    told = told_line_by_line(scan, language, seen[-1].text)
    assert in_group(shown, FILLING_IN) == []
    assert [dots(one) for one in pictured] == ought_to_show(scan)
    assert [line.position for line in shown.lines if line.is_bot and line.seen_by == "Ilse"] == []
    if scan.private:
        words = [item.text.in_(language) for item in scan.items] + [one.in_(language) for one in scan.labels]
        assert len([one for one in words if any(f"• {one}" in line.text for line in seen)]) == 1
        assert (told, [one for one in words[len(scan.items) :] if one in seen[-1].text]) == ([], [])
    elif scan.bands:
        assert (len(told), set(told) - BANDS[language]) == (len(scan.items), set())
    else:
        assert (len(told), [one for one in told if one in UNTOLD]) == (len(scan.items), [])
        assert [one for one in told if scan.by_role != one.startswith(("Leiding: ", "Those who lead: "))] == []
    assert {line.position for line in shown.lines} == {CHOOSING, FILLING_IN, SEEN, AGREED, LATER}


@pytest.mark.soak
@pytest.mark.parametrize(("name", "language"), cases(iter(QUESTIONS), ASKED))
def test_every_question_runs_to_its_summary_and_keeps_what_is_hidden(name: str, language: Language) -> None:
    shown = played_once(name, None, language)
    titles = [shown.heading(at) for at in range(shown.lines[-1].position + 1)]
    asked = [QUESTIONS[line.text.split()[1]] for line in shown.lines if line.text.startswith(("/vraag ", "/ask "))]
    written = [line for line in shown.lines if line.does == "writes" and not line.is_bot]
    alone = [line.text for line in written if line.role == "alone"]
    nameless = [line for line in written if line.role == "nameless"]
    said = [line for line in shown.lines if line.is_bot and line.seen_by is None]
    assert [one.title.in_(language) in titles[2 * at] for at, one in enumerate(asked)] == [True] * len(asked)
    for at, one in enumerate(asked):
        summary = in_group(shown, 2 * at + 1)[-1].text
        assert (len(in_group(shown, 2 * at)), bool(one.taps)) == (1, "Getikt:" in summary or "Tapped:" in summary)
        assert (summary.count("Zonder naam: “"), summary.count("Without a name: “")) in ((3, 0), (0, 3))
    assert (len(alone), [text for text in alone if any(text in line.text for line in said)]) == (len(asked), [])
    named = [f"{one.who}: {before}{one.text}" for one in nameless for before in ("", "“")]
    assert [line.text for line in said for words in named if words in line.text] == []


def test_each_goes_about_a_scan_in_their_own_way() -> None:
    lines = played_once("sociaal-leren", None, "nl").lines
    pressed = {role: [line.text for line in lines if line.role == role and line.does == "presses"] for role in ROLES}
    assert pressed["unsure"].count("Weet ik niet") == 3
    assert "Nu nog: Zoals je het zou willen" in pressed["member"]
    on_days = {line.at.date() for line in lines if line.role == "halting"}
    assert len(on_days) == 2
    assert any("telt niet mee" in line.text for line in lines if line.role == "leading")
    assert any("Hoe ging het" in line.text for line in lines if line.position == LATER and line.seen_by == "Dewi")


ROLES = ("member", "unsure", "halting", "leading")


def test_a_scan_is_printed_with_its_picture_in_words_and_each_card_once(tmp_path: Path) -> None:
    code, said, errors = Terminal(tmp_path, {}).give_here("rehearse", "are we a team?", "--language", "en")
    assert (code, errors) == (0, "")
    assert "▦ Picture: Are we a team?" in said
    assert re.search(r"— dots at .*; middle \d", " ".join(said.split()))
    assert said.count("1 of 7\n") == 5
    assert said.splitlines()[-1].strip() == "Karin and Ilse (leader) got nothing in private."


def test_of_a_question_a_second_step_is_played_with_what_was_said_to_the_first() -> None:
    shown = played_once("door-het-ruitje", None, "nl")
    assert [shown.heading(at) for at in range(0, 4, 2)] == [
        "Door het ruitje",
        "Een week later · Zo gaat het bij ons",
    ]
    second = in_group(shown, 2)[0].text
    assert "Dit schreven jullie bij “Door het ruitje”" in second
    assert any("Eerder schreef jij" in line.text for line in shown.lines if line.seen_by == "Karin")


def test_a_scan_and_a_question_have_no_pace(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, {})
    found = [terminal.give_here("rehearse", one, "--pace", "calm") for one in ("polsslag", "een-leeg-lokaal")]
    assert [(code, said) for code, said, _ in found] == [(2, ""), (2, "")]
    assert found[0][2].strip() == "polsslag is no method of consultation and has no pace; leave --pace out."


def test_what_is_like_nothing_there_is_gets_where_to_look(tmp_path: Path) -> None:
    code, _, errors = Terminal(tmp_path, {}).give_here("rehearse", "xyzzyx")
    assert code == 2
    assert "`leerkring rehearse` lists methods and scans; `leerkring library` lists questions too." in errors


def test_a_scan_of_a_schools_own_that_needs_many_people_is_played(tmp_path: Path) -> None:
    path = tmp_path / "content/prompts/instruments/eigen-scan.toml"
    path.parent.mkdir(parents=True)
    text = (content.our_folder() / "prompts/instruments/waar-ligt-het-leiderschap.toml").read_text("utf-8")
    path.write_text(re.sub(r"(?m)^minimum = \d+", "minimum = 4", text), "utf-8")
    items = Terminal(tmp_path, {"LEERKRING_CONTENT": "content"}).read_here("rehearse", "eigen-scan")
    shown = [item["picture"] for item in items if item["picture"]]
    assert [dots(one) for one in shown[0].splitlines()[1:]][:2] == [5, 4]
    # Of fifteen who lead and fifteen who don't, each line may lack one, and one never opens it.
    assert len(CAST) >= 15 + 15 + 1 + 1
