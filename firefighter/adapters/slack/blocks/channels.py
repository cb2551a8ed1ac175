"""Forms and notices about an incident's channel: adopting one, archiving it, private or public."""

from collections.abc import Iterator

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.block_kit import Block, actions, button, modal, section
from firefighter.adapters.slack.wording.channels import CHANNEL_SIGN, adoption_text
from firefighter.adapters.slack.wording.mrkdwn import channel_mention, local_time, user_mention
from firefighter.domain.events import ChannelState
from firefighter.domain.incident import Incident
from firefighter.i18n import gettext
from firefighter.ports.chat import ArchiveNotice
from firefighter.ports.snapshot import AdoptedChannel, ChannelId

CONVERT = "convert"


_ADOPTED_PRIVATE, _ADOPTED_PUBLIC = "private", "public"


def convert_form(incident: Incident, incident_channel: AdoptedChannel) -> Block:
    question = gettext(
        "Use {incident_channel} as the {incident} channel?",
        incident_channel=channel_mention(incident_channel.channel),
        incident=incident.reference,
    )
    return modal(
        CONVERT,
        gettext("{incident} channel", incident=incident.reference),
        [
            section(question),
            section(adoption_text()),
            *(section(text) for text in _convert_consequences(incident)),
        ],
        submit=gettext("Use this channel"),
        metadata=adopted_channel_value(incident, incident_channel),
    )


def _convert_consequences(incident: Incident) -> Iterator[str]:
    if incident.private:
        told = gettext("Everyone in this channel will see the incident. Its responders are added.")
        yield f":lock: {told}"
    else:
        yield gettext("The thread of its announcement stays and links here.")
    if incident.has_channel:
        yield gettext("The old channel stays as it is. I won't post there any more.")


def adopted_channel_value(incident: Incident, incident_channel: AdoptedChannel) -> str:
    return str(
        ButtonState(
            incident.id,
            incident_channel.channel,
            _ADOPTED_PRIVATE if incident_channel.private else _ADOPTED_PUBLIC,
        )
    )


def read_adopted_channel(button_state: ButtonState) -> AdoptedChannel:
    return AdoptedChannel(ChannelId(button_state.seen), button_state.choice == _ADOPTED_PRIVATE)


def loading_form() -> Block:
    """Shown while the bot asks Slack about the channel."""
    return modal(
        CONVERT, gettext("Use this channel?"), [section(gettext("Checking this channel…"))]
    )


def archive_notice(notice: ArchiveNotice) -> tuple[str, list[Block]]:
    """Returns the text, and blocks with buttons while the archiving can be changed."""
    text = f"{CHANNEL_SIGN} {_archive_text(notice)}"
    return text, [section(text), *_archive_buttons(notice)]


def _archive_text(notice: ArchiveNotice) -> str:
    incident = notice.snapshot.incident
    if incident.channel_kept_by:
        return gettext(
            "{who} kept this channel. It won't be archived.",
            who=user_mention(incident.channel_kept_by),
        )
    if notice.due is None:
        return gettext(
            "{incident} was reopened. This channel won't be archived.", incident=incident.reference
        )
    return gettext(
        "{incident} is closed. This channel will be archived on {when}; it stays readable.",
        incident=incident.reference,
        when=local_time(notice.due),
    )


def _archive_buttons(notice: ArchiveNotice) -> list[Block]:
    incident = notice.snapshot.incident
    if notice.due is None or incident.channel_kept_by:
        return []
    button_state = str(ButtonState(incident.id))
    keep = button(action_ids.KEEP_CHANNEL, gettext("Keep channel"), button_state)
    return [
        actions([keep, button(action_ids.ARCHIVE_CHANNEL, gettext("Archive now"), button_state)])
    ]


VISIBILITY = "visibility"

PRIVATE, PUBLIC = "private", "public"


def private_form(incident: Incident, *, stays: bool = False) -> Block:
    """`stays` says whether its channel is private already."""
    return modal(
        VISIBILITY,
        gettext("Make {incident} private", incident=incident.reference),
        [section("\n".join(_when_private(incident, stays=stays)))],
        submit=gettext("Make private"),
        metadata=str(ButtonState(incident.id, PRIVATE)),
    )


def public_form(incident: Incident) -> Block:
    return modal(
        VISIBILITY,
        gettext("Make {incident} public", incident=incident.reference),
        [
            section(gettext("It's announced in the incidents channel, and everyone can find it.")),
            section(
                gettext(
                    "Its channel stays private: I can't make it public. Invite people who "
                    "need access."
                )
            ),
        ],
        submit=gettext("Make public"),
        metadata=str(ButtonState(incident.id, PUBLIC)),
    )


def _when_private(incident: Incident, *, stays: bool) -> Iterator[str]:
    """What is deleted, what stays, and where work goes on."""
    leaves = incident.has_channel and not stays
    deleted = incident.channel_state is ChannelState.DELETED
    in_old_channel = leaves and incident.channel_state is ChannelState.OPEN
    yield _deleted_when_private(in_old_channel=in_old_channel)
    if in_old_channel:
        yield gettext(
            "• *Stays:* what people and Slack wrote, until an administrator deletes it. The old "
            "channel is renamed and archived if I created it. Digests already sent stay too."
        )
    elif leaves and not deleted:
        yield gettext(
            "• *Stays:* what people wrote, digests already sent, and :warning: my messages in the "
            "old channel, since I'm no longer in it. To have me delete them, unarchive it or "
            "invite me, then start again."
        )
    else:
        yield gettext(
            "• *Stays:* what people wrote (ask them to delete it) and digests already sent."
        )
    if stays:
        yield gettext(
            "• *Continue in:* its private channel. Participants are added. Only they, and people "
            "they invite, can see it."
        )
        return
    yield gettext(
        "• *Continue in:* a new private channel. Participants are added. Only they, and people "
        "they invite, can see it."
    )


def _deleted_when_private(*, in_old_channel: bool) -> str:
    if in_old_channel:
        return gettext(
            "• *Deleted:* the announcement, and what I wrote in its thread, in the old channel and "
            "in other incidents, except in archived channels."
        )
    return gettext(
        "• *Deleted:* the announcement, and what I wrote in its thread and in other incidents, "
        "except in archived channels."
    )
