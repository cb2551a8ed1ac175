"""Shows the score of a drill, item by item."""

from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.drills import SCORE
from firefighter.adapters.slack.blocks.scoreboard import score_form
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import BlockAction, SlashCommand
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.accounts import AccessRight
from firefighter.domain.ids import IncidentId, UserId
from firefighter.i18n import gettext_noop
from firefighter.ports.app_context import AppContext
from firefighter.use_cases.drill_score import drill_score

feature = Feature(needs=AccessRight.READ)


@feature.incident_command(
    "score",
    description=gettext_noop("Show the score of a drill that is over."),
    words=Arguments.NONE,
)
def show_by_command(interaction: SlashCommand, incident_id: IncidentId) -> None:
    interaction.open_form(draw_score(interaction.context, interaction.user, incident_id))


@feature.press(SCORE)
def show(interaction: BlockAction) -> None:
    interaction.open_form(
        draw_score(interaction.context, interaction.user, interaction.incident_id)
    )


def draw_score(context: AppContext, user: UserId, incident_id: IncidentId) -> Block:
    return score_form(*drill_score(context, user, incident_id), context.rules)
