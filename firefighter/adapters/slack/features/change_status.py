"""Lifecycle steps that need no form."""

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.inbound.interactions import BlockAction
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.lifecycle import Step, StepKind
from firefighter.use_cases.status import change_status

feature = Feature()


@feature.press(action_ids.STEP)
def press_step(interaction: BlockAction) -> None:
    step = Step(action_ids.choice_of(interaction.action_id, StepKind))
    change_status(
        interaction.context, interaction.delivery, interaction.user, interaction.incident_id, step
    )
