"""What `leerkring check` says to somebody who wrote a method with a mistake in it: where it is, and what to do."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from bot import content
from bot.commandline.reading import counted
from bot.content import checking

ROOT = content.our_folder()
OURS = content.load()
FOLDER = "prompts/consultation"
GOOD = (ROOT / FOLDER / "probleemoplossend.toml").read_text(encoding="utf-8")
TOP, *STEPS = GOOD.split("[[steps]]\n")
NAME = "onze-methode"


class Seeded(NamedTuple):
    """A mistake in a school's own method, and the place and the words with which it should be told."""

    text: str
    path: str
    says: tuple[str, ...]
    name: str = f"{NAME}.toml"


def changed(source: str, old: str, new: str) -> str:
    assert source.count(old) == 1, f"{old!r} stands there {source.count(old)} times"
    return source.replace(old, new)


def in_top(old: str, new: str) -> str:
    """Return the good file with one change above its steps."""
    return "[[steps]]\n".join([changed(TOP, old, new), *STEPS])


def in_step(number: int, old: str, new: str) -> str:
    """Return the good file with one change in a step, the first of which is 1."""
    steps = [changed(step, old, new) if at == number else step for at, step in enumerate(STEPS, start=1)]
    return "[[steps]]\n".join([TOP, *steps])


def beside(number: int, line: str) -> str:
    """Return the good file with a line more at the start of a step."""
    return in_step(number, STEPS[number - 1], line + "\n" + STEPS[number - 1])


def poll(*lines: str) -> str:
    """Return the good file with its sixth step turned into a poll that votes on what the lines say."""
    return "[[steps]]\n".join([TOP, *STEPS[:5], as_poll(*lines), *STEPS[7:]])


def as_poll(*lines: str) -> str:
    return changed(STEPS[5], 'mode = "hidden"\n', 'mode = "poll"\n').replace("at_most = 2\n", "\n".join(lines) + "\n")


def without_last(text: str) -> str:
    """Return a method without its last step: a file of ours has as many as there may be."""
    return text.rpartition("[[steps]]\n")[0]


def at_line(words: str) -> str:
    """Return how the line of the good file is named on which words begin."""
    return f"as TOML, at line {GOOD[: GOOD.index(words)].count(chr(10)) + 1}:"


def option(word: str) -> str:
    return f'[[steps.options]]\nnl = "{word}"\nen = "{word}"'


LABELS = STEPS[6][STEPS[6].index("[[steps.labels]]") : STEPS[6].index("[steps.title]")]
ADVICE = tomllib.loads(STEPS[5].replace("[steps.", "["))["ask"]
ADVICE_NL, ADVICE_EN = ADVICE["nl"], ADVICE["en"]

