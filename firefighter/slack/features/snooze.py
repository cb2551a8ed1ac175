"""Answer the question for an update with: later, or not for now."""

from firefighter.slack.blocks import presses
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed
from firefighter.usecases.put_off_update import put_off_update, waive_update

feature = Feature()


@feature.press(presses.SNOOZE)
def later(visit: Pressed) -> None:
    seen = presses.moment_of(visit.carried.seen)
    put_off_update(visit.house, visit.delivery, visit.user, visit.incident_id, seen=seen)


@feature.press(presses.WAIVE)
def not_for_now(visit: Pressed) -> None:
    seen = presses.moment_of(visit.carried.seen)
    waive_update(visit.house, visit.delivery, visit.user, visit.incident_id, seen=seen)
