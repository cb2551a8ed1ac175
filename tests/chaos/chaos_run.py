"""One run, from an empty database to the figures."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from firefighter.adapters.slack.inbound.registry import COMMAND
from firefighter.adapters.store.tables import JobState
from firefighter.domain.drill_events import DrillPaused, HintTaken
from firefighter.domain.events import Paged
from tests.chaos.audit import audit
from tests.chaos.audit.drills import injects_sent
from tests.chaos.audit.duplicates import told_twice
from tests.chaos.audit.visibility import visibility_changes
from tests.chaos.deployment import Deployment, open_deployment
from tests.chaos.drill_runner import DrillRunner
from tests.chaos.evidence import Evidence, gather
from tests.chaos.game_master import GameMaster
from tests.chaos.monitoring import ACTOR as ALERTS
from tests.chaos.monitoring import SCOPE, TOKEN_NAME, Monitoring
from tests.chaos.process_kills import crash_database, kill_processes
from tests.chaos.programs import NAME, SCOPES, ApiProgram
from tests.chaos.progress import Progress
from tests.chaos.redelivery import Redelivery
from tests.chaos.scale import Scale
from tests.chaos.service_faults import ServiceFaults
from tests.chaos.simulated_users import start_users

_POLL_INTERVAL_S = 0.2
_PATIENCE_S = 180.0
"""The longest time without progress after the last fault: the longest wait between two tries."""


@dataclass(frozen=True)
class ChaosResult:
    scale: Scale
    seconds: float
    facts: Mapping[str, int]
    """What happened."""
    findings: Mapping[str, Sequence[str]]
    """What should not have happened, by figure."""

    @property
    def is_clean(self) -> bool:
        return not any(self.findings.values())


def run(scale: Scale, progress_shown: Callable[[str], None]) -> ChaosResult:
    started = time.monotonic()
    with open_deployment(scale) as deployment:
        fault_injection = FaultInjection(deployment, progress_shown)
        fault_injection.run_until_done()
        deployment.bot_processes.wait_until_healthy()
        fault_injection.program.repeat_everything()
        fault_injection.monitoring.repeat_everything()
        fault_injection.end_training()
        retried = settle(deployment)
        evidence = gather(
            deployment,
            fault_injection.ended_at,
            fault_injection.program.changes,
            fault_injection.monitoring,
        )
        facts = {
            **fault_injection.facts(),
            **_facts(evidence, deployment),
            "pressed Retry now": retried,
        }
        return ChaosResult(scale, time.monotonic() - started, facts, audit(evidence))


def settle(deployment: Deployment, patience_s: float = _PATIENCE_S) -> int:
    """Waits until everything is done, with one retry of failed effects. Returns the number of
    retries.
    """
    deployment.slack.settle(timeout_s=30)
    deployment.bot_processes.wait_until_healthy()
    # Whoever will look at the scores is known by then.
    deployment.workspace.runner.command("general", COMMAND, "help")
    deployment.wait_until_settled(patience_s)
    retried = deployment.retry_what_was_given_up()
    if retried:
        deployment.wait_until_settled(patience_s)
    return retried


class FaultInjection:
    """Runs every fault at once, for as long as the scale says."""

    def __init__(self, deployment: Deployment, progress_shown: Callable[[str], None]) -> None:
        scale, seed = deployment.scale, deployment.scale.seed
        self._deployment = deployment
        self._shown = progress_shown
        self._progress = Progress(scale)
        self._service_faults = ServiceFaults(
            deployment.slack, deployment.pagerduty, f"{seed} weather"
        )
        self._redelivery = Redelivery(
            deployment.slack, deployment.bot_processes, scale.redelivered_within_s, seed
        )
        self._users_stopping = threading.Event()
        self._runner = DrillRunner(
            deployment.workspace,
            deployment.bot_processes,
            self._progress,
            f"{seed}",
            self._users_stopping,
        )
        self._master = GameMaster(
            deployment.workspace,
            deployment.bot_processes,
            self._progress,
            deployment.find_game_day,
            f"{seed}",
            self._users_stopping,
        )

        secret = deployment.command("token", "create", NAME, *_scopes()).strip()
        self.program = ApiProgram(
            deployment.bot_processes, secret, self._progress, f"{seed}", self._users_stopping
        )
        secret = deployment.command("token", "create", TOKEN_NAME, "--scope", SCOPE).strip()
        self.monitoring = Monitoring(
            deployment.bot_processes, secret, self._progress, f"{seed}", self._users_stopping
        )

    def run_until_done(self) -> None:
        """Waits until there are enough incidents and kills. Then users stop first, faults last."""
        self._service_faults.start(late_calls=self._deployment.scale.trains)
        with _in_background(self._killers()), _in_background([self._redelivery.run]):
            people = start_users(
                self._deployment.workspace,
                self._deployment.bot_processes,
                self._progress,
                self._deployment.scale.seed,
                self._users_stopping,
            )
            for leading in (self._runner, self._master, self.program, self.monitoring):
                people.append(threading.Thread(target=leading.live, daemon=True))
            for person in people:
                person.start()
            self._wait_for_the_end()
            self._users_stopping.set()
            for person in people:
                person.join()
        self._service_faults.clear()

    @property
    def ended_at(self) -> float:
        return self._service_faults.cleared_at

    def end_training(self) -> None:
        """Ends Game Days and drills, so that scores can be seen and nothing waits for a pause."""
        self._master.finish(_PATIENCE_S)
        self._deployment.stop_drills(_PATIENCE_S)

    def facts(self) -> dict[str, int]:
        server = self._deployment.server
        return {
            "kill -9": self._progress.kills,
            "crashes of the database": server.crashes if server else 0,
            "deliveries repeated": self._redelivery.redelivered,
            "changes by a program": sum(bool(each.done) for each in self.program.changes),
            "requests of a program repeated": self.program.repeated,
            "reports of alerts": len(self.monitoring.reports),
            "reports of alerts repeated": self.monitoring.repeated,
            **{f"fault: {name}": number for name, number in self._service_faults.counts.items()},
        }

    def _killers(self) -> list[Callable[[threading.Event], None]]:
        deployment, seed = self._deployment, self._deployment.scale.seed
        found: list[Callable[[threading.Event], None]] = [
            lambda stopping: kill_processes(
                deployment.bot_processes, self._progress, seed, stopping
            ),
            lambda stopping: deployment.listeners.fail_now_and_then(seed, stopping),
        ]
        server = deployment.server
        if server is not None:
            gap_s = (10.0, 30.0) if deployment.scale.incidents >= 100 else (3.0, 6.0)
            found.append(lambda stopping: crash_database(server, gap_s, seed, stopping))
        return found

    def _wait_for_the_end(self) -> None:
        pause, shown_at = threading.Event(), time.monotonic()
        ends = shown_at + self._deployment.scale.most_min * 60
        while not self._progress.is_over and time.monotonic() < ends:
            pause.wait(_POLL_INTERVAL_S)
            if time.monotonic() - shown_at > 10:
                shown_at = time.monotonic()
                left = dict(self._deployment.unsettled())
                self._shown(
                    f"{self._progress.incidents} incidents, {self._progress.kills} kills, {left}"
                )


def _scopes() -> list[str]:
    return [argument for scope in SCOPES for argument in ("--scope", scope)]


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


def _facts(evidence: Evidence, deployment: Deployment) -> dict[str, int]:
    deliveries = evidence.deliveries
    events = [entry.event for case in evidence.cases for entry in case.timeline]
    answered: Counter[str] = Counter(each.kind for each in deliveries if each.acknowledged)
    return {
        "incidents": len(evidence.cases),
        "drills": sum(case.snapshot.incident.is_drill for case in evidence.cases),
        "injects": sum(len(injects_sent(case)) for case in evidence.cases),
        "pauses of drills": sum(isinstance(each, DrillPaused) for each in events),
        "simulated pages": sum(isinstance(each, Paged) and each.simulated for each in events),
        "hints taken": sum(isinstance(each, HintTaken) for each in events),
        "Game Days played": sum(bool(each.game_day.drills) for each in evidence.game_days),
        "alerts in PagerDuty": len(evidence.alerts),
        "incidents declared by alerts": sum(
            each.snapshot.incident.declared_by == ALERTS for each in evidence.cases
        ),
        "calls of webhooks": len(evidence.told_everything) + len(evidence.told_publicly),
        "made private or public": sum(len(visibility_changes(case)) for case in evidence.cases),
        "entries in timelines": sum(len(case.timeline) for case in evidence.cases),
        "deliveries": len(deliveries),
        **{f"acknowledged: {kind}": number for kind, number in sorted(answered.items())},
        "jobs done": sum(row.state is JobState.DONE for row in evidence.jobs),
        "effects": len(evidence.effects),
        "effects claimed more than once": sum(row.fence > 1 for row in evidence.effects),
        "effects that failed at least once": sum(row.failures > 0 for row in evidence.effects),
        "most claims of one effect": max((row.fence for row in evidence.effects), default=0),
        "processes that ended by themselves": sum(
            each.ended_by_itself for each in deployment.bot_processes.processes
        ),
        "answers that one person saw twice": len(told_twice(evidence)),
    }
