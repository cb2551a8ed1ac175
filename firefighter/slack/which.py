"""Which incident somebody means: the one they name, the room's, or the one that they choose.

What they may not see does not exist for them, whichever way they name it.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from typing import TypeVar

from firefighter.domain.errors import UnknownIncident
from firefighter.domain.ids import IncidentId, parse_reference
from firefighter.ports.places import ChannelId
from firefighter.ports.search import Search
from firefighter.ports.store import DeliveryId
from firefighter.slack.blocks.pickers import Pending, pick_form
from firefighter.slack.visits import Answer, Pointed, Pressed, Submitted, Typed, Visit
from firefighter.texts import say
from firefighter.usecases.room_members import joined_room

OnIncident = Callable[[Typed, IncidentId], Answer | None]
OnMessage = Callable[[Pointed, IncidentId], None]

_Carrying = TypeVar("_Carrying", bound=Pressed | Submitted)
_Result = TypeVar("_Result")

_NUMBER_FIRST = re.compile(r"(INC-?\d{1,18})\b[\s:,]*(.*)", re.IGNORECASE | re.DOTALL)


class Words(Enum):
    """What may stand after a command besides the number of an incident."""

    NONE = "none"
    AFTER_NUMBER = "after number"
    FREE = "free"
    """Anything: in a room all of it is the command's own, even if it begins with a number."""


def refuse_unless_seen(
    visit: Visit, incident_id: IncidentId, channel: ChannelId | None = None
) -> None:
    """Raises UnknownIncident when there is none, or none for this person.

    Who asks from inside a room is in it, even if the chat could not tell us that they joined.
    """
    records = visit.house.records
    if records.may_see(visit.user, incident_id):
        return
    if channel is None or not records.may_see(visit.user, incident_id, channel):
        raise UnknownIncident(incident_id)
    joined_room(visit.house, DeliveryId(f"{visit.delivery}:inside"), visit.user, channel)


def for_insiders(handle: Callable[[_Carrying], _Result]) -> Callable[[_Carrying], _Result]:
    """`handle`, for those alone who may see the incident that the visit carries."""

    def guarded(visit: _Carrying) -> _Result:
        channel = visit.channel if isinstance(visit, Pressed) else None
        refuse_unless_seen(visit, visit.incident_id, channel)
        return handle(visit)

    return guarded


def about_named(name: str, words: Words, handle: OnIncident) -> Callable[[Typed], Answer | None]:
    """`handle` with the incident that the command is about; asks for one if none can be told."""

    def run(visit: Typed) -> Answer | None:
        incident_id, rest = _named_or_here(visit, words)
        if incident_id is not None:
            refuse_unless_seen(visit, incident_id, visit.channel)
            return handle(replace(visit, words=rest), incident_id)
        if rest and words is Words.NONE:
            return Answer(say("That is not an incident's number. They look like `INC-42`."))
        return _ask(visit, Pending(command=name, words=rest, channel=visit.channel))

    return run


def about_pointed(callback_id: str, handle: OnMessage) -> Callable[[Pointed], None]:
    """`handle` with the incident whose room or thread the message is in, or with a chosen one."""

    def run(visit: Pointed) -> None:
        incident_id = visit.house.records.worked_in(visit.channel, visit.thread or visit.ts)
        if incident_id is not None:
            refuse_unless_seen(visit, incident_id, visit.channel)
            return handle(visit, incident_id)
        pending = Pending(
            shortcut=callback_id,
            words=visit.text,
            channel=visit.channel,
            ts=visit.ts,
            thread=visit.thread,
            author=visit.author,
        )
        visit.open_form(pick_form(pending))
        return None

    return run


def named_first(words: str) -> tuple[IncidentId | None, str]:
    """An incident by the number that words begin with, and what is left of them."""
    if first := _NUMBER_FIRST.fullmatch(words):
        return parse_reference(first[1]), first[2]
    alone = parse_reference(words)
    return alone, "" if alone is not None else words


def _named_or_here(visit: Typed, words: Words) -> tuple[IncidentId | None, str]:
    here = visit.house.records.worked_in(visit.channel)
    if here is not None and words is Words.FREE:
        return here, visit.words
    if (first := _NUMBER_FIRST.fullmatch(visit.words)) and (
        first[2] == "" or words is not Words.NONE
    ):
        return parse_reference(first[1]), first[2]
    if words is not Words.FREE and (alone := parse_reference(visit.words)) is not None:
        return alone, ""
    return (None if visit.words and words is Words.NONE else here), visit.words


def _ask(visit: Typed, pending: Pending) -> Answer | None:
    if not visit.house.records.search(visit.user, Search(only_open=True), limit=1).total:
        return Answer(
            say(
                "No incident is open that you can see. "
                "To name a closed one, add its number: `/incident {command} INC-42`.",
                command=pending.command,
            )
        )
    visit.open_form(pick_form(pending))
    return None
