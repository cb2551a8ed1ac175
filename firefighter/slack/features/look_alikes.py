"""While somebody fills in the form: open incidents that might be the same."""

from firefighter.slack.blocks.declare import SERVICES, TITLE, declare_form, read_draft
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed
from firefighter.usecases.find_alike import find_alike

feature = Feature()


@feature.press(TITLE, about_incident=False)
@feature.press(SERVICES, about_incident=False)
def look(visit: Pressed) -> None:
    """Draws the form anew only when there is something else to show: somebody is typing in it."""
    draft = read_draft(visit.metadata)
    alike = find_alike(visit.house, visit.user, visit.text(TITLE), visit.several(SERVICES))
    if tuple(each.id for each in alike) != draft.alike:
        form = declare_form(visit.house.rules, alike=alike, source=draft.source, room=draft.room)
        visit.redraw(visit.view_id, form)
