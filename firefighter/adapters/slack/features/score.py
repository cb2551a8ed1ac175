"""Shows the score of a drill, item by item, and asks who runs it to judge the diagnosis."""

from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.drills import SCORE
from firefighter.adapters.slack.blocks.scoreboard import (
    JUDGE,
    JUDGE_FORM,
    NONE_OF_THEM,
    SCORE_VIEW,
    judge_form,
    score_form,
)
from firefighter.adapters.slack.inbound.game_day_lookup import number_in
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.accounts import AccessRight
from firefighter.domain.errors import DrillProblem, DrillRefused
from firefighter.domain.hypotheses import HypothesisNumber
from firefighter.domain.ids import IncidentId, UserId
from firefighter.i18n import gettext_noop
from firefighter.ports.app_context import AppContext
from firefighter.use_cases.drill_score import (
    diagnosis_to_judge,
    drill_score,
    judge_diagnosis,
)

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


@feature.redraw(SCORE_VIEW)
def draw_score(context: AppContext, user: UserId, incident_id: IncidentId) -> Block:
    incident, score = drill_score(context, user, incident_id)
    diagnosis = diagnosis_to_judge(context, user, incident_id)
    return score_form(incident, score, context.rules, diagnosis)


@feature.press(JUDGE, needs=AccessRight.RESPOND)
def ask_for_judgment(interaction: BlockAction) -> None:
    context, incident_id = interaction.context, interaction.incident_id
    diagnosis = diagnosis_to_judge(context, interaction.user, incident_id)
    if diagnosis is None:
        raise DrillRefused(DrillProblem.NOT_JUDGED_BY_YOU)
    incident = context.records.snapshot(incident_id).incident
    interaction.open_form(
        judge_form(incident, diagnosis, previous_callback_id=interaction.callback_id)
    )


@feature.submission(JUDGE_FORM, needs=AccessRight.RESPOND)
def judge(interaction: ViewSubmission) -> None:
    chosen = interaction.text("hypothesis")
    judge_diagnosis(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        None if chosen == NONE_OF_THEM else HypothesisNumber(number_in(chosen)),
    )
