import threading
from dataclasses import dataclass, field

from firefighter.playground.slack import Reply
from tests.chaos.scale import Scale
from tests.chaos.training_hours import TrainingHours


@dataclass
class Progress:
    """The progress of the run. Incidents are declared at the pace of the kills, so that both end
    together.
    """

    scale: Scale
    incidents: int = 0
    kills: int = 0
    training: TrainingHours = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.training = TrainingHours(self.scale)

    def wants_incident(self) -> bool:
        with self._lock:
            share = (self.kills + 1) / max(self.scale.kills, 1)
            return self.incidents < min(share, 1.0) * self.scale.incidents

    def note(self, reply: Reply) -> None:
        """Counts an acknowledged declaration."""
        if reply.acknowledged and "is declared as" in str(reply.body):
            with self._lock:
                self.incidents += 1

    def note_kill(self) -> None:
        with self._lock:
            self.kills += 1

    @property
    def is_over(self) -> bool:
        with self._lock:
            enough = self.incidents >= self.scale.incidents and self.kills >= self.scale.kills
        return enough and (self.training.rounds > 0 or not self.scale.trains)
