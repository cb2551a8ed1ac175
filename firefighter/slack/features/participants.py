"""Keep on record who joins an incident's room and who speaks where it is worked."""

from firefighter.slack.registry import Feature
from firefighter.slack.visits import Happened
from firefighter.usecases.take_part import take_part

feature = Feature(scopes=("channels:history", "groups:history"))

_SPOKEN = {"", "file_share", "thread_broadcast", "me_message"}
"""Messages of people; the other subtypes tell of joining, editing and the like."""


@feature.event("member_joined_channel")
def note_coming(visit: Happened) -> None:
    _note(visit, messages=0)


@feature.event("message")
def note_speaking(visit: Happened) -> None:
    if visit.subtype in _SPOKEN:
        _note(visit, messages=1)


def _note(visit: Happened, *, messages: int) -> None:
    incident_id = visit.house.records.worked_in(visit.channel, visit.thread)
    if incident_id is not None and visit.user:
        take_part(visit.house, visit.delivery, incident_id, visit.user, visit.at, messages=messages)
