"""Write something on the timeline: in one line, or by a form that also asks when it was."""

from firefighter.domain.ids import IncidentId
from firefighter.slack.blocks import timeline as drawn
from firefighter.slack.registry import Feature
from firefighter.slack.timeline_page import timeline_page
from firefighter.slack.visits import Answer, Pressed, Submitted, Typed
from firefighter.slack.which import Words
from firefighter.texts import mark, say
from firefighter.usecases.take_note import take_note

feature = Feature()


@feature.incident_command(
    "note",
    usage=mark("[what happened]"),
    does=mark("Write something on the timeline."),
    words=Words.FREE,
)
def note(visit: Typed, incident_id: IncidentId) -> Answer | None:
    if not visit.words:
        visit.open_form(drawn.note_form(incident_id, visit.house.clock.now()))
        return None
    incident = take_note(visit.house, visit.delivery, visit.user, incident_id, visit.words)
    return Answer(say("It is on the timeline of {incident}.", incident=incident.reference))


@feature.press(drawn.NOTE)
def ask(visit: Pressed) -> None:
    now = visit.house.clock.now()
    visit.open_form(drawn.note_form(visit.incident_id, now, page=visit.carried.seen))


@feature.submission(drawn.NOTE)
def write_down(visit: Submitted) -> None:
    at = visit.moment("at")
    take_note(visit.house, visit.delivery, visit.user, visit.incident_id, visit.text("text"), at=at)
    if visit.beneath_id:
        page = timeline_page(visit.house, visit.incident_id, visit.carried.seen)
        visit.redraw(visit.beneath_id, page)
