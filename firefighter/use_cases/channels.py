"""The incident channel: adopting, keeping and archiving it, its state, name and members."""

import logging
from datetime import datetime

from firefighter.domain.errors import UnsuitableChannel, UnsuitableReason
from firefighter.domain.events import ChannelState
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.redaction import has_left
from firefighter.ports.app_context import AppContext
from firefighter.ports.chat import ChannelFacts
from firefighter.ports.outgoing import OutgoingError
from firefighter.ports.people import MemberList
from firefighter.ports.snapshot import AdoptedChannel, ChannelId
from firefighter.ports.store import DeliveryId, EffectRequest

log = logging.getLogger(__name__)


def convert_channel(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    incident_channel: AdoptedChannel,
) -> Incident:
    """Makes an existing channel the incident channel, if the incident has none.

    The insiders of a private incident are invited into the new channel.

    Raises UnknownIncident, NoChange if it has a channel, NotAllowedInStatus if it is closed, or
    UnsuitableChannel.
    """
    refuse_channel_in_use(context, incident_channel.channel)
    insiders = context.records.insiders(incident_id)
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        people = tuple(sorted(insiders)) if incident.private else ()
        incident.adopt_channel(
            incident_channel.channel, people=people, actor=actor, now=context.clock.now()
        )
        refuse_wrong_visibility(incident, incident_channel)
        # Effects that failed in the old channel must not block effects in the new one.
        unit.retry_failed(incident_id)
        unit.leave_channel(incident_id)
        unit.take_channel(incident_id, incident_channel.channel)
    return incident


def refuse_wrong_visibility(incident: Incident, incident_channel: AdoptedChannel) -> None:
    """Raises UnsuitableChannel if the channel and the incident differ in visibility."""
    if incident_channel.private is not incident.private:
        raise UnsuitableChannel(
            UnsuitableReason.PRIVATE if incident_channel.private else UnsuitableReason.PUBLIC
        )


def refuse_channel_in_use(context: AppContext, channel: ChannelId) -> None:
    """Raises UnsuitableChannel if the channel already belongs to an incident or announces them."""
    if context.records.incident_in(channel) is not None:
        raise UnsuitableChannel(UnsuitableReason.TAKEN)
    if context.records.has_announcement_in(channel):
        raise UnsuitableChannel(UnsuitableReason.ANNOUNCING)


def refuse_unfit_channel(seen: ChannelFacts | None) -> ChannelFacts:
    """Returns `seen` if the channel can become an incident channel. Raises UnsuitableChannel."""
    if seen is None:
        raise UnsuitableChannel(UnsuitableReason.UNSEEN)
    reasons = {
        UnsuitableReason.DIRECT: seen.direct,
        UnsuitableReason.ARCHIVED: seen.archived,
        UnsuitableReason.SHARED: seen.shared,
        UnsuitableReason.ANNOUNCING: seen.announcing,
        UnsuitableReason.UNSEEN: seen.private and not seen.member,
    }
    for why, is_so in reasons.items():
        if is_so:
            raise UnsuitableChannel(why)
    return seen


def record_channel_state(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    channel: ChannelId,
    *,
    state: ChannelState,
    at: datetime,
) -> None:
    """Records that the incident channel was archived, deleted, left or reopened.

    Does nothing if that is known, or if the incident has moved to another channel. `actor` is empty
    if the chat does not say who did it. Raises AlreadyHandled.
    """
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        if not has_left(unit.timeline(incident_id), channel):
            incident.record_channel_state(state, actor=actor, now=at)


def record_channel_name(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    channel: ChannelId,
    *,
    name: str,
    at: datetime,
) -> None:
    """Records the new name of the incident channel.

    Does nothing if that is known, or if the incident has moved to another channel. `actor` is empty
    if the chat does not say who did it. Raises AlreadyHandled.
    """
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        if not has_left(unit.timeline(incident_id), channel):
            incident.record_channel_name(name, actor=actor, now=at)


def keep_channel(
    context: AppContext, delivery: DeliveryId, actor: UserId, incident_id: IncidentId
) -> None:
    """Keeps the incident channel from being archived.

    Raises UnknownIncident, or NoChange if it is kept already or gone.
    """
    with context.units(delivery) as unit:
        unit.incidents.get(incident_id).keep_channel(actor=actor, now=context.clock.now())


def archive_channel(
    context: AppContext, delivery: DeliveryId, incident_id: IncidentId, archiving: EffectRequest
) -> None:
    """Archives the channel of a closed incident now, by the effect `archiving`.

    Raises UnknownIncident, NotAllowedInStatus if it is not closed, or NoChange.
    """
    with context.units(delivery) as unit:
        unit.incidents.get(incident_id).refuse_archiving()
        unit.enqueue(incident_id, archiving)


def record_channel_join(
    context: AppContext, delivery: DeliveryId, user: UserId, channel: ChannelId
) -> None:
    with context.units(delivery) as unit:
        unit.memberships.joined(channel, user, context.clock.now())


def record_channel_leave(
    context: AppContext, delivery: DeliveryId, user: UserId, channel: ChannelId
) -> None:
    with context.units(delivery) as unit:
        unit.memberships.left(channel, user)


def record_channel_sharing(
    context: AppContext,
    delivery: DeliveryId,
    incident_id: IncidentId,
    channel: ChannelId,
    *,
    is_shared: bool,
    line: EffectRequest,
) -> None:
    """Records that another organization can read the channel, or no longer; `line` tells it.

    Does nothing if that is known. Raises AlreadyHandled.
    """
    with context.units(delivery) as unit:
        unit.incidents.get(incident_id)
        if unit.shared_channels.note(channel, is_shared=is_shared):
            unit.enqueue(incident_id, line)


def relearn_members(
    context: AppContext, delivery: DeliveryId, user: UserId, incident_id: IncidentId
) -> bool:
    """Asks the chat whether somebody is still in the channel of a private incident.

    Only if they were, and that was not confirmed for a while. Returns whether the members were
    learnt; False while the chat does not answer.
    """
    channel = context.records.stale_channel_of(user, incident_id)
    if channel is None:
        return False
    try:
        members = context.members_of(channel)
    except OutgoingError as error:
        log.warning("The members of %s are not known: %s", channel, error)
        return False
    with context.units(delivery) as unit:
        unit.memberships.replace(MemberList(channel, members), context.clock.now())
    return True
