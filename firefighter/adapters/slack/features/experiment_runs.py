"""Links runs of chaos experiments to the catalog."""

from collections.abc import Sequence

from firefighter.adapters.slack.blocks import experiment_runs as drawn
from firefighter.adapters.slack.blocks.block_kit import OPTIONS_LIMIT, Block, Option
from firefighter.adapters.slack.blocks.experiments import experiment_view
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    OptionsRequest,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.errors import FieldProblem, InvalidField
from firefighter.domain.experiment_runs import ExperimentRunNumber
from firefighter.domain.ids import ExperimentKey
from firefighter.ports.experiments import ExperimentQuery
from firefighter.use_cases.experiment_runs import link_run

feature = Feature()


@feature.press(drawn.LINK, about_incident=False)
def ask(interaction: BlockAction) -> None:
    interaction.open_form(drawn.link_form(_number(interaction)))


@feature.suggestion(drawn.EXPERIMENT_FIELD)
def find(interaction: OptionsRequest) -> Sequence[Option]:
    wanted = ExperimentQuery(words=interaction.words)
    return drawn.experiment_options(
        interaction.context.experiments.experiments(wanted, OPTIONS_LIMIT)
    )


@feature.submission(drawn.LINK, about_incident=False)
def link(interaction: ViewSubmission) -> Block:
    """Shows the experiment that the runs belong to now."""
    key = interaction.text(drawn.EXPERIMENT_FIELD)
    if not key:
        raise InvalidField(drawn.EXPERIMENT_FIELD, FieldProblem.NOTHING_CHOSEN)
    number = _number(interaction)
    linked = link_run(interaction.context, interaction.delivery, number, ExperimentKey(key))
    return experiment_view(linked)


def _number(interaction: BlockAction | ViewSubmission) -> ExperimentRunNumber:
    """Raises UnknownButton."""
    seen = interaction.button_state.seen
    if not seen.isdecimal():
        raise UnknownButton
    return ExperimentRunNumber(int(seen))
