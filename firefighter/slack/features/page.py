"""Page people: a user group, or whoever is on call for a service."""

from collections.abc import Sequence

from firefighter.domain.ids import IncidentId
from firefighter.slack.blocks.paging import PAGE, WHOM, paging_form, read_whom, whom_options
from firefighter.slack.blocks.vocabulary import OPTIONS_LIMIT, Option
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed, Sought, Submitted, Typed, Visit
from firefighter.slack.which import Words
from firefighter.texts import mark
from firefighter.usecases.page_people import page_people

feature = Feature(scopes=("usergroups:read",))


@feature.press(PAGE)
def ask(visit: Pressed) -> None:
    _ask(visit, visit.incident_id)


@feature.incident_command(
    "page",
    usage=mark("[why]"),
    does=mark("Page people: a user group, or who is on call."),
    words=Words.FREE,
)
def ask_by_command(visit: Typed, incident_id: IncidentId) -> None:
    _ask(visit, incident_id, visit.words)


@feature.suggestion(WHOM)
def find(visit: Sought) -> Sequence[Option]:
    found = whom_options(visit.words, visit.house.rules.on_call, visit.house.groups())
    return found[:OPTIONS_LIMIT]


@feature.submission(PAGE)
def page(visit: Submitted) -> None:
    page_people(
        visit.house,
        visit.delivery,
        visit.user,
        visit.incident_id,
        whom=read_whom(visit.text(WHOM)),
        reason=visit.text("reason"),
    )


def _ask(visit: Visit, incident_id: IncidentId, reason: str = "") -> None:
    incident = visit.house.records.snapshot(incident_id).incident
    incident.refuse_paging()
    visit.open_form(paging_form(incident, visit.house.rules, reason))
