"""What the rules say about an alert, and why."""

import pytest

from firefighter.domain.alert_sources import SourceKey
from firefighter.domain.alerts import (
    Alert,
    AlertAction,
    AlertPolicy,
    AlertRule,
    AlertStatus,
    ChosenServices,
    ChosenSeverity,
    GroupVerdict,
    Verdict,
    decide,
    decide_together,
)
from firefighter.domain.severity import Severity
from tests.domain.incidents import NOW

SOURCE = SourceKey("alertmanager")
SERVICES = ("checkout", "search")


def alert(title: str = "Checkout returns 500", **labels: str) -> Alert:
    return Alert(
        key="1",
        fingerprint="1",
        status=AlertStatus.FIRING,
        title=title,
        started_at=NOW,
        labels=labels,
    )


def verdict(policy: AlertPolicy, given: Alert | None = None) -> Verdict:
    return decide(policy, SOURCE, given or alert(), SERVICES)


def test_without_rules_an_alert_is_proposed() -> None:
    found = verdict(AlertPolicy())
    assert (found.action, found.rule) == (AlertAction.PROPOSE, None)


def test_first_rule_that_matches_decides() -> None:
    rules = (
        AlertRule(action=AlertAction.IGNORE, title="Disk*"),
        AlertRule(action=AlertAction.NOTE, title="Checkout*"),
        AlertRule(action=AlertAction.DECLARE),
    )
    found = verdict(AlertPolicy(rules=rules))
    assert (found.action, found.rule) == (AlertAction.NOTE, 2)


@pytest.mark.parametrize(
    ("rule", "matches"),
    [
        (AlertRule(action=AlertAction.IGNORE), True),
        (AlertRule(action=AlertAction.IGNORE, source="alertmanager"), True),
        (AlertRule(action=AlertAction.IGNORE, source="grafana"), False),
        (AlertRule(action=AlertAction.IGNORE, title="Checkout ?eturns*"), True),
        (AlertRule(action=AlertAction.IGNORE, title="checkout*"), False),
        (AlertRule(action=AlertAction.IGNORE, labels={"env": "prod"}), True),
        (AlertRule(action=AlertAction.IGNORE, labels={"env": "p*", "team": "*"}), True),
        (AlertRule(action=AlertAction.IGNORE, labels={"env": "prod", "team": "web"}), False),
        (AlertRule(action=AlertAction.IGNORE, labels={"zone": "*"}), False),
    ],
)
def test_all_conditions_of_a_rule_must_hold(rule: AlertRule, *, matches: bool) -> None:
    assert rule.matches(SOURCE, alert(env="prod", team="shop")) is matches


@pytest.mark.parametrize(
    ("labels", "chosen"),
    [
        ({"severity": "critical"}, ChosenSeverity(Severity.SEV1, "severity=critical")),
        ({"severity": "CRITICAL"}, ChosenSeverity(Severity.SEV1, "severity=CRITICAL")),
        ({"severity": "sev2"}, ChosenSeverity(Severity.SEV2, "severity=sev2")),
        ({"severity": "odd", "priority": "P1"}, ChosenSeverity(Severity.SEV1, "priority=P1")),
        ({"severity": "odd"}, ChosenSeverity(Severity.SEV4)),
        ({}, ChosenSeverity(Severity.SEV4)),
    ],
)
def test_severity_comes_from_a_table_of_labels(
    labels: dict[str, str], chosen: ChosenSeverity
) -> None:
    policy = AlertPolicy(
        severities={"critical": Severity.SEV1, "p1": Severity.SEV1},
        default_severity=Severity.SEV4,
    )
    assert verdict(policy, alert(**labels)).severity == chosen


@pytest.mark.parametrize(
    ("labels", "chosen"),
    [
        ({"service": "checkout"}, ChosenServices(("checkout",), "service=checkout")),
        ({"service": "Checkout"}, ChosenServices(("checkout",), "service=Checkout")),
        ({"service": "shop-api"}, ChosenServices(("checkout",), "service=shop-api")),
        ({"service": "odd"}, ChosenServices((), unknown=("service=odd",))),
        (
            {"service": "checkout", "job": "search"},
            ChosenServices(("checkout", "search"), "service=checkout, job=search"),
        ),
        ({}, ChosenServices(())),
    ],
)
def test_services_come_from_a_table_of_labels(
    labels: dict[str, str], chosen: ChosenServices
) -> None:
    policy = AlertPolicy(service_labels=("service", "job"), services={"shop-api": "checkout"})
    assert verdict(policy, alert(**labels)).services == chosen


def test_rule_says_severity_and_services_itself() -> None:
    rule = AlertRule(action=AlertAction.DECLARE, severity=Severity.SEV2, services=("search",))
    found = verdict(AlertPolicy(rules=(rule,)), alert(severity="sev1", service="checkout"))
    assert found.severity == ChosenSeverity(Severity.SEV2, by_rule=True)
    assert found.services == ChosenServices(("search",), by_rule=True)


def test_alerts_together_do_the_most_that_one_of_them_does() -> None:
    rules = (
        AlertRule(action=AlertAction.IGNORE, title="Ignored"),
        AlertRule(action=AlertAction.DECLARE, title="Declared"),
        AlertRule(action=AlertAction.NOTE),
    )
    policy = AlertPolicy(rules=rules)
    given = (
        alert("Ignored", severity="sev1"),
        alert("Noted", severity="sev2", service="search"),
        alert("Declared", severity="sev3", service="checkout"),
    )
    together = decide_together(verdict(policy, each) for each in given)
    expected = GroupVerdict(AlertAction.DECLARE, Severity.SEV2, ("search", "checkout"))
    assert together == expected
    assert decide_together([verdict(policy, given[0])]) is None
