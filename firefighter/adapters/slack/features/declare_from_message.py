"""Declares an incident from a message."""

from firefighter.adapters.slack.inbound.interactions import MessageShortcut
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.inbound.views import open_declare_form
from firefighter.adapters.slack.wording.mrkdwn import unescaped
from firefighter.domain.accounts import AccessRight
from firefighter.domain.events import Source
from firefighter.i18n import gettext_noop

feature = Feature(needs=AccessRight.DECLARE)


@feature.message_shortcut(
    "declare_from_message",
    gettext_noop("Declare incident"),
    description=gettext_noop("Declare an incident from this message and post it in the thread."),
)
def declare_from_message(interaction: MessageShortcut) -> None:
    open_declare_form(
        interaction,
        unescaped(interaction.text, with_addresses=False),
        source=Source(interaction.channel, interaction.ts, interaction.thread),
    )
