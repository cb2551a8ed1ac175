"""Alerts in firefighter.toml: each mistake gets a sentence. Secrets are in the environment."""

from datetime import timedelta
from pathlib import Path

import pytest

from firefighter.domain.alert_sources import SourceKey, SourceKind
from firefighter.domain.alerts import AlertAction, AlertPolicy, AlertRule
from firefighter.domain.severity import Severity
from firefighter.settings.errors import SettingsError
from firefighter.settings.policy import Policy, read_policy
from firefighter.settings.settings import read_settings


def read(folder: Path, text: str) -> Policy:
    path = folder / "firefighter.toml"
    path.write_text(text, encoding="utf-8")
    return read_policy(path)


def test_without_settings_everything_is_proposed() -> None:
    assert Policy().rules().alerts == AlertPolicy()
    sources = Policy().alerting.all_sources()
    assert set(sources) == {"alertmanager", "grafana", "datadog", "opsgenie"}
    assert sources[SourceKey("alertmanager")].name == "Alertmanager"


def test_all_settings_are_read(tmp_path: Path) -> None:
    policy = read(
        tmp_path,
        """
        services = ["checkout"]
        [[alerts]]
        source = "uptime"
        title = "Shop *"
        labels = { env = "prod" }
        severity = "SEV2"
        services = ["checkout"]
        action = "declare"
        [alerting]
        otherwise = "ignore"
        channel = "alerts"
        severities = { Critical = "SEV1" }
        services = { "shop-api" = "checkout" }
        default_severity = "SEV4"
        brake_incidents = 5
        brake_minutes = 30
        drill_team = ["U0ANA"]
        [alerting.sources.uptime]
        kind = "generic"
        name = "Uptime"
        resolved_values = ["UP"]
        fields = { key = "/id", title = "/name" }
        labels = { env = "/env" }
        """,
    )
    alerts = policy.rules().alerts
    assert alerts.rules == (
        AlertRule(
            action=AlertAction.DECLARE,
            source="uptime",
            title="Shop *",
            labels={"env": "prod"},
            severity=Severity.SEV2,
            services=("checkout",),
        ),
    )
    assert (alerts.otherwise, alerts.channel) == (AlertAction.IGNORE, "alerts")
    assert alerts.severities == {"critical": Severity.SEV1}
    assert (alerts.default_severity, alerts.services) == (Severity.SEV4, {"shop-api": "checkout"})
    assert (alerts.brake_incidents, alerts.brake_within) == (5, timedelta(minutes=30))
    assert alerts.drill_team == ("U0ANA",)
    source = policy.alerting.sources_to_try()[SourceKey("uptime")]
    assert (source.kind, source.source.name) == (SourceKind.GENERIC, "Uptime")
    assert source.pointers is not None
    assert source.pointers.resolved_values == ("up",)
    assert source.pointers.labels == (("env", "/env"),)


def test_named_source_takes_the_place_of_the_built_in_one(tmp_path: Path) -> None:
    policy = read(tmp_path, '[alerting.sources.production]\nkind = "alertmanager"')
    assert "alertmanager" not in policy.alerting.all_sources()
    policy = read(
        tmp_path, '[alerting.sources.production]\nkind = "alertmanager"\nname = "Production"'
    )
    assert {"alertmanager", "production"} <= set(policy.alerting.all_sources())


