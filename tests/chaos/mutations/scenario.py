"""Creates one situation on purpose, in the real processes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.audit import audit
from tests.chaos.chaos_run import settle
from tests.chaos.deployment import Deployment, open_deployment
from tests.chaos.evidence import gather
from tests.chaos.scale import Scale, Sort

_DONE_WITHIN_S = 15.0


@dataclass(frozen=True)
class Scenario:
    act: Callable[[Deployment], None]
    database: Sort = "sqlite"
    workers: int = 1
    call_timeout_s: int = 1
    lease_s: int = 5

    def play(self, code: Path) -> Mapping[str, Sequence[str]]:
        """Returns the audit's figures that are not zero."""
        scale = Scale(
            self.database,
            0,
            1,
            0,
            code=code,
            call_timeout_s=self.call_timeout_s,
            lease_s=self.lease_s,
        )
        with open_deployment(scale, web=1, workers=self.workers) as deployment:
            self.act(deployment)
            deployment.slack.latency_s = 0.0
            deployment.slack.faults.clear()
            deployment.stop_drills(_DONE_WITHIN_S)
            settle(deployment, _DONE_WITHIN_S)
            return {name: found for name, found in audit(gather(deployment)).items() if found}
