"""Sends the digest now, and subscribes or unsubscribes people."""

from datetime import timedelta

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.inbound.interactions import Answer, BlockAction, SlashCommand
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.inbound.views import zone_of_reader
from firefighter.domain.accounts import AccessRight
from firefighter.domain.metrics.periods import week_of
from firefighter.effects.digest import SendDigest
from firefighter.effects.direct_messages import ReplyPrivately
from firefighter.i18n import gettext, gettext_noop
from firefighter.use_cases.enqueue import enqueue_reply
from firefighter.use_cases.people import set_digest_preference

feature = Feature(needs=AccessRight.READ)


@feature.command(
    "digest",
    usage=gettext_noop("[on|off]"),
    description=gettext_noop("Get last week's metrics now, or every week."),
)
def send_now(interaction: SlashCommand) -> Answer:
    choice = interaction.words.lower()
    if choice in {"on", "off"}:
        set_digest_preference(
            interaction.context, interaction.delivery, interaction.user, wanted=choice == "on"
        )
        return Answer(_wanted() if choice == "on" else _unwanted())
    context = interaction.context
    zone = zone_of_reader(context, interaction.user)
    week = week_of(context.clock.now() - timedelta(days=7), zone).first_day
    request = SendDigest(interaction.user, week, zone.key, is_weekly=False).request()
    enqueue_reply(context, interaction.delivery, request)
    return Answer(gettext("I'll send it to you in a direct message."))


@feature.press(action_ids.UNSUBSCRIBE_DIGEST, about_incident=False)
def stop(interaction: BlockAction) -> None:
    if interaction.channel is None:
        raise UnknownButton
    answer = ReplyPrivately(
        interaction.user,
        interaction.channel,
        _unwanted(),
        interaction.thread,
        interaction.response_url,
    ).request()
    set_digest_preference(
        interaction.context, interaction.delivery, interaction.user, wanted=False, answer=answer
    )


def _wanted() -> str:
    return gettext(
        "Subscribed. If you're configured as a manager, you get the digest every Monday morning."
    )


def _unwanted() -> str:
    return gettext("Unsubscribed. Type `/incident digest on` to subscribe again.")
