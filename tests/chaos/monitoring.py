"""What monitoring does: it reports alerts that fire and are resolved, and repeats its reports."""

import random
import threading
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from firefighter.runtime import SystemClock
from tests.adapters.alerts.samples import alertmanager, prometheus_alert
from tests.chaos.bot_processes import BotProcesses, post
from tests.chaos.progress import Progress

TOKEN_NAME = "monitoring"
SCOPE = "alerts:alertmanager"
ACTOR = "alerts:Alertmanager"

_PAUSE_S = 0.6
_AGAIN = 0.3
"""How many of the reports are sent again at once, as several replicas of Alertmanager do."""
_MOST_ALERTS = 4
"""In one report."""


@dataclass
class Report:
    """One delivery, however often it was sent."""

    key: str
    body: dict[str, Any]
    statuses: list[int] = field(default_factory=list)
    """Of its answers. Without one it is not known what became of it."""

    @property
    def is_accepted(self) -> bool:
        return 202 in self.statuses


@dataclass
class WatchedKey:
    """What is true of the alerts of one key, whatever the bot was told."""

    name: str
    firing: dict[str, datetime] = field(default_factory=dict)
    """Since when, by instance."""
    resolved: set[str] = field(default_factory=set)
    was_told_in_time: bool = False
    """Whether a report was accepted while all that it says was still true."""


@dataclass
class Monitoring:
    """One Alertmanager, in a thread of its own."""

    bot_processes: BotProcesses
    secret: str
    progress: Progress
    seed: str
    stopping: threading.Event
    keys: dict[str, WatchedKey] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)
    repeated: int = 0
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _random: random.Random = field(init=False)
    _clock: SystemClock = field(default_factory=SystemClock)

    def __post_init__(self) -> None:
        self._random = random.Random(f"{self.seed} monitoring")

    def live(self) -> None:
        while not self.stopping.is_set():
            if report := self._choose():
                self.reports.append(report)
                self._send(report)
                if report.is_accepted:
                    self.keys[report.key].was_told_in_time = True
                if self._random.random() < _AGAIN:
                    self._repeat(self._random.choice(self.reports))
            self.stopping.wait(self._random.uniform(0, _PAUSE_S))

    def repeat_everything(self) -> None:
        """Once every process answers again: each report must be accepted now."""
        for report in self.reports:
            self._repeat(report)

    def _choose(self) -> Report | None:
        """Nothing during training, in which everybody works on drills."""
        if self.progress.training.are_on():
            return None
        firing = [each for each in self.keys.values() if each.firing]
        wants = self.progress.wants_incident() and self._random.random() < 0.15
        if wants or not self.keys:
            key = WatchedKey(f"~alert-{len(self.keys) + 1}~")
            self.keys[key.name] = key
            return self._fires(key)
        if firing and self._random.random() < 0.3:
            return self._ends(self._random.choice(firing))
        return self._fires(self._random.choice(list(self.keys.values())[-5:]))

    def _fires(self, key: WatchedKey) -> Report:
        for _ in range(self._random.randint(1, _MOST_ALERTS)):
            key.firing[f"host-{next(self._numbers)}"] = self._clock.now()
        return self._report(key, {})

    def _ends(self, key: WatchedKey) -> Report:
        """All of them, or some."""
        over = self._random.sample(sorted(key.firing), self._random.randint(1, len(key.firing)))
        ended = {name: key.firing.pop(name) for name in over}
        key.resolved.update(ended)
        return self._report(key, ended)

    def _report(self, key: WatchedKey, ended: dict[str, datetime]) -> Report:
        """All that fires, and what was resolved since the report before, as Alertmanager does."""
        now = self._clock.now()
        told = {"labels": {"alertname": key.name}, "annotations": {"summary": key.name}}
        alerts = [
            prometheus_alert(since, ended_at=until, instance=name, **told)
            for which, until in ((key.firing, None), (ended, now))
            for name, since in which.items()
        ]
        return Report(key.name, alertmanager(alerts, key=key.name))

    def _repeat(self, report: Report) -> None:
        self.repeated += 1
        self._send(report)

    def _send(self, report: Report) -> None:
        port = self._random.choice(self.bot_processes.ports)
        url = f"http://127.0.0.1:{port}/hooks/alerts/alertmanager/{self.secret}"
        if answer := post(url, report.body, {}):
            report.statuses.append(answer[0])
