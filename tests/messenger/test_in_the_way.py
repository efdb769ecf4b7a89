"""What keeps the bot from speaking in a group, in Telegram's own words: it waits, is told once, and goes on."""

import json

import pytest
from messenger.test_way_out import prompts, states, team_with_coordinator
from odd import Odd, OddWire
from stage import Stage

from bot.core.model import Obstacle
from bot.storage import teams

# As the Bot API server and the library behind it put them; a server's own signs in capitals come as 400, if not as 403.
REFUSED = {
    "Bad Request: TOPIC_CLOSED": Obstacle.CLOSED,
    "Bad Request: not enough rights to send text messages to the chat": Obstacle.MUTED,
    "Bad Request: have no rights to send a message": Obstacle.MUTED,
    "Bad Request: have no write access to the chat": Obstacle.MUTED,
    "Bad Request: CHAT_WRITE_FORBIDDEN": Obstacle.MUTED,
    "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN": Obstacle.MUTED,
    "Forbidden: CHAT_WRITE_FORBIDDEN": Obstacle.MUTED,
    "Bad Request: CHAT_RESTRICTED": Obstacle.RESTRICTED,
}
SHUT = ("Forbidden: bot was kicked from the supergroup chat", "Forbidden: the group chat was deleted")


def refusal(description: str) -> Odd:
    code = 403 if description.startswith("Forbidden") else 400
    return Odd(code, json.dumps({"ok": False, "error_code": code, "description": description}).encode())


@pytest.mark.parametrize("description", REFUSED)
async def test_a_refusal_that_somebody_can_remove_is_waited_for_and_told_once(
    odd_stage: tuple[Stage, OddWire], description: str
) -> None:
    stage, wire = odd_stage
    group, anna, _ = await team_with_coordinator(stage)
    before = len(stage.private(anna))
    # The question, a try later, and what is told of it goes through.
    wire.plan("sendMessage", refusal(description))
    anna.write(group, "/vraag")
    await stage.settle()
    team = teams.find(stage.database, 1)
    assert team is not None
    assert (states(stage), team.obstacle, prompts(group)) == (["waiting"], REFUSED[description], 0)
    told = [one.text for one in stage.private(anna)[before:]]
    assert (len(told), "nam Telegram niet aan" in told[0], "Onderbouw" in told[0]) == (1, False, True)
    await stage.move_to("2026-11-23 09:20")
    after = teams.find(stage.database, 1)
    assert after is not None
    assert (states(stage), after.obstacle, prompts(group), len(stage.private(anna))) == (["sent"], None, 1, before + 1)


@pytest.mark.parametrize("description", SHUT)
async def test_a_group_that_is_closed_for_good_is_told_once(odd_stage: tuple[Stage, OddWire], description: str) -> None:
    stage, wire = odd_stage
    group, anna, _ = await team_with_coordinator(stage)
    before = len(stage.private(anna))
    wire.plan("sendMessage", refusal(description))
    anna.write(group, "/vraag")
    await stage.settle()
    told = [one.text for one in stage.private(anna)[before:]]
    assert [text.startswith("Ik ben uit de groep van Onderbouw") for text in told] == [True]
