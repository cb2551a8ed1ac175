"""Put a message on the timeline by a reaction or a pin; take it off by taking that away.

Slack says where and what was marked, but not what the message says, so looking at it is work for
later. The same look follows an edit and a deletion of a message that is on the timeline.
"""

from firefighter.domain.story import noted
from firefighter.effects.find_thread import FindThread
from firefighter.effects.note_message import NoteMessage
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Happened
from firefighter.usecases.arrange import arrange
from firefighter.usecases.tell import tell

feature = Feature(scopes=("pins:read", "reactions:read"))

_CHANGES = {"message_changed", "message_deleted"}


@feature.event("reaction_added")
def put_on(visit: Happened) -> None:
    if _is_ours(visit):
        _look(visit, asked=True)


@feature.event("reaction_removed")
def take_off(visit: Happened) -> None:
    if _is_ours(visit):
        _look(visit, asked=False)


@feature.event("pin_added")
def pin(visit: Happened) -> None:
    if visit.ts:
        _look(visit, asked=True)


@feature.event("pin_removed")
def unpin(visit: Happened) -> None:
    if visit.ts:
        _look(visit, asked=False)


@feature.event("message")
def follow_change(visit: Happened) -> None:
    """Of the messages that are on the timeline, and of no other."""
    if visit.subtype not in _CHANGES:
        return
    records = visit.house.records
    incident_id = records.worked_in(visit.channel, visit.thread)
    if incident_id is None or noted(records.timeline(incident_id), visit.channel, visit.ts) is None:
        return
    arrange(visit.house, visit.delivery, incident_id, _note(visit, asked=False).request())


def _look(visit: Happened, *, asked: bool) -> None:
    note = _note(visit, asked=asked)
    incident_id = visit.house.records.worked_in(visit.channel)
    if incident_id is not None:
        arrange(visit.house, visit.delivery, incident_id, note.request())
    elif visit.house.records.announces(visit.channel):
        tell(visit.house, visit.delivery, FindThread(note).request())


def _note(visit: Happened, *, asked: bool) -> NoteMessage:
    return NoteMessage(visit.channel, visit.ts, visit.user, visit.at, asked=asked)


def _is_ours(visit: Happened) -> bool:
    """Whether it is the reaction for the timeline, in whichever skin tone."""
    name = visit.detail.partition("::")[0]
    return bool(visit.ts) and name == visit.house.rules.timeline_reaction
