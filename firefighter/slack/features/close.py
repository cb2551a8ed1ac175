"""Close an incident; when something is missing, show what, with the button that mends it."""

from firefighter.domain.errors import Incomplete, Missing
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import Step, Trigger, missing
from firefighter.domain.rights import Right
from firefighter.ports.house import House
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import forms, presses
from firefighter.slack.blocks.vocabulary import Block
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed, Submitted
from firefighter.usecases.change_status import change_status
from firefighter.usecases.entitlement import is_entitled
from firefighter.usecases.read_page import with_page

feature = Feature()


@feature.press(presses.action(presses.STEP, Trigger.CLOSE))
def close(visit: Pressed) -> None:
    """Tries first: most of the time nothing is missing, and one press should do."""
    try:
        change_status(
            visit.house, visit.delivery, visit.user, visit.incident_id, Step(Trigger.CLOSE)
        )
    except Incomplete as incomplete:
        snapshot = visit.house.records.snapshot(visit.incident_id)
        visit.open_form(_checklist(visit.house, snapshot, incomplete.missing, visit.user))


@feature.submission(forms.CLOSE)
def close_from_checklist(visit: Submitted) -> None:
    step = Step(Trigger.CLOSE, note=visit.text("note"))
    change_status(visit.house, visit.delivery, visit.user, visit.incident_id, step)


@feature.redraw(forms.CLOSE)
def draw_what_is_left(house: House, user: UserId, incident_id: IncidentId) -> Block:
    snapshot = house.records.snapshot(incident_id)
    step = with_page(house, incident_id, Step(Trigger.CLOSE))
    return _checklist(house, snapshot, missing(snapshot.incident, step), user)


def _checklist(house: House, snapshot: Snapshot, lacks: tuple[Missing, ...], user: UserId) -> Block:
    incident = snapshot.incident
    page_url = snapshot.page.url if snapshot.page and not snapshot.page.gone else ""
    may_override = incident.commander == user or is_entitled(house, user, Right.OVERRIDE)
    return forms.checklist(incident, lacks, may_override=may_override, page_url=page_url)
