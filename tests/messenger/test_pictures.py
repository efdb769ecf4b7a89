"""Messages under a picture: described in the outbox, drawn as they are sent, and in all else like any message."""

import json

import pytest
from charts.examples import BALANCE, TERM
from charts.pixels import read
from stage import Stage

from bot.charts import draw
from bot.core.digest.facts import Facts
from bot.core.outgoing import Button, Edit, Outgoing, Say
from bot.core.purposes import Purpose
from bot.messenger.drawing import Drawing
from bot.messenger.telegram.sending import send
from bot.sandbox import Chat, Message, Person
from bot.storage import outbox

WORDS = "Wachten hielp, in alle rust."


async def team(stage: Stage) -> tuple[Chat, list[Person]]:
    """Set up a team of six that Ilse leads, with a digest on Fridays."""
    people = stage.people("Karin", "Anna", "Bram", "Chris", "Dewi", "Els", "Ilse")
    karin, *_, ilse = people
    group = await stage.team("Onderbouw", *people)
    await stage.say(karin, group, "/ritme week di 12:30")
    for person in people[:-1]:
        await stage.say(person, group, "/meedoen")
        person.start(stage.bot)
    karin.reply(ilse.write(group, "Hallo"), "/leader")
    await stage.settle()
    ilse.open(stage.last(group).buttons[0][0].url or "")
    await stage.settle()
    await stage.press(ilse, stage.private(ilse)[-1], "Ja")
    return group, people


async def digested(stage: Stage) -> tuple[Chat, list[Person], Message]:
    """Play four weeks: nobody, some, most and everybody answer; Anna releases what she wrote last."""
    group, people = await team(stage)
    members = people[:-1]
    for tuesday, many in (("24", 0), ("01", 3), ("08", 5), ("15", 6)):
        await stage.move_to(f"2026-{'11' if tuesday == '24' else '12'}-{tuesday} 12:31")
        prompt = stage.prompt(group)
        for person in members[:many]:
            await stage.reply(person, prompt, WORDS)
    await stage.tell(people[0], f"/mijn release {stage.log()[-6].id}")
    await stage.move_to("2026-12-18 16:00")
    return group, people, stage.private(people[-1])[-1]


def picture_of(stage: Stage, message: Message) -> bytes:
    """Return the picture that a message shows."""
    return stage.sandbox.files[message.extra["photo"][-1]["file_id"]].content


def rows(stage: Stage, purpose: str) -> list[tuple[str, str | None]]:
    where = "SELECT state, payload FROM outbox WHERE purpose = ? ORDER BY id"
    return [tuple(row) for row in stage.database.execute(where, [purpose]).fetchall()]


def put(stage: Stage, chat: Chat, content: Outgoing) -> None:
    outbox.add(stage.database, content, chat.id, Purpose("shown"), stage.time.now())
    stage.rehearsal.program.outbound.wake([chat.id])


def calls(stage: Stage, *methods: str) -> list[tuple[str, bool]]:
    return [(call.method, call.ok) for call in stage.sandbox.calls if call.method in methods]


async def test_a_digest_stands_under_the_strip_of_the_term(stage: Stage) -> None:
    _, people, digest = await digested(stage)
    facts = Facts.model_validate_json(
        stage.database.execute("SELECT facts FROM digest_weeks ORDER BY id DESC LIMIT 1").fetchone()[0]
    )
    shown = [(week.number, week.what) for week in facts.strip()]
    assert shown == [(48, "few"), (49, "half"), (50, "most"), (51, "most")]
    assert (digest.kind, read(picture_of(stage, digest)).width, facts.trend) == ("photo", 720, "rising")
    await stage.press(people[-1], digest, "Het beeld in woorden")
    told = "In beeld, per week: weinig mensen deden mee in week 48; ongeveer de helft deed mee in week 49;"
    assert stage.private(people[-1])[-1].text == f"{told} de meesten deden mee in week 50–51."


