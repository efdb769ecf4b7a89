"""A team of six that Ilse leads, and the week of a question in it."""

from stage import Stage

from bot.sandbox import Chat, Message, Person


async def make_leader(stage: Stage, coordinator: Person, leader: Person, group: Chat) -> None:
    word = leader.write(group, "Hallo")
    coordinator.reply(word, "/leader")
    await stage.settle()
    leader.open(stage.last(group).buttons[0][0].url or "")
    await stage.settle()
    await stage.press(leader, stage.private(leader)[-1], "Ja")


async def week(stage: Stage) -> tuple[Chat, Message, list[Person]]:
    """Play a Tuesday: three of four members answer the scheduled prompt."""
    people = stage.people("Karin", "Anna", "Bram", "Chris", "Ilse", "Dewi", "Els")
    karin, anna, bram, chris, ilse, dewi, els = people
    group = await stage.team("Onderbouw", *people)
    await stage.press(karin, stage.last(group), "Ja, elke dinsdag")
    for person in (karin, anna, bram, chris, dewi, els):
        await stage.say(person, group, "/join")
    await make_leader(stage, karin, ilse, group)
    await stage.move_to("2026-11-24 12:31")
    prompt = stage.prompt(group)
    await stage.reply(anna, prompt, "Geheim van Sem: wachten helpt.")
    await stage.reply(bram, prompt, "Bij Sem was het wachten ook genoeg.")
    await stage.reply(chris, prompt, "Langer wachten, zeker bij Sem.")
    await stage.reply(els, prompt, "Ik had het druk.")
    return group, prompt, people
