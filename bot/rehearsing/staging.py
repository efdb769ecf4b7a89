"""The stage of the chat page: a bot in moved time, whose teams may do any method, and people who play along."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.model import Language, Place
from bot.rehearsing.company import Company
from bot.rehearsing.experience import give_experience
from bot.rehearsing.playing import is_looking_back, play_step
from bot.rehearsing.rehearsal import Rehearsal
from bot.sandbox.nouns import Bot, Chat
from bot.sandbox.page.show import Consulting
from bot.sandbox.people import Person
from bot.storage import teams


@dataclass
class Staging:
    """What the page asks of the bot's side. Nobody who plays along moves the clock: that is the visitor's."""

    rehearsal: Rehearsal
    bot: Bot

    async def settle(self) -> None:
        """Wait until the bot has done everything it has to do; a team that is new has enough behind it from then on."""
        await self.rehearsal.settle()
        give_experience(self.rehearsal.program.house, self.rehearsal.time.now())

    async def move_to(self, at: datetime) -> None:
        """Move time on, with everything owed on the way."""
        await self.rehearsal.move_to(at)

    def next_owed(self) -> datetime | None:
        """Return the earliest instant at which the bot will do something by itself."""
        return self.rehearsal.next_owed()

    def consulting(self, group: Chat, people: list[Person]) -> Consulting:
        """Tell whether a group is at a method, or could begin one."""
        if teams.find_at(self.rehearsal.program.house.database, Place(group.id)) is None:
            return "unknown"
        company = self._company(group, people, "nl", None)
        return "on" if company.session or is_looking_back(company) else "off"

    async def let_play(self, group: Chat, people: list[Person], language: Language, visitor: Person) -> int:
        """Let everybody but the visitor do what the step that is on asks of them; return how many did anything."""
        return await play_step(self._company(group, people, language, visitor))

    def _company(self, group: Chat, people: list[Person], language: Language, visitor: Person | None) -> Company:
        return Company(self.rehearsal, self.bot, group, people, language, visitor, is_hasty=True)
