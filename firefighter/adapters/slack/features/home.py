"""Draws the Home tab when a person opens it."""

from firefighter.adapters.slack.blocks.block_kit import home, section
from firefighter.adapters.slack.blocks.incident_lists import home_tab
from firefighter.adapters.slack.inbound.interactions import SlackEvent
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.accounts import AccessRight
from firefighter.use_cases.people import load_home, record_home_view

feature = Feature(needs=AccessRight.READ)


def _say_why_not(interaction: SlackEvent, text: str) -> None:
    if interaction.detail == "home":
        interaction.publish_home(home([section(text)]))


@feature.event("app_home_opened", on_refused=_say_why_not)
def draw_home(interaction: SlackEvent) -> None:
    """Draws at once, since the person is waiting; later changes come through the outbox."""
    if interaction.detail == "home":
        context = interaction.context
        shown = load_home(context.records, interaction.user, context.clock.now())
        interaction.publish_home(home_tab(shown, context.rules, context.address))
        record_home_view(context, interaction.delivery, interaction.user)
