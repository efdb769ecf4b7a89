"""Every content file is a test case; Telegram's own parser reads every text; a school's mistakes are told kindly."""

import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest
import tdjson

from bot import content
from bot.app.context.families import IN_PROGRAMMES
from bot.app.context.house import Identity
from bot.content import checking
from bot.content.dictionaries import problem_in
from bot.content.regions import Holiday
from bot.content.texts import texts as texts_of
from bot.core.method import Family, Frame, Need, Space
from bot.core.model import LANGUAGES, Language
from bot.core.pictures import ACTIVITIES
from bot.core.rotation import LEARNING_HERE
from bot.core.timing import HOME_ZONE, FreeDays
from bot.program import make_house
from bot.rendering import Renderer, visible_text
from bot.storage.database import open_for_writing
from bot.storage.laying import lay

ROOT = content.our_folder()
OURS = content.load()
RENDERER = Renderer(OURS.sentences)
PATHS = [path for folder in ("prompts", "schedules") for path in (ROOT / folder).rglob("*.toml")]
FILES = sorted(path.relative_to(ROOT).as_posix() for path in PATHS)
KEYS = sorted(OURS.sentences["nl"].templates)

both_languages = pytest.mark.parametrize("language", LANGUAGES)


@cache
def table(path: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / path).read_text(encoding="utf-8"))


def visible_at_telegram(html: str) -> str | None:
    """Return the text that Telegram's own parser makes of HTML, or None if it refuses it."""
    request = {"@type": "parseTextEntities", "text": html, "parse_mode": {"@type": "textParseModeHTML"}}
    answer = tdjson.td_execute(json.dumps(request).encode())
    parsed = json.loads(answer or b"{}")
    return str(parsed["text"]) if parsed.get("@type") == "formattedText" else None


tdjson.td_execute(json.dumps({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}).encode())


def test_our_content_has_no_mistakes() -> None:
    assert [str(mistake) for mistake in checking.mistakes(OURS)] == []


def test_there_are_at_least_twelve_prompts_of_each_family() -> None:
    # How a team learns here is asked five or six times a school year.
    apart = (*IN_PROGRAMMES, LEARNING_HERE)
    families = Counter(method.family for method in OURS.prompts.values() if method.family not in apart)
    assert {family: count for family, count in families.items() if count < 12} == {}


QUESTIONS = {key: one for key, one in OURS.prompts.items() if one.family not in IN_PROGRAMMES}
# What is said of a kind of question: a line on a phone, and words.
KIND, LONGEST_LINE = ("about", "words"), 60
# A sentence to begin with, such as ‘I thought …, but …’.
STARTER = re.compile(r"‘[^‘]*…")


def test_there_are_questions_for_years_and_each_activity_has_its_share() -> None:
    activities = Counter(method.activity for method in QUESTIONS.values())
    assert len(QUESTIONS) >= 220
    assert min(activities[one] for one in ACTIVITIES) >= 0.15 * len(QUESTIONS)


@both_languages
def test_every_kind_of_question_need_and_space_is_known_by_words(language: Language) -> None:
    kinds = [f"questions.{one.lower()}_{part}" for one in get_args(Family) if one not in IN_PROGRAMMES for part in KIND]
    spaces = [f"methods.{one}_{part}" for one in get_args(Space) for part in ("asks", "yields", "words")]
    needs = [f"methods.{one}_words" for one in get_args(Need)]
    templates = OURS.sentences[language].templates
    assert [key for key in (*kinds, *spaces, *needs) if not templates.get(key)] == []
    assert [key for key in kinds if len(templates[key]) > LONGEST_LINE and key.endswith("_about")] == []


def test_every_method_makes_a_space_and_every_space_has_a_method() -> None:
    made = [method.spaces for method in OURS.walkthroughs.values()]
    assert ([one for one in made if not one], {space for some in made for space in some}) == ([], {*get_args(Space)})


def test_who_thinks_about_a_case_by_themselves_has_it_before_them() -> None:
    # A card in private comes days after the story at calm, and its reminder later still. What one learned needs none.
    bare = [
        f"{key} {number}"
        for key, method in OURS.walkthroughs.items()
        for number, step in enumerate(method.steps[1:], 2)
        if method.case == "one" and step.mode in ("hidden", "solo") and step.who in ("helpers", "all")
        if step.keeps not in ("lesson", "commitment") and not step.shows
    ]
    assert bare == []


