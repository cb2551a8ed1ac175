"""Retries the failed effects of an incident when somebody presses *Retry now*."""

from firefighter.adapters.slack.blocks import action_ids, forms
from firefighter.adapters.slack.inbound.interactions import BlockAction
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.wording.failures import retrying_text
from firefighter.domain.ids import reference
from firefighter.effects.direct_messages import ReplyPrivately
from firefighter.ports.exercise_mark import with_exercise_mark
from firefighter.ports.store import EffectRequest
from firefighter.use_cases.enqueue import retry_effects

feature = Feature()


@feature.press(action_ids.RETRY)
def retry(interaction: BlockAction) -> None:
    """Answers beside the message with the button; in a modal, on top of it."""
    channel = interaction.channel
    kind = interaction.context.records.snapshot(interaction.incident_id).incident.kind

    def answer(steps: int) -> EffectRequest | None:
        if channel is None:
            return None
        return ReplyPrivately(
            interaction.user,
            channel,
            with_exercise_mark(kind, retrying_text(steps)),
            interaction.thread,
            interaction.response_url,
        ).request()

    steps = retry_effects(
        interaction.context, interaction.delivery, interaction.incident_id, answer
    )
    if channel is None:
        interaction.open_form(
            forms.message(reference(interaction.incident_id), retrying_text(steps))
        )
