"""Writes down what is played scene by scene, such as a scan or a question."""

from dataclasses import dataclass, field

from bot.rehearsing.script import Role, Script


@dataclass
class Scenes(Script):
    """The lines of each scene so far; `roles` say how people go about it, by their numbers."""

    headings: list[str] = field(default_factory=list)
    roles: dict[int, Role] = field(default_factory=dict)

    def begin(self, heading: str) -> None:
        """Go on to another scene."""
        self.flush()
        self.headings.append(heading)

    @property
    def position(self) -> int:
        """Which scene is on, from 0."""
        return max(len(self.headings) - 1, 0)

    def heading(self, position: int) -> str:
        """Return what a scene is called."""
        return self.headings[position]

    def role_of(self, person_id: int) -> Role:
        """Return how somebody goes about what is played."""
        return self.roles.get(person_id, "member")

    def told_nothing(self) -> tuple[list[str], list[str]]:
        """Return to whom the bot said nothing in private, though it could have: of the group, and from outside it."""
        told = {line.seen_by for line in self.lines if line.is_bot}
        return (
            [person.name for person in self.company.people if person.name not in told],
            [person.name for person in self.company.outside if person.name not in told],
        )