def test_a_third_of_the_first_nine_kinds_fits_everybody_at_school() -> None:
    found = [method for method in QUESTIONS.values() if method.family in {f"R{number}" for number in range(1, 10)}]
    assert sum(method.fits == "everybody" for method in found) * 3 >= len(found)


def test_a_light_question_has_a_sentence_to_begin_with_and_a_deep_one_none() -> None:
    wrong = [
        (key, language)
        for key, method in QUESTIONS.items()
        for language in LANGUAGES
        if method.depth in (1, 3) and bool(STARTER.search(method.steps[0].ask.in_(language))) != (method.depth == 1)
    ]
    assert wrong == []


def is_all_used(file: str) -> bool:
    """Tell whether a file was read, and all that stands in it is in the content."""
    path = Path(file)
    match path.parts[:-1]:
        case ("prompts", "messages") if path.stem in OURS.bilingual:
            names = {
                f"{path.stem}.{group}" if "nl" in said else f"{path.stem}.{group}_{name}"
                for group, said in table(file).items()
                for name in said
            }
            return names <= OURS.sentences["nl"].templates.keys() & OURS.sentences["en"].templates.keys()
        case ("prompts", "messages"):
            return {name for name in OURS.examples if name.split(".")[0] in table(file)} <= set(KEYS)
        case ("prompts", "messages", "nl" | "en" as language):
            spoken = OURS.sentences[language]
            names = set() if path.stem == "words" else {f"{path.stem}.{name}" for name in table(file)}
            return names <= spoken.templates.keys() and bool(names or spoken.numbers)
        case ("schedules", "holidays"):
            return {region["id"] for region in table(file)["regions"]} <= OURS.regions.keys()
        case ("schedules", "programmes"):
            return path.stem in OURS.programmes
        case ("prompts", "instruments"):
            return path.stem in OURS.instruments
        case ("prompts", "words"):
            known = (*OURS.guard.names, *OURS.guard.alarms, *OURS.guard.judgements)
            return table(file) in known and problem_in(path.stem, table(file)) is None
        case ("prompts",):
            return table(file).keys() == Frame.model_fields.keys()
        case _:
            return OURS.files.get(path.stem) == file


def test_every_file_is_read_and_all_of_it_is_used() -> None:
    assert len(FILES) > len(OURS.files) > 0
    assert [file for file in FILES if not is_all_used(file)] == []


def test_both_languages_say_the_same_things() -> None:
    files = [file for file in FILES if file.startswith("prompts/messages/nl/")]
    assert files
    assert [file for file in files if table(file).keys() != table(file.replace("/nl/", "/en/")).keys()] == []


def test_a_method_says_everything_in_two_languages() -> None:
    texts = [(key, text) for key, method in OURS.prompts.items() for _, text, _ in texts_of(method)]
    assert [(key, text.nl) for key, text in texts if text.nl.strip() == text.en.strip()] == []


def test_for_the_meeting_each_question_leaves_exactly_one_to_talk_about() -> None:
    asked = {key: method.follow_up for key, method in OURS.prompts.items()}
    counts = {
        key: [text.in_(language).count("?") for language in LANGUAGES] if text else [] for key, text in asked.items()
    }
    assert {key: count for key, count in counts.items() if count != [1, 1]} == {}


@both_languages
def test_telegram_reads_a_method_as_we_do(language: Language) -> None:
    htmls = [
        (key, RENDERER.text(language, text.in_(language), HOME_ZONE, **checking.EXAMPLE_TEAM))
        for key, method in OURS.prompts.items()
        for _, text, _ in texts_of(method)
    ]
    assert [one for one in htmls if (visible_at_telegram(one[1]) or "").strip() != visible_text(one[1])] == []


@both_languages
def test_telegram_reads_a_sentence_as_we_do(language: Language) -> None:
    htmls = {key: RENDERER.say(language, key, HOME_ZONE, **OURS.examples.get(key, {})) for key in KEYS}
    read = {key: (visible_at_telegram(html) or "").strip() for key, html in htmls.items()}
    assert [key for key, text in read.items() if text != visible_text(htmls[key]) or not text] == []


def test_the_oracle_refuses_what_is_broken() -> None:
    assert visible_at_telegram("<b>a") is None


