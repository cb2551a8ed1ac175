"""`alerts try` says what a payload would do, and why, and changes nothing."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.adapters.alerts import samples
from tests.adapters.store.table_contents import contents
from tests.cli.process import firefighter
from tests.conftest import OpenDatabase
from tests.domain.incidents import NOW

LONG_AGO = datetime(2001, 3, 1, 3, tzinfo=UTC)
CONFIG = """
services = ["checkout"]
[[alerts]]
labels = { severity = "info" }
action = "ignore"
[[alerts]]
labels = { severity = "critical" }
action = "declare"
[alerting]
severities = { critical = "SEV1" }
"""


@pytest.fixture
def given(tmp_path: Path, sqlite_url: str) -> dict[str, str]:
    config = tmp_path / "firefighter.toml"
    config.write_text(CONFIG, encoding="utf-8")
    return {"FIREFIGHTER_CONFIG": str(config), "DATABASE_URL": sqlite_url}


def payload_in(folder: Path, payload: object) -> str:
    path = folder / "payload.json"
    path.write_text(json.dumps(payload), encoding="utf-8")
    return str(path)


def test_what_and_why_is_said_and_nothing_changes(
    tmp_path: Path, given: dict[str, str], sqlite_url: str, open_database: OpenDatabase
) -> None:
    before = contents(open_database(sqlite_url))
    path = payload_in(tmp_path, samples.alertmanager([samples.prometheus_alert(LONG_AGO)]))
    ended = firefighter("alerts", "try", path, folder=tmp_path, given=given)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == (
        'Key {}:{alertname="CheckoutErrors"}\n'
        "  Checkout returns 500 (firing since 2001-03-01 03:00:00 UTC)\n"
        "    Action: declare, because rule 2 matches.\n"
        "    Severity: SEV1, from severity=critical.\n"
        "    Services: checkout, from service=checkout.\n"
        "    Impact started: not taken from it, because it has fired for more than 30 days.\n"
        '{}:{alertname="CheckoutErrors"}: would declare the incident INC-1: Checkout returns 500 '
        "(SEV1, checkout).\n"
        "Nothing was changed.\n"
    )
    assert contents(open_database(sqlite_url)) == before


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        ({"severity": "info"}, ["Action: ignore, because rule 1 matches.", "a rule ignores it"]),
        (
            {"severity": "odd", "service": "shop"},
            [
                "Action: propose, because no rule matches.",
                "Severity: SEV3, from the default.",
                "service=shop names no known service. Add it to alerting.services.",
                "would be proposed in the channel for alerts.",
            ],
        ),
    ],
)
def test_other_outcomes_are_told(
    tmp_path: Path, given: dict[str, str], labels: dict[str, str], told: list[str]
) -> None:
    payload = samples.alertmanager([samples.prometheus_alert(NOW, labels=labels)])
    ended = firefighter(
        "alerts", "try", payload_in(tmp_path, payload), folder=tmp_path, given=given
    )
    assert [each for each in told if each not in ended.stdout] == []


def test_refused_payload_and_unknown_source(tmp_path: Path, given: dict[str, str]) -> None:
    path = payload_in(tmp_path, {"version": "3"})
    refused = firefighter("alerts", "try", path, folder=tmp_path, given=given)
    assert refused.returncode == 1
    assert refused.stdout.startswith(
        "Refused with status 400: This is no webhook of Alertmanager. version must be "
    )
    unknown = firefighter("alerts", "try", path, "--source", "nagios", folder=tmp_path, given=given)
    assert unknown.returncode == 2
    assert unknown.stderr == (
        "firefighter: Unknown source nagios. Use one of alertmanager, datadog, grafana, opsgenie.\n"
    )


def test_without_a_database_the_rules_alone_are_told(tmp_path: Path, given: dict[str, str]) -> None:
    given = {**given, "DATABASE_URL": f"sqlite:///{tmp_path / 'none.db'}"}
    path = payload_in(tmp_path, samples.alertmanager([samples.prometheus_alert(NOW)]))
    ended = firefighter("alerts", "try", path, folder=tmp_path, given=given)
    assert "There is no database yet, so what is open is not considered." in ended.stdout
    assert not (tmp_path / "none.db").exists()


def test_template_for_datadog_is_what_its_reader_reads(tmp_path: Path) -> None:
    ended = firefighter("alerts", "template", folder=tmp_path)
    template = json.loads(ended.stdout)
    assert set(template) == set(samples.datadog(NOW))
    document = Path(__file__).parents[2] / "docs" / "alerts.md"
    assert ended.stdout.strip() in document.read_text(encoding="utf-8")
