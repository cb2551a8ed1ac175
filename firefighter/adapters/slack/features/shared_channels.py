"""Notices when another organization can read an incident channel, and when a guest joins one."""

from firefighter.adapters.slack.inbound.interactions import SlackEvent
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.wording.accounts import joined_outsider_text
from firefighter.domain.accounts import AccessRight
from firefighter.effects.direct_messages import ReplyPrivately
from firefighter.effects.shared_channels import FindSharedChannels, sharing_line
from firefighter.use_cases.accounts import find_outsider
from firefighter.use_cases.channels import record_channel_sharing
from firefighter.use_cases.enqueue import enqueue_reply

feature = Feature(scopes=("channels:read", "groups:read"))


@feature.event("channel_shared", is_fact=True)
def note_shared(interaction: SlackEvent) -> None:
    incident_id = interaction.context.records.incident_in(interaction.channel)
    if incident_id is not None:
        record_channel_sharing(
            interaction.context,
            interaction.delivery,
            incident_id,
            interaction.channel,
            is_shared=True,
            line=sharing_line(interaction.channel, is_shared=True),
        )


@feature.event("channel_unshared", is_fact=True)
def note_unshared(interaction: SlackEvent) -> None:
    """The channel may still be shared with others, so Slack is asked."""
    if interaction.context.records.incident_in(interaction.channel) is not None:
        enqueue_reply(interaction.context, interaction.delivery, FindSharedChannels().request())


@feature.event("member_joined_channel", is_fact=True)
def tell_who_invited(interaction: SlackEvent) -> None:
    """Tells who invites a guest into an incident channel what guests cannot do."""
    if not interaction.inviter:
        return
    if interaction.context.records.incident_in(interaction.channel) is None:
        return
    account = find_outsider(interaction.context, interaction.user, AccessRight.RESPOND)
    if account is not None:
        text = joined_outsider_text(interaction.user, account)
        told = ReplyPrivately(interaction.inviter, interaction.channel, text)
        enqueue_reply(interaction.context, interaction.delivery, told.request())
