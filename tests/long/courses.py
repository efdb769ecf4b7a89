"""Teams that go through one consultation after another, doing what is asked of them, and a little more."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from long.wandering import Team

from bot.core.model import Pace
from bot.storage import sessions

# What each team goes through, one after another: all paces, with offers, lists, labels and votes.
COURSES: tuple[tuple[tuple[str, Pace], ...], ...] = (
    (("adviesronde", "calm"), ("probleemoplossend", "sprint"), ("hologram", "calm"), ("incident", "live")),
    (("leren-van-successen", "live"), ("u-methode", "live"), ("kollegiale-beratung", "live"), ("tuning", "live")),
    (("tien-stappen", "sprint"), ("vijf-stappen", "sprint"), ("roddel", "live"), ("troika", "sprint")),
)


@dataclass
class Course:
    """One team, and the consultations it goes through."""

    team: Team
    coming: list[tuple[str, Pace]]
    begun: int = 0
    held: list[int] = field(default_factory=list)

    def linger(self) -> timedelta:
        """Return for how long nothing happens now, as goes with the step that is on."""
        is_on = hasattr(self.team, "session") and not self.team.is_over
        return self.team.linger() if is_on else timedelta(minutes=1)

    def turn(self) -> None:
        """Let somebody do what is asked of them, now and then twice, changed afterwards, or more than was asked."""
        team, dice = self.team, self.team.dice
        with suppress(LookupError, PermissionError, ValueError):
            if not hasattr(team, "session") or team.is_over:
                self._begin()
            elif dice.random() < 0.05:
                team.edit()
            elif dice.random() < 0.1:
                person = team.somebody()
                for message, button in list(team.buttons(team.private(person), "want", back=10))[:1]:
                    person.press(message, button.data or "")
            else:
                team.turn(unruly=0.0)

    def _begin(self) -> None:
        team = self.team
        running = sessions.case_in(team.stage.database, team.team)
        if running is not None:
            team.session = running.id
            self.held.append(running.id)
            return
        if self.begun and len(self.held) < self.begun and team.dice.random() < 0.9:
            # It is still on its way.
            return
        team.method, team.pace = self.coming[self.begun % len(self.coming)]
        self.begun = len(self.held) + 1
        team.somebody_in().write(team.group, f"/begin@{team.stage.bot.username} {team.method} {team.pace}")
