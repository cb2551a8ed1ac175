"""The form that asks before an incident becomes private, or everybody may know of it."""

from collections.abc import Iterator

from firefighter.domain.incident import Incident
from firefighter.domain.room import RoomState
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import Block, modal, section
from firefighter.texts import say

VISIBILITY = "visibility"
PRIVATE, PUBLIC = "private", "public"


def private_form(incident: Incident, *, stays: bool = False) -> Block:
    """`stays` says whether its room is for members only already."""
    return modal(
        VISIBILITY,
        say("Hide {incident}", incident=incident.reference),
        [section(text) for text in _when_private(incident, stays=stays)],
        submit=say("Make it private"),
        metadata=str(Carried(incident.id, PRIVATE)),
    )


def public_form(incident: Incident) -> Block:
    return modal(
        VISIBILITY,
        say("Show {incident}", incident=incident.reference),
        [
            section(say("It is announced in the incidents channel, and everybody finds it.")),
            section(
                say("Its room stays private: I cannot open a channel. Who wants in is invited.")
            ),
        ],
        submit=say("Make it public"),
        metadata=str(Carried(incident.id, PUBLIC)),
    )


def _when_private(incident: Incident, *, stays: bool) -> Iterator[str]:
    yield say("From now on nobody finds it but its people: who took part, and whom they invite.")
    yield say(
        "I delete the announcement and all that I wrote in its thread. "
        "What people wrote there stays: ask them to delete it."
    )
    yield say(
        "What I wrote of it in other incidents, merged or linked ones, I take back as well, "
        "but for rooms that are archived. A digest that was sent stays."
    )
    if stays:
        yield say("Its room is private already and stays. Who took part is invited.")
        return
    if not incident.has_room or incident.room_state is RoomState.DELETED:
        yield say("A private room is made for it, and its people are invited.")
        return
    yield say("I cannot make a public room private. A private one is made for its people.")
    if incident.room_state is not RoomState.OPEN:
        yield ":warning: " + say(
            "I am not in the old room any more, so what I wrote there stays for everybody to read. "
            "To have me delete it, unarchive it or invite me, and then ask again."
        )
        return
    yield say(
        "In the old room I delete what I wrote; if I made it, I rename and archive it. What people "
        "and Slack wrote there can still be read, until an administrator deletes the channel."
    )
