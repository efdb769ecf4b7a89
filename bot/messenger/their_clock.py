"""Their clock: how far the messenger's clock is from ours, so that what was sent when is told by one clock."""

from datetime import datetime, timedelta

from bot.messenger.passing_time import Time

# So little may be the way of an answer, or whole seconds.
ON_THE_WAY = timedelta(seconds=10)


class TheirClock:
    """Turns instants of the messenger's clock into ours: that of this machine may be wrong, and be set meanwhile."""

    def __init__(self, time: Time) -> None:
        self._time = time
        self._apart = timedelta()

    def says(self, at: datetime) -> None:
        """Note what their clock says now."""
        apart = self._time.now() - self._time.heard(at)
        self._apart = apart if abs(apart) > ON_THE_WAY else timedelta()

    def heard(self, at: datetime) -> datetime:
        """Return an instant of theirs as one of ours, which never lies ahead."""
        return min(self._time.heard(at) + self._apart, self._time.now())
