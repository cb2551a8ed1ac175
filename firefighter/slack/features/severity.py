"""Raise or lower the severity: one press."""

from firefighter.domain.severity import Severity
from firefighter.slack.blocks import presses
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed
from firefighter.usecases.change_severity import change_severity

feature = Feature()


@feature.press(presses.SEVERITY)
def press_severity(visit: Pressed) -> None:
    change_severity(
        visit.house,
        visit.delivery,
        visit.user,
        visit.incident_id,
        seen=presses.one_of(visit.carried.seen, Severity),
        severity=presses.chosen(visit.action_id, Severity),
    )
