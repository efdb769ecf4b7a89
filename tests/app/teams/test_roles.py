"""Roles: named in the group, accepted in private, laid down by oneself, and seen in the menus."""

import pytest
from stage import Stage

from bot.core.model import Role
from bot.sandbox import Chat, Person
from bot.storage import members, sessions

NAMES = {Role.COORDINATOR: "/coordinator", Role.LEADER: "/leidinggevende", Role.OBSERVER: "/meekijker"}
each_role = pytest.mark.parametrize("role", NAMES)


async def team(stage: Stage) -> tuple[Chat, Person, Person, Person]:
    karin, bram, ilse = stage.people("Karin", "Bram", "Ilse")
    group = await stage.team("Onderbouw", karin, bram, ilse)
    karin.start(stage.bot)
    await stage.settle()
    return group, karin, bram, ilse


def roles(stage: Stage, person: Person) -> frozenset[Role]:
    return members.roles_of(stage.database, 1, person.id)


async def invited(stage: Stage, group: Chat, karin: Person, person: Person, role: Role) -> None:
    """Name somebody by replying to them, and let them open the invitation."""
    karin.reply(person.write(group, "Hallo"), NAMES[role])
    await stage.settle()
    await stage.follow(person, stage.last(group), "Bekijk in privé")


@each_role
async def test_a_role_holds_only_once_it_is_accepted_in_private(stage: Stage, role: Role) -> None:
    group, karin, bram, _ = await team(stage)
    await invited(stage, group, karin, bram, role)
    before = roles(stage, bram)
    await stage.press(bram, stage.private(bram)[-1], "Ja, dat wil ik")
    assert (before, roles(stage, bram)) == (frozenset(), frozenset({role}))
    assert stage.last(group).text.startswith("Bram ")


@each_role
async def test_declined_it_holds_for_nobody(stage: Stage, role: Role) -> None:
    group, karin, bram, _ = await team(stage)
    await invited(stage, group, karin, bram, role)
    await stage.press(bram, stage.private(bram)[-1], "Nee, liever niet")
    assert roles(stage, bram) == frozenset()


@each_role
async def test_an_invitation_is_for_the_person_it_names(stage: Stage, role: Role) -> None:
    group, karin, bram, ilse = await team(stage)
    karin.reply(bram.write(group, "Hallo"), NAMES[role])
    await stage.settle()
    shown = await stage.follow(ilse, stage.last(group), "Bekijk in privé")
    assert ("niet voor jou" in shown.text, roles(stage, ilse)) == (True, frozenset())


@each_role
async def test_a_link_works_for_the_first_who_accepts(stage: Stage, role: Role) -> None:
    group, karin, bram, ilse = await team(stage)
    await stage.say(karin, group, NAMES[role])
    link = stage.private(karin)[-1].text.split()[-1]
    for person in (bram, ilse):
        person.open(link)
        await stage.settle()
    await stage.press(bram, stage.private(bram)[-1], "Ja")
    assert "werkt niet meer" in (await stage.press(ilse, stage.private(ilse)[-1], "Ja") or "")
    assert (roles(stage, bram), roles(stage, ilse)) == (frozenset({role}), frozenset())


@each_role
async def test_it_is_laid_down_by_oneself_and_the_group_is_told(stage: Stage, role: Role) -> None:
    group, karin, bram, _ = await team(stage)
    await invited(stage, group, karin, bram, role)
    await stage.press(bram, stage.private(bram)[-1], "Ja")
    own = await stage.tell(bram, "/neerleggen")
    await stage.press(bram, own, own.buttons[0][0].text)
    assert roles(stage, bram) == frozenset()
    assert stage.last(group).text.startswith("Bram ")


@each_role
async def test_a_coordinator_ends_it_for_one_person_or_for_all(stage: Stage, role: Role) -> None:
    group, karin, bram, ilse = await team(stage)
    for person in (bram, ilse):
        await invited(stage, group, karin, person, role)
        await stage.press(person, stage.private(person)[-1], "Ja")
    karin.reply(bram.write(group, "Dag"), f"{NAMES[role]} stop")
    await stage.settle()
    first = (roles(stage, bram), roles(stage, ilse))
    await stage.say(karin, group, f"{NAMES[role]} stop")
    # Of coordinators one must be pointed at: nobody should end their own hold on a team by a slip.
    left = frozenset({role} if role is Role.COORDINATOR else ())
    assert (first, roles(stage, ilse)) == ((frozenset(), frozenset({role})), left)


