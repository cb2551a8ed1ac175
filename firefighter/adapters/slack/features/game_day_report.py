"""The learning report of a Game Day: creating it again, and resuming its updates."""

from firefighter.adapters.slack.blocks import game_days as drawn
from firefighter.adapters.slack.inbound.interactions import BlockAction
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.effects.page_creation import CreatePage
from firefighter.effects.pages import ResumePageUpdates
from firefighter.use_cases.enqueue import enqueue_for_game_day
from firefighter.use_cases.game_day_report import request_learning_report

feature = Feature()


@feature.press(drawn.MAKE_REPORT, about_incident=False)
def create_again(interaction: BlockAction) -> None:
    request_learning_report(
        interaction.context,
        interaction.delivery,
        interaction.game_day_id,
        CreatePage().request(),
    )


@feature.press(drawn.RESUME_REPORT, about_incident=False)
def resume_updates(interaction: BlockAction) -> None:
    enqueue_for_game_day(
        interaction.context,
        interaction.delivery,
        interaction.game_day_id,
        ResumePageUpdates().request(),
    )
