"""Pieces: pictures sent in one go are one answer, in whatever order and however late their pieces come."""

from itertools import permutations

import pytest
from app.consulting import at
from forging import inject
from stage import Stage, local

from bot.app.context.pieces import COME_WITHIN
from bot.sandbox import Chat, Message, Person, objects

pytestmark = pytest.mark.usefixtures("calm")
WORDLESS = "Dat kan ik niet bewaren zonder woorden. Schrijf je er één zin bij?"
WORDS = "Het bord van vandaag."


async def asked(stage: Stage) -> tuple[Chat, Message, Person]:
    """Return a group with a question open, and somebody who is to answer it."""
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    return group, await stage.say(anna, group, "/vraag"), bram


async def pass_by(stage: Stage) -> None:
    """Let the time pass in which pieces come."""
    stage.time.move_to(stage.time.now() + COME_WITHIN)
    stage.rehearsal.program.tick()
    await stage.settle()


def marks(stage: Stage, pieces: list[Message]) -> list[str | None]:
    return [piece.reactions.get(stage.bot.id) for piece in pieces]


@pytest.mark.parametrize("captions", sorted(set(permutations([WORDS, None, None])), key=str))
async def test_an_album_is_one_answer_wherever_its_words_stand(stage: Stage, captions: tuple[str | None, ...]) -> None:
    group, prompt, bram = await asked(stage)
    before = len(stage.from_bot(group))
    pieces = bram.send_album(group, captions, reply_to=prompt)
    await stage.settle()
    await pass_by(stage)
    said = len(stage.from_bot(group)) - before
    # The first answer of somebody who has not joined yet is thanked for.
    assert (stage.words(), said) == ([("Bram", WORDS)], 1)
    assert marks(stage, pieces) == ["✍" if caption else None for caption in captions]


async def test_an_album_without_any_words_is_said_so_once_when_that_is_sure(stage: Stage) -> None:
    group, prompt, bram = await asked(stage)
    before = len(stage.from_bot(group))
    bram.send_album(group, [None, None, None], reply_to=prompt)
    await stage.settle()
    at_once = len(stage.from_bot(group)) - before
    await pass_by(stage)
    await pass_by(stage)
    assert (at_once, [one.text for one in stage.from_bot(group)[before:]]) == (0, [WORDLESS])


async def test_an_album_that_comes_on_both_sides_of_a_restart_is_one_answer(stage: Stage) -> None:
    group, prompt, bram = await asked(stage)
    before = len(stage.from_bot(group))
    first, last = bram.send_album(group, [None, WORDS], reply_to=prompt)
    late = [update for update in stage.sandbox.inbox(stage.bot).first() if str(last.id).encode() in update.body]
    stage.sandbox.inbox(stage.bot).remove(late[-1])
    await stage.settle()
    await stage.restart()
    await inject(stage, {"message": objects.message_json(last)})
    await pass_by(stage)
    assert (stage.words(), WORDLESS in [one.text for one in stage.from_bot(group)[before:]]) == (
        [("Bram", WORDS)],
        False,
    )
    assert marks(stage, [first, last]) == [None, "✍"]


async def test_words_that_are_put_under_an_album_at_once_are_its_answer(stage: Stage) -> None:
    group, prompt, bram = await asked(stage)
    pieces = bram.send_album(group, [None, None], reply_to=prompt)
    await stage.settle()
    bram.edit(pieces[1], WORDS)
    await stage.settle()
    await pass_by(stage)
    assert (stage.words(), WORDLESS in [one.text for one in stage.from_bot(group)]) == ([("Bram", WORDS)], False)


async def test_two_albums_at_once_are_two_answers(stage: Stage) -> None:
    group, prompt, bram = await asked(stage)
    (anna,) = [person for person in group.members if person.name == "Anna"]
    assert isinstance(anna, Person)
    bram.send_album(group, [None, "Van Bram."], reply_to=prompt)
    anna.send_album(group, [None, None], reply_to=prompt)
    await stage.settle()
    await pass_by(stage)
    texts = [one.text for one in stage.from_bot(group)]
    assert (stage.words(), texts.count(WORDLESS)) == ([("Bram", "Van Bram.")], 1)


@pytest.mark.parametrize(("captions", "is_wordless"), [((None, WORDS, None), False), ((None, None), True)])
async def test_an_album_in_private_is_one_answer_too(
    stage: Stage, captions: tuple[str | None, ...], is_wordless: bool
) -> None:
    group, prompt, bram = await asked(stage)
    await stage.follow(bram, prompt, "Antwoord in privé")
    bram_knows = await stage.say(bram, group, "/meedoen")
    assert bram_knows
    await stage.follow(bram, prompt, "Antwoord in privé")
    bram.send_album(bram.chat_with(stage.bot), captions)
    await stage.settle()
    await pass_by(stage)
    texts = [one.text for one in stage.private(bram)]
    assert (len(stage.log()), texts.count(WORDLESS)) == (0, 1) if is_wordless else (1, 0)


@pytest.mark.parametrize(("captions", "is_wordless"), [((None, WORDS), False), ((None, None), True)])
async def test_an_album_for_a_step_is_one_contribution(
    stage: Stage, captions: tuple[str | None, ...], is_wordless: bool
) -> None:
    circle = await at(stage, "9")
    bram = circle.people[1]
    before = len(stage.log())
    bram.send_album(circle.group, captions, reply_to=circle.card)
    await stage.settle()
    await pass_by(stage)
    told = circle.told(bram).count(circle.says("contributing.wordless", names=[], at_most=None))
    assert (len(stage.log()) - before, told) == ((0, 1) if is_wordless else (1, 0))


async def test_what_was_seen_of_albums_is_forgotten_by_night(stage: Stage) -> None:
    group, prompt, bram = await asked(stage)
    bram.send_album(group, [None, WORDS], reply_to=prompt)
    await stage.settle()
    await stage.move_to("2026-11-25 09:00")
    assert stage.database.execute("SELECT count(*) FROM albums").fetchone()[0] == 0
    assert local("2026-11-25 09:00") <= stage.time.now()
