"""Adds a message to the timeline from the message's menu."""

from dataclasses import replace

from firefighter.adapters.slack.blocks.forms import message
from firefighter.adapters.slack.inbound.interactions import MessageShortcut
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.outbound.responses import time_of
from firefighter.adapters.slack.wording.mrkdwn import unescaped
from firefighter.domain.ids import IncidentId, reference
from firefighter.domain.timeline import ChatMessage
from firefighter.domain.title import clean_text
from firefighter.effects.direct_messages import ReplyPrivately
from firefighter.effects.timeline_messages import NoteMessage
from firefighter.i18n import gettext, gettext_noop
from firefighter.ports.snapshot import ChannelId
from firefighter.use_cases.enqueue import enqueue_effects

feature = Feature()

_SHORTCUT = "add_to_timeline"


@feature.incident_message_shortcut(
    _SHORTCUT,
    gettext_noop("Add to timeline"),
    description=gettext_noop("Add this message to an incident's timeline."),
)
def add(interaction: MessageShortcut, incident_id: IncidentId) -> None:
    """Passes on the message as Slack sent it, for channels that the bot cannot read.

    After a form was needed there is no `response_url`: a message that is not added is then reported
    in a direct message.
    """
    done = gettext("Added to the {incident} timeline.", incident=reference(incident_id))
    told = ReplyPrivately(
        interaction.user, interaction.channel, done, interaction.thread, interaction.response_url
    )
    ours = gettext(
        "Not added: this message is mine. What it records is on the {incident} timeline already.",
        incident=reference(incident_id),
    )
    note = NoteMessage(
        interaction.channel,
        interaction.ts,
        interaction.user,
        interaction.context.clock.now(),
        by_hand=True,
        known=_as_shown(interaction),
        receipt=told if interaction.response_url else None,
        refused=(
            replace(told, text=ours)
            if interaction.response_url
            else ReplyPrivately(interaction.user, ChannelId(""), ours)
        ),
    )
    enqueue_effects(interaction.context, interaction.delivery, incident_id, note.request())
    if not interaction.response_url:
        adding = gettext(
            "Adding the message to the {incident} timeline. You'll get a direct message if that "
            "isn't possible.",
            incident=reference(incident_id),
        )
        interaction.open_form(message(reference(incident_id), adding))


def _as_shown(interaction: MessageShortcut) -> ChatMessage:
    return ChatMessage(
        channel=interaction.channel,
        ts=interaction.ts,
        at=time_of(interaction.ts),
        author=interaction.author,
        text=clean_text(unescaped(interaction.text)),
        permalink="",
        marked=True,
    )
