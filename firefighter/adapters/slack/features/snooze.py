"""Snoozes a due update, or says that none is needed for now."""

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.inbound.interactions import BlockAction
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.use_cases.updates import put_off_update, waive_update

feature = Feature()


@feature.press(action_ids.SNOOZE)
def snooze(interaction: BlockAction) -> None:
    seen = action_ids.time_of(interaction.button_state.seen)
    put_off_update(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        seen=seen,
    )


@feature.press(action_ids.WAIVE)
def waive(interaction: BlockAction) -> None:
    seen = action_ids.time_of(interaction.button_state.seen)
    waive_update(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        seen=seen,
    )
