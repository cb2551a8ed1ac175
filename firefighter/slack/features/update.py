"""Tell everybody how things stand."""

from firefighter.domain.ids import IncidentId, UserId
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.update import NO_PROMISE, update_form
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed, Submitted, Typed, Visit
from firefighter.slack.which import Words
from firefighter.texts import mark
from firefighter.usecases.post_update import News, post_update

feature = Feature()


@feature.press(presses.UPDATE)
def ask(visit: Pressed) -> None:
    _ask(visit, visit.incident_id)


@feature.incident_command("update", does=mark("Tell everybody how things stand."), words=Words.NONE)
def ask_by_command(visit: Typed, incident_id: IncidentId) -> None:
    _ask(visit, incident_id)


@feature.submission(presses.UPDATE)
def tell_everybody(visit: Submitted) -> None:
    next_by, next_in = visit.text("next_by"), visit.text("next_in")
    news = News(
        impact=visit.text("impact"),
        changed=visit.text("changed"),
        next_step=visit.text("next_step"),
        next_by=UserId(next_by) if next_by else None,
        next_in_min=None if next_in == NO_PROMISE else int(next_in),
    )
    post_update(visit.house, visit.delivery, visit.user, visit.incident_id, news)


def _ask(visit: Visit, incident_id: IncidentId) -> None:
    incident = visit.house.records.snapshot(incident_id).incident
    incident.refuse_update()
    visit.open_form(update_form(incident))
