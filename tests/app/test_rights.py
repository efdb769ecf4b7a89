"""Rights: every command, typed and as a button, in the group and in private, by everybody there is."""

import pytest
from stage import Stage

from bot.app.commands import COMMANDS, right_to
from bot.app.context.command import Command, Spot
from bot.core.model import Role
from bot.core.rights import Right
from bot.sandbox import Chat, Person
from bot.storage import members

SPOTS: tuple[Spot, ...] = ("group", "private")
GIVEN = [(command, spot) for command in COMMANDS for spot in SPOTS]
REFUSALS = ("Dat kan alleen een coördinator.", "Dat is voor wie meedoet", "Het weekbericht is voor leidinggevenden.")
ELSEWHERE = "Dat kan alleen in"
# As docs/coordinators.md and the README's tables promise it: everything not named here is anybody's.
NEEDS: dict[Spot, dict[str, Role]] = {
    "group": {
        **dict.fromkeys(("log", "tile", "harvest", "outcomes", "elsewhere", "can", "who"), Role.MEMBER),
        **dict.fromkeys(("rhythm", "region", "timezone", "language"), Role.COORDINATOR),
        **dict.fromkeys(("coordinator", "leader", "observer"), Role.COORDINATOR),
        **dict.fromkeys(("skipnext", "pauseteam", "resume", "retention", "freedays"), Role.COORDINATOR),
        **dict.fromkeys(("changes", "undo", "movenext", "choosenext", "programme", "kinds"), Role.COORDINATOR),
        **dict.fromkeys(("leaveout", "link"), Role.COORDINATOR),
    },
    "private": {
        **dict.fromkeys(("digest", "nodigest", "propose"), Role.LEADER),
        **dict.fromkeys(
            ("teams", "resend", "retention", "proposed", "slower", "smaller", "away", "team"), Role.COORDINATOR
        ),
        **dict.fromkeys(
            ("rhythm", "region", "timezone", "skipnext", "pauseteam"),
            Role.COORDINATOR,
        ),
        **dict.fromkeys(("resume", "freedays", "changes", "undo", "copy", "programme", "kinds"), Role.COORDINATOR),
        **dict.fromkeys(("movenext", "choosenext", "leaveout", "newquestion"), Role.COORDINATOR),
        "outcomes": Role.MEMBER,
    },
}


async def everybody(stage: Stage) -> tuple[Chat, dict[Role | None, Person]]:
    """Return a team with one person of each role, and one of none; only the creator administers the group."""
    names = ("Karin", "Anna", "Bram", "Ilse", "Joost", "Els", "Fenna")
    people = stage.people(*names)
    group = await stage.team("Onderbouw", *people)
    roles: tuple[Role | None, ...] = (
        Role.COORDINATOR,
        Role.MEMBER,
        Role.FACILITATOR,
        Role.LEADER,
        Role.OBSERVER,
        None,
    )
    # The second person coordinates without administering the group, as it is the role that counts.
    by_role = dict(zip(roles, people[1:], strict=True))
    for role, person in by_role.items():
        person.start(stage.bot)
        await stage.settle()
        if role:
            members.give_role(stage.database, 1, person.id, role, stage.time.now())
    return group, by_role


async def heard(stage: Stage, person: Person, chat: Chat, command: str) -> str:
    """Return what somebody hears on a command, as a message or on the screen."""
    before = len(stage.from_bot(chat))
    person.write(chat, command)
    await stage.settle()
    return "\n".join(message.text for message in stage.from_bot(chat)[before:])


@pytest.mark.parametrize("spot", SPOTS)
async def test_every_command_is_refused_to_exactly_those_without_the_right(stage: Stage, spot: Spot) -> None:
    group, people = await everybody(stage)
    wrong = []
    for command in COMMANDS:
        for role, person in people.items():
            if command.name in ("leave", "nodigest", "forget", "join"):
                continue
            chat = group if spot == "group" else person.chat_with(stage.bot)
            said = await heard(stage, person, chat, f"/{command.name}")
            is_refused = any(refusal in said for refusal in REFUSALS)
            needed = NEEDS[spot].get(command.name)
            should_be = spot in command.run and needed is not None and needed is not role
            if is_refused is not should_be or (spot not in command.run) is not (ELSEWHERE in said):
                wrong.append((command.name, role, said))
    assert wrong == []


async def test_a_button_gives_no_more_right_than_its_command(stage: Stage) -> None:
    group, people = await everybody(stage)
    for name, needed in sorted(NEEDS["group"].items()):
        refused = set()
        for role, person in people.items():
            keyboard = [[{"text": "Druk", "callback_data": name}]]
            card = stage.sandbox.post(group, stage.bot, text="Een oude kaart", keyboard=keyboard)
            answer = await stage.press(person, card, "Druk") or ""
            if any(refusal in answer for refusal in REFUSALS):
                refused.add(role)
        assert refused == set(people) - {needed}, name


def test_the_table_of_commands_asks_for_the_rights_that_were_promised() -> None:
    rights = {Right.READ_LOG: Role.MEMBER, Right.READ_DIGEST: Role.LEADER, Right.TAKE_PART: None}

    def needed(command: Command, spot: Spot) -> Role | None:
        return rights.get(right_to(command, spot), Role.COORDINATOR)

    found = {(command.name, spot): needed(command, spot) for command, spot in GIVEN if spot in command.run}
    assert {key: role for key, role in found.items() if role} == {
        (name, spot): role for spot in SPOTS for name, role in NEEDS[spot].items()
    }


async def test_an_anonymous_administrator_shows_who_it_is_through_a_button(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    for command in (command.name for command in COMMANDS if "group" in command.run):
        anna.write(group, f"/{command}", anonymous=True)
        await stage.settle()
        asked = stage.last(group)
        assert asked.buttons[0][0].text == "Dit ben ik", command
        answer = await stage.press(anna, asked, "Dit ben ik")
        assert "Je schrijft als de groep zelf" not in (answer or ""), command


async def test_the_button_of_an_anonymous_administrator_gives_others_no_right(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    anna.write(group, "/ritme week do 13:00", anonymous=True)
    await stage.settle()
    asked = stage.last(group)
    assert "Dat kan alleen een coördinator." in (await stage.press(bram, asked, "Dit ben ik") or "")
    await stage.press(anna, asked, "Dit ben ik")
    assert "Ritme: elke donderdag" in asked.text


async def test_an_answer_by_an_anonymous_administrator_gets_a_way_that_works(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    prompt = await stage.say(anna, group, "/vraag")
    anna.reply(prompt, "Ik wachtte.", anonymous=True)
    await stage.settle()
    assert stage.log() == []
    question = await stage.follow(anna, stage.last(group), "Antwoord in privé")
    assert "Schrijf je antwoord hier." in question.text
