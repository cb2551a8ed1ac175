"""The post-mortem: its page, how far it is, and what kind of failure it was."""

from firefighter.domain import quality
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.effects.create_page import CreatePage
from firefighter.ports.house import House
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.quality import classes_form, page_is_gone
from firefighter.slack.blocks.quality import quality as quality_blocks
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Answer, Pressed, Submitted, Typed
from firefighter.slack.which import Words
from firefighter.texts import mark, say
from firefighter.usecases.classify import classify
from firefighter.usecases.read_page import read_page
from firefighter.usecases.want_page import want_page

feature = Feature()


@feature.incident_command(
    "postmortem", does=mark("Its post-mortem page, and what is missing there."), words=Words.NONE
)
def show(visit: Typed, incident_id: IncidentId) -> Answer:
    """Makes the page when there is none, also where the severity asks for none."""
    snapshot = visit.house.records.snapshot(incident_id)
    incident, page = snapshot.incident, snapshot.page
    if not incident.has_page:
        want_page(visit.house, visit.delivery, visit.user, incident_id, CreatePage().request())
    if page is None:
        return Answer(say("The page is being made; its link comes to the incident's channel."))
    if page.gone:
        return Answer(say("The page is gone."), page_is_gone(incident))
    reading = read_page(visit.house, incident_id)
    text = reading.text if reading else None
    asked = quality.checks(incident, text) if text else quality.basics(incident)
    names = _names(visit.house, incident)
    weak = quality.doubts(text, names) if text else ()
    doubted = (*weak, *quality.unclear(incident.follow_ups.values()))
    blocks = quality_blocks(incident, page, reading, asked, doubted)
    return Answer(incident.reference, blocks)


@feature.press(presses.MAKE_PAGE)
def make_again(visit: Pressed) -> None:
    again = CreatePage().request()
    want_page(visit.house, visit.delivery, visit.user, visit.incident_id, again)


@feature.press(presses.OPEN_PAGE)
def follow_link(_visit: Pressed) -> None:
    """Slack follows the link by itself, and tells of it."""


@feature.press(presses.CLASSIFY)
def ask(visit: Pressed) -> None:
    incident = visit.house.records.snapshot(visit.incident_id).incident
    form = classes_form(incident, visit.house.rules.taxonomy, beneath=visit.callback_id)
    visit.open_form(form)


@feature.submission(presses.CLASSIFY)
def take_classes(visit: Submitted) -> None:
    classify(
        visit.house,
        visit.delivery,
        visit.user,
        visit.incident_id,
        trigger=visit.text("trigger"),
        failure_class=visit.text("failure_class"),
    )


def _names(house: House, incident: Incident) -> set[str]:
    """Of those who took part: none of them is a cause."""
    timeline = house.records.timeline(incident.id)
    users: set[UserId] = {entry.event.actor for entry in timeline}
    return {person.real_name for person in house.records.people(users).values()}
