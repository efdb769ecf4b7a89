"""Who may see what: the one place where an audience becomes a yes or a no."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.model import Audience, Entry, Role

MINIMUM_ANONYMOUS = 3
# Mood and safety are more delicate than answers.
MINIMUM_RATED = 5
# Below this many people, besides the reader, even a rough share points at somebody.
MINIMUM_COUNTED = 5
# A number of commitments that people made says nothing of one of them from here on.
MINIMUM_COMMITTED = 3


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks: the team itself (in its group), or a person with roles in a team."""

    team_id: int
    person_id: int | None = None
    roles: frozenset[Role] = frozenset()


def looking_on(team_id: int) -> Viewer:
    """Return somebody who reads of a team only what its people released: an observer, or whoever gets a paper."""
    return Viewer(team_id, person_id=0, roles=frozenset((Role.OBSERVER,)))


def may_see(viewer: Viewer, entry: Entry) -> bool:
    """Tell whether a viewer may read the words of an entry; here nobody reads another team's."""
    if viewer.team_id != entry.team_id:
        return False
    if entry.author is None and not entry.is_settled:
        # Shown one by one as they come in, nameless answers would tell who has just written.
        return False
    if viewer.person_id is not None and entry.author is not None and entry.author.id == viewer.person_id:
        return True
    is_inside = viewer.person_id is None or Role.MEMBER in viewer.roles
    looks_on = bool(viewer.roles & {Role.LEADER, Role.OBSERVER})
    match entry.audience:
        case Audience.TEAM:
            return is_inside
        case Audience.LEADER | Audience.ORGANISATION:
            return is_inside or looks_on
        case Audience.AUTHOR | Audience.GROUP:
            return False


def may_read_elsewhere(entry: Entry) -> bool:
    """Tell whether a team linked to that of an entry may read it: shared with others, by name, by its writer."""
    return entry.audience is Audience.ORGANISATION and entry.author is not None


def is_showable(entry: Entry) -> bool:
    """Tell whether the words of an entry can be shown without pointing at somebody who gave no name."""
    return entry.author is not None or entry.crowd >= MINIMUM_ANONYMOUS


def visible(viewer: Viewer, entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries a viewer may read."""
    return [entry for entry in entries if may_see(viewer, entry)]
