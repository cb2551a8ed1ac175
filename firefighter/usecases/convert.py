"""Making a channel that people have already an incident's room."""

from firefighter.domain.errors import Unfit, UnfitChannel
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.ports.chat import ChannelFacts
from firefighter.ports.house import House
from firefighter.ports.places import AdoptedRoom, ChannelId
from firefighter.ports.store import DeliveryId


def convert(
    house: House, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, room: AdoptedRoom
) -> Incident:
    """Makes a channel the room of an incident that has none, or none any more.

    Whoever knew of a private one by its old room is let in.

    Raises UnknownIncident, AlreadySo when it has a room, NotAllowed when it is closed, or
    UnfitChannel.
    """
    refuse_known(house, room.channel)
    insiders = house.records.insiders(incident_id)
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        people = tuple(sorted(insiders)) if incident.private else ()
        incident.adopt_room(room.channel, people=people, actor=actor, now=house.clock.now())
        refuse_readers(incident, room)
        # What was given up in the old room must not keep people waiting at the new one.
        unit.retry_parked(incident_id)
        unit.leave_room(incident_id)
        unit.take_room(incident_id, room.channel)
    return incident


def refuse_readers(incident: Incident, room: AdoptedRoom) -> None:
    """Raises UnfitChannel where others read than may know of the incident, or fewer."""
    if room.private is not incident.private:
        raise UnfitChannel(Unfit.PRIVATE if room.private else Unfit.PUBLIC)


def refuse_known(house: House, channel: ChannelId) -> None:
    """Raises UnfitChannel for one that serves incidents in another way, by what is on record."""
    if house.records.worked_in(channel) is not None:
        raise UnfitChannel(Unfit.TAKEN)
    if house.records.announces(channel):
        raise UnfitChannel(Unfit.ANNOUNCING)


def refuse_unfit(seen: ChannelFacts | None) -> ChannelFacts:
    """What the chat says of a channel that may become a room. Raises UnfitChannel."""
    if seen is None:
        raise UnfitChannel(Unfit.UNSEEN)
    flaws = {
        Unfit.DIRECT: seen.direct,
        Unfit.ARCHIVED: seen.archived,
        Unfit.SHARED: seen.shared,
        Unfit.ANNOUNCING: seen.announcing,
        Unfit.UNSEEN: seen.private and not seen.member,
    }
    for why, is_so in flaws.items():
        if is_so:
            raise UnfitChannel(why)
    return seen