async def test_a_forged_invitation_is_none(stage: Stage) -> None:
    _, _, bram, _ = await team(stage)
    for code in ("x", "1", "a" * 60):
        assert "werkt niet meer" in (await stage.tell(bram, f"/start role-{code}")).text
        assert "werkt niet meer" in (await stage.tell(bram, f"/accept {code}")).text


def commands(stage: Stage, person: Person, chat: Chat) -> set[str]:
    return {name for name, _ in person.menu(chat, stage.bot)}


async def test_the_private_menu_shows_what_somebody_can_use(stage: Stage) -> None:
    group, karin, bram, ilse = await team(stage)
    await invited(stage, group, karin, ilse, Role.LEADER)
    await stage.press(ilse, stage.private(ilse)[-1], "Ja")
    shown = {person.name: commands(stage, person, person.chat_with(stage.bot)) for person in (karin, bram, ilse)}
    special = {name: menu & {"weekbericht", "teams"} for name, menu in shown.items()}
    assert special == {"Karin": {"teams"}, "Bram": set(), "Ilse": {"weekbericht"}}
    await stage.tell(ilse, "/geenweekbericht")
    assert "weekbericht" not in commands(stage, ilse, ilse.chat_with(stage.bot))


async def test_the_group_menu_shows_a_coordinator_who_administers_nothing_the_setting_up(stage: Stage) -> None:
    group, karin, bram, ilse = await team(stage)
    await invited(stage, group, karin, bram, Role.COORDINATOR)
    await stage.press(bram, stage.private(bram)[-1], "Ja")
    assert ("ritme" in commands(stage, bram, group), "ritme" in commands(stage, ilse, group)) == (True, False)
    await stage.tell(bram, "/neerleggen coordinator 1")
    assert "ritme" not in commands(stage, bram, group)


async def test_a_chosen_language_holds_for_the_menu_too(stage: Stage) -> None:
    _, _, bram, _ = await team(stage)
    await stage.tell(bram, "/taal en")
    assert "days" in commands(stage, bram, bram.chat_with(stage.bot))
    assert (await stage.tell(bram, "/help")).text.startswith("What you can do here")


async def test_an_observer_who_answers_is_counted_nowhere(stage: Stage) -> None:
    group, karin, bram, ilse = await team(stage)
    await stage.say(karin, group, "/meedoen")
    await invited(stage, group, karin, ilse, Role.OBSERVER)
    await stage.press(ilse, stage.private(ilse)[-1], "Ja")
    prompt = await stage.say(karin, group, "/vraag")
    await stage.reply(ilse, prompt, "Mooi om te zien.")
    await stage.reply(bram, prompt, "Ik wachtte.")
    await stage.move_to("2026-11-24 16:01")
    session = next(iter(stage.database.query("SELECT available, took_part FROM sessions")))
    assert (session["available"], session["took_part"]) == (2, 1)


async def test_help_in_private_shows_what_ones_roles_add(stage: Stage) -> None:
    _, karin, bram, _ = await team(stage)
    told = {person.name: (await stage.tell(person, "/hulp")).text for person in (karin, bram)}
    assert {name: ("/teams" in text, "/weekbericht" in text) for name, text in told.items()} == {
        "Karin": (True, False),
        "Bram": (False, False),
    }


async def test_nobody_joins_a_case_in_the_round_in_which_they_laid_down_leading(stage: Stage) -> None:
    group, karin, bram, ilse = await team(stage)
    for person in (karin, bram):
        await stage.say(person, group, "/meedoen")
    await invited(stage, group, karin, ilse, Role.LEADER)
    await stage.press(ilse, stage.private(ilse)[-1], "Ja, dat wil ik")
    await stage.say(karin, group, "/werkvorm incident rustig")
    await stage.tell(ilse, "/geenweekbericht")
    card = next(one for one in reversed(stage.from_bot(group)) if any(row for row in one.buttons))
    said = await stage.press(ilse, card, "Ik doe mee, akkoord")
    walk = sessions.case_in(stage.database, 1)
    assert walk is not None
    assert (said, ilse.id in walk.state.given) == (
        "Toen deze ronde liep, was je leidinggevende van dit team. Bij de volgende kun je meedoen.",
        False,
    )
