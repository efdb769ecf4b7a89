"""Rendering: what people are called stays harmless, dates read as in each language, and Telegram takes the result."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import content
from bot.core.model import Language
from bot.core.sentences import Sentences
from bot.rendering import MESSAGE_LENGTH, Renderer, RenderingError, fitting, problems, visible_text

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# 12:30 in winter, on a Tuesday.
TUESDAY = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
RENDERER = Renderer(content.load().sentences)

moderately = settings(max_examples=150, deadline=None, database=None, derandomize=True)
SCRAPS = ["<b>", "</b>", "&", "&amp;", "{{ name }}", "{% for x in y %}", "{#", "'", '"', "<a href=x>", "Anna", "é"]
odd_names = st.lists(st.sampled_from(SCRAPS), min_size=1, max_size=6).map("".join)


def rendered(template: str, language: Language = "nl", zone: ZoneInfo = AMSTERDAM, **names: Any) -> str:
    return RENDERER.text(language, template, zone, **names)


def two_languages(nl: str, en: str) -> Renderer:
    return Renderer({"nl": Sentences({"room.key": nl}), "en": Sentences({"room.key": en})})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Anna & Bram", "Anna &amp; Bram"),
        ("<b>Anna", "&lt;b&gt;Anna"),
        ('"Anna"', "&#34;Anna&#34;"),
        ("{{ 7 * 7 }}", "{{ 7 * 7 }}"),
        ("{% for x in range(9) %}", "{% for x in range(9) %}"),
        ("{# stil #}", "{# stil #}"),
    ],
)
def test_markup_in_a_name_is_shown_and_not_obeyed(name: str, expected: str) -> None:
    assert rendered("<b>{{ name }}</b>", name=name) == f"<b>{expected}</b>"


@moderately
@given(odd_names)
def test_a_person_reads_any_name_as_it_was_written(name: str) -> None:
    assert visible_text(rendered("<b>Dag</b> {{ name }}, <i>welkom</i>.", name=name)) == f"Dag {name}, welkom."


@moderately
@given(st.lists(odd_names, min_size=2, max_size=2))
def test_a_person_reads_names_in_a_list_as_they_were_written(names: list[str]) -> None:
    assert visible_text(rendered("Dag {{ names|listing }}.", names=names)) == f"Dag {names[0]} en {names[1]}."


@pytest.mark.parametrize(
    "template",
    [
        "{{ nobody }}",
        "{{ person.nobody }}",
        "{% if nobody %}x{% endif %}",
        "{% for one in nobody %}x{% endfor %}",
        "{{ nobody|listing }}",
        "{{ name|nonsense }}",
        "{{ name",
        "{% if name %}",
        "{% end %}",
        "{% include 'other' %}",
        "{{ range(9) }}",
        "{{ cycler('a') }}",
    ],
)
def test_a_mistake_in_a_template_is_a_rendering_error(template: str) -> None:
    with pytest.raises(RenderingError):
        rendered(template, name="Anna", person={"name": "Anna"})


@pytest.mark.parametrize("filled", ["{{ name|day }}", "{{ name|clock }}", "{{ days|weekdays }}", "{{ 3|listing }}"])
def test_a_filter_on_something_it_cannot_take_is_a_rendering_error(filled: str) -> None:
    with pytest.raises(RenderingError):
        rendered(filled, name="Anna", days=["someday"])


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__ }}",
        "{{ name.__class__.__mro__ }}",
        "{{ name['__class__'] }}",
        "{{ name|attr('__class__') }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ '{0.__class__}'.format(name) }}",
        "{{ self.__init__.__globals__ }}",
    ],
)
def test_a_template_cannot_reach_into_the_program(template: str) -> None:
    try:
        shown = rendered(template, name="Anna")
    except RenderingError:
        shown = ""
    assert shown == ""


def test_an_unknown_sentence_is_a_rendering_error_that_names_it() -> None:
    with pytest.raises(RenderingError, match=r"there is no sentence asking\.nonsense in nl"):
        RENDERER.say("nl", "asking.nonsense", AMSTERDAM)


@pytest.mark.parametrize(
    ("language", "template", "expected"),
    [
        ("nl", "{{ at|day }}", "dinsdag 24 november"),
        ("en", "{{ at|day }}", "Tuesday 24 November"),
        ("nl", "{{ at|clock }}", "12.30 uur"),
        ("en", "{{ at|clock }}", "12:30 p.m."),
        ("nl", "{{ at|moment }}", "dinsdag 24 november om 12.30 uur"),
        ("en", "{{ at|moment }}", "Tuesday 24 November at 12:30 p.m."),
        ("nl", "{{ at|deadline }}", "dinsdag 12.30 uur"),
        ("en", "{{ at|deadline }}", "Tuesday 12:30 p.m."),
        ("nl", "{{ last|day }}", "vrijdag 18 december"),
        ("en", "{{ last|day }}", "Friday 18 December"),
        ("nl", "{{ ['mon', 'sun']|weekdays }}", "maandag en zondag"),
        ("en", "{{ ['mon', 'sun']|weekdays }}", "Monday and Sunday"),
        ("nl", "{{ ['mon', 'tue', 'wed']|weekdays }}", "maandag, dinsdag en woensdag"),
        ("en", "{{ ['mon', 'tue', 'wed']|weekdays }}", "Monday, Tuesday and Wednesday"),
        ("nl", "{{ ['a']|listing }}", "a"),
        ("nl", "{{ ['a', 'b', 'c']|listing }}", "a, b en c"),
        ("nl", "{{ ['a', 'b']|titled }}", "“a” en “b”"),
        ("en", "{{ ['a', '\"b\"']|titled }}", "“a” and “‘b’”"),
        ("en", "{{ ['a', 'b', 'c']|listing }}", "a, b and c"),
        ("nl", "{{ 0|plural('vraag', 'vragen') }}", "vragen"),
        ("nl", "{{ 1|plural('vraag', 'vragen') }}", "vraag"),
        ("en", "{{ 2|plural('question', 'questions') }}", "questions"),
        ("nl", "{{ 3|spelled }}", "drie"),
        ("en", "{{ 3|spelled }}", "three"),
        ("nl", "{{ 12|spelled }}", "twaalf"),
        ("nl", "{{ 13|spelled }}", "13"),
        ("nl", "{{ 1|spelled|capitalize }}", "Eén"),
        ("en", "{{ 1|spelled|capitalize }}", "One"),
    ],
)
def test_filters_read_as_in_the_language(language: Language, template: str, expected: str) -> None:
    assert rendered(template, language, at=TUESDAY, last=date(2026, 12, 18)) == expected


@pytest.mark.parametrize(
    ("at", "nl", "en"),
    [
        ("00:00", "0.00 uur", "12 a.m."),
        ("00:05", "0.05 uur", "12:05 a.m."),
        ("08:00", "8.00 uur", "8 a.m."),
        ("11:59", "11.59 uur", "11:59 a.m."),
        ("12:00", "12.00 uur", "noon"),
        ("12:01", "12.01 uur", "12:01 p.m."),
        ("16:00", "16.00 uur", "4 p.m."),
        ("20:05", "20.05 uur", "8:05 p.m."),
    ],
)
def test_a_clock_time_reads_as_in_the_language(at: str, nl: str, en: str) -> None:
    shown = {language: rendered("{{ at|clock }}", language, at=time.fromisoformat(at)) for language in ("nl", "en")}
    assert shown == {"nl": nl, "en": en}


def test_a_sentence_that_ends_on_a_clock_time_has_one_full_stop() -> None:
    assert rendered("Until {{ at|clock }}. Then.", "en", at=time(16)) == "Until 4 p.m. Then."


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/Amsterdam", "dinsdag 24 november om 12.30 uur"),
        ("America/Curacao", "dinsdag 24 november om 7.30 uur"),
        ("Pacific/Auckland", "woensdag 25 november om 0.30 uur"),
        ("Asia/Kolkata", "dinsdag 24 november om 17.00 uur"),
    ],
)
def test_instants_are_shown_in_the_teams_zone_however_deep_they_lie(zone: str, expected: str) -> None:
    template = "{{ lines[0].at|moment }}"
    assert rendered(template, zone=ZoneInfo(zone), lines=[{"at": TUESDAY}]) == expected


def test_lines_left_empty_by_a_condition_close_up() -> None:
    template = "\n<b>Een</b>  \n\n{% if no %}\nNiets\n{% endif %}\n\n\n\nTwee\n\n"
    assert rendered(template, no=False) == "<b>Een</b>\n\nTwee"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("plain", "plain"),
        (" <b>a</b> <i>b</i>\n", "a b"),
        ("<B>a</B>", "a"),
        ("&lt;b&gt; &amp;amp; &#34;", '<b> &amp; "'),
        ('<a href="https://t.me/x?start=a&amp;b">hier</a>', "hier"),
        ("<blockquote expandable>a\nb</blockquote>", "a\nb"),
        ("<b>a<i>b</i></b><tg-spoiler>c</tg-spoiler>", "abc"),
        ("a > b", "a > b"),
        ("", ""),
    ],
)
def test_what_is_visible_of_html(html: str, expected: str) -> None:
    assert visible_text(html) == expected


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("<p>a</p>", "<p> is unknown to Telegram"),
        ("a<br>b", "<br> is unknown to Telegram"),
        ("<script>x</script>", "<script> is unknown to Telegram"),
        ("<b>a", "<b> is never closed"),
        ("<b><i>a</b></i>", "</b> closes a tag that is not open"),
        ("a</b>", "</b> closes a tag that is not open"),
        ("<b class='x'>a</b>", "<b> can't have class"),
        ("<a href='x' onclick='y'>a</a>", "<a> can't have onclick"),
        ("<br/>", "<br> is unknown to Telegram"),
    ],
)
def test_html_that_telegram_refuses_is_refused_with_the_reason(html: str, problem: str) -> None:
    with pytest.raises(RenderingError) as refusal:
        visible_text(html)
    assert problem in str(refusal.value)


@pytest.mark.parametrize("html", ["", "  \n", "<b> </b>", "<b></b>"])
def test_a_message_without_text_is_refused(html: str) -> None:
    with pytest.raises(RenderingError, match="there is no text in it"):
        fitting(html)


def test_a_message_that_just_fits_is_taken_whatever_its_markup() -> None:
    html = f"<b>{'&amp;' * MESSAGE_LENGTH}</b>"
    assert fitting(html) == html


def test_a_message_that_is_too_long_is_refused_with_its_length() -> None:
    with pytest.raises(RenderingError, match="it is 4097 characters long; a message holds 4096"):
        fitting("a" * (MESSAGE_LENGTH + 1))


def test_problems_are_told_for_each_language_that_has_one() -> None:
    renderer = two_languages(nl="Dag {{ nam }}.", en="Hello {{ name }}.")
    assert problems(renderer, "room.key", {"name": "Anna"}, AMSTERDAM) == [("nl", "UndefinedError: 'nam' is undefined")]
