"""Makes an existing channel the channel of a new or existing incident."""

from firefighter.adapters.slack.blocks import forms
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.channels import (
    CONVERT,
    convert_form,
    loading_form,
    read_adopted_channel,
)
from firefighter.adapters.slack.blocks.declare import Draft, declare_form
from firefighter.adapters.slack.inbound.incident_lookup import (
    split_reference,
    with_access,
)
from firefighter.adapters.slack.inbound.interactions import SlashCommand, ViewSubmission
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.wording.failures import refusal
from firefighter.domain.errors import FirefighterError, UnsuitableChannel, UnsuitableReason
from firefighter.domain.ids import IncidentId
from firefighter.domain.title import split_title
from firefighter.i18n import gettext, gettext_noop
from firefighter.ports.chat import ChannelFacts
from firefighter.ports.snapshot import AdoptedChannel
from firefighter.use_cases.channels import (
    convert_channel,
    refuse_channel_in_use,
    refuse_unfit_channel,
    refuse_wrong_visibility,
)

feature = Feature(scopes=("channels:join",))

_DIRECT = "D"
"""The first letter of direct message ids: https://docs.slack.dev/reference/objects/conversation-object."""


@feature.command(
    "convert",
    usage=gettext_noop("[INC-42 or title]"),
    description=gettext_noop("Use this channel for an incident."),
)
def ask(interaction: SlashCommand) -> None:
    """Opens a form within Slack's 3 s, then asks about the channel and redraws the form."""
    incident_id, words = split_reference(interaction.words)
    if incident_id is not None:
        interaction = with_access(interaction, incident_id, interaction.channel)
        interaction.context.records.snapshot(incident_id).incident.refuse_channel()
    if interaction.channel.startswith(_DIRECT):
        raise UnsuitableChannel(UnsuitableReason.DIRECT)
    refuse_channel_in_use(interaction.context, interaction.channel)
    form_id = interaction.open_form(loading_form())
    try:
        form = _form(
            interaction, refuse_unfit_channel(interaction.look_at_channel()), incident_id, words
        )
    except FirefighterError as error:
        form = forms.message(
            gettext("Can't use this channel"), refusal(error, interaction.context.rules)
        )
    interaction.redraw(form_id, form)


@feature.submission(CONVERT)
def use_channel(interaction: ViewSubmission) -> None:
    convert_channel(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        read_adopted_channel(interaction.button_state),
    )


def _form(
    interaction: SlashCommand, seen: ChannelFacts, incident_id: IncidentId | None, words: str
) -> Block:
    incident_channel = AdoptedChannel(seen.id, seen.private)
    if incident_id is not None:
        incident = interaction.context.records.snapshot(incident_id).incident
        refuse_wrong_visibility(incident, incident_channel)
        return convert_form(incident, incident_channel)
    title, summary = split_title(words or seen.name.replace("-", " "), seen.topic)
    draft = Draft(incident_channel=incident_channel)
    return declare_form(interaction.context.rules, title, summary, draft=draft)