MISTAKES = {
    # The file itself.
    "a quotation mark is forgotten": Seeded(
        in_step(2, 'nl = "Vragen"', 'nl = "Vragen'),
        "file",
        (at_line('nl = "Vragen'), 'no closing "'),
    ),
    "a word stands without quotation marks": Seeded(
        in_step(2, '"helpers"', "helpers"), "file", (at_line(STEPS[1]), "between straight quotes")
    ),
    "a text quotes somebody": Seeded(
        in_step(2, '"Vragen"', '"Vragen "nu""'),
        "file",
        (at_line('nl = "Vragen'), "inside a text, write ’"),
    ),
    "an example is of a turn where nobody takes one": Seeded(
        in_step(2, STEPS[1], STEPS[1].replace("[[steps.examples]]\n", "[[steps.examples]]\nturn = 2\n", 1)),
        "steps.1.examples",
        ("has a turn", "remove turn"),
    ),
    "a new step lacks its heading": Seeded(
        GOOD.replace("[[steps]]\n" + STEPS[9], STEPS[9]), "file", ("begin a new step with [[steps]]",)
    ),
    "the file's name has capitals and spaces": Seeded(
        GOOD, "id", ("is the file's name", "a-z, 0-9 and hyphens"), "Onze Methode.toml"
    ),
    "the file's name is too long": Seeded(
        GOOD, "id", ("is the file's name", "at most 32"), f"{'onze-' * 8}methode.toml"
    ),
    "the file's name is one of a question": Seeded(
        GOOD, "id", ("prompts/reflection/eerste-stap.toml", "choose another name"), "eerste-stap.toml"
    ),
    "the editor added .txt to the file's name": Seeded(
        GOOD, "file", ("is not read; rename it to end in .toml",), f"{NAME}.toml.txt"
    ),
    "the id is written in the file": Seeded(f'id = "{NAME}"\n{GOOD}', "id", ("the file's name is the id; remove it",)),
    "the terms are written in the file": Seeded(
        f'terms = "case"\n{GOOD}', "terms", ("is not written in the file: its folder says so; remove it",)
    ),
    "a key of a question's": Seeded(
        f'family = "R6"\n{GOOD}', "family", ("belongs to a question in prompts/reflection; remove it",)
    ),
    # What stands above the steps.
    "a part is missing": Seeded(
        in_top('evidence = "sourced"\n', ""), "evidence", ("is missing; add it: one of: sourced, partly, derived",)
    ),
    "a text is missing": Seeded(
        re.sub(r"\[not_for\]\n.*\n.*\n", "", GOOD), "not_for", ("is missing; add it: a line [not_for]", 'en = "…"')
    ),
    "a text lacks a translation": Seeded(
        in_top('en = "Problem-solving method"\n', ""),
        "title.en",
        ('is missing; add it: a text between quotes, such as en = "…"',),
    ),
    "a translation is left empty": Seeded(
        in_top('en = "Problem-solving method"\n', 'en = ""\n'), "title.en", ("is empty; write at least 1 character",)
    ),
    "a text is a single line": Seeded(
        in_top("[title]\n", "[name]\n").replace("safety = 1", 'safety = 1\ntitle = "Onze methode"'),
        "title",
        ('is "Onze methode"; write a line [title], and under it nl = "…" and en = "…"',),
    ),
    "a key is misspelt": Seeded(in_top("safety", "safty"), "safty", ("check its spelling", "did you mean safety?")),
    "a need is unknown": Seeded(
        in_top('["advice"]', '["advise"]'), "needs.0", ('is "advise"; write one of: advice, understanding,',)
    ),
    "a space is unknown": Seeded(
        in_top('spaces = ["solving"]', 'spaces = ["solved"]'),
        "spaces.0",
        ('is "solved"; write one of: thinking, solving, deciding, play, work, talk',),
    ),
    "the spaces name one twice": Seeded(
        in_top('spaces = ["solving"]', 'spaces = ["solving", "solving"]'), "spaces", ("names one twice; remove it",)
    ),
    "a list is a single word": Seeded(
        in_top('needs = ["advice"]', 'needs = "advice"'),
        "needs",
        ('a list between square brackets, such as ["advice"]',),
    ),
    "a pace is unknown": Seeded(
        in_top('"sprint", ', '"fast", '), "paces.1", ('is "fast"; write one of: live, sprint, calm',)
    ),
    "the paces name one twice": Seeded(in_top('"sprint", ', '"calm", '), "paces", ("names one twice; remove it",)),
    "the sizes are the wrong way round": Seeded(
        in_top("[4, 8]", "[8, 4]"), "size", ("goes from 8 to 4; write the smaller number first",)
    ),
    "the size is a text": Seeded(
        in_top("[4, 8]", '"4-8"'), "size", ('is "4-8"; write two numbers between square brackets, such as [4, 8]',)
    ),
    "the sizes are between quotation marks": Seeded(
        in_top("[4, 8]", '["4", 8]'), "size.0", ('is "4"; write a number from 2 to 30, without quotes',)
    ),
    "the group is too small": Seeded(in_top("[4, 8]", "[2, 8]"), "size", ("is 2 to 8; write 3 to 15",)),
    "the safety is beyond the scale": Seeded(
        in_top("safety = 1", "safety = 4"), "safety", ("is 4; write a number from 1 to 3",)
    ),
    "a method for a close group does not ask its owner": Seeded(
        in_top("safety = 1", "safety = 3"), "asks_owner", ("at safety 3", "write asks_owner = true")
    ),
    "a yes is written as a word": Seeded(
        in_top("safety = 1", 'safety = 1\nasks_owner = "ja"'),
        "asks_owner",
        ('is "ja"; write true or false, without quotes',),
    ),
    "a text above the steps is not translated": Seeded(
        re.sub(r'(\[use\]\nnl = (".*")\nen = ).*', r"\1\2", GOOD), "use.en", ("same as the Dutch; translate it",)
    ),
    "a title is too long for a phone": Seeded(
        in_top('"Problem-solving method"', f'"{"Problem " * 8}"'), "title.en", ("is 63 characters; shorten it to 48",)
    ),
    # Steps in the wrong place, or too few.
    "there is only one step": Seeded("[[steps]]\n".join([TOP, STEPS[0]]), "steps", ("there are 1; write 2 to 14",)),
    "the steps are called step": Seeded(
        GOOD.replace("[[steps]]", "[[step]]").replace("[steps.", "[step.").replace("[[steps.", "[[step."),
        "step",
        ("did you mean steps?",),
    ),
    "the question of a step stands under no step": Seeded(
        in_top("[purpose]", "[ask]\nnl = 'Wat?'\nen = 'What?'\n[purpose]"),
        "ask",
        ("is about a step; write [steps.ask]",),
    ),
    "a text of the method stands under a step": Seeded(
        in_step(2, "[steps.ask]", "[steps.purpose]\nnl = 'a'\nen = 'b'\n[steps.ask]"),
        "steps.1.purpose",
        ("is about the whole file; write [purpose]", "(step 2, “Vragen”)"),
    ),
    "a key of the method stands under a text": Seeded(
        changed(in_top("safety = 1\n", ""), "[purpose]\n", "[purpose]\nsafety = 1\n"),
        "purpose.safety",
        ("put it at the top, above the first line in square brackets",),
    ),
    "the minutes stand under the question": Seeded(
        changed(in_step(2, "minutes = 5\n", ""), ADVICE_EN + '"\n', ADVICE_EN + '"\nminutes = 10\n'),
        "steps.5.ask.minutes",
        ("put it right under [[steps]]", "(step 6, “Advies”)"),
    ),
    "the words stand under no text": Seeded(
        in_step(6, "[steps.ask]\n", "")
        .replace(f'nl = "{ADVICE_NL}"\nen = "{ADVICE_EN}"\n', "")
        .replace(
            'at_most = 2\n[steps.title]\nnl = "Advies"',
            f'at_most = 2\nnl = "{ADVICE_NL}"\n[steps.title]\nnl = "Advies"',
        ),
        "steps.5.nl",
        ("put a line such as [title] or [steps.ask] above it", "(step 6, “Advies”)"),
    ),
    "the labels stand between single brackets": Seeded(
        in_step(7, LABELS, '[steps.labels]\nnl = "ga ik doen"\nen = "will do"\n'),
        "steps.6.labels",
        ("[[steps.labels]] with double brackets, once for each", "(step 7, “Wegen”)"),
    ),
    # A step by itself.
    "the doer is misspelt": Seeded(
        in_step(1, '"owner"', '"ownr"'),
        "steps.0.who",
        ('is "ownr"; write one of: owner, helpers, all, facilitator', "(step 1, “De vraag”)"),
    ),
    "the mode is unknown": Seeded(
        in_step(2, '"hidden"', '"secret"'), "steps.1.mode", ('is "secret"; write one of: post, hidden,',)
    ),
    "a key of a step is misspelt": Seeded(
        in_step(2, "at_most", "atmost"), "steps.1.atmost", ("did you mean at_most?", "(step 2, “Vragen”)")
    ),
    "a step is open for no day": Seeded(
        in_step(2, "window = 1", "window = 0"), "steps.1.window", ("is 0; write a number from 1 to 10",)
    ),
    "a step takes an hour and forty minutes": Seeded(
        in_step(2, "minutes = 5", "minutes = 100"), "steps.1.minutes", ("is 100; write a number from 1 to 60",)
    ),
    "the minutes are between quotation marks": Seeded(
        in_step(2, "minutes = 5", 'minutes = "5"'),
        "steps.1.minutes",
        ('is "5"; write a number from 1 to 60, without quotes',),
    ),
    "a step lacks its minutes": Seeded(
        in_step(2, "minutes = 5\n", ""),
        "steps.1.minutes",
        ("is missing; add it: a number from 1 to 60", "(step 2, “Vragen”)"),
    ),
    "a step lacks its title": Seeded(
        in_step(2, '[steps.title]\nnl = "Vragen"\nen = "Questions"\n', ""),
        "steps.1.title",
        ("is missing; add it: a line [steps.title]", "(step 2)"),
    ),
    "a step lacks its question": Seeded(
        in_step(6, f'[steps.ask]\nnl = "{ADVICE_NL}"\nen = "{ADVICE_EN}"\n', ""),
        "steps.5.ask",
        ("is missing; add it: a line [steps.ask]", "(step 6, “Advies”)"),
    ),
    "the question is not translated": Seeded(
        in_step(6, ADVICE_EN, ADVICE_NL), "steps.5.ask.en", ("is the same as the Dutch; translate it", "(step 6,")
    ),
    "the question is too long for a phone": Seeded(
        in_step(6, ADVICE_EN, f"{ADVICE_EN} " * 4), "steps.5.ask.en", ("shorten it to 240", "(step 6, “Advies”)")
    ),
    "a step's title is too long for a phone": Seeded(
        in_step(6, '"Advice"', f'"{"Advice " * 6}"'), "steps.5.title.en", ("is 41 characters; shorten it to 32",)
    ),
    "a label is too long for a button": Seeded(
        in_step(7, '"will consider"', '"will consider it at leisure"'),
        "steps.6.labels.1.en",
        ("is 27 characters; shorten it to 18",),
    ),
    "a text uses a name that there is not": Seeded(
        in_step(6, ADVICE_EN, "Advise {{ owner }}."),
        "steps.5.ask.en",
        ("'owner' is undefined; between braces, write {{ team }} or nothing",),
    ),
    "a text breaks off between braces": Seeded(
        in_step(6, ADVICE_EN, "Advise {{ team."), "steps.5.ask.en", ("between braces, write {{ team }} or nothing",)
    ),
    "a text uses a tag that Telegram lacks": Seeded(
        in_step(6, ADVICE_EN, "<h1>Advise</h1>"), "steps.5.ask.en", ("<h1> is unknown to Telegram; use <b>, <i>,",)
    ),
    "a bold word never ends": Seeded(
        in_step(6, ADVICE_EN, "<b>Advise"), "steps.5.ask.en", ("<b> is never closed; write </b> where it ends",)
    ),
    # A step and its mode.
    "a label step has no labels": Seeded(
        in_step(7, LABELS, ""), "steps.6.labels", ("there is none; write [[steps.labels]] two to four times",)
    ),
    "a label step does not say what is labelled": Seeded(
        in_step(7, "items_from = 6\n", ""), "steps.6.items_from", ("write the number of the earlier step",)
    ),
    "labels stand in a step to write in": Seeded(
        in_step(6, "[steps.title]", LABELS + "[steps.title]"),
        "steps.5.labels",
        ("belong to a label step or a scale step, and this one is hidden; remove them",),
    ),
    "a scale has no lines": Seeded(
        in_step(6, 'mode = "hidden"', 'mode = "scale"\nscale = "1-5"'), "steps.5.items", ("write [[steps.items]]",)
    ),
    "lines stand in a step to write in": Seeded(
        in_step(6, "[steps.title]", '[[steps.items]]\ntext = { nl = "Zo.", en = "So." }\n[steps.title]'),
        "steps.5.items",
        ("is for a scale step, and this step is hidden; remove it",),
    ),
    "fields are asked and there are none": Seeded(
        in_step(6, 'mode = "hidden"', 'mode = "fields"'),
        "steps.5.fields",
        ("there is none; write [[steps.fields]] two to nine times",),
    ),
    "there are more labels than fit": Seeded(
        in_step(7, LABELS, LABELS * 2), "steps.6.labels", ("there are 6; write at most 4",)
    ),
    "the helpers label": Seeded(
        in_step(7, '"owner"', '"helpers"'), "steps.6.who", ('a label step is the owner\'s; write who = "owner"',)
    ),
    "a poll has one option": Seeded(
        poll(option("ja")), "steps.5.options", ("there is 1; write [[steps.options]] two to eight times",)
    ),
    "a poll has neither options nor a list": Seeded(
        poll(), "steps.5.options", ("there is none; write [[steps.options]] two to eight times", "or write items_from")
    ),
    "a poll has both options and a list": Seeded(
        poll("items_from = 2", option("ja"), option("nee")), "steps.5.options", ("remove one of the two",)
    ),
    "a poll has more options than fit": Seeded(
        poll(*map(option, "abcdefghi")), "steps.5.options", ("there are 9; write at most 8",)
    ),
    "a poll lets choose more than there is": Seeded(
        poll("choose = 3", option("ja"), option("nee")), "steps.5.choose", ("there are 2 options; write a smaller",)
    ),
    "options stand in a step to write in": Seeded(
        in_step(6, "[steps.title]", option("ja") + "\n[steps.title]"), "steps.5.options", ("is for a poll", "remove it")
    ),
    "a later step is to be shown": Seeded(
        in_step(3, "shows = 2", "shows = 7"), "steps.2.shows", ("step 7 does not come before this one",)
    ),
    "a step is to be shown that is not there": Seeded(
        without_last(in_step(3, "shows = 2", "shows = 12")), "steps.2.shows", ("there is no step 12",)
    ),
    "a label is to be shown that is not there": Seeded(
        in_step(12, "shows_only = 1", "shows_only = 4"),
        "steps.11.shows",
        ("step 7 has no label 4", "correct shows_only"),
    ),
    "a step waits for a label that is not there": Seeded(
        in_step(10, "shows = 9", "shows = 9\nwhen = { step = 7, label = 4 }"),
        "steps.9.when",
        ("step 7 has no label 4",),
    ),
    "a step waits for one that comes later": Seeded(
        in_step(4, 'who = "helpers"', 'who = "helpers"\nwhen = { step = 7, label = 1 }'),
        "steps.3.when",
        ("step 7 does not come before this one",),
    ),
    "something is offered while a step is on that does not always come": Seeded(
        beside(8, "when = { step = 7, label = 1 }"),
        "steps.8.optional",
        ("offered while step 8 is on, and that one does not always come", "put one before it that does"),
    ),
    "what is not optional is offered": Seeded(
        in_step(9, "optional = true\n", ""), "steps.8.offer", ("is for an optional step; write optional = true",)
    ),
    "somebody is told to listen where nobody has to": Seeded(
        beside(4, 'read_along = { nl = "Luister.", en = "Listen." }'), "steps.3.read_along", ("is for a quiet step",)
    ),
    "people who write are to speak one by one": Seeded(
        beside(4, "in_turn = true"), "steps.3.in_turn", ("is for a step in which people speak",)
    ),
    "what is asked first is asked of nobody": Seeded(
        in_top("[use]\n", "[consent]\nnl = 'Durf je?'\nen = 'Do you dare?'\n\n[use]\n"),
        "consent",
        ("write asks_owner = true",),
    ),
    "a case goes without a frame": Seeded(
        in_top("safety = 1\n", 'safety = 1\nframe = "none"\n'), "frame", ("only a method with case", "write")
    ),
    "it is not said what is to be shown": Seeded(
        in_step(12, "shows = 7\n", ""), "steps.11.shows_only", ("write shows = its number, or remove shows_only",)
    ),
    "everybody is to be shown what one brought": Seeded(
        in_step(3, "shows = 2", "shows = 0"), "steps.2.shows", ("shows somebody’s own case; write shows_own = true",)
    ),
    "a step to write in takes a list": Seeded(
        beside(6, "items_from = 2"), "steps.5.items_from", ("is for a label step or a poll", "remove it")
    ),
    "a step without words counts contributions": Seeded(
        beside(7, "at_most = 2"), "steps.6.at_most", ("counts what people write, and this step is label; remove it",)
    ),
    "everybody talks in a quiet step": Seeded(
        in_step(6, 'who = "helpers"\nmode = "hidden"', 'who = "all"\nmode = "quiet"'),
        "steps.5.who",
        ("a quiet step is the helpers'", 'write who = "helpers"'),
    ),
    "a commitment is asked in a poll": Seeded(
        poll('keeps = "commitment"', option("ja"), option("nee")).replace(STEPS[9], STEPS[1]),
        "steps.5.keeps",
        ("a commitment is written in a post or hidden step, and this one is poll",),
    ),
    # Steps that have to do with each other.
    "a list is taken from a later step": Seeded(
        in_step(7, "items_from = 6", "items_from = 8"),
        "steps.6.items_from",
        ("step 8 does not come before this one", "in which people write: 1 or 2 or 3 or 4 or 5 or 6"),
    ),
    "a list is taken from a step that is not there": Seeded(
        without_last(in_step(7, "items_from = 6", "items_from = 12")),
        "steps.6.items_from",
        ("there is no step 12; write the number",),
    ),
    "a list is taken from a poll": Seeded(
        "[[steps]]\n".join([TOP, *STEPS[:5], as_poll(option("ja"), option("nee")), *STEPS[6:]]),
        "steps.6.items_from",
        ("step 6 is a poll step, which leaves no list", "in which people write: 1 or 2 or 3 or 4 or 5"),
    ),
    "the first step is optional": Seeded(
        beside(1, "optional = true"), "steps.0.optional", ("the first step can't be optional; remove it",)
    ),
    "the first step goes on with one before it": Seeded(
        beside(1, "continues = true"), "steps.0.continues", ("has none before it to go on with", "remove it")
    ),
    "two steps keep a commitment": Seeded(
        beside(4, 'keeps = "commitment"'), "steps.11.keeps", ("step 4 keeps the commitment already", "remove it in one")
    ),
    "a step in a room is led in writing": Seeded(
        in_step(6, 'mode = "hidden"\n', 'mode = "live"\n').replace(
            'at_most = 2\n[steps.title]\nnl = "Advies"', '[steps.title]\nnl = "Advies"'
        ),
        "steps.5.mode",
        ('write paces = ["live"], or choose another mode', "(step 6, “Advies”)"),
    ),
    "a step is for the owner of nobody's case": Seeded(
        in_top('case = "one"', 'case = "none"'), "steps.0.who", ('there is no owner; write who = "all"',)
    ),
    "the owner of nobody's case labels": Seeded(
        in_top('case = "one"', 'case = "none"'), "steps.6.mode", ("needs a case owner", "choose another mode")
    ),
}

