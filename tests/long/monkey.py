"""A monkey: people who do anything that Telegram's app allows, at random, in groups and in private."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from bot.app.commands import BY_NAME
from bot.sandbox import Bot, Chat, Message, Person, Sandbox

ARGUMENTS = (
    "",
    "",
    "",
    "1",
    "2",
    "99999",
    "-1",
    "²",
    "R1",
    "r6",
    "week",
    "maand",
    "stop",
    "ja",
    "yes",
    "nl",
    "en",
    "ma di do",
    "ma-vr",
    "+ma",
    "18-12-2026",
    "1-1-2020",
    "15:30",
    "morgen 8:30",
    "week di 12:30",
    "maand wo 13:15",
    "nl-zuid",
    "light begin",
    "nu sociaal-leren",
    "nu polsslag",
    "zeven-gedragingen",
    "betrokkenheid werken in units",
    "1 0 0 5",
    "2 0 1 -",
    "1 9 0 2",
    "+R7 +R12",
    "R1 R6",
    "alle",
    "tegel-koekjes",
    "nog-een-keer-nee",
    "first-term begin",
    "without",
    "without 0 0 2",
    "stop certain",
    "on 1",
    "3 december, 14 januari 12:30",
    "na intervisie 1 week",
    "overleg do 15:30",
    "Europe/Brussels",
    "page 2",
    "edit 1",
    "withdraw 2",
    "withdrawn 3",
    "release 1",
    "unrelease 1",
    "leader 1",
    "coordinator 1",
    "@niemand",
    "<b>{{ 7*7 }}</b>",
    "🙂" * 40,
    "a" * 3000,
)
FORGED = (
    "answer-1",
    "fill-1",
    "agree-1",
    "later-2",
    "role-x",
    "answer-",
    "hello",
    "nonsense",
    "a" * 64,
    "role-" + "Z" * 16,
)
NEVER_TYPED = {"forget"}
# What would let others read what somebody wrote in private: sharing, releasing, rewording an answer given openly.
SHARING = ("nameless", "named", "release", "edit")


@dataclass
class Monkey:
    """Does one random thing at a time. Words typed in a team's place start with that place's mark.

    `shy` people never share what they wrote in private, and their private words start with a mark of their own.
    `upset` collects the chats that somebody has just closed to the bot, or moved.
    """

    sandbox: Sandbox
    bot: Bot
    dice: random.Random
    groups: list[Chat] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    shy: set[int] = field(default_factory=set)
    count: int = 0
    upset: set[int] = field(default_factory=set)

    def populate(self) -> None:
        """Make three groups, one of them with topics, and twelve people, some in more than one group."""
        names = ("Anna", "Bram", "Chris", "Dewi", "Els", "Fatima", "Gijs", "Hanna", "Ilse", "Joost", "Karin", "Lars")
        self.people = [self.sandbox.add_person(name, language=self.dice.choice(("nl", "en", "de"))) for name in names]
        self.shy = {person.id for person in self.people[::4]}
        for number, kind in enumerate(("group", "supergroup", "forum")):
            owner = self.people[number * 4]
            group = owner.create_group(f"Kring {number}", kind=kind)
            for person in self.dice.sample(self.people, 7):
                owner.invite(group, person)
            owner.invite(group, self.bot)
            owner.write(group, "/start")
            self.groups.append(group)

    # What is done

    def act(self) -> None:
        """Do one random thing; what the app itself would not let somebody do is not done."""
        weights = {
            self.command: 14,
            self.reply: 16,
            self.press: 22,
            self.tell: 14,
            self.tell_command: 10,
            self.open_link: 8,
            self.edit: 5,
            self.talk: 3,
            self.send_media: 3,
            self.react: 2,
            self.erase: 2,
            self.block: 2,
            self.come_or_go: 3,
            self.change_group: 1,
            self.change_bot: 1,
        }
        self.count += 1
        doing: Callable[[], None] = self.dice.choices(list(weights), list(weights.values()))[0]
        try:
            doing()
        except (PermissionError, LookupError, ValueError):
            return

    def pause(self) -> timedelta:
        """Return how long nothing happens now: mostly not at all, sometimes for hours."""
        return timedelta(minutes=self.dice.choice((0,) * 30 + (1, 5, 20, 60, 240, 900)))

    def group(self) -> Chat:
        return self.dice.choice(self.groups)

    def somebody(self, group: Chat | None = None) -> Person:
        inside = [person for person in self.people if group is None or group.has(person)]
        return self.dice.choice(inside)

    def topic(self, group: Chat) -> int | None:
        open_topics = [topic.id for topic in group.topics.values() if not topic.is_deleted]
        return self.dice.choice([None, *open_topics]) if open_topics else None

    def mark(self, group: Chat, topic: int | None) -> str:
        """Return the mark of a place: the group, wherever it moved, and the topic in it."""
        return f"kring{self.groups.index(group)}t{topic or 0}x"

    def words(self, mark: str) -> str:
        filler = self.dice.choice(("telde hardop", "wachtte", "<i>ging</i> {{ x }}", "lachte & leerde", "deed niets"))
        return f"{mark} {filler} {self.count}"

    def from_bot(self, chat: Chat) -> Message:
        """Return one of the bot's latest messages in a chat."""
        latest = [message for message in chat.messages[-60:] if message.sender is self.bot and not message.is_service]
        return self.dice.choice(latest)

    def command(self) -> None:
        group = self.group()
        person, name = self.somebody(group), self.dice.choice(sorted(set(BY_NAME) - NEVER_TYPED))
        is_anonymous = group.is_admin(person) and self.dice.random() < 0.1
        text = f"/{name} {self.dice.choice(ARGUMENTS)}".strip()
        person.write(group, text, topic=self.topic(group), anonymous=is_anonymous)

    def reply(self) -> None:
        group = self.group()
        person, message = self.somebody(group), self.from_bot(group)
        text = self.words(self.mark(group, message.topic_id))
        person.reply(message, text, anonymous=group.is_admin(person) and self.dice.random() < 0.05)

    def press(self) -> None:
        person = self.somebody()
        chat = self.dice.choice([*self.groups, person.chat_with(self.bot), person.chat_with(self.bot)])
        buttons = [
            (message, button.data)
            for message in chat.messages[-40:]
            if message.sender is self.bot
            for row in message.buttons
            for button in row
            if button.data and not self._shares(person, button.data)
        ]
        message, data = self.dice.choice(buttons)
        if data.startswith("forget") and self.dice.random() < 0.8:
            return
        for _ in range(self.dice.choice((1, 1, 1, 2))):
            person.press(message, data)

    def tell(self) -> None:
        person = self.somebody()
        self._tell(person, self.words(f"eigen{person.id}x"))

    def _tell(self, person: Person, text: str) -> None:
        chat = person.chat_with(self.bot)
        answered = self.from_bot(chat) if chat.messages and self.dice.random() < 0.3 else None
        person.tell(self.bot, text, reply_to=answered)

    def tell_command(self) -> None:
        person, argument = self.somebody(), self.dice.choice(ARGUMENTS)
        name = self.dice.choice(sorted(BY_NAME))
        if BY_NAME[name].name == "forget" and self.dice.random() < 0.9:
            return
        if self._shares(person, f"{BY_NAME[name].name} {argument}"):
            return
        person.tell(self.bot, f"/{name} {argument}".strip())

    def _shares(self, person: Person, command: str) -> bool:
        """Tell whether this would let others read private words of somebody who never does that."""
        return person.id in self.shy and any(word in command for word in SHARING)

    def open_link(self) -> None:
        """Follow a link from a group that somebody is in, or one that was made up."""
        person = self.somebody()
        if self.dice.random() < 0.2:
            person.start(self.bot, self.dice.choice(FORGED))
            return
        group = self.dice.choice([group for group in self.groups if group.has(person)])
        links = [b.url for m in group.messages[-40:] for row in m.buttons for b in row if b.url and "start=" in b.url]
        person.open(self.dice.choice(links))

    def edit(self) -> None:
        person = self.somebody()
        chat = self.dice.choice([*self.groups, person.chat_with(self.bot)])
        own = [m for m in chat.messages[-60:] if m.sender is person and m.kind == "text" and not m.text.startswith("/")]
        message = self.dice.choice(own)
        mark = self.mark(chat, message.topic_id) if chat.is_group else f"eigen{person.id}x"
        person.edit(message, self.words(mark))

    def talk(self) -> None:
        group = self.group()
        topic = self.topic(group)
        self.somebody(group).write(group, self.words(self.mark(group, topic)), topic=topic)

    def send_media(self) -> None:
        person = self.somebody()
        chat = self.dice.choice([*self.groups, person.chat_with(self.bot)])
        answered = self.from_bot(chat) if self.dice.random() < 0.8 else None
        kind = self.dice.choice(("voice", "sticker", "photo", "document"))
        getattr(person, f"send_{kind}")(chat, reply_to=answered)

    def react(self) -> None:
        group = self.group()
        self.somebody(group).react(self.from_bot(group), self.dice.choice(("👍", "❤", None)))

    def erase(self) -> None:
        group = self.group()
        person = self.somebody(group)
        own = [message for message in group.messages[-40:] if message.sender is person]
        person.erase(self.dice.choice(own))

    def block(self) -> None:
        person = self.somebody()
        if person.id in self.bot.blocked_by:
            person.unblock(self.bot)
        else:
            person.block(self.bot)
            self.upset.add(person.id)

    def come_or_go(self) -> None:
        group, person = self.group(), self.somebody()
        if group.has(person) and group.status(person) != "creator":
            person.leave(group)
        else:
            person.join(group)

    def change_group(self) -> None:
        group = self.group()
        owner = next(person for person in self.people if group.status(person) == "creator")
        if group.is_forum and self.dice.random() < 0.5:
            if len([topic for topic in group.topics.values() if not topic.is_deleted]) < 3:
                topic = owner.create_topic(group, f"Onderwerp {self.count}")
                owner.write(group, "/start", topic=topic)
            else:
                owner.delete_topic(group, self.dice.choice(list(group.topics.values())))
        elif group.type == "group" and self.dice.random() < 0.2:
            self.upset.add(group.id)
            self.groups[self.groups.index(group)] = owner.upgrade(group)
        elif self.dice.random() < 0.5:
            owner.rename(group, f"Kring {self.count}")
        else:
            person = self.somebody(group)
            if person is not owner:
                owner.promote(group, person)

    def change_bot(self) -> None:
        group = self.group()
        owner = next(person for person in self.people if group.status(person) == "creator")
        if group.has(self.bot):
            if self.dice.random() < 0.5:
                owner.remove(group, self.bot)
                self.upset.add(group.id)
        else:
            owner.invite(group, self.bot)
