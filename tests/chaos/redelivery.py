"""Repeats earlier deliveries, answered or not, after a while."""

import heapq
import random
import threading
import time
from dataclasses import dataclass, field

from firefighter.playground.slack import LocalSlack, Reply
from tests.chaos.bot_processes import BotProcesses
from tests.chaos.deliveries import delivery_id

_POLL_INTERVAL_S = 0.2
_AGAIN = 0.15
_AGAIN_UNANSWERED = 0.5


@dataclass
class Redelivery:
    slack: LocalSlack
    bot_processes: BotProcesses
    within_s: float
    seed: int
    redelivered: int = 0
    _due: list[tuple[float, int, Reply]] = field(default_factory=list)
    _looked_at: int = 0
    _known: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._random = random.Random(f"{self.seed} post")

    def run(self, stopping: threading.Event) -> None:
        """Runs until it is stopped, then repeats the rest at once."""
        while not stopping.wait(_POLL_INTERVAL_S):
            self._pick_up()
            while self._due and self._due[0][0] <= time.monotonic():
                self._deliver(heapq.heappop(self._due)[2])
        while self._due:
            self._deliver(heapq.heappop(self._due)[2])

    def _pick_up(self) -> None:
        log = self.slack.deliveries
        for reply in log[self._looked_at :]:
            name = delivery_id(reply)
            if reply.kind == "raw" or name in self._known:
                continue
            self._known.add(name)
            likely = _AGAIN if reply.acknowledged else _AGAIN_UNANSWERED
            if self._random.random() < likely:
                at = time.monotonic() + self._random.uniform(0, self.within_s)
                heapq.heappush(self._due, (at, len(self._known), reply))
        self._looked_at = len(log)

    def _deliver(self, reply: Reply) -> None:
        """Freshly signed, as Slack would; or byte for byte, as a proxy or an attacker could."""
        self.bot_processes.aim(self._random)
        again = self.slack.redeliver if self._random.random() < 0.5 else self.slack.resend
        again(reply)
        self.redelivered += 1
