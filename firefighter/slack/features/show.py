"""The control panel of an incident, for one person, wherever they are."""

from firefighter.domain.errors import UnknownIncident
from firefighter.domain.ids import IncidentId, parse_reference
from firefighter.ports.places import Place, Snapshot
from firefighter.slack.blocks.panel import panel
from firefighter.slack.registry import COMMAND, Feature
from firefighter.slack.visits import Answer, Typed

feature = Feature()


@feature.command(
    "show", usage="[INC-42]", does="Its state and buttons; in the incident's channel, no number."
)
def show(visit: Typed) -> Answer:
    incident_id = _named_or_here(visit)
    if incident_id is None:
        return _wrong_place(visit)
    snapshot = visit.house.records.snapshot(incident_id)
    if not _may_see(visit, snapshot):
        raise UnknownIncident(incident_id)
    return Answer(snapshot.incident.reference, panel(snapshot, visit.house.rules))


def _named_or_here(visit: Typed) -> IncidentId | None:
    if visit.words:
        return parse_reference(visit.words)
    return visit.house.records.worked_in(visit.channel)


def _wrong_place(visit: Typed) -> Answer:
    if visit.words:
        return Answer("That is not an incident's number. They look like `INC-42`.")
    return Answer(
        "This channel is not an incident's, so I do not know which one you mean. "
        f"Type it in the incident's channel, or add its number: `{COMMAND} show INC-42`."
    )


def _may_see(visit: Typed, snapshot: Snapshot) -> bool:
    """A private incident is shown where it is worked, and to those who declared or lead it."""
    incident = snapshot.incident
    room = snapshot.places.get(Place.ROOM)
    return (
        not incident.private
        or (room is not None and room.channel == visit.channel)
        or visit.user in {incident.declared_by, *incident.holders.values()}
    )
