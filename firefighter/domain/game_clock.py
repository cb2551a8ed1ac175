"""The clock of a drill or a Game Day. It stops while it is paused."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Pause:
    start: datetime
    end: datetime | None = None
    """None while it lasts."""


@dataclass(frozen=True)
class GameClock:
    """Game time is wall time without pauses."""

    started_at: datetime
    length: timedelta
    pauses: tuple[Pause, ...] = ()
    """Oldest first."""
    over_at: datetime | None = None
    """When it was stopped for good; None while it can still run."""

    @property
    def is_over(self) -> bool:
        return self.over_at is not None

    @property
    def paused_since(self) -> datetime | None:
        """None while it runs, and once it is over."""
        last = self.pauses[-1] if self.pauses else None
        return last.start if last and last.end is None and not self.is_over else None

    @property
    def is_running(self) -> bool:
        return not self.is_over and self.paused_since is None

    @property
    def ends_at(self) -> datetime | None:
        """When its time is over; None while it is paused or once it is over."""
        return self.wall_time(self.length) if self.is_running else None

    def game_time(self, at: datetime) -> timedelta:
        """How long it had run at a time, without pauses; at most its length."""
        played = timedelta()
        for start, end in self._spans():
            played += max(min(end or at, at) - start, timedelta())
        return min(played, self.length)

    def wall_time(self, game_time: timedelta) -> datetime | None:
        """When it had or will have run so long. None if a pause or the end comes before."""
        left = game_time
        for start, end in self._spans():
            if end is None or left <= end - start:
                return start + left
            left -= end - start
        return None

    def paused(self, now: datetime) -> "GameClock":
        return replace(self, pauses=(*self.pauses, Pause(now)))

    def resumed(self, now: datetime) -> "GameClock":
        """It must be paused."""
        *before, last = self.pauses
        return replace(self, pauses=(*before, replace(last, end=now)))

    def _spans(self) -> Iterator[tuple[datetime, datetime | None]]:
        """The times in which it ran; the last one has no end if it still runs."""
        start = self.started_at
        for pause in self.pauses:
            yield start, pause.start
            if pause.end is None:
                return
            start = pause.end
        yield start, self.over_at
