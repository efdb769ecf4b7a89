"""What is said of a file that is no TOML: what is wrong with it, and what to do."""

import tomllib

import pytest

from bot.core.mending import unreadable


def said_of(text: str) -> str:
    with pytest.raises(tomllib.TOMLDecodeError) as wrong:
        tomllib.loads(text)
    return unreadable(wrong.value, text)


@pytest.mark.parametrize("day", ["2026-13-10", "10-12-2026", "2026-02-30", "2026-2-3", "10/12/2026"])
@pytest.mark.parametrize("line", ["first = {day}", "holidays = [\n  {{ name = 'x', first = {day} }},\n]"])
def test_a_date_that_is_none_is_named(day: str, line: str) -> None:
    assert f"{day} is no date; write the year, the month and the day" in said_of(line.format(day=day))


def test_a_date_between_quotes_or_as_it_should_be_is_not_to_blame() -> None:
    assert 'a text has no closing "' in said_of('name = "10-12-2026')
    assert "more follows where the line should end" in said_of('first = 2026-12-10 name = "on 10-12-2026"')


def test_what_stands_there_twice_is_to_begin_as_the_file_does() -> None:
    assert "begin a new one with [[teams]]" in said_of('[[teams]]\nteam = "A"\nteam = "B"\n')
