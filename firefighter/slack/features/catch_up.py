"""What is going on, for who comes late: on asking, and on joining the room."""

from firefighter.domain.ids import IncidentId
from firefighter.effects.tell_person import TellPerson
from firefighter.ports.house import House
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Answer, Happened, Typed
from firefighter.slack.which import Words
from firefighter.slack.words.catch_up import catch_up
from firefighter.texts import mark
from firefighter.usecases.tell import tell

feature = Feature(scopes=("channels:read", "groups:read"))


@feature.incident_command(
    "catchup", does=mark("What is going on, in a few lines."), words=Words.NONE
)
def answer(visit: Typed, incident_id: IncidentId) -> Answer:
    return Answer(_catch_up(visit.house, incident_id))


@feature.event("member_joined_channel")
def tell_who_joins(visit: Happened) -> None:
    """Seen by them alone. Who declared it needs no catching up."""
    incident_id = visit.house.records.worked_in(visit.channel)
    if incident_id is None:
        return
    if visit.user != visit.house.records.snapshot(incident_id).incident.declared_by:
        text = _catch_up(visit.house, incident_id)
        tell(visit.house, visit.delivery, TellPerson(visit.user, visit.channel, text).request())


def _catch_up(house: House, incident_id: IncidentId) -> str:
    timeline = house.records.timeline(incident_id)
    return catch_up(house.records.snapshot(incident_id), timeline, house.rules)
