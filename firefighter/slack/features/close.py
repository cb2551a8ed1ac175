"""Close an incident; when something is missing, show what, with the button that mends it."""

from firefighter.domain.errors import Incomplete, Missing
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status, Step, Trigger
from firefighter.slack.blocks import forms, presses
from firefighter.slack.blocks.vocabulary import Block
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed, Submitted
from firefighter.usecases.change_status import change_status

feature = Feature()


@feature.press(presses.action(presses.STEP, Trigger.CLOSE))
def close(visit: Pressed) -> None:
    """Tries first: most of the time nothing is missing, and one press should do."""
    try:
        change_status(
            visit.house, visit.delivery, visit.user, visit.incident_id, Step(Trigger.CLOSE)
        )
    except Incomplete as incomplete:
        incident = visit.house.records.snapshot(visit.incident_id).incident
        visit.open_form(_checklist(incident, incomplete.missing, visit))


@feature.submission(forms.OVERRIDE)
def close_from_checklist(visit: Submitted) -> None:
    step = Step(Trigger.CLOSE, note=visit.text("note"))
    change_status(visit.house, visit.delivery, visit.user, visit.incident_id, step)


@feature.redraw(forms.OVERRIDE)
def draw_what_is_left(visit: Pressed) -> Block:
    incident = visit.house.records.snapshot(visit.incident_id).incident
    return _checklist(incident, _missing(incident), visit)


def _missing(incident: Incident) -> tuple[Missing, ...]:
    if incident.status is Status.MITIGATED and incident.demands_postmortem():
        return (Missing.POSTMORTEM,)
    return incident.unfinished_items()


def _checklist(incident: Incident, missing: tuple[Missing, ...], visit: Pressed) -> Block:
    return forms.checklist(incident, missing, may_override=incident.commander == visit.user)
