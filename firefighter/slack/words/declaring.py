"""What is said of an incident that was just declared."""

from firefighter.domain.incident import Incident
from firefighter.ports.places import AdoptedRoom, Snapshot
from firefighter.slack.words.mrkdwn import channel, link, person
from firefighter.texts import say


def being_made(incident: Incident, room: AdoptedRoom | None = None) -> str:
    if room:
        where = say("{room} becomes its room.", room=channel(room.channel))
        return f"{_declared(incident)} {where}"
    where = (
        say("A channel for it is being made and you will be invited.")
        if incident.has_room
        else say("It is worked in the thread of its announcement.")
    )
    return f"{_declared(incident)} {where}"


def is_made(snapshot: Snapshot, thread: str) -> str:
    """`thread` is the address of the announcement, for an incident without a room."""
    return f"{_declared(snapshot.incident)} {_worked_in(snapshot, thread)}".rstrip()


def _worked_in(snapshot: Snapshot, thread: str) -> str:
    if room := snapshot.room:
        return say("It is worked in {room}.", room=channel(room.channel))
    if thread:
        return say("It is worked in {thread}.", thread=link(thread, say("this thread")))
    return ""


def declared_from(address: str) -> str:
    return f":link: {say('Declared from {message}.', message=link(address, say('this message')))}"


def declared_here(snapshot: Snapshot) -> str:
    incident, room = snapshot.incident, snapshot.room
    declared = say(
        "{who} declared {incident} from this message.",
        who=person(incident.declared_by),
        incident=incident.reference,
    )
    where = say("It is worked in {room}.", room=channel(room.channel)) if room else ""
    return f":rotating_light: {declared} {where}".strip()


def _declared(incident: Incident) -> str:
    return say(
        "{incident} is declared as {severity}.",
        incident=incident.reference,
        severity=incident.severity,
    )
