from dataclasses import dataclass

from firefighter.domain.errors import Flaw, InvalidField, Unfit, UnfitChannel
from firefighter.domain.events import Source
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.severity import Severity
from firefighter.domain.title import split_title
from firefighter.ports.house import House
from firefighter.ports.places import AdoptedRoom
from firefighter.ports.store import DeliveryId, EffectRequest


@dataclass(frozen=True)
class Declaration:
    title: str
    severity: Severity
    summary: str = ""
    services: tuple[str, ...] = ()
    private: bool = False
    kind: Kind = Kind.REAL
    source: Source | None = None
    room: AdoptedRoom | None = None
    """A channel that people have already, to be worked in; a private one makes it private."""


def declare(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    declaration: Declaration,
    answer: EffectRequest | None = None,
) -> Incident:
    """Declares an incident. A title too long for one line is shortened; the summary keeps it whole.

    `answer` tells who declared it what has become of it, once it has its place in the chat.

    Raises InvalidField for a title with nothing in it or a service that the rules do not know,
    UnfitChannel for a room that cannot be its.
    """
    room = declaration.room
    if room and declaration.private and not room.private:
        raise UnfitChannel(Unfit.PUBLIC)
    title, summary = split_title(declaration.title, declaration.summary)
    unknown = set(declaration.services) - set(house.rules.services)
    if unknown:
        raise InvalidField("services", Flaw.UNKNOWN_SERVICE, ", ".join(sorted(unknown)))
    with house.units(delivery) as unit:
        incident = Incident.declare(
            incident_id=unit.incidents.next_id(),
            kind=declaration.kind,
            title=title,
            summary=summary,
            severity=declaration.severity,
            policy=house.rules.policy(declaration.severity),
            services=declaration.services,
            private=declaration.private or bool(room and room.private),
            source=declaration.source,
            room=room.channel if room else "",
            actor=actor,
            now=house.clock.now(),
        )
        unit.incidents.add(incident)
        if room:
            unit.take_room(incident.id, room.channel)
        if answer:
            unit.enqueue(incident.id, answer)
    return incident
