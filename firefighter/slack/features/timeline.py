"""Read the timeline, a page at a time, and put its entries right."""

from firefighter.domain.ids import EntryId, IncidentId
from firefighter.domain.story import told
from firefighter.slack.blocks import timeline as drawn
from firefighter.slack.errors import UnknownButton
from firefighter.slack.registry import Feature
from firefighter.slack.timeline_page import timeline_page
from firefighter.slack.visits import Pressed, Submitted, Typed
from firefighter.slack.which import Words
from firefighter.texts import mark
from firefighter.usecases.correct_entry import correct_entry, remove_entry

feature = Feature()


@feature.incident_command(
    "timeline", does=mark("What happened, to read and to put right."), words=Words.NONE
)
def show(visit: Typed, incident_id: IncidentId) -> None:
    visit.open_form(timeline_page(visit.house, incident_id))


@feature.press(drawn.TIMELINE)
def open_timeline(visit: Pressed) -> None:
    visit.open_form(timeline_page(visit.house, visit.incident_id))


@feature.press(drawn.TURN)
def turn(visit: Pressed) -> None:
    visit.redraw(visit.view_id, timeline_page(visit.house, visit.incident_id, visit.carried.seen))


@feature.press(drawn.ENTRY)
def change(visit: Pressed) -> None:
    verb, _dot, page = visit.carried.verb.partition(".")
    entry = _entry(visit.carried.seen)
    if verb == "correct":
        passage = told(visit.house.records.timeline(visit.incident_id), entry)
        visit.open_form(drawn.correct_form(visit.incident_id, passage, page))
        return
    remove_entry(visit.house, visit.delivery, visit.user, visit.incident_id, entry)
    visit.redraw(visit.view_id, timeline_page(visit.house, visit.incident_id, page))


@feature.submission(drawn.CORRECT)
def correct(visit: Submitted) -> None:
    correct_entry(
        visit.house,
        visit.delivery,
        visit.user,
        visit.incident_id,
        _entry(visit.carried.seen),
        happened_at=visit.moment("at"),
        text=visit.text("text"),
    )
    if visit.beneath_id:
        page = timeline_page(visit.house, visit.incident_id, visit.carried.verb)
        visit.redraw(visit.beneath_id, page)


def _entry(carried: str) -> EntryId:
    """Raises UnknownButton."""
    if not carried.isdecimal():
        raise UnknownButton
    return EntryId(int(carried))
