"""What became of an incident's room, in one line, and how people go on."""

from firefighter.domain.events import RoomChanged, RoomKept, RoomRenamed
from firefighter.domain.incident import Incident
from firefighter.domain.room import RoomState
from firefighter.ports.chat import RoomNotice
from firefighter.ports.places import Place, Snapshot
from firefighter.slack.words.mrkdwn import channel, person, typed
from firefighter.texts import say

SIGN = ":file_cabinet:"


def room_line(event: RoomChanged | RoomRenamed | RoomKept, incident: Incident) -> str:
    return f"{SIGN} {_happened(event, incident)}"


def room_link(snapshot: Snapshot) -> str:
    """The way to the room, and what became of it."""
    room, state = snapshot.places.get(Place.ROOM), snapshot.incident.room_state
    if room is None:
        return f"_{say('being made…')}_"
    match state:
        case RoomState.OPEN:
            return channel(room.channel)
        case RoomState.ARCHIVED:
            return say("{room} (archived)", room=channel(room.channel))
        case RoomState.OUT_OF_REACH:
            return say("{room} (without me)", room=channel(room.channel))
        case RoomState.DELETED:
            return f"_{say('deleted')}_"


def about_room(notice: RoomNotice) -> str:
    """Calls who leads the incident, says what happened, and how to go on."""
    incident = notice.snapshot.incident
    whom = person(incident.commander or incident.declared_by)
    advice = _advice(notice.event.after, notice.snapshot)
    return f"{SIGN} {whom} {_changed(notice.event, incident)} {advice}"


def where_instead(snapshot: Snapshot) -> str:
    """What those need to know who begin again after the room is gone; empty while it is there."""
    state = snapshot.incident.room_state
    if state is RoomState.OPEN:
        return ""
    happened = _by_somebody(state, {"incident": snapshot.incident.reference})
    return f"{SIGN} {happened} {_advice(state, snapshot)}"


def _happened(event: RoomChanged | RoomRenamed | RoomKept, incident: Incident) -> str:
    who = person(event.actor)
    match event:
        case RoomChanged():
            return _changed(event, incident)
        case RoomKept():
            return say("{who} keeps the room: it is not archived.", who=who)
        case RoomRenamed() if event.actor:
            return say("{who} renamed the room to #{name}.", who=who, name=typed(event.name))
        case RoomRenamed():
            return say("The room was renamed to #{name}.", name=typed(event.name))


def _changed(event: RoomChanged, incident: Incident) -> str:
    of = {"incident": incident.reference}
    return _by_person(event, of) if event.actor else _by_somebody(event.after, of)


def _by_person(event: RoomChanged, of: dict[str, str]) -> str:
    who = person(event.actor)
    match event.after:
        case RoomState.ARCHIVED:
            return say("{who} archived the room of {incident}.", who=who, **of)
        case RoomState.DELETED:
            return say("{who} deleted the room of {incident}.", who=who, **of)
        case RoomState.OPEN:
            return say("{who} brought back the room of {incident}.", who=who, **of)
        case RoomState.OUT_OF_REACH:
            return say("{who} closed the room of {incident} to me.", who=who, **of)


def _by_somebody(after: RoomState, of: dict[str, str]) -> str:
    match after:
        case RoomState.ARCHIVED:
            return say("The room of {incident} was archived.", **of)
        case RoomState.DELETED:
            return say("The room of {incident} was deleted.", **of)
        case RoomState.OPEN:
            return say("The room of {incident} is in use again.", **of)
        case RoomState.OUT_OF_REACH:
            return say("I am not in the room of {incident} any more.", **of)


def _advice(after: RoomState, snapshot: Snapshot) -> str:
    incident, room = snapshot.incident, snapshot.places.get(Place.ROOM)
    match after:
        case RoomState.OPEN:
            return say("Work goes on in {room}.", room=channel(room.channel)) if room else ""
        case RoomState.ARCHIVED if incident.private:
            return say(
                "Unarchive it in Slack and invite me again, or type `/incident convert {incident}` "
                "in another private channel; until then I cannot write about it.",
                incident=incident.reference,
            )
        case RoomState.ARCHIVED:
            return say("Unarchive it in Slack, or go on in this thread.")
        case RoomState.OUT_OF_REACH if incident.private:
            return say("Invite me again; until then I cannot write about it.")
        case RoomState.OUT_OF_REACH:
            return say("Invite me again, or go on in this thread.")
        case RoomState.DELETED if incident.private:
            return say(
                "`/incident convert {incident}`, typed in another private channel, makes that its "
                "room; `/incident show {incident}` still has its buttons.",
                incident=incident.reference,
            )
        case RoomState.DELETED:
            return say("Go on in this thread.")
