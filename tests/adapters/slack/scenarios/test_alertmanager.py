"""The real Prometheus Alertmanager sends firing and resolved groups to the bot.

`.ci/run` installs it. Where it cannot be had, these tests are skipped.
"""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from firefighter.domain.alerts import AlertAction
from firefighter.domain.events import AlertRecorded
from firefighter.domain.milestones import Milestone
from firefighter.domain.severity import Severity
from firefighter.settings.alerts import AlertingTable, AlertRuleTable
from firefighter.settings.policy import Policy
from tests.adapters.slack.scenarios.alert_case import Monitoring, monitoring
from tests.adapters.slack.scenarios.scenario import Scenario, open_scenario
from tests.cli.process import until

PROGRAM = shutil.which("prometheus-alertmanager") or shutil.which("alertmanager")
POLICY = Policy(
    services=("checkout",),
    alerting=AlertingTable(severities={"critical": Severity.SEV1}),
    alerts=(AlertRuleTable(action=AlertAction.DECLARE),),
)

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no prometheus-alertmanager")


@dataclass(frozen=True)
class Alertmanager:
    url: str

    def tell(self, *instances: str, ends_at: datetime | None = None) -> None:
        """As Prometheus does: https://prometheus.io/docs/alerting/latest/alerts_api/."""
        alerts = [
            {
                "labels": {
                    "alertname": "CheckoutErrors",
                    "service": "checkout",
                    "severity": "critical",
                    "instance": each,
                },
                "annotations": {"summary": "Checkout returns 500"},
                "generatorURL": "http://prometheus.example.com/graph",
                "startsAt": STARTED.isoformat(),
                **({"endsAt": ends_at.isoformat()} if ends_at else {}),
            }
            for each in instances
        ]
        answer = httpx.post(f"{self.url}/api/v2/alerts", json=alerts, trust_env=False)
        assert answer.status_code == 200, answer.text


STARTED = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=1)  # noqa: TID251 - its clock


@contextmanager
def alertmanager(folder: Path, receiver: Monitoring) -> Iterator[Alertmanager]:
    config = folder / "alertmanager.yml"
    config.write_text(
        f"""
route:
  receiver: firefighter
  group_by: [alertname, service]
  group_wait: 1s
  group_interval: 1s
  repeat_interval: 1h
receivers:
  - name: firefighter
    webhook_configs:
      - url: {receiver.url}
        send_resolved: true
""",
        encoding="utf-8",
    )
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with subprocess.Popen(  # noqa: S603 - the program under test
        [
            str(PROGRAM),
            f"--config.file={config}",
            f"--storage.path={folder / 'data'}",
            f"--web.listen-address=127.0.0.1:{port}",
            "--cluster.listen-address=",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            until(lambda: is_ready(url) or process.poll() is not None)
            assert process.poll() is None
            yield Alertmanager(url)
        finally:
            process.terminate()


def is_ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/-/ready", trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture
def scenario(sqlite_url: str) -> Iterator[Scenario]:
    with open_scenario(policy=POLICY, database_url=sqlite_url) as opened:
        yield opened


def counts(scenario: Scenario) -> tuple[int, int]:
    """How many alerts the first incident has, and how many of them fire; zeros before it."""
    if not scenario.case().exists:
        return 0, 0
    alerts = scenario.bot.context.records.snapshot(scenario.case().id).alerts
    return (alerts.received, alerts.firing) if alerts else (0, 0)


def test_alertmanager_declares_and_resolves(scenario: Scenario, tmp_path: Path) -> None:
    with alertmanager(tmp_path, monitoring(scenario)) as sender:
        sender.tell("web-1")
        until(lambda: counts(scenario) == (1, 1))
        case = scenario.case()
        assert case.incident.title == "Checkout returns 500"
        assert (case.incident.severity, case.incident.services) == (Severity.SEV1, ("checkout",))
        assert case.incident.milestones[Milestone.IMPACT_STARTED] == STARTED
        sender.tell("web-1", "web-2")
        until(lambda: counts(scenario) == (2, 2))
        ended = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - its clock
        sender.tell("web-1", "web-2", ends_at=ended)
        until(lambda: counts(scenario) == (2, 0))
    scenario.settle()
    assert scenario.count() == 1
    recorded = [each for each in case.timeline if isinstance(each, AlertRecorded)]
    assert [(each.source, each.resolved) for each in recorded] == [
        ("Alertmanager", False),
        ("Alertmanager", True),
    ]
    alerts = scenario.bot.context.records.snapshot(case.id).alerts
    assert alerts is not None
    assert alerts.resolved_at is not None
    assert abs(alerts.resolved_at - ended) < timedelta(seconds=1)