def test_every_example_belongs_to_a_sentence() -> None:
    assert sorted(OURS.examples.keys() - set(KEYS)) == []


# What schools write themselves.

PROMPT = (ROOT / "prompts/reflection/eerste-stap.toml").read_text(encoding="utf-8")
HOLIDAYS = """
source = "schoolgids"

[[regions]]
id = "onze-school"
name = { nl = "Onze school", en = "Our school" }
timezone = "Europe/Amsterdam"
country = "NL"
holidays = [{ name = "studieweek", first = 2026-11-16, last = 2026-11-20 }]
"""
NL, EN = "prompts/messages/nl/buttons.toml", "prompts/messages/en/buttons.toml"


class Seeded(NamedTuple):
    """A mistake in a school's own file, and where and with which advice it should be reported."""

    file: str
    text: str
    path: str
    advice: str


def changed(source: str, old: str, new: str) -> str:
    assert old in source
    return source.replace(old, new, 1)


def without(source: str, start: str) -> str:
    lines = source.splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(start)]
    assert len(kept) < len(lines)
    return "".join(kept)


def in_prompt(old: str, new: str) -> str:
    return changed(PROMPT, old, new)


OWN = "prompts/reflection/onze-vraag.toml"
OWN_HOLIDAYS = "schedules/holidays/onze.toml"
ASK_EN = 'en = "Think of something that works better'
MISTAKES = {
    "a language is missing": Seeded(OWN, in_prompt('en = "The first step"', ""), "title.en", "is missing; add it"),
    "a part is missing": Seeded(OWN, without(PROMPT, "source"), "source", "is missing; add it"),
    "a text is empty": Seeded(OWN, in_prompt('"The first step"', '" "'), "title.en", "at least 1 character"),
    "a key is misspelt": Seeded(OWN, in_prompt("family", "famly"), "famly", "check its spelling, or remove it"),
    "a language is unknown": Seeded(OWN, in_prompt(ASK_EN, f'de = "Was"\n{ASK_EN}'), "steps.0.ask.de", "is not known"),
    "the family is unknown": Seeded(OWN, in_prompt('"R6"', '"R66"'), "family", "one of: R1, R2, R3"),
    "the depth is too great": Seeded(OWN, in_prompt("depth = 3", "depth = 4"), "depth", "write a number from 1 to 3"),
    "the id is in the file": Seeded(OWN, f'id = "onze-vraag"\n{PROMPT}', "id", "the file's name is the id; remove it"),
    "a key of a method's": Seeded(
        OWN, f"safety = 1\n{PROMPT}", "safety", "belongs to a method in prompts/consultation"
    ),
    "a part that only questions have is missing": Seeded(
        OWN, in_prompt('family = "R6"\n', ""), "family", "is missing; add it: one of: R1"
    ),
    "the file's name is no id": Seeded("prompts/reflection/Onze Vraag.toml", PROMPT, "id", "a-z"),
    "the file's name is that of a team's own question": Seeded(
        "prompts/reflection/own-12.toml", PROMPT, "id", "questions that teams write themselves are called so"
    ),
    "the file's name is too long": Seeded(f"prompts/reflection/{'onze-' * 8}vraag.toml", PROMPT, "id", "at most 32"),
    "a text is too long": Seeded(OWN, in_prompt("The first step", "step " * 20), "title.en", "shorten it to 48"),
    "a tag is unknown": Seeded(OWN, in_prompt("The first", "<p>The</p>"), "title.en", "use <b>, <i>, <a>"),
    "a tag is never closed": Seeded(OWN, in_prompt("The first", "<b>The"), "title.en", "<b> is never closed"),
    "a name is misspelt": Seeded(OWN, in_prompt("The first", "{{ taem }}"), "title.en", "'taem' is undefined"),
    "a text breaks off": Seeded(OWN, in_prompt("The first", "{{ team"), "title.en", "between braces, write {{ team }}"),
    "a text divides by zero": Seeded(OWN, in_prompt("The first", "{{ 1 // 0 }}"), "title.en", "zero"),
    "a filter gets the wrong thing": Seeded(OWN, in_prompt("The first", "{{ team|day }}"), "title.en", "day"),
    "the question is not translated": Seeded(
        OWN,
        PROMPT[: PROMPT.index("[steps.ask]")] + '[steps.ask]\nnl = "Wat liep er?"\nen = "Wat liep er?"\n',
        "steps.0.ask.en",
        "is the same as the Dutch; translate it",
    ),
    "the file is no TOML": Seeded(OWN, in_prompt('"dialogue"', '"dialogue'), "file", "can't be read as TOML"),
    "a key is written twice": Seeded(OWN, f"depth = 1\n{PROMPT}", "file", "can't be read as TOML"),
    "the time zone is unknown": Seeded(
        OWN_HOLIDAYS,
        changed(HOLIDAYS, "Europe/Amsterdam", "Europe/Amsterdm"),
        "regions.0.timezone",
        "write one such as Europe/Amsterdam",
    ),
    "the country is unknown": Seeded(OWN_HOLIDAYS, changed(HOLIDAYS, '"NL"', '"Holland"'), "regions.0.country", "NL"),
    "a holiday ends before it starts": Seeded(
        OWN_HOLIDAYS, changed(HOLIDAYS, "2026-11-20", "2026-11-10"), "regions.0.holidays.0", "check first and last"
    ),
    "a holiday takes a term": Seeded(
        OWN_HOLIDAYS, changed(HOLIDAYS, "2026-11-20", "2027-01-20"), "regions.0.holidays.0", "check first and last"
    ),
    "a holiday has no last day": Seeded(
        OWN_HOLIDAYS, changed(HOLIDAYS, ", last = 2026-11-20", ""), "regions.0.holidays.0.last", "is missing; add it"
    ),
    "a sentence lacks a language": Seeded(NL, 'onze_knop = "Klik"', "buttons.onze_knop", "add it in this language"),
    "a sentence is no text": Seeded(NL, "skip = 3", "skip", "must be a text between quotes"),
    "a button is too long": Seeded(NL, f'skip = "{"Overslaan " * 5}"', "buttons.skip", "a button is short"),
    "a button uses an unknown name": Seeded(EN, 'skip = "{{ nobody }}"', "skip", "'nobody' is undefined"),
    "a sentence uses an unknown name": Seeded(
        "prompts/messages/en/answering.toml", 'too_late = "{{ nobody }}"', "too_late", "'nobody' is undefined"
    ),
    "the numbers are no list": Seeded("prompts/messages/nl/words.toml", "numbers = 3", "numbers", ""),
    "the ordinary words are a list": Seeded("prompts/messages/nl/words.toml", 'ordinary = ["a"]', "ordinary", ""),
    "the examples are no table": Seeded("prompts/messages/examples.toml", "asking = 3", "asking", ""),
    "an example is no table": Seeded("prompts/messages/examples.toml", "[asking]\nskipped = 3", "asking.skipped", ""),
}