async def test_before_there_are_three_weeks_a_digest_has_no_strip(stage: Stage) -> None:
    _, people = await team(stage)
    await stage.move_to("2026-12-04 16:00")
    digest = stage.private(people[-1])[-1]
    labels = [button.text for row in digest.buttons for button in row]
    assert (digest.kind, "Het beeld in woorden" in labels) == ("text", False)


async def test_a_digest_shown_again_shows_the_same_picture(stage: Stage) -> None:
    _, people, digest = await digested(stage)
    again = await stage.tell(people[-1], "/weekbericht")
    assert (again.text, picture_of(stage, again)) == (digest.text, picture_of(stage, digest))


async def test_what_is_released_no_more_leaves_the_words_under_the_picture(stage: Stage) -> None:
    _, people, digest = await digested(stage)
    before, picture, buttons = WORDS in digest.text, picture_of(stage, digest), digest.buttons
    await stage.tell(people[0], f"/mijn unrelease {stage.log()[-6].id}")
    await stage.move_to("2026-12-18 23:00")
    assert (before, WORDS in digest.text, digest.kind) == (True, False, "photo")
    # Caption, picture and buttons stay.
    assert digest.text.startswith("Onderbouw, week 51")
    assert (picture_of(stage, digest), digest.buttons) == (picture, buttons)
    assert calls(stage, "editMessageMedia") == [("editMessageMedia", True)]


async def test_much_that_was_released_fits_under_the_picture_and_all_of_it_is_a_press_away(stage: Stage) -> None:
    group, people = await team(stage)
    for day in ("11-24", "12-01", "12-08"):
        await stage.move_to(f"2026-{day} 12:31")
    prompt = stage.prompt(group)
    for person in people[:-1]:
        await stage.reply(person, prompt, f"{person.name} schrijft: " + "heel veel woorden " * 20)
        await stage.tell(person, f"/mijn release {stage.log()[-1].id}")
    await stage.move_to("2026-12-11 16:00")
    digest = stage.private(people[-1])[-1]
    assert (digest.kind, len(digest.text) <= 1024, "<blockquote expandable>" in digest.html) == ("photo", True, True)
    await stage.press(people[-1], digest, "Alles wat is vrijgegeven")
    everything = stage.private(people[-1])[-1]
    assert everything.text.count("heel veel woorden " * 19) == len(people) - 1
    await stage.tell(people[0], f"/mijn unrelease {stage.log()[-6].id}")
    await stage.move_to("2026-12-11 23:00")
    assert [text.count("Karin schrijft") for text in (digest.text, everything.text)] == [0, 0]


