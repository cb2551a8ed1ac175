"""The list of the actions that are not on the control panel."""

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.more_actions import more_form
from firefighter.adapters.slack.inbound.interactions import BlockAction
from firefighter.adapters.slack.inbound.registry import Feature, find_features
from firefighter.domain.ids import IncidentId, UserId
from firefighter.ports.app_context import AppContext

feature = Feature()


@feature.press(action_ids.MORE)
def show_list(interaction: BlockAction) -> None:
    interaction.open_form(draw(interaction.context, interaction.user, interaction.incident_id))


@feature.redraw(action_ids.MORE)
def draw(context: AppContext, _user: UserId, incident_id: IncidentId) -> Block:
    incident = context.records.snapshot(incident_id).incident
    return more_form(incident, find_features().more, context.rules)