def put(folder: Path, *files: tuple[str, str]) -> Path:
    for file, text in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("seeded", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_with_file_place_and_what_to_do(seeded: Seeded, tmp_path: Path) -> None:
    own = put(tmp_path, (seeded.file, seeded.text))
    found = checking.mistakes(content.load(own))
    told = [str(mistake) for mistake in found]
    # A sentence is known by its key as well, such as buttons.skip in prompts/messages/nl.
    name = Path(seeded.file).stem if seeded.file.startswith("prompts/messages") else seeded.file
    fitting = [line for line in told if name in line and seeded.path in line and seeded.advice in line]
    assert len(fitting) == 1, told
    # At its start the bot tells the same, without looking at ours again.
    assert checking.in_use(own)[1] == found


def test_words_for_numbers_that_spoil_sentences_of_ours_are_told_at_the_start_too(tmp_path: Path) -> None:
    long = ", ".join(f'"{"een heel lang woord " * 3}"' for _ in range(13))
    own = put(tmp_path, ("prompts/messages/nl/words.toml", f"numbers = [{long}]"))
    found = checking.mistakes(content.load(own))
    assert (checking.in_use(own)[1], bool(found)) == (found, True)


@pytest.mark.parametrize(
    "seeded",
    [seeded for seeded in MISTAKES.values() if not seeded.file.startswith("prompts/messages")],
    ids=[name for name, seeded in MISTAKES.items() if not seeded.file.startswith("prompts/messages")],
)
def test_the_rest_stays_in_use_beside_a_mistake(seeded: Seeded, tmp_path: Path) -> None:
    good = ("prompts/reflection/onze-goede-vraag.toml", PROMPT)
    read = content.load(put(tmp_path, (seeded.file, seeded.text), good))
    everything = {*OURS.prompts, "onze-goede-vraag"}
    assert (everything - read.prompts.keys(), OURS.regions.keys() - read.regions.keys()) == (set(), set())


def test_a_schools_own_prompt_wins_over_ours_by_its_id(tmp_path: Path) -> None:
    own = put(tmp_path, ("prompts/reflection/eerste-stap.toml", in_prompt("The first step", "Our own step")))
    read = content.load(own)
    assert (len(read.prompts), read.prompts["eerste-stap"].title.en, read.mistakes) == (
        len(OURS.prompts),
        "Our own step",
        (),
    )


def test_a_schools_broken_prompt_leaves_ours_in_use(tmp_path: Path) -> None:
    own = put(tmp_path, ("prompts/reflection/eerste-stap.toml", in_prompt('"R6"', '"R66"')))
    read = content.load(own)
    assert (read.prompts["eerste-stap"], len(read.mistakes)) == (OURS.prompts["eerste-stap"], 1)


def test_a_schools_own_sentence_wins_and_the_others_stay_ours(tmp_path: Path) -> None:
    own = put(tmp_path, (NL, 'skip = "Nu even niet"'))
    ours = OURS.sentences["nl"].templates
    assert content.load(own).sentences["nl"].templates == {**ours, "buttons.skip": "Nu even niet"}


def test_a_schools_own_words_leave_the_spelled_numbers_in_use(tmp_path: Path) -> None:
    own = put(tmp_path, ("prompts/messages/nl/words.toml", 'ordinary = "weektaak"'))
    spoken = content.load(own).sentences["nl"]
    assert (spoken.numbers, spoken.ordinary) == (OURS.sentences["nl"].numbers, frozenset({"weektaak"}))


def test_a_schools_own_region_wins_by_its_id_and_joins_ours(tmp_path: Path) -> None:
    own = put(tmp_path, (OWN_HOLIDAYS, HOLIDAYS))
    read = content.load(own)
    named = [read.free_days(region).name(date(2026, 11, 18)) for region in ("onze-school", "nl-midden")]
    assert (named, set(read.regions)) == (["studieweek", None], {*OURS.regions, "onze-school"})


def test_a_schools_sentence_that_cannot_be_rendered_leaves_ours_in_use(tmp_path: Path) -> None:
    own = put(tmp_path / "own", ("prompts/messages/en/answering.toml", 'too_late = "{{ nobody }}"'))
    house = make_house(open_for_writing(lay(tmp_path / "leerkring.db")), own, Identity(1, "leerkring_bot"))
    expected = RENDERER.say("en", "answering.too_late", HOME_ZONE)
    assert house.renderer.say("en", "answering.too_late", HOME_ZONE) == expected


def test_a_schools_prompt_that_cannot_be_rendered_leaves_ours_in_use(tmp_path: Path) -> None:
    own = put(tmp_path / "own", ("prompts/reflection/eerste-stap.toml", in_prompt("The first", "{{ taem }}")))
    house = make_house(open_for_writing(lay(tmp_path / "leerkring.db")), own, Identity(1, "leerkring_bot"))
    assert house.content.prompts["eerste-stap"] == OURS.prompts["eerste-stap"]


def test_a_folder_that_is_not_there_is_told_and_ours_is_used(tmp_path: Path) -> None:
    read = content.load(tmp_path / "nergens")
    told = [str(mistake) for mistake in read.mistakes]
    assert (told, read.prompts) == (
        [f"{tmp_path / 'nergens'}: folder: is not there; correct LEERKRING_CONTENT"],
        OURS.prompts,
    )


# Holidays.

REGIONS = ["nl-noord", "nl-midden", "nl-zuid"]
LENGTHS = {
    "herfstvakantie": range(9, 10),
    "kerstvakantie": range(16, 17),
    "voorjaarsvakantie": range(9, 10),
    "meivakantie": range(9, 17),
    "zomervakantie": range(44, 45),
}
MONTHS = {
    "herfstvakantie": {10},
    "kerstvakantie": {12, 1},
    "voorjaarsvakantie": {2, 3},
    "meivakantie": {4, 5},
    "zomervakantie": {7, 8, 9},
}


def school_holidays(region: str) -> tuple[Holiday, ...]:
    return OURS.regions[region].holidays


@pytest.mark.parametrize("region", REGIONS)
def test_each_school_year_has_its_five_holidays_in_order(region: str) -> None:
    assert [holiday.called("nl") for holiday in school_holidays(region)] == list(LENGTHS) * 3


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize(
    "is_plausible",
    [
        lambda holiday: (holiday.last - holiday.first).days + 1 in LENGTHS[holiday.called("nl")],
        lambda holiday: {holiday.first.month, holiday.last.month} <= MONTHS[holiday.called("nl")],
        lambda holiday: (holiday.first.weekday(), holiday.last.weekday()) == (5, 6),
    ],
    ids=["length", "months", "from Saturday to Sunday"],
)
def test_holidays_are_plausible(region: str, is_plausible: Callable[[Holiday], bool]) -> None:
    assert [holiday for holiday in school_holidays(region) if not is_plausible(holiday)] == []


@pytest.mark.parametrize("region", REGIONS)
def test_holidays_do_not_overlap(region: str) -> None:
    found = school_holidays(region)
    assert all(one.last < other.first for one, other in pairwise(found))


@pytest.mark.parametrize("region", REGIONS)
def test_a_school_year_has_about_two_hundred_school_days(region: str) -> None:
    free = OURS.free_days(region)
    year = [date(2026, 9, 7) + timedelta(days=ahead) for ahead in range(365)]
    assert 185 <= sum(day.weekday() < 5 and free.name(day) is None for day in year) <= 205


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2027, 4, 27), True),
        (date(2027, 3, 29), True),
        (date(2027, 5, 6), True),
        (date(2027, 5, 17), True),
        (date(2026, 12, 25), True),
        (date(2027, 1, 1), True),
        (date(2027, 4, 1), False),
        (date(2026, 11, 24), False),
    ],
)
def test_public_holidays_are_free_in_every_region(day: date, expected: bool) -> None:
    assert [OURS.free_days(region).name(day) is not None for region in REGIONS] == [expected] * 3


