"""Adds a message to the timeline on a reaction or a pin, and removes it when that is removed.

The event does not have the message's text, so an effect fetches it. The same effect follows edits
and deletions of messages that are on the timeline.
"""

from firefighter.adapters.slack.inbound.admission import reply_to_sender
from firefighter.adapters.slack.inbound.interactions import SlackEvent
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.timeline import find_message_item
from firefighter.effects.timeline_messages import FindThread, NoteMessage
from firefighter.use_cases.enqueue import enqueue_effects, enqueue_reply

feature = Feature(scopes=("pins:read", "reactions:read"))

_CHANGES = {"message_changed", "message_deleted"}


def _say_why_not(interaction: SlackEvent, text: str) -> None:
    """Only if the message would have been added to a timeline."""
    if interaction.context.records.incident_in(interaction.channel) is not None:
        reply_to_sender(interaction, text)


def _say_why_no_reaction(interaction: SlackEvent, text: str) -> None:
    if _is_timeline_reaction(interaction):
        _say_why_not(interaction, text)


@feature.event("reaction_added", on_refused=_say_why_no_reaction)
def add(interaction: SlackEvent) -> None:
    if _is_timeline_reaction(interaction):
        _enqueue(interaction, asked=True)


@feature.event("reaction_removed")
def remove(interaction: SlackEvent) -> None:
    if _is_timeline_reaction(interaction):
        _enqueue(interaction, asked=False)


@feature.event("pin_added", on_refused=_say_why_not)
def pin(interaction: SlackEvent) -> None:
    if interaction.ts:
        _enqueue(interaction, asked=True)


@feature.event("pin_removed")
def unpin(interaction: SlackEvent) -> None:
    if interaction.ts:
        _enqueue(interaction, asked=False)


@feature.event("message")
def follow_change(interaction: SlackEvent) -> None:
    """Only for messages that are on the timeline."""
    if interaction.subtype not in _CHANGES:
        return
    records = interaction.context.records
    incident_id = records.incident_in(interaction.channel, interaction.thread)
    if (
        incident_id is None
        or find_message_item(records.timeline(incident_id), interaction.channel, interaction.ts)
        is None
    ):
        return
    enqueue_effects(
        interaction.context,
        interaction.delivery,
        incident_id,
        _note(interaction, asked=False).request(),
    )


def _enqueue(interaction: SlackEvent, *, asked: bool) -> None:
    note = _note(interaction, asked=asked)
    incident_id = interaction.context.records.incident_in(interaction.channel)
    if incident_id is not None:
        enqueue_effects(interaction.context, interaction.delivery, incident_id, note.request())
    elif interaction.context.records.has_announcement_in(interaction.channel):
        enqueue_reply(interaction.context, interaction.delivery, FindThread(note).request())


def _note(interaction: SlackEvent, *, asked: bool) -> NoteMessage:
    return NoteMessage(
        interaction.channel, interaction.ts, interaction.user, interaction.at, asked=asked
    )


def _is_timeline_reaction(interaction: SlackEvent) -> bool:
    """Whether it is the timeline reaction, in any skin tone."""
    name = interaction.detail.partition("::")[0]
    return bool(interaction.ts) and name == interaction.context.rules.timeline_reaction
