"""Raise or lower the severity, and say why."""

from firefighter.domain.severity import Severity
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.severity import severity_form
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed, Submitted
from firefighter.usecases.change_severity import change_severity

feature = Feature()


@feature.press(presses.SEVERITY)
def ask_why(visit: Pressed) -> None:
    """Looks first: nobody should have to think of a reason for what cannot be."""
    severity = presses.chosen(visit.action_id, Severity)
    incident = visit.house.records.snapshot(visit.incident_id).incident
    incident.refuse_severity(severity, seen=presses.one_of(visit.carried.seen, Severity))
    visit.open_form(severity_form(incident, severity, visit.house.rules))


@feature.submission(presses.SEVERITY)
def change(visit: Submitted) -> None:
    carried = visit.carried
    change_severity(
        visit.house,
        visit.delivery,
        visit.user,
        visit.incident_id,
        seen=presses.one_of(carried.seen, Severity),
        severity=presses.one_of(carried.verb, Severity),
        reason=visit.text("reason"),
    )
