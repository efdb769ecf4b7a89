"""A digest after a week without one tells that week first, as a whole, and each week's question apart."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.digest import lines
from bot.core.digest.facts import Facts, Week
from bot.core.model import LANGUAGES
from bot.core.pictures import BANDS


def facts(*, is_gap: bool) -> Facts:
    def said(text: str) -> dict[str, str]:
        return dict.fromkeys(LANGUAGES, text)

    weeks = [{"number": number, "what": BANDS[-1]} for number in (48, 49)]
    found = {
        "team": "Onderbouw",
        "weeks": weeks,
        "is_gap": is_gap,
        "asked": said("Wat nu?"),
        "meeting": said("En dan?"),
        "titles": {one: ["Nu"] for one in LANGUAGES},
        "titles_before": {one: ["Toen"] for one in LANGUAGES},
        "asked_before": said("Wat toen?"),
        "left_before": said("En toen?"),
    }
    return Facts.model_validate(found)


def kinds(*, is_gap: bool) -> dict[str, list[str]]:
    return {name: [said.kind for said in line] for name, line in lines.of(facts(is_gap=is_gap)).items() if line}


def test_the_week_that_was_left_out_comes_first_and_is_told_by_itself() -> None:
    told = kinds(is_gap=True)
    assert (told["earlier"], "before" in told, told["how"][0] == "both") == (["gap"], False, False)


def test_without_one_the_two_weeks_are_told_together() -> None:
    told = kinds(is_gap=False)
    assert ("earlier" in told, told["how"]) == (False, ["both"])


def test_of_two_questions_for_a_meeting_the_latest_is_told() -> None:
    [gap] = lines.of(facts(is_gap=True))["earlier"]
    assert gap.names["left"] == {}
    [gap] = lines.of(facts(is_gap=True).model_copy(update={"meeting": {}}))["earlier"]
    assert gap.names["left"] == facts(is_gap=True).left_before


@pytest.mark.parametrize(
    ("themes", "suggestion", "kind"),
    [(("buur",), "holiday", "theme"), (("buur",), "theme", "themes"), (("buur", "toets"), "holiday", "themes")],
)
def test_a_single_word_that_returns_comes_with_what_to_do_about_it(
    themes: tuple[str, ...], suggestion: str, kind: str
) -> None:
    found = facts(is_gap=False).model_copy(update={"themes": themes, "suggestion": suggestion})
    assert kind in [said.kind for said in lines.of(found)["returns"]]


@pytest.mark.parametrize("what", ["half", "untold"])
@pytest.mark.parametrize(("since", "is_before"), [(-1, False), (1, True)])
def test_to_whom_led_it_later_that_is_why_it_does_not_say_how_many_whatever_there_is_to_tell(
    what: str, since: int, is_before: bool
) -> None:
    began = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
    week = {"number": 48, "what": what, "began": began}
    found = facts(is_gap=False).model_copy(update={"weeks": (Week.model_validate(week),), "titles_before": {}})
    (how, *_) = lines.of(found.told_to(began + timedelta(hours=since)))["how"]
    assert (how.kind == "before_reader") is is_before