def test_without_a_region_every_day_counts() -> None:
    assert [OURS.free_days(region) for region in ("none", "nowhere")] == [FreeDays(), FreeDays()]


def own_signs(tmp_path: Path, name: str, text: str) -> content.Content:
    """Return all content with a school's own file of signs."""
    folder = tmp_path / "prompts" / "words"
    folder.mkdir(parents=True)
    (folder / name).write_text(text, encoding="utf-8")
    return content.load(tmp_path)


def test_a_school_adds_signs_of_its_own(tmp_path: Path) -> None:
    read = own_signs(tmp_path, "alarm.nl.toml", '[child]\nsure = ["code oranje"]\n')
    found = read.guard.alarm_in("Het is code oranje."), read.guard.alarm_in("Haar vader slaat haar."), read.mistakes
    assert found == ("child", "child", ())


def test_a_school_adds_words_that_name_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "prompts" / "messages" / "nl"
    folder.mkdir(parents=True)
    (folder / "words.toml").write_text('known = "zeppelino"', encoding="utf-8")
    text = "We werken met Zeppelino."
    assert (OURS.guard.names_in(text), content.load(tmp_path).guard.names_in(text)) == (["Zeppelino"], [])


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("alarm.nl.toml", '[child]\nsure = ["{nobody} slaat"]\n', "is no class"),
        ("alarm.nl.toml", "[fire]\nsure = []\n", "is no kind of alarm"),
        ("names.nl.toml", 'titels = "mevrouw"', "is no list of words"),
        ("names.nl.toml", "titles = 3", "every list is one text"),
        ("nothing.toml", "", "is not read"),
    ],
)
def test_a_mistake_in_signs_is_told_and_ours_stay(tmp_path: Path, name: str, text: str, problem: str) -> None:
    read = own_signs(tmp_path, name, text)
    assert [problem in mistake.problem for mistake in read.mistakes] == [True]
    assert read.guard.names_in("Sem liep weg.") == ["Sem"]


def test_only_the_countries_that_are_asked_for_are_loaded() -> None:
    asks = "import sys; from bot import content; content.load().free_days('nl-noord')"
    tells = "print(sum(name.startswith('holidays.countries.') for name in sys.modules))"
    told = subprocess.run([sys.executable, "-c", f"{asks}; {tells}"], capture_output=True, text=True, check=True)
    assert int(told.stdout) <= len({region.country for region in OURS.regions.values() if region.country})