# What somebody who does not program would stumble over.
JARGON = re.compile(
    r"\b(Input should|valid (integer|string|list|tuple|dictionary)|NoneType|pydantic|Error|instance of)\b"
)


def put(own: Path, text: str, name: str = f"{NAME}.toml") -> Path:
    folder = own / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return own


def told(own: Path) -> list[content.Mistake]:
    return checking.mistakes(content.load(own))


def test_the_file_the_mistakes_are_put_in_is_good(tmp_path: Path) -> None:
    assert told(put(tmp_path, GOOD)) == []


@pytest.mark.parametrize("seeded", MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_is_told_with_its_file_its_place_and_what_to_do(seeded: Seeded, tmp_path: Path) -> None:
    in_use, found = checking.in_use(put(tmp_path, seeded.text, seeded.name))
    there = [one.problem for one in found if (one.file, one.path) == (f"{FOLDER}/{seeded.name}", seeded.path)]
    assert [all(words in problem for words in seeded.says) for problem in there] == [True], list(map(str, found))
    # Nothing else is told, and that in plain words.
    elsewhere = [str(one) for one in found if one.file != f"{FOLDER}/{seeded.name}"]
    assert (elsewhere, [one.problem for one in found if JARGON.search(one.problem)]) == ([], [])
    # It is not used, and all of ours is.
    assert (in_use.walkthroughs, in_use.prompts, bool(found)) == (OURS.walkthroughs, OURS.prompts, True)


@pytest.mark.parametrize(
    "seeded",
    [seeded for seeded in MISTAKES.values() if seeded.text != GOOD],
    ids=[name for name, seeded in MISTAKES.items() if seeded.text != GOOD],
)
def test_ours_stays_in_use_when_a_schools_edition_of_it_has_a_mistake(seeded: Seeded, tmp_path: Path) -> None:
    in_use, _ = checking.in_use(put(tmp_path, seeded.text, "probleemoplossend.toml"))
    assert in_use.walkthroughs == OURS.walkthroughs


def test_every_mistake_in_the_steps_is_told_at_once(tmp_path: Path) -> None:
    text = in_step(2, "minutes = 5\n", "")
    text = changed(text, "items_from = 6", "items_from = 8")
    text = changed(text, 'case = "one"', 'case = "several"').replace("[4, 8]", "[8, 4]")
    places = [one.path for one in told(put(tmp_path, text))]
    assert places == ["size", "steps.1.minutes", "steps.6.items_from"]


def test_several_mistakes_in_one_step_are_told_at_once(tmp_path: Path) -> None:
    text = in_step(7, LABELS, "at_most = 2\n").replace("items_from = 6\n", "")
    assert [one.path for one in told(put(tmp_path, text))] == [
        "steps.6.labels",
        "steps.6.items_from",
        "steps.6.at_most",
    ]


def test_a_list_is_not_called_too_short_for_want_of_what_is_wrong_in_it(tmp_path: Path) -> None:
    text = in_top('["advice"]', '["advise"]')
    assert [one.path for one in told(put(tmp_path, text))] == ["needs.0"]


def test_a_mark_that_an_editor_put_before_the_first_letter_is_no_mistake(tmp_path: Path) -> None:
    assert told(put(tmp_path, "\ufeff" + GOOD)) == []


def test_letters_in_another_encoding_are_told(tmp_path: Path) -> None:
    own = put(tmp_path, "")
    (own / FOLDER / f"{NAME}.toml").write_bytes(GOOD.encode("cp1252"))
    assert [one.problem for one in told(own)] == [
        "can't be read: its letters are not in UTF-8; save it again, with UTF-8 as its encoding"
    ]


@pytest.mark.parametrize(("number", "words"), [(0, "0 methods"), (1, "1 method"), (2, "2 methods")])
def test_what_was_read_is_counted_in_words(number: int, words: str) -> None:
    assert counted(number, "method") == words


def test_departments_in_which_a_guide_would_be_alone_are_told(tmp_path: Path) -> None:
    path = Path(content.__file__).parents[2] / "prompts" / "toolbox" / "bloemenfabriek.toml"
    own = tmp_path / "prompts" / "toolbox" / "bloemenfabriek.toml"
    own.parent.mkdir(parents=True)
    own.write_text(path.read_text(encoding="utf-8").replace("size = [6, 15]", "size = [5, 15]"), encoding="utf-8")
    told = [str(mistake) for mistake in checking.mistakes(content.load(tmp_path)) if "bloemenfabriek" in str(mistake)]
    assert told == [
        "prompts/toolbox/bloemenfabriek.toml: size: begins at 5, and in one of 3 departments a guide would be alone;"
        " write 6 or more, or fewer departments"
    ]
