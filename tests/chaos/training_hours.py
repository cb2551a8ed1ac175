"""When users train. Real incidents end every drill, so the two take turns."""

import threading
import time
from dataclasses import dataclass, field

from tests.chaos.scale import Scale

_LONGEST_FACTOR = 3
"""Training lasts at most this many times as long as it should, to let a Game Day end."""


@dataclass
class TrainingHours:
    scale: Scale
    rounds: int = 0
    """How many times training took place."""
    _is_on: bool = False
    _game_day_played: bool = False
    _since: float = field(default_factory=time.monotonic)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def are_on(self) -> bool:
        with self._lock:
            self._move_on(time.monotonic() - self._since)
            return self._is_on

    def note_game_day(self) -> None:
        """A Game Day was played to its end."""
        with self._lock:
            self._game_day_played = True

    def _move_on(self, lasted_s: float) -> None:
        shortest_s = self.scale.training_s
        if not self._is_on:
            is_time = self.scale.trains and lasted_s >= self.scale.incidents_s
            if is_time and not (self.scale.is_short and self.rounds):
                self._turn()
            return
        enough = lasted_s >= shortest_s and self._game_day_played
        if enough or lasted_s >= shortest_s * _LONGEST_FACTOR:
            self.rounds += 1
            self._game_day_played = False
            self._turn()

    def _turn(self) -> None:
        self._is_on = not self._is_on
        self._since = time.monotonic()