async def test_the_outbox_holds_what_a_picture_shows_and_is_emptied(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    chat = anna.start(stage.bot).chat
    await stage.settle()
    outbox.add(stage.database, Say(text="Kijk.", picture=TERM), chat.id, Purpose("shown"), stage.time.now())
    ((_, waiting),) = rows(stage, "shown")
    stage.rehearsal.program.outbound.wake([chat.id])
    await stage.settle()
    assert json.loads(waiting or "")["picture"] == json.loads(TERM.model_dump_json())
    assert ("PNG" in (waiting or ""), rows(stage, "shown")) == (False, [("sent", None)])


@pytest.mark.parametrize("fault", ["drop", "500", "cut", "page"])
async def test_a_picture_that_may_have_arrived_is_not_sent_again(stage: Stage, fault: str) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    stage.sandbox.fail_next("sendPhoto", fault)
    put(stage, group, Say(text="Kijk.", picture=TERM))
    await stage.settle()
    await stage.move_to("2026-11-24 12:00")
    sent = calls(stage, "sendPhoto")
    assert ([state for state, _ in rows(stage, "shown")], len(sent)) == (["uncertain"], 1)


async def test_where_no_photos_are_taken_the_words_go_alone(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    stage.sandbox.fail_next("sendPhoto", "photos")
    put(stage, group, Say(text="Kijk.", picture=TERM))
    await stage.settle()
    assert (stage.last(group).kind, stage.last(group).text) == ("text", "Kijk.")
    assert [state for state, _ in rows(stage, "shown")] == ["sent"]


async def test_where_nothing_can_be_drawn_the_words_go_alone(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    (anna,) = stage.people("Anna")
    chat = anna.start(stage.bot).chat
    await stage.settle()
    stage.rehearsal.program.outbound._draw = Drawing(command=("/nowhere/python",)).draw
    put(stage, chat, Say(text="Kijk.", picture=TERM))
    await stage.settle()
    assert ([one.kind for one in chat.messages[-1:]], chat.messages[-1].text) == (["text"], "Kijk.")
    assert [line for line in caplog.messages if "drawn" in line] == [
        "A picture (term) could not be drawn: FileNotFoundError."
    ]


async def test_a_picture_comes_with_its_buttons_reply_and_silence(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    asked = anna.write(group, "/overzicht term")
    await stage.settle()
    keys = ((Button(label="Ik doe mee", command="join"),),)
    said = Say(text="Kijk <b>hier</b>.", picture=TERM, keyboard=keys, reply_to=asked.id, is_silent=True)
    put(stage, group, said)
    await stage.settle()
    shown = stage.last(group)
    about = shown.html, shown.reply_to is asked, shown.silent, [b.text for row in shown.buttons for b in row]
    assert about == ("Kijk <b>hier</b>.", True, True, ["Ik doe mee"])


async def shown_as(stage: Stage, first: Say, other: Edit | None = None) -> tuple[Message, list[tuple[str, bool]]]:
    """Return a message after it was sent and changed by the sender itself, and the calls of changing it."""
    (anna,) = stage.people("Anna")
    chat = anna.start(stage.bot).chat
    await stage.settle()
    program = stage.rehearsal.program
    await send(program.bot, chat.id, first, program.outbound._draw, program.outbound._notices)
    message = chat.messages[-1]
    if other:
        edit = other.model_copy(update={"message_id": message.id})
        await send(program.bot, chat.id, edit, program.outbound._draw, program.outbound._notices)
    return message, calls(stage, "editMessageText", "editMessageCaption", "editMessageMedia")


async def test_another_picture_takes_its_place(stage: Stage) -> None:
    first, other = Say(text="Kijk.", picture=TERM), Edit(message_id=0, text="Nu zo.", picture=BALANCE)
    message, edits = await shown_as(stage, first, other)
    assert (message.text, picture_of(stage, message), edits) == (
        "Nu zo.",
        draw(BALANCE),
        [("editMessageMedia", True)],
    )


async def test_words_under_a_picture_change_and_it_stays(stage: Stage) -> None:
    message, edits = await shown_as(stage, Say(text="Kijk.", picture=TERM), Edit(message_id=0, text="Nu zo."))
    assert (message.text, picture_of(stage, message)) == ("Nu zo.", draw(TERM))
    assert edits == [("editMessageText", False), ("editMessageCaption", True)]


async def test_a_message_of_words_can_get_a_picture(stage: Stage) -> None:
    message, _ = await shown_as(stage, Say(text="Kijk."), Edit(message_id=0, text="Nu zo.", picture=TERM))
    assert (message.kind, message.text, read(picture_of(stage, message)).width) == ("photo", "Nu zo.", 720)


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("term", "Waar mijn vragen over gingen"),
        ("jaar", "In beeld, het schooljaar in weken: vragen in nov (1)"),
    ],
)
async def test_a_summary_of_a_long_time_has_a_picture(stage: Stage, period: str, told: str) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.reply(bram, await stage.say(anna, group, "/vraag"), "Ik wachtte.")
    below = await stage.say(anna, group, f"/overzicht {period}")
    above = stage.from_bot(group)[-2]
    assert (above.kind, told in above.text, "Bram: “Ik wachtte.”" in below.text) == ("photo", True, True)
