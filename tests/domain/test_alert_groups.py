"""The alerts of one key, whatever order their reports come in."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.alert_groups import (
    MOST_ALERTS,
    AlertGroup,
    AlertGroupId,
    Change,
    Circumstances,
    Outcome,
    ProposalState,
    Why,
    next_outcome,
)
from firefighter.domain.alert_sources import AlertSource, SourceKey
from firefighter.domain.alerts import Alert, AlertAction, AlertStatus, GroupVerdict
from firefighter.domain.severity import Severity
from tests.domain.incidents import ANA, NOW

MINUTE = timedelta(minutes=1)


def group() -> AlertGroup:
    source = AlertSource(SourceKey("alertmanager"), "Alertmanager")
    return AlertGroup(id=AlertGroupId(1), source=source, key="1")


def firing(fingerprint: str = "a", at: datetime = NOW) -> Alert:
    return Alert(
        key="1", fingerprint=fingerprint, status=AlertStatus.FIRING, title="Slow", started_at=at
    )


def resolved(fingerprint: str = "a", at: datetime = NOW, after: timedelta = MINUTE) -> Alert:
    alert = firing(fingerprint, at)
    return replace(alert, status=AlertStatus.RESOLVED, ended_at=at + after)


def test_alerts_are_counted_until_all_are_resolved() -> None:
    alerts = group()
    assert [alerts.take(firing(each)) for each in "ab"] == [Change.FIRED] * 2
    assert (alerts.received, alerts.firing, alerts.resolved_at) == (2, 2, None)
    assert alerts.take(resolved("a")) is Change.RESOLVED
    assert (alerts.firing, alerts.resolved_at) == (1, None)
    assert alerts.take(resolved("b", after=3 * MINUTE)) is Change.RESOLVED
    assert (alerts.received, alerts.firing) == (2, 0)
    assert alerts.resolved_at == NOW + 3 * MINUTE


@pytest.mark.parametrize("alert", [firing(), resolved()])
def test_repeated_report_changes_nothing(alert: Alert) -> None:
    alerts = group()
    alerts.take(firing())
    alerts.take(alert)
    before = replace(alerts, alerts=dict(alerts.alerts))
    assert alerts.take(alert) is Change.NOTHING
    assert alerts == before


def test_late_report_of_its_firing_does_not_bring_an_alert_back() -> None:
    alerts = group()
    assert alerts.take(resolved()) is Change.NOTHING
    assert alerts.take(firing()) is Change.NOTHING
    assert (alerts.received, alerts.firing) == (0, 0)


def test_late_report_of_an_earlier_end_does_not_end_it_again() -> None:
    alerts = group()
    alerts.take(firing())
    alerts.take(firing(at=NOW + 5 * MINUTE))
    assert alerts.take(resolved()) is Change.NOTHING
    assert alerts.firing == 1


def test_alert_that_fires_again_is_another_alert() -> None:
    alerts = group()
    for report in (firing(), resolved(), firing(at=NOW + 5 * MINUTE)):
        alerts.take(report)
    assert (alerts.received, alerts.firing, alerts.resolved_at) == (2, 1, None)


def test_source_that_repeats_with_new_times_is_counted_once() -> None:
    alerts = group()
    alerts.take(replace(firing(), repeats=True))
    assert alerts.take(replace(firing(at=NOW + MINUTE), repeats=True)) is Change.NOTHING
    alerts.take(replace(resolved(at=NOW + 2 * MINUTE), repeats=True))
    assert alerts.take(replace(firing(at=NOW + 5 * MINUTE), repeats=True)) is Change.FIRED


@given(st.permutations([each for name in "abc" for each in (firing(name), resolved(name))]))
def test_order_of_reports_leaves_nothing_firing(reports: list[Alert]) -> None:
    alerts = group()
    for report in (*reports, *reports):
        alerts.take(report)
    assert alerts.firing == 0


def test_only_so_many_alerts_are_remembered() -> None:
    alerts = group()
    for number in range(MOST_ALERTS + 10):
        at = NOW + timedelta(seconds=number)
        alerts.take(firing(str(number), at))
        alerts.take(resolved(str(number), at))
    assert len(alerts.alerts) <= MOST_ALERTS
    assert str(MOST_ALERTS + 9) in alerts.alerts


DECLARE, PROPOSE, NOTE, IGNORE = (
    GroupVerdict(action, Severity.SEV2, ())
    for action in (
        AlertAction.DECLARE,
        AlertAction.PROPOSE,
        AlertAction.NOTE,
        AlertAction.IGNORE,
    )
)
QUIET = Circumstances(
    now=NOW,
    has_open_incident=False,
    has_incident_of_service=False,
    recent_declarations=0,
    brake_incidents=3,
)


def burning(**fields: object) -> AlertGroup:
    alerts = replace(group(), **fields)  # type: ignore[arg-type]
    alerts.alerts = {}
    alerts.take(firing())
    return alerts


@pytest.mark.parametrize(
    ("alerts", "verdict", "circumstances", "expected"),
    [
        (burning(), DECLARE, QUIET, (Outcome.DECLARE, Why.RULE)),
        (
            burning(),
            DECLARE,
            replace(QUIET, has_open_incident=True),
            (Outcome.ADD, Why.OPEN_INCIDENT),
        ),
        (
            burning(),
            IGNORE,
            replace(QUIET, has_open_incident=True),
            (Outcome.ADD, Why.OPEN_INCIDENT),
        ),
        (burning(), IGNORE, QUIET, (Outcome.NOTHING, Why.RULE)),
        (group(), DECLARE, QUIET, (Outcome.NOTHING, Why.RESOLVED)),
        (
            burning(),
            DECLARE,
            replace(QUIET, recent_declarations=2),
            (Outcome.DECLARE, Why.RULE),
        ),
        (
            burning(),
            DECLARE,
            replace(QUIET, recent_declarations=3),
            (Outcome.BRAKE, Why.TOO_MANY),
        ),
        (burning(), NOTE, QUIET, (Outcome.NOTHING, Why.NO_INCIDENT)),
        (
            burning(),
            NOTE,
            replace(QUIET, has_incident_of_service=True),
            (Outcome.NOTE, Why.RULE),
        ),
        (burning(), PROPOSE, QUIET, (Outcome.PROPOSE, Why.RULE)),
        (
            burning(muted_until=NOW + MINUTE),
            PROPOSE,
            QUIET,
            (Outcome.NOTHING, Why.MUTED),
        ),
        (burning(muted_until=NOW), PROPOSE, QUIET, (Outcome.PROPOSE, Why.RULE)),
        (burning(drill=True), DECLARE, QUIET, (Outcome.NOTHING, Why.NO_DRILL_TEAM)),
        (
            burning(drill=True),
            DECLARE,
            replace(QUIET, has_drill_team=True),
            (Outcome.DECLARE, Why.RULE),
        ),
        (burning(drill=True), PROPOSE, QUIET, (Outcome.NOTHING, Why.NO_INCIDENT)),
    ],
)
def test_what_alerts_do(
    alerts: AlertGroup,
    verdict: GroupVerdict,
    circumstances: Circumstances,
    expected: tuple[Outcome, Why],
) -> None:
    assert next_outcome(alerts, verdict, circumstances) == expected


def test_dismissal_lasts_until_all_alerts_are_resolved() -> None:
    alerts = burning()
    alerts.propose()
    alerts.settle(ProposalState.DISMISSED, ANA)
    alerts.take(firing("b"))
    assert next_outcome(alerts, PROPOSE, QUIET) == (Outcome.NOTHING, Why.DISMISSED)
    for each in "ab":
        alerts.take(resolved(each))
    alerts.take(firing("a", NOW + 5 * MINUTE))
    assert next_outcome(alerts, PROPOSE, QUIET) == (Outcome.PROPOSE, Why.RULE)
    assert alerts.propose()
    assert alerts.proposals == 2


def test_card_that_is_open_is_not_posted_again() -> None:
    alerts = burning()
    assert alerts.propose()
    alerts.take(firing("b"))
    assert not alerts.propose()
    assert (alerts.proposals, alerts.received) == (1, 2)
