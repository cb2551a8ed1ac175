"""Tell everybody how things stand."""

from firefighter.domain.ids import UserId
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.update import NO_PROMISE, update_form
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed, Submitted
from firefighter.usecases.post_update import News, post_update

feature = Feature()


@feature.press(presses.UPDATE)
def ask(visit: Pressed) -> None:
    incident = visit.house.records.snapshot(visit.incident_id).incident
    incident.refuse_update()
    visit.open_form(update_form(incident))


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
