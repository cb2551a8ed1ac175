"""One run, from an empty database to the figures."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from firefighter.store.tables import AppointmentState
from tests.chaos.audit import audit
from tests.chaos.audit.sight import changes_of_sight
from tests.chaos.audit.twice import told_twice
from tests.chaos.evidence import Evidence, gather
from tests.chaos.monkeys import crash_database, kill_processes
from tests.chaos.people import all_busy
from tests.chaos.postman import Postman
from tests.chaos.progress import Progress
from tests.chaos.scale import Scale
from tests.chaos.stage import Stage, open_stage
from tests.chaos.weather import Weather

_LOOK_EVERY_S = 0.2
_PATIENCE_S = 180.0
"""How long after the last fault nothing may get done: the longest wait between two tries."""


@dataclass(frozen=True)
class Verdict:
    scale: Scale
    seconds: float
    facts: Mapping[str, int]
    """What happened."""
    findings: Mapping[str, Sequence[str]]
    """What should not have, by figure."""

    @property
    def is_clean(self) -> bool:
        return not any(self.findings.values())


def run(scale: Scale, progress_shown: Callable[[str], None]) -> Verdict:
    started = time.monotonic()
    with open_stage(scale) as stage:
        storm = Storm(stage, progress_shown)
        storm.rage()
        retried = settle(stage)
        evidence = gather(stage)
        facts = {**storm.facts(), **_facts(evidence, stage), "pressed Retry now": retried}
        return Verdict(scale, time.monotonic() - started, facts, audit(evidence))


def settle(stage: Stage, patience_s: float = _PATIENCE_S) -> int:
    """Waits until everything is done, with one more try for what was given up; how many tries."""
    stage.slack.settle(timeout_s=30)
    stage.fleet.wait_until_healthy()
    stage.wait_until_nothing_is_due()
    stage.wait_until_done(patience_s)
    retried = stage.retry_what_was_given_up()
    if retried:
        stage.wait_until_done(patience_s)
    return retried


class Storm:
    """Everything that goes wrong at once, for as long as the scale says."""

    def __init__(self, stage: Stage, progress_shown: Callable[[str], None]) -> None:
        scale, seed = stage.scale, stage.scale.seed
        self._stage = stage
        self._shown = progress_shown
        self._progress = Progress(scale)
        self._weather = Weather(stage.slack, stage.pagerduty, f"{seed} weather")
        self._postman = Postman(stage.slack, stage.fleet, scale.redelivered_within_s, seed)

    def rage(self) -> None:
        """Until there are enough incidents and kills; then the people go home, the faults last."""
        self._weather.turn_bad()
        with _in_background(self._monkeys()), _in_background([self._postman.walk]):
            going_home = threading.Event()
            people = all_busy(
                self._stage.town,
                self._stage.fleet,
                self._progress,
                self._stage.scale.seed,
                going_home,
            )
            for person in people:
                person.start()
            self._wait_for_the_end()
            going_home.set()
            for person in people:
                person.join()
        self._weather.clear()

    def facts(self) -> dict[str, int]:
        server = self._stage.server
        return {
            "kill -9": self._progress.kills,
            "crashes of the database": server.crashes if server else 0,
            "deliveries repeated": self._postman.redelivered,
            **{f"fault: {name}": number for name, number in self._weather.counts.items()},
        }

    def _monkeys(self) -> list[Callable[[threading.Event], None]]:
        stage, seed = self._stage, self._stage.scale.seed
        found: list[Callable[[threading.Event], None]] = [
            lambda stopping: kill_processes(stage.fleet, self._progress, seed, stopping)
        ]
        server = stage.server
        if server is not None:
            gap_s = (10.0, 30.0) if stage.scale.incidents >= 100 else (3.0, 6.0)
            found.append(lambda stopping: crash_database(server, gap_s, seed, stopping))
        return found

    def _wait_for_the_end(self) -> None:
        pause, shown_at = threading.Event(), time.monotonic()
        ends = shown_at + self._stage.scale.most_min * 60
        while not self._progress.is_over and time.monotonic() < ends:
            pause.wait(_LOOK_EVERY_S)
            if time.monotonic() - shown_at > 10:
                shown_at = time.monotonic()
                left = dict(self._stage.unsettled())
                self._shown(
                    f"{self._progress.incidents} incidents, {self._progress.kills} kills, {left}"
                )


@contextmanager
def _in_background(
    acts: Sequence[Callable[[threading.Event], None]],
) -> Iterator[None]:
    stopping = threading.Event()
    threads = [threading.Thread(target=act, args=(stopping,), daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stopping.set()
        for thread in threads:
            thread.join()


def _facts(evidence: Evidence, stage: Stage) -> dict[str, int]:
    letters = evidence.letters
    answered: Counter[str] = Counter(each.kind for each in letters if each.acknowledged)
    return {
        "incidents": len(evidence.cases),
        "people rung by PagerDuty": len(evidence.alerts),
        "made private or public": sum(len(changes_of_sight(case)) for case in evidence.cases),
        "entries in timelines": sum(len(case.timeline) for case in evidence.cases),
        "deliveries": len(letters),
        **{f"acknowledged: {kind}": number for kind, number in sorted(answered.items())},
        "appointments kept": sum(
            row.state is AppointmentState.KEPT for row in evidence.appointments
        ),
        "effects": len(evidence.effects),
        "effects claimed more than once": sum(row.fence > 1 for row in evidence.effects),
        "effects that failed at least once": sum(row.failures > 0 for row in evidence.effects),
        "most claims of one effect": max((row.fence for row in evidence.effects), default=0),
        "processes that ended by themselves": sum(
            each.ended_by_itself for each in stage.fleet.processes
        ),
        "answers that one person saw twice": len(told_twice(evidence)),
    }
