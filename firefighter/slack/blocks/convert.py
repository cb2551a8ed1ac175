"""The form that asks before a channel becomes the room of an incident that there is."""

from collections.abc import Iterator

from firefighter.domain.incident import Incident
from firefighter.ports.places import AdoptedRoom, ChannelId
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import Block, modal, section
from firefighter.slack.words.mrkdwn import channel
from firefighter.slack.words.rooms import what_happens_here
from firefighter.texts import say

CONVERT = "convert"

_PRIVATE, _PUBLIC = "private", "public"


def convert_form(incident: Incident, room: AdoptedRoom) -> Block:
    question = say(
        "Make {room} the room of {incident}?",
        room=channel(room.channel),
        incident=incident.reference,
    )
    return modal(
        CONVERT,
        say("Room of {incident}", incident=incident.reference),
        [
            section(question),
            section(what_happens_here()),
            *(section(text) for text in _what_else(incident)),
        ],
        submit=say("Make it the room"),
        metadata=carried_room(incident, room),
    )


def _what_else(incident: Incident) -> Iterator[str]:
    if incident.private:
        told = say("Who is in this channel knows of it then, and its people are invited.")
        yield f":lock: {told}"
    else:
        yield say("The thread of its announcement stays, and shows the way here.")
    if incident.has_room:
        yield say("Its old room stays as it is; nothing is said there any more.")


def carried_room(incident: Incident, room: AdoptedRoom) -> str:
    return str(Carried(incident.id, room.channel, _PRIVATE if room.private else _PUBLIC))


def read_room(carried: Carried) -> AdoptedRoom:
    return AdoptedRoom(ChannelId(carried.seen), carried.verb == _PRIVATE)


def looking_form() -> Block:
    """While the chat is asked what kind of channel it is."""
    return modal(CONVERT, say("A room of this?"), [section(say("Looking at this channel…"))])
