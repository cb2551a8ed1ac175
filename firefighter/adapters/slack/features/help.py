"""Lists the commands from the registry, on request or when the bot is mentioned."""

from firefighter.adapters.slack.blocks.block_kit import sections
from firefighter.adapters.slack.inbound.admission import reply_to_sender
from firefighter.adapters.slack.inbound.command_help import (
    command_details,
    help_text,
    unknown_command,
)
from firefighter.adapters.slack.inbound.interactions import Answer, SlackEvent, SlashCommand
from firefighter.adapters.slack.inbound.registry import Feature, find_features
from firefighter.domain.accounts import AccessRight
from firefighter.domain.spelling import split_word
from firefighter.effects.direct_messages import ReplyPrivately
from firefighter.i18n import gettext_noop
from firefighter.use_cases.enqueue import enqueue_reply

feature = Feature(scopes=("app_mentions:read",), needs=AccessRight.READ)


@feature.command(
    "help", usage=gettext_noop("[command]"), description=gettext_noop("Show this help.")
)
def show_help(interaction: SlashCommand) -> Answer:
    registry = find_features()
    name = split_word(interaction.words)[0].casefold()
    if not name:
        text = help_text(registry.commands.values())
        return Answer(text, sections(text))
    command = registry.command(name)
    return Answer(command_details(command)) if command else unknown_command(registry, name)


@feature.event("app_mention", on_refused=reply_to_sender)
def answer_mention(interaction: SlackEvent) -> None:
    text = help_text(find_features().commands.values())
    told = ReplyPrivately(interaction.user, interaction.channel, text, interaction.thread)
    enqueue_reply(interaction.context, interaction.delivery, told.request())
