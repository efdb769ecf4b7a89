"""What stands in a picture and in the words with it comes from the same data, in both languages."""

from datetime import timedelta

import pytest
from asked import ask, close
from stage import Stage

from bot.app.context.occasion import Occasion
from bot.app.log import picturing
from bot.core import weeks
from bot.core.model import LANGUAGES, Language
from bot.storage import sessions, teams

TOLD: dict[Language, list[str]] = {
    "nl": [
        "In beeld, per week: weinig mensen deden mee in week 47; de meesten deden mee in week 45 en 48;"
        " geen vraag in week 46.",
        "Waar mijn vragen over gingen: twee keer terugkijken, één keer samen betekenis geven.",
    ],
    "en": [
        "In the picture, by week: few people took part in week 47; most took part in weeks 45 and 48;"
        " no question in week 46.",
        "What my questions were about: looking back twice, making sense of things together once.",
    ],
}


@pytest.fixture
async def occasion(stage: Stage) -> Occasion:
    (anna,) = stage.people("Anna")
    await stage.team("Onderbouw", anna)
    await stage.move_to("2026-11-27 15:30")
    now = stage.time.now()
    for ago, took_part in ((22, 6), (8, 1), (1, 5)):
        at = now - timedelta(days=ago)
        close(stage.database, ask(stage.database, 1, "bijna-geholpen", at, at), at, 6, took_part)
    return Occasion(stage.rehearsal.program.house, now, team=teams.find(stage.database, 1))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_words_say_what_the_picture_shows(occasion: Occasion, language: Language) -> None:
    term = sessions.asked_between(occasion.database, 1, occasion.now - timedelta(days=98), occasion.now)
    strip = weeks.of_term(term, term, occasion.now, occasion.zone, occasion.free)
    pictured = picturing.term(occasion, language, "Onderbouw", strip)
    _, in_balance = picturing.balance(occasion, language, ["reflecting", "reflecting", "dialogue"])
    assert [pictured[1], in_balance] == TOLD[language]
    # Every sign that shows has its word, and every band has, once one shows.
    legend = {what for what, _ in pictured[0].legend}
    assert legend == {"few", "half", "most", "none"} >= {week.what for week in pictured[0].weeks}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "nl",
            "In beeld, het schooljaar in weken: vragen in nov (1); intervisies in okt (1);"
            " vakantie in okt (1), dec (1), jan (1), feb (1), mei (1) en jul (2).",
        ),
        (
            "en",
            "In the picture, the school year in weeks: questions in Nov (1); consultations in Oct (1);"
            " holidays in Oct (1), Dec (1), Jan (1), Feb (1), May (1) and Jul (2).",
        ),
    ],
)
async def test_a_year_is_told_by_month(occasion: Occasion, language: Language, told: str) -> None:
    asked, consulted = [occasion.now - timedelta(days=3)], [occasion.now - timedelta(days=50)]
    year, words = picturing.year(occasion, language, asked, consulted)
    assert words == told
    assert (year.title.endswith("2026–2027 · Onderbouw"), len(year.weeks)) == (True, 53)