PAGERDUTY = '[alerting.sources.pagerduty]\nkind = "pagerduty"\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            '[[alerts]]\naction = "page"',
            "alerts.0.action: page is not one of ignore, note, propose, declare.",
        ),
        ("[[alerts]]", "alerts.0.action: is missing."),
        (
            '[[alerts]]\naction = "note"\nsource = "nagios"',
            (
                "rule 1 of alerts names the source nagios, which is not configured. Use one of "
                "alertmanager, datadog, grafana, opsgenie."
            ),
        ),
        (
            '[[alerts]]\naction = "note"\nservices = ["shop"]',
            "rule 1 of alerts names the service shop, which services does not list.",
        ),
        (
            '[[alerts]]\naction = "declare"\npage = "dba"',
            "rule 1 of alerts pages dba, which paging.services does not list.",
        ),
        (
            '[[alerts]]\naction = "note"\npage = "dba"',
            'alerts.0: page needs action = "declare".',
        ),
        (
            '[[alerts]]\naction = "ignore"\nstop_exercises = true',
            'alerts.0: stop_exercises needs another action than "ignore", such as "note".',
        ),
        (
            '[[alerts]]\naction = "ignore"\nraise_severity = true',
            'alerts.0: raise_severity needs another action than "ignore", such as "note".',
        ),
        (
            '[alerting.services]\n"shop-api" = "shop"',
            "alerting.services maps shop-api to shop, which services does not list.",
        ),
        (
            '[alerting.sources.nagios]\nkind = "nagios"',
            (
                "alerting.sources.nagios.kind: nagios is not one of alertmanager, grafana, "
                "datadog, pagerduty, sentry, opsgenie, sns, generic."
            ),
        ),
        (
            PAGERDUTY,
            (
                "alerting.sources.pagerduty: pagerduty needs secret_env, the variable with its "
                "signing secret."
            ),
        ),
        (
            '[alerting.sources.a]\nkind = "grafana"\nsecret_env = "A"',
            "alerting.sources.a: grafana needs no secret, so remove secret_env.",
        ),
        (
            '[alerting.sources.a]\nkind = "sns"',
            (
                "alerting.sources.a: sns needs topics, the ARNs of the topics whose messages are "
                "taken."
            ),
        ),
        (
            '[alerting.sources.a]\nkind = "sns"\ntopics = ["alarms"]',
            (
                "alerting.sources.a.topics.0: is not the ARN of a topic, such as "
                "arn:aws:sns:eu-west-1:123456789012:alarms."
            ),
        ),
        (
            (
                '[alerting.sources.a]\nkind = "grafana"\n'
                'topics = ["arn:aws:sns:eu-west-1:123456789012:alarms"]'
            ),
            "alerting.sources.a: topics are only for the kind sns.",
        ),
        (
            '[alerting.sources.a]\nkind = "generic"',
            "alerting.sources.a: generic needs fields, with pointers to key and title.",
        ),
        (
            '[alerting.sources.a]\nkind = "generic"\nfields = { key = "id", title = "/t" }',
            (
                "alerting.sources.a.fields.key: is not a JSON pointer, which begins with / as in "
                "/monitor/name."
            ),
        ),
        (
            '[alerting.sources.a]\nkind = "grafana"\nlabels = { a = "/a" }',
            "alerting.sources.a: fields, labels and resolved_values are only for the kind generic.",
        ),
        (
            (
                '[alerting.sources.a]\nkind = "grafana"\nname = "X"\n'
                '[alerting.sources.b]\nkind = "grafana"\nname = "X"'
            ),
            "alerting: two sources have the name X. Give each a name.",
        ),
        ("[alerting]\nbrake_incidents = 0", "alerting.brake_incidents: must be at least 1."),
        ("[alerting]\nbrake_minutes = 2000", "alerting.brake_minutes: must be at most 1440."),
        ('[alerting]\ndrill_team = ["S0ALL"]', "alerting.drill_team.0: must match the pattern"),
        ("[alerting]\nchanel = 1", "unknown setting alerting.chanel."),
    ],
)
def test_mistake_is_named_in_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as raised:
        read(tmp_path, text)
    assert str(raised.value).startswith(f"{tmp_path / 'firefighter.toml'}: {sentence}")


def test_secret_of_a_source_comes_from_its_variable(tmp_path: Path) -> None:
    path = tmp_path / "firefighter.toml"
    path.write_text(f'{PAGERDUTY}secret_env = "PD_SECRET"', encoding="utf-8")
    given = {"FIREFIGHTER_CONFIG": str(path)}
    settings = read_settings(given)
    with pytest.raises(SettingsError, match=r"^PD_SECRET is not set\. .*PagerDuty shows it once"):
        settings.alert_secrets.sources(settings.policy.alerting)
    settings = read_settings({**given, "PD_SECRET": " s3cret\n"})
    found = settings.alert_secrets.sources(settings.policy.alerting)[SourceKey("pagerduty")]
    assert found.secret == "s3cret"
    assert "s3cret" not in repr(found)
