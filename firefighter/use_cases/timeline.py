"""The timeline: adding notes and messages, correcting entries and milestones, removing pictures."""

from datetime import datetime

from firefighter.domain import timeline
from firefighter.domain.errors import FieldProblem, InvalidField
from firefighter.domain.ids import EntryId, IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.milestones import MilestoneTimes
from firefighter.domain.timeline import (
    ChatMessage,
    TimelineRequest,
    timeline_view,
    to_the_minute,
    without_picture,
)
from firefighter.domain.title import clean_text
from firefighter.ports.app_context import AppContext
from firefighter.ports.snapshot import MessageRef
from firefighter.ports.store import DeliveryId


def add_note(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    text: str,
    *,
    at: datetime | None = None,
) -> Incident:
    """Adds a note to the timeline, at the current or a past time.

    Raises UnknownIncident, or InvalidField for an empty note or a future time.
    """
    now = context.clock.now()
    words = clean_text(text)
    if not words:
        raise InvalidField("text", FieldProblem.NO_NOTE)
    if at is not None and at > now:
        raise InvalidField("at", FieldProblem.STILL_TO_COME)
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.note(words, actor=actor, now=to_the_minute(now, at or now))
    return incident


def note_message(
    context: AppContext,
    delivery: DeliveryId,
    incident_id: IncidentId,
    *,
    message: MessageRef,
    chat_message: ChatMessage | None,
    timeline_request: TimelineRequest,
) -> None:
    """Updates the timeline with a chat message as it is now."""
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        record = unit.timeline(incident_id)
        event = timeline.reconcile_message(
            record, message.channel, message.ts, chat_message, timeline_request
        )
        if event is not None:
            incident.record(event)


def correct_entry(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    entry: EntryId,
    *,
    happened_at: datetime | None = None,
    text: str = "",
) -> None:
    """Corrects an entry of the timeline. The record keeps the old version.

    Raises UnknownIncident, UnknownEntry, EntryNotEditable, NoChange, or InvalidField for a future
    time.
    """
    now = context.clock.now()
    if happened_at and happened_at > now:
        raise InvalidField("at", FieldProblem.STILL_TO_COME)
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        corrected = timeline.correct(
            unit.timeline(incident_id),
            entry,
            happened_at=happened_at,
            text=clean_text(text),
            actor=actor,
            now=now,
        )
        incident.record(corrected)


def remove_entry(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    entry: EntryId,
) -> None:
    """Removes what people wrote from the timeline. The record keeps it.

    Raises UnknownIncident, UnknownEntry, EntryNotEditable.
    """
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        record = unit.timeline(incident_id)
        incident.record(timeline.remove(record, entry, actor=actor, now=context.clock.now()))


def remove_picture(context: AppContext, delivery: DeliveryId, file: str, *, at: datetime) -> None:
    """Removes a picture whose file was deleted from every timeline that shows it.

    Does nothing if none does, and then records no delivery. Raises AlreadyHandled.
    """
    found = context.records.incidents_showing(file)
    if not found:
        return
    with context.units(delivery) as unit:
        for incident_id in sorted(found):
            incident = unit.incidents.get(incident_id)
            for view_item in timeline_view(unit.timeline(incident_id)):
                if event := without_picture(view_item, file, at):
                    incident.record(event)


def correct_milestones(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    corrected: MilestoneTimes,
) -> Incident:
    """Corrects the times of milestones, also after the incident is closed.

    Raises InvalidField under the milestone's name, NoChange, UnknownIncident.
    """
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.correct_milestones(corrected, actor=actor, now=context.clock.now())
    return incident
