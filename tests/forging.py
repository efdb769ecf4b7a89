"""What no app sends: messages of any kind and length, presses with data of one's own, and raw updates."""

from typing import Any

from stage import Stage

from bot.sandbox import Chat, Message, Person, Press, objects

Json = dict[str, Any]


async def post(stage: Stage, person: Person, chat: Chat, text: str = "", **content: Any) -> Message:
    """Let a message appear that the app would not let somebody write."""
    written = stage.sandbox.post(chat, person, text=text, **content)
    await stage.settle()
    return written


async def force(stage: Stage, person: Person, message: Message, data: str) -> Press:
    """Let somebody press what may not be a button of that message, or no longer."""
    press = forced(stage, person, message, data)
    await stage.settle()
    return press


def forced(stage: Stage, person: Person, message: Message, data: str) -> Press:
    """Let somebody press the same, and go on without waiting for what follows."""
    press = Press(str(10**15 + stage.sandbox.serial()), person, message, data, stage.sandbox.now())
    stage.sandbox.presses[press.id] = press
    stage.sandbox.tell_press(press)
    return press


def raw_message(stage: Stage, chat: Chat, sender: Person | None, text: str, **more: Any) -> Json:
    """Return a message as Telegram would tell of it, without anybody having written it."""
    known = {"message_id": 900_000 + stage.sandbox.serial(), "date": objects.unix(stage.sandbox.now())}
    said = {"from": objects.user_json(sender)} if sender else {}
    return {"chat": objects.chat_json(chat), "text": text} | known | said | more


async def inject(stage: Stage, *updates: Json) -> None:
    """Let updates come as they are."""
    for update in updates:
        stage.sandbox.inject(stage.bot, update)
    await stage.settle()
