"""`leerkring rehearse`: every method runs to its end, and shows nobody what is not theirs to see."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from commandline.terminal import Terminal

from bot import content
from bot.commandline.rehearse import Rehearsed, played
from bot.core.model import LANGUAGES, Language, Pace
from bot.core.session.state import Session
from bot.rehearsing.layout import _Page
from bot.rehearsing.script import Line

CONTENT = content.load()
METHODS = CONTENT.walkthroughs
# One of each kind: a step more, live and close, a fixed choice, several owners, none, in turns. Wandering plays all.
OF_EACH_KIND: tuple[str, ...] = ("probleemoplossend", "organisatieopstellingen", "kollegiale-beratung")
OF_EACH_KIND += ("terugkoppeling", "toetsing", "troika")
OWN = "prompts/consultation/eigen.toml"
Case = tuple[str, Language, Pace]


def cases() -> Iterator[Case]:
    """Yield a method of each kind, in one language in turn; in a long run every one in all paces and both languages."""
    if os.environ.get("LEERKRING_SOAK"):
        for method in sorted(METHODS):
            yield from ((method, language, pace) for language in LANGUAGES for pace in METHODS[method].paces)
        return
    for at, method in enumerate(OF_EACH_KIND):
        yield method, LANGUAGES[at % 2], METHODS[method].paces[0]


def is_reveal(line: Line, at: int) -> bool:
    """Tell whether a line is the list of what came in for a step, or the choice from it."""
    return line.is_bot and line.seen_by is None and "\n1 " in line.text and line.position in (at, at + 1)


def ended(shown: Rehearsed) -> Session:
    """Return where a walkthrough ended."""
    assert shown.session
    return shown.session


def leaks(shown: Rehearsed) -> list[str]:
    """Return what the bot showed of words written in private before their step closed, to anybody but the writer."""
    found, lines = [], shown.lines
    for at, on in enumerate(ended(shown).state.plan):
        if on.step.optional or on.step.mode not in ("hidden", "solo"):
            continue
        said = {(one.who, one.text) for one in lines if one.position == at and one.who == one.seen_by and one.text}
        reveal = next((number for number, line in enumerate(lines) if is_reveal(line, at)), None)
        before = [line for line in lines[:reveal] if line.is_bot and line.position in (at, at + 1)]
        found += [text for line in before for who, text in said if text in line.text and line.seen_by != who]
        if on.step.mode == "hidden" and reveal is None:
            found.append(f"step {on.key} was never shown")
    return found


@pytest.mark.soak
@pytest.mark.parametrize(("method", "language", "pace"), list(cases()))
def test_every_method_runs_to_its_end_and_keeps_what_is_hidden(method: str, language: Language, pace: Pace) -> None:
    shown = played(method, pace, language)
    text = "\n".join(shown.printed(language))
    state = ended(shown).state
    titles = [on.step.title.in_(language) for on in state.plan if on.step.title and not on.step.optional]
    last = shown.as_items()[-1]
    assert (state.phase, [one for one in titles if one not in text], leaks(shown)) == ("ended", [], [])
    assert (last["where"], last["who"], last["step"]) == ("group", "Leerkring", len(state.plan) + 1)


def test_each_role_sees_its_own_private_chat_and_an_owner_has_words_of_their_own() -> None:
    shown = played("vijf-stappen", None, "nl")
    items = [item for item in shown.as_items() if item["where"] == "private"]
    roles = {(item["role"], item["seen_by"]) for item in items}
    assert {("owner", "Anna"), ("facilitator", "Bram"), ("helper", "Chris")} <= roles
    labelling = [item for item in items if "1 raak" in item["buttons"]]
    assert {item["seen_by"] for item in labelling} == {"Anna"}
    # Who brought the case writes among the others.
    said = [item for item in items if "bleef hangen" in item["text"]]
    assert {item["role"] for item in said if item["who"] != "Leerkring"} == {"owner"}


def test_an_objection_is_met_before_all_agree() -> None:
    lines = played("toetsing", "live", "en").lines
    at = next(number for number, line in enumerate(lines) if "What needs changing?" in line.text and line.is_bot)
    acts = [(line.who, line.does, line.is_aloud) for line in lines[at:] if not (line.is_bot or line.seen_by)]
    others = ("Bram", "Chris", "Dewi", "Fatima", "Karin", "Anna")
    assert acts[:2] == [("Dewi", "writes", True), ("Anna", "changes", False)]
    assert acts[2:8] == [(name, "presses", False) for name in others]


def test_people_speak_in_the_order_in_which_they_are_named_and_the_owner_last() -> None:
    lines = played("u-methode", "live", "en").lines
    named = next(line for line in lines if "One by one: " in line.text)
    spoken = [line.who for line in lines if line.position == named.position and line.is_aloud]
    order = re.findall(r"\w+", named.text.partition("One by one: ")[2].partition(".")[0].replace(" and ", " "))
    assert (len(spoken), spoken) == (6, [*order, "Anna"])


def test_at_one_table_an_owner_tells_it_aloud_and_goes_on_once_they_have() -> None:
    lines = played("case-clinic", "live", "nl").lines
    told = [
        at for at, line in enumerate(lines) if line.is_aloud and line.who == "Anna" and "trek ik de kar" in line.text
    ]
    after = next(line for line in lines[told[0] + 1 :] if not line.is_bot)
    assert (after.who, after.does, after.text) == ("Anna", "presses", "Verder")
    assert after.at - lines[told[0]].at > timedelta(minutes=3)


def test_a_vote_from_a_list_has_a_winner_and_others() -> None:
    text = "\n".join(played("toetsing", "live", "nl").printed("nl"))
    assert [int(one) for one in re.findall(r"\((\d) stem", text)][:9] == [3, 2, 1, 5, 4, 3, 3, 2, 1]


def test_who_did_the_same_in_private_is_named_below_what_that_was() -> None:
    printed = "\n".join(played("u-methode", "live", "nl").printed("nl"))
    above = [part.rpartition("In privé, ")[2] for part in printed.split("Zo ook, elk in privé: ")[:-1]]
    assert [("Groep · " in one, one.split("(")[0].strip()) for one in above[:3]] == [
        (False, "deelnemer"),
        (False, "meedenker"),
        (False, "meedenker"),
    ]


def test_whoever_wrote_before_what_they_take_away_gives_just_a_number_at_the_end() -> None:
    lines = played("u-methode", "live", "nl").lines
    at = next(line.position for line in lines if line.is_bot and line.text.startswith("Uitchecken · U-methode"))
    hints = {line.who: line.hint for line in lines if line.position == at and line.text in "12345"}
    asked_for_more = {name for name, hint in hints.items() if hint and "Nog één zin" in hint}
    passed = {line.who for line in lines if line.position == at and line.text == "Ik pas"}
    assert (len(hints), asked_for_more, passed) == (6, {"Bram", "Karin"}, {"Bram", "Karin"})


def test_somebody_says_what_they_see_otherwise_once_the_owner_has_answered_them() -> None:
    shown = played("socratisch-gesprek", None, "en")
    talk = [line.who for line in shown.lines if line.position == 10 and not (line.is_bot or line.seen_by)]
    assert talk[-3:] == ["Fatima", "Anna", "Fatima"]


def test_without_a_name_it_lists_methods_and_scans(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, {})
    code, said, errors = terminal.give_here("rehearse", "--language", "en")
    listed = terminal.read_here("rehearse")
    every = (*METHODS, *CONTENT.in_pairs, *CONTENT.instruments)
    assert (code, errors, len(said.splitlines())) == (0, "", len(every))
    assert "tien-stappen               95 min  11 days   5 to 8  people  Ten-step method" in said
    assert "polsslag                    1 min   5 days   5 or more people  " in said
    assert listed[0] | {"id": "vijf-stappen", "fewest": 3, "most": 8} == listed[0]


def test_an_unknown_method_gets_the_nearest_ones(tmp_path: Path) -> None:
    code, said, errors = Terminal(tmp_path, {}).give_here("rehearse", "tienstapen")
    assert (code, said) == (2, "")
    assert "There is no method, scan or question tienstapen. Did you mean tien-stappen" in errors


def test_a_pace_that_a_method_does_not_allow_is_told(tmp_path: Path) -> None:
    code, _, errors = Terminal(tmp_path, {}).give_here("rehearse", "clinic", "--pace", "calm")
    assert (code, errors.strip()) == (2, "clinic can be done live, and not calm.")


def own_method(folder: Path) -> Terminal:
    """Return a terminal of a school with a method of its own, without examples."""
    path = folder / "content" / OWN
    path.parent.mkdir(parents=True)
    text = (content.our_folder() / "prompts/consultation/vijf-stappen.toml").read_text("utf-8")
    path.write_text(re.sub(r"\[\[steps\.examples\]\]\n(?:\w.*\n)+", "", text), "utf-8")
    return Terminal(folder, {"LEERKRING_CONTENT": "content"})


def test_a_school_rehearses_a_method_of_its_own(tmp_path: Path) -> None:
    items = own_method(tmp_path).read_here("rehearse", "eigen", "--pace", "live", "--language", "en")
    assert [item["who"] for item in items if "/method eigen live" in item["text"]] == ["Anna"]
    assert any("A pupil puts down his pen" in item["text"] for item in items)


def test_in_dutch_a_method_is_asked_for_in_dutch_words() -> None:
    first = played("tien-stappen", "calm", "nl").lines[0]
    assert first.text == "/werkvorm tien-stappen rustig"


def test_a_broken_method_of_ones_own_gets_what_check_says(tmp_path: Path) -> None:
    terminal = own_method(tmp_path)
    path = tmp_path / "content" / OWN
    path.write_text(path.read_text("utf-8").replace('mode = "ask"', 'mode = "aks"'), "utf-8")
    code, said, errors = terminal.give_here("rehearse", "eigen")
    _, checked, _ = terminal.give_here("check")
    assert (code, said) == (1, "")
    assert errors.strip() == "\n".join(line for line in checked.splitlines() if "eigen.toml" in line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_each_turn_of_a_troika_people_say_something_else(language: Language) -> None:
    shown = played("troika", "calm", language)
    plan = ended(shown).state.plan
    said = [
        (line.text, plan[line.position].turn)
        for line in shown.lines
        if not line.is_bot and line.does == "writes" and line.position < len(plan) and plan[line.position].number
    ]
    assert {turn for _, turn in said} == {0, 1, 2}
    assert len({text for text, _ in said}) == len(said)


@pytest.mark.parametrize(("language", "mark"), [("nl", "▦ (afbeelding)"), ("en", "▦ (picture)")])
def test_a_picture_is_marked_above_its_words(language: Language, mark: str) -> None:
    line = Line(datetime(2026, 11, 27, 15, 30, tzinfo=UTC), 0, "Leerkring", True, "writes", "Kijk.", has_picture=True)
    printed = [one.strip() for one in _Page(language).scene("", [line])]
    assert (printed[-2:], line.as_item()["has_picture"]) == ([mark, "Kijk."], True)


def practices() -> list[tuple[str, Language]]:
    """Return two practices in pairs, in a language each; in a long run every one in both."""
    if os.environ.get("LEERKRING_SOAK"):
        return [(practice, language) for practice in sorted(CONTENT.in_pairs) for language in LANGUAGES]
    return [("lesbezoek", "nl"), ("samen-lesgeven", "en")]


@pytest.mark.soak
@pytest.mark.parametrize(("practice", "language"), practices())
def test_a_practice_in_pairs_runs_to_its_end_between_two(practice: str, language: Language) -> None:
    shown = played(practice, None, language)
    text = "\n".join(shown.printed(language))
    titles = [step.title.in_(language) for step in CONTENT.in_pairs[practice].steps if step.title]
    third = [line for line in shown.lines if line.seen_by == "Chris"]
    assert ([one for one in titles if one not in text], third) == ([], [])


def test_several_who_brought_something_each_tell_it_aloud_and_answer_what_is_theirs() -> None:
    lines = played("terugkoppeling", "live", "nl").lines
    at = next(line.position for line in lines if line.is_bot and "Stap 2 van" in line.text)
    told = [line.who for line in lines if line.position == at and line.is_aloud]
    after = next(line for line in lines if line.position == at and line.text == "Verder")
    answers = [line.text for line in lines if line.position == at + 1 and line.is_aloud][-3:]
    assert (told, after.who, len(set(answers))) == (["Anna", "Bram", "Chris"], "Dewi", 3)


def test_a_step_that_goes_on_with_the_one_before_it_says_so() -> None:
    text = "\n".join(played("case-clinic", "live", "en").printed("en"))
    assert [line for line in text.splitlines() if line.startswith("━━ Step 4 of 8")] == [
        "━━ Step 4 of 8 · Mirroring " + "━" * 61,
        "━━ Step 4 of 8, continued · What touched you " + "━" * 43,
    ]
    assert "         Step 4 of 8, continued · What touched you\n" in text
