"""Cancel an incident that was none, and say why."""

from firefighter.domain.errors import Flaw, InvalidField
from firefighter.domain.ids import IncidentId, parse_reference
from firefighter.domain.lifecycle import CancelReason, Step, Trigger
from firefighter.slack.blocks import forms, presses
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed, Submitted
from firefighter.usecases.change_status import change_status

feature = Feature()

_CANCEL = presses.action(presses.STEP, Trigger.CANCEL)


@feature.press(_CANCEL)
def ask(visit: Pressed) -> None:
    visit.open_form(forms.cancel_form(visit.incident_id))


@feature.submission(_CANCEL)
def cancel(visit: Submitted) -> None:
    reason = CancelReason(visit.text("reason"))
    step = Step(
        Trigger.CANCEL,
        note=visit.text("note"),
        cancel_reason=reason,
        duplicate_of=_original(visit) if reason is CancelReason.DUPLICATE else None,
    )
    change_status(visit.house, visit.delivery, visit.user, visit.incident_id, step)


def _original(visit: Submitted) -> IncidentId:
    original = parse_reference(visit.text("duplicate_of"))
    if original is None:
        raise InvalidField("duplicate_of", Flaw.NO_REFERENCE)
    return original
