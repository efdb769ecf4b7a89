"""The result of a vote: of few options also what nobody chose."""

import pytest
from app.consulting import at
from stage import Stage


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_of_few_options_those_that_nobody_chose_are_told_too(stage: Stage, language: str) -> None:
    circle = await at(stage, "3", method="besluit-met-bezwaren")
    await stage.say(circle.owner, circle.group, f"/language {language}")
    await circle.all_press("2")
    title, one, none = {"nl": ("Waar sta je?", "stemmen", "0 stemmen"), "en": ("Where do", "votes", "0 votes")}[
        language
    ]
    (told,) = [text for text in circle.texts() if text.startswith(title) and "\n2 " in text]
    assert [line.rpartition(" (")[2] for line in told.splitlines()[1:]] == [f"4 {one})", *[f"{none})"] * 3]


async def test_where_nobody_chose_at_all_nothing_came_in(stage: Stage) -> None:
    circle = await at(stage, "3", method="besluit-met-bezwaren")
    await stage.say(circle.owner, circle.group, "/verder sure 0")
    assert "Waar sta je?\nEr kwam niets binnen." in circle.texts()
