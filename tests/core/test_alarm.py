"""Signs of alarm: who does what to whom, and not the words by themselves."""

import pytest

from bot import content
from bot.core.alarm import Alarm, AlarmSigns, alarm_in
from bot.core.patterns import patterns

GUARD = content.load().guard


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ik denk dat hij thuis mishandeld wordt.", "child"),
        ("Haar vader slaat haar als hij gedronken heeft.", "child"),
        ("She is scared to go home.", "child"),
        ("Ze wil niet meer leven, zegt ze.", "life"),
        ("Hij snijdt zichzelf in zijn arm.", "life"),
        ("He said he wants to kill himself.", "life"),
        ("Een leerling had een mes in zijn tas.", "violence"),
        ("She got a death threat.", "violence"),
        ("Een collega heeft een relatie met een leerling.", "integrity"),
        ("My head of department touches me.", "integrity"),
        ("Ik kan niet meer, ik zit er doorheen.", "own"),
        ("I cry in my car every evening.", "own"),
    ],
)
def test_who_does_what_to_whom_is_heard(text: str, kind: Alarm) -> None:
    assert GUARD.alarm_in(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Ik was doodmoe na die les.",
        "De klas lachte zich dood.",
        "We spraken over het leven van Anne Frank.",
        "Op de studiemiddag ging het over de meldcode en zelfdoding.",
        "Met een mes sneden we appels in stukken.",
        "In het boek wil de hoofdpersoon niet meer leven.",
        "The workshop on suicide prevention was useful.",
        "Ik kan niet meer wachten op de vakantie.",
        "",
    ],
)
def test_lessons_training_and_manners_of_speaking_are_not(text: str) -> None:
    assert GUARD.alarm_in(text) is None


def test_what_cannot_wait_comes_before_what_can() -> None:
    assert GUARD.alarm_in("Ik kan niet meer. Een leerling zei dat ze niet meer wil leven.") == "life"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("mes", "violence"), ("een mes in de les", None), ("wapen in de les", "violence"), ("wapen in het boek", None)],
)
def test_a_sure_sign_counts_amid_lessons_and_none_in_a_story(text: str, kind: Alarm | None) -> None:
    signs = AlarmSigns(
        sure={"violence": patterns(["wapen"], {})},
        signs={"violence": patterns(["mes"], {})},
        lessons=patterns(["les"], {}),
        never=patterns(["boek"], {}),
    )
    assert alarm_in(text, signs) == kind
