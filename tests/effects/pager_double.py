"""Whoever rings people on call, in memory, with the rule that matters: one key rings once."""

from dataclasses import dataclass, field

from firefighter.ports.paging import Alarm, PagerError, PagerUnavailable


@dataclass
class PagerDouble:
    rung: list[tuple[str, Alarm]] = field(default_factory=list)
    """Each alarm that woke people, with its service."""
    ended: list[str] = field(default_factory=list)
    """The keys of those that were ended, as often as they were."""
    told: int = 0
    """How often anything was asked."""
    fails: PagerError | None = None
    """What befalls every call."""
    loses_answers: bool = False
    """Whether each call is done, and its answer lost on the way back."""

    def ring(self, service: str, alarm: Alarm) -> None:
        self.told += 1
        if self.fails:
            raise self.fails
        if all(alarm.key != known.key for _service, known in self.rung):
            self.rung.append((service, alarm))
        if self.loses_answers:
            raise PagerUnavailable("PagerDuty", "the answer was lost")

    def stand_down(self, service: str, key: str) -> None:  # noqa: ARG002 - the port's
        self.told += 1
        if self.fails:
            raise self.fails
        self.ended.append(key)
